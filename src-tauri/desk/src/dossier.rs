//! The dossier of a piece: mails, permissions, source texts and any other file that belongs to it. Kept by content, opened in its own
//! program, saved elsewhere by a person. Whom we approached is `approach.rs`, finding words in it `dossier_search.rs`; the file that
//! the piece came as is `blob.rs`.
//!
//! **Invariant:** nothing that leaves reads the dossier: no export, page, clipboard, calendar or line of the history has a file of it,
//! its name or a word of it. The desk itself keeps it: its file, its backups, and the whole desk as open files.

use std::path::PathBuf;

use rusqlite::{Connection, Row as SqlRow, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::approach::{self, Approach};
use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId};
use crate::session::Session;
use crate::store::{Desk, Write};
use crate::whole;
use crate::{Call, blob, dossier_search, import, person, piece, rights};

/// What a file of a dossier is.
pub const KINDS: [&str; 5] = ["mail", "permission", "source", "document", "other"];

/// Endings that are handed to the system's own programs. What is not among them could be run: it is saved, not opened.
const OPENED: [&str; 29] = [
    "eml", "msg", "pdf", "txt", "md", "markdown", "csv", "docx", "odt", "rtf", "xlsx", "ods", "pptx", "odp", "png", "jpg",
    "jpeg", "gif", "webp", "tif", "tiff", "heic", "mp3", "m4a", "wav", "ogg", "flac", "mp4", "webm",
];

/// A file of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DossierFile {
    pub id: String,
    pub name: String,
    /// mail, permission, source, document, other.
    #[ts(type = "\"mail\" | \"permission\" | \"source\" | \"document\" | \"other\"")]
    pub kind: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: i64,
    /// What was written beside it; empty: nothing.
    pub note: String,
    /// When it came (instant), and who added it; empty: nobody known.
    pub added: String,
    pub by: String,
    /// Words of it are found; else only its name and its note are: pictures, PDF.
    pub searched: bool,
    /// It opens in a program of the system; else it is saved.
    pub opens: bool,
}

/// Everything that belongs to a piece beside its text and its pictures, the last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Dossier {
    pub files: Vec<DossierFile>,
    pub approaches: Vec<Approach>,
}

/// The command `dossier_get`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DossierGet {
    pub article: ArticleId,
}

/// The command `dossier_add`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DossierAdd {
    pub article: ArticleId,
    /// Tokens of files.
    pub files: Vec<String>,
    /// Null: by what the file is.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub note: String,
}

/// The command `dossier_set`: what is null stays as it is.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DossierSet {
    pub file: String,
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
}

/// A command that names one file of a dossier.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OfDossier {
    pub file: String,
}

/// The command `dossier_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DossierSave {
    pub file: String,
    /// A file that is there may be replaced.
    #[serde(default)]
    pub replace: bool,
}

/// Where it was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DossierSaved {
    /// The file's name.
    pub name: String,
}

const COLUMNS: &str = "d.uuid, d.name, d.kind, d.size, d.note, d.added_at, coalesce(p.name, ''), coalesce(t.words, 0)";
const TABLES: &str = "dossier d LEFT JOIN person p ON p.uuid = d.by_person LEFT JOIN dossier_text t ON t.entry = d.uuid";

/// # Errors
/// `not-found`.
pub fn dossier_get(desk: &Desk, _: &Call, wish: DossierGet) -> Result<Dossier> {
    desk.read(|conn| {
        piece::must_be(conn, wish.article.as_str())?;
        let mut statement =
            conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE d.article = ?1 ORDER BY d.id DESC"))?;
        let files = statement.query_map([&wish.article], file)?.collect::<rusqlite::Result<_>>()?;
        Ok(Dossier { files, approaches: approach::of(conn, wish.article.as_str())? })
    })
}

