//! The text of a Markdown file as a page of our own making, for the page reader. White space that counts is written so that it is kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::html::flow::KEPT;
use crate::types::LeftOut;

/// Elements whose content a parser takes raw up to their end: without an end they would swallow the rest.
const SWALLOWING: &[&str] = &[
    "script", "style", "iframe", "textarea", "title", "select", "template", "noscript", "svg", "math", "video", "audio",
    "object", "button", "head",
];
/// Never taken as elements.
const NEVER: &[&str] = &["plaintext", "xmp", "noembed", "noframes", "listing", "frameset", "frame", "body", "html", "base"];

/// Makes the page.
pub fn html(text: &str, ours: bool, left: &mut Vec<LeftOut>) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let options = if ours { options } else { options | Options::ENABLE_HEADING_ATTRIBUTES };
    let lower = text.to_ascii_lowercase();
    let mut making = Making {
        out: String::with_capacity(text.len() * 5 / 4),
        notes: String::new(),
        labels: BTreeMap::new(),
        aligned: Vec::new(),
        cell: 0,
        head: false,
        code: None,
        alt: None,
        soft: false,
        block: None,
        ends: SWALLOWING.iter().filter_map(|name| Some((*name, lower.rfind(&format!("</{name}"))?))).collect(),
        ours,
        left,
    };
    let mut aside = String::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                std::mem::swap(&mut making.out, &mut making.notes);
                let number = making.number(&label);
                let _ = write!(making.out, "<li id=\"note-{number}\">");
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                making.out.push_str("</li>");
                std::mem::swap(&mut making.out, &mut making.notes);
            }
            event => making.event(event, range.start),
        }
    }
    std::mem::swap(&mut aside, &mut making.notes);
    let mut out = making.out;
    if !aside.is_empty() {
        let _ = write!(out, "<section><ol>{aside}</ol></section>");
    }
    out
}

struct Making<'l> {
    out: String,
    notes: String,
    labels: BTreeMap<String, usize>,
    aligned: Vec<Alignment>,
    cell: usize,
    head: bool,
    /// Code that is being gathered.
    code: Option<String>,
    /// The words of a picture that is being gathered, with how many pictures are open.
    alt: Option<(String, usize)>,
    /// A line ended within a paragraph.
    soft: bool,
    /// Raw HTML that is being gathered, and where it starts.
    block: Option<(String, usize)>,
    /// Where the last end of each swallowing element stands.
    ends: BTreeMap<&'static str, usize>,
    ours: bool,
    left: &'l mut Vec<LeftOut>,
}

