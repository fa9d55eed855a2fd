//! Where unsaved words lie in the person's state folder: a folder for each program that runs, and one for files that cannot be read
//! any more. What a file says and what becomes of it is `recovery.rs`.
//!
//! **Invariant:** what a running program keeps is its own: another program sees it only once that one has ended.
//! **Invariant:** a file that cannot be read is kept aside and told, once.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::home::Home;
use crate::session::Session;
use crate::{ids, spare};

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
    pub(crate) fn folder(&self, home: &Home) -> Result<PathBuf> {
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

    /// The folder, where one was needed yet.
    pub(crate) fn own(&self) -> Option<PathBuf> {
        self.held().as_ref().map(|held| held.folder.clone())
    }

    fn is_own(&self, folder: &Path) -> bool {
        self.held().as_ref().is_some_and(|held| held.folder == folder)
    }
}

const ALIVE: &str = "alive";
/// Holds what cannot be read; has no lock, so that nobody looks into it.
const DAMAGED: &str = "damaged";

pub(crate) fn root(home: &Home) -> PathBuf {
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

/// Every file that can be read of programs that have ended, and of earlier pages of this one.
///
/// # Errors
/// What the file system says.
pub(crate) fn orphans<T: DeserializeOwned>(session: &Session) -> Result<Vec<(PathBuf, T)>> {
    let mut found = Vec::new();
    for folder in entries(&root(session.home()))?.into_iter().filter(|folder| folder.is_dir()) {
        let own = session.shelter.is_own(&folder);
        // Held while it is looked at, so that two programs do not clear away at once.
        let Some(_dead) = (if own { Some(None) } else { ended(&folder).map(Some) }) else { continue };
        let mut empty = true;
        for file in entries(&folder)?.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")) {
            match fs::read(&file).map(|bytes| serde_json::from_slice(&bytes)) {
                Ok(Ok(kept)) => found.push((file, kept)),
                Ok(Err(error)) => {
                    tracing::warn!(%error, "kept words cannot be read");
                    if put_aside(session, &file) {
                        continue;
                    }
                }
                Err(error) => tracing::warn!(%error, "kept words cannot be looked at"),
            }
            empty = false;
        }
        if empty && !own {
            let _ = fs::remove_dir_all(&folder);
        }
    }
    Ok(found)
}

/// A file that cannot be read is out of the way, and a person knows of it. False: it could not be moved, and is as it was.
fn put_aside(session: &Session, file: &Path) -> bool {
    let aside = root(session.home()).join(DAMAGED);
    let name = format!("{:016x}.json", ids::random());
    if let Err(error) = make_private(&aside).and_then(|()| Ok(fs::rename(file, aside.join(&name))?)) {
        tracing::warn!(%error, "damaged words cannot be put aside");
        return false;
    }
    session.say_aside(format!(
        "Words that could not be saved before were kept on this machine, but are damaged and cannot be shown; the file is kept as \
         {name} in the folder {DAMAGED} of Stet's recovery folder."
    ));
    true
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
pub(crate) fn apart(session: &Session, file: &Path) -> Result<PathBuf> {
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
pub(crate) fn name_of(file: &Path) -> String {
    let name = |part: Option<&std::ffi::OsStr>| part.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}/{}", name(file.parent().and_then(Path::file_name)), name(file.file_stem()))
}

/// Removes a file that may be gone already.
pub(crate) fn gone(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(cause.into()),
        _ => Ok(()),
    }
}
