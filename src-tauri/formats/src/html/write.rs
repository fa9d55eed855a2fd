//! A standalone page: its frame, byline and notes. The head is `head.rs`, blocks are `blocks.rs`, words `inlines.rs`.

use std::collections::{BTreeMap, BTreeSet};

use stet_document::{Block, Credit, Document, Failure, Note, Textblock};

use super::inlines::{attribute, escape};
use crate::carried::Carried;
use crate::credited;
use crate::fair;
use crate::names;
use crate::pictures::Pictures;
use crate::types::{Export, LeftOut, OutFile, Outgoing, Writer};
use crate::wording::{self, Words};

/// The writer's line in the list.
pub const WRITER: Writer =
    Writer { id: "html", name: "Web page (HTML)", extension: "html", presets: &[], folder: false, carried: CARRIED, write };

/// What a page brings back to the letter.
pub const CARRIED: Carried = Carried {
    nodes: &[
        "kicker",
        "headline",
        "standfirst",
        "paragraph",
        "heading",
        "quotation",
        "attribution",
        "pull_quote",
        "list",
        "list_item",
        "table",
        "table_row",
        "table_cell",
        "table_header",
        "figure",
        "caption",
        "picture_credit",
        "verse",
        "verse_line",
        "turn",
        "speaker",
        "box",
        "epigraph",
        "code",
        "rule",
        "embed",
        "text",
        "break",
        "note",
        "note_again",
        "placeholder",
    ],
    attributes: &[
        "lang",
        "dir",
        "heading.level",
        "quotation.cite",
        "list.kind",
        "list.start",
        "table_cell.colspan",
        "table_cell.rowspan",
        "table_cell.colwidth",
        "table_cell.align",
        "figure.src",
        "figure.width",
        "figure.height",
        "figure.alt",
        "figure.rights",
        "figure.focus",
        "verse_line.indent",
        "code.language",
        "embed.link",
        "embed.title",
        "embed.still",
        "pull_quote.of",
        "pull_quote.sentence",
        "note_again.note",
        "note_again.as",
        "placeholder.label",
        "link.href",
        "link.title",
        "foreign.lang",
    ],
    marks: &["link", "emphasis", "strong", "small_caps", "sub", "sup", "strike", "foreign", "dateline"],
    fields: &[
        "lang",
        "section",
        "tags",
        "credits",
        "author_note",
        "source_line",
        "preface",
        "search_title",
        "search_description",
        "social_text",
    ],
};

/// A page being written.
pub(super) struct Page<'a> {
    pub(super) out: &'a Outgoing<'a>,
    pub(super) words: &'static Words,
    pub(super) html: String,
    pub(super) pictures: Pictures,
    pub(super) notes: Vec<&'a Note>,
    /// References written so far.
    pub(super) noted: usize,
    pub(super) numbers: BTreeMap<&'a str, usize>,
    /// Ids of text blocks that a pull quote is tied to.
    pub(super) targets: BTreeSet<&'a str>,
    left: Vec<LeftOut>,
}

impl Page<'_> {
    /// Notes that something is not carried; the same thing is counted.
    pub(super) fn left(&mut self, what: LeftOut) {
        crate::left::add(&mut self.left, what);
    }
}

/// Writes the page, its pictures beside it in a folder of the same name.
///
/// # Errors
/// None today: what cannot be carried is told in the export.
pub fn write(out: &Outgoing, _preset: &str) -> Result<Export, Failure> {
    let document = fair::copy(out.document);
    let stem = stem(out, &document);
    let (_, numbers) = fair::notes(&document);
    let mut page = Page {
        out,
        words: wording::words(&out.fields.lang),
        html: String::with_capacity(16 * 1024),
        pictures: Pictures::beside(&stem),
        notes: Vec::new(),
        noted: 0,
        numbers,
        targets: targets(&document.body),
        left: Vec::new(),
    };
    page.article(&document);
    let body = std::mem::take(&mut page.html);
    page.head(&document);
    page.html.push_str(&body);
    page.html.push_str("</main>\n</body>\n</html>\n");
    let mut files = vec![OutFile { path: format!("{stem}.html"), bytes: page.html.into_bytes() }];
    files.append(&mut page.pictures.files);
    Ok(Export { files, left_out: page.left })
}

/// The main file's name without its ending.
pub(crate) fn stem(out: &Outgoing, document: &Document) -> String {
    if out.fields.address.is_empty() {
        names::safe(&names::address(&fair::plain(&document.headline.inlines)))
    } else {
        names::safe(&out.fields.address)
    }
}

pub(crate) fn targets(blocks: &[Block]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for block in blocks {
        match block {
            Block::PullQuote { of, .. } if !of.0.is_empty() => {
                found.insert(of.0.as_str());
            }
            Block::Quotation { blocks, .. }
            | Block::Epigraph { blocks, .. }
            | Block::Turn { blocks, .. }
            | Block::Box { blocks, .. } => {
                found.append(&mut targets(blocks));
            }
            Block::List { items, .. } => items.iter().for_each(|item| found.append(&mut targets(&item.blocks))),
            Block::Table { rows, .. } => {
                rows.iter().flat_map(|row| &row.cells).for_each(|cell| found.append(&mut targets(&cell.blocks)))
            }
            _ => {}
        }
    }
    found
}

