//! What a group of a rich text file knows: where its words go, how they look, in which code page they are.

use encoding_rs::Encoding;

use crate::docx::styles::{Kind, Look};

/// Where the words of a group go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// The text, a note, a text box.
    #[default]
    Text,
    /// Nowhere, but a picture or a text box within counts.
    Nowhere,
    /// Nowhere, with all that is within.
    Passed,
    Fonts,
    Colours,
    StyleSheet,
    Instruction,
    /// The sign before a list item.
    ListSign,
    Picture,
    /// The name of a picture's property, and its value.
    PropertyName,
    PropertyValue,
    Author,
    /// Names of those who changed something.
    Revisers,
    /// Words that are only told: by this code.
    Told(&'static str),
    Comment,
}

/// A paragraph's properties.
#[derive(Clone, Debug, Default)]
pub(super) struct Para {
    pub kind: Kind,
    pub rtl: bool,
    pub in_table: bool,
    /// Depth in a list, from 0.
    pub depth: u32,
}

/// The state of a group; a new group starts with a copy.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub place: Place,
    pub look: Look,
    pub para: Para,
    /// Letters that stand for an old program after each `\u`.
    pub skip: u32,
    pub page: Option<&'static Encoding>,
    pub link: Option<String>,
    pub deleted: bool,
    pub inserted: bool,
    pub reviser: usize,
    /// Of a group that opened something: what ends with it.
    pub ends: Ends,
    /// `\*` came: what follows may be passed over.
    pub starred: bool,
    /// Nothing of the group has been read.
    pub fresh: bool,
}

/// What ends with a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Ends {
    #[default]
    Nothing,
    Note(usize),
    TextBox,
    Picture,
    Instruction,
    Field,
    Property,
    Style,
    Reviser,
    Told(&'static str),
    Comment,
    Author,
    ListSign,
}

impl Default for State {
    fn default() -> Self {
        Self {
            place: Place::Text,
            look: Look::default(),
            para: Para::default(),
            skip: 1,
            page: None,
            link: None,
            deleted: false,
            inserted: false,
            reviser: 0,
            ends: Ends::Nothing,
            starred: false,
            fresh: true,
        }
    }
}
