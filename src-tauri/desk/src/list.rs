//! The list of pieces: a page of rows by sort, state and question, with counts by state. Reads only. Which pieces fit is `filter.rs`.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::date;
use crate::dates::DateValue;
use crate::desk::{self, StateCount};
use crate::error::{Result, refuse};
use crate::filter::{self, Around, Filter};
use crate::glance::{self, Glance, Letters, NONE, Piece, place};
use crate::hit::Hit;
use crate::ids::{self, ArticleId};
use crate::store::Desk;
use crate::workflow::{Group, State, Workflow};
use crate::{nest, query, search};

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
    /// The last that came to the desk first.
    Newest,
    /// What the words of the question fit best first.
    Best,
}

/// Which rows are wanted: `article_list`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ListWish {
    /// A state's id; null: every state.
    pub state: Option<String>,
    /// What a person typed to find pieces (`query.rs`); null or empty: all.
    pub query: Option<String>,
    /// Only those of this column of a board; null: all.
    #[ts(optional = nullable)]
    pub column: Option<Column>,
    pub sort: Sort,
    pub descending: bool,
    pub offset: u32,
    /// At most 500; 0: 100.
    pub limit: u32,
    /// Only what is on its way or on hold.
    pub not_published: bool,
}

/// By what a board parts the pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    #[default]
    State,
    Person,
    Section,
}

/// A column of a board.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
pub struct Column {
    pub by: By,
    /// A state's id, a person's id (empty: nobody), or a section (empty: none).
    pub id: String,
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
    /// The slug of the piece that it is a translation of.
    pub translation_of: Option<String>,
    /// It stands under that piece in this list.
    pub nested: bool,
    /// What it waits for as a translation, in a sentence; empty: nothing.
    pub waits: String,
    /// Empty: in none.
    pub series: String,
    /// Its number there.
    pub series_place: u32,
    pub hit: Option<Hit>,
}

const COLUMNS: &str =
    "a.uuid, a.slug, a.label, a.lang, a.dir, a.section, a.author, a.state, p.name, a.since, a.words, a.target_words,
  a.errors, a.flags, a.placeholders, a.deadline, a.publish_at, a.planned, o.slug,
  coalesce(r.name, ''), coalesce(r.place, 0)";

