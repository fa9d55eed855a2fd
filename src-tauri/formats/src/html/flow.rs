//! From the tree of a page to blocks and words. Lists, tables, figures and other structures are `structures.rs`, marks `marks_in.rs`, notes `notes_in.rs`.

use std::collections::BTreeSet;

use stet_document::{Block, Inline, Mark, Meta, Textblock};

use super::css::Sheet;
use super::dom::{At, Dom};
use super::marks_in::whole_foreign;
use super::notes_in::Notes;
use super::read::Origin;
use super::spaces::{Spacing, is_blank, unkept};
use crate::ids;
use crate::types::{LeftOut, Media, Named, ReadOptions};

/// Levels of nodes within nodes that a text gets; deeper blocks lose their frame and keep their words.
const DEEPEST_BLOCK: usize = 26;
/// Levels of elements that are walked into.
const DEEPEST_ELEMENT: usize = 300;
/// A space, a line end, a tab that stands for itself in words made of Markdown; no text may hold these.
pub const KEPT: [(char, char); 3] = [('\u{fdd0}', ' '), ('\u{fdd1}', '\n'), ('\u{fdd2}', '\t')];

/// A page being read.
pub struct Reading<'d, 'o, 'r> {
    pub dom: &'d Dom,
    pub options: &'o mut ReadOptions<'r>,
    /// Stet wrote the page: it is taken to the letter.
    pub ours: bool,
    /// White space within words is taken as it stands.
    pub exact: bool,
    pub origin: Origin,
    pub sheet: Sheet,
    pub notes: Notes,
    /// Nodes that stand elsewhere already, or were told as left out.
    pub skip: BTreeSet<At>,
    pub left: Vec<LeftOut>,
    pub media: Vec<Media>,
    /// Languages of the elements around, the article's own first.
    pub langs: Vec<String>,
    /// What relative addresses are relative to.
    pub base: Option<String>,
    /// Blocks of the outermost flow whose class names a part.
    pub styled: Vec<(usize, Named)>,
    pub depth: usize,
    pub spacing: Spacing,
}

/// What a run of words becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Paragraph,
    Heading(u8),
}

/// Blocks being gathered, and the words of the one that is open.
#[derive(Debug)]
pub struct Flow {
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    pub kind: Kind,
    pub meta: Meta,
    /// The id that the page gives to the block, where a pull quote needs it.
    pub id: Option<String>,
    /// Within an element that holds words.
    pub inside: bool,
    /// The last letter is a space that would not be shown at the block's end.
    pub(super) space: bool,
    /// The last letter is a space that a style keeps.
    pub(super) kept: bool,
    /// Levels of nodes around.
    pub level: usize,
}

impl Flow {
    /// An empty flow, `level` levels deep.
    pub fn new(level: usize) -> Self {
        Self {
            blocks: Vec::new(),
            inlines: Vec::new(),
            kind: Kind::Paragraph,
            meta: Meta::default(),
            id: None,
            inside: false,
            space: false,
            kept: false,
            level,
        }
    }
}

/// Elements that stand as blocks.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "caption"
    )
}

