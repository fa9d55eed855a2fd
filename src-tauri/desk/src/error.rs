//! What can go wrong inside the desk, and the one sentence that a person gets for it. The cause goes to the log.

use rusqlite::ErrorCode;
use stet_document::Failure;

/// Inside this crate; at the boundary it becomes a [`Failure`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Already a sentence.
    #[error(transparent)]
    Told(#[from] Failure),
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

/// A refusal as a value: `return Err(refuse("state", "…"))`.
pub fn refuse(code: &str, message: impl Into<String>) -> Error {
    Error::Told(Failure::new(code, message))
}

/// Makes "no such row" of a query a refusal with a sentence of its own.
pub trait OrNotFound<T> {
    /// # Errors
    /// `not-found` with `message` when the query had no row; every other error as it is.
    fn or_not_found(self, message: &str) -> Result<T>;
}

impl<T> OrNotFound<T> for rusqlite::Result<T> {
    fn or_not_found(self, message: &str) -> Result<T> {
        self.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => refuse("not-found", message),
            other => other.into(),
        })
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Told(failure) => failure,
            Error::Sql(cause) => {
                tracing::error!(?cause, "sqlite");
                of_sqlite(&cause)
            }
            Error::Io(cause) => {
                tracing::error!(?cause, "file");
                of_file(&cause)
            }
            Error::Json(cause) => {
                tracing::error!(?cause, "json");
                Self::new("damaged", "Something stored or sent could not be read; nothing was changed.")
            }
        }
    }
}

fn of_sqlite(cause: &rusqlite::Error) -> Failure {
    let rusqlite::Error::SqliteFailure(inner, _) = cause else {
        return Failure::new("damaged", "The desk answered something that could not be read; nothing was changed.");
    };
    match inner.code {
        ErrorCode::DiskFull => {
            Failure::new("disk-full", "The disk is full, so nothing was saved; make room, and it is tried again.")
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            Failure::new("busy", "Another program is writing to this desk just now; try again in a moment.")
        }
        ErrorCode::ReadOnly => Failure::new("read-only", "This desk cannot be written to here; its file or folder is read-only."),
        ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => {
            Failure::new("no-access", "You have no right to this desk's file.")
        }
        ErrorCode::NotADatabase => Failure::new("not-a-desk", "This file is not a Stet desk."),
        ErrorCode::DatabaseCorrupt => {
            Failure::new("damaged", "The desk's file is damaged here; keep it as it is and open a backup.")
        }
        ErrorCode::CannotOpen => Failure::new("io", "The desk's file could not be opened."),
        // Under a limit on file sizes the system says "write failed" (778) where it means that there is no room.
        ErrorCode::SystemIoFailure if inner.extended_code == 778 => {
            Failure::new("disk-full", "The disk took no more, so nothing was saved; make room, and it is tried again.")
        }
        ErrorCode::SystemIoFailure => Failure::new("io", "The disk could not be read or written just now; nothing was saved."),
        ErrorCode::OperationInterrupted => Failure::new("cancelled", "Stopped."),
        // Locks that could not be had, a statement ended by a rollback: no sign of damage.
        _ => Failure::new("io", "The desk could not do this just now; nothing was changed."),
    }
}

fn of_file(cause: &std::io::Error) -> Failure {
    use std::io::ErrorKind;
    match cause.kind() {
        ErrorKind::NotFound => Failure::new("not-found", "The file is not there any more."),
        ErrorKind::PermissionDenied => Failure::new("no-access", "You have no right to that file or folder."),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Failure::new("disk-full", "The disk is full, so nothing was written; make room and try again.")
        }
        ErrorKind::ReadOnlyFilesystem => Failure::new("read-only", "That folder is read-only."),
        ErrorKind::AlreadyExists => Failure::new("exists", "A file of that name is there already."),
        _ => Failure::new("io", "The file could not be read or written."),
    }
}
