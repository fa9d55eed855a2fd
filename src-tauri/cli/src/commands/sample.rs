//! `stet sample`: writes the sample desk.

use std::path::PathBuf;

use serde_json::json;
use stet_desk::app::desk_file;
use stet_document::Failure;

use crate::args::Cli;
use crate::door::{self, Door};
use crate::out;

/// Write the sample desk, a small magazine at work
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  stet sample harbour-review.stet && stet list --desk harbour-review.stet")]
pub struct Args {
    /// The desk's file; .stet is added to its name where it is missing
    file: PathBuf,
}

/// Writes the sample desk to a file that is not there yet.
///
/// # Errors
/// `exists`, and what the disk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let file = desk_file(&args.file);
    door::free(&file)?;
    Door::sample(&file)?;
    if cli.json {
        return out::json(&json!({ "desk": file.display().to_string() }));
    }
    out::line(&format!("{} is ready.", file.display()));
    Ok(())
}
