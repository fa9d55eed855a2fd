//! `text.placeholder`: what was left to be filled in. TK, XXX, ???, [check], lorem ipsum, placeholder nodes, in any part and field.

use super::{Example, Facts, Rule, nothing};
use crate::{Finding, Level, Place};
use std::ops::Range;
use stet_document::blocks::{OBJECT, ObjectKind};

pub(super) const RULE: Rule = Rule {
    id: "text.placeholder",
    level: Level::Error,
    what: "Something that stands for words still to come: TK, XXX, ???, [check], lorem ipsum, a placeholder.",
    why: "Readers would see it in print.",
    source: "Newsroom custom: marks that no word contains are set so that they can be found again.",
    languages: &[],
    examples: &[
        Example { lang: "en", bad: "The motion passed by TK votes.", good: "The motion passed by nine votes." },
        Example { lang: "en", bad: "Mayor XXX opened the bridge.", good: "Mayor Silva opened the bridge." },
        Example { lang: "en", bad: "It cost ??? euros.", good: "It cost nine euros." },
        Example { lang: "en", bad: "She was born in 1961 [check] in Porto.", good: "She was born in 1961 in Porto." },
        Example { lang: "en", bad: "Lorem ipsum dolor sit amet.", good: "The ferry is late again." },
        Example { lang: "de", bad: "Er zahlte XXX Euro.", good: "Er zahlte neun Euro." },
        Example { lang: "fr", bad: "Il est né en 1961 [à vérifier].", good: "Il est né en 1961." },
        Example { lang: "pt", bad: "Nasceu em [confirmar] no Porto.", good: "Nasceu em 1961 no Porto." },
        Example {
            lang: "ru", bad: "Он родился в [проверить] году.", good: "Он родился в 1961 году."
        },
        Example {
            lang: "ar", bad: "وُلد في [يُراجع] في بورتو.", good: "وُلد عام 1961 في بورتو."
        },
    ],
    quiet: &[
        ("en", "The game of Super Bowl XXX was played at TK Maxx, she said."),
        ("en", "The Games of the XXX Olympiad were held in London; XXX Corps crossed at Nijmegen."),
        ("en", "“What???” he cried, and signed it: love, Ana xxx"),
        ("en", "He wore an XXXL shirt, wrote to ask.tk and drew TK-421."),
        ("en", "“It [sic] was […] [the mayor’s] plan,” she said in [2019]."),
        ("de", "Die TK zahlt die Behandlung, sagt die Kasse."),
    ],
    block,
    join: nothing,
};

/// What a bracket that asks for work begins with, lower-case.
const ASKS: &[&str] = &[
    "check",
    "tk",
    "tktk",
    "tbc",
    "tbd",
    "to come",
    "to be confirmed",
    "to be checked",
    "confirm",
    "verify",
    "fact check",
    "fact-check",
    "citation needed",
    "source?",
    "name?",
    "date?",
    "number?",
    "spelling?",
    "ask ",
    "xx",
    "todo",
    "fixme",
    "insert ",
    "add quote",
    "quote tk",
    "placeholder",
    "prüfen",
    "zu prüfen",
    "bitte prüfen",
    "nachfragen",
    "verificar",
    "por verificar",
    "a verificar",
    "comprobar",
    "confirmar",
    "a confirmar",
    "por confirmar",
    "vérifier",
    "à vérifier",
    "à compléter",
    "à confirmer",
    "verificare",
    "da verificare",
    "da controllare",
    "controllare",
    "проверить",
    "уточнить",
    "перевірити",
    "уточнити",
    "يُراجع",
    "للمراجعة",
    "يراجع",
    "للتحقق",
    "تحقق",
];

/// Words before XXX that make it the number thirty.
const BEFORE_THIRTY: &[&str] = &[
    "bowl",
    "chapter",
    "book",
    "psalm",
    "part",
    "volume",
    "vol",
    "title",
    "act",
    "article",
    "canto",
    "class",
    "appendix",
    "table",
    "figure",
    "section",
    "sonnet",
    "kapitel",
    "band",
    "chapitre",
    "livre",
    "capítulo",
    "capitolo",
    "libro",
    "livro",
    "artículo",
    "artigo",
    "titre",
    "глава",
    "том",
];

/// Beginnings of words after XXX that make it the number thirty, or a name.
const AFTER_THIRTY: &[&str] = &[
    "olymp",
    "olimp",
    "олимп",
    "олімп",
    "corps",
    "jeux",
    "game",
    "summer",
    "winter",
    "jogos",
    "juegos",
    "giochi",
    "legio",
    "ulpia",
    "congre",
];

fn block(place: &Place, facts: &mut Facts) {
    if place.in_code {
        return;
    }
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    labels(place, &mut found);
    brackets(place, &mut found);
    runs(place, &mut found);
    for (nth, word) in place.words.iter().enumerate() {
        if stands_for(place, nth, word) && !found.iter().any(|(range, _)| range.start <= word.start && word.end <= range.end) {
            found.push((word.clone(), place.slice(word.clone()).to_owned()));
        }
    }
    for (range, shown) in found {
        let message =
            format!("“{shown}” stands for something that is still to come and would be printed; put the words in its place.");
        facts.found.push(Finding::new(RULE.id, RULE.level, place, range, message));
    }
}

