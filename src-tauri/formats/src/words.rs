//! The words of a file, to be searched and never to be printed: whatever a reader makes of it, and of a mail its head, too.

use stet_document::{Failure, text};

use crate::types::{ReadOptions, Source};
use crate::{detect, eml, read_as};

/// Every word of a file that one of the readers reads; a mail's head, its words and those of what is attached to it.
///
/// # Errors
/// As [`crate::read`]; `unreadable` for what is no text, a PDF among it.
pub fn words(source: &Source, options: &mut ReadOptions) -> Result<String, Failure> {
    let format = detect(source)?;
    if format == "eml" { eml::words(source, options) } else { words_as(format, source, options) }
}

pub(crate) fn words_as(format: &str, source: &Source, options: &mut ReadOptions) -> Result<String, Failure> {
    let pieces = read_as(format, source, options)?;
    let each: Vec<String> = pieces.iter().map(|piece| text::show(&piece.document, &piece.fields)).collect();
    Ok(each.join("\n\n"))
}
