//! One program's work: its home, the open desk or none, files that the platform handed in, long work under way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use serde::{Deserialize, Serialize};
use stet_document::Failure;
use ts_rs::TS;

use crate::desk::{self, DeskInfo};
use crate::error::{Result, refuse};
use crate::home::{Home, Known, Settings};
use crate::ids::{self, PersonId};
use crate::person;
use crate::store::{Changed, Desk, New, Watch};
use crate::{Call, Job};

/// What the shell, the host or the command line can do and the core cannot.
pub trait Platform: Send + Sync {
    /// Files to import; empty when the dialog was closed.
    fn choose_files(&self) -> Vec<PathBuf>;
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

/// What the start screen needs.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AppState {
    pub version: String,
    pub desk: Option<DeskInfo>,
    pub recent: Vec<Recent>,
    pub settings: Settings,
}

/// A desk that was open before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Recent {
    pub id: String,
    pub title: String,
    #[ts(type = "number")]
    pub pieces: i64,
    #[ts(type = "number")]
    pub missed: i64,
    /// Instant, RFC 3339 in UTC.
    pub opened: String,
    /// Is its file still where it was?
    pub there: bool,
}

struct Opened {
    /// Ends before the desk, so that the desk's own connection is the last to close and brings the log into the file.
    _watch: Watch,
    desk: Arc<Desk>,
}

