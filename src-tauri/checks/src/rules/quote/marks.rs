//! Quotation marks in a block: which opens, which closes, which is an apostrophe or inches; and what is left without a partner.

use super::speech;
use crate::Place;
use stet_document::blocks::OBJECT;

/// Marks that close one another; mixed curly and straight is another rule's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Double,
    Angle,
    Single,
}

/// One quotation mark with its neighbours.
#[derive(Clone, Debug)]
pub struct Mark {
    pub at: usize,
    pub c: char,
    before: Option<char>,
    after: Option<char>,
}

/// A mark without its partner.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub at: usize,
    pub mark: char,
    pub family: Family,
}

/// What a block's marks come to.
#[derive(Default)]
pub(super) struct Read {
    /// Certainly never closed.
    pub unclosed: Vec<Open>,
    /// Open at the block's end: the next block decides.
    pub open: Option<Open>,
    /// Open at the block's end within what is open: a quotation in a quotation.
    pub inner: Option<Open>,
    /// Closed and never opened.
    pub stray: Vec<Open>,
}

/// How the piece as a whole uses marks that can be read two ways.
#[derive(Clone, Copy, Default)]
pub(super) struct House {
    /// „…“: the mark “ closes.
    low: bool,
    /// »…«: the angles point inwards.
    inward: bool,
}

const DOUBLE: [char; 4] = ['“', '”', '„', '"'];
const SINGLE: [char; 5] = ['‘', '’', '‚', '‹', '›'];

/// Every quotation mark of a text.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    if !text.contains(|c: char| family(c).is_some()) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if family(c).is_some() {
            out.push(Mark { at, c, before, after: chars.peek().map(|(_, c)| *c) });
        }
        before = Some(c);
    }
    out
}

fn family(c: char) -> Option<Family> {
    match c {
        _ if DOUBLE.contains(&c) => Some(Family::Double),
        '«' | '»' => Some(Family::Angle),
        _ if SINGLE.contains(&c) => Some(Family::Single),
        _ => None,
    }
}

fn blank(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || c == '\u{FFFC}')
}

fn word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

impl Mark {
    pub fn family(&self) -> Option<Family> {
        family(self.c)
    }

    /// Stands within a word.
    pub fn apostrophe(&self) -> bool {
        word(self.before) && word(self.after)
    }

    /// Stands where a quotation begins: after a space, a dash or an opening bracket, before a word.
    fn begins(&self) -> bool {
        let free = blank(self.before)
            || self.before.is_some_and(|c| {
                matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | ':' | '¿' | '¡') || family(c).is_some() && !word(Some(c))
            });
        free && !blank(self.after)
    }

    /// Stands where a quotation ends: right after a word or its punctuation.
    fn ends(&self) -> bool {
        !blank(self.before) && !word(self.after)
    }
}

impl House {
    /// What the marks of a piece show.
    pub fn of<'m>(marks: impl Iterator<Item = &'m Mark>) -> House {
        let (mut low, mut inward, mut outward) = (false, 0, 0);
        for mark in marks {
            low |= mark.c == '„';
            match mark.c {
                '»' if blank(mark.before) && word(mark.after) => inward += 1,
                '«' if !blank(mark.before) && !word(mark.before.filter(|_| word(mark.after))) && !word(mark.after) => {
                    inward += 1
                }
                '«' if blank(mark.before) => outward += 1,
                '»' if !blank(mark.before) && !word(mark.after) => outward += 1,
                _ => {}
            }
        }
        House { low, inward: inward > outward }
    }
}

