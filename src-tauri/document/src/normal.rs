//! The normal form of a text: equal neighbours merged, marks in rank order, nothing that the schema forbids. Reading and writing both end in it.

use crate::schema;
use crate::*;

impl Mark {
    /// Its name in the schema.
    pub fn name(&self) -> &'static str {
        match self {
            Mark::Link { .. } => "link",
            Mark::ArticleLink { .. } => "article_link",
            Mark::Emphasis => "emphasis",
            Mark::Strong => "strong",
            Mark::SmallCaps => "small_caps",
            Mark::Sub => "sub",
            Mark::Sup => "sup",
            Mark::Strike => "strike",
            Mark::Foreign { .. } => "foreign",
            Mark::Dateline => "dateline",
            Mark::Source { .. } => "source",
            Mark::Comment { .. } => "comment",
            Mark::Insertion { .. } => "insertion",
            Mark::Deletion { .. } => "deletion",
            Mark::Modification { .. } => "modification",
        }
    }

    /// Whether it is one of the three that suggest a change.
    pub fn is_suggestion(&self) -> bool {
        matches!(self, Mark::Insertion { .. } | Mark::Deletion { .. } | Mark::Modification { .. })
    }

    /// Its place among marks of the same words, outermost first.
    pub fn rank(&self) -> usize {
        schema::mark_named(self.name()).map_or(usize::MAX, |(rank, _)| rank)
    }

    fn holds(&self) -> bool {
        match self {
            Mark::Link { href, .. } => schema::is_link(href),
            Mark::ArticleLink { article: id } => !id.is_empty() && schema::is_id(id),
            Mark::Source { id }
            | Mark::Comment { id }
            | Mark::Insertion { id }
            | Mark::Deletion { id }
            | Mark::Modification { id, .. } => !id.is_empty() && schema::is_id(id),
            Mark::Foreign { lang } => schema::is_lang(&lang.0),
            _ => true,
        }
    }
}

/// Marks in rank order, each that another excludes taken out; the second list holds what was taken out.
pub(crate) fn compatible(mut marks: Vec<Mark>) -> (Vec<Mark>, Vec<Mark>) {
    marks.sort_by_key(Mark::rank);
    let (mut kept, mut out): (Vec<Mark>, Vec<Mark>) = (Vec::with_capacity(marks.len()), Vec::new());
    for mark in marks {
        let excludes = schema::mark_named(mark.name()).map_or("", |(_, spec)| spec.excludes);
        if kept.contains(&mark) {
            continue;
        }
        if kept.iter().any(|other| excludes.split(' ').any(|name| name == other.name())) {
            out.push(mark);
        } else {
            kept.push(mark);
        }
    }
    (kept, out)
}

impl Document {
    /// Brings a text made by hand or by an importer into its normal form; no letter of the text changes.
    pub fn normalise(&mut self) {
        for part in [&mut self.kicker, &mut self.headline, &mut self.standfirst] {
            textblock(part);
        }
        if self.body.is_empty() {
            self.body.push(Block::Paragraph(Textblock::default()));
        }
        self.body.iter_mut().for_each(block);
    }
}

