//! Notes written by hand: "[1]" in the text, their words in a numbered list at the end. Not every number in brackets is one.

use std::collections::{BTreeMap, BTreeSet};

use stet_document::{Block, Id, Inline, Mark, Note, Textblock, Wording};

use crate::inlines::{self, NODE};
use crate::types::{Guess, LeftOut, Raw, ReadOptions};

/// Headings of a list of notes.
const HEADINGS: &[&str] = &[
    "notes",
    "note",
    "footnotes",
    "endnotes",
    "references",
    "sources",
    "anmerkungen",
    "fußnoten",
    "endnoten",
    "quellen",
    "notes et références",
    "références",
    "notas",
    "referencias",
    "referências",
    "fuentes",
    "fontes",
    "notas al pie",
    "notas de rodapé",
    "riferimenti",
    "fonti",
    "примечания",
    "сноски",
    "источники",
    "примітки",
    "виноски",
    "джерела",
    "هوامش",
    "الهوامش",
    "ملاحظات",
    "المراجع",
    "حواشي",
    "الحواشي",
];

/// An entry of the list at the end.
struct Entry {
    number: u32,
    /// The blocks of the body that it takes (the first of them with its number), or an item of a list.
    blocks: Vec<usize>,
    item: Option<usize>,
    text: Vec<Inline>,
    /// The number as it was written.
    written: String,
}

/// The list of notes at the end.
#[derive(Default)]
struct List {
    heading: Option<usize>,
    entries: Vec<Entry>,
}

/// Guesses at notes, and sets them where their marks stand.
pub fn guess(raw: &mut Raw, options: &mut ReadOptions) -> Vec<Guess> {
    if !options.wants("notes") {
        return Vec::new();
    }
    let mut list = find_list(&raw.document.body);
    let numbers: BTreeSet<u32> = list.entries.iter().map(|entry| entry.number).collect();
    let first_of_list = list.heading.into_iter().chain(list.entries.iter().flat_map(|entry| entry.blocks.iter().copied())).min();
    let mut found: Vec<u32> = Vec::new();
    let mut has_notes = false;
    let text_end = first_of_list.unwrap_or(raw.document.body.len());
    each_text(raw.document.body.get_mut(..text_end).unwrap_or_default(), &mut |text| {
        has_notes |= text.inlines.iter().any(|inline| matches!(inline, Inline::Note(_)));
        found.extend(marks_in(&text.inlines, &numbers).into_iter().map(|mark| mark.number));
    });
    let distinct: BTreeSet<u32> = found.iter().copied().collect();
    let most = u32::try_from(distinct.len()).unwrap_or(u32::MAX).saturating_add(2);
    let accepted: BTreeSet<u32> = distinct
        .iter()
        .copied()
        .filter(|number| options.wants(&format!("note:{number}")))
        .filter(|number| numbers.contains(number) || *number <= most.max(numbers.iter().max().copied().unwrap_or(0)))
        .collect();
    if accepted.is_empty() || (has_notes && numbers.is_empty()) || (!numbers.is_empty() && numbers.is_disjoint(&accepted)) {
        return Vec::new();
    }
    let mut texts: BTreeMap<u32, Vec<Inline>> = BTreeMap::new();
    let mut written = Vec::new();
    for entry in &mut list.entries {
        if accepted.contains(&entry.number) && !texts.contains_key(&entry.number) {
            texts.insert(entry.number, std::mem::take(&mut entry.text));
            written.push(entry.written.clone());
        }
    }
    let full: BTreeSet<u32> = texts.iter().filter(|(_, text)| !inlines::is_blank(text)).map(|(number, _)| *number).collect();
    let mut state = Set {
        accepted: &accepted,
        numbers: &numbers,
        texts,
        given: BTreeMap::new(),
        marks: Vec::new(),
        places: Vec::new(),
        random: options.random,
    };
    each_text(raw.document.body.get_mut(..text_end).unwrap_or_default(), &mut |text| state.set(text));
    let (places, marks) = (state.places, state.marks);
    take_list(&mut raw.document.body, &list, &accepted, &mut written);
    tell(raw, &places, &full, marks, written)
}

