//! Diff, edit, show and suggestions on texts small enough to read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use stet_document::diff::{Change, DiffBlock, compare};
use stet_document::suggest::{Decision, resolve};
use stet_document::{Block, Credit, Document, Fields, Inline, Part, Textblock, blocks, edit, ids, text};

fn paragraphs(texts: &[&str]) -> Document {
    let block = |text: &&str| {
        Block::Paragraph(Textblock {
            inlines: vec![Inline::Text { text: (*text).into(), marks: vec![] }],
            ..Textblock::default()
        })
    };
    let mut document = Document { body: texts.iter().map(block).collect(), ..Document::default() };
    document.normalise();
    ids::Ordinals::default().fill(&mut document);
    document
}

fn from(body: &str) -> Document {
    Document::from_json(&format!(
        r#"{{"type":"doc","content":[{{"type":"kicker"}},{{"type":"headline"}},{{"type":"standfirst"}},{body}]}}"#
    ))
    .unwrap()
}

fn shown(blocks: &[DiffBlock]) -> String {
    let mut out = String::new();
    for row in blocks {
        let side = |pieces: &[stet_document::diff::Piece]| -> String {
            pieces
                .iter()
                .map(|p| match p.kind {
                    Change::Same => p.text.clone(),
                    Change::Inserted => format!("+{}+", p.text),
                    Change::Deleted => format!("-{}-", p.text),
                    Change::Format => format!("~{}~", p.text),
                })
                .collect()
        };
        out.push_str(&format!("{} | {}{}\n", side(&row.before), side(&row.after), if row.moved { " moved" } else { "" }));
    }
    out
}

#[test]
fn a_changed_word_is_told_in_its_block_and_counted_twice() {
    let diff =
        compare(&paragraphs(&["The council voted.", "Nobody lost."]), &paragraphs(&["The council cheered.", "Nobody lost."]));
    assert_eq!(diff.words_changed, 2);
    assert_eq!(shown(&diff.blocks), "The council -voted-. | The council +cheered+.\nNobody lost. | Nobody lost.\n");
}

#[test]
fn a_block_that_came_or_went_stands_alone() {
    let diff = compare(
        &paragraphs(&["One two.", "Three four five."]),
        &paragraphs(&["One two.", "New words here, entirely.", "Three four five."]),
    );
    assert_eq!(diff.words_changed, 4);
    assert_eq!(shown(&diff.blocks), "One two. | One two.\n | +New words here, entirely.+\nThree four five. | Three four five.\n");
}

#[test]
fn a_moved_block_is_no_changed_word() {
    let (a, b, c) = (
        "The harbour was quiet on Monday.",
        "Ana Duarte read the figures aloud to them all.",
        "Nobody had expected so many votes at once.",
    );
    let diff = compare(&paragraphs(&[a, b, c]), &paragraphs(&[c, a, b]));
    assert_eq!(diff.words_changed, 0);
    assert_eq!(diff.blocks.iter().filter(|row| row.moved).count(), 2);
    assert!(!diff.same);
}

#[test]
fn a_split_paragraph_changes_no_word() {
    let diff =
        compare(&paragraphs(&["One two three. Four five six seven."]), &paragraphs(&["One two three.", "Four five six seven."]));
    assert_eq!(diff.words_changed, 0);
    assert!(!diff.same);
}

