//! Paragraphs, lists and tables of a rich text file, as they are gathered into a story: a list and a row are known only by their paragraphs.

use super::state::Para;
use crate::docx::styles::Kind;
use crate::paper::Story;

/// A text, a note or a text box while it is read.
#[derive(Default)]
pub(super) struct Body {
    pub story: Story,
    pub line: String,
    /// What is anchored in the open paragraph.
    pub after: String,
    /// The sign before the open paragraph, where it is a list item.
    pub sign: Option<String>,
    list: Vec<(bool, String)>,
    cell: Option<Story>,
    row: Vec<String>,
    /// Of each cell that the row defines: whether it goes on from the one before it, and where it ends (twips).
    cells: Vec<(bool, i32)>,
    joins: bool,
    /// Cells with where they end.
    table: Vec<Vec<(String, i32)>>,
}

impl Body {
    /// The open paragraph is whole.
    pub fn end_paragraph(&mut self, para: &Para) {
        let line = std::mem::take(&mut self.line);
        let line = line.as_str();
        let about = if para.rtl { " dir=\"rtl\"" } else { "" };
        let sign = self.sign.take();
        if para.in_table {
            self.end_list();
            let cell = self.cell.get_or_insert_default();
            cell.paragraph(para.kind, line, about);
        } else {
            self.end_table();
            match sign.filter(|_| matches!(para.kind, Kind::Plain | Kind::ListMore)) {
                Some(sign) if !line.trim().is_empty() => self.item(&sign, para.depth, line, about),
                _ => {
                    if !line.trim().is_empty() {
                        self.end_list();
                    }
                    self.story.paragraph(para.kind, line, about);
                }
            }
        }
        let after = std::mem::take(&mut self.after);
        if !after.is_empty() {
            self.end_list();
            match self.cell.as_mut().filter(|_| para.in_table) {
                Some(cell) => cell.block(&after),
                None => self.story.block(&after),
            }
        }
    }

    /// A list item; lists within each other are kept open, by their depth.
    fn item(&mut self, sign: &str, depth: u32, line: &str, about: &str) {
        let depth = usize::try_from(depth.min(8)).unwrap_or(0) + 1;
        let plain = sign.trim().trim_matches(['.', ')', '(', ' ']);
        let number = plain.parse::<u32>().ok();
        let lettered = plain.len() == 1 && plain.bytes().all(|byte| byte.is_ascii_alphabetic());
        while self.list.len() > depth {
            self.close_one();
        }
        let ordered = number.is_some() || lettered;
        if self.list.len() == depth && self.list.last().is_some_and(|(known, _)| *known != ordered) {
            self.close_one();
        }
        while self.list.len() < depth {
            let start = match (number, lettered) {
                (Some(number), _) => format!("<ol start=\"{number}\">"),
                (None, true) => {
                    let letter = plain.bytes().next().map_or(1, |letter| letter.to_ascii_lowercase().saturating_sub(b'a') + 1);
                    format!("<ol type=\"a\" start=\"{letter}\">")
                }
                _ => "<ul>".to_owned(),
            };
            self.list.push((ordered, start));
        }
        if let Some((_, html)) = self.list.last_mut() {
            html.push_str(&format!("<li><p{about}>{line}</p></li>"));
        }
    }

    fn close_one(&mut self) {
        let Some((ordered, mut html)) = self.list.pop() else { return };
        html.push_str(if ordered { "</ol>" } else { "</ul>" });
        match self.list.last_mut() {
            // The inner list belongs to the item before it.
            Some((_, outer)) => match outer.strip_suffix("</li>").map(str::len) {
                Some(len) => {
                    outer.truncate(len);
                    outer.push_str(&html);
                    outer.push_str("</li>");
                }
                None => outer.push_str(&format!("<li>{html}</li>")),
            },
            None => self.story.block(&html),
        }
    }

    fn end_list(&mut self) {
        while !self.list.is_empty() {
            self.close_one();
        }
    }

    /// A new row is defined.
    pub fn define_row(&mut self) {
        self.cells.clear();
        self.joins = false;
    }

    /// The cell that is being defined goes on from the one before it.
    pub fn join_cell(&mut self) {
        self.joins = true;
    }

    /// The definition of a cell is whole; it ends at `edge`.
    pub fn define_cell(&mut self, edge: i32) {
        if self.cells.len() < 1000 {
            self.cells.push((std::mem::take(&mut self.joins), edge));
        }
    }

    /// The open cell is whole.
    pub fn end_cell(&mut self, para: &Para) {
        self.end_paragraph(&Para { in_table: true, ..para.clone() });
        let cell = self.cell.take().unwrap_or_default();
        if self.row.len() < 1000 {
            self.row.push(cell.close());
        }
    }

    /// The row is whole. What is defined may follow its cells: it is asked only now.
    pub fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.row);
        if cells.is_empty() {
            return;
        }
        let mut row: Vec<(String, i32)> = Vec::new();
        for (at, cell) in cells.into_iter().enumerate() {
            let (joined, edge) = self.cells.get(at).copied().unwrap_or((false, 0));
            match row.last_mut() {
                Some(last) if joined && cell.is_empty() => last.1 = edge,
                _ => row.push((cell, edge)),
            }
        }
        self.table.push(row);
    }

    fn end_table(&mut self) {
        if let Some(cell) = self.cell.take().filter(|cell| !cell.is_empty()) {
            self.row.push(cell.close());
        }
        self.end_row();
        let table = std::mem::take(&mut self.table);
        if table.is_empty() {
            return;
        }
        // A cell is as many columns wide as edges of any row lie within it.
        let mut edges: Vec<i32> = table.iter().flatten().map(|(_, edge)| *edge).collect();
        edges.sort_unstable();
        edges.dedup_by(|a, b| a.abs_diff(*b) < 30);
        let column = |edge: i32| edges.partition_point(|known| *known <= edge.saturating_sub(30)) + 1;
        let mut html = String::from("<table class=\"data\">");
        for row in &table {
            html.push_str("<tr>");
            let mut left = 0;
            for (cell, edge) in row {
                let right = column(*edge);
                let span = right.saturating_sub(left).clamp(1, 1000);
                left = right.max(left);
                let about = if span > 1 { format!(" colspan=\"{span}\"") } else { String::new() };
                html.push_str(&format!("<td{about}>{cell}</td>"));
            }
            html.push_str("</tr>");
        }
        html.push_str("</table>");
        self.story.block(&html);
    }

    /// Everything that is open is whole.
    pub fn close(mut self, para: &Para) -> Story {
        if !self.line.trim().is_empty() || !self.after.is_empty() {
            self.end_paragraph(para);
        }
        self.end_list();
        self.end_table();
        self.story
    }
}
