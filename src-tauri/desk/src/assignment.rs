//! Pitches and assignments: what a piece is to be, in words; and giving it to somebody with a deadline and a length in one act.
//! The state of a pitch is the workflow's; the deadline, the length and who has the piece are the piece's own.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::audit::Line;
use crate::date::{self, DateSet};
use crate::dates::DateName;
use crate::error::{Result, refuse};
use crate::hand::{self, ArticleGive};
use crate::ids::{self, ArticleId, PersonId};
use crate::moves::OfArticle;
use crate::store::{Desk, Write};
use crate::{Call, field, piece, rights};

/// Longest brief, in characters.
const LONGEST: usize = 5_000;
const MOST_WORDS: u32 = 100_000;

/// What a piece is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Brief {
    /// Empty: nobody has said.
    pub text: String,
    /// Who wrote it last, and when (instant); empty: nobody.
    pub who: String,
    pub when: String,
}

/// The command `article_assign`: everything that is agreed with whoever writes the piece.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticleAssign {
    pub article: ArticleId,
    /// Who has it from now on; null: whoever has it keeps it.
    pub person: Option<PersonId>,
    /// Copy due, as people type dates; null: as it is.
    pub deadline: Option<String>,
    /// Words agreed, 0: no limit; null: as it is.
    pub words: Option<u32>,
    /// What it is to be; null: as it is.
    pub brief: Option<String>,
}

/// What a piece is to be.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn article_brief(desk: &Desk, _: &Call, wish: OfArticle) -> Result<Brief> {
    desk.read(|conn| {
        piece::must_be(conn, wish.article.as_str())?;
        of(conn, wish.article.as_str())
    })
}

/// Gives a piece to somebody with its deadline, its length and its brief: all of it, or nothing.
///
/// # Errors
/// As giving it, setting the date and the field; `usage` for a length that cannot be.
pub fn article_assign(desk: &Desk, call: &Call, wish: ArticleAssign) -> Result<Brief> {
    if wish.words.is_some_and(|words| words > MOST_WORDS) {
        return Err(refuse("usage", "A piece has at most 100,000 words."));
    }
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        piece::must_be(tx, article)?;
        if let Some(text) = &wish.brief {
            write(tx, article, text)?;
        }
        if let Some(words) = wish.words {
            let now = piece::fields(tx, article)?.target_words;
            field::set_in(
                tx,
                &field::FieldSet {
                    article: wish.article.clone(),
                    field: "target_words".to_owned(),
                    value: json!(words).to_string(),
                    replaces: json!(now).to_string(),
                },
            )?;
        }
        if let Some(deadline) = wish.deadline.as_deref().map(str::trim).filter(|typed| !typed.is_empty()) {
            date::change_in(
                tx,
                &DateSet {
                    article: wish.article.clone(),
                    date: DateName::Deadline,
                    wall: Some(deadline.to_owned()),
                    zone: None,
                    fold: None,
                },
            )?;
        }
        if wish.person.is_some() {
            let message = agreed(tx, article)?;
            hand::give_in(tx, &ArticleGive { article: wish.article.clone(), person: wish.person.clone(), message })?;
        }
        of(tx, article)
    })
}

/// What was agreed, in a sentence for whoever gets the piece.
fn agreed(tx: &Write<'_>, article: &str) -> Result<String> {
    let words = piece::fields(tx, article)?.target_words;
    let due = date::of(tx, article)?.deadline.map(|date| format!("due {}", crate::dates::spoken(&date.wall)));
    let length = (words > 0).then(|| format!("{words} words"));
    let all: Vec<String> = [length, due].into_iter().flatten().collect();
    Ok(if all.is_empty() { String::new() } else { format!("Assigned: {}.", all.join(", ")) })
}

fn write(tx: &Write<'_>, article: &str, text: &str) -> Result<()> {
    piece::must_be(tx, article)?;
    let text = text.trim();
    if text.chars().count() > LONGEST || text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(refuse("usage", "A brief has at most 5,000 characters."));
    }
    let before = of(tx, article)?.text;
    if before == text {
        return Ok(());
    }
    rights::must(tx, "fields", article)?;
    tx.execute(
        "INSERT INTO brief (uuid, article, text, at, by_person) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (article) DO UPDATE SET text = excluded.text, at = excluded.at, by_person = excluded.by_person",
        params![ids::fresh(tx.call().now), article, text, tx.now(), tx.actor()],
    )?;
    let what = if text.is_empty() { "Took the brief away." } else { "Wrote the brief." };
    tx.audit(&Line { kind: "field", article, what: what.to_owned(), before: &before, after: text, ..Line::default() })
}

fn of(conn: &Connection, article: &str) -> Result<Brief> {
    let found = conn
        .prepare_cached("SELECT b.text, coalesce(p.name, ''), b.at FROM brief b LEFT JOIN person p ON p.uuid = b.by_person WHERE b.article = ?1")?
        .query_row([article], |row| Ok(Brief { text: row.get(0)?, who: row.get(1)?, when: ids::told(row.get(2)?) }))
        .optional()?;
    Ok(found.unwrap_or_default())
}
