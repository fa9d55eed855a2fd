//! What the core needs of the program around it (dialogs, openers), and what it tells without being asked. How each program does it is its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use stet_document::Failure;
use ts_rs::TS;

/// What the shell, the host or the command line can do and the core cannot.
pub trait Platform: Send + Sync {
    /// Files to import; empty when the dialog was closed.
    fn choose_files(&self) -> Vec<PathBuf>;
    /// A picture for a text; none when the dialog was closed.
    fn choose_picture(&self) -> Option<PathBuf> {
        self.choose_files().into_iter().next()
    }
    /// A desk to open.
    fn choose_desk(&self) -> Option<PathBuf>;
    /// Where to write one file; `name` is what the dialog proposes.
    fn choose_save(&self, title: &str, name: &str) -> Option<PathBuf>;
    /// Where to write several files.
    fn choose_folder(&self) -> Option<PathBuf>;
    /// Opens a file with the system's program for it.
    ///
    /// # Errors
    /// When there is none.
    fn open_file(&self, path: &Path) -> std::result::Result<(), Failure>;
    /// Opens a link in the system's browser or mail program.
    ///
    /// # Errors
    /// When there is none.
    fn open_link(&self, href: &str) -> std::result::Result<(), Failure>;
    /// Puts the same words on the system's clipboard as HTML and as plain text. False: the page has to do it.
    fn copy(&self, _html: &str, _text: &str) -> bool {
        false
    }
    /// Tells something by the system's own notification, where it has them; in the window it is told anyway.
    fn notify(&self, _message: &str) {}
    /// Sends an event to the window. Must not call back into the session.
    fn emit(&self, event: Event);
}

/// What the core tells without being asked; one channel, `stet`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Event {
    Changed {
        #[ts(type = "number")]
        seq: i64,
        /// desk, person, article, text, field, date, version, finding, history, media, original.
        kinds: Vec<String>,
        articles: Vec<String>,
        /// Of each piece whose text changed: how often it was saved so far, as `Saved.seq` counts.
        #[ts(type = "Record<string, number>")]
        texts: BTreeMap<String, i64>,
        /// A window ignores its own.
        origin: String,
    },
    Progress {
        job: String,
        #[ts(type = "number")]
        done: u64,
        #[ts(type = "number")]
        total: u64,
        label: String,
    },
    Dropped {
        files: Vec<FileToken>,
        x: f64,
        y: f64,
    },
    Dragging {
        over: bool,
        x: f64,
        y: f64,
        names: Vec<String>,
    },
    /// Another desk was opened, or this one closed.
    Desk,
    /// A second launch named a desk: once everything is saved, `desk_open` opens it without asking where.
    Handed,
    /// The window is about to close: what is not durable yet is made so first.
    Closing,
    /// Something that a person should know now: a date was missed, copy is late, no backup could be made, pieces
    /// that recur were made.
    Said {
        #[ts(type = "\"missed\" | \"backups\" | \"place\" | \"recurring\"")]
        about: String,
        message: String,
    },
    /// Something went wrong that nobody asked about: the desk's file went away.
    Trouble {
        failure: Failure,
    },
}

/// A file that a person chose, for one use; the window never sees its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileToken {
    pub token: String,
    pub name: String,
    #[ts(type = "number")]
    pub size: u64,
}
