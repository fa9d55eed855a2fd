//! The walk through the text's blocks: paragraphs, headings, sections, indexes; and the changes and notes that it needs on the way.

use std::collections::BTreeMap;

use stet_document::Failure;

use super::styles::Styles;
use super::words;
use crate::docx::package::Package;
use crate::docx::styles::{Kind, Look};
use crate::docx::xml::Element;
use crate::paper::{Paper, Story};
use crate::types::{Raw, ReadOptions};

/// Repeated rows and cells that are written out, in all.
const MOST_REPEATS: u32 = 2_000;

/// A change that somebody made and nobody accepted yet.
pub(super) struct Change {
    pub author: String,
    pub deleted: bool,
    pub text: String,
}

/// A text being read.
pub(super) struct Reading<'r, 'p> {
    pub package: &'r mut Package<'p>,
    pub styles: Styles,
    pub paper: Paper,
    pub changes: BTreeMap<String, Change>,
    /// Insertions that are open, with their words so far.
    pub inserting: BTreeMap<String, String>,
    /// Notes by their id.
    pub notes: BTreeMap<String, usize>,
    pub in_note: bool,
    /// Text boxes within each other.
    pub boxes: usize,
    pub repeats: u32,
    /// Where each list that counts has come to, by its style.
    pub counts: BTreeMap<String, u32>,
}

impl<'r, 'p> Reading<'r, 'p> {
    /// A text of this package, not yet read.
    pub fn new(package: &'r mut Package<'p>, styles: Styles) -> Self {
        Self {
            package,
            styles,
            paper: Paper::default(),
            changes: BTreeMap::new(),
            inserting: BTreeMap::new(),
            notes: BTreeMap::new(),
            in_note: false,
            boxes: 0,
            repeats: MOST_REPEATS,
            counts: BTreeMap::new(),
        }
    }

    /// Reads the whole text.
    ///
    /// # Errors
    /// `cancelled`, or what a part of the package says.
    pub fn document(mut self, body: Element<'_>, options: &mut ReadOptions) -> Result<Raw, Failure> {
        if let Some(changes) = body.child("text:tracked-changes") {
            self.tracked(changes);
        }
        // Notes have their numbers before they are met: a place may name a later one.
        let mut story = Story::default();
        self.blocks(body, &mut story)?;
        for (id, text) in std::mem::take(&mut self.inserting) {
            self.inserted(&id, &text);
        }
        self.paper.finish(story, options)
    }

    fn tracked(&mut self, changes: Element<'_>) {
        for region in changes.elements().filter(|one| one.name() == "text:changed-region") {
            let Some(id) = region.attr("text:id").or_else(|| region.attr("xml:id")) else { continue };
            for change in region.elements() {
                let author = change
                    .child("office:change-info")
                    .and_then(|about| about.child("dc:creator"))
                    .map(|creator| creator.text())
                    .filter(|name| !name.trim().is_empty())
                    .unwrap_or_else(|| "Somebody".to_owned());
                match change.name() {
                    "text:insertion" => {
                        self.changes.insert(id.to_owned(), Change { author, deleted: false, text: String::new() });
                    }
                    "text:deletion" => {
                        let mut text = String::new();
                        for part in change.elements().filter(|part| part.name() != "office:change-info") {
                            super::gather(part, &mut text);
                            text.push('\n');
                        }
                        let text = text.trim_end_matches('\n').to_owned();
                        self.changes.insert(id.to_owned(), Change { author, deleted: true, text });
                    }
                    "text:format-change" => self.paper.tell.count("format-change"),
                    _ => {}
                }
            }
        }
    }

    /// Where words stood that were deleted.
    pub fn deleted(&mut self, id: &str) {
        if let Some(change) = self.changes.get(id).filter(|change| change.deleted) {
            let message = format!("{} deleted this; it was left out.", change.author);
            self.paper.tell.place("tracked-deletion", message, None, &change.text);
        }
    }

    /// The end of words that were inserted.
    pub fn inserted(&mut self, id: &str, text: &str) {
        if let Some(change) = self.changes.get(id).filter(|_| !text.trim().is_empty()) {
            let message = format!("{} inserted this; it was taken in.", change.author);
            self.paper.tell.place("tracked-insertion", message, None, text.trim());
        }
    }

