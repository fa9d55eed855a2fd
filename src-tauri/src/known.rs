//! Tells the desktop's libraries, inside this process, what a desk file is, so that none of them opens one to find out.
//!
//! GTK's file dialogs ask for the kind of every file that they list, and of the one that was chosen. A name with an ending that the
//! system does not know is opened and read for it. On Unix, closing that descriptor drops this process's locks on the open desk, and
//! the next program that closes the desk deletes the log under the window: commits answer Ok and are gone. With the ending known,
//! the name is enough and the file is never touched.

use gtk::glib;
use std::io;
use std::path::Path;

/// The ending of desks as a cache of kinds, which is what the libraries read first; made of `kinds/stet.xml`.
const KINDS: &[u8] = include_bytes!("../kinds/mime.cache");

/// Puts a folder of kinds ahead of the system's. To be called before anything else: the libraries look once where kinds are kept,
/// and the environment may not change under another thread.
///
/// # Errors
/// What the file system says; the program may go on without.
pub fn desks(state: &Path) -> io::Result<()> {
    let share = state.join("share");
    let kinds = share.join("mime");
    std::fs::create_dir_all(&kinds)?;
    let file = kinds.join("mime.cache");
    if std::fs::read(&file).ok().as_deref() != Some(KINDS) {
        std::fs::write(&file, KINDS)?;
    }
    let system =
        std::env::var_os("XDG_DATA_DIRS").filter(|dirs| !dirs.is_empty()).unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let mut dirs = share.into_os_string();
    dirs.push(":");
    dirs.push(system);
    glib::setenv("XDG_DATA_DIRS", dirs, true).map_err(io::Error::other)
}
