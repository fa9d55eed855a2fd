//! Words that were typed and are not durable: kept in the person's state folder while a save fails, shown again when the piece is
//! opened. Nothing of them is on the desk until the person has chosen.
//!
//! **Invariant:** what a running program keeps is its own: another program sees it only once that one has ended.
//! **Invariant:** a kept text is removed only when it is on the desk: as the text, as a version, or as a text that it once was.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use stet_document::{Document, diff, json};
use ts_rs::TS;

use crate::article::LARGEST;
use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::home::{Home, write_whole};
use crate::ids::{self, ArticleId};
use crate::session::Session;
use crate::store::Desk;
use crate::{Call, blob, person, piece, spare, version};

/// The command `recovery_keep`: the text as it stands in the window.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecoveryKeep {
    pub article: ArticleId,
    /// The `head` on which it was written.
    pub base: String,
    pub doc: String,
}

/// The commands `recovery_drop` and `recovery_list`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OfRecovery {
    pub article: ArticleId,
}

/// The command `recovery_settle`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecoverySettle {
    pub article: ArticleId,
    pub recovery: String,
}

/// A text that was typed and did not become durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Recovery {
    pub id: String,
    pub article: ArticleId,
    /// The piece's slug then.
    pub slug: String,
    /// When it was kept (instant).
    pub when: String,
    /// Who typed it, by name; empty when nobody is known.
    pub who: String,
    pub doc: String,
    /// Whether the piece was changed since: then what it has and this text lacks may have come later.
    pub changed: bool,
}

/// As it lies in the state folder.
#[derive(Serialize, Deserialize)]
struct Kept {
    desk: String,
    /// Where the desk's file was: a copy of it elsewhere has the same id.
    path: PathBuf,
    article: ArticleId,
    slug: String,
    who: String,
    at: i64,
    base: String,
    doc: String,
}

/// Where this program keeps its texts: a folder of its own, held by a lock for as long as it runs.
#[derive(Default)]
pub struct Shelter(Mutex<Option<Held>>);

struct Held {
    folder: PathBuf,
    /// Held, not read: comes free when the program ends in any way.
    _alive: File,
}

impl Shelter {
    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This program's folder, made when it is first needed.
    fn folder(&self, home: &Home) -> Result<PathBuf> {
        let mut held = self.held();
        if let Some(held) = &*held {
            return Ok(held.folder.clone());
        }
        make_private(&root(home))?;
        loop {
            let folder = root(home).join(format!("{:016x}", ids::random()));
            make_private(&folder)?;
            let alive = File::options().create(true).append(true).open(folder.join(ALIVE))?;
            alive.lock()?;
            // Between the two another program may have taken the empty folder for one that was left.
            if folder.join(ALIVE).exists() {
                *held = Some(Held { folder: folder.clone(), _alive: alive });
                return Ok(folder);
            }
        }
    }

    fn is_own(&self, folder: &Path) -> bool {
        self.held().as_ref().is_some_and(|held| held.folder == folder)
    }
}

const ALIVE: &str = "alive";

fn root(home: &Home) -> PathBuf {
    home.state_folder().join("recovery")
}

