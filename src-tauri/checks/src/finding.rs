//! A finding, its fixes, and the identity by which a dismissal is remembered.

use crate::Place;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use stet_document::Part;

/// How loud a finding is: wrong, perhaps wrong, or only to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Error,
    Flag,
    Ledger,
}

/// One change to a block's text, or to the finding's field; offsets are UTF-16 units from its start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Edit {
    pub part: Part,
    pub block: Option<String>,
    pub start: u32,
    pub end: u32,
    pub replace: String,
}

/// A change that would settle a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Fix {
    pub label: String,
    /// Whether it can be made without looking.
    pub safe: bool,
    pub edits: Vec<Edit>,
}

/// One thing that a rule tells about one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Finding {
    /// The same as long as its words and their neighbours are.
    pub id: String,
    pub rule: String,
    pub level: Level,
    pub part: Part,
    /// The block's id; none where it stands in a field.
    pub block: Option<String>,
    /// The field's name; none where it stands in the text.
    pub field: Option<String>,
    /// UTF-16 units from the start of the block or field.
    pub start: u32,
    pub end: u32,
    pub text: String,
    /// Up to 20 characters before and after.
    pub before: String,
    pub after: String,
    /// One sentence: what, why, and what to do.
    pub message: String,
    pub fixes: Vec<Fix>,
}

/// How many characters of context a finding shows on each side.
const CONTEXT: usize = 20;

impl Finding {
    /// A finding about a range of bytes of a place's text.
    pub(crate) fn new(rule: &str, level: Level, place: &Place, range: Range<usize>, message: String) -> Self {
        let (before, after) = (place.slice(0..range.start), place.slice(range.end..place.text.len()));
        let skip = before.chars().count().saturating_sub(CONTEXT);
        Self {
            id: String::new(),
            rule: rule.to_owned(),
            level,
            part: place.part,
            block: place.block.clone(),
            field: place.field.map(str::to_owned),
            start: place.unit(range.start),
            end: place.unit(range.end),
            text: place.slice(range).to_owned(),
            before: before.chars().skip(skip).collect(),
            after: after.chars().take(CONTEXT).collect(),
            message,
            fixes: Vec::new(),
        }
    }

    /// The same with one more fix: each edit a range of bytes of the place and what comes there.
    pub(crate) fn fix(self, place: &Place, label: &str, safe: bool, edits: &[(Range<usize>, &str)]) -> Self {
        let edits: Vec<_> = edits.iter().map(|(range, replace)| (place, range.clone(), *replace)).collect();
        self.fix_over(label, safe, &edits)
    }

    /// The same with a fix whose edits may lie in several places. The byline is mended by hand: its names are fields of their own.
    pub(crate) fn fix_over(mut self, label: &str, safe: bool, edits: &[(&Place, Range<usize>, &str)]) -> Self {
        if self.field.as_deref() != Some("credits") {
            let edits = edits.iter().map(|(place, range, replace)| Edit {
                part: place.part,
                block: place.block.clone(),
                start: place.unit(range.start),
                end: place.unit(range.end),
                replace: (*replace).to_owned(),
            });
            self.fixes.push(Fix { label: label.to_owned(), safe, edits: edits.collect() });
        }
        self
    }

    /// What it is known by: rule, part, field, its words, and the word on each side.
    fn context(&self) -> String {
        let plain = |word: Option<&str>| word.unwrap_or_default().to_lowercase();
        let before = plain(self.before.split_whitespace().next_back());
        let after = plain(self.after.split_whitespace().next());
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let field = self.field.as_deref().unwrap_or_default();
        format!("{}\u{1}{:?}\u{1}{field}\u{1}{before}\u{1}{text}\u{1}{after}", self.rule, self.part)
    }
}

/// Puts the findings of blocks and of the whole piece in reading order, drops what is told twice, and names each.
pub(crate) fn settle<'a>(places: impl Iterator<Item = (Place<'a>, Vec<Finding>)>, joined: Vec<Finding>) -> Vec<Finding> {
    let mut order: HashMap<(Option<String>, Option<String>), usize> = HashMap::new();
    let mut all = joined;
    for (at, (place, found)) in places.enumerate() {
        order.entry((place.block.clone(), place.field.map(str::to_owned))).or_insert(at);
        all.extend(found);
    }
    all.sort_by_key(|f| (order.get(&(f.block.clone(), f.field.clone())).copied().unwrap_or(usize::MAX), f.start, f.end));
    let mut told = HashSet::new();
    all.retain(|f| told.insert((f.rule.clone(), f.block.clone(), f.field.clone(), f.start, f.end)));
    let mut times: HashMap<String, u32> = HashMap::new();
    for finding in &mut all {
        let context = finding.context();
        let nth = times.entry(context.clone()).or_default();
        let hash = stet_document::json::doc_hash(&format!("{context}\u{1}{nth}"));
        *nth += 1;
        finding.id = hash.chars().take(16).collect();
    }
    all
}
