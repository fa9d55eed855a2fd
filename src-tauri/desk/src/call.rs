//! Who calls, when and from where: made by the shell, the command line or the host, never by the web view.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use crate::ids::PersonId;

/// Comes with every command.
#[derive(Clone, Debug)]
pub struct Call {
    /// The moment of the call: the only clock that the core knows.
    pub now: Timestamp,
    /// Who acts; `None`: whoever "I" am on this desk, else its first person.
    pub actor: Option<PersonId>,
    /// This machine and account: the audit trail is chained per device.
    pub device: String,
    /// The window or program; it ignores its own changes.
    pub origin: String,
    pub job: Job,
}

type Progress = dyn Fn(u64, u64, &str) + Send + Sync;

/// Long work: where it tells how far it is, and is told to stop.
#[derive(Clone)]
pub struct Job {
    inner: Arc<Inner>,
}

struct Inner {
    cancelled: AtomicBool,
    progress: Option<Box<Progress>>,
}

impl Job {
    /// Work that nobody watches.
    pub fn none() -> Self {
        Self { inner: Arc::new(Inner { cancelled: AtomicBool::new(false), progress: None }) }
    }

    /// Work whose progress (done, total, label) goes to `progress`.
    pub fn watched(progress: impl Fn(u64, u64, &str) + Send + Sync + 'static) -> Self {
        Self { inner: Arc::new(Inner { cancelled: AtomicBool::new(false), progress: Some(Box::new(progress)) }) }
    }

    /// Tells how far the work is; `false` means: stop.
    pub fn progress(&self, done: u64, total: u64, label: &str) -> bool {
        if let Some(progress) = &self.inner.progress {
            progress(done, total, label);
        }
        !self.is_cancelled()
    }

    /// Asks the work to stop at its next step.
    pub fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::Relaxed);
    }

    /// Was it asked to stop?
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::Relaxed)
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("cancelled", &self.is_cancelled()).finish_non_exhaustive()
    }
}
