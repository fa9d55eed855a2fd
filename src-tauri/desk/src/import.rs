//! Files in: read into previews that the session holds, then taken in as a new piece or as a new copy of one.
//! Reading a format is the crate `stet-formats`; how alike two texts are is `likeness.rs`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use serde::{Deserialize, Serialize};
use stet_document::{Failure, Fields, counts};
use stet_formats::{Guess, Imported, LeftOut, Media, ReadOptions, Source};
use ts_rs::TS;

use crate::audit::Line;
use crate::dates::DateName;
use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId, VersionId};
use crate::resemble::{self, Likeness};
use crate::session::Session;
use crate::store::{Desk, Write};
use crate::{Call, Job, blob, date, desk, field, names, piece};

/// Previews under way, by their id.
#[derive(Default)]
pub struct Shelf(Mutex<BTreeMap<String, Held>>);

impl Shelf {
    fn open(&self) -> MutexGuard<'_, BTreeMap<String, Held>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// A picture of a preview that is not on the desk yet.
    pub fn media(&self, hash: &str) -> Option<Media> {
        self.open().values().find_map(|held| held.piece.media.iter().find(|media| media.hash == hash).cloned())
    }

    /// Forgets every preview: another desk was opened.
    pub fn clear(&self) {
        self.open().clear();
    }
}

/// A file that was read, and the piece that it gave.
#[derive(Clone)]
struct Held {
    /// The file whole, so that it can be read again and kept.
    name: String,
    bytes: Arc<Vec<u8>>,
    /// Which of the pieces that the file gives.
    place: usize,
    lang: String,
    piece: Imported,
}

/// The most previews that are held at a time; a person looks through no more.
const MOST: usize = 500;

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
}

/// The command `import_discard`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportDiscard {
    pub import: String,
}

/// What became of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Added {
    pub article: ArticleId,
    pub slug: String,
    /// The version that a new copy became; null: it is a new piece.
    pub version: Option<VersionId>,
}

/// A piece as it was read, before anything is written.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
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
}

/// A picture of a preview; its bytes are got by `media_get`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
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
    let total = u64::try_from(wish.files.len()).unwrap_or(u64::MAX);
    let mut previews: Vec<ImportPreview> = Vec::new();
    let mut files = Vec::new();
    for token in &wish.files {
        files.push(session.take_token(token)?);
    }
    for (done, path) in files.iter().enumerate() {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let done = u64::try_from(done).unwrap_or(u64::MAX);
        let asked = Asked { lang: &lang, without: &wish.without, parts: &BTreeMap::new(), job: &running.job, done, total };
        let read = bytes_of(path, session).and_then(|bytes| held_all(session, &desk, call, &name, bytes, &asked));
        let stopped = running.job.is_cancelled() || call.job.is_cancelled();
        match read {
            read if stopped => {
                let mut shelf = session.imports.open();
                previews.iter().chain(read.iter().flatten()).for_each(|preview| drop(shelf.remove(&preview.import)));
                return Err(refuse("cancelled", "The import was cancelled; nothing was taken in."));
            }
            Ok(read) => previews.extend(read),
            Err(error) => previews.push(failed(&name, error.into())),
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

/// Takes a preview in: as a new piece in draft, or as a version of the piece that it is a new copy of. The text of a piece that
/// is there is never replaced. The file is kept unchanged with the piece.
///
/// # Errors
/// `twin` where a slug that was asked for is taken; `not-found`; `usage`; what the disk says: then nothing was taken in.
pub fn import_add(session: &Session, call: &Call, wish: ImportAdd) -> Result<Added> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let held = held(session, &wish.import)?;
    let added = desk.write(&call, |tx| match &wish.copy_of {
        Some(of) => as_copy(tx, &held, of),
        None => as_piece(tx, &held, &wish),
    })?;
    session.imports.open().remove(&wish.import);
    Ok(added)
}

/// Forgets a preview.
///
/// # Errors
/// None.
pub fn import_discard(session: &Session, _: &Call, wish: ImportDiscard) -> Result<()> {
    session.imports.open().remove(&wish.import);
    Ok(())
}

fn as_piece(tx: &Write<'_>, held: &Held, wish: &ImportAdd) -> Result<Added> {
    let imported = &held.piece;
    let lang = &imported.fields.lang;
    let slug = match wish.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty()) {
        Some(typed) => {
            let slug = names::slug(typed, lang);
            if slug.is_empty() {
                return Err(refuse("usage", "A slug needs letters or digits."));
            }
            slug
        }
        None => proposed(tx, imported)?,
    };
    let fields = Fields { slug: slug.clone(), ..imported.fields.clone() };
    let new = piece::New { slug: slug.clone(), state: "draft".to_owned(), doc: imported.document.to_json(), fields };
    let article = piece::create(tx, &new)?;
    let name = shown_name(held);
    tx.audit(&Line {
        kind: "created",
        article: article.as_str(),
        what: format!("Came from {name}."),
        after: "draft",
        ..Line::default()
    })?;
    keep_files(tx, held, article.as_str())?;
    let filed = match wish.filed.as_deref().map(str::trim) {
        None => imported.filed.clone(),
        Some("") => None,
        Some(day) => Some(day.to_owned()),
    };
    if filed.is_some() {
        let set = date::DateSet { article: article.clone(), date: DateName::Filed, wall: filed, zone: None, fold: None };
        date::set_in(tx, &set)?;
    }
    piece::keep(tx, article.as_str(), "import", &format!("From {name}"))?;
    piece::refresh(tx, article.as_str())?;
    Ok(Added { article, slug, version: None })
}

