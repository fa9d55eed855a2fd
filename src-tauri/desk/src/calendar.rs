//! The desk by day: which pieces are due, planned, go out or are under embargo between two days; and what follows from moving
//! a date, before it is moved. Reads only; `date.rs` writes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::date::{self, DateSet, Dates};
use crate::dates::{self, DateName, DateValue};
use crate::desk;
use crate::error::{Result, refuse};
use crate::filter::{Around, Filter};
use crate::glance::{self, Glance, NONE, Piece};
use crate::ids;
use crate::list::{self, Row};
use crate::store::Desk;
use crate::workflow::Group;
use crate::{query, translation};

/// As many days as a calendar shows at once.
const MOST_DAYS: i32 = 400;
/// As many pieces without a date as are listed beside it.
const DRAWER: usize = 100;
/// As many dates of one day are listed.
const MOST: u32 = 500;

/// Which days are wanted: `article_calendar`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CalendarWish {
    /// The first day, `2026-11-23`, in the desk's zone.
    pub from: String,
    /// The last day, that day included.
    pub to: String,
    /// What a person typed to find pieces (`query.rs`); empty: all.
    #[serde(default)]
    pub query: String,
    /// At most so many of a day; 0: 500.
    #[serde(default)]
    pub most: u32,
}

/// The days with what falls on them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarPage {
    /// In the order in which they happen; of a day, first what has no time.
    pub entries: Vec<CalendarEntry>,
    /// Days of which more was wanted than is listed, with how many dates fall on them in all.
    pub full: Vec<FullDay>,
    /// Pieces on their way that neither go out on a day nor are planned for one, the longest waiting first.
    pub undated: Vec<Row>,
    /// How many of these there are, beyond those listed.
    pub undated_total: u32,
}

/// A day of which not all is listed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FullDay {
    pub day: String,
    pub total: u32,
}

/// One date of one piece on its day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarEntry {
    /// Deadline, planned, publish_at or embargo.
    pub date: DateName,
    /// The day in the desk's zone on which it stands.
    pub day: String,
    /// `07:00` in the desk's zone; empty where only the day is set.
    pub time: String,
    pub value: DateValue,
    pub row: Row,
}

/// What falls on the days from one to another, read inside one snapshot.
///
/// # Errors
/// `usage` for what is no day, a last day before the first, or more than a year.
pub fn article_calendar(desk: &Desk, call: &Call, wish: CalendarWish) -> Result<CalendarPage> {
    let from = day(&wish.from)?;
    let to = day(&wish.to)?;
    let days = (to - from).get_days();
    if !(0..=MOST_DAYS).contains(&days) {
        return Err(refuse("usage", "A calendar shows from one day to a later one, and a year at the most."));
    }
    if !wish.query.trim().is_empty() {
        crate::catch_up::search(desk, call);
    }
    glance::look(desk, |conn, glance| {
        let around = Around::of(conn, call)?;
        let filter = Filter::new(conn, glance, &around, &query::read(&wish.query)?)?;
        let zone = &around.settings.zone;
        let start = first_moment(from, zone)?;
        let end = first_moment(to.checked_add(1.day()).map_err(|_| too_far())?, zone)?;
        let most = if wish.most == 0 { MOST } else { wish.most.min(MOST) };
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut entries = Vec::new();
        for (instant, name, piece) in falling(glance, &filter, start, end) {
            let day = dates::wall_of(Timestamp::from_millisecond(instant).unwrap_or(call.now), zone);
            let count = counts.entry(day.chars().take(10).collect()).or_default();
            *count += 1;
            if *count <= most {
                entries.extend(entry(conn, &around, name, &piece.uuid)?);
            }
        }
        entries.sort_by(|a, b| (&a.day, &a.time, &a.row.slug).cmp(&(&b.day, &b.time, &b.row.slug)));
        let full = counts.into_iter().filter(|(_, total)| *total > most).map(|(day, total)| FullDay { day, total }).collect();
        let (undated, undated_total) = undated(conn, glance, &filter, &around)?;
        Ok(CalendarPage { entries, full, undated, undated_total })
    })
}

/// The dates between two instants, in their order, of all pieces that fit but the spiked. A planned date counts only until the
/// piece has a publication date.
fn falling<'g>(glance: &'g Glance, filter: &Filter, start: i64, end: i64) -> Vec<(i64, DateName, &'g Piece)> {
    let mut found = Vec::new();
    for piece in &glance.pieces {
        let planned = if piece.publish_at == NONE { piece.planned } else { NONE };
        let dates = [
            (piece.deadline, DateName::Deadline),
            (planned, DateName::Planned),
            (piece.publish_at, DateName::PublishAt),
            (piece.embargo, DateName::Embargo),
        ];
        if !dates.iter().any(|(instant, _)| (start..end).contains(instant)) || is_spiked(filter, piece) || !filter.fits(piece) {
            continue;
        }
        found.extend(dates.into_iter().filter(|(at, _)| (start..end).contains(at)).map(|(at, name)| (at, name, piece)));
    }
    found.sort_by_key(|(instant, _, piece)| (*instant, piece.row));
    found
}

