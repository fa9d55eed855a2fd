//! `stet audit`: the desk's history, filtered, on the screen or as a file, and whether its chain is whole.

use std::path::PathBuf;

use serde_json::json;
use stet_desk::history::{HistoryCheck, HistoryPage, HistoryWritten};
use stet_document::Failure;

use crate::args::Cli;
use crate::door::{Door, Place, view};
use crate::out;

/// Show who did what when, and check that the trail is whole
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every line is chained to the one before it on the same machine: what was changed or cut from outside is told.

Examples:
  stet audit --check
  stet audit ferry-vote
  stet audit --person \"Ana Duarte\" --kind move --from 2026-11-01
  stet audit --csv november.csv --from 2026-11-01 --to 2026-11-30")]
pub struct Args {
    /// Only this piece, by its slug
    slug: Option<String>,
    /// Only what this person did, by name or id
    #[arg(long, value_name = "WHO")]
    person: Option<String>,
    /// Only this kind: move, date, field, give … (again for several)
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// At most so many lines on the screen, the newest
    #[arg(long, value_name = "N", default_value_t = 200)]
    limit: u32,
    /// Write every line to this file, as CSV; as JSON where its name ends in .json
    #[arg(long = "csv", visible_alias = "file", value_name = "FILE", conflicts_with = "check")]
    file: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long, requires = "file")]
    replace: bool,
    /// Only check that the trail is whole
    #[arg(long)]
    check: bool,
}

/// Prints, writes or checks.
///
/// # Errors
/// `unknown-slug`, `not-found`, `usage`; `damaged` where the chain is broken.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    if args.check {
        return check(&door, cli);
    }
    let article = args.slug.as_deref().map(|slug| door.article(slug)).transpose()?;
    let person = args.person.as_deref().map(|who| door.person(who)).transpose()?;
    let wish = json!({ "article": article, "person": person, "kinds": args.kinds, "from": args.from, "to": args.to, "limit": args.limit });
    if let Some(file) = &args.file {
        let format = if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) { "json" } else { "csv" };
        door.answer(Place::File(file.clone()));
        let answer = door.ask("history_export", &json!({ "wish": wish, "format": format, "replace": args.replace }))?;
        if cli.json {
            return out::json(&answer);
        }
        let written: HistoryWritten = view(answer)?;
        out::line(&format!("{} has {}.", written.name, out::count(written.lines, "line", "lines")));
        return Ok(());
    }
    let answer = door.ask("history_page", &wish)?;
    if cli.json {
        return out::json(&answer);
    }
    let mut page: HistoryPage = view(answer)?;
    page.rows.reverse();
    let lines: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|row| {
            let why = if row.why.is_empty() { String::new() } else { format!(" ({})", row.why) };
            vec![door.local(&row.when), row.who.clone(), row.slug.clone(), format!("{}{why}", row.what)]
        })
        .collect();
    out::text(&out::columns(&lines));
    Ok(())
}

fn check(door: &Door, cli: &Cli) -> Result<(), Failure> {
    let answer = door.ask("history_check", &json!({}))?;
    let report: HistoryCheck = view(answer.clone())?;
    if cli.json {
        out::json(&answer)?;
    } else if report.troubles.is_empty() {
        out::line(&format!(
            "The trail is whole: {} of {}.",
            out::count(report.lines, "line", "lines"),
            out::count(report.machines, "machine", "machines")
        ));
    } else {
        report.troubles.iter().for_each(|line| out::line(line));
    }
    if report.troubles.is_empty() { Ok(()) } else { Err(Failure::new("damaged", "The audit trail was changed from outside.")) }
}
