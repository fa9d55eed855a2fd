//! The export file of WordPress (WXR): its items one after the other, in little memory whatever the file's size. What a piece makes of
//! an item is `piece.rs`, how its text is read `content.rs`; taking it in is the desk's.
//!
//! **Invariant:** one item at a time is in memory; a DOCTYPE is refused; nothing that the file names is fetched.

mod content;
mod piece;

pub use piece::piece;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{BufRead, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use stet_document::Failure;

use crate::text::is_illegal;

/// The largest item, and the largest piece between two tags, in bytes.
const LARGEST: usize = 32 * 1024 * 1024;
/// Elements within elements.
const DEEPEST: usize = 256;
/// Authors, and values of one item, that are kept.
const MOST: usize = 100_000;

/// What the file says of its site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub title: String,
    pub link: String,
    /// As WordPress writes it: `en-US`.
    pub language: String,
    /// Login → the name that readers see.
    pub authors: BTreeMap<String, String>,
    /// The address of each picture met so far, by its number in the library.
    pub pictures: BTreeMap<String, String>,
}

/// A post, a page, or anything else that WordPress keeps as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    /// `post`, `page`, `attachment`, `nav_menu_item` …
    pub kind: String,
    pub title: String,
    pub name: String,
    pub link: String,
    pub author: String,
    /// `publish`, `draft`, `pending`, `private`, `future`, `trash`, `inherit`.
    pub status: String,
    /// `2024-05-01 07:30:00` in the site's own time, and in UTC; empty or zeros where it has none.
    pub date: String,
    pub date_gmt: String,
    /// When it was last changed, in UTC, as `date_gmt`.
    pub modified_gmt: String,
    pub content: String,
    pub excerpt: String,
    pub password: String,
    /// The address of an attachment's file.
    pub file: String,
    /// Domain (`category`, `post_tag`, `language`), short name, name.
    pub terms: Vec<(String, String, String)>,
    pub meta: BTreeMap<String, String>,
    /// Comments of readers, which stay behind.
    pub comments: u32,
    /// Characters that no text may hold and that were taken out.
    pub illegal: u32,
    /// The item was larger than an item may be; what is here is a part of it.
    pub too_large: bool,
}

/// The export being read.
pub struct Wxr<R: BufRead> {
    reader: Reader<Counted<R>>,
    left: Rc<Cell<usize>>,
    pub site: Site,
    path: Vec<String>,
    text: String,
    item: Option<Item>,
    size: usize,
    term: (String, String),
    meta_key: String,
    author: (String, String),
    ended: bool,
}

/// Whether a file's first bytes are those of an export.
pub fn is_export(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head.get(..head.len().min(8192)).unwrap_or_default()).into_owned();
    head.contains("<rss") && head.contains("wordpress.org/export/")
}

fn damaged() -> Failure {
    Failure::new("damaged", "This export file ends in the middle or is damaged; have WordPress write it again.")
}

impl<R: BufRead> Wxr<R> {
    /// Begins to read an export.
    pub fn new(inner: R) -> Self {
        let left = Rc::new(Cell::new(LARGEST));
        let mut reader = Reader::from_reader(Counted { inner, left: Rc::clone(&left) });
        reader.config_mut().allow_dangling_amp = true;
        Self {
            reader,
            left,
            site: Site::default(),
            path: Vec::new(),
            text: String::new(),
            item: None,
            size: 0,
            term: Default::default(),
            meta_key: String::new(),
            author: Default::default(),
            ended: false,
        }
    }

    /// The next item; nothing at the end.
    ///
    /// # Errors
    /// `damaged`, `hostile`, `too-large`; nothing comes after it.
    pub fn next_item(&mut self) -> Result<Option<Item>, Failure> {
        let mut buffer = Vec::new();
        while !self.ended {
            buffer.clear();
            self.left.set(LARGEST);
            let event = self.reader.read_event_into(&mut buffer).map_err(|_| {
                if self.left.get() == 0 {
                    Failure::new("too-large", "A part of this export file is larger than 32 MB, and was not read.")
                } else {
                    damaged()
                }
            });
            let event = match event {
                Ok(event) => event.into_owned(),
                Err(failure) => {
                    self.ended = true;
                    return Err(failure);
                }
            };
            match self.event(&event) {
                Ok(Some(item)) => return Ok(Some(item)),
                Ok(None) => {}
                Err(failure) => {
                    self.ended = true;
                    return Err(failure);
                }
            }
        }
        Ok(None)
    }

