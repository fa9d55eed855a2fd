//! Series: pieces that belong together under a name, in an order. A piece is in one series at most.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId};
use crate::moves::OfArticle;
use crate::store::Desk;
use crate::{Call, piece, rights};

/// Longest name, in characters; the last place.
const LONGEST: usize = 120;
const LAST: u32 = 9_999;

/// The command `series_set`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SeriesSet {
    pub article: ArticleId,
    /// Empty: in none.
    pub name: String,
    /// From 1; null: after the last one.
    pub place: Option<u32>,
}

/// A series of the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesKind {
    pub name: String,
    pub count: u32,
}

/// A piece of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesPiece {
    pub article: ArticleId,
    pub slug: String,
    /// The headline; empty: it has none yet.
    pub label: String,
    pub lang: String,
    /// A state's id.
    pub state: String,
    pub place: u32,
}

/// The series in which a piece is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Series {
    /// Empty: in none.
    pub name: String,
    /// In their order, the piece itself among them.
    pub pieces: Vec<SeriesPiece>,
}

/// The series of the desk, by name.
///
/// # Errors
/// What SQLite says.
pub fn series_list(desk: &Desk, _: &Call, _: Nothing) -> Result<Vec<SeriesKind>> {
    desk.read(|conn| {
        let mut statement = conn.prepare_cached("SELECT name, count(*) FROM series GROUP BY name ORDER BY name")?;
        let kind = |row: &rusqlite::Row<'_>| Ok(SeriesKind { name: row.get(0)?, count: row.get(1)? });
        Ok(statement.query_map([], kind)?.collect::<rusqlite::Result<_>>()?)
    })
}

/// The series of a piece.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn series_get(desk: &Desk, _: &Call, wish: OfArticle) -> Result<Series> {
    desk.read(|conn| {
        piece::must_be(conn, wish.article.as_str())?;
        of(conn, wish.article.as_str())
    })
}

/// Puts a piece into a series, at a place; or takes it out.
///
/// # Errors
/// `usage` for what is no name or no place; `no-right` as for its fields; `not-found`.
pub fn series_set(desk: &Desk, call: &Call, wish: SeriesSet) -> Result<Series> {
    let name = wish.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(refuse("usage", "A series has a name of at most 120 characters."));
    }
    if wish.place.is_some_and(|place| !(1..=LAST).contains(&place)) {
        return Err(refuse("usage", "The place in a series is a number from 1 to 9,999."));
    }
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        piece::must_be(tx, article)?;
        let before = entry(tx, article)?;
        // As it is written already, whatever its letters' case.
        let written: Option<String> = tx
            .prepare_cached("SELECT name FROM series WHERE name = ?1 COLLATE NOCASE AND article <> ?2 LIMIT 1")?
            .query_row(params![name, article], |row| row.get(0))
            .optional()?;
        let name = written.unwrap_or(name);
        let place = match wish.place {
            Some(place) => place,
            None if before.as_ref().is_some_and(|(old, _)| *old == name) => before.as_ref().map_or(1, |(_, place)| *place),
            None => next(tx, &name)?,
        };
        let after = (!name.is_empty()).then(|| (name.clone(), place));
        if after == before {
            return of(tx, article);
        }
        rights::must(tx, "fields", article)?;
        match &after {
            Some((name, place)) => tx.execute(
                "INSERT INTO series (uuid, article, name, place) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (article) DO UPDATE SET name = excluded.name, place = excluded.place",
                params![ids::fresh(tx.call().now), article, name, place],
            )?,
            None => tx.execute("DELETE FROM series WHERE article = ?1", [article])?,
        };
        let told =
            |entry: &Option<(String, u32)>| entry.as_ref().map_or_else(String::new, |(name, place)| format!("{name}, {place}"));
        let what = match (&before, &after) {
            (Some((name, _)), None) => format!("Taken out of the series “{name}”."),
            (_, Some((name, place))) => format!("Is number {place} of the series “{name}”."),
            (None, None) => String::new(),
        };
        tx.audit(&Line { kind: "field", article, what, before: &told(&before), after: &told(&after), ..Line::default() })?;
        of(tx, article)
    })
}

fn entry(conn: &Connection, article: &str) -> Result<Option<(String, u32)>> {
    Ok(conn
        .prepare_cached("SELECT name, place FROM series WHERE article = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn next(conn: &Connection, name: &str) -> Result<u32> {
    let last: u32 =
        conn.prepare_cached("SELECT coalesce(max(place), 0) FROM series WHERE name = ?1")?.query_row([name], |row| row.get(0))?;
    Ok((last + 1).min(LAST))
}

fn of(conn: &Connection, article: &str) -> Result<Series> {
    let Some((name, _)) = entry(conn, article)? else { return Ok(Series { name: String::new(), pieces: Vec::new() }) };
    let mut statement = conn.prepare_cached(
        "SELECT a.uuid, a.slug, a.label, a.lang, a.state, s.place FROM series s JOIN article a ON a.uuid = s.article
         WHERE s.name = ?1 ORDER BY s.place, a.id",
    )?;
    let piece = |row: &rusqlite::Row<'_>| {
        Ok(SeriesPiece {
            article: row.get(0)?,
            slug: row.get(1)?,
            label: row.get(2)?,
            lang: row.get(3)?,
            state: row.get(4)?,
            place: row.get(5)?,
        })
    };
    let pieces = statement.query_map([&name], piece)?.collect::<rusqlite::Result<_>>()?;
    drop(statement);
    Ok(Series { name, pieces })
}
