//! A page in: where its text stands, what its head says, what is left out. The walk through its text is `flow.rs`.

use std::collections::BTreeSet;

use stet_document::{Block, Credit, Failure, Textblock};

use super::css::Sheet;
use super::dom::{At, Dom};
use super::flow::{Flow, Reading};
use super::meta_in::{self, Head};
use super::notes_in::Notes;
use super::spaces::Spacing;
use crate::ids;
use crate::text;
use crate::types::{LeftOut, Raw, ReadOptions, Reader, Source};

/// The reader's line in the list.
pub const READER: Reader = Reader { id: "html", name: "Web page (HTML)", extensions: &["html", "htm", "xhtml"], read };

/// The largest page that is read, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// Reads a page, or a piece of one that was pasted.
///
/// # Errors
/// `too-large`, `unreadable`, `cancelled`.
pub fn read(source: &Source, options: &mut ReadOptions) -> Result<Raw, Failure> {
    if source.bytes.len() > LARGEST {
        return Err(Failure::new("too-large", "This page is larger than 64 MB; take its pictures out and send them apart."));
    }
    let label = charset(source.bytes);
    let decoded = text::decode(source.bytes, label.as_deref())?;
    let mut raw = page(&decoded.text, options, Origin::File)?;
    raw.encoding = decoded.encoding.to_owned();
    raw.left_out.splice(0..0, decoded.left_out);
    Ok(raw)
}

/// The encoding that a page names in its first bytes.
fn charset(bytes: &[u8]) -> Option<String> {
    let head: Vec<u8> = bytes.iter().take(2048).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let name: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        .collect();
    (!name.is_empty() && name != "utf-8").then_some(name)
}

/// Where a page's text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A page in a file: its main text is looked for.
    File,
    /// The clipboard: all of it was chosen by a person.
    Clipboard,
    /// Made of Markdown, by Stet or not.
    Markdown { ours: bool },
    /// Made by Stet of a paper of another program (ODT, RTF).
    Paper,
}

/// Reads a page from its text.
///
/// # Errors
/// `cancelled`.
pub fn page(text: &str, options: &mut ReadOptions, origin: Origin) -> Result<Raw, Failure> {
    let total = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let dom = {
        let progress = options.progress;
        Dom::parse(text, &|done| {
            let done = u64::try_from(done).unwrap_or(u64::MAX);
            if progress(done, total.saturating_mul(2)) {
                Ok(())
            } else {
                Err(Failure::new("cancelled", "The import was cancelled."))
            }
        })?
    };
    let head = meta_in::head(&dom);
    let ours = match origin {
        Origin::File => head.ours,
        Origin::Clipboard | Origin::Paper => false,
        Origin::Markdown { ours } => ours,
    };
    let made = matches!(origin, Origin::Markdown { .. } | Origin::Paper);
    let mut sheet = Sheet::default();
    if !ours {
        for style in dom.named(Dom::ROOT, "style") {
            let css: String = dom.children(style).iter().filter_map(|child| dom.text(*child)).collect();
            sheet.add(&css);
        }
    }
    let mut skip = BTreeSet::new();
    let notes = Notes::find(&dom, ours || made, &mut skip);
    let lang = if head.fields.lang.is_empty() { options.lang.clone() } else { head.fields.lang.clone() };
    let mut reading = Reading {
        dom: &dom,
        options,
        ours,
        exact: ours && !made,
        origin,
        sheet,
        notes,
        skip,
        left: Vec::new(),
        media: Vec::new(),
        langs: vec![lang],
        base: head.base.clone(),
        styled: Vec::new(),
        depth: 0,
        spacing: Spacing::default(),
    };
    if dom.too_deep > 0 {
        reading.leave(
            LeftOut::new("nesting", "Elements within each other beyond 256 levels were left out; their words are kept.")
                .times(dom.too_deep),
        );
    }
    let mut raw = if ours && !made { own(&mut reading, head) } else { foreign(&mut reading, head) };
    raw.left_out = reading.left;
    raw.media = reading.media;
    raw.document.normalise();
    Ok(raw)
}

