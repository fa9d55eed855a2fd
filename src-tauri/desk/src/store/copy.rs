//! Whole copies of a desk's file, made by SQLite: to a new file, and over an open desk. Which copies are kept is `backup/`.
//!
//! **Invariant:** a copy has its name only when it is whole and on the disk: temporary name, sync, rename, sync of the folder.
//! **Invariant:** no file is overwritten: a name that is taken is refused, and an open desk is changed in one transaction of its own.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::guard::beside;
use super::open::{Way, check_kind, flags, sync_folder};
use super::{Desk, lock};
use crate::call::Job;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::DeskId;

/// Pages copied between two looks at whether it shall stop: 8 MB.
const PAGES: i32 = 2048;
/// How often a copy over a desk asks again while another program writes, and how long it waits between.
const TRIES: u32 = 50;
const WAIT: Duration = Duration::from_millis(100);

impl Desk {
    /// Copies the desk, as it is at one moment, to a file that is not there yet.
    ///
    /// # Errors
    /// `exists`; `cancelled`; `gone`; what the disk says. Then there is no such file.
    pub fn copy_to(&self, to: &Path, job: &Job) -> Result<()> {
        self.check_place()?;
        write_copy(to, |part| self.read(|conn| pages(conn, part, job)))
    }

    /// Makes this desk what `from` is, all or nothing, in one transaction that other programs see as a write. `from` must be a
    /// copy of this same desk, of this program's schema.
    ///
    /// # Errors
    /// `usage` for another desk's file; `busy`, `disk-full`, `gone`, `read-only`: then the desk is as it was.
    pub fn take_over(&self, from: &Path) -> Result<()> {
        if self.is_read_only() {
            return Err(refuse("read-only", "This desk is open for reading only; nothing was changed."));
        }
        let (source, id) = frozen(from)?;
        if id != *self.id() {
            return Err(refuse("usage", "This backup is of another desk."));
        }
        let mut conn = lock(&self.writer);
        self.guard.check()?;
        conn.flush_prepared_statement_cache();
        let backup = Backup::new(&source, &mut conn)?;
        for _ in 0..TRIES {
            match backup.step(-1)? {
                StepResult::Done => {
                    drop(backup);
                    drop(conn);
                    self.guard.check()?;
                    self.search_is_behind(true);
                    return Ok(());
                }
                _ => std::thread::sleep(WAIT),
            }
        }
        Err(refuse("busy", "Another program is writing to this desk just now; try again in a moment."))
    }
}

/// A file that nobody writes to, read as it lies there; answers whose it is.
///
/// # Errors
/// `not-a-desk`, `newer`, `not-found`; what SQLite says.
pub fn frozen(path: &Path) -> Result<(Connection, DeskId)> {
    if !path.is_file() {
        return Err(refuse("not-found", "The file is not there any more."));
    }
    let conn = Way::Immutable.reader(path)?;
    if check_kind(&conn)? > super::SCHEMA_V {
        return Err(refuse("newer", "This file was written by a newer Stet; update this one to open it."));
    }
    let id = conn
        .query_row("SELECT uuid FROM desk WHERE id = 1", [], |row| row.get(0))
        .or_not_found("This file has no desk in it.")?;
    Ok((conn, id))
}

/// Copies a file that nobody writes to.
///
/// # Errors
/// As [`Desk::copy_to`].
pub fn copy_file(from: &Path, to: &Path, job: &Job) -> Result<()> {
    let (conn, _) = frozen(from)?;
    write_copy(to, |part| pages(&conn, part, job))
}

/// Writes a file by `fill` under a temporary name beside, then gives it its name.
///
/// # Errors
/// `exists` where the name is taken; what `fill` refuses; what the disk says. Then nothing of it is left.
pub fn write_copy(to: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let part = to.with_extension(format!("{:016x}.part", crate::ids::random()));
    let written = fill(&part).and_then(|()| settle(&part, to));
    if written.is_err() {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(beside(&part, ending));
        }
    }
    written
}

/// A file that is written becomes one that lasts, under its name.
fn settle(part: &Path, to: &Path) -> Result<()> {
    File::open(part)?.sync_all()?;
    if to.symlink_metadata().is_ok() {
        return Err(refuse("exists", "A file of that name is there already."));
    }
    std::fs::rename(part, to)?;
    sync_folder(to.parent().unwrap_or(Path::new("")))
}

/// A file and its logs get other names beside, so that nothing of it is lost when another file comes to its place.
///
/// # Errors
/// What the file system says.
pub fn move_aside(path: &Path, word: &str, now: jiff::Timestamp) -> Result<PathBuf> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut kept = path.with_file_name(format!("{stem}.{word}-{}.stet", now.strftime("%Y%m%d-%H%M%S")));
    if kept.symlink_metadata().is_ok() {
        let more = crate::ids::random() & 0xffff_ffff;
        kept = path.with_file_name(format!("{stem}.{word}-{}-{more:08x}.stet", now.strftime("%Y%m%d-%H%M%S")));
    }
    // The log first: a file without its log is read as older, a log without its file is not read at all.
    for ending in ["-wal", "-shm", "-journal", ""] {
        let old = beside(path, ending);
        if old.symlink_metadata().is_ok() {
            std::fs::rename(&old, beside(&kept, ending))?;
        }
    }
    sync_folder(kept.parent().unwrap_or(Path::new("")))?;
    Ok(kept)
}

/// Page by page, from one snapshot.
fn pages(from: &Connection, part: &Path, job: &Job) -> Result<()> {
    drop(own(part)?);
    let mut to = Connection::open_with_flags(part, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    {
        let backup = Backup::new(from, &mut to)?;
        loop {
            match backup.step(PAGES)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(refuse("busy", "Another program is writing to this desk just now; try again in a moment.")),
            }
            let told = backup.progress();
            let whole = u64::try_from(told.pagecount).unwrap_or(0);
            let left = u64::try_from(told.remaining).unwrap_or(0);
            if !job.progress(whole.saturating_sub(left), whole, "Copying the desk") {
                return Err(refuse("cancelled", "Stopped; no copy was made."));
            }
        }
    }
    // One file, without a log beside it: it can be read where nothing can be written.
    to.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))?;
    to.close().map_err(|(_, cause)| cause)?;
    Ok(())
}

/// A new file that only its owner reads.
pub(super) fn own(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    Ok(options.open(path)?)
}

/// A folder for work on copies, taken away at its end.
#[derive(Debug)]
pub struct Room(PathBuf);

impl Room {
    /// # Errors
    /// What the file system says.
    pub fn new(folder: &Path) -> Result<Self> {
        let room = folder.join(format!("work-{:016x}", crate::ids::random()));
        std::fs::create_dir_all(&room)?;
        Ok(Self(room))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
