//! Blocks as HTML, each with the class by which our own reader knows it again. Words are `inlines.rs`.

use std::fmt::Write as _;

use stet_document::{Align, Block, Cell, Dir, Figure, Inline, ListKind, Meta, Row, Textblock};

use super::inlines::{attribute, escape};
use super::write::Page;
use crate::types::LeftOut;

impl<'a> Page<'a> {
    /// ` lang dir`, where set.
    pub(super) fn meta(&mut self, meta: &Meta) {
        if let Some(lang) = &meta.lang {
            attribute(&mut self.html, "lang", &lang.0);
        }
        match meta.dir {
            Some(Dir::Ltr) => self.html.push_str(" dir=\"ltr\""),
            Some(Dir::Rtl) => self.html.push_str(" dir=\"rtl\""),
            None => {}
        }
    }

    fn open_tag(&mut self, start: &str, meta: &Meta) {
        self.html.push_str(start);
        self.meta(meta);
        self.html.push_str(">\n");
    }

    /// Blocks, one a line.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
            self.html.push('\n');
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(text) => self.element("p", "", text),
            Block::Heading { level: 3, text } => self.element("h3", "", text),
            Block::Heading { level: 4, text } => self.element("h4", "", text),
            Block::Heading { text, .. } => self.element("h2", "", text),
            Block::PullQuote { text, of, sentence } => {
                let mut about = String::from(" class=\"pull-quote\"");
                if !of.0.is_empty() {
                    attribute(&mut about, "data-of", &of.0);
                }
                if !sentence.is_empty() {
                    attribute(&mut about, "data-sentence", sentence);
                }
                self.element("p", &about, text);
            }
            Block::Quotation { meta, cite, blocks, attribution } => {
                self.quoted("quotation", meta, cite, blocks, attribution.as_ref())
            }
            Block::Epigraph { meta, blocks, attribution } => self.quoted("epigraph", meta, "", blocks, attribution.as_ref()),
            Block::List { meta, kind, start, items } => {
                let (mut tag, end) = match kind {
                    ListKind::Bulleted => (String::from("<ul"), "</ul>"),
                    ListKind::Numbered => (String::from("<ol"), "</ol>"),
                    ListKind::Lettered => (String::from("<ol type=\"a\""), "</ol>"),
                };
                if *start != 1 {
                    let _ = write!(tag, " {}=\"{start}\"", if *kind == ListKind::Bulleted { "data-start" } else { "start" });
                }
                self.open_tag(&tag, meta);
                for item in items {
                    self.html.push_str("<li");
                    self.meta(&item.meta);
                    self.html.push('>');
                    self.inner(&item.blocks);
                    self.html.push_str("</li>\n");
                }
                self.html.push_str(end);
            }
            Block::Table { meta, rows, .. } => self.table(meta, rows),
            Block::Figure(figure) => self.figure(figure),
            Block::Verse { meta, lines } => {
                self.open_tag("<div class=\"verse\"", meta);
                for line in lines {
                    let mut about = String::from(" class=\"line\"");
                    if line.indent > 0 {
                        let _ = write!(about, " data-indent=\"{0}\" style=\"margin-inline-start: {0}em\"", line.indent);
                    }
                    self.element("div", &about, &line.text);
                    self.html.push('\n');
                }
                self.html.push_str("</div>");
            }
            Block::Turn { meta, speaker, blocks } => {
                self.open_tag("<div class=\"turn\"", meta);
                self.element("p", " class=\"speaker\"", speaker);
                self.html.push('\n');
                self.blocks(blocks);
                self.html.push_str("</div>");
            }
            Block::Box { meta, blocks } => {
                self.open_tag("<aside class=\"box\"", meta);
                self.blocks(blocks);
                self.html.push_str("</aside>");
            }
            Block::Code { text, language } => self.code(text, language),
            Block::Rule { meta } => {
                self.html.push_str("<hr");
                self.meta(meta);
                self.html.push('>');
            }
            Block::Embed { meta, link, title, still } => self.embed(meta, link, title, still),
        }
    }

    /// A quotation or an epigraph; with its attribution it stands in a figure.
    fn quoted(&mut self, class: &str, meta: &Meta, cite: &str, blocks: &'a [Block], attribution: Option<&'a Textblock>) {
        let mut start = format!("<blockquote class=\"{class}\"");
        if attribution.is_some() {
            self.html.push_str("<figure class=\"");
            self.html.push_str(class);
            self.html.push_str("\">\n");
        }
        if !cite.is_empty() {
            let address = super::link(cite);
            attribute(&mut start, "cite", &address);
            if address != cite {
                attribute(&mut start, "data-cite", cite);
            }
        }
        self.open_tag(&start, meta);
        self.blocks(blocks);
        self.html.push_str("</blockquote>");
        if let Some(text) = attribution {
            self.html.push('\n');
            self.element("figcaption", " class=\"attribution\"", text);
            self.html.push_str("\n</figure>");
        }
    }

    /// What stands in a list item or a cell: one plain paragraph as its bare words, else blocks.
    fn inner(&mut self, blocks: &'a [Block]) {
        if let [Block::Paragraph(text)] = blocks
            && text.meta == Meta::default()
            && !self.targets.contains(text.id.0.as_str())
            && let Some(Inline::Text { text: words, .. }) = text.inlines.first()
            && words.starts_with(|letter: char| !letter.is_whitespace())
        {
            self.run(&text.inlines);
        } else if !blocks.is_empty() {
            self.html.push('\n');
            self.blocks(blocks);
        }
    }

    fn table(&mut self, meta: &Meta, rows: &'a [Row]) {
        self.open_tag("<div class=\"table\"><table", meta);
        let heads = rows
            .iter()
            .take_while(|row| !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header && cell.rowspan == 1))
            .count();
        let heads = if heads < rows.len() { heads } else { 0 };
        for (n, row) in rows.iter().enumerate() {
            if n == 0 {
                self.html.push_str(if heads > 0 { "<thead>\n" } else { "<tbody>\n" });
            }
            self.html.push_str("<tr>");
            for cell in &row.cells {
                self.cell(cell, n < heads);
            }
            self.html.push_str("</tr>\n");
            if n + 1 == heads {
                self.html.push_str("</thead>\n<tbody>\n");
            }
        }
        self.html.push_str(if rows.is_empty() { "</table></div>" } else { "</tbody>\n</table></div>" });
    }

    fn cell(&mut self, cell: &'a Cell, head: bool) {
        let tag = if cell.header { "th" } else { "td" };
        self.html.push('<');
        self.html.push_str(tag);
        if cell.header {
            self.html.push_str(if head { " scope=\"col\"" } else { " scope=\"row\"" });
        }
        if cell.colspan > 1 {
            let _ = write!(self.html, " colspan=\"{}\"", cell.colspan);
        }
        if cell.rowspan > 1 {
            let _ = write!(self.html, " rowspan=\"{}\"", cell.rowspan);
        }
        if let Some(widths) = &cell.colwidth {
            let widths: Vec<String> = widths.iter().map(u32::to_string).collect();
            attribute(&mut self.html, "data-colwidth", &widths.join(","));
        }
        match cell.align {
            Some(Align::Left) => self.html.push_str(" style=\"text-align: left\""),
            Some(Align::Center) => self.html.push_str(" style=\"text-align: center\""),
            Some(Align::Right) => self.html.push_str(" style=\"text-align: right\""),
            None => {}
        }
        self.html.push('>');
        self.inner(&cell.blocks);
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push('>');
    }

    fn figure(&mut self, figure: &'a Figure) {
        self.html.push_str("<figure class=\"picture\"");
        if !figure.rights.is_empty() {
            attribute(&mut self.html, "data-rights", &figure.rights);
        }
        if let Some((x, y)) = figure.focus {
            let _ = write!(self.html, " data-focus=\"{x} {y}\"");
        }
        self.meta(&figure.meta);
        self.html.push_str(">\n");
        self.picture(&figure.src, &figure.alt, figure.width, figure.height);
        if !(empty(&figure.caption) && empty(&figure.credit)) {
            self.html.push_str("<figcaption>");
            if !empty(&figure.caption) {
                self.element("span", " class=\"caption\"", &figure.caption);
                self.html.push('\n');
            }
            if !empty(&figure.credit) {
                self.element("small", " class=\"credit\"", &figure.credit);
            }
            self.html.push_str("</figcaption>\n");
        }
        self.html.push_str("</figure>");
    }

    /// A picture beside the page; where it is missing, its place with what is known of it.
    fn picture(&mut self, hash: &str, alt: &str, width: u32, height: u32) {
        let file = self.pictures.take(hash, self.out.media);
        if let Some(file) = &file {
            self.html.push_str("<img");
            attribute(&mut self.html, "src", &super::path(&file.path));
            let (wide, high) = (if width > 0 { width } else { file.width }, if height > 0 { height } else { file.height });
            let _ = write!(self.html, " width=\"{wide}\" height=\"{high}\"");
            attribute(&mut self.html, "alt", alt);
        } else {
            if !hash.is_empty() {
                self.left(LeftOut::new("picture-missing", "A picture is not on this desk and is left out."));
            }
            self.html.push_str("<div class=\"no-picture\" role=\"img\"");
            attribute(&mut self.html, "aria-label", if alt.is_empty() { "A picture is missing here" } else { alt });
            attribute(&mut self.html, "data-alt", alt);
            let _ = write!(self.html, " data-size=\"{width} {height}\"");
        }
        if !hash.is_empty() {
            attribute(&mut self.html, "data-picture", hash);
        }
        self.html.push_str(if file.is_some() { ">\n" } else { "></div>\n" });
    }

    fn code(&mut self, text: &'a Textblock, language: &str) {
        self.html.push_str("<pre");
        self.meta(&text.meta);
        self.html.push_str("><code");
        if !language.is_empty() {
            attribute(&mut self.html, "class", &format!("language-{}", language.replace(char::is_whitespace, "-")));
            attribute(&mut self.html, "data-language", language);
        }
        self.html.push('>');
        self.run(&text.inlines);
        self.html.push_str("</code></pre>");
    }

    fn embed(&mut self, meta: &Meta, link: &str, title: &str, still: &str) {
        self.open_tag("<figure class=\"embed\"", meta);
        if !still.is_empty() {
            self.picture(still, "", 0, 0);
        }
        self.html.push_str("<figcaption>");
        let shown = if title.is_empty() { link } else { title };
        if link.is_empty() {
            self.html.push_str("<span class=\"embed-title\">");
            escape(&mut self.html, shown);
            self.html.push_str("</span>");
        } else {
            self.html.push_str("<a class=\"embed-title\"");
            attribute(&mut self.html, "href", &super::link(link));
            if title.is_empty() {
                self.html.push_str(" data-untitled");
            }
            self.html.push('>');
            escape(&mut self.html, shown);
            self.html.push_str("</a>");
        }
        self.html.push_str("</figcaption>\n</figure>");
    }
}

/// Whether nothing is written in a text block and it says nothing of itself.
fn empty(text: &Textblock) -> bool {
    text.inlines.is_empty() && text.meta == Meta::default()
}