#[test]
fn other_marks_and_another_kind_of_block_are_format() {
    let a = from(r#"{"type":"paragraph","content":[{"type":"text","text":"Nobody lost it."}]}"#);
    let b = from(
        r#"{"type":"paragraph","content":[{"type":"text","text":"Nobody "},{"type":"text","text":"lost","marks":[{"type":"strong"}]},{"type":"text","text":" it."}]}"#,
    );
    let c = from(r#"{"type":"heading","content":[{"type":"text","text":"Nobody lost it."}]}"#);
    assert_eq!(shown(&compare(&a, &b).blocks), "Nobody ~lost~ it. | Nobody ~lost~ it.\n");
    assert_eq!(shown(&compare(&a, &c).blocks), "~Nobody lost it.~ | ~Nobody lost it.~\n");
    assert_eq!(compare(&a, &c).words_changed, 0);
}

#[test]
fn a_note_and_a_picture_that_came_are_seen() {
    let a = from(r#"{"type":"paragraph","content":[{"type":"text","text":"Prices halved."}]}"#);
    let b = from(
        r#"{"type":"paragraph","content":[{"type":"text","text":"Prices halved."},{"type":"note","content":[{"type":"text","text":"Port records."}]}]},{"type":"figure","attrs":{"alt":"A ferry"},"content":[{"type":"caption"},{"type":"picture_credit"}]}"#,
    );
    let diff = compare(&a, &b);
    assert_eq!(diff.words_changed, 4);
    assert_eq!(shown(&diff.blocks), "Prices halved. | Prices halved.+*+\n | +A ferry+\n | +Port records.+\n");
}

#[test]
fn the_text_is_shown_as_an_editor_reads_it() {
    let mut document = from(
        r#"{"type":"paragraph","content":[{"type":"text","text":"Prices halved."},{"type":"note","attrs":{"id":"n"},"content":[{"type":"text","text":"Port records."}]},{"type":"text","text":" Then rose."},{"type":"note_again","attrs":{"note":"n"}}]},{"type":"heading","content":[{"type":"text","text":"After"}]},{"type":"paragraph","content":[{"type":"text","text":"Two"},{"type":"break"},{"type":"text","text":"lines by "},{"type":"placeholder","attrs":{"label":"name"}},{"type":"note"}]}"#,
    );
    edit::set_part(&mut document, Part::Kicker, "Town").unwrap();
    edit::set_part(&mut document, Part::Headline, "The vote nobody lost").unwrap();
    let credit = |name: &str, role: &str, public| Credit { role: role.into(), name: name.into(), public, ..Credit::default() };
    let ana = Credit {
        title: "transport correspondent".into(),
        affiliation: "the Harbour Review (HR)".into(),
        ..credit("Ana Duarte", "by", true)
    };
    let fields = Fields {
        lang: "en-GB".into(),
        credits: vec![ana, credit("Bo Li", "by", true), credit("Ed", "edited-by", false)],
        ..Fields::default()
    };
    assert_eq!(
        text::show(&document, &fields),
        "Town\n\nThe vote nobody lost\n\nBy Ana Duarte, transport correspondent, the Harbour Review (HR) and Bo Li\n\nPrices halved.[1] Then rose.[1]\n\nAfter\n\nTwo lines by [name][2]\n\n[1] Port records.\n\n[2]\n"
    );
    assert_eq!(text::outline(&document)[0].text, "After");
}

#[test]
fn setting_a_part_keeps_the_marks_and_notes_around_what_changed() {
    let mut document = from(r#"{"type":"paragraph"}"#);
    let json = document.to_json().replacen(
        r#"{"type":"headline","attrs":{"id":"","lang":null,"dir":null}}"#,
        r#"{"type":"headline","content":[{"type":"text","text":"The "},{"type":"text","text":"vote","marks":[{"type":"emphasis"}]},{"type":"note"},{"type":"text","text":" nobody lost"}]}"#,
        1,
    );
    document = Document::from_json(&json).unwrap();
    edit::set_part(&mut document, Part::Headline, "The vote\u{FFFC} anybody lost").unwrap_err();
    assert!(edit::set_part(&mut document, Part::Headline, "Another headline").is_err());
    assert_eq!(blocks::blocks(&document)[1].text, "The vote\u{FFFC} nobody lost");
}

#[test]
fn a_suggested_split_is_joined_again_when_rejected() {
    let anchor = |kind: &str| format!(r#"{{"type":"text","text":"​","marks":[{{"type":"{kind}","attrs":{{"id":"s"}}}}]}}"#);
    let text = |text: &str| format!(r#"{{"type":"text","text":"{text}"}}"#);
    let split = from(&format!(
        r#"{{"type":"paragraph","content":[{},{}]}},{{"type":"paragraph","content":[{},{}]}}"#,
        text("One. "),
        anchor("insertion"),
        anchor("insertion"),
        text("Two.")
    ));
    let plain = |document: &Document| text::plain(document);
    assert_eq!(plain(&resolve(&split, &|_| Decision::Reject).unwrap()), "One. Two.\n");
    assert_eq!(plain(&resolve(&split, &|_| Decision::Accept).unwrap()), "One. \nTwo.\n");
}

#[test]
fn a_body_with_notes_is_not_overwritten_by_a_plain_text() {
    let mut plain = paragraphs(&["One two.", "Three."]);
    edit::set_part(&mut plain, Part::Body, "One 2.\n\nThree.\n\nFour.").unwrap();
    assert_eq!(text::plain(&plain), "One 2.\nThree.\nFour.\n");
    let mut noted = from(r#"{"type":"paragraph","content":[{"type":"note"}]}"#);
    assert!(edit::set_part(&mut noted, Part::Body, "One").is_err());
    assert_eq!(noted, from(r#"{"type":"paragraph","content":[{"type":"note"}]}"#));
}

#[test]
fn large_texts_are_compared_in_good_time() {
    let words: Vec<String> = (0..50_000).map(|n| format!("word{}", (n * 7919) % 3001)).collect();
    let texts: Vec<String> = words.chunks(100).map(|chunk| chunk.join(" ")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let a = paragraphs(&texts);
    let mut changed = texts.clone();
    changed[250] = "Something else stands here.";
    let b = paragraphs(&changed);
    let started = std::time::Instant::now();
    let diff = compare(&a, &b);
    println!("50,000 words compared in {:?}", started.elapsed());
    assert_eq!(diff.words_changed, 104);
}
