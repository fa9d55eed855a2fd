//! How long a headline and a standfirst may be on this desk: the house's limits, told beside the text and never a gate.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::audit::Line;
use crate::error::Result;
use crate::store::Desk;

/// Characters, as a reader counts them; 0: no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Limits {
    pub headline: u32,
    pub standfirst: u32,
}

impl Default for Limits {
    /// What fits a search result's line, and a newsletter's.
    fn default() -> Self {
        Self { headline: 70, standfirst: 180 }
    }
}

/// No limit is longer.
const LONGEST: u32 = 5_000;

/// The desk's limits; the defaults where none were set.
///
/// # Errors
/// What SQLite says.
pub fn of(conn: &Connection) -> Result<Limits> {
    let value: Option<String> =
        conn.prepare_cached("SELECT value FROM setting WHERE name = 'limits'")?.query_row([], |row| row.get(0)).optional()?;
    Ok(value.and_then(|value| serde_json::from_str(&value).ok()).unwrap_or_default())
}

/// The command `desk_limits_set`.
///
/// # Errors
/// What SQLite says.
pub fn desk_limits_set(desk: &Desk, call: &Call, wanted: Limits) -> Result<Limits> {
    let limits = Limits { headline: wanted.headline.min(LONGEST), standfirst: wanted.standfirst.min(LONGEST) };
    desk.write(call, |tx| {
        let before = of(tx)?;
        if limits == before {
            return Ok(limits);
        }
        tx.execute(
            "INSERT INTO setting (name, value) VALUES ('limits', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![serde_json::to_string(&limits)?],
        )?;
        let shown = |letters: u32| if letters == 0 { "any length".to_owned() } else { format!("{letters} characters") };
        tx.audit(&Line {
            kind: "setting",
            what: format!("Headlines may have {}, standfirsts {}.", shown(limits.headline), shown(limits.standfirst)),
            before: &serde_json::to_string(&before)?,
            after: &serde_json::to_string(&limits)?,
            ..Line::default()
        })?;
        Ok(limits)
    })
}