/// Whether the mark opens, given what is open already.
fn opens(mark: &Mark, stack: &[Open], house: House) -> bool {
    let top = stack.last().map(|open| open.mark);
    let within = |family: Family| stack.iter().any(|open| open.family == family);
    match mark.c {
        '„' => true,
        '“' if top == Some('„') => mark.begins() && !mark.ends(),
        '“' if house.low => mark.begins(),
        '“' => mark.begins() || !(mark.ends() && within(Family::Double)),
        '”' => mark.begins() && word(mark.after) && blank(mark.before) && !within(Family::Double),
        '"' => match (mark.begins(), mark.ends()) {
            (true, false) => true,
            (false, true) => false,
            _ => !within(Family::Double),
        },
        // A Spanish paragraph that goes on begins with the closing mark.
        '«' | '»' => (mark.c == '«') != house.inward || mark.before.is_none() && !within(Family::Angle),
        _ => false,
    }
}

/// Reads the marks of one block.
pub(super) fn read(place: &Place, marks: &[Mark], house: House) -> Read {
    let mut found = Read::default();
    // A cell with nothing but a ditto mark, a line of marks: nothing to quote.
    if marks.is_empty() || place.words.is_empty() {
        return found;
    }
    let mut stack: Vec<Open> = Vec::new();
    // An opening within an opening of the same kind, which in a closed quotation is rare.
    let mut nested = false;
    for mark in marks {
        let Some(family) = family(mark.c).filter(|family| *family != Family::Single) else { continue };
        let this = Open { at: mark.at, mark: mark.c, family };
        if opens(mark, &stack, house) {
            nested |= stack.last().is_some_and(|open| {
                open.family == family && !merges(place, open.at, mark.at) && !parted(marks, open.at, mark.at)
            });
            if !stack.last().is_some_and(|open| open.family == family && merges(place, open.at, mark.at)) {
                stack.push(this);
            }
        } else if let Some(depth) = stack.iter().rposition(|open| open.family == family) {
            found.unclosed.extend(stack.drain(depth + 1..));
            stack.pop();
        } else if !(family.measures() && mark.before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'))) {
            found.stray.push(this);
        }
    }
    if nested || stack.len() > 1 {
        found.unclosed.append(&mut stack);
    } else {
        found.open = stack.pop();
    }
    singles(place, marks, &mut found);
    found
}

/// Whether a single mark opens between two double ones: a third level of quotation.
fn parted(marks: &[Mark], outer: usize, inner: usize) -> bool {
    marks.iter().any(|mark| outer < mark.at && mark.at < inner && matches!(mark.c, '‘' | '‚' | '‹' | '›') && mark.begins())
}

/// Two opening marks that share one closing mark, as Russian prints them: `газета «Ведомости «Бизнес»`.
fn merges(place: &Place, outer: usize, inner: usize) -> bool {
    let between = place.slice(outer..inner);
    matches!(place.lang.as_str(), "ru" | "uk") && between.chars().count() < 40 && !between.contains(['.', ',', '!', '?', '—'])
}

/// Words that a wrongly turned apostrophe begins: ‘em, ‘tis, ‘90s.
const CLIPPED: &[&str] =
    &["em", "tis", "twas", "cause", "til", "till", "bout", "n", "round", "ere", "twere", "twill", "cos", "im", "er"];

