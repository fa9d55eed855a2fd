//! The languages of a document: which is the piece's own, which blocks and words are in another. Runs carry theirs as `foreign` until here.

use std::collections::BTreeMap;

use stet_document::{Block, Dir, Inline, Lang, Mark, Meta, Textblock};

use super::styles::Look;
use crate::inlines;

/// A script, as far as it says something of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Asian,
    Other,
}

fn script_of(letter: char) -> Option<Script> {
    Some(match u32::from(letter) {
        0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f | 0x1e00..=0x1eff => Script::Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x590..=0x5ff => Script::Hebrew,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefe => Script::Arabic,
        0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff => Script::Asian,
        _ if letter.is_alphabetic() => Script::Other,
        _ => return None,
    })
}

fn script_of_language(lang: &str) -> Script {
    match primary(lang).as_str() {
        "ar" | "fa" | "ur" | "ps" | "sd" | "ug" | "ckb" => Script::Arabic,
        "he" | "yi" | "iw" => Script::Hebrew,
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "mn" | "ky" | "tg" => Script::Cyrillic,
        "el" => Script::Greek,
        "zh" | "ja" | "ko" => Script::Asian,
        "hi" | "bn" | "ta" | "te" | "th" | "ka" | "hy" | "am" | "km" | "lo" | "my" | "ne" | "si" | "pa" | "gu" | "mr" | "ml"
        | "kn" => Script::Other,
        _ => Script::Latin,
    }
}

/// `en` of `en-GB`.
pub fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// Whether the language is written from the right.
pub fn is_rtl(lang: &str) -> bool {
    matches!(script_of_language(lang), Script::Arabic | Script::Hebrew)
}

/// The language of a run's text by what the file says, if that can be true of its letters.
pub fn of_text<'l>(look: &'l Look, text: &str) -> Option<&'l str> {
    let script = text.chars().find_map(script_of)?;
    let said = match script {
        Script::Arabic | Script::Hebrew => look.lang_rtl.as_deref(),
        Script::Asian => look.lang_asian.as_deref(),
        _ => look.lang.as_deref(),
    }?;
    let fits = script_of_language(said) == script || (script == Script::Latin && primary(said) == "sr");
    (fits && said != "x-none" && is_tag(said)).then_some(said)
}

fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|letter| letter.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric()))
}

/// How many letters stand in each language.
#[derive(Debug, Default)]
pub struct Languages(BTreeMap<String, usize>);

impl Languages {
    /// Counts a run.
    pub fn add(&mut self, lang: &str, text: &str) {
        *self.0.entry(lang.to_owned()).or_default() += text.chars().filter(|letter| letter.is_alphabetic()).count();
    }

    /// The language of most letters: first without its region, then with the commonest of its regions.
    pub fn most(&self) -> Option<String> {
        let mut bare: BTreeMap<String, usize> = BTreeMap::new();
        for (lang, count) in &self.0 {
            *bare.entry(primary(lang)).or_default() += count;
        }
        let (first, _) = bare.iter().max_by_key(|(_, count)| **count)?;
        self.0.iter().filter(|(lang, _)| primary(lang) == *first).max_by_key(|(_, count)| **count).map(|(lang, _)| lang.clone())
    }
}

/// Gives each block and stretch in another language its own; takes the marks off all others, and the direction where it follows from the language.
pub fn settle(blocks: &mut [Block], piece: &str) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } | Block::PullQuote { text, .. } | Block::Code { text, .. } => {
                settle_text(text, piece)
            }
            Block::Quotation { meta, blocks, attribution, .. } | Block::Epigraph { meta, blocks, attribution } => {
                settle_meta(meta, piece);
                settle(blocks, piece);
                if let Some(text) = attribution {
                    settle_text(text, piece);
                }
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| settle(&mut item.blocks, piece)),
            Block::Table { rows, .. } => {
                rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| settle(&mut cell.blocks, piece));
            }
            Block::Figure(figure) => {
                settle_text(&mut figure.caption, piece);
                settle_text(&mut figure.credit, piece);
            }
            Block::Verse { lines, .. } => lines.iter_mut().for_each(|line| settle_text(&mut line.text, piece)),
            Block::Turn { speaker, blocks, .. } => {
                settle_text(speaker, piece);
                settle(blocks, piece);
            }
            Block::Box { blocks, .. } => settle(blocks, piece),
            Block::Rule { .. } | Block::Embed { .. } => {}
        }
    }
}

fn settle_meta(meta: &mut Meta, piece: &str) {
    let lang = meta.lang.as_ref().map_or(piece, |lang| lang.0.as_str());
    if meta.dir == Some(Dir::Rtl) && is_rtl(lang) {
        meta.dir = None;
    }
}

/// One block of text.
pub fn settle_text(block: &mut Textblock, piece: &str) {
    let mut spoken = Languages::default();
    let mut letters = 0;
    for inline in &block.inlines {
        if let Inline::Text { text, marks } = inline {
            letters += text.chars().filter(|letter| letter.is_alphabetic()).count();
            if let Some(lang) = foreign(marks) {
                spoken.add(lang, text);
            }
        }
    }
    if let Some(most) = spoken.most().filter(|most| primary(most) != primary(piece)) {
        let own: usize = spoken.0.iter().filter(|(lang, _)| primary(lang) == primary(&most)).map(|(_, count)| count).sum();
        if own * 10 >= letters * 8 {
            block.meta.lang = Some(Lang(most));
        }
    }
    settle_meta(&mut block.meta, piece);
    let around = block.meta.lang.as_ref().map_or_else(|| piece.to_owned(), |lang| lang.0.clone());
    let mut joined = Vec::new();
    for mut inline in std::mem::take(&mut block.inlines) {
        if let Inline::Note(note) = &mut inline {
            let mut inner = Textblock { inlines: std::mem::take(&mut note.inlines), ..Textblock::default() };
            inner.meta.lang = Some(Lang(around.clone()));
            note.inlines = without_own(inner.inlines, &around);
        }
        inlines::marks_mut(&mut inline)
            .retain(|mark| !matches!(mark, Mark::Foreign { lang } if primary(&lang.0) == primary(&around)));
        inlines::push(&mut joined, inline);
    }
    block.inlines = joined;
}

fn without_own(content: Vec<Inline>, around: &str) -> Vec<Inline> {
    let mut joined = Vec::new();
    for mut inline in content {
        inlines::marks_mut(&mut inline)
            .retain(|mark| !matches!(mark, Mark::Foreign { lang } if primary(&lang.0) == primary(around)));
        inlines::push(&mut joined, inline);
    }
    joined
}

/// The language that a run's marks name.
pub fn foreign(marks: &[Mark]) -> Option<&str> {
    marks.iter().find_map(|mark| match mark {
        Mark::Foreign { lang } => Some(lang.0.as_str()),
        _ => None,
    })
}
