//! The workflow as data of the desk: states, transitions and the gates that each names. One table drives every screen, the
//! command line and the scheduler. What lives here: the data and what follows from it alone; the table that a desk starts with is
//! `presets.rs`. Whether a gate holds is `gates.rs`, who may is `rights.rs`; making a move is `moves.rs`, changing the table `shaping.rs`.

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

/// The mark by which a state is known beside its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    #[default]
    Dot,
    Ring,
    Square,
    Diamond,
    Triangle,
    Bar,
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
    #[serde(default)]
    pub shape: Shape,
    /// True: kept for when the desk wants it; no piece stands here and no move leads here.
    #[serde(default)]
    pub off: bool,
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
    /// Roles that may, and `assigned`: whoever has the piece. Empty: everybody.
    #[serde(default)]
    pub who: Vec<String>,
    /// Not for a person of the piece's own byline.
    #[serde(default)]
    pub not_author: bool,
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
    /// What is in use: without the states that are switched off and the moves from and to them.
    pub fn in_use(mut self) -> Self {
        let off: Vec<String> = self.states.iter().filter(|s| s.off).map(|s| s.id.clone()).collect();
        self.states.retain(|s| !s.off);
        self.transitions.retain(|t| !off.contains(&t.from) && !off.contains(&t.to));
        self
    }

    /// Where a new piece begins: the first state of the way.
    pub fn begins(&self) -> &str {
        self.states.iter().find(|s| s.group == Group::Before).map_or("pitch", |s| s.id.as_str())
    }

    /// Where a piece that comes as a text begins, and where one goes that does not know where it was: the draft, else as
    /// [`Self::begins`].
    pub fn arrives(&self) -> &str {
        self.state("draft").map_or_else(|| self.begins(), |s| s.id.as_str())
    }

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
    if folded(to) == folded(here) {
        return Failure::new("gates", format!("It is in {here} already."));
    }
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
