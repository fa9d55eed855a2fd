//! The way to a desk: opens the one that is named, finds out who acts, asks it by the one conversation that the window uses too.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use stet_desk::home::Home;
use stet_desk::{Call, Event, Job, PersonId, Platform, Session, api};
use stet_document::{Document, Failure};

use crate::answers::{Added, DeskInfo, Found, ImportPreview, ListPage, Many, Row, VersionInfo};
use crate::args::Cli;
use crate::{out, words};

/// How many pieces are asked for at once.
const PAGE: usize = 500;

/// Where an export goes, or a desk is kept.
#[derive(Debug)]
pub enum Place {
    File(PathBuf),
    Folder(PathBuf),
    /// What is in a folder becomes a file.
    Into {
        folder: PathBuf,
        file: PathBuf,
    },
}

/// Answers for the dialogs that a window would open.
#[derive(Debug, Default)]
struct Answers {
    place: Mutex<Option<Place>>,
}

impl Platform for Answers {
    fn choose_files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    fn choose_desk(&self) -> Option<PathBuf> {
        None
    }

    fn choose_save(&self, _title: &str, name: &str) -> Option<PathBuf> {
        match &*self.place.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Place::File(path) | Place::Into { file: path, .. }) => Some(path.clone()),
            Some(Place::Folder(path)) => Some(path.join(name)),
            None => None,
        }
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        match &*self.place.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Place::File(path) | Place::Folder(path) | Place::Into { folder: path, .. }) => Some(path.clone()),
            None => None,
        }
    }

    fn open_file(&self, _path: &Path) -> Result<(), Failure> {
        Err(Failure::new("usage", "The command line opens no files."))
    }

    fn open_link(&self, _href: &str) -> Result<(), Failure> {
        Err(Failure::new("usage", "The command line opens no links."))
    }

    fn emit(&self, event: Event) {
        if let Event::Trouble { failure } = event {
            out::remark(&format!("stet: {}", failure.message));
        }
    }
}

/// A desk, open, and who acts on it.
pub struct Door {
    session: Arc<Session>,
    answers: Arc<Answers>,
    call: Call,
    /// None where the desk does not open.
    info: Option<DeskInfo>,
}

impl Door {
    /// Opens the desk that is named, for the person that is named.
    ///
    /// # Errors
    /// `usage` where no desk is named; `not-found` for a person who is not on it; what opening says.
    pub fn open(cli: &Cli) -> Result<Self, Failure> {
        let Some(path) = cli.desk.as_deref().filter(|path| !path.as_os_str().is_empty()) else {
            return Err(Failure::new("usage", "Say which desk, with --desk FILE or the environment's STET_DESK."));
        };
        let (session, answers, mut call) = begin()?;
        session.open_path(&call, path)?;
        let info: DeskInfo = view(ask(&session, &call, "desk_info", &json!({}))?)?;
        if let Some(who) = &cli.by {
            let id = person(&info, who)?;
            if let Some(gone) = info.people.iter().find(|person| person.id == id && !person.active) {
                return Err(Failure::new("usage", format!("{} is no longer on this desk.", gone.name)));
            }
            call.actor = Some(id);
        }
        Ok(Self { session, answers, call, info: Some(info) })
    }

