//! A line that says who wrote: "By Ana Duarte, transport correspondent of the Harbour Review (HR), 26 November 2026,".

use std::ops::Range;

use stet_document::Credit;

use super::dates;

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    pub credits: Vec<Credit>,
    /// The day in it, as written and as `YYYY-MM-DD`.
    pub date: Option<(String, String)>,
    /// Letters that are in none of these: "By ", commas.
    pub dropped: String,
}

/// How such lines begin, and the role that they name.
const OPENINGS: &[(&str, &str)] = &[
    ("by ", "by"),
    ("words by ", "by"),
    ("written by ", "by"),
    ("author: ", "by"),
    ("von ", "by"),
    ("text: ", "by"),
    ("par ", "by"),
    ("texte : ", "by"),
    ("por ", "by"),
    ("texto: ", "by"),
    ("di ", "by"),
    ("testo di ", "by"),
    ("autor: ", "by"),
    ("autora: ", "by"),
    ("автор: ", "by"),
    ("авторка: ", "by"),
    ("текст: ", "by"),
    ("بقلم: ", "by"),
    ("بقلم ", "by"),
    ("كتبت: ", "by"),
    ("كتب: ", "by"),
    ("كتبت ", "by"),
    ("translated by ", "translated-by"),
    ("übersetzt von ", "translated-by"),
    ("aus dem englischen von ", "translated-by"),
    ("traduit par ", "translated-by"),
    ("traducido por ", "translated-by"),
    ("traduzido por ", "translated-by"),
    ("traduzione di ", "translated-by"),
    ("перевод: ", "translated-by"),
    ("переклад: ", "translated-by"),
    ("ترجمة: ", "translated-by"),
    ("photographs by ", "photographs"),
    ("photos by ", "photographs"),
    ("pictures by ", "photographs"),
    ("fotos: ", "photographs"),
    ("photographies : ", "photographs"),
    ("fotografías de ", "photographs"),
    ("additional reporting by ", "additional-reporting"),
    ("edited by ", "edited-by"),
];

/// Words that join names.
const ANDS: &[&str] = &[" and ", " und ", " et ", " y ", " e ", " и ", " та ", " і ", " & ", " و"];

/// Words between title and house; earlier ones count first.
const CONNECTORS: &[(&str, &[&str])] = &[
    ("en", &[" at ", " with ", " of ", " for ", " from "]),
    ("de", &[" bei der ", " bei ", " beim ", " an der ", " am ", " der ", " des ", " vom ", " von ", " für "]),
    ("fr", &[" à la ", " à l’", " au ", " de la ", " de l’", " du ", " des ", " de ", " pour ", " à "]),
    ("es", &[" en la ", " en el ", " en ", " de la ", " del ", " de "]),
    ("pt", &[" na ", " no ", " da ", " do ", " de "]),
    ("it", &[" presso ", " della ", " dell’", " del ", " de ", " di "]),
    ("ar", &[" في ", " لدى "]),
];

/// The opening of a line, if it is one: its bytes and its role.
fn opening(text: &str) -> Option<(usize, &'static str)> {
    OPENINGS.iter().find_map(|(start, role)| {
        let mut length = 0;
        let mut letters = text.chars();
        for wanted in start.chars() {
            let letter = letters.next()?;
            let same = if wanted == ' ' { letter.is_whitespace() } else { letter.to_lowercase().eq([wanted]) };
            if !same {
                return None;
            }
            length += letter.len_utf8();
        }
        Some((length, *role))
    })
}

