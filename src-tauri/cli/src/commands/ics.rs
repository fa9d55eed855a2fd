//! `stet ics`: a calendar file of pieces' dates.

use std::path::{Path, PathBuf};

use serde_json::json;
use stet_desk::ics::IcsWritten;
use stet_document::Failure;

use crate::args::Cli;
use crate::door::{Door, Place, view};
use crate::out;

/// Write a calendar file (.ics) of the pieces' dates
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Copy due, planned, goes out, embargo: each with its zone, and under a name that lasts, so that a calendar that takes the file
again moves what moved.

Examples:
  stet ics
  stet ics --state scheduled -o scheduled.ics
  stet ics --query ferry --date publish_at --replace")]
pub struct Args {
    /// Only pieces in this state, by name or id
    #[arg(long, value_name = "S")]
    state: Option<String>,
    /// Only pieces that a search for these words finds
    #[arg(long, value_name = "WORDS")]
    query: Option<String>,
    /// Only these dates (again for several)
    #[arg(long = "date", value_name = "DATE", value_parser = ["deadline", "planned", "publish_at", "embargo"])]
    dates: Vec<String>,
    /// Replace a file that is there
    #[arg(long)]
    replace: bool,
    /// The file; without it, one named by the desk in the current folder
    #[arg(short = 'o', long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the file.
///
/// # Errors
/// `exists`, `unknown-state`; what the disk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let state = args.state.as_deref().map(|typed| door.state(typed)).transpose()?;
    door.answer(args.out.clone().map_or_else(|| Place::Folder(Path::new(".").to_owned()), Place::File));
    let list = json!({ "state": state, "query": args.query });
    let answer = door.ask("ics_write", &json!({ "list": list, "dates": args.dates, "replace": args.replace }))?;
    if cli.json {
        return out::json(&answer);
    }
    let written: IcsWritten = view(answer)?;
    out::line(&format!("{} has {}.", written.name, out::count(written.events, "date", "dates")));
    Ok(())
}
