//! The state of reading one Word document, and its blocks: paragraphs, tables, containers. Letters are `run.rs`, paragraphs `paragraph.rs`.

use std::collections::BTreeMap;

use stet_document::{Document, Failure, Fields, Id};

use super::flow::{Flow, assemble};
use super::language::{self, Languages};
use super::notes::{Comment, Notes, Place};
use super::numbering::Numbering;
use super::package::{Package, Relations};
use super::paragraph::Line;
use super::run::{Change, Field};
use super::styles::Styles;
use super::tell::Tell;
use super::xml::Element;
use crate::ids;
use crate::types::{Media, Raw, ReadOptions};

/// Parts that are read before the text.
pub struct Parts<'t> {
    pub styles: Styles,
    pub numbering: Numbering,
    pub notes: Notes<'t>,
    pub comments: BTreeMap<String, Comment>,
}

/// The state of reading.
pub struct Reading<'r, 'a, 't, 'o> {
    pub package: &'r mut Package<'a>,
    pub parts: Parts<'t>,
    /// Relations of the part that is read just now, and those of the notes.
    pub relations: Relations,
    pub note_relations: [Relations; 2],
    pub options: &'r mut ReadOptions<'o>,
    pub tell: Tell,
    pub media: BTreeMap<String, Media>,
    pub languages: Languages,
    /// Fields that are open, the innermost last.
    pub fields: Vec<Field>,
    /// Links around, the innermost last.
    pub links: Vec<String>,
    /// Inside a tracked change.
    pub change: Option<Change>,
    /// Inside a note: nothing but text there.
    pub in_note: bool,
    /// Bookmarks that are open, and the note that each was set around.
    pub bookmarks: BTreeMap<String, String>,
    pub marked_notes: BTreeMap<String, Id>,
    /// How deep text boxes stand in text boxes.
    pub depth: usize,
}

impl<'r, 'a, 't, 'o> Reading<'r, 'a, 't, 'o> {
    /// Starts.
    pub fn new(
        package: &'r mut Package<'a>,
        parts: Parts<'t>,
        relations: Relations,
        note_relations: [Relations; 2],
        options: &'r mut ReadOptions<'o>,
    ) -> Self {
        Self {
            package,
            parts,
            relations,
            note_relations,
            options,
            tell: Tell::default(),
            media: BTreeMap::new(),
            languages: Languages::default(),
            fields: Vec::new(),
            links: Vec::new(),
            change: None,
            in_note: false,
            bookmarks: BTreeMap::new(),
            marked_notes: BTreeMap::new(),
            depth: 0,
        }
    }

    /// A new id.
    pub fn id(&mut self) -> Id {
        ids::new(self.options.random)
    }

    /// Tells of what stands outside the text: macros, templates, parts in other formats.
    pub fn outside(&mut self, settings: &Relations) {
        if self.package.names().any(|name| name.ends_with("vbaproject.bin")) {
            self.tell.count("macro");
        }
        if settings.all("attachedTemplate").any(|relation| relation.external && relation.target.contains("//")) {
            self.tell.count("external-template");
        }
    }

    /// Reads the whole text.
    ///
    /// # Errors
    /// `cancelled`, or what a part of the package says.
    pub fn document(mut self, root: Element<'t>) -> Result<Raw, Failure> {
        let mut flows = Vec::new();
        if let Some(body) = root.child("w:body") {
            self.blocks(body, &mut flows)?;
        }
        for text in self.parts.notes.unused() {
            self.tell.place("note-unused", "A note that nothing in the text refers to was left out.", None, &text);
        }
        for comment in std::mem::take(&mut self.parts.comments).into_values().filter(|comment| !comment.told) {
            self.comment(&comment, None);
        }
        let (mut body, styled) = assemble(flows);
        let piece = self.languages.most().unwrap_or_default();
        let around = if piece.is_empty() { self.options.lang.clone() } else { piece.clone() };
        language::settle(&mut body, &around);
        self.options.step(3, 4)?;
        Ok(Raw {
            document: Document { body, ..Document::default() },
            styled,
            fields: Fields { lang: piece, ..Fields::default() },
            media: self.media.into_values().collect(),
            left_out: self.tell.finish(),
            ..Raw::default()
        })
    }

