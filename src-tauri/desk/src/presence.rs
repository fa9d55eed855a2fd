//! Who looks at which piece now: each window says every few seconds where it is, and hears who else is there. Of the person at the
//! keyboard only; who *has* a piece is `hand.rs`.
//!
//! **Invariant:** it is no content: no sum, no line in the history, no `change` row, so that no list is read again for it; and it never
//! holds up or refuses a save.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::error::Result;
use crate::ids::{self, ArticleId, PersonId};
use crate::store::Desk;

/// Whoever was not heard of for so long (ms) is gone. Windows tell every twenty seconds.
const GONE: i64 = 70_000;

/// Somebody who has a piece open now, in another window or on another machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Presence {
    pub article: ArticleId,
    /// Empty: nobody known.
    pub person: String,
    /// Their name; empty: somebody.
    pub name: String,
    /// It is I, in another window.
    pub me: bool,
    /// Since when (instant).
    pub since: String,
}

/// The command `presence_tell`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct PresenceTell {
    /// The piece that is open in this window; null: none.
    pub article: Option<ArticleId>,
}

/// Says where this window is, and answers who else is where. A desk that takes no write now only answers.
///
/// # Errors
/// What reading says.
pub fn presence_tell(desk: &Desk, call: &Call, wish: PresenceTell) -> Result<Vec<Presence>> {
    if !desk.is_read_only()
        && let Err(error) = tell(desk, call, &wish)
    {
        tracing::debug!(%error, "where this window is could not be told");
    }
    let me = call.actor.as_ref().map_or("", PersonId::as_str);
    desk.read(|conn| others(conn, ids::millis(call.now), &call.origin, me))
}

fn tell(desk: &Desk, call: &Call, wish: &PresenceTell) -> Result<()> {
    let was: Option<String> = desk.read(|conn| {
        let mut statement = conn.prepare_cached("SELECT article FROM presence WHERE origin = ?1")?;
        Ok(statement.query_map([&call.origin], |row| row.get(0))?.next().transpose()?)
    })?;
    if was.is_none() && wish.article.is_none() {
        return Ok(());
    }
    desk.write(call, |tx| {
        let now = tx.now();
        tx.execute(
            "DELETE FROM presence WHERE seen_at < ?1 OR (origin = ?2 AND ?3 IS NULL)",
            params![now - GONE * 10, call.origin, wish.article],
        )?;
        if let Some(article) = &wish.article {
            tx.execute(
                "INSERT INTO presence (origin, device, person, article, since, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                 ON CONFLICT (origin) DO UPDATE SET person = excluded.person, seen_at = excluded.seen_at,
                   since = CASE article WHEN excluded.article THEN since ELSE excluded.since END, article = excluded.article",
                params![call.origin, call.device, tx.actor(), article, now],
            )?;
        }
        Ok(())
    })
}

/// Clocks of two machines differ: who was seen a little in the future is here, too.
fn others(conn: &Connection, now: i64, origin: &str, me: &str) -> Result<Vec<Presence>> {
    let mut statement = conn.prepare_cached(
        "SELECT s.article, s.person, coalesce(p.name, ''), s.since FROM presence s LEFT JOIN person p ON p.uuid = s.person
         WHERE s.origin <> ?1 AND abs(?2 - s.seen_at) < ?3 ORDER BY s.since, s.id",
    )?;
    let rows = statement.query_map(params![origin, now, GONE], |row| {
        let person: String = row.get(1)?;
        Ok(Presence {
            article: row.get(0)?,
            me: !person.is_empty() && person == me,
            person,
            name: row.get(2)?,
            since: ids::told(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
