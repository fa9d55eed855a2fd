//! Blocks made into one run of words, for a place that holds no blocks: a note, a caption, a part.

use stet_document::{Block, Inline};

use super::flow::Reading;
use crate::types::LeftOut;

impl Reading<'_, '_, '_> {
    /// The words of blocks as one run; what parted them is a break.
    pub fn joined(&mut self, blocks: Vec<Block>) -> Vec<Inline> {
        let mut inlines: Vec<Inline> = Vec::new();
        for block in blocks {
            let run = match block {
                Block::Paragraph(text)
                | Block::Heading { text, .. }
                | Block::PullQuote { text, .. }
                | Block::Code { text, .. } => text.inlines,
                Block::Quotation { blocks, attribution, .. } | Block::Epigraph { blocks, attribution, .. } => {
                    let mut run = self.joined(blocks);
                    if let Some(text) = attribution {
                        run.push(Inline::Break { marks: Vec::new() });
                        run.extend(text.inlines);
                    }
                    run
                }
                Block::Box { blocks, .. } => self.joined(blocks),
                Block::List { items, .. } => {
                    let items = items.into_iter().flat_map(|item| item.blocks).collect();
                    self.joined(items)
                }
                Block::Table { rows, .. } => {
                    let cells = rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
                    self.joined(cells)
                }
                Block::Verse { lines, .. } => self.joined(lines.into_iter().map(|line| Block::Paragraph(line.text)).collect()),
                Block::Turn { speaker, blocks, .. } => {
                    let all = std::iter::once(Block::Paragraph(speaker)).chain(blocks).collect();
                    self.joined(all)
                }
                Block::Figure(figure) => {
                    self.leave(LeftOut::new(
                        "picture-in-words",
                        "A picture within a note, a caption or a cell was left out; its caption is kept.",
                    ));
                    figure.caption.inlines
                }
                Block::Embed { link, title, .. } => {
                    self.leave(
                        LeftOut::new("embed-in-words", "An embedded page within a note or a caption was left out.")
                            .with_text(format!("{title} {link}")),
                    );
                    Vec::new()
                }
                Block::Rule { .. } => Vec::new(),
            };
            if run.is_empty() {
                continue;
            }
            if !inlines.is_empty() {
                inlines.push(Inline::Break { marks: Vec::new() });
            }
            inlines.extend(run);
        }
        inlines
    }
}