    /// Reads the blocks of a container.
    ///
    /// # Errors
    /// As [`Reading::document`].
    pub fn blocks(&mut self, parent: Element<'t>, flows: &mut Vec<Flow>) -> Result<(), Failure> {
        let mut carried = None;
        self.blocks_into(parent, flows, &mut carried)?;
        if let Some(line) = carried {
            self.end_paragraph(line, flows);
        }
        Ok(())
    }

    /// `carried`: a paragraph whose end was deleted; the next one goes on in it.
    fn blocks_into(&mut self, parent: Element<'t>, flows: &mut Vec<Flow>, carried: &mut Option<Line>) -> Result<(), Failure> {
        for element in parent.elements() {
            match element.name() {
                "w:p" => self.paragraph(element, flows, carried)?,
                "w:tbl" => {
                    if let Some(line) = carried.take() {
                        self.end_paragraph(line, flows);
                    }
                    self.table(element, flows)?;
                }
                "w:sdt" => {
                    if let Some(content) = self.control(element) {
                        self.blocks_into(content, flows, carried)?;
                    }
                }
                "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                    let before = self.enter_change(element);
                    self.blocks_into(element, flows, carried)?;
                    self.change = before;
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = choose(element) {
                        self.blocks_into(chosen, flows, carried)?;
                    }
                }
                "w:customXml" | "w:smartTag" | "w:txbxContent" => self.blocks_into(element, flows, carried)?,
                "w:altChunk" => self.tell.count("chunk"),
                "w:subDoc" => self.tell.count("chunk"),
                "m:oMathPara" | "m:oMath" => {
                    let mut line = self.line();
                    self.formula(element, &mut line);
                    self.end_paragraph(line, flows);
                }
                "w:bookmarkStart" | "w:bookmarkEnd" => self.bookmark(element),
                "w:r" | "w:hyperlink" => {
                    // Letters outside a paragraph: damaged, but words all the same.
                    let mut line = self.line();
                    self.inline(element, &mut line)?;
                    self.end_paragraph(line, flows);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The content of a structured control; nothing when it was never filled in or is a table of contents.
    pub fn control(&mut self, element: Element<'t>) -> Option<Element<'t>> {
        let content = element.child("w:sdtContent")?;
        if let Some(properties) = element.child("w:sdtPr") {
            if properties.child("w:showingPlcHdr").is_some_and(super::styles::is_on) && properties.child("w:docPartObj").is_none()
            {
                self.tell.count_text("form-field", &words(content));
            }
            if properties.child("w:docPartObj").and_then(|part| part.val("w:docPartGallery")) == Some("Table of Contents") {
                self.tell.count_text("contents", &words(content));
                return None;
            }
        }
        Some(content)
    }

    /// Lists a comment at its place.
    pub fn comment(&mut self, comment: &Comment, block: Option<&str>) {
        let message = if comment.author.is_empty() {
            "A comment was left out.".to_owned()
        } else {
            format!("A comment by {} was left out.", comment.author)
        };
        self.tell.place("comment", message, block, &comment.text);
    }

    /// The relations of the notes are another part's.
    pub fn swap_relations(&mut self, place: Place) {
        let [foot, end] = &mut self.note_relations;
        std::mem::swap(&mut self.relations, if place == Place::Foot { foot } else { end });
    }
}

/// The one of several ways of writing the same that is read: the first that has words or a picture.
pub fn choose(element: Element) -> Option<Element> {
    let telling = |one: &Element| {
        one.descendants().any(|below| {
            matches!(
                below.name(),
                "w:t" | "w:p" | "w:r" | "a:blip" | "v:imagedata" | "c:chart" | "dgm:relIds" | "m:t" | "w:txbxContent"
            )
        })
    };
    element
        .elements()
        .filter(|one| one.name() == "mc:Choice")
        .find(telling)
        .or_else(|| element.child("mc:Fallback"))
        .or_else(|| element.child("mc:Choice"))
}

/// The bare words below an element, paragraphs parted by line ends; what was deleted is not in it.
pub fn words(element: Element) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text.trim().to_owned()
}

fn gather(element: Element, text: &mut String) {
    for child in element.elements() {
        match child.name() {
            "w:t" | "m:t" => text.push_str(&child.text()),
            "w:tab" if element.name() == "w:r" => text.push(' '),
            "w:br" | "w:cr" => text.push('\n'),
            "w:del" | "w:moveFrom" | "w:instrText" => {}
            "w:p" => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                gather(child, text);
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = choose(child) {
                    gather(chosen, text);
                }
            }
            _ => gather(child, text),
        }
    }
}
