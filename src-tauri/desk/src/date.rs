//! The six dates of a piece as rows: read, set with an audit line, made again when the rules of a zone change.
//! What a wall time means is `dates.rs`; which moves ask for a date is `gates.rs`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::audit;
use crate::call::Call;
use crate::dates::{self, DateName, DateValue, Fold};
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId};
use crate::store::{Desk, Write};

/// The six dates of a piece; null where not set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Dates {
    pub filed: Option<DateValue>,
    pub deadline: Option<DateValue>,
    pub planned: Option<DateValue>,
    pub publish_at: Option<DateValue>,
    pub embargo: Option<DateValue>,
    pub printed: Option<DateValue>,
}

impl Dates {
    /// One of them.
    pub fn get(&self, name: DateName) -> Option<&DateValue> {
        match name {
            DateName::Filed => self.filed.as_ref(),
            DateName::Deadline => self.deadline.as_ref(),
            DateName::Planned => self.planned.as_ref(),
            DateName::PublishAt => self.publish_at.as_ref(),
            DateName::Embargo => self.embargo.as_ref(),
            DateName::Printed => self.printed.as_ref(),
        }
    }

    fn put(&mut self, name: DateName, value: DateValue) {
        let place = match name {
            DateName::Filed => &mut self.filed,
            DateName::Deadline => &mut self.deadline,
            DateName::Planned => &mut self.planned,
            DateName::PublishAt => &mut self.publish_at,
            DateName::Embargo => &mut self.embargo,
            DateName::Printed => &mut self.printed,
        };
        *place = Some(value);
    }

    /// What the checks read time phrases against: the day of *filed*, and of printed (else publish_at, else planned).
    pub fn for_checks(&self) -> (Option<String>, Option<String>) {
        let day = |value: &DateValue| value.wall.chars().take(10).collect::<String>();
        let printed = self.printed.as_ref().or(self.publish_at.as_ref()).or(self.planned.as_ref());
        (self.filed.as_ref().map(day), printed.map(day))
    }
}

/// A person's wish: `date_set`, and `date_ask` before it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DateSet {
    pub article: ArticleId,
    pub date: DateName,
    /// `2026-11-26T07:00`, `2026-11-26`, or as people type it: "thu 7:00"; null or `none` takes the date away.
    pub wall: Option<String>,
    /// IANA; null: the desk's.
    #[serde(default)]
    pub zone: Option<String>,
    #[serde(default)]
    pub fold: Option<Fold>,
}

/// The dates of a piece.
///
/// # Errors
/// What SQLite says.
pub fn of(conn: &Connection, article: &str) -> Result<Dates> {
    let mut statement =
        conn.prepare_cached("SELECT name, wall, zone, fold, instant, tzdb, told FROM article_date WHERE article = ?1")?;
    let mut rows = statement.query([article])?;
    let mut dates = Dates::default();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let fold: String = row.get(3)?;
        let Some(name) = DateName::named(&name) else { continue };
        let value = DateValue {
            wall: row.get(1)?,
            zone: row.get(2)?,
            fold: fold_named(&fold),
            instant: ids::told(row.get(4)?),
            tzdb: row.get(5)?,
            told: row.get(6)?,
        };
        dates.put(name, value);
    }
    Ok(dates)
}

/// Sets or takes away a date, with a line in the audit trail.
///
/// # Errors
/// `usage` where the wall time, zone or the need for a time is not met; `state` where the piece keeps its publication date;
/// `no-right`; `not-found`.
pub fn date_set(desk: &Desk, call: &Call, wish: DateSet) -> Result<Dates> {
    desk.write(call, |tx| {
        change_in(tx, &wish)?;
        of(tx, wish.article.as_str())
    })
}

/// Several dates of one piece, set together: `dates_set`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DatesSet {
    pub article: ArticleId,
    pub dates: Vec<DateSet>,
}

/// Sets several dates in one write: all of them or none.
///
/// # Errors
/// As [`date_set`].
pub fn dates_set(desk: &Desk, call: &Call, wish: DatesSet) -> Result<Dates> {
    desk.write(call, |tx| {
        for one in wish.dates {
            change_in(tx, &DateSet { article: wish.article.clone(), ..one })?;
        }
        of(tx, wish.article.as_str())
    })
}

/// The same within a write.
///
/// # Errors
/// As [`date_set`].
pub fn change_in(tx: &Write<'_>, wish: &DateSet) -> Result<()> {
    let article = wish.article.as_str();
    crate::piece::must_be(tx, article)?;
    crate::rights::must(tx, "dates", article)?;
    set_in(tx, wish)?;
    crate::piece::refresh(tx, article)
}

