//! The people of the desk and their roles. Names as printed are credits, and live with the article.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::PersonId;
use crate::rights;
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
    /// Where they are written to; empty: not known.
    pub mail: String,
    /// As it prints after the name, "transport correspondent"; empty: none.
    pub office: String,
    /// "the Harbour Review"; empty: none.
    pub affiliation: String,
}

const COLUMNS: &str = "uuid, name, roles, active, mail, office, affiliation";

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let roles: String = row.get(2)?;
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        roles: serde_json::from_str(&roles).unwrap_or_default(),
        active: row.get(3)?,
        mail: row.get(4)?,
        office: row.get(5)?,
        affiliation: row.get(6)?,
    })
}

/// Everybody, in the order in which they came.
pub fn list(conn: &Connection) -> Result<Vec<Person>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM person ORDER BY id"))?;
    let people = statement.query_map([], person)?.collect::<rusqlite::Result<_>>()?;
    Ok(people)
}

/// One person.
///
/// # Errors
/// `not-found`.
pub fn get(conn: &Connection, id: &PersonId) -> Result<Person> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE uuid = ?1"))?
        .query_row([id], person)
        .or_not_found("There is no such person on this desk.")
}

/// Adds somebody, in this write.
///
/// # Errors
/// `usage` for an empty name or a role that there is not; `twin` where somebody of that name is on the desk.
pub fn add(tx: &Write<'_>, name: &str, roles: &[String]) -> Result<Person> {
    let name = named(tx, "", name)?;
    let roles = known_roles(roles)?;
    let made = Person {
        id: PersonId::new(tx.call().now),
        name,
        roles,
        active: true,
        mail: String::new(),
        office: String::new(),
        affiliation: String::new(),
    };
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

/// A name as it may be kept: nobody else who is on the desk has it.
fn named(tx: &Write<'_>, own: &str, name: &str) -> Result<String> {
    let name = line(name)?;
    if name.is_empty() {
        return Err(refuse("usage", "A person needs a name of at most 120 letters."));
    }
    let twin: Option<i64> = tx
        .prepare_cached("SELECT id FROM person WHERE name = ?1 AND active = 1 AND uuid <> ?2")?
        .query_row([&name, own], |row| row.get(0))
        .optional()?;
    match twin {
        Some(_) => Err(refuse("twin", format!("{name} is on this desk already."))),
        None => Ok(name),
    }
}

/// One line of text, its spaces single.
fn line(text: &str) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(refuse("usage", "A name, a mail address, an office or an affiliation has at most 120 letters."));
    }
    Ok(text)
}

fn known_roles(roles: &[String]) -> Result<Vec<String>> {
    let mut known: Vec<String> = Vec::new();
    for role in roles {
        let role = role_named(role)?.to_owned();
        if !known.contains(&role) {
            known.push(role);
        }
    }
    Ok(known)
}

/// The role as it is kept, from what a person wrote ("Copy-Editor").
///
/// # Errors
/// `usage` for a role that there is not.
pub fn role_named(word: &str) -> Result<&'static str> {
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
/// As [`add`]; `no-right`.
pub fn person_add(desk: &Desk, call: &Call, input: PersonAdd) -> Result<Person> {
    desk.write(call, |tx| {
        rights::must(tx, "people", "")?;
        add(tx, &input.name, &input.roles)
    })
}

/// The command `person_set`: what is null stays as it is.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct PersonSet {
    pub person: PersonId,
    pub name: Option<String>,
    pub roles: Option<Vec<String>>,
    /// False: leaves the desk; what they did stays theirs.
    pub active: Option<bool>,
    pub mail: Option<String>,
    pub office: Option<String>,
    pub affiliation: Option<String>,
}

/// Changes what is known of somebody. Nobody is ever deleted: history speaks of them.
///
/// # Errors
/// `no-right`, but for one's own name, mail, office and affiliation; `twin`; `usage`; `not-found`.
pub fn person_set(desk: &Desk, call: &Call, input: PersonSet) -> Result<Person> {
    desk.write(call, |tx| set_in(tx, &input))
}

fn set_in(tx: &Write<'_>, input: &PersonSet) -> Result<Person> {
    let before = get(tx, &input.person)?;
    let mut after = before.clone();
    if let Some(active) = input.active {
        after.active = active;
    }
    if let Some(roles) = &input.roles {
        after.roles = known_roles(roles)?;
    }
    for (wanted, kept) in
        [(&input.mail, &mut after.mail), (&input.office, &mut after.office), (&input.affiliation, &mut after.affiliation)]
    {
        if let Some(text) = wanted {
            *kept = line(text)?;
        }
    }
    if let Some(name) = &input.name {
        after.name = line(name)?;
    }
    if after == before {
        return Ok(before);
    }
    if after.active && (after.name != before.name || !before.active) {
        named(tx, before.id.as_str(), &after.name)?;
    }
    if tx.actor() != before.id.as_str() || after.roles != before.roles || after.active != before.active {
        rights::must(tx, "people", "")?;
    }
    if !after.active && !list(tx)?.iter().any(|one| one.active && one.id != after.id) {
        return Err(refuse("usage", "Somebody has to stay on the desk."));
    }
    tx.execute(
        "UPDATE person SET name = ?2, roles = ?3, active = ?4, mail = ?5, office = ?6, affiliation = ?7 WHERE uuid = ?1",
        params![
            after.id,
            after.name,
            serde_json::to_string(&after.roles)?,
            after.active,
            after.mail,
            after.office,
            after.affiliation
        ],
    )?;
    tx.audit(&Line {
        kind: "person",
        what: changed(&before, &after),
        before: &serde_json::to_string(&before)?,
        after: &serde_json::to_string(&after)?,
        ..Line::default()
    })?;
    Ok(after)
}

/// What changed of a person, in a sentence or two.
fn changed(before: &Person, after: &Person) -> String {
    let mut told = Vec::new();
    if before.name != after.name {
        told.push(format!("{} is called {} from now on.", before.name, after.name));
    }
    if before.active != after.active {
        told.push(format!("{} {}.", after.name, if after.active { "is on the desk again" } else { "left the desk" }));
    }
    if before.roles != after.roles {
        let roles = if after.roles.is_empty() { "no role".to_owned() } else { after.roles.join(", ") };
        told.push(format!("{} is {roles} from now on.", after.name));
    }
    if told.is_empty() {
        told.push(format!("Changed the card of {}.", after.name));
    }
    told.join(" ")
}
