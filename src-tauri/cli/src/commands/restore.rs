//! `stet restore`: an earlier version of a piece becomes its text again, as a new version.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Article, VersionInfo};
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// Bring back an earlier version of a piece's text
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Nothing is lost: what is replaced is kept as a version too. “stet history SLUG” numbers the versions.

Examples:
  stet restore ferry-vote 2
  stet restore ferry-vote \"before the lawyer\"")]
pub struct Args {
    /// The piece's slug
    slug: String,
    /// The version: its number in “stet history”, its name, or its id
    version: String,
}

/// Restores the version.
///
/// # Errors
/// `not-found` for a version that the piece does not have; `read-only` where the text is not to be changed.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let id = door.article(&args.slug)?;
    let versions = door.versions(&id)?;
    let Some(version) = find(&versions, &args.version) else {
        return Err(Failure::new(
            "not-found",
            format!("{} has no version “{}”; “stet history {}” lists them.", args.slug, args.version, args.slug),
        ));
    };
    let article: Article = door.read("version_restore", &json!({ "article": id, "version": version.id }))?;
    if cli.json {
        return out::json(&json!({ "slug": article.slug, "version": version.id, "words": article.row.words }));
    }
    out::line(&format!("{} is as it was: {}; {}.", article.slug, version.why, out::count(article.row.words, "word", "words")));
    Ok(())
}

/// By number (1 is the oldest), name or id; `versions` are oldest first.
fn find<'a>(versions: &'a [VersionInfo], typed: &str) -> Option<&'a VersionInfo> {
    let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).and_then(|n| versions.get(n));
    by_number.or_else(|| {
        versions
            .iter()
            .rev()
            .find(|version| version.id.as_str() == typed || (!version.name.is_empty() && words::same(&version.name, typed)))
    })
}
