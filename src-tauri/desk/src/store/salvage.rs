//! Reading a file that SQLite does not read whole any more: on a copy, row by row, round what is damaged. What is made of the rows is
//! `repair.rs` and `rescue.rs`.
//!
//! **Invariant:** the damaged file itself is only read, and never while this program has it open but through SQLite.

use std::fs::OpenOptions;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Row};

use super::copy::Room;
use super::guard::beside;
use super::migrate::{self, MIGRATIONS};
use super::open::flags;
use super::{Desk, frozen};
use crate::call::Job;
use crate::error::{Result, refuse};

/// Bytes of a page in every desk.
const PAGE: usize = 4096;
/// So many rows that are not there in a row end a search for those behind a damaged page.
const GAP: i64 = 20_000;

/// A copy of a damaged file, open for reading what still can be read.
pub struct Salvage {
    conn: Connection,
    /// Holds the copy.
    _room: Room,
}

/// How a table could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    pub rows: u64,
    /// Some rows could not be reached, or the table is not there at all.
    pub broken: bool,
}

impl Salvage {
    /// Of the open desk, by a copy that SQLite makes.
    ///
    /// # Errors
    /// What the disk says.
    pub fn of_desk(desk: &Desk, folder: &Path, job: &Job) -> Result<Self> {
        let room = Room::new(folder)?;
        let copy = room.path().join("copy.stet");
        desk.copy_to(&copy, job)?;
        Self::read(room, &copy)
    }

    /// Of a file that this program does not have open, with its log.
    ///
    /// # Errors
    /// `damaged` where there is nothing that a desk could have been; what the disk says.
    pub fn of_file(path: &Path, folder: &Path) -> Result<Self> {
        let room = Room::new(folder)?;
        let copy = room.path().join("copy.stet");
        for ending in ["", "-wal"] {
            let from = beside(path, ending);
            if ending.is_empty() || from.is_file() {
                std::fs::copy(&from, beside(&copy, ending))?;
            }
        }
        if std::fs::metadata(&copy)?.len() < PAGE as u64 && !beside(&copy, "-wal").is_file() {
            return Err(refuse("damaged", "Nothing is left of a desk in this file."));
        }
        whole_pages(&copy)?;
        if readable(&copy) {
            return Self::read(room, &copy);
        }
        // The first page says where everything is. Desks are made alike: that of a new one leads to the same places.
        for made in (1..=MIGRATIONS.len()).rev() {
            first_page(&room, &copy, made)?;
            if readable(&copy) {
                break;
            }
        }
        Self::read(room, &copy)
    }

    fn read(room: Room, copy: &Path) -> Result<Self> {
        Ok(Self { conn: lenient(copy)?, _room: room })
    }

    /// The copy, for questions of its own.
    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Does the file have no such table because it is of an older Stet?
    pub fn is_before(&self, table: &str) -> bool {
        let version = migrate::version(&self.conn).unwrap_or(MIGRATIONS.len());
        let there = self.conn.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
        version < MIGRATIONS.len() && there.and_then(|mut found| found.exists([table])).is_ok_and(|there| !there)
    }

    /// Calls `on` for every row of a table that can be reached, from both ends towards what is damaged, and then one by one.
    ///
    /// # Errors
    /// What `on` answers.
    pub fn each(&self, table: &str, on: &mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<Scan> {
        let mut scan = Scan::default();
        let mut last = i64::MIN;
        if self.part(table, "ORDER BY id", &mut scan, &mut |id| last = last.max(id), on)? {
            return Ok(scan);
        }
        scan.broken = true;
        let mut first = i64::MAX;
        let after = format!("WHERE id > {last} ORDER BY id DESC");
        if self.part(table, &after, &mut scan, &mut |id| first = first.min(id), on)? {
            return Ok(scan);
        }
        let (mut id, mut missing) = (last.max(0), 0);
        while id.saturating_add(1) < first && missing < GAP {
            id += 1;
            let before = scan.rows;
            self.part(table, &format!("WHERE id = {id}"), &mut scan, &mut |_| (), on)?;
            missing = if scan.rows > before { 0 } else { missing + 1 };
        }
        Ok(scan)
    }

    /// Reads until the end (true) or until something cannot be read (false).
    fn part(
        &self,
        table: &str,
        which: &str,
        scan: &mut Scan,
        seen: &mut dyn FnMut(i64),
        on: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<bool> {
        let Ok(mut statement) = self.conn.prepare_cached(&format!("SELECT * FROM {table} NOT INDEXED {which}")) else {
            return Ok(false);
        };
        let Ok(mut rows) = statement.query([]) else { return Ok(false) };
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    if let Ok(id) = row.get("id") {
                        seen(id);
                    }
                    scan.rows += 1;
                    on(row)?;
                }
                Ok(None) => return Ok(true),
                Err(_) => return Ok(false),
            }
        }
    }
}

