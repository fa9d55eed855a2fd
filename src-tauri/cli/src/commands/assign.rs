//! `stet assign`: who has a piece from now on.

use serde_json::json;
use stet_document::Failure;

use crate::args::Cli;
use crate::door::Door;

/// Give a piece, or several, to somebody
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stet assign ferry-vote \"Rui Pinto\" --message \"Please cut by a third\"
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
}

/// Gives each piece.
///
/// # Errors
/// `no-right`; `not-found` for somebody who is not on the desk; `unknown-slug`.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let person = if args.person.eq_ignore_ascii_case("nobody") { None } else { Some(door.person(&args.person)?) };
    let message = args.message.clone().unwrap_or_default();
    let input = json!({ "articles": door.articles(&args.slugs)?, "person": person, "message": message });
    door.many("articles_give", &input, cli.json, "assigned")
}