/// Single marks: `’` is an apostrophe too, so only what cannot be one is told.
fn singles(place: &Place, marks: &[Mark], found: &mut Read) {
    // What is open, and whether a mark that may have closed it was seen.
    let mut open: Option<(Open, bool)> = None;
    for (nth, mark) in marks.iter().enumerate() {
        let this = Open { at: mark.at, mark: mark.c, family: Family::Single };
        let closer = match mark.c {
            '‘' if open.as_ref().is_some_and(|(o, _)| o.mark == '‚') && !word(mark.after) => Some(true),
            '‘' if clipped(place, mark) || !mark.begins() => None,
            '‘' | '‚' => {
                if mark.c == '‘' || mark.begins() {
                    found.unclosed.extend(open.take().filter(|(_, maybe)| !maybe).map(|(open, _)| open));
                    open = Some((this.clone(), false));
                }
                None
            }
            '’' if word(mark.after) || blank(mark.before) => None,
            '’' => Some(mark.before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…' | '—' | '”' | ';' | ':'))),
            _ if family(mark.c) == Some(Family::Double) && !mark.begins() && mark.ends() => {
                // The outer quotation ends with the inner one still open.
                let doubles = || marks.iter().take(nth).filter(|m| family(m.c) == Some(Family::Double));
                // A double mark that opened within the inner one closes first.
                let third =
                    |o: &Open| doubles().filter(|m| m.at > o.at).map(|m| if m.begins() { 1 } else { -1 }).sum::<i32>() > 0;
                let inner = open.as_ref().is_some_and(|(o, _)| doubles().any(|m| m.at < o.at) && !third(o));
                if inner {
                    found.unclosed.extend(open.take().filter(|(_, maybe)| !maybe).map(|(open, _)| open));
                }
                None
            }
            _ => None,
        };
        match (closer, &mut open) {
            (Some(true), Some(_)) => open = None,
            (Some(false), Some((_, maybe))) => *maybe = true,
            (Some(true), None)
                if mark.c == '’' && mark.before != Some('”') && !mark.before.is_some_and(|c| c.is_ascii_digit()) =>
            {
                found.stray.push(this)
            }
            _ => {}
        }
    }
    if let Some((left, false)) = open {
        match &found.open {
            None => found.open = Some(left),
            Some(_) => found.inner = Some(left),
        }
    }
}

fn clipped(place: &Place, mark: &Mark) -> bool {
    if mark.after.is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    let rest = place.slice(mark.at + mark.c.len_utf8()..place.text.len());
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    CLIPPED.contains(&word.as_str())
}

/// The mark that closes what this one opens.
pub(super) fn closing(mark: char, lang: &str, house: House) -> &'static str {
    match mark {
        '„' if matches!(lang, "pl" | "ro" | "hu" | "nl" | "hr") => "”",
        '„' => "“",
        '“' | '”' => "”",
        '«' if !house.inward => "»",
        '»' => "«",
        '«' => "»",
        '‚' => "‘",
        '‘' => "’",
        '‹' => "›",
        '›' => "‹",
        _ => "\"",
    }
}

/// The mark that opens what this one closes.
pub(super) fn opening(mark: char, house: House) -> &'static str {
    match mark {
        '“' => "„",
        '”' if house.low => "„",
        '”' => "“",
        '»' => "«",
        '«' => "»",
        '’' => "‘",
        '‘' => "‚",
        _ => "\"",
    }
}

/// Where a quotation may end: before the words that tell who speaks, after its first sentence, and at the end.
pub(super) fn ends(text: &str, from: usize, until: usize) -> Vec<(usize, &'static str)> {
    let mut out: Vec<(usize, &'static str)> = Vec::new();
    let mut offer = |at: usize, label| {
        if out.iter().all(|(other, _)| *other != at) {
            out.push((at, label));
        }
    };
    let stretch = text.get(from..until).unwrap_or_default();
    if let Some(at) = speech::told_within(stretch) {
        offer(from + at, "before the words that tell who speaks");
    }
    let sentence = stretch.char_indices().find_map(|(at, c)| {
        let after = at + c.len_utf8();
        let next = stretch.get(after..)?.strip_prefix(' ')?.chars().next()?;
        (matches!(c, '.' | '?' | '!' | '…' | '؟') && !next.is_lowercase()).then_some(after)
    });
    if let Some(at) = sentence {
        offer(from + at, "after its first sentence");
    }
    // A note's mark at the end stands outside.
    let end = from + stretch.trim_end_matches(|c: char| c.is_whitespace() || c == OBJECT).len();
    offer(end, if until == text.len() { "at the paragraph's end" } else { "before the next quotation mark" });
    out
}

/// Where a quotation may begin: after the last colon or comma, and at the start.
pub(super) fn starts(text: &str, until: usize) -> Vec<(usize, &'static str)> {
    let head = text.get(..until).unwrap_or_default();
    let start = head.len() - head.trim_start().len();
    let mut out = Vec::new();
    if let Some(at) = head.rfind(": ") {
        out.push((at + 2, "after the colon"));
    }
    out.push((start, "at the paragraph's start"));
    out
}
