//! *Out with*: a piece that is with somebody who has no Stet, an author, a lawyer, a translator: who has which version since when, by
//! what means, when it is due back, when they were reminded, and the text of a reminder. Who of the desk has a piece is `hand.rs`.

use jiff::Timestamp;
use rusqlite::{Connection, Row as SqlRow, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId, VersionId};
use crate::store::{Desk, Write};
use crate::{Call, dates, desk, person, piece, rights, typed};

/// Longest name, address or means, in characters.
const LONGEST: usize = 120;

/// A piece that is, or was, with somebody outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OutWith {
    pub id: String,
    pub article: ArticleId,
    /// The headline, else the slug.
    pub label: String,
    /// Their name.
    pub who: String,
    /// Their mail address; empty: not known.
    pub mail: String,
    /// "mail", "paper"; as it was typed.
    pub means: String,
    /// The version that they have, and what it is called.
    pub version: VersionId,
    pub version_told: String,
    /// Since when (instant).
    pub since: String,
    /// The day on which it is due back, YYYY-MM-DD; empty: none was said.
    pub due: String,
    /// The day is past and it is not back.
    pub late: bool,
    /// When it came back (instant); null: they still have it.
    pub back: Option<String>,
    /// The last reminder (instant); null: none.
    pub reminded: Option<String>,
    pub reminders: u32,
}

/// The command `out_list`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct OutList {
    /// Everybody who has had this piece, the last first; null: everything on the desk that is not back, the longest away first.
    pub article: Option<ArticleId>,
}

/// The command `out_send`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OutSend {
    pub article: ArticleId,
    pub who: String,
    #[serde(default)]
    pub mail: String,
    /// By what means; empty: by mail.
    #[serde(default)]
    pub means: String,
    /// The day on which it is due back, as people type it; empty: none.
    #[serde(default)]
    pub due: String,
}

/// A command that names one sending.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OfOut {
    pub out: String,
}

/// A reminder that was written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Reminder {
    pub text: String,
    pub mail: String,
    pub out: OutWith,
}

const COLUMNS: &str = "o.uuid, o.article, CASE a.label WHEN '' THEN a.slug ELSE a.label END, o.who, o.mail, o.means, o.version,
  coalesce(nullif(v.name, ''), v.why, ''), o.since, o.due, o.back_at, o.reminded_at, o.reminders";
const TABLES: &str = "out_with o JOIN article a ON a.uuid = o.article LEFT JOIN version v ON v.uuid = o.version";

/// # Errors
/// What SQLite says.
pub fn out_list(desk: &Desk, call: &Call, wish: OutList) -> Result<Vec<OutWith>> {
    desk.read(|conn| {
        let today = today(conn, call.now)?;
        let of = |row: &SqlRow<'_>| out_with(row, &today);
        let (filter, article) = match &wish.article {
            Some(article) => ("o.article = ?1 ORDER BY o.since DESC, o.id DESC", article.as_str()),
            None => ("?1 = '' AND o.back_at IS NULL ORDER BY o.since, o.id", ""),
        };
        let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE {filter}"))?;
        let found = statement.query_map([article], of)?.collect::<rusqlite::Result<_>>()?;
        Ok(found)
    })
}

/// Notes that somebody outside has the piece as it is now; that text is kept as a version.
///
/// # Errors
/// `usage` without a name or for what is no day; `no-right`; `not-found`.
pub fn out_send(desk: &Desk, call: &Call, wish: OutSend) -> Result<OutWith> {
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        piece::must_be(tx, article)?;
        rights::must(tx, "give", article)?;
        let who = line(&wish.who)?;
        if who.is_empty() {
            return Err(refuse("usage", "Say who has it."));
        }
        let means = Some(line(&wish.means)?).filter(|means| !means.is_empty()).unwrap_or_else(|| "mail".to_owned());
        let settings = desk::settings(tx)?;
        let due: String = match wish.due.trim() {
            "" => String::new(),
            day => typed::wall(day, tx.call().now, &settings.zone, &settings.lang)?.chars().take(10).collect(),
        };
        let version = piece::keep(tx, article, "named", &format!("Sent to {who}"))?;
        let id = ids::fresh(tx.call().now);
        tx.execute(
            "INSERT INTO out_with (uuid, article, who, mail, means, version, since, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![id, article, who, line(&wish.mail)?, means, version, tx.now(), due],
        )?;
        let by = if due.is_empty() { String::new() } else { format!(", due back on {}", dates::spoken(&due)) };
        tx.audit(&Line {
            kind: "out",
            article,
            what: format!("Out with {who} by {means}{by}."),
            after: &who,
            ..Line::default()
        })?;
        get(tx, &id)
    })
}

