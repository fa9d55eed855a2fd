//! The fair copy: the document as it goes out. Open suggestions are rejected, comments and sources taken off, notes numbered.
//! What lives here: what every writer needs of a document before it writes. How it is written is each writer's.

use std::collections::BTreeMap;

use stet_document::suggest::{self, Decision};
use stet_document::{Block, Cell, Document, Figure, Inline, Item, Mark, Note, Row, Textblock, VerseLine};

/// The document without anything that is not for the reader.
pub fn copy(document: &Document) -> Document {
    // Splits, joins and changed attributes are undone by the document's own rule; what could not be stays with its insertions left out.
    let decided = suggest::any(document).then(|| suggest::resolve(document, &|_| Decision::Reject).ok()).flatten();
    let document = decided.as_ref().unwrap_or(document);
    let mut body = blocks(&document.body);
    if body.is_empty() {
        body.push(Block::Paragraph(Textblock::default()));
    }
    Document { kicker: text(&document.kicker), headline: text(&document.headline), standfirst: text(&document.standfirst), body }
}

fn rejected(marks: &[Mark]) -> bool {
    marks.iter().any(|mark| matches!(mark, Mark::Insertion { .. }))
}

fn meta(meta: &stet_document::Meta) -> stet_document::Meta {
    stet_document::Meta { marks: Vec::new(), ..meta.clone() }
}

fn text(block: &Textblock) -> Textblock {
    Textblock { id: block.id.clone(), meta: meta(&block.meta), inlines: inlines(&block.inlines) }
}

fn blocks(list: &[Block]) -> Vec<Block> {
    list.iter().filter_map(block).collect()
}

fn block(block: &Block) -> Option<Block> {
    if rejected(&block_meta(block).marks) {
        return None;
    }
    Some(match block {
        Block::Paragraph(words) => Block::Paragraph(text(words)),
        Block::Heading { level, text: words } => Block::Heading { level: *level, text: text(words) },
        Block::Quotation { meta: m, cite, blocks: list, attribution } => {
            Block::Quotation { meta: meta(m), cite: cite.clone(), blocks: blocks(list), attribution: kept(attribution.as_ref()) }
        }
        Block::PullQuote { text: words, of, sentence } => {
            Block::PullQuote { text: text(words), of: of.clone(), sentence: sentence.clone() }
        }
        Block::List { meta: m, kind, start, items } => Block::List {
            meta: meta(m),
            kind: *kind,
            start: *start,
            items: items
                .iter()
                .filter(|item| !rejected(&item.meta.marks))
                .map(|item| Item { meta: meta(&item.meta), blocks: blocks(&item.blocks) })
                .collect(),
        },
        Block::Table { id, meta: m, rows } => Block::Table {
            id: id.clone(),
            meta: meta(m),
            rows: rows.iter().filter(|row| !rejected(&row.marks)).map(row).collect(),
        },
        Block::Figure(figure) => Block::Figure(Figure {
            meta: meta(&figure.meta),
            caption: text(&figure.caption),
            credit: text(&figure.credit),
            ..figure.clone()
        }),
        Block::Verse { meta: m, lines } => Block::Verse {
            meta: meta(m),
            lines: lines
                .iter()
                .filter(|line| !rejected(&line.text.meta.marks))
                .map(|line| VerseLine { indent: line.indent, text: text(&line.text) })
                .collect(),
        },
        Block::Turn { meta: m, speaker, blocks: list } => {
            Block::Turn { meta: meta(m), speaker: text(speaker), blocks: blocks(list) }
        }
        Block::Box { meta: m, blocks: list } => Block::Box { meta: meta(m), blocks: blocks(list) },
        Block::Epigraph { meta: m, blocks: list, attribution } => {
            Block::Epigraph { meta: meta(m), blocks: blocks(list), attribution: kept(attribution.as_ref()) }
        }
        Block::Code { text: words, language } => Block::Code { text: text(words), language: language.clone() },
        Block::Rule { meta: m } => Block::Rule { meta: meta(m) },
        Block::Embed { meta: m, link, title, still } => {
            Block::Embed { meta: meta(m), link: link.clone(), title: title.clone(), still: still.clone() }
        }
    })
}

fn kept(attribution: Option<&Textblock>) -> Option<Textblock> {
    attribution.filter(|words| !rejected(&words.meta.marks)).map(text)
}

fn row(row: &Row) -> Row {
    let cells = row
        .cells
        .iter()
        .filter(|cell| !rejected(&cell.marks))
        .map(|cell| Cell { marks: Vec::new(), blocks: blocks(&cell.blocks), ..cell.clone() })
        .collect();
    Row { marks: Vec::new(), cells }
}

