//! What a move must meet: from the facts about a piece to one result per gate, with the places to go to.
//! Pure: facts in, results out. Gathering the facts and making the move is `moves.rs`; which gates a move has is `workflow.rs`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A spot in a piece that a person is led to. Offsets are UTF-16 units from the block's start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Place {
    /// Kicker, headline, standfirst, body …; empty where only a field or a date is meant.
    pub part: String,
    pub block: Option<String>,
    /// A field's or a date's name (`credits`, `lang`, `publish_at`).
    pub field: Option<String>,
    pub start: u32,
    pub end: u32,
    pub message: String,
}

/// How one gate stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GateResult {
    pub gate: String,
    pub ok: bool,
    /// One sentence.
    pub message: String,
    /// False: told, but does not hold the move back.
    pub blocks: bool,
    pub places: Vec<Place>,
}

/// What the gates ask about, gathered from the present text, fields and dates.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub errors: Vec<Place>,
    /// Findings of level flag: told beside the errors, never in the way.
    pub flags: Vec<Place>,
    pub suggestions: Vec<Place>,
    /// Names of the parts and fields that are not empty, of those that the gate `parts` may ask for.
    pub parts: Vec<&'static str>,
    pub words: u32,
    /// 0: none was agreed.
    pub target_words: u32,
    /// Somebody has it.
    pub given: bool,
    /// Somebody who is not in its byline has changed it or passed it on.
    pub second_reader: bool,
    /// What is not ticked of the state in which it is.
    pub unticked: Vec<Place>,
    /// The move itself sets the publication date to now.
    pub goes_out_now: bool,
    pub publish_at: Option<Timestamp>,
    pub embargo: Option<Timestamp>,
    /// The two dates as a person reads them; empty when not set.
    pub publish_told: String,
    pub embargo_told: String,
}

/// A gate that a move may have. With a parameter it is written `parts:headline,body`.
pub struct Kind {
    id: &'static str,
    name: &'static str,
    parameter: &'static str,
}

/// The same, for the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GateKind {
    pub id: String,
    /// "No error is left".
    pub name: String,
    /// What stands after the colon: empty (nothing may), `flags` (findings of that level, too), `parts` (which), `percent` (a number).
    #[ts(type = "\"\" | \"flags\" | \"parts\" | \"percent\"")]
    pub parameter: String,
}

impl Kind {
    /// For the window.
    pub fn told(&self) -> GateKind {
        GateKind { id: self.id.to_owned(), name: self.name.to_owned(), parameter: self.parameter.to_owned() }
    }
}

const fn kind(id: &'static str, name: &'static str, parameter: &'static str) -> Kind {
    Kind { id, name, parameter }
}

/// Every gate that a workflow may name.
pub const KINDS: [Kind; 12] = [
    kind("errors", "No error is left", "flags"),
    kind("suggestions", "No suggestion is open", ""),
    kind("parts", "The parts are there", "parts"),
    kind("length", "Not longer than was agreed", "percent"),
    kind("given", "Somebody has it", ""),
    kind("second-reader", "Somebody other than the author has read it", ""),
    kind("checklist", "The checklist of its state is ticked", ""),
    kind("date", "It has a publication date", ""),
    kind("date-ahead", "The publication date lies ahead", ""),
    kind("date-reached", "The publication date is reached", ""),
    kind("embargo-order", "The embargo ends by the publication date", ""),
    kind("embargo", "The embargo has passed", ""),
];

/// Parts and fields that the gate `parts` may ask for: name, as told, part and field to go to.
const PARTS: [(&str, &str, &str, Option<&str>); 8] = [
    ("kicker", "a kicker", "kicker", None),
    ("headline", "a headline", "headline", None),
    ("standfirst", "a standfirst", "standfirst", None),
    ("body", "a text", "body", None),
    ("byline", "a byline", "byline", Some("credits")),
    ("language", "a language", "", Some("lang")),
    ("section", "a section", "", Some("section")),
    ("description", "a description for search", "", Some("search_description")),
];
const USUAL_PARTS: &str = "headline,body,byline,language";

/// May a workflow name this gate, with its parameter?
pub fn is_known(gate: &str) -> bool {
    let (name, parameter) = gate.split_once(':').unwrap_or((gate, ""));
    let Some(kind) = KINDS.iter().find(|kind| kind.id == name) else { return false };
    match kind.parameter {
        _ if !gate.contains(':') => true,
        "flags" => parameter == "flags",
        "parts" => parameter.split(',').all(|part| PARTS.iter().any(|known| known.0 == part)),
        "percent" => parameter.parse::<u32>().is_ok_and(|percent| percent <= 500),
        _ => false,
    }
}

/// Answers each named gate, in order; a name that nobody knows holds the move back and says so.
pub fn judge(gates: &[String], facts: &Facts, now: Timestamp) -> Vec<GateResult> {
    gates.iter().map(|gate| one(gate, facts, now)).collect()
}

