//! White space of a page that is more than a gap between words: kept by a style, written as no-break spaces by a program; and plain text in a mail.

use stet_document::{Inline, Mark};

use super::dom::At;
use super::flow::{Flow, KEPT, Reading, push};
use crate::text;

/// What the elements around say of white space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spacing {
    /// It is shown as it stands.
    kept: bool,
    /// No-break spaces stand for plain ones that would else be lost.
    spacer: bool,
}

impl Reading<'_, '_, '_> {
    /// Takes over what an element says of the white space within.
    pub(super) fn take_spacing(&mut self, at: At) {
        if self.ours || (self.dom.attribute(at, "style").is_none() && self.dom.attribute(at, "class").is_none()) {
            return;
        }
        let look = self.look(at);
        self.spacing.kept = look.kept.unwrap_or(self.spacing.kept);
        self.spacing.spacer |= look.spacer || self.dom.has_class(at, "Apple-converted-space");
    }

    /// Words whose spaces are to stay.
    pub(super) fn spaced(&mut self, flow: &mut Flow, words: &str, marks: &[Mark]) {
        let Spacing { kept, spacer } = self.spacing;
        // A line end between two tags is how the page was written, not what it says.
        let between = words.contains('\n') && words.trim_matches([' ', '\n', '\t', '\r']).is_empty();
        if between || !kept {
            let [(space, _), ..] = KEPT;
            let words = if spacer { words.replace('\u{a0}', &space.to_string()) } else { words.to_owned() };
            return self.collapsed(flow, &words, marks);
        }
        for (n, line) in words.split('\n').enumerate() {
            if n > 0 {
                self.line_break(flow, marks);
            }
            let line = line.trim_end_matches('\r').replace('\t', " ");
            let line = if spacer { line.replace('\u{a0}', " ") } else { line };
            // At the head of a block white space says nothing.
            let line = if flow.inside && flow.inlines.is_empty() { line.trim_start_matches(' ') } else { &line };
            if !line.is_empty() {
                flow.space = false;
                flow.kept = line.ends_with(' ');
                push(&mut flow.inlines, line, marks);
            }
        }
    }

    /// Whether a `pre` is the plain text of a mail, not code.
    pub(super) fn is_mail(&self, at: At) -> bool {
        let moz = |at: At| {
            self.dom.attribute(at, "class").is_some_and(|class| class.split_ascii_whitespace().any(|one| one.starts_with("moz-")))
        };
        !self.ours && (moz(at) || self.dom.parent(at).is_some_and(moz))
    }

    /// The plain text of a mail: its lines were broken by the program.
    pub(super) fn mail(&mut self, at: At, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        let mut words = String::new();
        for node in dom.within(at) {
            match dom.text(node) {
                Some(text) => words.push_str(text),
                None if dom.name(node) == "br" => words.push('\n'),
                None => {}
            }
        }
        flow.blocks.append(&mut text::paragraphs(&words, self.options));
    }
}

/// Takes off the spaces that a style kept at the end of a block.
pub(super) fn unkept(inlines: &mut Vec<Inline>) {
    while let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if !text.is_empty() {
            break;
        }
        inlines.pop();
    }
}

/// Whether a block says nothing: no-break spaces and what is never seen.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    let unseen = |letter: char| letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}');
    inlines.iter().all(|inline| match inline {
        Inline::Text { text, .. } => text.chars().all(unseen),
        Inline::Break { .. } => true,
        _ => false,
    })
}
