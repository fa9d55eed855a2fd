//! The people of the desk, those who write for it from outside, and their roles. Names as printed are credits, and live with the
//! article; what only a contributor's card shows is `contributor.rs`.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use stet_document::Credit;
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

/// Somebody on the desk, or who writes for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// writer, editor, copy editor, fact checker, proofreader, legal reader, translator, editor-in-chief.
    pub roles: Vec<String>,
    /// False: not on the desk; kept for its history, or a contributor.
    pub active: bool,
    /// A contributor who is not on the desk: credited, paid, written to; never given a piece.
    pub outside: bool,
    /// Where they are written to; empty: not known.
    pub mail: String,
    /// As it prints after the name, "transport correspondent"; empty: none.
    pub office: String,
    /// "the Harbour Review"; empty: none.
    pub affiliation: String,
    /// In which they write, BCP 47.
    pub languages: Vec<String>,
    /// As they are printed; empty: the name.
    pub byline: String,
}

const COLUMNS: &str = "uuid, name, roles, active, mail, office, affiliation, outside, languages, byline";

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let roles: String = row.get(2)?;
    let languages: String = row.get(8)?;
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        roles: serde_json::from_str(&roles).unwrap_or_default(),
        active: row.get(3)?,
        mail: row.get(4)?,
        office: row.get(5)?,
        affiliation: row.get(6)?,
        outside: row.get(7)?,
        languages: serde_json::from_str(&languages).unwrap_or_default(),
        byline: row.get(9)?,
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

/// Ties printed names to people of the desk, where exactly one has the name. A name that is tied already stays so.
///
/// # Errors
/// What SQLite says.
pub fn tie(conn: &Connection, credits: &mut [Credit]) -> Result<()> {
    if credits.iter().all(|credit| !credit.person.is_empty() || credit.name.is_empty()) {
        return Ok(());
    }
    let people = list(conn)?;
    for credit in credits.iter_mut().filter(|credit| credit.person.is_empty() && !credit.name.trim().is_empty()) {
        let called =
            |person: &&Person| [&person.name, &person.byline].into_iter().any(|name| rights::same_name(name, &credit.name));
        let mut same = people.iter().filter(called);
        if let (Some(one), None) = (same.next(), same.next()) {
            one.id.as_str().clone_into(&mut credit.person);
        }
    }
    Ok(())
}

