//! Where html5ever puts what it parses: our tree while it is built, and the limit on its depth.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::BTreeMap;

use html5ever::interface::{Attribute, ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, Namespace, QualName};

use super::dom::{At, Dom, Kind, Node};

/// Levels of elements within elements that are kept.
const DEEPEST: u32 = 256;

/// The tokenizer's sink: passes everything on, but for tags that stand too deep.
pub(super) struct Limited {
    pub builder: TreeBuilder<At, Sink>,
    pub dropped: RefCell<BTreeMap<LocalName, u32>>,
    pub too_deep: Cell<u32>,
}

impl Limited {
    fn drops(&self, tag: &Tag) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        match tag.kind {
            TagKind::StartTag if self.builder.sink.depth.get() >= DEEPEST => {
                self.too_deep.set(self.too_deep.get().saturating_add(1));
                if !is_void(&tag.name) {
                    *dropped.entry(tag.name.clone()).or_default() += 1;
                }
                true
            }
            TagKind::StartTag => false,
            TagKind::EndTag => match dropped.get_mut(&tag.name) {
                Some(open) if *open > 0 => {
                    *open -= 1;
                    true
                }
                _ => false,
            },
        }
    }
}

impl TokenSink for Limited {
    type Handle = At;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<At> {
        match &token {
            Token::TagToken(tag) if self.drops(tag) => TokenSinkResult::Continue,
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr"
    )
}

/// The tree while it is built.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// Levels of the element that is open now.
    depth: Cell<u32>,
    nowhere: QualName,
}

impl Default for Sink {
    fn default() -> Self {
        let document = Node { parent: None, depth: 0, children: Vec::new(), kind: Kind::Other };
        let nowhere = QualName::new(None, Namespace::from(""), LocalName::from(""));
        Self { nodes: RefCell::new(vec![document]), depth: Cell::new(0), nowhere }
    }
}

impl Sink {
    fn add(&self, kind: Kind) -> At {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, depth: 0, children: Vec::new(), kind });
        nodes.len() - 1
    }

    fn detach(&self, at: At) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes.get_mut(at).and_then(|node| node.parent.take()) else { return };
        if let Some(parent) = nodes.get_mut(parent) {
            if parent.children.last() == Some(&at) {
                parent.children.pop();
            } else {
                parent.children.retain(|child| *child != at);
            }
        }
    }

    /// Puts a child among its parent's at `place`; words join the words before them.
    fn put(&self, parent: At, place: usize, child: NodeOrText<At>) {
        let text = match &child {
            NodeOrText::AppendText(text) => Some(text.to_string()),
            NodeOrText::AppendNode(_) => None,
        };
        if let Some(text) = &text {
            let mut nodes = self.nodes.borrow_mut();
            let before = place.checked_sub(1).and_then(|before| nodes.get(parent)?.children.get(before).copied());
            if let Some(Kind::Text(words)) = before.and_then(|before| nodes.get_mut(before)).map(|node| &mut node.kind) {
                words.push_str(text);
                return;
            }
        }
        let at = match child {
            NodeOrText::AppendNode(at) => at,
            NodeOrText::AppendText(_) => self.add(Kind::Text(text.unwrap_or_default())),
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes.get(parent).map_or(0, |node| node.depth) + 1;
        if let Some(node) = nodes.get_mut(at) {
            node.parent = Some(parent);
            node.depth = depth;
            if let Kind::Element { name, .. } = &node.kind
                && !is_void(&name.local)
            {
                self.depth.set(depth);
            }
        }
        if let Some(node) = nodes.get_mut(parent) {
            let place = place.min(node.children.len());
            node.children.insert(place, at);
        }
    }
}

/// An element's name, borrowed from the tree that is being built.
#[derive(Debug)]
pub(super) enum NameOf<'a> {
    Of(Ref<'a, QualName>),
    Nowhere(&'a QualName),
}

impl NameOf<'_> {
    fn name(&self) -> &QualName {
        match self {
            NameOf::Of(name) => name,
            NameOf::Nowhere(name) => name,
        }
    }
}

impl ElemName for NameOf<'_> {
    fn ns(&self) -> &Namespace {
        &self.name().ns
    }
    fn local_name(&self) -> &LocalName {
        &self.name().local
    }
}

impl TreeSink for Sink {
    type Handle = At;
    type Output = Dom;
    type ElemName<'a> = NameOf<'a>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner(), too_deep: 0 }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> At {
        Dom::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a At) -> NameOf<'a> {
        let found = Ref::filter_map(self.nodes.borrow(), |nodes| match nodes.get(*target).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => Some(name),
            _ => None,
        });
        found.map_or(NameOf::Nowhere(&self.nowhere), NameOf::Of)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> At {
        self.add(Kind::Element { name, attributes })
    }

    fn create_comment(&self, _text: StrTendril) -> At {
        self.add(Kind::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> At {
        self.add(Kind::Other)
    }

    fn append(&self, parent: &At, child: NodeOrText<At>) {
        let place = self.nodes.borrow().get(*parent).map_or(0, |node| node.children.len());
        self.put(*parent, place, child);
    }

    fn append_based_on_parent_node(&self, element: &At, previous: &At, child: NodeOrText<At>) {
        if self.nodes.borrow().get(*element).is_some_and(|node| node.parent.is_some()) {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn pop(&self, node: &At) {
        if let Some(node) = self.nodes.borrow().get(*node) {
            self.depth.set(node.depth.saturating_sub(1));
        }
    }

    fn get_template_contents(&self, target: &At) -> At {
        // A template's content stands within it: nothing of it is shown, so nothing of it is read.
        *target
    }

    fn same_node(&self, x: &At, y: &At) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &At, child: NodeOrText<At>) {
        if let NodeOrText::AppendNode(at) = &child {
            self.detach(*at);
        }
        let found = {
            let nodes = self.nodes.borrow();
            nodes.get(*sibling).and_then(|node| node.parent).map(|parent| {
                let place = nodes.get(parent).and_then(|node| node.children.iter().rposition(|other| other == sibling));
                (parent, place.unwrap_or(0))
            })
        };
        if let Some((parent, place)) = found {
            self.put(parent, place, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &At, more: Vec<Attribute>) {
        if let Some(Kind::Element { attributes, .. }) = self.nodes.borrow_mut().get_mut(*target).map(|node| &mut node.kind) {
            for attribute in more {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &At) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &At, new_parent: &At) {
        let children = self.nodes.borrow_mut().get_mut(*node).map(|node| std::mem::take(&mut node.children)).unwrap_or_default();
        for child in children {
            if let Some(node) = self.nodes.borrow_mut().get_mut(child) {
                node.parent = None;
            }
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }

    fn allow_declarative_shadow_roots(&self, _parent: &At) -> bool {
        false
    }
}
