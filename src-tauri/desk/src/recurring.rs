//! Pieces that recur: “every Monday: letters”. Each rule names a template and the days on which a piece of it goes out; the pieces are
//! made ahead when the desk is opened and by the clock, in days of the desk's zone, and told.
//!
//! **Invariant:** for a rule and a day a piece is made once at most, whatever crashes between and however many programs look: the day is
//! kept with the piece in one write. A day that passed while nobody looked is told, and no piece is made for it.

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::audit::Line;
use crate::date::{self, DateSet};
use crate::dates::{self, DateName};
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId};
use crate::store::{Desk, Write};
use crate::{Call, desk, rights, template};

/// How far ahead pieces may be made, in days.
const FARTHEST: u32 = 60;

/// What a rule counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Days 1 (Monday) to 7.
    Week,
    /// Days 1 to 31; of a month that has no such day, its last one.
    Month,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recurring {
    pub recurring: String,
    /// "Letters": slugs are made from it and the day.
    pub name: String,
    /// The template's id, and its name.
    pub template: String,
    pub template_name: String,
    pub every: Every,
    pub days: Vec<u8>,
    /// `07:00`; empty: the day is enough.
    pub time: String,
    /// Made so many days before.
    pub ahead: u32,
    pub active: bool,
    /// "every Monday, 07:00"
    pub told: String,
    /// The next day for which there is no piece yet; null: none within a year.
    pub next: Option<String>,
}

/// The command `recurring_set`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecurringSet {
    /// Null: a new one.
    pub recurring: Option<String>,
    pub name: String,
    /// A template's id or name.
    pub template: String,
    pub every: Every,
    pub days: Vec<u8>,
    pub time: String,
    pub ahead: u32,
    pub active: bool,
}

/// The command `recurring_remove`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecurringRemove {
    pub recurring: String,
}

/// What was made, and what is to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recurred {
    pub made: Vec<MadePiece>,
    /// A sentence; empty: nothing to tell.
    pub told: String,
}

/// A piece that was made for a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MadePiece {
    pub article: ArticleId,
    pub slug: String,
    pub day: String,
}

/// The rules of the desk, by name.
///
/// # Errors
/// What SQLite says.
pub fn recurring_list(desk: &Desk, call: &Call, _: Nothing) -> Result<Vec<Recurring>> {
    desk.read(|conn| list(conn, today(conn, call)?))
}

/// Makes a rule, or changes one. It counts from today on.
///
/// # Errors
/// `usage` for what is no rule; `no-right` as for the workflow; `not-found` for a template or rule that there is not.
pub fn recurring_set(desk: &Desk, call: &Call, wish: RecurringSet) -> Result<Vec<Recurring>> {
    let name = wish.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > 80 || name.chars().any(char::is_control) {
        return Err(refuse("usage", "What recurs has a name of at most 80 characters."));
    }
    let mut days = wish.days.clone();
    days.sort_unstable();
    days.dedup();
    let last = if wish.every == Every::Week { 7 } else { 31 };
    if days.is_empty() || days.iter().any(|day| !(1..=last).contains(day)) {
        return Err(refuse("usage", "Say on which days it recurs: Monday to Sunday, or days of the month."));
    }
    let time = match wish.time.trim() {
        "" => String::new(),
        typed => match jiff::civil::Time::strptime("%H:%M", typed) {
            Ok(time) => time.strftime("%H:%M").to_string(),
            Err(_) => return Err(refuse("usage", "A time is written like 07:00.")),
        },
    };
    if wish.ahead > FARTHEST {
        return Err(refuse("usage", "Pieces are made at most 60 days ahead."));
    }
    desk.write(call, |tx| {
        rights::must(tx, "workflow", "")?;
        let template = template::get(tx, &wish.template)?;
        let today = today(tx, call)?;
        let every = if wish.every == Every::Week { "week" } else { "month" };
        let id = match &wish.recurring {
            Some(id) => {
                rule(tx, id, today)?;
                tx.execute(
                    "UPDATE recurring SET name = ?2, template = ?3, every = ?4, days = ?5, time = ?6, ahead = ?7, active = ?8, since = ?9
                     WHERE uuid = ?1",
                    params![id, name, template.template, every, serde_json::to_string(&days)?, time, wish.ahead, wish.active, today.to_string()],
                )?;
                id.clone()
            }
            None => {
                let id = ids::fresh(tx.call().now);
                tx.execute(
                    "INSERT INTO recurring (uuid, name, template, every, days, time, ahead, active, since)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    params![id, name, template.template, every, serde_json::to_string(&days)?, time, wish.ahead, wish.active, today.to_string()],
                )?;
                id
            }
        };
        let kept = rule(tx, &id, today)?;
        let what = if kept.active {
            format!("“{}” recurs {}, made {} days ahead.", kept.name, kept.told, kept.ahead)
        } else {
            format!("“{}” rests.", kept.name)
        };
        tx.audit(&Line { kind: "template", what, ..Line::default() })?;
        list(tx, today)
    })
}

