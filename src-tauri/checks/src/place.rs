//! A place that rules read: one block of the text, or one field, with its words found once.

use crate::Input;
use std::ops::Range;
use stet_document::blocks::{self, Object, ObjectKind, Span};
use stet_document::{Mark, Part, text};
use unicode_segmentation::UnicodeSegmentation;

/// One block or field as a rule reads it. Rules speak in bytes of `text`; findings are turned into UTF-16 units.
pub struct Place<'a> {
    pub part: Part,
    pub block: Option<String>,
    pub field: Option<&'static str>,
    /// The node's name in the schema, or `field`.
    pub kind: &'static str,
    /// Inline nodes stand as U+FFFC.
    pub text: String,
    /// Its language, primary subtag only, lower-case.
    pub lang: String,
    pub in_quotation: bool,
    pub in_code: bool,
    pub objects: Vec<Object>,
    spans: Vec<Span>,
    /// Ranges of bytes of the words.
    pub words: Vec<Range<usize>>,
    pub input: &'a Input<'a>,
}

fn primary(lang: &str) -> String {
    lang.split('-').next().unwrap_or_default().to_lowercase()
}

/// Every place of a piece, in reading order.
pub(crate) fn places<'a>(input: &'a Input<'a>) -> Vec<Place<'a>> {
    let mut out = Vec::new();
    let mut byline = Some(text::credits(input.fields));
    let article = primary(input.lang);
    for block in blocks::blocks(input.document) {
        let head = matches!(block.part, Part::Kicker | Part::Headline | Part::Standfirst);
        if let Some(text) = byline.take_if(|_| !head) {
            out.extend(field(input, Part::Byline, "credits", &text));
        }
        let words = words(&block.text);
        out.push(Place {
            part: block.part,
            block: Some(block.id),
            field: None,
            kind: block.kind,
            text: block.text,
            lang: block.lang.as_deref().map_or_else(|| article.clone(), primary),
            in_quotation: block.in_quotation,
            in_code: block.in_code,
            objects: block.objects,
            spans: block.spans,
            words,
            input,
        });
    }
    for (id, alt) in blocks::alts(input.document) {
        out.extend(field(input, Part::Caption, "alt", &alt).map(|place| Place { block: Some(id), ..place }));
    }
    let (fields, teasers) = (input.fields, &input.fields.teasers);
    for (part, name, text) in [
        (Part::Body, "author_note", &fields.author_note),
        (Part::Body, "source_line", &fields.source_line),
        (Part::Body, "preface", &fields.preface),
        (Part::Teaser, "search_title", &teasers.search_title),
        (Part::Teaser, "search_description", &teasers.search_description),
        (Part::Teaser, "social_text", &teasers.social_text),
        (Part::Teaser, "newsletter_blurb", &teasers.newsletter_blurb),
    ] {
        out.extend(field(input, part, name, text));
    }
    out
}

fn field<'a>(input: &'a Input<'a>, part: Part, name: &'static str, text: &str) -> Option<Place<'a>> {
    (!text.trim().is_empty()).then(|| Place {
        part,
        block: None,
        field: Some(name),
        kind: "field",
        text: text.to_owned(),
        lang: primary(input.lang),
        in_quotation: false,
        in_code: false,
        objects: Vec::new(),
        spans: Vec::new(),
        words: words(text),
        input,
    })
}

fn words(text: &str) -> Vec<Range<usize>> {
    text.split_word_bound_indices()
        .filter(|(_, word)| word.chars().any(char::is_alphanumeric))
        .map(|(at, word)| at..at + word.len())
        .collect()
}

impl Place<'_> {
    /// The text of a range of bytes; empty where it is none.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The UTF-16 offset of a byte.
    pub fn unit(&self, byte: usize) -> u32 {
        blocks::len16(self.slice(0..byte))
    }

    /// The character that ends at this byte.
    pub fn before(&self, byte: usize) -> Option<char> {
        self.slice(0..byte).chars().next_back()
    }

    /// The character that starts at this byte.
    pub fn after(&self, byte: usize) -> Option<char> {
        self.slice(byte..self.text.len()).chars().next()
    }

    /// Whether this word stands in the text, letter by letter.
    pub fn has(&self, word: &str) -> bool {
        self.text.contains(word) && self.words.iter().any(|range| self.slice(range.clone()) == word)
    }

    /// Whether this byte stands within somebody's words: a block quotation, or marks that are open there.
    pub fn quoted(&self, byte: usize) -> bool {
        let head = self.slice(0..byte);
        let count = |marks: &[char]| head.chars().filter(|c| marks.contains(c)).count();
        self.in_quotation || count(&['“', '«', '„', '‹']) > count(&['”', '»', '›']) || count(&['"']) % 2 == 1
    }

    /// The inline node at this byte.
    pub fn object(&self, byte: usize) -> Option<&ObjectKind> {
        let unit = self.unit(byte);
        self.objects.iter().find(|object| object.at == unit).map(|object| &object.kind)
    }

    /// Every inline node with its byte.
    pub fn found_objects(&self) -> impl Iterator<Item = (usize, &ObjectKind)> {
        self.text.match_indices(blocks::OBJECT).filter_map(|(at, _)| self.object(at).map(|object| (at, object)))
    }

    /// The marks on the character at this byte.
    pub fn marks(&self, byte: usize) -> &[Mark] {
        if self.spans.is_empty() {
            return &[];
        }
        let unit = self.unit(byte);
        self.spans.iter().find(|span| span.start <= unit && unit < span.end).map_or(&[], |span| span.marks.as_slice())
    }

    /// The language at this byte, primary subtag only: a foreign stretch has its own.
    pub fn lang_at(&self, byte: usize) -> String {
        let foreign = self.marks(byte).iter().find_map(|mark| match mark {
            Mark::Foreign { lang } => Some(primary(&lang.0)),
            _ => None,
        });
        foreign.unwrap_or_else(|| self.lang.clone())
    }
}
