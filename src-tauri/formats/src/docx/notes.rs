//! Where foot- and endnotes and comments of a document stand. Their text is read where they are referred to.

use std::collections::{BTreeMap, BTreeSet};

use stet_document::{Id, Inline};

use super::reading::words;
use super::xml::{Element, Tree};

/// Foot- or endnote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Foot,
    End,
}

/// All notes, and which have been referred to.
#[derive(Default)]
pub struct Notes<'t> {
    elements: BTreeMap<(Place, String), Element<'t>>,
    /// Ids given to notes at their first reference.
    pub given: BTreeMap<(Place, String), Id>,
}

impl<'t> Notes<'t> {
    /// Finds the notes, without the lines that part them from the text.
    pub fn read(footnotes: Option<&'t Tree>, endnotes: Option<&'t Tree>) -> Self {
        let mut notes = Self::default();
        for (place, tree) in [(Place::Foot, footnotes), (Place::End, endnotes)] {
            let Some(tree) = tree else { continue };
            for element in tree.root().elements().filter(|one| matches!(one.name(), "w:footnote" | "w:endnote")) {
                let separator = !matches!(element.attr("w:type"), None | Some("normal"));
                if let Some(id) = element.attr("w:id").filter(|_| !separator) {
                    notes.elements.insert((place, id.to_owned()), element);
                }
            }
        }
        notes
    }

    /// The note of this number.
    pub fn get(&self, place: Place, id: &str) -> Option<Element<'t>> {
        self.elements.get(&(place, id.to_owned())).copied()
    }

    /// Words of notes that nothing refers to.
    pub fn unused(&self) -> Vec<String> {
        let given: BTreeSet<_> = self.given.keys().collect();
        self.elements
            .iter()
            .filter(|(key, _)| !given.contains(key))
            .map(|(_, element)| words(*element))
            .filter(|text| !text.is_empty())
            .collect()
    }
}

/// A comment.
#[derive(Clone, Debug, Default)]
pub struct Comment {
    pub author: String,
    pub text: String,
    /// Told already at its place.
    pub told: bool,
}

/// All comments by id.
pub fn comments(tree: Option<&Tree>) -> BTreeMap<String, Comment> {
    let mut comments = BTreeMap::new();
    let Some(tree) = tree else { return comments };
    for element in tree.root().elements().filter(|one| one.name() == "w:comment") {
        let Some(id) = element.attr("w:id") else { continue };
        let author = element.attr("w:author").unwrap_or_default().to_owned();
        comments.insert(id.to_owned(), Comment { author, text: words(element), told: false });
    }
    comments
}

/// Takes off what stood around a note's own number: "(1) Ibid." is "() Ibid." once the number is made by Stet.
pub fn unframe(paragraph: Element<'_>, inlines: &mut Vec<Inline>) {
    if !paragraph.descendants().any(|one| matches!(one.name(), "w:footnoteRef" | "w:endnoteRef")) {
        return;
    }
    let text = crate::inlines::plain(inlines);
    let rest = text.trim_start();
    let frame = rest.strip_prefix(['(', '[']).unwrap_or(rest).trim_start();
    if let Some(after) = frame
        .strip_prefix([')', ']', '.', '/'])
        .filter(|after| after.is_empty() || after.starts_with(char::is_whitespace) || !frame.starts_with('.'))
    {
        *inlines = crate::inlines::cut(inlines, text.len() - after.len(), text.len());
    }
}