/// A page that Stet wrote: it names its parts.
fn own(reading: &mut Reading, head: Head) -> Raw {
    let dom = reading.dom;
    let mut raw = Raw { fields: head.fields, filed: head.filed, named: true, ..Raw::default() };
    let all = dom.within(Dom::ROOT);
    let find = |name: &str, class: &str| {
        all.iter().copied().find(|at| dom.name(*at) == name && (class.is_empty() || dom.has_class(*at, class)))
    };
    let header = find("header", "");
    let part = |name: &str, class: &str| {
        header.and_then(|header| {
            dom.within(header).into_iter().find(|at| dom.name(*at) == name && (class.is_empty() || dom.has_class(*at, class)))
        })
    };
    if let Some(at) = part("p", "kicker") {
        raw.document.kicker = reading.words_of(at, 0);
    }
    if let Some(at) = part("h1", "") {
        raw.document.headline = reading.words_of(at, 0);
    }
    if let Some(at) = part("p", "standfirst") {
        raw.document.standfirst = reading.words_of(at, 0);
    }
    for person in all.iter().copied().filter(|at| dom.has_class(*at, "person")) {
        let words = |class: &str| {
            let at = dom.within(person).into_iter().find(|at| dom.has_class(*at, class));
            at.map(|at| plain(dom, at)).unwrap_or_default()
        };
        raw.fields.credits.push(Credit {
            role: dom.attribute(person, "data-role").unwrap_or_default().to_owned(),
            name: words("name"),
            title: words("title"),
            joint: words("joint"),
            affiliation: words("affiliation"),
            language: dom.attribute(person, "lang").unwrap_or_default().to_owned(),
            public: true,
            person: String::new(),
        });
    }
    let lines = |class: &str| find("p", class).map(|at| plain(dom, at)).unwrap_or_default();
    raw.fields.preface = lines("preface");
    raw.fields.author_note = lines("author-note");
    raw.fields.source_line = lines("source-line");
    let text = find("div", "text").or_else(|| find("article", "")).unwrap_or(Dom::ROOT);
    raw.document.body = reading.blocks_of(text, 0);
    if reading.document_pictures(&raw.document.body) {
        reading.leave(LeftOut::new(
            "pictures-beside",
            "Pictures stand beside the page in files of their own; those that this desk does not have stay empty.",
        ));
    }
    raw
}

/// The words of an element, a `br` as a line end.
fn plain(dom: &Dom, at: At) -> String {
    dom.within(at).into_iter().fold(String::new(), |mut words, node| {
        match dom.text(node) {
            Some(text) => words.push_str(text),
            None if dom.name(node) == "br" => words.push('\n'),
            None => {}
        }
        words
    })
}

/// Any other page: its main text, with what it says of itself.
fn foreign(reading: &mut Reading, head: Head) -> Raw {
    let dom = reading.dom;
    let mut raw = Raw { fields: head.fields, filed: head.filed, ..Raw::default() };
    let body = dom.named(Dom::ROOT, "body").first().copied().unwrap_or(Dom::ROOT);
    let file = reading.origin == Origin::File;
    let root = if file { main(dom, body) } else { body };
    let mut flow = Flow::new(0);
    reading.children(root, &mut flow, &[]);
    reading.flush(&mut flow);
    reading.unmet(&mut flow);
    raw.styled = std::mem::take(&mut reading.styled);
    raw.styled.retain(|(block, _)| *block < flow.blocks.len());
    let headed = flow.blocks.iter().any(|block| matches!(block, Block::Heading { level: 1, .. }));
    if !headed && file && raw.styled.is_empty() {
        // The heading stands outside the main text, or only in the head.
        let outside: Vec<At> = dom
            .named(body, "h1")
            .into_iter()
            .filter(|at| !dom.words(*at).is_empty() && dom.around(*at, "nav").is_none())
            .collect();
        if let [heading] = outside.as_slice() {
            raw.document.headline = reading.words_of(*heading, 0);
            reading.skip.insert(*heading);
        } else if !head.title.is_empty() && root != body {
            let inlines = vec![stet_document::Inline::Text { text: head.title, marks: Vec::new() }];
            raw.document.headline = Textblock { id: ids::new(reading.options.random), inlines, ..Textblock::default() };
        }
    }
    raw.document.body = flow.blocks;
    if root != body {
        reading.skip.insert(root);
        outside(reading, body, 0);
    }
    raw
}