/// Takes a rule away; the pieces that it made stay.
///
/// # Errors
/// `no-right`; `not-found`.
pub fn recurring_remove(desk: &Desk, call: &Call, wish: RecurringRemove) -> Result<Vec<Recurring>> {
    desk.write(call, |tx| {
        rights::must(tx, "workflow", "")?;
        let today = today(tx, call)?;
        let kept = rule(tx, &wish.recurring, today)?;
        tx.execute("DELETE FROM recurring WHERE uuid = ?1", [&wish.recurring])?;
        tx.audit(&Line { kind: "template", what: format!("“{}” recurs no more.", kept.name), ..Line::default() })?;
        list(tx, today)
    })
}

/// Makes what is to be made by now.
///
/// # Errors
/// What SQLite says.
pub fn recurring_make(desk: &Desk, call: &Call, _: Nothing) -> Result<Recurred> {
    if desk.is_read_only() || desk.read(|conn| Ok(open_days(conn, today(conn, call)?)?.is_empty()))? {
        return Ok(Recurred::default());
    }
    desk.write(call, |tx| {
        let today = today(tx, call)?;
        let mut made = Vec::new();
        let mut passed: Vec<String> = Vec::new();
        // Asked again inside the write: another program may have been quicker.
        for (rule, day) in open_days(tx, today)? {
            let article = if day < today {
                passed.push(format!("{} of {}", rule.name, dates::spoken(&day.to_string())));
                String::new()
            } else {
                let piece = make(tx, &rule, day)?;
                let article = piece.article.as_str().to_owned();
                made.push(piece);
                article
            };
            tx.execute(
                "INSERT INTO recurred (uuid, recurring, day, article) VALUES (?1, ?2, ?3, ?4)",
                params![ids::fresh(tx.call().now), rule.recurring, day.to_string(), article],
            )?;
        }
        let mut told = match made.as_slice() {
            [] => String::new(),
            [one] => format!("Made {} for {}, as it recurs.", one.slug, dates::spoken(&one.day)),
            many => format!(
                "Made {} pieces that recur: {}.",
                many.len(),
                many.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>().join(", ")
            ),
        };
        if !passed.is_empty() {
            let what = format!("Nothing was made for what passed meanwhile: {}.", passed.join("; "));
            tx.audit(&Line { kind: "template", what: what.clone(), ..Line::default() })?;
            told = if told.is_empty() { what } else { format!("{told} {what}") };
        }
        Ok(Recurred { made, told })
    })
}

fn make(tx: &Write<'_>, rule: &Recurring, day: Date) -> Result<MadePiece> {
    let template = template::get(tx, &rule.template)?;
    let slug = template::free_slug(tx, &format!("{} {day}", rule.name), &template.lang)?;
    let what =
        format!("Made from the template “{}” for {}, as {} recurs.", template.name, dates::spoken(&day.to_string()), rule.name);
    let article = template::make(tx, &template, &slug, &what)?;
    let set = |name: DateName, wall: String| {
        date::set_in(tx, &DateSet { article: article.clone(), date: name, wall: Some(wall), zone: None, fold: None })
    };
    set(DateName::Planned, if rule.time.is_empty() { day.to_string() } else { format!("{day}T{}", rule.time) })?;
    if let Some(due) = template.due_days.and_then(|days| day.checked_sub(i64::from(days).days()).ok()) {
        set(DateName::Deadline, due.to_string())?;
    }
    crate::piece::refresh(tx, article.as_str())?;
    Ok(MadePiece { article, slug, day: day.to_string() })
}

