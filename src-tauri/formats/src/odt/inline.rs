//! The words of a paragraph: spans, links, spaces, notes, comments, changes, fields.

use stet_document::Failure;

use super::text::{Around, Reading};
use super::words;
use crate::docx::styles::{Kind, Look};
use crate::docx::xml::{Child, Element};
use crate::paper::{KEPT_SPACE, Paper, Story};

impl Reading<'_, '_> {
    /// Reads what stands in a paragraph, a span or a link.
    ///
    /// # Errors
    /// What a part of the package says.
    pub fn inline(
        &mut self,
        parent: Element<'_>,
        line: &mut String,
        look: &Look,
        link: Option<&str>,
        around: &mut Around,
    ) -> Result<(), Failure> {
        for child in parent.children() {
            match child {
                Child::Text(text) => {
                    // As in a page, runs of white space are one space; what is to stay is written as `text:s`.
                    let mut plain = String::with_capacity(text.len());
                    for letter in text.chars() {
                        let letter = if matches!(letter, '\n' | '\r' | '\t') { ' ' } else { letter };
                        if letter != ' ' || !plain.ends_with(' ') {
                            plain.push(letter);
                        }
                    }
                    self.say(&plain, line, look, link);
                }
                Child::Element(element) => self.one(element, line, look, link, around)?,
            }
        }
        Ok(())
    }

    fn say(&mut self, text: &str, line: &mut String, look: &Look, link: Option<&str>) {
        if look.hidden == Some(true) {
            self.paper.tell.place("hidden", "Hidden text was left out.", None, text);
            return;
        }
        for inserted in self.inserting.values_mut() {
            inserted.push_str(text);
        }
        self.paper.words(line, text, look, link);
    }

    fn one(
        &mut self,
        element: Element<'_>,
        line: &mut String,
        look: &Look,
        link: Option<&str>,
        around: &mut Around,
    ) -> Result<(), Failure> {
        match element.name() {
            "text:span" => {
                let style = self.styles.get("text", element.attr("text:style-name"));
                let inner = style.look.over(look);
                self.inline(element, line, &inner, link, around)?;
            }
            "text:a" => {
                let href = element.attr("xlink:href").unwrap_or_default().to_owned();
                let outside = !href.starts_with('#') && !href.is_empty();
                self.inline(element, line, look, if outside { Some(&href) } else { link }, around)?;
            }
            "text:s" => {
                let count = element.attr("text:c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1).clamp(1, 200);
                let space = if self.paper.exact { ' ' } else { KEPT_SPACE };
                let spaces: String = std::iter::repeat_n(space, count).collect();
                self.say(&spaces, line, look, link);
            }
            "text:tab" => {
                self.paper.tell.count("tab");
                self.say(" ", line, look, link);
            }
            "text:line-break" => line.push_str("<br>"),
            "text:note" => self.note(element, line)?,
            "text:note-ref" => {
                let known = element.attr("text:ref-name").and_then(|id| self.notes.get(id)).copied();
                match known.filter(|_| !self.in_note) {
                    Some(number) => Paper::note_again(line, number),
                    None => self.inline(element, line, look, link, around)?,
                }
            }
            "office:annotation" => {
                let author = element.child("dc:creator").map(|creator| creator.text()).unwrap_or_default();
                let who = if author.trim().is_empty() { "Somebody" } else { author.trim() };
                let text: Vec<String> = element
                    .elements()
                    .filter(|one| matches!(one.name(), "text:p" | "text:list"))
                    .map(words)
                    .filter(|text| !text.is_empty())
                    .collect();
                self.paper.tell.place("comment", format!("A comment by {who}."), None, &text.join("\n"));
            }
            "text:change" => self.deleted(element.attr("text:change-id").unwrap_or_default()),
            "text:change-start" => {
                let id = element.attr("text:change-id").unwrap_or_default();
                self.inserting.insert(id.to_owned(), String::new());
            }
            "text:change-end" => {
                let id = element.attr("text:change-id").unwrap_or_default();
                if let Some(text) = self.inserting.remove(id) {
                    self.inserted(id, &text);
                }
            }
            "text:placeholder" => {
                let text = words(element);
                self.paper.tell.count_text("form-field", &text);
                self.say(&text, line, look, link);
            }
            "text:hidden-text" | "text:hidden-paragraph" => {
                let text = element.attr("text:string-value").map(str::to_owned).unwrap_or_else(|| words(element));
                if !text.trim().is_empty() {
                    self.paper.tell.place("hidden", "Hidden text was left out.", None, &text);
                }
            }
            "text:ruby" => {
                for part in element.elements() {
                    if part.name() == "text:ruby-base" {
                        self.inline(part, line, look, link, around)?;
                    } else {
                        self.paper.tell.count_text("ruby", &words(part));
                    }
                }
            }
            name if name.starts_with("draw:") => {
                let mut drawn = Around::default();
                self.drawn(element, &mut drawn, "")?;
                let place = if line.trim().is_empty() { &mut around.before } else { &mut around.after };
                place.push_str(&drawn.before);
                place.push_str(&drawn.after);
            }
            "office:annotation-end" | "office:event-listeners" | "text:script" | "text:note-citation" => {}
            "text:p" | "text:h" => {
                // A paragraph where words should be: damaged, but words all the same.
                line.push(' ');
                self.inline(element, line, look, link, around)?;
            }
            // Fields, marks of places, parts of indexes: their words stand in them.
            _ => self.inline(element, line, look, link, around)?,
        }
        Ok(())
    }

    fn note(&mut self, element: Element<'_>, line: &mut String) -> Result<(), Failure> {
        let body = element.child("text:note-body");
        if self.in_note {
            let text = body.map(words).unwrap_or_default();
            self.paper.tell.place("note-in-note", "A note within a note cannot stand; it was left out.", None, &text);
            return Ok(());
        }
        if element.child("text:note-citation").is_some_and(|mark| mark.attr("text:label").is_some()) {
            self.paper.tell.count("note-mark");
        }
        let number = self.paper.note(line);
        if let Some(id) = element.attr("text:id").or_else(|| element.attr("xml:id")) {
            self.notes.insert(id.to_owned(), number);
        }
        let mut story = Story::default();
        if let Some(body) = body {
            self.in_note = true;
            let inserting = std::mem::take(&mut self.inserting);
            let read = self.blocks(body, &mut story);
            self.inserting = inserting;
            self.in_note = false;
            read?;
        }
        self.paper.note_is(number, story);
        Ok(())
    }

    /// A formula's letters, as a paragraph's words.
    pub fn formula(&mut self, text: &str, around: &mut Around) {
        self.paper.tell.count("formula");
        let mut story = Story::default();
        let mut line = String::new();
        self.paper.words(&mut line, text, &Look::default(), None);
        story.paragraph(Kind::Plain, &line, "");
        around.after.push_str(&story.close());
    }
}
