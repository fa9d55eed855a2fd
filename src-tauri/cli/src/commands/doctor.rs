//! `stet doctor`: is every row of the desk as it was written, and the audit trail unbroken?

use serde_json::json;
use stet_document::Failure;

use crate::answers::Checkup;
use crate::args::Cli;
use crate::door::{Door, view};
use crate::out;

/// Check the desk's sums and its audit chain
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  stet doctor --desk review.stet\n  stet doctor --json")]
pub struct Args {}

/// Checks the whole file.
///
/// # Errors
/// `damaged` with what is wrong.
pub fn run(_args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let answer = door.ask("desk_check", &json!({}))?;
    let report: Checkup = view(answer.clone())?;
    if cli.json {
        out::json(&answer)?;
    } else if report.troubles.is_empty() {
        let lines = out::count(report.lines, "line", "lines");
        out::line(&format!("The desk is sound: every row is as it was written, and the audit trail of {lines} is unbroken."));
    } else {
        for trouble in &report.troubles {
            out::line(trouble);
        }
    }
    if report.troubles.is_empty() {
        Ok(())
    } else {
        Err(Failure::new("damaged", "The desk is damaged; go back to a copy that is not."))
    }
}
