//! Rich text files (RTF) in: a walk over groups and control words. Nothing is run or fetched; what is not known is passed over.
//!
//! **Invariant:** no recursion; groups, pictures and words are limited, and time is linear in the file's size.
//! **Invariant:** what Word would show as text is in the document or in `left_out`.

mod body;
mod codes;
mod lex;
mod state;
mod words;

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};
use stet_document::Failure;

use crate::docx::styles::{Kind, Look, kind_of};
use crate::paper::Paper;
use crate::text::is_illegal;
use crate::types::{LeftOut, Raw, ReadOptions, Reader, Source};
use body::Body;
use lex::{Lexer, Token};
use state::{Ends, Place, State};

/// The reader's line in the list.
pub const READER: Reader = Reader { id: "rtf", name: "Rich text (RTF)", extensions: &["rtf"], read };

/// Groups within groups.
const DEEPEST: usize = 256;
/// The largest picture, in bytes.
const LARGEST_PICTURE: usize = 64 * 1024 * 1024;
/// The most words of the whole text, in bytes.
const LONGEST: usize = 24 * 1024 * 1024;

/// Reads a rich text file.
///
/// # Errors
/// `damaged`, `hostile`, `too-large`, each with its sentence; `cancelled`.
pub fn read(source: &Source, options: &mut ReadOptions) -> Result<Raw, Failure> {
    let mut reading = Reading::default();
    let mut lexer = Lexer::new(source.bytes);
    let total = u64::try_from(source.bytes.len()).unwrap_or(u64::MAX).max(1);
    let mut count = 0_u32;
    while let Some(token) = lexer.next() {
        count = count.wrapping_add(1);
        if count & 0xffff == 0 {
            options.step(u64::try_from(lexer.done()).unwrap_or(u64::MAX).min(total), total * 2)?;
        }
        reading.token(&token)?;
    }
    reading.finish(options)
}

/// A run of words with one look.
#[derive(Default)]
struct Run {
    text: String,
    look: Look,
    link: Option<String>,
    deleted: bool,
    inserted: bool,
    reviser: usize,
}

/// A file being read.
struct Reading {
    paper: Paper,
    state: State,
    outer: Vec<State>,
    /// The text, and above it the notes and text boxes that are open.
    bodies: Vec<Body>,
    run: Run,
    /// Letters in a code page, not yet decoded.
    pending: Vec<u8>,
    /// Letters still to be passed over after a `\u`.
    skipping: u32,
    surrogate: Option<u16>,
    page: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    font: i32,
    colours: Vec<(u8, u8, u8)>,
    colour: (u8, u8, u8),
    styles: BTreeMap<i32, Kind>,
    style: (i32, Option<u8>),
    revisers: Vec<String>,
    author: String,
    /// Words that are gathered for a name, an instruction, a comment.
    gathered: String,
    instructions: Vec<String>,
    picture: Picture,
    property: String,
    illegal: u32,
    bytes: usize,
    lang: Look,
}

#[derive(Default)]
struct Picture {
    bytes: Vec<u8>,
    half: Option<u8>,
    alt: String,
    too_large: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            paper: Paper::default(),
            state: State::default(),
            outer: Vec::new(),
            bodies: vec![Body::default()],
            run: Run::default(),
            pending: Vec::new(),
            skipping: 0,
            surrogate: None,
            page: WINDOWS_1252,
            fonts: BTreeMap::new(),
            font: 0,
            colours: Vec::new(),
            colour: (0, 0, 0),
            styles: BTreeMap::new(),
            style: (0, None),
            revisers: Vec::new(),
            author: String::new(),
            gathered: String::new(),
            instructions: Vec::new(),
            picture: Picture::default(),
            property: String::new(),
            illegal: 0,
            bytes: 0,
            lang: Look::default(),
        }
    }
}

