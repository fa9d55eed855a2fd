//! What is ticked off while a piece is in a state: lists of the desk for each state, items of one piece alone, and the ticks.
//! Whether ticks hold a move back is the gate `checklist` (`gates.rs`).

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::gates::Place;
use crate::ids::{self, ArticleId};
use crate::moves::OfArticle;
use crate::store::{Desk, Write};
use crate::{Call, desk, piece, rights};

/// So many items a list may have, and so many characters an item.
const MOST: usize = 40;
const LONGEST: usize = 200;

/// An item of a list of the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChecklistItem {
    pub item: String,
    /// A state's id.
    pub state: String,
    pub label: String,
}

/// An item as it shall be: a known one keeps its ticks.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChecklistWish {
    /// Null: a new one.
    pub item: Option<String>,
    pub label: String,
}

/// The command `checklist_set`: the whole list of a state.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChecklistSet {
    /// A state's id.
    pub state: String,
    pub items: Vec<ChecklistWish>,
}

/// An item for one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Check {
    pub item: String,
    pub state: String,
    pub label: String,
    /// Of this piece alone.
    pub own: bool,
    pub ticked: Option<Ticked>,
}

/// Who ticked it, and when (instant).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ticked {
    pub when: String,
    pub who: String,
}

/// The command `check_tick`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CheckTick {
    pub article: ArticleId,
    pub item: String,
    /// False: takes the tick off.
    pub on: bool,
}

/// The command `check_add`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CheckAdd {
    pub article: ArticleId,
    /// A state's id.
    pub state: String,
    pub label: String,
}

/// The command `check_remove`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CheckRemove {
    pub article: ArticleId,
    pub item: String,
}

/// The lists of the desk, in the order of its states.
///
/// # Errors
/// What SQLite says.
pub fn checklist_list(desk: &Desk, _: &Call, _: Nothing) -> Result<Vec<ChecklistItem>> {
    desk.read(|conn| of_desk(conn, None))
}

/// Sets the list of a state.
///
/// # Errors
/// `no-right` as for the workflow; `unknown-state`; `usage` for what is no item; `not-found` for one that is not of this list.
pub fn checklist_set(desk: &Desk, call: &Call, wish: ChecklistSet) -> Result<Vec<ChecklistItem>> {
    desk.write(call, |tx| {
        rights::must(tx, "workflow", "")?;
        let flow = desk::whole_workflow(tx)?;
        let state = flow.named(&wish.state)?;
        let before = of_desk(tx, Some(&state.id))?;
        if wish.items.len() > MOST {
            return Err(refuse("usage", "A checklist may have at most 40 items; what is too long to read is not read."));
        }
        let mut kept = Vec::new();
        let mut after: Vec<String> = Vec::new();
        for (place, one) in wish.items.iter().enumerate() {
            let label = cleaned(&one.label)?;
            match &one.item {
                Some(item) if before.iter().any(|known| known.item == *item) && !kept.contains(item) => {
                    tx.execute("UPDATE check_item SET label = ?2, place = ?3 WHERE uuid = ?1", params![item, label, at(place)])?;
                    kept.push(item.clone());
                }
                Some(_) => return Err(refuse("not-found", "Somebody else changed this list meanwhile; look at it again.")),
                None => insert(tx, "", &state.id, &label, at(place))?,
            }
            after.push(label);
        }
        for gone in before.iter().filter(|known| !kept.contains(&known.item)) {
            tx.execute("DELETE FROM check_item WHERE uuid = ?1", [&gone.item])?;
        }
        let before: Vec<&str> = before.iter().map(|item| item.label.as_str()).collect();
        if before != after {
            let what = if after.is_empty() {
                format!("Nothing is ticked off in {} any more.", state.name)
            } else {
                format!("To tick off in {}: {}.", state.name, after.join("; "))
            };
            tx.audit(&Line { kind: "workflow", what, before: &before.join("\n"), after: &after.join("\n"), ..Line::default() })?;
        }
        of_desk(tx, None)
    })
}

/// What is to tick for a piece, in the order of the states; those of the state in which it is among them.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn article_checks(desk: &Desk, _: &Call, wish: OfArticle) -> Result<Vec<Check>> {
    desk.read(|conn| {
        piece::must_be(conn, wish.article.as_str())?;
        of(conn, wish.article.as_str())
    })
}

/// Ticks an item off, or takes the tick off again.
///
/// # Errors
/// `not-found` for a piece or an item that there is not.
pub fn check_tick(desk: &Desk, call: &Call, wish: CheckTick) -> Result<Vec<Check>> {
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        let check = known(tx, article, &wish.item)?;
        if check.ticked.is_some() != wish.on {
            if wish.on {
                tx.execute(
                    "INSERT INTO tick (uuid, article, item, at, by_person) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![ids::fresh(tx.call().now), article, wish.item, tx.now(), tx.actor()],
                )?;
            } else {
                tx.execute("DELETE FROM tick WHERE article = ?1 AND item = ?2", [article, wish.item.as_str()])?;
            }
            let what = if wish.on { "Ticked" } else { "Took the tick off" };
            tx.audit(&Line { kind: "check", article, what: format!("{what} “{}”.", check.label), ..Line::default() })?;
        }
        of(tx, article)
    })
}

