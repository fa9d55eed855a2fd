//! XML parts as small trees in one arena, names by their namespace (`w:p`, whatever prefix and edition the file uses). Reads, judges nothing.
//!
//! **Invariant:** no recursion while parsing; depth, elements and attributes are limited; a DOCTYPE is refused, so no entity can grow.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use stet_document::Failure;

use super::central::damaged;
use crate::text::is_illegal;

const DEPTH: usize = 256;
const NODES: usize = 3_000_000;
const ATTRIBUTES: usize = 1_000;
/// Different names; what comes beyond them is nothing that is read.
const NAMES: usize = 10_000;

/// What all parts of a package may use together.
#[derive(Debug, Default)]
pub struct Budget {
    nodes: usize,
    /// Illegal characters taken out.
    pub illegal: u32,
}

/// A parsed part.
pub struct Tree {
    names: Vec<String>,
    nodes: Vec<Node>,
    attributes: Vec<(u32, u32, u32)>,
    text: String,
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// Number of the name; `TEXT` for text.
    name: u32,
    /// First child, and next sibling; 0 for none.
    first: u32,
    next: u32,
    /// Of an element: its attributes; of text: its bytes.
    from: u32,
    to: u32,
}

const TEXT: u32 = u32::MAX;

/// An element of a tree.
#[derive(Clone, Copy)]
pub struct Element<'t> {
    tree: &'t Tree,
    node: Node,
}

/// A child of an element.
pub enum Child<'t> {
    Element(Element<'t>),
    Text(&'t str),
}

impl Tree {
    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, node: self.nodes.first().copied().unwrap_or_default() }
    }
}

impl<'t> Element<'t> {
    /// The name with its canonical prefix.
    pub fn name(&self) -> &'t str {
        self.tree.names.get(self.node.name as usize).map(String::as_str).unwrap_or_default()
    }

    /// All children.
    pub fn children(&self) -> impl Iterator<Item = Child<'t>> + use<'t> {
        let tree = self.tree;
        let mut at = self.node.first;
        std::iter::from_fn(move || {
            let node = if at == 0 { None } else { tree.nodes.get(at as usize).copied() }?;
            at = node.next;
            Some(if node.name == TEXT {
                Child::Text(tree.text.get(node.from as usize..node.to as usize).unwrap_or_default())
            } else {
                Child::Element(Element { tree, node })
            })
        })
    }

    /// The children that are elements.
    pub fn elements(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.children().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<Element<'t>> {
        self.elements().find(|element| element.name() == name)
    }

    /// The attribute of this canonical name.
    pub fn attr(&self, name: &str) -> Option<&'t str> {
        let attributes = self.tree.attributes.get(self.node.from as usize..self.node.to as usize)?;
        let found =
            attributes.iter().find(|(number, _, _)| self.tree.names.get(*number as usize).is_some_and(|known| known == name))?;
        self.tree.text.get(found.1 as usize..found.2 as usize)
    }

    /// `w:val` of the first child of this name.
    pub fn val(&self, child: &str) -> Option<&'t str> {
        self.child(child)?.attr("w:val")
    }

    /// The element's own text.
    pub fn text(&self) -> String {
        self.children().fold(String::new(), |mut text, child| {
            if let Child::Text(more) = child {
                text.push_str(more);
            }
            text
        })
    }

    /// Every element below, in order.
    pub fn descendants(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let mut stack: Vec<Element<'t>> = self.elements().collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let element = stack.pop()?;
            let from = stack.len();
            stack.extend(element.elements());
            if let Some(added) = stack.get_mut(from..) {
                added.reverse();
            }
            Some(element)
        })
    }
}

/// The canonical prefix of a namespace, both editions of the standard alike.
fn prefix_of(namespace: &str) -> &'static str {
    match namespace {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main" | "http://purl.oclc.org/ooxml/wordprocessingml/main" => {
            "w"
        }
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => "r",
        "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => "a",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => "wp",
        "http://schemas.openxmlformats.org/drawingml/2006/picture" | "http://purl.oclc.org/ooxml/drawingml/picture" => "pic",
        "http://schemas.openxmlformats.org/drawingml/2006/chart" | "http://purl.oclc.org/ooxml/drawingml/chart" => "c",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram" | "http://purl.oclc.org/ooxml/drawingml/diagram" => "dgm",
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => "mc",
        "http://schemas.openxmlformats.org/officeDocument/2006/math" | "http://purl.oclc.org/ooxml/officeDocument/math" => "m",
        "http://schemas.openxmlformats.org/package/2006/relationships" => "pr",
        "http://schemas.openxmlformats.org/package/2006/content-types" => "ct",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => "wps",
        "http://schemas.microsoft.com/office/word/2010/wordml" => "w14",
        "http://schemas.microsoft.com/office/word/2012/wordml" => "w15",
        "http://schemas.microsoft.com/office/word/2023/wordml/word16du" => "w16du",
        "urn:schemas-microsoft-com:vml" => "v",
        "urn:schemas-microsoft-com:office:office" => "o",
        "http://purl.org/dc/elements/1.1/" => "dc",
        "http://www.w3.org/XML/1998/namespace" => "xml",
        "http://www.w3.org/1998/Math/MathML" => "math",
        "http://www.w3.org/1999/xlink" => "xlink",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => "office",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => "text",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => "table",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => "style",
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => "draw",
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" => "fo",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" => "svg",
        "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" => "manifest",
        _ => "x",
    }
}

