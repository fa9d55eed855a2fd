//! What was made from texts and dates by older rules, made again in the background after a desk is opened: findings, search,
//! instants; and texts that were saved while somebody typed on, put into the search before the next question. Saving makes them anew by itself (`piece.rs`); this is for desks that another version of Stet wrote.

use std::sync::{Arc, Weak};

use rusqlite::params;

use crate::error::Result;
use crate::store::Desk;
use crate::{Call, date, piece};

/// Pieces in one write, so that nobody waits long for it.
const AT_ONCE: u32 = 20;

/// Starts the work on a thread of its own; it ends when all is made or the desk is closed. Where nothing is behind, it only reads.
pub fn start(desk: &Arc<Desk>, call: &Call) {
    if desk.is_read_only() {
        return;
    }
    let (desk, call) = (Arc::downgrade(desk), call.clone());
    let started = std::thread::Builder::new().name("catch-up".to_owned()).spawn(move || {
        if let Err(error) = run(&desk, &call) {
            tracing::warn!(%error, "what is made from texts could not be made again");
        }
    });
    if let Err(error) = started {
        tracing::warn!(%error, "no thread to make findings again");
    }
}

fn run(desk: &Weak<Desk>, call: &Call) -> Result<()> {
    if let Some(desk) = desk.upgrade() {
        date::again(&desk, call)?;
    }
    let mut last = 0;
    while let Some(desk) = desk.upgrade() {
        match batch(&desk, call, last)? {
            Some(reached) => last = reached,
            None => break,
        }
    }
    match desk.upgrade() {
        Some(desk) => crate::dossier_search::again(&desk, call),
        None => Ok(()),
    }
}

/// Makes some pieces' findings and search entries again; answers the last row that it came to, `None` when all is done.
///
/// # Errors
/// What SQLite says.
pub fn batch(desk: &Desk, call: &Call, after: i64) -> Result<Option<i64>> {
    let behind: Vec<(i64, String)> = desk.read(|conn| {
        let mut statement = conn.prepare_cached(
            "SELECT a.id, a.uuid FROM article a LEFT JOIN made m ON m.article = a.uuid
             WHERE a.id > ?1 AND (m.article IS NULL OR m.rules_v <> ?2 OR m.searched = '') ORDER BY a.id LIMIT ?3",
        )?;
        let rows = statement.query_map(params![after, piece::rules_v(), AT_ONCE], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })?;
    let Some((reached, _)) = behind.last() else { return Ok(None) };
    desk.write(call, |tx| behind.iter().try_for_each(|(_, article)| piece::refresh(tx, article)))?;
    Ok(Some(*reached))
}

/// Puts texts that were saved without a rest into the search; costs nothing where none was.
///
/// # Errors
/// None: a desk that takes no write now is searched as it is, and asked again at the next question.
pub fn search(desk: &Desk, call: &Call) {
    if desk.is_read_only() || !desk.search_is_behind(false) {
        return;
    }
    let caught_up = desk.read(|conn| {
        let mut statement = conn.prepare_cached("SELECT article FROM made WHERE searched = ''")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?)
    });
    let caught_up = caught_up.and_then(|behind| match behind.is_empty() {
        true => Ok(()),
        false => desk.write(call, |tx| behind.iter().try_for_each(|article| piece::search_again(tx, article))),
    });
    if let Err(error) = caught_up {
        tracing::warn!(%error, "the search is behind the texts");
        desk.search_is_behind(true);
    }
}
