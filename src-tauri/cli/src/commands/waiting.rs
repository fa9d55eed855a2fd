//! `stet waiting`: what waits for me, for others of the desk, and for people outside, by age.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{OutWith, Waiting, WaitingLists};
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// What waits for whom, the longest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  stet waiting\n  stet waiting --by \"Rui Pinto\" --json")]
pub struct Args {}

/// Prints three lists.
///
/// # Errors
/// What opening says.
pub fn run(_: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let lists: WaitingLists = door.read("article_waiting", &json!({}))?;
    let outside: Vec<OutWith> = door.read("out_list", &json!({}))?;
    if cli.json {
        return out::json(&json!({ "mine": lists.mine, "others": lists.others, "outside": outside }));
    }
    let held = |one: &Waiting| {
        vec![
            format!("  {}", one.row.slug),
            one.row.with.clone().unwrap_or_default(),
            door.local(&one.since),
            door.state_name(&one.row.state),
            one.message.clone(),
        ]
    };
    let sent = |one: &OutWith| {
        let due = match (one.due.as_str(), one.late) {
            ("", _) => String::new(),
            (due, true) => format!("due {due}, late"),
            (due, false) => format!("due {due}"),
        };
        vec![format!("  {}", one.label), one.who.clone(), door.local(&one.since), due]
    };
    for (title, lines) in [
        ("For you", lists.mine.iter().map(held).collect::<Vec<_>>()),
        ("For others of the desk", lists.others.iter().map(held).collect()),
        ("For people outside", outside.iter().map(sent).collect()),
    ] {
        out::line(&format!("{title}: {}", if lines.is_empty() { "nothing".to_owned() } else { lines.len().to_string() }));
        out::text(&out::columns(&lines));
    }
    Ok(())
}
