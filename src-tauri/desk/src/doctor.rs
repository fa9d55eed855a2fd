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
}

/// Checks SQLite's own structure, the sum of every row, and the audit chain of every device.
///
/// # Errors
/// What SQLite says where the file cannot be read at all.
pub fn desk_check(desk: &Desk, _: &Call, _: DeskCheck) -> Result<Checkup> {
    desk.check_place()?;
    desk.read(|conn| {
        let mut troubles = structure(conn)?;
        troubles.extend(verify_sums(conn)?);
        troubles.extend(audit::verify(conn)?);
        let lines = conn.query_row("SELECT count(*) FROM audit", [], |row| row.get(0))?;
        Ok(Checkup { lines, troubles })
    })
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