impl<'a> Page<'a> {
    fn article(&mut self, document: &'a Document) {
        self.html.push_str("<article");
        attribute(&mut self.html, "lang", super::tag(&self.out.fields.lang));
        self.html.push_str(">\n<header>\n");
        self.part("p", " class=\"kicker\"", &document.kicker);
        self.part("h1", "", &document.headline);
        self.part("p", " class=\"standfirst\" role=\"doc-subtitle\"", &document.standfirst);
        self.byline();
        self.html.push_str("</header>\n");
        let fields = self.out.fields;
        self.lines("preface", "", &fields.preface);
        self.html.push_str("<div class=\"text\">\n");
        self.blocks(&document.body);
        self.html.push_str("</div>\n");
        self.foot();
        self.html.push_str("</article>\n");
    }

    fn part(&mut self, tag: &str, attributes: &str, text: &'a Textblock) {
        if !text.inlines.is_empty() || text.meta != stet_document::Meta::default() {
            self.element(tag, attributes, text);
            self.html.push('\n');
        }
    }

    /// A field of several lines as one paragraph.
    fn lines(&mut self, class: &str, id: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.html.push_str("<p class=\"");
        self.html.push_str(class);
        self.html.push('"');
        if !id.is_empty() {
            attribute(&mut self.html, "id", id);
        }
        self.html.push('>');
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.html.push_str("<br>");
            }
            escape(&mut self.html, line);
        }
        self.html.push_str("</p>\n");
    }

    fn byline(&mut self) {
        let lines = credited::lines(self.out.fields);
        let day = self.out.dates.printed.as_deref().or(self.out.dates.publish_at.as_deref());
        if lines.is_empty() && day.is_none() {
            return;
        }
        self.html.push_str("<div class=\"byline\">\n");
        for line in lines {
            self.html.push_str("<p>");
            escape(&mut self.html, &line.before);
            for (between, credit) in line.people {
                escape(&mut self.html, &between);
                self.credit(credit);
            }
            self.html.push_str("</p>\n");
        }
        if let Some(day) = day {
            self.html.push_str("<p><time");
            attribute(&mut self.html, "datetime", day);
            self.html.push('>');
            let read = wording::day(day, &self.out.fields.lang);
            escape(&mut self.html, &read);
            self.html.push_str("</time></p>\n");
        }
        self.html.push_str("</div>\n");
    }

    fn credit(&mut self, credit: &Credit) {
        let linked = credit.role == "by" && !self.out.fields.author_note.is_empty();
        self.html.push_str("<span class=\"person\"");
        attribute(&mut self.html, "data-role", &credit.role);
        if !credit.language.is_empty() {
            attribute(&mut self.html, "lang", &credit.language);
        }
        self.html.push_str(if linked {
            "><a class=\"name\" rel=\"author\" href=\"#about-the-author\">"
        } else {
            "><span class=\"name\">"
        });
        escape(&mut self.html, &credit.name);
        self.html.push_str(if linked { "</a>" } else { "</span>" });
        let joint = stet_document::text::joint(credit);
        for (class, words) in [("title", &credit.title), ("affiliation", &credit.affiliation)] {
            if class == "affiliation" && joint != ", " {
                self.html.push_str(" <span class=\"joint\">");
                escape(&mut self.html, &credit.joint);
                self.html.push_str(if joint.ends_with(' ') { "</span> " } else { "</span>" });
            } else if !words.is_empty() {
                self.html.push_str(", ");
            }
            if !words.is_empty() {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
                escape(&mut self.html, words);
                self.html.push_str("</span>");
            }
        }
        self.html.push_str("</span>");
    }

    /// The notes, the author's note and the source line.
    fn foot(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            self.html.push_str("<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">");
            escape(&mut self.html, self.words.notes);
            self.html.push_str("</h2>\n<ol>\n");
            for (n, note) in notes.iter().enumerate() {
                let n = n + 1;
                self.html.push_str(&format!("<li id=\"fn{n}\"><span class=\"note\">"));
                self.run(&note.inlines);
                self.html.push_str(&format!("</span> <a href=\"#fnref{n}\" role=\"doc-backlink\""));
                attribute(&mut self.html, "aria-label", &format!("{} {n}", self.words.back));
                self.html.push_str(">↩\u{fe0e}</a></li>\n");
            }
            self.html.push_str("</ol>\n</section>\n");
        }
        let fields = self.out.fields;
        if !fields.author_note.is_empty() || !fields.source_line.is_empty() {
            self.html.push_str("<footer>\n");
            self.lines("author-note", "about-the-author", &fields.author_note);
            self.lines("source-line", "", &fields.source_line);
            self.html.push_str("</footer>\n");
        }
    }
}
