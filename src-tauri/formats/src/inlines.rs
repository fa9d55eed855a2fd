//! Work on inline content that all readers share: adding text, plain text, cutting, trimming. No format is known here.

use stet_document::{Inline, Mark};

/// Stands for an inline node in plain text.
pub const NODE: char = '\u{fffc}';

/// Adds text with its marks, joined to the last text where its marks are the same. Empty text adds nothing.
pub fn push_text(inlines: &mut Vec<Inline>, text: &str, marks: &[Mark]) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text { text: last, marks: same }) = inlines.last_mut()
        && same.as_slice() == marks
    {
        last.push_str(text);
        return;
    }
    inlines.push(Inline::Text { text: text.to_owned(), marks: marks.to_vec() });
}

/// Adds any inline, text joined as by [`push_text`].
pub fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    match inline {
        Inline::Text { text, marks } => push_text(inlines, &text, &marks),
        other => inlines.push(other),
    }
}

/// The text, breaks as `\n`, other nodes as U+FFFC.
pub fn plain(inlines: &[Inline]) -> String {
    inlines.iter().fold(String::new(), |mut plain, inline| {
        match inline {
            Inline::Text { text, .. } => plain.push_str(text),
            Inline::Break { .. } => plain.push('\n'),
            _ => plain.push(NODE),
        }
        plain
    })
}

/// The part between two bytes of [`plain`]; a node is in it when its place is.
pub fn cut(inlines: &[Inline], from: usize, to: usize) -> Vec<Inline> {
    let mut kept = Vec::new();
    let mut at = 0;
    for inline in inlines {
        let length = match inline {
            Inline::Text { text, .. } => text.len(),
            Inline::Break { .. } => 1,
            _ => NODE.len_utf8(),
        };
        let (start, end) = (at, at + length);
        at = end;
        if end <= from || start >= to {
            continue;
        }
        match inline {
            Inline::Text { text, marks } => {
                let piece = text.get(from.saturating_sub(start)..to.min(end) - start).unwrap_or_default();
                push_text(&mut kept, piece, marks);
            }
            node => kept.push(node.clone()),
        }
    }
    kept
}

/// Takes white space and breaks off both ends.
pub fn trim(inlines: &mut Vec<Inline>) {
    let text = plain(inlines);
    let from = text.len() - text.trim_start().len();
    let to = text.trim_end().len();
    if from > 0 || to < text.len() {
        *inlines = cut(inlines, from, to.max(from));
    }
}

/// Whether there is nothing but white space.
pub fn is_blank(inlines: &[Inline]) -> bool {
    plain(inlines).trim().is_empty()
}

/// The marks of an inline.
pub fn marks_mut(inline: &mut Inline) -> &mut Vec<Mark> {
    match inline {
        Inline::Text { marks, .. }
        | Inline::Break { marks }
        | Inline::NoteAgain { marks, .. }
        | Inline::Placeholder { marks, .. } => marks,
        Inline::Note(note) => &mut note.marks,
    }
}

/// Takes a mark off when all the text has it: a heading that is bold throughout is a heading.
pub fn unmark_whole(inlines: &mut [Inline], mark: &Mark) {
    let all = inlines.iter().all(|inline| match inline {
        Inline::Text { text, marks } => text.trim().is_empty() || marks.contains(mark),
        _ => true,
    });
    if all {
        for inline in inlines {
            marks_mut(inline).retain(|known| known != mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_keeps_marks_and_nodes_in_their_place() {
        let mut inlines = Vec::new();
        push_text(&mut inlines, "Ünder ", &[]);
        push_text(&mut inlines, "way", &[Mark::Strong]);
        inlines.push(Inline::Break { marks: Vec::new() });
        push_text(&mut inlines, "now", &[]);
        assert_eq!(plain(&cut(&inlines, 7, 11)), "way\n");
        assert_eq!(plain(&cut(&inlines, 0, 3)), "Ün");
    }
}
