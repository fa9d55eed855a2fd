//! What is read of a Word document: structure, marks, notes, lists, tables, pictures, languages, and what is listed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, dead_code)]

mod word;

use stet_document::{Block, Inline, ListKind, Mark, blocks};
use word::{W, docx, read, read_as, rich};

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(level: u8, list: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn texts(piece: &stet_formats::Imported) -> Vec<(String, String)> {
    blocks::blocks(&piece.document)
        .into_iter()
        .filter(|block| !block.text.is_empty())
        .map(|block| (block.kind.to_owned(), block.text))
        .collect()
}

fn told<'p>(piece: &'p stet_formats::Imported, code: &str) -> Vec<&'p stet_formats::LeftOut> {
    piece.left_out.iter().filter(|one| one.code == code).collect()
}

fn marks(piece: &stet_formats::Imported) -> Vec<(String, Vec<Mark>)> {
    let Block::Paragraph(text) = &piece.document.body[0] else { panic!("{:?}", piece.document.body) };
    let texts = text.inlines.iter().filter_map(|inline| match inline {
        Inline::Text { text, marks } => Some((text.clone(), marks.clone())),
        _ => None,
    });
    texts.collect()
}

#[test]
fn headings_by_style_outline_and_language_and_quotations_gather() {
    let body = [
        styled("Heading1", "One"),
        styled("berschrift2", "Zwei"),
        p("Text."),
        styled("Quote", "First."),
        styled("Quote", "Second."),
        p("After."),
    ]
    .concat();
    let piece = read(&docx(&body, &[]));
    let kinds: Vec<String> = texts(&piece).into_iter().map(|one| one.0).collect();
    assert_eq!(kinds, ["heading", "heading", "paragraph", "paragraph", "paragraph", "paragraph"]);
    assert!(matches!(&piece.document.body[0], Block::Heading { level: 2, .. }));
    assert!(matches!(&piece.document.body[1], Block::Heading { level: 3, .. }));
    assert!(matches!(&piece.document.body[3], Block::Quotation { blocks, .. } if blocks.len() == 2));
}

#[test]
fn a_style_made_from_the_title_is_not_the_headline() {
    let style = |id: &str, below: &str| {
        format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/><w:basedOn w:val="{below}"/></w:style>"#)
    };
    let styles = format!("<w:styles {W}>{}{}</w:styles>", style("Title", "Normal"), style("Date", "Title"));
    let body = [styled("Title", "The vote nobody lost"), styled("Date", "26 November 2026"), p("The council met.")].concat();
    let piece = read_as("piece.docx", &docx(&body, &[("styles", &styles)]), &[]).unwrap();
    assert_eq!(piece.filed.as_deref(), Some("2026-11-26"));
    assert_eq!(texts(&piece)[0], ("headline".to_owned(), "The vote nobody lost".to_owned()));
}

#[test]
fn marks_come_from_the_run_and_from_inherited_styles() {
    let styles = format!(
        r#"<w:styles {W}><w:style w:type="character" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:smallCaps/></w:rPr></w:style><w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/><w:basedOn w:val="Base"/><w:rPr><w:i/></w:rPr></w:style></w:styles>"#
    );
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p>",
        run("<w:b/>", "bold"),
        run("<w:rStyle w:val=\"Up\"/>", "caps"),
        run("<w:rStyle w:val=\"Up\"/><w:i w:val=\"0\"/>", "roman"),
        run("<w:vertAlign w:val=\"superscript\"/>", "2"),
        run("<w:strike/>", "gone")
    );
    let piece = read(&docx(&body, &[("styles", &styles)]));
    assert_eq!(
        marks(&piece),
        [
            ("bold".to_owned(), vec![Mark::Strong]),
            ("caps".to_owned(), vec![Mark::Emphasis, Mark::SmallCaps]),
            ("roman".to_owned(), vec![Mark::SmallCaps]),
            ("2".to_owned(), vec![Mark::Sup]),
            ("gone".to_owned(), vec![Mark::Strike]),
        ]
    );
}

