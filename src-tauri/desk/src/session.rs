//! One program's work: its home, the open desk or none, files that the platform handed in, long work under way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use stet_document::Failure;

use crate::backup::Looking;
use crate::desk;
use crate::error::{Result, refuse};
use crate::home::{Home, Known};
use crate::ids::{self, PersonId};
use crate::person;
use crate::platform::{Event, FileToken, Platform};
use crate::store::{Changed, Desk, New, PutAside, Watch};
use crate::{Call, Job};

struct Opened {
    /// Ends before the desk, so that the desk's own connection is the last to close and brings the log into the file.
    watch: Watch,
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
    /// Held while a copy of the desk is made or put back: one at a time.
    copying: Mutex<()>,
    /// The backup that is open for reading, if one is.
    looking: Mutex<Option<Looking>>,
    /// What was late or missed when the clock last looked.
    pub(crate) seen: crate::tick::Seen,
    /// Where words that are not durable yet are kept.
    pub(crate) shelter: crate::shelter::Shelter,
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
            copying: Mutex::default(),
            looking: Mutex::default(),
            seen: crate::tick::Seen::default(),
            shelter: crate::shelter::Shelter::default(),
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
        self.opened().ok_or_else(|| refuse("usage", "No desk is open."))
    }

    /// Opens the desk at `path` (from a dialog, an argument, the recent ones; never from the window).
    ///
    /// # Errors
    /// What [`Desk::open`] refuses; then the desk that was open stays open.
    pub fn open_path(&self, call: &Call, path: &Path) -> Result<Arc<Desk>> {
        // A backup is never written into, however it was found.
        if let Some(looking) = crate::backup::is_backup(&self.home, path) {
            return self.look(call, path, looking);
        }
        let (desk, aside) = Desk::open_at(path, &self.home, call.now)?;
        *lock(&self.looking) = None;
        let desk = self.take(call, desk)?;
        if !desk.is_read_only() {
            crate::backup::adopt(self, &desk);
        }
        crate::catch_up::start(&desk, call);
        self.tell_aside(aside);
        Ok(desk)
    }

    /// Remembers a desk that a person named and that does not open, so that its backups and what can be read of it are found.
    pub fn name_desk(&self, call: &Call, path: &Path) {
        let line = crate::home::line(path);
        if self.home.recent().iter().any(|known| known.line() == line) {
            return;
        }
        let title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let (path, opened_at) = (path.to_owned(), ids::millis(call.now));
        if let Err(error) = self.home.remember(Known { id: String::new(), title, path, opened_at, pieces: 0, missed: 0 }) {
            tracing::warn!(%error, "the recent desks could not be written");
        }
    }

    /// Opens a backup for reading; the desk that was open is closed.
    pub(crate) fn look(&self, call: &Call, path: &Path, looking: Looking) -> Result<Arc<Desk>> {
        let desk = Desk::look(path, self.home.state_folder())?;
        *lock(&self.looking) = Some(looking);
        self.take(call, desk)
    }

    /// The backup that is open for reading.
    pub(crate) fn looking(&self) -> Option<Looking> {
        lock(&self.looking).clone()
    }

    /// Waits until no copy of the desk is made or put back, and keeps others waiting as long as the answer lives.
    pub(crate) fn quietly(&self) -> MutexGuard<'_, ()> {
        lock(&self.copying)
    }

    /// Tells a person something that nobody asked about.
    pub(crate) fn say(&self, about: &str, message: &str) {
        self.platform.emit(Event::Said { about: about.to_owned(), message: message.to_owned() });
    }

    fn tell_aside(&self, aside: Option<PutAside>) {
        if let Some(aside) = aside {
            self.say_aside(aside.sentence());
        }
    }

    /// Tells a person what could not be read and is kept aside.
    pub(crate) fn say_aside(&self, sentence: String) {
        self.platform.emit(Event::Trouble { failure: Failure::new("put-aside", sentence) });
    }

    /// Makes a desk at `path` and opens it; its first person is who I am on it.
    ///
    /// # Errors
    /// What [`Desk::create`] refuses.
    pub fn create_path(&self, call: &Call, path: &Path, new: &New) -> Result<Arc<Desk>> {
        let (desk, first, aside) = Desk::create(path, call, new)?;
        desk.remember(&self.home);
        self.home.set_me(desk.id().as_str(), first.as_str())?;
        *lock(&self.looking) = None;
        let desk = self.take(call, desk)?;
        self.tell_aside(aside);
        Ok(desk)
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
            // Where another program has the desk too, ours is not the last to close it, and the log would stay beside.
            if let Err(error) = opened.desk.checkpoint() {
                tracing::warn!(%error, "the log could not be brought into the desk's file");
            }
            drop(opened);
            *lock(&self.looking) = None;
            self.platform.emit(Event::Desk);
        }
    }

    /// The person turns to another program: what stands in the log goes into the desk's file now, in the background.
    pub fn rest(&self) {
        if let Some(opened) = lock(&self.opened).as_ref() {
            opened.watch.rest();
        }
    }

    /// The open desk, if there is one.
    pub(crate) fn opened(&self) -> Option<Arc<Desk>> {
        lock(&self.opened).as_ref().map(|opened| Arc::clone(&opened.desk))
    }

    fn take(&self, call: &Call, desk: Desk) -> Result<Arc<Desk>> {
        self.imports.clear();
        crate::shelter::reserve(&self.home);
        let desk = Arc::new(desk);
        let platform = Arc::clone(&self.platform);
        desk.on_change(move |Changed { seq, kinds, articles, texts, origin }| {
            platform.emit(Event::Changed { seq, kinds, articles, texts, origin })
        });
        let platform = Arc::clone(&self.platform);
        let watch = Watch::start(&desk, move |failure| platform.emit(Event::Trouble { failure }))?;
        let opened = Opened { desk: Arc::clone(&desk), watch };
        let before = lock(&self.opened).replace(opened);
        drop(before);
        self.note_down(call, &desk);
        self.platform.emit(Event::Desk);
        Ok(desk)
    }

    /// Puts the desk, as it is now, at the head of the recent ones.
    pub(crate) fn note_down(&self, call: &Call, desk: &Desk) {
        if self.looking().is_some() {
            return;
        }
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

    /// Who acts: whom the call names, else who I am on this desk, else the first person who is still on it.
    pub fn actor(&self, call: &Call, desk: &Desk) -> Result<Option<PersonId>> {
        if let Some(actor) = &call.actor {
            return Ok(Some(actor.clone()));
        }
        let people: Vec<_> = desk.read(person::list)?.into_iter().filter(|person| person.active).collect();
        let me = self.home.me(desk.id().as_str());
        let found = people.iter().find(|person| me.as_deref() == Some(person.id.as_str())).or_else(|| people.first());
        Ok(found.map(|person| person.id.clone()))
    }

    /// Gives the window a token for a file that a person chose, dropped or named on the command line.
    pub fn token(&self, path: &Path) -> Option<FileToken> {
        let size = std::fs::metadata(path).ok().filter(|about| about.is_file() || about.is_dir())?.len();
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
        let own = self.opened().is_some_and(|desk| desk.owns(path));
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

    /// Asks the job of this name to stop; one that is over needs no stopping.
    pub fn cancel(&self, name: &str) {
        if let Some(job) = lock(&self.jobs).get(name) {
            job.cancel();
        }
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
