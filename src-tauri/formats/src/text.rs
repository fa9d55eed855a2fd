//! Plain text in: its encoding, its paragraphs. Nothing of Markdown is read here.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8};
use stet_document::{Block, Failure, Inline, Textblock};

use crate::ids;
use crate::types::{LeftOut, Raw, ReadOptions, Reader, Source};

/// The reader's line in the list.
pub const READER: Reader = Reader { id: "text", name: "Plain text", extensions: &["txt", "text"], read };

/// Reads plain text: an empty line parts paragraphs; without any empty line, each line is one.
///
/// # Errors
/// `unreadable` for a file that is no text, `too-large`.
pub fn read(source: &Source, options: &mut ReadOptions) -> Result<Raw, Failure> {
    let decoded = decode(source.bytes, None)?;
    let mut raw = Raw { encoding: decoded.encoding.to_owned(), left_out: decoded.left_out, ..Raw::default() };
    raw.document.body = paragraphs(&decoded.text, options);
    Ok(raw)
}

/// What a text may weigh: some 400,000 words, four novels. A longer one is parted by a person, before it fills the machine.
const HEAVIEST: usize = 3_000_000;

/// The sentence for a text that is too long.
pub(crate) fn too_long() -> Failure {
    Failure::new("too-large", "This text is longer than 400,000 words; part it into several files.")
}

/// What the words in some bytes weigh: bytes, more for each line and each tag, nothing for a picture written as letters.
fn weight(bytes: &[u8]) -> usize {
    const LINE: usize = 16;
    const PICTURE: usize = 2_000;
    let mut weight = 0;
    for run in bytes.split(|byte| *byte <= b' ') {
        let plain = if run.len() > PICTURE { run.iter().filter(|byte| !byte.is_ascii()).count() } else { run.len() + 1 };
        weight += plain + LINE * run.iter().filter(|byte| **byte == b'<').count();
    }
    weight + LINE * bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// A text whose encoding was found.
pub struct Decoded {
    pub text: String,
    /// The name of the encoding, as the web calls it.
    pub encoding: &'static str,
    /// Characters that could not be kept.
    pub left_out: Vec<LeftOut>,
}

/// Decodes bytes: by their mark, as `label` says, as UTF-8, else by their look. Control characters are taken out and told.
///
/// # Errors
/// `unreadable` for a file that is no text, `too-large`.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded, Failure> {
    if weight(bytes) > HEAVIEST {
        return Err(too_long());
    }
    let (encoding, text, guessed) = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        (encoding, encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned(), false)
    } else if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        (encoding, encoding.decode_without_bom_handling(bytes).0.into_owned(), false)
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (UTF_8, text.to_owned(), false)
    } else {
        if bytes.contains(&0) {
            return Err(Failure::new("unreadable", "This file is no text; ask for it as DOCX or plain text."));
        }
        let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
        (encoding, encoding.decode_without_bom_handling(bytes).0.into_owned(), true)
    };
    let (text, illegal) = clean(&text);
    let mut left_out = Vec::new();
    if guessed {
        left_out.push(LeftOut::new(
            "encoding",
            format!("The file does not say how its letters are written; it was read as {}.", encoding.name()),
        ));
    }
    if illegal > 0 {
        left_out
            .push(LeftOut::new("illegal-characters", "Control characters that no text may hold were taken out.").times(illegal));
    }
    let unknown = u32::try_from(text.matches('\u{fffd}').count()).unwrap_or(u32::MAX);
    if unknown > 0 && !bytes.windows(3).any(|window| window == "\u{fffd}".as_bytes()) {
        left_out.push(LeftOut::new("unknown-letters", "Some letters could not be read and stand as �.").times(unknown));
    }
    Ok(Decoded { text, encoding: encoding.name(), left_out })
}

/// The text without characters that XML and the desk do not hold, line ends as `\n`; and how many were taken out.
pub fn clean(text: &str) -> (String, u32) {
    let mut kept = String::with_capacity(text.len());
    let mut taken = 0;
    let mut chars = text.chars().peekable();
    while let Some(letter) = chars.next() {
        match letter {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    kept.push('\n');
                }
            }
            '\u{c}' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\n' | '\t' => kept.push(letter),
            letter if is_illegal(letter) => taken += 1,
            letter => kept.push(letter),
        }
    }
    (kept, taken)
}

/// Controls, and the two that are no characters.
pub fn is_illegal(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

/// The paragraphs of a plain text.
pub fn paragraphs(text: &str, options: &mut ReadOptions) -> Vec<Block> {
    let text = text.trim_matches('\n');
    let parted = text.lines().skip(1).any(|line| line.trim().is_empty());
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let mut close = |lines: &mut Vec<&str>| {
        if !lines.is_empty() {
            blocks.push(Block::Paragraph(paragraph(lines, options)));
            lines.clear();
        }
    };
    for line in text.lines() {
        if line.trim().is_empty() {
            close(&mut lines);
        } else {
            if !parted {
                close(&mut lines);
            }
            lines.push(line);
        }
    }
    close(&mut lines);
    blocks
}

/// Whether a line begins something of its own: an item of a list, the text of a note.
fn begins(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches('[').trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = rest.len() < line.len()
        && [". ", ") ", "] "].iter().any(|end| rest.starts_with(end))
        && line.starts_with('[') == rest.starts_with(']');
    numbered || ["- ", "– ", "— ", "* ", "• ", "· ", "> "].iter().any(|sign| line.starts_with(sign))
}

/// Lines of one paragraph: wrapped lines are joined by a space; after a short line (an address, a poem) and before an item the
/// break is kept.
fn paragraph(lines: &[&str], options: &mut ReadOptions) -> Textblock {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut inlines = Vec::new();
    let mut text = String::new();
    let mut before = 0;
    for (n, line) in lines.iter().enumerate() {
        let wrapped = longest >= 50 && before * 5 >= longest * 3 && !begins(line);
        before = line.chars().count();
        let line = line.trim_matches([' ', '\t']);
        if n > 0 {
            if wrapped {
                text.push(' ');
            } else {
                push(&mut inlines, &mut text);
                inlines.push(Inline::Break { marks: Vec::new() });
            }
        }
        text.push_str(line);
    }
    push(&mut inlines, &mut text);
    Textblock { id: ids::new(options.random), inlines, ..Textblock::default() }
}

fn push(inlines: &mut Vec<Inline>, text: &mut String) {
    if !text.is_empty() {
        inlines.push(Inline::Text { text: std::mem::take(text), marks: Vec::new() });
    }
}
