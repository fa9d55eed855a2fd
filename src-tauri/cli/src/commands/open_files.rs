//! `stet export-desk` and `stet import-desk`: the whole desk as open files, and back.

use std::path::PathBuf;

use serde_json::json;
use stet_desk::app::desk_file;
use stet_desk::open_files::OpenFiles;
use stet_document::Failure;

use crate::args::Cli;
use crate::door::{self, Door, Place, view};
use crate::out;

/// Write the whole desk as open files: JSON, Markdown, pictures
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Into a new folder: every row as a line of JSON in tables/, texts, pictures and files as they came beside, and each piece as
Markdown to read in pieces/. “stet import-desk” makes the same desk of it again.

Example:
  stet export-desk ~/Documents --desk review.stet")]
pub struct Out {
    /// The folder in which the new folder is made
    dir: PathBuf,
}

/// Make a desk of open files
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  stet import-desk harbour-review-desk-20261125-084900 review.stet")]
pub struct In {
    /// The folder in which desk.json lies
    dir: PathBuf,
    /// The desk's file; .stet is added to its name where it is missing
    file: PathBuf,
}

/// Writes the files.
///
/// # Errors
/// What opening and the disk say.
pub fn write(args: &Out, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    door.answer(Place::Folder(args.dir.clone()));
    let answer = door.ask("desk_files_write", &json!({}))?;
    if cli.json {
        return out::json(&answer);
    }
    let written: OpenFiles = view(answer)?;
    out::line(&format!("{} are in {}.", out::count(written.pieces, "piece", "pieces"), written.folder));
    Ok(())
}

/// Reads them into a new desk.
///
/// # Errors
/// `exists`, `not-a-desk`, `damaged`, `newer`; what the disk says.
pub fn read(args: &In, cli: &Cli) -> Result<(), Failure> {
    let file = desk_file(&args.file);
    door::free(&file)?;
    Door::of_files(&args.dir, &file)?;
    if cli.json {
        return out::json(&json!({ "desk": file.display().to_string() }));
    }
    out::line(&format!("{} is ready.", file.display()));
    Ok(())
}
