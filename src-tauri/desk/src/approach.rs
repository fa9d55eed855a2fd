//! The right of reply: whom we approached about a piece, when and by what means, until when they had time, and what they answered.
//! Part of the dossier (`dossier.rs`): it never leaves.

use rusqlite::{Connection, Row as SqlRow, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId};
use crate::store::{Desk, Write};
use crate::{Call, dates, desk, dossier, dossier_search, person, piece, rights, typed};

/// Longest question or answer, in characters.
const LONGEST: usize = 20_000;

/// Somebody who was asked for their side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Approach {
    pub id: String,
    pub article: ArticleId,
    pub who: String,
    /// "mail", "telephone"; as it was typed.
    pub means: String,
    /// What they were asked or told.
    pub about: String,
    /// When, as local wall time: a day, or a day and a time.
    pub asked: String,
    /// Until when they had time; empty: it was not said.
    pub until: String,
    /// What they answered; empty: nothing yet.
    pub answer: String,
    /// When (wall); empty: they did not.
    pub answered: String,
    /// Who noted it; empty: nobody known.
    pub by: String,
}

/// The command `approach_set`: what is null stays as it is, or, in a new one, empty.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ApproachSet {
    pub article: ArticleId,
    /// Null: a new one.
    pub approach: Option<String>,
    pub who: Option<String>,
    /// Null in a new one: by mail.
    pub means: Option<String>,
    pub about: Option<String>,
    /// Days, with a time or without, as people type them. Null in a new one: now.
    pub asked: Option<String>,
    pub until: Option<String>,
    pub answer: Option<String>,
    /// Null with the first answer: now.
    pub answered: Option<String>,
}

/// The command `approach_remove`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ApproachRemove {
    pub approach: String,
}

const COLUMNS: &str = "r.uuid, r.article, r.who, r.means, r.about, r.asked, r.until, r.answer, r.answered, coalesce(p.name, '')";
const TABLES: &str = "approach r LEFT JOIN person p ON p.uuid = r.by_person";

/// Everybody who was approached about a piece, the last first.
///
/// # Errors
/// What SQLite says.
pub fn of(conn: &Connection, article: &str) -> Result<Vec<Approach>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE r.article = ?1 ORDER BY r.asked DESC, r.id DESC"))?;
    let rows = statement.query_map([article], approach)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn approach(row: &SqlRow<'_>) -> rusqlite::Result<Approach> {
    Ok(Approach {
        id: row.get(0)?,
        article: row.get(1)?,
        who: row.get(2)?,
        means: row.get(3)?,
        about: row.get(4)?,
        asked: row.get(5)?,
        until: row.get(6)?,
        answer: row.get(7)?,
        answered: row.get(8)?,
        by: row.get(9)?,
    })
}

/// Notes whom we approached, or what they answered.
///
/// # Errors
/// `usage` without a name or for what is no day; `not-found`, `no-right`.
pub fn approach_set(desk: &Desk, call: &Call, wish: ApproachSet) -> Result<Approach> {
    desk.write(call, |tx| {
        let before = wish.approach.as_deref().map(|id| get(tx, id)).transpose()?;
        let article = before.as_ref().map_or(&wish.article, |kept| &kept.article).clone();
        piece::must_be(tx, article.as_str())?;
        rights::must(tx, "fields", article.as_str())?;
        let mut after = before.clone().unwrap_or_else(|| Approach {
            id: ids::fresh(tx.call().now),
            article: article.clone(),
            who: String::new(),
            means: "mail".to_owned(),
            about: String::new(),
            asked: String::new(),
            until: String::new(),
            answer: String::new(),
            answered: String::new(),
            by: String::new(),
        });
        for (typed, kept) in [(&wish.who, &mut after.who), (&wish.means, &mut after.means)] {
            if let Some(text) = typed {
                *kept = person::line(text)?;
            }
        }
        for (typed, kept) in [(&wish.about, &mut after.about), (&wish.answer, &mut after.answer)] {
            if let Some(text) = typed {
                *kept = lines(text)?;
            }
        }
        if after.who.is_empty() {
            return Err(refuse("usage", "Say whom we approached."));
        }
        let now = |kept: &str| if kept.is_empty() { Some("now") } else { None };
        when(tx, wish.asked.as_deref().or(now(&after.asked)), &mut after.asked)?;
        when(tx, wish.until.as_deref(), &mut after.until)?;
        let first = if after.answer.is_empty() { Some("") } else { now(&after.answered) };
        when(tx, wish.answered.as_deref().or(first), &mut after.answered)?;
        if before.as_ref() != Some(&after) {
            let row = keep(tx, &after)?;
            dossier_search::index(tx, row, &after.id, after.article.as_str(), &text(&after), true)?;
            let told = match &before {
                None => "Noted whom we approached.",
                Some(before) if before.answer != after.answer => "Noted an answer to what we asked.",
                Some(_) => "Changed what is noted of an approach.",
            };
            dossier::tell(tx, after.article.as_str(), told.to_owned(), &after.who)?;
        }
        get(tx, &after.id)
    })
}

