//! What every rule must hold to: its examples are found and mended, what looks like it is not.

use crate::{Finding, Input, check};
use stet_document::{Block, Document, Fields, Inline, Textblock, ids};

/// A piece with these paragraphs.
pub(crate) fn piece(paragraphs: &[&str]) -> Document {
    let body = paragraphs.iter().map(|text| {
        Block::Paragraph(Textblock {
            inlines: vec![Inline::Text { text: (*text).to_owned(), marks: Vec::new() }],
            ..Textblock::default()
        })
    });
    let mut document = Document { body: body.collect(), ..Document::default() };
    document.normalise();
    ids::Ordinals::default().fill(&mut document);
    document
}

/// What the rules say of these paragraphs.
pub(crate) fn findings(lang: &str, paragraphs: &[&str]) -> Vec<Finding> {
    check(&Input { document: &piece(paragraphs), fields: &Fields::default(), lang, filed: None, printed: None })
}

#[test]
fn every_example_is_found_by_its_rule_and_is_quiet_once_mended() {
    for rule in super::ALL {
        assert!(
            !rule.examples.is_empty() && !rule.what.is_empty() && !rule.why.is_empty() && !rule.source.is_empty(),
            "{}",
            rule.id
        );
        for example in rule.examples {
            let bad: Vec<&str> = example.bad.split('\n').collect();
            let found = findings(example.lang, &bad);
            assert_eq!(found.iter().filter(|f| f.rule == rule.id).count(), 1, "{}: {} → {found:#?}", rule.id, example.bad);
            assert_eq!(found.len(), 1, "told twice: {} → {found:#?}", example.bad);
            let good: Vec<&str> = example.good.split('\n').collect();
            let found = findings(example.lang, &good);
            assert!(found.is_empty(), "{}: {} → {found:#?}", rule.id, example.good);
        }
    }
}

#[test]
fn what_looks_like_a_rule_and_is_right_is_not_told() {
    for rule in super::ALL {
        for (lang, text) in rule.quiet {
            let found = findings(lang, &text.split('\n').collect::<Vec<_>>());
            assert!(found.is_empty(), "{}: {text} → {found:#?}", rule.id);
        }
    }
}

#[test]
fn every_message_is_one_sentence() {
    for rule in super::ALL {
        for example in rule.examples {
            for finding in findings(example.lang, &example.bad.split('\n').collect::<Vec<_>>()) {
                assert!(finding.message.ends_with('.') && !finding.message.contains(". "), "{}", finding.message);
            }
        }
    }
}

#[test]
fn an_empty_note_is_told_at_its_mark_and_a_mark_beyond_the_notes_by_its_number() {
    let json = r#"{"type":"doc","content":[{"type":"kicker"},{"type":"headline"},{"type":"standfirst"},{"type":"paragraph","attrs":{"id":"p"},"content":[{"type":"text","text":"😀 One."},{"type":"note","content":[{"type":"text","text":"Seen."}]},{"type":"text","text":" Two."},{"type":"note"},{"type":"text","text":" Three. [3]"},{"type":"note_again","attrs":{"note":"gone"}}]}]}"#;
    let mut document = Document::from_json(json).unwrap();
    ids::Ordinals::default().fill(&mut document);
    let found = check(&Input { document: &document, fields: &Fields::default(), lang: "en", filed: None, printed: None });
    let told: Vec<_> = found.iter().map(|f| (f.start, f.end, f.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (13, 14, "Note 2 is empty, so its mark leads to nothing; write the note, or delete the mark."),
            (22, 25, "“[3]” looks like a note's mark, but the piece has only one note; write the note, or delete the mark."),
            (25, 26, "This cites again a note that is no longer there; choose another note, or delete the mark."),
        ]
    );
}
