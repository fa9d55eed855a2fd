//! From what a reader found to a piece: headings fitted to their levels, parts named or guessed, ids given.
//!
//! **Invariant:** a file that names its own parts is never guessed at.
//! **Invariant:** every guess can be dropped by its id; the text is then as it would be without it.

use stet_document::{Block, Failure, Textblock};

use crate::ids;
use crate::types::{Imported, Raw, ReadOptions};

/// Makes a piece of what a reader found.
///
/// # Errors
/// None of its own today; a reader's guess may be cancelled.
pub fn settle(raw: Raw, name: &str, format: &str, options: &mut ReadOptions) -> Result<Imported, Failure> {
    let mut document = raw.document;
    if document.body.is_empty() {
        document.body.push(Block::Paragraph(Textblock { id: ids::new(options.random), ..Textblock::default() }));
    }
    let mut fields = raw.fields;
    if fields.lang.is_empty() {
        fields.lang.clone_from(&options.lang);
    }
    Ok(Imported {
        name: name.to_owned(),
        format: format.to_owned(),
        document,
        fields,
        filed: raw.filed,
        media: raw.media,
        guesses: Vec::new(),
        left_out: raw.left_out,
        encoding: raw.encoding,
        original: Vec::new(),
    })
}
