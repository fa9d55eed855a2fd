//! Structures of a page: tables, quotations, verse, interviews, code. Lists are `lists.rs`, pictures and what is embedded `pictures_in.rs`.

use stet_document::{Align, Block, Cell, Inline, Row, Textblock, VerseLine, schema};

use super::css;
use super::dom::At;
use super::flow::{Flow, Reading};
use crate::ids;

impl Reading<'_, '_, '_> {
    /// An empty paragraph, for a place that needs one.
    fn empty(&mut self) -> Block {
        Block::Paragraph(Textblock { id: ids::new(self.options.random), ..Textblock::default() })
    }

    /// A block of our own Markdown whose language, direction or id stands on a frame around it.
    pub(super) fn told_block(&mut self, at: At, flow: &mut Flow) {
        self.flush(flow);
        let meta = self.meta(at);
        let mut blocks = self.blocks_of(at, flow.level);
        let id = self.dom.attribute(at, "id").and_then(|id| id.strip_prefix("text-")).filter(|id| schema::is_id(id));
        match blocks.first_mut() {
            Some(
                Block::Paragraph(text) | Block::Heading { text, .. } | Block::PullQuote { text, .. } | Block::Code { text, .. },
            ) => {
                text.meta = meta;
                if let Some(id) = id {
                    id.clone_into(&mut text.id.0);
                }
            }
            Some(Block::List { meta: own, .. } | Block::Rule { meta: own }) => *own = meta,
            _ => {}
        }
        flow.blocks.append(&mut blocks);
    }

    /// Whether a table holds rows of things, not the page's layout.
    pub(super) fn is_data(&self, at: At) -> bool {
        let dom = self.dom;
        if self.ours || dom.has_class(at, "data") {
            return true;
        }
        if matches!(dom.attribute(at, "role"), Some("presentation" | "none")) {
            return false;
        }
        let within = dom.within(at);
        let nested = within.iter().any(|node| dom.name(*node) == "table");
        let rows: Vec<At> = within.iter().copied().filter(|node| dom.name(*node) == "tr").collect();
        let cells = |row: &At| dom.children(*row).iter().filter(|cell| matches!(dom.name(**cell), "td" | "th")).count();
        !nested && rows.iter().any(|row| cells(row) > 1)
    }

    pub(super) fn table(&mut self, at: At, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        let mut found = Vec::new();
        for child in dom.children(at).iter().copied() {
            match dom.name(child) {
                "caption" => self.walk(child, flow, &[]),
                "thead" | "tbody" | "tfoot" => {
                    found.extend(dom.children(child).iter().copied().filter(|row| dom.name(*row) == "tr"))
                }
                "tr" => found.push(child),
                _ => {}
            }
        }
        let mut rows: Vec<Row> = found.into_iter().map(|row| self.row(row, flow.level)).collect();
        rows.retain(|row| self.ours || !row.cells.is_empty());
        if !rows.is_empty() || self.ours {
            let (id, meta) = (ids::new(self.options.random), self.meta(at));
            flow.blocks.push(Block::Table { id, meta, rows });
        }
    }

    fn row(&mut self, at: At, level: usize) -> Row {
        let dom = self.dom;
        let mut row = Row::default();
        for cell in dom.children(at).iter().copied() {
            if !matches!(dom.name(cell), "td" | "th") || self.skip.contains(&cell) {
                continue;
            }
            let number = |name: &str| {
                dom.attribute(cell, name).and_then(|number| number.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, 1000)
            };
            let widths: Option<Vec<u32>> = dom
                .attribute(cell, "data-colwidth")
                .filter(|_| self.ours)
                .map(|widths| widths.split(',').filter_map(|width| width.trim().parse().ok()).collect());
            let align = match self
                .look(cell)
                .align
                .or_else(|| css::Look::of(&format!("text-align:{}", dom.attribute(cell, "align").unwrap_or_default())).align)
            {
                Some(css::Align::Left) => Some(Align::Left),
                Some(css::Align::Center) => Some(Align::Center),
                Some(css::Align::Right) => Some(Align::Right),
                None => None,
            };
            let mut blocks = Vec::new();
            self.with_cell(cell, level, &mut blocks);
            if blocks.is_empty() {
                blocks.push(self.empty());
            }
            row.cells.push(Cell {
                header: dom.name(cell) == "th",
                colspan: number("colspan"),
                rowspan: number("rowspan"),
                colwidth: widths,
                align,
                marks: Vec::new(),
                blocks,
            });
        }
        row
    }

    fn with_cell(&mut self, cell: At, level: usize, blocks: &mut Vec<Block>) {
        let lang = self.dom.attribute(cell, "lang").map(str::trim).filter(|lang| schema::is_lang(lang)).map(str::to_owned);
        let counts = lang.is_some();
        self.langs.extend(lang);
        blocks.append(&mut self.blocks_of(cell, level + 3));
        if counts {
            self.langs.pop();
        }
    }

    /// A quotation or an epigraph; `attribution` stands beside it in a figure.
    pub(super) fn quotation(&mut self, at: At, attribution: Option<At>, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        let address = dom.attribute(at, "data-cite").or_else(|| dom.attribute(at, "cite")).unwrap_or_default().to_owned();
        // A mail's own name (`mid:`) is no address that a reader could follow.
        let cite = if schema::is_link(&address) || self.ours { self.address(&address, "") } else { None };
        let cite = cite.unwrap_or_default();
        // A footer or a cite of its own at the end names who said it.
        let inner = attribution.or_else(|| {
            let last =
                dom.children(at).iter().copied().rfind(|child| !dom.text(*child).is_some_and(|text| text.trim().is_empty()))?;
            let only = dom
                .children(last)
                .iter()
                .copied()
                .filter(|child| !dom.text(*child).is_some_and(|text| text.trim().is_empty()))
                .collect::<Vec<_>>();
            let cites = |at: At| matches!(dom.name(at), "footer" | "cite") || dom.has_class(at, "attribution");
            (cites(last) || (dom.name(last) == "p" && only.len() == 1 && only.iter().all(|child| dom.name(*child) == "cite")))
                .then_some(last)
        });
        let attribution = inner.map(|inner| {
            let mut text = self.words_of(inner, flow.level + 1);
            if !self.ours {
                plain_attribution(&mut text);
            }
            self.skip.insert(inner);
            text
        });
        let attribution = attribution.filter(|text| self.ours || !text.inlines.is_empty());
        let (meta, blocks) = (self.meta(at), self.blocks_of(at, flow.level + 1));
        if blocks.is_empty() && attribution.is_none() && !self.ours {
            return;
        }
        flow.blocks.push(if dom.has_class(at, "epigraph") {
            Block::Epigraph { meta, blocks, attribution }
        } else {
            Block::Quotation { meta, cite, blocks, attribution }
        });
    }

    pub(super) fn verse(&mut self, at: At, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        let mut lines = Vec::new();
        for child in dom.children(at).iter().copied() {
            if dom.has_class(child, "line") {
                let indent =
                    dom.attribute(child, "data-indent").and_then(|indent| indent.parse::<u8>().ok()).unwrap_or(0).min(20);
                lines.push(VerseLine { indent, text: self.words_of(child, flow.level + 1) });
            } else if dom.text(child).is_none_or(|text| !text.trim().is_empty()) {
                // Verse of a Markdown file: lines end with line ends, an empty line parts stanzas.
                if !lines.is_empty() {
                    lines.push(VerseLine {
                        indent: 0,
                        text: Textblock { id: ids::new(self.options.random), ..Textblock::default() },
                    });
                }
                let words = self.words_of(child, flow.level + 1);
                self.lines(words.inlines, &mut lines);
            }
        }
        let meta = self.meta(at);
        flow.blocks.push(Block::Verse { meta, lines });
    }

    /// A run of words as lines of verse.
    fn lines(&mut self, inlines: Vec<Inline>, lines: &mut Vec<VerseLine>) {
        let mut line = Vec::new();
        let ends = inlines.into_iter().map(Some).chain(std::iter::once(None));
        for inline in ends {
            match inline {
                None | Some(Inline::Break { .. }) => {
                    let mut inlines = std::mem::take(&mut line);
                    let mut indent = 0;
                    if let Some(Inline::Text { text, .. }) = inlines.first_mut() {
                        let rest = text.trim_start_matches(['\u{2003}', '\u{a0}']);
                        indent = u8::try_from(text.chars().count() - rest.chars().count()).unwrap_or(20).min(20);
                        *text = rest.to_owned();
                    }
                    inlines.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
                    lines.push(VerseLine {
                        indent,
                        text: Textblock { id: ids::new(self.options.random), inlines, ..Textblock::default() },
                    });
                }
                Some(other) => line.push(other),
            }
        }
    }

    pub(super) fn turn(&mut self, at: At, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        let speaker = dom.children(at).iter().copied().find(|child| dom.has_class(*child, "speaker"));
        let words = match speaker {
            Some(speaker) => {
                let words = self.words_of(speaker, flow.level + 1);
                self.skip.insert(speaker);
                words
            }
            None => Textblock { id: ids::new(self.options.random), ..Textblock::default() },
        };
        let (meta, blocks) = (self.meta(at), self.blocks_of(at, flow.level + 1));
        flow.blocks.push(Block::Turn { meta, speaker: words, blocks });
    }

    pub(super) fn code(&mut self, at: At, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        let mut text = String::new();
        for node in dom.within(at) {
            if let Some(words) = dom.text(node) {
                text.push_str(words);
            } else if dom.name(node) == "br" {
                text.push('\n');
            }
        }
        let inner = dom.within(at).into_iter().find(|node| dom.name(*node) == "code").unwrap_or(at);
        let class = |node: At| {
            dom.attribute(node, "class")
                .unwrap_or_default()
                .split_ascii_whitespace()
                .find_map(|class| class.strip_prefix("language-"))
        };
        let language =
            dom.attribute(inner, "data-language").or_else(|| class(inner)).or_else(|| class(at)).unwrap_or_default().to_owned();
        if !self.ours {
            text.truncate(text.trim_end_matches('\n').len());
            if text.trim().is_empty() {
                return;
            }
        }
        let inlines = if text.is_empty() { Vec::new() } else { vec![Inline::Text { text, marks: Vec::new() }] };
        let text = Textblock { id: ids::new(self.options.random), meta: self.meta(at), inlines };
        flow.blocks.push(Block::Code { text, language });
    }
}

/// An attribution without the dash that a page writes before it, and without the italics of `cite`.
fn plain_attribution(text: &mut Textblock) {
    if let Some(Inline::Text { text: words, .. }) = text.inlines.first_mut() {
        *words = words.trim_start_matches(['—', '–', '-', ' ', '\u{a0}']).to_owned();
    }
    text.inlines.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
}
