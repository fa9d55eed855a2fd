//! The rules: one file and one line each.
//!
//! **Invariant:** a rule's `block` reads one place and writes findings and facts; its `join` reads facts only.

mod doubled;
mod note;
mod placeholder;
mod quote;

use crate::{Finding, Level, Place};

/// A sentence that the rule finds something in, and the same mended.
pub struct Example {
    pub lang: &'static str,
    pub bad: &'static str,
    pub good: &'static str,
}

/// One rule with its help text.
pub struct Rule {
    pub id: &'static str,
    pub level: Level,
    pub what: &'static str,
    pub why: &'static str,
    /// Whose rule it is.
    pub source: &'static str,
    /// Primary subtags of the languages that it reads; empty for all.
    pub languages: &'static [&'static str],
    pub examples: &'static [Example],
    /// Sentences that look like it and are right.
    pub quiet: &'static [(&'static str, &'static str)],
    pub block: fn(&Place, &mut Facts),
    pub join: fn(&[(Place, Facts)], &mut Vec<Finding>),
}

/// What the rules keep of one place.
#[derive(Default)]
pub struct Facts {
    pub found: Vec<Finding>,
    notes: note::Notes,
    quotes: Vec<quote::Mark>,
    /// Capitalised words that do not stand twice.
    names: Vec<String>,
    /// Capitalised words that stand twice.
    doubled: Vec<doubled::Name>,
}

/// For a rule that needs no more than the block.
fn nothing(_: &[(Place, Facts)], _: &mut Vec<Finding>) {}

/// Every rule.
pub const ALL: &[Rule] = &[doubled::RULE, note::RULE, placeholder::RULE, quote::RULE];

#[cfg(test)]
mod tests;
