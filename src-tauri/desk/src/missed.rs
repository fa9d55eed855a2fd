//! What should have happened and did not: pieces whose publication date has passed, and copy that is late. Reads only: what becomes
//! of each is a person's, through `article_move` and `date_set`, with their gates.
//!
//! **Invariant:** nothing here publishes, moves or forgets a date.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::dates::DateName;
use crate::error::Result;
use crate::ids::{self, ArticleId};
use crate::list::{self, Row};
use crate::moves::{self, Move, OfArticle};
use crate::store::Desk;
use crate::workflow::Group;
use crate::{Call, dates, desk};

/// As many pieces as are listed at once; a person settles them and the next ones come.
const MOST: u32 = 100;

/// What is missed, the oldest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MissedList {
    pub missed: Vec<Missed>,
    /// How many there are, beyond those listed.
    #[ts(type = "number")]
    pub missed_total: i64,
    /// Copy that is due today and is not ready, or was due before: the most late first.
    pub due: Vec<Due>,
    #[ts(type = "number")]
    pub late_total: i64,
}

/// A piece that should have gone out.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Missed {
    pub row: Row,
    /// "7 hours ago", "3 days ago".
    pub ago: String,
    /// It went out by hand at its date; null where the workflow has no such move from here.
    pub dated: Option<Move>,
    /// It goes out now.
    pub now: Option<Move>,
    pub hold: Option<Move>,
}

/// A piece whose copy is due.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Due {
    pub row: Row,
    /// "2 days ago"; of what is due today "in 3 hours".
    pub ago: String,
    pub late: bool,
}

/// What should have happened before now.
///
/// # Errors
/// What SQLite says.
pub fn missed_list(desk: &Desk, call: &Call, _: Nothing) -> Result<MissedList> {
    let now = ids::millis(call.now);
    let (missed, due, missed_total, late_total) = desk.read(|conn| {
        let zone = desk::settings(conn)?.zone;
        let tonight = dates::resolve(DateName::Deadline, &dates::today(call.now, &zone), &zone, None)?;
        let tonight = dates::moment(&tonight.instant).map_or(now, ids::millis);
        let missed = rows(conn, call, "a.publish_at < ?1 AND s.grp = 'before' ORDER BY a.publish_at", now)?;
        let due = rows(conn, call, "a.deadline <= ?1 AND s.grp = 'before' AND s.exports = 0 ORDER BY a.deadline", tonight)?;
        Ok((missed, due, desk::missed(conn, now)?, desk::late(conn, now)?))
    })?;
    let missed = missed.into_iter().map(|row| {
        let mut moves = moves::article_moves(desk, call, OfArticle { article: row.id.clone() })?;
        let mut take = |to: &str| moves.iter().position(|known| known.to == to).map(|at| moves.remove(at));
        let (now, dated, hold) = (take("published:now"), take("published"), take("on-hold"));
        let ago = row.publish_at.as_ref().map(|date| ago(&date.instant, call.now)).unwrap_or_default();
        Ok(Missed { row, ago, dated, now, hold })
    });
    let due = due.into_iter().map(|row| {
        let ago = row.deadline.as_ref().map(|date| ago(&date.instant, call.now)).unwrap_or_default();
        Due { late: row.late, row, ago }
    });
    Ok(MissedList { missed: missed.collect::<Result<_>>()?, missed_total, due: due.collect(), late_total })
}

fn rows(conn: &Connection, call: &Call, which: &str, at: i64) -> Result<Vec<Row>> {
    let sql = format!("SELECT a.uuid FROM article a JOIN state s ON s.name = a.state WHERE {which} LIMIT {MOST}");
    let mut statement = conn.prepare_cached(&sql)?;
    let found: Vec<String> = statement.query_map([at], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    found.iter().map(|article| list::row(conn, call.now, article)).collect()
}

/// How long ago, or in how long, in words.
fn ago(instant: &str, now: jiff::Timestamp) -> String {
    let Some(at) = dates::moment(instant) else { return String::new() };
    let minutes = now.duration_since(at).as_mins();
    let many = |n: i64, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    let long = match minutes.abs() {
        0..60 => many(minutes.abs().max(1), "minute"),
        60..2880 => many(minutes.abs() / 60, "hour"),
        _ => many(minutes.abs() / 1440, "day"),
    };
    if minutes < 0 { format!("in {long}") } else { format!("{long} ago") }
}

/// A piece's date that has passed: what the clock tells once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Passed {
    pub article: ArticleId,
    pub date: DateName,
    /// Milliseconds.
    pub at: i64,
}

/// Every publication date and deadline that has passed without what it promised; also of a piece that was put on hold when it was
/// scheduled already.
pub(crate) fn passed(conn: &Connection, now: i64) -> Result<Vec<Passed>> {
    let mut statement = conn.prepare_cached(
        "SELECT a.uuid, 'publish_at', a.publish_at FROM article a JOIN state s ON s.name = a.state WHERE a.publish_at < ?1 AND s.grp = 'before'
         UNION ALL SELECT a.uuid, 'publish_at', a.publish_at FROM article a JOIN state s ON s.name = a.state
         WHERE a.publish_at < ?1 AND s.grp = 'aside' AND s.editable = 1 AND (' ' || a.state_before) LIKE '% scheduled'
         UNION ALL SELECT a.uuid, 'deadline', a.deadline FROM article a JOIN state s ON s.name = a.state
         WHERE a.deadline < ?1 AND s.grp = 'before' AND s.exports = 0",
    )?;
    let rows = statement.query_map([now], |row| {
        let name: String = row.get(1)?;
        let date = if name == "deadline" { DateName::Deadline } else { DateName::PublishAt };
        Ok(Passed { article: row.get(0)?, date, at: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The next publication date or deadline after now (milliseconds).
pub(crate) fn next(conn: &Connection, now: i64) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached(
            "SELECT min(at) FROM (SELECT min(publish_at) AS at FROM article WHERE publish_at >= ?1
             UNION ALL SELECT min(deadline) FROM article WHERE deadline >= ?1)",
        )?
        .query_row(params![now], |row| row.get(0))
        .optional()?
        .flatten())
}

/// What a person is told of it: "“The ferry vote” should have gone out on Thursday 26 November 2026, 07:00."
pub(crate) fn sentence(conn: &Connection, call: &Call, one: &Passed) -> Result<String> {
    let row = list::row(conn, call.now, one.article.as_str())?;
    let zone = desk::settings(conn)?.zone;
    let on_hold = desk::workflow(conn)?.state(&row.state).is_some_and(|state| state.group == Group::Aside);
    let when = |date: &Option<dates::DateValue>| date.as_ref().map(|date| dates::told(date, &zone)).unwrap_or_default();
    Ok(match one.date {
        DateName::Deadline => format!("The copy of “{}” was due on {}.", row.label, when(&row.deadline)),
        _ if on_hold => format!("“{}” was to go out on {}, and is still on hold.", row.label, when(&row.publish_at)),
        _ => format!("“{}” should have gone out on {}.", row.label, when(&row.publish_at)),
    })
}
