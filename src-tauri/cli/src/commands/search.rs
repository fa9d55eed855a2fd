//! `stet search`: every piece in which the words stand, each with its sentence.

use stet_document::Failure;

use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Search every text of the desk
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  stet search ferry\n  stet search \"night boats\"\n  stet search pilots author:ana\n  stet search \"pilots -lang:pt\"\n  stet search pilots --json"
)]
pub struct Args {
    /// The words to find, the best fit first; operators as in “stet list”
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    query: Vec<String>,
}

/// Prints each hit: the slug, then the sentence around it.
///
/// # Errors
/// What opening says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let rows = door.rows(None, &super::list::asked(&args.query), "best")?;
    if cli.json {
        return out::json(&rows);
    }
    if rows.is_empty() {
        out::line("Nothing was found.");
    }
    for row in rows {
        let sentence = row
            .hit
            .as_ref()
            .map(|hit| format!("{}{}{}", hit.before, hit.matched, hit.after))
            .unwrap_or_else(|| row.label.clone());
        out::line(&format!("{}: {}", row.slug, sentence.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    Ok(())
}