#[test]
fn notes_of_several_paragraphs_are_joined_and_told() {
    let piece = read_as("piece.docx", &rich(), &[]).unwrap();
    let texts = texts(&piece);
    assert_eq!(texts.last().unwrap(), &("note".to_owned(), "Minutes, p. 4.\u{fffc}More.".to_owned()));
    assert_eq!(told(&piece, "note-paragraphs")[0].count, 1);
    assert_eq!(texts[0], ("kicker".to_owned(), "Town".to_owned()));
    assert_eq!(piece.fields.credits[0].name, "Ana Duarte");
}

#[test]
fn lists_nest_are_lettered_start_and_go_on() {
    let level = |number: u8, format: &str, start: u8| {
        format!(r#"<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/></w:lvl>"#)
    };
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
        level(0, "decimal", 3),
        level(1, "lowerLetter", 1)
    );
    let body =
        [item(0, 1, "Three"), item(1, 1, "a"), item(1, 1, "b"), item(0, 1, "Four"), p("Between."), item(0, 1, "Five")].concat();
    let piece = read(&docx(&body, &[("numbering", &numbering)]));
    let Block::List { kind: ListKind::Numbered, start: 3, items, .. } = &piece.document.body[0] else {
        panic!("{:?}", piece.document.body)
    };
    assert_eq!(items.len(), 2);
    assert!(matches!(&items[0].blocks[1], Block::List { kind: ListKind::Lettered, start: 1, items, .. } if items.len() == 2));
    assert!(matches!(&piece.document.body[2], Block::List { start: 5, .. }));
}

#[test]
fn tables_keep_spans_and_header_rows() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let body = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "Head"),
        cell("<w:vMerge w:val=\"restart\"/>", "Tall"),
        cell("", "A"),
        cell("<w:vMerge/>", ""),
        cell("", "B")
    );
    let piece = read(&docx(&body, &[]));
    let Block::Table { rows, .. } = &piece.document.body[0] else { panic!("{:?}", piece.document.body) };
    assert!(rows[0].cells[0].header && rows[0].cells[0].colspan == 2);
    assert_eq!((rows[1].cells[0].rowspan, rows[2].cells.len()), (2, 1));
}

#[test]
fn links_come_from_relations_and_fields_and_unsafe_ones_are_told() {
    let field = |address: &str, text: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"{address}\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{text}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}{}<w:r><w:t> end</w:t></w:r></w:p>",
        field("https://example.org/a", "page"),
        field("javascript:alert(1)", "script")
    );
    let piece = read(&docx(&body, &[]));
    let link = Mark::Link { href: "https://example.org/a".to_owned(), title: String::new() };
    assert_eq!(marks(&piece), [("page".to_owned(), vec![link]), ("script end".to_owned(), Vec::new())]);
    assert_eq!(told(&piece, "link")[0].text, "javascript:alert(1)");
}

#[test]
fn tracked_changes_are_taken_with_insertions_without_deletions_and_listed() {
    let body = "<w:p><w:pPr><w:rPr><w:del w:author=\"Rui\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">The vote </w:t></w:r><w:del w:author=\"Rui\"><w:r><w:delText>was </w:delText></w:r><w:r><w:delText>lost</w:delText></w:r></w:del></w:p><w:p><w:ins w:author=\"Ana\"><w:r><w:t>stood</w:t></w:r></w:ins><w:moveFrom w:author=\"Ana\"><w:r><w:t>away</w:t></w:r></w:moveFrom><w:r><w:t>.</w:t></w:r></w:p>";
    let piece = read(&docx(body, &[]));
    assert_eq!(texts(&piece), [("paragraph".to_owned(), "The vote stood.".to_owned())]);
    let deleted: Vec<_> = told(&piece, "tracked-deletion").iter().map(|one| one.text.as_str()).collect();
    assert_eq!(deleted, ["was lost", "away"]);
    assert_eq!(told(&piece, "tracked-insertion")[0].text, "stood");
    assert!(told(&piece, "tracked-insertion")[0].message.contains("Ana"));
    assert!(told(&piece, "tracked-deletion")[0].block.is_some());
}

