//! Backups of the open desk: made each day and before anything risky, looked over as they are made, listed, looked into. Going back
//! to one is `restore.rs`; which stay is `kept.rs`; copying a file is `store/copy.rs`.
//!
//! **Invariant:** a backup is a whole desk, made by SQLite, and its sums, its audit chain and its structure were read again from the copy.
//! **Invariant:** a damaged backup is kept and named so, and no sound one goes for it.

mod kept;
mod restore;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use kept::{Backup, Why};
pub use restore::{BackupTaken, backup_open, backup_pieces, backup_restore, backup_take};

use crate::app::Nothing;
use crate::error::{Result, refuse};
use crate::home::Home;
use crate::session::Session;
use crate::store::{self, Desk};
use crate::{Call, Job, dates, desk, doctor, ids};

/// How long a day is between two daily backups (hours): less than a day, so that one comes each morning.
const DAILY: i64 = 20;
/// A backup this young (minutes) is enough before something risky.
const YOUNG: i64 = 10;

/// Which desk's backups: the open one's, or a recent one's, open or not.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct OfDesk {
    /// A line of the recent desks; null: the open desk.
    pub recent: Option<String>,
}

/// A backup of a desk.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OfBackup {
    #[serde(default)]
    pub recent: Option<String>,
    pub backup: String,
}

/// A desk's file, and where its backups are.
pub(crate) struct Target {
    pub path: PathBuf,
    /// Where the recent desks keep it.
    pub line: String,
    folder: PathBuf,
    open: Option<Arc<Desk>>,
}

impl Target {
    /// # Errors
    /// `usage` when no desk is open; `not-found` for one that is not among the recent ones.
    pub(crate) fn of(session: &Session, recent: Option<&str>) -> Result<Self> {
        let open = session.opened();
        // Who looks into a backup means the desk that it is of.
        let line = recent.map(str::to_owned).or_else(|| session.looking().map(|looking| looking.recent));
        let Some(line) = line else {
            let desk = session.desk()?;
            let (path, line) = (desk.path().to_owned(), crate::home::line(desk.path()));
            return Ok(Self { folder: kept::folder(session.home(), desk.id().as_str()), path, line, open: Some(desk) });
        };
        let known = session.home().recent().into_iter().find(|known| known.line() == line);
        let known = known.ok_or_else(|| refuse("not-found", "This desk is not among the recent ones."))?;
        let open = open.filter(|desk| desk.path() == known.path);
        Ok(Self { folder: kept::folder(session.home(), &known.id), path: known.path, line, open })
    }

    /// What can be read of it, by a copy, row by row.
    ///
    /// # Errors
    /// `not-found`, `damaged`; what the disk says.
    pub(crate) fn salvage(&self, session: &Session) -> Result<store::Salvage> {
        let folder = session.home().state_folder();
        match &self.open {
            Some(desk) => store::Salvage::of_desk(desk, folder, &Job::none()),
            None if session.looking().is_some_and(|looking| looking.recent == self.line) => {
                Err(refuse("usage", "Go back to the desk first; this is a backup."))
            }
            None => store::Salvage::of_file(&self.path, folder),
        }
    }

    fn place(&self) -> String {
        kept::place(&self.path)
    }
}

/// The backups that there are, the newest first.
///
/// # Errors
/// `usage` when no desk is meant.
pub fn backup_list(session: &Session, _: &Call, wish: OfDesk) -> Result<Vec<Backup>> {
    let target = Target::of(session, wish.recent.as_deref())?;
    let here = target.place();
    Ok(kept::all(&target.folder).iter().map(|kept| kept::as_listed(kept, &here)).collect())
}

/// Makes a backup now.
///
/// # Errors
/// `disk-full` and what else the disk says; `gone`.
pub fn backup_make(session: &Session, call: &Call, _: Nothing) -> Result<Backup> {
    let desk = session.desk()?;
    if session.looking().is_some() {
        return Err(refuse("usage", "This is a backup already."));
    }
    let _running = session.quietly();
    make(session, call, &desk, Why::Asked)
}

/// Shows the folder of the backups in the system's own file window.
///
/// # Errors
/// `not-found` where there are none yet; `io` where no program shows folders.
pub fn backup_show(session: &Session, _: &Call, wish: OfDesk) -> Result<()> {
    let target = Target::of(session, wish.recent.as_deref())?;
    if !target.folder.is_dir() {
        return Err(refuse("not-found", "There is no backup yet."));
    }
    Ok(session.platform().open_file(&target.folder)?)
}

/// Makes a backup, reads it again, and takes away what is too much.
pub(crate) fn make(session: &Session, call: &Call, desk: &Desk, why: Why) -> Result<Backup> {
    let folder = kept::folder(session.home(), desk.id().as_str());
    std::fs::create_dir_all(&folder)?;
    let place = kept::place(desk.path());
    let mut path = folder.join(kept::name(call.now, why, &place, true));
    desk.copy_to(&path, &call.job)?;
    let troubles = troubles(&path);
    let sound = troubles.is_empty();
    if !sound {
        tracing::error!(?troubles, "the backup shows that the desk is damaged");
        let named = folder.join(kept::name(call.now, why, &place, false));
        std::fs::rename(&path, &named)?;
        path = named;
    }
    let zone = desk.read(|conn| Ok(desk::settings(conn)?.zone))?;
    kept::thin(&folder, &place, call.now, &dates::zone(&zone).unwrap_or(TimeZone::UTC));
    Ok(kept::as_listed(&kept::Kept { path, at: call.now, why, sound, place: place.clone() }, &place))
}