/// The guesses and what was left off.
fn tell(raw: &mut Raw, places: &[(u32, String)], full: &BTreeSet<u32>, marks: Vec<String>, written: Vec<String>) -> Vec<Guess> {
    let empty: Vec<&(u32, String)> = places.iter().filter(|(number, _)| !full.contains(number)).collect();
    let message = match (places.len(), empty.len()) {
        (1, 0) => "One mark was taken for a note; its text stood at the end.".to_owned(),
        (all, 0) => format!("{all} marks were taken for notes; their texts stood at the end."),
        (1, _) => "One mark was taken for a note; no text for it was found.".to_owned(),
        (all, empty) if all == empty => format!("{all} marks were taken for notes; no text for them was found."),
        (all, empty) => format!("{all} marks were taken for notes; {empty} of them without a text."),
    };
    let mut guesses = vec![Guess {
        id: "notes".to_owned(),
        kind: "notes".to_owned(),
        part: "note".to_owned(),
        block: None,
        text: marks.join(" "),
        message,
    }];
    for (number, block) in places {
        let has = full.contains(number);
        guesses.push(Guess {
            id: format!("note:{number}"),
            kind: "note".to_owned(),
            part: "note".to_owned(),
            block: Some(block.clone()),
            text: format!("[{number}]"),
            message: if has {
                format!("“[{number}]” was taken for a note.")
            } else {
                format!("“[{number}]” was taken for a note; it has no text.")
            },
        });
        if !has {
            raw.left_out.push(LeftOut::new("note-empty", format!("Note [{number}] has no text yet.")).at(block.clone()));
        }
    }
    let count = u32::try_from(marks.len()).unwrap_or(u32::MAX);
    let text = marks.into_iter().chain(written).collect::<Vec<_>>().join("\n");
    raw.left_out
        .push(LeftOut::new("note-marks", "The marks and numbers of the notes are now set by Stet.").times(count).with_text(text));
    guesses
}

/// A mark in a text.
struct Found {
    number: u32,
    from: usize,
    to: usize,
}

/// Marks of notes: `[12]`, and raised numbers that the list has.
fn marks_in(content: &[Inline], numbers: &BTreeSet<u32>) -> Vec<Found> {
    let plain = inlines::plain(content);
    let mut found = Vec::new();
    for (from, _) in plain.match_indices('[') {
        let rest = plain.get(from + 1..).unwrap_or_default();
        let Some((inside, after)) = rest.split_once(']') else { break };
        let number = value(inside).filter(|_| !inside.starts_with(['0', '٠', '۰']));
        // At a paragraph's head, before a space, it numbers the paragraph; before "(" it is a link of Markdown.
        let numbers_it = plain.get(..from).unwrap_or_default().trim().is_empty();
        if let (Some(number), false, false) = (number, after.starts_with('('), numbers_it) {
            found.push(Found { number, from, to: from + inside.len() + 2 });
        }
    }
    let mut at = 0;
    for inline in content {
        let Inline::Text { text, marks } = inline else {
            at += if matches!(inline, Inline::Break { .. }) { 1 } else { NODE.len_utf8() };
            continue;
        };
        let (from, to) = (at, at + text.len());
        at = to;
        let before = plain.get(..from).unwrap_or_default();
        let unit = before
            .rsplit(|letter: char| !letter.is_alphabetic())
            .next()
            .is_some_and(|word| matches!(word, "m" | "km" | "cm" | "mm" | "ft" | "x" | "y" | "e"));
        let power = before.ends_with(|letter: char| letter.is_ascii_digit());
        if marks.contains(&Mark::Sup)
            && !unit
            && !power
            && !before.is_empty()
            && let Some(number) = value(text)
            && numbers.contains(&number)
        {
            found.push(Found { number, from, to });
        }
    }
    found.sort_by_key(|mark| mark.from);
    found
}

/// The value of a digit as it is written in Latin, Arabic and Persian texts.
fn digit(letter: char) -> Option<u32> {
    match letter {
        '٠'..='٩' => Some(u32::from(letter) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(letter) - u32::from('۰')),
        _ => letter.to_digit(10),
    }
}

/// A number of one to three digits; nothing else may stand with them.
fn value(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 3 {
        return None;
    }
    text.chars().try_fold(0, |value, letter| Some(value * 10 + digit(letter)?))
}

struct Set<'s> {
    accepted: &'s BTreeSet<u32>,
    numbers: &'s BTreeSet<u32>,
    texts: BTreeMap<u32, Vec<Inline>>,
    given: BTreeMap<u32, Id>,
    /// Marks as they stood.
    marks: Vec<String>,
    /// Number and block of each note.
    places: Vec<(u32, String)>,
    random: &'s mut dyn FnMut() -> u64,
}

