//! Blocks as Markdown. What Markdown has no sign for is a frame of HTML around Markdown (*plain*), or what Hugo shows right without being told (*hugo*).

use std::fmt::Write as _;

use stet_document::{Block, Dir, Figure, Inline, Item, ListKind, Meta, Textblock, VerseLine};

use super::escape::{self, Preset};
use super::write::Sheet;
use crate::fair;
use crate::html::attribute;
use crate::types::LeftOut;

impl Sheet<'_> {
    pub(super) fn plain(&self) -> bool {
        self.preset == Preset::Plain
    }

    pub(super) fn unsaid(&mut self, what: &str) {
        self.leave(LeftOut::new("block", format!("Hugo does not show {what} without being told how; the words are kept.")));
    }

    /// Blocks, parted by empty lines.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> String {
        let mut written: Vec<String> = Vec::new();
        let mut other = false;
        let mut before: Option<ListKind> = None;
        for block in blocks {
            // Two lists that follow each other get different marks, or they would be one.
            let kind = match block {
                Block::List { kind, .. } => Some(*kind),
                _ => None,
            };
            other = kind.is_some() && kind_of(kind) == kind_of(before) && before.is_some() && !other;
            before = kind;
            let text = self.block(block, other);
            if !text.is_empty() {
                written.push(text);
            }
        }
        written.join("\n\n")
    }

    fn block(&mut self, block: &Block, other: bool) -> String {
        match block {
            Block::Paragraph(text) => {
                let words = self.run(&text.inlines, false, false);
                let words = if words.is_empty() && self.plain() { "<p></p>".to_owned() } else { words };
                self.framed(text, words)
            }
            Block::Heading { level, text } => {
                let words = format!("{} {}", "#".repeat(usize::from(*level)), self.run(&text.inlines, true, true));
                self.framed(text, words.trim_end().to_owned())
            }
            Block::PullQuote { text, of, sentence } if self.plain() => {
                let words = self.run(&text.inlines, false, false);
                let mut open = frame("div", "pull-quote", &text.meta);
                if !of.0.is_empty() {
                    attribute(&mut open, "data-of", &of.0);
                }
                if !sentence.is_empty() {
                    attribute(&mut open, "data-sentence", sentence);
                }
                around(&open, &words, "</div>")
            }
            Block::PullQuote { text, .. } => {
                self.unsaid("a pull quote");
                quoted(&self.run(&text.inlines, false, false))
            }
            Block::Quotation { meta, cite, blocks, attribution } => {
                self.quotation("quotation", meta, cite, blocks, attribution.as_ref())
            }
            Block::Epigraph { meta, blocks, attribution } => self.quotation("epigraph", meta, "", blocks, attribution.as_ref()),
            Block::List { meta, kind, start, items } => self.list(meta, *kind, *start, items, other),
            Block::Table { meta, rows, .. } => self.table(meta, rows),
            Block::Figure(figure) if self.plain() => self.figure(figure),
            Block::Figure(figure) => self.hugo_figure(figure),
            Block::Verse { meta, lines } => self.verse(meta, lines),
            Block::Turn { meta, speaker, blocks } => self.turn(meta, speaker, blocks),
            Block::Box { meta, blocks } => {
                let inner = self.blocks(blocks);
                if self.plain() {
                    around(&frame("aside", "box", meta), &inner, "</aside>")
                } else {
                    self.unsaid("a box");
                    quoted(&inner)
                }
            }
            Block::Code { text, language } => self.code(text, language),
            Block::Rule { meta } => {
                let rule = Textblock { meta: meta.clone(), ..Textblock::default() };
                self.framed(&rule, "___".to_owned())
            }
            Block::Embed { meta, link, title, still } => self.embed(meta, link, title, still),
        }
    }

    /// A block with a frame that says its language, direction or id, where it has one.
    pub(super) fn framed(&mut self, text: &Textblock, words: String) -> String {
        let target = self.targets.contains(&text.id.0);
        if words.is_empty() || !(target || said(&text.meta)) {
            return words;
        }
        if !self.plain() {
            if said(&text.meta) {
                self.unsaid("the language or direction of a paragraph");
            }
            return words;
        }
        let mut open = frame("div", "block", &text.meta);
        if target {
            attribute(&mut open, "id", &format!("text-{}", text.id.0));
        }
        around(&open, &words, "</div>")
    }

    fn quotation(&mut self, class: &str, meta: &Meta, cite: &str, blocks: &[Block], attribution: Option<&Textblock>) -> String {
        let inner = self.blocks(blocks);
        if !self.plain() {
            let by = attribution.map(|text| format!("— {}", self.run(&text.inlines, false, false))).unwrap_or_default();
            return quoted(&[inner, by].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n"));
        }
        if class == "quotation" && cite.is_empty() && attribution.is_none() && !said(meta) && !inner.is_empty() {
            return quoted(&inner);
        }
        let mut open = frame("blockquote", class, meta);
        if !cite.is_empty() {
            attribute(&mut open, "cite", &crate::html::link(cite));
        }
        let quote = around(&open, &inner, "</blockquote>");
        match attribution {
            Some(text) => {
                let by = around(
                    &frame("figcaption", "attribution", &text.meta),
                    &self.run(&text.inlines, false, false),
                    "</figcaption>",
                );
                format!("<figure class=\"{class}\">\n{quote}\n{by}\n</figure>")
            }
            None => quote,
        }
    }

    fn list(&mut self, meta: &Meta, kind: ListKind, start: u32, items: &[Item], other: bool) -> String {
        let framed = said(meta)
            || items.iter().any(|item| said(&item.meta))
            || kind == ListKind::Lettered
            || items.is_empty()
            || (kind == ListKind::Bulleted && start != 1);
        if self.plain() && framed {
            let (name, end) = if kind == ListKind::Bulleted { ("ul", "</ul>") } else { ("ol", "</ol>") };
            let mut open = frame(name, "", meta);
            if kind == ListKind::Lettered {
                open.push_str(" type=\"a\"");
            }
            if start != 1 {
                let _ = write!(open, " {}=\"{start}\"", if kind == ListKind::Bulleted { "data-start" } else { "start" });
            }
            let items: Vec<String> =
                items.iter().map(|item| around(&frame("li", "", &item.meta), &self.blocks(&item.blocks), "</li>")).collect();
            return format!("{open}>\n{}\n{end}", items.join("\n"));
        }
        if kind == ListKind::Lettered {
            self.unsaid("a list with letters: it gets numbers");
        }
        let tight = items.iter().all(|item| matches!(item.blocks.as_slice(), [] | [Block::Paragraph(_)]));
        let mut written = Vec::new();
        for (n, item) in items.iter().enumerate() {
            let mark = match kind {
                ListKind::Bulleted => if other { "*" } else { "-" }.to_owned(),
                _ => format!(
                    "{}{}",
                    start.saturating_add(u32::try_from(n).unwrap_or(0)).min(999_999_999),
                    if other { ")" } else { "." }
                ),
            };
            let inner = self.blocks(&item.blocks);
            written.push(if inner.is_empty() { mark } else { format!("{mark} {}", indented(&inner, mark.len() + 1)) });
        }
        written.join(if tight { "\n" } else { "\n\n" })
    }

    fn figure(&mut self, figure: &Figure) -> String {
        let mut out = frame("figure", "picture", &figure.meta);
        if !figure.rights.is_empty() {
            attribute(&mut out, "data-rights", &figure.rights);
        }
        if let Some((x, y)) = figure.focus {
            let _ = write!(out, " data-focus=\"{x} {y}\"");
        }
        out.push_str(">\n");
        out.push_str(&self.picture(&figure.src, &figure.alt, figure.width, figure.height));
        let mut under = Vec::new();
        for (class, text) in [("caption", &figure.caption), ("credit", &figure.credit)] {
            if !text.inlines.is_empty() || said(&text.meta) {
                under.push(around(&frame("div", class, &text.meta), &self.run(&text.inlines, false, false), "</div>"));
            }
        }
        if !under.is_empty() {
            let _ = write!(out, "\n<figcaption>\n{}\n</figcaption>", under.join("\n"));
        }
        out.push_str("\n</figure>");
        out
    }

    /// A picture's tag.
    fn picture(&mut self, hash: &str, alt: &str, width: u32, height: u32) -> String {
        let mut out = String::from("<img");
        let file = self.pictures.take(hash, self.out.media);
        if file.is_none() && !hash.is_empty() {
            self.leave(LeftOut::new("picture-missing", "A picture is not on this desk and is left out."));
        }
        if let Some(file) = &file {
            attribute(&mut out, "src", &crate::html::path(&file.path));
        }
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
        attribute(&mut out, "alt", alt);
        if !hash.is_empty() {
            attribute(&mut out, "data-picture", hash);
        }
        out.push('>');
        out
    }

    fn hugo_figure(&mut self, figure: &Figure) -> String {
        let (caption, credit) = (&figure.caption.inlines, &figure.credit.inlines);
        let mut under = self.run(caption, false, false);
        if !credit.is_empty() {
            let credit = self.run(credit, false, false);
            under = if under.is_empty() { credit } else { format!("{under} ({credit})") };
        }
        let Some(file) = self.pictures.take(&figure.src, self.out.media) else {
            if !figure.src.is_empty() {
                self.leave(LeftOut::new("picture-missing", "A picture is not on this desk and is left out."));
            }
            return under;
        };
        let picture =
            format!("![{}]({})", escape::text(&figure.alt.replace('\n', " "), self.preset, false), crate::html::path(&file.path));
        if under.is_empty() { picture } else { format!("{picture}\n\n{under}") }
    }

    fn verse(&mut self, meta: &Meta, lines: &[VerseLine]) -> String {
        let empty = |line: &VerseLine| line.text.inlines.is_empty();
        let breaks = |inlines: &[Inline]| inlines.iter().any(|inline| matches!(inline, Inline::Break { .. }));
        let odd = |line: &VerseLine| {
            said(&line.text.meta)
                || self.targets.contains(&line.text.id.0)
                || breaks(&line.text.inlines)
                || (empty(line) && line.indent > 0)
                || fair::plain(&line.text.inlines).starts_with(['\u{2003}', '\u{a0}', ' '])
                || !matches!(line.text.inlines.first(), None | Some(Inline::Text { .. }))
        };
        let gaps = lines.first().is_none_or(empty)
            || lines.last().is_none_or(empty)
            || lines.windows(2).any(|pair| pair.iter().all(empty));
        if self.plain() && (gaps || lines.iter().any(odd)) {
            let inner: Vec<String> = lines
                .iter()
                .map(|line| {
                    let mut open = frame("div", "line", &line.text.meta);
                    if line.indent > 0 {
                        let _ = write!(open, " data-indent=\"{}\"", line.indent);
                    }
                    around(&open, &self.run(&line.text.inlines, false, false), "</div>")
                })
                .collect();
            return format!("{}>\n{}\n</div>", frame("div", "verse", meta), inner.join("\n"));
        }
        let mut out = String::new();
        for (n, line) in lines.iter().enumerate() {
            if n > 0 {
                out.push_str(if empty(line) || lines.get(n - 1).is_some_and(empty) { "\n" } else { "\\\n" });
            }
            out.push_str(&"&emsp;".repeat(usize::from(line.indent)));
            out.push_str(&self.run(&line.text.inlines, false, false));
        }
        if self.plain() { around(&frame("div", "verse", meta), &out, "</div>") } else { out }
    }

    fn turn(&mut self, meta: &Meta, speaker: &Textblock, blocks: &[Block]) -> String {
        let name = self.run(&speaker.inlines, false, false);
        let inner = self.blocks(blocks);
        if self.plain() {
            let name = around(&frame("div", "speaker", &speaker.meta), &name, "</div>");
            let inner = if inner.is_empty() { String::new() } else { format!("\n\n{inner}\n") };
            return format!("{}>\n{name}{inner}\n</div>", frame("div", "turn", meta));
        }
        self.unsaid("an interview's turns: the speaker stands before the words");
        let name = if speaker.inlines.iter().any(|inline| !fair::marks_of(inline).is_empty()) || name.is_empty() {
            name
        } else {
            format!("**{name}**")
        };
        [name, inner].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn code(&mut self, text: &Textblock, language: &str) -> String {
        let words: String = text.inlines.iter().map(|inline| fair::plain(std::slice::from_ref(inline))).collect();
        if !self.plain() && (words.contains("{{<") || words.contains("{{%")) {
            self.unsaid("code with a shortcode in it: it is written as words");
            let lines: Vec<String> = words.lines().map(|line| escape::lines(&escape::text(line, self.preset, false))).collect();
            return lines.join("\\\n");
        }
        let ticks = words.split(|letter| letter != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
        let fence = "`".repeat(ticks);
        let language: String = language
            .chars()
            .filter(|letter| !letter.is_control() && !matches!(letter, '`' | '{' | '}'))
            .map(|letter| if letter.is_whitespace() { '-' } else { letter })
            .collect();
        let block = format!("{fence}{}\n{words}\n{fence}", escape::text(&language, self.preset, false));
        self.framed(text, block)
    }

    fn embed(&mut self, meta: &Meta, link: &str, title: &str, still: &str) -> String {
        if !self.plain() {
            let words = escape::text(if title.is_empty() { link } else { title }, self.preset, false);
            let words = escape::lines(&words.replace('\n', " "));
            return if link.is_empty() { words } else { format!("[{words}]({})", escape::address(&crate::html::link(link))) };
        }
        let mut out = format!("{}>\n", frame("figure", "embed", meta));
        if !still.is_empty() {
            out.push_str(&self.picture(still, "", 0, 0));
            out.push('\n');
        }
        out.push_str("<figcaption>");
        let shown = if title.is_empty() { link } else { title };
        out.push_str(if link.is_empty() { "<span class=\"embed-title\"" } else { "<a class=\"embed-title\"" });
        if !link.is_empty() {
            attribute(&mut out, "href", &crate::html::link(link));
        }
        attribute(&mut out, "data-title", title);
        out.push('>');
        crate::html::escape(&mut out, &shown.split_whitespace().collect::<Vec<_>>().join(" "));
        out.push_str(if link.is_empty() { "</span>" } else { "</a>" });
        out.push_str("</figcaption>\n</figure>");
        out
    }
}

fn kind_of(kind: Option<ListKind>) -> bool {
    kind == Some(ListKind::Bulleted)
}

/// Whether a block says its language or direction.
pub(super) fn said(meta: &Meta) -> bool {
    meta.lang.is_some() || meta.dir.is_some()
}

/// `<tag class lang dir`, not yet closed.
pub(super) fn frame(tag: &str, class: &str, meta: &Meta) -> String {
    let mut open = format!("<{tag}");
    if !class.is_empty() {
        attribute(&mut open, "class", class);
    }
    if let Some(lang) = &meta.lang {
        attribute(&mut open, "lang", &lang.0);
    }
    if let Some(dir) = meta.dir {
        attribute(&mut open, "dir", if dir == Dir::Rtl { "rtl" } else { "ltr" });
    }
    open
}

/// Markdown within a frame of HTML: the empty lines make it Markdown again.
pub(super) fn around(open: &str, inner: &str, close: &str) -> String {
    if inner.is_empty() { format!("{open}>\n{close}") } else { format!("{open}>\n\n{inner}\n\n{close}") }
}

fn quoted(inner: &str) -> String {
    inner
        .split('\n')
        .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

/// All lines but the first moved in.
fn indented(inner: &str, by: usize) -> String {
    let space = " ".repeat(by);
    inner
        .split('\n')
        .enumerate()
        .map(|(n, line)| if n == 0 || line.is_empty() { line.to_owned() } else { format!("{space}{line}") })
        .collect::<Vec<_>>()
        .join("\n")
}