fn labels(place: &Place, found: &mut Vec<(Range<usize>, String)>) {
    for (at, object) in place.found_objects() {
        if let ObjectKind::Placeholder(label) = object {
            let shown = if label.trim().is_empty() { "placeholder" } else { label.trim() };
            found.push((at..at + OBJECT.len_utf8(), shown.to_owned()));
        }
    }
}

/// `[check]` and its like, whole with the brackets.
fn brackets(place: &Place, found: &mut Vec<(Range<usize>, String)>) {
    for (start, _) in place.text.match_indices('[') {
        let rest = place.slice(start + 1..place.text.len());
        let Some(length) = rest.find([']', '[']).filter(|length| rest.get(*length..).is_some_and(|end| end.starts_with(']')))
        else {
            continue;
        };
        let inner = place.slice(start + 1..start + 1 + length).trim().to_lowercase();
        let asks = ASKS.iter().any(|ask| {
            inner.strip_prefix(ask).is_some_and(|more| ask.ends_with([' ', '?']) || !more.starts_with(char::is_alphanumeric))
        });
        if asks || (!inner.is_empty() && inner.chars().all(|c| c == '?')) {
            let range = start..start + length + 2;
            found.push((range.clone(), place.slice(range).to_owned()));
        }
    }
}

/// `???`, `____` and lorem ipsum.
fn runs(place: &Place, found: &mut Vec<(Range<usize>, String)>) {
    for (mark, least) in [('?', 3), ('_', 3)] {
        let mut from = 0;
        while let Some(start) = place.slice(from..place.text.len()).find(mark).map(|at| from + at) {
            let length = place.slice(start..place.text.len()).chars().take_while(|c| *c == mark).count();
            from = start + length;
            let glued = place.before(start).is_some_and(|c| c.is_alphabetic() || matches!(c, '!' | '?'))
                || place.after(from) == Some('!');
            let joined = mark == '_' && place.after(from).is_some_and(char::is_alphanumeric);
            if length >= least && !glued && !joined && !covered(found, start) {
                found.push((start..from, place.slice(start..from).to_owned()));
            }
        }
    }
    for pair in place.words.windows(2) {
        if let [first, second] = pair
            && place.slice(first.clone()).eq_ignore_ascii_case("lorem")
            && place.slice(second.clone()).eq_ignore_ascii_case("ipsum")
        {
            found.push((first.start..second.end, place.slice(first.start..second.end).to_owned()));
        }
    }
}

fn covered(found: &[(Range<usize>, String)], at: usize) -> bool {
    found.iter().any(|(range, _)| range.contains(&at))
}

/// Whether the word stands for another: TK, TKTK, XXX.
fn stands_for(place: &Place, nth: usize, word: &Range<usize>) -> bool {
    let text = place.slice(word.clone());
    let joined = |c: char| matches!(c, '-' | '‑' | '.' | '/' | '@' | '_' | '&' | '#' | '\'' | '’') || c.is_alphanumeric();
    let more = |at: usize| place.slice(at..place.text.len()).chars().nth(1).is_some_and(char::is_alphanumeric);
    let attached =
        place.before(word.start).is_some_and(joined) || place.after(word.end).is_some_and(|c| joined(c) && more(word.end));
    if attached {
        return false;
    }
    let near = |at: Option<usize>| at.and_then(|at| place.words.get(at)).map(|w| place.slice(w.clone())).unwrap_or_default();
    let (before, after) = (near(nth.checked_sub(1)), near(nth.checked_add(1)));
    match text {
        _ if text.len() >= 4 && text.len().is_multiple_of(2) && text.as_bytes().chunks(2).all(|pair| pair == b"TK") => true,
        "TK" => {
            place.lang == "en"
                && !next_is_name(place, word, after)
                && (!after.is_empty() || !before.is_empty() || place.words.len() == 1)
        }
        _ if text.len() >= 3 && text.bytes().all(|b| b == b'X') => {
            text.len() > 3
                || !(BEFORE_THIRTY.contains(&before.to_lowercase().as_str())
                    || AFTER_THIRTY.iter().any(|w| after.to_lowercase().starts_with(w)))
        }
        _ if text.len() >= 3 && text.bytes().all(|b| b == b'x') => {
            place.after(word.end) == Some(' ')
                && after.chars().next().is_some_and(char::is_lowercase)
                && before.chars().next().is_some_and(char::is_lowercase)
        }
        _ => false,
    }
}

/// Whether a capitalised word follows at once: `TK Maxx`.
fn next_is_name(place: &Place, word: &Range<usize>, after: &str) -> bool {
    place.after(word.end) == Some(' ') && after.chars().next().is_some_and(char::is_uppercase) && after != "TK"
}
