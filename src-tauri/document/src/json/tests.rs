//! What reading and writing hold to, on hand-made texts.

use crate::*;

fn doc(body: &str) -> String {
    format!(r#"{{"type":"doc","content":[{{"type":"kicker"}},{{"type":"headline"}},{{"type":"standfirst"}},{body}]}}"#)
}

fn code(body: &str) -> String {
    Document::from_json(&doc(body)).unwrap_err().code
}

#[test]
fn an_empty_text_is_written_as_the_editor_writes_it_and_read_again() {
    let written = Document::empty().to_json();
    assert!(
        written.starts_with(
            r#"{"type":"doc","content":[{"type":"kicker","attrs":{"id":"","lang":null,"dir":null}},{"type":"headline""#
        ),
        "{written}"
    );
    assert_eq!(Document::from_json(&written).unwrap(), Document::empty());
}

#[test]
fn equal_neighbours_are_merged_and_marks_put_in_order() {
    let text = doc(
        r#"{"type":"paragraph","content":[{"type":"text","marks":[{"type":"strong"},{"type":"emphasis"}],"text":"a"},{"type":"text","marks":[{"type":"emphasis"},{"type":"strong"}],"text":"b"}]}"#,
    );
    let read = Document::from_json(&text).unwrap();
    let Block::Paragraph(paragraph) = &read.body[0] else { panic!() };
    assert_eq!(paragraph.inlines, vec![Inline::Text { text: "ab".into(), marks: vec![Mark::Emphasis, Mark::Strong] }]);
}

#[test]
fn what_the_schema_does_not_know_is_refused() {
    for body in [
        r#"{"type":"poem"}"#,
        r#"{"type":"paragraph","attrs":{"colour":"red"}}"#,
        r#"{"type":"heading","attrs":{"level":7}}"#,
        r#"{"type":"heading","attrs":{"level":"2"}}"#,
        r#"{"type":"paragraph","content":[{"type":"text","text":""}]}"#,
        r#"{"type":"paragraph","content":[{"type":"paragraph"}]}"#,
        r#"{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"java\nscript:alert(1)"}}]}]}"#,
        r#"{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"sub"},{"type":"sup"}]}]}"#,
        r#"{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"comment"}]}]}"#,
        r#"{"type":"paragraph","marks":[{"type":"strong"}]}"#,
        r#"{"type":"paragraph","content":[{"type":"note","content":[{"type":"note"}]}]}"#,
        r#"{"type":"code","content":[{"type":"break"}]}"#,
        r#"{"type":"code","content":[{"type":"text","text":"a","marks":[{"type":"strong"}]}]}"#,
        r#"{"type":"figure","attrs":{"src":"abc"},"content":[{"type":"caption"},{"type":"picture_credit"}]}"#,
        r#"{"type":"figure","content":[{"type":"caption"}]}"#,
        r#"{"type":"turn"}"#,
        r#"{"type":"rule","content":[{"type":"paragraph"}]}"#,
        r#"{"type":"list","content":[{"type":"paragraph"}]}"#,
        r#"{"type":"table","content":[{"type":"table_row","content":[{"type":"table_cell"}]}]}"#,
        r#"{"type":"quotation","content":[{"type":"attribution"},{"type":"paragraph"}]}"#,
        r#"{"type":"paragraph","text":"lost"}"#,
        r#"{"type":"paragraph","attrs":[1]}"#,
        r#"{"type":"paragraph","content":{"type":"text","text":"a"}}"#,
        r#"{"type":"kicker"}"#,
        r#"7"#,
    ] {
        assert_eq!(code(body), "unknown-node", "{body}");
    }
    assert_eq!(Document::from_json("{").unwrap_err().code, "damaged");
    assert_eq!(Document::from_json(r#"{"type":"doc","content":[]}"#).unwrap_err().code, "unknown-node");
}

#[test]
fn a_text_nested_too_deeply_is_refused_and_never_a_crash() {
    let nest = |levels: usize| {
        format!("{}{{\"type\":\"paragraph\"}}{}", "{\"type\":\"box\",\"content\":[".repeat(levels), "]}".repeat(levels))
    };
    assert!(Document::from_json(&doc(&nest(31))).is_ok());
    assert_eq!(code(&nest(32)), "too-large");
    assert_eq!(code(&nest(100_000)), "too-large");
}

#[test]
fn ids_are_given_where_empty_or_doubled() {
    let mut document = Document::from_json(&doc(
        r#"{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"note"}]},{"type":"paragraph","attrs":{"id":"a"}}"#,
    ))
    .unwrap();
    let mut seed = 7_u64;
    ids::fill(&mut document, &mut || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        seed
    });
    let mut ids = Vec::new();
    ids::each(&mut document, &mut |id| ids.push(id.0.clone()));
    assert_eq!(ids.len(), 6);
    assert_eq!(ids[3], "a");
    assert!(ids.iter().enumerate().all(|(at, id)| at == 3 || id.len() == 12));
    assert_ne!(ids[5], "a");
}

#[test]
fn blocks_come_in_reading_order_with_offsets_in_utf16_units() {
    let document = Document::from_json(&doc(
        r#"{"type":"paragraph","content":[{"type":"text","text":"😀 x"},{"type":"note","content":[{"type":"text","text":"Seen."}]},{"type":"text","text":"end","marks":[{"type":"strong"}]}]},{"type":"paragraph","content":[{"type":"text","text":"last"}]}"#,
    ))
    .unwrap();
    let blocks = blocks::blocks(&document);
    let kinds: Vec<_> = blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, ["kicker", "headline", "standfirst", "paragraph", "paragraph", "note"]);
    assert_eq!(blocks[3].objects[0].at, 4);
    assert_eq!((blocks[3].spans[0].start, blocks[3].spans[0].end), (5, 8));
    assert_eq!(text::plain(&document), "😀 xend\nlast\nSeen.\n");
    assert_eq!(counts::words(&document), counts::Words { whole: 4, body: 3, notes: 1 });
}

#[test]
fn words_are_counted_as_an_editor_counts() {
    for (text, words) in [
        ("", 0),
        ("The vote — 3.5 per cent.", 5),
        ("don’t well-known", 3),
        ("議会は", 3),
        ("カタカナ", 4),
        ("صوّت المجلس", 2),
        ("潮平两岸阔，风正一帆悬。", 10),
        ("荒海や佐渡に横たふ天の川", 12),
        ("น้ำขึ้นให้รีบตัก", 4),
        ("Nam Khuen (น้ำขึ้น) 2569", 5),
    ] {
        assert_eq!(counts::count(text), words, "{text}");
    }
}

/// Set `STET_WRITE_CASES=1` to write the file anew from the table.
#[test]
fn the_schema_file_for_the_editor_is_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/schema.json");
    if std::env::var_os("STET_WRITE_CASES").is_some() {
        std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap()).unwrap();
        std::fs::write(path, schema::to_json()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), schema::to_json(), "run the test with STET_WRITE_CASES=1");
}
