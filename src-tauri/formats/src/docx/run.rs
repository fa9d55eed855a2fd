//! The inline content of a paragraph: letters with their marks, notes, breaks, fields, links, tracked changes.

use stet_document::{Failure, Id, Inline, Lang, Mark, Note, Wording};

use super::language;
use super::notes::Place;
use super::paragraph::Line;
use super::reading::{Reading, choose, words};
use super::styles::Look;
use super::symbols;
use super::xml::Element;
use crate::{inlines, link};

/// A tracked change around.
#[derive(Clone, Debug)]
pub struct Change {
    pub deleted: bool,
    pub author: String,
}

/// A field: what it asks for, and whether its result has begun.
#[derive(Clone, Debug, Default)]
pub struct Field {
    instruction: String,
    result: bool,
    /// Its result is a number that refers to a note and is set anew.
    silent: bool,
    linked: bool,
}

impl Field {
    /// Whether its result is a table of contents or an index.
    pub fn is_contents(&self) -> bool {
        self.result && matches!(self.instruction.split_whitespace().next(), Some("TOC" | "INDEX" | "TOA"))
    }
}

impl<'t> Reading<'_, '_, 't, '_> {
    /// Goes into a tracked change; gives back the one around.
    pub fn enter_change(&mut self, element: Element<'t>) -> Option<Change> {
        let deleted =
            matches!(element.name(), "w:del" | "w:moveFrom") || self.change.as_ref().is_some_and(|change| change.deleted);
        let author = element.attr("w:author").unwrap_or_default().to_owned();
        self.change.replace(Change { deleted, author })
    }

    /// Reads one child of a paragraph.
    ///
    /// # Errors
    /// `cancelled`, or what a part of the package says.
    pub fn inline(&mut self, element: Element<'t>, line: &mut Line) -> Result<(), Failure> {
        match element.name() {
            "w:r" => self.run(element, line)?,
            "w:hyperlink" => self.hyperlink(element, line)?,
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                let before = self.enter_change(element);
                self.inlines(element, line)?;
                self.change = before;
            }
            "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" | "w:rubyBase" => self.inlines(element, line)?,
            "w:sdt" => {
                if let Some(content) = self.control(element) {
                    self.inlines(content, line)?;
                }
            }
            "w:fldSimple" => {
                let mut field = Field { instruction: element.attr("w:instr").unwrap_or_default().to_owned(), ..Field::default() };
                self.begin_result(&mut field, line);
                self.fields.push(field);
                self.inlines(element, line)?;
                self.end_field();
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = choose(element) {
                    self.inlines(chosen, line)?;
                }
            }
            "m:oMath" | "m:oMathPara" => self.formula(element, line),
            "w:bookmarkStart" | "w:bookmarkEnd" => self.bookmark(element),
            "w:commentRangeStart" | "w:commentReference" => self.comment_here(element, line),
            "w:subDoc" => self.tell.count("chunk"),
            "w:p" => {
                // A paragraph in a paragraph is damage; its words are kept.
                self.push_break(line);
                self.inlines(element, line)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn inlines(&mut self, element: Element<'t>, line: &mut Line) -> Result<(), Failure> {
        for child in element.elements() {
            self.inline(child, line)?;
        }
        Ok(())
    }

    fn hyperlink(&mut self, element: Element<'t>, line: &mut Line) -> Result<(), Failure> {
        let target = element
            .attr("r:id")
            .and_then(|id| self.relations.get(id))
            .filter(|relation| relation.external)
            .map(|relation| relation.target.clone());
        let safe = self.safe_link(target.as_deref());
        let linked = safe.is_some();
        self.links.extend(safe);
        self.inlines(element, line)?;
        if linked {
            self.links.pop();
        }
        Ok(())
    }

    fn safe_link(&mut self, target: Option<&str>) -> Option<String> {
        let target = target.filter(|target| !target.is_empty())?;
        let safe = link::safe(target);
        if safe.is_none() && !target.starts_with('#') {
            self.tell.count_text("link", target);
        }
        safe
    }

    /// Opens and closes bookmarks, so that a reference to a note is known for one.
    pub fn bookmark(&mut self, element: Element<'t>) {
        let Some(id) = element.attr("w:id") else { return };
        match element.attr("w:name") {
            Some(name) => {
                self.bookmarks.insert(id.to_owned(), name.to_owned());
            }
            None => {
                self.bookmarks.remove(id);
            }
        }
    }

    fn comment_here(&mut self, element: Element<'t>, line: &Line) {
        let Some(comment) = element.attr("w:id").and_then(|id| self.parts.comments.get_mut(id)).filter(|comment| !comment.told)
        else {
            return;
        };
        comment.told = true;
        let comment = comment.clone();
        self.comment(&comment, Some(&line.id.0));
    }

    fn run(&mut self, element: Element<'t>, line: &mut Line) -> Result<(), Failure> {
        let direct = element.child("w:rPr").map(Look::read).unwrap_or_default();
        if element.child("w:rPr").is_some_and(|properties| properties.child("w:rPrChange").is_some()) {
            self.tell.count("format-change");
        }
        let style_id = element.child("w:rPr").and_then(|properties| properties.val("w:rStyle"));
        let look = match style_id {
            None => direct.clone().over(&line.look),
            Some(id) => {
                let style = self.parts.styles.get(Some(id)).look;
                let named = match (style == Look::default(), id) {
                    (true, "Emphasis") => Look { italic: Some(true), ..style },
                    (true, "Strong") => Look { bold: Some(true), ..style },
                    _ => style,
                };
                let named = Look { coloured: None, underline: None, ..named };
                direct.clone().over(&named.toggled(&line.look))
            }
        };
        self.run_content(element, line, &direct, &look)
    }

    fn run_content(&mut self, element: Element<'t>, line: &mut Line, direct: &Look, look: &Look) -> Result<(), Failure> {
        let mut own_mark = false;
        for child in element.elements() {
            match child.name() {
                "w:t" | "w:delText" => {
                    let text = child.text().replace(['\n', '\r', '\t'], " ");
                    let text = if std::mem::take(&mut own_mark) { String::new() } else { text };
                    self.letters(&text, line, direct, look);
                }
                "w:tab" | "w:ptab" if !inlines::is_blank(&line.inlines) => {
                    if !self.silent() {
                        self.tell.count("tab");
                    }
                    self.letters(" ", line, direct, look);
                }
                "w:br" | "w:cr" => {
                    if matches!(child.attr("w:type"), None | Some("textWrapping")) {
                        self.push_break(line);
                    }
                }
                "w:noBreakHyphen" => self.letters("\u{2011}", line, direct, look),
                "w:softHyphen" => self.letters("\u{ad}", line, direct, look),
                "w:sym" => {
                    let (font, number) = (child.attr("w:font").unwrap_or_default(), child.attr("w:char").unwrap_or_default());
                    match symbols::letter(font, number) {
                        Some(letter) => self.letters(&letter.to_string(), line, direct, look),
                        None => self.tell.count_text("symbol", &format!("{font} {number}")),
                    }
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    own_mark = matches!(child.attr("w:customMarkFollows"), Some("1" | "true" | "on"));
                    if own_mark {
                        self.tell.count("note-mark");
                    }
                    self.note(child, line)?;
                }
                "w:fldChar" => self.field_mark(child, line),
                "w:instrText" => {
                    if let Some(field) = self.fields.iter_mut().rev().find(|field| !field.result) {
                        field.instruction.push_str(&child.text());
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, line)?,
                "mc:AlternateContent" => {
                    if let Some(chosen) = choose(child) {
                        self.run_content(chosen, line, direct, look)?;
                    }
                }
                "w:commentReference" => self.comment_here(child, line),
                "w:ruby" => {
                    if let Some(reading) = child.child("w:rt") {
                        self.tell.count_text("ruby", &words(reading));
                    }
                    if let Some(base) = child.child("w:rubyBase") {
                        self.inlines(base, line)?;
                    }
                }
                "w:r" => self.run(child, line)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether letters stand in a field's instruction or in a number that is set anew.
    fn silent(&self) -> bool {
        self.fields.iter().any(|field| !field.result || field.silent)
    }

    /// A line break; in a deletion or an instruction none.
    pub fn push_break(&mut self, line: &mut Line) {
        if !self.silent() && !self.change.as_ref().is_some_and(|change| change.deleted) {
            line.inlines.push(Inline::Break { marks: Vec::new() });
        }
    }

    /// Letters, where they belong: the text, what was deleted, what is hidden.
    fn letters(&mut self, text: &str, line: &mut Line, direct: &Look, look: &Look) {
        if text.is_empty() || self.silent() {
            return;
        }
        let block = line.id.0.clone();
        if let Some(change) = self.change.clone() {
            let who = if change.author.is_empty() { "Somebody".to_owned() } else { change.author };
            if change.deleted {
                self.tell.stretch("tracked-deletion", &format!("{who} deleted this; it was left out."), &block, text);
                return;
            }
            self.tell.stretch("tracked-insertion", &format!("{who} inserted this; it was taken in."), &block, text);
        } else if look.hidden == Some(true) {
            self.tell.stretch("hidden", "Hidden text was left out.", &block, text);
            return;
        } else if direct.coloured == Some(true) && self.links.is_empty() && !text.trim().is_empty() {
            self.tell.stretch("highlight", "Highlighted or coloured in the file.", &block, text);
        } else if direct.coloured != Some(true) {
            self.tell.close();
        }
        if direct.underline == Some(true) && self.links.is_empty() && !text.trim().is_empty() {
            self.tell.count("underline");
        }
        if look.caps == Some(true) && text.chars().any(char::is_lowercase) {
            self.tell.count("capitals");
        }
        let marks = self.marks(text, line, direct, look);
        inlines::push_text(&mut line.inlines, text, &marks);
    }

    fn marks(&mut self, text: &str, line: &mut Line, direct: &Look, look: &Look) -> Vec<Mark> {
        let mut marks = Vec::new();
        if let Some(href) = self.links.last() {
            marks.push(Mark::Link { href: href.clone(), title: String::new() });
        }
        if look.italic == Some(true) {
            marks.push(Mark::Emphasis);
        }
        if look.bold == Some(true) {
            marks.push(Mark::Strong);
        }
        if look.small_caps == Some(true) {
            marks.push(Mark::SmallCaps);
        }
        match look.vertical.as_deref() {
            Some("subscript") => marks.push(Mark::Sub),
            Some("superscript") => marks.push(Mark::Sup),
            _ => {}
        }
        if look.strike == Some(true) {
            marks.push(Mark::Strike);
        }
        if let Some(lang) = language::of_text(look, text) {
            self.languages.add(lang, text);
        }
        let has_letters = text.chars().any(char::is_alphabetic);
        let lang = if has_letters { language::of_text(direct, text).map(str::to_owned) } else { line.lang.clone() };
        if has_letters {
            line.lang.clone_from(&lang);
        }
        if let Some(lang) = lang {
            marks.push(Mark::Foreign { lang: Lang(lang) });
        }
        marks
    }

    fn field_mark(&mut self, element: Element<'t>, line: &mut Line) {
        match element.attr("w:fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(mut field) = self.fields.pop() {
                    self.begin_result(&mut field, line);
                    self.fields.push(field);
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    fn begin_result(&mut self, field: &mut Field, line: &mut Line) {
        field.result = true;
        let mut words = field.instruction.split_whitespace();
        match words.next().map(str::to_uppercase).as_deref() {
            Some("HYPERLINK") => {
                let target = quoted(&field.instruction);
                if let Some(href) = self.safe_link(target.as_deref()) {
                    self.links.push(href);
                    field.linked = true;
                }
            }
            Some("NOTEREF") => {
                let note = words.next().and_then(|name| self.marked_notes.get(name)).cloned();
                if let Some(note) = note.filter(|_| !self.in_note && self.change.is_none()) {
                    field.silent = true;
                    line.inlines.push(Inline::NoteAgain { note, wording: Wording::Mark, marks: Vec::new() });
                }
            }
            _ => {}
        }
    }

    fn end_field(&mut self) {
        if let Some(field) = self.fields.pop()
            && field.linked
        {
            self.links.pop();
        }
    }

    /// A note, at its reference.
    fn note(&mut self, element: Element<'t>, line: &mut Line) -> Result<(), Failure> {
        let place = if element.name() == "w:footnoteReference" { Place::Foot } else { Place::End };
        let Some(number) = element.attr("w:id") else { return Ok(()) };
        let key = (place, number.to_owned());
        if self.in_note {
            return Ok(());
        }
        let found = self.parts.notes.get(place, number);
        if self.change.as_ref().is_some_and(|change| change.deleted) {
            self.parts.notes.given.insert(key, Id::default());
            let text = found.map(words).unwrap_or_default();
            self.tell.stretch("tracked-deletion", "A note was deleted; it was left out.", &line.id.0.clone(), &text);
            return Ok(());
        }
        if let Some(known) = self.parts.notes.given.get(&key).filter(|id| !id.0.is_empty()) {
            line.inlines.push(Inline::NoteAgain { note: known.clone(), wording: Wording::Mark, marks: Vec::new() });
            return Ok(());
        }
        let id = self.id();
        self.parts.notes.given.insert(key, id.clone());
        for name in self.bookmarks.values() {
            self.marked_notes.insert(name.clone(), id.clone());
        }
        let content = match found {
            Some(found) => self.note_content(found, place, &id)?,
            None => Vec::new(),
        };
        if content.is_empty() {
            self.tell.place("note-empty", "A note has no text yet.", Some(&line.id.0), "");
        }
        line.inlines.push(Inline::Note(Note { id, marks: Vec::new(), inlines: content }));
        Ok(())
    }

    /// The text of a note, its paragraphs joined by breaks.
    fn note_content(&mut self, element: Element<'t>, place: Place, id: &Id) -> Result<Vec<Inline>, Failure> {
        self.swap_relations(place);
        let (links, fields) = (std::mem::take(&mut self.links), std::mem::take(&mut self.fields));
        let change = self.change.take();
        self.in_note = true;
        let mut content: Vec<Inline> = Vec::new();
        let mut paragraphs = 0;
        for paragraph in element.descendants().filter(|one| one.name() == "w:p") {
            let mut line = self.line();
            line.id = id.clone();
            let result = self.inlines(paragraph, &mut line);
            self.tell.close();
            if !line.before.is_empty() || !line.after.is_empty() {
                self.tell.count("note-content");
            }
            result?;
            if paragraphs == 0 {
                super::notes::unframe(paragraph, &mut line.inlines);
            }
            inlines::trim(&mut line.inlines);
            if line.inlines.is_empty() {
                continue;
            }
            if paragraphs > 0 {
                content.push(Inline::Break { marks: Vec::new() });
            }
            paragraphs += 1;
            content.extend(line.inlines);
        }
        if paragraphs > 1 {
            self.tell.count("note-paragraphs");
        }
        if element.descendants().any(|one| one.name() == "w:tbl") {
            self.tell.count("note-content");
        }
        self.in_note = false;
        self.change = change;
        (self.links, self.fields) = (links, fields);
        self.swap_relations(place);
        Ok(content)
    }
}

/// The first quoted word of an instruction that is no switch's.
fn quoted(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().split_once(char::is_whitespace)?.1.trim_start();
    if rest.starts_with('\\') {
        return None;
    }
    match rest.strip_prefix('"') {
        Some(rest) => rest.split('"').next().map(str::to_owned),
        None => rest.split_whitespace().next().map(str::to_owned),
    }
}
