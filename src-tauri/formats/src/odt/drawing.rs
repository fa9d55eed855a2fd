//! What is drawn: pictures with their words, text boxes, objects, charts, formulas. Pictures come from the file alone; nothing is fetched.

use stet_document::Failure;

use super::text::{Around, Reading};
use super::words;
use crate::docx::xml::Element;
use crate::paper::Story;

/// Text boxes in text boxes are read this deep.
const BOXES: usize = 8;

impl Reading<'_, '_> {
    /// Reads a `draw:` element; what it shows is put after the paragraph.
    ///
    /// # Errors
    /// What a part of the package says.
    pub fn drawn(&mut self, element: Element<'_>, around: &mut Around, alt: &str) -> Result<(), Failure> {
        match element.name() {
            "draw:frame" => self.frame(element, around, alt)?,
            "draw:control" => self.paper.tell.count("control"),
            "draw:image" => self.image(element, around, alt)?,
            "draw:text-box" => self.text_box(element, around)?,
            _ => {
                let alt = described(element).unwrap_or_else(|| alt.to_owned());
                let mut own = false;
                for child in element.elements() {
                    if child.name().starts_with("draw:") {
                        self.drawn(child, around, &alt)?;
                    } else if matches!(child.name(), "text:p" | "text:list" | "text:h") {
                        own = true;
                    }
                }
                // A shape with words of its own is a text box.
                if own && !words(element).is_empty() {
                    self.text_box(element, around)?;
                }
            }
        }
        Ok(())
    }

    fn frame(&mut self, frame: Element<'_>, around: &mut Around, alt: &str) -> Result<(), Failure> {
        let alt = described(frame).unwrap_or_else(|| alt.to_owned());
        let object = frame.elements().find(|one| matches!(one.name(), "draw:object" | "draw:object-ole" | "draw:plugin"));
        if let Some(object) = object {
            return self.object(object, around);
        }
        for child in frame.elements() {
            if child.name().starts_with("draw:") {
                self.drawn(child, around, &alt)?;
                // Further images show the same in another format.
                if child.name() == "draw:image" {
                    break;
                }
            }
        }
        Ok(())
    }

    fn object(&mut self, object: Element<'_>, around: &mut Around) -> Result<(), Failure> {
        let href = object.attr("xlink:href").unwrap_or_default();
        let folder = href.trim_start_matches("./").trim_end_matches('/');
        let tree = if folder.is_empty() { None } else { self.package.tree(&format!("{folder}/content.xml"))? };
        match tree {
            Some(tree) if tree.root().name() == "math:math" => {
                let text: String =
                    tree.root().descendants().filter(|one| one.name() != "math:annotation").map(|one| one.text()).collect();
                self.formula(text.trim(), around);
            }
            Some(tree) if tree.root().descendants().any(|one| one.name() == "office:chart") => self.paper.tell.count("chart"),
            _ => self.paper.tell.count("embedded-object"),
        }
        Ok(())
    }

    fn image(&mut self, image: Element<'_>, around: &mut Around, alt: &str) -> Result<(), Failure> {
        let href = image.attr("xlink:href").unwrap_or_default().to_owned();
        if href.contains("://") || href.starts_with("//") {
            self.paper.tell.count_text("external-picture", &href);
            return Ok(());
        }
        match self.package.bytes(href.trim_start_matches("./"))? {
            None => self.paper.tell.count("picture-missing"),
            Some(bytes) => {
                let name = href.rsplit('/').next().unwrap_or_default();
                if let Some(figure) = self.paper.picture(&bytes, name, alt) {
                    around.after.push_str(&figure);
                }
            }
        }
        Ok(())
    }

    /// A text box: around a picture it holds the caption, else it stands as a box of its own.
    fn text_box(&mut self, element: Element<'_>, around: &mut Around) -> Result<(), Failure> {
        if self.boxes >= BOXES || self.in_note {
            let text = words(element);
            self.paper.tell.place("text-box", "A text box where none can stand was left out.", None, &text);
            return Ok(());
        }
        self.boxes += 1;
        let mut story = Story::default();
        let mut read = Ok(());
        for child in element.elements().filter(|child| !child.name().starts_with("svg:")) {
            read = match child.name() {
                "text:p" | "text:h" => self.captioned(child, &mut story),
                "text:list" => self.list(child, &mut story),
                "table:table" => self.table(child, &mut story),
                _ => Ok(()),
            };
            if read.is_err() {
                break;
            }
        }
        self.boxes -= 1;
        read?;
        let html = story.close();
        if html.starts_with("<figure>") && html.ends_with("</figure>") {
            around.after.push_str(&html);
        } else if !html.is_empty() {
            self.paper.tell.place("text-box", "A text box: its words stand after the paragraph.", None, &words(element));
            around.after.push_str(&html);
        }
        Ok(())
    }

    /// A paragraph of a text box: the words beside a picture are its caption.
    fn captioned(&mut self, paragraph: Element<'_>, story: &mut Story) -> Result<(), Failure> {
        let picture = paragraph.descendants().any(|one| one.name() == "draw:image");
        if !picture {
            return self.paragraph(paragraph, story);
        }
        let mut around = Around::default();
        let mut line = String::new();
        let look = crate::docx::styles::Look::default();
        self.inline(paragraph, &mut line, &look, None, &mut around)?;
        story.block(&around.before);
        story.block(&around.after);
        story.paragraph(crate::docx::styles::Kind::Caption, line.trim(), "");
        Ok(())
    }
}

/// What a frame says for those who do not see it.
fn described(element: Element<'_>) -> Option<String> {
    ["svg:desc", "svg:title"]
        .iter()
        .find_map(|name| element.child(name))
        .map(|words| words.text().trim().to_owned())
        .filter(|text| !text.is_empty())
}
