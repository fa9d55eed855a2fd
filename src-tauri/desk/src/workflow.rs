//! The workflow as data of the desk: states, transitions and the gates that each names. One table drives every screen, the
//! command line and the scheduler. What lives here: the data, its default, and what follows from it alone.
//! Whether a gate holds is `gates.rs`; making a move is `moves.rs`.

use serde::{Deserialize, Serialize};
use stet_document::Failure;
use ts_rs::TS;

/// Where a state stands on the way of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Before publication.
    Before,
    /// Out, or out once.
    Out,
    /// Set aside; remembers where it was.
    Aside,
}

/// The colour by which a state is known on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    Ink,
    Blue,
    Amber,
    Green,
    Violet,
    Red,
}

/// A place in the life of a piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct State {
    /// Stable, `copy-edit`.
    pub id: String,
    /// As shown, "Copy edit".
    pub name: String,
    pub group: Group,
    pub colour: Colour,
    /// False: the text is read-only here.
    pub editable: bool,
    /// True: the piece may be exported as itself, not only as a working copy.
    pub exports: bool,
}

/// A move that is allowed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Transition {
    pub from: String,
    /// A state's id, or `back`: to where it was.
    pub to: String,
    /// Tells moves between the same two states apart: `fix`, `correction`, `update`, `now`; else empty.
    #[serde(default)]
    pub kind: String,
    /// "Pass to proof".
    pub label: String,
    /// Gate ids, in the order in which they are told.
    pub gates: Vec<String>,
    /// The usual way on from here.
    pub primary: bool,
    /// True: the person is asked why.
    #[serde(default)]
    pub reason: bool,
}

impl Transition {
    /// Names the move within its state: the target, with the kind where two moves share it (`published:fix`).
    pub fn name(&self) -> String {
        if self.kind.is_empty() { self.to.clone() } else { format!("{}:{}", self.to, self.kind) }
    }
}

/// The target of a move that leads to where the piece was before it was set aside.
pub const BACK: &str = "back";

/// States and moves of one desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workflow {
    pub states: Vec<State>,
    pub transitions: Vec<Transition>,
}

impl Workflow {
    /// The state of this id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|s| s.id == id)
    }

    /// Finds a state by its id or by its name as people write it ("copy edit", "Copy-Edit").
    ///
    /// # Errors
    /// `unknown-state`, with the names that there are.
    pub fn named(&self, word: &str) -> Result<&State, Failure> {
        let wanted = folded(word);
        self.states.iter().find(|s| folded(&s.id) == wanted || folded(&s.name) == wanted).ok_or_else(|| {
            let names: Vec<&str> = self.states.iter().map(|s| s.name.as_str()).collect();
            Failure::new("unknown-state", format!("There is no state called “{}”; there are: {}.", short(word), names.join(", ")))
        })
    }

    /// The moves that lead out of a state, the usual one first.
    pub fn from(&self, state: &str) -> Vec<&Transition> {
        let mut moves: Vec<&Transition> = self.transitions.iter().filter(|t| t.from == state).collect();
        moves.sort_by_key(|t| !t.primary);
        moves
    }

    /// The move from `state` that `word` names. `was` is where a piece that is set aside comes from (empty: nowhere).
    /// A word may be a move's name (`published:fix`), its kind (`fix`), `back`, or a state by id or name.
    /// Between two states with several kinds the plain word takes the one without a kind, else the first in the table.
    ///
    /// # Errors
    /// `unknown-state`, or `gates` where the table has no such move.
    pub fn find(&self, state: &str, was: &str, word: &str) -> Result<&Transition, Failure> {
        let wanted = folded(word);
        let out = self.from(state);
        if let Some(exact) = out.iter().find(|t| folded(&t.name()) == wanted || (!t.kind.is_empty() && folded(&t.kind) == wanted))
        {
            return Ok(exact);
        }
        let target = match self.named(word) {
            Ok(found) => found,
            Err(_) if wanted == BACK => return Err(no_such_move(self, state, word, &out)),
            Err(unknown) => return Err(unknown),
        };
        if let Some(plain) =
            out.iter().find(|t| t.to == target.id && t.kind.is_empty()).or_else(|| out.iter().find(|t| t.to == target.id))
        {
            return Ok(plain);
        }
        if target.id == was
            && let Some(back) = out.iter().find(|t| t.to == BACK)
        {
            return Ok(back);
        }
        Err(no_such_move(self, state, &target.name, &out))
    }
}

fn no_such_move(workflow: &Workflow, state: &str, to: &str, out: &[&Transition]) -> Failure {
    let here = workflow.state(state).map_or(state, |s| s.name.as_str());
    let mut ways: Vec<&str> =
        out.iter()
            .map(|t| {
                if t.to == BACK {
                    "back to where it was"
                } else {
                    workflow.state(&t.to).map_or(t.to.as_str(), |s| s.name.as_str())
                }
            })
            .collect();
    ways.dedup();
    Failure::new("gates", format!("A piece in {here} cannot go to {}; from here it can go to: {}.", short(to), ways.join(", ")))
}

