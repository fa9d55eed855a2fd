//! Pictures, figures and embedded pages. Nothing is fetched: a picture that is not in the file itself is told with its address.

use stet_document::{Block, Figure, Mark, Textblock, schema};

use super::dom::{At, Dom};
use super::flow::{Flow, Reading};
use crate::ids;
use crate::picture;
use crate::types::LeftOut;

/// The largest picture that is taken out of an address, in bytes of its text.
const LARGEST_DATA: usize = 64 * 1024 * 1024;

impl Reading<'_, '_, '_> {
    pub(super) fn figure(&mut self, at: At, flow: &mut Flow, marks: &[Mark]) {
        self.flush(flow);
        let dom = self.dom;
        let within = dom.within_but(at, &["figure", "blockquote"]);
        let find = |names: &[&str]| within.iter().copied().find(|node| names.contains(&dom.name(*node)));
        let caption = find(&["figcaption"]);
        if dom.has_class(at, "embed") && self.embed(at, flow) {
            return;
        }
        if let Some(quote) = find(&["blockquote"]) {
            self.quotation(quote, caption, flow);
            self.skip.insert(quote);
            self.rest(at, flow, marks);
            return;
        }
        let images: Vec<At> =
            within.iter().copied().filter(|node| dom.name(*node) == "img" || dom.has_class(*node, "no-picture")).collect();
        if images.is_empty() && !dom.has_class(at, "picture") {
            // A table, code or an embedded page with a caption.
            self.children(at, flow, marks);
            self.flush(flow);
            return;
        }
        let (mut words, mut credit) = (Textblock::default(), Textblock::default());
        if let Some(caption) = caption {
            (words, credit) = self.caption(caption, flow.level);
        }
        let told = |name: &str| dom.attribute(at, name).unwrap_or_default().to_owned();
        let focus = told("data-focus").split_once(' ').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
        if images.is_empty() {
            let (id, meta) = (ids::new(self.options.random), self.meta(at));
            flow.blocks.push(Block::Figure(Figure {
                id,
                meta,
                rights: told("data-rights"),
                focus,
                caption: words,
                credit,
                ..Figure::default()
            }));
            return;
        }
        let last = images.len() - 1;
        self.skip.extend(caption);
        for (n, image) in images.into_iter().enumerate() {
            self.skip.insert(image);
            let (under, by) =
                if n == last { (std::mem::take(&mut words), std::mem::take(&mut credit)) } else { Default::default() };
            let figure = self.image(image);
            let meta = self.meta(at);
            flow.blocks.push(Block::Figure(Figure {
                meta,
                rights: told("data-rights"),
                focus,
                caption: under,
                credit: by,
                ..figure
            }));
        }
        self.rest(at, flow, marks);
    }

    /// What else stands in a figure.
    fn rest(&mut self, at: At, flow: &mut Flow, marks: &[Mark]) {
        if !self.ours {
            self.children(at, flow, marks);
            self.flush(flow);
        }
    }

    /// The caption and the credit in a `figcaption`.
    fn caption(&mut self, at: At, level: usize) -> (Textblock, Textblock) {
        let dom = self.dom;
        let within = dom.within(at);
        let credit = within.iter().copied().find(|node| {
            let class = dom.attribute(*node, "class").unwrap_or_default().to_ascii_lowercase();
            matches!(dom.name(*node), "small" | "cite" | "span" | "p" | "div")
                && (class.contains("credit") || class.contains("copyright"))
        });
        let by = match credit {
            Some(credit) => {
                let words = self.words_of(credit, level);
                self.skip.insert(credit);
                words
            }
            None => Textblock::default(),
        };
        let words = match within.iter().copied().find(|node| self.ours && dom.has_class(*node, "caption")) {
            Some(words) => self.words_of(words, level),
            None if self.ours => Textblock::default(),
            None => self.words_of(at, level),
        };
        (words, by)
    }

    /// A picture outside a figure: it becomes one where it says something, else it is told.
    pub(super) fn picture(&mut self, at: At, flow: &mut Flow) {
        let dom = self.dom;
        let image =
            if dom.name(at) == "img" { Some(at) } else { dom.within(at).into_iter().find(|node| dom.name(*node) == "img") };
        let Some(image) = image else { return };
        let figure = self.image(image);
        let small = |name: &str| {
            dom.attribute(image, name)
                .and_then(|side| side.trim_end_matches("px").parse::<u32>().ok())
                .is_some_and(|side| side < 50)
        };
        let says = !figure.src.is_empty() || !figure.alt.trim().is_empty();
        if says && !(small("width") || small("height")) {
            let open = (flow.kind, flow.meta.clone());
            self.flush(flow);
            flow.blocks.push(Block::Figure(figure));
            (flow.kind, flow.meta) = open;
        } else if says && !figure.alt.trim().is_empty() {
            // A small picture within a line stands for its words.
            let words = figure.alt;
            self.text(flow, &words, &[]);
        }
    }

    fn image(&mut self, at: At) -> Figure {
        let dom = self.dom;
        let number = |name: &str| {
            dom.attribute(at, name)
                .and_then(|side| side.trim().trim_end_matches("px").parse::<u32>().ok())
                .unwrap_or(0)
                .min(1_000_000)
        };
        let mut figure = Figure {
            id: ids::new(self.options.random),
            width: number("width"),
            height: number("height"),
            alt: dom.attribute(at, "alt").or_else(|| dom.attribute(at, "data-alt")).unwrap_or_default().to_owned(),
            ..Figure::default()
        };
        if let Some((width, height)) = dom.attribute(at, "data-size").and_then(|size| size.split_once(' ')) {
            (figure.width, figure.height) = (width.parse().unwrap_or(0), height.parse().unwrap_or(0));
        }
        if let Some(hash) = dom.attribute(at, "data-picture").filter(|hash| schema::is_hash(hash)) {
            hash.clone_into(&mut figure.src);
            return figure;
        }
        let address = ["src", "data-src", "data-original", "data-lazy-src"]
            .iter()
            .find_map(|name| dom.attribute(at, name))
            .unwrap_or_default()
            .trim();
        if let Some(data) = address.strip_prefix("data:") {
            match decoded(data).and_then(|bytes| picture::picture(&bytes, "")) {
                Some(media) => {
                    figure.src.clone_from(&media.hash);
                    (figure.width, figure.height) = (media.width, media.height);
                    if !self.media.iter().any(|known| known.hash == media.hash) {
                        self.media.push(media);
                    }
                }
                None => self.leave(
                    LeftOut::new("picture", "A picture in the page could not be read and was left out.")
                        .with_text(figure.alt.clone()),
                ),
            }
        } else if address.starts_with("file:") || address.starts_with("cid:") || address.starts_with("blob:") {
            self.leave(
                LeftOut::new("picture-file", "A picture that lies in a file of its own was left out; add it by hand.")
                    .with_text(figure.alt.clone()),
            );
        } else if !address.is_empty() && (figure.width, figure.height) != (1, 1) {
            let whole = self.base.as_deref().and_then(|base| super::marks_in::resolve(base, address));
            let told = if schema::is_link(address) { address.to_owned() } else { whole.unwrap_or_else(|| address.to_owned()) };
            self.leave(
                LeftOut::new("picture-remote", "A picture that is not in the file was not fetched; add it by hand.")
                    .with_text(told),
            );
        }
        figure
    }

    /// Our own embed.
    fn embed(&mut self, at: At, flow: &mut Flow) -> bool {
        let dom = self.dom;
        let within = dom.within(at);
        let Some(title) = within.iter().copied().find(|node| dom.has_class(*node, "embed-title")) else { return false };
        let link = self.address(dom.attribute(title, "href").unwrap_or_default(), "").unwrap_or_default();
        let named = dom.attribute(title, "data-untitled").is_none();
        let words = if let Some(words) = dom.attribute(title, "data-title") {
            words.to_owned()
        } else if named && !(link.is_empty() && dom.words(title).is_empty()) {
            raw_words(dom, title)
        } else {
            String::new()
        };
        let still = within
            .iter()
            .find_map(|node| dom.attribute(*node, "data-picture"))
            .filter(|hash| schema::is_hash(hash))
            .unwrap_or_default();
        let meta = self.meta(at);
        flow.blocks.push(Block::Embed { meta, link, title: words, still: still.to_owned() });
        true
    }

    /// A page, a film or a sound within the page: kept as a link, never loaded.
    pub(super) fn embedded(&mut self, at: At, name: &str, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        let address = std::iter::once(at)
            .chain(dom.within(at))
            .find_map(|node| ["src", "data-src", "data", "href"].iter().find_map(|attribute| dom.attribute(node, attribute)))
            .unwrap_or_default()
            .to_owned();
        let link = self
            .address(&address.strip_prefix("//").map_or(address.clone(), |rest| format!("https://{rest}")), name)
            .unwrap_or_default();
        let title = dom.attribute(at, "title").unwrap_or_default().to_owned();
        let words = dom.words(at);
        if link.is_empty() {
            self.leave(
                LeftOut::new("embed", "An embedded page, film or sound was left out.")
                    .with_text(format!("{title} {address} {words}").trim().to_owned()),
            );
            return;
        }
        let title = if title.is_empty() && name == "p" { words } else { title };
        let meta = self.meta(at);
        flow.blocks.push(Block::Embed { meta, link, title, still: String::new() });
    }
}

fn raw_words(dom: &Dom, at: At) -> String {
    dom.within(at).into_iter().filter_map(|node| dom.text(node)).collect()
}

/// The bytes of a `data:` address.
fn decoded(data: &str) -> Option<Vec<u8>> {
    let (kind, body) = data.split_once(',')?;
    if body.len() > LARGEST_DATA {
        return None;
    }
    let body: Vec<u8> = percent_encoding::percent_decode_str(body).collect();
    if kind.trim_end().ends_with(";base64") { base64(&body) } else { Some(body) }
}

fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut pool, mut bits) = (0u32, 0u32);
    for letter in text.iter().copied().filter(|letter| !letter.is_ascii_whitespace()) {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        pool = pool << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(pool >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}
