//! Is the open file still the file at its place? SQLite answers Ok to every commit on a file that was moved or replaced.
//! Asks the file system for names only; opens nothing.

use std::path::{Path, PathBuf};

use crate::error::{Result, refuse};

/// What the file system calls a file, whatever its name: device and inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Identity {
    pub device: u64,
    pub inode: u64,
}

impl Identity {
    /// Of the file at `path`; `None` where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let meta = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some(Self { device: meta.dev(), inode: meta.ino() })
        }
        #[cfg(not(unix))]
        {
            // Elsewhere a file that is open cannot be replaced by name; its birth is enough to tell two apart.
            let born = meta.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
            Some(Self { device: 0, inode: u64::try_from(born.as_nanos()).unwrap_or(u64::MAX) })
        }
    }
}

/// How many names the file system has for the file; 1 where it does not say.
pub(super) fn names(path: &Path) -> u64 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata(path).map_or(1, |meta| meta.nlink())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        1
    }
}

/// The file beside the desk with this ending (`-wal`, `-shm`).
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The desk's file, its log and its index of the log, as they were when the desk was opened.
#[derive(Debug)]
pub struct Guard {
    watched: Vec<(PathBuf, Identity)>,
}

impl Guard {
    /// Remembers the files as they are now. `-wal` and `-shm` are there once a connection has written or read.
    pub(super) fn remember(path: &Path) -> Self {
        let all = [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")];
        Self { watched: all.into_iter().filter_map(|file| Identity::of(&file).map(|identity| (file, identity))).collect() }
    }

    /// Is it one of these files, under whatever name?
    pub(super) fn watches(&self, path: &Path) -> bool {
        Identity::of(path).is_some_and(|identity| self.watched.iter().any(|(_, watched)| *watched == identity))
    }

    /// # Errors
    /// `gone` when one of the files is not there any more, or another one stands in its place.
    pub fn check(&self) -> Result<()> {
        if self.watched.iter().all(|(file, identity)| Identity::of(file) == Some(*identity)) {
            return Ok(());
        }
        Err(refuse(
            "gone",
            "The desk's file was moved, deleted or replaced while it was open, so nothing can be saved into it; your text is kept here.",
        ))
    }
}