#[test]
fn comments_and_highlights_are_listed_with_their_place() {
    let comments = format!(
        r#"<w:comments {W}><w:comment w:id="0" w:author="Rui"><w:p><w:r><w:t>Says who?</w:t></w:r></w:p></w:comment></w:comments>"#
    );
    let body = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:rPr><w:highlight w:val=\"yellow\"/></w:rPr><w:t>Eleven</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t xml:space=\"preserve\"> were present.</w:t></w:r></w:p>";
    let piece = read(&docx(body, &[("comments", &comments)]));
    let block = blocks::blocks(&piece.document).into_iter().find(|block| block.text.starts_with("Eleven")).unwrap().id;
    assert_eq!(
        (told(&piece, "highlight")[0].text.as_str(), told(&piece, "highlight")[0].block.as_deref()),
        ("Eleven", Some(block.as_str()))
    );
    assert_eq!((told(&piece, "comment")[0].text.as_str(), told(&piece, "comment").len()), ("Says who?", 1));
}

#[test]
fn choices_are_read_once_and_text_boxes_after_their_paragraph() {
    let inside = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>Around.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let piece = read(&docx(&body, &[]));
    assert_eq!(texts(&piece).into_iter().map(|one| one.1).collect::<Vec<_>>(), ["Around.", "Boxed."]);
    assert_eq!(told(&piece, "text-box").len(), 1);
}

#[test]
fn languages_and_directions_are_kept_where_they_differ() {
    let run = |lang: &str, text: &str| {
        format!("<w:r><w:rPr><w:lang w:val=\"{lang}\" w:bidi=\"ar-SA\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p><w:pPr><w:bidi/></w:pPr>{}</w:p>",
        run("en-GB", "They call it with a word of their own the "),
        run("pt-PT", "saudade"),
        run("en-GB", " of the harbour."),
        run("en-GB", "صوّت المجلس")
    );
    let piece = read(&docx(&body, &[]));
    assert_eq!(piece.fields.lang, "en-GB");
    assert!(
        marks(&piece)
            .iter()
            .any(|(text, marks)| text == "saudade" && matches!(&marks[..], [Mark::Foreign { lang }] if lang.0 == "pt-PT"))
    );
    let Block::Paragraph(arabic) = &piece.document.body[1] else { panic!() };
    assert_eq!((arabic.meta.lang.as_ref().map(|lang| lang.0.as_str()), arabic.meta.dir), (Some("ar-SA"), None));
}

#[test]
fn the_strict_edition_reads_the_same() {
    let strict = format!(
        "<w:document {}><w:body>{}</w:body></w:document>",
        W.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main"
        ),
        p("Words.")
    );
    assert_eq!(texts(&read(&word::raw_docx(strict.as_bytes(), &[]))), [("paragraph".to_owned(), "Words.".to_owned())]);
}

#[test]
fn brackets_around_a_notes_own_number_go_with_the_number() {
    let note = |id: u8, before: &str, after: &str| {
        format!(
            r#"<w:footnote w:id="{id}"><w:p><w:r><w:t>{before}</w:t></w:r><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve">{after}</w:t></w:r></w:p></w:footnote>"#
        )
    };
    let footnotes = format!(
        "<w:footnotes {W}>{}{}{}{}</w:footnotes>",
        note(1, "(", ") Ibid."),
        note(2, "", ". Ibid."),
        note(3, "", " (Ibid.)"),
        note(4, "", " .NET")
    );
    let body: String = (1..=4)
        .map(|id| format!(r#"<w:p><w:r><w:t>Words.</w:t></w:r><w:r><w:footnoteReference w:id="{id}"/></w:r></w:p>"#))
        .collect();
    let piece = read(&docx(&body, &[("footnotes", &footnotes)]));
    let notes: Vec<String> = texts(&piece).into_iter().filter(|(kind, _)| kind == "note").map(|(_, text)| text).collect();
    assert_eq!(notes, ["Ibid.", "Ibid.", "(Ibid.)", ".NET"]);
}
