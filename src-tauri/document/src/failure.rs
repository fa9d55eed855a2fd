//! The one error at the boundary: a code to branch on, a sentence that a journalist understands.

/// What a command answers when it could not be done. The cause chain goes to the log, never in here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[error("{message}")]
pub struct Failure {
    /// Stable, lower-case with hyphens (`conflict`, `gates`, `not-found` …); the window and the exit codes branch on it.
    pub code: String,
    /// One sentence: what is wrong and what to do. No paths of the machine, no codes.
    pub message: String,
}

impl Failure {
    /// Makes a failure from its code and its sentence.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }
}