/// How many things are still to settle: the places of the gates that hold the move back, each such gate counting at least once.
pub fn open(results: &[GateResult]) -> u32 {
    let count: usize = results.iter().filter(|r| r.blocks && !r.ok).map(|r| r.places.len().max(1)).sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn one(gate: &str, facts: &Facts, now: Timestamp) -> GateResult {
    let goes_out = if facts.goes_out_now { Some(now) } else { facts.publish_at };
    let date = |message: String| vec![dated("publish_at", message)];
    let (name, parameter) = gate.split_once(':').unwrap_or((gate, ""));
    match name {
        "errors" if parameter == "flags" => {
            let both: Vec<Place> = facts.errors.iter().chain(&facts.flags).cloned().collect();
            counted(gate, &both, "No finding is left.", "finding is not settled", "findings are not settled")
        }
        "errors" => {
            counted(gate, &facts.errors, "No error is left.", "error is still in the text", "errors are still in the text")
        }
        "suggestions" => counted(
            gate,
            &facts.suggestions,
            "No suggestion is open.",
            "suggestion is not settled",
            "suggestions are not settled",
        ),
        "parts" => parts(gate, if parameter.is_empty() { USUAL_PARTS } else { parameter }, facts),
        "length" => length(gate, parameter, facts),
        "given" if facts.given => kept(gate, "Somebody has it."),
        "given" => held(gate, "Nobody has it; give it to somebody.", Vec::new()),
        "second-reader" if facts.second_reader => kept(gate, "Somebody other than the author has read it."),
        "second-reader" => held(gate, "Only its author has worked on it so far; a second person has to read it.", Vec::new()),
        "checklist" => counted(
            gate,
            &facts.unticked,
            "Everything on the checklist is ticked.",
            "thing on the checklist is not ticked",
            "things on the checklist are not ticked",
        ),
        "date" => match goes_out {
            Some(_) => kept(gate, "It has a publication date."),
            None => held(gate, "There is no publication date.", date("Say when it goes out.".to_owned())),
        },
        "date-ahead" => match goes_out {
            Some(at) if at > now => kept(gate, "The publication date lies ahead."),
            Some(_) => held(
                gate,
                format!("The publication date, {}, is past.", facts.publish_told),
                date("Set a date that lies ahead.".to_owned()),
            ),
            None => held(gate, "There is no publication date that lies ahead.", date("Say when it goes out.".to_owned())),
        },
        "date-reached" => match goes_out {
            Some(at) if at <= now => kept(gate, "Its publication date is reached."),
            Some(_) => held(
                gate,
                format!("It goes out on {}, which is still to come.", facts.publish_told),
                date("Wait for the date, or publish it now.".to_owned()),
            ),
            None => held(gate, "There is no publication date yet.", date("Say when it goes out.".to_owned())),
        },
        "embargo-order" => match (goes_out, facts.embargo) {
            (Some(at), Some(until)) if at < until => held(
                gate,
                format!("The embargo lasts until {}, after the publication date.", facts.embargo_told),
                vec![dated("embargo", "Move the publication date or the embargo.".to_owned())],
            ),
            _ => kept(gate, "The embargo ends by the publication date."),
        },
        "embargo" => match facts.embargo {
            Some(until) if until > now => held(
                gate,
                format!("It is under embargo until {}.", facts.embargo_told),
                vec![dated("embargo", "Nothing leaves before the embargo ends.".to_owned())],
            ),
            _ => kept(gate, "No embargo holds it."),
        },
        other => held(other, format!("This version of Stet does not know the gate “{other}”."), Vec::new()),
    }
}

fn parts(gate: &str, wanted: &str, facts: &Facts) -> GateResult {
    let mut missing = Vec::new();
    let mut places = Vec::new();
    for name in wanted.split(',') {
        let Some((_, word, part, field)) = PARTS.iter().find(|known| known.0 == name) else { continue };
        if !facts.parts.contains(&name) {
            missing.push(*word);
            places.push(Place {
                part: (*part).to_owned(),
                field: field.map(str::to_owned),
                message: format!("Give it {word}."),
                ..Place::default()
            });
        }
    }
    match missing.split_last() {
        None => kept(gate, "Every part that is wanted is there."),
        Some((only, [])) => held(gate, format!("It has not got {only}."), places),
        Some((last, rest)) => held(gate, format!("It has not got {} or {last}.", rest.join(", ")), places),
    }
}

/// The text against the length that was agreed, with so many per cent more.
fn length(gate: &str, percent: &str, facts: &Facts) -> GateResult {
    let most = u64::from(facts.target_words) * (100 + percent.parse::<u64>().unwrap_or(0)) / 100;
    let over = u64::from(facts.words).saturating_sub(most);
    if facts.target_words == 0 || over == 0 {
        return kept(gate, "It is not longer than was agreed.");
    }
    let words = if over == 1 { "1 word".to_owned() } else { format!("{over} words") };
    let place = Place {
        field: Some("target_words".to_owned()),
        message: "Cut it, or agree on another length.".to_owned(),
        ..Place::default()
    };
    held(gate, format!("It is {words} too long."), vec![place])
}

fn counted(gate: &str, places: &[Place], none: &str, one: &str, many: &str) -> GateResult {
    match places.len() {
        0 => kept(gate, none),
        1 => held(gate, format!("1 {one}."), places.to_vec()),
        n => held(gate, format!("{n} {many}."), places.to_vec()),
    }
}

fn dated(field: &str, message: String) -> Place {
    Place { field: Some(field.to_owned()), message, ..Place::default() }
}

fn kept(gate: &str, message: &str) -> GateResult {
    GateResult { gate: gate.to_owned(), ok: true, message: message.to_owned(), blocks: true, places: Vec::new() }
}

fn held(gate: &str, message: impl Into<String>, places: Vec<Place>) -> GateResult {
    GateResult { gate: gate.to_owned(), ok: false, message: message.into(), blocks: true, places }
}