impl Set<'_> {
    /// Sets notes where the marks of one text stand.
    fn set(&mut self, text: &mut Textblock) {
        let marks: Vec<Found> =
            marks_in(&text.inlines, self.numbers).into_iter().filter(|mark| self.accepted.contains(&mark.number)).collect();
        if marks.is_empty() {
            return;
        }
        let plain = inlines::plain(&text.inlines);
        let mut made = Vec::new();
        let mut at = 0;
        for mark in marks {
            for inline in inlines::cut(&text.inlines, at, mark.from) {
                inlines::push(&mut made, inline);
            }
            at = mark.to;
            self.marks.push(plain.get(mark.from..mark.to).unwrap_or_default().to_owned());
            made.push(match self.given.get(&mark.number) {
                Some(id) => Inline::NoteAgain { note: id.clone(), wording: Wording::Mark, marks: Vec::new() },
                None => {
                    let id = crate::ids::new(self.random);
                    self.given.insert(mark.number, id.clone());
                    self.places.push((mark.number, text.id.0.clone()));
                    Inline::Note(Note { id, marks: Vec::new(), inlines: self.texts.remove(&mark.number).unwrap_or_default() })
                }
            });
        }
        for inline in inlines::cut(&text.inlines, at, plain.len()) {
            inlines::push(&mut made, inline);
        }
        text.inlines = made;
    }
}

/// Every text that may hold marks.
fn each_text(blocks: &mut [Block], f: &mut dyn FnMut(&mut Textblock)) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } | Block::PullQuote { text, .. } => f(text),
            Block::Quotation { blocks, attribution, .. } | Block::Epigraph { blocks, attribution, .. } => {
                each_text(blocks, f);
                if let Some(text) = attribution {
                    f(text);
                }
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_text(&mut item.blocks, f)),
            Block::Table { rows, .. } => {
                rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| each_text(&mut cell.blocks, f))
            }
            Block::Figure(figure) => f(&mut figure.caption),
            Block::Verse { lines, .. } => lines.iter_mut().for_each(|line| f(&mut line.text)),
            Block::Turn { blocks, .. } | Block::Box { blocks, .. } => each_text(blocks, f),
            Block::Code { .. } | Block::Rule { .. } | Block::Embed { .. } => {}
        }
    }
}

/// The number at the head of an entry, and the bytes that it takes with its signs and space.
fn numbered(text: &str) -> Option<(u32, usize)> {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let bracketed = trimmed.starts_with(['[', '(']);
    let inner = trimmed.trim_start_matches(['[', '(']);
    let digits: String = inner.chars().take_while(|letter| digit(*letter).is_some()).collect();
    let number = value(&digits)?;
    if trimmed.len() - inner.len() > 1 {
        return None;
    }
    let after = inner.get(digits.len()..)?;
    let signs = after.len() - after.trim_start_matches([']', ')', '.', ':']).len();
    let rest = after.get(signs..)?;
    let space = rest.len() - rest.trim_start().len();
    let ok = if bracketed { signs >= 1 } else { signs == 1 && !after.starts_with(':') && (space > 0 || rest.is_empty()) };
    ok.then(|| (number, lead + (trimmed.len() - inner.len()) + digits.len() + signs + space))
}

fn is_heading(block: &Block) -> bool {
    let (Block::Paragraph(text) | Block::Heading { text, .. }) = block else { return false };
    let words = inlines::plain(&text.inlines).trim().trim_end_matches([':', '.', ' ']).to_lowercase();
    HEADINGS.contains(&words.as_str())
}

/// The list of notes at the end of the body, if one is there.
fn find_list(body: &[Block]) -> List {
    let heading = body.iter().rposition(is_heading);
    if let Some(heading) = heading {
        let entries = entries(body, heading + 1, true);
        if !entries.is_empty() {
            return List { heading: Some(heading), entries };
        }
    }
    // Without a heading: the last paragraphs, each with its number, one after the other from the first.
    let numbered_block =
        |block: &Block| matches!(block, Block::Paragraph(text) if numbered(&inlines::plain(&text.inlines)).is_some());
    let from =
        body.iter().rposition(|block| !numbered_block(block) && !matches!(block, Block::Rule { .. })).map_or(0, |last| last + 1);
    let found = entries(body, from, false);
    let rising = found.windows(2).all(|pair| matches!(pair, [left, right] if left.number < right.number));
    if !found.is_empty() && rising && from > 0 {
        return List { heading: None, entries: found };
    }
    // Or a numbered list that ends the piece.
    if let Some(Block::List { kind: stet_document::ListKind::Numbered, .. }) = body.last()
        && body.len() > 1
    {
        return List { heading: None, entries: entries(body, body.len() - 1, false) };
    }
    List::default()
}