/// Whether a paragraph reads like a byline.
pub fn is_byline(text: &str) -> bool {
    let Some((length, _)) = opening(text) else { return false };
    let rest = text.get(length..).unwrap_or_default().trim();
    if rest.chars().count() > 220 || rest.contains(['?', '!', '\u{fffc}', '\n', '“', '„', ';']) {
        return false;
    }
    let inner = rest.trim_end_matches(['.', ',', ' ']);
    // A stop within it is one of an initial or a short word ("J. Reis", "Dr. Reis"), not of a sentence.
    let abbreviated = inner.match_indices(". ").all(|(at, _)| {
        inner.get(..at).and_then(|before| before.rsplit(' ').next()).is_some_and(|word| word.chars().count() <= 3)
    });
    let names = names_in(rest.split([',', '،', '(']).next().unwrap_or_default());
    abbreviated && !names.is_empty() && names.iter().all(|name| is_name(name.1))
}

/// Up to five words, each with a capital or a particle, at least one with a capital (Arabic has none).
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let particle = |word: &str| {
        matches!(
            word,
            "de" | "da"
                | "do"
                | "dos"
                | "das"
                | "del"
                | "della"
                | "di"
                | "du"
                | "von"
                | "van"
                | "der"
                | "den"
                | "zu"
                | "la"
                | "le"
                | "e"
                | "y"
                | "bin"
                | "al"
                | "el"
                | "ibn"
                | "ter"
                | "af"
        )
    };
    let capital = |word: &str| {
        word.chars().next().is_some_and(|letter| letter.is_uppercase() || (letter.is_alphabetic() && !letter.is_lowercase()))
    };
    (1..=6).contains(&words.len())
        && words.iter().all(|word| {
            (capital(word) || particle(word) || word.starts_with("al-") || word.starts_with("d’"))
                && !word.chars().any(char::is_numeric)
        })
        && words.first().is_some_and(|word| capital(word) || word.starts_with("al-") || particle(word))
        && words.iter().any(|word| capital(word))
}

