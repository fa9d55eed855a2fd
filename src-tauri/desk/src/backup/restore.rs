//! Going back to a backup: the whole desk or one piece, and looking into one first. Reads backups as they lie there.
//!
//! The way back, in this order, each step whole before the next:
//! 1. The backup is read through: sums, audit chain, structure. A damaged one is not restored.
//! 2. What is there now is backed up. Where no desk opens any more, its file and log are kept beside under another name instead.
//! 3. The backup is copied aside, brought to this program's version, and given the line of history and the change rows.
//! 4. The open desk becomes that copy in one transaction of SQLite: a kill or a full disk leaves it as it was. A file that does not
//!    open is renamed, and the copy, whole and on the disk, takes its name.
//!
//! **Invariant:** at every moment the words of before lie whole on the disk, in the desk, in its backup or beside it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use stet_document::Fields;
use ts_rs::TS;

use super::kept::{self, Why};
use super::{Looking, OfBackup, Target, day, make, told, troubles};
use crate::app::{self, AppState, Nothing};
use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::ids::{ArticleId, PersonId, VersionId};
use crate::session::Session;
use crate::store::{self, Desk, Room, Write};
use crate::{Call, Job, blob, desk, field, names, piece, rights};

/// A piece in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupPiece {
    pub article: ArticleId,
    pub slug: String,
    pub label: String,
    /// The state's name.
    pub state: String,
    pub words: u32,
    /// Instant of the last change.
    pub modified: String,
    /// Is it on the open desk, and is its text there the same? Null: it is not there.
    pub same: Option<bool>,
}

/// The command `backup_take`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BackupTake {
    pub backup: String,
    pub article: ArticleId,
    /// As a new piece, even where the piece is on the desk.
    #[serde(default)]
    pub fresh: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupTaken {
    pub article: ArticleId,
    pub slug: String,
    /// The version that it became; null: it is a new piece.
    pub version: Option<VersionId>,
}

/// Looks into a backup, for reading only.
///
/// # Errors
/// `not-found`, `damaged`; what opening says.
pub fn backup_open(session: &Session, call: &Call, wish: OfBackup) -> Result<AppState> {
    let target = Target::of(session, wish.recent.as_deref())?;
    let found = kept::find(&target.folder, &wish.backup)?;
    session.look(call, &found.path, Looking { when: told(found.at), recent: target.line })?;
    app::app_state(session, call, Nothing {})
}

/// The pieces in a backup, the last changed first, each beside what the open desk has.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn backup_pieces(session: &Session, _: &Call, wish: OfBackup) -> Result<Vec<BackupPiece>> {
    let target = Target::of(session, wish.recent.as_deref())?;
    let (then, _) = store::frozen(&kept::find(&target.folder, &wish.backup)?.path)?;
    let mut statement = then.prepare(
        "SELECT a.uuid, a.slug, a.label, coalesce(s.label, a.state), a.words, a.modified_at, coalesce(t.head, '') FROM article a
         LEFT JOIN state s ON s.name = a.state LEFT JOIN article_text t ON t.article = a.uuid ORDER BY a.modified_at DESC, a.id",
    )?;
    let mut rows = statement.query([])?;
    let mut pieces = Vec::new();
    while let Some(row) = rows.next()? {
        let (article, slug, label): (ArticleId, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (modified, head): (i64, String) = (row.get(5)?, row.get(6)?);
        let same = match &target.open {
            Some(desk) => desk.read(|now| head_of(now, article.as_str()))?.map(|now| now == head),
            None => None,
        };
        let label = if label.is_empty() { slug.clone() } else { label };
        let modified = crate::ids::told(modified);
        pieces.push(BackupPiece { article, slug, label, state: row.get(3)?, words: row.get(4)?, modified, same });
    }
    Ok(pieces)
}

fn head_of(conn: &Connection, article: &str) -> Result<Option<String>> {
    use rusqlite::OptionalExtension;
    let mut statement = conn.prepare_cached("SELECT head FROM article_text WHERE article = ?1")?;
    Ok(statement.query_row([article], |row| row.get(0)).optional()?)
}