    /// The same for a desk that may not open any more: then its line in the recent desks, by which its backups are found.
    ///
    /// # Errors
    /// As [`Door::open`], where the desk cannot be damaged.
    pub fn maybe(cli: &Cli) -> Result<(Self, Option<String>), Failure> {
        match Self::open(cli) {
            Ok(door) => Ok((door, None)),
            Err(failure) if matches!(failure.code.as_str(), "damaged" | "not-a-desk" | "io") => {
                let path = cli.desk.as_deref().and_then(|path| path.canonicalize().ok()).ok_or_else(|| failure.clone())?;
                let (session, answers, call) = begin()?;
                out::remark(&format!("stet: {}", failure.message));
                session.name_desk(&call, &path);
                Ok((Self { session, answers, call, info: None }, Some(stet_desk::home::line(&path))))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Makes a desk at this place.
    ///
    /// # Errors
    /// What making it says.
    pub fn new_desk(path: &Path, title: &str, lang: &str, zone: &str, person: &str) -> Result<(), Failure> {
        let (session, answers, call) = begin()?;
        answers.set(Place::File(path.to_owned()));
        ask(&session, &call, "desk_new", &json!({ "title": title, "lang": lang, "zone": zone, "person": person })).map(drop)
    }

    /// Writes the sample desk to this place.
    ///
    /// # Errors
    /// What making it says.
    pub fn sample(path: &Path) -> Result<(), Failure> {
        let (session, answers, call) = begin()?;
        answers.set(Place::File(path.to_owned()));
        ask(&session, &call, "desk_sample", &json!({})).map(drop)
    }

    /// Makes a desk at this place of a desk as open files.
    ///
    /// # Errors
    /// What reading them and making it says.
    pub fn of_files(folder: &Path, file: &Path) -> Result<(), Failure> {
        let (session, answers, call) = begin()?;
        answers.set(Place::Into { folder: folder.to_owned(), file: file.to_owned() });
        ask(&session, &call, "desk_files_read", &json!({})).map(drop)
    }

    /// Says where what comes next is to be written.
    pub fn answer(&self, place: Place) {
        self.answers.set(place);
    }

    /// Asks the desk.
    ///
    /// # Errors
    /// What the desk answers.
    pub fn ask(&self, command: &str, input: &Value) -> Result<Value, Failure> {
        ask(&self.session, &self.call, command, input)
    }

    /// Asks the desk, and reads of the answer what is shown.
    ///
    /// # Errors
    /// What the desk answers.
    pub fn read<T: DeserializeOwned>(&self, command: &str, input: &Value) -> Result<T, Failure> {
        view(self.ask(command, input)?)
    }

    /// The id of the piece with this slug.
    ///
    /// # Errors
    /// `unknown-slug`.
    pub fn article(&self, slug: &str) -> Result<String, Failure> {
        let found: Found = self.read("article_find", &json!({ "slug": slug }))?;
        Ok(found.article.0)
    }

    /// The ids of the pieces with these slugs.
    ///
    /// # Errors
    /// `unknown-slug`; then nothing is done with any.
    pub fn articles(&self, slugs: &[String]) -> Result<Vec<String>, Failure> {
        slugs.iter().map(|slug| self.article(slug)).collect()
    }

    /// Does one thing with many pieces, and tells how it went with each: `done` as "moved".
    ///
    /// # Errors
    /// What refused the first that was refused.
    pub fn many(&self, command: &str, input: &Value, json: bool, done: &str) -> Result<(), Failure> {
        let answer: Many = self.read(command, input)?;
        if json {
            out::json(&answer)?;
        } else {
            for one in &answer.refused {
                out::remark(&format!("✗ {}: {}", one.slug, one.failure.message));
            }
            out::line(&format!("{} {done}.", out::count(answer.done.len(), "piece", "pieces")));
        }
        match answer.refused.first() {
            None => Ok(()),
            Some(first) => {
                let count = out::count(answer.refused.len(), "piece was", "pieces were");
                Err(Failure::new(&first.failure.code, format!("{count} not {done}; the reasons stand above.")))
            }
        }
    }

    /// The id of the person that is named.
    ///
    /// # Errors
    /// `not-found`, with the names that there are.
    pub fn person(&self, who: &str) -> Result<PersonId, Failure> {
        person(self.info()?, who)
    }

    /// The desk as it was when it was opened.
    ///
    /// # Errors
    /// `damaged` for one that did not open.
    pub fn info(&self) -> Result<&DeskInfo, Failure> {
        self.info.as_ref().ok_or_else(|| Failure::new("damaged", "This desk does not open any more."))
    }

    /// Every piece in the state that fits the question, in this order.
    ///
    /// # Errors
    /// What the desk answers.
    pub fn rows(&self, state: Option<&str>, query: &str, sort: &str) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        loop {
            let input =
                json!({ "state": state, "query": query, "sort": sort, "descending": false, "offset": rows.len(), "limit": PAGE });
            let page: ListPage = self.read("article_list", &input)?;
            let got = page.rows.len();
            rows.extend(page.rows);
            if got == 0 || u32::try_from(rows.len()).is_ok_and(|got| got >= page.total) {
                return Ok(rows);
            }
        }
    }

    /// A state's id from its name or id.
    ///
    /// # Errors
    /// `unknown-state`, with the names that there are.
    pub fn state(&self, typed: &str) -> Result<String, Failure> {
        let states = self.info.as_ref().map_or(&[][..], |info| &info.states);
        let found = states.iter().find(|state| words::same(&state.id, typed) || words::same(&state.name, typed));
        found.map(|state| state.id.clone()).ok_or_else(|| {
            let names: Vec<&str> = states.iter().map(|state| state.name.as_str()).collect();
            Failure::new("unknown-state", format!("There is no state called “{typed}”; there are: {}.", names.join(", ")))
        })
    }

    /// A state's name from its id.
    pub fn state_name(&self, id: &str) -> String {
        let found = self.info.as_ref().and_then(|info| info.states.iter().find(|state| state.id == id));
        found.map_or_else(|| id.to_owned(), |state| state.name.clone())
    }

    /// An instant as the desk's clock showed it, "2026-11-26 07:00".
    pub fn local(&self, instant: &str) -> String {
        let zoned = instant
            .parse::<jiff::Timestamp>()
            .and_then(|instant| instant.in_tz(self.info.as_ref().map_or("UTC", |info| info.zone.as_str())));
        zoned.map_or_else(|_| instant.to_owned(), |zoned| zoned.strftime("%Y-%m-%d %H:%M").to_string())
    }

    /// A piece's versions, the oldest first.
    ///
    /// # Errors
    /// What the desk answers.
    pub fn versions(&self, article: &str) -> Result<Vec<VersionInfo>, Failure> {
        let mut versions: Vec<VersionInfo> = self.read("version_list", &json!({ "article": article }))?;
        // The desk tells the newest first.
        versions.reverse();
        Ok(versions)
    }

    /// Saves a text on the head that it was made from: words that a person put in the place of others.
    ///
    /// # Errors
    /// `conflict`, and what a save says.
    pub fn save(&self, article: &str, base: &str, document: &Document) -> Result<Value, Failure> {
        let save_id = uuid::Uuid::now_v7().to_string();
        let input = json!({ "article": article, "base": base, "save_id": save_id, "steps": "[]", "doc": document.to_json(),
            "rest": true, "instead": true });
        self.ask("article_save", &input)
    }

    /// Reads a file without writing anything.
    ///
    /// # Errors
    /// `unreadable`, `no-access` where there is no such file or it may not be read.
    pub fn read_file(&self, path: &Path, lang: Option<&str>, without: &[String]) -> Result<Vec<ImportPreview>, Failure> {
        let input = json!({ "files": [self.file(path)?], "job": "import", "lang": lang, "without": without });
        self.read("import_read", &input)
    }

    /// A token for a file that was named.
    ///
    /// # Errors
    /// `unreadable`, `no-right` where there is no such file or it may not be read.
    pub fn file(&self, path: &Path) -> Result<String, Failure> {
        // Before anything opens it: another descriptor on the open desk would drop its locks.
        self.session.not_the_desk(path)?;
        readable(path)?;
        Ok(self.session.token(path).ok_or_else(unreadable)?.token)
    }

    /// Adds what was read to the desk; `many`: it is one of many files.
    ///
    /// # Errors
    /// What a save says.
    pub fn add(&self, preview: &ImportPreview, slug: Option<&str>, copy_of: Option<&str>, many: bool) -> Result<Added, Failure> {
        let input = json!({ "import": preview.import, "slug": slug, "filed": preview.filed, "copy_of": copy_of, "many": many });
        self.read("import_add", &input)
    }
}

impl Answers {
    fn set(&self, place: Place) {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    }
}

/// Whether a file can be read.
///
/// # Errors
/// `unreadable`, `too-large`, `no-access`.
fn readable(path: &Path) -> Result<(), Failure> {
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => std::fs::read_dir(path).map(drop).map_err(|error| refused(path, &error)),
        Ok(meta) if !meta.is_file() => Err(Failure::new("unreadable", format!("{} is not a file.", path.display()))),
        Ok(meta) if meta.len() > stet_formats::LARGEST as u64 && path.extension().is_none_or(|ending| ending != "xml") => {
            Err(Failure::new("too-large", "This file is larger than 256 MB; take out its pictures and send them apart."))
        }
        Ok(_) => std::fs::File::open(path).map(drop).map_err(|error| refused(path, &error)),
        Err(error) => Err(refused(path, &error)),
    }
}

/// Whether a new file can be made there.
///
/// # Errors
/// `exists` where one is; `io` where the folder is not.
pub fn free(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        return Err(Failure::new("exists", format!("{} is there already; choose another name.", path.display())));
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(Failure::new("io", format!("There is no folder {}; make it first.", folder.display())))
        }
        _ => Ok(()),
    }
}

