//! Is a desk in a folder that a program copies to other machines? Told once for each place, for such a program may copy the file
//! while its log still holds the last words, or bring another machine's file in its place.

use std::path::Path;

use crate::session::Session;
use crate::store::Desk;

/// Names of folders, and by whom they are copied. Compared without case; a `*` at the end stands for anything.
const NAMES: [(&str, &str); 15] = [
    ("dropbox*", "Dropbox"),
    ("nextcloud*", "Nextcloud"),
    ("owncloud*", "ownCloud"),
    ("onedrive*", "OneDrive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("google drive*", "Google Drive"),
    ("googledrive*", "Google Drive"),
    ("pclouddrive", "pCloud"),
    ("seafile*", "Seafile"),
    ("mega", "MEGA"),
    ("megasync*", "MEGA"),
    ("proton drive*", "Proton Drive"),
];
/// Files that such programs leave at the head of their folder.
const MARKS: [(&str, &str); 6] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
];

/// Who copies the folder of this file to other machines; none that is known: `None`.
pub fn by(path: &Path) -> Option<&'static str> {
    for folder in path.ancestors().skip(1) {
        let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let fits = |known: &str| known.strip_suffix('*').map_or(name == known, |head| name.starts_with(head));
        if let Some((_, who)) = NAMES.iter().find(|(known, _)| fits(known)) {
            return Some(*who);
        }
        if let Some((_, who)) = MARKS.iter().find(|(mark, _)| folder.join(mark).symlink_metadata().is_ok()) {
            return Some(*who);
        }
    }
    None
}

impl Session {
    /// Tells, once for each place, that the desk lies in such a folder, and what keeps it safe there.
    pub(crate) fn tell_synced(&self, desk: &Desk) {
        let Some(who) = by(desk.path()) else { return };
        let line = crate::home::line(desk.path());
        match self.home().tell_once(&line) {
            Ok(true) => self.say(
                "place",
                &format!(
                    "This desk lies in a folder that {who} copies. Work on it on one machine at a time, and close it here before it is \
                     opened elsewhere; its backups are kept apart. Safest is a folder that nothing copies."
                ),
            ),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "what was told could not be remembered"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_known_programs_are_known_by_their_names_and_marks() {
        for (path, who) in [
            ("/home/ana/Dropbox/desks/review.stet", Some("Dropbox")),
            ("/home/ana/Dropbox (Review)/review.stet", Some("Dropbox")),
            ("/home/ana/OneDrive - The Review/review.stet", Some("OneDrive")),
            ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/review.stet", Some("iCloud")),
            ("/home/ana/nextcloud/x/y/z/review.stet", Some("Nextcloud")),
            ("/home/ana/Documents/review.stet", None),
            ("/home/ana/dropped boxes/Dropbox.stet", None),
        ] {
            assert_eq!(by(Path::new(path)), who, "{path}");
        }
        let room = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(room.path().join("shared/desks")).unwrap();
        let desk = room.path().join("shared/desks/review.stet");
        assert_eq!(by(&desk), None);
        std::fs::create_dir(room.path().join("shared/.stfolder")).unwrap();
        assert_eq!(by(&desk), Some("Syncthing"));
    }
}
