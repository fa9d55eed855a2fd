//! `stet import`: files in, a piece (or a new copy of one) each. Says of each what was guessed and what was left out.

use std::path::PathBuf;

use serde::Serialize;
use stet_desk::import::MANY;
use stet_document::Failure;
use stet_formats::{Guess, LeftOut};

use crate::answers::{Added, ImportPreview};
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Take files in: DOCX, ODT, RTF, Markdown, HTML, plain text, mails (.eml)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each file becomes a piece in the state draft; the file as it came is kept with it. What was read from how the text
looks (kicker, headline, standfirst, byline, filed, notes, note:3 …) is a guess, and can be left off by its name.

Examples:
  stet import ferry-vote.docx \"night boats.md\"
  stet import \"manuscripts 2026\"
  stet import letter.eml --slug pilots-letter --lang en-GB
  stet import \"FINAL v3 (2).docx\" --copy-of ferry-vote
  stet import notes.txt --without kicker --without note:3")]
pub struct Args {
    /// The files; of a folder, every file within
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The piece's slug (of one file); else made from the headline or the file's name
    #[arg(long, value_name = "S")]
    slug: Option<String>,
    /// The language of what names none (BCP 47); else the desk's
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Keep it as a version of this piece, whose text stays as it is
    #[arg(long, value_name = "SLUG", conflicts_with = "slug")]
    copy_of: Option<String>,
    /// A guess not to make, by its name; may be given more than once
    #[arg(long, value_name = "GUESS")]
    without: Vec<String>,
}

#[derive(Serialize)]
struct Taken {
    slug: String,
    guesses: Vec<Guess>,
    left_out: Vec<LeftOut>,
}

/// Imports file by file; a file that cannot be read stops none of the others, and the first failure is the answer.
///
/// # Errors
/// `damaged`, `unreadable` and the like for a file; `usage`; what a save says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let copy_of = args.copy_of.as_deref().map(|slug| door.article(slug)).transpose()?;
    if args.files.len() > 1 && (args.slug.is_some() || copy_of.is_some()) {
        return Err(Failure::new("usage", "With --slug or --copy-of, name one file."));
    }
    let mut taken = Vec::new();
    let mut failed: Option<Failure> = None;
    for file in &args.files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let previews = match door.read_file(file, args.lang.as_deref(), &args.without) {
            Ok(previews) => previews,
            Err(failure) => {
                remember(&mut failed, named(&name, failure), cli.json);
                continue;
            }
        };
        for preview in previews {
            // Of a folder, what is on the desk already to the letter is told, not taken in again.
            if let Some(same) = preview.copy_of.first().filter(|same| file.is_dir() && same.words_changed == 0) {
                out::remark(&format!("  {}: on the desk already, as {}", preview.name, same.slug));
                continue;
            }
            match add(&door, args, copy_of.as_deref(), &preview) {
                Ok(added) => {
                    if !cli.json {
                        tell(&added, &preview, copy_of.is_some());
                    }
                    taken.push(Taken { slug: added.slug, guesses: preview.guesses, left_out: preview.left_out });
                }
                Err(failure) => remember(&mut failed, named(&preview.name, failure), cli.json),
            }
        }
    }
    if cli.json {
        out::json(&taken)?;
    }
    failed.map_or(Ok(()), Err)
}

fn add(door: &Door, args: &Args, copy_of: Option<&str>, preview: &ImportPreview) -> Result<Added, Failure> {
    if let Some(failure) = &preview.failure {
        return Err(failure.clone());
    }
    if preview.many.is_some() {
        return Err(Failure::new("usage", "This is WordPress' export file; take it in with “stet import-wxr”."));
    }
    door.add(preview, args.slug.as_deref(), copy_of, args.files.len() >= MANY)
}

/// The slug on standard output; what was guessed and left out beside it, on standard error.
fn tell(added: &Added, preview: &ImportPreview, copy: bool) {
    out::line(&added.slug);
    if copy {
        out::remark("  kept as a version of this piece; its text stays as it is");
    }
    for guess in &preview.guesses {
        out::remark(&format!("  {}: {}", guess.id, guess.message));
    }
    for left in &preview.left_out {
        out::left_out(left);
    }
}

/// The first failure is the answer; those after it are told at once.
fn remember(failed: &mut Option<Failure>, failure: Failure, json: bool) {
    match failed {
        None => *failed = Some(failure),
        Some(_) if json => out::remark(&serde_json::to_string(&failure).unwrap_or_default()),
        Some(_) => out::remark(&format!("stet: {}", failure.message)),
    }
}

/// A failure's sentence with the file's name, where it does not have it.
fn named(name: &str, failure: Failure) -> Failure {
    if name.is_empty() || failure.message.contains(name) {
        failure
    } else {
        Failure::new(&failure.code, format!("{name}: {}", failure.message))
    }
}
