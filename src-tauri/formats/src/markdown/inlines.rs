//! Words and marks as Markdown. What is written with stars is read back at once; where it would not say the same, tags or fewer stars say it.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use stet_document::{Inline, Mark, Wording};

use super::escape::{self, Preset};
use super::write::Sheet;
use crate::fair;
use crate::html::attribute;
use crate::types::LeftOut;

/// How emphasis is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Stars,
    Tags,
}

impl Sheet<'_> {
    /// A run of inline nodes as lines; `line`: everything in one line (headings, cells); `heading`: within a heading.
    pub(super) fn run(&mut self, inlines: &[Inline], line: bool, heading: bool) -> String {
        let (notes, left) = (self.notes.len(), self.left.clone());
        let run = self.written(inlines, Way::Stars, line, heading);
        let starred = inlines.iter().any(|inline| fair::marks_of(inline).iter().any(is_starred));
        if !starred || self.reads_back(&run, inlines) {
            return run;
        }
        if self.preset == Preset::Plain {
            self.notes.truncate(notes);
            return self.written(inlines, Way::Tags, line, heading);
        }
        for trim in [char::is_whitespace as fn(char) -> bool, |letter: char| !letter.is_alphanumeric()] {
            let fewer = trimmed(inlines, trim);
            self.notes.truncate(notes);
            self.left.clone_from(&left);
            let run = self.written(&fewer, Way::Stars, line, heading);
            if self.reads_back(&run, &fewer) {
                return run;
            }
        }
        self.notes.truncate(notes);
        self.left = left;
        self.leave(
            LeftOut::new("emphasis", "Emphasis that Markdown cannot say in its place was left out.")
                .with_text(fair::plain(inlines)),
        );
        let none: Vec<Inline> = inlines.iter().map(|inline| without(inline, &is_starred)).collect();
        self.written(&none, Way::Stars, line, heading)
    }

    fn written(&mut self, inlines: &[Inline], way: Way, line: bool, heading: bool) -> String {
        let mut out = String::new();
        let mut open: Vec<&Mark> = Vec::new();
        for (n, inline) in inlines.iter().enumerate() {
            let marks = self.shown(inline);
            let common = open.iter().zip(&marks).take_while(|(before, now)| before == now).count();
            self.close(&mut out, &mut open, common, way);
            for mark in marks.into_iter().skip(common) {
                open_mark(&mut out, mark, way);
                open.push(mark);
            }
            match inline {
                Inline::Text { text, .. } => {
                    let mut words = escape::text(text, self.preset, heading);
                    let noted = n
                        .checked_sub(1)
                        .and_then(|before| inlines.get(before))
                        .is_some_and(|before| matches!(before, Inline::Note(_) | Inline::NoteAgain { .. }));
                    if noted && words.starts_with(['(', ':']) {
                        words.insert(0, '\\');
                    }
                    out.push_str(&words);
                }
                Inline::Break { .. } => {
                    let edge = n == 0 || n + 1 == inlines.len() || matches!(inlines.get(n + 1), Some(Inline::Break { .. }));
                    if !(line || edge) {
                        out.push_str("\\\n");
                    } else if self.preset == Preset::Plain {
                        out.push_str("<br>");
                    } else if line {
                        out.push(' ');
                        self.leave(LeftOut::new("break", "A line break in a heading or a cell is written as a space."));
                    }
                }
                Inline::Placeholder { label, .. } => self.placeholder(&mut out, label, heading),
                Inline::Note(note) => {
                    self.notes.push(note.clone());
                    let _ = write!(out, "[^{}]", self.notes.len());
                }
                Inline::NoteAgain { note, wording, .. } => self.note_again(&mut out, &note.0, *wording),
            }
        }
        self.close(&mut out, &mut open, 0, way);
        escape::lines(&out)
    }

    fn placeholder(&mut self, out: &mut String, label: &str, heading: bool) {
        let words = escape::text(if label.is_empty() { "TK" } else { label }, self.preset, heading);
        if self.preset == Preset::Plain {
            out.push_str("<mark class=\"placeholder\"");
            attribute(out, "data-label", label);
            let _ = write!(out, ">{words}</mark>");
        } else {
            out.push_str(&words);
        }
    }

    fn note_again(&mut self, out: &mut String, note: &str, wording: Wording) {
        let Some(number) = self.numbers.get(note).copied() else {
            self.leave(LeftOut::new(
                "note-again",
                "A note is cited again that is no longer in the text; the citing is left out.",
            ));
            return;
        };
        match wording {
            Wording::Mark => {
                let _ = write!(out, "[^{number}]");
            }
            Wording::Words if self.preset == Preset::Plain => {
                let _ = write!(out, "<a class=\"note-again\" href=\"#fn:{number}\">{} {number}</a>", self.words.see_note);
            }
            Wording::Words => {
                let _ = write!(out, "{} {number}", escape::text(self.words.see_note, self.preset, false));
            }
        }
    }

    /// The marks that are written.
    fn shown<'b>(&mut self, inline: &'b Inline) -> Vec<&'b Mark> {
        let reference = matches!(inline, Inline::Note(_) | Inline::NoteAgain { .. });
        let mut shown = Vec::new();
        for mark in fair::marks_of(inline) {
            let keep = match mark {
                Mark::Link { .. } => !reference,
                Mark::ArticleLink { article } => {
                    let known = (self.out.address_of)(article).is_some();
                    if !known {
                        self.leave(LeftOut::new(
                            "article-link",
                            "A link to a piece without an address is written without its link.",
                        ));
                    }
                    known && !reference
                }
                Mark::Emphasis | Mark::Strong | Mark::Strike => true,
                Mark::SmallCaps | Mark::Sub | Mark::Sup | Mark::Foreign { .. } | Mark::Dateline => {
                    let plain = self.preset == Preset::Plain;
                    if !plain && !matches!(mark, Mark::Dateline) {
                        let name = mark.name().replace('_', " ");
                        self.leave(
                            LeftOut::new(
                                "mark",
                                format!("Hugo does not show “{name}” without being told how; the words are kept."),
                            )
                            .with_text(fair::plain(std::slice::from_ref(inline))),
                        );
                    }
                    plain
                }
                _ => false,
            };
            if keep {
                shown.push(mark);
            }
        }
        shown
    }

    fn close(&mut self, out: &mut String, open: &mut Vec<&Mark>, down_to: usize, way: Way) {
        while open.len() > down_to {
            match (open.pop(), way) {
                (Some(Mark::Emphasis), Way::Stars) => out.push('*'),
                (Some(Mark::Strong), Way::Stars) => out.push_str("**"),
                (Some(Mark::Strike), Way::Stars) => out.push_str("~~"),
                (Some(Mark::Emphasis), Way::Tags) => out.push_str("</em>"),
                (Some(Mark::Strong), Way::Tags) => out.push_str("</strong>"),
                (Some(Mark::Strike), Way::Tags) => out.push_str("</s>"),
                (Some(Mark::Link { href, title }), _) => {
                    let _ = write!(out, "]({}", escape::address(&crate::html::link(href)));
                    if !title.is_empty() {
                        let title = title.replace(['\n', '\r'], " ");
                        let _ = write!(
                            out,
                            " \"{}\"",
                            escape::text(&title, self.preset, false).replace("\\\"", "\"").replace('"', "\\\"")
                        );
                    }
                    out.push(')');
                }
                (Some(Mark::ArticleLink { article }), _) => {
                    let address = crate::html::path(&crate::names::safe(&(self.out.address_of)(article).unwrap_or_default()));
                    let _ = if self.preset == Preset::Hugo {
                        write!(out, "](../{address}/)")
                    } else {
                        write!(out, "]({address}.md)")
                    };
                }
                (Some(Mark::Sub), _) => out.push_str("</sub>"),
                (Some(Mark::Sup), _) => out.push_str("</sup>"),
                (Some(Mark::SmallCaps | Mark::Foreign { .. } | Mark::Dateline), _) => out.push_str("</span>"),
                _ => {}
            }
        }
    }

    /// Whether the stars of a run say what was meant.
    fn reads_back(&self, run: &str, inlines: &[Inline]) -> bool {
        let mut meant = Vec::new();
        for inline in inlines {
            let look = looks(fair::marks_of(inline));
            match inline {
                Inline::Text { text, .. } => meant.extend(
                    text.chars()
                        .filter(|letter| *letter != '\r' && !crate::text::is_illegal(*letter))
                        .map(|letter| (letter, look)),
                ),
                Inline::Note(_) | Inline::NoteAgain { wording: Wording::Mark, .. } => meant.push(('\u{fffc}', look)),
                _ => {}
            }
        }
        let mut source = run.to_owned();
        for number in 1..=self.notes.len().max(self.numbers.len()) {
            if run.contains(&format!("[^{number}]")) {
                let _ = write!(source, "\n\n[^{number}]: x");
            }
        }
        let mut read = Vec::new();
        let mut look = [0u8; 3];
        let mut within = 0;
        let mut others = 0;
        for event in Parser::new_ext(&source, Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES)
        {
            match event {
                Event::Start(Tag::FootnoteDefinition(_)) => within += 1,
                Event::End(TagEnd::FootnoteDefinition) => within -= 1,
                _ if within > 0 => {}
                Event::Start(Tag::Emphasis) => look[0] += 1,
                Event::End(TagEnd::Emphasis) => look[0] -= 1,
                Event::Start(Tag::Strong) => look[1] += 1,
                Event::End(TagEnd::Strong) => look[1] -= 1,
                Event::Start(Tag::Strikethrough) => look[2] += 1,
                Event::End(TagEnd::Strikethrough) => look[2] -= 1,
                Event::InlineHtml(html) if html.starts_with("<mark") || html.starts_with("<a class=\"note-again\"") => {
                    others += 1
                }
                Event::InlineHtml(html) if html.starts_with("</mark") || html.starts_with("</a") => others -= 1,
                Event::Text(text) if others == 0 => {
                    read.extend(text.chars().map(|letter| (letter, look.map(|count| count.min(1)))))
                }
                Event::FootnoteReference(_) => read.push(('\u{fffc}', look.map(|count| count.min(1)))),
                _ => {}
            }
        }
        if self.preset == Preset::Hugo {
            // Placeholders and words of notes are text there.
            let (meant, read): (String, String) =
                (meant.iter().map(|(letter, _)| letter).collect(), read.iter().map(|(letter, _)| letter).collect());
            if inlines.iter().any(|inline| {
                matches!(
                    inline,
                    Inline::Placeholder { .. } | Inline::NoteAgain { wording: Wording::Words, .. } | Inline::Break { .. }
                )
            }) {
                return !read.contains('*') || meant.contains('*');
            }
        }
        meant == read
    }
}

