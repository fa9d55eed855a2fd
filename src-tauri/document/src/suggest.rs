//! Suggested changes decided on the tree: accepted, rejected, or left open. Rejecting all gives the text before; accepting all the plain edit.
//!
//! Works on the editor's JSON, where a change of any attribute or kind is one case; what comes out is read again and so is always a right text.

use crate::{Document, Failure, json};
use serde_json::{Map, Value, json as value};

/// What becomes of one suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Accept,
    Reject,
    Leave,
}

/// Stands at the edges of a suggested split or join; of no meaning once that is decided.
const ANCHOR: &str = "\u{200B}";

/// Whether any suggestion is open in the text.
pub fn any(document: &Document) -> bool {
    let text = document.to_json();
    ["insertion", "deletion", "modification"].iter().any(|name| text.contains(&format!(r#"{{"type":"{name}""#)))
}

/// The text with each suggestion decided by its id.
pub fn resolve(document: &Document, decide: &dyn Fn(&str) -> Decision) -> Result<Document, Failure> {
    let mut root = json::value(document);
    children(&mut root, decide);
    Document::from_json(&root.to_string())
}

/// What deciding left of a node.
enum Left {
    /// It stays as it is now.
    Stays,
    Goes,
    /// It was an anchor of this suggestion, and what it held apart is joined.
    Joins(String),
}

/// Nodes that must stay where they are: they are emptied instead.
const PARTS: &[&str] = &["kicker", "headline", "standfirst", "caption", "picture_credit", "speaker"];

fn name(node: &Value) -> &str {
    node.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn children(node: &mut Value, decide: &dyn Fn(&str) -> Decision) -> (Option<String>, Option<String>) {
    let holder = name(node).to_owned();
    let Some(content) = node.get_mut("content").and_then(Value::as_array_mut) else { return (None, None) };
    let count = content.len();
    let (mut first_join, mut last_join) = (None, None);
    let mut out: Vec<Value> = Vec::with_capacity(count);
    // The suggestion that joins the end of the block before to the start of the next.
    let mut open: Option<String> = None;
    for (nth, mut child) in content.drain(..).enumerate() {
        let (head, tail) = children(&mut child, decide);
        match settle(&mut child, decide) {
            Left::Goes if PARTS.contains(&name(&child)) => {
                if let Some(object) = child.as_object_mut() {
                    object.remove("content");
                }
                out.push(child);
            }
            Left::Goes => {}
            Left::Joins(id) => {
                if nth == 0 {
                    first_join = Some(id.clone());
                }
                if nth + 1 == count {
                    last_join = Some(id);
                }
            }
            Left::Stays => {
                match out.last_mut() {
                    Some(before) if head.is_some() && head == open && joinable(before, &child) => append(before, child),
                    _ => out.push(child),
                }
                open = tail;
            }
        }
    }
    let bare = match holder.as_str() {
        "doc" => out.len() <= 3,
        "table_cell" | "table_header" => out.is_empty(),
        _ => false,
    };
    if bare {
        out.push(value!({"type": "paragraph"}));
    }
    *content = out;
    (first_join, last_join)
}

fn joinable(before: &Value, after: &Value) -> bool {
    let text = |node: &Value| matches!(name(node), "paragraph" | "heading" | "pull_quote" | "verse_line" | "code");
    text(before) && text(after)
}

fn append(before: &mut Value, after: Value) {
    let Some(object) = before.as_object_mut() else { return };
    let more = after.get("content").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(list) = object.entry("content").or_insert_with(|| value!([])).as_array_mut() {
        list.extend(more);
    }
}

fn settle(node: &mut Value, decide: &dyn Fn(&str) -> Decision) -> Left {
    let anchor = node.get("text").and_then(Value::as_str) == Some(ANCHOR);
    let Some(marks) = node.get_mut("marks").and_then(Value::as_array_mut) else { return Left::Stays };
    let (mut goes, mut decided, mut undo) = (None, false, Vec::new());
    marks.retain(|mark| {
        let kind = name(mark);
        if !matches!(kind, "insertion" | "deletion" | "modification") {
            return true;
        }
        let id = mark.pointer("/attrs/id").and_then(Value::as_str).unwrap_or_default();
        match (kind, decide(id)) {
            (_, Decision::Leave) => return true,
            ("insertion", Decision::Reject) | ("deletion", Decision::Accept) => goes = Some(id.to_owned()),
            ("modification", Decision::Reject) => undo.push(mark.get("attrs").cloned().unwrap_or_default()),
            _ => {}
        }
        decided = true;
        false
    });
    for change in undo.iter().rev() {
        revert(node, change);
    }
    match goes {
        Some(id) if anchor => Left::Joins(id),
        Some(_) => Left::Goes,
        None if anchor && decided => Left::Goes,
        None => Left::Stays,
    }
}

/// Puts back what a modification changed: an attribute, the kind of node, or a mark.
fn revert(node: &mut Value, change: &Value) {
    let previous = change.get("previousValue").cloned().unwrap_or_default();
    let Some(object) = node.as_object_mut() else { return };
    match change.get("type").and_then(Value::as_str) {
        Some("attr") => {
            if let Some(attr) = change.get("attrName").and_then(Value::as_str)
                && let Some(attrs) = object.entry("attrs").or_insert_with(|| Value::Object(Map::new())).as_object_mut()
            {
                attrs.insert(attr.to_owned(), previous);
            }
        }
        Some("nodeType") if previous.is_string() => {
            object.insert("type".to_owned(), previous);
        }
        Some("mark") => {
            let new = change.get("newValue").map(|new| name(new).to_owned()).unwrap_or_default();
            if let Some(marks) = object.entry("marks").or_insert_with(|| value!([])).as_array_mut() {
                marks.retain(|mark| name(mark) != new);
                if previous.is_object() {
                    marks.push(previous);
                }
            }
        }
        _ => {}
    }
}
