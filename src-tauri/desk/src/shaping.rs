//! Changing a desk's workflow: states, moves, who may, gates, as one wish that is looked through, written at once and told change by
//! change in the audit trail. Reading the table for everything else is `desk.rs`; what it means is `workflow.rs`.
//!
//! **Invariant:** no article is stranded: a state with pieces goes only when it is said where they go, and every state that is not
//! out has a way on.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::gates::{self, GateKind};
use crate::ids::PersonId;
use crate::person::ROLES;
use crate::presets::{self, Preset};
use crate::rights::{self, ActRule};
use crate::store::{Desk, Write};
use crate::workflow::{BACK, Group, State, Transition, Workflow};
use crate::{Call, desk};

/// So many states and moves a desk may have.
const MOST: usize = 40;
const MOST_MOVES: usize = 400;
/// Longest name of a state or a move, in characters.
const LONGEST: usize = 40;

/// A desk's workflow as its settings show it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WorkflowInfo {
    /// With those that are switched off, in order.
    pub states: Vec<State>,
    pub transitions: Vec<Transition>,
    pub acts: Vec<ActRule>,
    /// Every gate that a move may have.
    pub gates: Vec<GateKind>,
    pub roles: Vec<String>,
    pub presets: Vec<Preset>,
    /// Names the workflow as it is now: whoever changes it says which one they changed.
    pub head: String,
    /// Why I may not change it; empty: I may.
    pub no_right: String,
}

/// The command `workflow_set`: the whole workflow as it shall be.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WorkflowSet {
    pub states: Vec<State>,
    pub transitions: Vec<Transition>,
    pub acts: Vec<ActRule>,
    /// Where the pieces go of each state that is taken out or switched off.
    #[serde(default)]
    #[ts(type = "Record<string, string>")]
    pub pieces_to: BTreeMap<String, String>,
    /// The `head` of the workflow that was changed; null: whichever stands.
    #[serde(default)]
    pub head: Option<String>,
}

/// # Errors
/// What SQLite says.
pub fn workflow_get(desk: &Desk, call: &Call, _: Nothing) -> Result<WorkflowInfo> {
    desk.read(|conn| {
        let flow = desk::whole_workflow(conn)?;
        let actor = call.actor.as_ref().map_or("", PersonId::as_str);
        let acts = rights::acts(conn)?;
        Ok(WorkflowInfo {
            head: head(&flow, &acts)?,
            states: flow.states,
            transitions: flow.transitions,
            acts,
            gates: gates::KINDS.iter().map(gates::Kind::told).collect(),
            roles: ROLES.map(str::to_owned).to_vec(),
            presets: presets::all(),
            no_right: rights::of_act(conn, actor, "workflow", "")?.unwrap_or_default(),
        })
    })
}

/// Changes the workflow, or says what of the wish cannot be.
///
/// # Errors
/// `no-right`; `conflict` where somebody else changed it meanwhile; `usage` with what does not fit together; `state` where pieces
/// would be stranded.
pub fn workflow_set(desk: &Desk, call: &Call, wish: WorkflowSet) -> Result<WorkflowInfo> {
    desk.write(call, |tx| set_in(tx, &wish))?;
    workflow_get(desk, call, Nothing::default())
}

fn head(flow: &Workflow, acts: &[ActRule]) -> Result<String> {
    Ok(stet_document::json::doc_hash(&serde_json::to_string(&(flow, acts))?))
}

fn set_in(tx: &Write<'_>, wish: &WorkflowSet) -> Result<()> {
    rights::must(tx, "workflow", "")?;
    let before = desk::whole_workflow(tx)?;
    if let Some(seen) = &wish.head
        && *seen != head(&before, &rights::acts(tx)?)?
    {
        return Err(refuse("conflict", "Somebody else changed the workflow meanwhile; close this and look at it again."));
    }
    let after = looked_through(wish)?;
    let mut told = Vec::new();
    settle_pieces(tx, &before, &after, wish, &mut told)?;
    tell_states(&before, &after, &mut told);
    tell_moves(&before, &after, &mut told);
    tx.execute("DELETE FROM transition", [])?;
    for gone in before.states.iter().filter(|s| after.state(&s.id).is_none()) {
        tx.execute("DELETE FROM state WHERE name = ?1", [&gone.id])?;
    }
    desk::install(tx, &after)?;
    for old in rights::acts(tx)? {
        let Some(new) = wish.acts.iter().find(|act| act.id == old.id) else { continue };
        let new = ActRule { who: rights::clean(&new.who)?, name: old.name.clone(), ..new.clone() };
        if new != old {
            rights::keep(tx, &new)?;
            told.push(format!("{} is for {} from now on.", old.name, rule(&new.who, new.not_author)));
        }
    }
    for what in told {
        tx.audit(&Line { kind: "workflow", what, ..Line::default() })?;
    }
    Ok(())
}

