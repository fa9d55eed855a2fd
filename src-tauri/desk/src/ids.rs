//! Names that last: UUIDv7, as lower-case text. Newtypes, so that one kind is never taken for another.

use jiff::Timestamp;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A UUIDv7 for this moment with 74 bits from the system's random source.
pub fn fresh(now: Timestamp) -> String {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let mut bytes = [0_u8; 10];
    for (to, from) in bytes.iter_mut().zip(random().to_le_bytes().iter().chain(random().to_le_bytes().iter())) {
        *to = *from;
    }
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().to_string()
}

/// 64 bits from the system's random source.
pub fn random() -> u64 {
    // The lower half of a UUIDv7 has 62 random bits, the upper 12; taken twice and folded, every bit is random.
    let (a, b) = (uuid::Uuid::now_v7().as_u128(), uuid::Uuid::now_v7().as_u128());
    let low = |n: u128| u64::try_from(n & u128::from(u64::MAX)).unwrap_or(0);
    low(a) ^ low(b).rotate_left(32)
}

/// An instant as the file keeps it: milliseconds since 1970 in UTC.
pub fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// An instant as the window gets it: RFC 3339 in UTC.
pub fn told(millis: i64) -> String {
    Timestamp::from_millisecond(millis).unwrap_or_default().to_string()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[ts(as = "String")]
        pub struct $name(pub String);

        impl $name {
            /// A new one, for this moment.
            pub fn new(now: Timestamp) -> Self {
                Self(fresh(now))
            }

            /// The id's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                String::column_result(value).map(Self)
            }
        }
    };
}

id!(
    /// One publication's work, in every copy of its file.
    DeskId
);
id!(
    /// One piece.
    ArticleId
);
id!(
    /// Somebody on the desk.
    PersonId
);
id!(
    /// An article as it was at a moment.
    VersionId
);