fn block(value: &mut Block) {
    match value {
        Block::Paragraph(text) | Block::PullQuote { text, .. } => textblock(text),
        Block::Heading { level, text } => {
            *level = (*level).clamp(2, 4);
            textblock(text);
        }
        Block::Code { text, .. } => {
            for inline in &mut text.inlines {
                match inline {
                    Inline::Text { marks, .. } => marks.clear(),
                    other => *other = Inline::Text { text: code_text(other), marks: Vec::new() },
                }
            }
            textblock(text);
        }
        Block::Quotation { meta: m, cite, blocks, attribution } => {
            meta(m);
            link_or_empty(cite);
            blocks.iter_mut().for_each(block);
            attribution.iter_mut().for_each(textblock);
        }
        Block::Epigraph { meta: m, blocks, attribution } => {
            meta(m);
            blocks.iter_mut().for_each(block);
            attribution.iter_mut().for_each(textblock);
        }
        Block::List { meta: m, start, items, .. } => {
            meta(m);
            *start = (*start).min(1_000_000);
            for item in items {
                meta(&mut item.meta);
                item.blocks.iter_mut().for_each(block);
            }
        }
        Block::Table { meta: m, rows, .. } => {
            meta(m);
            rows.iter_mut().for_each(row);
        }
        Block::Figure(figure) => {
            meta(&mut figure.meta);
            if !schema::is_hash(&figure.src) {
                figure.src.clear();
            }
            textblock(&mut figure.caption);
            textblock(&mut figure.credit);
            figure.focus = figure.focus.map(|(x, y)| (x.min(100), y.min(100)));
            figure.width = figure.width.min(1_000_000);
            figure.height = figure.height.min(1_000_000);
        }
        Block::Verse { meta: m, lines } => {
            meta(m);
            for line in lines {
                line.indent = line.indent.min(20);
                textblock(&mut line.text);
            }
        }
        Block::Turn { meta: m, speaker, blocks } => {
            meta(m);
            textblock(speaker);
            blocks.iter_mut().for_each(block);
        }
        Block::Box { meta: m, blocks } => {
            meta(m);
            blocks.iter_mut().for_each(block);
        }
        Block::Rule { meta: m } => meta(m),
        Block::Embed { meta: m, link, still, .. } => {
            meta(m);
            link_or_empty(link);
            if !schema::is_hash(still) {
                still.clear();
            }
        }
    }
}

fn row(row: &mut Row) {
    block_marks(&mut row.marks);
    for cell in &mut row.cells {
        block_marks(&mut cell.marks);
        cell.colspan = cell.colspan.clamp(1, 1000);
        cell.rowspan = cell.rowspan.clamp(1, 1000);
        if cell.blocks.is_empty() {
            cell.blocks.push(Block::Paragraph(Textblock::default()));
        }
        cell.blocks.iter_mut().for_each(block);
    }
}

fn link_or_empty(link: &mut String) {
    if !schema::is_link(link) {
        link.clear();
    }
}

fn meta(meta: &mut Meta) {
    if meta.lang.as_ref().is_some_and(|lang| !schema::is_lang(&lang.0)) {
        meta.lang = None;
    }
    block_marks(&mut meta.marks);
}

fn block_marks(marks: &mut Vec<Mark>) {
    marks.retain(Mark::is_suggestion);
    tidy(marks);
}

fn tidy(marks: &mut Vec<Mark>) {
    marks.retain(Mark::holds);
    *marks = compatible(std::mem::take(marks)).0;
}

fn textblock(text: &mut Textblock) {
    meta(&mut text.meta);
    merge(&mut text.inlines);
}

/// What stands in code for an inline node.
fn code_text(inline: &Inline) -> String {
    match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Break { .. } => "\n".to_owned(),
        Inline::Placeholder { label, .. } => label.clone(),
        Inline::NoteAgain { .. } => String::new(),
        Inline::Note(note) => note.inlines.iter().map(code_text).collect(),
    }
}

/// Merges equal neighbouring texts, drops empty ones, puts marks in order.
pub(crate) fn merge(inlines: &mut Vec<Inline>) {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for mut inline in inlines.drain(..) {
        tidy(inline.marks_mut());
        match (out.last_mut(), &mut inline) {
            (_, Inline::Text { text, .. }) if text.is_empty() => continue,
            (Some(Inline::Text { text: before, marks: same }), Inline::Text { text, marks }) if same == marks => {
                before.push_str(text);
                continue;
            }
            (_, Inline::Note(note)) => {
                note.inlines.retain(|inner| !matches!(inner, Inline::Note(_)));
                merge(&mut note.inlines);
            }
            _ => {}
        }
        out.push(inline);
    }
    *inlines = out;
}

impl Inline {
    /// The marks that it carries.
    pub fn marks(&self) -> &[Mark] {
        match self {
            Inline::Text { marks, .. }
            | Inline::Break { marks }
            | Inline::NoteAgain { marks, .. }
            | Inline::Placeholder { marks, .. } => marks,
            Inline::Note(note) => &note.marks,
        }
    }

    /// The marks that it carries, to change.
    pub fn marks_mut(&mut self) -> &mut Vec<Mark> {
        match self {
            Inline::Text { marks, .. }
            | Inline::Break { marks }
            | Inline::NoteAgain { marks, .. }
            | Inline::Placeholder { marks, .. } => marks,
            Inline::Note(note) => &mut note.marks,
        }
    }
}
