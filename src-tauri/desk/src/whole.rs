//! Files written whole or not at all: a temporary file beside, fsync, into its place, fsync of the folder; if one of several
//! cannot be put in its place, those before it are taken back. What lives here: files. What is in them is `export.rs`.
//!
//! The file of the open desk is never opened or replaced from here (another descriptor on it would drop SQLite's locks).

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use stet_document::Failure;

use crate::error::{Result, refuse};

/// One file to write: where, and what.
pub struct Wanted {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// Writes all of them or none. Folders that are missing are made under `root`, which must be there; the last file is put in its
/// place last, so a page never stands without its pictures: give the main file last.
///
/// # Errors
/// `exists` where a file is there and `replace` is false (or where something that is no file stands there); what the disk says.
pub fn write_all(root: &Path, files: &[Wanted], replace: bool, is_desk: &dyn Fn(&Path) -> bool) -> Result<()> {
    write_by(
        &Ways { link: &|from, to| fs::hard_link(from, to), rename: &|from, to| fs::rename(from, to) },
        root,
        files,
        replace,
        is_desk,
    )
}

/// Writes one file, as a person chose its place; answers its name.
///
/// # Errors
/// As [`write_all`]; `io` where its folder is not there.
pub fn write_one(path: &Path, bytes: Vec<u8>, replace: bool, is_desk: &dyn Fn(&Path) -> bool) -> Result<String> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(refuse("usage", "Choose a file to write."));
    };
    let root = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if !root.is_dir() {
        return Err(refuse("io", "That folder is not there; make it first or choose another."));
    }
    write_all(root, &[Wanted { path: root.join(name), bytes }], replace, is_desk)?;
    Ok(name.to_string_lossy().into_owned())
}

/// How files get and change their names: the file system's own ways, and in the tests ways that fail.
struct Ways<'a> {
    /// Gives a file a second name. Not every file system can.
    link: &'a dyn Fn(&Path, &Path) -> std::io::Result<()>,
    rename: &'a dyn Fn(&Path, &Path) -> std::io::Result<()>,
}

fn write_by(ways: &Ways<'_>, root: &Path, files: &[Wanted], replace: bool, is_desk: &dyn Fn(&Path) -> bool) -> Result<()> {
    for (index, file) in files.iter().enumerate() {
        let twice = files.iter().skip(index + 1).any(|other| other.path == file.path);
        if twice || is_desk(&file.path) {
            return Err(refuse(
                "usage",
                "The files of the export cannot be written over each other or over the desk; choose another place.",
            ));
        }
        match fs::symlink_metadata(&file.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
            Ok(there) if there.is_dir() => return Err(exists(&file.path, "a folder")),
            Ok(_) if replace => {}
            Ok(there) if there.is_file() && same_bytes(&file.path, &file.bytes) && index + 1 < files.len() => {}
            Ok(_) => return Err(exists(&file.path, "a file")),
        }
    }
    let mut made = Made::default();
    match made.put(ways, root, files, replace) {
        Ok(()) => {
            made.keep();
            Ok(())
        }
        Err(error) => {
            made.take_back();
            Err(error)
        }
    }
}

fn exists(path: &Path, what: &str) -> crate::error::Error {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Failure::new("exists", format!("There is {what} called {name} already; nothing was written.")).into()
}

fn same_bytes(path: &Path, bytes: &[u8]) -> bool {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    fs::metadata(path).is_ok_and(|there| there.len() == size) && fs::read(path).is_ok_and(|there| there == bytes)
}

/// What has been done so far, so that it can be undone.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    temporary: Vec<PathBuf>,
    placed: Vec<PathBuf>,
    /// Where the old file is kept meanwhile, and its place.
    kept_old: Vec<(PathBuf, PathBuf)>,
}

impl Made {
    fn put(&mut self, ways: &Ways<'_>, root: &Path, files: &[Wanted], replace: bool) -> Result<()> {
        let mut ready = Vec::new();
        for file in files {
            let folder = file.path.parent().unwrap_or(root);
            self.folder(root, folder)?;
            let beside = beside(&file.path);
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            let mut open = options.open(&beside)?;
            self.temporary.push(beside.clone());
            open.write_all(&file.bytes)?;
            open.sync_all()?;
            ready.push((beside, file));
        }
        for (beside, file) in ready {
            self.place(ways, &beside, file, replace)?;
        }
        let mut folders: Vec<&Path> = files.iter().filter_map(|f| f.path.parent()).collect();
        folders.push(root);
        folders.sort();
        folders.dedup();
        for folder in folders {
            sync_folder(folder)?;
        }
        Ok(())
    }

