//! A text as plain words: for search, and as it is shown on the command line.

use crate::blocks::{BlockText, OBJECT, ObjectKind, blocks};
use crate::*;

/// All words of a text for search: a block a line, a note's mark left out, a placeholder by its label.
pub fn plain(document: &Document) -> String {
    let mut out = String::new();
    for block in blocks(document) {
        let line = line(&block, &mut |kind| match kind {
            ObjectKind::Break => " ".to_owned(),
            ObjectKind::Placeholder(label) => label.clone(),
            ObjectKind::Note(_) | ObjectKind::NoteAgain(..) => String::new(),
        });
        if !line.trim().is_empty() {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// A block's text with words in place of its inline nodes.
pub fn line(block: &BlockText, object: &mut dyn FnMut(&ObjectKind) -> String) -> String {
    let mut objects = block.objects.iter();
    let mut out = String::with_capacity(block.text.len());
    let mut at = 0;
    let mut next = objects.next();
    for c in block.text.chars() {
        match next {
            Some(found) if c == OBJECT && found.at == at => {
                out.push_str(&object(&found.kind));
                next = objects.next();
            }
            _ => out.push(c),
        }
        at += blocks::units(c);
    }
    out
}
