//! `stet show`: one piece, its facts or its text.

use serde_json::{Value, json};
use stet_document::Failure;

use crate::answers::{Article, DateValue};
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// Show a piece
#[derive(Debug, clap::Args)]
#[command(after_help = "\
--text prints kicker, headline, standfirst and byline, then the body, one paragraph a line with an empty line between,
note references as [1], and the notes at the end.

Examples:
  stet show ferry-vote
  stet show ferry-vote --text | less
  stet show ferry-vote --json")]
pub struct Args {
    /// The piece's slug
    slug: String,
    /// The text as plain words
    #[arg(long)]
    text: bool,
}

/// Prints the piece.
///
/// # Errors
/// `unknown-slug`, and what opening says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let id = door.article(&args.slug)?;
    if cli.json {
        let mut article = door.ask("article_get", &json!({ "article": id }))?;
        // The text as JSON within JSON helps nobody who reads this.
        let doc = article.get("doc").and_then(Value::as_str).and_then(|doc| serde_json::from_str::<Value>(doc).ok());
        if let (Some(fields), Some(doc)) = (article.as_object_mut(), doc) {
            fields.insert("doc".to_owned(), doc);
        }
        return out::json(&article);
    }
    let article: Article = door.read("article_get", &json!({ "article": id }))?;
    let document = stet_document::Document::from_json(&article.doc)?;
    if args.text {
        out::text(&stet_document::text::show(&document, &article.fields));
        return Ok(());
    }
    out::text(&out::columns(&facts(&door, &article)));
    Ok(())
}

fn facts(door: &Door, article: &Article) -> Vec<Vec<String>> {
    let row = &article.row;
    let authors: Vec<&str> = article.fields.credits.iter().filter(|c| c.role == "by").map(|c| c.name.as_str()).collect();
    let mut facts = vec![
        ("Slug", article.slug.clone()),
        ("Headline", row.label.clone()),
        ("By", authors.join(", ")),
        ("State", door.state_name(&article.state)),
        ("With", article.with.as_ref().map(|person| person.name.clone()).unwrap_or_default()),
        ("Section", article.fields.section.clone()),
        ("Tags", article.fields.tags.join(", ")),
        ("Language", article.fields.lang.clone()),
        ("Address", article.fields.address.clone()),
        ("Words", row.words.to_string()),
        ("To settle", settle(row.errors, row.flags)),
    ];
    let dates = &article.dates;
    for (name, date) in [
        ("Filed", &dates.filed),
        ("Deadline", &dates.deadline),
        ("Planned", &dates.planned),
        ("Goes out", &dates.publish_at),
        ("Embargo", &dates.embargo),
        ("Date shown", &dates.printed),
    ] {
        facts.push((name, date.as_ref().map(told).unwrap_or_default()));
    }
    if !article.editable {
        facts.push(("Read-only", article.why_not_editable.clone()));
    }
    facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| vec![name.to_owned(), value]).collect()
}

fn settle(errors: u32, flags: u32) -> String {
    match (errors, flags) {
        (0, 0) => "nothing".to_owned(),
        (errors, 0) => out::count(errors, "error", "errors"),
        (0, flags) => out::count(flags, "flag", "flags"),
        (errors, flags) => format!("{}, {}", out::count(errors, "error", "errors"), out::count(flags, "flag", "flags")),
    }
}

/// "2026-11-26 07:00 Europe/Lisbon", with what is to be told of it.
fn told(date: &DateValue) -> String {
    let more = if date.told.is_empty() { String::new() } else { format!("({})", date.told) };
    let parts = [words::typed(date), words::zone(date).to_owned(), more];
    parts.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
