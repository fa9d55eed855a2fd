//! `stet set`: one part of the text or one field of a piece, through the same save as the window's.

use std::io::Read;

use serde_json::{Value, json};
use stet_desk::field::FIELDS;
use stet_document::{Document, Failure, Part, edit};

use crate::answers::{Article, FieldSaved, Saved};
use crate::args::Cli;
use crate::door::{Door, view};
use crate::{body, out, words};

/// Set a part of the text, or a field
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Parts: kicker, headline, standfirst, body (as “stet show --text” prints it, paragraphs parted by an empty line, its note
marks [1] left in), note:1 and so on.
Fields: slug, address, lang, section, tags, byline, author-note, source-line, preface, search-title,
search-description, social-text, newsletter-blurb, target-words.

Examples:
  stet set ferry-vote headline \"The ferry vote that nobody lost\"
  stet set ferry-vote byline \"By Ana Duarte, transport correspondent of the Harbour Review (HR)\"
  stet set ferry-vote tags \"ferries, night boats\"
  stet set ferry-vote standfirst - < standfirst.txt")]
pub struct Args {
    /// The piece's slug
    slug: String,
    /// The part's or the field's name
    #[arg(value_name = "PART|FIELD")]
    what: String,
    /// The new text; empty to take it away; - to read it from standard input
    #[arg(allow_hyphen_values = true)]
    text: String,
}

/// Saves the part or field.
///
/// # Errors
/// `usage` for what is neither; `conflict`, `parked`, `read-only` as the window would be told.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let name =
        if words::same(&args.what, "byline") { "credits".to_owned() } else { args.what.to_lowercase().replace(['-', ' '], "_") };
    let part = part(&name);
    if part.is_none() && !FIELDS.contains(&name.as_str()) {
        return Err(Failure::new(
            "usage",
            format!("“{}” is neither a part nor a field of a piece; “stet set --help” lists them.", args.what),
        ));
    }
    let text = typed(&args.text)?;
    let door = Door::open(cli)?;
    let article: Article = door.read("article_get", &json!({ "article": door.article(&args.slug)? }))?;
    match part {
        Some(part) => set_part(&door, &article, &part, &text, cli.json),
        None => set_field(&door, &article, &name, &text, cli.json),
    }
}

/// A part of the text.
enum Words {
    Part(Part),
    Body,
    /// By its number.
    Note(usize),
}

fn part(name: &str) -> Option<Words> {
    match name {
        "kicker" => Some(Words::Part(Part::Kicker)),
        "headline" => Some(Words::Part(Part::Headline)),
        "standfirst" => Some(Words::Part(Part::Standfirst)),
        "body" => Some(Words::Body),
        _ => name.strip_prefix("note").and_then(|number| number.trim_start_matches([':', '_']).parse().ok()).map(Words::Note),
    }
}

fn typed(text: &str) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let mut read = String::new();
    match std::io::stdin().lock().read_to_string(&mut read) {
        Ok(_) => Ok(read.trim_end_matches(['\n', '\r']).to_owned()),
        Err(_) => Err(Failure::new("unreadable", "What came on standard input is not text in UTF-8.")),
    }
}

fn set_part(door: &Door, article: &Article, part: &Words, text: &str, json: bool) -> Result<(), Failure> {
    if !article.editable {
        return Err(Failure::new("read-only", article.why_not_editable.clone()));
    }
    let mut document = Document::from_json(&article.doc)?;
    match part {
        Words::Part(part) => edit::set_part(&mut document, *part, text)?,
        Words::Body => body::set(&mut document, text)?,
        Words::Note(number) => body::set_note(&mut document, *number, text)?,
    }
    let answer = door.save(&article.id, &article.head, &document)?;
    if json {
        return out::json(&answer);
    }
    let saved: Saved = view(answer)?;
    out::line(&format!("Saved; {}.", out::count(saved.words, "word", "words")));
    Ok(())
}

fn set_field(door: &Door, article: &Article, field: &str, text: &str, json: bool) -> Result<(), Failure> {
    let value = match field {
        "tags" => json!(words::tags(text)),
        "credits" => {
            let others = article.fields.credits.iter().filter(|credit| credit.role != "by").cloned();
            json!(words::byline(text).into_iter().chain(others).collect::<Vec<_>>())
        }
        "target_words" => match if text.trim().is_empty() { Ok(0) } else { text.trim().parse::<u32>() } {
            Ok(number) => json!(number),
            Err(_) => return Err(Failure::new("usage", format!("“{text}” is not a number of words."))),
        },
        _ => json!(text),
    };
    let replaces = present(article, field);
    let input = json!({ "article": article.id, "field": field, "value": value.to_string(), "replaces": replaces.to_string() });
    let answer = door.ask("field_set", &input)?;
    let saved: FieldSaved = view(answer.clone())?;
    if saved.other.is_some() {
        let message =
            "Somebody changed this meanwhile and theirs stands; yours is kept in the history. Set it again to replace theirs.";
        return Err(Failure::new("conflict", message));
    }
    if json {
        return out::json(&answer);
    }
    out::line("Saved.");
    Ok(())
}

/// What the field holds now, in JSON.
fn present(article: &Article, field: &str) -> Value {
    let fields = serde_json::to_value(&article.fields).unwrap_or_default();
    let teaser = fields.get("teasers").and_then(|teasers| teasers.get(field)).cloned();
    fields.get(field).cloned().or(teaser).unwrap_or_default()
}
