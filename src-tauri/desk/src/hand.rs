//! Who has a piece: handing it over with a message, and what waits for whom. Pieces that are with people outside the desk are
//! `out.rs`; moves are `moves.rs`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId, PersonId};
use crate::list::{self, Row};
use crate::store::{Desk, Write};
use crate::{Call, person, piece, rights};

/// Longest message, in characters.
const LONGEST: usize = 2_000;

/// The command `article_give`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticleGive {
    pub article: ArticleId,
    /// Who has it from now on; null: nobody.
    pub person: Option<PersonId>,
    /// What they are told; empty: nothing. Kept in the history.
    #[serde(default)]
    pub message: String,
}

/// Who has the piece from now on.
///
/// # Errors
/// `no-right`; `not-found` for a piece or person that there is not.
pub fn article_give(desk: &Desk, call: &Call, wish: ArticleGive) -> Result<Row> {
    desk.write(call, |tx| give_in(tx, &wish))?;
    desk.read(|conn| list::row(conn, call.now, wish.article.as_str()))
}

/// The same within a write.
///
/// # Errors
/// As [`article_give`].
pub fn give_in(tx: &Write<'_>, wish: &ArticleGive) -> Result<()> {
    let article = wish.article.as_str();
    piece::must_be(tx, article)?;
    rights::must(tx, "give", article)?;
    let message = wish.message.trim();
    if message.chars().count() > LONGEST {
        return Err(refuse("usage", "A message may have at most 2,000 characters."));
    }
    let before: Option<String> =
        tx.prepare_cached("SELECT with_person FROM article WHERE uuid = ?1")?.query_row([article], |row| row.get(0))?;
    let id = wish.person.as_ref().map(PersonId::as_str).filter(|id| !id.is_empty());
    let to = match id {
        Some(id) => {
            let person = person::get(tx, &PersonId(id.to_owned()))?;
            if !person.active {
                return Err(refuse("usage", format!("{} is no longer on this desk.", person.name)));
            }
            Some(person)
        }
        None => None,
    };
    let after = to.as_ref().map(|p| p.id.as_str().to_owned());
    if after == before && message.is_empty() {
        return Ok(());
    }
    tx.execute("UPDATE article SET with_person = ?2 WHERE uuid = ?1", params![article, after])?;
    let what = match &to {
        Some(person) if after == before => format!("Told to {}, who has it.", person.name),
        Some(person) => format!("Given to {}.", person.name),
        None => "Nobody has it any more.".to_owned(),
    };
    tx.audit(&Line {
        kind: "give",
        article,
        what,
        before: before.as_deref().unwrap_or_default(),
        after: after.as_deref().unwrap_or_default(),
        why: message,
    })
}

/// A piece that somebody on the desk has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Waiting {
    pub row: Row,
    /// Who has it.
    pub person: PersonId,
    /// Who gave it; empty: nobody known.
    pub from: String,
    /// What was said with it; empty: nothing.
    pub message: String,
    /// Since when they have it (instant).
    pub since: String,
}

/// What waits for people of the desk: the command `article_waiting`. What they have had the longest comes first; each list has at
/// most the 500 pieces that stand longest in their state.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WaitingLists {
    /// With me.
    pub mine: Vec<Waiting>,
    /// With others of the desk.
    pub others: Vec<Waiting>,
}

/// Pieces that are not out or spiked and that somebody has.
///
/// # Errors
/// What SQLite says.
pub fn article_waiting(desk: &Desk, call: &Call, _: Nothing) -> Result<WaitingLists> {
    desk.read(|conn| {
        let me = call.actor.as_ref().map_or("", PersonId::as_str);
        Ok(WaitingLists { mine: of(conn, call, "= ?1", me)?, others: of(conn, call, "<> ?1", me)? })
    })
}

/// `person` is SQL of our own, never a caller's word.
fn of(conn: &Connection, call: &Call, person: &str, me: &str) -> Result<Vec<Waiting>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT a.uuid, a.with_person FROM article a JOIN state s ON s.name = a.state
         WHERE a.with_person {person} AND (s.grp = 'before' OR s.editable = 1) ORDER BY a.since, a.id LIMIT 500"
    ))?;
    let held: Vec<(String, PersonId)> =
        statement.query_map([me], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut all: Vec<Waiting> =
        held.into_iter().map(|(article, person)| waiting(conn, call, &article, person)).collect::<Result<_>>()?;
    all.sort_by(|a, b| a.since.cmp(&b.since));
    Ok(all)
}

fn waiting(conn: &Connection, call: &Call, article: &str, person: PersonId) -> Result<Waiting> {
    let row = list::row(conn, call.now, article)?;
    let given: Option<(String, String, i64)> = conn
        .prepare_cached(
            "SELECT coalesce(p.name, ''), h.why, h.at FROM audit h LEFT JOIN person p ON p.uuid = h.by_person
             WHERE h.article = ?1 AND h.kind = 'give' AND h.after = ?2 ORDER BY h.id DESC LIMIT 1",
        )?
        .query_row(params![article, person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (from, message, at) = given.map_or_else(Default::default, |(from, why, at)| (from, why, Some(at)));
    let since = at.map_or_else(|| row.since.clone(), ids::told);
    Ok(Waiting { row, person, from, message, since })
}
