//! Papers of other programs (ODT, RTF) on their way to the page reader: their readers write the paper as a page, so that lists, tables,
//! notes and pictures are read in one place. What is left out is told here, in the words of the reader of Word documents.

use std::collections::BTreeMap;

use stet_document::{Failure, Fields};

use crate::docx::language::{self, Languages};
use crate::docx::styles::{Kind, Look};
use crate::docx::tell::Tell;
use crate::html::read::{Origin, page};
use crate::html::{attribute, escape_kept};
use crate::picture;
use crate::types::{Media, Named, Raw, ReadOptions};

/// The longest page that is made of a paper, in bytes.
const LONGEST: usize = 48 * 1024 * 1024;
/// A space that is kept beside another one.
pub(crate) const KEPT_SPACE: char = '\u{fdd0}';

/// A paper being written as a page.
#[derive(Default)]
pub(crate) struct Paper {
    notes: Vec<String>,
    media: BTreeMap<String, Media>,
    pub tell: Tell,
    languages: Languages,
    /// Spaces are taken as they stand: the paragraph is computer code.
    pub exact: bool,
}

/// Blocks being gathered: of the text, of a note, of a cell.
#[derive(Default)]
pub(crate) struct Story {
    pub html: String,
    /// What the last block is, so that quotations and code go on in one frame.
    last: Option<Kind>,
}

impl Paper {
    /// Words with their look, at the end of a line.
    pub fn words(&mut self, line: &mut String, text: &str, look: &Look, link: Option<&str>) {
        // Spaces that indent a paragraph are none of its words.
        let text = if line.is_empty() && !self.exact { text.trim_start_matches([' ', KEPT_SPACE]) } else { text };
        if text.is_empty() {
            return;
        }
        let lang = language::of_text(look, text).map(str::to_owned);
        if let Some(lang) = &lang {
            self.languages.add(lang, text);
        }
        if !text.trim().is_empty() && link.is_none() {
            if look.coloured == Some(true) {
                self.tell.place("highlight", "Highlighted or coloured in the file.", None, text);
            }
            if look.underline == Some(true) {
                self.tell.count("underline");
            }
        }
        if look.caps == Some(true) && text.chars().any(char::is_lowercase) {
            self.tell.count("capitals");
        }
        let raised = match look.vertical.as_deref() {
            Some("superscript") => Some("sup"),
            Some("subscript") => Some("sub"),
            _ => None,
        };
        let mut closing: Vec<&str> = Vec::new();
        if let Some(link) = link {
            line.push_str("<a");
            attribute(line, "href", link);
            line.push('>');
            closing.push("</a>");
        }
        let small = look.small_caps == Some(true);
        if lang.is_some() || small {
            line.push_str("<span");
            if let Some(lang) = &lang {
                attribute(line, "lang", lang);
            }
            line.push_str(if small { " class=\"small-caps\">" } else { ">" });
            closing.push("</span>");
        }
        for (on, open, close) in [
            (look.italic == Some(true), "<em>", "</em>"),
            (look.bold == Some(true), "<strong>", "</strong>"),
            (look.strike == Some(true), "<s>", "</s>"),
            (raised == Some("sup"), "<sup>", "</sup>"),
            (raised == Some("sub"), "<sub>", "</sub>"),
        ] {
            if on {
                line.push_str(open);
                closing.push(close);
            }
        }
        let mut plain = String::with_capacity(text.len());
        let mut after_space = false;
        for letter in text.chars() {
            plain.push(if letter == ' ' && after_space && !self.exact { KEPT_SPACE } else { letter });
            after_space = letter == ' ';
        }
        escape_kept(line, &plain);
        closing.iter().rev().for_each(|close| line.push_str(close));
    }

    /// The place of a note; its words come by [`Paper::note_is`].
    pub fn note(&mut self, line: &mut String) -> usize {
        self.notes.push(String::new());
        let number = self.notes.len();
        line.push_str(&format!("<sup><a href=\"#fn{number}\" id=\"fnref{number}\" role=\"doc-noteref\">{number}</a></sup>"));
        number
    }

    /// The words of a note, as blocks.
    pub fn note_is(&mut self, number: usize, story: Story) {
        let html = story.close();
        if html.is_empty() {
            self.tell.place("note-empty", "A note has no text yet.", None, "");
        }
        if let Some(note) = number.checked_sub(1).and_then(|at| self.notes.get_mut(at)) {
            *note = html;
        }
    }

