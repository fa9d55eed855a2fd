//! Search over everything: the index that each piece feeds, where words stand, and each hit in its sentence.
//! What a person typed is read in `query.rs`, how words are made alike is `normalise.rs`, how a hit is cut is `hit.rs`; the rows of the answer are `list.rs`.

use rusqlite::{Connection, params};
use stet_document::{Document, Fields};

use crate::dossier_search;
use crate::error::Result;
use crate::hit::{self, Hit};
use crate::normalise::{self, Term};
use crate::store::Write;

/// Puts a piece's words into the index, in place of what stood there. `row` is `article.id`.
///
/// # Errors
/// What SQLite says.
pub fn index(tx: &Write<'_>, row: i64, document: &Document, fields: &Fields) -> Result<()> {
    let mut body = String::new();
    let mut title = String::new();
    for (part, words) in hit::texts(document, fields) {
        let alike = normalise::normalise(&words);
        if matches!(part.as_str(), "headline" | "kicker" | "slug") {
            title.push_str(&alike);
            title.push('\n');
        }
        body.push_str(&alike);
        body.push('\n');
    }
    tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row])?;
    tx.prepare_cached("DELETE FROM search_title WHERE rowid = ?1")?.execute([row])?;
    tx.prepare_cached("INSERT INTO search (rowid, body) VALUES (?1, ?2)")?.execute(params![row, body])?;
    tx.prepare_cached("INSERT INTO search_title (rowid, title) VALUES (?1, ?2)")?.execute(params![row, title])?;
    Ok(())
}

/// The pieces in which all these words stand, or in one thing of whose dossier: a bit for each `article.id`.
///
/// # Errors
/// What SQLite says.
pub fn rows(conn: &Connection, terms: &[Term]) -> Result<Vec<u64>> {
    let mut bits: Vec<u64> = Vec::new();
    let whole = normalise::match_expression(terms, true);
    let title = normalise::match_expression(terms, false);
    let texts = [
        ("SELECT rowid FROM search WHERE search MATCH ?1", &whole),
        ("SELECT rowid FROM search_title WHERE search_title MATCH ?1", &title),
    ];
    for (sql, words) in texts.into_iter().chain(dossier_search::ROWS.map(|sql| (sql, &whole))) {
        if words.is_empty() {
            continue;
        }
        let mut statement = conn.prepare_cached(sql)?;
        let mut found = statement.query([words])?;
        while let Some(row) = found.next()? {
            let (place, mask) = spot(row.get(0)?);
            if place >= bits.len() {
                bits.resize(place + 1, 0);
            }
            if let Some(word) = bits.get_mut(place) {
                *word |= mask;
            }
        }
    }
    Ok(bits)
}

/// Whether a row is among those.
pub fn bit(bits: &[u64], row: i64) -> bool {
    let (place, mask) = spot(row);
    bits.get(place).is_some_and(|word| word & mask != 0)
}

fn spot(row: i64) -> (usize, u64) {
    (usize::try_from(row / 64).unwrap_or(0), 1 << (row.unsigned_abs() % 64))
}

/// As many are put in order by how well they fit; what comes after them is the newest first.
const RANKED: u32 = 500;

/// The pieces that these words fit best, the best first: those with the words in headline, kicker or slug before the others.
/// Answers `article.id`.
///
/// # Errors
/// What SQLite says.
pub fn best(conn: &Connection, terms: &[Term]) -> Result<Vec<i64>> {
    let mut out: Vec<i64> = Vec::new();
    for (sql, words) in [
        (
            "SELECT rowid FROM search_title WHERE search_title MATCH ?1 ORDER BY rank LIMIT ?2",
            normalise::match_expression(terms, false),
        ),
        ("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT ?2", normalise::match_expression(terms, true)),
    ] {
        if words.is_empty() {
            continue;
        }
        let mut statement = conn.prepare_cached(sql)?;
        let found = statement.query_map(params![words, RANKED], |row| row.get(0))?;
        for row in found {
            let row: i64 = row?;
            if !out.contains(&row) {
                out.push(row);
            }
        }
    }
    Ok(out)
}

/// The hit in a piece, in its sentence.
///
/// # Errors
/// What SQLite says.
pub fn hit(conn: &Connection, article: &str, terms: &[Term]) -> Result<Option<Hit>> {
    // A text that this version cannot read is found, but its sentence cannot be shown.
    let Ok(document) = crate::piece::document(conn, article) else { return Ok(None) };
    let fields = crate::piece::fields(conn, article)?;
    match hit::cut(&hit::texts(&document, &fields), terms) {
        Some(hit) => Ok(Some(hit)),
        None => dossier_search::hit(conn, article, terms),
    }
}

/// Pieces that have most of these words, the most alike first: where a new copy is looked for. Answers article ids.
///
/// # Errors
/// What SQLite says.
pub fn resembling(conn: &Connection, words: &[String], most: u32) -> Result<Vec<String>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let any = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ");
    let mut statement = conn.prepare_cached(
        "SELECT a.uuid FROM search JOIN article a ON a.id = search.rowid WHERE search MATCH ?1 ORDER BY bm25(search) LIMIT ?2",
    )?;
    let rows = statement.query_map(params![any, most], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
