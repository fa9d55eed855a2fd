//! Lists: bullets, numbers, letters, where they start and go on; numbered headings, which are no lists.

use stet_document::Failure;

use super::text::Reading;
use crate::docx::xml::Element;
use crate::paper::Story;

impl Reading<'_, '_> {
    /// Reads an outermost list.
    ///
    /// # Errors
    /// What a part of the package says.
    pub fn list(&mut self, element: Element<'_>, story: &mut Story) -> Result<(), Failure> {
        if is_headings(element) {
            return self.headings(element, story);
        }
        let html = self.list_html(element, "", 1)?;
        story.block(&html);
        Ok(())
    }

    /// A list around numbered headings.
    fn headings(&mut self, element: Element<'_>, story: &mut Story) -> Result<(), Failure> {
        for child in element.elements() {
            match child.name() {
                "text:list" | "text:list-item" | "text:list-header" => self.headings(child, story)?,
                "text:h" => {
                    self.paper.tell.count("heading-number");
                    self.paragraph(child, story)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn list_html(&mut self, element: Element<'_>, outer: &str, level: u32) -> Result<String, Failure> {
        let own = element.attr("text:style-name").filter(|name| !name.is_empty());
        let style = own.unwrap_or(outer).to_owned();
        let counting = self.styles.level(&style, level);
        let key = format!("{style} {level}");
        let going_on = element.attr("text:continue-numbering") == Some("true") || element.attr("text:continue-list").is_some();
        let items: Vec<Element> =
            element.elements().filter(|item| matches!(item.name(), "text:list-item" | "text:list-header")).collect();
        let told = items.first().and_then(|item| item.attr("text:start-value")).and_then(|start| start.parse::<u32>().ok());
        let mut start = told.unwrap_or(counting.start);
        if going_on
            && told.is_none()
            && let Some(last) = self.counts.get(&key)
        {
            start = last.saturating_add(1);
        }
        let (mut html, close) = match counting.format.as_deref() {
            None | Some("") => ("<ul>".to_owned(), "</ul>"),
            Some(format) => {
                let lettered = matches!(format, "a" | "A");
                if !lettered && format != "1" {
                    self.paper.tell.count("list-count");
                }
                let kind = if lettered { " type=\"a\"" } else { "" };
                (format!("<ol{kind} start=\"{start}\">"), "</ol>")
            }
        };
        let mut number = start.saturating_sub(1);
        for item in items {
            if item.name() == "text:list-item" {
                number = number.saturating_add(1);
            }
            let mut inner = Story::default();
            for child in item.elements() {
                if child.name() == "text:list" {
                    let nested = self.list_html(child, &style, level + 1)?;
                    inner.block(&nested);
                } else {
                    self.item_part(item, child, &mut inner)?;
                }
            }
            html.push_str("<li>");
            html.push_str(&inner.close());
            html.push_str("</li>");
        }
        html.push_str(close);
        self.counts.insert(key, number);
        Ok(html)
    }

    fn item_part(&mut self, item: Element<'_>, child: Element<'_>, inner: &mut Story) -> Result<(), Failure> {
        match child.name() {
            "text:p" | "text:h" => self.paragraph(child, inner),
            "table:table" => self.table(child, inner),
            "text:number" | "text:soft-page-break" => Ok(()),
            // Something seldom: read as the blocks of the item, once.
            _ if item.elements().count() == 1 => self.blocks(item, inner),
            _ => {
                let text = super::words(child);
                if !text.is_empty() {
                    self.paper.tell.place("other", "Something that Stet does not know was left out.", None, &text);
                }
                Ok(())
            }
        }
    }
}

/// Whether nothing but headings stands in a list: a program counts them.
fn is_headings(list: Element<'_>) -> bool {
    let mut any = false;
    for one in list.descendants() {
        match one.name() {
            "text:h" => any = true,
            "text:p" => return false,
            _ => {}
        }
    }
    any
}
