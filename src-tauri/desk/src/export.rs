//! Files out: which pieces may leave, what they are written with, and where they go. Writing a format is the crate
//! `stet-formats`; putting files on the disk whole is `whole.rs`.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use stet_formats::{Export, LeftOut, OutDates, Outgoing, WORKING_COPY, WRITERS, fair};
use ts_rs::TS;

use crate::audit::Line;
use crate::dates::{self, DateValue};
use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId};
use crate::session::Session;
use crate::store::{Desk, Write};
use crate::whole::{self, Wanted};
use crate::{Call, blob, date, desk, moves, piece, veil};

/// Where a refused export was to go.
pub struct Place {
    wish: (Vec<ArticleId>, String, bool),
    path: PathBuf,
}

/// A command that asks nothing.
pub use crate::app::Nothing;

/// A format that pieces leave in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportFormat {
    /// `html`, `markdown:plain`, `markdown:hugo`.
    pub id: String,
    pub name: String,
    /// Of the main file, without the dot.
    pub ext: String,
    /// True: a folder is asked for even for one piece.
    pub folder: bool,
}

/// The command `export_preview`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExportPreview {
    pub article: ArticleId,
    pub to: String,
}

/// A page as it would leave, its pictures by their hash (`stet-media://localhost/HASH`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Preview {
    pub html: String,
}

/// The command `export_write`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExportWrite {
    pub articles: Vec<ArticleId>,
    pub to: String,
    /// For the people of the piece, marked as such: in any state, under the embargo too.
    #[serde(default)]
    pub working_copy: bool,
    /// Files that are there may be replaced.
    #[serde(default)]
    pub replace: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exported {
    /// Names within the folder, the pieces' own files first.
    pub paths: Vec<String>,
    pub left_out: Vec<LeftOut>,
    /// The folder's name.
    pub folder: String,
}

/// The command `export_copy`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExportCopy {
    pub article: ArticleId,
    #[serde(default)]
    pub working_copy: bool,
}

/// What goes to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Copied {
    pub html: String,
    pub text: String,
}

/// Every format, with its presets.
///
/// # Errors
/// None.
pub fn export_formats(_: &Session, _: &Call, _: Nothing) -> Result<Vec<ExportFormat>> {
    Ok(formats())
}

fn formats() -> Vec<ExportFormat> {
    let mut all = Vec::new();
    for writer in WRITERS {
        let one = |id: String, name: String, folder: bool| ExportFormat { id, name, ext: writer.extension.to_owned(), folder };
        if writer.presets.is_empty() {
            all.push(one(writer.id.to_owned(), writer.name.to_owned(), writer.folder));
        }
        for (preset, name) in writer.presets {
            // A site's preset gives a file in the site's own tree.
            all.push(one(
                format!("{}:{preset}", writer.id),
                format!("{}, {name}", writer.name),
                writer.folder || *preset != "plain",
            ));
        }
    }
    all
}

fn format(to: &str) -> Result<ExportFormat> {
    let found = formats().into_iter().find(|format| format.id == to || format.id.strip_suffix(":plain") == Some(to));
    found.ok_or_else(|| {
        let names: Vec<String> = formats().into_iter().map(|f| f.id).collect();
        refuse("usage", format!("There is no such format; there are: {}.", names.join(", ")))
    })
}

