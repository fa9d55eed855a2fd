//! Who hears of changes: after each commit of this program, and, every quarter of a second, after those of other programs. And what is
//! done once they cease: the log goes into the file.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension};
use stet_document::Failure;

use super::{Desk, lock};
use crate::error::Result;

/// Changes of one origin, up to `seq`: the event `changed`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    pub seq: i64,
    /// desk, person, article, text, field, date, version, finding, history, media, original.
    pub kinds: Vec<String>,
    pub articles: Vec<String>,
    /// Of each piece whose text changed: how often it was saved so far.
    pub texts: BTreeMap<String, i64>,
    pub origin: String,
}

/// How often other programs' commits are asked for.
pub const EVERY: Duration = Duration::from_millis(250);

/// How long nobody writes before the log is brought into the file: longer than a pause between two words.
const REST: Duration = Duration::from_secs(1);

/// The person rests: the log need not wait.
struct Rest;

/// A thread that looks for other programs' commits, for the file going away and for a rest; it ends when this is dropped.
pub struct Watch {
    ask: Option<Sender<Rest>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Starts looking. `trouble` hears once when the file is not the file any more.
    ///
    /// # Errors
    /// What SQLite says to one more connection.
    pub fn start(desk: &Arc<Desk>, trouble: impl Fn(Failure) + Send + 'static) -> Result<Self> {
        let conn = desk.way.watcher(&desk.path)?;
        let (ask, asked) = channel::<Rest>();
        // Weak: a desk that everybody else has let go is closed, watched or not.
        let desk = Arc::downgrade(desk);
        let thread = std::thread::Builder::new().name("desk-watch".to_owned()).spawn(move || {
            // Nothing yet: what somebody wrote between the opening and the first look is told by it.
            let mut seen = None;
            let mut told = false;
            // Since when something may stand in the log only; an earlier program may have left it so.
            let mut logged = Some(Instant::now());
            loop {
                let resting = match asked.recv_timeout(EVERY) {
                    Ok(Rest) => true,
                    Err(RecvTimeoutError::Timeout) => false,
                    Err(RecvTimeoutError::Disconnected) => return,
                };
                let Some(desk) = desk.upgrade() else { return };
                let now = data_version(&conn);
                if now != seen {
                    logged = Some(Instant::now());
                    // What could not be read is asked for again.
                    if desk.tell() {
                        seen = now;
                    }
                }
                if !desk.read_only && logged.is_some_and(|since| resting || since.elapsed() >= REST) {
                    // What a reader of an older state holds back is tried again.
                    let whole = desk.checkpoint_on(&conn).unwrap_or_default();
                    logged = if whole { None } else { Some(Instant::now()) };
                }
                if let (false, Err(error)) = (told, desk.check_place()) {
                    told = true;
                    trouble(error.into());
                }
            }
        })?;
        Ok(Self { ask: Some(ask), thread: Some(thread) })
    }

    /// Says that the person rests.
    pub fn rest(&self) {
        if let Some(ask) = &self.ask {
            // A thread that has ended needs to know nothing.
            let _ = ask.send(Rest);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.ask.take());
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

fn data_version(conn: &Connection) -> Option<i64> {
    conn.query_row("PRAGMA data_version", [], |row| row.get(0)).ok()
}

impl Desk {
    /// Tells the listener every change since the last time, one event for each run of one origin. False: they could not be read.
    pub fn tell(&self) -> bool {
        let mut told = lock(&self.told);
        let listener = lock(&self.listener).clone();
        let found = self.read(|conn| changes_after(conn, *told));
        match found {
            Ok(events) => {
                for event in events {
                    *told = event.seq;
                    if let Some(listener) = &listener {
                        listener(event);
                    }
                }
                true
            }
            Err(error) => {
                tracing::error!(%error, "changes could not be read");
                false
            }
        }
    }
}

/// What a change of a piece's text is called.
const TEXT: &str = "text";

/// Changes after `seq`, oldest first.
pub(super) fn changes_after(conn: &Connection, seq: i64) -> Result<Vec<Changed>> {
    let mut statement = conn.prepare_cached("SELECT seq, kind, article, origin FROM change WHERE seq > ?1 ORDER BY seq")?;
    let mut saves = conn.prepare_cached("SELECT seq FROM article_text WHERE article = ?1")?;
    let mut rows = statement.query([seq])?;
    let mut events: Vec<Changed> = Vec::new();
    while let Some(row) = rows.next()? {
        let (seq, kind, article, origin): (i64, String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        if events.last().is_none_or(|event| event.origin != origin) {
            events.push(Changed { origin, ..Changed::default() });
        }
        let Some(event) = events.last_mut() else { continue };
        event.seq = seq;
        // As it is now: later than this change is told by this one already.
        if kind == TEXT
            && let Some(saves) = saves.query_row([&article], |row| row.get(0)).optional()?
        {
            event.texts.insert(article.clone(), saves);
        }
        if !article.is_empty() && !event.articles.contains(&article) {
            event.articles.push(article);
        }
        if !event.kinds.contains(&kind) {
            event.kinds.push(kind);
        }
    }
    Ok(events)
}