fn lenient(copy: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(copy, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    Ok(conn)
}

/// Does the file lead to a table of texts?
fn readable(copy: &Path) -> bool {
    let looked = lenient(copy).and_then(|conn| Ok(conn.query_row("SELECT count(id) FROM article_text LIMIT 1", [], |_| Ok(()))?));
    match looked {
        Ok(()) => true,
        Err(_) => lenient(copy)
            .and_then(|conn| Ok(conn.prepare("SELECT id FROM article_text LIMIT 1")?.query([])?.next()?.is_some()))
            .unwrap_or(false),
    }
}

/// A file that was cut is filled up with empty pages, or SQLite opens nothing of it.
fn whole_pages(copy: &Path) -> Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(copy)?;
    let mut head = [0_u8; 32];
    let there = file.metadata()?.len();
    if there < head.len() as u64 {
        return Ok(());
    }
    file.read_exact(&mut head)?;
    let said = head.get(28..32).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes);
    let page = PAGE as u64;
    let said = u64::from(said) * page;
    // A head that is damaged itself may say anything.
    let whole = there.div_ceil(page) * page;
    let whole = if said > whole && said < whole.saturating_mul(64) { said } else { whole };
    if whole > there {
        file.set_len(whole)?;
    }
    Ok(())
}

/// Puts the first page of a new desk, after so many migrations, over that of the copy.
fn first_page(room: &Room, copy: &Path, made: usize) -> Result<()> {
    let fresh = room.path().join(format!("fresh-{made}.stet"));
    {
        let mut conn = Connection::open(&fresh)?;
        conn.execute_batch(&format!("PRAGMA page_size = {PAGE}"))?;
        migrate::migrate(&mut conn, &fresh, MIGRATIONS.get(..made).unwrap_or(MIGRATIONS))?;
    }
    let mut page = vec![0_u8; PAGE];
    std::fs::File::open(&fresh)?.read_exact(&mut page)?;
    let mut file = OpenOptions::new().read(true).write(true).open(copy)?;
    let pages = u32::try_from(file.metadata()?.len() / PAGE as u64).unwrap_or(u32::MAX);
    let log = beside(copy, "-wal").is_file();
    let mut set = |at: usize, bytes: &[u8]| {
        if let Some(place) = page.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    };
    // How it is written, its length, no free pages, and that the length is to be believed.
    set(18, if log { &[2, 2] } else { &[1, 1] });
    set(24, &1_u32.to_be_bytes());
    set(28, &pages.max(1).to_be_bytes());
    set(32, &[0; 8]);
    set(92, &1_u32.to_be_bytes());
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&page)?;
    if pages == 0 {
        file.set_len(PAGE as u64)?;
    }
    Ok(())
}

/// An empty desk's file, with every table and no row, to be filled.
///
/// # Errors
/// What SQLite says.
pub(crate) fn empty(part: &Path) -> Result<Connection> {
    drop(super::copy::own(part)?);
    let mut conn = Connection::open_with_flags(part, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    conn.execute_batch(&format!("PRAGMA page_size = {PAGE}"))?;
    migrate::migrate(&mut conn, part, MIGRATIONS)?;
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL")?;
    Ok(conn)
}

/// Takes away what a new desk's table starts with: the rows of another one come in its place.
///
/// # Errors
/// What SQLite says.
pub(crate) fn clear(conn: &Connection, table: &str) -> Result<()> {
    conn.execute_batch(&format!("DELETE FROM {table}; DELETE FROM removed"))?;
    Ok(())
}

/// Makes a desk that was opened and closed one file again, and looks whether it can be read as it lies there.
///
/// # Errors
/// What SQLite says.
pub(crate) fn one_file(part: &Path) -> Result<()> {
    let conn = Connection::open_with_flags(part, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    conn.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))?;
    conn.close().map_err(|(_, cause)| cause)?;
    frozen(part).map(drop)
}
