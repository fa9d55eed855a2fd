//! `note.missing`: a mark without its note, a note without its mark, an empty note, a list of typed notes out of order.

use super::{Example, Facts, Rule};
use crate::{Finding, Level, Place};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use stet_document::blocks::ObjectKind;
use stet_document::{Part, blocks};

pub(super) const RULE: Rule = Rule {
    id: "note.missing",
    level: Level::Error,
    what: "A note's mark has no note, or a note is empty or has no mark.",
    why: "The reader who follows the mark finds nothing.",
    source: "Every house that prints notes.",
    languages: &[],
    examples: &[
        Example { lang: "en", bad: "Prices halved. [3]", good: "Prices halved." },
        Example {
            lang: "en",
            bad: "Prices halved.[1] Then rose.[2]\n[1] Port records.",
            good: "Prices halved.[1] Then rose.[2]\n[1] Port records.\n[2] The same.",
        },
        Example {
            lang: "en",
            bad: "Prices halved.[1]\n[1] Port records.\n[2] Nobody cites this.",
            good: "Prices halved.[1] Then rose.[2]\n[1] Port records.\n[2] The same.",
        },
        Example {
            lang: "en",
            bad: "One.[1] Two.[3] Three.[2]\n[1] A.\n[2] B.\n[3] C.",
            good: "One.[1] Two.[2] Three.[3]\n[1] A.\n[2] B.\n[3] C.",
        },
        Example { lang: "de", bad: "Die Preise fielen[4] um die Hälfte.", good: "Die Preise fielen um die Hälfte." },
        Example { lang: "ar", bad: "انخفضت الأسعار.[٣]", good: "انخفضت الأسعار." },
    ],
    quiet: &[
        ("en", "“It [sic] was […] [in 3 days] the end,” she wrote in [2019]."),
        ("en", "[1] The first of three demands\n[2] The second\n[3] The third"),
        ("en", "“We have [3] children,” he said; a vector in [0, 1] is short."),
    ],
    block,
    join,
};

/// What one place says of notes.
#[derive(Default)]
pub struct Notes {
    /// Typed marks: where, and which numbers.
    marks: Vec<(Range<usize>, Vec<u32>)>,
    /// The number that the block begins with, as an entry of a typed list of notes.
    entry: Option<(Range<usize>, u32)>,
}

fn block(place: &Place, facts: &mut Facts) {
    if place.in_code {
        return;
    }
    for (start, _) in place.text.match_indices('[') {
        let rest = place.slice(start + 1..place.text.len());
        let Some(numbers) = rest.split_once(']').and_then(|(inner, _)| numbers(inner)) else { continue };
        let end = start + 2 + rest.find(']').unwrap_or_default();
        let (range, head) = (start..end, place.slice(0..start));
        if head.trim().is_empty() {
            if let [only] = numbers.as_slice() {
                facts.notes.entry = Some((range, *only));
            }
        } else if !inserted(place, &range, head) {
            facts.notes.marks.push((range, numbers));
        }
    }
}

/// The numbers of a mark: `3`, `^3`, `1, 2`, `1–3`; nothing where it is a year or no number.
fn numbers(inner: &str) -> Option<Vec<u32>> {
    let digits: String = inner
        .trim_start_matches('^')
        .chars()
        .map(|c| c.to_digit(10).or_else(|| eastern(c)).and_then(|d| char::from_digit(d, 10)).unwrap_or(c))
        .collect();
    let numbers = digits
        .split([',', '-', '–', ';', '،'])
        .map(|part| part.trim().parse::<u32>().ok().filter(|n| (1..1000).contains(n)))
        .collect::<Option<Vec<_>>>()?;
    (!numbers.is_empty()).then_some(numbers)
}

fn eastern(c: char) -> Option<u32> {
    let code = u32::from(c);
    [0x0660, 0x06F0].into_iter().find_map(|zero| code.checked_sub(zero).filter(|digit| *digit < 10))
}

/// Whether an editor put the number into somebody's words: `“We have [3] children”`.
fn inserted(place: &Place, range: &Range<usize>, head: &str) -> bool {
    let spaced = head.ends_with(char::is_whitespace) && head.trim_end().ends_with(char::is_alphanumeric);
    let goes_on = place.slice(range.end..place.text.len()).trim_start().starts_with(char::is_lowercase);
    spaced && goes_on && place.quoted(range.start)
}

