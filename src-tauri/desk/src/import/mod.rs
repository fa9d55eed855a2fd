//! Files in: read into previews that the session holds, then taken in as a new piece or as a new copy of one.
//! What is held is `shelf.rs`, taking in is `add.rs`; reading a format is the crate `stet-formats`; how alike two texts are is
//! `likeness.rs`.
//!
//! **Invariant:** nothing is written to the desk before `import_add`, and then all of the piece or nothing.

mod add;
mod folder;
mod shelf;
mod wxr;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use stet_document::{Failure, Fields, counts};
use stet_formats::{Guess, Imported, LeftOut, ReadOptions, Source};
use ts_rs::TS;

use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId, VersionId};
use crate::resemble::{self, Likeness};
use crate::session::Session;
use crate::store::Desk;
use crate::{Call, Job, desk};

pub use shelf::Shelf;
pub use wxr::{ManySummary, ManyTitle, WxrAdd, WxrRefused, WxrReport, wxr_add};

use self::shelf::{Held, gone, held, hold};

/// The command `import_read`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportRead {
    /// Tokens of files.
    pub files: Vec<String>,
    /// The name by which the window watches and cancels; empty: nobody does.
    #[serde(default)]
    pub job: String,
    /// BCP 47 language of pieces that do not name their own; null: the desk's.
    #[serde(default)]
    pub lang: Option<String>,
    /// Guesses not to make.
    #[serde(default)]
    pub without: Vec<String>,
}

/// The command `import_paste`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportPaste {
    pub text: String,
    /// The clipboard's HTML; null: there was none.
    pub html: Option<String>,
    #[serde(default)]
    pub job: String,
}

/// The command `import_again`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportAgain {
    pub import: String,
    /// Guesses not to make.
    pub without: Vec<String>,
    /// What a guess is instead: its id → kicker, headline, standfirst, byline, paragraph.
    #[serde(default)]
    #[ts(type = "Record<string, string>")]
    pub parts: BTreeMap<String, String>,
}

/// The command `import_add`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportAdd {
    pub import: String,
    /// Null: the proposed one.
    #[serde(default)]
    pub slug: Option<String>,
    /// `YYYY-MM-DD`; null: as read from the file; empty: none.
    #[serde(default)]
    pub filed: Option<String>,
    /// The piece that this is a new copy of; null: a new piece.
    #[serde(default)]
    pub copy_of: Option<ArticleId>,
    /// It is one of many, taken in one by one: the desk is backed up before; null: as many as are waiting say so.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub many: Option<bool>,
}

/// The command `import_discard`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportDiscard {
    pub import: String,
}

/// What became of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Added {
    pub article: ArticleId,
    pub slug: String,
    /// The version that a new copy became; null: it is a new piece.
    pub version: Option<VersionId>,
}

/// A piece as it was read, before anything is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportPreview {
    /// Empty where the file could not be read.
    pub import: String,
    pub name: String,
    pub format: String,
    /// Why the file could not be read; null: it could.
    pub failure: Option<Failure>,
    /// ProseMirror JSON; empty where the file could not be read.
    pub doc: String,
    pub fields: Fields,
    /// `YYYY-MM-DD`; null: the file does not say.
    pub filed: Option<String>,
    /// Proposed; free on the desk.
    pub slug: String,
    pub words: u32,
    pub guesses: Vec<Guess>,
    pub left_out: Vec<LeftOut>,
    /// Pieces of the desk that it resembles, the most alike first.
    pub copy_of: Vec<Likeness>,
    pub media: Vec<PreviewMedia>,
    /// What is in a file of many pieces, which are added together by `wxr_add`; null: it is one piece.
    pub many: Option<ManySummary>,
}

/// A picture of a preview; its bytes are got by `media_get`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewMedia {
    pub hash: String,
    pub width: u32,
    pub height: u32,
}