/// Tells what stands outside the main text.
fn outside(reading: &mut Reading, at: At, depth: usize) {
    let dom = reading.dom;
    for child in dom.children(at).iter().copied() {
        if reading.skip.contains(&child) || matches!(dom.name(child), "script" | "style" | "template" | "noscript") {
            continue;
        }
        let holds = dom.within(child).iter().any(|node| reading.skip.contains(node));
        if holds && depth < 300 {
            outside(reading, child, depth + 1);
        } else {
            let words = dom.words(child);
            if !words.is_empty() {
                reading
                    .leave(LeftOut::new("navigation", "Menus, headers and footers of the page were left out.").with_text(words));
            }
        }
    }
}

/// Where the main text of a page stands.
fn main(dom: &Dom, body: At) -> At {
    let within = dom.within(body);
    let named = |name: &str| within.iter().copied().filter(|at| dom.name(*at) == name).collect::<Vec<At>>();
    let long = |at: At| dom.words(at).len();
    let all = long(body);
    let mains: Vec<At> =
        within.iter().copied().filter(|at| dom.name(*at) == "main" || dom.attribute(*at, "role") == Some("main")).collect();
    let articles = named("article");
    // The one article, or the one that is most of the page.
    let best = articles
        .iter()
        .copied()
        .filter(|at| dom.parent(*at).is_none_or(|parent| dom.around(parent, "article").is_none()))
        .max_by_key(|at| long(*at));
    let most = |at: At, of: usize| long(at) * 2 > of;
    match (mains.first().copied(), best) {
        (Some(main), Some(article)) if dom.within(main).contains(&article) && most(article, long(main)) => article,
        (Some(main), _) if long(main) * 5 > all => main,
        (_, Some(article)) if most(article, all) || articles.len() == 1 => article,
        _ => {
            // Pages of before: the element that calls itself the content.
            let called = |at: At| {
                let id = dom.attribute(at, "id").unwrap_or_default();
                let class = dom.attribute(at, "class").unwrap_or_default();
                matches!(id, "content" | "main-content" | "mw-content-text" | "post" | "article")
                    || ["entry-content", "post-content", "article-body", "post-body", "e-content", "mw-parser-output"]
                        .iter()
                        .any(|name| class.split_ascii_whitespace().any(|class| class == *name))
            };
            let content = within.iter().copied().filter(|at| called(*at)).max_by_key(|at| long(*at)).filter(|at| most(*at, all));
            content.or_else(|| fullest(dom, &within).filter(|at| long(*at) * 3 > all)).unwrap_or(body)
        }
    }
}

/// The element with most words in paragraphs of its own, where no other comes near.
fn fullest(dom: &Dom, within: &[At]) -> Option<At> {
    let mut counts: std::collections::BTreeMap<At, usize> = std::collections::BTreeMap::new();
    let mut all = 0;
    for paragraph in within.iter().copied().filter(|at| dom.name(*at) == "p") {
        let words = dom.words(paragraph).len();
        all += words;
        if let Some(parent) = dom.parent(paragraph).filter(|parent| matches!(dom.name(*parent), "div" | "section" | "td")) {
            *counts.entry(parent).or_default() += words;
        }
    }
    let (best, words) = counts.into_iter().max_by_key(|(_, words)| *words)?;
    (words * 5 > all * 4 && words > 500).then_some(best)
}

impl Reading<'_, '_, '_> {
    /// Whether a picture is named that stands outside the file.
    fn document_pictures(&self, blocks: &[Block]) -> bool {
        blocks.iter().any(|block| match block {
            Block::Figure(figure) => !figure.src.is_empty() && !self.media.iter().any(|media| media.hash == figure.src),
            Block::Quotation { blocks, .. }
            | Block::Box { blocks, .. }
            | Block::Turn { blocks, .. }
            | Block::Epigraph { blocks, .. } => self.document_pictures(blocks),
            Block::List { items, .. } => items.iter().any(|item| self.document_pictures(&item.blocks)),
            _ => false,
        })
    }
}
