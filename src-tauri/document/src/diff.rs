//! What differs between two texts: words changed, and block by block the pieces that stayed, came, went or look otherwise.
//!
//! Tokens are a block's opening, words, spaces and punctuation; marks and attributes are compared where the tokens are equal.

mod rows;

use crate::blocks::Part;
use crate::*;
use imara_diff::{Algorithm, InternedInput};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Diff {
    /// Whether nothing differs but ids and comments.
    pub same: bool,
    /// Inserted plus deleted words; a moved block's are not counted.
    pub words_changed: u32,
    pub blocks: Vec<DiffBlock>,
}

/// One block before and after; one side is empty where it came or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct DiffBlock {
    pub part: Part,
    pub before: Vec<Piece>,
    pub after: Vec<Piece>,
    /// It stands elsewhere on the other side, word for word.
    pub moved: bool,
}

/// A stretch of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Piece {
    pub text: String,
    pub kind: Change,
}

/// What became of a piece; `Format` is the same words with other marks, or in another kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    Same,
    Inserted,
    Deleted,
    Format,
}

/// Compares two texts. Ids and comments are no difference.
pub fn compare(before: &Document, after: &Document) -> Diff {
    let (left, right) = (hash::content(before), hash::content(after));
    let (a, b) = (units(&left), units(&right));
    let input = {
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before(a.iter().flat_map(Unit::keys));
        input.update_after(b.iter().flat_map(Unit::keys));
        input
    };
    let diff = imara_diff::Diff::compute(Algorithm::Histogram, &input);
    let mut blocks = rows::rows(&a, &b, &diff);
    rows::mark_moved(&mut blocks);
    let words = |block: &DiffBlock, pieces: &[Piece], kind: Change| -> u32 {
        if block.moved {
            0
        } else {
            pieces.iter().filter(|piece| piece.kind == kind).map(|piece| counts::count(&piece.text)).sum()
        }
    };
    let words_changed = blocks
        .iter()
        .map(|block| words(block, &block.before, Change::Deleted) + words(block, &block.after, Change::Inserted))
        .sum();
    Diff { same: left == right, words_changed, blocks }
}

/// One token of a block.
struct Token {
    text: String,
    /// Its marks, as JSON.
    marks: String,
}

/// One block of text, a picture, a rule or an embed, as tokens.
struct Unit {
    part: Part,
    /// The node's name: what its opening token is.
    name: String,
    /// Its attributes and what it stands in: where only this differs, the block is told as format.
    around: String,
    tokens: Vec<Token>,
}

impl Unit {
    fn keys(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.tokens.iter().map(|token| token.text.as_str()))
    }
}

fn units(root: &Value) -> Vec<Unit> {
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    unit(root, "", &mut out, &mut notes);
    out.append(&mut notes);
    // An opening is no word: the sign keeps them apart.
    out.iter_mut().for_each(|unit| unit.name.insert(0, '\u{1}'));
    out
}

fn text_of<'a>(node: &'a Value, key: &str) -> &'a str {
    node.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn children(node: &Value) -> &[Value] {
    node.get("content").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn unit(node: &Value, around: &str, out: &mut Vec<Unit>, notes: &mut Vec<Unit>) {
    let name = text_of(node, "type");
    let own = |key: &str| node.get(key).map(Value::to_string).unwrap_or_default();
    let here = format!("{around}/{name}{}{}", own("attrs"), own("marks"));
    let part = match name {
        "kicker" => Part::Kicker,
        "headline" => Part::Headline,
        "standfirst" => Part::Standfirst,
        "caption" | "picture_credit" => Part::Caption,
        "note" => Part::Note,
        _ => Part::Body,
    };
    let spec = schema::node(name);
    let attr = |key: &str| node.get("attrs").map(|attrs| text_of(attrs, key)).unwrap_or_default();
    let shown = match name {
        "figure" => Some(attr("alt")),
        "embed" => Some(attr("title")),
        "rule" => Some(""),
        _ => None,
    };
    if let Some(shown) = shown {
        let tokens = shown.split_word_bounds().map(|word| Token { text: word.to_owned(), marks: String::new() }).collect();
        out.push(Unit { part, name: name.to_owned(), around: here.clone(), tokens });
    }
    if spec.is_some_and(|spec| matches!(spec.content, "inline*" | "text*") || name == "note") {
        let mut tokens = Vec::new();
        for inline in children(node) {
            tokenise(inline, &mut tokens);
            if text_of(inline, "type") == "note" {
                unit(inline, "", notes, &mut Vec::new());
            }
        }
        out.push(Unit { part, name: name.to_owned(), around: here, tokens });
    } else {
        children(node).iter().for_each(|child| unit(child, &here, out, notes));
    }
}

fn tokenise(inline: &Value, out: &mut Vec<Token>) {
    let marks = || inline.get("marks").map(Value::to_string).unwrap_or_default();
    let attr = |key: &str| inline.get("attrs").map(|attrs| text_of(attrs, key)).unwrap_or_default();
    let single = match text_of(inline, "type") {
        "text" => {
            let words = text_of(inline, "text").split_word_bounds();
            // A word that marks cut in two is still one word to the reader, and two tokens here.
            out.extend(words.map(|word| Token { text: word.to_owned(), marks: marks() }));
            return;
        }
        "break" => "\n".to_owned(),
        "placeholder" => format!("[{}]", attr("label")),
        "note_again" => format!("[{}]", attr("note")),
        _ => "*".to_owned(),
    };
    out.push(Token { text: single, marks: marks() });
}
