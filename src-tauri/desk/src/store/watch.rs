//! Who hears of changes: after each commit of this program, and, every quarter of a second, after those of other programs.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;
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
    pub origin: String,
}

/// How often other programs' commits are asked for.
pub const EVERY: Duration = Duration::from_millis(250);

/// A thread that looks for other programs' commits and for the file going away; it ends when this is dropped.
pub struct Watch {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Starts looking. `trouble` hears once when the file is not the file any more.
    ///
    /// # Errors
    /// What SQLite says to one more connection.
    pub fn start(desk: &Arc<Desk>, trouble: impl Fn(Failure) + Send + 'static) -> Result<Self> {
        let conn = desk.way.reader(&desk.path)?;
        let (stop, stopped) = channel::<()>();
        // Weak: a desk that everybody else has let go is closed, watched or not.
        let desk = Arc::downgrade(desk);
        let thread = std::thread::Builder::new().name("desk-watch".to_owned()).spawn(move || {
            let mut seen = data_version(&conn);
            let mut told = false;
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(EVERY) {
                let Some(desk) = desk.upgrade() else { return };
                let now = data_version(&conn);
                if now != seen {
                    seen = now;
                    desk.tell();
                }
                if let (false, Err(error)) = (told, desk.check_place()) {
                    told = true;
                    trouble(error.into());
                }
            }
        })?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.stop.take());
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
    /// Tells the listener every change since the last time, one event for each run of one origin.
    pub fn tell(&self) {
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
            }
            Err(error) => tracing::error!(%error, "changes could not be read"),
        }
    }
}

/// Changes after `seq`, oldest first.
pub(super) fn changes_after(conn: &Connection, seq: i64) -> Result<Vec<Changed>> {
    let mut statement = conn.prepare_cached("SELECT seq, kind, article, origin FROM change WHERE seq > ?1 ORDER BY seq")?;
    let mut rows = statement.query([seq])?;
    let mut events: Vec<Changed> = Vec::new();
    while let Some(row) = rows.next()? {
        let (seq, kind, article, origin): (i64, String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        if events.last().is_none_or(|event| event.origin != origin) {
            events.push(Changed { origin, ..Changed::default() });
        }
        let Some(event) = events.last_mut() else { continue };
        event.seq = seq;
        if !event.kinds.contains(&kind) {
            event.kinds.push(kind);
        }
        if !article.is_empty() && !event.articles.contains(&article) {
            event.articles.push(article);
        }
    }
    Ok(events)
}
