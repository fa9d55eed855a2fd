//! What is read of OpenDocument and rich text: files that LibreOffice wrote, small ones written here, and hostile ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, dead_code)]

mod word;

use std::time::{Duration, Instant};

use proptest::prelude::*;
use stet_document::{Block, Inline, ListKind, Mark, blocks};
use stet_formats::Imported;
use word::{read_as, zip};

fn case(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/papers").join(name)).unwrap()
}

fn texts(piece: &Imported) -> Vec<(String, String)> {
    blocks::blocks(&piece.document)
        .into_iter()
        .filter(|block| !block.text.is_empty())
        .map(|block| (block.kind.to_owned(), block.text))
        .collect()
}

fn has(piece: &Imported, text: &str) -> bool {
    texts(piece).iter().any(|(_, known)| known == text)
}

fn told<'p>(piece: &'p Imported, code: &str) -> Vec<&'p stet_formats::LeftOut> {
    piece.left_out.iter().filter(|one| one.code == code).collect()
}

fn words(piece: &Imported) -> String {
    texts(piece).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

fn inlines(piece: &Imported) -> Vec<Inline> {
    let paragraphs = piece.document.body.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text.inlines.clone()),
        _ => None,
    });
    paragraphs.flatten().collect()
}

fn marked(piece: &Imported, word: &str, mark: &str) -> bool {
    inlines(piece).iter().any(|inline| match inline {
        Inline::Text { text, marks } => text.trim() == word && marks.iter().any(|known| known.name() == mark),
        _ => false,
    })
}

/// What the same text gives in both formats.
fn ferry(piece: &Imported) {
    assert!(
        piece
            .document
            .headline
            .inlines
            .iter()
            .any(|inline| matches!(inline, Inline::Text { text, .. } if text.contains("vote nobody lost"))),
        "{:#?}",
        texts(piece)
    );
    assert_eq!(piece.fields.credits.first().map(|credit| credit.name.as_str()), Some("Ana Duarte"));
    assert_eq!(piece.fields.lang, "en-GB");
    assert!(marked(piece, "without", "emphasis") && marked(piece, "harbour master", "strong"), "{:#?}", inlines(piece));
    assert!(marked(piece, "voto de desempate", "foreign") && marked(piece, "nd", "sup"));
    let notes: Vec<String> = texts(piece).into_iter().filter(|(kind, _)| kind == "note").map(|(_, text)| text).collect();
    assert_eq!(notes.len(), 1, "{:#?}", texts(piece));
    assert!(notes[0].starts_with("1 May minutes, p. 4.") && notes[0].contains("Also the acta."), "{notes:?}");
    assert!(words(piece).contains("They spoke for three hours and left"), "{}", words(piece));
    assert!(!words(piece).contains("angrily") && !words(piece).contains("secret") && !words(piece).contains("Who was there"));
    assert_eq!(told(piece, "tracked-insertion").len(), 1, "{:#?}", piece.left_out);
    assert_eq!(told(piece, "tracked-deletion")[0].text.trim(), "most angrily");
    assert!(told(piece, "tracked-deletion")[0].message.contains("Rui Alves"));
    assert_eq!(told(piece, "comment")[0].text, "Who was there?");
    assert!(told(piece, "comment")[0].message.contains("Marta Reis"), "{:?}", told(piece, "comment"));
    assert_eq!(told(piece, "highlight")[0].text, "check this");
    assert!(told(piece, "hidden").iter().any(|one| one.text == "secret words"));
    let body = &piece.document.body;
    assert!(body.iter().any(|block| matches!(block, Block::Heading { .. })));
    let Some(Block::Quotation { blocks, .. }) = body.iter().find(|block| matches!(block, Block::Quotation { .. })) else {
        panic!("{:#?}", texts(piece))
    };
    assert_eq!(blocks.len(), 2);
    let lists: Vec<&Block> = body.iter().filter(|block| matches!(block, Block::List { .. })).collect();
    let Block::List { kind: ListKind::Numbered, start: 3, items, .. } = lists[0] else { panic!("{lists:#?}") };
    assert_eq!(items.len(), 2);
    assert!(matches!(items[0].blocks[1], Block::List { kind: ListKind::Bulleted, .. }));
    let Some(Block::Table { rows, .. }) = body.iter().find(|block| matches!(block, Block::Table { .. })) else { panic!() };
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[1].cells.len(), rows[1].cells[0].colspan), (1, 2), "{:#?}", rows[1]);
    let Some(Block::Figure(figure)) = body.iter().find(|block| matches!(block, Block::Figure(_))) else { panic!() };
    assert_eq!(figure.alt, "The quay at dawn");
    assert_eq!(piece.media.len(), 1);
    assert_eq!(piece.media[0].hash, figure.src);
    assert!(has(piece, "The end."));
    let link = inlines(piece).into_iter().any(|inline| match inline {
        Inline::Text { text, marks } => {
            text == "minutes"
                && marks.iter().any(|mark| matches!(mark, Mark::Link { href, .. } if href == "https://example.org/minutes"))
        }
        _ => false,
    });
    assert!(link);
}

