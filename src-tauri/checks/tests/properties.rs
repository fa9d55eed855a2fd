//! What holds for every finding, on random texts and on small ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::prelude::*;
use stet_checks::{Finding, Input, check};
use stet_document::{Block, Credit, Document, Fields, Inline, Mark, Teasers, Textblock, arbitrary, blocks, edit, ids};

fn run(document: &Document, fields: &Fields, lang: &str) -> Vec<Finding> {
    check(&Input { document, fields, lang, filed: None, printed: None })
}

fn english(document: &Document) -> Vec<Finding> {
    run(document, &Fields::default(), "en-GB")
}

fn text(text: &str) -> Inline {
    Inline::Text { text: text.into(), marks: vec![] }
}

fn piece(paragraphs: Vec<Vec<Inline>>) -> Document {
    let body = paragraphs.into_iter().map(|inlines| Block::Paragraph(Textblock { inlines, ..Textblock::default() }));
    let mut document = Document { body: body.collect(), ..Document::default() };
    document.normalise();
    ids::Ordinals::default().fill(&mut document);
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_finding_stands_where_it_says_and_every_fix_can_be_made(
        seed: u64,
        odd in proptest::collection::vec(proptest::sample::select(vec!["“", "”", "‘", "’", "«", "»", "„", "\"", "[3]", "[", "]", "TK", "XXX", "???", "the the", "😀", " ", "\u{FFFC}", "5\"", "No,", "said.", "…"]), 0..24),
        lang in proptest::sample::select(vec!["en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "", "zz"]),
    ) {
        let mut document = arbitrary::document(&mut arbitrary::numbers(seed), &|_| true);
        document.body.push(Block::Paragraph(Textblock { inlines: vec![text(&odd.join(" "))], ..Textblock::default() }));
        document.body.push(Block::Paragraph(Textblock { inlines: vec![text(&odd.concat())], ..Textblock::default() }));
        document.normalise();
        ids::fill(&mut document, &mut arbitrary::numbers(seed ^ 1));
        let found = run(&document, &Fields::default(), lang);
        let all = blocks::blocks(&document);
        for finding in &found {
            prop_assert!(finding.before.chars().count() <= 20 && finding.after.chars().count() <= 20);
            let Some(block) = all.iter().find(|b| finding.field.is_none() && Some(&b.id) == finding.block.as_ref()) else { continue };
            let units: Vec<u16> = block.text.encode_utf16().collect();
            prop_assert_eq!(String::from_utf16(&units[finding.start as usize..finding.end as usize]).unwrap(), finding.text.clone());
            for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                let mut mended = document.clone();
                edit::replace(&mut mended, edit.block.as_ref().unwrap(), edit.start, edit.end, &edit.replace).unwrap();
            }
        }
        let mut ids: Vec<_> = found.iter().map(|f| &f.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), found.len());
    }
}

#[test]
fn a_doubled_word_is_found_across_marks_lines_and_notes_and_its_fix_mends_it() {
    let strong = Inline::Text { text: "the".into(), marks: vec![Mark::Strong] };
    let note = || Inline::Note(stet_document::Note { inlines: vec![text("Seen.")], ..stet_document::Note::default() });
    for (inlines, mended) in [
        (vec![text("She saw the "), strong.clone(), text(" vote.")], "She saw the vote."),
        (vec![text("She saw the"), Inline::Break { marks: vec![] }, text("the vote.")], "She saw the\u{FFFC}vote."),
        (vec![text("She saw the"), note(), text(" the vote.")], "She saw the\u{FFFC} vote."),
    ] {
        let mut document = piece(vec![inlines]);
        let found = english(&document);
        assert_eq!(found.len(), 1, "{found:#?}");
        let edit = &found[0].fixes[0].edits[0];
        edit::replace(&mut document, edit.block.as_ref().unwrap(), edit.start, edit.end, &edit.replace).unwrap();
        assert_eq!(blocks::blocks(&document)[3].text, mended);
        assert!(english(&document).is_empty());
    }
}

#[test]
fn a_finding_keeps_its_id_when_the_text_is_edited_elsewhere() {
    let before = english(&piece(vec![vec![text("One day.")], vec![text("She counted the the votes by TK margin.")]]));
    let after = english(&piece(vec![
        vec![text("Another long day came.")],
        vec![text("New.")],
        vec![text("At last she counted the the votes by TK margin.")],
    ]));
    let ids = |found: &[Finding]| found.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    assert_eq!(before.len(), 2);
    assert_eq!(ids(&before), ids(&after));
    let changed = english(&piece(vec![vec![text("She counted the the ballots by TK margin.")]]));
    assert_ne!(before[0].id, changed[0].id);
    assert_eq!(before[1].id, changed[1].id);
}

#[test]
fn placeholders_are_found_in_every_part_and_field() {
    let mut document = piece(vec![vec![text("Nine votes by "), Inline::Placeholder { label: "name".into(), marks: vec![] }]]);
    document.body.push(Block::Figure(stet_document::Figure { alt: "TK picture".into(), ..stet_document::Figure::default() }));
    document.headline.inlines.push(text("By TK votes"));
    ids::Ordinals::default().fill(&mut document);
    let fields = Fields {
        author_note: "Ana is [check].".into(),
        credits: vec![Credit { name: "XXX".into(), ..Credit::default() }],
        teasers: Teasers { social_text: "lorem ipsum".into(), ..Teasers::default() },
        ..Fields::default()
    };
    let found = run(&document, &fields, "en");
    let places: Vec<_> = found.iter().map(|f| f.field.clone().unwrap_or_else(|| format!("{:?}", f.part))).collect();
    assert_eq!(places, ["Headline", "credits", "Body", "alt", "author_note", "social_text"]);
    assert!(found[2].message.starts_with("“name” "));
}
