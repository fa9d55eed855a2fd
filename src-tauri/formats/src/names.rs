//! Names of files that go out: safe on every system, never two alike. Which folder they go to is the caller's.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The longest name in bytes, its ending not counted.
const LONGEST: usize = 80;

/// Names that Windows keeps for devices.
const RESERVED: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "conin$", "conout$", "clock$",
];

/// A file's name without its ending: NFC, no separators, controls or hidden letters, at most 80 bytes, never empty or reserved.
pub fn safe(wish: &str) -> String {
    let mut name = String::new();
    for letter in wish.nfc() {
        let parts = letter.is_whitespace() || letter.is_control() || r#"/\:*?"<>|#%&{}$!'@`=+;,~^()[]"#.contains(letter);
        if parts {
            if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        } else if !hidden(letter) {
            name.push(letter);
        }
    }
    let name = cut(name.trim_matches(['-', '.', '_', ' ']), LONGEST).trim_matches(['-', '.', ' ']).to_owned();
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    if name.is_empty() {
        "article".to_owned()
    } else if RESERVED.contains(&stem.as_str()) {
        format!("{name}-1").replacen('.', "-", name.matches('.').count())
    } else {
        name
    }
}

/// The public end of a URL for a headline: lower case, words joined by hyphens, letters of every script kept; empty for a headline without letters.
pub fn address(headline: &str) -> String {
    let mut words = String::new();
    for letter in headline.nfc().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || is_mark(letter) {
            words.push(letter);
        } else if matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '\u{ad}') || hidden(letter) {
            // An apostrophe stands within a word.
        } else if !words.is_empty() && !words.ends_with('-') {
            words.push('-');
        }
    }
    let words = words.trim_matches('-');
    let short = cut(words, LONGEST);
    if short.len() < words.len()
        && let Some((whole, _)) = short.rsplit_once('-')
    {
        return whole.to_owned();
    }
    short.trim_matches('-').to_owned()
}

/// Combining marks are part of their letter.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Letters that one does not see: direction, joining, variation, the byte order mark. A zero-width joiner is kept between letters of scripts that need it.
fn hidden(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{61c}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}')
}

/// At most `most` bytes, whole letters as a reader counts them.
fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end =
        text.grapheme_indices(true).map(|(at, letter)| at + letter.len()).take_while(|end| *end <= most).last().unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// Names given so far; no two are alike to a file system that folds case and forms.
#[derive(Clone, Debug, Default)]
pub struct Names {
    given: BTreeSet<String>,
}

impl Names {
    /// A safe name like `wish`, with `-2`, `-3` … where it is taken.
    pub fn give(&mut self, wish: &str) -> String {
        let name = safe(wish);
        let mut tried = name.clone();
        let mut n = 2;
        while !self.given.insert(folded(&tried)) {
            let suffix = format!("-{n}");
            tried = format!("{}{suffix}", cut(&name, LONGEST - suffix.len()).trim_end_matches('-'));
            n += 1;
        }
        tried
    }
}

fn folded(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_harmless() {
        for (wish, name) in [
            ("../x", "x"),
            ("con", "con-1"),
            ("CON.html", "CON-html-1"),
            ("a/b\\c", "a-b-c"),
            ("", "article"),
            ("...", "article"),
            ("\u{202e}abc", "abc"),
            ("café", "café"),
            ("a\0b", "a-b"),
            ("المرفأ-اليوم", "المرفأ-اليوم"),
            (".hidden", "hidden"),
        ] {
            assert_eq!(safe(wish), name);
        }
        assert!(safe(&"é".repeat(255)).len() <= 80);
        assert!(safe(&"👩‍👩‍👧‍👦".repeat(20)).len() <= 80);
    }

    #[test]
    fn twins_by_case_and_form_get_a_suffix() {
        let mut names = Names::default();
        assert_eq!(names.give("Ferry"), "Ferry");
        assert_eq!(names.give("ferry"), "ferry-2");
        assert_eq!(names.give("cafe\u{301}"), "café");
        assert_eq!(names.give("café"), "café-2");
        let long = "x".repeat(100);
        assert_eq!(names.give(&long).len(), 80);
        let second = names.give(&long);
        assert!(second.len() <= 80 && second.ends_with("-2"));
    }

    #[test]
    fn an_address_is_made_of_the_headline() {
        assert_eq!(address("The vote nobody lost"), "the-vote-nobody-lost");
        assert_eq!(address("Who’s afraid of “it”? — 1984"), "whos-afraid-of-it-1984");
        assert_eq!(address("تصويت لم يخسره أحد"), "تصويت-لم-يخسره-أحد");
        assert_eq!(address("!!!"), "");
        assert!(address(&"word ".repeat(40)).len() <= 80);
    }
}
