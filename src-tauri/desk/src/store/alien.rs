//! A log that may not be this file's: SQLite replays any `-wal` onto whatever file stands beside it, and `quick_check` says ok.
//! Looked at before a desk is opened; what does not fit is put aside, kept and told.
//!
//! The look is taken through SQLite alone, holding the file exclusively: so nobody else has the desk, and nobody comes in meanwhile.
//! It changes nothing: recovery goes into memory, and closing leaves file and log as they are.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use serde::{Deserialize, Serialize};

use super::guard::{Identity, beside};
use super::migrate::SCHEMA_V;
use super::open::{check_kind, flags, immutable};
use super::sums;
use crate::error::Result;
use crate::home::{Home, write_whole};

/// A log that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutAside {
    /// Where it is kept, for the log; never sent to the window.
    pub kept: PathBuf,
}

impl PutAside {
    /// What a person is told.
    pub fn sentence(&self) -> String {
        let name = self.kept.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        format!("Beside this desk lay the unfinished log of another file; it was not applied, and is kept as {name}.")
    }
}

/// Puts the log beside `path` aside, if it is not known to be this file's and does not fit it.
///
/// # Errors
/// What the file system says when it cannot be renamed.
pub(super) fn look(path: &Path, home: &Home, now: Timestamp) -> Result<Option<PutAside>> {
    let log = beside(path, "-wal");
    let filled = std::fs::metadata(&log).is_ok_and(|meta| meta.len() > 0);
    if !filled || remembered(path, home) == Known::of(path) {
        return Ok(None);
    }
    let Some(probe) = alone(path)? else {
        // Another program has the desk: the log is in use, and so it is the file's.
        return Ok(None);
    };
    if fits(path, &probe) {
        return Ok(None);
    }
    let kept = rename_aside(&log, now)?;
    drop(probe);
    tracing::warn!("a log that does not fit the desk was put aside");
    Ok(Some(PutAside { kept }))
}

/// Before a desk is made at `path`: logs of a file that lay there earlier would be replayed onto the new one, or be lost under it.
///
/// # Errors
/// What the file system says when one cannot be renamed.
pub(super) fn clear(path: &Path, now: Timestamp) -> Result<Option<PutAside>> {
    let mut told = None;
    for (ending, worth_telling) in [("-wal", true), ("-journal", true), ("-shm", false)] {
        let old = beside(path, ending);
        let Ok(there) = std::fs::symlink_metadata(&old) else { continue };
        let kept = rename_aside(&old, now)?;
        if worth_telling && there.len() > 0 {
            told.get_or_insert(PutAside { kept });
        }
    }
    Ok(told)
}

/// Gives a file the ending `.TIME`, or another where that is taken.
fn rename_aside(file: &Path, now: Timestamp) -> Result<PathBuf> {
    let kept = beside(file, &format!(".{}", now.strftime("%Y%m%d-%H%M%S")));
    let kept = if kept.exists() { beside(&kept, &format!(".{:08x}", crate::ids::random() & 0xffff_ffff)) } else { kept };
    std::fs::rename(file, &kept)?;
    Ok(kept)
}

/// A file as it is remembered: its number may be given again after it was deleted, so its birth counts, too.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    identity: Identity,
    /// Nanoseconds since 1970; 0 where the file system does not say.
    born: u64,
}

impl Known {
    fn of(path: &Path) -> Option<Self> {
        let born = std::fs::metadata(path).ok()?.created().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let born = born.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0);
        Some(Self { identity: Identity::of(path)?, born })
    }
}

/// Remembers which file stands at this path, for the next opening.
pub(super) fn remember(path: &Path, home: &Home) -> Result<()> {
    let now = Known::of(path);
    if now.is_none() || remembered(path, home) == now {
        return Ok(());
    }
    let about = home.about(path);
    if let Some(folder) = about.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write_whole(&about, &serde_json::to_vec(&now)?)
}

fn remembered(path: &Path, home: &Home) -> Option<Known> {
    serde_json::from_slice(&std::fs::read(home.about(path)).ok()?).ok().flatten()
}

/// A connection that holds the file exclusively and leaves everything as it is; `None` where another program has it.
fn alone(path: &Path) -> Result<Option<Connection>> {
    let probe = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    probe.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    probe.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    probe.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
    match probe.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Err(error) if matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => Ok(None),
        // Anything else is for the checks to say.
        _ => Ok(Some(probe)),
    }
}

/// With the log, is this the same desk as without it, and is every row as it was written?
fn fits(path: &Path, with_log: &Connection) -> bool {
    let without =
        Connection::open_with_flags(immutable(path), flags(OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI));
    let of_file = without.ok().and_then(|conn| whose(&conn));
    let of_both = whose(with_log);
    match (of_file, of_both) {
        // Not known to be a desk at all: another program's file and log are not ours to touch.
        (None, None) => true,
        // A checkpoint may have been cut short: then the log mends the file.
        (None, Some(_)) => sound(with_log),
        (Some(_), None) => false,
        (Some(file), Some(both)) => file == both && sound(with_log),
    }
}

fn whose(conn: &Connection) -> Option<String> {
    check_kind(conn).ok()?;
    conn.query_row("SELECT uuid FROM desk WHERE id = 1", [], |row| row.get(0)).ok()
}

fn sound(conn: &Connection) -> bool {
    let structure = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)).is_ok_and(|told| told == "ok");
    // The sums of another version's tables are that version's to make.
    let ours = check_kind(conn).is_ok_and(|version| version == SCHEMA_V);
    structure && (!ours || sums::verify(conn).is_ok_and(|wrong| wrong.is_empty()))
}
