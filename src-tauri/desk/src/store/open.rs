//! Making and opening a desk's file, and every way in which that is refused.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};

use super::alien::{self, PutAside};
use super::migrate::{self, MIGRATIONS};
use super::{Desk, Guard, write};
use crate::call::{Call, Job};
use crate::error::{Result, refuse};
use crate::home::Home;
use crate::ids::{self, DeskId, PersonId};
use crate::person;
use crate::workflow::Workflow;

/// "STET": what `PRAGMA application_id` says in every desk.
const APPLICATION_ID: i32 = 0x5354_4554;
/// How long a write waits for another program's.
const BUSY: Duration = Duration::from_secs(5);
/// How often a file that looks damaged is read again before that is believed, and how long is waited before each.
const AGAIN: u32 = 3;
const BEAT: Duration = Duration::from_millis(20);
/// Prepared statements kept by each connection.
const STATEMENTS: usize = 256;

/// What a new desk starts with.
#[derive(Clone, Debug)]
pub struct New {
    pub title: String,
    /// BCP 47.
    pub lang: String,
    /// IANA zone.
    pub zone: String,
    /// Its first person: editor and editor-in-chief.
    pub person: String,
}

/// How connections of this desk are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Plain,
    /// The folder cannot be written, nor a `-shm` made: nobody changes the file, so it is read as it lies there.
    Immutable,
}

impl Way {
    /// One more read-only connection.
    pub(super) fn reader(self, path: &Path) -> Result<Connection> {
        let conn = match self {
            Self::Plain => Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?,
            Self::Immutable => Connection::open_with_flags(
                immutable(path),
                flags(OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI),
            )?,
        };
        settings(&conn)?;
        conn.execute_batch("PRAGMA query_only = ON")?;
        Ok(conn)
    }

    /// The connection that looks for commits and brings the log into the file: it changes nothing of what the file says.
    pub(super) fn watcher(self, path: &Path) -> Result<Connection> {
        if self == Self::Immutable {
            return self.reader(path);
        }
        let conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        settings(&conn)?;
        conn.execute_batch("PRAGMA query_only = ON")?;
        Ok(conn)
    }
}

pub(super) fn flags(mode: OpenFlags) -> OpenFlags {
    mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE
}

/// The file's address for SQLite, to be read as it lies there, without its `-wal`.
pub(super) fn immutable(path: &Path) -> String {
    let mut uri = String::from("file:");
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            other => uri.push(other),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn settings(conn: &Connection) -> Result<()> {
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192",
    )?;
    Ok(())
}

/// What a writer needs beside: every commit is on the disk when it answers.
fn writer_settings(conn: &Connection) -> Result<()> {
    // REPLACE must tell which rows it removes, or the sums would not know.
    conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON; PRAGMA journal_size_limit = 67108864")?;
    Ok(())
}

