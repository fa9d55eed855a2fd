//! The audit trail as sentences: filtered, counted, written out as CSV or JSON. Writing a line is `audit.rs`.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::dates::{self, DateName};
use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId, PersonId};
use crate::session::Session;
use crate::store::Desk;
use crate::{Call, audit, csv, desk, piece, veil, whole};

/// One line of a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AuditRow {
    #[ts(type = "number")]
    pub seq: i64,
    /// Instant.
    pub when: String,
    /// A person's name; empty when nobody is known.
    pub who: String,
    /// A sentence.
    pub what: String,
    pub kind: String,
    /// The piece's id; empty: about the desk.
    pub article: String,
    /// The piece's slug; empty: about the desk.
    pub slug: String,
    pub why: String,
}

/// The command `history_list`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct HistoryList {
    /// Null: the whole desk's.
    pub article: Option<ArticleId>,
    /// At most so many, the newest first; 0: 200.
    pub limit: u32,
}

/// Which lines are wanted: each filter narrows.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct HistoryWish {
    pub article: Option<ArticleId>,
    pub person: Option<PersonId>,
    /// move, date, field …; empty: every kind.
    pub kinds: Vec<String>,
    /// First and last day in the desk's zone, `2026-11-25`.
    pub from: Option<String>,
    pub to: Option<String>,
    pub offset: u32,
    /// At most 1000; 0: 200.
    pub limit: u32,
}

/// A page of the history.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HistoryPage {
    /// Lines in all, beyond this page.
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<AuditRow>,
    /// The kinds that the whole trail has, by name.
    pub kinds: Vec<String>,
}

/// The command `history_export`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HistoryExport {
    #[serde(default)]
    pub wish: HistoryWish,
    #[ts(type = "\"csv\" | \"json\"")]
    pub format: String,
    #[serde(default)]
    pub replace: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryWritten {
    pub name: String,
    #[ts(type = "number")]
    pub lines: u64,
}

/// The audit trail as sentences, the newest first.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn history_list(desk: &Desk, _: &Call, wish: HistoryList) -> Result<Vec<AuditRow>> {
    let limit = if wish.limit == 0 { 200 } else { wish.limit.min(10_000) };
    desk.read(|conn| rows(conn, &HistoryWish { article: wish.article, limit, ..HistoryWish::default() }))
}

/// Is the trail whole?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryCheck {
    #[ts(type = "number")]
    pub lines: i64,
    /// Machines that wrote lines.
    #[ts(type = "number")]
    pub machines: i64,
    /// A sentence for each break; empty: whole.
    pub troubles: Vec<String>,
}

/// Follows the chain of every machine.
///
/// # Errors
/// What SQLite says.
pub fn history_check(desk: &Desk, _: &Call, _: Nothing) -> Result<HistoryCheck> {
    desk.read(|conn| {
        let (lines, machines) =
            conn.query_row("SELECT count(*), count(DISTINCT device) FROM audit", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(HistoryCheck { lines, machines, troubles: audit::verify(conn)? })
    })
}

/// A page of the trail as it is filtered.
///
/// # Errors
/// `not-found` for a piece that is not there, `usage` for what is no day; what SQLite says.
pub fn history_page(desk: &Desk, _: &Call, wish: HistoryWish) -> Result<HistoryPage> {
    desk.read(|conn| {
        let limit = if wish.limit == 0 { 200 } else { wish.limit.min(1000) };
        let (which, values) = filter(conn, &wish)?;
        let total = conn
            .prepare_cached(&format!("SELECT count(*) FROM audit t {which}"))?
            .query_row(params_from_iter(values), |row| row.get(0))?;
        let kinds = conn
            .prepare_cached("SELECT DISTINCT kind FROM audit ORDER BY kind")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(HistoryPage { total, rows: rows(conn, &HistoryWish { limit, ..wish })?, kinds })
    })
}

fn rows(conn: &Connection, wish: &HistoryWish) -> Result<Vec<AuditRow>> {
    if let Some(article) = &wish.article {
        piece::must_be(conn, article.as_str())?;
    }
    let (which, values) = filter(conn, wish)?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT t.id, t.at, coalesce(p.name, ''), t.what, t.kind, t.article, coalesce(a.slug, ''), t.why FROM audit t
         LEFT JOIN person p ON p.uuid = t.by_person LEFT JOIN article a ON a.uuid = t.article {which}
         ORDER BY t.id DESC LIMIT {} OFFSET {}",
        wish.limit, wish.offset
    ))?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok(AuditRow {
            seq: row.get(0)?,
            when: ids::told(row.get(1)?),
            who: row.get(2)?,
            what: row.get(3)?,
            kind: row.get(4)?,
            article: row.get(5)?,
            slug: row.get(6)?,
            why: row.get(7)?,
        })
    })?;
    let mut rows: Vec<AuditRow> = rows.collect::<rusqlite::Result<_>>()?;
    let veiled = veil::all(conn)?;
    if !veiled.is_empty() {
        for row in &mut rows {
            for text in [&mut row.who, &mut row.what, &mut row.slug, &mut row.why] {
                *text = veil::over(&veiled, text);
            }
        }
    }
    Ok(rows)
}

