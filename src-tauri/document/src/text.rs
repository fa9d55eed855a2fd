//! A text as plain words: for search, and as it is shown on the command line.

use crate::blocks::{self, BlockText, OBJECT, ObjectKind, Part, blocks};
use crate::*;
use std::collections::HashMap;

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

/// A credit as printed: name, title, affiliation.
pub fn credit(credit: &Credit) -> String {
    let joint = joint(credit);
    let post = if joint == ", " {
        [&credit.title, &credit.affiliation].into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    } else {
        format!("{}{joint}{}", credit.title, credit.affiliation)
    };
    [&credit.name, &post].into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// What stands between title and affiliation in print, with its spaces: a comma, or the word that joins them.
pub fn joint(credit: &Credit) -> String {
    if credit.joint.is_empty() || credit.title.is_empty() || credit.affiliation.is_empty() {
        return ", ".to_owned();
    }
    let space = if credit.joint.ends_with(['’', '\'']) { "" } else { " " };
    format!(" {}{space}", credit.joint)
}

/// Every credit, public or not, for the checks.
pub fn credits(fields: &Fields) -> String {
    fields.credits.iter().map(credit).collect::<Vec<_>>().join("; ")
}

/// The byline as printed: the public credits of role *by*, with the language's word before them.
pub fn byline(fields: &Fields) -> String {
    let names: Vec<String> = fields.credits.iter().filter(|c| c.public && c.role == "by").map(credit).collect();
    let words = match fields.lang.split('-').next().unwrap_or_default() {
        "" | "en" => ("By ", "and"),
        "de" => ("Von ", "und"),
        "es" => ("Por ", "y"),
        "pt" => ("Por ", "e"),
        "fr" => ("Par ", "et"),
        "it" => ("Di ", "e"),
        "ru" => ("", "и"),
        "uk" => ("", "і"),
        "ar" => ("", "و"),
        _ => ("", "·"),
    };
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => format!("{}{last}", words.0),
        Some((last, rest)) => format!("{}{} {} {last}", words.0, rest.join(", "), words.1),
    }
}

/// The whole piece as `show --text` prints it: kicker, headline, standfirst, byline, the body a paragraph a line with an empty line between, then the notes.
pub fn show(document: &Document, fields: &Fields) -> String {
    let blocks = blocks(document);
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| block.part == Part::Note) {
        let next = numbers.len() + 1;
        numbers.entry(block.id.clone()).or_insert(next);
    }
    let mut number = 0;
    let mut line = |block: &BlockText| {
        let shown = self::line(block, &mut |kind| match kind {
            ObjectKind::Break => " ".to_owned(),
            ObjectKind::Placeholder(label) => format!("[{label}]"),
            ObjectKind::Note(_) => {
                number += 1;
                format!("[{number}]")
            }
            ObjectKind::NoteAgain(id, wording) => match (numbers.get(&id.0), wording) {
                (None, _) => "[?]".to_owned(),
                (Some(n), Wording::Mark) => format!("[{n}]"),
                (Some(n), Wording::Words) => format!("(see note {n})"),
            },
        });
        shown.trim().to_owned()
    };
    let mut paragraphs: Vec<String> = Vec::new();
    let mut byline = Some(byline(fields));
    let mut notes = 0;
    for block in &blocks {
        if !matches!(block.part, Part::Kicker | Part::Headline | Part::Standfirst) {
            paragraphs.extend(byline.take());
        }
        let text = line(block);
        if block.part == Part::Note {
            notes += 1;
            paragraphs.push(format!("[{notes}] {text}").trim_end().to_owned());
        } else {
            paragraphs.push(text);
        }
    }
    paragraphs.retain(|text| !text.is_empty());
    let mut out = paragraphs.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// One heading of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub id: String,
    pub level: u8,
    pub text: String,
}

/// The headings of the body, in reading order, without what stands in boxes and quotations.
pub fn outline(document: &Document) -> Vec<Heading> {
    let heading = |block: &Block| match block {
        Block::Heading { level, text } => Some(Heading { id: text.id.0.clone(), level: *level, text: textblock(text) }),
        _ => None,
    };
    document.body.iter().filter_map(heading).collect()
}

/// The words of one text block: notes left out, breaks as spaces, placeholders by their label.
pub fn textblock(text: &Textblock) -> String {
    let words = text.inlines.iter().map(|inline| match inline {
        Inline::Text { text, .. } => text.as_str(),
        Inline::Break { .. } => " ",
        Inline::Placeholder { label, .. } => label.as_str(),
        Inline::Note(_) | Inline::NoteAgain { .. } => "",
    });
    words.collect::<String>()
}