/// A file's bytes.
///
/// # Errors
/// As for a file that is imported.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    readable(path)?;
    std::fs::read(path).map_err(|error| refused(path, &error))
}

fn refused(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => Failure::new("unreadable", format!("There is no file {path}.")),
        std::io::ErrorKind::PermissionDenied => Failure::new("no-access", format!("You have no right to read {path}.")),
        _ => Failure::new("unreadable", format!("{path} could not be read.")),
    }
}

fn unreadable() -> Failure {
    Failure::new("unreadable", "This file could not be read.")
}

fn begin() -> Result<(Arc<Session>, Arc<Answers>, Call), Failure> {
    let home = Home::of_environment(&|name| std::env::var(name).ok())?;
    let device = home.device()?;
    let answers = Arc::new(Answers::default());
    if let Some(failure) = home.put_aside() {
        answers.emit(Event::Trouble { failure });
    }
    let session = Arc::new(Session::new(home, answers.clone()));
    let origin = format!("cli-{}", uuid::Uuid::now_v7().simple());
    let call = Call { now: jiff::Timestamp::now(), actor: None, device, origin, job: Job::none() };
    Ok((session, answers, call))
}

fn ask(session: &Arc<Session>, call: &Call, command: &str, input: &Value) -> Result<Value, Failure> {
    match session.call(call, command, api::Payload::Json(input.to_string()))? {
        api::Reply::Json(text) => serde_json::from_str(&text).map_err(|_| strange()),
        api::Reply::Bytes { .. } => Err(strange()),
    }
}

/// What is shown of an answer.
///
/// # Errors
/// `io` where the answer is of another shape: the parts of the program do not fit together.
pub fn view<T: DeserializeOwned>(answer: Value) -> Result<T, Failure> {
    serde_json::from_value(answer).map_err(|_| strange())
}

fn strange() -> Failure {
    Failure::new("io", "The desk answered in a way that this program does not understand.")
}

fn person(info: &DeskInfo, who: &str) -> Result<PersonId, Failure> {
    let named = |active: bool| info.people.iter().find(|person| person.active == active && words::same(&person.name, who));
    let found = info.people.iter().find(|person| person.id.as_str() == who);
    // Who is on the desk comes before somebody of that name who left it.
    match found.or_else(|| named(true)).or_else(|| named(false)) {
        Some(person) => Ok(person.id.clone()),
        None => {
            let names: Vec<&str> = info.people.iter().map(|person| person.name.as_str()).collect();
            Err(Failure::new("not-found", format!("Nobody called “{who}” is on this desk; there are: {}.", names.join(", "))))
        }
    }
}