impl Reading<'_, '_, '_> {
    /// Tells something left out; things of a kind are one line.
    pub fn leave(&mut self, what: LeftOut) {
        crate::left::gather(&mut self.left, what);
    }

    /// All that stands in `at`.
    pub fn children(&mut self, at: At, flow: &mut Flow, marks: &[Mark]) {
        let dom = self.dom;
        let children = dom.children(at);
        let mut n = 0;
        while let Some(child) = children.get(n).copied() {
            let taken = self.flat_list(children.get(n..).unwrap_or_default(), flow);
            if taken > 0 {
                n += taken;
            } else {
                self.walk(child, flow, marks);
                n += 1;
            }
        }
    }

    /// One node.
    pub fn walk(&mut self, at: At, flow: &mut Flow, marks: &[Mark]) {
        if self.skip.contains(&at) {
            return;
        }
        let dom = self.dom;
        if let Some(text) = dom.text(at) {
            self.text(flow, text, marks);
            return;
        }
        if self.depth >= DEEPEST_ELEMENT {
            self.text(flow, &dom.words(at), marks);
            return;
        }
        self.depth += 1;
        let around = self.spacing;
        self.take_spacing(at);
        self.element(at, flow, marks);
        self.spacing = around;
        self.depth -= 1;
    }

    fn element(&mut self, at: At, flow: &mut Flow, marks: &[Mark]) {
        let dom = self.dom;
        let name = dom.name(at);
        if self.unshown(at, name) {
            return;
        }
        if is_block(name) {
            self.with_lang(at, |reading| reading.block(at, name, flow, marks));
            return;
        }
        match name {
            "" => {}
            "br" => self.line_break(flow, marks),
            "wbr" => {}
            "img" | "picture" => self.picture(at, flow),
            "iframe" | "video" | "audio" | "embed" | "object" => self.embedded(at, name, flow),
            "a" if self.notes.is_reference(at) => self.reference(at, flow, marks),
            "sup" if self.notes.holds_references(dom, at) => {
                for child in dom.children(at) {
                    if dom.text(*child).is_none() {
                        self.walk(*child, flow, marks);
                    }
                }
            }
            "mark" if dom.has_class(at, "placeholder") => {
                let words = || self.kept(dom.within(at).into_iter().filter_map(|node| dom.text(node)).collect());
                let label = dom.attribute(at, "data-label").map_or_else(words, str::to_owned);
                flow.space = false;
                flow.inlines.push(Inline::Placeholder { label, marks: marks.to_vec() });
            }
            "q" => {
                self.text(flow, "“", marks);
                self.children(at, flow, marks);
                self.text(flow, "”", marks);
            }
            _ => {
                let marks = self.marked(at, name, marks);
                self.with_lang(at, |reading| reading.children(at, flow, &marks));
            }
        }
    }

    fn kept(&self, text: String) -> String {
        KEPT.iter().fold(text, |text, (from, to)| text.replace(*from, &to.to_string()))
    }

    fn with_lang(&mut self, at: At, walk: impl FnOnce(&mut Self)) {
        let lang =
            self.dom.attribute(at, "lang").or_else(|| self.dom.attribute(at, "xml:lang")).map(str::trim).unwrap_or_default();
        let counts = stet_document::schema::is_lang(lang);
        if counts {
            self.langs.push(lang.to_owned());
        }
        walk(self);
        if counts {
            self.langs.pop();
        }
    }

    fn block(&mut self, at: At, name: &str, flow: &mut Flow, marks: &[Mark]) {
        let dom = self.dom;
        let class = |wanted: &str| dom.has_class(at, wanted);
        let deep = flow.level >= DEEPEST_BLOCK;
        let role = dom.attribute(at, "role").unwrap_or_default();
        match name {
            "p" | "div" if role == "heading" && !self.ours => {
                let level = dom.attribute(at, "aria-level").and_then(|level| level.trim().parse().ok()).unwrap_or(2);
                self.textblock(at, Kind::Heading(level), flow, marks);
            }
            "pre" if self.is_mail(at) => self.mail(at, flow),
            "p" | "div" if class("pull-quote") => {
                self.flush(flow);
                let text = self.words_of(at, flow.level);
                let told = |name: &str| dom.attribute(at, name).unwrap_or_default().to_owned();
                let of = stet_document::Id(told("data-of"));
                flow.blocks.push(Block::PullQuote { text, of, sentence: told("data-sentence") });
            }
            "p" if class("embed") => self.embedded(at, name, flow),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().last().map_or(2, |digit| digit - b'0');
                self.part(at, level == 1 && self.origin != Origin::Paper, flow);
                self.textblock(at, Kind::Heading(level), flow, marks);
            }
            "p" | "address" | "dt" | "dd" | "legend" | "summary" | "figcaption" | "caption" => {
                self.part(at, false, flow);
                let strong = matches!(name, "dt" | "summary");
                let marks: Vec<Mark> = marks.iter().cloned().chain(strong.then_some(Mark::Strong)).collect();
                self.textblock(at, Kind::Paragraph, flow, &marks);
            }
            "hr" => {
                self.flush(flow);
                let meta = self.meta(at);
                flow.blocks.push(Block::Rule { meta });
            }
            "pre" => self.code(at, flow),
            "figure" => self.figure(at, flow, marks),
            "blockquote" if !deep => self.quotation(at, None, flow),
            "ul" | "ol" | "menu" | "dir" if !deep => self.list(at, name, flow),
            "table" if !deep && self.is_data(at) => self.table(at, flow),
            "div" if class("block") && self.ours => self.told_block(at, flow),
            "div" if class("verse") => self.verse(at, flow),
            "div" if class("turn") && !deep => self.turn(at, flow),
            "aside" | "div" if class("box") && !deep => {
                self.flush(flow);
                let (meta, blocks) = (self.meta(at), self.blocks_of(at, flow.level + 1));
                flow.blocks.push(Block::Box { meta, blocks });
            }
            "li" => {
                // An item outside a list.
                self.flush(flow);
                self.children(at, flow, marks);
                self.flush(flow);
            }
            _ => {
                if deep && matches!(name, "blockquote" | "ul" | "ol" | "table" | "aside") {
                    self.leave(LeftOut::new(
                        "nesting",
                        "Lists, quotations or tables within each other beyond 25 levels were taken as plain paragraphs.",
                    ));
                }
                self.flush(flow);
                let kind = std::mem::replace(&mut flow.kind, Kind::Paragraph);
                self.children(at, flow, marks);
                self.flush(flow);
                flow.kind = kind;
            }
        }
    }

    /// An element that holds words.
    fn textblock(&mut self, at: At, kind: Kind, flow: &mut Flow, marks: &[Mark]) {
        self.flush(flow);
        let before = (flow.kind, std::mem::take(&mut flow.meta), flow.inside);
        flow.kind = kind;
        flow.meta = self.meta(at);
        flow.inside = true;
        flow.id = self.dom.attribute(at, "id").and_then(|id| id.strip_prefix("text-")).map(str::to_owned);
        let blocks = flow.blocks.len();
        self.children(at, flow, marks);
        if std::mem::take(&mut flow.kept) {
            unkept(&mut flow.inlines);
        }
        if self.ours && flow.inlines.is_empty() && flow.blocks.len() == blocks {
            let text = self.finished(flow, Vec::new());
            flow.blocks.push(text);
        }
        self.flush(flow);
        (flow.kind, flow.meta, flow.inside) = before;
    }

    /// The words of an element as one text block, whatever blocks stand in it.
    pub fn words_of(&mut self, at: At, level: usize) -> Textblock {
        let mut flow = Flow::new(level);
        flow.inside = true;
        self.with_lang(at, |reading| reading.children(at, &mut flow, &[]));
        self.flush(&mut flow);
        let inlines = self.joined(flow.blocks);
        Textblock { id: ids::new(self.options.random), meta: self.meta(at), inlines }
    }

    /// The blocks of an element.
    pub fn blocks_of(&mut self, at: At, level: usize) -> Vec<Block> {
        let mut flow = Flow::new(level);
        let depth = self.depth;
        self.children(at, &mut flow, &[]);
        self.depth = depth;
        self.flush(&mut flow);
        flow.blocks
    }

    /// Words, with the white space that a reader would see.
    pub fn text(&mut self, flow: &mut Flow, text: &str, marks: &[Mark]) {
        if self.exact {
            if flow.inside || !flow.inlines.is_empty() || !text.trim_matches([' ', '\n', '\t', '\r']).is_empty() {
                push(&mut flow.inlines, text, marks);
            }
            return;
        }
        if self.spacing != Spacing::default() && !self.ours {
            self.spaced(flow, text, marks);
        } else {
            self.collapsed(flow, text, marks);
        }
    }

    /// Words in which a run of white space is one space.
    pub(super) fn collapsed(&mut self, flow: &mut Flow, text: &str, marks: &[Mark]) {
        flow.kept = false;
        let mut words = String::with_capacity(text.len());
        let mut space = flow.space || flow.inlines.is_empty() || matches!(flow.inlines.last(), Some(Inline::Break { .. }));
        let mut shown = flow.space;
        for letter in text.chars() {
            if matches!(letter, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                if !space {
                    words.push(' ');
                    shown = true;
                }
                space = true;
            } else {
                words.push(KEPT.iter().find(|(from, _)| *from == letter).map_or(letter, |(_, to)| *to));
                (space, shown) = (false, false);
            }
        }
        if !words.is_empty() {
            flow.space = shown;
            push(&mut flow.inlines, &words, marks);
        }
    }

    pub(super) fn line_break(&mut self, flow: &mut Flow, marks: &[Mark]) {
        if !self.exact {
            trim(flow);
        }
        if !self.ours {
            if flow.inlines.is_empty() {
                return;
            }
            if matches!(flow.inlines.last(), Some(Inline::Break { .. })) {
                // Two line ends part paragraphs.
                self.flush(flow);
                return;
            }
        }
        flow.space = false;
        flow.inlines.push(Inline::Break { marks: marks.to_vec() });
    }

    /// Ends the block that is open.
    pub fn flush(&mut self, flow: &mut Flow) {
        trim(flow);
        if !self.ours {
            while matches!(flow.inlines.last(), Some(Inline::Break { .. })) {
                flow.inlines.pop();
            }
        }
        if !self.ours && is_blank(&flow.inlines) {
            flow.inlines.clear();
        }
        if flow.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut flow.inlines);
        let block = self.finished(flow, inlines);
        flow.blocks.push(block);
    }

    fn finished(&mut self, flow: &mut Flow, inlines: Vec<Inline>) -> Block {
        let id = match flow.id.take().filter(|id| !id.is_empty() && stet_document::schema::is_id(id)) {
            Some(id) => stet_document::Id(id),
            None => ids::new(self.options.random),
        };
        let mut meta = flow.meta.clone();
        if meta.lang.is_none() && !self.ours {
            meta.lang = self.other_lang();
        }
        let mut text = Textblock { id, meta, inlines };
        if !self.ours {
            whole_foreign(&mut text);
        }
        match flow.kind {
            Kind::Paragraph => Block::Paragraph(text),
            Kind::Heading(level) => Block::Heading { level, text },
        }
    }
}

/// Takes off a space that would not be shown at the end.
fn trim(flow: &mut Flow) {
    if std::mem::take(&mut flow.space)
        && let Some(Inline::Text { text, .. }) = flow.inlines.last_mut()
        && text.ends_with(' ')
    {
        text.pop();
        if text.is_empty() {
            flow.inlines.pop();
        }
    }
}

/// Adds words to a run; the same marks make one node.
pub fn push(inlines: &mut Vec<Inline>, words: &str, marks: &[Mark]) {
    if words.is_empty() {
        return;
    }
    if let Some(Inline::Text { text, marks: same }) = inlines.last_mut()
        && same.as_slice() == marks
    {
        text.push_str(words);
        return;
    }
    inlines.push(Inline::Text { text: words.to_owned(), marks: marks.to_vec() });
}
