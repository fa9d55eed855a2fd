//! `stet dossier`: what belongs to a piece and never leaves: mails, permissions, source texts, and whom we approached.

use std::path::{Path, PathBuf};

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Approach, Dossier, DossierFile, DossierSaved};
use crate::args::Cli;
use crate::door::{Door, Place, view};
use crate::{out, words};

/// The dossier of a piece: mails, permissions, source texts, whom we approached
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is in a dossier is found by “stet search” and is in no export. Words of mails, Word, OpenDocument, RTF, Markdown, HTML and
text files are found; of a PDF or a picture its name and its note.

Examples:
  stet dossier show ferry-vote
  stet dossier add ferry-vote permission.pdf --kind permission --note \"for the map\"
  stet dossier save ferry-vote permission.pdf -o ~/Documents
  stet dossier approach ferry-vote \"The port authority\" --about \"Was there a count?\" --until \"fri 12:00\"
  stet dossier answer ferry-vote \"The port authority\" \"No comment.\"")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List it
    #[command(after_help = "Example:\n  stet dossier show ferry-vote --json")]
    Show {
        /// The piece's slug
        slug: String,
    },
    /// Add files
    #[command(after_help = "Example:\n  stet dossier add ferry-vote letter.eml speech.pdf")]
    Add {
        /// The piece's slug
        slug: String,
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What they are; without it, by their endings
        #[arg(long, value_parser = ["mail", "permission", "source", "document", "other"])]
        kind: Option<String>,
        /// A line beside them
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Say what a file is, or write a note beside it
    #[command(after_help = "Example:\n  stet dossier set ferry-vote speech.pdf --note \"from the archive\"")]
    Set {
        /// The piece's slug
        slug: String,
        /// The file, by its name
        file: String,
        #[arg(long, value_parser = ["mail", "permission", "source", "document", "other"])]
        kind: Option<String>,
        #[arg(long)]
        note: Option<String>,
    },
    /// Save a file of it elsewhere
    #[command(after_help = "Example:\n  stet dossier save ferry-vote speech.pdf -o /tmp")]
    Save {
        /// The piece's slug
        slug: String,
        /// The file, by its name
        file: String,
        /// A file or a folder; without it, the current folder
        #[arg(short = 'o', long, value_name = "PATH")]
        out: Option<PathBuf>,
        /// Replace a file that is there
        #[arg(long)]
        replace: bool,
    },
    /// Take a file out of it
    #[command(after_help = "Example:\n  stet dossier remove ferry-vote speech.pdf")]
    Remove {
        /// The piece's slug
        slug: String,
        /// The file, by its name
        file: String,
    },
    /// Note whom we approached for their side
    #[command(after_help = "Example:\n  stet dossier approach ferry-vote \"The port authority\" --means telephone --until fri")]
    Approach {
        /// The piece's slug
        slug: String,
        /// Whom
        who: String,
        /// By what means
        #[arg(long, default_value = "mail")]
        means: String,
        /// What they were asked
        #[arg(long, default_value = "")]
        about: String,
        /// When, as people type it; without it, now
        #[arg(long, value_name = "WHEN")]
        asked: Option<String>,
        /// Until when they have time
        #[arg(long, value_name = "WHEN")]
        until: Option<String>,
    },
    /// Note what somebody answered
    #[command(after_help = "Example:\n  stet dossier answer ferry-vote \"The port authority\" \"No comment.\"")]
    Answer {
        /// The piece's slug
        slug: String,
        /// Who, as it was noted
        who: String,
        /// Their answer
        text: String,
        /// When, as people type it; without it, now
        #[arg(long, value_name = "WHEN")]
        when: Option<String>,
    },
}

