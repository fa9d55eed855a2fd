//! A body or a note typed as `stet show --text` prints it, laid over the text that is there: what did not change keeps its marks and notes.

use std::collections::BTreeMap;

use stet_document::blocks::{BlockText, OBJECT, ObjectKind, blocks, len16};
use stet_document::{Document, Failure, Part, Wording, edit};

/// Sets the body. Where it has as many paragraphs as before, each is changed in its place, whatever it is (heading, quotation, list);
/// else only a body of plain paragraphs is set.
///
/// # Errors
/// `usage` where a note, a break or a block would be lost.
pub fn set(document: &mut Document, typed: &str) -> Result<(), Failure> {
    let (all, shown) = shown(document);
    let body = all
        .iter()
        .zip(&shown)
        .filter(|(block, words)| !line(block, words).is_empty() && matches!(block.part, Part::Body | Part::Caption));
    let body: Vec<_> = body.collect();
    let typed_plain = typed.replace("\r\n", "\n");
    let paragraphs: Vec<&str> = typed_plain.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect();
    if body.len() != paragraphs.len() {
        return edit::set_part(document, Part::Body, typed);
    }
    for ((block, words), paragraph) in body.into_iter().zip(paragraphs) {
        change(document, block, words, &paragraph.replace('\n', " "))?;
    }
    document.normalise();
    Ok(())
}

/// Sets the text of the note with this number.
///
/// # Errors
/// `not-found` where there is no such note; `usage` as for the body.
pub fn set_note(document: &mut Document, number: usize, typed: &str) -> Result<(), Failure> {
    let (all, shown) = shown(document);
    let mut notes = all.iter().zip(&shown).filter(|(block, _)| block.part == Part::Note);
    let Some((block, words)) = number.checked_sub(1).and_then(|n| notes.nth(n)) else {
        return Err(Failure::new("not-found", format!("This piece has no note {number}.")));
    };
    change(document, block, words, typed.trim())?;
    document.normalise();
    Ok(())
}

/// Every block with what stands for each of its inline nodes; `None` for a break, which plain text cannot show.
type Shown = Vec<Option<String>>;

fn shown(document: &Document) -> (Vec<BlockText>, Vec<Shown>) {
    let all = blocks(document);
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for block in all.iter().filter(|block| block.part == Part::Note) {
        let next = numbers.len() + 1;
        numbers.entry(&block.id).or_insert(next);
    }
    let mut note = 0;
    let mut word = |kind: &ObjectKind| match kind {
        ObjectKind::Break => None,
        ObjectKind::Placeholder(label) => Some(format!("[{label}]")),
        ObjectKind::Note(_) => {
            note += 1;
            Some(format!("[{note}]"))
        }
        ObjectKind::NoteAgain(id, wording) => Some(match (numbers.get(id.0.as_str()), wording) {
            (None, _) => "[?]".to_owned(),
            (Some(n), Wording::Mark) => format!("[{n}]"),
            (Some(n), Wording::Words) => format!("(see note {n})"),
        }),
    };
    let words = all.iter().map(|block| block.objects.iter().map(|object| word(&object.kind)).collect()).collect();
    (all, words)
}

/// The block's line as it is shown.
fn line(block: &BlockText, words: &Shown) -> String {
    let mut words = words.iter();
    let mut line = String::new();
    for c in block.text.chars() {
        match c {
            OBJECT => line.push_str(words.next().and_then(Option::as_deref).unwrap_or(" ")),
            c => line.push(c),
        }
    }
    line.trim().to_owned()
}

/// Changes one block from what is shown of it to what is typed, stretch by stretch between its inline nodes.
fn change(document: &mut Document, block: &BlockText, words: &Shown, typed: &str) -> Result<(), Failure> {
    if line(block, words) == typed {
        return Ok(());
    }
    let mut rest = typed;
    let mut stretches = Vec::new();
    for word in words {
        let Some(word) = word else {
            return Err(Failure::new(
                "usage",
                "A paragraph with a line break in it is changed in the window, so that the break is not lost.",
            ));
        };
        let Some((before, after)) = rest.split_once(word.as_str()) else {
            return Err(Failure::new(
                "usage",
                format!("{word} is missing from the new text; leave it where it belongs, or take the note out in the window."),
            ));
        };
        stretches.push(before);
        rest = after;
    }
    stretches.push(rest);
    let mut start = 0;
    let mut edits = Vec::new();
    for (old, new) in block.text.split(OBJECT).zip(stretches) {
        edits.push((start, old, new));
        start += len16(old) + 1;
    }
    // From the end, so that what was found before stays where it is.
    for (start, old, new) in edits.into_iter().rev() {
        let (from, to, text) = difference(old, new);
        if from != to || !text.is_empty() {
            edit::replace(document, &block.id, start + from, start + to, &text)?;
        }
    }
    Ok(())
}

/// The stretch of `old` (UTF-16 units) that is not in `new`, and what comes there.
fn difference(old: &str, new: &str) -> (u32, u32, String) {
    let (before, after): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let most = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let middle = |all: &[char]| all.iter().skip(head).take(all.len() - head - tail).collect::<String>();
    let start = len16(&before.iter().take(head).collect::<String>());
    (start, start + len16(&middle(&before)), middle(&after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece() -> Document {
        let json = r#"{"type":"doc","content":[{"type":"kicker"},{"type":"headline"},{"type":"standfirst"},
          {"type":"heading","attrs":{"id":"a"},"content":[{"type":"text","text":"One"}]},
          {"type":"paragraph","attrs":{"id":"b"},"content":[{"type":"text","text":"It was was "},{"type":"text","text":"so","marks":[{"type":"emphasis"}]},
            {"type":"text","text":"."},{"type":"note","attrs":{"id":"n1"},"content":[{"type":"text","text":"First."}]},
            {"type":"text","text":" And 😀 then"},{"type":"note","attrs":{"id":"n2"}},{"type":"text","text":" more."}]}]}"#;
        Document::from_json(json).unwrap()
    }

    fn text(document: &Document) -> String {
        stet_document::text::show(document, &stet_document::Fields::default())
    }

    #[test]
    fn a_body_with_notes_and_marks_is_changed_in_its_place() {
        let mut document = piece();
        set(&mut document, "One more\n\nIt was so.[1] And 😀 now[2] even more.").unwrap();
        assert_eq!(text(&document), "One more\n\nIt was so.[1] And 😀 now[2] even more.\n\n[1] First.\n\n[2]\n");
        let json = document.to_json();
        assert!(json.contains("heading") && json.contains("emphasis") && json.contains("n2"), "{json}");
    }

    #[test]
    fn a_note_that_would_be_lost_is_asked_for() {
        let mut document = piece();
        let before = document.to_json();
        assert_eq!(set(&mut document, "One\n\nIt was so. And then[2] more.").unwrap_err().code, "usage");
        assert_eq!(set(&mut document, "Only one paragraph.").unwrap_err().code, "usage");
        assert_eq!(document.to_json(), before, "a refused text changes nothing");
    }

    #[test]
    fn the_text_of_a_note_is_set_by_its_number() {
        let mut document = piece();
        set_note(&mut document, 2, "Second.").unwrap();
        assert!(text(&document).ends_with("[1] First.\n\n[2] Second.\n"), "{}", text(&document));
        assert_eq!(set_note(&mut document, 3, "Third.").unwrap_err().code, "not-found");
        assert_eq!(set_note(&mut document, 0, "None.").unwrap_err().code, "not-found");
    }
}
