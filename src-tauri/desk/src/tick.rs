//! What the clock brings while a desk is open: the day's backup, pieces that recur, and what has just become late or missed, told once. The program
//! around gives the clock; nothing here publishes or moves a piece.
//!
//! **Invariant:** no timer is the truth: each look asks the desk what is due at this moment, however long the last one was ago.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::Nothing;
use crate::error::Result;
use crate::missed::{self, Passed};
use crate::session::Session;
use crate::{Call, backup, ids, recurring};

/// The longest and the shortest time between two looks: a machine that wakes, or a clock that leaps, waits no longer.
const MOST: Duration = Duration::from_secs(60);
const LEAST: Duration = Duration::from_secs(1);
/// The second look at a desk that was just opened.
const AFTER_OPENING: Duration = Duration::from_secs(8);

/// What was late or missed at the last look, on which desk.
#[derive(Default)]
pub struct Seen(Mutex<Option<(String, BTreeSet<Passed>)>>);

/// Looks at once and then each minute, and as a date comes; ends with the session. `caller` says what time it is.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(session: &Arc<Session>, caller: impl Fn() -> Call + Send + 'static) -> Result<()> {
    let session = Arc::downgrade(session);
    std::thread::Builder::new().name("clock".to_owned()).spawn(move || {
        while let Some(session) = session.upgrade() {
            let wait = session.tick(&caller());
            drop(session);
            std::thread::sleep(wait);
        }
    })?;
    Ok(())
}

impl Session {
    /// One look at the clock. Answers how long the next may wait.
    pub fn tick(&self, call: &Call) -> Duration {
        let Some(desk) = self.opened() else { return LEAST };
        let now = ids::millis(call.now);
        let looked = desk.read(|conn| Ok((missed::passed(conn, now)?, missed::next(conn, now)?)));
        let (passed, next) = match looked {
            Ok(looked) => looked,
            Err(error) => {
                tracing::warn!(%error, "the clock could not ask the desk");
                return MOST;
            }
        };
        self.tell_recurred(call, &desk);
        let Some(fresh) = self.seen.new_ones(desk.path().to_string_lossy().into_owned(), passed) else {
            // The window comes first; the day's copy of a large desk has time.
            return AFTER_OPENING;
        };
        if !fresh.is_empty() && self.looking().is_none() {
            self.tell_passed(call, &desk, &fresh);
        }
        self.tell_synced(&desk);
        backup::daily(self, call, &desk);
        let until = next.and_then(|at| u64::try_from(at - now).ok()).map_or(MOST, Duration::from_millis);
        until.clamp(LEAST, MOST)
    }

    /// Makes the pieces that recur, and says so.
    fn tell_recurred(&self, call: &Call, desk: &crate::Desk) {
        // A desk that one only looks at makes nothing.
        if self.looking().is_some() {
            return;
        }
        match recurring::recurring_make(desk, call, Nothing::default()) {
            Ok(recurred) if !recurred.told.is_empty() => self.say("recurring", &recurred.told),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "what recurs could not be made"),
        }
    }

    fn tell_passed(&self, call: &Call, desk: &crate::Desk, fresh: &[Passed]) {
        let told = match fresh {
            [one] => desk.read(|conn| missed::sentence(conn, call, one)),
            many => Ok(format!("{} dates have passed without what they promised.", many.len())),
        };
        match told {
            Ok(message) => {
                if self.home().settings().notify {
                    self.platform().notify(&message);
                }
                self.say("missed", &message);
            }
            Err(error) => tracing::warn!(%error, "a date that has passed could not be told"),
        }
    }
}

impl Seen {
    /// What has passed since the last look at this desk; `None` at the first look: the window shows by itself what it finds.
    fn new_ones(&self, desk: String, passed: Vec<Passed>) -> Option<Vec<Passed>> {
        let now: BTreeSet<Passed> = passed.into_iter().collect();
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace((desk.clone(), now.clone()));
        match before {
            Some((same, before)) if same == desk => Some(now.into_iter().filter(|one| !before.contains(one)).collect()),
            _ => None,
        }
    }
}