/// Shows or changes a dossier.
///
/// # Errors
/// `unknown-slug`, `not-found`, `usage`, `no-right`, `unreadable`, `exists`.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let answer = match &args.what {
        What::Show { slug } => return show(&door, cli, slug),
        What::Add { slug, files, kind, note } => {
            let article = door.article(slug)?;
            let tokens = files.iter().map(|file| door.file(file)).collect::<Result<Vec<String>, Failure>>()?;
            door.ask("dossier_add", &json!({ "article": article, "files": tokens, "kind": kind, "note": note }))?
        }
        What::Set { slug, file, kind, note } => {
            let file = find(&door, slug, file)?;
            door.ask("dossier_set", &json!({ "file": file.id, "kind": kind, "note": note }))?
        }
        What::Save { slug, file, out, replace } => {
            let file = find(&door, slug, file)?;
            let place = out.as_deref().unwrap_or_else(|| Path::new("."));
            door.answer(if place.is_dir() { Place::Folder(place.to_owned()) } else { Place::File(place.to_owned()) });
            let saved: DossierSaved = door.read("dossier_save", &json!({ "file": file.id, "replace": replace }))?;
            return told(cli, &json!(saved), &format!("Saved {}.", saved.name));
        }
        What::Remove { slug, file } => {
            let file = find(&door, slug, file)?;
            door.ask("dossier_remove", &json!({ "file": file.id }))?;
            return told(cli, &json!({ "removed": file.id }), &format!("{} is out of the dossier.", file.name));
        }
        What::Approach { slug, who, means, about, asked, until } => {
            let input = json!({ "article": door.article(slug)?, "who": who, "means": means, "about": about, "asked": asked,
                "until": until });
            door.ask("approach_set", &input)?
        }
        What::Answer { slug, who, text, when } => {
            let dossier: Dossier = door.read("dossier_get", &json!({ "article": door.article(slug)? }))?;
            let asked = dossier.approaches.iter().filter(|one| words::same(&one.who, who));
            let one = asked.min_by_key(|one| !one.answer.is_empty());
            let one = one.ok_or_else(|| Failure::new("not-found", format!("Nobody called “{who}” was approached.")))?;
            door.ask("approach_set", &json!({ "approach": one.id, "answer": text, "answered": when }))?
        }
    };
    if cli.json {
        return out::json(&answer);
    }
    match &args.what {
        What::Approach { .. } | What::Answer { .. } => {
            let one: Approach = view(answer)?;
            out::text(&out::columns(&[approach(&one)]));
        }
        What::Set { .. } => {
            let one: DossierFile = view(answer)?;
            out::text(&out::columns(&[line(&door, &one)]));
        }
        _ => {
            let added: Vec<DossierFile> = view(answer)?;
            out::text(&out::columns(&added.iter().map(|one| line(&door, one)).collect::<Vec<_>>()));
        }
    }
    Ok(())
}

fn told(cli: &Cli, answer: &serde_json::Value, sentence: &str) -> Result<(), Failure> {
    if cli.json {
        return out::json(answer);
    }
    out::line(sentence);
    Ok(())
}

fn find(door: &Door, slug: &str, name: &str) -> Result<DossierFile, Failure> {
    let dossier: Dossier = door.read("dossier_get", &json!({ "article": door.article(slug)? }))?;
    let found = dossier.files.into_iter().find(|file| file.name == name || file.id == name);
    found.ok_or_else(|| Failure::new("not-found", format!("There is no file “{name}” in the dossier of {slug}.")))
}

fn show(door: &Door, cli: &Cli, slug: &str) -> Result<(), Failure> {
    let answer = door.ask("dossier_get", &json!({ "article": door.article(slug)? }))?;
    if cli.json {
        return out::json(&answer);
    }
    let dossier: Dossier = view(answer)?;
    out::text(&out::columns(&dossier.files.iter().map(|file| line(door, file)).collect::<Vec<_>>()));
    if !dossier.approaches.is_empty() {
        out::line("Approached:");
        out::text(&out::columns(&dossier.approaches.iter().map(approach).collect::<Vec<_>>()));
    }
    Ok(())
}

fn line(door: &Door, file: &DossierFile) -> Vec<String> {
    let found = if file.searched { "" } else { "by name only" };
    vec![
        file.name.clone(),
        file.kind.clone(),
        format!("{} bytes", file.size),
        door.local(&file.added),
        file.by.clone(),
        file.note.clone(),
        found.to_owned(),
    ]
}

fn approach(one: &Approach) -> Vec<String> {
    let until = if one.until.is_empty() { String::new() } else { format!("until {}", one.until.replace('T', " ")) };
    let answer = match (one.answer.as_str(), one.answered.as_str()) {
        ("", "") => "no answer".to_owned(),
        (answer, when) => format!("{}: {}", when.replace('T', " "), answer.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    vec![one.who.clone(), format!("by {}", one.means), one.asked.replace('T', " "), until, answer]
}