/// Set aside for good: neither on its way nor out.
fn is_spiked(filter: &Filter, piece: &Piece) -> bool {
    filter.state(piece).is_some_and(|state| state.group == Group::Aside && !state.editable)
}

fn entry(conn: &Connection, around: &Around, name: DateName, article: &str) -> Result<Option<CalendarEntry>> {
    let Some(value) = date::of(conn, article)?.get(name).cloned() else { return Ok(None) };
    let rows = list::rows_of(conn, around.now, &around.workflow, &[article.to_owned()])?;
    let (day, time) = stands(&value, &around.settings.zone);
    Ok(rows.into_iter().next().map(|row| CalendarEntry { date: name, day, time, value, row }))
}

/// The day and the time at which a date stands in a calendar of this zone. A day without a time is that day everywhere.
fn stands(value: &DateValue, zone: &str) -> (String, String) {
    if value.wall.len() == 10 {
        return (value.wall.clone(), String::new());
    }
    let wall = dates::moment(&value.instant).map_or_else(|| value.wall.clone(), |at| dates::wall_of(at, zone));
    let (day, time) = wall.split_once('T').unwrap_or((&wall, ""));
    (day.to_owned(), time.chars().take(5).collect())
}

fn undated(conn: &Connection, glance: &Glance, filter: &Filter, around: &Around) -> Result<(Vec<Row>, u32)> {
    let coming = |piece: &Piece| filter.state(piece).is_some_and(|state| state.group == Group::Before);
    let all = glance.pieces.iter().filter(|piece| piece.goes_out() == NONE && coming(piece) && filter.fits(piece));
    let mut found: Vec<(i64, i64, &str)> = all.map(|piece| (piece.since, piece.row, &*piece.uuid)).collect();
    found.sort_unstable();
    let drawer: Vec<String> = found.iter().take(DRAWER).map(|(_, _, article)| (*article).to_owned()).collect();
    let rows = list::rows_of(conn, around.now, &around.workflow, &drawer)?;
    Ok((rows, u32::try_from(found.len()).unwrap_or(u32::MAX)))
}

/// What setting a date, or taking it away, would mean.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DateFollows {
    /// The date as it would be kept, with what the clocks do on that day; null: it is taken away.
    pub value: Option<DateValue>,
    pub follows: Vec<Follow>,
}

/// One thing that follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Follow {
    /// True where a promise would be broken; false where it is only to be known.
    pub breaks: bool,
    pub message: String,
}

/// What would follow from a date, or from its removal, before it is set. Nothing is written.
///
/// # Errors
/// `usage` as setting it would; `not-found`.
pub fn date_ask(desk: &Desk, call: &Call, wish: DateSet) -> Result<DateFollows> {
    desk.read(|conn| {
        let article = wish.article.as_str();
        crate::piece::must_be(conn, article)?;
        let value = date::wanted(conn, call.now, &wish)?;
        let (dates, zone) = (date::of(conn, article)?, desk::settings(conn)?.zone);
        let follows = match (&value, dates.get(wish.date)) {
            (Some(value), _) => {
                let state = list::row(conn, call.now, article)?.state;
                let mut follows = follows(wish.date, value, &dates, &state, call.now, &zone);
                if wish.date == DateName::PublishAt {
                    follows.extend(versions(conn, article, value, &zone)?);
                }
                follows
            }
            (None, None) => Vec::new(),
            (None, Some(gone)) => match date::why_kept(conn, wish.date, article)? {
                why if why.is_empty() => without(wish.date, gone, &dates, call.now, &zone),
                why => vec![Follow { breaks: true, message: why }],
            },
        };
        Ok(DateFollows { value, follows })
    })
}

