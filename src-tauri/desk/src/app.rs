//! Commands of the program itself: the start screen, which desk is open, a person's own settings, links and jobs. What a session holds is `session.rs`.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::backup::Looking;
use crate::desk::{self, DeskInfo};
use crate::error::{Result, refuse};
use crate::home::{Known, Settings};
use crate::ids::{self, PersonId};
use crate::person;
use crate::platform::{Event, FileToken};
use crate::session::Session;
use crate::store::New;

/// What the start screen needs.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AppState {
    pub version: String,
    pub desk: Option<DeskInfo>,
    pub recent: Vec<Recent>,
    pub settings: Settings,
    /// The desk shown is a backup, for reading only.
    pub backup: Option<Looking>,
}

/// A desk that was open before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Recent {
    /// This line's own: a copy of a desk has the desk's id, too.
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
    /// Its file's name and folder, where another recent desk has the same title; else empty.
    pub place: String,
}

fn recent(session: &Session) -> Vec<Recent> {
    let all = session.home().recent();
    let line = |known: &Known| Recent {
        id: known.line(),
        title: known.title.clone(),
        pieces: known.pieces,
        missed: known.missed,
        opened: ids::told(known.opened_at),
        there: known.path.is_file(),
        place: if all.iter().any(|other| other.title == known.title && other.path != known.path) {
            known.place()
        } else {
            String::new()
        },
    };
    all.iter().map(line).collect()
}

/// A command that asks nothing.
#[derive(Debug, Default, Deserialize, TS)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// # Errors
/// What the open desk says.
pub fn app_state(session: &Session, call: &Call, _: Nothing) -> Result<AppState> {
    let desk = match session.opened() {
        Some(desk) => Some(desk::info(&desk, call, session.actor(call, &desk)?.as_ref())?),
        None => None,
    };
    if let Some(failure) = session.home().put_aside() {
        session.platform().emit(Event::Trouble { failure });
    }
    let (recent, settings) = (recent(session), session.home().settings());
    Ok(AppState { version: env!("CARGO_PKG_VERSION").to_owned(), desk, recent, settings, backup: session.looking() })
}

/// The command `app_settings_set`.
#[derive(Debug, Deserialize, TS)]
pub struct AppSettingsSet {
    pub settings: Settings,
}

/// # Errors
/// What the file system says.
pub fn app_settings_set(session: &Session, _: &Call, input: AppSettingsSet) -> Result<Settings> {
    session.home().set_settings(&input.settings)?;
    Ok(session.home().settings())
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

/// Where a desk that was named so is kept: its name ends in `.stet`, or programs open the file to find out what it is, and closing it
/// again drops the locks of the one that has the desk open.
pub fn desk_file(named: &Path) -> PathBuf {
    if named.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("stet")) {
        return named.to_owned();
    }
    let mut name = named.as_os_str().to_owned();
    name.push(".stet");
    PathBuf::from(name)
}

/// # Errors
/// `cancelled` when the dialog is closed; what making the desk refuses: `exists` where a file of that name is there.
pub fn desk_new(session: &Session, call: &Call, input: DeskNew) -> Result<AppState> {
    let new = New { title: input.title, lang: input.lang, zone: input.zone, person: input.person };
    let name = format!("{}.stet", crate::names::slug(&new.title, &new.lang));
    let path = session.platform().choose_save("Where shall the desk be kept?", &name).ok_or_else(cancelled)?;
    session.create_path(call, &desk_file(&path), &new)?;
    app_state(session, call, Nothing {})
}

/// # Errors
/// `cancelled` when the dialog is closed; what opening it refuses.
pub fn desk_open(session: &Session, call: &Call, _: Nothing) -> Result<AppState> {
    let path = session.platform().choose_desk().ok_or_else(cancelled)?;
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
    let known = session.home().recent().into_iter().find(|known| known.line() == input.id);
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
    let person = desk.read(|conn| person::get(conn, &input.person))?;
    if !person.active {
        return Err(refuse("usage", format!("{} is no longer on this desk.", person.name)));
    }
    session.home().set_me(desk.id().as_str(), input.person.as_str())?;
    desk::info(&desk, call, Some(&input.person))
}

/// # Errors
/// None of its own; a closed dialog gives no files.
pub fn files_choose(session: &Session, _: &Call, _: Nothing) -> Result<Vec<FileToken>> {
    Ok(session.platform().choose_files().iter().filter_map(|path| session.token(path)).collect())
}

/// A folder whose files are to be imported, as one token; a closed dialog gives none.
///
/// # Errors
/// None of its own.
pub fn folder_choose(session: &Session, _: &Call, _: Nothing) -> Result<Vec<FileToken>> {
    Ok(session.platform().choose_folder().iter().filter_map(|path| session.token(path)).collect())
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
    Ok(session.platform().open_link(&clean)?)
}

/// The command `job_cancel`.
#[derive(Debug, Deserialize, TS)]
pub struct JobCancel {
    pub job: String,
}

/// # Errors
/// None; a job that is over needs no cancelling.
pub fn job_cancel(session: &Session, _: &Call, input: JobCancel) -> Result<()> {
    session.cancel(&input.job);
    Ok(())
}

fn cancelled() -> crate::Error {
    refuse("cancelled", "Cancelled.")
}
