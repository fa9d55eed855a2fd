//! What a person typed to find pieces, read once: words, phrases, what is not wanted, and operators (`author:ana has:note -lang:pt`).
//! Pure: which pieces that fits is `filter.rs`, what could come next is `complete.rs`.

use crate::error::{Result, refuse};
use crate::normalise::{self, Term};

/// What an operator asks of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Author,
    State,
    Section,
    Lang,
    With,
    Tag,
    Series,
    Before,
    After,
    Has,
    Is,
}

/// Every operator: its word, and what it finds, for the completion and the help.
pub const OPERATORS: [(&str, Operator, &str); 11] = [
    ("author", Operator::Author, "by a name in the byline"),
    ("state", Operator::State, "where it is"),
    ("section", Operator::Section, "in a section, or none"),
    ("lang", Operator::Lang, "in a language"),
    ("with", Operator::With, "who has it: a name, me or nobody"),
    ("tag", Operator::Tag, "under a tag"),
    ("series", Operator::Series, "in a series, or none"),
    ("before", Operator::Before, "goes out before a day"),
    ("after", Operator::After, "goes out on a day or later"),
    ("has", Operator::Has, "a note, picture, placeholder, error or flag"),
    ("is", Operator::Is, "late, missed or open: on its way"),
];

/// What `has:` knows, and what `is:` knows.
pub const HAS: [&str; 5] = ["note", "picture", "placeholder", "error", "flag"];
pub const IS: [&str; 3] = ["late", "missed", "open"];

/// One thing that is asked, or that is not wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub not: bool,
    pub what: What,
}

/// Words of the text, or an operator with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Words(Vec<Term>),
    Operator {
        operator: Operator,
        /// As typed, without quotation marks.
        value: String,
        /// The caret stands behind it: it may be the beginning of a word.
        begun: bool,
    },
}

/// A question, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub parts: Vec<Part>,
    /// Nothing was typed.
    pub blank: bool,
    /// An operator waits for its value.
    pub begun: bool,
}

impl Query {
    /// The words that must be there: what a hit shows.
    pub fn words(&self) -> Vec<Term> {
        let wanted = self.parts.iter().filter(|part| !part.not);
        wanted
            .filter_map(|part| match &part.what {
                What::Words(terms) => Some(terms.clone()),
                What::Operator { .. } => None,
            })
            .flatten()
            .collect()
    }
}

/// A stretch without a space outside quotation marks, in bytes of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    pub start: usize,
    pub end: usize,
    /// A quotation mark in it is not closed.
    pub open: bool,
}

/// Parts what was typed at its spaces.
pub fn chunks(typed: &str) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut from: Option<usize> = None;
    let mut quoted = false;
    for (at, c) in typed.char_indices() {
        if c.is_whitespace() && !quoted {
            if let Some(start) = from.take() {
                out.push(Chunk { start, end: at, open: false });
            }
            continue;
        }
        from.get_or_insert(at);
        if normalise::is_quote(c) {
            quoted = !quoted;
        }
    }
    if let Some(start) = from {
        out.push(Chunk { start, end: typed.len(), open: quoted });
    }
    out
}

/// The operator's word and its value, where a stretch has the form of one.
pub fn pair(chunk: &str) -> Option<(&str, &str)> {
    let (word, value) = chunk.split_once(':')?;
    let letters = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
    letters.then_some((word, value))
}

/// The operator of this word.
pub fn operator(word: &str) -> Option<Operator> {
    OPERATORS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word)).map(|(_, operator, _)| *operator)
}

/// Longest question, in characters.
const LONGEST: usize = 2_000;

/// Reads what was typed.
///
/// # Errors
/// `usage` for an operator that is nearly one, or a value that it cannot have.
pub fn read(typed: &str) -> Result<Query> {
    if typed.chars().count() > LONGEST {
        return Err(refuse("usage", "This is too long to search for; keep the words that tell the piece from others."));
    }
    let mut query = Query { blank: typed.trim().is_empty(), ..Query::default() };
    let mut words = String::new();
    for chunk in chunks(typed) {
        let raw = typed.get(chunk.start..chunk.end).unwrap_or_default();
        let last = chunk.end == typed.len();
        let (not, body) = match raw.strip_prefix('-') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, raw),
        };
        if let Some((word, value)) = pair(body) {
            let value: String = value.chars().filter(|c| !normalise::is_quote(*c)).collect();
            let value = value.trim().to_owned();
            match operator(word) {
                // What is only begun asks nothing yet.
                Some(_) if value.is_empty() => {
                    query.begun = true;
                    continue;
                }
                Some(operator) => {
                    let begun = last && (chunk.open || !raw.ends_with(normalise::is_quote));
                    known(operator, &value, begun)?;
                    query.parts.push(Part { not, what: What::Operator { operator, value, begun } });
                    continue;
                }
                None => {
                    if let Some(meant) = nearly(word).filter(|_| !value.is_empty()) {
                        return Err(refuse(
                            "usage",
                            format!("There is no “{word}:”; write {meant}:{value}, or \"{word} {value}\" for the words."),
                        ));
                    }
                }
            }
        }
        if not {
            let end = if last { "" } else { " " };
            let terms = normalise::query(&format!("{body}{end}"));
            if !terms.is_empty() {
                query.parts.push(Part { not, what: What::Words(terms) });
            }
        } else {
            words.push_str(raw);
            if !last {
                words.push(' ');
            }
        }
    }
    let terms = normalise::query(&words);
    if !terms.is_empty() {
        query.parts.insert(0, Part { not: false, what: What::Words(terms) });
    }
    Ok(query)
}