/// One program's work on at most one desk. Shared by all its threads.
pub struct Session {
    home: Home,
    platform: Arc<dyn Platform>,
    opened: Mutex<Option<Opened>>,
    tokens: Mutex<BTreeMap<String, PathBuf>>,
    jobs: Arc<Mutex<BTreeMap<String, Job>>>,
    /// Files that were read and are shown before anything is written.
    pub(crate) imports: crate::import::Shelf,
    /// Pictures made smaller to look at.
    pub(crate) small: crate::media::Small,
    /// Where the export that was refused because files were there was to go: asked again with `replace`, nobody is asked where.
    pub(crate) place: Mutex<Option<crate::export::Place>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Session {
    /// A program that has no desk open yet.
    pub fn new(home: Home, platform: Arc<dyn Platform>) -> Self {
        Self {
            home,
            platform,
            opened: Mutex::default(),
            tokens: Mutex::default(),
            jobs: Arc::default(),
            imports: crate::import::Shelf::default(),
            small: crate::media::Small::default(),
            place: Mutex::default(),
        }
    }

    /// The person's own settings and memory.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Dialogs, openers and the event channel.
    pub fn platform(&self) -> &Arc<dyn Platform> {
        &self.platform
    }

    /// The open desk.
    ///
    /// # Errors
    /// `usage` when none is open.
    pub fn desk(&self) -> Result<Arc<Desk>> {
        lock(&self.opened).as_ref().map(|opened| Arc::clone(&opened.desk)).ok_or_else(|| refuse("usage", "No desk is open."))
    }

    /// Opens the desk at `path` (from a dialog, an argument, the recent ones; never from the window).
    ///
    /// # Errors
    /// What [`Desk::open`] refuses; then the desk that was open stays open.
    pub fn open_path(&self, call: &Call, path: &Path) -> Result<Arc<Desk>> {
        let (desk, aside) = Desk::open_at(path, &self.home, call.now)?;
        let desk = self.take(call, desk)?;
        crate::catch_up::start(&desk, call);
        if let Some(aside) = aside {
            self.platform.emit(Event::Trouble { failure: Failure::new("log-put-aside", aside.sentence()) });
        }
        Ok(desk)
    }

    /// Makes a desk at `path` and opens it; its first person is who I am on it.
    ///
    /// # Errors
    /// What [`Desk::create`] refuses.
    pub fn create_path(&self, call: &Call, path: &Path, new: &New) -> Result<Arc<Desk>> {
        let (desk, first) = Desk::create(path, call, new)?;
        desk.remember(&self.home);
        self.home.set_me(desk.id().as_str(), first.as_str())?;
        self.take(call, desk)
    }

    /// Closes the desk at a person's wish: the start screen then knows how many pieces it had.
    pub fn leave(&self, call: &Call) {
        if let Ok(desk) = self.desk() {
            self.note_down(call, &desk);
        }
        self.close();
    }

    /// Closes the desk, if one is open.
    pub fn close(&self) {
        let opened = lock(&self.opened).take();
        if let Some(opened) = opened {
            drop(opened);
            self.platform.emit(Event::Desk);
        }
    }

    fn take(&self, call: &Call, desk: Desk) -> Result<Arc<Desk>> {
        self.imports.clear();
        let desk = Arc::new(desk);
        let platform = Arc::clone(&self.platform);
        desk.on_change(move |Changed { seq, kinds, articles, origin }| {
            platform.emit(Event::Changed { seq, kinds, articles, origin })
        });
        let platform = Arc::clone(&self.platform);
        let watch = Watch::start(&desk, move |failure| platform.emit(Event::Trouble { failure }))?;
        let opened = Opened { desk: Arc::clone(&desk), _watch: watch };
        let before = lock(&self.opened).replace(opened);
        drop(before);
        self.note_down(call, &desk);
        self.platform.emit(Event::Desk);
        Ok(desk)
    }

    /// Puts the desk, as it is now, at the head of the recent ones.
    pub(crate) fn note_down(&self, call: &Call, desk: &Desk) {
        if let Err(error) = self.remember(call, desk) {
            tracing::warn!(%error, "the recent desks could not be written");
        }
    }

    fn remember(&self, call: &Call, desk: &Desk) -> Result<()> {
        let now = ids::millis(call.now);
        let (title, pieces, missed) = desk.read(|conn| {
            let pieces = desk::counts(conn)?.iter().map(|count| count.count).sum();
            Ok((desk::settings(conn)?.title, pieces, desk::missed(conn, now)?))
        })?;
        self.home.remember(Known { id: desk.id().0.clone(), title, path: desk.path().to_owned(), opened_at: now, pieces, missed })
    }

    /// Who acts: whom the call names, else who I am on this desk, else its first person.
    pub fn actor(&self, call: &Call, desk: &Desk) -> Result<Option<PersonId>> {
        if let Some(actor) = &call.actor {
            return Ok(Some(actor.clone()));
        }
        let people = desk.read(person::list)?;
        let me = self.home.me(desk.id().as_str());
        let found = people.iter().find(|person| me.as_deref() == Some(person.id.as_str())).or_else(|| people.first());
        Ok(found.map(|person| person.id.clone()))
    }

    /// Gives the window a token for a file that a person chose, dropped or named on the command line.
    pub fn token(&self, path: &Path) -> Option<FileToken> {
        let size = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?.len();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let token = format!("{:016x}{:016x}", ids::random(), ids::random());
        lock(&self.tokens).insert(token.clone(), path.to_owned());
        Some(FileToken { token, name, size })
    }

    /// The file behind a token, once. Who reads it asks [`Session::not_the_desk`] first.
    ///
    /// # Errors
    /// `not-found` when there is none, or it was used.
    pub fn take_token(&self, token: &str) -> Result<PathBuf> {
        lock(&self.tokens).remove(token).ok_or_else(|| refuse("not-found", "This file was not chosen here; choose it again."))
    }

    /// Before a file is read or replaced: the open desk's own file is neither, whatever it is called.
    ///
    /// # Errors
    /// `unreadable`.
    pub fn not_the_desk(&self, path: &Path) -> Result<()> {
        let own = lock(&self.opened).as_ref().is_some_and(|opened| opened.desk.owns(path));
        if own { Err(refuse("unreadable", "This is the file of the open desk itself; choose another.")) } else { Ok(()) }
    }

    /// Makes `call`'s job one that the window can watch and cancel by this name, as long as the answer lives.
    pub fn job(&self, name: &str) -> Running {
        let platform = Arc::clone(&self.platform);
        let told = name.to_owned();
        let job = Job::watched(move |done, total, label| {
            platform.emit(Event::Progress { job: told.clone(), done, total, label: label.to_owned() });
        });
        lock(&self.jobs).insert(name.to_owned(), job.clone());
        Running { job, name: name.to_owned(), jobs: Arc::clone(&self.jobs) }
    }
}

/// A job under way; it can be cancelled until this is dropped.
pub struct Running {
    pub job: Job,
    name: String,
    jobs: Arc<Mutex<BTreeMap<String, Job>>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&self.jobs).remove(&self.name);
    }
}

// ------------------------------------------------------------------------------------------------ commands

/// A command that asks nothing.
#[derive(Debug, Default, Deserialize, TS)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// # Errors
/// What the open desk says.
pub fn app_state(session: &Session, call: &Call, _: Nothing) -> Result<AppState> {
    let opened = lock(&session.opened).as_ref().map(|opened| Arc::clone(&opened.desk));
    let desk = match opened {
        Some(desk) => Some(desk::info(&desk, call, session.actor(call, &desk)?.as_ref())?),
        None => None,
    };
    let recent = session.home.recent().into_iter().map(|known| Recent {
        id: known.id,
        title: known.title,
        pieces: known.pieces,
        missed: known.missed,
        opened: ids::told(known.opened_at),
        there: known.path.is_file(),
    });
    Ok(AppState {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        desk,
        recent: recent.collect(),
        settings: session.home.settings(),
    })
}

