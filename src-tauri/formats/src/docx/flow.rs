//! Paragraphs in their order → blocks: lists nested, quotations and code gathered, captions beside their pictures, named parts marked.

use stet_document::{Block, Inline, Item, ListKind, Mark, Meta, Textblock};

use super::styles::Kind;
use crate::inlines;
use crate::types::Named;

/// A paragraph's place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InList {
    pub kind: ListKind,
    pub number: u32,
    /// From 0.
    pub level: u32,
}

/// A paragraph as it was read.
#[derive(Clone, Debug, Default)]
pub struct Para {
    pub kind: Kind,
    pub text: Textblock,
    pub list: Option<InList>,
    /// Pictures and text boxes anchored in it.
    pub before: Vec<Flow>,
    pub after: Vec<Flow>,
}

/// What stands one after the other.
#[derive(Clone, Debug)]
pub enum Flow {
    Para(Box<Para>),
    Block(Box<Block>),
}

/// How far from the top a style may name a part.
const TOP: usize = 12;

/// The blocks, and which of them name a part.
pub fn assemble(flows: Vec<Flow>) -> (Vec<Block>, Vec<(usize, Named)>) {
    let mut flows = flatten(flows).into_iter().peekable();
    let mut blocks: Vec<Block> = Vec::new();
    let mut styled: Vec<(usize, Named)> = Vec::new();
    let mut caption_above: Option<Textblock> = None;
    while let Some(flow) = flows.next() {
        let mut para = match flow {
            Flow::Block(block) => {
                let mut block = *block;
                if let Block::Figure(figure) = &mut block {
                    if let Some(text) = caption_above.take() {
                        figure.caption = text;
                    }
                } else {
                    settle_caption(&mut caption_above, &mut blocks);
                }
                blocks.push(block);
                continue;
            }
            Flow::Para(para) => para,
        };
        settle_caption(&mut caption_above, &mut blocks);
        if para.list.is_some() && matches!(para.kind, Kind::Plain | Kind::ListMore | Kind::Quotation | Kind::Caption | Kind::Code)
        {
            let mut items = vec![item(*para)];
            while let Some(next) = flows.next_if(goes_on) {
                if let Flow::Para(next) = next {
                    if next.list.is_none() {
                        if let Some(last) = items.last_mut() {
                            last.1.push(Block::Paragraph(next.text));
                        }
                    } else {
                        items.push(item(*next));
                    }
                }
            }
            blocks.extend(lists(items));
            continue;
        }
        match para.kind {
            Kind::Heading(level) => blocks.push(Block::Heading { level, text: para.text }),
            Kind::Part(named) => {
                let again = styled.iter().any(|(_, known)| *known == named);
                // A byline or a headline may be set in several paragraphs.
                let goes_on = matches!(named, Named::Byline | Named::Headline)
                    && styled.last() == Some(&(blocks.len().wrapping_sub(1), named));
                if blocks.len() < TOP && (!again || goes_on) {
                    styled.push((blocks.len(), named));
                    blocks.push(Block::Paragraph(para.text));
                } else {
                    blocks.push(match named {
                        Named::Headline => Block::Heading { level: 1, text: para.text },
                        Named::Standfirst => Block::Heading { level: 2, text: para.text },
                        Named::Kicker | Named::Byline => Block::Paragraph(para.text),
                    });
                }
            }
            Kind::Quotation => {
                let paragraph = Block::Paragraph(para.text);
                if let Some(Block::Quotation { blocks: inner, .. }) = blocks.last_mut() {
                    inner.push(paragraph);
                } else {
                    blocks.push(Block::Quotation {
                        meta: Meta::default(),
                        cite: String::new(),
                        blocks: vec![paragraph],
                        attribution: None,
                    });
                }
            }
            Kind::Code => code(&mut blocks, para.text),
            Kind::Caption => match blocks.last_mut() {
                Some(Block::Figure(figure)) if inlines::is_blank(&figure.caption.inlines) => figure.caption = para.text,
                _ => caption_above = Some(std::mem::take(&mut para.text)),
            },
            Kind::Plain | Kind::ListMore | Kind::Contents => blocks.push(Block::Paragraph(para.text)),
        }
    }
    settle_caption(&mut caption_above, &mut blocks);
    (blocks, styled)
}

