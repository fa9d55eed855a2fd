//! The host's desktop: dialogs answered from a queue that tests fill, events kept for the long poll.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;
use stet_desk::{Event, Failure, Platform, Session};

#[derive(Default)]
pub struct Answers {
    queue: Mutex<VecDeque<Value>>,
    events: Mutex<Vec<Value>>,
    more: Condvar,
    opened: Mutex<Vec<String>>,
}

impl Answers {
    /// Adds what one dialog will answer.
    pub fn queue(&self, text: &str) {
        if let Ok(value) = serde_json::from_str(text) {
            self.queue.lock().unwrap_or_else(PoisonError::into_inner).push_back(value);
        }
    }

    fn next(&self, key: &str) -> Option<Value> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let at = queue.iter().position(|value| value.get(key).is_some())?;
        queue.remove(at).and_then(|mut value| value.get_mut(key).map(Value::take))
    }

    fn next_path(&self, key: &str) -> Option<PathBuf> {
        self.next(key)?.as_str().map(PathBuf::from)
    }

    /// The events after the one numbered `after`, as soon as there are any; with -1 only where the numbering stands.
    pub fn events(&self, after: i64, patience: Duration) -> String {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(after) = usize::try_from(after) else { return json!({ "events": [], "next": events.len() }).to_string() };
        let waited = self.more.wait_timeout_while(events, patience, |events| events.len() <= after);
        let (events, _) = waited.unwrap_or_else(PoisonError::into_inner);
        json!({ "events": events.get(after..).unwrap_or_default(), "next": events.len() }).to_string()
    }

    /// Files dropped on the page, as the window would tell them.
    pub fn drop_files(&self, session: &Session, text: &str) {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let paths: Vec<PathBuf> =
            value["paths"].as_array().into_iter().flatten().filter_map(|path| path.as_str().map(PathBuf::from)).collect();
        let number = |key: &str| value[key].as_f64().unwrap_or_default();
        self.emit(Event::Dropped {
            files: paths.iter().filter_map(|path| session.token(path)).collect(),
            x: number("x"),
            y: number("y"),
        });
    }

    pub fn opened(&self) -> String {
        json!(*self.opened.lock().unwrap_or_else(PoisonError::into_inner)).to_string()
    }

    fn open(&self, what: String) {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

impl Platform for Answers {
    fn choose_files(&self) -> Vec<PathBuf> {
        let files = self.next("files").unwrap_or_default();
        files.as_array().into_iter().flatten().filter_map(|file| file.as_str().map(PathBuf::from)).collect()
    }

    fn choose_desk(&self) -> Option<PathBuf> {
        self.next_path("desk")
    }

    fn choose_save(&self, _title: &str, _name: &str) -> Option<PathBuf> {
        self.next_path("save")
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        self.next_path("folder")
    }

    fn open_file(&self, file: &Path) -> Result<(), Failure> {
        self.open(file.display().to_string());
        Ok(())
    }

    fn open_link(&self, href: &str) -> Result<(), Failure> {
        self.open(href.to_owned());
        Ok(())
    }

    fn emit(&self, event: Event) {
        let value = serde_json::to_value(event).unwrap_or_default();
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push(value);
        self.more.notify_all();
    }
}
