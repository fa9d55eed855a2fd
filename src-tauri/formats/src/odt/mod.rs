//! OpenDocument texts (ODT) in: opens the package, finds styles and text, has them read, and says what was left out. Nothing is run or fetched.
//!
//! **Invariant:** the package and its XML are read by the same limits as a Word document's; a DOCTYPE is refused.
//! **Invariant:** what LibreOffice would show as text is in the document or in `left_out`.

mod drawing;
mod inline;
mod list;
mod styles;
mod table;
mod text;

use stet_document::Failure;

use crate::docx::package::Package;
use crate::docx::xml::{Element, Tree};
use crate::types::{LeftOut, Raw, ReadOptions, Reader, Source};

/// The reader's line in the list.
pub const READER: Reader = Reader { id: "odt", name: "OpenDocument text", extensions: &["odt", "ott"], read };

/// Reads an OpenDocument text.
///
/// # Errors
/// `damaged`, `hostile`, `too-large`, `unreadable`, each with its sentence; `cancelled`.
pub fn read(source: &Source, options: &mut ReadOptions) -> Result<Raw, Failure> {
    opened(source.bytes, options).map_err(|failure| if failure.code == "damaged" { damaged() } else { failure })
}

fn damaged() -> Failure {
    Failure::new("damaged", "This OpenDocument file is damaged; open it in LibreOffice, save it again and import that.")
}

fn opened(bytes: &[u8], options: &mut ReadOptions) -> Result<Raw, Failure> {
    let mut package = Package::open(bytes)?;
    if let Some(manifest) = package.tree("META-INF/manifest.xml")?
        && manifest.root().descendants().any(|one| one.name() == "manifest:encryption-data")
    {
        return Err(Failure::new(
            "unreadable",
            "This document is locked with a password; open it, take the password off and save it again.",
        ));
    }
    let content = package.tree("content.xml")?.ok_or_else(damaged)?;
    let named = package.tree("styles.xml")?;
    let body = content.root().child("office:body").and_then(|body| body.child("office:text"));
    let Some(body) = body else {
        return Err(Failure::new("unreadable", "This OpenDocument file holds no text; copy its words into a text document."));
    };
    options.step(1, 4)?;
    let styles = styles::Styles::read(named.as_ref(), &content);
    let macros = package.names().any(|name| name.starts_with("basic/") || name.starts_with("scripts/"));
    let mut reading = text::Reading::new(&mut package, styles);
    if macros {
        reading.paper.tell.count("macro");
    }
    for text in page_text(named.as_ref()) {
        reading.paper.tell.count_text("page-text", &text);
    }
    let mut raw = reading.document(body, options)?;
    let illegal = package.illegal();
    if illegal > 0 {
        raw.left_out
            .push(LeftOut::new("illegal-characters", "Control characters that no text may hold were taken out.").times(illegal));
    }
    Ok(raw)
}

/// What stands at the head and foot of the pages, without what has no letters.
fn page_text(named: Option<&Tree>) -> Vec<String> {
    let Some(named) = named else { return Vec::new() };
    let mut found: Vec<String> = named
        .root()
        .descendants()
        .filter(|one| matches!(one.name(), "style:header" | "style:footer"))
        .map(words)
        .filter(|text| text.chars().any(char::is_alphabetic))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// All words within an element, a line for each paragraph.
fn words(element: Element) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text.trim().to_owned()
}

fn gather(element: Element, text: &mut String) {
    for child in element.children() {
        match child {
            crate::docx::xml::Child::Text(words) => text.push_str(words),
            crate::docx::xml::Child::Element(inner) => match inner.name() {
                "text:s" | "text:tab" => text.push(' '),
                "text:line-break" => text.push('\n'),
                "text:note-citation" | "office:annotation" | "svg:title" | "svg:desc" => {}
                name => {
                    if matches!(name, "text:p" | "text:h") && !text.is_empty() && !text.ends_with('\n') {
                        text.push('\n');
                    }
                    gather(inner, text);
                }
            },
        }
    }
}