/// Takes one piece out of a backup: as a version of the piece where it is on the desk, else as a new piece. No text is replaced.
///
/// # Errors
/// `not-found`, `damaged`; what a write says.
pub fn backup_take(session: &Session, call: &Call, wish: BackupTake) -> Result<BackupTaken> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let target = Target::of(session, None)?;
    let found = kept::find(&target.folder, &wish.backup)?;
    let (then, _) = store::frozen(&found.path)?;
    let article = wish.article.as_str();
    let text = piece::head(&then, article)?;
    let fields = piece::fields(&then, article)?;
    let pictures = pictures(&text.doc, &fields);
    desk.write(&call, |tx| {
        let zone = desk::settings(tx)?.zone;
        let why = format!("From the backup of {}", day(found.at, &zone));
        for hash in &pictures {
            // A picture that is not in the backup either is missing in the text as it was then.
            if !blob::has_media(tx, hash)? && blob::has_media(&then, hash)? {
                blob::put_media(tx, &blob::media(&then, hash)?)?;
            }
        }
        let there = head_of(tx, article)?.is_some();
        if there && !wish.fresh {
            return as_version(tx, &wish.article, &text.doc, &fields, &why);
        }
        as_piece(tx, &text.doc, fields, &why)
    })
}

fn as_version(tx: &Write<'_>, article: &ArticleId, doc: &str, fields: &Fields, why: &str) -> Result<BackupTaken> {
    let version = piece::keep_other(tx, article.as_str(), "copy", why, doc, fields, "")?;
    tx.audit(&Line {
        kind: "import",
        article: article.as_str(),
        what: format!("{why}; the text stays, the earlier one is kept as a version."),
        after: version.as_str(),
        ..Line::default()
    })?;
    let slug = piece::fields(tx, article.as_str())?.slug;
    Ok(BackupTaken { article: article.clone(), slug, version: Some(version) })
}

fn as_piece(tx: &Write<'_>, doc: &str, fields: Fields, why: &str) -> Result<BackupTaken> {
    let slug = names::free(&fields.slug, |name| field::slug_taken(tx, "", name))?;
    // Its address is its own only if no other piece has it: `create` asks.
    let fields = Fields { slug: slug.clone(), ..fields };
    let state = desk::workflow(tx)?.arrives().to_owned();
    let article = piece::create(tx, &piece::New { slug: slug.clone(), state: state.clone(), doc: doc.to_owned(), fields })?;
    tx.audit(&Line {
        kind: "created",
        article: article.as_str(),
        what: format!("{why}, as a new piece."),
        after: &state,
        ..Line::default()
    })?;
    piece::keep(tx, article.as_str(), "import", why)?;
    Ok(BackupTaken { article, slug, version: None })
}

/// The pictures that a text shows, by hash.
fn pictures(doc: &str, fields: &Fields) -> BTreeSet<String> {
    // A text of a newer version may show them by nodes that this one does not know: a hash is a hash.
    let hash = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    doc.split('"').chain([fields.lead_picture.as_str()]).filter(hash).map(str::to_owned).collect()
}

/// Makes the desk what it was when the backup was made. What it is now is backed up first.
///
/// # Errors
/// `damaged` for a backup that is not whole; `no-right` with who may (a desk that does not open has nobody to ask); `busy`,
/// `disk-full` …: then the desk is as it was.
pub fn backup_restore(session: &Session, call: &Call, wish: OfBackup) -> Result<AppState> {
    let target = Target::of(session, wish.recent.as_deref())?;
    let found = kept::find(&target.folder, &wish.backup)?;
    if let Some(trouble) = troubles(&found.path).first() {
        return Err(refuse("damaged", format!("This backup is damaged itself, so nothing was changed: {trouble}")));
    }
    let _running = session.quietly();
    // From the start screen, or from within a backup: the desk itself is opened first, if it opens.
    let open = match target.open.clone() {
        Some(desk) => Ok(desk),
        None => session.open_path(call, &target.path),
    };
    let room = Room::new(&target.folder)?;
    let call = &Call { job: Job::none(), ..call.clone() };
    match open {
        Ok(desk) => {
            let call = &Call { actor: session.actor(call, &desk)?, ..call.clone() };
            let actor = call.actor.as_ref().map_or("", PersonId::as_str);
            desk.read(|conn| rights::allowed(conn, actor, "restore", ""))?;
            make(session, call, &desk, Why::Restore)?;
            let seen = desk.read(Seen::of)?;
            let ready = prepare(&room, call, &found, &seen)?;
            session.imports.clear();
            desk.take_over(&ready)?;
            desk.tell();
        }
        Err(cause) if beyond_opening(&cause) => {
            let ready = prepare(&room, call, &found, &Seen::default())?;
            in_its_place(&ready, &target.path, call)?;
            session.open_path(call, &target.path)?;
        }
        Err(other) => return Err(other),
    }
    app::app_state(session, call, Nothing {})
}