/// A folder that nobody else may look into.
fn make_private(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Keeps some room free for the day on which the disk is full. What goes wrong is no reason not to open a desk.
pub(crate) fn reserve(home: &Home) {
    let folder = root(home);
    if let Err(error) = make_private(&folder).and_then(|()| spare::reserve(&folder)) {
        tracing::warn!(%error, "no room could be reserved for unsaved words");
    }
}

fn file_of(desk: &Desk, article: &ArticleId) -> String {
    format!(
        "{}.json",
        blob::hash(format!("{}/{}/{article}", desk.id().as_str(), desk.path().display(), article = article.as_str()).as_bytes())
    )
}

/// Keeps the text as it stands in the window, in place of what was kept of this piece before.
///
/// # Errors
/// `too-large`; what the file system says: then the window is the only one that has it.
pub fn recovery_keep(session: &Session, call: &Call, input: RecoveryKeep) -> Result<()> {
    let desk = session.desk()?;
    if input.doc.len() > LARGEST {
        return Err(refuse("too-large", "This text is larger than Stet can keep in one piece; divide it."));
    }
    // Whose words and of which piece is good to know; where the desk's file is gone they are kept without.
    let told = session.actor(call, &desk).and_then(|actor| {
        desk.read(|conn| {
            let who = actor.map(|actor| person::get(conn, &actor)).transpose()?.map(|person| person.name);
            Ok((piece::fields(conn, input.article.as_str())?.slug, who.unwrap_or_default()))
        })
    });
    let (slug, who) = told.unwrap_or_default();
    let name = file_of(&desk, &input.article);
    let kept = Kept {
        desk: desk.id().0.clone(),
        path: desk.path().to_owned(),
        article: input.article,
        slug,
        who,
        at: ids::millis(call.now),
        base: input.base,
        doc: input.doc,
    };
    let bytes = serde_json::to_vec(&kept)?;
    // The folder, too, is made here, and finds no room on a full disk.
    spare::written(&root(session.home()), || write_whole(&session.shelter.folder(session.home())?.join(&name), &bytes))
}

/// What this program kept of the piece is durable now.
///
/// # Errors
/// What the file system says.
pub fn recovery_drop(session: &Session, _: &Call, input: OfRecovery) -> Result<()> {
    let desk = session.desk()?;
    let own = session.shelter.held().as_ref().map(|held| held.folder.join(file_of(&desk, &input.article)));
    own.map_or(Ok(()), |file| gone(&file))
}

/// Texts of the piece that did not become durable, the newest first. What did after all is removed and not told.
///
/// # Errors
/// `not-found`; what the desk says.
pub fn recovery_list(session: &Session, _: &Call, input: OfRecovery) -> Result<Vec<Recovery>> {
    let desk = session.desk()?;
    let mut found = Vec::new();
    for (file, kept) in orphans(session, &desk)? {
        if kept.article != input.article {
            continue;
        }
        let head = desk.read(|conn| {
            let head = piece::head(conn, kept.article.as_str())?;
            Ok(if durable(conn, &kept, &head.doc)? { None } else { Some(head.hash) })
        })?;
        match head {
            None => gone(&file)?,
            Some(head) => found.push(Recovery {
                id: name_of(&apart(session, &file)?),
                article: kept.article,
                slug: kept.slug,
                when: ids::told(kept.at),
                who: kept.who,
                changed: kept.base != head,
                doc: kept.doc,
            }),
        }
    }
    found.sort_by(|a, b| b.when.cmp(&a.when));
    Ok(found)
}

/// The pieces of which such texts are kept, by slug: told when the desk is opened.
///
/// # Errors
/// What the file system and the desk say.
pub fn recovery_pieces(session: &Session, _: &Call, _: crate::app::Nothing) -> Result<Vec<String>> {
    let desk = session.desk()?;
    let mut slugs = Vec::new();
    for (_, kept) in orphans(session, &desk)? {
        let waits = desk.read(|conn| match piece::head(conn, kept.article.as_str()) {
            Ok(head) => Ok(!durable(conn, &kept, &head.doc)?),
            Err(_) => Ok(false),
        })?;
        if waits && !slugs.contains(&kept.slug) {
            slugs.push(kept.slug);
        }
    }
    slugs.sort();
    Ok(slugs)
}

/// The person has chosen what of a kept text is taken: the whole of it becomes a version of the piece, and the file goes.
///
/// # Errors
/// `not-found`; what a write says: then it stays kept.
pub fn recovery_settle(session: &Session, call: &Call, input: RecoverySettle) -> Result<()> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let found = orphans(session, &desk)?
        .into_iter()
        .find(|(file, kept)| name_of(file) == input.recovery && kept.article == input.article);
    let (file, kept) = found.ok_or_else(|| refuse("not-found", "These words were recovered already."))?;
    let article = kept.article.as_str();
    desk.write(&call, |tx| {
        if durable(tx, &kept, &piece::head(tx, article)?.doc)? {
            return Ok(());
        }
        let zone = crate::desk::settings(tx)?.zone;
        let at = crate::dates::wall_of(jiff::Timestamp::from_millisecond(kept.at).unwrap_or(call.now), &zone).replace('T', ", ");
        let who = if kept.who.is_empty() { "somebody" } else { kept.who.as_str() };
        let fields = piece::fields(tx, article)?;
        let version =
            piece::keep_other(tx, article, "conflict", &format!("not saved: {who}, {at}"), &kept.doc, &fields, &kept.base)?;
        version::settle_in(tx, article, &version)?;
        tx.audit(&Line {
            kind: "conflict",
            article,
            what: format!("Words that {who} typed on {at} and that were not saved were looked at, and kept as a version."),
            after: version.as_str(),
            ..Line::default()
        })
    })?;
    gone(&file)
}

