//! The people of the desk and their roles. Names as printed are credits, and live with the article.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::PersonId;
use crate::store::{Desk, Write};
use crate::Call;

/// Somebody on the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// writer, editor, copy editor, fact checker, proofreader, legal reader, translator, editor-in-chief.
    pub roles: Vec<String>,
    /// False: no longer on the desk, kept for its history.
    pub active: bool,
}

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let roles: String = row.get(2)?;
    Ok(Person { id: row.get(0)?, name: row.get(1)?, roles: serde_json::from_str(&roles).unwrap_or_default(), active: row.get(3)? })
}

/// Everybody, in the order in which they came.
pub fn list(conn: &Connection) -> Result<Vec<Person>> {
    let mut statement = conn.prepare_cached("SELECT uuid, name, roles, active FROM person ORDER BY id")?;
    let people = statement.query_map([], person)?.collect::<rusqlite::Result<_>>()?;
    Ok(people)
}

/// One person.
///
/// # Errors
/// `not-found`.
pub fn get(conn: &Connection, id: &PersonId) -> Result<Person> {
    conn.prepare_cached("SELECT uuid, name, roles, active FROM person WHERE uuid = ?1")?
        .query_row([id], person)
        .or_not_found("There is no such person on this desk.")
}

/// Adds somebody, in this write.
///
/// # Errors
/// `usage` for an empty name.
pub fn add(tx: &Write<'_>, name: &str, roles: &[String]) -> Result<Person> {
    let name = name.trim();
    if name.is_empty() {
        return Err(refuse("usage", "A person needs a name."));
    }
    let made = Person { id: PersonId::new(tx.call().now), name: name.to_owned(), roles: roles.to_vec(), active: true };
    tx.execute(
        "INSERT INTO person (uuid, name, roles, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![made.id, made.name, serde_json::to_string(&made.roles)?, tx.now()],
    )?;
    tx.audit(&Line { kind: "person", what: format!("{} joined the desk.", made.name), after: made.id.as_str(), ..Line::default() })?;
    Ok(made)
}

/// The command `person_add`.
#[derive(Debug, Deserialize, TS)]
pub struct PersonAdd {
    pub name: String,
    pub roles: Vec<String>,
}

/// # Errors
/// `usage` for an empty name.
pub fn person_add(desk: &Desk, call: &Call, input: PersonAdd) -> Result<Person> {
    desk.write(call, |tx| add(tx, &input.name, &input.roles))
}
