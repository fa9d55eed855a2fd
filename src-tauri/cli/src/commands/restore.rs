//! `stet restore`: an earlier version of a piece becomes its text again, as a new version; or the whole desk, or one piece, comes
//! back from a backup.

use serde_json::{Value, json};
use stet_desk::backup::{Backup, BackupTaken};
use stet_document::Failure;

use crate::answers::{Article, VersionInfo};
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// Bring back an earlier version of a piece, or go back to a backup
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Nothing is lost: what is replaced is kept as a version too. “stet history SLUG” numbers the versions, “stet backup --list” the
backups. A whole desk is backed up before it goes back; a piece out of a backup becomes a version, or a piece of its own with --new.

Examples:
  stet restore ferry-vote 2
  stet restore ferry-vote \"before the lawyer\"
  stet restore --backup 2
  stet restore ferry-vote --backup 2")]
pub struct Args {
    /// The piece's slug; without it, the whole desk goes back to the backup
    #[arg(required_unless_present = "backup")]
    slug: Option<String>,
    /// The version: its number in “stet history”, its name, or its id
    #[arg(required_unless_present = "backup", conflicts_with = "backup")]
    version: Option<String>,
    /// From this backup: its number in “stet backup --list”, or its id
    #[arg(long, value_name = "N")]
    backup: Option<String>,
    /// The piece comes out of the backup as a new piece
    #[arg(long, requires_all = ["backup", "slug"])]
    new: bool,
}

/// Restores the version.
///
/// # Errors
/// `not-found` for a version that the piece does not have; `read-only` where the text is not to be changed.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    if let Some(backup) = &args.backup {
        return match &args.slug {
            Some(slug) => piece(slug, backup, args.new, cli),
            None => whole(backup, cli),
        };
    }
    let (slug, typed) = (args.slug.as_deref().unwrap_or_default(), args.version.as_deref().unwrap_or_default());
    let door = Door::open(cli)?;
    let id = door.article(slug)?;
    let versions = door.versions(&id)?;
    let Some(version) = find(&versions, typed) else {
        return Err(Failure::new("not-found", format!("{slug} has no version “{typed}”; “stet history {slug}” lists them.")));
    };
    let article: Article = door.read("version_restore", &json!({ "article": id, "version": version.id }))?;
    if cli.json {
        return out::json(&json!({ "slug": article.slug, "version": version.id, "words": article.row.words }));
    }
    out::line(&format!("{} is as it was: {}; {}.", article.slug, version.why, out::count(article.row.words, "word", "words")));
    Ok(())
}

/// The whole desk goes back, also where it does not open any more.
fn whole(typed: &str, cli: &Cli) -> Result<(), Failure> {
    let (door, recent) = Door::maybe(cli)?;
    let backup = chosen(&door, recent.as_deref(), typed)?;
    door.ask("backup_restore", &json!({ "recent": recent, "backup": backup.id }))?;
    if cli.json {
        return out::json(&json!({ "backup": backup.id, "when": backup.when }));
    }
    out::line(&format!("The desk is as it was on {}; what it was before is a backup, too.", door.local(&backup.when)));
    Ok(())
}

/// One piece comes out of a backup.
fn piece(slug: &str, typed: &str, new: bool, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let backup = chosen(&door, None, typed)?;
    let pieces: Vec<Value> = door.read("backup_pieces", &json!({ "backup": backup.id }))?;
    let found =
        pieces.iter().find(|piece| piece.get("slug").and_then(Value::as_str).is_some_and(|known| words::same(known, slug)));
    let Some(article) = found.and_then(|piece| piece.get("article")) else {
        return Err(Failure::new("unknown-slug", format!("There is no piece with the slug {slug} in this backup.")));
    };
    let taken: BackupTaken = door.read("backup_take", &json!({ "backup": backup.id, "article": article, "fresh": new }))?;
    if cli.json {
        return out::json(&taken);
    }
    let how = if taken.version.is_some() { "has it as a version; its text is as it was" } else { "is a new piece" };
    out::line(&format!("{} {how}.", taken.slug));
    Ok(())
}

fn chosen(door: &Door, recent: Option<&str>, typed: &str) -> Result<Backup, Failure> {
    let backups: Vec<Backup> = door.read("backup_list", &json!({ "recent": recent }))?;
    let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).and_then(|n| backups.get(n));
    let found = by_number.or_else(|| backups.iter().find(|backup| backup.id == typed)).cloned();
    found.ok_or_else(|| Failure::new("not-found", format!("There is no backup “{typed}”; “stet backup --list” lists them.")))
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