/// What `has:` and `is:` can ask; of what is only begun, the word that it begins.
pub fn thing<'a>(known: &[&'a str], value: &str, begun: bool) -> Option<&'a str> {
    let value = value.to_lowercase();
    let single = value.strip_suffix('s').unwrap_or(&value);
    let exact = known.iter().find(|word| **word == value || **word == single);
    exact.or_else(|| known.iter().find(|word| begun && word.starts_with(&value))).copied()
}

fn known(operator: Operator, value: &str, begun: bool) -> Result<()> {
    let (word, all): (&str, &[&str]) = match operator {
        Operator::Has => ("has", &HAS),
        Operator::Is => ("is", &IS),
        _ => return Ok(()),
    };
    match thing(all, value, begun) {
        Some(_) => Ok(()),
        None => Err(refuse("usage", format!("“{word}:” knows {}, and not “{}”.", listed(all), short(value)))),
    }
}

/// "note, picture or flag".
pub fn listed(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.join(""),
    }
}

/// A person's word, cut for a sentence.
pub fn short(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// The operator that was probably meant.
fn nearly(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let most = if word.len() < 5 { 1 } else { 2 };
    OPERATORS.iter().map(|(name, ..)| *name).filter(|name| name.len() > 3).find(|name| distance(name, &word) <= most)
}

/// How many letters must be changed, added, left out or swapped with their neighbour to make one word of the other.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last: Option<char> = None;
    for (i, x) in a.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut least = at(&row, j) + usize::from(x != *y);
            least = least.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = j > 0 && last == Some(*y) && b.get(j - 1) == Some(&x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(x);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str) -> String {
        let query = read(typed).unwrap();
        let parts = query.parts.iter().map(|part| {
            let not = if part.not { "-" } else { "" };
            match &part.what {
                What::Words(terms) => {
                    let words: Vec<String> =
                        terms.iter().map(|t| format!("{}{}", t.words.join("+"), if t.begun { "*" } else { "" })).collect();
                    format!("{not}[{}]", words.join(" "))
                }
                What::Operator { operator, value, begun } => {
                    format!("{not}{operator:?}({value}{})", if *begun { "*" } else { "" })
                }
            }
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_phrases_operators_and_what_is_not_wanted_are_told_apart() {
        for (typed, read) in [
            ("ferry vote", "[ferry vote*]"),
            ("ferry vote ", "[ferry vote]"),
            ("\"ferry vote\" pilots", "[ferry+vote pilots*]"),
            ("author:ana ferry ", "[ferry] Author(ana)"),
            ("ferry author:ana", "[ferry] Author(ana*)"),
            ("state:\"copy edit\" ", "State(copy edit)"),
            ("state:“copy ed", "State(copy ed*)"),
            ("-lang:pt -ferry -\"night boats\" x ", "[x] -Lang(pt) -[ferry] -[night+boats]"),
            ("HAS:Notes is:late", "Has(Notes) Is(late*)"),
            ("author: ferry ", "[ferry]"),
            ("Town:The vote 12:30 ", "[town+the vote 12+30]"),
            ("- ferry ", "[ferry]"),
            ("\"author:ana\" ", "[author+ana]"),
            ("", ""),
            ("…", ""),
        ] {
            assert_eq!(told(typed), read, "{typed}");
        }
        assert!(read("  ").unwrap().blank && !read("…").unwrap().blank);
    }

    #[test]
    fn what_is_nearly_an_operator_or_no_value_is_told_in_one_sentence() {
        for (typed, told) in [
            ("autor:ana", "There is no “autor:”; write author:ana, or \"autor ana\" for the words."),
            ("sate:draft ", "There is no “sate:”; write state:draft, or \"sate draft\" for the words."),
            ("has:beard ", "“has:” knows note, picture, placeholder, error or flag, and not “beard”."),
            ("is:off ", "“is:” knows late, missed or open, and not “off”."),
        ] {
            assert_eq!(read(typed).unwrap_err().to_string(), told, "{typed}");
        }
        assert!(read("has:pic").is_ok() && read("has:pic ").is_err(), "what is still being typed is waited for");
        assert!(read(&"x".repeat(3000)).is_err());
    }

    #[test]
    fn the_distance_of_two_words_counts_letters() {
        for (a, b, apart) in
            [("", "", 0), ("ana", "ana", 0), ("duarte", "durate", 1), ("duarte", "duart", 1), ("reis", "rios", 2), ("a", "", 1)]
        {
            assert_eq!(distance(a, b), apart, "{a} {b}");
        }
    }

    #[test]
    fn no_text_makes_the_reading_stumble() {
        for typed in ["\"", "-", "--", ":", "::", "a:\"", "-\"", "é:b", "has:\"", "“x” y: z", "\u{0}", "-author:"] {
            let _ = read(typed);
            let _ = chunks(typed);
        }
    }
}