    /// The place where a note stands again.
    pub fn note_again(line: &mut String, number: usize) {
        line.push_str(&format!("<sup><a class=\"note-again\" href=\"#fn{number}\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// A picture as a figure; nothing, and told, where Stet cannot show it.
    pub fn picture(&mut self, bytes: &[u8], name: &str, alt: &str) -> Option<String> {
        let Some(media) = picture::picture(bytes, name) else {
            self.tell.count_text("picture-kind", name);
            return None;
        };
        let mut figure = String::from("<figure><img");
        attribute(&mut figure, "data-picture", &media.hash);
        attribute(&mut figure, "data-size", &format!("{} {}", media.width, media.height));
        attribute(&mut figure, "alt", alt);
        figure.push_str("></figure>");
        self.media.insert(media.hash.clone(), media);
        Some(figure)
    }

    /// The whole text is there: reads it as a page.
    ///
    /// # Errors
    /// `too-large`, `cancelled`.
    pub fn finish(self, story: Story, options: &mut ReadOptions) -> Result<Raw, Failure> {
        let lang = self.languages.most().unwrap_or_default();
        let mut html = String::from("<!DOCTYPE html><html");
        if !lang.is_empty() {
            attribute(&mut html, "lang", &lang);
        }
        html.push_str("><body>");
        html.push_str(&story.close());
        if !self.notes.is_empty() {
            html.push_str("<section role=\"doc-endnotes\"><ol>");
            for (at, note) in self.notes.iter().enumerate() {
                html.push_str(&format!("<li id=\"fn{}\">{note}</li>", at + 1));
            }
            html.push_str("</ol></section>");
        }
        html.push_str("</body></html>");
        if html.len() > LONGEST {
            return Err(crate::text::too_long());
        }
        options.step(2, 4)?;
        let mut raw = page(&html, options, Origin::Paper)?;
        let mut left = self.tell.finish();
        left.append(&mut raw.left_out);
        raw.left_out = left;
        raw.media = self.media.into_values().collect();
        raw.fields = Fields { lang, ..Fields::default() };
        Ok(raw)
    }
}

impl Story {
    /// A paragraph of this kind; `about` are attributes (` dir="rtl"`). Nothing where it has no words.
    pub fn paragraph(&mut self, kind: Kind, line: &str, about: &str) {
        if line.trim().is_empty() && kind != Kind::Code {
            return;
        }
        let kind = if kind == Kind::Code && line.is_empty() && self.last != Some(Kind::Code) { return } else { kind };
        if self.last != Some(kind) {
            self.leave_frame();
        }
        let goes_on = self.last == Some(kind);
        match kind {
            Kind::Heading(level) => self.element(&format!("h{}", level.clamp(1, 6)), about, line),
            Kind::Part(named) => {
                let class = match named {
                    Named::Headline => "MsoTitle",
                    Named::Standfirst => "standfirst",
                    Named::Kicker => "kicker",
                    Named::Byline => "byline",
                };
                self.element("p", &format!(" class=\"{class}\"{about}"), line);
            }
            Kind::Quotation => {
                if !goes_on {
                    self.html.push_str("<blockquote>");
                }
                self.element("p", about, line);
            }
            Kind::Code => {
                self.html.push_str(if goes_on { "\n" } else { "<pre>" });
                self.html.push_str(line);
            }
            Kind::Caption if self.html.ends_with("></figure>") => {
                self.html.truncate(self.html.len() - "</figure>".len());
                self.html.push_str(&format!("<figcaption>{line}</figcaption></figure>"));
            }
            Kind::Caption | Kind::Plain | Kind::ListMore | Kind::Contents => self.element("p", about, line),
        }
        self.last = Some(kind);
    }

    fn element(&mut self, name: &str, about: &str, line: &str) {
        self.html.push_str(&format!("<{name}{about}>{line}</{name}>"));
    }

    /// A block that is written already: a table, a list, a figure.
    pub fn block(&mut self, html: &str) {
        self.leave_frame();
        self.html.push_str(html);
    }

    fn leave_frame(&mut self) {
        match self.last.take() {
            Some(Kind::Quotation) => self.html.push_str("</blockquote>"),
            Some(Kind::Code) => self.html.push_str("</pre>"),
            _ => {}
        }
    }

    /// Whether nothing stands here.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// The blocks as they stand.
    pub fn close(mut self) -> String {
        self.leave_frame();
        self.html
    }
}
