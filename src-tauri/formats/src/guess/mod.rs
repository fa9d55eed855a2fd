//! From what a reader found to a piece: notes, parts and dates guessed at, headings fitted to their levels, ids given.
//!
//! **Invariant:** a file that names its own parts is never guessed at.
//! **Invariant:** every guess can be dropped by its id; the text is then as it would be without it.
//! **Invariant:** what a guess takes out of the text (a colon, a comma, the word "By") is reported.

mod byline;
mod dates;
mod front;
mod furniture;
mod language;
mod marks;
#[cfg(test)]
mod tests;

pub use dates::find as find_date;

use std::collections::BTreeSet;

use stet_document::{Block, Failure, Textblock};

use crate::ids;
use crate::types::{Guess, Imported, Raw, ReadOptions};

/// Makes a piece of what a reader found.
///
/// # Errors
/// `cancelled`.
pub fn settle(mut raw: Raw, name: &str, format: &str, options: &mut ReadOptions) -> Result<Imported, Failure> {
    let mut guesses = Vec::new();
    if raw.fields.lang.is_empty() {
        raw.fields.lang.clone_from(&options.lang);
        let primary = options.lang.split('-').next().unwrap_or_default();
        if options.wants("lang")
            && let Some(lang) = language::guess(&raw.document).filter(|lang| *lang != primary)
        {
            lang.clone_into(&mut raw.fields.lang);
            guesses.push(Guess {
                id: "lang".to_owned(),
                kind: "language".to_owned(),
                part: "lang".to_owned(),
                block: None,
                text: lang.to_owned(),
                message: "The file does not say its language; it was told by its words.".to_owned(),
            });
        }
    }
    // Ids first, so that guesses can name blocks.
    stet_document::ids::fill(&mut raw.document, options.random);
    if !raw.named {
        guesses.extend(marks::guess(&mut raw, options));
        guesses.extend(front::guess(&mut raw, options));
        furniture::twice(&mut raw, options);
    }
    fit_headings(&mut raw.document.body);
    if raw.document.body.is_empty() {
        raw.document.body.push(Block::Paragraph(Textblock { id: ids::new(options.random), ..Textblock::default() }));
    }
    stet_document::ids::fill(&mut raw.document, options.random);
    let mut known = BTreeSet::new();
    stet_document::ids::each(&mut raw.document, &mut |id| {
        known.insert(id.0.clone());
    });
    for place in raw.left_out.iter_mut().map(|one| &mut one.block).chain(guesses.iter_mut().map(|one| &mut one.block)) {
        if place.as_ref().is_some_and(|id| !known.contains(id)) {
            *place = None;
        }
    }
    options.step(1, 1)?;
    Ok(Imported {
        name: name.to_owned(),
        format: format.to_owned(),
        document: raw.document,
        fields: raw.fields,
        filed: raw.filed,
        media: raw.media,
        guesses,
        left_out: raw.left_out,
        encoding: raw.encoding,
        original: Vec::new(),
    })
}

/// The headline is level 1: where headings in the text are of that level, all go one down; none is deeper than 4.
pub(crate) fn fit_headings(body: &mut [Block]) {
    let mut top = u8::MAX;
    each_heading(body, &mut |level| top = top.min(*level));
    let shift = u8::from(top == 1);
    each_heading(body, &mut |level| *level = level.saturating_add(shift).clamp(2, 4));
}

fn each_heading(blocks: &mut [Block], f: &mut dyn FnMut(&mut u8)) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => f(level),
            Block::Quotation { blocks, .. }
            | Block::Box { blocks, .. }
            | Block::Turn { blocks, .. }
            | Block::Epigraph { blocks, .. } => each_heading(blocks, f),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_heading(&mut item.blocks, f)),
            Block::Table { rows, .. } => {
                rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| each_heading(&mut cell.blocks, f))
            }
            _ => {}
        }
    }
}
