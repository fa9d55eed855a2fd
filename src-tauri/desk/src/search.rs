//! Search over everything: the index that each piece feeds, a person's question as SQL, and each hit in its sentence.
//! How words are made alike is `normalise.rs`, how a hit is cut is `hit.rs`; the rows of the answer are `list.rs`.

use rusqlite::types::Value;
use rusqlite::{Connection, params};
use stet_document::{Document, Fields};

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

/// What a person asked.
pub struct Asked {
    terms: Vec<Term>,
    wanted: bool,
}

impl Asked {
    /// From what was typed.
    pub fn new(typed: &str) -> Self {
        Self { terms: normalise::query(typed), wanted: !typed.trim().is_empty() }
    }

    /// Was anything typed at all? True also where it has no word in it; then nothing is found.
    pub fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// The condition on `a.id`, its values added to `values`; `None` where there is no word to look for.
    pub fn sql(&self, values: &mut Vec<Value>) -> Option<String> {
        let body = normalise::match_expression(&self.terms, true);
        if body.is_empty() {
            return None;
        }
        values.push(Value::Text(body));
        let first = values.len();
        values.push(Value::Text(normalise::match_expression(&self.terms, false)));
        let second = values.len();
        Some(format!(
            "a.id IN (SELECT rowid FROM search WHERE search MATCH ?{first} UNION SELECT rowid FROM search_title WHERE search_title MATCH ?{second})"
        ))
    }

    /// The hit in a piece, in its sentence.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn hit(&self, conn: &Connection, article: &str) -> Result<Option<Hit>> {
        // A text that this version cannot read is found, but its sentence cannot be shown.
        let Ok(document) = crate::piece::document(conn, article) else { return Ok(None) };
        let fields = crate::piece::fields(conn, article)?;
        Ok(hit::cut(&hit::texts(&document, &fields), &self.terms))
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
