//! A person's own: settings, recent desks, who I am on each desk (configuration folder); which file stood where, locks (state folder).
//! Never inside a desk.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use stet_document::Failure;
use ts_rs::TS;

use crate::audit::hex;
use crate::error::{Result, refuse};
use crate::ids;
use crate::list::By;
use crate::view::ListColumn;

/// Desks that are remembered.
const RECENT: usize = 12;

/// How this person likes the window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    #[ts(type = "\"system\" | \"light\" | \"dark\"")]
    pub theme: String,
    #[ts(type = "\"comfortable\" | \"dense\"")]
    pub density: String,
    /// 1 is as designed.
    pub zoom: f64,
    /// What the list is sorted by.
    pub sort: String,
    /// How the desk is looked at.
    #[ts(type = "\"list\" | \"board\" | \"calendar\" | \"line-up\" | \"waiting\"")]
    pub view: String,
    /// The columns of the board.
    pub parted: By,
    /// The columns of the list, in their order; none: as designed.
    pub columns: Vec<ListColumn>,
    #[ts(type = "\"system\" | \"more\"")]
    pub contrast: String,
    pub writing: Writing,
    /// Dates that were missed and copy that is late are told by the system, too, while the window is elsewhere.
    pub notify: bool,
    /// Keys that the person changed: a command's id → its keys as the window writes them ("Mod-Alt-f"), empty for none.
    #[ts(type = "Record<string, string>")]
    pub keys: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: "system".to_owned(),
            density: "comfortable".to_owned(),
            zoom: 1.0,
            sort: "date".to_owned(),
            view: "list".to_owned(),
            parted: By::default(),
            columns: Vec::new(),
            contrast: "system".to_owned(),
            writing: Writing::default(),
            notify: false,
            keys: BTreeMap::new(),
        }
    }
}

/// How this person likes the text while writing; it is never part of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Writing {
    #[ts(type = "\"serif\" | \"sans\"")]
    pub face: String,
    /// The longest line, in characters of ordinary width.
    pub measure: u32,
    /// The line with the caret stays at the same height.
    pub typewriter: bool,
    /// The columns beside the text are hidden until they are called.
    pub quiet: bool,
    /// Quotation marks, dashes and spaces follow the language as they are typed.
    pub smart: bool,
    /// Signs of Markdown become headings, lists, quotations, strong, emphasis, links as they are typed.
    pub signs: bool,
    /// Spaces that do not break, and line breaks, are shown.
    pub marks: bool,
}

impl Default for Writing {
    fn default() -> Self {
        Self { face: "serif".to_owned(), measure: 66, typewriter: false, quiet: false, smart: true, signs: true, marks: false }
    }
}

/// A desk that was open before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The desk's id.
    pub id: String,
    pub title: String,
    pub path: PathBuf,
    /// Milliseconds.
    pub opened_at: i64,
    pub pieces: i64,
    pub missed: i64,
}

impl Known {
    /// What this line of the recent desks is called: by its path, for a copy of a desk has the desk's id.
    pub fn line(&self) -> String {
        named(&self.path)
    }

    /// "review.stet in Documents".
    pub fn place(&self) -> String {
        let name = |part: Option<&std::ffi::OsStr>| part.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        format!("{} in {}", name(self.path.file_name()), name(self.path.parent().and_then(Path::file_name)))
    }
}

/// What the recent desks call the desk at this place.
pub fn line(path: &Path) -> String {
    named(path)
}