#[test]
fn a_text_by_libreoffice_keeps_its_notes_quotations_lists_tables_pictures_and_languages() {
    let piece = read_as("ferry.odt", &case("ferry.odt"), &[]).unwrap();
    assert_eq!(piece.format, "odt");
    ferry(&piece);
    let again = inlines(&piece).iter().any(|inline| matches!(inline, Inline::NoteAgain { .. }));
    assert!(again, "a note that is cited again stands again");
    assert!(words(&piece).contains("its kind.  So.") || words(&piece).contains("its kind.   So."), "{}", words(&piece));
    let rtl = piece.document.body.iter().any(
        |block| matches!(block, Block::Paragraph(text) if text.meta.lang.as_ref().is_some_and(|lang| lang.0.starts_with("ar"))),
    );
    assert!(rtl, "the Arabic paragraph says its language");
}

#[test]
fn the_same_text_as_rich_text_keeps_the_same() {
    let piece = read_as("ferry.rtf", &case("ferry.rtf"), &[]).unwrap();
    assert_eq!(piece.format, "rtf");
    ferry(&piece);
}

fn rtf(body: &str) -> Imported {
    let text = format!(
        "{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times;}}{{\\f1\\fcharset204 Times;}}{{\\f2\\fcharset128 Mincho;}}}}{body}}}"
    );
    read_as("piece.rtf", text.as_bytes(), &["headline", "kicker", "standfirst", "byline", "notes"]).unwrap()
}

#[test]
fn letters_of_code_pages_and_of_unicode_are_what_they_were() {
    let piece = rtf(
        r"caf\'e9 {\f1 \'cf\'f0\'e8\'e2\'e5\'f2} {\f2 \'93\'fa\'96\'7b} \uc1\u8217?\uc2\u8364\'80\'80\uc0\u233 \uc1\u-10179?\u-8704?.\par
a\~b\_c \emdash\ldblquote x\rdblquote\par",
    );
    assert_eq!(texts(&piece)[0].1, "café Привет 日本 ’€é😀.");
    assert_eq!(texts(&piece)[1].1, "a\u{a0}b\u{2011}c —“x”");
}

#[test]
fn what_a_rich_text_file_hides_or_embeds_is_told_and_not_taken() {
    let piece = rtf(
        r"Words {\v hidden ones}here.{\*\unknown secret}{\header Page head}{\object{\*\objdata 0102}{\result shown}}{\pict\wmetafile8 0102}{\info{\title Canary}}\par {\field{\*\fldinst HYPERLINK javascript:alert(1)}{\fldrslt go}} {\field{\*\fldinst{HYPERLINK }{\'22https://example.org/a\'22}}{\fldrslt there}}\bin4 }}}} end\par",
    );
    let all = words(&piece);
    assert!(all.contains("Words here.shown") && all.contains("go there end"), "{all}");
    assert!(!all.contains("secret") && !all.contains("Canary") && !all.contains("Page head"));
    for code in ["hidden", "page-text", "embedded-object", "picture-kind", "link-unsafe"] {
        assert_eq!(told(&piece, code).len(), 1, "{code}: {:#?}", piece.left_out);
    }
}