    fn event(&mut self, event: &Event) -> Result<Option<Item>, Failure> {
        match event {
            Event::Start(start) => self.start(start)?,
            Event::Empty(start) => {
                self.start(start)?;
                return Ok(self.end());
            }
            Event::End(_) => return Ok(self.end()),
            Event::Text(text) => self.say(text),
            Event::CData(text) => self.say(text),
            Event::GeneralRef(name) => {
                let text = letter(name);
                self.say(&text);
            }
            Event::DocType(_) => {
                return Err(Failure::new(
                    "hostile",
                    "This file defines letters of its own (a DOCTYPE), as harmful files do; it was not opened.",
                ));
            }
            Event::Eof => {
                self.ended = true;
                if !self.path.is_empty() {
                    return Err(damaged());
                }
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        Ok(None)
    }

    fn start(&mut self, start: &BytesStart) -> Result<(), Failure> {
        if self.path.len() >= DEEPEST {
            return Err(Failure::new(
                "hostile",
                "This file is nested deeper than any export, as harmful files are; it was not opened.",
            ));
        }
        let name = start.name().0.to_owned();
        self.text.clear();
        if self.path.len() == 2 && name == "item" {
            self.item = Some(Item::default());
            self.size = 0;
        }
        if name == "category" {
            self.term = Default::default();
            for attribute in start.attributes().with_checks(false).flatten() {
                match attribute.key.0 {
                    "domain" => self.term.0 = attribute.value.chars().take(60).collect(),
                    "nicename" => self.term.1 = attribute.value.chars().take(200).collect(),
                    _ => {}
                }
            }
        }
        self.path.push(name);
        Ok(())
    }

    fn say(&mut self, text: &str) {
        self.size += text.len();
        let over = self.size > LARGEST;
        if let Some(item) = self.item.as_mut() {
            item.too_large |= over;
            item.illegal += u32::try_from(text.chars().filter(|letter| is_illegal(*letter)).count()).unwrap_or(u32::MAX);
        }
        if !over || self.item.is_none() {
            self.text.extend(text.chars().filter(|letter| !is_illegal(*letter)));
        }
    }

    /// An element ended: its words are what its name says.
    fn end(&mut self) -> Option<Item> {
        let name = self.path.pop().unwrap_or_default();
        let text = std::mem::take(&mut self.text);
        let inside = self.path.get(2).map(String::as_str);
        if inside != Some("item") {
            if self.path.len() == 2 && name == "item" {
                let item = self.item.take();
                if let Some(item) = item.as_ref().filter(|item| item.kind == "attachment" && self.site.pictures.len() < MOST) {
                    self.site.pictures.insert(item.id.clone(), item.file.clone());
                }
                return item;
            }
            self.of_site(&name, text);
            return None;
        }
        let item = self.item.as_mut()?;
        match (self.path.len(), name.as_str()) {
            (3, "title") => item.title = text,
            (3, "link") => item.link = text.trim().to_owned(),
            (3, "dc:creator") => item.author = text,
            (3, "content:encoded") => item.content = text,
            (3, "excerpt:encoded") => item.excerpt = text,
            (3, "wp:post_id") => item.id = text.trim().to_owned(),
            (3, "wp:post_type") => item.kind = text.trim().to_owned(),
            (3, "wp:post_name") => item.name = text.trim().to_owned(),
            (3, "wp:post_date") => item.date = text.trim().to_owned(),
            (3, "wp:post_date_gmt") => item.date_gmt = text.trim().to_owned(),
            (3, "wp:post_modified_gmt") => item.modified_gmt = text.trim().to_owned(),
            (3, "wp:status") => item.status = text.trim().to_owned(),
            (3, "wp:post_password") => item.password = text,
            (3, "wp:attachment_url") => item.file = text.trim().to_owned(),
            (3, "wp:comment") => item.comments = item.comments.saturating_add(1),
            (3, "category") if item.terms.len() < MOST => {
                let (domain, short) = std::mem::take(&mut self.term);
                item.terms.push((domain, short, text.trim().to_owned()));
            }
            (4, "wp:meta_key") => self.meta_key = text,
            (4, "wp:meta_value") if item.meta.len() < MOST => {
                item.meta.insert(std::mem::take(&mut self.meta_key), text);
            }
            _ => {}
        }
        None
    }

    fn of_site(&mut self, name: &str, text: String) {
        match (self.path.len(), name) {
            (2, "title") => self.site.title = text,
            (2, "link") => self.site.link = text.trim().to_owned(),
            (2, "language") => self.site.language = text.trim().replace('_', "-"),
            (3, "wp:author_login") => self.author.0 = text,
            (3, "wp:author_display_name") => self.author.1 = text,
            (2, "wp:author") if self.site.authors.len() < MOST => {
                let (login, name) = std::mem::take(&mut self.author);
                self.site.authors.insert(login, name);
            }
            _ => {}
        }
    }
}

fn letter(name: &str) -> String {
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => match name {
            "lt" => Some(0x3c),
            "gt" => Some(0x3e),
            "amp" => Some(0x26),
            "quot" => Some(0x22),
            "apos" => Some(0x27),
            other => return format!("&{other};"),
        },
    };
    code.and_then(char::from_u32).map(String::from).unwrap_or_default()
}

/// A reader that gives so many bytes and no more between two resets.
struct Counted<R> {
    inner: R,
    left: Rc<Cell<usize>>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let from = self.fill_buf()?;
        let count = from.len().min(into.len());
        if let (Some(into), Some(from)) = (into.get_mut(..count), from.get(..count)) {
            into.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left.get() == 0 {
            return Err(std::io::Error::other("too much between two tags"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left.set(self.left.get().saturating_sub(count));
        self.inner.consume(count);
    }
}
