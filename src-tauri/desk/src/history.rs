//! The audit trail as sentences. Writing a line is `audit.rs`.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Result;
use crate::ids::{self, ArticleId};
use crate::store::Desk;
use crate::{Call, piece};

/// One line of a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AuditRow {
    #[ts(type = "number")]
    pub seq: i64,
    /// Instant.
    pub when: String,
    /// A person's name; empty when nobody is known.
    pub who: String,
    /// A sentence.
    pub what: String,
    pub kind: String,
    /// The piece's id; empty: about the desk.
    pub article: String,
    pub why: String,
}

/// The command `history_list`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HistoryList {
    /// Null: the whole desk's.
    pub article: Option<ArticleId>,
    /// At most so many, the newest first; 0: 200.
    pub limit: u32,
}

/// The audit trail as sentences, the newest first.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn history_list(desk: &Desk, _: &Call, wish: HistoryList) -> Result<Vec<AuditRow>> {
    desk.read(|conn| {
        let limit = if wish.limit == 0 { 200 } else { wish.limit.min(10_000) };
        let one = wish.article.as_ref().map(ArticleId::as_str);
        if let Some(article) = one {
            piece::must_be(conn, article)?;
        }
        let filter = if one.is_some() { "WHERE t.article = ?1" } else { "WHERE ?1 IS NULL" };
        let mut statement = conn.prepare_cached(&format!(
            "SELECT t.id, t.at, coalesce(p.name, ''), t.what, t.kind, t.article, t.why FROM audit t
             LEFT JOIN person p ON p.uuid = t.by_person {filter} ORDER BY t.id DESC LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![one, limit], |row| {
            Ok(AuditRow {
                seq: row.get(0)?,
                when: ids::told(row.get(1)?),
                who: row.get(2)?,
                what: row.get(3)?,
                kind: row.get(4)?,
                article: row.get(5)?,
                why: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })
}