struct Builder<'b> {
    tree: Tree,
    numbers: HashMap<String, u32>,
    /// Raw name → number, as long as the prefixes mean the same.
    known: HashMap<(bool, String), u32>,
    /// (depth, prefix, canonical prefix).
    scopes: Vec<(usize, String, &'static str)>,
    /// Open elements: node and its last child.
    open: Vec<(u32, u32)>,
    budget: &'b mut Budget,
}

/// Parses the bytes of a part.
///
/// # Errors
/// `damaged` for what is no XML, `hostile` for a DOCTYPE and beyond the limits.
pub fn parse(bytes: &[u8], budget: &mut Budget) -> Result<Tree, Failure> {
    let source = decode(bytes);
    let mut builder = Builder {
        tree: Tree { names: Vec::new(), nodes: Vec::new(), attributes: Vec::new(), text: String::new() },
        numbers: HashMap::new(),
        known: HashMap::new(),
        scopes: vec![(0, "xml".to_owned(), "xml")],
        open: Vec::new(),
        budget,
    };
    let mut reader = Reader::from_str(&source);
    reader.config_mut().allow_dangling_amp = true;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => builder.start(&start)?,
            Event::Empty(start) => {
                builder.start(&start)?;
                builder.end();
            }
            Event::End(_) => builder.end(),
            Event::Text(text) => builder.text(&text)?,
            Event::CData(text) => builder.text(&text)?,
            Event::GeneralRef(reference) => {
                let text = entity(&reference, &mut builder.budget.illegal);
                builder.text(&text)?;
            }
            Event::DocType(_) => {
                return Err(Failure::new(
                    "hostile",
                    "This file defines letters of its own (a DOCTYPE), as harmful files do; it was not opened.",
                ));
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    if builder.tree.nodes.is_empty() || !builder.open.is_empty() {
        return Err(damaged());
    }
    Ok(builder.tree)
}

/// Whether an element's white space is part of the text.
fn holds_space(name: &str) -> bool {
    matches!(name, "w:t" | "w:delText" | "w:instrText" | "m:t" | "a:t")
        || matches!(name, "text:p" | "text:h" | "text:span" | "text:a" | "text:meta" | "text:meta-field" | "text:ruby-base")
}

/// The text of a part: UTF-16 by its mark or its look, the encoding that it declares, else UTF-8.
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
    let head = bytes.get(..4).unwrap_or_default();
    let encoding = if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        encoding
    } else if head == b"<\0?\0" {
        UTF_16LE
    } else if head == b"\0<\0?" {
        UTF_16BE
    } else {
        let line = bytes.split(|byte| *byte == b'>').next().unwrap_or_default();
        let line = String::from_utf8_lossy(line.get(..line.len().min(200)).unwrap_or_default()).into_owned();
        let label = line
            .split("encoding=")
            .nth(1)
            .map(|rest| rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default().to_owned());
        // What was not UTF-16 by its bytes is not, whatever it says.
        label
            .and_then(|label| Encoding::for_label(label.as_bytes()))
            .filter(|encoding| encoding.is_ascii_compatible())
            .unwrap_or(UTF_8)
    };
    encoding.decode_with_bom_removal(bytes).0
}

/// What an entity stands for; illegal ones for nothing.
fn entity(name: &str, illegal: &mut u32) -> String {
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => {
            return match name {
                "lt" => "<".to_owned(),
                "gt" => ">".to_owned(),
                "amp" => "&".to_owned(),
                "quot" => "\"".to_owned(),
                "apos" => "'".to_owned(),
                other => format!("&{other};"),
            };
        }
    };
    match code.and_then(char::from_u32).filter(|letter| !is_illegal(*letter)) {
        Some(letter) => letter.to_string(),
        None => {
            *illegal = illegal.saturating_add(1);
            String::new()
        }
    }
}

