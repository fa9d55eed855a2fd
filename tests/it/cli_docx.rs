//! Writes small Word files, as a writer's program would, for the tests to take in.

use std::io::Write;

use zip::write::SimpleFileOptions;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A paragraph in a style of Word's own (`Title`, `Heading2`), or in none.
pub fn styled(style: &str, text: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>") };
    format!("<w:p>{style}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text))
}

/// A file whose body is these paragraphs.
pub fn docx(paragraphs: &[String]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
        </Types>";
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let body = format!("<w:document {W}><w:body>{}</w:body></w:document>", paragraphs.concat());
    for (name, text) in [("[Content_Types].xml", types), ("_rels/.rels", rels), ("word/document.xml", body.as_str())] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n").unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What a writer sends: kicker and headline in one line, a standfirst, a byline with its date, a doubled word, a quotation left open,
/// three note marks and two notes.
pub fn ferry_vote() -> Vec<u8> {
    docx(&[
        styled("Title", "Harbour council: The ferry vote that nobody lost"),
        styled("", "Both sides claim the ballot on the night boats. The minutes tell a third story."),
        styled("", "By Ana Duarte, transport correspondent of the Harbour Review (HR), 23 November 2026,"),
        styled(
            "",
            "Two days ago the council met to close a quarrel that has run since spring. The chair adjourned without a count.[1]",
        ),
        styled("", "“We were told the boats would run in in winter,” said Marta Reis [sic]. “Nobody told us at what price.[2]"),
        styled("", "Eleven members were present, and the motion was withdrawn before anyone raised a hand.[3]"),
        styled("Heading2", "Notes"),
        styled("", "[1] Minutes of the Harbour Council, item 4."),
        styled("", "[3] Letter of the clerk, 22 November 2026."),
    ])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
