//! The text's JSON, as ProseMirror writes it: in (`read`), out (`write`), and the hash of the stored string.
//!
//! **Invariant:** what the editor's schema would refuse is refused here; nothing is dropped in silence.
//! **Invariant:** what is written can always be read again, and reads as the same tree.

mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::{Block, Document, Failure, Textblock};
use sha2::{Digest, Sha256};

/// Levels of blocks within blocks that a text may have.
pub const MAX_DEPTH: usize = 32;

impl Document {
    /// Reads a text from the editor's JSON.
    pub fn from_json(text: &str) -> Result<Document, Failure> {
        read::document(text)
    }

    /// Writes the text as the editor would: every attribute, keys in its order.
    pub fn to_json(&self) -> String {
        value(self).to_string()
    }

    /// A text with nothing in it: three empty parts and one empty paragraph, no ids yet.
    pub fn empty() -> Document {
        Document { body: vec![Block::Paragraph(Textblock::default())], ..Document::default() }
    }
}

/// The editor's JSON, not yet written out.
pub(crate) fn value(document: &Document) -> serde_json::Value {
    let mut document = document.clone();
    document.normalise();
    write::document(&document)
}

/// SHA-256 in hex of the string as stored: what a save names as its base.
pub fn doc_hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        out.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        out
    })
}