/// A path as a name that says nothing of it.
fn named(path: &Path) -> String {
    hex(&Sha256::digest(path.as_os_str().as_encoded_bytes()))
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Config {
    device: String,
    settings: Settings,
    recent: Vec<Known>,
    /// Desks in synchronised folders of which that was told, by their line.
    synced: std::collections::BTreeSet<String>,
    /// Who I am: desk id → person id.
    me: BTreeMap<String, String>,
}

/// The two folders.
#[derive(Clone, Debug)]
pub struct Home {
    config: PathBuf,
    state: PathBuf,
    /// The name under which damaged settings were kept, until it is told.
    aside: Arc<Mutex<Option<String>>>,
}

impl Home {
    /// Below one folder: for tests, and where `STET_HOME` says so.
    pub fn at(folder: &Path) -> Self {
        Self::of(folder.join("config"), folder.join("state"))
    }

    /// `STET_HOME`, else `$XDG_CONFIG_HOME/stet` and `$XDG_STATE_HOME/stet`, else their places below the home folder.
    ///
    /// # Errors
    /// `no-access` where there is no home folder at all.
    pub fn of_environment(variable: &dyn Fn(&str) -> Option<String>) -> Result<Self> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        if let Some(folder) = set("STET_HOME") {
            return Ok(Self::at(&folder));
        }
        let home = || {
            set("HOME")
                .or_else(|| set("USERPROFILE"))
                .ok_or_else(|| refuse("no-access", "There is no home folder to keep settings in."))
        };
        let config = match set("XDG_CONFIG_HOME") {
            Some(folder) => folder,
            None => home()?.join(".config"),
        };
        let state = match set("XDG_STATE_HOME") {
            Some(folder) => folder,
            None => home()?.join(".local").join("state"),
        };
        Ok(Self::of(config.join("stet"), state.join("stet")))
    }

    fn of(config: PathBuf, state: PathBuf) -> Self {
        Self { config, state, aside: Arc::default() }
    }

    /// Where programs keep what may be lost: locks, which file stood where.
    pub fn state_folder(&self) -> &Path {
        &self.state
    }

    /// Where backups are kept, a folder a desk.
    pub fn backups(&self) -> PathBuf {
        self.state.join("backups")
    }

    /// This machine's and account's name in audit trails: a random id, made once.
    ///
    /// # Errors
    /// What the file system says.
    pub fn device(&self) -> Result<String> {
        let known = self.load().device;
        if !known.is_empty() {
            return Ok(known);
        }
        let mut device = format!("{:016x}", ids::random());
        self.change(|config| {
            if config.device.is_empty() {
                config.device.clone_from(&device);
            } else {
                device.clone_from(&config.device);
            }
        })?;
        Ok(device)
    }

    /// The person's settings; the defaults where none were made or they cannot be read.
    pub fn settings(&self) -> Settings {
        self.load().settings
    }

    /// # Errors
    /// What the file system says.
    pub fn set_settings(&self, settings: &Settings) -> Result<()> {
        self.change(|config| config.settings = settings.clone())
    }

    /// Desks that were open before, the last one first.
    pub fn recent(&self) -> Vec<Known> {
        self.load().recent
    }

    /// Puts a desk at the head of the recent ones.
    ///
    /// # Errors
    /// What the file system says.
    pub fn remember(&self, desk: Known) -> Result<()> {
        self.change(|config| {
            config.recent.retain(|known| known.path != desk.path);
            config.recent.insert(0, desk);
            config.recent.truncate(RECENT);
        })
    }

    /// Who I am on this desk.
    pub fn me(&self, desk: &str) -> Option<String> {
        self.load().me.get(desk).cloned()
    }

    /// # Errors
    /// What the file system says.
    pub fn set_me(&self, desk: &str, person: &str) -> Result<()> {
        self.change(|config| {
            config.me.insert(desk.to_owned(), person.to_owned());
        })
    }

    /// Is it to be told of this desk that its folder is synchronised? Only the first time.
    ///
    /// # Errors
    /// What the file system says.
    pub fn tell_once(&self, line: &str) -> Result<bool> {
        if self.load().synced.contains(line) {
            return Ok(false);
        }
        self.change(|config| {
            config.synced.insert(line.to_owned());
        })?;
        Ok(true)
    }

    /// Makes this program the only window; holds as long as the answer lives, and comes free when the program dies in any way.
    ///
    /// # Errors
    /// `busy` when another window is open.
    pub fn only_window(&self) -> Result<File> {
        fs::create_dir_all(&self.state)?;
        let file = File::options().create(true).append(true).open(self.state.join("window.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(refuse("busy", "Stet is open already.")),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The file in which the state folder keeps what it knows of a path.
    pub(crate) fn about(&self, path: &Path) -> PathBuf {
        self.state.join("desks").join(format!("{}.json", named(path)))
    }

    fn file(&self) -> PathBuf {
        self.config.join("stet.json")
    }

    fn load(&self) -> Config {
        fs::read(self.file()).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// What a person is told, once, when their settings were damaged and were kept aside.
    pub fn put_aside(&self) -> Option<Failure> {
        let name = self.aside.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let message = format!(
            "Your settings could not be read and are kept as {name}; recent desks and who you are on them are asked again."
        );
        Some(Failure::new("put-aside", message))
    }

    fn change(&self, f: impl FnOnce(&mut Config)) -> Result<()> {
        fs::create_dir_all(&self.config)?;
        // Window and command line may both write: one after the other.
        let turn = File::options().create(true).append(true).open(self.config.join("stet.lock"))?;
        turn.lock()?;
        let mut config = self.load_or_keep_aside()?;
        f(&mut config);
        write_whole(&self.file(), &serde_json::to_vec_pretty(&config)?)
    }

    /// The settings that are about to be replaced. A file that cannot be understood is kept under another name, never overwritten.
    fn load_or_keep_aside(&self) -> Result<Config> {
        let bytes = match fs::read(self.file()) {
            Ok(bytes) => bytes,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Config::default()),
            Err(cause) => return Err(cause.into()),
        };
        if let Ok(config) = serde_json::from_slice(&bytes) {
            return Ok(config);
        }
        let name = format!("stet.damaged-{:08x}.json", ids::random() & 0xffff_ffff);
        fs::rename(self.file(), self.config.join(&name))?;
        *self.aside.lock().unwrap_or_else(PoisonError::into_inner) = Some(name);
        Ok(Config::default())
    }
}

/// Writes a file whole or not at all: beside it, on the disk, then renamed.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_extension(format!("{:016x}.part", ids::random()));
    let written = (|| -> Result<()> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            // A person's own: nobody else reads it.
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        // Its name lasts, too, where the file system can promise that.
        if let Some(folder) = path.parent() {
            let _ = crate::whole::sync_folder(folder);
        }
        Ok(())
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}