/// It came back.
///
/// # Errors
/// `not-found`; `no-right`.
pub fn out_back(desk: &Desk, call: &Call, wish: OfOut) -> Result<OutWith> {
    desk.write(call, |tx| {
        let out = get(tx, &wish.out)?;
        rights::must(tx, "give", out.article.as_str())?;
        if out.back.is_some() {
            return Ok(out);
        }
        tx.execute("UPDATE out_with SET back_at = ?2 WHERE uuid = ?1", params![out.id, tx.now()])?;
        tx.audit(&Line {
            kind: "out",
            article: out.article.as_str(),
            what: format!("Back from {}.", out.who),
            before: &out.who,
            ..Line::default()
        })?;
        get(tx, &wish.out)
    })
}

/// Writes a reminder, to be sent by the person, and notes that it was written.
///
/// # Errors
/// `state` where it is back already; `not-found`.
pub fn out_remind(desk: &Desk, call: &Call, wish: OfOut) -> Result<Reminder> {
    desk.write(call, |tx| {
        let out = get(tx, &wish.out)?;
        if out.back.is_some() {
            return Err(refuse("state", format!("{} gave it back; there is nothing to remind of.", out.who)));
        }
        let text = reminder(tx, &out)?;
        tx.execute("UPDATE out_with SET reminded_at = ?2, reminders = reminders + 1 WHERE uuid = ?1", params![out.id, tx.now()])?;
        tx.audit(&Line {
            kind: "out",
            article: out.article.as_str(),
            what: format!("Wrote a reminder to {}.", out.who),
            ..Line::default()
        })?;
        let out = get(tx, &wish.out)?;
        Ok(Reminder { text, mail: out.mail.clone(), out })
    })
}

fn reminder(tx: &Write<'_>, out: &OutWith) -> Result<String> {
    let settings = desk::settings(tx)?;
    let since = dates::moment(&out.since).map(|at| dates::wall_of(at, &settings.zone)).unwrap_or_default();
    let since: String = since.chars().take(10).collect();
    let hoped = match (out.due.as_str(), out.late) {
        ("", _) => "Could you tell us when we may expect it back?".to_owned(),
        (due, true) => {
            format!("We had hoped to have it back by {}. Could you tell us when we may expect it?", dates::spoken(due))
        }
        (due, false) => format!("We hope to have it back by {}. Is there anything that you need for it?", dates::spoken(due)),
    };
    let me = match tx.actor() {
        "" => String::new(),
        id => format!("{}\n", person::get(tx, &crate::PersonId(id.to_owned()))?.name),
    };
    Ok(format!(
        "Dear {},\n\nOn {} we sent you “{}” by {}. {hoped}\n\nWith thanks,\n{me}{}\n",
        out.who,
        dates::spoken(&since),
        out.label,
        out.means,
        settings.title
    ))
}

fn get(conn: &Write<'_>, id: &str) -> Result<OutWith> {
    let today = today(conn, conn.call().now)?;
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE o.uuid = ?1"))?
        .query_row([id], |row| out_with(row, &today))
        .or_not_found("This is not on the desk.")
}

fn today(conn: &Connection, now: Timestamp) -> Result<String> {
    Ok(dates::today(now, &desk::settings(conn)?.zone))
}

fn out_with(row: &SqlRow<'_>, today: &str) -> rusqlite::Result<OutWith> {
    let due: String = row.get(9)?;
    let back: Option<i64> = row.get(10)?;
    let reminded: Option<i64> = row.get(11)?;
    Ok(OutWith {
        id: row.get(0)?,
        article: row.get(1)?,
        label: row.get(2)?,
        who: row.get(3)?,
        mail: row.get(4)?,
        means: row.get(5)?,
        version: row.get(6)?,
        version_told: row.get(7)?,
        since: ids::told(row.get(8)?),
        late: back.is_none() && !due.is_empty() && due.as_str() < today,
        due,
        back: back.map(ids::told),
        reminded: reminded.map(ids::told),
        reminders: row.get(12)?,
    })
}

fn line(text: &str) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(refuse("usage", "A name, an address and the means have at most 120 letters."));
    }
    Ok(text)
}