/// The days of each rule, up to as far ahead as it is made, for which it is not settled yet, in their order.
fn open_days(conn: &Connection, today: Date) -> Result<Vec<(Recurring, Date)>> {
    let mut open = Vec::new();
    let mut settled = conn.prepare_cached("SELECT 1 FROM recurred WHERE recurring = ?1 AND day = ?2")?;
    for rule in list(conn, today)?.into_iter().filter(|rule| rule.active) {
        let until = today.checked_add(i64::from(rule.ahead).days()).unwrap_or(today);
        for day in days(&rule, since(conn, &rule.recurring, today)?, until) {
            if !settled.exists(params![rule.recurring, day.to_string()])? {
                open.push((rule.clone(), day));
            }
        }
    }
    open.sort_by_key(|(_, day)| *day);
    Ok(open)
}

/// The first day of a rule that is still looked at: the day on which it was set, and no longer ago than a month.
fn since(conn: &Connection, rule: &str, today: Date) -> Result<Date> {
    let kept: String = conn.prepare_cached("SELECT since FROM recurring WHERE uuid = ?1")?.query_row([rule], |row| row.get(0))?;
    let month = today.checked_sub(31.days()).unwrap_or(today);
    Ok(kept.parse::<Date>().unwrap_or(today).max(month))
}

/// The days of a rule from one day to another, both included.
fn days(rule: &Recurring, from: Date, until: Date) -> Vec<Date> {
    let fits = |day: Date| match rule.every {
        Every::Week => u8::try_from(day.weekday().to_monday_one_offset()).is_ok_and(|number| rule.days.contains(&number)),
        Every::Month => {
            let last = day.days_in_month();
            let number = day.day();
            let meant = |wanted: &u8| i8::try_from(*wanted).is_ok_and(|wanted| wanted.min(last) == number);
            rule.days.iter().any(meant)
        }
    };
    let mut found = Vec::new();
    let mut day = from;
    while day <= until {
        if fits(day) {
            found.push(day);
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    found
}

fn today(conn: &Connection, call: &Call) -> Result<Date> {
    let zone = desk::settings(conn)?.zone;
    dates::today(call.now, &zone).parse::<Date>().map_err(|_| refuse("usage", "This day cannot be counted from."))
}

fn rule(conn: &Connection, id: &str, today: Date) -> Result<Recurring> {
    let found = list(conn, today)?.into_iter().find(|rule| rule.recurring == id);
    found.ok_or(rusqlite::Error::QueryReturnedNoRows).or_not_found("There is nothing that recurs so.")
}

fn list(conn: &Connection, today: Date) -> Result<Vec<Recurring>> {
    let mut statement = conn.prepare_cached(
        "SELECT r.uuid, r.name, r.template, t.name, r.every, r.days, r.time, r.ahead, r.active FROM recurring r
         JOIN template t ON t.uuid = r.template ORDER BY r.name COLLATE NOCASE, r.id",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (every, days): (String, String) = (row.get(4)?, row.get(5)?);
        let mut rule = Recurring {
            recurring: row.get(0)?,
            name: row.get(1)?,
            template: row.get(2)?,
            template_name: row.get(3)?,
            every: if every == "week" { Every::Week } else { Every::Month },
            days: serde_json::from_str(&days)?,
            time: row.get(6)?,
            ahead: row.get(7)?,
            active: row.get(8)?,
            told: String::new(),
            next: None,
        };
        rule.told = in_words(&rule);
        rule.next = next(conn, &rule, today)?;
        found.push(rule);
    }
    Ok(found)
}

fn next(conn: &Connection, rule: &Recurring, today: Date) -> Result<Option<String>> {
    let mut settled = conn.prepare_cached("SELECT 1 FROM recurred WHERE recurring = ?1 AND day = ?2")?;
    for day in days(rule, today, today.checked_add(366.days()).unwrap_or(today)) {
        if !settled.exists(params![rule.recurring, day.to_string()])? {
            return Ok(Some(day.to_string()));
        }
    }
    Ok(None)
}

/// "every Monday and Thursday, 07:00", "on the 1st and 15th of each month".
fn in_words(rule: &Recurring) -> String {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let ending = |day: u8| match (day % 10, day % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    let word = |day: &u8| match rule.every {
        Every::Week => NAMES.get(usize::from(*day).saturating_sub(1)).map_or_else(String::new, |name| (*name).to_owned()),
        Every::Month => format!("{day}{}", ending(*day)),
    };
    let words: Vec<String> = rule.days.iter().map(word).collect();
    let all = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    };
    let all = if rule.every == Every::Week { format!("every {all}") } else { format!("on the {all} of each month") };
    if rule.time.is_empty() { all } else { format!("{all}, {}", rule.time) }
}