impl Desk {
    /// Makes a new desk with its first person and opens it. The file must not be there yet; a log that lies at its place, of a file
    /// that was there earlier, is put aside, and told.
    ///
    /// # Errors
    /// `exists`; `usage` for an empty title, an unknown zone or language; what the file system says.
    pub fn create(path: &Path, call: &Call, new: &New) -> Result<(Self, PersonId, Option<PutAside>)> {
        check_new(new)?;
        // `create_new` makes sure that no file is overwritten; SQLite then takes the empty file.
        drop(std::fs::OpenOptions::new().write(true).create_new(true).open(path)?);
        let aside = match alien::clear(path, call.now) {
            Ok(aside) => aside,
            Err(error) => {
                let _ = std::fs::remove_file(path);
                return Err(error);
            }
        };
        match Self::fill(path, call, new) {
            Ok((desk, first)) => Ok((desk, first, aside)),
            Err(error) => {
                for ending in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(super::guard::beside(path, ending));
                }
                Err(error)
            }
        }
    }

    fn fill(path: &Path, call: &Call, new: &New) -> Result<(Self, PersonId)> {
        let path = path.canonicalize()?;
        let id = DeskId::new(call.now);
        {
            let mut conn = Connection::open_with_flags(&path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
            settings(&conn)?;
            conn.execute_batch("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL")?;
            writer_settings(&conn)?;
            migrate::migrate(&mut conn, &path, MIGRATIONS)?;
        }
        let desk = Self::connect(&path, Way::Plain, id.clone())?;
        let first = desk.write(call, |tx| {
            tx.execute(
                "INSERT INTO desk (id, uuid, title, lang, zone, created_at) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
                params![id, new.title.trim(), new.lang, new.zone, ids::millis(call.now)],
            )?;
            crate::desk::install(tx, &Workflow::default())?;
            person::add(tx, &new.person, &["editor".to_owned(), "editor-in-chief".to_owned()])
        })?;
        // The file alone must say whose it is, before anything stands in the log only.
        desk.checkpoint()?;
        if let Some(folder) = path.parent() {
            sync_folder(folder)?;
        }
        Ok((desk, first.id))
    }

    /// Opens a desk that is there; for reading only where its file or folder cannot be written.
    ///
    /// # Errors
    /// `not-found`, `no-access`, `not-a-desk`, `newer`, `damaged`, `busy`, `io`.
    pub fn open(path: &Path) -> Result<Self> {
        let path = to_open(path)?;
        let (id, way) = Self::prepare(&path, MIGRATIONS)?;
        Self::connect(&path, way, id)
    }

    /// The same, after a look at the log beside it: one that is not this file's is put aside, and told. Remembers the file.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_at(path: &Path, home: &Home, now: Timestamp) -> Result<(Self, Option<PutAside>)> {
        let path = to_open(path)?;
        // Where this program has the desk open already, its log is in use.
        let aside = alien::look(&path, home, now)?;
        let (id, way) = Self::prepare(&path, MIGRATIONS)?;
        let desk = Self::connect(&path, way, id)?;
        desk.remember(home);
        Ok((desk, aside))
    }

    /// Opens a file that nobody writes to, for reading only, as it lies there. One of an older Stet is read from a copy in `state`.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn look(path: &Path, state: &Path) -> Result<Self> {
        let path = to_open(path)?;
        let (conn, id) = super::frozen(&path)?;
        if migrate::version(&conn)? == MIGRATIONS.len() {
            return Self::connect(&path, Way::Immutable, id);
        }
        drop(conn);
        let folder = state.join("looking");
        // What was looked at before.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        let copy = folder.join("backup.stet");
        super::copy_file(&path, &copy, &Job::none())?;
        Self::prepare(&copy, MIGRATIONS)?;
        Self::connect(&copy, Way::Immutable, id)
    }

    /// Remembers which file stands at this desk's place, so that a strange log beside it is noticed at the next opening.
    pub fn remember(&self, home: &Home) {
        if let Err(error) = alien::remember(&self.path, home) {
            tracing::warn!(%error, "the desk's place could not be remembered");
        }
    }

    /// Looks at the file before anything of it is changed, then migrates it. Answers whose it is.
    pub(super) fn prepare(path: &Path, migrations: &[&str]) -> Result<(DeskId, Way)> {
        refuse_others(path)?;
        let mut conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        conn.busy_timeout(BUSY)?;
        let mut way = Way::Plain;
        let mut version = check_kind(&conn);
        if let Err(crate::Error::Sql(cause)) = &version
            && matches!(cause.sqlite_error_code(), Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly))
            && !super::guard::beside(path, "-wal").exists()
        {
            way = Way::Immutable;
            conn = way.reader(path)?;
            version = check_kind(&conn);
        }
        let version = version?;
        if version > migrations.len() {
            return Err(refuse("newer", "This desk was written by a newer Stet; update this one to open it."));
        }
        if version < migrations.len() {
            if way == Way::Immutable || conn.is_readonly("main")? {
                return Err(refuse(
                    "read-only",
                    "This desk is of an older Stet and must be converted first, but its file is read-only.",
                ));
            }
            settings(&conn)?;
            writer_settings(&conn)?;
            migrate::migrate(&mut conn, path, migrations)?;
        }
        let id = conn.query_row("SELECT uuid FROM desk WHERE id = 1", [], |row| row.get(0)).map_err(|cause| match cause {
            rusqlite::Error::QueryReturnedNoRows => refuse("not-a-desk", "This file has no desk in it."),
            other => other.into(),
        })?;
        Ok((id, way))
    }

    fn connect(path: &Path, way: Way, id: DeskId) -> Result<Self> {
        let mut writer = match way {
            Way::Plain => Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?,
            Way::Immutable => way.reader(path)?,
        };
        settings(&writer)?;
        let read_only = way == Way::Immutable || writer.is_readonly("main")?;
        if !read_only {
            let mode: String = writer.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
            if mode != "wal" {
                return Err(refuse("io", "This folder cannot hold an open desk; move the file to a folder on this computer."));
            }
            writer_settings(&writer)?;
        }
        let told: i64 = writer.query_row("SELECT coalesce(max(seq), 0) FROM change", [], |row| row.get(0))?;
        let touched = write::listen(&mut writer)?;
        Ok(Self {
            path: path.to_owned(),
            id,
            read_only,
            writer: Mutex::new(writer),
            touched,
            readers: Mutex::default(),
            guard: Guard::remember(path),
            told: Mutex::new(told),
            listener: Mutex::default(),
            // Another program may have been stopped while somebody typed.
            behind: AtomicBool::new(true),
            memory: std::sync::Mutex::default(),
            way,
        })
    }

    /// Brings what stands in the log into the file itself, so that a copy of the file alone has everything. While the desk is open,
    /// [`super::Watch`] does it beside the saves.
    ///
    /// # Errors
    /// What SQLite says. Another program's reading is no error: then a part stays in the log.
    pub fn checkpoint(&self) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        self.checkpoint_on(&super::lock(&self.writer)).map(drop)
    }

    /// The same on another connection, which keeps no save waiting. Answers whether everything is in the file.
    pub(super) fn checkpoint_on(&self, conn: &Connection) -> Result<bool> {
        self.guard.check()?;
        let left =
            conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))?;
        Ok(left == 0)
    }
}