fn join(read: &[(Place, Facts)], out: &mut Vec<Finding>) {
    own_notes(read, out);
    typed_notes(read, out);
}

/// The piece's own notes: none empty, each second citing with its target.
fn own_notes(read: &[(Place, Facts)], out: &mut Vec<Finding>) {
    let notes: HashMap<&str, (usize, bool)> = own(read)
        .enumerate()
        .filter_map(|(nth, place)| Some((place.block.as_deref()?, (nth + 1, place.text.trim().is_empty()))))
        .collect();
    for (place, _) in read {
        for (at, object) in place.found_objects() {
            let message = match object {
                ObjectKind::Note(id) => match notes.get(id.0.as_str()) {
                    Some((number, true)) => {
                        Some(format!("Note {number} is empty, so its mark leads to nothing; write the note, or delete the mark."))
                    }
                    _ => None,
                },
                ObjectKind::NoteAgain(id, _) if !notes.contains_key(id.0.as_str()) => {
                    Some("This cites again a note that is no longer there; choose another note, or delete the mark.".to_owned())
                }
                _ => None,
            };
            out.extend(
                message.map(|message| Finding::new(RULE.id, RULE.level, place, at..at + blocks::OBJECT.len_utf8(), message)),
            );
        }
    }
}

fn own<'r, 'i>(read: &'r [(Place<'i>, Facts)]) -> impl Iterator<Item = &'r Place<'i>> {
    read.iter().map(|(place, _)| place).filter(|place| place.part == Part::Note)
}

/// Marks that were typed: each needs its entry in a typed list.
fn typed_notes(read: &[(Place, Facts)], out: &mut Vec<Finding>) {
    let mut tell = |place: &Place, range: &Range<usize>, message: String| {
        out.push(Finding::new(RULE.id, RULE.level, place, range.clone(), message))
    };
    let count = own(read).filter(|place| !place.text.trim().is_empty()).count();
    let mut entries: BTreeMap<u32, Vec<(&Place, &Range<usize>)>> = BTreeMap::new();
    for (place, facts) in read {
        if let Some((range, number)) = &facts.notes.entry {
            entries.entry(*number).or_default().push((place, range));
        }
    }
    let mut cited: HashSet<u32> = HashSet::new();
    let mut highest = 0;
    for (place, facts) in read {
        for (range, numbers) in &facts.notes.marks {
            let shown = place.slice(range.clone());
            if let Some(missing) = numbers.iter().find(|n| !entries.contains_key(n)) {
                tell(place, range, without(shown, *missing, count, !entries.is_empty()));
            } else if let Some(number) = numbers.iter().find(|n| !cited.contains(n) && **n < highest) {
                tell(
                    place,
                    range,
                    format!(
                        "“{shown}” comes after note {highest}, and notes are numbered in the order in which they stand; number note {number} anew."
                    ),
                );
            }
            cited.extend(numbers);
            highest = numbers.iter().copied().chain([highest]).max().unwrap_or(highest);
        }
    }
    // Numbered lines are a list of notes only where a mark leads to one of them.
    if !entries.keys().any(|number| cited.contains(number)) {
        return;
    }
    for (number, places) in &entries {
        for (nth, (place, range)) in places.iter().enumerate() {
            if nth > 0 {
                tell(
                    place,
                    range,
                    format!("The list has note {number} twice, so the mark [{number}] leads to two; number one of them anew."),
                );
            } else if !cited.contains(number) {
                tell(
                    place,
                    range,
                    format!("Note {number} has no mark in the text, so nobody is led to it; set the mark, or delete the note."),
                );
            }
        }
    }
}

fn without(shown: &str, number: u32, count: usize, list: bool) -> String {
    let end = "write the note, or delete the mark";
    match count {
        _ if list => format!("“{shown}” is a note's mark, but the list of notes has no note {number}; {end}."),
        0 => format!("“{shown}” looks like a note's mark, but the piece has no such note; {end}."),
        _ if usize::try_from(number).is_ok_and(|n| n <= count) => {
            format!("“{shown}” is typed as plain characters and leads to no note; make it a note, or delete it.")
        }
        1 => format!("“{shown}” looks like a note's mark, but the piece has only one note; {end}."),
        _ => format!("“{shown}” looks like a note's mark, but the piece has only {count} notes; {end}."),
    }
}
