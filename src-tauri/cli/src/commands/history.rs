//! `stet history`: the audit trail of a piece, and its versions.

use serde_json::json;
use stet_document::Failure;

use crate::answers::AuditRow;
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Show what happened to a piece, and its versions
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  stet history ferry-vote\n  stet history ferry-vote --json")]
pub struct Args {
    /// The piece's slug
    slug: String,
}

/// Prints the trail, oldest first, then the versions by number.
///
/// # Errors
/// `unknown-slug`, and what opening says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let id = door.article(&args.slug)?;
    let mut trail: Vec<AuditRow> = door.read("history_list", &json!({ "article": id, "limit": 1000 }))?;
    trail.sort_by_key(|row| row.seq);
    let versions = door.versions(&id)?;
    if cli.json {
        return out::json(&json!({ "history": trail, "versions": versions }));
    }
    let lines: Vec<Vec<String>> = trail
        .iter()
        .map(|row| {
            let why = if row.why.is_empty() { String::new() } else { format!(" ({})", row.why) };
            vec![door.local(&row.when), row.who.clone(), format!("{}{why}", row.what)]
        })
        .collect();
    out::text(&out::columns(&lines));
    if !versions.is_empty() {
        out::line("\nVersions");
        let lines = versions.iter().enumerate().map(|(n, version)| {
            let name = if version.name.is_empty() { version.why.clone() } else { format!("{} ({})", version.name, version.why) };
            vec![(n + 1).to_string(), door.local(&version.when), out::count(version.words, "word", "words"), name]
        });
        out::text(&out::columns(&lines.collect::<Vec<_>>()));
    }
    Ok(())
}
