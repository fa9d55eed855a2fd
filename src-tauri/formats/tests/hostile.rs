//! Broken and hostile Word documents: one plain sentence, quickly, and never a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, dead_code)]

mod word;

use std::time::{Duration, Instant};

use proptest::prelude::*;
use word::{W, docx, finish, head, listed, raw_docx, read, read_as, rich, stored, zip};

/// Refused in time, with a sentence that a person understands.
fn refused(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let failure = read_as(name, bytes, &[]).expect_err("it was read");
    assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    assert!(failure.message.split_whitespace().count() <= 25, "{}", failure.message);
    assert!(failure.message.ends_with('.') && !failure.message.contains(['/', '\\', '{']), "{}", failure.message);
    assert!(matches!(failure.code.as_str(), "damaged" | "hostile" | "too-large" | "unreadable"), "{}", failure.code);
    failure.message
}

#[test]
fn other_kinds_of_files_under_the_name_of_a_word_document_are_named() {
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest".to_vec();
    let mut locked = ole.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, word) in [
        (ole, "old Word"),
        (locked, "password"),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (
            zip(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("content.xml", b"<x/>"),
                ("META-INF/manifest.xml", b"<x/>"),
            ]),
            "OpenDocument",
        ),
        (zip(&[("Index/Document.iwa", b"x")]), "Pages"),
        (zip(&[("xl/workbook.xml", b"<x/>")]), "Excel"),
        (b"just words".to_vec(), "damaged"),
        (Vec::new(), "empty"),
        (zip(&[("readme.txt", b"x")]), "none"),
    ] {
        let sentence = refused("ferry.docx", &bytes);
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

#[test]
fn a_bomb_a_flood_and_a_lie_about_sizes_are_refused() {
    let zeros = vec![b' '; 65 * 1024 * 1024];
    refused("bomb.docx", &raw_docx(&zeros, &[]));
    let flood = vec![b' '; 20 * 1024 * 1024];
    refused("flood.docx", &raw_docx(&flood, &[]));
    let mut lie = docx("<w:p/>", &[]);
    // The declared size of every part in the list at the end.
    let at: Vec<usize> = (0..lie.len() - 4).filter(|at| &lie[*at..at + 4] == b"PK\x01\x02").collect();
    for at in at {
        lie[at + 24..at + 28].copy_from_slice(&7_u32.to_le_bytes());
    }
    refused("lie.docx", &lie);
}

#[test]
fn twins_overlaps_false_counts_and_double_names_are_refused() {
    let body = b"<w:document/>".as_slice();
    refused(
        "twins.docx",
        &stored(&[("word/document.xml", "word/document.xml", body), ("word/document.xml", "word/document.xml", body)]),
    );
    refused(
        "case.docx",
        &stored(&[("word/document.xml", "word/document.xml", body), ("word/Document.xml", "word/Document.xml", body)]),
    );
    refused("names.docx", &stored(&[("word/document.xml", "word/documenu.xml", body)]));
    let inner = head("b", b"inside");
    let outer = head("a", &inner);
    let offset = outer.len() - inner.len();
    let list = [listed("a", &inner, 0), listed("b", b"inside", offset)].concat();
    refused("overlap.docx", &finish(outer, &list, 2));
    let one = head("a", b"x");
    let list = listed("a", b"x", 0);
    refused("count.docx", &finish(one, &list, 3));
    let many: Vec<String> = (0..10_500).map(|number| format!("p{number}")).collect();
    let many: Vec<(&str, &str, &[u8])> = many.iter().map(|name| (name.as_str(), name.as_str(), b"".as_slice())).collect();
    refused("many.docx", &stored(&many));
}

#[test]
fn cut_files_wrong_sums_and_broken_xml_are_damaged() {
    let whole = rich();
    for part in [10, 30, whole.len() / 2, whole.len() - 5] {
        refused("cut.docx", &whole[..part]);
    }
    let mut sum = stored(&[("word/document.xml", "word/document.xml", b"<w:document/>")]);
    let at = (0..sum.len()).find(|at| sum[*at..].starts_with(b"<w:doc")).unwrap();
    sum[at + 3] = b'X';
    refused("sum.docx", &sum);
    refused("open.docx", &docx("<w:p>", &[]));
    refused("twice.docx", &raw_docx(b"<a/><b/>", &[]));
    refused("nothing.docx", &raw_docx(b"", &[]));
}

#[test]
fn a_doctype_depth_and_swarms_of_attributes_are_refused() {
    let bomb = format!(
        "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    );
    assert!(refused("entity.docx", &raw_docx(bomb.as_bytes(), &[])).contains("DOCTYPE"));
    let deep = format!("<w:document {W}>{}", "<w:sdt>".repeat(400_000));
    refused("deep.docx", &raw_docx(deep.as_bytes(), &[]));
    let swarm: String = (0..100_000).map(|number| format!(" a{number}=\"\"")).collect();
    refused("swarm.docx", &docx(&format!("<w:p{swarm}/>"), &[]));
}

#[test]
fn illegal_characters_are_taken_out_and_told_and_utf_16_is_read() {
    let piece = read(&docx("<w:p><w:r><w:t>a&#0;b&#xFFFE;c&#xD800;d\u{1}e</w:t></w:r></w:p>", &[]));
    assert_eq!(stet_document::text::plain(&piece.document).trim(), "abcde");
    assert_eq!(piece.left_out.iter().find(|one| one.code == "illegal-characters").unwrap().count, 4);
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document {W}><w:body><w:p><w:r><w:t>Żółw 𝄞</w:t></w:r></w:p></w:body></w:document>"
    );
    let wide: Vec<u8> = [0xfe, 0xff].into_iter().chain(xml.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(stet_document::text::plain(&read(&raw_docx(&wide, &[])).document).trim(), "Żółw 𝄞");
}

#[test]
fn nothing_outside_the_file_is_fetched_and_macros_are_listed() {
    let picture = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p"/><a:graphic><a:blip r:link="far"/></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t>Words</w:t></w:r></w:p><w:altChunk r:id="chunk"/>"#;
    let far = r#"<Relationship Id="far" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/>"#;
    let piece = read(&docx(picture, &[("relations", far), ("word/vbaProject.bin", "x")]));
    let codes: Vec<_> = piece.left_out.iter().map(|one| one.code.as_str()).collect();
    for code in ["external-picture", "macro", "chunk"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert!(piece.media.is_empty());
}

#[test]
fn a_long_document_is_read_within_its_time() {
    let paragraph = "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">The council met </w:t></w:r><w:r><w:t>to close a quarrel that has run since spring and nobody told us why.</w:t></w:r></w:p>";
    let bytes = docx(&paragraph.repeat(300), &[]);
    let start = Instant::now();
    read(&bytes);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_of_a_document_never_end_in_a_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>(), cuts in 0..8_u8) {
        let mut bytes = rich();
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if cuts == 0 {
            let at = cut.index(bytes.len());
            bytes.truncate(at);
        }
        let start = Instant::now();
        if let Err(failure) = read_as("piece.docx", &bytes, &[]) {
            prop_assert!(failure.message.split_whitespace().count() <= 25);
        }
        prop_assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn changed_xml_of_a_document_never_ends_in_a_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec!["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:tbl>", "<w:tc>", "<w:del>", "</w:del>", "<w:sdtContent>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"separate\"/>", "<w:footnoteReference w:id=\"2\"/>", "&", "<", "w:val=\"99999999999\"", "<w:vMerge/>", "<w:t>x</w:t>"])), 1..10)) {
        let mut xml = format!("<w:document {W}><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>");
        for (at, text) in &changes {
            let places: Vec<usize> = xml.match_indices(['<', '>']).map(|(at, _)| at).collect();
            let at = places[at.index(places.len())];
            xml.insert_str(at, text);
        }
        if let Ok(piece) = read_as("piece.docx", &raw_docx(xml.as_bytes(), &[]), &[]) {
            let written = piece.document.to_json();
            prop_assert!(stet_document::Document::from_json(&written).is_ok());
        }
    }
}
