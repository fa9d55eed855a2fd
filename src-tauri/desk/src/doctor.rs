//! Is every row of the desk as it was written, and the audit trail unbroken? Reads only; mends nothing.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Result;
use crate::store::{Desk, verify_sums};
use crate::{Call, audit};

/// The command `desk_check`.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct DeskCheck {}

/// What was looked at, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checkup {
    /// Lines of the audit trail.
    #[ts(type = "number")]
    pub lines: i64,
    /// A sentence for each thing that is not as it was written; empty: the desk is sound.
    pub troubles: Vec<String>,
    /// What the desk holds, a sentence each.
    pub holds: Vec<String>,
    /// Pieces whose rows are not as they were written, by slug.
    pub pieces: Vec<String>,
}

/// Checks SQLite's own structure, the sum of every row, and the audit chain of every device.
///
/// # Errors
/// What SQLite says where the file cannot be read at all.
pub fn desk_check(desk: &Desk, _: &Call, _: DeskCheck) -> Result<Checkup> {
    desk.check_place()?;
    desk.read(|conn| {
        let troubles = troubles(conn)?;
        let lines = conn.query_row("SELECT count(*) FROM audit", [], |row| row.get(0))?;
        let pieces = if troubles.is_empty() { Vec::new() } else { crate::store::damaged_articles(conn) };
        Ok(Checkup { lines, troubles, holds: holds(conn)?, pieces: slugs(conn, &pieces) })
    })
}

/// What is on the desk, in sentences.
fn holds(conn: &Connection) -> Result<Vec<String>> {
    let many = |n: i64, one: &str, more: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {more}") };
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    let settings = crate::desk::settings(conn)?;
    let pieces = count("SELECT count(*) FROM article")?;
    let workflow = crate::desk::workflow(conn)?;
    let name = |id: &str| workflow.state(id).map_or_else(|| id.to_owned(), |state| state.name.to_lowercase());
    let counts = crate::desk::counts(conn)?;
    let counts = counts.iter().filter(|state| state.count > 0);
    let states: Vec<String> = counts.map(|state| format!("{} {}", state.count, name(&state.state))).collect();
    let in_states = if states.is_empty() { String::new() } else { format!(": {}", states.join(", ")) };
    let words = count("SELECT coalesce(sum(words), 0) FROM article")?;
    let pages = count("PRAGMA page_count")? * count("PRAGMA page_size")?;
    Ok(vec![
        format!("“{}”, in {}, with the clock of {}.", settings.title, settings.lang, settings.zone),
        format!("{}{in_states}.", many(pieces, "piece", "pieces")),
        format!(
            "{} in the texts, {}, {}, {}.",
            many(words, "word", "words"),
            many(count("SELECT count(*) FROM version")?, "version", "versions"),
            many(count("SELECT count(*) FROM media")?, "picture", "pictures"),
            many(count("SELECT count(*) FROM original")?, "file as it came", "files as they came")
        ),
        format!(
            "{}; the audit trail has {} of {}.",
            many(count("SELECT count(*) FROM person")?, "person", "people"),
            many(count("SELECT count(*) FROM audit")?, "line", "lines"),
            many(count("SELECT count(DISTINCT device) FROM audit")?, "machine", "machines")
        ),
        format!("The file has {} MB and is of version {}.", (pages + 999_999) / 1_000_000, crate::store::SCHEMA_V),
    ])
}

fn slugs(conn: &Connection, articles: &[String]) -> Vec<String> {
    let slug = |article: &String| {
        conn.query_row("SELECT slug FROM article WHERE uuid = ?1", [article], |row| row.get(0))
            .unwrap_or_else(|_| article.clone())
    };
    articles.iter().map(slug).collect()
}

/// A sentence for each thing that is not as it was written.
///
/// # Errors
/// What SQLite says where the file cannot be read at all.
pub(crate) fn troubles(conn: &Connection) -> Result<Vec<String>> {
    let mut troubles = structure(conn)?;
    troubles.extend(verify_sums(conn)?);
    troubles.extend(audit::verify(conn)?);
    Ok(troubles)
}

fn structure(conn: &Connection) -> Result<Vec<String>> {
    // quick_check looks at the search with what this connection remembers of it, and calls it damaged where another connection
    // has written since; a question to it makes it look again.
    for question in [
        "SELECT rowid FROM search WHERE search MATCH 'a' LIMIT 1",
        "SELECT rowid FROM search_title WHERE search_title MATCH 'a' LIMIT 1",
    ] {
        conn.prepare(question)?.query([])?.next()?;
    }
    let mut statement = conn.prepare("PRAGMA quick_check(10)")?;
    let told: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let sound = told.iter().all(|line| line == "ok");
    if !sound {
        tracing::error!(?told, "quick_check");
    }
    Ok(if sound { Vec::new() } else { vec!["The file's own structure is damaged.".to_owned()] })
}
