//! The people of a desk and their roles. Who "I" am on a desk is the person's own configuration (`home.rs`), not a row.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::audit;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::PersonId;
use crate::store::Write;

/// Every role that a person may have.
pub const ROLES: [&str; 8] =
    ["writer", "editor", "copy editor", "fact checker", "proofreader", "legal reader", "translator", "editor-in-chief"];

/// Somebody on the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub roles: Vec<String>,
    /// False: left the desk; history still names them.
    pub active: bool,
}

impl Person {
    /// Has this role?
    pub fn is(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }
}

/// Longest name, in characters.
const LONGEST: usize = 120;

/// Adds a person, with a line in the audit trail.
///
/// # Errors
/// `usage` for an empty name or a role that there is not, `twin` where an active person has that name.
pub fn add(tx: &Write<'_>, name: &str, roles: &[String]) -> Result<Person> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(refuse("usage", "A person needs a name of at most 120 characters."));
    }
    let mut known: Vec<String> = Vec::new();
    for role in roles {
        let role = role_named(role)?;
        if !known.iter().any(|own| own == role) {
            known.push(role.to_owned());
        }
    }
    let twin: Option<i64> =
        tx.query_row("SELECT id FROM person WHERE name = ?1 AND active = 1", [&name], |row| row.get(0)).optional()?;
    if twin.is_some() {
        return Err(refuse("twin", format!("{name} is on this desk already.")));
    }
    let person = Person { id: PersonId::new(tx.call().now), name, roles: known, active: true };
    tx.execute(
        "INSERT INTO person (uuid, name, roles, active, created_at) VALUES (?1, ?2, ?3, 1, ?4)",
        params![person.id, person.name, serde_json::to_string(&person.roles)?, tx.now()],
    )?;
    let what = if person.roles.is_empty() {
        format!("Added {} to the desk.", person.name)
    } else {
        format!("Added {} to the desk as {}.", person.name, person.roles.join(", "))
    };
    tx.audit(&audit::Line { kind: "person", what, after: person.id.as_str(), ..audit::Line::default() })?;
    Ok(person)
}

/// The role as it is kept, from what a person wrote ("Copy-Editor").
///
/// # Errors
/// `usage` with the roles that there are.
pub fn role_named(word: &str) -> Result<&'static str> {
    let folded = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect::<String>();
    ROLES
        .into_iter()
        .find(|role| folded(role) == folded(word))
        .ok_or_else(|| refuse("usage", format!("There is no such role; there are: {}.", ROLES.join(", "))))
}

/// Everybody, in the order in which they came; those who left, too.
///
/// # Errors
/// What SQLite says.
pub fn all(conn: &Connection) -> Result<Vec<Person>> {
    let mut statement = conn.prepare_cached("SELECT uuid, name, roles, active FROM person ORDER BY id")?;
    let rows = statement.query_map([], of_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One person.
///
/// # Errors
/// `not-found`.
pub fn get(conn: &Connection, id: &str) -> Result<Person> {
    conn.prepare_cached("SELECT uuid, name, roles, active FROM person WHERE uuid = ?1")?
        .query_row([id], of_row)
        .or_not_found("This person is not on the desk.")
}

/// A person by id or by name, as people write it.
///
/// # Errors
/// `not-found`.
pub fn named(conn: &Connection, word: &str) -> Result<Person> {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    all(conn)?
        .into_iter()
        .find(|person| person.id.as_str() == word || (person.active && folded(&person.name) == folded(word)))
        .ok_or_else(|| refuse("not-found", "There is nobody of that name on the desk."))
}

/// The name of a person, empty where the id is empty or unknown.
///
/// # Errors
/// What SQLite says.
pub fn name_of(conn: &Connection, id: &str) -> Result<String> {
    if id.is_empty() {
        return Ok(String::new());
    }
    let name = conn.prepare_cached("SELECT name FROM person WHERE uuid = ?1")?.query_row([id], |row| row.get(0)).optional()?;
    Ok(name.unwrap_or_default())
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Person> {
    let roles: String = row.get(2)?;
    Ok(Person { id: row.get(0)?, name: row.get(1)?, roles: serde_json::from_str(&roles).unwrap_or_default(), active: row.get(3)? })
}
