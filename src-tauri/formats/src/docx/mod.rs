//! Word documents (DOCX, DOCM) in: opens the package, finds its parts, has them read, and says what was left out. Nothing is run, fetched or unpacked.
//!
//! **Invariant:** every part is read whole and checked before it is parsed; nothing recurses deeper than the XML may nest.
//! **Invariant:** what Word would show as text is in the document or in `left_out`.

mod central;
mod drawing;
mod flow;
pub(crate) mod language;
mod notes;
mod numbering;
pub(crate) mod package;
mod paragraph;
mod reading;
mod run;
pub(crate) mod styles;
mod symbols;
mod table;
pub(crate) mod tell;
pub(crate) mod xml;

use stet_document::Failure;

use crate::types::{LeftOut, Raw, ReadOptions, Reader, Source};
use package::{Package, Relations};
use reading::{Parts, Reading};

/// The reader's line in the list.
pub const READER: Reader = Reader { id: "docx", name: "Word document", extensions: &["docx", "docm", "dotx", "dotm"], read };

/// Names of a zip's parts, lower case: enough to say what kind of file it is.
///
/// # Errors
/// As the package itself.
pub fn part_names(bytes: &[u8]) -> Result<Vec<String>, Failure> {
    Ok(central::entries(bytes)?.into_iter().map(|entry| entry.key).collect())
}

/// The words of a stored, unpacked first entry (`mimetype` of OpenDocument and EPUB).
pub fn first_words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(30..bytes.len().min(120)).unwrap_or_default()).into_owned()
}

/// Reads a Word document.
///
/// # Errors
/// `damaged`, `hostile`, `too-large`, `unreadable`, each with its sentence; `cancelled`.
pub fn read(source: &Source, options: &mut ReadOptions) -> Result<Raw, Failure> {
    let mut package = Package::open(source.bytes)?;
    let main = main_part(&mut package)?;
    let Some(document) = package.tree(&main)? else { return Err(central::damaged()) };
    if document.root().name() != "w:document" {
        return Err(Failure::new(
            "unreadable",
            "This file is packed like a Word document but is none; save it as DOCX and import that.",
        ));
    }
    let relations = package.relations(&main)?;
    let mut part = |kind: &str| match relations.part(kind) {
        Some(name) => Ok((package.tree(name)?, package.relations(name)?)),
        None => Ok((None, Relations::default())),
    };
    let (styles, _) = part("styles")?;
    let (numbering, _) = part("numbering")?;
    let (footnotes, footnote_relations) = part("footnotes")?;
    let (endnotes, endnote_relations) = part("endnotes")?;
    let (comments, _) = part("comments")?;
    let (_, settings_relations) = part("settings")?;
    let mut page_text = Vec::new();
    for relation in relations.all("header").chain(relations.all("footer")).filter(|relation| !relation.external) {
        if let Some(tree) = package.tree(&relation.target)? {
            page_text.push(reading::words(tree.root()));
        }
    }
    let parts = Parts {
        styles: styles.as_ref().map(styles::Styles::read).unwrap_or_default(),
        numbering: numbering.as_ref().map(numbering::Numbering::read).unwrap_or_default(),
        notes: notes::Notes::read(footnotes.as_ref(), endnotes.as_ref()),
        comments: notes::comments(comments.as_ref()),
    };
    options.step(1, 4)?;
    let mut reading = Reading::new(&mut package, parts, relations, [footnote_relations, endnote_relations], options);
    reading.outside(&settings_relations);
    page_text.sort();
    page_text.dedup();
    for text in page_text.iter().filter(|text| text.chars().any(char::is_alphabetic)) {
        reading.tell.count_text("page-text", text);
    }
    let mut raw = reading.document(document.root())?;
    let illegal = package.illegal();
    if illegal > 0 {
        raw.left_out
            .push(LeftOut::new("illegal-characters", "Control characters that no text may hold were taken out.").times(illegal));
    }
    Ok(raw)
}

/// The name of the part that holds the text.
fn main_part(package: &mut Package) -> Result<String, Failure> {
    let relations = package.relations("")?;
    if let Some(name) = relations.part("officeDocument") {
        return Ok(name.to_owned());
    }
    if package.has("word/document.xml") {
        return Ok("word/document.xml".to_owned());
    }
    Err(Failure::new("unreadable", "This file is packed like a Word document but is none; save it as DOCX and import that."))
}
