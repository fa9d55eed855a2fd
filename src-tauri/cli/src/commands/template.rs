//! `stet template`: pieces to begin others with.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Found, Template};
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// Templates: make one of a piece, begin a piece from one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stet template list
  stet template save letters-48 Letters --due 3
  stet template new Letters --slug letters-49
  stet template remove Letters")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the templates
    #[command(after_help = "Example:\n  stet template list --json")]
    List,
    /// Make a template of a piece: its structure, fields, own checklist, person and length
    #[command(after_help = "Example:\n  stet template save letters-48 Letters --due 3")]
    Save {
        #[arg(value_name = "SLUG")]
        slug: String,
        #[arg(value_name = "NAME")]
        name: String,
        /// Keep the piece's words, too
        #[arg(long)]
        words: bool,
        /// The copy is due so many days before a piece goes out
        #[arg(long, value_name = "DAYS")]
        due: Option<u32>,
    },
    /// Begin a piece from a template
    #[command(after_help = "Example:\n  stet template new Letters --slug letters-49")]
    New {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "SLUG")]
        slug: Option<String>,
    },
    /// Take a template away; what was made from it stays
    #[command(after_help = "Example:\n  stet template remove Letters")]
    Remove {
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// # Errors
/// What the desk says; `not-found` for a template that there is not.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let all: Vec<Template> = match &args.what {
        What::List => door.read("template_list", &json!({}))?,
        What::Save { slug, name, words, due } => door.read(
            "template_save",
            &json!({ "article": door.article(slug)?, "name": name, "with_words": words, "due_days": due }),
        )?,
        What::New { name, slug } => {
            let made: Found = door.read("template_use", &json!({ "template": named(&door, name)?, "slug": slug }))?;
            if cli.json {
                return out::json(&made);
            }
            out::line(&made.slug);
            return Ok(());
        }
        What::Remove { name } => door.read("template_remove", &json!({ "template": named(&door, name)? }))?,
    };
    if cli.json {
        return out::json(&all);
    }
    if all.is_empty() {
        out::line("There is no template; make one of a piece with “stet template save SLUG NAME”.");
    }
    let cells = |one: &Template| {
        let length = if one.target_words > 0 { format!("{} words", one.target_words) } else { String::new() };
        let due = one.due_days.map(|days| format!("due {} before", out::count(days, "day", "days"))).unwrap_or_default();
        vec![one.name.clone(), one.lang.clone(), one.section.clone(), length, due]
    };
    out::text(&out::columns(&all.iter().map(cells).collect::<Vec<_>>()));
    Ok(())
}

/// The id of the template of this name.
///
/// # Errors
/// `not-found`, with the names that there are.
pub fn named(door: &Door, name: &str) -> Result<String, Failure> {
    let all: Vec<Template> = door.read("template_list", &json!({}))?;
    let found = all.iter().find(|one| one.template == name || words::same(&one.name, name));
    found.map(|one| one.template.clone()).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        let there = if names.is_empty() { "there is none".to_owned() } else { format!("there are: {}", names.join(", ")) };
        Failure::new("not-found", format!("There is no template called “{name}”; {there}."))
    })
}