fn file(row: &SqlRow<'_>) -> rusqlite::Result<DossierFile> {
    let name: String = row.get(1)?;
    Ok(DossierFile {
        id: row.get(0)?,
        opens: OPENED.contains(&ending(&name).as_str()),
        name,
        kind: row.get(2)?,
        size: row.get(3)?,
        note: row.get(4)?,
        added: ids::told(row.get(5)?),
        by: row.get(6)?,
        searched: row.get(7)?,
    })
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// Adds files that a person chose, dropped or named. A file that is there already stays as it is.
///
/// # Errors
/// `usage` for a kind that there is not; `too-large`, `unreadable`, `not-found`, `no-right`: then none was added.
pub fn dossier_add(session: &Session, call: &Call, wish: DossierAdd) -> Result<Vec<DossierFile>> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let kind = wish.kind.as_deref().map(known_kind).transpose()?;
    let note = person::line(&wish.note)?;
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for token in &wish.files {
        let path: PathBuf = session.take_token(token)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            return Err(refuse("unreadable", "A folder does not go into a dossier; choose the files in it."));
        }
        read.push((name, import::bytes_of(&path, session)?));
    }
    // Before the write: reading a long file holds nobody up.
    let words: Vec<Option<String>> = read.iter().map(|(name, bytes)| dossier_search::words(name, bytes)).collect();
    let added: Vec<String> = desk.write(&call, |tx| {
        let article = wish.article.as_str();
        piece::must_be(tx, article)?;
        rights::must(tx, "fields", article)?;
        let each = read.iter().zip(&words);
        each.map(|((name, bytes), words)| put(tx, article, name, bytes, kind, &note, words.as_deref())).collect()
    })?;
    desk.read(|conn| added.iter().map(|id| get(conn, id)).collect())
}

fn put(
    tx: &Write<'_>,
    article: &str,
    name: &str,
    bytes: &[u8],
    kind: Option<&'static str>,
    note: &str,
    words: Option<&str>,
) -> Result<String> {
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let hash = blob::put(tx, bytes, !is_packed(&name))?;
    let there = tx
        .prepare_cached("SELECT uuid FROM dossier WHERE article = ?1 AND hash = ?2 AND name = ?3")?
        .query_map(params![article, hash, name], |row| row.get(0))?
        .next()
        .transpose()?;
    if let Some(there) = there {
        return Ok(there);
    }
    let kind = kind.unwrap_or_else(|| kind_of(&name));
    let id = ids::fresh(tx.call().now);
    tx.execute(
        "INSERT INTO dossier (uuid, article, hash, name, kind, size, note, added_at, by_person) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![id, article, hash, name, kind, i64::try_from(bytes.len()).unwrap_or(i64::MAX), note, tx.now(), tx.actor()],
    )?;
    dossier_search::index(tx, tx.last_insert_rowid(), &id, article, &dossier_search::entry(&name, note, words), words.is_some())?;
    tell(tx, article, format!("Added {} to the dossier.", said(kind)), &name)?;
    Ok(id)
}

/// Already packed: it would only take time.
fn is_packed(name: &str) -> bool {
    let plain = ["txt", "md", "markdown", "html", "htm", "eml", "csv", "rtf", "json", "xml", "msg", "tif", "tiff", "wav"];
    !plain.contains(&ending(name).as_str())
}

fn kind_of(name: &str) -> &'static str {
    match ending(name).as_str() {
        "eml" | "msg" => "mail",
        "txt" | "md" | "markdown" | "html" | "htm" | "docx" | "odt" | "rtf" => "source",
        "pdf" | "xlsx" | "ods" | "csv" | "pptx" | "odp" => "document",
        _ => "other",
    }
}

fn known_kind(word: &str) -> Result<&'static str> {
    let found = KINDS.into_iter().find(|kind| kind.eq_ignore_ascii_case(word.trim()));
    found.ok_or_else(|| refuse("usage", format!("There is no such kind; there are: {}.", KINDS.join(", "))))
}

fn said(kind: &str) -> &'static str {
    match kind {
        "mail" => "a mail",
        "permission" => "a permission",
        "source" => "a source text",
        "document" => "a document",
        _ => "a file",
    }
}

/// The name of a file is no part of the sentence: the history may be written out, the dossier may not.
pub(crate) fn tell(tx: &Write<'_>, article: &str, what: String, of: &str) -> Result<()> {
    tx.audit(&Line { kind: "dossier", article, what, after: of, ..Line::default() })
}

