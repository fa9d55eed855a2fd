//! Tables: rows that head each page, cells over several columns and rows, repeated ones.

use stet_document::Failure;

use super::text::Reading;
use crate::docx::xml::Element;
use crate::paper::Story;

impl Reading<'_, '_> {
    /// Reads a table.
    ///
    /// # Errors
    /// What a part of the package says.
    pub fn table(&mut self, element: Element<'_>, story: &mut Story) -> Result<(), Failure> {
        let mut html = String::from("<table class=\"data\">");
        self.rows(element, false, &mut html)?;
        html.push_str("</table>");
        story.block(&html);
        Ok(())
    }

    fn rows(&mut self, element: Element<'_>, heads: bool, html: &mut String) -> Result<(), Failure> {
        for child in element.elements() {
            match child.name() {
                "table:table-header-rows" => self.rows(child, true, html)?,
                "table:table-rows" | "table:table-row-group" => self.rows(child, heads, html)?,
                "table:table-row" => {
                    let mut row = String::from("<tr>");
                    for cell in child.elements().filter(|cell| cell.name() == "table:table-cell") {
                        self.cell(cell, heads, &mut row)?;
                    }
                    row.push_str("</tr>");
                    for _ in 0..self.repeated(child.attr("table:number-rows-repeated"), row.contains("<p")) {
                        html.push_str(&row);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn cell(&mut self, cell: Element<'_>, heads: bool, row: &mut String) -> Result<(), Failure> {
        let name = if heads { "th" } else { "td" };
        let mut inner = Story::default();
        self.blocks(cell, &mut inner)?;
        let span = |attribute: &str| {
            cell.attr(attribute).and_then(|span| span.parse::<u32>().ok()).filter(|span| (2..=1000).contains(span))
        };
        let mut html = format!("<{name}");
        if let Some(columns) = span("table:number-columns-spanned") {
            html.push_str(&format!(" colspan=\"{columns}\""));
        }
        if let Some(rows) = span("table:number-rows-spanned") {
            html.push_str(&format!(" rowspan=\"{rows}\""));
        }
        let any = !inner.is_empty();
        html.push_str(&format!(">{}</{name}>", inner.close()));
        for _ in 0..self.repeated(cell.attr("table:number-columns-repeated"), any) {
            row.push_str(&html);
        }
        Ok(())
    }

    /// How often something stands; repeated nothing is one nothing.
    fn repeated(&mut self, told: Option<&str>, any: bool) -> u32 {
        let told = told.and_then(|count| count.parse::<u32>().ok()).unwrap_or(1).max(1);
        if !any {
            return told.min(4);
        }
        let more = (told - 1).min(self.repeats).min(64);
        self.repeats -= more;
        more + 1
    }
}