/// Emphasis, strong, strike of a list of marks.
fn looks(marks: &[Mark]) -> [u8; 3] {
    [Mark::Emphasis, Mark::Strong, Mark::Strike].map(|mark| u8::from(marks.contains(&mark)))
}

fn is_starred(mark: &Mark) -> bool {
    matches!(mark, Mark::Emphasis | Mark::Strong | Mark::Strike)
}

fn open_mark(out: &mut String, mark: &Mark, way: Way) {
    match (mark, way) {
        (Mark::Emphasis, Way::Stars) => out.push('*'),
        (Mark::Strong, Way::Stars) => out.push_str("**"),
        (Mark::Strike, Way::Stars) => out.push_str("~~"),
        (Mark::Emphasis, Way::Tags) => out.push_str("<em>"),
        (Mark::Strong, Way::Tags) => out.push_str("<strong>"),
        (Mark::Strike, Way::Tags) => out.push_str("<s>"),
        (Mark::Link { .. } | Mark::ArticleLink { .. }, _) => out.push('['),
        (Mark::SmallCaps, _) => out.push_str("<span class=\"small-caps\">"),
        (Mark::Sub, _) => out.push_str("<sub>"),
        (Mark::Sup, _) => out.push_str("<sup>"),
        (Mark::Dateline, _) => out.push_str("<span class=\"dateline\">"),
        (Mark::Foreign { lang }, _) => {
            out.push_str("<span class=\"foreign\"");
            attribute(out, "lang", &lang.0);
            out.push('>');
        }
        _ => {}
    }
}

