//! The sign-off hash: what a text *says*, without ids, comments and open suggestions. An edit and its undo give the same hash.

use crate::json::{hex, value};
use crate::suggest::{self, Decision};
use crate::*;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// The version of what is hashed and how.
pub const HASH_V: u32 = 1;

/// The hash of a piece, and of each of its parts.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
pub struct Hashes {
    pub hash_v: u32,
    pub whole: String,
    /// `kicker`, `headline`, `standfirst`, `byline`, `body`, `note`, `author-note`, `source-line`, `preface`, `teaser`, `lead-picture`.
    pub parts: BTreeMap<String, String>,
}

/// The sign-off hash: open suggestions rejected, printed fields and language included.
pub fn signoff(document: &Document, fields: &Fields) -> Hashes {
    subject_to(document, fields, &[])
}

/// The sign-off hash of the text with exactly these suggestions accepted and all others rejected.
pub fn subject_to(document: &Document, fields: &Fields, accepted: &[String]) -> Hashes {
    let decide = |id: &str| if accepted.iter().any(|a| a == id) { Decision::Accept } else { Decision::Reject };
    // A text whose suggestions cannot be undone is hashed with them: any change to it then counts.
    let text = if suggest::any(document) {
        suggest::resolve(document, &decide).unwrap_or_else(|_| document.clone())
    } else {
        document.clone()
    };
    let (mut parts, notes) = split(content(&text));
    let public: Vec<Value> = fields.credits.iter().filter(|credit| credit.public).map(credit).collect();
    let teasers = &fields.teasers;
    let mut add = |name: &str, part: Value| parts.insert(name.to_owned(), part);
    add("note", Value::Array(notes));
    add("byline", Value::Array(public));
    add("author-note", json!(fields.author_note));
    add("source-line", json!(fields.source_line));
    add("preface", json!(fields.preface));
    add("teaser", json!([teasers.search_title, teasers.search_description, teasers.social_text, teasers.newsletter_blurb]));
    // What was signed before there was such a field keeps its hash.
    if !fields.lead_picture.is_empty() {
        add("lead-picture", json!(fields.lead_picture));
    }
    let parts: BTreeMap<String, String> = parts.into_iter().map(|(name, part)| (name, sha(&part))).collect();
    let whole = sha(&json!({"hash_v": HASH_V, "lang": fields.lang, "parts": parts}));
    Hashes { hash_v: HASH_V, whole, parts }
}

fn credit(credit: &Credit) -> Value {
    let mut parts = vec![&credit.role, &credit.name, &credit.title, &credit.affiliation, &credit.language];
    // What was signed before there was such a word keeps its hash.
    parts.extend(Some(&credit.joint).filter(|joint| !joint.is_empty()));
    json!(parts)
}

fn sha(part: &Value) -> String {
    let canonical = serde_jcs::to_vec(part).unwrap_or_else(|_| part.to_string().into_bytes());
    hex(&Sha256::digest(&canonical))
}

/// The text's JSON without ids, comment marks and defaults; a reference to an id is its target's ordinal.
pub(crate) fn content(document: &Document) -> Value {
    let mut text = document.clone();
    let mut ordinals: HashMap<String, String> = HashMap::new();
    ids::each(&mut text, &mut |id| {
        let next = (ordinals.len() + 1).to_string();
        ordinals.entry(std::mem::take(&mut id.0)).or_insert(next);
    });
    walk::textblocks(&mut text, &mut |block| uncomment(&mut block.inlines));
    text.normalise();
    let mut root = value(&text);
    strip(&mut root, &ordinals);
    root
}

fn uncomment(inlines: &mut [Inline]) {
    for inline in inlines {
        inline.marks_mut().retain(|mark| !matches!(mark, Mark::Comment { .. }));
        if let Inline::Note(note) = inline {
            uncomment(&mut note.inlines);
        }
    }
}

fn strip(node: &mut Value, ordinals: &HashMap<String, String>) {
    let Some(object) = node.as_object_mut() else { return };
    let spec = object.get("type").and_then(Value::as_str).and_then(schema::node);
    if let (Some(spec), Some(attrs)) = (spec, object.get_mut("attrs").and_then(Value::as_object_mut)) {
        attrs.retain(|name, value| spec.attrs.iter().any(|attr| attr.name == name && attr.preset.value() != *value));
        for reference in ["of", "note"] {
            if let Some(Value::String(id)) = attrs.get_mut(reference) {
                *id = ordinals.get(id.as_str()).cloned().unwrap_or_default();
            }
        }
        if attrs.is_empty() {
            object.remove("attrs");
        }
    }
    for child in object.get_mut("content").and_then(Value::as_array_mut).into_iter().flatten() {
        strip(child, ordinals);
    }
}

/// Parts the text: kicker, headline, standfirst, body; each note's content goes to the list, in order of reference.
fn split(mut root: Value) -> (Map<String, Value>, Vec<Value>) {
    let mut notes = Vec::new();
    take_notes(&mut root, &mut notes);
    let mut content = root.get_mut("content").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default().into_iter();
    let mut parts = Map::new();
    for name in ["kicker", "headline", "standfirst"] {
        parts.insert(name.to_owned(), content.next().unwrap_or_default());
    }
    parts.insert("body".to_owned(), content.collect());
    (parts, notes)
}

fn take_notes(node: &mut Value, notes: &mut Vec<Value>) {
    let Some(object) = node.as_object_mut() else { return };
    if object.get("type").and_then(Value::as_str) == Some("note") {
        notes.push(object.remove("content").unwrap_or_default());
    }
    for child in object.get_mut("content").and_then(Value::as_array_mut).into_iter().flatten() {
        take_notes(child, notes);
    }
}
