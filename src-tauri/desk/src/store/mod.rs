//! The file itself: opening, migrating, writing, sums, guard, watching. What the rows mean is the nouns' business.
//!
//! **Invariant:** one writer connection, a few read-only ones; all writes in [`Desk::write`], all lists in [`Desk::read`].
//! **Invariant:** an answer is given only after the commit is on the disk (synchronous = FULL) and the file is still the file.
//! **Invariant:** nothing here, and nothing that runs while a desk is open, opens the desk's file but SQLite.

mod alien;
mod copy;
mod guard;
mod migrate;
mod open;
mod salvage;
mod sums;
#[cfg(test)]
pub(crate) mod tests;
mod watch;
mod write;

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::Connection;

pub use alien::PutAside;
pub use copy::{Room, copy_file, frozen, move_aside, write_copy};
pub use guard::{Guard, Identity};
pub(crate) use migrate::BEFORE;
pub use migrate::SCHEMA_V;
pub use open::New;
pub use salvage::{Salvage, Scan};
pub(crate) use salvage::{clear, empty as empty_desk, one_file};
pub use sums::{Tally, content_tables, damaged_articles, remake as remake_sums, verify as verify_sums};
pub use watch::{Changed, Watch};
pub use write::Write;

use crate::error::Result;
use crate::ids::DeskId;

/// Read-only connections kept for the next reader.
const READERS: usize = 4;

type Listener = Arc<dyn Fn(Changed) + Send + Sync>;

/// An open desk. Shared by all threads of the program.
pub struct Desk {
    path: PathBuf,
    id: DeskId,
    read_only: bool,
    /// Before the writer: the last connection that closes brings the log into the file, and a read-only one cannot.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    touched: write::Touched,
    guard: Guard,
    /// The last `change.seq` that was told to the listener.
    told: Mutex<i64>,
    listener: Mutex<Option<Listener>>,
    /// Whether texts were saved that the search does not know yet.
    behind: AtomicBool,
    /// What is kept in memory beside the file for quick answers; never the only place of anything.
    memory: Mutex<Option<Box<dyn Any + Send>>>,
    /// How to open one more connection: plain, or immutable where the folder is read-only.
    way: open::Way,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("id", &self.id).field("read_only", &self.read_only).finish_non_exhaustive()
    }
}

impl Desk {
    /// The desk's own id, the same in every copy of its file.
    pub fn id(&self) -> &DeskId {
        &self.id
    }

    /// Where the file is. For the platform's dialogs and the recent desks; never sent to the window.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// True where the file or its folder cannot be written, or the file is damaged.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Is the file that was opened still the file at its place?
    ///
    /// # Errors
    /// `gone` when it, or its `-wal`, was moved, deleted or replaced.
    pub fn check_place(&self) -> Result<()> {
        self.guard.check()
    }

    /// Is `path` this desk's own file, its log or the log's index, under whatever name? Such a file is never opened, read or
    /// replaced by this program but through SQLite: closing it would drop the locks by which other programs see that it is in use.
    pub fn owns(&self, path: &Path) -> bool {
        self.guard.watches(path)
    }

    /// Reads inside one snapshot, on a read-only connection.
    ///
    /// # Errors
    /// What `f` answers, and what SQLite says.
    pub fn read<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let taken = lock(&self.readers).pop();
        let mut conn = match taken {
            Some(conn) => conn,
            None => self.way.reader(&self.path)?,
        };
        let answer = {
            let snapshot = conn.transaction()?;
            f(&snapshot)
        };
        let mut readers = lock(&self.readers);
        if readers.len() < READERS {
            readers.push(conn);
        }
        answer
    }

    /// Hands out what is kept in memory beside this file: one thing of one type, made by who asks first.
    pub fn remembered<T: Any + Send, R>(&self, f: impl FnOnce(&mut Option<T>) -> R) -> R {
        let mut memory = lock(&self.memory);
        let mut kept: Option<T> = memory.take().and_then(|kept| kept.downcast::<T>().ok()).map(|kept| *kept);
        let answer = f(&mut kept);
        *memory = kept.map(|kept| Box::new(kept) as Box<dyn Any + Send>);
        answer
    }

    /// Notes whether the search is behind the texts; answers how it was.
    pub fn search_is_behind(&self, now: bool) -> bool {
        self.behind.swap(now, Ordering::AcqRel)
    }

    /// Who hears of changes, this program's own and other programs'. One listener; a second replaces the first.
    pub fn on_change(&self, listener: impl Fn(Changed) + Send + Sync + 'static) {
        *lock(&self.listener) = Some(Arc::new(listener));
    }
}

/// A lock that outlives a panic in another thread: what it guards is consistent after each statement.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