/// Is the file lost to SQLite? (One that is in use, or may not be read, is not.)
fn beyond_opening(cause: &crate::Error) -> bool {
    let code = match cause {
        crate::Error::Told(failure) => failure.code.clone(),
        crate::Error::Sql(sql) => match sql.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => "damaged".to_owned(),
            _ => return false,
        },
        crate::Error::Io(_) | crate::Error::Json(_) => return false,
    };
    matches!(code.as_str(), "damaged" | "not-a-desk" | "not-found")
}

/// What those who watch the open desk know of it.
#[derive(Default)]
struct Seen {
    /// The number of the last change.
    last: i64,
    /// The pieces, by id.
    pieces: Vec<String>,
}

impl Seen {
    fn of(conn: &Connection) -> Result<Self> {
        let last = conn.query_row("SELECT coalesce(max(seq), 0) FROM change", [], |row| row.get(0))?;
        let mut statement = conn.prepare("SELECT uuid FROM article")?;
        let pieces = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(Self { last, pieces })
    }
}

/// A copy of the backup, of this program's version, with a line of history that says where it came from.
fn prepare(room: &Room, call: &Call, found: &kept::Kept, seen: &Seen) -> Result<PathBuf> {
    let ready = room.path().join("restored.stet");
    store::copy_file(&found.path, &ready, &call.job)?;
    let desk = Desk::open(&ready)?;
    desk.write(call, |tx| {
        // Who watches the desk asks for changes after the last one that was told.
        tx.execute("UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'change'", [seen.last])?;
        for kind in ["desk", "person", "media"] {
            change(tx, kind)?;
        }
        tx.execute(
            "INSERT INTO change (uuid, at, device, origin, kind, article) SELECT ?1, ?2, ?3, ?4, 'text', uuid FROM article",
            params![crate::ids::fresh(call.now), tx.now(), call.device, RESTORED],
        )?;
        // The pieces that the backup does not have are gone, and are told as well.
        for piece in &seen.pieces {
            tx.execute(
                "INSERT INTO change (uuid, at, device, origin, kind, article) SELECT ?1, ?2, ?3, ?4, 'text', ?5
                 WHERE NOT EXISTS (SELECT 1 FROM article WHERE uuid = ?5)",
                params![crate::ids::fresh(call.now), tx.now(), call.device, RESTORED, piece],
            )?;
        }
        let zone = desk::settings(tx)?.zone;
        tx.audit(&Line {
            kind: "restore",
            what: format!("The whole desk was restored from the backup of {}.", day(found.at, &zone)),
            before: &told(call.now),
            after: &told(found.at),
            ..Line::default()
        })
    })?;
    desk.checkpoint()?;
    drop(desk);
    // As one file, without a log.
    let whole = room.path().join("whole.stet");
    store::copy_file(&ready, &whole, &call.job)?;
    Ok(whole)
}

/// The origin of changes that no window has made itself, so that each takes them.
const RESTORED: &str = "restore";

fn change(tx: &Write<'_>, kind: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO change (uuid, at, device, origin, kind) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![crate::ids::fresh(tx.call().now), tx.now(), tx.call().device, RESTORED, kind],
    )?;
    Ok(())
}

/// Puts a whole file where one lies that does not open any more; that one is kept beside under another name.
fn in_its_place(ready: &Path, path: &Path, call: &Call) -> Result<()> {
    let beside = path.with_extension(format!("{:016x}.restored", crate::ids::random()));
    store::copy_file(ready, &beside, &call.job)?;
    let put = (|| -> Result<()> {
        if path.symlink_metadata().is_ok() {
            store::move_aside(path, "damaged", call.now)?;
        }
        std::fs::rename(&beside, path)?;
        Ok(())
    })();
    if put.is_err() && path.is_file() {
        let _ = std::fs::remove_file(&beside);
    }
    put
}