/// Does this name stand in a byline, without saying which person of the desk it is?
fn in_a_byline(conn: &Connection, name: &str) -> Result<bool> {
    let mut statement = conn.prepare("SELECT value FROM article_field WHERE name = 'credits'")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let credits: Vec<Credit> = serde_json::from_str(&row.get::<_, String>(0)?)?;
        if credits.iter().any(|one| one.role == "by" && one.person.is_empty() && rights::same_name(&one.name, name)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds somebody to the desk, in this write.
///
/// # Errors
/// `usage` for an empty name or a role that there is not; `twin` where somebody of that name is on the desk.
pub fn add(tx: &Write<'_>, name: &str, roles: &[String]) -> Result<Person> {
    add_in(tx, name, roles, false)
}

fn add_in(tx: &Write<'_>, name: &str, roles: &[String], outside: bool) -> Result<Person> {
    let name = named(tx, "", name)?;
    let roles = known_roles(roles)?;
    let made = Person {
        id: PersonId::new(tx.call().now),
        name,
        roles,
        active: !outside,
        outside,
        mail: String::new(),
        office: String::new(),
        affiliation: String::new(),
        languages: Vec::new(),
        byline: String::new(),
    };
    tx.execute(
        "INSERT INTO person (uuid, name, roles, active, outside, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![made.id, made.name, serde_json::to_string(&made.roles)?, made.active, made.outside, tx.now()],
    )?;
    tx.audit(&Line {
        kind: "person",
        what: format!("{} {}.", made.name, if outside { "is a contributor from now on" } else { "joined the desk" }),
        after: made.id.as_str(),
        ..Line::default()
    })?;
    Ok(made)
}

/// A name as it may be kept: nobody else who is on the desk or writes for it has it.
fn named(tx: &Write<'_>, own: &str, name: &str) -> Result<String> {
    let name = line(name)?;
    if name.is_empty() {
        return Err(refuse("usage", "A person needs a name of at most 120 letters."));
    }
    let twin: Option<i64> = tx
        .prepare_cached("SELECT id FROM person WHERE name = ?1 AND (active = 1 OR outside = 1) AND uuid <> ?2")?
        .query_row([&name, own], |row| row.get(0))
        .optional()?;
    match twin {
        Some(_) => Err(refuse("twin", format!("{name} is on this desk already."))),
        None => Ok(name),
    }
}

/// One line of text, its spaces single.
///
/// # Errors
/// `usage` for more than 120 characters.
pub fn line(text: &str) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(refuse("usage", "A name, an address or any other line of a card has at most 120 letters."));
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

fn known_languages(languages: &[String]) -> Result<Vec<String>> {
    let mut known: Vec<String> = Vec::new();
    for lang in languages.iter().map(|lang| lang.trim()).filter(|lang| !lang.is_empty()) {
        if !stet_document::schema::is_lang(lang) {
            return Err(refuse("usage", "A language is written like en-GB, pt or ar."));
        }
        if !known.iter().any(|one| one == lang) {
            known.push(lang.to_owned());
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
    /// A contributor who is not on the desk.
    #[serde(default)]
    pub outside: bool,
}

/// # Errors
/// As [`add`]; `no-right`.
pub fn person_add(desk: &Desk, call: &Call, input: PersonAdd) -> Result<Person> {
    desk.write(call, |tx| {
        rights::must(tx, "people", "")?;
        add_in(tx, &input.name, &input.roles, input.outside)
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
    /// True: writes for the desk and is not on it.
    pub outside: Option<bool>,
    pub mail: Option<String>,
    pub office: Option<String>,
    pub affiliation: Option<String>,
    pub languages: Option<Vec<String>>,
    pub byline: Option<String>,
}

/// Changes what is known of somebody. Nobody is ever deleted: history speaks of them.
///
/// # Errors
/// `no-right`, but for what is on one's own card; a name by which alone a byline is known as one's own is not one's own to change.
/// `twin`; `usage`; `not-found`.
pub fn person_set(desk: &Desk, call: &Call, input: PersonSet) -> Result<Person> {
    desk.write(call, |tx| set_in(tx, &input))
}

fn set_in(tx: &Write<'_>, input: &PersonSet) -> Result<Person> {
    let before = get(tx, &input.person)?;
    let mut after = before.clone();
    if let Some(active) = input.active {
        after.active = active;
        after.outside &= !active;
    }
    if let Some(outside) = input.outside {
        after.outside = outside;
        after.active &= !outside;
    }
    if let Some(languages) = &input.languages {
        after.languages = known_languages(languages)?;
    }
    if let Some(roles) = &input.roles {
        after.roles = known_roles(roles)?;
    }
    for (wanted, kept) in [
        (&input.mail, &mut after.mail),
        (&input.office, &mut after.office),
        (&input.affiliation, &mut after.affiliation),
        (&input.byline, &mut after.byline),
    ] {
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
    let known = |person: &Person| person.active || person.outside;
    if known(&after) && (after.name != before.name || !known(&before)) {
        named(tx, before.id.as_str(), &after.name)?;
    }
    let place = |person: &Person| (person.active, person.outside);
    let other = tx.actor() != before.id.as_str() || after.roles != before.roles || place(&after) != place(&before);
    let renamed = [(&before.name, &after.name), (&before.byline, &after.byline)].into_iter().filter(|(old, new)| old != new);
    let known_by = renamed.map(|(old, _)| in_a_byline(tx, old)).collect::<Result<Vec<bool>>>()?;
    if other || known_by.contains(&true) {
        rights::must(tx, "people", "")?;
    }
    if before.active && !after.active && !list(tx)?.iter().any(|one| one.active && one.id != after.id) {
        return Err(refuse("usage", "Somebody has to stay on the desk."));
    }
    tx.execute(
        "UPDATE person SET name = ?2, roles = ?3, active = ?4, mail = ?5, office = ?6, affiliation = ?7, outside = ?8,
           languages = ?9, byline = ?10 WHERE uuid = ?1",
        params![
            after.id,
            after.name,
            serde_json::to_string(&after.roles)?,
            after.active,
            after.mail,
            after.office,
            after.affiliation,
            after.outside,
            serde_json::to_string(&after.languages)?,
            after.byline
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
    if (before.active, before.outside) != (after.active, after.outside) {
        let now = match (after.active, after.outside) {
            (true, _) => "is on the desk again",
            (_, true) => "writes for the desk from outside now",
            _ if before.active => "left the desk",
            _ => "writes for the desk no more",
        };
        told.push(format!("{} {now}.", after.name));
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
