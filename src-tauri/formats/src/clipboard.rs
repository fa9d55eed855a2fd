//! What comes over the clipboard: read by the readers of files, without any guess at its parts. Where it goes is the window's business.

use stet_document::{Block, Cell, Document, Failure, Inline, Row, Textblock};

use crate::guess::fit_headings;
use crate::html::read::{Origin, page};
use crate::ids;
use crate::types::{LeftOut, Media, Named, Raw, ReadOptions, Source};
use crate::{markdown, text};

/// The largest clipboard that is read, in bytes of its text.
const LARGEST: usize = 64 * 1024 * 1024;

/// The most cells of a row that are taken as a table's.
const MOST_CELLS: usize = 100;

/// How a clipboard is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Its HTML where it has some; else its text, as a table where a spreadsheet wrote it.
    Rich,
    /// Its text alone, line by line.
    Text,
    /// Its text as Markdown.
    Markdown,
}

/// What was on a clipboard, as it can stand in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Clipping {
    /// Its blocks are the body; the other parts are empty.
    pub document: Document,
    /// Pictures that came with it.
    pub media: Vec<Media>,
    pub left_out: Vec<LeftOut>,
    /// It was read as plain text and looks like Markdown.
    pub markdown: bool,
}

/// Reads a clipboard's two forms.
///
/// # Errors
/// `too-large`; `cancelled` when progress answered false.
pub fn read(html: Option<&str>, words: &str, how: How, options: &mut ReadOptions) -> Result<Clipping, Failure> {
    if words.len().saturating_add(html.map_or(0, str::len)) > LARGEST {
        return Err(Failure::new("too-large", "What was pasted is larger than 64 MB; import it as a file."));
    }
    let html = html.filter(|html| how == How::Rich && !html.trim().is_empty());
    let mut markdown = false;
    let mut raw = match (html, how) {
        (Some(html), _) => clipped(html, options)?,
        (None, How::Markdown) => (markdown::READER.read)(&Source { name: "Pasted.md", bytes: words.as_bytes() }, options)?,
        (None, _) => {
            let (clean, _) = text::clean(words);
            let table = if how == How::Rich { cells(&clean, options) } else { None };
            markdown = table.is_none() && how == How::Rich && looks_like_markdown(&clean);
            let body = table.map_or_else(|| text::paragraphs(&clean, options), |table| vec![table]);
            Raw { document: Document { body, ..Document::default() }, ..Raw::default() }
        }
    };
    // A headline of Markdown's front matter is a heading of what is pasted.
    let headline = std::mem::take(&mut raw.document.headline);
    if !headline.inlines.is_empty() {
        raw.document.body.insert(0, Block::Heading { level: 1, text: headline });
    }
    fit_headings(&mut raw.document.body);
    stet_document::ids::fill(&mut raw.document, options.random);
    Ok(Clipping { document: raw.document, media: raw.media, left_out: raw.left_out, markdown })
}

/// HTML, where a paragraph in Word's style of titles is a heading.
fn clipped(html: &str, options: &mut ReadOptions) -> Result<Raw, Failure> {
    let (html, _) = text::clean(html);
    let mut raw = page(&html, options, Origin::Clipboard)?;
    for (at, named) in &raw.styled {
        if *named == Named::Headline
            && let Some(block) = raw.document.body.get_mut(*at)
            && let Block::Paragraph(words) = block
        {
            *block = Block::Heading { level: 1, text: std::mem::take(words) };
        }
    }
    Ok(raw)
}

/// Rows parted by line ends and cells by tabs, as spreadsheets write them; nothing where the rows are not of one length.
fn cells(words: &str, options: &mut ReadOptions) -> Option<Block> {
    let lines: Vec<&str> = words.trim_end_matches('\n').split('\n').collect();
    let width = lines.first()?.split('\t').count();
    if !(2..=MOST_CELLS).contains(&width) || lines.iter().any(|line| line.split('\t').count() != width) {
        return None;
    }
    // A single line with one tab is a line with a tab.
    if lines.len() == 1 && width == 2 {
        return None;
    }
    let mut rows = Vec::new();
    for line in lines {
        let mut row = Row::default();
        for cell in line.split('\t') {
            let text = cell.trim();
            let inlines =
                if text.is_empty() { Vec::new() } else { vec![Inline::Text { text: text.to_owned(), marks: Vec::new() }] };
            let words = Textblock { id: ids::new(options.random), inlines, ..Textblock::default() };
            row.cells.push(Cell {
                header: false,
                colspan: 1,
                rowspan: 1,
                colwidth: None,
                align: None,
                marks: Vec::new(),
                blocks: vec![Block::Paragraph(words)],
            });
        }
        rows.push(row);
    }
    Some(Block::Table { id: ids::new(options.random), meta: stet_document::Meta::default(), rows })
}

/// Whether a text is Markdown without doubt: front matter, a heading, the text of a note.
pub fn is_markdown(words: &str) -> bool {
    words.starts_with("---\n")
        || words.lines().any(|line| {
            let hashes = line.chars().take_while(|letter| *letter == '#').count();
            (1..=6).contains(&hashes) && line.chars().nth(hashes) == Some(' ')
        })
        || words.lines().any(|line| line.starts_with("[^") && line.contains("]:"))
}

/// Whether a text has the look of Markdown, so that a person may be asked.
fn looks_like_markdown(words: &str) -> bool {
    let starts = |marks: &[&str]| words.lines().filter(|line| marks.iter().any(|mark| line.starts_with(mark))).count();
    let pairs = |mark: &str| words.matches(mark).count() / 2;
    is_markdown(words)
        || words.contains("](http")
        || words.lines().any(|line| line.starts_with("```"))
        || pairs("**") > 0
        || starts(&["- ", "* ", "+ "]) > 1
        || starts(&["1. "]) > 0 && starts(&["2. "]) > 0
        || starts(&["> "]) > 0
}
