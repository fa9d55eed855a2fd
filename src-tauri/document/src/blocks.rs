//! The text blocks of an article in reading order, each as plain text with its marks and inline nodes by UTF-16 offset.

use crate::*;
use serde::{Deserialize, Serialize};

/// Stands in a block's text for each inline node.
pub const OBJECT: char = '\u{FFFC}';

/// Where in an article a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    Kicker,
    Headline,
    Standfirst,
    Byline,
    Body,
    Note,
    Caption,
    Teaser,
}

/// A stretch of a block's text with the marks that it carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub start: u32,
    pub end: u32,
    pub marks: Vec<Mark>,
}

/// An inline node within a block's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub at: u32,
    pub kind: ObjectKind,
}

/// What an inline node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    Break,
    Note(Id),
    NoteAgain(Id, Wording),
    Placeholder(String),
}

/// One block of text.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockText {
    pub id: String,
    pub part: Part,
    /// The node's name in the schema (`paragraph`, `caption`, `note` …).
    pub kind: &'static str,
    /// The text, each inline node as U+FFFC.
    pub text: String,
    /// The language set on it or on what holds it; `None` where it is the article's.
    pub lang: Option<String>,
    /// Within a quotation, epigraph or pull quote.
    pub in_quotation: bool,
    pub in_code: bool,
    /// Only stretches that carry marks.
    pub spans: Vec<Span>,
    pub objects: Vec<Object>,
}

impl BlockText {
    /// The notes that have their reference here: position and id.
    pub fn notes(&self) -> impl Iterator<Item = (u32, &Id)> {
        self.objects.iter().filter_map(|object| match &object.kind {
            ObjectKind::Note(id) => Some((object.at, id)),
            _ => None,
        })
    }

    /// The placeholders here: position and label.
    pub fn placeholders(&self) -> impl Iterator<Item = (u32, &str)> {
        self.objects.iter().filter_map(|object| match &object.kind {
            ObjectKind::Placeholder(label) => Some((object.at, label.as_str())),
            _ => None,
        })
    }
}

/// Length in UTF-16 units.
pub fn len16(text: &str) -> u32 {
    text.chars().map(units).sum()
}

pub(crate) fn units(c: char) -> u32 {
    if u32::from(c) > 0xFFFF { 2 } else { 1 }
}

/// Every block of text: kicker, headline, standfirst, body (depth first), then the notes in order of reference.
pub fn blocks(document: &Document) -> Vec<BlockText> {
    let mut walk = Walk::default();
    let top = Around::default();
    walk.text("kicker", Part::Kicker, &document.kicker, &top);
    walk.text("headline", Part::Headline, &document.headline, &top);
    walk.text("standfirst", Part::Standfirst, &document.standfirst, &top);
    walk.blocks(&document.body, &top);
    walk.out.append(&mut walk.notes);
    walk.out
}

/// What a block stands in.
#[derive(Clone, Default)]
struct Around {
    lang: Option<String>,
    quotation: bool,
}

impl Around {
    fn within(&self, meta: &Meta) -> Around {
        Around { lang: meta.lang.as_ref().map(|lang| lang.0.clone()).or_else(|| self.lang.clone()), quotation: self.quotation }
    }

    fn quoted(self) -> Around {
        Around { quotation: true, ..self }
    }
}

#[derive(Default)]
struct Walk {
    out: Vec<BlockText>,
    notes: Vec<BlockText>,
}

impl Walk {
    fn text(&mut self, kind: &'static str, part: Part, text: &Textblock, around: &Around) {
        let around = around.within(&text.meta);
        let block = flat(&text.id, kind, part, &text.inlines, &around);
        for inline in &text.inlines {
            if let Inline::Note(note) = inline {
                self.notes.push(flat(&note.id, "note", Part::Note, &note.inlines, &around));
            }
        }
        self.out.push(block);
    }

    fn blocks(&mut self, list: &[Block], around: &Around) {
        list.iter().for_each(|block| self.block(block, around));
    }

