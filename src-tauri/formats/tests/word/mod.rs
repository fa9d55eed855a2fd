//! Word documents built by the tests themselves: parts into a zip, whole or deliberately wrong.

use std::collections::BTreeMap;
use std::io::Write;

use stet_document::Failure;
use stet_formats::{Imported, ReadOptions, Source};

pub const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A zip of these parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document with this body, and further parts by their relation (`footnotes`, `styles` …) or name.
pub fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    raw_docx(document.as_bytes(), more)
}

/// The same from the main part's bytes.
pub fn raw_docx(document: &[u8], more: &[(&str, &str)]) -> Vec<u8> {
    let mut relations = String::new();
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), TYPES.into()),
        ("_rels/.rels".to_owned(), ROOT.into()),
        ("word/document.xml".to_owned(), document.to_vec()),
    ];
    for (name, content) in more {
        if *name == "relations" {
            relations.push_str(content);
            continue;
        }
        if !name.contains('.') {
            relations.push_str(&format!(r#"<Relationship Id="{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>"#));
            files.push((format!("word/{name}.xml"), content.as_bytes().to_vec()));
        } else {
            files.push(((*name).to_owned(), content.as_bytes().to_vec()));
        }
    }
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
    );
    files.push(("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&files)
}

/// Reads it under a name.
pub fn read_as(name: &str, bytes: &[u8], without: &[&str]) -> Result<Imported, Failure> {
    let mut state = 11_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state
    };
    let without = without.iter().map(|id| (*id).to_owned()).collect();
    let mut options =
        ReadOptions { without, parts: BTreeMap::new(), lang: "en-GB".to_owned(), random: &mut random, progress: &|_, _| true };
    stet_formats::read(&Source { name, bytes }, &mut options).map(|mut all| all.remove(0))
}

/// Reads it without guesses about its head.
pub fn read(bytes: &[u8]) -> Imported {
    read_as("piece.docx", bytes, &["headline", "kicker", "standfirst", "byline", "notes"]).unwrap()
}

/// A document with some of everything, for mutation.
pub fn rich() -> Vec<u8> {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Town: The vote nobody lost</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t xml:space="preserve">By </w:t></w:r><w:ins w:id="1" w:author="Rui"><w:r><w:t>Ana Duarte</w:t></w:r></w:ins><w:del w:id="2" w:author="Rui"><w:r><w:delText>Nobody</w:delText></w:r></w:del></w:p>
<w:p><w:r><w:t>The council met.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:hyperlink r:id="link"><w:r><w:t>Minutes</w:t></w:r></w:hyperlink></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    let footnotes = format!(
        r#"<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Minutes, p. 4.</w:t></w:r></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote></w:footnotes>"#
    );
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    let styles =
        format!(r#"<w:styles {W}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>"#);
    let link = r#"<Relationship Id="link" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.org/" TargetMode="External"/>"#;
    docx(body, &[("footnotes", &footnotes), ("numbering", &numbering), ("styles", &styles), ("relations", link)])
}

/// Stored entries, each with the name that its own head gives and the name that the list gives.
pub fn stored(entries: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut list = Vec::new();
    for (local, central, bytes) in entries {
        let offset = file.len();
        file.extend(head(local, bytes));
        list.extend(listed(central, bytes, offset));
    }
    finish(file, &list, entries.len())
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

pub fn head(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".to_vec();
    out.extend(crc(bytes).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0, 0]);
    out.extend(name.bytes());
    out.extend(bytes);
    out
}

pub fn listed(name: &str, bytes: &[u8], offset: usize) -> Vec<u8> {
    let mut out = b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0".to_vec();
    out.extend(crc(bytes).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0; 12]);
    out.extend((offset as u32).to_le_bytes());
    out.extend(name.bytes());
    out
}

pub fn finish(mut file: Vec<u8>, list: &[u8], count: usize) -> Vec<u8> {
    let start = file.len() as u32;
    file.extend(list);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend((count as u16).to_le_bytes());
    file.extend((count as u16).to_le_bytes());
    file.extend((list.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}
