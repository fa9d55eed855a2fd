//! What a copy desk would find in a piece: rules, and the findings that they make. Knows no database and no window.
//!
//! **Invariant:** a rule is one file under `rules/` and one line in `rules::ALL`; its examples are its help text and its tests.
//! **Invariant:** rules read each block once for findings and facts; what needs the whole piece joins those facts only.
//! **Invariant:** nothing is told twice, and a finding's id stays the same when the text is edited elsewhere.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

pub mod finding;
mod place;
pub mod rules;

pub use finding::{Edit, Finding, Fix, Level};
pub use place::Place;

use stet_document::{Document, Fields};

/// What the checks read: a piece with its fields, and the dates that its time words are read against.
pub struct Input<'a> {
    pub document: &'a Document,
    pub fields: &'a Fields,
    /// The article's language, BCP 47.
    pub lang: &'a str,
    /// The day on which it was filed, `YYYY-MM-DD`.
    pub filed: Option<String>,
    /// The day on which it is printed, `YYYY-MM-DD`.
    pub printed: Option<String>,
}

/// Runs every rule over a piece; findings come in reading order.
pub fn check(input: &Input) -> Vec<Finding> {
    let read: Vec<(Place, rules::Facts)> = place::places(input)
        .into_iter()
        .map(|place| {
            let mut facts = rules::Facts::default();
            rules::ALL.iter().for_each(|rule| (rule.block)(&place, &mut facts));
            (place, facts)
        })
        .collect();
    let mut joined = Vec::new();
    rules::ALL.iter().for_each(|rule| (rule.join)(&read, &mut joined));
    finding::settle(read.into_iter().map(|(place, facts)| (place, facts.found)), joined)
}
