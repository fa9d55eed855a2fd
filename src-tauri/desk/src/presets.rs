//! The workflows that a desk can start from: the magazine's, which is the default, and those made from it. Data only; changing a
//! desk's own is `shaping.rs`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::workflow::{BACK, Colour, Group, Shape, State, Transition, Workflow};

/// The workflow with which a desk starts.
impl Default for Workflow {
    fn default() -> Self {
        use Colour::{Amber, Blue, Green, Ink, Red, Violet};
        use Group::{Aside, Before, Out};
        use Shape::{Bar, Diamond, Dot, Ring, Square, Triangle};
        let states = [
            // id, name, group, colour, editable, exports, shape, off
            ("pitch", "Pitch", Before, Ink, true, false, Ring, false),
            ("draft", "Draft", Before, Ink, true, false, Ring, false),
            ("editing", "Editing", Before, Blue, true, false, Dot, false),
            ("with-author", "With author", Before, Amber, true, false, Triangle, false),
            ("copy-edit", "Copy edit", Before, Blue, true, false, Dot, false),
            ("fact-check", "Fact check", Before, Violet, true, false, Diamond, true),
            ("legal", "Legal", Before, Amber, true, false, Diamond, true),
            ("proof", "Proof", Before, Blue, true, false, Dot, false),
            ("ready", "Ready", Before, Green, true, true, Square, false),
            ("scheduled", "Scheduled", Before, Violet, true, true, Diamond, false),
            ("published", "Published", Out, Green, false, true, Square, false),
            ("correcting", "Correcting", Out, Amber, true, true, Triangle, false),
            ("withdrawn", "Withdrawn", Out, Red, false, false, Bar, false),
            ("on-hold", "On hold", Aside, Amber, true, false, Bar, false),
            ("spiked", "Spiked", Aside, Red, false, false, Bar, false),
        ];
        let clean: &[&str] = &["errors", "suggestions"];
        let ready: &[&str] = &["errors", "suggestions", "parts", "date"];
        let scheduled: &[&str] = &["errors", "suggestions", "parts", "date", "date-ahead", "embargo-order"];
        let published: &[&str] = &["errors", "suggestions", "parts", "date", "date-reached", "embargo"];
        let now: &[&str] = &["errors", "suggestions", "parts", "embargo"];
        let again: &[&str] = &["errors", "suggestions", "parts"];
        let none: &[&str] = &[];
        #[allow(clippy::type_complexity, reason = "a table, read as one")]
        let moves: [(&str, &str, &str, &str, &[&str], bool, bool); 39] = [
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
            ("copy-edit", "fact-check", "", "Send to fact check", none, false, false),
            ("fact-check", "copy-edit", "", "Facts checked", none, true, false),
            ("fact-check", "editing", "", "Back to editing", none, false, false),
            ("copy-edit", "legal", "", "Send to the lawyer", none, false, false),
            ("legal", "copy-edit", "", "Cleared", none, true, false),
            ("legal", "editing", "", "Back to editing", none, false, false),
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
                who: Vec::new(),
                not_author: false,
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
                    who: Vec::new(),
                    not_author: false,
                });
            }
        }
        let states = states
            .iter()
            .map(|(id, name, group, colour, editable, exports, shape, off)| State {
                id: (*id).to_owned(),
                name: (*name).to_owned(),
                group: *group,
                colour: *colour,
                editable: *editable,
                exports: *exports,
                shape: *shape,
                off: *off,
            })
            .collect();
        Self { states, transitions }
    }
}

/// A workflow on offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Preset {
    pub id: String,
    pub name: String,
    /// For whom, in a sentence.
    pub told: String,
    pub states: Vec<State>,
    pub transitions: Vec<Transition>,
}

/// Every workflow on offer.
pub fn all() -> Vec<Preset> {
    [
        ("magazine", "Magazine", "Copy edit and proof apart; the way of a desk of several people.", Workflow::default()),
        ("newsletter", "Newsletter", "Written, edited, sent: one reading between the draft and the date.", newsletter()),
        ("scholarly", "Scholarly blog", "Submitted, reviewed by peers, revised by the author, copy-edited.", scholarly()),
    ]
    .into_iter()
    .map(|(id, name, told, flow)| Preset {
        id: id.to_owned(),
        name: name.to_owned(),
        told: told.to_owned(),
        states: flow.states,
        transitions: flow.transitions,
    })
    .collect()
}

/// Takes states out, with every move from and to them.
fn without(mut flow: Workflow, gone: &[&str]) -> Workflow {
    flow.states.retain(|s| !gone.contains(&s.id.as_str()));
    flow.transitions.retain(|t| !gone.contains(&t.from.as_str()) && !gone.contains(&t.to.as_str()));
    flow
}

fn step(from: &str, to: &str, label: &str, primary: bool) -> Transition {
    Transition {
        from: from.to_owned(),
        to: to.to_owned(),
        kind: String::new(),
        label: label.to_owned(),
        gates: Vec::new(),
        primary,
        reason: matches!(to, "on-hold" | "spiked"),
        who: Vec::new(),
        not_author: false,
    }
}

fn newsletter() -> Workflow {
    let mut flow = without(Workflow::default(), &["copy-edit", "fact-check", "legal", "proof"]);
    let gates = ["errors", "suggestions", "parts", "date"].map(str::to_owned).to_vec();
    flow.transitions.push(Transition { gates, ..step("editing", "ready", "Pass as ready", true) });
    flow
}

fn scholarly() -> Workflow {
    let mut flow = without(Workflow::default(), &["fact-check", "legal"]);
    for state in &mut flow.states {
        match state.id.as_str() {
            "pitch" => "Proposal",
            "draft" => "Submission",
            "editing" => "Editor’s reading",
            "with-author" => "Revision by the author",
            _ => continue,
        }
        .clone_into(&mut state.name);
    }
    let place = flow.states.iter().position(|s| s.id == "with-author").unwrap_or(flow.states.len());
    flow.states.insert(
        place,
        State {
            id: "review".to_owned(),
            name: "Peer review".to_owned(),
            group: Group::Before,
            colour: Colour::Violet,
            editable: true,
            exports: false,
            shape: Shape::Diamond,
            off: false,
        },
    );
    for old in flow.transitions.iter_mut().filter(|t| t.from == "editing" || (t.from == "with-author" && t.to == "editing")) {
        old.primary = false;
    }
    flow.transitions.extend([
        step("editing", "review", "Send to review", true),
        Transition { not_author: true, ..step("review", "with-author", "Ask for a revision", false) },
        Transition { not_author: true, ..step("review", "copy-edit", "Accept", true) },
        step("review", "editing", "Back to the editor", false),
        step("review", "on-hold", "Put on hold", false),
        step("review", "spiked", "Spike", false),
        step("with-author", "review", "Send to review again", true),
    ]);
    flow
}
