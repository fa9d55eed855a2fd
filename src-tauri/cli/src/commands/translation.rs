//! `stet translation`: language versions of a piece.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Found, LanguageVersion};
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Language versions of a piece: what each waits for, a new one, linking two pieces
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stet translation list ferry-vote
  stet translation new ferry-vote pt-PT
  stet translation current ferry-vote-pt
  stet translation link voto-do-ferry ferry-vote
  stet translation unlink voto-do-ferry")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the language versions, the original first
    #[command(after_help = "Example:\n  stet translation list ferry-vote --json")]
    List {
        #[arg(value_name = "SLUG")]
        slug: String,
    },
    /// Make a translation with the structure, notes, pictures and links of the original
    #[command(after_help = "Example:\n  stet translation new ferry-vote pt-PT")]
    New {
        #[arg(value_name = "SLUG")]
        slug: String,
        /// BCP 47
        #[arg(value_name = "LANG")]
        lang: String,
    },
    /// Say that a translation is brought up to the present text of its original
    #[command(after_help = "Example:\n  stet translation current ferry-vote-pt")]
    Current {
        #[arg(value_name = "SLUG")]
        slug: String,
    },
    /// Say of which piece another is the translation
    #[command(after_help = "Example:\n  stet translation link voto-do-ferry ferry-vote")]
    Link {
        #[arg(value_name = "SLUG")]
        slug: String,
        #[arg(value_name = "ORIGINAL")]
        original: String,
    },
    /// Say that a piece is no translation
    #[command(after_help = "Example:\n  stet translation unlink voto-do-ferry")]
    Unlink {
        #[arg(value_name = "SLUG")]
        slug: String,
    },
}

/// # Errors
/// What the desk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let versions: Vec<LanguageVersion> = match &args.what {
        What::List { slug } => door.read("translation_list", &json!({ "article": door.article(slug)? }))?,
        What::New { slug, lang } => {
            let made: Found = door.read("translation_new", &json!({ "article": door.article(slug)?, "lang": lang }))?;
            if cli.json {
                return out::json(&made);
            }
            out::line(&made.slug);
            return Ok(());
        }
        What::Current { slug } => {
            let article = door.article(slug)?;
            let all: Vec<LanguageVersion> = door.read("translation_list", &json!({ "article": article }))?;
            let original = all.iter().find(|version| version.original && version.article.as_str() != article);
            let Some(original) = original else {
                return Err(Failure::new("usage", format!("{slug} is no translation of another piece.")));
            };
            door.read("translation_link", &json!({ "article": article, "original": original.article }))?
        }
        What::Link { slug, original } => {
            let input = json!({ "article": door.article(slug)?, "original": door.article(original)? });
            door.read("translation_link", &input)?
        }
        What::Unlink { slug } => door.read("translation_link", &json!({ "article": door.article(slug)?, "original": null }))?,
    };
    if cli.json {
        return out::json(&versions);
    }
    let cells = |version: &LanguageVersion| {
        let mark = if version.original { "The original.".to_owned() } else { version.waits.clone() };
        vec![version.slug.clone(), version.lang.clone(), door.state_name(&version.state), mark]
    };
    out::text(&out::columns(&versions.iter().map(cells).collect::<Vec<_>>()));
    Ok(())
}
