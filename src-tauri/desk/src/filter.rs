//! Which pieces a question fits: a query with its names, states and days looked up on the desk. Reading what was typed is
//! `query.rs`; the pieces themselves are `glance.rs`.

use rusqlite::Connection;

use crate::error::{Result, refuse};
use crate::glance::{Glance, NONE, Name, Names, Piece, place};
use crate::normalise::{self, Term};
use crate::person::{self, Person};
use crate::query::{self, Operator, Part, Query, What};
use crate::workflow::{Group, State, Workflow};
use crate::{Call, dates, desk, ids, list, search};

/// What is asked beside the question's own words: who asks, when, on which desk.
pub struct Around {
    pub workflow: Workflow,
    pub people: Vec<Person>,
    pub settings: desk::Settings,
    pub me: Option<String>,
    pub now: jiff::Timestamp,
}

impl Around {
    /// Of this snapshot and call.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn of(conn: &Connection, call: &Call) -> Result<Self> {
        Ok(Self {
            workflow: desk::workflow(conn)?,
            people: person::list(conn)?,
            settings: desk::settings(conn)?,
            me: call.actor.as_ref().map(|me| me.as_str().to_owned()),
            now: call.now,
        })
    }
}

/// The copy is due since before now, and the piece is not ready.
pub fn is_late(state: Option<&State>, deadline: Option<i64>, now: i64) -> bool {
    state.is_some_and(|s| s.group == Group::Before && !s.exports) && deadline.is_some_and(|due| due < now)
}

/// It should have gone out before now, and did not.
pub fn is_missed(state: Option<&State>, publish_at: Option<i64>, now: i64) -> bool {
    state.is_some_and(|s| s.group == Group::Before) && publish_at.is_some_and(|due| due < now)
}

/// Numbers of names, as a list to look up in.
type Among = Vec<bool>;

enum Test {
    Author(Among),
    State(Among),
    Section(Among),
    Lang(Among),
    With(Among),
    Tag(Among),
    Series(Among),
    Before(i64),
    After(i64),
    Has(&'static str),
    Late,
    Missed,
    Open,
    /// Rows in which words stand: a bit each.
    Rows(Vec<u64>),
    Nothing,
}

/// A question, ready to be put to each piece.
pub struct Filter {
    tests: Vec<(bool, Test)>,
    /// What each state's number means.
    states: Vec<Option<State>>,
    now: i64,
    /// The words that must be there.
    pub words: Vec<Term>,
}

impl Filter {
    /// Looks up what the question names.
    ///
    /// # Errors
    /// `unknown-state`, `usage`, `not-found` with one sentence for what is not on the desk; what SQLite says.
    pub fn new(conn: &Connection, glance: &Glance, around: &Around, query: &Query) -> Result<Self> {
        let mut tests = Vec::new();
        if !query.blank && query.parts.is_empty() && !query.begun {
            tests.push((false, Test::Nothing));
        }
        for Part { not, what } in &query.parts {
            let test = match what {
                What::Words(terms) => Test::Rows(search::rows(conn, terms)?),
                What::Operator { operator, value, begun } => test(glance, around, *operator, value, *begun)?,
            };
            tests.push((*not, test));
        }
        Ok(Self {
            tests,
            states: glance.states.all.iter().map(|name| around.workflow.state(&name.text).cloned()).collect(),
            now: ids::millis(around.now),
            words: query.words(),
        })
    }

    /// Keeps only pieces in these states.
    pub fn only_states(&mut self, wanted: &dyn Fn(&State) -> bool) {
        let among = self.states.iter().map(|state| state.as_ref().is_some_and(wanted)).collect();
        self.tests.push((false, Test::State(among)));
    }

    /// What the state of a piece is.
    pub fn state(&self, piece: &Piece) -> Option<&State> {
        self.states.get(place(piece.state)).and_then(Option::as_ref)
    }

    /// Does the piece fit?
    pub fn fits(&self, piece: &Piece) -> bool {
        self.tests.iter().all(|(not, test)| self.one(test, piece) != *not)
    }

    fn one(&self, test: &Test, piece: &Piece) -> bool {
        let among = |numbers: &Among, number: u32| numbers.get(place(number)).copied().unwrap_or(false);
        let set = |instant: i64| (instant != NONE).then_some(instant);
        match test {
            Test::Author(numbers) => among(numbers, piece.author),
            Test::State(numbers) => among(numbers, piece.state),
            Test::Section(numbers) => among(numbers, piece.section),
            Test::Lang(numbers) => among(numbers, piece.lang),
            Test::With(numbers) => among(numbers, piece.with),
            Test::Tag(numbers) => match piece.tags.is_empty() {
                true => among(numbers, 0),
                false => piece.tags.iter().any(|tag| among(numbers, *tag)),
            },
            Test::Series(numbers) => among(numbers, piece.series),
            Test::Before(moment) => piece.goes_out() < *moment,
            Test::After(moment) => piece.goes_out() != NONE && piece.goes_out() >= *moment,
            Test::Has("note") => piece.notes > 0,
            Test::Has("picture") => piece.picture,
            Test::Has("placeholder") => piece.placeholders > 0,
            Test::Has("error") => piece.errors > 0,
            Test::Has(_) => piece.flags > 0,
            Test::Late => is_late(self.state(piece), set(piece.deadline), self.now),
            Test::Missed => is_missed(self.state(piece), set(piece.publish_at), self.now),
            Test::Open => self.state(piece).is_some_and(list::is_on_the_way),
            Test::Rows(bits) => search::bit(bits, piece.row),
            Test::Nothing => false,
        }
    }
}

fn test(glance: &Glance, around: &Around, operator: Operator, value: &str, begun: bool) -> Result<Test> {
    let key = normalise::normalise(value);
    Ok(match operator {
        Operator::Author => Test::Author(by_name(&glance.authors, &key)),
        Operator::State => Test::State(by_state(glance, around, value, begun)?),
        Operator::Section => Test::Section(by_word(&glance.sections, &key, value)),
        Operator::Tag => Test::Tag(by_word(&glance.tags, &key, value)),
        Operator::Series => Test::Series(by_word(&glance.series, &key, value)),
        Operator::Lang => {
            let wanted = value.to_ascii_lowercase();
            let same = |name: &Name| {
                let tag = name.text.to_ascii_lowercase();
                tag == wanted || tag.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('-'))
            };
            Test::Lang(glance.langs.all.iter().map(same).collect())
        }
        Operator::With => Test::With(by_person(glance, around, value, &key)?),
        Operator::Before => Test::Before(moment(value, around)?),
        Operator::After => Test::After(moment(value, around)?),
        Operator::Has => query::thing(&query::HAS, value, begun).map_or(Test::Nothing, Test::Has),
        Operator::Is => match query::thing(&query::IS, value, begun) {
            Some("late") => Test::Late,
            Some("open") => Test::Open,
            Some(_) => Test::Missed,
            None => Test::Nothing,
        },
    })
}

