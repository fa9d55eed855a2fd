//! `stet doctor`: what a desk holds, whether every row is as it was written and the audit trail unbroken; a repaired copy; the pieces
//! of a desk that does not open any more.

use std::path::PathBuf;

use serde_json::json;
use stet_desk::app::desk_file;
use stet_desk::repair::Repaired;
use stet_desk::rescue::Rescued;
use stet_document::Failure;

use crate::answers::Checkup;
use crate::args::Cli;
use crate::door::{self, Door, Place, view};
use crate::out;

/// Look a desk over; repair a damaged one on a copy, or save its pieces
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The desk itself is never changed. A repaired copy has every row that can be read; what is lost is listed.

Examples:
  stet doctor --desk review.stet
  stet doctor --desk damaged.stet --repair review-repaired.stet
  stet doctor --desk damaged.stet --rescue ~/Documents")]
pub struct Args {
    /// Write a repaired copy to this file
    #[arg(long, value_name = "FILE", conflicts_with = "rescue")]
    repair: Option<PathBuf>,
    /// Save every piece as Markdown and JSON into a new folder in this one, also from a desk that does not open
    #[arg(long, value_name = "DIR")]
    rescue: Option<PathBuf>,
}

/// Checks, repairs or saves.
///
/// # Errors
/// `damaged` with what is wrong; `exists`; what the disk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    if let Some(file) = &args.repair {
        return repair(&desk_file(file), cli);
    }
    if let Some(folder) = &args.rescue {
        return rescue(folder.clone(), cli);
    }
    let door = Door::open(cli).map_err(|failure| match failure.code.as_str() {
        "damaged" | "not-a-desk" => Failure::new(
            &failure.code,
            format!("{} “stet restore --backup” goes back, “stet doctor --rescue DIR” saves what can be read.", failure.message),
        ),
        _ => failure,
    })?;
    let answer = door.ask("desk_check", &json!({}))?;
    let report: Checkup = view(answer.clone())?;
    if cli.json {
        out::json(&answer)?;
    } else {
        for line in report.holds.iter().chain(&report.troubles) {
            out::line(line);
        }
        if report.troubles.is_empty() {
            let lines = out::count(report.lines, "line", "lines");
            out::line(&format!("The desk is sound: every row is as it was written, and the audit trail of {lines} is unbroken."));
        } else if !report.pieces.is_empty() {
            out::line(&format!("Pieces concerned: {}.", report.pieces.join(", ")));
        }
    }
    if report.troubles.is_empty() {
        Ok(())
    } else {
        Err(Failure::new("damaged", "The desk is damaged; go back to a backup, or have a copy repaired with --repair."))
    }
}

fn repair(file: &std::path::Path, cli: &Cli) -> Result<(), Failure> {
    door::free(file)?;
    let (door, recent) = Door::maybe(cli)?;
    door.answer(Place::File(file.to_owned()));
    let answer = door.ask("desk_repair", &json!({ "recent": recent }))?;
    if cli.json {
        return out::json(&answer);
    }
    let repaired: Repaired = view(answer)?;
    repaired.told.iter().for_each(|line| out::line(line));
    out::line(&format!("{} has {}.", repaired.name, out::count(repaired.pieces, "piece", "pieces")));
    Ok(())
}

fn rescue(folder: PathBuf, cli: &Cli) -> Result<(), Failure> {
    let (door, recent) = Door::maybe(cli)?;
    door.answer(Place::Folder(folder));
    let answer = door.ask("desk_rescue", &json!({ "recent": recent }))?;
    if cli.json {
        return out::json(&answer);
    }
    let rescued: Rescued = view(answer)?;
    rescued.told.iter().for_each(|line| out::line(line));
    let (pieces, versions) =
        (out::count(rescued.pieces, "piece", "pieces"), out::count(rescued.versions, "earlier version", "earlier versions"));
    out::line(&format!("{pieces} and {versions} are in {}.", rescued.folder));
    Ok(())
}
