//! `stet import-wxr`: WordPress' export file in, every post and page a piece; says what was taken in, refused and left out, and how fast.

use std::path::PathBuf;
use std::time::Instant;

use serde::Serialize;
use serde_json::json;
use stet_document::Failure;

use crate::answers::{ManySummary, WxrReport};
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Take WordPress' export file in (Tools, Export): posts and pages with dates, states, authors, sections, tags, notes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What was published becomes published, with its dates, marked as imported in the audit trail; drafts, pending and private
posts become drafts; what was to go out later becomes a draft with a planned date. Pictures are not fetched: their
addresses are listed. What is on the desk already, unchanged, is not taken in again.

Examples:
  stet import-wxr harbour.WordPress.2026-11-25.xml --dry-run
  stet import-wxr harbour.WordPress.2026-11-25.xml")]
pub struct Args {
    /// The file that WordPress wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only say what is in it
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Told {
    summary: ManySummary,
    report: Option<WxrReport>,
    pieces_per_second: Option<f64>,
}

/// # Errors
/// `unreadable` for a file that is no export; what the desk says; `damaged` where the file ends in the middle, after what was added.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let preview = door.read_file(&args.file, None, &[])?.into_iter().next();
    let Some(preview) = preview else { return Err(no_export()) };
    if let Some(failure) = preview.failure {
        return Err(failure);
    }
    let summary = preview.many.ok_or_else(no_export)?;
    if !cli.json {
        out::line(&format!(
            "{}: {} pieces ({} published, {} drafts, {} to go out later), {} pictures as addresses, {} other things",
            summary.site,
            summary.pieces,
            summary.published,
            summary.drafts,
            summary.scheduled,
            summary.pictures,
            summary.passed_over
        ));
    }
    if args.dry_run {
        return if cli.json { out::json(&Told { summary, report: None, pieces_per_second: None }) } else { Ok(()) };
    }
    let begun = Instant::now();
    let report: WxrReport = door.read("wxr_add", &json!({ "import": preview.import, "job": "import" }))?;
    let seconds = begun.elapsed().as_secs_f64().max(0.001);
    let speed = f64::from(report.added + report.there) / seconds;
    let failure = report.failure.clone();
    if cli.json {
        out::json(&Told { summary, report: Some(report), pieces_per_second: Some(speed) })?;
    } else {
        tell(&report, seconds, speed);
    }
    failure.map_or(Ok(()), Err)
}

fn tell(report: &WxrReport, seconds: f64, speed: f64) {
    out::line(&format!(
        "{} added, {} there already, {} refused, in {seconds:.1} s ({speed:.0} pieces a second)",
        report.added,
        report.there,
        report.refused.len()
    ));
    for refused in &report.refused {
        out::remark(&format!("  refused: {}: {}", refused.title, refused.why));
    }
    for left in &report.left_out {
        out::remark(&format!("  left out, {} times: {}", left.count, left.message));
    }
}

fn no_export() -> Failure {
    Failure::new("unreadable", "This is no export file of WordPress; “stet import” reads other files.")
}