/// The entries from a block on. Under a heading paragraphs without a number go on with the entry before them where another entry
/// follows; behind the last one they are the text's own (who the author is).
fn entries(body: &[Block], from: usize, headed: bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut more: Vec<(usize, &Textblock)> = Vec::new();
    for (index, block) in body.iter().enumerate().skip(from) {
        match block {
            Block::Paragraph(text) => {
                let plain = inlines::plain(&text.inlines);
                match numbered(&plain) {
                    Some((number, length)) => {
                        go_on(&mut entries, &mut more);
                        entries.push(Entry {
                            number,
                            blocks: vec![index],
                            item: None,
                            text: inlines::cut(&text.inlines, length, plain.len()),
                            written: plain.get(..length).unwrap_or_default().trim().to_owned(),
                        });
                    }
                    None if headed && !entries.is_empty() => more.push((index, text)),
                    None => break,
                }
            }
            Block::List { kind: stet_document::ListKind::Numbered, start, items, .. } => {
                go_on(&mut entries, &mut more);
                for (place, item) in items.iter().enumerate() {
                    let number = start.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
                    let mut text = Vec::new();
                    let mut simple = true;
                    for (nth, block) in item.blocks.iter().enumerate() {
                        let Block::Paragraph(paragraph) = block else {
                            simple = false;
                            continue;
                        };
                        if nth > 0 {
                            text.push(Inline::Break { marks: Vec::new() });
                        }
                        text.extend(paragraph.inlines.clone());
                    }
                    if simple {
                        entries.push(Entry { number, blocks: vec![index], item: Some(place), text, written: String::new() });
                    }
                }
            }
            Block::Rule { .. } => {}
            _ => break,
        }
    }
    entries.retain(|entry| !entry.text.iter().any(|inline| matches!(inline, Inline::Note(_))));
    entries
}

/// Paragraphs between two entries are the first one's.
fn go_on(entries: &mut [Entry], more: &mut Vec<(usize, &Textblock)>) {
    let mut last = entries.last_mut().filter(|last| last.item.is_none());
    for (index, text) in more.drain(..) {
        if let Some(last) = &mut last {
            last.blocks.push(index);
            last.text.push(Inline::Break { marks: Vec::new() });
            last.text.extend(text.inlines.clone());
        }
    }
}

/// Takes the entries that became notes out of the body, and the heading when none is left.
fn take_list(body: &mut Vec<Block>, list: &List, accepted: &BTreeSet<u32>, written: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut items: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut all = true;
    for entry in &list.entries {
        if !accepted.contains(&entry.number) || !seen.insert(entry.number) {
            all = false;
            continue;
        }
        match (entry.item, entry.blocks.first()) {
            (Some(item), Some(block)) => {
                items.entry(*block).or_default().insert(item);
            }
            _ => gone.extend(entry.blocks.iter().copied()),
        }
    }
    for (block, taken) in items {
        if let Some(Block::List { items, start, .. }) = body.get_mut(block) {
            let first_kept = (0..items.len()).find(|item| !taken.contains(item));
            let mut place = 0;
            items.retain(|_| {
                place += 1;
                !taken.contains(&(place - 1))
            });
            match first_kept {
                Some(first) => *start = start.saturating_add(u32::try_from(first).unwrap_or(0)),
                None => {
                    gone.insert(block);
                }
            }
        }
    }
    if let Some(heading) = list.heading.filter(|_| all && !list.entries.is_empty()) {
        if let Some(Block::Paragraph(text) | Block::Heading { text, .. }) = body.get(heading) {
            written.push(inlines::plain(&text.inlines));
        }
        gone.insert(heading);
    }
    // A line across the page between text and notes has done its work.
    if let Some(before) = gone
        .iter()
        .next()
        .and_then(|first| first.checked_sub(1))
        .filter(|before| all && matches!(body.get(*before), Some(Block::Rule { .. })))
    {
        gone.insert(before);
    }
    let mut index = 0;
    body.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}
