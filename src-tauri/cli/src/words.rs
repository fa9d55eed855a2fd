//! What a person types, read: dates, kinds of texts and fields, lists of tags, a byline. Knows no desk.

use stet_desk::dates::DateValue;
use stet_document::{Credit, Failure};

/// What is to be asked of the desk for a date that was typed: nothing for "none", else the words, which the desk reads.
///
/// # Errors
/// `usage` where nothing was typed.
pub fn date(typed: &str) -> Result<Option<String>, Failure> {
    match typed.trim() {
        "" => Err(Failure::new("usage", "A date is missing; write it like 2026-11-26 07:00, thu 7:00, or none.")),
        typed if typed.eq_ignore_ascii_case("none") => Ok(None),
        typed => Ok(Some(typed.to_owned())),
    }
}

/// A day alone, from "2026-11-26".
///
/// # Errors
/// `usage` where it is none.
pub fn day(typed: &str) -> Result<String, Failure> {
    match strict_day(typed.trim()) {
        Some(day) => Ok(day.to_string()),
        None => Err(Failure::new("usage", format!("“{typed}” is not a day that Stet reads; write it as 2026-11-26."))),
    }
}

fn strict_day(day: &str) -> Option<jiff::civil::Date> {
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(date, 2) {
        return None;
    }
    jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?).ok()
}

/// A date as it is typed, "2026-11-26 07:00".
pub fn typed(date: &DateValue) -> String {
    date.wall.replace('T', " ")
}

/// A date's zone; empty for a day without a time.
pub fn zone(date: &DateValue) -> &str {
    if date.wall.contains('T') { &date.zone } else { "" }
}

/// Words compared as a person means them: without case, spaces for hyphens and underscores.
pub fn same(a: &str, b: &str) -> bool {
    let plain =
        |words: &str| words.to_lowercase().split([' ', '-', '_']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    plain(a) == plain(b)
}

/// Tags from "ferries, night boats".
pub fn tags(typed: &str) -> Vec<String> {
    typed.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// Credits of role *by* from "By Ana Duarte, transport correspondent of the Harbour Review (HR)", "Ana Duarte and Rui Pinto", or
/// "Ana Duarte, editor, and Rui Pinto, writer". What stands after the last of several names alone is said of all of them.
pub fn byline(typed: &str) -> Vec<Credit> {
    let typed = typed.trim();
    let names = match typed.split_once(' ') {
        Some((by, rest)) if by.eq_ignore_ascii_case("by") => rest.trim(),
        _ => typed,
    };
    let people: Vec<(&str, &str)> = people(names).into_iter().map(|one| one.split_once(',').unwrap_or((one, ""))).collect();
    let shared = match people.split_last() {
        Some(((_, last), others)) if others.iter().all(|(_, about)| about.is_empty()) => last,
        _ => "",
    };
    let credit = |(name, about): (&str, &str)| {
        let about = if about.is_empty() { shared } else { about };
        let (title, joint, affiliation) = match about.trim().split_once(" of ") {
            Some((title, affiliation)) => (title.trim(), "of", affiliation.trim()),
            None => (about.trim(), "", ""),
        };
        Credit {
            role: "by".to_owned(),
            name: name.trim().to_owned(),
            title: title.to_owned(),
            joint: joint.to_owned(),
            affiliation: affiliation.to_owned(),
            public: true,
            ..Credit::default()
        }
    };
    people.into_iter().filter(|(name, _)| !name.trim().is_empty()).map(credit).collect()
}

/// Names parted by "and" or "&", each with what stands after its comma. An "and" within a title or a house parts nobody: after one
/// comma the next name begins with a capital and has a comma of its own.
fn people(names: &str) -> Vec<&str> {
    let mut ands: Vec<(usize, &str)> = names.match_indices(" and ").chain(names.match_indices(" & ")).collect();
    ands.sort_unstable();
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, and) in ands {
        let (Some(before), Some(after)) = (names.get(from..at), names.get(at + and.len()..)) else { continue };
        let next = after.trim_start().chars().next().is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase());
        if !before.contains(',') || (next && after.contains(',')) {
            parts.push(before);
            from = at + and.len();
        }
    }
    parts.extend(names.get(from..));
    parts.into_iter().map(|part| part.trim().trim_end_matches(',')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_the_desks_to_read_and_none_is_none() {
        assert_eq!(date(" thu 7:00 "), Ok(Some("thu 7:00".into())));
        assert_eq!(date("None"), Ok(None));
        assert_eq!(date(" ").unwrap_err().code, "usage");
    }

    #[test]
    fn what_is_no_day_is_refused_in_a_sentence() {
        for typed in ["", "tomorrow", "26.11.2026", "2026-02-30", "2026-11-26 07:00", "2026-1-2", "٢٠٢٦-١١-٢٦"] {
            assert_eq!(day(typed).unwrap_err().code, "usage", "{typed}");
        }
    }

    #[test]
    fn names_and_ids_of_states_are_the_same_words() {
        assert!(same("Copy edit", "copy-edit") && same("copy edit", "copy_edit") && !same("copy", "copy edit"));
    }

    #[test]
    fn a_byline_becomes_credits_with_title_and_affiliation() {
        let credits = byline("By Ana Duarte, transport correspondent of the Harbour Review (HR)");
        assert_eq!(credits.len(), 1);
        assert_eq!((credits[0].name.as_str(), credits[0].title.as_str()), ("Ana Duarte", "transport correspondent"));
        assert_eq!(credits[0].affiliation, "the Harbour Review (HR)");
        assert_eq!(byline("Ana Duarte and Rui Pinto").len(), 2);
        let told = |typed: &str| {
            byline(typed).into_iter().map(|one| [one.name, one.title, one.affiliation].join("|")).collect::<Vec<_>>()
        };
        let both = ["Ana Duarte|editor|", "Rui Pinto|writer|the Harbour Review"];
        assert_eq!(told("Ana Duarte, editor and Rui Pinto, writer of the Harbour Review"), both);
        assert_eq!(told("By Ana Duarte, editor, and Rui Pinto, writer of the Harbour Review"), both);
        assert_eq!(told("Ana Duarte & Rui Pinto, editors"), ["Ana Duarte|editors|", "Rui Pinto|editors|"]);
        assert_eq!(told("Ana Duarte, editor and founder of Port and Sea"), ["Ana Duarte|editor and founder|Port and Sea"]);
        assert_eq!(byline("Byron Reis")[0].name, "Byron Reis");
        assert!(byline("").is_empty());
    }
}
