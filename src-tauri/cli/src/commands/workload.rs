//! `stet workload`: who has how much to do in which week.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Load, PersonLoad, Workload};
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Who has how much in which week: pieces and words, by the day on which the copy is due, else on which they go out
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  stet workload\n  stet workload section:Town --weeks 8\n  stet workload --json")]
pub struct Args {
    /// Only pieces that fit, as in “stet list”
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// So many weeks from this one on
    #[arg(long, value_name = "N", default_value_t = 5)]
    weeks: u32,
}

/// # Errors
/// What the desk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let query = super::list::asked(&args.query);
    let load: Workload = door.read("article_workload", &json!({ "query": query, "weeks": args.weeks }))?;
    if cli.json {
        return out::json(&load);
    }
    let told = |load: &Load| if load.pieces == 0 { "–".to_owned() } else { format!("{} · {}", load.pieces, load.words) };
    let mut head = vec![String::new(), "before".to_owned()];
    head.extend(load.weeks.iter().cloned());
    head.extend(["later", "no date", "all"].map(str::to_owned));
    let mut lines = vec![head];
    let cells = |person: &PersonLoad| {
        let name = if person.person.is_some() { person.name.clone() } else { "nobody".to_owned() };
        let mut cells = vec![name, told(&person.before)];
        cells.extend(person.weeks.iter().map(told));
        cells.extend([&person.after, &person.undated, &person.all].map(told));
        cells
    };
    lines.extend(load.people.iter().map(cells));
    out::text(&out::columns(&lines));
    out::line("In each week: pieces · words.");
    Ok(())
}