/// The node without the marks that `takes` names.
fn without(inline: &Inline, takes: &dyn Fn(&Mark) -> bool) -> Inline {
    let mut inline = inline.clone();
    inline.marks_mut().retain(|mark| !takes(mark));
    inline
}

/// The run with emphasis drawn in from letters at its edges that `edge` names.
fn trimmed(inlines: &[Inline], edge: fn(char) -> bool) -> Vec<Inline> {
    let mut letters: Vec<Inline> = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text { text, marks } => {
                letters.extend(text.chars().map(|letter| Inline::Text { text: letter.to_string(), marks: marks.clone() }))
            }
            other => letters.push(other.clone()),
        }
    }
    let is_edge = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.chars().all(edge),
        _ => true,
    };
    for mark in [Mark::Emphasis, Mark::Strong, Mark::Strike] {
        for back in [false, true] {
            let mut at_edge = true;
            let order: Box<dyn Iterator<Item = &mut Inline>> =
                if back { Box::new(letters.iter_mut().rev()) } else { Box::new(letters.iter_mut()) };
            for inline in order {
                if !inline.marks().contains(&mark) {
                    at_edge = true;
                } else if at_edge && is_edge(inline) {
                    inline.marks_mut().retain(|known| *known != mark);
                } else {
                    at_edge = false;
                }
            }
        }
    }
    let mut joined: Vec<Inline> = Vec::new();
    for letter in letters {
        match letter {
            Inline::Text { text, marks } => crate::html::flow::push(&mut joined, &text, &marks),
            other => joined.push(other),
        }
    }
    joined
}
