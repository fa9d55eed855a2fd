//! What is drawn: pictures, text boxes, objects, charts. Pictures come from the file alone; nothing is fetched.

use stet_document::{Block, Failure, Figure, Meta};

use super::flow::Flow;
use super::paragraph::Line;
use super::reading::{Reading, choose, words};
use super::xml::Element;
use crate::picture;

/// Text boxes in text boxes are read this deep.
const BOXES: usize = 8;

impl<'t> Reading<'_, '_, 't, '_> {
    /// Reads a `w:drawing`, `w:pict` or `w:object`.
    ///
    /// # Errors
    /// What a part of the package says.
    pub fn drawing(&mut self, element: Element<'t>, line: &mut Line) -> Result<(), Failure> {
        let mut alt = String::new();
        self.drawn(element, line, &mut alt)
    }

    fn drawn(&mut self, element: Element<'t>, line: &mut Line, alt: &mut String) -> Result<(), Failure> {
        for child in element.elements() {
            match child.name() {
                "wp:docPr" | "pic:cNvPr" => {
                    if let Some(text) = child.attr("descr").filter(|text| describes(text)) {
                        text.clone_into(alt);
                    }
                }
                "a:blip" => {
                    let id = child.attr("r:embed").or_else(|| child.attr("r:link"));
                    self.picture(id, alt, line)?;
                }
                "v:imagedata" => self.picture(child.attr("r:id").or_else(|| child.attr("o:relid")), alt, line)?,
                "w:txbxContent" => self.text_box(child, line)?,
                "v:textpath" => {
                    if let Some(text) = child.attr("string").filter(|text| !text.trim().is_empty()) {
                        self.tell.place("text-box", "Words of a drawing were left out.", Some(&line.id.0), text);
                    }
                }
                "c:chart" => self.tell.count("chart"),
                "dgm:relIds" => self.tell.count("diagram"),
                "o:OLEObject" => self.tell.count("embedded-object"),
                "w:control" => self.tell.count("control"),
                "mc:AlternateContent" => {
                    if let Some(chosen) = choose(child) {
                        self.drawn(chosen, line, alt)?;
                    }
                }
                "v:rect" if child.attr("o:hr").is_some_and(|on| matches!(on, "t" | "true" | "1")) => {
                    line.anchor(Flow::Block(Box::new(Block::Rule { meta: Meta::default() })));
                }
                "v:shape" | "v:rect" | "v:oval" | "v:roundrect" => {
                    if let Some(text) = child.attr("alt").filter(|text| describes(text)) {
                        text.clone_into(alt);
                    }
                    self.drawn(child, line, alt)?;
                }
                _ => self.drawn(child, line, alt)?,
            }
        }
        Ok(())
    }

    fn picture(&mut self, id: Option<&str>, alt: &str, line: &mut Line) -> Result<(), Failure> {
        if self.change.as_ref().is_some_and(|change| change.deleted) {
            self.tell.place("tracked-deletion", "A picture was deleted; it was left out.", Some(&line.id.0), alt);
            return Ok(());
        }
        let Some(relation) = id.and_then(|id| self.relations.get(id)).cloned() else {
            return Ok(());
        };
        let mut figure = Figure { id: self.id(), alt: alt.to_owned(), ..Figure::default() };
        figure.caption.id = self.id();
        figure.credit.id = self.id();
        if relation.external {
            self.tell.count_text("external-picture", &relation.target);
        } else {
            match self.package.bytes(&relation.target)? {
                None => self.tell.count("picture-missing"),
                Some(bytes) => {
                    let name = relation.target.rsplit('/').next().unwrap_or_default();
                    match picture::picture(&bytes, name) {
                        None => self.tell.count_text("picture-kind", name),
                        Some(media) => {
                            figure.src.clone_from(&media.hash);
                            (figure.width, figure.height) = (media.width, media.height);
                            self.media.insert(media.hash.clone(), media);
                        }
                    }
                }
            }
        }
        line.anchor(Flow::Block(Box::new(Block::Figure(figure))));
        Ok(())
    }

    /// The words of a text box stand after the paragraph that it is anchored in.
    fn text_box(&mut self, element: Element<'t>, line: &mut Line) -> Result<(), Failure> {
        let text = words(element);
        if self.change.as_ref().is_some_and(|change| change.deleted) {
            self.tell.place("tracked-deletion", "A text box was deleted; it was left out.", Some(&line.id.0), &text);
            return Ok(());
        }
        if self.depth >= BOXES || self.in_note {
            self.tell.place("text-box", "A text box where none can stand was left out.", Some(&line.id.0), &text);
            return Ok(());
        }
        self.depth += 1;
        let (fields, links) = (std::mem::take(&mut self.fields), std::mem::take(&mut self.links));
        let mut flows = Vec::new();
        let read = self.blocks(element, &mut flows);
        (self.fields, self.links) = (fields, links);
        self.depth -= 1;
        read?;
        if !text.is_empty() {
            self.tell.place("text-box", "A text box: its words stand after the paragraph.", Some(&line.id.0), &text);
        }
        line.after.extend(flows);
        Ok(())
    }
}

/// Whether a picture's description is words: older programs wrote there from which file it came.
fn describes(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    let path = text.contains(":\\")
        || text.starts_with("\\\\")
        || lower.starts_with("file:")
        || lower.starts_with("http:")
        || lower.starts_with("https:");
    let picture = ["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "webp", "svg"]
        .iter()
        .any(|end| lower.strip_suffix(end).is_some_and(|stem| stem.ends_with('.')));
    let named = path || (picture && text.split_whitespace().count() < 3);
    !text.is_empty() && !named
}

#[cfg(test)]
mod tests {
    use super::describes;

    #[test]
    fn the_file_a_picture_came_from_is_no_description_of_it() {
        for path in [r"C:\Users\Dr. B\Desktop\top.png", "logo.jpg", "https://example.org/a", " "] {
            assert!(!describes(path), "{path}");
        }
        for words in ["A tree by the quay", "The quay, from old.harbour.png"] {
            assert!(describes(words), "{words}");
        }
    }
}
