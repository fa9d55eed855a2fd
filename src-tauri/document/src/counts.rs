//! How many words a text has.

use crate::blocks::{Part, blocks};
use crate::*;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// Words of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Words {
    /// Everything printed: the parts, the body with its captions, the notes.
    pub whole: u32,
    /// The body with its captions, without the notes.
    pub body: u32,
    pub notes: u32,
}

/// Counts a text's words.
pub fn words(document: &Document) -> Words {
    let mut words = Words::default();
    for block in blocks(document) {
        let count = count(&block.text);
        words.whole += count;
        match block.part {
            Part::Body | Part::Caption => words.body += count,
            Part::Note => words.notes += count,
            _ => {}
        }
    }
    words
}

/// Counts the words of a plain text: stretches between word boundaries that hold a letter or digit; Chinese and Japanese by character.
pub fn count(text: &str) -> u32 {
    let count: usize = text
        .split_word_bounds()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| word.chars().filter(|c| by_character(*c)).count().max(1))
        .sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether each character of the script counts as a word: Han, Hiragana, Katakana.
fn by_character(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}
