//! The people of the desk and their roles. Names as printed are credits, and live with the article.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::PersonId;
use crate::store::{Desk, Write};

/// Every role that a person may have.
pub const ROLES: [&str; 8] =
    ["writer", "editor", "copy editor", "fact checker", "proofreader", "legal reader", "translator", "editor-in-chief"];

/// Longest name, in characters.
const LONGEST: usize = 120;

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
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        roles: serde_json::from_str(&roles).unwrap_or_default(),
        active: row.get(3)?,
    })
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
/// `usage` for an empty name or a role that there is not; `twin` where somebody of that name is on the desk.
pub fn add(tx: &Write<'_>, name: &str, roles: &[String]) -> Result<Person> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(refuse("usage", "A person needs a name of at most 120 letters."));
    }
    let mut known: Vec<String> = Vec::new();
    for role in roles {
        let role = role_named(role)?.to_owned();
        if !known.contains(&role) {
            known.push(role);
        }
    }
    let twin: Option<i64> = tx
        .prepare_cached("SELECT id FROM person WHERE name = ?1 AND active = 1")?
        .query_row([&name], |row| row.get(0))
        .optional()?;
    if twin.is_some() {
        return Err(refuse("twin", format!("{name} is on this desk already.")));
    }
    let made = Person { id: PersonId::new(tx.call().now), name, roles: known, active: true };
    tx.execute(
        "INSERT INTO person (uuid, name, roles, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![made.id, made.name, serde_json::to_string(&made.roles)?, tx.now()],
    )?;
    tx.audit(&Line {
        kind: "person",
        what: format!("{} joined the desk.", made.name),
        after: made.id.as_str(),
        ..Line::default()
    })?;
    Ok(made)
}

/// The role as it is kept, from what a person wrote ("Copy-Editor").
fn role_named(word: &str) -> Result<&'static str> {
    let folded =
        |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect::<String>();
    let found = ROLES.into_iter().find(|role| folded(role) == folded(word));
    found.ok_or_else(|| refuse("usage", format!("There is no such role; there are: {}.", ROLES.join(", "))))
}

/// The command `person_add`.
#[derive(Debug, Deserialize, TS)]
pub struct PersonAdd {
    pub name: String,
    pub roles: Vec<String>,
}

/// # Errors
/// As [`add`].
pub fn person_add(desk: &Desk, call: &Call, input: PersonAdd) -> Result<Person> {
    desk.write(call, |tx| add(tx, &input.name, &input.roles))
}
