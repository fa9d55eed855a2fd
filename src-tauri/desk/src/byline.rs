//! The byline as it would print, for the screen: the same words that a page gets. Nothing is kept here.

use serde::{Deserialize, Serialize};
use stet_document::{Fields, text};
use stet_formats::credited;
use ts_rs::TS;

use crate::Call;
use crate::error::Result;
use crate::session::Session;

/// The command `byline_read`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BylineRead {
    pub fields: Fields,
}

/// The names of one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BylineLine {
    pub role: String,
    /// Before the names, with its space; may be empty.
    pub before: String,
    pub people: Vec<BylineName>,
}

/// One name in its line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BylineName {
    /// What stands between it and the name before; empty for the first.
    pub between: String,
    pub name: String,
    /// Title and affiliation with what joins them; may be empty.
    pub after: String,
}

/// The public credits of these fields, line by line, in the words of their language.
///
/// # Errors
/// None.
pub fn byline_read(_: &Session, _: &Call, wish: BylineRead) -> Result<Vec<BylineLine>> {
    let lines = credited::lines(&wish.fields).into_iter().map(|line| BylineLine {
        role: line.role.to_owned(),
        before: line.before,
        people: line
            .people
            .into_iter()
            .map(|(between, credit)| BylineName {
                between,
                name: credit.name.clone(),
                after: text::credit(credit).strip_prefix(&credit.name).unwrap_or_default().to_owned(),
            })
            .collect(),
    });
    Ok(lines.collect())
}
