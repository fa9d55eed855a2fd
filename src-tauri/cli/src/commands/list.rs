//! `stet list`: the pieces of the desk that fit a question, by date.

use stet_document::Failure;

use crate::answers::Row;
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// List the pieces
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  stet list\n  stet list --state \"copy edit\"\n  stet list author:ana is:late\n  stet list \"ferry -lang:pt\"\n  stet list --json"
)]
pub struct Args {
    /// Words, and author: state: section: lang: with: tag: before: after: has: is: with a value; “-x” in the quoted question leaves out
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Only those in this state, by name or id
    #[arg(long, value_name = "S")]
    state: Option<String>,
}

/// Prints a line a piece: slug, state, when it goes out, words, what is to settle, headline.
///
/// # Errors
/// `unknown-state`, and what opening says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let state = args.state.as_deref().map(|typed| door.state(typed)).transpose()?;
    let query = asked(&args.query);
    let rows = door.rows(state.as_deref(), &query, "date")?;
    if cli.json {
        return out::json(&rows);
    }
    if rows.is_empty() {
        let nothing = if !query.is_empty() {
            "No piece fits."
        } else if state.is_some() {
            "No piece is in this state."
        } else {
            "The desk is empty; take in a file with “stet import FILE”."
        };
        out::line(nothing);
        return Ok(());
    }
    print(&door, &rows);
    Ok(())
}

/// The words of a question as one; a word with a space in it was in quotation marks before the shell took them off.
pub fn asked(words: &[String]) -> String {
    let quoted = |word: &String| match word.split_once(':') {
        Some((operator, value)) if value.contains(' ') && !value.contains(['"', ':']) && !operator.contains(' ') => {
            format!("{operator}:\"{value}\"")
        }
        _ => word.clone(),
    };
    let mut asked = words.iter().map(quoted).collect::<Vec<_>>().join(" ");
    // Nobody types on: every word is whole.
    if !asked.is_empty() {
        asked.push(' ');
    }
    asked
}

/// Prints a line a piece.
pub fn print(door: &Door, rows: &[Row]) {
    let lines: Vec<_> = rows.iter().map(|row| cells(door, row)).collect();
    out::text(&out::columns(&lines));
}

fn cells(door: &Door, row: &Row) -> Vec<String> {
    let out = row.publish_at.as_ref().map_or_else(
        || row.planned.as_ref().map(|date| format!("({})", words::typed(date))).unwrap_or_default(),
        |date| format!("{}{}", words::typed(date), if row.missed { " missed" } else { "" }),
    );
    let length = if row.target_words > 0 { format!("{} / {}", row.words, row.target_words) } else { row.words.to_string() };
    let settle = match (row.errors, row.flags) {
        (0, 0) => String::new(),
        (0, flags) => out::count(flags, "flag", "flags"),
        (errors, _) => out::count(errors, "error", "errors"),
    };
    let slug = if row.nested { format!("  {}", row.slug) } else { row.slug.clone() };
    vec![slug, door.state_name(&row.state), out, length, settle, row.label.clone()]
}