/// Reads files into previews. A file that cannot be read is a preview with its failure; the others go on.
///
/// # Errors
/// `cancelled`: then no preview is kept; `usage` when no desk is open.
pub fn import_read(session: &Session, call: &Call, mut wish: ImportRead) -> Result<Vec<ImportPreview>> {
    let desk = session.desk()?;
    let lang = language(&desk, wish.lang.as_deref())?;
    if wish.lang.as_deref().is_some_and(|said| !said.trim().is_empty()) {
        wish.without.push("lang".to_owned());
    }
    let running = session.job(&wish.job);
    let mut previews: Vec<ImportPreview> = Vec::new();
    let mut files = Vec::new();
    for token in &wish.files {
        let path = session.take_token(token)?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            match folder::files(session, &path) {
                Ok(within) => files.extend(within),
                Err(error) => previews.push(failed(&name, error.into())),
            }
        } else {
            files.push((path, name));
        }
    }
    let total = u64::try_from(files.len()).unwrap_or(u64::MAX);
    for (done, (path, name)) in files.iter().enumerate() {
        let done = u64::try_from(done).unwrap_or(u64::MAX);
        let asked = Asked { lang: &lang, without: &wish.without, parts: &BTreeMap::new(), job: &running.job, done, total };
        let read = if session.not_the_desk(path).is_ok() && wxr::is_export(path) {
            wxr::preview(session, path, name, &running.job).map(|preview| vec![preview])
        } else {
            bytes_of(path, session).and_then(|bytes| held_all(session, &desk, call, name, bytes, &asked))
        };
        let stopped = running.job.is_cancelled() || call.job.is_cancelled();
        match read {
            read if stopped => {
                let mut shelf = session.imports.open();
                previews.iter().chain(read.iter().flatten()).for_each(|preview| drop(shelf.remove(&preview.import)));
                return Err(refuse("cancelled", "The import was cancelled; nothing was taken in."));
            }
            Ok(read) => previews.extend(read),
            Err(error) => previews.push(failed(name, error.into())),
        }
    }
    running.job.progress(total, total, "");
    Ok(previews)
}

/// Reads bytes that are at hand under a name: the sample's own texts.
///
/// # Errors
/// What the reader says.
pub(crate) fn given(session: &Session, call: &Call, name: &str, bytes: Vec<u8>) -> Result<Vec<ImportPreview>> {
    let desk = session.desk()?;
    let lang = language(&desk, None)?;
    let asked = Asked { lang: &lang, without: &[], parts: &BTreeMap::new(), job: &call.job, done: 0, total: 1 };
    held_all(session, &desk, call, name, bytes, &asked)
}

fn held_all(
    session: &Session,
    desk: &Desk,
    call: &Call,
    name: &str,
    bytes: Vec<u8>,
    asked: &Asked<'_>,
) -> Result<Vec<ImportPreview>> {
    let pieces = pieces(name, &bytes, asked)?;
    let bytes = Arc::new(bytes);
    let each = pieces.into_iter().enumerate().map(|(place, piece)| {
        let held = Held { name: name.to_owned(), bytes: Arc::clone(&bytes), place, lang: asked.lang.to_owned(), piece };
        hold(session, desk, call, held)
    });
    each.collect()
}

/// Reads what was pasted: its HTML where it has structure, else its text (Markdown where it looks like it).
///
/// # Errors
/// `usage` where nothing was pasted; what the reader says.
pub fn import_paste(session: &Session, call: &Call, wish: ImportPaste) -> Result<Vec<ImportPreview>> {
    let desk = session.desk()?;
    let html = wish.html.as_deref().filter(|html| !html.trim().is_empty());
    if wish.text.trim().is_empty() && html.is_none() {
        return Err(refuse("usage", "There was nothing to paste."));
    }
    let markdown = stet_formats::clipboard::is_markdown(&wish.text);
    let (name, text) = match html {
        Some(html) if !markdown => ("Pasted.html", html),
        _ if markdown => ("Pasted.md", wish.text.as_str()),
        _ => ("Pasted.txt", wish.text.as_str()),
    };
    let lang = language(&desk, None)?;
    let running = session.job(&wish.job);
    let asked = Asked { lang: &lang, without: &[], parts: &BTreeMap::new(), job: &running.job, done: 0, total: 1 };
    held_all(session, &desk, call, name, text.as_bytes().to_vec(), &asked)
}

/// Reads a held file again without some guesses, or with other parts for them.
///
/// # Errors
/// `not-found` where the preview is no longer held; what the reader says.
pub fn import_again(session: &Session, call: &Call, wish: ImportAgain) -> Result<ImportPreview> {
    let desk = session.desk()?;
    let held = held(session, &wish.import)?;
    let job = Job::none();
    let asked = Asked { lang: &held.lang, without: &wish.without, parts: &wish.parts, job: &job, done: 0, total: 1 };
    let piece = pieces(&held.name, &held.bytes, &asked)?.into_iter().nth(held.place).ok_or_else(gone)?;
    let held = Held { piece, ..held };
    let preview = preview(&desk, call, &wish.import, &held)?;
    session.imports.open().insert(wish.import, held);
    Ok(preview)
}

/// So many files waiting are many: the desk is backed up before the first of them comes in.
pub const MANY: usize = 5;