/// The language, direction and marks of any block.
pub fn block_meta(block: &Block) -> &stet_document::Meta {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } | Block::PullQuote { text, .. } | Block::Code { text, .. } => {
            &text.meta
        }
        Block::Figure(figure) => &figure.meta,
        Block::Quotation { meta, .. }
        | Block::List { meta, .. }
        | Block::Table { meta, .. }
        | Block::Verse { meta, .. }
        | Block::Turn { meta, .. }
        | Block::Box { meta, .. }
        | Block::Epigraph { meta, .. }
        | Block::Rule { meta }
        | Block::Embed { meta, .. } => meta,
    }
}

fn inlines(list: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(list.len());
    for inline in list {
        if rejected(marks_of(inline)) {
            continue;
        }
        let kept = marks(marks_of(inline));
        let next = match inline {
            Inline::Text { text, .. } => {
                if let Some(Inline::Text { text: before, marks: same }) = out.last_mut()
                    && *same == kept
                {
                    before.push_str(text);
                    continue;
                }
                Inline::Text { text: text.clone(), marks: kept }
            }
            Inline::Break { .. } => Inline::Break { marks: kept },
            Inline::Note(note) => Inline::Note(Note { id: note.id.clone(), marks: kept, inlines: inlines(&note.inlines) }),
            Inline::NoteAgain { note, wording, .. } => Inline::NoteAgain { note: note.clone(), wording: *wording, marks: kept },
            Inline::Placeholder { label, .. } => Inline::Placeholder { label: label.clone(), marks: kept },
        };
        out.push(next);
    }
    out
}

/// The marks of any inline node.
pub fn marks_of(inline: &Inline) -> &[Mark] {
    match inline {
        Inline::Text { marks, .. }
        | Inline::Break { marks }
        | Inline::NoteAgain { marks, .. }
        | Inline::Placeholder { marks, .. } => marks,
        Inline::Note(note) => &note.marks,
    }
}

/// The marks that a reader sees, in rank order, with changes of format undone.
fn marks(list: &[Mark]) -> Vec<Mark> {
    let mut undone: Vec<&str> = Vec::new();
    for mark in list {
        if let Mark::Modification { new, .. } = mark
            && let Some(name) = new.get("type").and_then(serde_json::Value::as_str)
        {
            undone.push(name);
        }
    }
    let mut kept: Vec<Mark> = list
        .iter()
        .filter(|mark| {
            !matches!(
                mark,
                Mark::Source { .. }
                    | Mark::Comment { .. }
                    | Mark::Insertion { .. }
                    | Mark::Deletion { .. }
                    | Mark::Modification { .. }
            ) && !undone.contains(&mark.name())
        })
        .cloned()
        .collect();
    kept.sort_by_key(Mark::rank);
    kept
}

/// The words of a run without marks and notes; a break is a space.
pub fn plain(list: &[Inline]) -> String {
    let mut words = String::new();
    for inline in list {
        match inline {
            Inline::Text { text, .. } => words.push_str(text),
            Inline::Break { .. } => words.push(' '),
            Inline::Placeholder { label, .. } => words.push_str(label),
            Inline::Note(_) | Inline::NoteAgain { .. } => {}
        }
    }
    words
}

/// Calls `see` for every text block in reading order.
pub fn each_text<'a>(document: &'a Document, see: &mut dyn FnMut(&'a Textblock)) {
    see(&document.kicker);
    see(&document.headline);
    see(&document.standfirst);
    each_in(&document.body, see);
}

fn each_in<'a>(list: &'a [Block], see: &mut dyn FnMut(&'a Textblock)) {
    for block in list {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } | Block::PullQuote { text, .. } | Block::Code { text, .. } => {
                see(text)
            }
            Block::Quotation { blocks, attribution, .. } | Block::Epigraph { blocks, attribution, .. } => {
                each_in(blocks, see);
                if let Some(text) = attribution {
                    see(text);
                }
            }
            Block::List { items, .. } => items.iter().for_each(|item| each_in(&item.blocks, see)),
            Block::Table { rows, .. } => rows.iter().flat_map(|row| &row.cells).for_each(|cell| each_in(&cell.blocks, see)),
            Block::Figure(figure) => {
                see(&figure.caption);
                see(&figure.credit);
            }
            Block::Verse { lines, .. } => lines.iter().for_each(|line| see(&line.text)),
            Block::Turn { speaker, blocks, .. } => {
                see(speaker);
                each_in(blocks, see);
            }
            Block::Box { blocks, .. } => each_in(blocks, see),
            Block::Rule { .. } | Block::Embed { .. } => {}
        }
    }
}

/// The notes in the order of their references, and the number of each by its id.
pub fn notes(document: &Document) -> (Vec<&Note>, BTreeMap<&str, usize>) {
    let mut notes = Vec::new();
    each_text(document, &mut |text| {
        for inline in &text.inlines {
            if let Inline::Note(note) = inline {
                notes.push(note);
            }
        }
    });
    let mut numbers = BTreeMap::new();
    for (n, note) in notes.iter().enumerate() {
        if !note.id.0.is_empty() {
            numbers.entry(note.id.0.as_str()).or_insert(n + 1);
        }
    }
    (notes, numbers)
}
