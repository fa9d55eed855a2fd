//! Walks over every text block, id and list of inline nodes of a text, in reading order, to change them in place.

use crate::*;

/// What a walk meets.
pub enum Place<'a> {
    /// A text block, with whether it is code.
    Text(&'a mut Textblock, bool),
    /// The id of a figure or table.
    Id(&'a mut Id),
}

/// Calls `f` for each text block, figure and table, in reading order.
pub fn places(document: &mut Document, f: &mut dyn FnMut(Place)) {
    for part in [&mut document.kicker, &mut document.headline, &mut document.standfirst] {
        f(Place::Text(part, false));
    }
    blocks(&mut document.body, f);
}

/// Calls `f` for each text block, in reading order.
pub fn textblocks(document: &mut Document, f: &mut dyn FnMut(&mut Textblock)) {
    places(document, &mut |place| {
        if let Place::Text(text, _) = place {
            f(text);
        }
    });
}

fn blocks(list: &mut [Block], f: &mut dyn FnMut(Place)) {
    for block in list {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } | Block::PullQuote { text, .. } => f(Place::Text(text, false)),
            Block::Code { text, .. } => f(Place::Text(text, true)),
            Block::Quotation { blocks: inner, attribution, .. } | Block::Epigraph { blocks: inner, attribution, .. } => {
                blocks(inner, f);
                attribution.iter_mut().for_each(|text| f(Place::Text(text, false)));
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| blocks(&mut item.blocks, f)),
            Block::Table { id, rows, .. } => {
                f(Place::Id(id));
                rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| blocks(&mut cell.blocks, f));
            }
            Block::Figure(figure) => {
                f(Place::Id(&mut figure.id));
                f(Place::Text(&mut figure.caption, false));
                f(Place::Text(&mut figure.credit, false));
            }
            Block::Verse { lines, .. } => lines.iter_mut().for_each(|line| f(Place::Text(&mut line.text, false))),
            Block::Turn { speaker, blocks: inner, .. } => {
                f(Place::Text(speaker, false));
                blocks(inner, f);
            }
            Block::Box { blocks: inner, .. } => blocks(inner, f),
            Block::Rule { .. } | Block::Embed { .. } => {}
        }
    }
}
