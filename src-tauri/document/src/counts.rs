//! How many words a text has.

use std::borrow::Cow;

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

/// Counts the words of a plain text: stretches between word boundaries that hold a letter or digit; Chinese and Japanese by character,
/// Thai, Lao, Burmese and Khmer, which part no words, by three letters a word, which is near to what a dictionary finds.
pub fn count(text: &str) -> u32 {
    let mut unparted = 0;
    let mut rest = Cow::Borrowed(text);
    if text.contains(is_unparted) {
        for run in text.split(|c| !is_unparted(c)) {
            unparted += run.chars().filter(|c| is_unparted_letter(*c)).count().div_ceil(3);
        }
        rest = Cow::Owned(text.replace(is_unparted, " "));
    }
    let count: usize = rest.split_word_bounds().map(of).sum();
    u32::try_from(count + unparted).unwrap_or(u32::MAX)
}

/// Words of a stretch between two word boundaries.
fn of(segment: &str) -> usize {
    let characters = segment.chars().filter(|c| by_character(*c)).count();
    characters + usize::from(segment.chars().any(|c| c.is_alphanumeric() && !by_character(c)))
}

/// Letters and signs of the scripts that put no space between words: Thai, Lao, Burmese, Khmer; not their digits.
fn is_unparted(c: char) -> bool {
    is_unparted_letter(c)
        || matches!(c, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{EB1}' | '\u{EB4}'..='\u{EBC}' | '\u{EC8}'..='\u{ECE}' | '\u{102B}'..='\u{103E}' | '\u{17B4}'..='\u{17D3}' | '\u{17DD}')
}

fn is_unparted_letter(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E30}' | '\u{E32}' | '\u{E33}' | '\u{E40}'..='\u{E46}' | '\u{E81}'..='\u{EB0}' | '\u{EB2}' | '\u{EB3}' | '\u{EC0}'..='\u{EC6}' | '\u{EDC}'..='\u{EDF}' | '\u{1000}'..='\u{102A}' | '\u{103F}' | '\u{1780}'..='\u{17B3}')
}

/// Whether each character of the script counts as a word: Han with its marks of repetition, Hiragana, Katakana with its long sound.
fn by_character(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_counted_as_the_window_counts_them() {
        let cases = include_str!("../../../tests/cases/words.json");
        let cases: Vec<(String, u32)> = serde_json::from_str(cases).unwrap();
        for (text, words) in cases {
            assert_eq!(super::count(&text), words, "{text}");
        }
    }
}
