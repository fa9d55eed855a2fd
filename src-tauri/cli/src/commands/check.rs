//! `stet check`: what a copy desk would find, in a piece or in a file. A file needs no desk.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use stet_checks::{Finding, Input, Level};
use stet_document::{Document, Failure, ids};
use stet_formats::{ReadOptions, Source};

use crate::answers::{Article, DateValue};
use crate::args::Cli;
use crate::door::Door;
use crate::{home, out, words};

/// Check a piece, or a file (which needs no desk)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Ends with 1 where an error is found. Offsets in --json are UTF-16 units from the block's start.

Examples:
  stet check ferry-vote
  stet check \"ferry vote.docx\" --filed 2026-11-23 --printed 2026-11-26
  stet check night-boats.md --json")]
pub struct Args {
    /// A piece's slug, or a file
    #[arg(value_name = "SLUG|FILE")]
    what: String,
    /// The day on which the writer's words were true; else the piece's
    #[arg(long, value_name = "D")]
    filed: Option<String>,
    /// The day that the reader will see; else the piece's
    #[arg(long, value_name = "D")]
    printed: Option<String>,
}

/// Prints the findings.
///
/// # Errors
/// `findings` where one is an error; `unknown-slug`; what reading the file says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let filed = args.filed.as_deref().map(words::day).transpose()?;
    let printed = args.printed.as_deref().map(words::day).transpose()?;
    let findings =
        if is_file(&args.what, cli) { of_file(&args.what, filed, printed)? } else { of_piece(&args.what, filed, printed, cli)? };
    if cli.json {
        out::json(&findings)?;
    } else {
        out::text(&told(&findings));
    }
    match findings.iter().filter(|finding| finding.level == Level::Error).count() {
        0 => Ok(()),
        errors => Err(Failure::new("findings", format!("{} to settle.", out::count(errors, "error is", "errors are")))),
    }
}

/// A slug has neither a dot nor a slash; without a desk everything is a file.
fn is_file(what: &str, cli: &Cli) -> bool {
    what.contains(['.', '/', '\\']) || cli.desk.is_none()
}

fn of_file(name: &str, filed: Option<String>, printed: Option<String>) -> Result<Vec<Finding>, Failure> {
    let path = Path::new(name);
    let bytes = crate::door::bytes(path)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut next = 0_u64;
    let mut count = || {
        next += 1;
        next
    };
    let mut options = ReadOptions {
        without: Vec::new(),
        parts: BTreeMap::new(),
        lang: home::lang(),
        random: &mut count,
        progress: &|_, _| true,
    };
    let mut findings = Vec::new();
    for piece in stet_formats::read(&Source { name: &file, bytes: &bytes }, &mut options)? {
        let document = numbered(&piece.document)?;
        let filed = filed.clone().or(piece.filed.clone());
        findings.extend(check(&document, &piece.fields, filed, printed.clone()));
    }
    Ok(findings)
}

/// The same text with 1, 2, 3 … for the ids that reading made, so that the same file gives the same findings.
fn numbered(document: &Document) -> Result<Document, Failure> {
    let mut names = BTreeMap::new();
    ids::each(&mut document.clone(), &mut |id| {
        let next = (names.len() + 1).to_string();
        names.entry(id.0.clone()).or_insert(next);
    });
    let mut json: Value = serde_json::from_str(&document.to_json()).unwrap_or_default();
    rename(&mut json, &names);
    Document::from_json(&json.to_string())
}

fn rename(json: &mut Value, names: &BTreeMap<String, String>) {
    match json {
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, names)),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                let new = matches!(name.as_str(), "id" | "note" | "of")
                    .then(|| value.as_str().and_then(|old| names.get(old)))
                    .flatten();
                match new {
                    Some(new) => *value = Value::String(new.clone()),
                    None => rename(value, names),
                }
            }
        }
        _ => {}
    }
}

fn of_piece(slug: &str, filed: Option<String>, printed: Option<String>, cli: &Cli) -> Result<Vec<Finding>, Failure> {
    let door = Door::open(cli)?;
    let article: Article = door.read("article_get", &json!({ "article": door.article(slug)? }))?;
    let day = |date: &Option<DateValue>| date.as_ref().and_then(|date| date.wall.get(..10)).map(str::to_owned);
    let dates = &article.dates;
    let printed = printed.or_else(|| day(&dates.printed)).or_else(|| day(&dates.publish_at)).or_else(|| day(&dates.planned));
    let document = Document::from_json(&article.doc)?;
    Ok(check(&document, &article.fields, filed.or_else(|| day(&dates.filed)), printed))
}

fn check(document: &Document, fields: &stet_document::Fields, filed: Option<String>, printed: Option<String>) -> Vec<Finding> {
    stet_checks::check(&Input { document, fields, lang: &fields.lang, filed, printed })
}

fn told(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "Nothing to settle.\n".to_owned();
    }
    let mut text = String::new();
    for finding in findings {
        let level = match finding.level {
            Level::Error => "error",
            Level::Flag => "flag",
            Level::Ledger => "note",
        };
        let place = [finding.before.as_str(), "⟦", finding.text.as_str(), "⟧", finding.after.as_str()].concat();
        let place = place.replace(stet_document::blocks::OBJECT, "*").split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("{level}  {}\n       {place}  ({})\n", finding.message, finding.rule));
    }
    text
}