/// Adds an item for this piece alone.
///
/// # Errors
/// `unknown-state`; `usage` for what is no item; `no-right` as for its fields; `not-found`.
pub fn check_add(desk: &Desk, call: &Call, wish: CheckAdd) -> Result<Vec<Check>> {
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        piece::must_be(tx, article)?;
        rights::must(tx, "fields", article)?;
        let state = desk::workflow(tx)?.named(&wish.state)?.clone();
        let label = cleaned(&wish.label)?;
        add_in(tx, article, &state.id, &label)?;
        let what = format!("Added to what is ticked off in {}: {label}.", state.name);
        tx.audit(&Line { kind: "check", article, what, ..Line::default() })?;
        of(tx, article)
    })
}

/// Takes an item of this piece alone away.
///
/// # Errors
/// `usage` for an item of the desk's lists; `no-right`; `not-found`.
pub fn check_remove(desk: &Desk, call: &Call, wish: CheckRemove) -> Result<Vec<Check>> {
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        rights::must(tx, "fields", article)?;
        let check = known(tx, article, &wish.item)?;
        if !check.own {
            return Err(refuse("usage", "This is on the list of every piece; it is taken out under Workflow."));
        }
        tx.execute("DELETE FROM check_item WHERE uuid = ?1", [&wish.item])?;
        let what = format!("Took “{}” off what is to tick.", check.label);
        tx.audit(&Line { kind: "check", article, what, ..Line::default() })?;
        of(tx, article)
    })
}

/// Adds an item for one piece, at the end of its list, without asking for rights and without an audit line.
///
/// # Errors
/// `usage` where the list is full; what SQLite says.
pub fn add_in(tx: &Write<'_>, article: &str, state: &str, label: &str) -> Result<()> {
    let count: u32 = tx
        .prepare_cached("SELECT count(*) FROM check_item WHERE article = ?1 AND state = ?2")?
        .query_row([article, state], |row| row.get(0))?;
    let count = usize::try_from(count).unwrap_or(MOST);
    if count >= MOST {
        return Err(refuse("usage", "A checklist may have at most 40 items; what is too long to read is not read."));
    }
    insert(tx, article, state, label, at(count))
}

/// The items of this piece alone.
///
/// # Errors
/// What SQLite says.
pub fn own(conn: &Connection, article: &str) -> Result<Vec<Check>> {
    Ok(of(conn, article)?.into_iter().filter(|check| check.own).collect())
}

/// What is not ticked of the state in which the piece is, each with where to go.
///
/// # Errors
/// What SQLite says.
pub fn unticked(conn: &Connection, article: &str) -> Result<Vec<Place>> {
    let mut statement = conn.prepare_cached(
        "SELECT i.label FROM article a JOIN check_item i ON i.state = a.state AND i.article IN ('', a.uuid)
         LEFT JOIN tick t ON t.item = i.uuid AND t.article = a.uuid
         WHERE a.uuid = ?1 AND t.id IS NULL ORDER BY i.article <> '', i.place",
    )?;
    let place = |label: String| Place {
        field: Some("checklist".to_owned()),
        message: format!("Not ticked: {label}"),
        ..Place::default()
    };
    Ok(statement.query_map([article], |row| Ok(place(row.get(0)?)))?.collect::<rusqlite::Result<_>>()?)
}

fn of_desk(conn: &Connection, state: Option<&str>) -> Result<Vec<ChecklistItem>> {
    let mut statement = conn.prepare_cached(
        "SELECT i.uuid, i.state, i.label FROM check_item i JOIN state s ON s.name = i.state
         WHERE i.article = '' AND (?1 IS NULL OR i.state = ?1) ORDER BY s.place, i.place",
    )?;
    let item = |row: &rusqlite::Row<'_>| Ok(ChecklistItem { item: row.get(0)?, state: row.get(1)?, label: row.get(2)? });
    Ok(statement.query_map([state], item)?.collect::<rusqlite::Result<_>>()?)
}

fn of(conn: &Connection, article: &str) -> Result<Vec<Check>> {
    let mut statement = conn.prepare_cached(
        "SELECT i.uuid, i.state, i.label, i.article, t.at, coalesce(p.name, '') FROM check_item i JOIN state s ON s.name = i.state
         LEFT JOIN tick t ON t.item = i.uuid AND t.article = ?1 LEFT JOIN person p ON p.uuid = t.by_person
         WHERE i.article IN ('', ?1) AND s.off = 0 ORDER BY s.place, i.article <> '', i.place",
    )?;
    let check = |row: &rusqlite::Row<'_>| {
        let (own, at): (String, Option<i64>) = (row.get(3)?, row.get(4)?);
        let who: String = row.get(5)?;
        let ticked = at.map(|at| Ticked { when: ids::told(at), who });
        Ok(Check { item: row.get(0)?, state: row.get(1)?, label: row.get(2)?, own: !own.is_empty(), ticked })
    };
    Ok(statement.query_map([article], check)?.collect::<rusqlite::Result<_>>()?)
}

fn known(conn: &Connection, article: &str, item: &str) -> Result<Check> {
    piece::must_be(conn, article)?;
    let found = of(conn, article)?.into_iter().find(|check| check.item == item);
    found.ok_or(rusqlite::Error::QueryReturnedNoRows).or_not_found("This is no longer on the list.")
}

fn insert(tx: &Write<'_>, article: &str, state: &str, label: &str, place: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO check_item (uuid, article, state, label, place) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![ids::fresh(tx.call().now), article, state, label, place],
    )?;
    Ok(())
}

fn at(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

/// One line of words.
fn cleaned(label: &str) -> Result<String> {
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    if label.is_empty() || label.chars().count() > LONGEST || label.chars().any(char::is_control) {
        return Err(refuse("usage", "An item of a checklist is one line of at most 200 characters."));
    }
    Ok(label)
}