/// Whether every word begins one of the name's; where no name has them, whether they are a slip of the hand away.
fn by_name(names: &Names, key: &str) -> Among {
    let wanted: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let test = |alike: &dyn Fn(&str, &str) -> bool| -> Among {
        let fits = |name: &Name| wanted.iter().all(|word| name.key.split(' ').any(|other| alike(other, word)));
        names.all.iter().map(|name| !wanted.is_empty() && !name.key.is_empty() && fits(name)).collect()
    };
    let exact = test(&|name, word| name.starts_with(word));
    if exact.contains(&true) { exact } else { test(&near) }
}

/// One slip in a word of four letters or more, two in one of eight or more.
fn near(name: &str, word: &str) -> bool {
    let letters = word.chars().count();
    let most = if letters >= 8 { 2 } else { usize::from(letters >= 4) };
    name.starts_with(word) || (most > 0 && name.chars().count().abs_diff(letters) <= most && query::distance(name, word) <= most)
}

/// The same word, else words that begin so; `none` is the empty one.
fn by_word(names: &Names, key: &str, value: &str) -> Among {
    if value.eq_ignore_ascii_case("none") && !names.all.iter().any(|name| name.key == key) {
        return names.all.iter().map(|name| name.text.is_empty()).collect();
    }
    let exact: Among = names.all.iter().map(|name| !key.is_empty() && name.key == key).collect();
    if exact.contains(&true) {
        return exact;
    }
    names.all.iter().map(|name| !key.is_empty() && name.key.starts_with(key)).collect()
}

fn by_state(glance: &Glance, around: &Around, value: &str, begun: bool) -> Result<Among> {
    let mut wanted: Vec<&str> = Vec::new();
    for word in value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match around.workflow.named(word) {
            Ok(state) => wanted.push(&state.id),
            Err(unknown) => {
                let key = normalise::normalise(word);
                let starts = |state: &&State| normalise::normalise(&state.name).starts_with(&key) && !key.is_empty();
                let before = wanted.len();
                wanted.extend(around.workflow.states.iter().filter(starts).map(|state| state.id.as_str()));
                if wanted.len() == before || !begun {
                    return Err(unknown.into());
                }
            }
        }
    }
    Ok(glance.states.all.iter().map(|name| wanted.contains(&name.text.as_str())).collect())
}

fn by_person(glance: &Glance, around: &Around, value: &str, key: &str) -> Result<Among> {
    let named = |fits: &dyn Fn(&str) -> bool| glance.people.all.iter().map(|name| fits(&name.text)).collect::<Among>();
    if value.eq_ignore_ascii_case("nobody") || value.eq_ignore_ascii_case("none") {
        return Ok(named(&str::is_empty));
    }
    if value.eq_ignore_ascii_case("me") {
        let me = around.me.as_deref().ok_or_else(|| refuse("usage", "Say who you are on this desk first, under People."))?;
        return Ok(named(&|id| id == me));
    }
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let fits = |alike: &dyn Fn(&str, &str) -> bool| -> Vec<&str> {
        let one = |person: &&Person| {
            let name = normalise::normalise(&person.name);
            !words.is_empty() && words.iter().all(|word| name.split(' ').any(|other| alike(other, word)))
        };
        around.people.iter().filter(one).map(|person| person.id.as_str()).collect()
    };
    let mut people = fits(&|name, word| name.starts_with(word));
    if people.is_empty() {
        people = fits(&near);
    }
    if people.is_empty() {
        let names: Vec<&str> = around.people.iter().filter(|one| one.active).map(|one| one.name.as_str()).collect();
        let all = query::listed(&names);
        return Err(refuse("not-found", format!("Nobody called “{}” is on this desk; there is {all}.", query::short(value))));
    }
    Ok(named(&|id| people.contains(&id)))
}

/// The first moment of a day, month or year, or the time that was typed, in the desk's zone.
fn moment(value: &str, around: &Around) -> Result<i64> {
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match value.split_once('-') {
        None if digits(value, 4) => format!("{value}-01-01"),
        Some((year, month)) if digits(year, 4) && digits(month, 2) => format!("{value}-01"),
        _ => value.to_owned(),
    };
    let settings = &around.settings;
    let wall = crate::typed::wall(&whole, around.now, &settings.zone, &settings.lang)?;
    let resolved = dates::resolve(dates::DateName::Planned, &wall, &settings.zone, None)?;
    dates::moment(&resolved.instant)
        .map(ids::millis)
        .ok_or_else(|| refuse("usage", format!("“{}” lies too far away.", query::short(value))))
}