    fn block(&mut self, block: &Block, around: &Around) {
        match block {
            Block::Paragraph(text) => self.text("paragraph", Part::Body, text, around),
            Block::Heading { text, .. } => self.text("heading", Part::Body, text, around),
            Block::PullQuote { text, .. } => self.text("pull_quote", Part::Body, text, &around.clone().quoted()),
            Block::Code { text, .. } => self.text("code", Part::Body, text, around),
            Block::Quotation { meta, blocks, attribution, .. } | Block::Epigraph { meta, blocks, attribution } => {
                let around = around.within(meta);
                self.blocks(blocks, &around.clone().quoted());
                attribution.iter().for_each(|text| self.text("attribution", Part::Body, text, &around));
            }
            Block::List { meta, items, .. } => {
                let around = around.within(meta);
                items.iter().for_each(|item| self.blocks(&item.blocks, &around.within(&item.meta)));
            }
            Block::Table { meta, rows, .. } => {
                let around = around.within(meta);
                rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.blocks(&cell.blocks, &around));
            }
            Block::Figure(figure) => {
                let around = around.within(&figure.meta);
                self.text("caption", Part::Caption, &figure.caption, &around);
                self.text("picture_credit", Part::Caption, &figure.credit, &around);
            }
            Block::Verse { meta, lines } => {
                let around = around.within(meta);
                lines.iter().for_each(|line| self.text("verse_line", Part::Body, &line.text, &around));
            }
            Block::Turn { meta, speaker, blocks } => {
                let around = around.within(meta);
                self.text("speaker", Part::Body, speaker, &around);
                self.blocks(blocks, &around);
            }
            Block::Box { meta, blocks } => self.blocks(blocks, &around.within(meta)),
            Block::Rule { .. } | Block::Embed { .. } => {}
        }
    }
}

fn flat(id: &Id, kind: &'static str, part: Part, inlines: &[Inline], around: &Around) -> BlockText {
    let mut block = BlockText {
        id: id.0.clone(),
        part,
        kind,
        text: String::new(),
        lang: around.lang.clone(),
        in_quotation: around.quotation,
        in_code: kind == "code",
        spans: Vec::new(),
        objects: Vec::new(),
    };
    let mut at = 0;
    for inline in inlines {
        let start = at;
        let object = match inline {
            Inline::Text { text, .. } => {
                block.text.push_str(text);
                at += len16(text);
                None
            }
            Inline::Break { .. } => Some(ObjectKind::Break),
            Inline::Note(note) => Some(ObjectKind::Note(note.id.clone())),
            Inline::NoteAgain { note, wording, .. } => Some(ObjectKind::NoteAgain(note.clone(), *wording)),
            Inline::Placeholder { label, .. } => Some(ObjectKind::Placeholder(label.clone())),
        };
        if let Some(kind) = object {
            block.text.push(OBJECT);
            block.objects.push(Object { at, kind });
            at += 1;
        }
        if !inline.marks().is_empty() {
            block.spans.push(Span { start, end: at, marks: inline.marks().to_vec() });
        }
    }
    block
}

/// The alternative texts of the figures that have one: the figure's id and the text, in reading order.
pub fn alts(document: &Document) -> Vec<(String, String)> {
    let described = figures(document).into_iter().filter(|figure| !figure.alt.is_empty());
    described.map(|figure| (figure.id.0.clone(), figure.alt.clone())).collect()
}

/// The picture that stands for the piece: the one that was chosen, else the first that there is.
pub fn lead<'d>(document: &'d Document, fields: &Fields) -> Option<&'d Figure> {
    let figures: Vec<&Figure> = figures(document).into_iter().filter(|figure| !figure.src.is_empty()).collect();
    figures.iter().find(|figure| figure.src == fields.lead_picture).or(figures.first()).copied()
}

/// Every figure, in reading order.
pub fn figures(document: &Document) -> Vec<&Figure> {
    let mut out = Vec::new();
    collect_figures(&document.body, &mut out);
    out
}

fn collect_figures<'d>(list: &'d [Block], out: &mut Vec<&'d Figure>) {
    for block in list {
        match block {
            Block::Figure(figure) => out.push(figure),
            Block::Quotation { blocks, .. }
            | Block::Epigraph { blocks, .. }
            | Block::Turn { blocks, .. }
            | Block::Box { blocks, .. } => {
                collect_figures(blocks, out);
            }
            Block::List { items, .. } => items.iter().for_each(|item| collect_figures(&item.blocks, out)),
            Block::Table { rows, .. } => {
                rows.iter().flat_map(|row| &row.cells).for_each(|cell| collect_figures(&cell.blocks, out));
            }
            _ => {}
        }
    }
}