/// What is wrong with a file that nobody writes to, a sentence each.
fn troubles(path: &Path) -> Vec<String> {
    let looked = store::frozen(path).and_then(|(conn, _)| doctor::troubles(&conn));
    looked.unwrap_or_else(|error| vec![stet_document::Failure::from(error).message])
}

/// Before something risky: a backup, unless one was made just now.
///
/// # Errors
/// As [`backup_make`]: then the risky thing is not to be done.
pub fn before(session: &Session, call: &Call, desk: &Desk, why: Why) -> Result<()> {
    let folder = kept::folder(session.home(), desk.id().as_str());
    let place = kept::place(desk.path());
    let young = |at: Timestamp| (0..YOUNG).contains(&call.now.duration_since(at).as_mins());
    if why != Why::Restore && kept::all(&folder).iter().any(|kept| kept.sound && kept.place == place && young(kept.at)) {
        return Ok(());
    }
    make(session, &Call { job: Job::none(), ..call.clone() }, desk, why).map(drop)
}

/// Takes the copies in that were made beside the desk before it was brought to a newer version, so that they are found among its
/// backups. One that cannot be taken in stays where it is.
pub(crate) fn adopt(session: &Session, desk: &Desk) {
    let stem = desk.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let begins = format!("{stem}{}", store::BEFORE);
    let Some(files) = desk.path().parent().and_then(|folder| std::fs::read_dir(folder).ok()) else { return };
    for path in files.filter_map(|file| Some(file.ok()?.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with(&begins) || !name.ends_with(".stet") {
            continue;
        }
        if let Err(error) = take_in(session, desk, &path) {
            tracing::warn!(%error, "a copy from before a new version stays beside the desk");
        }
    }
}

fn take_in(session: &Session, desk: &Desk, path: &Path) -> Result<()> {
    let (conn, id) = store::frozen(path)?;
    if id != *desk.id() {
        return Ok(());
    }
    let sound = doctor::troubles(&conn).is_ok_and(|troubles| troubles.is_empty());
    drop(conn);
    let at = Timestamp::try_from(std::fs::metadata(path)?.modified()?).map_err(|_| refuse("io", "This copy is of no time."))?;
    let folder = kept::folder(session.home(), desk.id().as_str());
    std::fs::create_dir_all(&folder)?;
    let to = folder.join(kept::name(at, Why::Migration, &kept::place(desk.path()), sound));
    store::copy_file(path, &to, &Job::none())?;
    Ok(std::fs::remove_file(path)?)
}

/// The day's backup, if it is time for it. Tells a person only when something is wrong.
pub(crate) fn daily(session: &Session, call: &Call, desk: &Desk) {
    if desk.is_read_only() || session.looking().is_some() {
        return;
    }
    let folder = kept::folder(session.home(), desk.id().as_str());
    let place = kept::place(desk.path());
    // A clock that was set back must not keep the next one waiting: one that lies ahead counts for nothing.
    let recent = |at: Timestamp| (0..DAILY).contains(&call.now.duration_since(at).as_hours());
    if kept::all(&folder).iter().any(|kept| kept.place == place && kept.at <= call.now && recent(kept.at)) {
        return;
    }
    let _running = session.quietly();
    match make(session, &Call { job: Job::none(), ..call.clone() }, desk, Why::Daily) {
        Ok(backup) if backup.sound => {}
        Ok(_) => session.say("backups", "Today’s backup shows that the desk’s file is damaged; look it over in the desk’s menu."),
        Err(error) => {
            tracing::warn!(%error, "no backup today");
            let why = stet_document::Failure::from(error).message;
            session.say("backups", &format!("Today’s backup could not be made. {why}"));
        }
    }
}

/// A backup that is looked into: what the window says above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Looking {
    /// When the backup was made (instant).
    pub when: String,
    /// The desk that it is of, in the recent desks.
    pub recent: String,
}

/// Is this file one of the backups that are kept?
pub(crate) fn is_backup(home: &Home, path: &Path) -> Option<Looking> {
    let path = path.canonicalize().ok()?;
    let folder = path.parent()?;
    if folder.parent()? != home.backups().canonicalize().ok()? {
        return None;
    }
    let found = kept::find(folder, &path.file_name()?.to_string_lossy()).ok()?;
    let id = folder.file_name()?.to_string_lossy().into_owned();
    let recent = home.recent().into_iter().find(|known| known.id == id).map(|known| known.line()).unwrap_or_default();
    Some(Looking { when: told(found.at), recent })
}

/// The day of an instant, for a sentence: "2026-11-24, 08:00" in the desk's zone.
fn day(at: Timestamp, zone: &str) -> String {
    dates::wall_of(at, zone).replace('T', ", ")
}

/// An instant as the desk's file keeps it, in words.
fn told(at: Timestamp) -> String {
    ids::told(ids::millis(at))
}
