//! Room in the person's state folder that is kept free for the day on which the disk is full, and given up so that the last words
//! find some. What the words are is `recovery.rs`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::home::write_whole;
use crate::ids;

/// As much as the text of a long piece takes.
const SIZE: usize = 512 * 1024;

fn place(folder: &Path) -> PathBuf {
    folder.join("spare")
}

/// Keeps some room free in a folder that is there.
///
/// # Errors
/// What the file system says.
pub(crate) fn reserve(folder: &Path) -> Result<()> {
    let place = place(folder);
    if place.exists() {
        return Ok(());
    }
    // Not of zeros: some file systems give those no room at all.
    let bytes: Vec<u8> = (0..SIZE / 8).flat_map(|_| ids::random().to_le_bytes()).collect();
    write_whole(&place, &bytes)
}

/// Writes what must find room, folders and all: where the disk is full the spare room is given up, and it is tried once more.
///
/// # Errors
/// What `write` answers.
pub(crate) fn written<T>(folder: &Path, mut write: impl FnMut() -> Result<T>) -> Result<T> {
    match write() {
        Err(crate::Error::Io(cause)) if matches!(cause.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            match fs::remove_file(place(folder)) {
                Ok(()) => write(),
                Err(_) => Err(cause.into()),
            }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_full_disk_the_spare_room_is_given_up_once_whatever_finds_no_room() {
        let folder = tempfile::tempdir().unwrap();
        reserve(folder.path()).unwrap();
        assert_eq!(fs::metadata(place(folder.path())).unwrap().len(), SIZE as u64);
        let full = || -> Result<()> { Err(std::io::Error::from(ErrorKind::StorageFull).into()) };
        let mut tries = 0;
        let made = written(folder.path(), || {
            tries += 1;
            if place(folder.path()).exists() { full() } else { Ok(()) }
        });
        assert!(made.is_ok());
        assert_eq!(tries, 2);
        let failed = written(folder.path(), full).unwrap_err();
        assert_eq!(stet_document::Failure::from(failed).code, "disk-full");
    }
}