/// Takes a preview in: as a new piece in draft, or as a version of the piece that it is a new copy of. The text of a piece that
/// is there is never replaced. The file is kept unchanged with the piece.
///
/// # Errors
/// `twin` where a slug that was asked for is taken; `not-found`; `usage`; what the disk says: then nothing was taken in.
pub fn import_add(session: &Session, call: &Call, wish: ImportAdd) -> Result<Added> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let held = held(session, &wish.import)?;
    if wish.many.unwrap_or(false) || session.imports.open().len() >= MANY {
        crate::backup::before(session, &call, &desk, crate::backup::Why::Import)?;
    }
    let added = desk.write(&call, |tx| match &wish.copy_of {
        Some(of) => add::as_copy(tx, &held, of),
        None => add::as_piece(tx, &held, &wish),
    })?;
    session.imports.open().remove(&wish.import);
    Ok(added)
}

/// Forgets a preview.
///
/// # Errors
/// None.
pub fn import_discard(session: &Session, _: &Call, wish: ImportDiscard) -> Result<()> {
    session.imports.exports().remove(&wish.import);
    session.imports.open().remove(&wish.import);
    Ok(())
}

fn language(desk: &Desk, asked: Option<&str>) -> Result<String> {
    match asked.map(str::trim).filter(|lang| !lang.is_empty()) {
        Some(lang) if stet_document::schema::is_lang(lang) => Ok(lang.to_owned()),
        Some(_) => Err(refuse("usage", "A language is written like en-GB, pt or ar.")),
        None => Ok(desk.read(desk::settings)?.lang),
    }
}

/// The bytes of a file that a person chose, whole.
///
/// # Errors
/// `unreadable`, `too-large`; what the disk says.
pub(crate) fn bytes_of(path: &Path, session: &Session) -> Result<Vec<u8>> {
    session.not_the_desk(path)?;
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(refuse(
            "unreadable",
            "This is not a file; choose a Word, OpenDocument, RTF, Markdown, HTML, mail or text file.",
        ));
    }
    if about.len() > u64::try_from(stet_formats::LARGEST).unwrap_or(u64::MAX) {
        return Err(refuse("too-large", "This file is larger than 256 MB; take out its pictures and send them apart."));
    }
    Ok(std::fs::read(path)?)
}

/// How files are read, and how far the work is.
struct Asked<'a> {
    lang: &'a str,
    without: &'a [String],
    parts: &'a BTreeMap<String, String>,
    job: &'a Job,
    done: u64,
    total: u64,
}

fn pieces(name: &str, bytes: &[u8], asked: &Asked<'_>) -> Result<Vec<Imported>> {
    let mut random = ids::random;
    let mut options = ReadOptions {
        without: asked.without.to_vec(),
        parts: asked.parts.clone(),
        lang: asked.lang.to_owned(),
        random: &mut random,
        progress: &|_, _| asked.job.progress(asked.done, asked.total, name),
    };
    Ok(stet_formats::read(&Source { name, bytes }, &mut options)?)
}

fn failed(name: &str, failure: Failure) -> ImportPreview {
    ImportPreview {
        import: String::new(),
        name: name.to_owned(),
        format: String::new(),
        failure: Some(failure),
        doc: String::new(),
        fields: Fields::default(),
        filed: None,
        slug: String::new(),
        words: 0,
        guesses: Vec::new(),
        left_out: Vec::new(),
        copy_of: Vec::new(),
        media: Vec::new(),
        many: None,
    }
}

fn preview(desk: &Desk, call: &Call, id: &str, held: &Held) -> Result<ImportPreview> {
    let imported = &held.piece;
    let (slug, (address, left), copy_of) = desk.read(|conn| {
        let copy_of = resemble::resembles(conn, call, &imported.document)?;
        Ok((add::proposed(conn, imported)?, add::address(conn, &imported.fields)?, copy_of))
    })?;
    Ok(ImportPreview {
        import: id.to_owned(),
        name: if imported.name.is_empty() { held.name.clone() } else { imported.name.clone() },
        format: imported.format.clone(),
        failure: None,
        doc: imported.document.to_json(),
        fields: Fields { slug: slug.clone(), address, ..imported.fields.clone() },
        filed: imported.filed.clone(),
        slug,
        words: counts::words(&imported.document).whole,
        guesses: imported.guesses.clone(),
        left_out: imported.left_out.iter().cloned().chain(left).collect(),
        copy_of,
        media: imported.media.iter().map(|m| PreviewMedia { hash: m.hash.clone(), width: m.width, height: m.height }).collect(),
        many: None,
    })
}
