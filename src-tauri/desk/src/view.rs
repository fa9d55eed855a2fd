//! Views that people saved: a question with the way in which it is shown, by a name of its own. Everybody on the desk has them.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::filter::{Around, Filter};
use crate::glance::{self, Glance};
use crate::list::{self, By, Sort};
use crate::store::{Desk, Write};
use crate::{Call, ids, query};

/// How a view is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ViewKind {
    #[default]
    List,
    Board,
    Calendar,
    LineUp,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListColumn {
    /// headline, slug, author, section, state, with, deadline, date, words, findings.
    pub id: String,
    /// Pixels; 0: as designed.
    pub width: u32,
}

/// A saved view, with how many pieces fit it now.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SavedView {
    pub id: String,
    pub name: String,
    /// As it is typed.
    pub query: String,
    pub kind: ViewKind,
    /// The columns of a board.
    pub by: By,
    /// The columns of a list; none: as designed.
    pub columns: Vec<ListColumn>,
    pub sort: Sort,
    pub descending: bool,
    pub count: u32,
    /// Why its question cannot be put any more; else empty.
    pub failure: String,
}

/// The command `view_list`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ViewList {}

/// The command `view_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ViewSave {
    /// The view that is changed; null: a new one.
    pub id: Option<String>,
    pub name: String,
    pub query: String,
    pub kind: ViewKind,
    pub by: By,
    pub columns: Vec<ListColumn>,
    pub sort: Sort,
    pub descending: bool,
}

/// The command `view_remove`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ViewRemove {
    pub id: String,
}

/// Longest name, in characters.
const LONGEST: usize = 60;
/// As many views a desk keeps.
const MOST: i64 = 100;

/// Every saved view by its name, with its count.
///
/// # Errors
/// What SQLite says.
pub fn view_list(desk: &Desk, call: &Call, _: ViewList) -> Result<Vec<SavedView>> {
    glance::look(desk, |conn, glance| {
        let around = Around::of(conn, call)?;
        let mut views = all(conn)?;
        for view in &mut views {
            count(conn, glance, &around, view);
        }
        Ok(views)
    })
}

/// Keeps a view, new or changed.
///
/// # Errors
/// `usage` for a name that is empty or too long, or a question that cannot be put; `twin` where another view is called so;
/// `not-found` where the changed one is gone.
pub fn view_save(desk: &Desk, call: &Call, wish: ViewSave) -> Result<SavedView> {
    let name = wish.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(refuse("usage", "A view needs a name of at most 60 letters."));
    }
    let asked = query::read(&wish.query)?;
    glance::look(desk, |conn, glance| Filter::new(conn, glance, &Around::of(conn, call)?, &asked).map(drop))?;
    let mut columns = wish.columns.clone();
    columns.truncate(40);
    let saved = desk.write(call, |tx| {
        let twin = all(tx)?.into_iter().find(|view| view.name.to_lowercase() == name.to_lowercase());
        if twin.is_some_and(|view| Some(&view.id) != wish.id.as_ref()) {
            return Err(refuse("twin", format!("There is a view called “{name}” already.")));
        }
        let before = wish.id.as_deref().map(|id| one(tx, id)).transpose()?;
        let id = match &before {
            Some(before) => before.id.clone(),
            None => make(tx)?,
        };
        tx.execute(
            "UPDATE saved_view SET name = ?2, query = ?3, kind = ?4, parted = ?5, columns = ?6, sort = ?7, descending = ?8 WHERE uuid = ?1",
            params![
                id,
                name,
                wish.query.trim(),
                word(&wish.kind)?,
                word(&wish.by)?,
                serde_json::to_string(&columns)?,
                word(&wish.sort)?,
                wish.descending
            ],
        )?;
        let what = match &before {
            None => format!("Saved the view “{name}”."),
            Some(before) if before.name == name => format!("Changed the view “{name}”."),
            Some(before) => format!("Renamed the view “{}” to “{name}”.", before.name),
        };
        let after = one(tx, &id)?;
        let kept = before.map(|before| before.query).unwrap_or_default();
        tx.audit(&Line { kind: "view", what, before: &kept, after: &after.query, ..Line::default() })?;
        Ok(after)
    })?;
    glance::look(desk, |conn, glance| {
        let mut view = saved;
        count(conn, glance, &Around::of(conn, call)?, &mut view);
        Ok(view)
    })
}

/// Takes a view away; no piece changes.
///
/// # Errors
/// `not-found`.
pub fn view_remove(desk: &Desk, call: &Call, wish: ViewRemove) -> Result<()> {
    desk.write(call, |tx| {
        let view = one(tx, &wish.id)?;
        tx.execute("DELETE FROM saved_view WHERE uuid = ?1", [&view.id])?;
        let what = format!("Removed the view “{}”.", view.name);
        tx.audit(&Line { kind: "view", what, before: &view.query, ..Line::default() })
    })
}

fn make(tx: &Write<'_>) -> Result<String> {
    let there: i64 = tx.query_row("SELECT count(*) FROM saved_view", [], |row| row.get(0))?;
    if there >= MOST {
        return Err(refuse("usage", "A desk keeps 100 views; remove one first."));
    }
    let id = ids::fresh(tx.call().now);
    tx.execute(
        "INSERT INTO saved_view (uuid, name, kind, by_person, created_at) VALUES (?1, '', 'list', ?2, ?3)",
        params![id, tx.actor(), tx.now()],
    )?;
    Ok(id)
}

const COLUMNS: &str = "uuid, name, query, kind, parted, columns, sort, descending";

fn all(conn: &Connection) -> Result<Vec<SavedView>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM saved_view ORDER BY lower(name), id"))?;
    Ok(statement.query_map([], view)?.collect::<rusqlite::Result<_>>()?)
}

fn one(conn: &Connection, id: &str) -> Result<SavedView> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM saved_view WHERE uuid = ?1"))?;
    let found = statement.query_row([id], view).optional()?;
    found.ok_or(rusqlite::Error::QueryReturnedNoRows).or_not_found("This view is no longer on the desk.")
}

fn view(row: &SqlRow<'_>) -> rusqlite::Result<SavedView> {
    let text = |at: usize| row.get::<_, String>(at);
    Ok(SavedView {
        id: text(0)?,
        name: text(1)?,
        query: text(2)?,
        kind: read(&text(3)?),
        by: read(&text(4)?),
        columns: serde_json::from_str(&text(5)?).unwrap_or_default(),
        sort: read(&text(6)?),
        descending: row.get(7)?,
        count: 0,
        failure: String::new(),
    })
}

/// A word of the file as what it means; one of a newer version is what stands first.
fn read<T: Default + serde::de::DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(word.into()).unwrap_or_default()
}

fn word(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

fn count(conn: &Connection, glance: &Glance, around: &Around, view: &mut SavedView) {
    let filter = query::read(&view.query).and_then(|asked| Filter::new(conn, glance, around, &asked));
    match filter {
        Ok(filter) => view.count = u32::try_from(list::matching(glance, &filter, None).len()).unwrap_or(u32::MAX),
        Err(error) => view.failure = error.to_string(),
    }
}
