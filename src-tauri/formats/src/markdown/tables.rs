//! Tables as Markdown: GFM's where it can say them, else a frame of HTML (*plain*) or the simple table nearest to them (*hugo*).

use std::fmt::Write as _;

use stet_document::{Align, Block, Cell, Meta, Row};

use super::blocks::{around, frame, said};
use super::write::Sheet;
use crate::html::attribute;

impl Sheet<'_> {
    pub(super) fn table(&mut self, meta: &Meta, rows: &[Row]) -> String {
        let wide = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let simple = |cell: &Cell| {
            cell.colspan == 1
                && cell.rowspan == 1
                && cell.colwidth.is_none()
                && matches!(cell.blocks.as_slice(), [Block::Paragraph(text)] if !said(&text.meta) && !self.targets.contains(&text.id.0))
        };
        let heads = rows.first().is_some_and(|row| row.cells.iter().all(|cell| cell.header))
            && !rows.iter().skip(1).flat_map(|row| &row.cells).any(|cell| cell.header);
        let aligned = (0..wide).all(|column| {
            let mut aligns = rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.align);
            let first = aligns.next();
            aligns.all(|align| Some(align) == first)
        });
        let square = wide > 0 && rows.iter().all(|row| row.cells.len() == wide);
        let fits = square && heads && aligned && !said(meta) && rows.iter().flat_map(|row| &row.cells).all(simple);
        if !fits && self.plain() {
            let mut out = format!("{}>\n", frame("table", "", meta));
            for row in rows {
                out.push_str("<tr>\n");
                for cell in &row.cells {
                    let inner = self.blocks(&cell.blocks);
                    let _ = writeln!(out, "{}", around(&cell_frame(cell), &inner, if cell.header { "</th>" } else { "</td>" }));
                }
                out.push_str("</tr>\n");
            }
            out.push_str("</table>");
            return out;
        }
        if !fits {
            self.unsaid("a table with merged cells, several paragraphs in a cell or no head: it is written as a simple one");
        }
        self.simple_table(rows)
    }

    fn simple_table(&mut self, rows: &[Row]) -> String {
        let mut grid: Vec<Vec<String>> = Vec::new();
        let mut columns = 0;
        for row in rows {
            let mut cells = Vec::new();
            for cell in &row.cells {
                let texts: Vec<String> = cell
                    .blocks
                    .iter()
                    .map(|block| match block {
                        Block::Paragraph(text) | Block::Heading { text, .. } => self.run(&text.inlines, true, false),
                        other => self.blocks(std::slice::from_ref(other)).replace('\n', " "),
                    })
                    .collect();
                cells.push(texts.join(" "));
                cells.extend(std::iter::repeat_n(String::new(), usize::try_from(cell.colspan.saturating_sub(1)).unwrap_or(0)));
            }
            columns = columns.max(cells.len());
            grid.push(cells);
        }
        let align = |column: usize| match rows.first().and_then(|row| row.cells.get(column)).and_then(|cell| cell.align) {
            Some(Align::Left) => ":---",
            Some(Align::Center) => ":---:",
            Some(Align::Right) => "---:",
            None => "---",
        };
        let rule = format!("| {} |", (0..columns).map(align).collect::<Vec<_>>().join(" | "));
        let mut lines: Vec<String> = grid
            .into_iter()
            .map(|mut cells| {
                cells.resize(columns, String::new());
                format!("| {} |", cells.join(" | "))
            })
            .collect();
        if !lines.is_empty() {
            lines.insert(1, rule);
        }
        lines.join("\n")
    }
}

fn cell_frame(cell: &Cell) -> String {
    let mut open = String::from(if cell.header { "<th" } else { "<td" });
    if cell.colspan > 1 {
        let _ = write!(open, " colspan=\"{}\"", cell.colspan);
    }
    if cell.rowspan > 1 {
        let _ = write!(open, " rowspan=\"{}\"", cell.rowspan);
    }
    if let Some(widths) = &cell.colwidth {
        attribute(&mut open, "data-colwidth", &widths.iter().map(u32::to_string).collect::<Vec<_>>().join(","));
    }
    match cell.align {
        Some(Align::Left) => open.push_str(" align=\"left\""),
        Some(Align::Center) => open.push_str(" align=\"center\""),
        Some(Align::Right) => open.push_str(" align=\"right\""),
        None => {}
    }
    open
}