/// What it means that a piece has this date no longer.
fn without(name: DateName, gone: &DateValue, dates: &Dates, now: Timestamp, zone: &str) -> Vec<Follow> {
    let ahead = dates::moment(&gone.instant).is_some_and(|at| at > now);
    let told = |value: &DateValue| dates::told(value, zone);
    let (breaks, message) = match (name, &dates.publish_at, &dates.planned) {
        (DateName::PublishAt, _, Some(planned)) => {
            (false, format!("It stands on the day for which it is planned, {}.", told(planned)))
        }
        (DateName::PublishAt, ..) => (false, "It stands on no day any more, and cannot be scheduled without a date.".to_owned()),
        (DateName::Embargo, ..) if ahead => {
            (true, format!("The embargo no longer holds: the piece may leave before {}.", told(gone)))
        }
        (DateName::Deadline, ..) => (false, format!("The copy is no longer due on {}.", told(gone))),
        (DateName::Planned, None, _) => (false, "It stands on no day any more.".to_owned()),
        (DateName::Planned | DateName::Printed, Some(out), _) => (false, format!("The publication date stays {}.", told(out))),
        _ => return Vec::new(),
    };
    vec![Follow { breaks, message }]
}

/// What a date means beside the others of the piece.
fn follows(name: DateName, value: &DateValue, dates: &Dates, state: &str, now: Timestamp, zone: &str) -> Vec<Follow> {
    let mut out = Vec::new();
    let mut say = |breaks: bool, message: String| out.push(Follow { breaks, message });
    let at = |value: &DateValue| dates::moment(&value.instant);
    let later = |a: &DateValue, b: &DateValue| at(a).zip(at(b)).is_some_and(|(a, b)| a > b);
    let past = at(value).is_some_and(|at| at < now);
    let spoken = |value: &DateValue| dates::told(value, zone);
    match name {
        DateName::PublishAt => {
            if let Some(embargo) = dates.embargo.as_ref().filter(|embargo| later(embargo, value)) {
                say(true, format!("The embargo holds until {}.", spoken(embargo)));
            }
            if let Some(due) = dates.deadline.as_ref().filter(|due| later(due, value)) {
                say(true, format!("The copy is due only after that, on {}.", spoken(due)));
            }
            if past && state != "published" {
                say(true, "That moment has passed: the piece would be listed as missed.".to_owned());
            }
            if let Some(printed) = &dates.printed {
                say(false, format!("The date shown to the reader stays {}.", spoken(printed)));
            }
            if state == "scheduled" {
                say(false, "The piece stays scheduled, for the new date.".to_owned());
            }
        }
        DateName::Embargo => {
            if let Some(out) = dates.publish_at.as_ref().filter(|out| later(value, out)) {
                say(true, format!("The piece goes out before that, on {}.", spoken(out)));
            }
            if past {
                say(false, "That moment has passed: the embargo would hold nothing back.".to_owned());
            }
        }
        DateName::Deadline => {
            if let Some(out) = dates.publish_at.as_ref().or(dates.planned.as_ref()).filter(|out| later(value, out)) {
                say(true, format!("The piece goes out before that, on {}.", spoken(out)));
            }
            if past {
                say(true, "That moment has passed: the piece would be late at once.".to_owned());
            }
        }
        DateName::Planned => {
            if let Some(out) = &dates.publish_at {
                say(false, format!("The publication date stays {}.", spoken(out)));
            }
        }
        DateName::Filed | DateName::Printed => {}
    }
    out
}

/// What the date means beside those of the other language versions.
fn versions(conn: &Connection, article: &str, value: &DateValue, zone: &str) -> Result<Vec<Follow>> {
    let mut out = Vec::new();
    let at = |value: &DateValue| dates::moment(&value.instant);
    let all = translation::of(conn, article)?;
    let own_is_first = all.first().is_some_and(|first| first.article.as_str() == article);
    for other in all.iter().filter(|other| other.article.as_str() != article) {
        let Some(theirs) = date::of(conn, other.article.as_str())?.publish_at else { continue };
        let (first, second) = if own_is_first { (at(value), at(&theirs)) } else { (at(&theirs), at(value)) };
        let early = first.zip(second).is_some_and(|(first, second)| second < first);
        let spoken = dates::told(&theirs, zone);
        let message = match (own_is_first, other.original) {
            (true, _) if early => format!("Its translation {} goes out before it, on {spoken}.", other.slug),
            (true, _) => format!("Its translation {} stays on {spoken}.", other.slug),
            (false, true) if early => format!("The original goes out only after that, on {spoken}."),
            _ => continue,
        };
        out.push(Follow { breaks: false, message });
    }
    Ok(out)
}

fn day(text: &str) -> Result<Date> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    text.trim().parse::<Date>().map_err(|_| refuse("usage", format!("“{shown}” is not a day; write it like 2026-11-26.")))
}

/// The first instant of a day in a zone (ms).
fn first_moment(day: Date, zone: &str) -> Result<i64> {
    let value = dates::resolve(DateName::Planned, &day.to_string(), zone, None)?;
    dates::moment(&value.instant).map(ids::millis).ok_or_else(too_far)
}

fn too_far() -> crate::error::Error {
    refuse("usage", "That lies too far away for a calendar.")
}
