//! `word.doubled`: the same word twice in a row, across marks and lines. What doubles on purpose stands in `tongues.rs`.

mod english;
mod tongues;

use super::{Example, Facts, Rule};
use crate::{Finding, Level, Place};
use std::collections::HashSet;
use std::ops::Range;
use stet_document::blocks::{OBJECT, ObjectKind};
use tongues::{NAMES, TONGUES, Tongue};

pub(super) const RULE: Rule = Rule {
    id: "word.doubled",
    level: Level::Error,
    what: "The same word stands twice in a row.",
    why: "The eye jumps over it, above all at a line's end; readers stumble.",
    source: "Every copy desk's list of last looks.",
    languages: &["en", "de", "es", "fr", "pt", "it", "ru", "uk", "ar"],
    examples: &[
        Example { lang: "en", bad: "She counted the the votes.", good: "She counted the votes." },
        Example { lang: "en", bad: "The the vote was lost.", good: "The vote was lost." },
        Example { lang: "en", bad: "He went to to Lisbon.", good: "He went to Lisbon." },
        Example {
            lang: "en",
            bad: "Mayor Duarte spoke.\nThen Duarte Duarte left.",
            good: "Mayor Duarte spoke.\nThen Duarte left.",
        },
        Example { lang: "en", bad: "The The vote was lost.", good: "The vote was lost." },
        Example { lang: "en", bad: "He said that that the vote was lost.", good: "He said that the vote was lost." },
        Example { lang: "en", bad: "They had had gone home.", good: "They had gone home." },
        Example { lang: "en", bad: "There was no no doubt of it.", good: "There was no doubt of it." },
        Example { lang: "de", bad: "Sie zählte die die Stimmen.", good: "Sie zählte die Stimmen." },
        Example { lang: "de", bad: "Das Haus Haus steht leer.", good: "Das Haus steht leer." },
        Example { lang: "es", bad: "Contó los los votos.", good: "Contó los votos." },
        Example { lang: "fr", bad: "Elle a compté les les voix.", good: "Elle a compté les voix." },
        Example { lang: "pt", bad: "Ela contou os os votos.", good: "Ela contou os votos." },
        Example { lang: "it", bad: "Ha contato i i voti.", good: "Ha contato i voti." },
        Example { lang: "ru", bad: "Она была в в городе.", good: "Она была в городе." },
        Example { lang: "uk", bad: "Вона була на на площі.", good: "Вона була на площі." },
        Example { lang: "ar", bad: "ذهبت إلى إلى المدينة.", good: "ذهبت إلى المدينة." },
    ],
    quiet: &[
        ("en", "He had had enough of it, and that that vote was lost he knew."),
        ("en", "Duran Duran played in Sing Sing, near Walla Walla; New York, New York."),
        ("en", "It was very very late. Late in the day they had moved in in haste; what it is is a loss."),
        ("en", "“No no no,” she said. He gave her her book, and 3 3 2 was the score."),
        ("en", "He had had limited success. No no, she said; no, not in that that small room. The The played; The The left."),
        ("en", "He was so so tired. It was long long ago, in many many towns."),
        ("en", "They came to the. The end was near, near enough."),
        ("en", "Will will go. Rob rob a bank? Blah blah blah."),
        ("de", "Die Frau, die die Wahl gewann, sah, dass sie sie gewann."),
        ("fr", "Nous nous sommes vus, et vous vous êtes tus."),
        ("pt", "Perguntou se se trata de um erro."),
        ("it", "È arrivato piano piano, quasi quasi in ritardo."),
        ("ru", "Он знал, что что-то случилось очень очень давно."),
        ("sw", "Alikuja pole pole."),
    ],
    block,
    join,
};

fn block(place: &Place, facts: &mut Facts) {
    if place.in_code || place.kind == "verse_line" {
        return;
    }
    let mut twice = vec![false; place.words.len()];
    for (nth, pair) in place.words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let (one, two) = (place.slice(first.clone()), place.slice(second.clone()));
        if one.chars().count() != two.chars().count()
            || one.to_lowercase() != two.to_lowercase()
            || !parted(place, first.end..second.start)
        {
            continue;
        }
        twice.iter_mut().skip(nth).take(2).for_each(|flag| *flag = true);
        let lang = place.lang_at(second.start);
        let Some(tongue) = TONGUES.iter().find(|tongue| tongue.code == lang) else { continue };
        match verdict(place, tongue, nth, one, two) {
            Verdict::Quiet => {}
            Verdict::Told => facts.found.push(finding(place, first.clone(), second.clone())),
            Verdict::Name { small } => {
                let finding = finding(place, first.clone(), second.clone());
                facts.doubled.push(Name { word: one.to_owned(), small, finding });
            }
        }
    }
    let alone = place.words.iter().zip(twice).filter(|(_, twice)| !twice).map(|(word, _)| place.slice(word.clone()));
    facts.names.extend(alone.filter(|word| capital(word)).map(str::to_owned));
}

/// A capitalised word that stands twice, perhaps a double name.
pub struct Name {
    word: String,
    /// A small word at a sentence's start: no name, unless it stands twice again.
    small: bool,
    finding: Finding,
}

