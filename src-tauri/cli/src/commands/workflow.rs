//! `stet workflow`: the states of the desk, the moves between them, who may make each and what it must meet.

use serde_json::json;
use stet_desk::rights::rule_in_words;
use stet_document::Failure;

use crate::answers::WorkflowInfo;
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// The desk's workflow
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  stet workflow show\n  stet workflow show --json")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Show states, moves, gates and who may
    #[command(after_help = "Example:\n  stet workflow show --json")]
    Show,
}

/// Prints the workflow: each state, and under it its moves.
///
/// # Errors
/// What opening says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let What::Show = args.what;
    let door = Door::open(cli)?;
    let answer = door.ask("workflow_get", &json!({}))?;
    if cli.json {
        return out::json(&answer);
    }
    let flow: WorkflowInfo = crate::door::view(answer)?;
    let name = |id: &str| flow.states.iter().find(|s| s.id == id).map_or_else(|| "where it was".to_owned(), |s| s.name.clone());
    for state in &flow.states {
        out::line(&format!("{}{}", state.name, if state.off { " (switched off)" } else { "" }));
        let moves: Vec<Vec<String>> = flow
            .transitions
            .iter()
            .filter(|step| step.from == state.id)
            .map(|step| {
                let who = format!("{}{}", rule_in_words(&step.who), if step.not_author { ", not the author" } else { "" });
                vec![format!("  → {}", name(&step.to)), step.label.clone(), who, step.gates.join(", ")]
            })
            .collect();
        out::text(&out::columns(&moves));
    }
    for act in &flow.acts {
        out::line(&format!("{}: {}", act.name, rule_in_words(&act.who)));
    }
    Ok(())
}