/// May this piece leave as itself?
fn may_leave(conn: &Connection, call: &Call, article: &str) -> Result<()> {
    let (exports, label, name): (bool, String, String) = conn
        .prepare_cached("SELECT s.exports, s.label, a.slug FROM article a JOIN state s ON s.name = a.state WHERE a.uuid = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let dates = date::of(conn, article)?;
    if let Some(embargo) = &dates.embargo
        && dates::moment(&embargo.instant).is_none_or(|until| until > call.now)
    {
        return Err(refuse(
            "embargo",
            format!(
                "{name} is under embargo until {}; until then it leaves only as a working copy.",
                dates::told(embargo, &desk::settings(conn)?.zone)
            ),
        ));
    }
    if !exports {
        return Err(refuse(
            "state",
            format!("{name} is in {label}; it leaves from Ready on, or now as a working copy.", label = label.to_lowercase()),
        ));
    }
    Ok(())
}

/// One piece as the files that it leaves in.
fn made(conn: &Connection, article: &str, to: &str, address: &str, working_copy: bool, now: jiff::Timestamp) -> Result<Export> {
    let document = piece::document(conn, article)?;
    let mut fields = piece::fields(conn, article)?;
    address.clone_into(&mut fields.address);
    let kept = date::of(conn, article)?;
    let (created, modified): (i64, i64) = conn
        .prepare_cached("SELECT created_at, modified_at FROM article WHERE uuid = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let wall = |value: &Option<DateValue>| value.as_ref().map(|v| v.wall.clone());
    let dates = OutDates {
        publish_at: kept.publish_at.as_ref().and_then(dates::iso),
        printed: wall(&kept.printed),
        filed: kept.filed.as_ref().map(|v| v.wall.chars().take(10).collect()),
        modified: Some(ids::told(modified)),
        created: Some(ids::told(created)),
    };
    let publication = desk::settings(conn)?.title;
    // The other language versions, where they may be known.
    let translations = crate::translation::of(conn, article)?
        .into_iter()
        .filter(|version| version.article.as_str() != article)
        .filter_map(|version| {
            let address = public_address(conn, version.article.as_str(), working_copy, now)?;
            Some(stet_formats::Translation { lang: version.lang, address, headline: version.label })
        })
        .collect();
    let out = Outgoing {
        id: article,
        document: &document,
        fields: &fields,
        dates,
        publication: &publication,
        working_copy,
        media: &|hash| blob::media(conn, hash).ok(),
        address_of: &|other| public_address(conn, other, working_copy, now),
        translations,
    };
    Ok(stet_formats::write(&out, to)?)
}

/// The same for a piece that leaves: nothing in it tells who is behind a pseudonym.
fn leaving(
    conn: &Connection,
    article: &str,
    to: &str,
    address: &str,
    working_copy: bool,
    now: jiff::Timestamp,
) -> Result<Export> {
    let export = made(conn, article, to, address, working_copy, now)?;
    veil::must_hold(conn, &piece::document(conn, article)?, &piece::fields(conn, article)?, &export)?;
    Ok(export)
}

/// One piece as Markdown with its pictures, for the people of the desk: marked as a working copy where it may not leave yet.
/// Answers with it whether it is one.
///
/// # Errors
/// What the writer says.
pub(crate) fn to_read(conn: &Connection, call: &Call, article: &str) -> Result<(Vec<stet_formats::OutFile>, bool)> {
    let working_copy = may_leave(conn, call, article).is_err();
    let address = moves::address_for(conn, article)?;
    Ok((made(conn, article, "markdown:plain", &address, working_copy, call.now)?.files, working_copy))
}

/// The address of another piece, where it may be known: one that is not allowed out yet is not linked to.
fn public_address(conn: &Connection, article: &str, working_copy: bool, now: jiff::Timestamp) -> Option<String> {
    let (exports, embargo): (bool, Option<i64>) = conn
        .prepare_cached("SELECT s.exports, a.embargo FROM article a JOIN state s ON s.name = a.state WHERE a.uuid = ?1")
        .ok()?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
        .ok()?;
    let free = exports && embargo.is_none_or(|until| until <= ids::millis(now));
    if free || working_copy { moves::address_for(conn, article).ok() } else { None }
}

/// A page as it would leave; marked as a working copy where it may not leave yet.
///
/// # Errors
/// `not-found`, `usage`; what the writer says.
pub fn export_preview(session: &Session, call: &Call, wish: ExportPreview) -> Result<Preview> {
    let desk = session.desk()?;
    let format = format(&wish.to)?;
    desk.read(|conn| {
        let article = wish.article.as_str();
        piece::must_be(conn, article)?;
        let working_copy = may_leave(conn, call, article).is_err();
        let address = moves::address_for(conn, article)?;
        let export = made(conn, article, &format.id, &address, working_copy, call.now)?;
        let main = export.files.first().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
        if format.ext == "html" {
            return Ok(Preview { html: with_pictures(main, &export) });
        }
        Ok(Preview {
            html: format!(
                "<!doctype html><meta charset=\"utf-8\"><title>{}</title><pre style=\"white-space:pre-wrap\">{}</pre>",
                escaped(&address),
                escaped(&main)
            ),
        })
    })
}

/// Pictures beside the page by their hash, for a page that is shown and not saved.
fn with_pictures(mut html: String, export: &Export) -> String {
    for file in export.files.iter().skip(1) {
        let shown = format!("stet-media://localhost/{}", blob::hash(&file.bytes));
        for quoted in [file.path.clone(), file.path.replace(' ', "%20")] {
            html = html.replace(&format!("\"{quoted}\""), &format!("\"{shown}\""));
        }
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Writes pieces as files, after asking where: one file (with its pictures beside) or a folder.
///
/// # Errors
/// `embargo` and `state` where a piece may not leave, except as a working copy; `pseudonym` where a legal name stands in it; `exists` where a file is there and `replace` is
/// false; `cancelled` when the dialog is closed; what the disk says. Then nothing was written.
pub fn export_write(session: &Session, call: &Call, wish: ExportWrite) -> Result<Exported> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let format = format(&wish.to)?;
    if wish.articles.is_empty() {
        return Err(refuse("usage", "Choose at least one piece to export."));
    }
    let addresses = addresses(&desk, &call, &wish)?;
    let exports: Vec<Export> = desk.read(|conn| {
        if !wish.working_copy {
            // Asked again in the snapshot that is written out: another program may have moved a piece meanwhile.
            wish.articles.iter().try_for_each(|article| may_leave(conn, &call, article.as_str()))?;
        }
        let each = wish.articles.iter().zip(&addresses);
        each.map(|(article, address)| leaving(conn, article.as_str(), &format.id, address, wish.working_copy, call.now)).collect()
    })?;
    let single = wish.articles.len() == 1 && !format.folder;
    let path = place(session, &wish, single, addresses.first().map_or("piece", String::as_str), &format.ext)?;
    let (root, main) = match (single, path.parent(), path.file_name()) {
        (false, ..) => (path.clone(), None),
        (true, Some(folder), Some(name)) => (in_here(folder), Some(name.to_owned())),
        (true, ..) => return Err(refuse("usage", "Choose a file to write.")),
    };
    if !root.is_dir() {
        return Err(refuse("io", "That folder is not there; make it first or choose another."));
    }
    let mut files: Vec<Wanted> = Vec::new();
    let mut mains: Vec<Wanted> = Vec::new();
    let mut left_out = Vec::new();
    for export in exports {
        for (index, file) in export.files.into_iter().enumerate() {
            let relative = safe(&file.path)?;
            match (&main, index) {
                (Some(name), 0) => mains.push(Wanted { path: root.join(name), bytes: file.bytes }),
                (None, 0) => mains.push(Wanted { path: root.join(relative), bytes: file.bytes }),
                // The same picture in two pieces is one file.
                _ if files.iter().any(|other| other.path == root.join(&relative) && other.bytes == file.bytes) => {}
                _ => files.push(Wanted { path: root.join(relative), bytes: file.bytes }),
            }
        }
        left_out.extend(export.left_out);
    }
    let count = mains.len();
    files.append(&mut mains);
    if let Err(error) = whole::write_all(&root, &files, wish.replace, &|path| desk.owns(path)) {
        if matches!(&error, crate::Error::Told(failure) if failure.code == "exists") {
            *hold(session) = Some(Place { wish: (wish.articles, wish.to, wish.working_copy), path });
        }
        return Err(error);
    }
    let how = if wish.working_copy { "as a working copy" } else { "as a file" };
    tell_history(&desk, &call, &wish.articles, &format!("Exported {how}: {}.", format.name), &format.id);
    let shown = |wanted: &Wanted| wanted.path.strip_prefix(&root).unwrap_or(&wanted.path).to_string_lossy().into_owned();
    let split = files.len() - count;
    let (pictures, pages) = files.split_at_checked(split).unwrap_or((&[], &[]));
    Ok(Exported {
        paths: pages.iter().chain(pictures).map(shown).collect(),
        left_out,
        folder: root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    })
}

/// A line in the history of each piece that left. The files are out by then, so a desk that takes no line makes no failure of it.
fn tell_history(desk: &Desk, call: &Call, articles: &[ArticleId], what: &str, to: &str) {
    let line = |article| Line { kind: "export", article, what: what.to_owned(), after: to, ..Line::default() };
    tell(desk, call, |tx| articles.iter().try_for_each(|article| tx.audit(&line(article.as_str()))));
}

/// A line in the history of the desk itself, when all of it left.
pub(crate) fn tell_desk(desk: &Desk, call: &Call, what: String) {
    tell(desk, call, |tx| tx.audit(&Line { kind: "export", what, ..Line::default() }));
}

fn tell(desk: &Desk, call: &Call, lines: impl FnOnce(&Write<'_>) -> Result<()>) {
    if desk.is_read_only() {
        return;
    }
    if let Err(error) = desk.write(call, lines) {
        tracing::warn!(%error, "an export could not be written into the history");
    }
}

fn hold(session: &Session) -> std::sync::MutexGuard<'_, Option<Place>> {
    session.place.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// An empty parent is the current folder.
fn in_here(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() }
}

/// Which address each piece leaves under. Pieces that leave as themselves get theirs for good, all in one write.
fn addresses(desk: &Desk, call: &Call, wish: &ExportWrite) -> Result<Vec<String>> {
    let (missing, mut found) = desk.read(|conn| {
        let mut missing = false;
        let mut found = Vec::new();
        for article in &wish.articles {
            piece::must_be(conn, article.as_str())?;
            if !wish.working_copy {
                may_leave(conn, call, article.as_str())?;
            }
            missing |= piece::fields(conn, article.as_str())?.address.is_empty();
            found.push(moves::address_for(conn, article.as_str())?);
        }
        Ok((missing, found))
    })?;
    if missing && !wish.working_copy && !desk.is_read_only() {
        return desk
            .write(call, |tx| wish.articles.iter().map(|article| moves::address_when_needed(tx, article.as_str())).collect());
    }
    // Two new pieces of one headline, not written down yet.
    for index in 1..found.len() {
        let (before, rest) = found.split_at_mut(index);
        if let Some(own) = rest.first_mut() {
            *own = crate::names::free(own, |name| Ok::<bool, crate::Error>(before.iter().any(|other| other == name)))?;
        }
    }
    Ok(found)
}

fn place(session: &Session, wish: &ExportWrite, single: bool, address: &str, ext: &str) -> Result<PathBuf> {
    let asked_before = hold(session).take();
    if wish.replace
        && let Some(place) = asked_before
        && place.wish == (wish.articles.clone(), wish.to.clone(), wish.working_copy)
    {
        return Ok(place.path);
    }
    let cancelled = || refuse("cancelled", "Nothing was written.");
    let platform = session.platform();
    if single {
        let name = format!("{address}.{ext}");
        let path = platform.choose_save("Where shall the piece be written?", &name).ok_or_else(cancelled)?;
        return Ok(if path.is_dir() { path.join(name) } else { path });
    }
    platform.choose_folder().ok_or_else(cancelled)
}

/// A writer's path, held to the folder that was chosen.
fn safe(path: &str) -> Result<PathBuf> {
    let ok =
        !path.is_empty() && !path.contains(['\\', '\0', ':']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if ok {
        Ok(path.split('/').collect())
    } else {
        Err(refuse("io", "The export made a file name that no folder can hold; nothing was written."))
    }
}

/// A piece for the clipboard: the article's own HTML, and its plain text, both as the reader would get them: open suggestions
/// undone, a working copy marked.
///
/// # Errors
/// As [`export_write`].
pub fn export_copy(session: &Session, call: &Call, wish: ExportCopy) -> Result<Copied> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let copied = desk.read(|conn| {
        let article = wish.article.as_str();
        piece::must_be(conn, article)?;
        if !wish.working_copy {
            may_leave(conn, &call, article)?;
        }
        let address = moves::address_for(conn, article)?;
        let export = leaving(conn, article, "html", &address, wish.working_copy, call.now)?;
        let page = export.files.first().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
        let element = |from: &str, to: &str| {
            let found = page.find(from).and_then(|from| page.get(from..)).and_then(|rest| rest.get(..rest.find(to)? + to.len()));
            found.unwrap_or_default()
        };
        let mark = if wish.working_copy { element("<p class=\"working-copy\"", "</p>") } else { "" };
        let fair = fair::copy(&piece::document(conn, article)?);
        let words = stet_document::text::show(&fair, &piece::fields(conn, article)?);
        Ok(Copied {
            html: format!("{mark}{}", element("<article", "</article>")),
            text: if wish.working_copy { format!("{WORKING_COPY}\n\n{words}") } else { words },
        })
    })?;
    let what =
        if wish.working_copy { "Copied as a working copy, to be pasted elsewhere." } else { "Copied, to be pasted elsewhere." };
    tell_history(&desk, &call, std::slice::from_ref(&wish.article), what, "html");
    Ok(copied)
}