/// Names joined by "and", with where each stands.
fn names_in(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = vec![(0, text)];
    for and in ANDS {
        pieces = pieces
            .into_iter()
            .flat_map(|(from, piece)| {
                // "Ana y Casal" is one name as well as two: only where both sides are names of two words at least, or the word is a clear one.
                let clear = matches!(*and, " and " | " und " | " et " | " & " | " и " | " та ");
                let parts: Vec<&str> = piece.split(*and).collect();
                let split = parts.len() > 1
                    && parts.iter().all(|part| is_name(part.trim()) && (clear || part.split_whitespace().count() >= 2));
                let parts = if split { parts } else { vec![piece] };
                let mut at = from;
                parts
                    .into_iter()
                    .map(|part| {
                        let here = at;
                        at += part.len() + and.len();
                        (here, part)
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    pieces
        .into_iter()
        .map(|(from, piece)| (from + piece.len() - piece.trim_start().len(), piece.trim()))
        .filter(|(_, piece)| !piece.is_empty())
        .collect()
}

/// Reads a byline. `with_date` false: a day in it stays where it stands.
pub fn read(text: &str, lang: &str, with_date: bool) -> Byline {
    let (start, role) = opening(text).unwrap_or((0, "by"));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut byline = Byline::default();
    let mut end = text.trim_end_matches([',', '،', ';', ' ', '\u{a0}', '|']).len();
    let dated = if with_date { dates::find(text.get(start..).unwrap_or_default()) } else { None };
    let mut after = end;
    if let Some((range, day)) = dated {
        let range = range.start + start..range.end + start;
        byline.date = Some((text.get(range.clone()).unwrap_or_default().to_owned(), day));
        let before = text.get(..range.start).unwrap_or_default();
        after = range.end;
        end = before.trim_end_matches([',', '،', ';', ' ', '\u{a0}', '|', '(', '–', '—', '·']).len().max(start);
        taken.push(range);
    }
    let tail = text.get(after..).unwrap_or_default();
    let segments = segments(text, start, end);
    let Some(first) = segments.first() else { return byline };
    let mut names: Vec<(usize, &str)> =
        names_in(slice(text, first)).into_iter().map(|(at, name)| (first.start + at, name)).collect();
    let mut next = 1;
    // "Ana Duarte, Rui Costa and Li Wei": names as long as the last of them has an "and".
    if let Some(last) = segments.iter().rposition(|segment| names_in(slice(text, segment)).len() > 1).filter(|last| *last > 0)
        && segments.iter().take(last + 1).all(|segment| names_in(slice(text, segment)).iter().all(|(_, name)| is_name(name)))
    {
        for segment in segments.iter().take(last + 1).skip(1) {
            names.extend(names_in(slice(text, segment)).into_iter().map(|(at, name)| (segment.start + at, name)));
        }
        next = last + 1;
    }
    let rest = match (segments.get(next), segments.last()) {
        (Some(from), Some(to)) => from.start..to.end,
        _ => end..end,
    };
    let (title, house) = title_and_house(text, rest, lang, segments.get(next..).unwrap_or_default());
    for (at, name) in names {
        taken.push(at..at + name.len());
        byline.credits.push(Credit { role: role.to_owned(), name: name.to_owned(), public: true, ..Credit::default() });
    }
    // What follows the day ("…, Lisbon") goes with the house, so that nothing is lost.
    let mut house_text = slice(text, &house).to_owned();
    let extra = tail.trim_matches([',', '،', ';', ' ', '\u{a0}', '.', '|', ')']);
    if !extra.is_empty() {
        let at = after + tail.find(extra).unwrap_or(0);
        taken.push(at..at + extra.len());
        if !house_text.is_empty() {
            house_text.push(' ');
        }
        house_text.push_str(extra);
    }
    if let Some(credit) = byline.credits.last_mut() {
        let between = text.get(title.end..house.start).filter(|_| !title.is_empty() && !house.is_empty()).unwrap_or_default();
        let joint = between.trim();
        if joint.starts_with(char::is_alphabetic) && !joint.contains([',', '،', '|']) {
            let at = title.end + between.len() - between.trim_start().len();
            joint.clone_into(&mut credit.joint);
            taken.push(at..at + joint.len());
        }
        credit.title = slice(text, &title).to_owned();
        credit.affiliation = house_text;
        taken.push(title);
        taken.push(house);
    }
    byline.dropped = uncovered(text, taken);
    byline
}

fn slice<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default()
}

/// Stretches between commas outside brackets, trimmed.
fn segments(text: &str, start: usize, end: usize) -> Vec<Range<usize>> {
    let mut segments = Vec::new();
    let mut from = start;
    let mut depth = 0;
    let body = text.get(start..end).unwrap_or_default();
    for (at, letter) in body.char_indices().map(|(at, letter)| (at + start, letter)).chain([(end, ',')]) {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' | '،' | '|' if depth <= 0 || at == end => {
                let piece = text.get(from..at).unwrap_or_default();
                let trimmed = piece.trim();
                let lead = piece.len() - piece.trim_start().len();
                if !trimmed.is_empty() {
                    segments.push(from + lead..from + lead + trimmed.len());
                }
                from = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    segments
}

fn title_and_house(text: &str, rest: Range<usize>, lang: &str, segments: &[Range<usize>]) -> (Range<usize>, Range<usize>) {
    let none = rest.end..rest.end;
    if rest.is_empty() {
        return (none.clone(), none);
    }
    let words = slice(text, &rest);
    let primary = lang.split('-').next().unwrap_or_default().to_lowercase();
    let capital = |after: &str| {
        let after = ["the ", "der ", "die ", "das ", "la ", "le ", "el ", "il "]
            .iter()
            .find_map(|article| after.strip_prefix(article))
            .unwrap_or(after);
        after
            .trim_start_matches(['“', '"', '«', '‘', '„'])
            .chars()
            .next()
            .is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase())
    };
    let connectors = CONNECTORS
        .iter()
        .find(|(known, _)| *known == primary)
        .or(CONNECTORS.first())
        .map(|(_, connectors)| *connectors)
        .unwrap_or_default();
    if segments.len() == 1 {
        for connector in connectors {
            for (at, _) in words.match_indices(connector) {
                let after = at + connector.len();
                if capital(words.get(after..).unwrap_or_default()) {
                    return (rest.start..rest.start + at, rest.start + after..rest.end);
                }
            }
        }
        return if capital(words) && !matches!(primary.as_str(), "de" | "ar") { (none, rest) } else { (rest, none) };
    }
    // Several stretches: where one joins title and house it is the border, else the last is the house.
    for connector in connectors {
        for (at, _) in words.match_indices(connector) {
            if capital(words.get(at + connector.len()..).unwrap_or_default()) {
                return (rest.start..rest.start + at, rest.start + at + connector.len()..rest.end);
            }
        }
    }
    match (segments.len().checked_sub(2).and_then(|before| segments.get(before)), segments.last()) {
        (Some(before), Some(last)) => (rest.start..before.end, last.clone()),
        _ => (rest, none),
    }
}

/// The letters that none of the stretches has.
fn uncovered(text: &str, mut taken: Vec<Range<usize>>) -> String {
    taken.sort_by_key(|range| range.start);
    let mut left = String::new();
    let mut at = 0;
    for range in taken.into_iter().filter(|range| !range.is_empty()) {
        left.push_str(text.get(at..range.start).unwrap_or_default());
        at = at.max(range.end);
    }
    left.push_str(text.get(at..).unwrap_or_default());
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_gives_name_title_house_and_day() {
        let text = "By Ana Duarte, transport correspondent of the Harbour Review (HR), 26 November 2026,";
        assert!(is_byline(text));
        let byline = read(text, "en-GB", true);
        let credit = &byline.credits[0];
        assert_eq!((credit.role.as_str(), credit.name.as_str()), ("by", "Ana Duarte"));
        assert_eq!((credit.title.as_str(), credit.affiliation.as_str()), ("transport correspondent", "the Harbour Review (HR)"));
        assert_eq!(byline.date, Some(("26 November 2026".to_owned(), "2026-11-26".to_owned())));
        assert_eq!((credit.joint.as_str(), byline.dropped.as_str()), ("of", "By ,   , ,"));
    }

    #[test]
    fn bylines_of_other_languages_and_of_several_names_are_read() {
        let read = |text: &str, lang: &str| {
            assert!(is_byline(text), "{text}");
            read(text, lang, true).credits.into_iter().map(|one| (one.name, one.title, one.affiliation)).collect::<Vec<_>>()
        };
        let one = |name: &str, title: &str, house: &str| (name.to_owned(), title.to_owned(), house.to_owned());
        assert_eq!(
            read("Von Jana Köhler, Redakteurin der Hafenrundschau, 26. November 2026", "de"),
            [one("Jana Köhler", "Redakteurin", "Hafenrundschau")]
        );
        assert_eq!(read("Par Élise Martin et Paul Roy", "fr"), [one("Élise Martin", "", ""), one("Paul Roy", "", "")]);
        assert_eq!(
            read("By Ana Duarte, Rui Costa and Li Wei", "en"),
            [one("Ana Duarte", "", ""), one("Rui Costa", "", ""), one("Li Wei", "", "")]
        );
        assert_eq!(read("بقلم: ليلى حداد، مراسلة النقل في مجلة المرفأ", "ar"), [one("ليلى حداد", "مراسلة النقل", "مجلة المرفأ")]);
        assert_eq!(read("Автор: Олена Шевченко, кореспондентка", "uk"), [one("Олена Шевченко", "кореспондентка", "")]);
    }

    #[test]
    fn a_sentence_that_begins_with_by_is_no_byline() {
        for text in [
            "By the time the council met, nobody was left.",
            "By 2026 the boats had gone.",
            "Von dort aus sieht man das Meer.",
            "Por eso se fueron todos.",
            "Di notte i traghetti dormono.",
        ] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