    /// Puts one file that is on the disk in its place.
    fn place(&mut self, ways: &Ways<'_>, beside: &Path, file: &Wanted, replace: bool) -> Result<()> {
        if fs::symlink_metadata(&file.path).is_err() && self.place_new(ways, beside, file)? {
            return Ok(());
        }
        // A file is there, or another program made it meanwhile.
        if !replace {
            if same_bytes(&file.path, &file.bytes) {
                fs::remove_file(beside)?;
                return Ok(());
            }
            return Err(exists(&file.path, "a file"));
        }
        let old = self::beside(&file.path);
        // Where no file has two names, the old one gives its place up first.
        if (ways.link)(&file.path, &old).is_err() {
            (ways.rename)(&file.path, &old)?;
        }
        self.kept_old.push((old, file.path.clone()));
        (ways.rename)(beside, &file.path)?;
        Ok(())
    }

    /// The same where nothing is; false when something was there after all. Never over another program's file.
    fn place_new(&mut self, ways: &Ways<'_>, beside: &Path, file: &Wanted) -> Result<bool> {
        match (ways.link)(beside, &file.path) {
            Ok(()) => {
                self.placed.push(file.path.clone());
                fs::remove_file(beside)?;
                return Ok(true);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            Err(_) => {}
        }
        match File::create_new(&file.path) {
            Ok(_) => self.placed.push(file.path.clone()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        (ways.rename)(beside, &file.path)?;
        Ok(true)
    }

    /// Makes the folders between `root` and `folder`; a link in place of one is refused, for it may lead anywhere.
    fn folder(&mut self, root: &Path, folder: &Path) -> Result<()> {
        if folder == root || !folder.starts_with(root) {
            return Ok(());
        }
        match fs::symlink_metadata(folder) {
            Ok(there) if there.is_dir() => return Ok(()),
            Ok(_) => return Err(exists(folder, "something that is no folder")),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        if let Some(above) = folder.parent() {
            self.folder(root, above)?;
        }
        fs::create_dir(folder)?;
        self.folders.push(folder.to_path_buf());
        Ok(())
    }

    fn keep(self) {
        for (old, _) in self.kept_old {
            let _ = fs::remove_file(old);
        }
    }

    /// Takes back what was done, the last first. An old file that cannot get its place again stays under its other name.
    fn take_back(self) {
        for (old, place) in self.kept_old.into_iter().rev() {
            match fs::rename(&old, place) {
                // Two names of one file: renaming one to the other does nothing at all.
                Ok(()) => drop(fs::remove_file(&old)),
                Err(error) => tracing::error!(%error, ?old, "a file that an export was to replace could not be put back"),
            }
        }
        for file in self.placed.iter().chain(&self.temporary) {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn beside(path: &Path) -> PathBuf {
    path.with_file_name(format!(".stet-{:016x}.part", crate::ids::random()))
}

/// Makes the new names in a folder last.
///
/// # Errors
/// What the file system says.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// Elsewhere a rename lasts by itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(root: &Path, files: &[(&str, &str)]) -> Vec<Wanted> {
        files.iter().map(|(path, text)| Wanted { path: root.join(path), bytes: text.as_bytes().to_vec() }).collect()
    }

    fn listing(root: &Path) -> Vec<(String, String)> {
        let mut out = Vec::new();
        let mut open = vec![root.to_path_buf()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    out.push((path.strip_prefix(root).unwrap().display().to_string(), "folder".to_owned()));
                    open.push(path);
                } else {
                    out.push((path.strip_prefix(root).unwrap().display().to_string(), fs::read_to_string(&path).unwrap()));
                }
            }
        }
        out.sort();
        out
    }

    #[test]
    fn files_are_written_with_their_folders_and_nothing_is_left_beside() {
        let dir = tempfile::tempdir().unwrap();
        write_all(dir.path(), &wanted(dir.path(), &[("vote/a.png", "A"), ("vote.html", "page")]), false, &|_| false).unwrap();
        assert_eq!(
            listing(dir.path()),
            [("vote".into(), "folder".into()), ("vote.html".into(), "page".into()), ("vote/a.png".into(), "A".into())]
        );
    }

    #[test]
    fn an_existing_file_is_replaced_only_when_said() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("vote.html"), "old").unwrap();
        let files = wanted(dir.path(), &[("vote/a.png", "A"), ("vote.html", "new")]);
        let refused: Failure = write_all(dir.path(), &files, false, &|_| false).unwrap_err().into();
        assert_eq!(refused.code, "exists");
        assert_eq!(listing(dir.path()), [("vote.html".into(), "old".into())]);
        write_all(dir.path(), &files, true, &|_| false).unwrap();
        assert_eq!(listing(dir.path()).len(), 3);
        assert_eq!(fs::read_to_string(dir.path().join("vote.html")).unwrap(), "new");
    }

    #[test]
    fn if_one_cannot_be_written_none_is() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.html"), "old a").unwrap();
        fs::create_dir(dir.path().join("b.html")).unwrap();
        for files in [
            wanted(dir.path(), &[("a.html", "new a"), ("b.html", "B")]),
            wanted(dir.path(), &[("a.html", "new a"), ("a.html/x", "B")]),
        ] {
            write_all(dir.path(), &files, true, &|_| false).unwrap_err();
            assert_eq!(listing(dir.path()), [("a.html".into(), "old a".into()), ("b.html".into(), "folder".into())]);
        }
    }