/// A capitalised word doubled once is told where the piece has the word alone, too, or small: then it is no double name.
fn join(read: &[(Place, Facts)], out: &mut Vec<Finding>) {
    let doubled: Vec<&Name> = read.iter().flat_map(|(_, facts)| &facts.doubled).collect();
    if doubled.is_empty() {
        return;
    }
    let alone: HashSet<&str> = read.iter().flat_map(|(_, facts)| &facts.names).map(String::as_str).collect();
    for name in &doubled {
        let small = name.word.to_lowercase();
        let known = name.small || alone.contains(name.word.as_str()) || read.iter().any(|(place, _)| place.has(&small));
        if known && doubled.iter().filter(|other| other.word == name.word).count() == 1 {
            out.push(name.finding.clone());
        }
    }
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether only spaces, line breaks and notes stand between, and at least one of the first two.
fn parted(place: &Place, gap: Range<usize>) -> bool {
    let mut space = false;
    for (at, c) in place.slice(gap.clone()).char_indices() {
        match c {
            OBJECT => match place.object(gap.start + at) {
                Some(ObjectKind::Break) => space = true,
                Some(ObjectKind::Note(_) | ObjectKind::NoteAgain(..)) => {}
                _ => return false,
            },
            c if c.is_whitespace() => space = true,
            _ => return false,
        }
    }
    space
}

enum Verdict {
    Quiet,
    Told,
    /// Perhaps a double name: the rest of the piece decides.
    Name {
        /// One of the language's small words.
        small: bool,
    },
}

fn verdict(place: &Place, tongue: &Tongue, nth: usize, one: &str, two: &str) -> Verdict {
    let lower = two.to_lowercase();
    let word = |at: Option<usize>| at.and_then(|at| place.words.get(at));
    let text = |at: Option<usize>| word(at).map(|w| place.slice(w.clone()).to_lowercase()).unwrap_or_default();
    let (before, after) = (nth.checked_sub(1), nth.checked_add(2));
    let small = tongue.small.contains(&lower.as_str());
    let single = lower.chars().count() == 1;
    if !lower.chars().any(char::is_alphabetic)
        || lower.chars().any(char::is_numeric)
        || single && !tongue.letters.contains(&lower.as_str())
    {
        return Verdict::Quiet;
    }
    if attached(place, nth) {
        return Verdict::Quiet;
    }
    // Three times is meant: blah blah blah.
    if !small && (text(before) == lower || text(after) == lower) {
        return Verdict::Quiet;
    }
    // The word on each side, where nothing but a space stands between.
    let joined = |from: Option<usize>, until: Option<usize>| {
        let (Some(from), Some(until)) = (word(from), word(until)) else { return false };
        place.slice(from.end..until.start).chars().all(char::is_whitespace)
    };
    let near = |joined: bool, text: String| if joined { text } else { String::new() };
    let head = near(joined(before, Some(nth)), text(before));
    let tail = near(joined(nth.checked_add(1), after), text(after));
    let grammar =
        (tongue.code == "en").then(|| english::slip(&lower, &english::Around { before: &head, after: &tail })).flatten();
    if grammar != Some(true) {
        let call = tongue.calls.contains(&lower.as_str()) && (head.is_empty() || tail.is_empty());
        if call || tongue.quiet.contains(&lower.as_str()) {
            return Verdict::Quiet;
        }
    }
    let lone_comma = || {
        let head = place.words.get(nth).map_or("", |first| place.slice(0..first.start)).trim_end();
        head.ends_with(',') || word(before).is_some_and(|w| place.slice(0..w.start).trim_end().ends_with(','))
    };
    match tongue.code {
        "en" if english::meets(place, nth, &lower, &text(before), capital(one) && !capital(two)) => return Verdict::Quiet,
        "de" if matches!(lower.as_str(), "die" | "der" | "das" | "den" | "dem") && lone_comma() => return Verdict::Quiet,
        _ => {}
    }
    match (capital(one), capital(two)) {
        (_, false) => Verdict::Told,
        (false, true) if tongue.nouns => Verdict::Told,
        (false, true) => Verdict::Quiet,
        (true, true) if NAMES.contains(&lower.as_str()) => Verdict::Quiet,
        (true, true) if tongue.nouns => Verdict::Told,
        (true, true) => Verdict::Name { small: small || single },
    }
}

/// Whether one of the two is part of a longer word: `что что-то`, `R&D D`.
fn attached(place: &Place, nth: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '‑' | '/' | '&' | '@' | '_' | '#' | '\'' | '’'));
    let (first, second) = (place.words.get(nth), place.words.get(nth + 1));
    first.is_none_or(|w| joins(place.before(w.start))) || second.is_none_or(|w| joins(place.after(w.end)))
}

fn finding(place: &Place, first: Range<usize>, second: Range<usize>) -> Finding {
    let word = place.slice(second.clone()).to_owned();
    let gap = first.end..second.start;
    let plain = !place.slice(gap.clone()).contains(OBJECT);
    // The gap goes too, unless a note or line break stands in it.
    let cut =
        if plain { first.end..second.end } else { second.start..second.end + usize::from(place.after(second.end) == Some(' ')) };
    let same_marks = place.marks(first.start) == place.marks(second.start);
    let message =
        format!("“{word}” stands twice in a row, which is most often a slip; delete one, or let it stand if it is meant.");
    Finding::new(RULE.id, RULE.level, place, first.start..second.end, message).fix(
        place,
        &format!("Delete the second “{word}”"),
        plain && same_marks && !place.quoted(first.start),
        &[(cut, "")],
    )
}