impl Builder<'_> {
    fn node(&mut self, node: Node) -> Result<u32, Failure> {
        self.budget.nodes += 1;
        if self.budget.nodes > NODES {
            return Err(Failure::new("too-large", "This document is too long to be read at once; split it into several files."));
        }
        let number = u32::try_from(self.tree.nodes.len()).map_err(|_| damaged())?;
        self.tree.nodes.push(node);
        if let Some((parent, last)) = self.open.last_mut() {
            let link = if *last == 0 {
                self.tree.nodes.get_mut(*parent as usize).map(|node| &mut node.first)
            } else {
                self.tree.nodes.get_mut(*last as usize).map(|node| &mut node.next)
            };
            if let Some(link) = link {
                *link = number;
            }
            *last = number;
        } else if number > 0 {
            return Err(damaged());
        }
        Ok(number)
    }

    fn start(&mut self, start: &BytesStart) -> Result<(), Failure> {
        if self.open.len() >= DEPTH {
            return Err(Failure::new(
                "hostile",
                "This file is nested deeper than any document, as harmful files are; it was not opened.",
            ));
        }
        let depth = self.open.len() + 1;
        let mut pairs = Vec::new();
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false) {
            let attribute = attribute.map_err(|_| damaged())?;
            if pairs.len() >= ATTRIBUTES {
                return Err(Failure::new(
                    "hostile",
                    "An element of this file has more than a thousand properties; it was not opened.",
                ));
            }
            let key = attribute.key.0;
            if key == "xmlns" || key.starts_with("xmlns:") {
                let prefix = key.strip_prefix("xmlns").unwrap_or_default().trim_start_matches(':').to_owned();
                self.scopes.push((depth, prefix, prefix_of(&attribute.value)));
                self.known.clear();
            }
            pairs.push((key.to_owned(), attribute.value.into_owned()));
        }
        let name = self.name(start.name().0, true);
        let from = u32::try_from(self.tree.attributes.len()).map_err(|_| damaged())?;
        for (key, value) in pairs {
            if key.starts_with("xmlns") {
                continue;
            }
            let name = self.name(&key, false);
            let begin = self.tree.text.len();
            self.value(&value);
            let (begin, end) =
                (u32::try_from(begin).map_err(|_| damaged())?, u32::try_from(self.tree.text.len()).map_err(|_| damaged())?);
            self.tree.attributes.push((name, begin, end));
        }
        let to = u32::try_from(self.tree.attributes.len()).map_err(|_| damaged())?;
        let number = self.node(Node { name, first: 0, next: 0, from, to })?;
        self.open.push((number, 0));
        Ok(())
    }

    fn end(&mut self) {
        let depth = self.open.len();
        self.open.pop();
        let before = self.scopes.len();
        self.scopes.retain(|(scope, _, _)| *scope < depth);
        if self.scopes.len() != before {
            self.known.clear();
        }
    }

    /// Text of the innermost open element; space between elements is not kept.
    fn text(&mut self, text: &str) -> Result<(), Failure> {
        let Some((parent, last)) = self.open.last().copied() else { return Ok(()) };
        let blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if blank {
            let name = self.tree.nodes.get(parent as usize).and_then(|node| self.tree.names.get(node.name as usize));
            if !name.is_some_and(|name| holds_space(name)) {
                return Ok(());
            }
        }
        let begin = self.tree.text.len();
        self.raw(text);
        let end = u32::try_from(self.tree.text.len()).map_err(|_| damaged())?;
        let begin = u32::try_from(begin).map_err(|_| damaged())?;
        // Text goes on where only a reference parted it.
        if let Some(node) =
            self.tree.nodes.get_mut(last as usize).filter(|node| last != 0 && node.name == TEXT && node.to == begin)
        {
            node.to = end;
            return Ok(());
        }
        self.node(Node { name: TEXT, first: 0, next: 0, from: begin, to: end })?;
        Ok(())
    }

    fn raw(&mut self, text: &str) {
        if text.chars().any(is_illegal) {
            for letter in text.chars() {
                if is_illegal(letter) {
                    self.budget.illegal = self.budget.illegal.saturating_add(1);
                } else {
                    self.tree.text.push(letter);
                }
            }
        } else {
            self.tree.text.push_str(text);
        }
    }

    /// An attribute's value, its references resolved.
    fn value(&mut self, value: &str) {
        let mut rest = value;
        while let Some((before, after)) = rest.split_once('&') {
            self.raw(before);
            match after.split_once(';') {
                Some((name, more)) if name.len() <= 10 => {
                    let text = entity(name, &mut self.budget.illegal);
                    self.tree.text.push_str(&text);
                    rest = more;
                }
                _ => {
                    self.tree.text.push('&');
                    rest = after;
                }
            }
        }
        self.raw(rest);
    }

    fn name(&mut self, raw: &str, element: bool) -> u32 {
        if let Some(number) = self.known.get(&(element, raw.to_owned())) {
            return *number;
        }
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        let canonical = if prefix.is_empty() && !element {
            local.to_owned()
        } else {
            match self.scopes.iter().rev().find(|(_, known, _)| known == prefix) {
                Some((_, _, known)) => format!("{known}:{local}"),
                None if prefix.is_empty() => local.to_owned(),
                None => format!("x:{local}"),
            }
        };
        if self.tree.names.len() >= NAMES {
            return 0;
        }
        let next = u32::try_from(self.tree.names.len()).unwrap_or(0);
        let number = *self.numbers.entry(canonical.clone()).or_insert(next);
        if number == next {
            self.tree.names.push(canonical);
        }
        self.known.insert((element, raw.to_owned()), number);
        number
    }
}
