//! The typed tree of an article's text. Mirrors the editor's schema node for node (`schema.rs` says how the two are held together).
//! What lives here: types only. Reading and writing JSON is `json.rs`, walking is `blocks.rs`.

use serde_json::Value;

/// A random name of a text block, figure, table or note: 12 characters of `[A-Za-z0-9]`. Left out of hash, diff and round-trip identity.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub String);

/// A BCP 47 language tag as written (`en-GB`, `ar`). Never empty: absent is `None`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub String);

/// A writing direction set by hand; `None` where it follows the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir {
    Ltr,
    Rtl,
}

/// An article's text: three parts that are always there (empty means absent), then at least one block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub kicker: Textblock,
    pub headline: Textblock,
    pub standfirst: Textblock,
    pub body: Vec<Block>,
}

/// What every block has beside its content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    pub lang: Option<Lang>,
    pub dir: Option<Dir>,
    /// Node marks: only insertion, deletion and modification are allowed on a block.
    pub marks: Vec<Mark>,
}

/// A block that holds text and inline nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Textblock {
    pub id: Id,
    pub meta: Meta,
    pub inlines: Vec<Inline>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Paragraph(Textblock),
    /// `level` is 2, 3 or 4; the headline is level 1.
    Heading {
        level: u8,
        text: Textblock,
    },
    /// `cite` is the source's address, empty when unknown.
    Quotation {
        meta: Meta,
        cite: String,
        blocks: Vec<Block>,
        attribution: Option<Textblock>,
    },
    /// Tied to the block `of` and its exact `sentence`; both empty when it stands alone.
    PullQuote {
        text: Textblock,
        of: Id,
        sentence: String,
    },
    List {
        meta: Meta,
        kind: ListKind,
        start: u32,
        items: Vec<Item>,
    },
    Table {
        id: Id,
        meta: Meta,
        rows: Vec<Row>,
    },
    Figure(Figure),
    Verse {
        meta: Meta,
        lines: Vec<VerseLine>,
    },
    /// One speaker's turn in an interview.
    Turn {
        meta: Meta,
        speaker: Textblock,
        blocks: Vec<Block>,
    },
    Box {
        meta: Meta,
        blocks: Vec<Block>,
    },
    Epigraph {
        meta: Meta,
        blocks: Vec<Block>,
        attribution: Option<Textblock>,
    },
    /// Text only (lines parted by `\n` inside the text), no marks; `language` is the programming language, empty when unknown.
    Code {
        text: Textblock,
        language: String,
    },
    Rule {
        meta: Meta,
    },
    /// Never loaded: an address, a title and perhaps a still picture (hash; empty for none).
    Embed {
        meta: Meta,
        link: String,
        title: String,
        still: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    Bulleted,
    Numbered,
    Lettered,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    pub meta: Meta,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub marks: Vec<Mark>,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub header: bool,
    /// At least 1.
    pub colspan: u32,
    /// At least 1.
    pub rowspan: u32,
    /// Widths in pixels, one for each column spanned; `None` when never set.
    pub colwidth: Option<Vec<u32>>,
    pub align: Option<Align>,
    pub marks: Vec<Mark>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Center,
    Right,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    pub id: Id,
    pub meta: Meta,
    /// SHA-256 of the picture's bytes in lower-case hex; empty when the picture is missing.
    pub src: String,
    /// Pixels; 0 when unknown.
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub rights: String,
    /// The point to keep when cropped, in percent from the left and the top.
    pub focus: Option<(u8, u8)>,
    pub caption: Textblock,
    pub credit: Textblock,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerseLine {
    /// Steps of indent, 0 to 20.
    pub indent: u8,
    /// Empty between stanzas.
    pub text: Textblock,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Never empty.
    Text {
        text: String,
        marks: Vec<Mark>,
    },
    Break {
        marks: Vec<Mark>,
    },
    Note(Note),
    /// Cites an earlier note again.
    NoteAgain {
        note: Id,
        wording: Wording,
        marks: Vec<Mark>,
    },
    /// Something still to come; the label is read by the checks.
    Placeholder {
        label: String,
        marks: Vec<Mark>,
    },
}

/// A foot- or endnote, at its reference. Its content is text, break, placeholder and note_again; never a note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    pub id: Id,
    pub marks: Vec<Mark>,
    pub inlines: Vec<Inline>,
}

/// How a second citing of a note is printed: its mark again, or the words "see note N".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    Mark,
    Words,
}

/// In the order in which the editor's schema ranks them.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// http, https, mailto or tel only.
    Link {
        href: String,
        title: String,
    },
    /// Another piece of the desk, by its id; written as its address on export.
    ArticleLink {
        article: String,
    },
    Emphasis,
    Strong,
    SmallCaps,
    Sub,
    Sup,
    Strike,
    Foreign {
        lang: Lang,
    },
    Dateline,
    Source {
        id: String,
    },
    Comment {
        id: String,
    },
    Insertion {
        id: String,
    },
    Deletion {
        id: String,
    },
    Modification {
        id: String,
        kind: String,
        attr: Option<String>,
        previous: Value,
        new: Value,
    },
}
