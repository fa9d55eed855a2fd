//! What of a text goes into another that is made after it: its blocks, notes, pictures and links, with a placeholder where words are
//! to come. Pure. A translation (`translation.rs`) is made so.

use stet_document::suggest::{self, Decision};
use stet_document::walk::{self, Place};
use stet_document::{Block, Document, Inline, Mark, Note};

/// The structure of a text. What is only suggested in it is not taken over. Code stays as it is; a picture keeps its credit and
/// rights, and loses its description, which is words.
pub fn of(document: &Document, to_come: &str) -> Document {
    let mut made = suggest::resolve(document, &|_| Decision::Reject).unwrap_or_else(|_| document.clone());
    let credits = credits(&made);
    walk::places(&mut made, &mut |place| match place {
        Place::Text(text, false) if !credits.contains(&text.id.0) => {
            text.inlines = emptied(std::mem::take(&mut text.inlines), to_come)
        }
        Place::Text(..) | Place::Id(_) => {}
    });
    each(&mut made.body, &mut |block| match block {
        Block::Figure(figure) => figure.alt.clear(),
        Block::PullQuote { sentence, .. } => sentence.clear(),
        _ => {}
    });
    made.normalise();
    made
}

/// The ids of the lines that say who made a picture.
fn credits(document: &Document) -> Vec<String> {
    stet_document::blocks::figures(document)
        .into_iter()
        .map(|figure| figure.credit.id.0.clone())
        .filter(|id| !id.is_empty())
        .collect()
}

fn each(blocks: &mut [Block], f: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        f(block);
        match block {
            Block::Quotation { blocks, .. }
            | Block::Epigraph { blocks, .. }
            | Block::Turn { blocks, .. }
            | Block::Box { blocks, .. } => {
                each(blocks, f);
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| each(&mut item.blocks, f)),
            Block::Table { rows, .. } => {
                rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| each(&mut cell.blocks, f))
            }
            _ => {}
        }
    }
}

/// A placeholder for the words, then the notes and links that stood among them.
fn emptied(before: Vec<Inline>, to_come: &str) -> Vec<Inline> {
    if before.is_empty() {
        return before;
    }
    let mut made = vec![Inline::Placeholder { label: to_come.to_owned(), marks: Vec::new() }];
    for inline in before {
        match inline {
            Inline::Note(note) => {
                made.push(Inline::Note(Note { marks: Vec::new(), inlines: emptied(note.inlines, to_come), ..note }))
            }
            Inline::NoteAgain { note, wording, .. } => made.push(Inline::NoteAgain { note, wording, marks: Vec::new() }),
            Inline::Text { text, marks } => {
                let link = |mark: &Mark| matches!(mark, Mark::Link { .. } | Mark::ArticleLink { .. });
                if let Some(link) = marks.into_iter().find(link) {
                    linked(&mut made, text.trim(), link);
                }
            }
            Inline::Break { .. } | Inline::Placeholder { .. } => {}
        }
    }
    made
}

/// Adds the words of a link; those of the same link that come apart (a word of them was emphasised) are one.
fn linked(made: &mut Vec<Inline>, words: &str, link: Mark) {
    if let Some(Inline::Text { text, marks }) = made.last_mut()
        && marks.first() == Some(&link)
    {
        text.push(' ');
        text.push_str(words);
        return;
    }
    made.push(Inline::Text { text: " ".to_owned(), marks: Vec::new() });
    made.push(Inline::Text { text: words.to_owned(), marks: vec![link] });
}

#[cfg(test)]
mod tests {
    use super::*;
    use stet_document::{Figure, Textblock, json};

    fn paragraph(inlines: Vec<Inline>) -> Block {
        Block::Paragraph(Textblock { inlines, ..Textblock::default() })
    }
    fn words(text: &str, marks: Vec<Mark>) -> Inline {
        Inline::Text { text: text.to_owned(), marks }
    }

    #[test]
    fn notes_links_and_pictures_stay_and_words_go() {
        let link = || Mark::Link { href: "https://example.org/".to_owned(), title: String::new() };
        let note = Note { inlines: vec![words("See ", vec![]), words("there", vec![link()])], ..Note::default() };
        let picture = Figure {
            src: "ab".repeat(32),
            alt: "A boat".to_owned(),
            credit: Textblock {
                id: stet_document::Id("creditcredit".to_owned()),
                inlines: vec![words("Ana", vec![])],
                ..Textblock::default()
            },
            ..Figure::default()
        };
        let mut document = Document::empty();
        document.body = vec![
            paragraph(vec![
                words("The ", vec![]),
                words("old", vec![link(), Mark::Emphasis]),
                words("minutes", vec![link()]),
                Inline::Note(note),
            ]),
            Block::Quotation {
                meta: Default::default(),
                cite: String::new(),
                blocks: vec![Block::Figure(picture)],
                attribution: None,
            },
            paragraph(vec![]),
            Block::Code {
                text: Textblock { inlines: vec![words("x = 1", vec![])], ..Textblock::default() },
                language: String::new(),
            },
        ];
        let made = of(&document, "translate");
        let text = made.to_json();
        for kept in ["old minutes", "\"there\"", "Ana", "x = 1", "abab", "\"label\":\"translate\""] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        for gone in ["The ", "See", "A boat"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        assert_eq!(
            text.matches("placeholder").count(),
            2,
            "one for the paragraph, one for its note, none where nothing was: {text}"
        );
        assert_eq!(Document::from_json(&text).unwrap().to_json(), text);
        assert_eq!(json::doc_hash(&of(&made, "translate").to_json()), json::doc_hash(&text), "made of itself, it is the same");
    }
}