    /// Writes with the n-th change of a name failing, for every n until none fails; answers how many did.
    fn with_every_fault(links: bool, replace: bool, before: &[(&str, &str)]) -> usize {
        for n in 0.. {
            let dir = tempfile::tempdir().unwrap();
            for (name, text) in before {
                fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
                fs::write(dir.path().join(name), text).unwrap();
            }
            let was = listing(dir.path());
            let asked = std::cell::Cell::new(0);
            let broken = || {
                asked.set(asked.get() + 1);
                if asked.get() == n + 1 { Err(std::io::Error::from(ErrorKind::StorageFull)) } else { Ok(()) }
            };
            let link = |from: &Path, to: &Path| match links {
                true => fs::hard_link(from, to),
                false => Err(ErrorKind::Unsupported.into()),
            };
            let rename = |from: &Path, to: &Path| broken().and_then(|()| fs::rename(from, to));
            let files = wanted(dir.path(), &[("vote/a.png", "new A"), ("vote/b.png", "new B"), ("vote.html", "new page")]);
            let ways = Ways { link: &link, rename: &rename };
            if write_by(&ways, dir.path(), &files, replace, &|_| false).is_ok() {
                assert_eq!(listing(dir.path()).len(), 4, "{:?}", listing(dir.path()));
                assert_eq!(fs::read_to_string(dir.path().join("vote.html")).unwrap(), "new page");
                return n;
            }
            assert_eq!(listing(dir.path()), was, "fault {n}, links {links}");
        }
        0
    }

    #[test]
    fn a_replacement_that_breaks_midway_leaves_every_old_file_as_it_was_with_and_without_second_names() {
        let old = [("vote/a.png", "old A"), ("vote/b.png", "old B"), ("vote.html", "old page")];
        assert_eq!(with_every_fault(true, true, &old), 3);
        assert_eq!(with_every_fault(false, true, &old), 6);
        // Some are new, some are replaced.
        assert_eq!(with_every_fault(false, true, &old[1..2]), 4);
        assert_eq!(with_every_fault(false, false, &[]), 3);
        assert_eq!(with_every_fault(true, false, &[]), 0);
    }

    #[test]
    fn a_file_that_another_program_makes_meanwhile_is_not_written_over() {
        for links in [true, false] {
            let dir = tempfile::tempdir().unwrap();
            let place = dir.path().join("vote.html");
            let link = |from: &Path, to: &Path| {
                fs::write(&place, "theirs")?;
                if links { fs::hard_link(from, to) } else { Err(ErrorKind::Unsupported.into()) }
            };
            let ways = Ways { link: &link, rename: &|from, to| fs::rename(from, to) };
            let files = wanted(dir.path(), &[("vote.html", "ours")]);
            let refused: Failure = write_by(&ways, dir.path(), &files, false, &|_| false).unwrap_err().into();
            assert_eq!(refused.code, "exists");
            assert_eq!(listing(dir.path()), [("vote.html".into(), "theirs".into())]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "kept").unwrap();
        std::os::unix::fs::symlink(outside.path(), dir.path().join("vote")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret"), dir.path().join("vote.html")).unwrap();
        write_all(dir.path(), &wanted(dir.path(), &[("vote/a.png", "A"), ("x.html", "page")]), true, &|_| false).unwrap_err();
        write_all(dir.path(), &wanted(dir.path(), &[("vote.html", "page")]), true, &|_| false).unwrap();
        assert_eq!(fs::read_to_string(outside.path().join("secret")).unwrap(), "kept");
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_desk_is_never_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let desk = dir.path().join("review.stet");
        fs::write(&desk, "desk").unwrap();
        let refused: Failure = write_all(dir.path(), &wanted(dir.path(), &[("review.stet", "page")]), true, &|path| path == desk)
            .unwrap_err()
            .into();
        assert_eq!(refused.code, "usage");
        assert_eq!(fs::read_to_string(&desk).unwrap(), "desk");
    }
}