/// Case, spaces, hyphens and underscores do not tell two states apart.
fn folded(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// A person's word, cut for a sentence.
fn short(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// The workflow with which a desk starts.
impl Default for Workflow {
    fn default() -> Self {
        use Colour::{Amber, Blue, Green, Ink, Red, Violet};
        use Group::{Aside, Before, Out};
        let states = [
            // id, name, group, colour, editable, exports
            ("pitch", "Pitch", Before, Ink, true, false),
            ("draft", "Draft", Before, Ink, true, false),
            ("editing", "Editing", Before, Blue, true, false),
            ("with-author", "With author", Before, Amber, true, false),
            ("copy-edit", "Copy edit", Before, Blue, true, false),
            ("proof", "Proof", Before, Blue, true, false),
            ("ready", "Ready", Before, Green, true, true),
            ("scheduled", "Scheduled", Before, Violet, true, true),
            ("published", "Published", Out, Green, false, true),
            ("correcting", "Correcting", Out, Amber, true, true),
            ("withdrawn", "Withdrawn", Out, Red, false, false),
            ("on-hold", "On hold", Aside, Amber, true, false),
            ("spiked", "Spiked", Aside, Red, false, false),
        ];
        let clean: &[&str] = &["errors", "suggestions"];
        let ready: &[&str] = &["errors", "suggestions", "parts", "date"];
        let scheduled: &[&str] = &["errors", "suggestions", "parts", "date", "date-ahead", "embargo-order"];
        let published: &[&str] = &["errors", "suggestions", "parts", "date", "date-reached", "embargo"];
        let now: &[&str] = &["errors", "suggestions", "parts", "embargo"];
        let again: &[&str] = &["errors", "suggestions", "parts"];
        let none: &[&str] = &[];
        #[allow(clippy::type_complexity, reason = "a table, read as one")]
        let moves: [(&str, &str, &str, &str, &[&str], bool, bool); 33] = [
            // from, to, kind, label, gates, primary, asks why
            ("pitch", "draft", "", "Start the draft", none, true, false),
            ("draft", "editing", "", "Take into editing", none, true, false),
            ("editing", "copy-edit", "", "Pass to copy edit", none, true, false),
            ("editing", "with-author", "", "Send to the author", none, false, false),
            ("with-author", "editing", "", "Back from the author", none, true, false),
            ("copy-edit", "proof", "", "Pass to proof", clean, true, false),
            ("copy-edit", "with-author", "", "Back to the author", none, false, false),
            ("copy-edit", "editing", "", "Back to editing", none, false, false),
            ("copy-edit", "draft", "", "Back to draft", none, false, false),
            ("proof", "ready", "", "Pass as ready", ready, true, false),
            ("proof", "copy-edit", "", "Back to copy edit", none, false, false),
            ("proof", "with-author", "", "Back to the author", none, false, false),
            ("proof", "editing", "", "Back to editing", none, false, false),
            ("proof", "draft", "", "Back to draft", none, false, false),
            ("ready", "scheduled", "", "Schedule", scheduled, true, false),
            ("ready", "published", "", "Mark as published", published, false, false),
            ("ready", "published", "now", "Mark as published now", now, false, false),
            ("ready", "proof", "", "Back to proof", none, false, false),
            ("ready", "copy-edit", "", "Back to copy edit", none, false, false),
            ("ready", "with-author", "", "Back to the author", none, false, false),
            ("ready", "editing", "", "Back to editing", none, false, false),
            ("ready", "draft", "", "Back to draft", none, false, false),
            ("scheduled", "published", "", "Mark as published", published, true, false),
            ("scheduled", "published", "now", "Mark as published now", now, false, false),
            ("scheduled", "ready", "", "Unschedule", none, false, false),
            ("published", "correcting", "", "Correct", none, true, false),
            ("published", "withdrawn", "", "Withdraw", none, false, true),
            ("correcting", "published", "correction", "Publish as a correction", again, true, true),
            ("correcting", "published", "fix", "Publish as a fix", again, false, false),
            ("correcting", "published", "update", "Publish as an update", again, false, true),
            ("on-hold", BACK, "", "Take off hold", none, true, false),
            ("spiked", BACK, "", "Restore", none, true, false),
            ("on-hold", "spiked", "", "Spike", none, false, true),
        ];
        let mut transitions: Vec<Transition> = moves
            .iter()
            .map(|(from, to, kind, label, gates, primary, reason)| Transition {
                from: (*from).to_owned(),
                to: (*to).to_owned(),
                kind: (*kind).to_owned(),
                label: (*label).to_owned(),
                gates: gates.iter().map(|g| (*g).to_owned()).collect(),
                primary: *primary,
                reason: *reason,
            })
            .collect();
        for state in states.iter().filter(|s| s.2 == Before) {
            for (to, label) in [("on-hold", "Put on hold"), ("spiked", "Spike")] {
                transitions.push(Transition {
                    from: state.0.to_owned(),
                    to: to.to_owned(),
                    kind: String::new(),
                    label: label.to_owned(),
                    gates: Vec::new(),
                    primary: false,
                    reason: true,
                });
            }
        }
        let states = states
            .iter()
            .map(|(id, name, group, colour, editable, exports)| State {
                id: (*id).to_owned(),
                name: (*name).to_owned(),
                group: *group,
                colour: *colour,
                editable: *editable,
                exports: *exports,
            })
            .collect();
        Self { states, transitions }
    }
}
