//! The desk as a board: pieces on their way in columns by state, by person or by section; and how many may stand in a column
//! before that is told. A limit refuses nothing. Which pieces fit a question is `filter.rs`.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::filter::{Around, Filter};
use crate::glance::{self, Glance, place};
use crate::list::{self, By, Row};
use crate::store::Desk;
use crate::workflow::{Group, State};
use crate::{Call, query};

/// Which board is wanted: `article_board`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BoardWish {
    pub query: String,
    pub by: By,
    /// Cards of each column, at most 200; the others come with `article_list`.
    pub limit: u32,
}

/// The columns, in their order.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BoardPage {
    pub columns: Vec<BoardColumn>,
}

/// One column with its first cards.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BoardColumn {
    /// A state's id, a person's id (empty: nobody), or a section (empty: none).
    pub id: String,
    pub name: String,
    /// Pieces here that fit the question.
    pub total: u32,
    /// Pieces here in all.
    pub standing: u32,
    /// How many may stand here before that is told; 0: any number.
    pub most: u32,
    /// A sentence where more stand here; else empty.
    pub told: String,
    pub rows: Vec<Row>,
}

/// The command `board_limit_set`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BoardLimitSet {
    pub by: By,
    /// The column's id.
    pub id: String,
    /// 0: any number.
    pub most: u32,
}

/// How many may stand in each column: `state` → `proof` → 4.
type Most = BTreeMap<String, BTreeMap<String, u32>>;

/// No limit is higher.
const HIGHEST: u32 = 9_999;

/// The board, read inside one snapshot.
///
/// # Errors
/// What a question refuses; what SQLite says.
pub fn article_board(desk: &Desk, call: &Call, wish: BoardWish) -> Result<BoardPage> {
    if !wish.query.trim().is_empty() {
        crate::catch_up::search(desk, call);
    }
    glance::look(desk, |conn, glance| {
        let around = Around::of(conn, call)?;
        let filter = Filter::new(conn, glance, &around, &query::read(&wish.query)?)?;
        let mut standing: HashMap<u32, u32> = HashMap::new();
        let mut cards: HashMap<u32, Vec<(i64, u32)>> = HashMap::new();
        for (at, piece) in (0_u32..).zip(&glance.pieces) {
            if !filter.state(piece).is_some_and(list::is_on_the_way) {
                continue;
            }
            let column = list::in_column(piece, wish.by);
            *standing.entry(column).or_default() += 1;
            if filter.fits(piece) {
                cards.entry(column).or_default().push((piece.goes_out(), at));
            }
        }
        let most = limits(conn)?;
        let limit = if wish.limit == 0 { 60 } else { wish.limit.min(200) };
        let mut columns = Vec::new();
        for (id, name, always) in columns_of(glance, &around, wish.by) {
            let number = match wish.by {
                By::State => glance.states.find(&id),
                By::Person => glance.people.find(&id),
                By::Section => glance.sections.find(&id),
            };
            let count = number.and_then(|number| standing.get(&number)).copied().unwrap_or(0);
            if count == 0 && !always {
                continue;
            }
            let mut here = number.and_then(|number| cards.remove(&number)).unwrap_or_default();
            here.sort_unstable();
            let page: Vec<String> = here
                .iter()
                .take(place(limit))
                .filter_map(|(_, at)| glance.pieces.get(place(*at)).map(|piece| piece.uuid.to_string()))
                .collect();
            let may = most.get(word(wish.by)).and_then(|most| most.get(&id)).copied().unwrap_or(0);
            columns.push(BoardColumn {
                rows: list::rows_of(conn, call.now, &around.workflow, &page)?,
                total: u32::try_from(here.len()).unwrap_or(u32::MAX),
                standing: count,
                most: may,
                told: told(count, may),
                name,
                id,
            });
        }
        Ok(BoardPage { columns })
    })
}

/// What is said of a column in which more stand than may.
fn told(count: u32, most: u32) -> String {
    if most == 0 || count <= most {
        return String::new();
    }
    format!("{count} pieces are here; {most} are wanted at the most.")
}

/// The columns: id, name, and whether one is shown also while nothing stands there.
fn columns_of(glance: &Glance, around: &Around, by: By) -> Vec<(String, String, bool)> {
    match by {
        By::State => {
            let shown = |state: &&State| list::is_on_the_way(state);
            let states = around.workflow.states.iter().filter(shown);
            states.map(|state| (state.id.clone(), state.name.clone(), state.group == Group::Before && !state.off)).collect()
        }
        By::Person => {
            let people = around.people.iter().map(|person| (person.id.as_str().to_owned(), person.name.clone(), person.active));
            std::iter::once((String::new(), "Nobody".to_owned(), true)).chain(people).collect()
        }
        By::Section => {
            let mut names: Vec<&glance::Name> = glance.sections.all.iter().filter(|name| !name.text.is_empty()).collect();
            names.sort_by(|a, b| a.key.cmp(&b.key));
            let sections = names.into_iter().map(|name| (name.text.clone(), name.text.clone(), false));
            std::iter::once((String::new(), "No section".to_owned(), false)).chain(sections).collect()
        }
    }
}

fn word(by: By) -> &'static str {
    match by {
        By::State => "state",
        By::Person => "person",
        By::Section => "section",
    }
}

fn limits(conn: &Connection) -> Result<Most> {
    let value: Option<String> = conn
        .prepare_cached("SELECT value FROM setting WHERE name = 'column-limits'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(value.and_then(|value| serde_json::from_str(&value).ok()).unwrap_or_default())
}

/// Sets how many may stand in a column before that is told.
///
/// # Errors
/// `not-found` for a column that the desk does not have; what SQLite says.
pub fn board_limit_set(desk: &Desk, call: &Call, wish: BoardLimitSet) -> Result<()> {
    let most = wish.most.min(HIGHEST);
    let named = glance::look(desk, |conn, glance| Ok(columns_of(glance, &Around::of(conn, call)?, wish.by)))?;
    let found = named.into_iter().find(|(id, ..)| *id == wish.id);
    let (_, name, _) = found.ok_or_else(|| refuse("not-found", "The board has no such column."))?;
    desk.write(call, |tx| {
        let before = limits(tx)?;
        let mut after = before.clone();
        let column = after.entry(word(wish.by).to_owned()).or_default();
        if most == 0 {
            column.remove(&wish.id);
        } else {
            column.insert(wish.id.clone(), most);
        }
        if before == after {
            return Ok(());
        }
        tx.execute(
            "INSERT INTO setting (name, value) VALUES ('column-limits', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![serde_json::to_string(&after)?],
        )?;
        let what = match most {
            0 => format!("Any number of pieces may stand in {name}."),
            _ => format!("At the most {most} pieces are wanted in {name}."),
        };
        tx.audit(&Line {
            kind: "setting",
            what,
            before: &serde_json::to_string(&before)?,
            after: &serde_json::to_string(&after)?,
            ..Line::default()
        })
    })
}
