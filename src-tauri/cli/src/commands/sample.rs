//! `stet sample`: writes the sample desk.

use std::path::PathBuf;

use serde_json::json;
use stet_document::Failure;

use crate::args::Cli;
use crate::door::{self, Door};
use crate::out;

/// Write the sample desk, a small magazine at work
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  stet sample harbour-review.stet && stet list --desk harbour-review.stet")]
pub struct Args {
    /// The desk's file, ending in .stet
    file: PathBuf,
}

/// Writes the sample desk to a file that is not there yet.
///
/// # Errors
/// `exists`, and what the disk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    door::free(&args.file)?;
    Door::sample(&args.file)?;
    if cli.json {
        return out::json(&json!({ "desk": args.file.display().to_string() }));
    }
    out::line(&format!("{} is ready.", args.file.display()));
    Ok(())
}