/// A page of the list, read inside one snapshot.
///
/// # Errors
/// `unknown-state`; what SQLite says.
pub fn article_list(desk: &Desk, call: &Call, wish: ListWish) -> Result<ListPage> {
    if wish.query.as_deref().is_some_and(|query| !query.trim().is_empty()) {
        crate::catch_up::search(desk, call);
    }
    glance::look(desk, |conn, glance| page_in(conn, glance, call, &wish))
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

fn page_in(conn: &Connection, glance: &mut Glance, call: &Call, wish: &ListWish) -> Result<ListPage> {
    let around = Around::of(conn, call)?;
    // The same question again, for its next page. Late and missed change with the minute.
    let minute = ids::millis(call.now) / 60_000;
    let me = around.me.as_deref().unwrap_or_default();
    let asked = format!(
        "{minute} {me} {:?} {:?} {:?}",
        (&wish.state, &wish.query, &wish.column),
        wish.sort,
        (wish.descending, wish.not_published)
    );
    let read = query::read(wish.query.as_deref().unwrap_or_default())?;
    let found = match glance.last.take() {
        Some((question, found)) if question == asked => found,
        _ => {
            let mut filter = Filter::new(conn, glance, &around, &read)?;
            narrow(&mut filter, &around, wish)?;
            let found = matching(glance, &filter, wish.column.as_ref());
            let found = sorted(conn, glance, &around, &filter, found, wish)?;
            if nest::nests(wish.sort) { nest::nested(glance, found) } else { found }
        }
    };
    let limit = if wish.limit == 0 { 100 } else { wish.limit.min(500) };
    let page: Vec<String> = found
        .iter()
        .skip(place(wish.offset))
        .take(place(limit))
        .filter_map(|at| glance.pieces.get(place(*at)).map(|piece| piece.uuid.to_string()))
        .collect();
    let mut rows = rows_of(conn, call.now, &around.workflow, &page)?;
    if nest::nests(wish.sort) {
        for (row, at) in rows.iter_mut().zip(place(wish.offset)..) {
            row.nested = row.translation_of.is_some() && nest::is_nested(glance, &found, at);
        }
    }
    let words = read.words();
    if !words.is_empty() {
        for row in &mut rows {
            row.hit = search::hit(conn, row.id.as_str(), &words)?;
        }
    }
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    glance.last = Some((asked, found));
    Ok(ListPage { total, rows, counts: desk::counts(conn)? })
}

/// Leaves out what the wish leaves out beside its question.
fn narrow(filter: &mut Filter, around: &Around, wish: &ListWish) -> Result<()> {
    if let Some(state) = wish.state.as_deref().filter(|s| !s.is_empty()) {
        let wanted = around.workflow.named(state)?.id.clone();
        filter.only_states(&|state| state.id == wanted);
    }
    if wish.not_published {
        filter.only_states(&is_on_the_way);
    }
    Ok(())
}

/// Places of the pieces that fit, in the order in which they came.
pub fn matching(glance: &Glance, filter: &Filter, column: Option<&Column>) -> Vec<u32> {
    let within = column.map(|column| (column.by, number(glance, column)));
    let fits = |piece: &Piece| filter.fits(piece) && within.is_none_or(|(by, wanted)| Some(in_column(piece, by)) == wanted);
    let all = glance.pieces.iter().enumerate().filter(|(_, piece)| fits(piece));
    all.filter_map(|(at, _)| u32::try_from(at).ok()).collect()
}

fn number(glance: &Glance, column: &Column) -> Option<u32> {
    match column.by {
        By::State => glance.states.find(&column.id),
        By::Person => glance.people.find(&column.id),
        By::Section => glance.sections.find(&column.id),
    }
}

/// The number of the column in which a piece stands.
pub fn in_column(piece: &Piece, by: By) -> u32 {
    match by {
        By::State => piece.state,
        By::Person => piece.with,
        By::Section => piece.section,
    }
}

/// The same places in the order that is wanted; what has nothing to sort by comes last, whichever way.
fn sorted(
    conn: &Connection,
    glance: &mut Glance,
    around: &Around,
    filter: &Filter,
    found: Vec<u32>,
    wish: &ListWish,
) -> Result<Vec<u32>> {
    if wish.sort == Sort::Best && !filter.words.is_empty() {
        return Ok(best_first(glance, &search::best(conn, &filter.words)?, found));
    }
    let ranks = match wish.sort {
        Sort::Headline => glance.ranks(Letters::Headline),
        Sort::Slug => glance.ranks(Letters::Slug),
        Sort::Author => glance.ranks(Letters::Author),
        _ => Vec::new(),
    };
    let states: Vec<i64> =
        positions(glance.states.all.iter().map(|name| around.workflow.states.iter().position(|state| state.id == name.text)));
    let mut names: Vec<&crate::person::Person> = around.people.iter().collect();
    names.sort_by(|a, b| a.name.cmp(&b.name));
    let people: Vec<i64> =
        positions(glance.people.all.iter().map(|name| names.iter().position(|person| person.id.as_str() == name.text)));
    let of = |list: &[i64], at: u32| list.get(place(at)).copied().unwrap_or(NONE);
    let rank = |at: u32| ranks.get(place(at)).map_or(NONE, |rank| i64::from(*rank));
    let key = |at: u32, piece: &Piece| -> (i64, i64) {
        match wish.sort {
            Sort::Date => (piece.goes_out(), 0),
            Sort::Headline | Sort::Slug => (rank(at), 0),
            Sort::Author => (if piece.author == 0 { NONE } else { rank(at) }, 0),
            Sort::State => (of(&states, piece.state), piece.goes_out()),
            Sort::With => (of(&people, piece.with), piece.since),
            Sort::Deadline => (piece.deadline, 0),
            Sort::Words => (i64::from(piece.words), 0),
            Sort::Findings => (i64::from(piece.errors), i64::from(piece.flags)),
            Sort::Newest | Sort::Best => (-piece.row, 0),
        }
    };
    // Of two sort keys, only findings go both ways together.
    let turned = |key: i64| if wish.descending && key != NONE { -key } else { key };
    let second = |key: i64| if wish.sort == Sort::Findings { turned(key) } else { key };
    let mut keyed: Vec<((i64, i64), u32)> = found
        .into_iter()
        .filter_map(|at| {
            let (a, b) = key(at, glance.pieces.get(place(at))?);
            Some(((turned(a), second(b)), at))
        })
        .collect();
    keyed.sort_unstable();
    Ok(keyed.into_iter().map(|(_, at)| at).collect())
}

fn positions(found: impl Iterator<Item = Option<usize>>) -> Vec<i64> {
    found.map(|at| at.and_then(|at| i64::try_from(at).ok()).unwrap_or(NONE)).collect()
}

/// Those that the words fit best, then the others with the newest first.
fn best_first(glance: &Glance, ranked: &[i64], mut found: Vec<u32>) -> Vec<u32> {
    let mut left: std::collections::BTreeSet<u32> = found.drain(..).collect();
    let mut out: Vec<u32> = Vec::with_capacity(left.len());
    for at in ranked.iter().filter_map(|row| glance.at(*row)) {
        if left.remove(&at) {
            out.push(at);
        }
    }
    out.extend(left.into_iter().rev());
    out
}

/// These pieces as lines of the list, in this order.
///
/// # Errors
/// What SQLite says.
pub fn rows_of(conn: &Connection, now: Timestamp, workflow: &Workflow, pieces: &[String]) -> Result<Vec<Row>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM article a LEFT JOIN person p ON p.uuid = a.with_person
         LEFT JOIN translation t ON t.article = a.uuid LEFT JOIN article o ON o.uuid = t.original
         LEFT JOIN series r ON r.article = a.uuid WHERE a.uuid = ?1"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = Vec::with_capacity(pieces.len());
    for article in pieces {
        let mut found = statement.query([article])?;
        if let Some(row) = found.next()? {
            rows.push(of_row(conn, row, workflow, now)?);
        }
    }
    Ok(rows)
}

/// One piece as a line of the list.
///
/// # Errors
/// `not-found`.
pub fn row(conn: &Connection, now: Timestamp, article: &str) -> Result<Row> {
    let workflow = desk::workflow(conn)?;
    let found = rows_of(conn, now, &workflow, &[article.to_owned()])?;
    found.into_iter().next().ok_or_else(|| refuse("not-found", "This piece is not on the desk."))
}

/// Before publication or on hold: not out, and not spiked.
pub fn is_on_the_way(state: &State) -> bool {
    state.group == Group::Before || (state.group == Group::Aside && state.editable)
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
    let stands = workflow.state(&state);
    let translation_of: Option<String> = row.get(18)?;
    let waits = if translation_of.is_some() { crate::translation::waits(conn, id.as_str())? } else { String::new() };
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
        late: filter::is_late(stands, deadline, at),
        missed: filter::is_missed(stands, publish_at, at),
        deadline: dates.deadline,
        publish_at: dates.publish_at,
        planned: dates.planned,
        state,
        translation_of,
        nested: false,
        waits,
        series: row.get(19)?,
        series_place: row.get(20)?,
        hit: None,
    })
}