/// Sets a date that comes with something else: an import's day, a move that publishes now. Nobody's right is asked.
///
/// # Errors
/// As [`date_set`], but for `no-right`.
pub fn set_in(tx: &Write<'_>, wish: &DateSet) -> Result<()> {
    let article = wish.article.as_str();
    crate::piece::must_be(tx, article)?;
    let zone = crate::desk::settings(tx)?.zone;
    let value = wanted(tx, tx.call().now, wish)?;
    let before = of(tx, article)?.get(wish.date).cloned();
    if before.as_ref().map(|v| (&v.wall, &v.zone, v.fold)) == value.as_ref().map(|v| (&v.wall, &v.zone, v.fold)) {
        return Ok(());
    }
    let kept = if value.is_none() { why_kept(tx, wish.date, article)? } else { String::new() };
    if !kept.is_empty() {
        return Err(refuse("state", kept));
    }
    match &value {
        Some(value) => store(tx, article, wish.date, value)?,
        None => {
            tx.execute("DELETE FROM article_date WHERE article = ?1 AND name = ?2", params![article, wish.date.id()])?;
            column(tx, article, wish.date, None)?;
        }
    }
    let shown = |value: Option<&DateValue>| value.map_or_else(String::new, |v| format!("{} {}", v.wall, v.zone));
    let mut what = match (&before, &value) {
        (_, None) => format!("Took away {}.", wish.date.words()),
        (None, Some(new)) => format!("Set {} to {}.", wish.date.words(), dates::told(new, &zone)),
        (Some(old), Some(new)) => {
            format!("Moved {} from {} to {}.", wish.date.words(), dates::told(old, &zone), dates::told(new, &zone))
        }
    };
    if let Some(value) = &value
        && !value.told.is_empty()
    {
        what = format!("{what} {}", value.told);
    }
    tx.audit(&audit::Line {
        kind: "date",
        article,
        what,
        before: &shown(before.as_ref()),
        after: &shown(value.as_ref()),
        ..audit::Line::default()
    })
}

/// The date that a wish means, made nowhere yet; `None`: it takes the date away.
///
/// # Errors
/// `usage` where the wall time, zone or the need for a time is not met.
pub(crate) fn wanted(conn: &Connection, now: jiff::Timestamp, wish: &DateSet) -> Result<Option<DateValue>> {
    let text = wish.wall.as_deref().map(str::trim).unwrap_or_default();
    if text.is_empty() || text.eq_ignore_ascii_case("none") {
        return Ok(None);
    }
    let settings = crate::desk::settings(conn)?;
    let zone = wish.zone.as_deref().map(str::trim).filter(|zone| !zone.is_empty()).unwrap_or(&settings.zone);
    let wall = crate::typed::wall(text, now, zone, &settings.lang)?;
    Ok(Some(dates::resolve(wish.date, &wall, zone, wish.fold)?))
}

/// Why this date of a piece cannot be taken away where the piece is; empty: it can.
///
/// # Errors
/// `not-found`.
pub(crate) fn why_kept(conn: &Connection, name: DateName, article: &str) -> Result<String> {
    let (state, label, group): (String, String, String) = conn
        .prepare_cached("SELECT s.name, s.label, s.grp FROM article a JOIN state s ON s.name = a.state WHERE a.uuid = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .or_not_found("This piece is not on the desk.")?;
    let instead = match (state.as_str(), group.as_str()) {
        _ if name != DateName::PublishAt => return Ok(String::new()),
        ("scheduled", _) => "set another, or unschedule it first",
        (_, "out") => "set another instead",
        _ => return Ok(String::new()),
    };
    Ok(format!("A piece that is {} keeps its publication date; {instead}.", label.to_lowercase()))
}

/// Makes instants again that were made by other zone rules; a moved one is told in the audit trail. Answers how many moved.
///
/// # Errors
/// What SQLite says.
pub fn again(desk: &Desk, call: &Call) -> Result<u32> {
    let stale: Option<i64> = desk.read(|conn| {
        Ok(conn
            .query_row("SELECT id FROM article_date WHERE tzdb <> ?1 LIMIT 1", [dates::tzdb()], |row| row.get(0))
            .optional()?)
    })?;
    if stale.is_none() || desk.is_read_only() {
        return Ok(0);
    }
    desk.write(call, |tx| {
        let mut statement = tx.prepare("SELECT DISTINCT article FROM article_date WHERE tzdb <> ?1")?;
        let articles: Vec<String> = statement.query_map([dates::tzdb()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        drop(statement);
        let mut moved = 0;
        for article in articles {
            let all = of(tx, &article)?;
            for name in DateName::ALL {
                let Some(kept) = all.get(name) else { continue };
                let Some(fresh) = dates::again(name, kept) else { continue };
                store(tx, &article, name, &fresh)?;
                if fresh.instant != kept.instant {
                    moved += 1;
                    tx.audit(&audit::Line {
                        kind: "date",
                        article: &article,
                        what: fresh.told.clone(),
                        before: &kept.instant,
                        after: &fresh.instant,
                        ..audit::Line::default()
                    })?;
                }
            }
        }
        Ok(moved)
    })
}

fn store(tx: &Write<'_>, article: &str, name: DateName, value: &DateValue) -> Result<()> {
    let instant = dates::moment(&value.instant).map(ids::millis).ok_or_else(|| refuse("usage", "This date cannot be kept."))?;
    let fold = match value.fold {
        None => "",
        Some(Fold::First) => "first",
        Some(Fold::Later) => "later",
    };
    tx.execute(
        "INSERT INTO article_date (article, name, wall, zone, fold, instant, tzdb, told, set_at, set_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (article, name) DO UPDATE SET wall = excluded.wall, zone = excluded.zone, fold = excluded.fold,
           instant = excluded.instant, tzdb = excluded.tzdb, told = excluded.told, set_at = excluded.set_at, set_by = excluded.set_by",
        params![article, name.id(), value.wall, value.zone, fold, instant, value.tzdb, value.told, tx.now(), tx.actor()],
    )?;
    column(tx, article, name, Some(instant))
}

fn column(tx: &Write<'_>, article: &str, name: DateName, instant: Option<i64>) -> Result<()> {
    // The name is one of six of our own, never a caller's word.
    tx.execute(&format!("UPDATE article SET {} = ?2 WHERE uuid = ?1", name.id()), params![article, instant])?;
    Ok(())
}

fn fold_named(word: &str) -> Option<Fold> {
    match word {
        "first" => Some(Fold::First),
        "later" => Some(Fold::Later),
        _ => None,
    }
}