#[test]
fn a_file_that_ends_in_the_middle_says_so() {
    let piece = rtf(r"Whole words.\par {\b and then");
    assert!(has(&piece, "Whole words.") || words(&piece).contains("Whole words."));
    let cut = read_as("cut.rtf", br"{\rtf1 Words.\par {\b and then", &["headline"]).unwrap();
    assert_eq!(told(&cut, "cut-off").len(), 1);
    assert_eq!(read_as("cut.rtf", br"{\rtf1 {\fonttbl", &[]).unwrap_err().code, "damaged");
}

fn odt(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    raw_odt(content.as_bytes(), more)
}

fn raw_odt(content: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("META-INF/manifest.xml", b"<m/>"),
    ];
    parts.extend(more);
    zip(&parts)
}

fn refused(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let failure = read_as(name, bytes, &[]).expect_err("it was read");
    assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    assert!(failure.message.split_whitespace().count() <= 25, "{}", failure.message);
    assert!(failure.message.ends_with('.') && !failure.message.contains(['/', '\\', '{']), "{}", failure.message);
    assert!(!failure.message.contains("Word document"), "{}", failure.message);
    failure.code
}

#[test]
fn hostile_and_broken_papers_are_refused_with_a_sentence() {
    assert_eq!(refused("bomb.odt", &raw_odt(&vec![b' '; 65 * 1024 * 1024], &[])), "too-large");
    assert_eq!(refused("flood.odt", &raw_odt(&vec![b' '; 20 * 1024 * 1024], &[])), "hostile");
    assert_eq!(refused("xxe.odt", &raw_odt(b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", &[])), "hostile");
    assert_eq!(refused("deep.odt", &raw_odt("<a>".repeat(100_000).as_bytes(), &[])), "hostile");
    assert_eq!(refused("none.odt", &raw_odt(b"<x/>", &[])), "unreadable");
    assert_eq!(refused("cut.odt", &raw_odt(b"<x><y>", &[])), "damaged");
    let locked = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"\x01\x02"),
        (
            "META-INF/manifest.xml",
            br#"<m xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:encryption-data/></m>"#,
        ),
    ]);
    assert_eq!(refused("locked.odt", &locked), "unreadable");
    let sheet: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let sheet = word::stored(&[("mimetype", "mimetype", sheet), ("content.xml", "content.xml", b"<x/>")]);
    assert_eq!(refused("sheet.odt", &sheet), "unreadable");
    assert_eq!(refused("deep.rtf", format!("{{\\rtf1 {}", "{".repeat(100_000)).as_bytes()), "hostile");
    assert_eq!(refused("words.rtf", b"just words"), "damaged");
}

#[test]
fn repeated_cells_deep_boxes_and_pictures_elsewhere_stay_small() {
    let cells = r#"<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table><text:p>after</text:p>"#;
    let start = Instant::now();
    let piece = read_as("cells.odt", &odt(cells, &[]), &[]).unwrap();
    assert!(start.elapsed() < Duration::from_secs(10) && words(&piece).contains("after"));
    let boxes = format!(
        "<text:p>{}deep{}</text:p>",
        "<draw:frame><draw:text-box><text:p>".repeat(60),
        "</text:p></draw:text-box></draw:frame>".repeat(60)
    );
    let piece = read_as("boxes.odt", &odt(&boxes, &[]), &[]).unwrap();
    assert!(piece.left_out.iter().any(|one| one.text.contains("deep")) || words(&piece).contains("deep"));
    let away = r#"<text:p>a<draw:frame><draw:image xlink:href="https://tracker.example/x.png"/></draw:frame><draw:frame><draw:image xlink:href="../../etc/passwd"/></draw:frame></text:p>"#;
    let piece = read_as("away.odt", &odt(away, &[]), &[]).unwrap();
    assert_eq!(told(&piece, "external-picture")[0].text, "https://tracker.example/x.png");
    assert_eq!(told(&piece, "picture-missing").len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    /// A byte changed anywhere is read or refused, never a panic, never long.
    #[test]
    fn changed_bytes_never_break_the_readers(at in 0usize..20_000, byte in any::<u8>(), len in 0usize..40) {
        for name in ["ferry.odt", "ferry.rtf"] {
            let mut bytes = case(name);
            let at = at % bytes.len();
            let end = (at + len).min(bytes.len());
            bytes[at..end].fill(byte);
            if let Err(failure) = read_as(name, &bytes, &[]) {
                prop_assert!(failure.message.ends_with('.'));
            }
        }
    }
}