impl Reading {
    fn token(&mut self, token: &Token) -> Result<(), Failure> {
        if let Token::Byte(byte) = token {
            return self.byte(*byte);
        }
        self.decode()?;
        if !matches!(token, Token::Sign(_)) {
            self.skipping = 0;
        }
        match token {
            Token::Open => {
                if self.outer.len() >= DEEPEST {
                    return Err(Failure::new(
                        "hostile",
                        "This file is nested deeper than any document, as harmful files are; it was not opened.",
                    ));
                }
                let mut inner = self.state.clone();
                (inner.ends, inner.starred, inner.fresh) = (Ends::Nothing, false, true);
                match inner.place {
                    Place::StyleSheet => {
                        inner.ends = Ends::Style;
                        self.gathered.clear();
                        self.style = (0, None);
                    }
                    Place::Revisers => {
                        inner.ends = Ends::Reviser;
                        self.gathered.clear();
                    }
                    _ => {}
                }
                self.outer.push(std::mem::replace(&mut self.state, inner));
            }
            Token::Close => {
                if let Some(outer) = self.outer.pop() {
                    let inner = std::mem::replace(&mut self.state, outer);
                    self.ended(&inner)?;
                }
            }
            Token::Sign(sign) => self.sign(*sign)?,
            Token::Raw(bytes) => {
                if self.state.place == Place::Picture {
                    self.picture_bytes(bytes);
                }
            }
            Token::Word(word, number) => {
                let fresh = std::mem::replace(&mut self.state.fresh, false);
                if self.state.place == Place::Passed {
                    return Ok(());
                }
                if (fresh || self.state.starred) && self.destination(word)? {
                    self.state.starred = false;
                    return Ok(());
                }
                if std::mem::take(&mut self.state.starred) {
                    self.state.place = Place::Passed;
                    return Ok(());
                }
                self.word(word, *number)?;
            }
            Token::Byte(_) => {}
        }
        Ok(())
    }

    fn byte(&mut self, byte: u8) -> Result<(), Failure> {
        self.state.fresh = false;
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        match self.state.place {
            Place::Passed | Place::Nowhere | Place::Fonts => Ok(()),
            Place::Colours => {
                if byte == b';' && self.colours.len() < 1000 {
                    self.colours.push(std::mem::take(&mut self.colour));
                }
                Ok(())
            }
            Place::Picture => {
                self.hex(byte);
                Ok(())
            }
            _ => {
                self.pending.push(byte);
                if self.pending.len() > 4096 && byte == b' ' { self.decode() } else { Ok(()) }
            }
        }
    }