/// A day or a moment as it was typed; "now" is this minute, an empty text none, nothing leaves it as it is.
fn when(tx: &Write<'_>, typed: Option<&str>, kept: &mut String) -> Result<()> {
    let settings = desk::settings(tx)?;
    match typed.map(str::trim) {
        None => {}
        Some("") => kept.clear(),
        Some("now") => *kept = dates::wall_of(tx.call().now, &settings.zone),
        Some(text) => *kept = typed::wall(text, tx.call().now, &settings.zone, &settings.lang)?,
    }
    Ok(())
}

fn keep(tx: &Write<'_>, one: &Approach) -> Result<i64> {
    tx.execute(
        "INSERT INTO approach (uuid, article, who, means, about, asked, until, answer, answered, by_person)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (uuid) DO UPDATE SET who = excluded.who, means = excluded.means, about = excluded.about, asked = excluded.asked,
           until = excluded.until, answer = excluded.answer, answered = excluded.answered",
        params![
            one.id,
            one.article,
            one.who,
            one.means,
            one.about,
            one.asked,
            one.until,
            one.answer,
            one.answered,
            tx.actor()
        ],
    )?;
    Ok(tx.query_row("SELECT id FROM approach WHERE uuid = ?1", [&one.id], |row| row.get::<_, i64>(0)).map(|id| -id)?)
}

fn text(one: &Approach) -> String {
    [one.who.as_str(), &one.means, &one.about, &one.answer].join("\n\n")
}

fn lines(text: &str) -> Result<String> {
    let text: String = text.trim().replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    if text.chars().count() > LONGEST {
        return Err(refuse(
            "usage",
            "A question or an answer may have at most 20,000 characters; put a longer one into the dossier.",
        ));
    }
    Ok(text)
}

/// Takes a note away that was made by mistake.
///
/// # Errors
/// `not-found`, `no-right`.
pub fn approach_remove(desk: &Desk, call: &Call, wish: ApproachRemove) -> Result<()> {
    desk.write(call, |tx| {
        let gone = get(tx, &wish.approach)?;
        rights::must(tx, "fields", gone.article.as_str())?;
        tx.execute("DELETE FROM approach WHERE uuid = ?1", [&gone.id])?;
        dossier::tell(tx, gone.article.as_str(), "Took the note of an approach away.".to_owned(), &gone.who)
    })
}

fn get(conn: &Connection, id: &str) -> Result<Approach> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE r.uuid = ?1"))?
        .query_row([id], approach)
        .or_not_found("This is not on the desk.")
}

/// Makes the words of approaches again that are not found yet.
///
/// # Errors
/// What SQLite says.
pub(crate) fn again(desk: &Desk, call: &Call) -> Result<()> {
    let behind: Vec<(i64, Approach)> = desk.read(|conn| {
        let mut statement = conn.prepare_cached(&format!(
            "SELECT {COLUMNS}, r.id FROM {TABLES} WHERE r.uuid NOT IN (SELECT entry FROM dossier_text)"
        ))?;
        let rows = statement.query_map([], |row| Ok((row.get(10)?, approach(row)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })?;
    if behind.is_empty() {
        return Ok(());
    }
    desk.write(call, |tx| {
        behind.iter().try_for_each(|(row, one)| {
            tx.made("finding", one.article.as_str());
            dossier_search::index(tx, -row, &one.id, one.article.as_str(), &text(one), true)
        })
    })
}
