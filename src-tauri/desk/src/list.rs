//! The list of pieces: a page of rows by sort, state and search, with counts by state, late and missed. Reads only.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params_from_iter};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::date;
use crate::dates::DateValue;
use crate::desk::{self, StateCount};
use crate::error::{Result, refuse};
use crate::hit::Hit;
use crate::ids::{self, ArticleId};
use crate::search::Asked;
use crate::store::Desk;
use crate::workflow::{Group, Workflow};

/// By what a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// When it goes out, else when that is planned.
    #[default]
    Date,
    Headline,
    Slug,
    Author,
    State,
    With,
    Deadline,
    Words,
    Findings,
}

/// Which rows are wanted: `article_list`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ListWish {
    /// A state's id; null: every state.
    pub state: Option<String>,
    /// What a person typed to search; null or empty: no search.
    pub query: Option<String>,
    pub sort: Sort,
    pub descending: bool,
    pub offset: u32,
    /// At most 500; 0: 100.
    pub limit: u32,
    /// Only what is on its way or on hold.
    pub not_published: bool,
}

/// A page of the list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ListPage {
    /// Rows that fit in all, beyond this page.
    pub total: u32,
    pub rows: Vec<Row>,
    /// Pieces in each state of the whole desk, whatever is searched or filtered.
    pub counts: Vec<StateCount>,
}

/// A piece as a line of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Row {
    pub id: ArticleId,
    pub slug: String,
    /// The headline as plain text, else the slug.
    pub label: String,
    pub lang: String,
    #[ts(type = "\"ltr\" | \"rtl\"")]
    pub dir: String,
    pub section: String,
    pub author: String,
    pub state: String,
    /// Who has it, by name.
    pub with: Option<String>,
    /// Since when it is in this state (instant).
    pub since: String,
    pub deadline: Option<DateValue>,
    pub publish_at: Option<DateValue>,
    pub planned: Option<DateValue>,
    pub words: u32,
    /// 0: no limit was set.
    pub target_words: u32,
    pub errors: u32,
    pub flags: u32,
    pub placeholders: u32,
    /// The copy is due since before now and the piece is not ready.
    pub late: bool,
    /// It should have gone out before now and did not.
    pub missed: bool,
    pub hit: Option<Hit>,
}

const COLUMNS: &str =
    "a.uuid, a.slug, a.label, a.lang, a.dir, a.section, a.author, a.state, p.name, a.since, a.words, a.target_words,
  a.errors, a.flags, a.placeholders, a.deadline, a.publish_at, a.planned";

/// A page of the list, read inside one snapshot.
///
/// # Errors
/// `unknown-state`; what SQLite says.
pub fn article_list(desk: &Desk, call: &Call, wish: ListWish) -> Result<ListPage> {
    if wish.query.as_deref().is_some_and(|query| !query.trim().is_empty()) {
        crate::catch_up::search(desk, call);
    }
    desk.read(|conn| page_in(conn, call.now, &wish))
}

/// The command `article_find`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticleFind {
    pub slug: String,
}

/// The piece of a slug.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Found {
    pub article: ArticleId,
    pub slug: String,
}

/// # Errors
/// `unknown-slug`.
pub fn article_find(desk: &Desk, _: &Call, wish: ArticleFind) -> Result<Found> {
    desk.read(|conn| {
        let find = |slug: &str| {
            conn.prepare_cached("SELECT uuid, slug FROM article WHERE slug = ?1")?
                .query_row([slug], |row| Ok(Found { article: row.get(0)?, slug: row.get(1)? }))
                .optional()
        };
        let typed = wish.slug.trim();
        let found = match find(typed)? {
            Some(found) => Some(found),
            None => find(&crate::names::slug(typed, ""))?,
        };
        let shown: String = typed.chars().filter(|c| !c.is_control()).take(80).collect();
        found.ok_or_else(|| refuse("unknown-slug", format!("There is no piece with the slug {shown}.")))
    })
}