    /// Reads the blocks of a container.
    ///
    /// # Errors
    /// What a part of the package says.
    pub fn blocks(&mut self, parent: Element<'_>, story: &mut Story) -> Result<(), Failure> {
        for element in parent.elements() {
            match element.name() {
                "text:p" | "text:h" => self.paragraph(element, story)?,
                "text:list" => self.list(element, story)?,
                "text:numbered-paragraph" => self.blocks(element, story)?,
                "table:table" => self.table(element, story)?,
                "text:section" if element.attr("text:display") == Some("none") => {
                    self.paper.tell.place("hidden", "Hidden text was left out.", None, &words(element));
                }
                "text:section" | "text:index-body" | "text:bibliography" | "text:alphabetical-index" => {
                    self.blocks(element, story)?
                }
                "text:table-of-content"
                | "text:illustration-index"
                | "text:table-index"
                | "text:object-index"
                | "text:user-index" => {
                    let text = element.child("text:index-body").map(words).unwrap_or_default();
                    self.paper.tell.count_text("contents", &text);
                }
                "text:change" => self.deleted(element.attr("text:change-id").unwrap_or_default()),
                "text:change-start" | "text:change-end" => self.change_mark(element),
                "draw:frame" | "draw:a" | "draw:g" | "draw:custom-shape" | "draw:rect" | "draw:ellipse" | "draw:polygon"
                | "draw:caption" | "draw:control" => {
                    let mut around = Around::default();
                    self.drawn(element, &mut around, "")?;
                    story.block(&around.before);
                    story.block(&around.after);
                }
                "text:tracked-changes"
                | "text:sequence-decls"
                | "text:variable-decls"
                | "text:user-field-decls"
                | "office:forms"
                | "text:dde-connection-decls"
                | "text:alphabetical-index-auto-mark-file"
                | "text:soft-page-break"
                | "text:bibliography-source"
                | "text:alphabetical-index-source"
                | "text:table-of-content-source" => {}
                "text:index-title" => self.blocks(element, story)?,
                _ => {
                    let text = words(element);
                    if !text.is_empty() {
                        self.paper.tell.place("other", "Something that Stet does not know was left out.", None, &text);
                    }
                }
            }
        }
        Ok(())
    }

    fn change_mark(&mut self, element: Element<'_>) {
        let id = element.attr("text:change-id").unwrap_or_default();
        if element.name() == "text:change-start" {
            self.inserting.insert(id.to_owned(), String::new());
        } else if let Some(text) = self.inserting.remove(id) {
            self.inserted(id, &text);
        }
    }

    /// Reads a paragraph or heading.
    ///
    /// # Errors
    /// What a part of the package says.
    pub fn paragraph(&mut self, element: Element<'_>, story: &mut Story) -> Result<(), Failure> {
        let style = self.styles.get("paragraph", element.attr("text:style-name"));
        let mut kind = style.kind;
        if element.name() == "text:h" && !matches!(kind, Kind::Part(_)) {
            let level = element.attr("text:outline-level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(1);
            kind = Kind::Heading(level.clamp(1, 6));
        }
        if kind == Kind::Contents {
            self.paper.tell.count_text("contents", &words(element));
            return Ok(());
        }
        let mut look = Look { coloured: None, underline: None, ..style.look };
        if !matches!(kind, Kind::Plain | Kind::ListMore) {
            look = Look { bold: None, italic: None, small_caps: None, caps: None, ..look };
        }
        let mut line = String::new();
        let mut around = Around::default();
        self.paper.exact = kind == Kind::Code;
        self.inline(element, &mut line, &look, None, &mut around)?;
        self.paper.exact = false;
        if style.rule && line.trim().is_empty() {
            story.block("<hr>");
        }
        story_around(story, &around.before);
        story.paragraph(kind, &line, if style.rtl == Some(true) { " dir=\"rtl\"" } else { "" });
        story_around(story, &around.after);
        for text in self.inserting.values_mut() {
            text.push('\n');
        }
        Ok(())
    }
}

/// What is anchored in a paragraph and stands before or after it.
#[derive(Default)]
pub(super) struct Around {
    pub before: String,
    pub after: String,
}

fn story_around(story: &mut Story, html: &str) {
    if !html.is_empty() {
        story.block(html);
    }
}
