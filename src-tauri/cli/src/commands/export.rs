//! `stet export`: pieces out as files. Which pieces may leave, and what is written, is the desk's to say.

use std::path::PathBuf;

use serde_json::json;
use stet_document::Failure;

use crate::answers::Exported;
use crate::args::Cli;
use crate::door::{Door, Place, view};
use crate::out;

/// Export pieces as files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Formats: html (one page with style and JSON-LD within), markdown or markdown:plain, markdown:hugo. Pictures stand beside.
A piece leaves from the state ready on, and not before its embargo; --working-copy marks it as one, at any time.

Examples:
  stet export ferry-vote --to html
  stet export ferry-vote --to html -o public/ferry-vote.html --replace
  stet export ferry-vote pilots-letter --to markdown:hugo -o site/content
  stet export ferry-vote --to html --working-copy")]
pub struct Args {
    /// The pieces' slugs
    #[arg(required = true, value_name = "SLUG")]
    slugs: Vec<String>,
    /// html, markdown, markdown:PRESET
    #[arg(long, value_name = "FORMAT")]
    to: String,
    /// For the people of the piece, marked as such
    #[arg(long)]
    working_copy: bool,
    /// Write over a file that is there
    #[arg(long)]
    replace: bool,
    /// One piece as html or plain markdown: the file; else the folder; none: the current folder
    #[arg(short, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// Writes the files, whole or not at all.
///
/// # Errors
/// `embargo`, `state`, `exists`, `usage`, and what the disk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let articles = args.slugs.iter().map(|slug| door.article(slug)).collect::<Result<Vec<_>, _>>()?;
    let to = if args.to == "markdown" { "markdown:plain" } else { args.to.as_str() };
    let one_file = articles.len() == 1 && matches!(to, "html" | "markdown:plain");
    door.answer(match &args.output {
        Some(path) if one_file && !path.is_dir() => Place::File(path.clone()),
        Some(path) => Place::Folder(path.clone()),
        None => Place::Folder(PathBuf::from(".")),
    });
    let input = json!({ "articles": articles, "to": to, "working_copy": args.working_copy, "replace": args.replace });
    let answer = door.ask("export_write", &input)?;
    if cli.json {
        return out::json(&answer);
    }
    let exported: Exported = view(answer)?;
    for path in &exported.paths {
        out::line(path);
    }
    for left in &exported.left_out {
        out::left_out(left);
    }
    Ok(())
}