    fn hex(&mut self, byte: u8) {
        let Some(value) = char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok()) else { return };
        match self.picture.half.take() {
            None => self.picture.half = Some(value),
            Some(high) => self.picture_bytes(&[high << 4 | value]),
        }
    }

    fn picture_bytes(&mut self, bytes: &[u8]) {
        if self.picture.bytes.len() + bytes.len() > LARGEST_PICTURE {
            self.picture.too_large = true;
        } else {
            self.picture.bytes.extend_from_slice(bytes);
        }
    }

    /// Letters of a code page become words.
    fn decode(&mut self) -> Result<(), Failure> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.pending);
        let encoding = self.state.page.unwrap_or(self.page);
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        self.say(&text)
    }

    /// Words, where the group's words go.
    fn say(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes += text.len();
        if self.bytes > LONGEST {
            return Err(crate::text::too_long());
        }
        let mut clean = String::with_capacity(text.len());
        for letter in text.chars() {
            if is_illegal(letter) {
                self.illegal = self.illegal.saturating_add(1);
            } else {
                clean.push(letter);
            }
        }
        match self.state.place {
            Place::Text => {
                let state = &self.state;
                let same = self.run.look == state.look
                    && self.run.link == state.link
                    && (self.run.deleted, self.run.inserted, self.run.reviser) == (state.deleted, state.inserted, state.reviser);
                if !same {
                    self.flush();
                    let state = &self.state;
                    self.run = Run {
                        text: String::new(),
                        look: state.look.clone(),
                        link: state.link.clone(),
                        deleted: state.deleted,
                        inserted: state.inserted,
                        reviser: state.reviser,
                    };
                }
                self.run.text.push_str(&clean);
            }
            Place::Nowhere | Place::Passed | Place::Fonts | Place::Colours | Place::Picture => {}
            _ => self.gathered.push_str(&clean),
        }
        Ok(())
    }

    /// The run of words is whole.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.run.text);
        if text.is_empty() {
            return;
        }
        let run = &self.run;
        let who = || {
            self.revisers
                .get(run.reviser)
                .filter(|name| !name.is_empty() && *name != "Unknown")
                .cloned()
                .unwrap_or_else(|| "Somebody".to_owned())
        };
        let tell = &mut self.paper.tell;
        if run.deleted {
            return tell.place("tracked-deletion", format!("{} deleted this; it was left out.", who()), None, &text);
        }
        if run.look.hidden == Some(true) {
            return tell.place("hidden", "Hidden text was left out.", None, &text);
        }
        if run.inserted {
            tell.place("tracked-insertion", format!("{} inserted this; it was taken in.", who()), None, &text);
        }
        self.paper.exact = self.state.para.kind == Kind::Code;
        if let Some(body) = self.bodies.last_mut() {
            self.paper.words(&mut body.line, &text, &run.look, run.link.as_deref());
        }
    }

    /// A group ended.
    fn ended(&mut self, inner: &State) -> Result<(), Failure> {
        match &inner.ends {
            Ends::Nothing => {}
            Ends::Note(number) => {
                self.flush();
                if let Some(body) = self.bodies.pop() {
                    self.paper.note_is(*number, body.close(&inner.para));
                }
            }
            Ends::TextBox => {
                self.flush();
                if let Some(body) = self.bodies.pop() {
                    let html = body.close(&inner.para).close();
                    if let Some(outer) = self.bodies.last_mut().filter(|_| !html.is_empty()) {
                        self.paper.tell.place("text-box", "A text box: its words stand after the paragraph.", None, "");
                        outer.after.push_str(&html);
                    }
                }
            }
            Ends::Picture => self.picture_done(),
            Ends::Instruction => {
                let instruction = std::mem::take(&mut self.gathered);
                if let Some(open) = self.instructions.last_mut() {
                    open.push_str(&instruction);
                }
            }
            Ends::Field => {
                self.instructions.pop();
            }
            Ends::Property => {
                let value = std::mem::take(&mut self.gathered);
                if self.property == "wzDescription" {
                    value.trim().clone_into(&mut self.picture.alt);
                }
            }
            Ends::Style => {
                let name = std::mem::take(&mut self.gathered);
                let mut kind = kind_of(name.trim().trim_end_matches(';'));
                if let (Kind::Plain, Some(level)) = (kind, self.style.1) {
                    kind = Kind::Heading((level + 1).min(6));
                }
                self.styles.insert(self.style.0, kind);
            }
            Ends::Reviser => {
                let name = std::mem::take(&mut self.gathered);
                if self.revisers.len() < 10_000 {
                    self.revisers.push(name.trim().trim_end_matches(';').to_owned());
                }
            }
            Ends::Told(code) => {
                let text = std::mem::take(&mut self.gathered);
                if text.chars().any(char::is_alphabetic) {
                    self.paper.tell.count_text(code, text.trim());
                }
            }
            Ends::Author => self.author = std::mem::take(&mut self.gathered).trim().to_owned(),
            Ends::Comment => {
                let text = std::mem::take(&mut self.gathered);
                let who = if self.author.is_empty() { "somebody" } else { &self.author };
                self.paper.tell.place("comment", format!("A comment by {who}."), None, text.trim());
            }
            Ends::ListSign => {
                let sign = std::mem::take(&mut self.gathered);
                if let Some(body) = self.bodies.last_mut().filter(|_| !sign.trim().is_empty()) {
                    body.sign = Some(sign.trim().to_owned());
                }
            }
        }
        Ok(())
    }

    fn picture_done(&mut self) {
        let picture = std::mem::take(&mut self.picture);
        if picture.too_large || picture.bytes.is_empty() {
            self.paper.tell.count("picture-kind");
            return;
        }
        if let Some(figure) = self.paper.picture(&picture.bytes, "", &picture.alt)
            && let Some(body) = self.bodies.last_mut()
        {
            body.after.push_str(&figure);
        }
    }

    fn finish(mut self, options: &mut ReadOptions) -> Result<Raw, Failure> {
        self.decode()?;
        self.flush();
        let cut = !self.outer.is_empty();
        while self.bodies.len() > 1 {
            let Some(body) = self.bodies.pop() else { break };
            let html = body.close(&self.state.para).close();
            if let Some(outer) = self.bodies.last_mut() {
                outer.after.push_str(&html);
            }
        }
        let story = self.bodies.pop().unwrap_or_default().close(&self.state.para);
        if story.is_empty() && cut {
            return Err(Failure::new(
                "damaged",
                "This rich text file is damaged; open it in Word or LibreOffice, save it as DOCX and import that.",
            ));
        }
        if cut {
            self.paper.tell.place("cut-off", "The file ends in the middle; words may be missing at its end.", None, "");
        }
        let mut raw = self.paper.finish(story, options)?;
        if self.illegal > 0 {
            raw.left_out.push(
                LeftOut::new("illegal-characters", "Control characters that no text may hold were taken out.")
                    .times(self.illegal),
            );
        }
        Ok(raw)
    }
}
