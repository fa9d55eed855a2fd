//! A desk in a folder of its own, a platform whose dialogs answer what the test says, and short ways to call commands.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use stet_desk::{Call, Event, Failure, Job, Payload, Platform, Reply, Session};

pub const FERRY: &str = "<h1>The ferry vote that nobody lost</h1><p>Two days ago the council met to close a quarrel that has run since \
spring. The chair, who had promised a short session, read out a letter from the pilots’ union and then adjourned the meeting without a \
count.</p><p>“We were told the boats would run in winter,” said Marta Reis, who speaks for the night shift.</p>";

/// What the dialogs answer, and what was told.
#[derive(Default)]
pub struct Answers {
    pub save: Mutex<Option<PathBuf>>,
    pub folder: Mutex<Option<PathBuf>>,
    pub asked: Mutex<u32>,
    pub events: Mutex<Vec<Event>>,
}

impl Platform for Answers {
    fn choose_files(&self) -> Vec<PathBuf> {
        Vec::new()
    }
    fn choose_desk(&self) -> Option<PathBuf> {
        None
    }
    fn choose_save(&self, _: &str, name: &str) -> Option<PathBuf> {
        *self.asked.lock().unwrap() += 1;
        self.save.lock().unwrap().clone().map(|path| if path.is_dir() { path.join(name) } else { path })
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        *self.asked.lock().unwrap() += 1;
        self.folder.lock().unwrap().clone()
    }
    fn open_file(&self, _: &Path) -> Result<(), Failure> {
        Ok(())
    }
    fn open_link(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }
    fn emit(&self, event: Event) {
        self.events.lock().unwrap().push(event);
    }
}

/// One desk, one session.
pub struct Room {
    pub dir: tempfile::TempDir,
    pub session: Arc<Session>,
    pub answers: Arc<Answers>,
    pub now: Mutex<jiff::Timestamp>,
}

impl Room {
    /// A new desk in Lisbon, on 25 November 2026 at noon.
    pub fn new() -> Self {
        let room = Self::empty();
        *room.answers.save.lock().unwrap() = Some(room.path("review.stet"));
        room.call(
            "desk_new",
            json!({ "title": "The Harbour Review", "lang": "en-GB", "zone": "Europe/Lisbon", "person": "Tomas Meyer" }),
        );
        *room.answers.save.lock().unwrap() = None;
        room
    }

    /// No desk yet.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let answers = Arc::new(Answers::default());
        let home = stet_desk::home::Home::at(&dir.path().join("home"));
        let session = Arc::new(Session::new(home, answers.clone()));
        Self { dir, session, answers, now: Mutex::new("2026-11-25T12:00:00Z".parse().unwrap()) }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn at(&self, instant: &str) {
        *self.now.lock().unwrap() = instant.parse().unwrap();
    }

    pub fn as_call(&self) -> Call {
        Call {
            now: *self.now.lock().unwrap(),
            actor: None,
            device: "test".to_owned(),
            origin: "test".to_owned(),
            job: Job::none(),
        }
    }

    pub fn answer_save(&self, path: &Path) {
        *self.answers.save.lock().unwrap() = Some(path.to_owned());
    }

    /// A token for a file with this text.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.session.token(&self.path(name)).unwrap().token
    }

    pub fn try_call(&self, command: &str, input: Value) -> Result<Value, Failure> {
        match self.session.call(&self.as_call(), command, Payload::Json(input.to_string()))? {
            Reply::Json(text) => Ok(serde_json::from_str(&text).unwrap()),
            Reply::Bytes { .. } => Ok(Value::Null),
        }
    }

    pub fn call(&self, command: &str, input: Value) -> Value {
        self.try_call(command, input.clone()).unwrap_or_else(|failure| panic!("{command} {input}: {failure:?}"))
    }

    pub fn refused(&self, command: &str, input: Value) -> Failure {
        match self.try_call(command, input.clone()) {
            Err(failure) => failure,
            Ok(answer) => panic!("{command} {input} was not refused: {answer}"),
        }
    }

    /// Sets a field over whatever it is.
    pub fn field(&self, article: &Value, field: &str, value: Value) -> Value {
        let now = self.call("article_get", json!({ "article": article }))["fields"].clone();
        let replaces = now.get(field).or_else(|| now["teasers"].get(field)).cloned().unwrap_or_default();
        self.call(
            "field_set",
            json!({ "article": article, "field": field, "value": value.to_string(), "replaces": replaces.to_string() }),
        )
    }

    /// Takes in a text; answers the article's id.
    pub fn import(&self, name: &str, text: &str) -> Value {
        let token = self.file(name, text);
        let read = self.call("import_read", json!({ "files": [token], "job": "" }));
        assert_eq!(read[0]["failure"], Value::Null, "{read}");
        self.call("import_add", json!({ "import": read[0]["import"] }))["article"].clone()
    }

    /// Saves another text over the present one, as the window does.
    pub fn save(&self, article: &Value, change: impl FnOnce(&mut Value)) -> Value {
        let open = self.call("article_get", json!({ "article": article }));
        let mut doc: Value = serde_json::from_str(open["doc"].as_str().unwrap()).unwrap();
        change(&mut doc);
        let save_id = format!("save-{}", self.asked());
        self.call("article_save", json!({ "article": article, "base": open["head"], "save_id": save_id, "steps": "[]", "doc": doc.to_string(), "rest": true }))
    }

    /// Gives a piece this headline.
    pub fn headline(&self, article: &Value, text: &str) {
        self.save(article, |doc| doc["content"][1]["content"] = json!([{ "type": "text", "text": text }]));
    }

    /// The text of the first paragraph.
    pub fn body(&self, article: &Value, text: &str) {
        self.save(article, |doc| {
            let parts = doc["content"].as_array_mut().unwrap();
            let mut paragraph = json!({ "type": "paragraph", "attrs": { "id": "abcdefghijkl", "lang": null, "dir": null } });
            if !text.is_empty() {
                paragraph["content"] = json!([{ "type": "text", "text": text }]);
            }
            parts.truncate(3);
            parts.push(paragraph);
        });
    }

    /// Lets a piece that is with somebody leave in every way there is: the folder with what was written, and what was answered.
    /// A new way out gets its line here, and what must never leave is looked for in it, too.
    pub fn every_output(&self, article: &Value) -> (PathBuf, String) {
        let out = self.path("out");
        std::fs::create_dir(&out).unwrap();
        let mut told = String::new();
        for format in self.call("export_formats", json!({})).as_array().unwrap() {
            let to = out.join(format["id"].as_str().unwrap().replace(':', "-"));
            std::fs::create_dir(&to).unwrap();
            *self.answers.folder.lock().unwrap() = Some(to.clone());
            self.answer_save(&to);
            told += &self
                .call("export_write", json!({ "articles": [article], "to": format["id"], "working_copy": true }))
                .to_string();
            told += &self.call("export_preview", json!({ "article": article, "to": format["id"] })).to_string();
        }
        self.answer_save(&out);
        told += &self.call("export_copy", json!({ "article": article, "working_copy": true })).to_string();
        self.call("ics_write", json!({}));
        self.call("fee_export", json!({}));
        for format in ["csv", "json"] {
            self.call("history_export", json!({ "format": format }));
        }
        let sent = self.call("out_list", json!({}))[0]["id"].clone();
        told += &self.call("out_remind", json!({ "out": sent })).to_string();
        (out, told)
    }

    fn asked(&self) -> u32 {
        let mut asked = self.answers.asked.lock().unwrap();
        *asked += 1;
        *asked
    }
}