fn filter(conn: &Connection, wish: &HistoryWish) -> Result<(String, Vec<Value>)> {
    let mut wheres = Vec::new();
    let mut values = Vec::new();
    let mut add = |column: &str, value: Value| {
        values.push(value);
        wheres.push(format!("{column} ?{}", values.len()));
    };
    if let Some(article) = &wish.article {
        add("t.article =", Value::Text(article.0.clone()));
    }
    if let Some(person) = &wish.person {
        add("t.by_person =", Value::Text(person.0.clone()));
    }
    let zone = desk::settings(conn)?.zone;
    if let Some(from) = &wish.from {
        add("t.at >=", Value::Integer(start_of(day(from)?, &zone)?));
    }
    if let Some(to) = &wish.to {
        let next = day(to)?.tomorrow().map_err(|_| no_day(to))?;
        add("t.at <", Value::Integer(start_of(next, &zone)?));
    }
    if !wish.kinds.is_empty() {
        let holes: Vec<String> = (0..wish.kinds.len()).map(|n| format!("?{}", values.len() + n + 1)).collect();
        wheres.push(format!("t.kind IN ({})", holes.join(", ")));
        values.extend(wish.kinds.iter().cloned().map(Value::Text));
    }
    let which = if wheres.is_empty() { String::new() } else { format!("WHERE {}", wheres.join(" AND ")) };
    Ok((which, values))
}

fn day(text: &str) -> Result<Date> {
    text.trim().parse().map_err(|_| no_day(text))
}

fn no_day(text: &str) -> crate::Error {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    refuse("usage", format!("“{shown}” is not a day; write it like 2026-11-26."))
}

fn start_of(day: Date, zone: &str) -> Result<i64> {
    let value = dates::resolve(DateName::Planned, &day.to_string(), zone, None)?;
    dates::moment(&value.instant).map(ids::millis).ok_or_else(|| no_day(&value.wall))
}

/// Writes the filtered trail, the oldest line first, after asking where.
///
/// # Errors
/// `cancelled`, `exists`, `usage`; what the disk says.
pub fn history_export(session: &Session, _: &Call, wish: HistoryExport) -> Result<HistoryWritten> {
    let desk = session.desk()?;
    let (mut lines, zone) = desk.read(|conn| {
        let all = HistoryWish { offset: 0, limit: u32::MAX, ..wish.wish.clone() };
        Ok((rows(conn, &all)?, desk::settings(conn)?.zone))
    })?;
    lines.reverse();
    let text = match wish.format.as_str() {
        "csv" => table(&lines, &zone),
        "json" => serde_json::to_string_pretty(&lines)?,
        _ => return Err(refuse("usage", "A history is written as csv or json.")),
    };
    let path = session.platform().choose_save("Where shall the history be kept?", &format!("history.{}", wish.format));
    let path = path.ok_or_else(|| refuse("cancelled", "Cancelled."))?;
    let name = whole::write_one(&path, text.into_bytes(), wish.replace, &|path| desk.owns(path))?;
    Ok(HistoryWritten { name, lines: lines.len() as u64 })
}

/// With a head line; times are the desk's own.
fn table(lines: &[AuditRow], zone: &str) -> String {
    let mut out = csv::line(["when", "zone", "who", "piece", "kind", "what", "why"]);
    for line in lines {
        let when = dates::moment(&line.when).map(|at| dates::second_of(at, zone)).unwrap_or_default();
        out.push_str(&csv::line([when.as_str(), zone, &line.who, &line.slug, &line.kind, &line.what, &line.why]));
    }
    out
}
