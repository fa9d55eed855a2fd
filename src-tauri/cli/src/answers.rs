//! What the command line reads of the desk's answers; the rest of them goes to `--json` as it came.

use serde::{Deserialize, Serialize};
use stet_document::{Failure, Fields};
use stet_formats::{Guess, LeftOut};

/// Of `desk_info`.
#[derive(Debug, Deserialize)]
pub struct DeskInfo {
    pub zone: String,
    pub people: Vec<Person>,
    pub states: Vec<State>,
}

#[derive(Debug, Deserialize)]
pub struct State {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    pub id: String,
    pub name: String,
}

/// Of `article_list`.
#[derive(Debug, Deserialize)]
pub struct ListPage {
    pub total: usize,
    pub rows: Vec<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
pub struct Row {
    pub slug: String,
    pub label: String,
    pub state: String,
    pub publish_at: Option<DateValue>,
    pub planned: Option<DateValue>,
    pub words: usize,
    pub target_words: usize,
    pub errors: usize,
    pub flags: usize,
    pub missed: bool,
    pub hit: Option<Hit>,
}

#[derive(Debug, Deserialize)]
pub struct Hit {
    pub before: String,
    pub r#match: String,
    pub after: String,
}

/// Of `article_find`.
#[derive(Debug, Deserialize)]
pub struct Found {
    pub article: String,
}

/// Of `article_get` and of what answers an article.
#[derive(Debug, Deserialize)]
pub struct Article {
    pub id: String,
    pub slug: String,
    pub state: String,
    pub doc: String,
    /// What the next save stands on.
    pub head: String,
    pub editable: bool,
    pub why_not_editable: String,
    pub fields: Fields,
    pub dates: Dates,
    pub with: Option<Person>,
    pub row: Row,
}

#[derive(Debug, Deserialize)]
pub struct Dates {
    pub filed: Option<DateValue>,
    pub deadline: Option<DateValue>,
    pub planned: Option<DateValue>,
    pub publish_at: Option<DateValue>,
    pub embargo: Option<DateValue>,
    pub printed: Option<DateValue>,
}

#[derive(Debug, Deserialize)]
pub struct DateValue {
    /// `2026-11-26` or `2026-11-26T07:00`.
    pub wall: String,
    pub zone: String,
    /// Empty, or a sentence: a gap, a fold.
    pub told: String,
}

impl DateValue {
    /// "2026-11-26 07:00".
    pub fn typed(&self) -> String {
        self.wall.replace('T', " ")
    }

    /// Its zone; empty for a day without a time.
    pub fn zone(&self) -> &str {
        if self.wall.contains('T') { &self.zone } else { "" }
    }
}

#[derive(Debug, Deserialize)]
pub struct Saved {
    pub words: usize,
}

#[derive(Debug, Deserialize)]
pub struct FieldSaved {
    /// The other value, where somebody changed it meanwhile.
    pub other: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Move {
    pub to: String,
    /// The state that it leads to.
    pub state: String,
    pub label: String,
    pub gates: Vec<Gate>,
}

#[derive(Debug, Deserialize)]
pub struct Gate {
    pub ok: bool,
    pub message: String,
    pub blocks: bool,
    pub places: Vec<GatePlace>,
}

#[derive(Debug, Deserialize)]
pub struct GatePlace {
    pub part: String,
    pub message: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct VersionInfo {
    pub id: String,
    pub when: String,
    pub who: String,
    pub why: String,
    pub kind: String,
    pub words: usize,
    pub name: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct AuditRow {
    pub seq: i64,
    pub when: String,
    pub who: String,
    pub what: String,
    pub kind: String,
    pub article: Option<String>,
    pub why: String,
}

/// Of `import_read`.
#[derive(Debug, Deserialize)]
pub struct ImportPreview {
    pub import: String,
    pub name: String,
    pub failure: Option<Failure>,
    pub filed: Option<String>,
    pub guesses: Vec<Guess>,
    pub left_out: Vec<LeftOut>,
}

/// Of `import_add`.
#[derive(Debug, Deserialize)]
pub struct Added {
    pub slug: String,
}

/// Of `export_write`.
#[derive(Debug, Deserialize)]
pub struct Exported {
    pub paths: Vec<String>,
    pub left_out: Vec<LeftOut>,
}

/// Of `desk_check`.
#[derive(Debug, Deserialize)]
pub struct Checkup {
    pub lines: usize,
    pub troubles: Vec<String>,
}