/// Says what a file is, or writes a note beside it.
///
/// # Errors
/// `usage`, `not-found`, `no-right`.
pub fn dossier_set(desk: &Desk, call: &Call, wish: DossierSet) -> Result<DossierFile> {
    desk.write(call, |tx| {
        let (row, article) = place(tx, &wish.file)?;
        rights::must(tx, "fields", &article)?;
        let before = get(tx, &wish.file)?;
        let kind = wish.kind.as_deref().map(known_kind).transpose()?.unwrap_or(before.kind.as_str()).to_owned();
        let note = wish.note.as_deref().map(person::line).transpose()?.unwrap_or_else(|| before.note.clone());
        if kind != before.kind || note != before.note {
            tx.execute("UPDATE dossier SET kind = ?2, note = ?3 WHERE uuid = ?1", params![wish.file, kind, note])?;
            let words = dossier_search::words(&before.name, &bytes(tx, &wish.file)?.1);
            let text = dossier_search::entry(&before.name, &note, words.as_deref());
            dossier_search::index(tx, row, &wish.file, &article, &text, words.is_some())?;
            tell(tx, &article, format!("Changed what is said of {} in the dossier.", said(&kind)), &before.name)?;
        }
        get(tx, &wish.file)
    })
}

/// Takes a file out of the dossier. Backups have it still.
///
/// # Errors
/// `not-found`, `no-right`.
pub fn dossier_remove(desk: &Desk, call: &Call, wish: OfDossier) -> Result<()> {
    desk.write(call, |tx| {
        let (_, article) = place(tx, &wish.file)?;
        rights::must(tx, "fields", &article)?;
        let gone = get(tx, &wish.file)?;
        tx.execute("DELETE FROM dossier WHERE uuid = ?1", [&wish.file])?;
        tell(tx, &article, format!("Took {} out of the dossier.", said(&gone.kind)), &gone.name)
    })
}

/// Opens a file with the system's program for it; a copy is opened, what the desk keeps stays as it is.
///
/// # Errors
/// `refused` for what could be run; `not-found`; what the disk says, and the system where it has no program for it.
pub fn dossier_open(session: &Session, _: &Call, wish: OfDossier) -> Result<()> {
    let desk = session.desk()?;
    let (name, bytes) = desk.read(|conn| bytes(conn, &wish.file))?;
    let ending = ending(&name);
    if !OPENED.contains(&ending.as_str()) {
        return Err(refuse("usage", "Files of this kind are not opened from here, for they could be programs; save it instead."));
    }
    blob::open_copy(session, &wish.file, &name, &ending, &bytes)
}

/// Saves a file of the dossier outside the desk, after asking where: a person's act, never an export's.
///
/// # Errors
/// `cancelled`, `exists`, `not-found`; what the disk says.
pub fn dossier_save(session: &Session, _: &Call, wish: DossierSave) -> Result<DossierSaved> {
    let desk = session.desk()?;
    let (name, bytes) = desk.read(|conn| bytes(conn, &wish.file))?;
    let path = session.platform().choose_save("Where shall the file be kept?", &name);
    let path = path.ok_or_else(|| refuse("cancelled", "Cancelled."))?;
    Ok(DossierSaved { name: whole::write_one(&path, bytes, wish.replace, &|path| desk.owns(path))? })
}

fn get(conn: &Connection, id: &str) -> Result<DossierFile> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE d.uuid = ?1"))?
        .query_row([id], file)
        .or_not_found("This file is not in the dossier.")
}

fn place(conn: &Connection, id: &str) -> Result<(i64, String)> {
    conn.prepare_cached("SELECT id, article FROM dossier WHERE uuid = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found("This file is not in the dossier.")
}

fn bytes(conn: &Connection, id: &str) -> Result<(String, Vec<u8>)> {
    let (name, hash): (String, String) = conn
        .prepare_cached("SELECT name, hash FROM dossier WHERE uuid = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found("This file is not in the dossier.")?;
    Ok((name, blob::get(conn, &hash)?))
}