fn as_copy(tx: &Write<'_>, held: &Held, of: &ArticleId) -> Result<Added> {
    let article = of.as_str();
    piece::must_be(tx, article)?;
    let fields = piece::fields(tx, article)?;
    let name = shown_name(held);
    let imported = &held.piece;
    let theirs = Fields { slug: fields.slug.clone(), address: fields.address.clone(), ..imported.fields.clone() };
    let version = piece::keep_other(tx, article, "copy", &format!("From {name}"), &imported.document.to_json(), &theirs, "")?;
    keep_files(tx, held, article)?;
    tx.audit(&Line {
        kind: "import",
        article,
        what: format!("A new copy came from {name}; the text stays, the copy is kept as a version."),
        after: version.as_str(),
        ..Line::default()
    })?;
    Ok(Added { article: of.clone(), slug: fields.slug, version: Some(version) })
}

fn keep_files(tx: &Write<'_>, held: &Held, article: &str) -> Result<()> {
    for media in &held.piece.media {
        blob::put_media(tx, media)?;
    }
    // Of a mail's attachment its own file is kept, of everything else the file that came.
    if held.piece.original.is_empty() {
        blob::put_original(tx, article, &held.name, stet_formats::detect(&source(held)).unwrap_or("text"), &held.bytes)
    } else {
        blob::put_original(tx, article, &held.piece.name, &held.piece.format, &held.piece.original)
    }
}

fn source(held: &Held) -> Source<'_> {
    Source { name: &held.name, bytes: &held.bytes }
}

fn shown_name(held: &Held) -> String {
    let name = if held.piece.name.is_empty() { &held.name } else { &held.piece.name };
    match name.as_str() {
        "Pasted.html" | "Pasted.md" | "Pasted.txt" => "what was pasted".to_owned(),
        other => other.chars().filter(|c| !c.is_control()).take(120).collect(),
    }
}

fn language(desk: &Desk, asked: Option<&str>) -> Result<String> {
    match asked.map(str::trim).filter(|lang| !lang.is_empty()) {
        Some(lang) if stet_document::schema::is_lang(lang) => Ok(lang.to_owned()),
        Some(_) => Err(refuse("usage", "A language is written like en-GB, pt or ar.")),
        None => Ok(desk.read(desk::settings)?.lang),
    }
}

fn bytes_of(path: &Path, session: &Session) -> Result<Vec<u8>> {
    session.not_the_desk(path)?;
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(refuse("unreadable", "This is not a file; choose a Word, Markdown, HTML, mail or text file."));
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

fn held(session: &Session, import: &str) -> Result<Held> {
    session.imports.open().get(import).cloned().ok_or_else(gone)
}

fn gone() -> crate::Error {
    refuse("not-found", "This file is no longer held; choose it again.")
}

fn hold(session: &Session, desk: &Desk, call: &Call, held: Held) -> Result<ImportPreview> {
    let id = format!("{:016x}{:016x}", ids::random(), ids::random());
    let preview = preview(desk, call, &id, &held)?;
    let mut shelf = session.imports.open();
    if shelf.len() >= MOST {
        return Err(refuse("usage", "Too many files are waiting to be looked at; add or discard some first."));
    }
    shelf.insert(id, held);
    Ok(preview)
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
    }
}

fn preview(desk: &Desk, call: &Call, id: &str, held: &Held) -> Result<ImportPreview> {
    let imported = &held.piece;
    let (slug, copy_of) =
        desk.read(|conn| Ok((proposed(conn, imported)?, resemble::resembles(conn, call, &imported.document)?)))?;
    Ok(ImportPreview {
        import: id.to_owned(),
        name: if imported.name.is_empty() { held.name.clone() } else { imported.name.clone() },
        format: imported.format.clone(),
        failure: None,
        doc: imported.document.to_json(),
        fields: Fields { slug: slug.clone(), ..imported.fields.clone() },
        filed: imported.filed.clone(),
        slug,
        words: counts::words(&imported.document).whole,
        guesses: imported.guesses.clone(),
        left_out: imported.left_out.clone(),
        copy_of,
        media: imported.media.iter().map(|m| PreviewMedia { hash: m.hash.clone(), width: m.width, height: m.height }).collect(),
    })
}

/// A free slug: the file's own, else from its name or headline.
fn proposed(conn: &rusqlite::Connection, imported: &Imported) -> Result<String> {
    let lang = &imported.fields.lang;
    let own = names::slug(&imported.fields.slug, lang);
    let name = if imported.name.starts_with("Pasted.") { "" } else { imported.name.as_str() };
    let slug = if own.is_empty() { names::proposed(name, &piece::headline(&imported.document), lang) } else { own };
    names::free(&slug, |name| field::slug_taken(conn, "", name))
}
