//! Files in and files out: one format, one file, one line in its list. Knows no desk, no window, no clock.
//!
//! **Invariant:** a document in or out is a value; nothing here reads or writes a file, a database or the network.
//! **Invariant:** every character of a file is in what was read, or is reported in `left_out`.
//! **Invariant:** a damaged or hostile file gives one sentence, in little time and memory, and never a panic.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

pub mod carried;
pub mod clipboard;
pub mod credited;
mod detect;
pub mod docx;
pub mod eml;
pub mod fair;
pub mod guess;
pub mod html;
pub mod ids;
pub mod inlines;
pub mod left;
pub mod link;
pub mod markdown;
pub mod names;
pub mod odt;
mod paper;
pub mod picture;
pub mod pictures;
pub mod rtf;
pub mod text;
pub mod types;
pub mod wording;
pub mod words;
pub mod wxr;

pub use detect::detect;
pub use types::*;

use stet_document::Failure;

/// Every format that is read, in the order in which a dialog lists them.
pub const READERS: &[Reader] = &[docx::READER, odt::READER, rtf::READER, markdown::READER, html::read::READER, text::READER];

/// Every format that is written; empty lists are never shown.
pub const WRITERS: &[Writer] = &[html::write::WRITER, markdown::WRITER];

/// What stands at the head of a working copy.
pub const WORKING_COPY: &str = "Working copy, not for publication";

/// The largest file that is read at all, in bytes.
pub const LARGEST: usize = 256 * 1024 * 1024;

/// Reads a file into one piece (a mail: into each piece that it carries), with the guesses made and what was left out.
///
/// # Errors
/// `damaged`, `hostile`, `too-large`, `unreadable` with one sentence; `cancelled` when progress answered false.
pub fn read(source: &Source, options: &mut ReadOptions) -> Result<Vec<Imported>, Failure> {
    if source.bytes.len() > LARGEST {
        return Err(Failure::new("too-large", "This file is larger than 256 MB; take out its pictures and send them apart."));
    }
    options.step(0, 2)?;
    let format = detect(source)?;
    read_as(format, source, options)
}

/// Reads a file as the format `format`, whatever its name says.
///
/// # Errors
/// As [`read`].
pub fn read_as(format: &str, source: &Source, options: &mut ReadOptions) -> Result<Vec<Imported>, Failure> {
    if format == "eml" {
        return eml::read(source, options);
    }
    let Some(reader) = READERS.iter().find(|reader| reader.id == format) else {
        return Err(Failure::new("unreadable", "Stet cannot read this kind of file; save it as DOCX and import that."));
    };
    let raw = (reader.read)(source, options)?;
    options.step(1, 2)?;
    let imported = guess::settle(raw, source.name, reader.id, options)?;
    options.step(2, 2)?;
    Ok(vec![imported])
}

/// Writes an article as `to` (`html`, `markdown:hugo`): the id of a writer, and after a colon its preset.
///
/// # Errors
/// `usage` for an unknown format or preset; what the writer says.
pub fn write(out: &Outgoing, to: &str) -> Result<Export, Failure> {
    let (id, preset) = to.split_once(':').unwrap_or((to, ""));
    let writer = WRITERS.iter().find(|writer| writer.id == id);
    let known = |writer: &&Writer| preset.is_empty() || writer.presets.iter().any(|(name, _)| *name == preset);
    match writer.filter(known) {
        Some(writer) => (writer.write)(out, preset),
        None => Err(Failure::new("usage", format!("Stet does not write “{to}”."))),
    }
}
