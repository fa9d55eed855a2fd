//! Who has how much to do in which week: pieces and words on their way, by the person who has them and the week in which the copy is
//! due, else in which they go out. Reads only.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::dates;
use crate::error::{Result, refuse};
use crate::filter::{Around, Filter};
use crate::glance::{self, NONE, Piece};
use crate::ids::PersonId;
use crate::list;
use crate::query;
use crate::store::Desk;

const USUAL: u32 = 5;
const MOST: u32 = 26;

/// Which weeks are wanted: `article_workload`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct WorkloadWish {
    /// What a person typed to find pieces (`query.rs`); empty: all that are on their way.
    pub query: String,
    /// So many weeks from this one on; 0: 5.
    pub weeks: u32,
}

/// A table of who has what when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Workload {
    /// The Monday of each week, in the desk's zone.
    pub weeks: Vec<String>,
    /// By name; last, what nobody has.
    pub people: Vec<PersonLoad>,
}

/// What one person has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonLoad {
    /// Null: nobody has it.
    pub person: Option<PersonId>,
    /// Empty: nobody.
    pub name: String,
    /// Due in a week before this one.
    pub before: Load,
    pub weeks: Vec<Load>,
    /// Due in a week after the last one.
    pub after: Load,
    /// Due on no day.
    pub undated: Load,
    pub all: Load,
}

/// So many pieces, with so many words: as agreed, else as they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Load {
    pub pieces: u32,
    pub words: u32,
}

impl Load {
    fn add(&mut self, words: u32) {
        self.pieces += 1;
        self.words = self.words.saturating_add(words);
    }
}

/// Who has how much to do in which week. Everybody who is on the desk has a row.
///
/// # Errors
/// `usage` and as a question is refused; what SQLite says.
pub fn article_workload(desk: &Desk, call: &Call, wish: WorkloadWish) -> Result<Workload> {
    let count = if wish.weeks == 0 { USUAL } else { wish.weeks.min(MOST) };
    glance::look(desk, |conn, glance| {
        let around = Around::of(conn, call)?;
        let filter = Filter::new(conn, glance, &around, &query::read(&wish.query)?)?;
        let zone = &around.settings.zone;
        let today = day(&dates::today(call.now, zone))?;
        let first = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).map_err(|_| no_day())?;
        let weeks: Vec<Date> = (0..count).filter_map(|week| first.checked_add(i64::from(week).weeks()).ok()).collect();
        let empty = || PersonLoad { weeks: vec![Load::default(); weeks.len()], ..PersonLoad::default() };
        let mut loads: BTreeMap<&str, PersonLoad> = BTreeMap::new();
        for person in around.people.iter().filter(|person| person.active) {
            let load = PersonLoad { person: Some(person.id.clone()), name: person.name.clone(), ..empty() };
            loads.insert(person.id.as_str(), load);
        }
        for piece in &glance.pieces {
            if !filter.state(piece).is_some_and(list::is_on_the_way) || !filter.fits(piece) {
                continue;
            }
            let who = glance.people.text(piece.with);
            let load = loads.entry(who).or_insert_with(|| {
                let known = around.people.iter().find(|person| person.id.as_str() == who);
                PersonLoad {
                    person: known.map(|p| p.id.clone()),
                    name: known.map_or_else(String::new, |p| p.name.clone()),
                    ..empty()
                }
            });
            let words = if piece.target_words > 0 { piece.target_words } else { piece.words };
            load.all.add(words);
            match due(piece, zone) {
                None => load.undated.add(words),
                Some(due) if due < first => load.before.add(words),
                Some(due) => {
                    match weeks.iter().rposition(|week| *week <= due).filter(|at| at + 1 < weeks.len() || is_in(&weeks, due)) {
                        Some(at) => load.weeks.iter_mut().skip(at).take(1).for_each(|load| load.add(words)),
                        None => load.after.add(words),
                    }
                }
            }
        }
        let mut people: Vec<PersonLoad> = loads.into_values().collect();
        people.sort_by_cached_key(|one| (one.person.is_none(), one.name.to_lowercase()));
        Ok(Workload { weeks: weeks.iter().map(Date::to_string).collect(), people })
    })
}

/// Does the day lie before the end of the last week?
fn is_in(weeks: &[Date], due: Date) -> bool {
    weeks.last().and_then(|last| last.checked_add(1.week()).ok()).is_some_and(|end| due < end)
}

/// The day in the desk's zone on which the copy is due, else on which the piece goes out.
fn due(piece: &Piece, zone: &str) -> Option<Date> {
    let at = if piece.deadline == NONE { piece.goes_out() } else { piece.deadline };
    if at == NONE {
        return None;
    }
    let wall = dates::wall_of(Timestamp::from_millisecond(at).ok()?, zone);
    wall.chars().take(10).collect::<String>().parse().ok()
}

fn day(text: &str) -> Result<Date> {
    text.parse().map_err(|_| no_day())
}

fn no_day() -> crate::Error {
    refuse("usage", "This day cannot be counted from.")
}