/// Is the text on the desk after all: as the text or what it once was, as a version, or the same words as the text?
fn durable(conn: &Connection, kept: &Kept, head: &str) -> Result<bool> {
    let hash = json::doc_hash(&kept.doc);
    if hash == json::doc_hash(head) {
        return Ok(true);
    }
    let step: Option<i64> = conn
        .prepare_cached("SELECT id FROM step WHERE article = ?1 AND head = ?2 LIMIT 1")?
        .query_row(params![kept.article, hash], |row| row.get(0))
        .optional()?;
    let version: Option<i64> = conn
        .prepare_cached("SELECT id FROM version WHERE article = ?1 AND doc = ?2 LIMIT 1")?
        .query_row(params![kept.article, blob::hash(kept.doc.as_bytes())], |row| row.get(0))
        .optional()?;
    if step.is_some() || version.is_some() {
        return Ok(true);
    }
    Ok(match (Document::from_json(head), Document::from_json(&kept.doc)) {
        (Ok(head), Ok(kept)) => diff::compare(&head, &kept).same,
        _ => false,
    })
}

/// Texts of this desk whose program has ended, or that an earlier page of this one kept. One that cannot be read is left where it is.
fn orphans(session: &Session, desk: &Desk) -> Result<Vec<(PathBuf, Kept)>> {
    let mut found = Vec::new();
    for folder in entries(&root(session.home()))?.into_iter().filter(|folder| folder.is_dir()) {
        let own = session.shelter.is_own(&folder);
        // Held while it is looked at, so that two programs do not clear away at once.
        let Some(_dead) = (if own { Some(None) } else { ended(&folder).map(Some) }) else { continue };
        let mut empty = true;
        for file in entries(&folder)?.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")) {
            empty = false;
            let kept = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
            if let Some(kept) = kept
                && kept.desk == desk.id().as_str()
                // A copy of the desk is asked only where the desk itself is not there any more.
                && (kept.path == desk.path() || !kept.path.exists())
            {
                found.push((file, kept));
            }
        }
        if empty && !own {
            let _ = fs::remove_dir_all(&folder);
        }
    }
    Ok(found)
}

/// The lock of a program that has ended; `None` while it runs.
fn ended(folder: &Path) -> Option<File> {
    let alive = File::options().append(true).open(folder.join(ALIVE)).ok()?;
    alive.try_lock().is_ok().then_some(alive)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect()),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(cause) => Err(cause.into()),
    }
}

/// A text of an earlier page of this program gets a name of its own: what this page keeps neither replaces nor drops it.
fn apart(session: &Session, file: &Path) -> Result<PathBuf> {
    let own = file.parent().is_some_and(|folder| session.shelter.is_own(folder));
    if !own || file.file_stem().is_some_and(|name| name.to_string_lossy().contains('-')) {
        return Ok(file.to_owned());
    }
    let name = format!("{}-{:016x}.json", file.file_stem().unwrap_or_default().to_string_lossy(), ids::random());
    let other = file.with_file_name(name);
    fs::rename(file, &other)?;
    Ok(other)
}

/// What a kept text is called: its folder and its file.
fn name_of(file: &Path) -> String {
    let name = |part: Option<&std::ffi::OsStr>| part.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}/{}", name(file.parent().and_then(Path::file_name)), name(file.file_stem()))
}

fn gone(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(cause.into()),
        _ => Ok(()),
    }
}