/// The wish as a workflow that holds together.
fn looked_through(wish: &WorkflowSet) -> Result<Workflow> {
    let mut flow = Workflow { states: wish.states.clone(), transitions: wish.transitions.clone() };
    if flow.states.len() > MOST || flow.transitions.len() > MOST_MOVES {
        return Err(refuse("usage", "A workflow may have at most 40 states and 400 moves."));
    }
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    for state in &mut flow.states {
        state.name = one_line(&state.name, "state")?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if state.id.is_empty() || state.id == BACK || !state.id.chars().all(plain) || !ids.insert(state.id.clone()) {
            return Err(refuse("usage", format!("The state “{}” needs a short name of its own.", state.name)));
        }
        if !names.insert(state.name.to_lowercase()) {
            return Err(refuse("usage", format!("Two states are called “{}”.", state.name)));
        }
    }
    let mut moves = BTreeSet::new();
    for step in &mut flow.transitions {
        step.label = one_line(&step.label, "move")?;
        step.who = rights::clean(&step.who)?;
        let group = |id: &str| flow.states.iter().find(|s| s.id == id).map(|s| s.group);
        let Some(from) = group(&step.from) else {
            return Err(refuse("usage", format!("The move “{}” begins in a state that is not there.", step.label)));
        };
        let leads = if step.to == BACK { from == Group::Aside } else { group(&step.to).is_some() && step.to != step.from };
        if !leads {
            return Err(refuse("usage", format!("The move “{}” leads nowhere.", step.label)));
        }
        if !moves.insert((step.from.clone(), step.to.clone(), step.kind.clone())) {
            return Err(refuse("usage", format!("The move “{}” is there twice.", step.label)));
        }
        if let Some(strange) = step.gates.iter().find(|gate| !gates::is_known(gate)) {
            return Err(refuse("usage", format!("There is no gate “{strange}”; the move “{}” cannot have it.", step.label)));
        }
    }
    let used = flow.clone().in_use();
    if !used.states.iter().any(|s| s.group == Group::Before && s.editable) {
        return Err(refuse("state", "A desk needs a state in which a piece can be written."));
    }
    if let Some(shut) = used.states.iter().find(|s| s.group != Group::Out && used.from(&s.id).is_empty()) {
        return Err(refuse("state", format!("No move would lead out of {}; pieces there would be stranded.", shut.name)));
    }
    Ok(flow)
}

fn one_line(text: &str, of: &str) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(refuse("usage", format!("A {of} needs a name of at most 40 characters.")));
    }
    Ok(text)
}

