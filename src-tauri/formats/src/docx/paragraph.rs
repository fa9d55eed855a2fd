//! A paragraph: its style, its place in a list, its direction, what is anchored in it.

use stet_document::{Block, Dir, Failure, Id, Inline, Mark, Meta, Textblock};

use super::flow::{Flow, InList, Para};
use super::reading::{Reading, words};
use super::styles::{Kind, Look, is_on};
use super::xml::Element;
use crate::inlines;

/// A paragraph while it is read.
pub struct Line {
    pub id: Id,
    pub inlines: Vec<Inline>,
    pub kind: Kind,
    /// How its letters look before any run speaks.
    pub look: Look,
    pub list: Option<InList>,
    pub dir: Option<Dir>,
    pub before: Vec<Flow>,
    pub after: Vec<Flow>,
    /// The language of the last letters, which spaces and signs after them share.
    pub lang: Option<String>,
    /// A line across the page.
    pub rule: bool,
}

impl Line {
    /// Puts something anchored here before the text, or after it when text has begun.
    pub fn anchor(&mut self, flow: Flow) {
        if inlines::is_blank(&self.inlines) { self.before.push(flow) } else { self.after.push(flow) }
    }
}

impl<'t> Reading<'_, '_, 't, '_> {
    /// An empty paragraph.
    pub fn line(&mut self) -> Line {
        Line {
            id: self.id(),
            inlines: Vec::new(),
            kind: Kind::Plain,
            look: self.parts.styles.defaults.clone(),
            list: None,
            dir: None,
            before: Vec::new(),
            after: Vec::new(),
            lang: None,
            rule: false,
        }
    }

    /// Reads a paragraph; one whose end was deleted goes on in the next.
    ///
    /// # Errors
    /// `cancelled`, or what a part of the package says.
    pub fn paragraph(&mut self, element: Element<'t>, flows: &mut Vec<Flow>, carried: &mut Option<Line>) -> Result<(), Failure> {
        let mut line = match carried.take() {
            Some(line) => line,
            None => self.line(),
        };
        let properties = element.child("w:pPr");
        let in_contents = self.fields.iter().any(|field| field.is_contents());
        self.prepare(&mut line, properties);
        for child in element.elements() {
            self.inline(child, &mut line)?;
        }
        self.tell.close();
        let still_in_contents = self.fields.iter().any(|field| field.is_contents());
        if line.kind == Kind::Contents || (in_contents && still_in_contents) {
            let text = inlines::plain(&line.inlines);
            if !text.trim().is_empty() {
                self.tell.count_text("contents", text.trim());
            }
            return Ok(());
        }
        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        let mark_deleted = mark.is_some_and(|mark| mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some());
        let drop_cap = properties
            .and_then(|properties| properties.child("w:framePr"))
            .is_some_and(|frame| matches!(frame.attr("w:dropCap"), Some("drop" | "margin")));
        if mark_deleted || drop_cap || self.change.as_ref().is_some_and(|change| change.deleted) {
            *carried = Some(line);
            return Ok(());
        }
        self.end_paragraph(line, flows);
        Ok(())
    }

    /// Reads the paragraph's properties into the line.
    fn prepare(&mut self, line: &mut Line, properties: Option<Element<'t>>) {
        let id = properties.and_then(|properties| properties.val("w:pStyle"));
        let style = self.parts.styles.get(id);
        line.kind = style.kind;
        let plain = matches!(style.kind, Kind::Plain | Kind::ListMore);
        let styled = Look {
            lang: style.look.lang.clone(),
            lang_asian: style.look.lang_asian.clone(),
            lang_rtl: style.look.lang_rtl.clone(),
            rtl: style.look.rtl,
            ..Look::default()
        };
        let defaults = self.parts.styles.defaults.clone();
        line.look = if plain {
            style.look.clone().over(&defaults)
        } else {
            styled.over(&Look { bold: None, italic: None, caps: None, small_caps: None, ..defaults })
        };
        line.look.coloured = None;
        line.look.underline = None;
        let mut rtl = style.rtl;
        let mut list = style.list.clone();
        line.list = None;
        let Some(properties) = properties else {
            self.place_in_list(line, list);
            return;
        };
        if let Some(level) = properties.val("w:outlineLvl").and_then(|level| level.parse::<u8>().ok()) {
            match (line.kind, level) {
                (Kind::Plain, 0..=8) => line.kind = Kind::Heading((level + 1).min(6)),
                (Kind::Heading(_), 9..) => line.kind = Kind::Plain,
                _ => {}
            }
        }
        if let Some(bidi) = properties.child("w:bidi") {
            rtl = Some(is_on(bidi));
        }
        if let Some(own) = properties.child("w:numPr") {
            let level = own.val("w:ilvl").and_then(|level| level.parse().ok());
            let number = own.val("w:numId").map(str::to_owned).or_else(|| list.as_ref().map(|(number, _)| number.clone()));
            let level = level.or_else(|| list.as_ref().map(|(_, level)| *level)).unwrap_or(0);
            list = number.map(|number| (number, level));
        }
        if rtl == Some(true) {
            line.dir = Some(Dir::Rtl);
        }
        if properties.child("w:pPrChange").is_some()
            || properties.child("w:rPr").is_some_and(|mark| mark.child("w:rPrChange").is_some())
        {
            self.tell.count("format-change");
        }
        line.rule = properties
            .child("w:pBdr")
            .is_some_and(|border| border.child("w:bottom").is_some() || border.child("w:top").is_some());
        self.place_in_list(line, list);
    }

    fn place_in_list(&mut self, line: &mut Line, list: Option<(String, u32)>) {
        let Some((id, level)) = list.filter(|(id, _)| id != "0") else { return };
        let Some(place) = self.parts.numbering.next(&id, level.min(8)) else { return };
        if matches!(line.kind, Kind::Heading(_) | Kind::Part(_)) {
            self.tell.count("heading-number");
            return;
        }
        if place.foreign {
            self.tell.count("list-count");
        }
        line.list = Some(InList { kind: place.kind, number: place.number, level: level.min(8) });
    }

    /// The paragraph is whole.
    pub fn end_paragraph(&mut self, mut line: Line, flows: &mut Vec<Flow>) {
        if line.kind != Kind::Code {
            inlines::trim(&mut line.inlines);
        }
        if matches!(line.kind, Kind::Heading(_) | Kind::Part(_)) {
            inlines::unmark_whole(&mut line.inlines, &Mark::Strong);
            inlines::unmark_whole(&mut line.inlines, &Mark::SmallCaps);
        }
        if line.rule && inlines::is_blank(&line.inlines) && line.before.is_empty() && line.after.is_empty() {
            flows.push(Flow::Block(Box::new(Block::Rule { meta: Meta::default() })));
            return;
        }
        let meta = Meta { dir: line.dir, ..Meta::default() };
        let text = Textblock { id: line.id, meta, inlines: line.inlines };
        flows.push(Flow::Para(Box::new(Para { kind: line.kind, text, list: line.list, before: line.before, after: line.after })));
    }

    /// A formula's letters, in their order.
    pub fn formula(&mut self, element: Element<'t>, line: &mut Line) {
        self.tell.count("formula");
        let text = words(element).replace('\n', " ");
        if self.change.as_ref().is_some_and(|change| change.deleted) {
            return;
        }
        inlines::push_text(&mut line.inlines, &text, &[]);
    }
}
