//! Words of dossiers, so that a piece is found by what belongs to it: an index of its own, made when a file comes in, so that no save
//! of a text pays for it. What is in a dossier is `dossier.rs` and `approach.rs`.

use rusqlite::{Connection, params};
use stet_formats::{ReadOptions, Source};

use crate::error::Result;
use crate::hit::{self, Hit};
use crate::ids;
use crate::normalise::{self, Term};
use crate::store::{Desk, Write};
use crate::{Call, approach, blob};

/// As many characters of a file are found; a book's worth.
const MOST: usize = 600_000;

/// Questions that answer `article.id`. A row of a file is its own number, that of an approach its number below zero.
pub(crate) const ROWS: [&str; 2] = [
    "SELECT a.id FROM search_dossier s JOIN dossier d ON d.id = s.rowid JOIN article a ON a.uuid = d.article WHERE search_dossier MATCH ?1",
    "SELECT a.id FROM search_dossier s JOIN approach p ON p.id = -s.rowid JOIN article a ON a.uuid = p.article WHERE search_dossier MATCH ?1",
];

/// The words of a file, where one of the readers reads it.
pub fn words(name: &str, bytes: &[u8]) -> Option<String> {
    let mut random = ids::random;
    let mut options = ReadOptions {
        without: Vec::new(),
        parts: std::collections::BTreeMap::new(),
        lang: "en".to_owned(),
        random: &mut random,
        progress: &|_, _| true,
    };
    let words = stet_formats::words::words(&Source { name, bytes }, &mut options).ok()?;
    Some(words.chars().take(MOST).collect())
}

/// All that is found of a file.
pub fn entry(name: &str, note: &str, words: Option<&str>) -> String {
    [name, note, words.unwrap_or_default()].join("\n\n")
}

/// Puts an entry's words into the index, in place of what stood there. `words`: they are more than its name and its note.
///
/// # Errors
/// What SQLite says.
pub fn index(tx: &Write<'_>, row: i64, entry: &str, article: &str, text: &str, words: bool) -> Result<()> {
    tx.prepare_cached("DELETE FROM search_dossier WHERE rowid = ?1")?.execute([row])?;
    tx.prepare_cached("INSERT INTO search_dossier (rowid, words) VALUES (?1, ?2)")?
        .execute(params![row, normalise::normalise(text)])?;
    tx.prepare_cached(
        "INSERT INTO dossier_text (entry, article, text, words) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (entry) DO UPDATE SET text = excluded.text, words = excluded.words",
    )?
    .execute(params![entry, article, text, words])?;
    Ok(())
}

/// The hit in a piece's dossier, in its sentence.
///
/// # Errors
/// What SQLite says.
pub fn hit(conn: &Connection, article: &str, terms: &[Term]) -> Result<Option<Hit>> {
    let mut statement = conn.prepare_cached("SELECT text FROM dossier_text WHERE article = ?1 ORDER BY id")?;
    let texts = statement
        .query_map([article], |row| Ok(("dossier".to_owned(), row.get(0)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    Ok(hit::cut(&texts, terms))
}

/// Makes the words of entries again that have none: after a desk was made of open files, repaired or converted.
///
/// # Errors
/// What SQLite says.
pub fn again(desk: &Desk, call: &Call) -> Result<()> {
    type Behind = (i64, String, String, String, String, String);
    let behind: Vec<Behind> = desk.read(|conn| {
        let mut statement = conn.prepare_cached(
            "SELECT id, uuid, article, name, note, hash FROM dossier WHERE uuid NOT IN (SELECT entry FROM dossier_text)",
        )?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })?;
    for (row, id, article, name, note, hash) in behind {
        let words = desk.read(|conn| blob::get(conn, &hash)).ok().and_then(|bytes| words(&name, &bytes));
        desk.write(call, |tx| {
            // A question that was answered before this is asked again.
            tx.made("finding", &article);
            index(tx, row, &id, &article, &entry(&name, &note, words.as_deref()), words.is_some())
        })?;
    }
    approach::again(desk, call)
}
