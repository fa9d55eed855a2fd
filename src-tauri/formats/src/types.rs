//! What the desk gives to a reader or writer and gets back from it. Types only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stet_document::{Document, Failure, Fields};
use ts_rs::TS;

use crate::carried::Carried;

/// A file as it came.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name without folders, for the format and for messages.
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// How a file is read.
pub struct ReadOptions<'a> {
    /// Guesses not to make, by their id; `kicker`, `headline`, `standfirst`, `byline`, `filed`, `notes`, `note:3`.
    pub without: Vec<String>,
    /// What a guess is instead: its id → `kicker`, `headline`, `standfirst`, `byline` or `paragraph`.
    pub parts: BTreeMap<String, String>,
    /// BCP 47 language of a piece that does not name its own.
    pub lang: String,
    /// Random numbers for ids.
    pub random: &'a mut dyn FnMut() -> u64,
    /// Told how much is done of how much; false cancels.
    pub progress: &'a dyn Fn(u64, u64) -> bool,
}

impl ReadOptions<'_> {
    /// Tells the progress.
    ///
    /// # Errors
    /// `cancelled` when the person said so.
    pub fn step(&self, done: u64, total: u64) -> Result<(), Failure> {
        if (self.progress)(done, total) { Ok(()) } else { Err(Failure::new("cancelled", "The import was cancelled.")) }
    }

    /// Whether the guess may be made.
    pub fn wants(&self, guess: &str) -> bool {
        !self.without.iter().any(|id| id == guess)
    }
}

/// A piece as it was read, ready to be shown before anything is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The file's name; of a mail's attachment its own.
    pub name: String,
    /// `docx`, `odt`, `rtf`, `markdown`, `html`, `text`.
    pub format: String,
    pub document: Document,
    pub fields: Fields,
    /// `YYYY-MM-DD`, where the file says when the writer's words were true.
    pub filed: Option<String>,
    pub media: Vec<Media>,
    pub guesses: Vec<Guess>,
    pub left_out: Vec<LeftOut>,
    /// The encoding of a text file (`UTF-8`, `windows-1252`); empty where the format has its own.
    pub encoding: String,
    /// The bytes of this piece's own file: empty when it is the source itself, else a mail's attachment.
    pub original: Vec<u8>,
}

/// A picture, by the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// SHA-256 in lower-case hex.
    pub hash: String,
    pub bytes: Vec<u8>,
    /// `image/png`, `image/jpeg`, `image/gif`, `image/webp`.
    pub mime: String,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    /// The name it had in the file; empty when none.
    pub name: String,
}

/// Something that the file did not say and that was read from how it looks. Can be dropped or changed, then the file is read again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Guess {
    /// `kicker`, `headline`, `standfirst`, `byline`, `filed`, `notes`, `note:3`.
    pub id: String,
    /// `part`, `credit`, `date`, `notes`, `note`.
    pub kind: String,
    /// What it was taken for: `kicker`, `headline`, `standfirst`, `byline`, `paragraph`, `filed`, `note`.
    pub part: String,
    /// The block where it stands; null when it is not in the text.
    pub block: Option<String>,
    /// The words taken, as they came.
    pub text: String,
    /// One sentence: what was taken for what.
    pub message: String,
}

/// Something of the file that the piece does not carry, or carries otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftOut {
    /// `highlight`, `tracked-deletion`, `comment`, `note-empty`, `macro` …
    pub code: String,
    /// One sentence for the person.
    pub message: String,
    /// How many of them.
    pub count: u32,
    /// The block where it stood; null when nowhere in the text.
    pub block: Option<String>,
    /// Its words, where it had any.
    pub text: String,
}

impl LeftOut {
    /// One thing left out, without a place.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), count: 1, block: None, text: String::new() }
    }

    /// The same with its words.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// The same with its place.
    #[must_use]
    pub fn at(mut self, block: impl Into<String>) -> Self {
        self.block = Some(block.into());
        self
    }

    /// The same, so many times.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.count = count;
        self
    }
}

/// A part that a block names by its style, where the file names some of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Kicker,
    Headline,
    Standfirst,
    Byline,
}

/// What a reader makes of a file, before any guess. In its body a heading may have the levels 1 to 6; [`crate::guess::settle`] fits them to 2 to 4.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Raw {
    /// Parts that the file names stand in their place; everything else in the body.
    pub document: Document,
    /// Blocks of the body (by index) whose style names a part, in reading order.
    pub styled: Vec<(usize, Named)>,
    pub fields: Fields,
    pub filed: Option<String>,
    pub media: Vec<Media>,
    pub left_out: Vec<LeftOut>,
    /// The file names its own parts (Stet wrote it): nothing is guessed at.
    pub named: bool,
    /// As in [`Imported`].
    pub encoding: String,
}

/// A format that is read.
pub struct Reader {
    /// `docx`, `odt`, `rtf`, `markdown`, `html`, `text`.
    pub id: &'static str,
    /// As a dialog says it.
    pub name: &'static str,
    /// Endings of file names, lower case, without the dot.
    pub extensions: &'static [&'static str],
    pub read: fn(&Source, &mut ReadOptions) -> Result<Raw, Failure>,
}

/// A format that is written.
pub struct Writer {
    pub id: &'static str,
    /// As a menu says it.
    pub name: &'static str,
    /// Of the main file, without the dot.
    pub extension: &'static str,
    /// Id and name of each preset; the first is taken when none is named.
    pub presets: &'static [(&'static str, &'static str)],
    /// Whether one piece may be more than one file even without pictures.
    pub folder: bool,
    pub carried: Carried,
    /// The article and the preset (empty: the first).
    pub write: fn(&Outgoing, &str) -> Result<Export, Failure>,
}

/// The dates that an output may show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutDates {
    /// ISO 8601 with its offset.
    pub publish_at: Option<String>,
    /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, as the reader sees it.
    pub printed: Option<String>,
    /// `YYYY-MM-DD`.
    pub filed: Option<String>,
    /// ISO 8601 instants.
    pub modified: Option<String>,
    pub created: Option<String>,
}

/// The same piece in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    pub lang: String,
    pub address: String,
    pub headline: String,
}

/// An article on its way out.
pub struct Outgoing<'a> {
    pub id: &'a str,
    pub document: &'a Document,
    pub fields: &'a Fields,
    pub dates: OutDates,
    /// The desk's title.
    pub publication: &'a str,
    /// Marked as a working copy, for the people of the piece.
    pub working_copy: bool,
    /// A picture by its hash.
    pub media: &'a dyn Fn(&str) -> Option<Media>,
    /// The address of another piece by its id.
    pub address_of: &'a dyn Fn(&str) -> Option<String>,
    pub translations: Vec<Translation>,
}

/// Files written, and what they do not carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// The first is the main file, named by the address.
    pub files: Vec<OutFile>,
    pub left_out: Vec<LeftOut>,
}

/// One file of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutFile {
    /// Relative, parted by `/`, without `..`.
    pub path: String,
    pub bytes: Vec<u8>,
}
