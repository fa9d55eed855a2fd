//! Tables: rows, cells that span columns and rows, rows that head each page.

use stet_document::{Align, Block, Cell, Failure, Meta, Row, Textblock};

use super::flow::{Flow, assemble};
use super::reading::{Reading, words};
use super::styles::is_on;
use super::xml::Element;

/// A cell and the column in which it starts.
struct Placed {
    column: u32,
    cell: Cell,
    /// Goes on from the row above.
    continues: bool,
}

impl<'t> Reading<'_, '_, 't, '_> {
    /// Reads a table into the flow.
    ///
    /// # Errors
    /// As the blocks in its cells.
    pub fn table(&mut self, element: Element<'t>, flows: &mut Vec<Flow>) -> Result<(), Failure> {
        let mut rows = Vec::new();
        self.rows(element, &mut rows)?;
        let rows = merge(rows);
        if rows.iter().any(|row| !row.cells.is_empty()) {
            let id = self.id();
            flows.push(Flow::Block(Box::new(Block::Table { id, meta: Meta::default(), rows })));
        }
        Ok(())
    }

    fn rows(&mut self, element: Element<'t>, rows: &mut Vec<Vec<Placed>>) -> Result<(), Failure> {
        for child in element.elements() {
            match child.name() {
                "w:tr" => self.row(child, rows)?,
                "w:sdt" => {
                    if let Some(content) = self.control(child) {
                        self.rows(content, rows)?;
                    }
                }
                "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" | "w:customXml" => self.rows(child, rows)?,
                "w:bookmarkStart" | "w:bookmarkEnd" => self.bookmark(child),
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, element: Element<'t>, rows: &mut Vec<Vec<Placed>>) -> Result<(), Failure> {
        let properties = element.child("w:trPr");
        if let Some(deletion) = properties.and_then(|properties| properties.child("w:del")) {
            let who = deletion.attr("w:author").unwrap_or("Somebody");
            self.tell.place("tracked-deletion", format!("{who} deleted this row; it was left out."), None, &words(element));
            return Ok(());
        }
        let header = properties.and_then(|properties| properties.child("w:tblHeader")).is_some_and(is_on);
        let skipped = properties
            .and_then(|properties| properties.val("w:gridBefore"))
            .and_then(|number| number.parse::<u32>().ok())
            .unwrap_or(0)
            .min(64);
        let mut cells = Vec::new();
        let mut column = 0;
        if skipped > 0 {
            let blank = self.blank();
            cells.push(Placed { column, cell: cell(false, skipped, blank), continues: false });
            column += skipped;
        }
        self.cells(element, header, &mut column, &mut cells)?;
        rows.push(cells);
        Ok(())
    }

    fn cells(&mut self, element: Element<'t>, header: bool, column: &mut u32, cells: &mut Vec<Placed>) -> Result<(), Failure> {
        for child in element.elements() {
            match child.name() {
                "w:tc" => {
                    let properties = child.child("w:tcPr");
                    let span = properties
                        .and_then(|properties| properties.val("w:gridSpan"))
                        .and_then(|span| span.parse::<u32>().ok())
                        .unwrap_or(1)
                        .clamp(1, 1000);
                    let merge = |name: &str| {
                        properties
                            .and_then(|properties| properties.child(name))
                            .map(|merge| merge.attr("w:val").unwrap_or("continue").to_owned())
                    };
                    let continues = merge("w:vMerge").as_deref() == Some("continue");
                    let mut inner = Vec::new();
                    self.blocks(child, &mut inner)?;
                    let mut blocks = assemble(inner).0;
                    if merge("w:hMerge").as_deref() == Some("continue")
                        && let Some(last) = cells.last_mut()
                    {
                        last.cell.colspan += span;
                        last.cell.blocks.append(&mut blocks);
                        *column += span;
                        continue;
                    }
                    if blocks.is_empty() {
                        blocks = self.blank();
                    }
                    let mut made = cell(header, span, blocks);
                    let align = child
                        .child("w:p")
                        .and_then(|paragraph| paragraph.child("w:pPr"))
                        .and_then(|properties| properties.val("w:jc"));
                    made.align = match align {
                        Some("center") => Some(Align::Center),
                        Some("right" | "end") => Some(Align::Right),
                        _ => None,
                    };
                    cells.push(Placed { column: *column, cell: made, continues });
                    *column += span;
                }
                "w:sdt" => {
                    if let Some(content) = self.control(child) {
                        self.cells(content, header, column, cells)?;
                    }
                }
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" | "w:customXml" => self.cells(child, header, column, cells)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn blank(&mut self) -> Vec<Block> {
        vec![Block::Paragraph(Textblock { id: self.id(), ..Textblock::default() })]
    }
}

fn cell(header: bool, colspan: u32, blocks: Vec<Block>) -> Cell {
    Cell { header, colspan, rowspan: 1, colwidth: None, align: None, marks: Vec::new(), blocks }
}

fn is_blank(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| matches!(block, Block::Paragraph(text) if crate::inlines::is_blank(&text.inlines)))
}

/// Cells that go on from above lengthen the cell above; one that has words of its own stays.
fn merge(rows: Vec<Vec<Placed>>) -> Vec<Row> {
    let mut made: Vec<Vec<Placed>> = Vec::new();
    for cells in rows {
        let mut kept = Vec::new();
        for placed in cells {
            if placed.continues && is_blank(&placed.cell.blocks) {
                let reaches = made.len();
                let above = made.iter_mut().enumerate().rev().find_map(|(row, cells)| {
                    let cell = cells.iter_mut().find(|above| above.column == placed.column)?;
                    Some((row, &mut cell.cell))
                });
                if let Some((row, above)) = above
                    && above.colspan == placed.cell.colspan
                    && row + above.rowspan as usize == reaches
                {
                    above.rowspan += 1;
                    continue;
                }
            }
            kept.push(placed);
        }
        made.push(kept);
    }
    made.into_iter()
        .map(|cells| Row { marks: Vec::new(), cells: cells.into_iter().map(|placed| placed.cell).collect() })
        .collect()
}
