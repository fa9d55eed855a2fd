//! Which format a file is: by its first bytes, then by its name. A file that is none of ours gets a sentence that says how to save it.

use stet_document::Failure;

use crate::docx;
use crate::types::Source;

/// `docx`, `odt`, `rtf`, `markdown`, `html`, `text` or `eml`.
///
/// # Errors
/// `unreadable` with a sentence for each known foreign kind.
pub fn detect(source: &Source) -> Result<&'static str, Failure> {
    let bytes = source.bytes;
    if bytes.is_empty() {
        return Err(Failure::new("unreadable", "This file is empty."));
    }
    foreign(bytes)?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok("rtf");
    }
    let ending = source.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    Ok(match ending.as_str() {
        "docx" | "docm" | "dotx" | "dotm" => {
            return Err(Failure::new(
                "damaged",
                "This file is damaged: it is named like a Word document but is none. Ask for it again.",
            ));
        }
        "odt" | "ott" | "rtf" => {
            return Err(Failure::new("damaged", "This file is damaged: it is not what its name says. Ask for it again."));
        }
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => "markdown",
        "html" | "htm" | "xhtml" => "html",
        "eml" => "eml",
        "txt" | "text" => "text",
        _ => by_look(bytes),
    })
}

/// A file without a telling name: a page or a mail shows itself at its head, the rest is text.
fn by_look(bytes: &[u8]) -> &'static str {
    let head: Vec<u8> = bytes.iter().take(1024).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if ["<!doctype html", "<html"].iter().any(|start| head.starts_with(start)) {
        "html"
    } else if ["received:", "return-path:", "message-id:", "mime-version:"].iter().any(|start| head.starts_with(start)) {
        "eml"
    } else {
        "text"
    }
}

/// A zip: a Word document, or one of the many others that are packed the same way.
fn packed(bytes: &[u8]) -> Result<&'static str, Failure> {
    // A file whose list of parts is broken is refused by the reader, with the right sentence.
    let Ok(names) = docx::part_names(bytes) else { return Ok("docx") };
    let has = |name: &str| names.iter().any(|known| known == name || known.ends_with(&format!("/{name}")));
    let kind = docx::first_words(bytes);
    let say = |sentence: &str| Err(Failure::new("unreadable", sentence));
    if kind.contains("application/vnd.oasis.opendocument") && !kind.contains("application/vnd.oasis.opendocument.text") {
        return say("This is an OpenDocument file, but no text; copy its words into a text document.");
    }
    if kind.contains("application/vnd.oasis.opendocument") || (has("content.xml") && has("meta-inf/manifest.xml")) {
        return Ok("odt");
    }
    if kind.contains("application/epub+zip") {
        return say("This is an EPUB book; ask for the manuscript as DOCX.");
    }
    if has("index/document.iwa") || has("index.zip") || has("index.xml") && has("buildversionhistory.plist") {
        return say("This is a Pages document; in Pages choose File, Export To, Word and import that.");
    }
    if has("xl/workbook.xml") {
        return say("This is an Excel workbook; copy its text into a Word document.");
    }
    if has("ppt/presentation.xml") {
        return say("This is a PowerPoint presentation; copy its text into a Word document.");
    }
    Ok("docx")
}

/// Kinds known by their first bytes that Stet does not read.
fn foreign(bytes: &[u8]) -> Result<(), Failure> {
    let say = |sentence: &str| Err(Failure::new("unreadable", sentence));
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(wide.len()).any(|window| window == wide.as_slice()) {
            return say("This document is locked with a password; open it in Word, take the password off and save it again.");
        }
        return say("This is a document of an old Word (.doc); open it in Word or LibreOffice and save it as DOCX.");
    }
    if bytes.starts_with(b"%PDF") {
        return say("This is a PDF; ask for the manuscript that it was made from, as DOCX.");
    }
    if image::guess_format(bytes).is_ok() {
        return say("This is a picture, not a text.");
    }
    Ok(())
}