impl Making<'_> {
    fn number(&mut self, label: &str) -> usize {
        let next = self.labels.len() + 1;
        *self.labels.entry(label.to_owned()).or_insert(next)
    }

    fn event(&mut self, event: Event, at: usize) {
        if let Some((alt, open)) = &mut self.alt {
            match event {
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                Event::Start(Tag::Image { .. }) => *open += 1,
                Event::End(TagEnd::Image) => {
                    *open -= 1;
                    if *open == 0 {
                        let alt = std::mem::take(alt);
                        self.alt = None;
                        self.attribute("alt", &alt);
                        self.out.push('>');
                    }
                }
                _ => {}
            }
            return;
        }
        if std::mem::take(&mut self.soft) {
            // Chinese and Japanese have no spaces where a line ends.
            let joins = matches!(&event, Event::Text(text) if text.chars().next().is_some_and(is_wide))
                && self.out.chars().next_back().is_some_and(is_wide);
            if !joins {
                self.out.push(' ');
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.text(&text);
                self.out.push_str("</code>");
            }
            Event::Html(html) => match &mut self.block {
                Some((block, _)) => block.push_str(&html),
                None => self.raw(&html, at),
            },
            Event::InlineHtml(html) => self.inline_html(&html, at),
            Event::FootnoteReference(label) => {
                let number = self.number(&label);
                let _ = write!(self.out, "<sup><a href=\"#note-{number}\" role=\"doc-noteref\">{number}</a></sup>");
            }
            Event::SoftBreak => self.soft = true,
            Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule => self.out.push_str("<hr>"),
            Event::TaskListMarker(done) => self.out.push_str(if done { "☑ " } else { "☐ " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let _ = write!(self.out, "<h{}>", number(level));
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>"),
            Tag::CodeBlock(kind) => {
                self.out.push_str("<pre><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split_whitespace().next()
                {
                    self.attribute("data-language", language);
                }
                self.out.push('>');
                self.code = Some(String::new());
            }
            Tag::HtmlBlock => self.block = Some((String::new(), at)),
            Tag::List(Some(1)) => self.out.push_str("<ol>"),
            Tag::List(Some(start)) => {
                let _ = write!(self.out, "<ol start=\"{start}\">");
            }
            Tag::List(None) => self.out.push_str("<ul>"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(aligned) => {
                self.aligned = aligned;
                self.out.push_str("<table class=\"data\">");
            }
            Tag::TableHead => {
                self.head = true;
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                let align = match self.aligned.get(self.cell) {
                    Some(Alignment::Left) => " align=\"left\"",
                    Some(Alignment::Center) => " align=\"center\"",
                    Some(Alignment::Right) => " align=\"right\"",
                    _ => "",
                };
                self.cell += 1;
                let _ = write!(self.out, "<{}{align}>", if self.head { "th" } else { "td" });
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<s>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mail = matches!(link_type, pulldown_cmark::LinkType::Email) && !dest_url.starts_with("mailto:");
                let href = if mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                self.out.push_str("<a");
                self.attribute("href", &href);
                if !title.is_empty() {
                    self.attribute("title", &title);
                }
                self.out.push('>');
            }
            Tag::Image { dest_url, .. } => {
                self.out.push_str("<img");
                self.attribute("src", &dest_url);
                self.alt = Some((String::new(), 1));
            }
            Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let tag = match tag {
            TagEnd::Paragraph => "</p>",
            TagEnd::Heading(level) => {
                let _ = write!(self.out, "</h{}>", number(level));
                return;
            }
            TagEnd::BlockQuote(_) => "</blockquote>",
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                crate::html::escape(&mut self.out, code.strip_suffix('\n').unwrap_or(&code));
                "</code></pre>"
            }
            TagEnd::HtmlBlock => {
                if let Some((block, at)) = self.block.take() {
                    self.raw(&block, at);
                }
                return;
            }
            TagEnd::List(true) => "</ol>",
            TagEnd::List(false) => "</ul>",
            TagEnd::Item => "</li>",
            TagEnd::Table => "</table>",
            TagEnd::TableHead => {
                self.head = false;
                "</tr>"
            }
            TagEnd::TableRow => "</tr>",
            TagEnd::TableCell if self.head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</s>",
            TagEnd::Link => "</a>",
            _ => "",
        };
        self.out.push_str(tag);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        crate::html::attribute(&mut self.out, name, value);
    }

    /// Words; a space that a page would not show is written as one that is kept.
    fn text(&mut self, text: &str) {
        if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") || text.contains(['\n', '\t']) {
            let mut kept = String::with_capacity(text.len() + 4);
            let mut before = ' ';
            let mut letters = text.chars().peekable();
            while let Some(letter) = letters.next() {
                let edge = letter == ' ' && (before == ' ' || letters.peek().is_none_or(|next| *next == ' '));
                match KEPT.iter().find(|(_, to)| *to == letter) {
                    Some((from, _)) if edge || letter != ' ' => kept.push(*from),
                    _ => kept.push(letter),
                }
                before = letter;
            }
            crate::html::escape_kept(&mut self.out, &kept);
        } else {
            crate::html::escape(&mut self.out, text);
        }
    }

    /// Raw HTML between lines of its own.
    fn raw(&mut self, html: &str, at: usize) {
        let name = name(html);
        let start = html.trim_start();
        if start.starts_with("<!--") {
            if let Some(words) = start.strip_prefix("<!--").map(|words| words.trim_end().trim_end_matches("-->").trim())
                && !words.is_empty()
                && words != "more"
                && !self.ours
            {
                self.left.push(LeftOut::new("comment", "A comment in the file was left out.").with_text(words));
            }
            // What follows a comment in the same block is read.
            if let Some((_, after)) = start.split_once("-->").filter(|(_, after)| !after.trim().is_empty()) {
                self.raw(after, at);
            }
            return;
        }
        if name.is_some_and(|name| self.taken(name, at)) && self.whole(html, at) {
            self.out.push_str(html);
        } else {
            self.out.push_str("<p>");
            self.text(html.trim_end());
            self.out.push_str("</p>");
        }
    }

    fn inline_html(&mut self, html: &str, at: usize) {
        if html.starts_with("<!--") {
            if !self.ours {
                self.left.push(LeftOut::new("comment", "A comment in the file was left out.").with_text(html));
            }
            return;
        }
        let taken = name(html).is_some_and(|name| !matches!(name.as_str(), "script" | "style") && self.taken(name, at));
        if !taken {
            self.text(html);
        } else if let Some(again) = html
            .strip_prefix("<a class=\"note-again\" href=\"#fn:")
            .and_then(|rest| rest.strip_suffix("\">"))
            .filter(|_| self.ours)
        {
            let number = self.number(again);
            let _ = write!(self.out, "<a class=\"note-again\" href=\"#note-{number}\">");
        } else {
            self.out.push_str(html);
        }
    }

    /// Whether a tag of this name is taken as one.
    fn taken(&self, name: String, at: usize) -> bool {
        if NEVER.contains(&name.as_str()) || !is_element(&name) {
            return false;
        }
        !SWALLOWING.contains(&name.as_str()) || self.ends.get(name.as_str()).is_some_and(|end| *end >= at)
    }

    /// Whether nothing in a block of raw HTML would swallow what follows.
    fn whole(&self, html: &str, at: usize) -> bool {
        let lower = html.to_ascii_lowercase();
        let swallows = |name: &&str| lower.contains(&format!("<{name}")) && self.ends.get(*name).is_none_or(|end| *end < at);
        !SWALLOWING.iter().filter(|name| !matches!(**name, "head" | "title")).any(swallows)
            && !NEVER.iter().take(5).any(|name| lower.contains(&format!("<{name}")))
            && lower.matches("<!--").count() <= lower.matches("-->").count()
    }
}

/// Letters of scripts that are written without spaces.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The name of the first tag.
fn name(html: &str) -> Option<String> {
    let rest = html.trim_start().strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(rest.len());
    let name = rest.get(..end)?.to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

/// Names of HTML's elements; any other tag is words that somebody typed.
fn is_element(name: &str) -> bool {
    const ELEMENTS: &str = " a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li link main map mark math menu meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr ";
    ELEMENTS.contains(&format!(" {name} "))
}

fn number(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
