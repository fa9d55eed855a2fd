//! A page as a tree of our own, built by html5ever. Nesting is limited while it is parsed: a deeper tag is dropped, its words stay.

use std::cell::{Cell, RefCell};

use html5ever::QualName;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{Attribute, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::sink::{Limited, Sink};

/// A node's place in the tree.
pub type At = usize;

/// A parsed page.
#[derive(Debug, Default)]
pub struct Dom {
    pub(super) nodes: Vec<Node>,
    /// Tags that stood too deep and were dropped; their words are kept.
    pub too_deep: u32,
}

/// An element, a run of words, or what holds neither.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: Option<At>,
    pub depth: u32,
    pub children: Vec<At>,
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    /// The document, a template's content, a comment.
    Other,
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Text(String),
}

impl Dom {
    /// The document's node.
    pub const ROOT: At = 0;

    /// Parses a page or a piece of one. `step` is told how many bytes are done and may cancel.
    ///
    /// # Errors
    /// What `step` answers.
    pub fn parse<E>(text: &str, step: &dyn Fn(usize) -> Result<(), E>) -> Result<Self, E> {
        let builder =
            TreeBuilder::new(Sink::default(), TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() });
        let tokenizer =
            Tokenizer::new(Limited { builder, dropped: RefCell::default(), too_deep: Cell::new(0) }, TokenizerOpts::default());
        let queue = BufferQueue::default();
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(1 << 20);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (now, later) = rest.split_at(end);
            queue.push_back(StrTendril::from(now));
            while !matches!(tokenizer.feed(&queue), html5ever::TokenizerResult::Done) {}
            rest = later;
            step(text.len() - rest.len())?;
        }
        tokenizer.end();
        let mut dom = tokenizer.sink.builder.sink.finish();
        dom.too_deep = tokenizer.sink.too_deep.get();
        Ok(dom)
    }

    /// The node's children in order.
    pub fn children(&self, at: At) -> &[At] {
        self.nodes.get(at).map_or(&[], |node| node.children.as_slice())
    }

    /// The element that the node stands in.
    pub fn parent(&self, at: At) -> Option<At> {
        self.nodes.get(at).and_then(|node| node.parent)
    }

    /// The element's name in lower case; empty for anything else.
    pub fn name(&self, at: At) -> &str {
        match self.nodes.get(at).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => &name.local,
            _ => "",
        }
    }

    /// The words of a text node.
    pub fn text(&self, at: At) -> Option<&str> {
        match self.nodes.get(at).map(|node| &node.kind) {
            Some(Kind::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// An attribute's value.
    pub fn attribute(&self, at: At, wanted: &str) -> Option<&str> {
        match self.nodes.get(at).map(|node| &node.kind) {
            Some(Kind::Element { attributes, .. }) => {
                attributes.iter().find(|attribute| &*attribute.name.local == wanted).map(|attribute| &*attribute.value)
            }
            _ => None,
        }
    }

    /// Whether one of the element's classes is `wanted`.
    pub fn has_class(&self, at: At, wanted: &str) -> bool {
        self.attribute(at, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == wanted))
    }

    /// All nodes within `at`, in the order of the text, without `at` itself.
    pub fn within(&self, at: At) -> Vec<At> {
        let mut found = Vec::new();
        let mut open: Vec<At> = self.children(at).iter().rev().copied().collect();
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.children(next).iter().rev());
        }
        found
    }

    /// The same, without what stands within elements that `closed` names; those themselves are there.
    pub fn within_but(&self, at: At, closed: &[&str]) -> Vec<At> {
        let mut found = Vec::new();
        let mut open: Vec<At> = self.children(at).iter().rev().copied().collect();
        while let Some(next) = open.pop() {
            found.push(next);
            if !closed.contains(&self.name(next)) {
                open.extend(self.children(next).iter().rev());
            }
        }
        found
    }

    /// The elements called `name` within `at`.
    pub fn named(&self, at: At, name: &str) -> Vec<At> {
        self.within(at).into_iter().filter(|node| self.name(*node) == name).collect()
    }

    /// The element called `name` around `at`, or `at` itself.
    pub fn around(&self, at: At, name: &str) -> Option<At> {
        let mut here = Some(at);
        while let Some(node) = here {
            if self.name(node) == name {
                return Some(node);
            }
            here = self.parent(node);
        }
        None
    }

    /// All words within `at`, runs of white space as one space; scripts and styles are no words.
    pub fn words(&self, at: At) -> String {
        let mut words = String::new();
        for node in std::iter::once(at).chain(self.within(at)) {
            if let Some(text) = self.text(node) {
                if !matches!(self.parent(node).map(|parent| self.name(parent)), Some("script" | "style" | "template")) {
                    words.push_str(text);
                }
            } else if super::flow::is_block(self.name(node)) || self.name(node) == "br" {
                words.push(' ');
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
