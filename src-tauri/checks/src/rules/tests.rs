//! What every rule must hold to: its examples are found and mended, what looks like it is not.

use crate::{Finding, Input, check};
use stet_document::{Block, Document, Fields, Inline, Textblock, ids};

/// A piece with these paragraphs.
pub(crate) fn piece(paragraphs: &[&str]) -> Document {
    let body = paragraphs.iter().map(|text| {
        Block::Paragraph(Textblock { inlines: vec![Inline::Text { text: (*text).to_owned(), marks: Vec::new() }], ..Textblock::default() })
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
        assert!(!rule.examples.is_empty() && !rule.what.is_empty() && !rule.why.is_empty() && !rule.source.is_empty(), "{}", rule.id);
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
