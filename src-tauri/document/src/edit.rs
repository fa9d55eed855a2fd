//! Small changes to a text from outside the editor: a stretch of a block replaced, a part set. Offsets as everywhere: UTF-16 units.

use crate::blocks::{self, OBJECT, Part};
use crate::*;

fn gone() -> Failure {
    Failure::new("not-found", "The paragraph that this change belongs to is no longer there; look at the text again.")
}

fn outside() -> Failure {
    Failure::new("usage", "The change does not fit the paragraph as it stands now; look at the text again.")
}

/// Replaces a stretch of the block or note with this id. The new words take the marks of the first replaced one; line ends become breaks.
pub fn replace(document: &mut Document, block: &str, start: u32, end: u32, text: &str) -> Result<(), Failure> {
    if text.contains(OBJECT) || start > end {
        return Err(outside());
    }
    let mut done = None;
    walk::places(document, &mut |place| {
        let walk::Place::Text(found, code) = place else { return };
        if done.is_some() {
            return;
        }
        if found.id.0 == block {
            done = Some(splice(&mut found.inlines, start, end, text, code));
            return;
        }
        for inline in &mut found.inlines {
            if let Inline::Note(note) = inline
                && note.id.0 == block
            {
                done = Some(splice(&mut note.inlines, start, end, text, false));
                return;
            }
        }
    });
    done.unwrap_or_else(|| Err(gone()))
}

/// Sets the whole text of kicker, headline or standfirst, or of a body that is plain paragraphs (an empty line between). What did not change keeps its marks and notes.
pub fn set_part(document: &mut Document, part: Part, text: &str) -> Result<(), Failure> {
    let block = match part {
        Part::Kicker => &mut document.kicker,
        Part::Headline => &mut document.headline,
        Part::Standfirst => &mut document.standfirst,
        Part::Body => return set_body(document, text),
        _ => {
            return Err(Failure::new(
                "usage",
                "Only kicker, headline, standfirst and body are set as plain text; the others are changed in the window.",
            ));
        }
    };
    set_text(block, text.trim())
}

fn set_text(block: &mut Textblock, text: &str) -> Result<(), Failure> {
    if text.contains(OBJECT) {
        return Err(outside());
    }
    let before = flat(&block.inlines);
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>, most: usize| {
        a.zip(b).take(most).take_while(|(x, y)| x == y).count()
    };
    let (old, new) = (before.chars().count(), text.chars().count());
    let head = same(&mut before.chars(), &mut text.chars(), old.min(new));
    let tail = same(&mut before.chars().rev(), &mut text.chars().rev(), old.min(new) - head);
    let middle = |whole: &str, length: usize| whole.chars().skip(head).take(length - head - tail).collect::<String>();
    let (gone, come) = (middle(&before, old), middle(text, new));
    if gone.contains(OBJECT) {
        return Err(Failure::new(
            "usage",
            "A note, break or placeholder stands within what would be replaced; change it in the window, so that it is not lost.",
        ));
    }
    let start: u32 = before.chars().take(head).map(blocks::units).sum();
    splice(&mut block.inlines, start, start + blocks::len16(&gone), &come, false)
}

fn set_body(document: &mut Document, text: &str) -> Result<(), Failure> {
    let plain = document.body.iter().all(|block| {
        matches!(block, Block::Paragraph(p) if p.inlines.iter().all(|inline| matches!(inline, Inline::Text { marks, .. } if marks.is_empty())))
    });
    if !plain || text.contains(OBJECT) {
        return Err(Failure::new(
            "usage",
            "This body has notes, marks or blocks that a plain text would lose; change it in the window.",
        ));
    }
    let mut before = std::mem::take(&mut document.body).into_iter();
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        let mut block = match before.next() {
            Some(Block::Paragraph(block)) => block,
            _ => Textblock::default(),
        };
        set_text(&mut block, &paragraph.replace('\n', " "))?;
        document.body.push(Block::Paragraph(block));
    }
    document.normalise();
    Ok(())
}

fn flat(inlines: &[Inline]) -> String {
    inlines.iter().fold(String::new(), |mut out, inline| {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            _ => out.push(OBJECT),
        }
        out
    })
}

fn splice(inlines: &mut Vec<Inline>, start: u32, end: u32, text: &str, code: bool) -> Result<(), Failure> {
    let (before, rest) = cut(inlines, start).ok_or_else(outside)?;
    let (middle, after) = cut(&rest, end - start).ok_or_else(outside)?;
    let marks = match (middle.first(), before.last(), after.first()) {
        (Some(first), ..) => first.marks().to_vec(),
        (None, Some(left), right) => {
            left.marks().iter().filter(|mark| grows(mark) || right.is_some_and(|r| r.marks().contains(mark))).cloned().collect()
        }
        (None, None, _) => Vec::new(),
    };
    *inlines = before;
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            inlines.push(if code {
                Inline::Text { text: "\n".to_owned(), marks: Vec::new() }
            } else {
                Inline::Break { marks: marks.clone() }
            });
        }
        inlines.push(Inline::Text { text: line.to_owned(), marks: marks.clone() });
    }
    inlines.extend(after);
    crate::normal::merge(inlines);
    Ok(())
}

/// Whether words typed at the mark's end carry it on.
fn grows(mark: &Mark) -> bool {
    schema::mark_named(mark.name()).is_some_and(|(_, spec)| spec.inclusive)
}

/// Cuts at an offset; nothing where the offset is beyond the end or within a character.
fn cut(inlines: &[Inline], at: u32) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let (mut before, mut after, mut left) = (Vec::new(), Vec::new(), at);
    for inline in inlines {
        match inline {
            other if left == 0 => after.push(other.clone()),
            Inline::Text { text, marks } => {
                let mut byte = 0;
                for c in text.chars() {
                    if left == 0 {
                        break;
                    }
                    left = left.checked_sub(blocks::units(c))?;
                    byte += c.len_utf8();
                }
                let (head, tail) = text.split_at_checked(byte)?;
                before.push(Inline::Text { text: head.to_owned(), marks: marks.clone() });
                if !tail.is_empty() {
                    after.push(Inline::Text { text: tail.to_owned(), marks: marks.clone() });
                }
            }
            other => {
                left -= 1;
                before.push(other.clone());
            }
        }
    }
    (left == 0).then_some((before, after))
}