/// The command `app_settings_set`.
#[derive(Debug, Deserialize, TS)]
pub struct AppSettingsSet {
    pub settings: Settings,
}

/// # Errors
/// What the file system says.
pub fn app_settings_set(session: &Session, _: &Call, input: AppSettingsSet) -> Result<Settings> {
    session.home.set_settings(&input.settings)?;
    Ok(session.home.settings())
}

/// The command `desk_new`.
#[derive(Debug, Deserialize, TS)]
pub struct DeskNew {
    pub title: String,
    pub lang: String,
    pub zone: String,
    /// The first person's name.
    pub person: String,
}

/// # Errors
/// `cancelled` when the dialog is closed; what [`Desk::create`] refuses.
pub fn desk_new(session: &Session, call: &Call, input: DeskNew) -> Result<AppState> {
    let new = New { title: input.title, lang: input.lang, zone: input.zone, person: input.person };
    let name = format!("{}.stet", crate::names::slug(&new.title, &new.lang));
    let path = session.platform.choose_save("Where shall the desk be kept?", &name).ok_or_else(cancelled)?;
    session.create_path(call, &path, &new)?;
    app_state(session, call, Nothing {})
}

/// # Errors
/// `cancelled` when the dialog is closed; what [`Desk::open`] refuses.
pub fn desk_open(session: &Session, call: &Call, _: Nothing) -> Result<AppState> {
    let path = session.platform.choose_desk().ok_or_else(cancelled)?;
    session.open_path(call, &path)?;
    app_state(session, call, Nothing {})
}

/// The command `desk_open_recent`.
#[derive(Debug, Deserialize, TS)]
pub struct DeskOpenRecent {
    pub id: String,
}

/// # Errors
/// `not-found` when the desk is not among the recent ones, or its file is gone.
pub fn desk_open_recent(session: &Session, call: &Call, input: DeskOpenRecent) -> Result<AppState> {
    let known = session.home.recent().into_iter().find(|known| known.id == input.id);
    let path = known.map(|known| known.path).ok_or_else(|| refuse("not-found", "This desk is not among the recent ones."))?;
    session.open_path(call, &path)?;
    app_state(session, call, Nothing {})
}

/// # Errors
/// What the file system says of the person's settings.
pub fn desk_close(session: &Session, call: &Call, _: Nothing) -> Result<AppState> {
    session.leave(call);
    app_state(session, call, Nothing {})
}

/// # Errors
/// `usage` when no desk is open.
pub fn desk_info(session: &Session, call: &Call, _: Nothing) -> Result<DeskInfo> {
    let desk = session.desk()?;
    desk::info(&desk, call, session.actor(call, &desk)?.as_ref())
}

/// The command `person_me`.
#[derive(Debug, Deserialize, TS)]
pub struct PersonMe {
    pub person: PersonId,
}

/// # Errors
/// `not-found` when there is no such person.
pub fn person_me(session: &Session, call: &Call, input: PersonMe) -> Result<DeskInfo> {
    let desk = session.desk()?;
    desk.read(|conn| person::get(conn, &input.person))?;
    session.home.set_me(desk.id().as_str(), input.person.as_str())?;
    desk::info(&desk, call, Some(&input.person))
}

/// # Errors
/// None of its own; a closed dialog gives no files.
pub fn files_choose(session: &Session, _: &Call, _: Nothing) -> Result<Vec<FileToken>> {
    Ok(session.platform.choose_files().iter().filter_map(|path| session.token(path)).collect())
}

/// The command `link_open`.
#[derive(Debug, Deserialize, TS)]
pub struct LinkOpen {
    pub href: String,
}

/// # Errors
/// `refused` for anything but http, https and mailto.
pub fn link_open(session: &Session, _: &Call, input: LinkOpen) -> Result<()> {
    let clean: String = input.href.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let lower = clean.to_ascii_lowercase();
    if clean != input.href || !["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Err(refuse("usage", "Only web and mail addresses are opened from here."));
    }
    Ok(session.platform.open_link(&clean)?)
}

/// The command `job_cancel`.
#[derive(Debug, Deserialize, TS)]
pub struct JobCancel {
    pub job: String,
}

/// # Errors
/// None; a job that is over needs no cancelling.
pub fn job_cancel(session: &Session, _: &Call, input: JobCancel) -> Result<()> {
    if let Some(job) = lock(&session.jobs).get(&input.job) {
        job.cancel();
    }
    Ok(())
}

fn cancelled() -> crate::Error {
    refuse("cancelled", "Cancelled.")
}