/// Moves the pieces of states that go, where it is said where to; also in the memory of pieces that are set aside.
fn settle_pieces(tx: &Write<'_>, before: &Workflow, after: &Workflow, wish: &WorkflowSet, told: &mut Vec<String>) -> Result<()> {
    let used = after.clone().in_use();
    let gone: Vec<&State> = before.states.iter().filter(|s| !s.off && used.state(&s.id).is_none()).collect();
    for state in &gone {
        let mut statement = tx.prepare_cached("SELECT uuid FROM article WHERE state = ?1")?;
        let pieces: Vec<String> = statement.query_map([&state.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let to = wish.pieces_to.get(&state.id).and_then(|id| used.state(id));
        if pieces.is_empty() {
            continue;
        }
        let count = if pieces.len() == 1 { "1 piece".to_owned() } else { format!("{} pieces", pieces.len()) };
        let Some(to) = to.filter(|to| to.group == state.group) else {
            return Err(refuse(
                "state",
                format!("{count} would be stranded in {}; say to which state of its kind they go.", state.name),
            ));
        };
        for article in &pieces {
            tx.execute("UPDATE article SET state = ?2, since = ?3 WHERE uuid = ?1", params![article, to.id, tx.now()])?;
            crate::piece::keep(tx, article, "move", &format!("Moved to {}", to.name))?;
            tx.audit(&Line {
                kind: "move",
                article,
                what: format!("Moved to {}, because {} was taken out of the workflow.", to.name, state.name),
                before: &state.id,
                after: &to.id,
                ..Line::default()
            })?;
        }
        told.push(format!("The {count} of {} went to {}.", state.name, to.name));
    }
    let mut statement = tx.prepare_cached("SELECT uuid, state_before FROM article WHERE state_before <> ''")?;
    let aside: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (article, memory) in aside {
        let kept: Vec<&str> = memory
            .split(' ')
            .filter_map(|id| if gone.iter().any(|s| s.id == id) { wish.pieces_to.get(id).map(String::as_str) } else { Some(id) })
            .filter(|id| used.state(id).is_some())
            .collect();
        let kept = kept.join(" ");
        if kept != memory {
            tx.execute("UPDATE article SET state_before = ?2 WHERE uuid = ?1", params![article, kept])?;
        }
    }
    Ok(())
}

fn tell_states(before: &Workflow, after: &Workflow, told: &mut Vec<String>) {
    for new in &after.states {
        match before.state(&new.id) {
            None => told.push(format!("Added the state {}.", new.name)),
            Some(old) => {
                if old.name != new.name {
                    told.push(format!("{} is called {} from now on.", old.name, new.name));
                }
                if old.off != new.off {
                    told.push(format!("Switched {} {}.", new.name, if new.off { "off" } else { "on" }));
                }
                if (old.colour, old.shape) != (new.colour, new.shape) {
                    told.push(format!("{} has another mark.", new.name));
                }
                if (old.group, old.editable, old.exports) != (new.group, new.editable, new.exports) {
                    let text = if new.editable { "may be changed" } else { "is read-only" };
                    let out = if new.exports { "it may be exported" } else { "it is not exported" };
                    told.push(format!("In {} the text {text}, and {out}.", new.name));
                }
            }
        }
    }
    for old in before.states.iter().filter(|s| after.state(&s.id).is_none()) {
        told.push(format!("Took out the state {}.", old.name));
    }
    let order = |of: &Workflow, other: &Workflow| -> Vec<String> {
        of.states.iter().filter(|s| other.state(&s.id).is_some()).map(|s| s.id.clone()).collect()
    };
    if order(before, after) != order(after, before) {
        let names: Vec<&str> = after.states.iter().filter(|s| !s.off).map(|s| s.name.as_str()).collect();
        told.push(format!("The states stand in another order: {}.", names.join(", ")));
    }
}

fn tell_moves(before: &Workflow, after: &Workflow, told: &mut Vec<String>) {
    let same = |a: &Transition, b: &Transition| (&a.from, &a.to, &a.kind) == (&b.from, &b.to, &b.kind);
    let from = |step: &Transition, flow: &Workflow| flow.state(&step.from).map_or_else(|| step.from.clone(), |s| s.name.clone());
    for new in &after.transitions {
        match before.transitions.iter().find(|old| same(old, new)) {
            None => told.push(format!("Added the move “{}” from {}: {}.", new.label, from(new, after), terms(new))),
            Some(old) if old != new => {
                told.push(format!("Changed the move “{}” from {}: {}.", new.label, from(new, after), terms(new)));
            }
            Some(_) => {}
        }
    }
    for old in before.transitions.iter().filter(|old| !after.transitions.iter().any(|new| same(old, new))) {
        told.push(format!("Took out the move “{}” from {}.", old.label, from(old, before)));
    }
}

/// Who may and what must hold, in words.
fn terms(step: &Transition) -> String {
    let gates = match step.gates.as_slice() {
        [] => "no gates".to_owned(),
        gates => format!("gates {}", gates.join(", ")),
    };
    format!("for {}, {gates}{}", rule(&step.who, step.not_author), if step.reason { ", with a reason" } else { "" })
}

fn rule(who: &[String], not_author: bool) -> String {
    format!("{}{}", rights::rule_in_words(who), if not_author { ", not the author" } else { "" })
}
