//! A whole folder on its way in: which of its files are read, in which order. Links are not followed, hidden files and desks passed over.

use std::path::{Path, PathBuf};

use crate::error::{Result, refuse};
use crate::session::Session;

/// Folders within folders.
const DEEPEST: usize = 16;
/// The most files of one folder; a person looks through no more.
const MOST: usize = 400;

/// The files within a folder with the names by which they are told (`2024/ferry.docx`), in the order of their names.
///
/// # Errors
/// `usage` where there are more than 400 files, or none; what the disk says.
pub(super) fn files(session: &Session, folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((path, name, depth)) = open.pop() {
        for entry in std::fs::read_dir(&path)? {
            let entry = entry?;
            let own = entry.file_name().to_string_lossy().into_owned();
            let told = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
            let kind = entry.file_type()?;
            let hidden = own.starts_with(['.', '~']) || [".stet", ".stet-wal", ".stet-shm"].iter().any(|end| own.ends_with(end));
            if hidden || session.not_the_desk(&entry.path()).is_err() {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                open.push((entry.path(), told, depth + 1));
            } else if kind.is_file() {
                found.push((entry.path(), told));
            }
            if found.len() > MOST {
                return Err(refuse("usage", "This folder holds more than 400 files; import it in parts."));
            }
        }
    }
    if found.is_empty() {
        return Err(refuse("usage", "This folder holds no files."));
    }
    found.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(found)
}
