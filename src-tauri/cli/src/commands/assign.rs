//! `stet assign`: who has a piece from now on.

use serde_json::json;
use stet_document::Failure;

use crate::answers::Brief;
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Give a piece, or several, to somebody
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stet assign ferry-vote \"Rui Pinto\" --message \"Please cut by a third\"
  stet assign night-boats \"Ana Duarte\" --deadline fri --words 800 --brief \"Who sails at night, and why\"
  stet assign ferry-vote nobody")]
pub struct Args {
    /// The slugs of the pieces
    #[arg(required = true, value_name = "SLUG")]
    slugs: Vec<String>,
    /// Who has them from now on, by name or id; “nobody” for nobody
    person: String,
    /// What they are told
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    /// Copy due, of one piece: "fri", "2026-11-30 17:00"
    #[arg(long, value_name = "DATE")]
    deadline: Option<String>,
    /// Words agreed, of one piece; 0: no limit
    #[arg(long, value_name = "N")]
    words: Option<u32>,
    /// What it is to be, of one piece
    #[arg(long, value_name = "TEXT")]
    brief: Option<String>,
}

/// Gives each piece.
///
/// # Errors
/// `no-right`; `not-found` for somebody who is not on the desk; `unknown-slug`.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let person = if args.person.eq_ignore_ascii_case("nobody") { None } else { Some(door.person(&args.person)?) };
    if args.deadline.is_some() || args.words.is_some() || args.brief.is_some() {
        let [slug] = args.slugs.as_slice() else {
            return Err(Failure::new("usage", "A deadline, a length and a brief are agreed for one piece at a time."));
        };
        if args.message.is_some() {
            return Err(Failure::new("usage", "Say it in the brief; an assignment has no message beside it."));
        }
        let brief: Brief = door.read(
            "article_assign",
            &json!({ "article": door.article(slug)?, "person": person, "deadline": args.deadline, "words": args.words, "brief": args.brief }),
        )?;
        if cli.json {
            return out::json(&brief);
        }
        out::line("Assigned.");
        return Ok(());
    }
    let message = args.message.clone().unwrap_or_default();
    let input = json!({ "articles": door.articles(&args.slugs)?, "person": person, "message": message });
    door.many("articles_give", &input, cli.json, "assigned")
}
