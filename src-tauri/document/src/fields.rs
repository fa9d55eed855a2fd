//! What stands beside the text: credits, teasers, section, tags, slug, address. Plain values; saving them is the desk's.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A name as printed, in a role. An import never makes a person of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Credit {
    /// `by`, `translated-by`, `photographs`, `additional-reporting`, `edited-by`, or the house's own word.
    pub role: String,
    pub name: String,
    /// "transport correspondent"; empty when none.
    pub title: String,
    /// What joins title and affiliation in print: "of", "bei der"; empty for a comma.
    pub joint: String,
    /// "the Harbour Review (HR)"; empty when none.
    pub affiliation: String,
    /// BCP 47 tag of the name's language; empty when the article's.
    pub language: String,
    /// False: internal, never printed or exported.
    pub public: bool,
    /// The desk person's id; empty when nobody of the desk.
    pub person: String,
}

/// Texts that stand for the piece elsewhere; each empty when not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Teasers {
    pub search_title: String,
    pub search_description: String,
    pub social_text: String,
    pub newsletter_blurb: String,
}

/// Every field of an article that is not a date and not its text. Empty means absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Fields {
    /// Short internal name, unique on the desk, never printed.
    pub slug: String,
    /// The public end of its URL; empty until first needed.
    pub address: String,
    /// BCP 47.
    pub lang: String,
    pub section: String,
    pub tags: Vec<String>,
    pub credits: Vec<Credit>,
    pub author_note: String,
    pub source_line: String,
    pub preface: String,
    pub teasers: Teasers,
    /// The picture that stands for the piece, by its hash; empty, or no longer in the text: the first.
    pub lead_picture: String,
    /// Words wanted; 0 when no limit was set.
    pub target_words: u32,
}