fn page_in(conn: &Connection, now: Timestamp, wish: &ListWish) -> Result<ListPage> {
    let workflow = desk::workflow(conn)?;
    let asked = Asked::new(wish.query.as_deref().unwrap_or_default());
    let mut wheres: Vec<String> = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(state) = wish.state.as_deref().filter(|s| !s.is_empty()) {
        values.push(Value::Text(workflow.named(state)?.id.clone()));
        wheres.push(format!("a.state = ?{}", values.len()));
    }
    if wish.not_published {
        wheres.push(format!("a.state IN ({})", names(&on_the_way(&workflow))));
    }
    match asked.sql(&mut values) {
        Some(part) => wheres.push(part),
        None if asked.is_wanted() => return Ok(ListPage { total: 0, rows: Vec::new(), counts: desk::counts(conn)? }),
        None => {}
    }
    let filter = if wheres.is_empty() { String::new() } else { format!("WHERE {}", wheres.join(" AND ")) };
    let total: u32 = conn
        .prepare_cached(&format!("SELECT count(*) FROM article a {filter}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let limit = if wish.limit == 0 { 100 } else { wish.limit.min(500) };
    let sql = format!(
        "SELECT {COLUMNS} FROM article a LEFT JOIN person p ON p.uuid = a.with_person {filter} ORDER BY {} LIMIT {limit} OFFSET {}",
        order(wish.sort, wish.descending),
        wish.offset
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(&values))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(of_row(conn, row, &workflow, now)?);
    }
    if asked.is_wanted() {
        for row in &mut rows {
            row.hit = asked.hit(conn, row.id.as_str())?;
        }
    }
    Ok(ListPage { total, rows, counts: desk::counts(conn)? })
}

/// One piece as a line of the list.
///
/// # Errors
/// `not-found`.
pub fn row(conn: &Connection, now: Timestamp, article: &str) -> Result<Row> {
    let workflow = desk::workflow(conn)?;
    let sql = format!("SELECT {COLUMNS} FROM article a LEFT JOIN person p ON p.uuid = a.with_person WHERE a.uuid = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query([article])?;
    match found.next()? {
        Some(row) => of_row(conn, row, &workflow, now),
        None => Err(refuse("not-found", "This piece is not on the desk.")),
    }
}

/// Before publication or on hold: not out, and not spiked.
fn on_the_way(workflow: &Workflow) -> Vec<&str> {
    workflow
        .states
        .iter()
        .filter(|s| s.group == Group::Before || (s.group == Group::Aside && s.editable))
        .map(|s| s.id.as_str())
        .collect()
}

/// Names of states as SQL; they are rows of the desk and quoted as any text.
fn names(states: &[&str]) -> String {
    states.iter().map(|name| format!("'{}'", name.replace('\'', "''"))).collect::<Vec<_>>().join(", ")
}

fn order(sort: Sort, descending: bool) -> String {
    let way = if descending { "DESC" } else { "ASC" };
    let key = match sort {
        Sort::Date => format!("a.goes_out {way} NULLS LAST"),
        Sort::Headline => format!("a.label_key {way}"),
        Sort::Slug => format!("a.slug {way}"),
        Sort::Author => format!("a.author_key = '', a.author_key {way}"),
        Sort::State => format!("(SELECT place FROM state s WHERE s.name = a.state) {way}, a.goes_out ASC NULLS LAST"),
        Sort::With => format!("p.name {way} NULLS LAST, a.since ASC"),
        Sort::Deadline => format!("a.deadline {way} NULLS LAST"),
        Sort::Words => format!("a.words {way}"),
        Sort::Findings => format!("a.errors {way}, a.flags {way}"),
    };
    format!("{key}, a.id ASC")
}

fn of_row(conn: &Connection, row: &SqlRow<'_>, workflow: &Workflow, now: Timestamp) -> Result<Row> {
    let id: ArticleId = row.get(0)?;
    let slug: String = row.get(1)?;
    let label: String = row.get(2)?;
    let state: String = row.get(7)?;
    let deadline: Option<i64> = row.get(15)?;
    let publish_at: Option<i64> = row.get(16)?;
    let planned: Option<i64> = row.get(17)?;
    let dates = if deadline.is_some() || publish_at.is_some() || planned.is_some() {
        date::of(conn, id.as_str())?
    } else {
        date::Dates::default()
    };
    let at = ids::millis(now);
    let kept = workflow.state(&state);
    let coming = kept.is_some_and(|s| s.group == Group::Before);
    let at_work = coming && kept.is_some_and(|s| !s.exports);
    Ok(Row {
        label: if label.is_empty() { slug.clone() } else { label },
        id,
        slug,
        lang: row.get(3)?,
        dir: row.get(4)?,
        section: row.get(5)?,
        author: row.get(6)?,
        with: row.get(8)?,
        since: ids::told(row.get(9)?),
        words: row.get(10)?,
        target_words: row.get(11)?,
        errors: row.get(12)?,
        flags: row.get(13)?,
        placeholders: row.get(14)?,
        late: at_work && deadline.is_some_and(|due| due < at),
        missed: coming && publish_at.is_some_and(|due| due < at),
        deadline: dates.deadline,
        publish_at: dates.publish_at,
        planned: dates.planned,
        state,
        hit: None,
    })
}
