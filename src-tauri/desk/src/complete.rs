//! What could come next in a question: operators by their beginning, and each one's values as the desk has them, the most used first.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Result;
use crate::filter::Around;
use crate::glance::{self, Glance, Names, Piece, place};
use crate::query::{self, HAS, IS, OPERATORS, Operator};
use crate::store::Desk;
use crate::{Call, dates, normalise};

/// As many are offered at once.
const MOST: usize = 8;

/// What was typed so far: `query_complete`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct QueryComplete {
    pub text: String,
    /// Where the caret stands, in UTF-16 units.
    pub at: u32,
}

/// One thing that could stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Completion {
    /// From here to there (UTF-16 units) it takes the place of what was typed.
    pub start: u32,
    pub end: u32,
    pub put: String,
    /// As it is shown.
    pub name: String,
    /// What it is; empty where the name says it.
    pub told: String,
}

/// What could stand at the caret; nothing where words are typed.
///
/// # Errors
/// What SQLite says.
pub fn query_complete(desk: &Desk, call: &Call, wish: QueryComplete) -> Result<Vec<Completion>> {
    let Some((start, typed)) = stretch(&wish.text, wish.at) else { return Ok(Vec::new()) };
    let (not, body) = match typed.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", typed),
    };
    let found: Vec<(String, String, String)> = match query::pair(body) {
        Some((word, value)) => {
            let Some(operator) = query::operator(word) else { return Ok(Vec::new()) };
            let value: String = value.chars().filter(|c| !normalise::is_quote(*c)).collect();
            let values = glance::look(desk, |conn, glance| Ok(values(glance, &Around::of(conn, call)?, operator)))?;
            let word = word.to_ascii_lowercase();
            let begins = fitting(values, &value);
            begins.into_iter().map(|(name, told)| (format!("{not}{word}:{} ", quoted(&name)), name, told)).collect()
        }
        None => {
            let word = body.to_ascii_lowercase();
            let operators = OPERATORS.iter().filter(|(name, ..)| !word.is_empty() && name.starts_with(&word));
            let mut found: Vec<_> =
                operators.map(|(name, _, told)| (format!("{not}{name}:"), format!("{name}:"), (*told).to_owned())).collect();
            let states = IS.iter().filter(|name| word.len() > 2 && name.starts_with(&word));
            found.extend(states.map(|name| (format!("{not}is:{name} "), format!("is:{name}"), String::new())));
            found
        }
    };
    let end = wish.at;
    Ok(found.into_iter().take(MOST).map(|(put, name, told)| Completion { start, end, put, name, told }).collect())
}

/// The stretch that ends at the caret, and where it begins (UTF-16 units).
fn stretch(text: &str, at: u32) -> Option<(u32, &str)> {
    let mut units = 0_usize;
    let mut caret = text.len();
    for (byte, c) in text.char_indices() {
        if units >= place(at) {
            caret = byte;
            break;
        }
        units += c.len_utf16();
    }
    let before = text.get(..caret)?;
    let last = query::chunks(before).into_iter().next_back().filter(|chunk| chunk.end == before.len())?;
    let start = before.get(..last.start)?.encode_utf16().count();
    Some((u32::try_from(start).ok()?, before.get(last.start..)?))
}

fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

/// Values with a word that begins as what was typed; all, where nothing was.
fn fitting(values: Vec<(String, String)>, typed: &str) -> Vec<(String, String)> {
    let key = normalise::normalise(typed);
    let begins = |name: &str| {
        let name = normalise::normalise(name);
        name.starts_with(&key) || name.split(' ').any(|word| word.starts_with(&key))
    };
    values.into_iter().filter(|(name, _)| key.is_empty() || begins(name)).collect()
}

/// What an operator can have on this desk, with how many pieces that is.
fn values(glance: &Glance, around: &Around, operator: Operator) -> Vec<(String, String)> {
    let plain = |words: &[&str]| words.iter().map(|word| ((*word).to_owned(), String::new())).collect();
    let used = |names: &Names, of: &dyn Fn(&Piece) -> Vec<u32>| {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for piece in &glance.pieces {
            for number in of(piece) {
                *counts.entry(number).or_default() += 1;
            }
        }
        let mut counts: Vec<(u32, String)> = counts
            .into_iter()
            .map(|(number, count)| (count, names.text(number).to_owned()))
            .filter(|(_, name)| !name.is_empty())
            .collect();
        counts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        counts.into_iter().map(|(count, name)| (name, count.to_string())).collect::<Vec<_>>()
    };
    match operator {
        Operator::Author => used(&glance.authors, &|piece| vec![piece.author]),
        Operator::Section => used(&glance.sections, &|piece| vec![piece.section]),
        Operator::Lang => used(&glance.langs, &|piece| vec![piece.lang]),
        Operator::Series => used(&glance.series, &|piece| vec![piece.series]),
        Operator::Tag => used(&glance.tags, &|piece| piece.tags.to_vec()),
        Operator::State => around.workflow.states.iter().map(|state| (state.name.clone(), String::new())).collect(),
        Operator::With => {
            let names = around.people.iter().filter(|person| person.active).map(|person| (person.name.clone(), String::new()));
            let mut all: Vec<(String, String)> = plain(&["me", "nobody"]);
            all.extend(names);
            all
        }
        Operator::Has => plain(&HAS),
        Operator::Is => plain(&IS),
        Operator::Before | Operator::After => ["today", "tomorrow", "monday"]
            .iter()
            .filter_map(|word| {
                let settings = &around.settings;
                let wall = crate::typed::wall(word, around.now, &settings.zone, &settings.lang).ok()?;
                Some(((*word).to_owned(), dates::spoken(&wall)))
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_caret_is_completed() {
        for (text, at, start, typed) in [
            ("ferry aut", 9, 6, "aut"),
            ("ferry aut", 5, 0, "ferry"),
            ("💧 state:\"copy e", 17, 3, "state:\"copy e"),
            ("-tag:x", 6, 0, "-tag:x"),
        ] {
            assert_eq!(stretch(text, at), Some((start, typed)), "{text}");
        }
        assert_eq!(stretch("ferry ", 6), None);
        assert_eq!(stretch("", 0), None);
    }
}
