//! `stet move`: pieces to another state, or the reasons why not.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Article, Move};
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// Move a piece, or several, to another state
#[derive(Debug, clap::Args)]
#[command(
    name = "move",
    after_help = "\
States by name or id: pitch, draft, editing, with author, copy edit, proof, ready, scheduled, published, correcting,
withdrawn, on hold, spiked; “back” takes a piece on hold or spiked to where it was. A refused move says what is to settle.

Examples:
  stet move ferry-vote \"copy edit\"
  stet move ferry-vote harbour-budget letters-48 proof
  stet move ferry-vote spiked --why \"Overtaken by events\"
  stet move ferry-vote proof --override --why \"The note follows tonight\" --by \"Ana Duarte\""
)]
pub struct Args {
    /// The slugs of the pieces
    #[arg(required = true, value_name = "SLUG")]
    slugs: Vec<String>,
    /// The state to move to
    state: String,
    /// Why, for the audit trail
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Move although a gate is not met (editor-in-chief; needs --why)
    #[arg(long = "override", requires = "why")]
    overrule: bool,
}

/// Moves each piece.
///
/// # Errors
/// `gates` with what is to settle; `unknown-state`; `unknown-slug`.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let why = args.why.clone().unwrap_or_default();
    let [slug] = args.slugs.as_slice() else {
        let input = json!({ "articles": door.articles(&args.slugs)?, "to": args.state, "why": why, "override": args.overrule });
        return door.many("articles_move", &input, cli.json, "moved");
    };
    let id = door.article(slug)?;
    let input = json!({ "article": id, "to": args.state, "why": why, "override": args.overrule });
    let article: Article = match door.read("article_move", &input) {
        Ok(article) => article,
        Err(failure) => {
            if failure.code == "gates" && !cli.json {
                tell(&door, &id, &args.state);
            }
            return Err(failure);
        }
    };
    if cli.json {
        return out::json(&json!({ "slug": article.slug, "state": article.state }));
    }
    out::line(&format!("{} is in {} now.", article.slug, door.state_name(&article.state)));
    Ok(())
}

/// The places where a gate is not met, a line each, on standard error.
fn tell(door: &Door, article: &str, to: &str) {
    let Ok(moves) = door.read::<Vec<Move>>("article_moves", &json!({ "article": article })) else { return };
    let meant = |found: &&Move| {
        words::same(&found.to, to)
            || words::same(&found.label, to)
            || words::same(&found.state, to)
            || words::same(&door.state_name(&found.state), to)
    };
    for gate in moves.iter().find(meant).into_iter().flat_map(|found| &found.gates).filter(|gate| !gate.ok) {
        out::remark(&format!("{} {}", if gate.blocks { "✗" } else { "!" }, gate.message));
        for place in &gate.places {
            let part = if place.part.is_empty() { String::new() } else { format!("{}: ", place.part) };
            out::remark(&format!("    {part}{}", place.message));
        }
    }
}
