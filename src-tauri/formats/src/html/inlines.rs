//! Inline nodes as HTML: words, marks, notes' references. Blocks are `blocks.rs`.

use std::fmt::Write as _;

use stet_document::{Inline, Mark, Textblock, Wording};

use super::write::Page;
use crate::fair;
use crate::text::is_illegal;
use crate::types::LeftOut;

/// Text between tags: nothing in it can open one.
pub fn escape(out: &mut String, text: &str) {
    // What needs no change is taken by the stretch.
    let mut from = 0;
    for (at, letter) in text.char_indices() {
        let instead = match letter {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\r' => "\n",
            // A reader takes these for line ends of the file.
            '\u{2028}' => "&#8232;",
            '\u{2029}' => "&#8233;",
            letter if is_illegal(letter) || is_no_character(letter) => "",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(instead);
        from = at + letter.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// The same, with the letters that stand for white space which is kept.
pub fn escape_kept(out: &mut String, text: &str) {
    for run in text.split_inclusive(|letter| super::flow::KEPT.iter().any(|(kept, _)| *kept == letter)) {
        let words = run.trim_end_matches(|letter| super::flow::KEPT.iter().any(|(kept, _)| *kept == letter));
        escape(out, words);
        out.extend(run.chars().skip(words.chars().count()));
    }
}

/// The C1 controls and U+xFFFE, U+xFFFF: a validator refuses them.
fn is_no_character(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}') || (u32::from(letter) & 0xfffe) == 0xfffe
}

/// ` name="value"`.
pub fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    let mut safe = String::with_capacity(value.len());
    escape(&mut safe, value);
    out.push_str(&safe.replace('"', "&quot;").replace('\n', "&#10;"));
    out.push('"');
}

impl<'a> Page<'a> {
    /// `<tag lang dir …>words</tag>`.
    pub(super) fn element(&mut self, tag: &str, attributes: &str, text: &'a Textblock) {
        self.html.push('<');
        self.html.push_str(tag);
        self.html.push_str(attributes);
        self.target(text);
        self.meta(&text.meta);
        self.html.push('>');
        self.run(&text.inlines);
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push('>');
    }

    /// The id that a pull quote points to.
    fn target(&mut self, text: &Textblock) {
        if self.targets.contains(text.id.0.as_str()) {
            attribute(&mut self.html, "id", &format!("text-{}", text.id.0));
        }
    }

    /// A run of inline nodes; marks are opened and closed as few times as their order allows.
    pub(super) fn run(&mut self, inlines: &'a [Inline]) {
        let mut open: Vec<&'a Mark> = Vec::new();
        for inline in inlines {
            let marks = self.shown(inline);
            let common = open.iter().zip(&marks).take_while(|(before, now)| before == now).count();
            self.close(&mut open, common);
            for mark in marks.into_iter().skip(common) {
                self.open(mark);
                open.push(mark);
            }
            self.inline(inline);
        }
        self.close(&mut open, 0);
    }

    /// The marks of an inline node that become tags.
    fn shown(&mut self, inline: &'a Inline) -> Vec<&'a Mark> {
        let reference = matches!(inline, Inline::Note(_) | Inline::NoteAgain { .. });
        let mut shown = Vec::new();
        for mark in fair::marks_of(inline) {
            let keep = match mark {
                Mark::Link { .. } => !reference,
                Mark::ArticleLink { article } => !reference && self.article_known(article),
                Mark::Source { .. }
                | Mark::Comment { .. }
                | Mark::Insertion { .. }
                | Mark::Deletion { .. }
                | Mark::Modification { .. } => false,
                _ => true,
            };
            if keep {
                shown.push(mark);
            }
        }
        shown
    }

    fn article_known(&mut self, article: &str) -> bool {
        let known = (self.out.address_of)(article).is_some();
        if !known {
            self.left(LeftOut::new("article-link", "A link to a piece without an address is written without its link."));
        }
        known
    }

    fn open(&mut self, mark: &Mark) {
        let html = &mut self.html;
        match mark {
            Mark::Link { href, title } => {
                html.push_str("<a");
                attribute(html, "href", &super::link(href));
                if !title.is_empty() {
                    attribute(html, "title", title);
                }
                html.push('>');
            }
            Mark::ArticleLink { article } => {
                let address = (self.out.address_of)(article).unwrap_or_default();
                html.push_str("<a class=\"article-link\"");
                attribute(html, "href", &format!("{}.html", super::path(&crate::names::safe(&address))));
                html.push('>');
            }
            Mark::Foreign { lang } => {
                html.push_str("<span class=\"foreign\"");
                attribute(html, "lang", &lang.0);
                html.push('>');
            }
            Mark::Emphasis => html.push_str("<em>"),
            Mark::Strong => html.push_str("<strong>"),
            Mark::SmallCaps => html.push_str("<span class=\"small-caps\">"),
            Mark::Sub => html.push_str("<sub>"),
            Mark::Sup => html.push_str("<sup>"),
            Mark::Strike => html.push_str("<s>"),
            Mark::Dateline => html.push_str("<span class=\"dateline\">"),
            _ => {}
        }
    }

    fn close(&mut self, open: &mut Vec<&Mark>, down_to: usize) {
        while open.len() > down_to {
            self.html.push_str(match open.pop() {
                Some(Mark::Link { .. } | Mark::ArticleLink { .. }) => "</a>",
                Some(Mark::Emphasis) => "</em>",
                Some(Mark::Strong) => "</strong>",
                Some(Mark::Sub) => "</sub>",
                Some(Mark::Sup) => "</sup>",
                Some(Mark::Strike) => "</s>",
                Some(Mark::SmallCaps | Mark::Foreign { .. } | Mark::Dateline) => "</span>",
                _ => "",
            });
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text { text, .. } => escape(&mut self.html, text),
            Inline::Break { .. } => self.html.push_str("<br>"),
            Inline::Placeholder { label, .. } => {
                self.html.push_str("<mark class=\"placeholder\"");
                if label.is_empty() {
                    self.html.push_str(" data-label=\"\">TK");
                } else {
                    self.html.push('>');
                    escape(&mut self.html, label);
                }
                self.html.push_str("</mark>");
            }
            Inline::Note(note) => {
                self.noted += 1;
                let n = self.noted;
                self.notes.push(note);
                let _ = write!(self.html, "<sup><a href=\"#fn{n}\" id=\"fnref{n}\" role=\"doc-noteref\">{n}</a></sup>");
            }
            Inline::NoteAgain { note, wording, .. } => match (self.numbers.get(note.0.as_str()).copied(), wording) {
                (Some(n), Wording::Mark) => {
                    let _ = write!(self.html, "<sup><a class=\"note-again\" href=\"#fn{n}\" role=\"doc-noteref\">{n}</a></sup>");
                }
                (Some(n), Wording::Words) => {
                    let _ = write!(self.html, "<a class=\"note-again\" href=\"#fn{n}\">{} {n}</a>", self.words.see_note);
                }
                (None, _) => self.left(LeftOut::new(
                    "note-again",
                    "A note is cited again that is no longer in the text; the citing is left out.",
                )),
            },
        }
    }
}