/// A caption that no picture followed is a paragraph.
fn settle_caption(caption: &mut Option<Textblock>, blocks: &mut Vec<Block>) {
    if let Some(text) = caption.take() {
        blocks.push(Block::Paragraph(text));
    }
}

/// What is anchored in a paragraph stands before or after it, but stays in its list item; empty paragraphs go.
fn flatten(flows: Vec<Flow>) -> Vec<Flow> {
    let mut flat = Vec::new();
    for flow in flows {
        match flow {
            Flow::Para(mut para) if para.list.is_none() || is_heading(para.kind) => {
                let (before, after) = (std::mem::take(&mut para.before), std::mem::take(&mut para.after));
                flat.extend(flatten(before));
                if !inlines::is_blank(&para.text.inlines) || para.kind == Kind::Code {
                    flat.push(Flow::Para(para));
                }
                flat.extend(flatten(after));
            }
            Flow::Para(para) => {
                if !inlines::is_blank(&para.text.inlines) || !para.before.is_empty() || !para.after.is_empty() {
                    flat.push(Flow::Para(para));
                }
            }
            block @ Flow::Block(_) => flat.push(block),
        }
    }
    flat
}

fn is_heading(kind: Kind) -> bool {
    matches!(kind, Kind::Heading(_) | Kind::Part(_))
}

fn goes_on(flow: &Flow) -> bool {
    matches!(flow, Flow::Para(para) if (para.list.is_some() && !is_heading(para.kind)) || para.kind == Kind::ListMore)
}

fn item(para: Para) -> (InList, Vec<Block>) {
    let place = para.list.unwrap_or(InList { kind: ListKind::Bulleted, number: 1, level: 0 });
    let mut blocks = assemble(para.before).0;
    if !inlines::is_blank(&para.text.inlines) {
        blocks.push(Block::Paragraph(para.text));
    }
    blocks.extend(assemble(para.after).0);
    (place, blocks)
}

/// Items one after the other → lists; what is deeper goes into the item before.
fn lists(items: Vec<(InList, Vec<Block>)>) -> Vec<Block> {
    let mut made: Vec<Block> = Vec::new();
    let mut last = 0;
    let mut items = items.into_iter().peekable();
    while let Some((place, mut blocks)) = items.next() {
        let mut deeper = Vec::new();
        while let Some(next) = items.next_if(|(next, _)| next.level > place.level) {
            deeper.push(next);
        }
        if !deeper.is_empty() {
            blocks.extend(lists(deeper));
        }
        let item = Item { meta: Meta::default(), blocks };
        match made.last_mut() {
            Some(Block::List { kind, items, .. })
                if *kind == place.kind && (place.kind == ListKind::Bulleted || place.number == last + 1) =>
            {
                items.push(item)
            }
            _ => made.push(Block::List { meta: Meta::default(), kind: place.kind, start: place.number, items: vec![item] }),
        }
        last = place.number;
    }
    made
}

/// Lines of code one after the other are one block.
fn code(blocks: &mut Vec<Block>, mut text: Textblock) {
    let line = inlines::plain(&text.inlines).replace(inlines::NODE, "");
    if let Some(Block::Code { text: before, .. }) = blocks.last_mut() {
        inlines::push_text(&mut before.inlines, &format!("\n{line}"), &[]);
        return;
    }
    text.inlines.clear();
    inlines::push_text(&mut text.inlines, &line, &[] as &[Mark]);
    if text.inlines.iter().any(|inline| matches!(inline, Inline::Text { .. })) {
        blocks.push(Block::Code { text, language: String::new() });
    }
}