/// The file that is meant, whatever links lead to it.
fn to_open(path: &Path) -> Result<PathBuf> {
    let path = path.canonicalize().map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => refuse("not-found", "There is no desk at this place any more."),
        _ => cause.into(),
    })?;
    if path.is_dir() {
        return Err(refuse("not-a-desk", "This is a folder, not a Stet desk."));
    }
    // Each name of a file has a log of its own: two programs, or one after a crash, would overwrite each other.
    if super::guard::names(&path) > 1 {
        return Err(refuse(
            "two-names",
            "This file has a second name (a hard link), under which it could be overwritten; take that away, or open a copy.",
        ));
    }
    Ok(path)
}

/// Refuses what is plainly no desk, as it lies there: neither another program's database nor its log is touched.
fn refuse_others(path: &Path) -> Result<()> {
    settled(|| alone(path), || super::guard::beside(path, "-wal").exists())
}

/// What a file says of itself without its log. What cannot be read alone may be mended by its log; and another program that closes
/// the desk just now writes its log into the file and takes the log away: read half-way, the file looks damaged, and a moment later
/// there is no log that could mend it. So it is read again before that is believed.
pub(super) fn settled(read: impl Fn() -> Result<()>, log: impl Fn() -> bool) -> Result<()> {
    for _ in 0..AGAIN {
        match read() {
            Err(crate::Error::Sql(_)) if log() => return Ok(()),
            Err(crate::Error::Sql(_)) => std::thread::sleep(BEAT),
            other => return other,
        }
    }
    read()
}

/// Reads the file without its log.
fn alone(path: &Path) -> Result<()> {
    let conn =
        Connection::open_with_flags(immutable(path), flags(OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI))?;
    check_kind(&conn).map(drop)
}

/// Is it a desk, and of which schema?
pub(super) fn check_kind(conn: &Connection) -> Result<usize> {
    let kind: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if kind != APPLICATION_ID {
        return Err(refuse("not-a-desk", "This file is not a Stet desk."));
    }
    migrate::version(conn)
}

fn check_new(new: &New) -> Result<()> {
    if new.title.trim().is_empty() {
        return Err(refuse("usage", "A desk needs a title."));
    }
    if new.person.trim().is_empty() {
        return Err(refuse("usage", "A desk needs its first person."));
    }
    if new.lang.is_empty() || !new.lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(refuse("usage", "This is not a language tag; write one like en-GB or ar."));
    }
    if jiff::tz::TimeZone::get(&new.zone).is_err() {
        return Err(refuse("usage", "This time zone is not known; write one like Europe/Lisbon."));
    }
    Ok(())
}

/// Makes a new or renamed file's name last.
pub(super) fn sync_folder(folder: &Path) -> Result<()> {
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() };
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}
