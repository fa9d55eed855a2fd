//! The words that may be typed: the commands, their flags, their help. What they do stands in `commands/`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use stet_document::Failure;

use crate::commands;

const EXAMPLES: &str = "\
From a writer's file to a page:
  stet new review.stet --lang en-GB --zone Europe/Lisbon
  export STET_DESK=review.stet
  stet import ferry-vote.docx
  stet check ferry-vote
  stet set ferry-vote headline \"The ferry vote that nobody lost\"
  stet move ferry-vote editing
  stet date ferry-vote --publish \"2026-11-26 07:00\"
  stet export ferry-vote --to html

Exit codes: 0 done, 1 refused (gates, errors found, embargo, conflict, existing file), 2 wrong use or an unknown
slug or state, 3 damaged or unreadable input, 4 not possible now (disk full, no right, busy).";

/// Takes a piece from a writer's file, through review, to a dated, publishable file.
#[derive(Debug, Parser)]
#[command(name = "stet", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// The desk to work on
    #[arg(long, global = true, value_name = "FILE", env = "STET_DESK", hide_env_values = true)]
    pub desk: Option<PathBuf>,
    /// Who does it, by name or id (else who you are on this desk, else its first person)
    #[arg(long, global = true, value_name = "WHO", env = "STET_BY", hide_env_values = true)]
    pub by: Option<String>,
    /// Answer in JSON; errors too, as {code, message} on standard error
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// Every command, a line each; its flags stand in its own file.
#[derive(Debug, Subcommand)]
pub enum Command {
    New(commands::new::Args),
    Import(commands::import::Args),
    ImportWxr(commands::import_wxr::Args),
    List(commands::list::Args),
    Show(commands::show::Args),
    Set(commands::set::Args),
    Restore(commands::restore::Args),
    Move(commands::moving::Args),
    Date(commands::date::Args),
    Assign(commands::assign::Args),
    Waiting(commands::waiting::Args),
    Person(commands::person::Args),
    Dossier(commands::dossier::Args),
    Fee(commands::fee::Args),
    Workflow(commands::workflow::Args),
    Check(commands::check::Args),
    Export(commands::export::Args),
    Search(commands::search::Args),
    View(commands::view::Args),
    History(commands::history::Args),
    Translation(commands::translation::Args),
    Checklist(commands::checklist::Args),
    Series(commands::series::Args),
    Template(commands::template::Args),
    Recurring(commands::recurring::Args),
    Workload(commands::workload::Args),
    Sample(commands::sample::Args),
    Ics(commands::ics::Args),
    Audit(commands::audit::Args),
    ExportDesk(commands::open_files::Out),
    ImportDesk(commands::open_files::In),
    Backup(commands::backup::Args),
    Doctor(commands::doctor::Args),
}

/// What the words typed ask for.
pub enum Typed {
    Run(Box<Cli>),
    /// The help or the version, to be printed.
    Help(String),
}

/// Reads the words typed.
///
/// # Errors
/// `usage` with one sentence.
pub fn read(typed: &[OsString]) -> Result<Typed, Failure> {
    match Cli::try_parse_from(typed) {
        Ok(cli) => Ok(Typed::Run(Box::new(cli))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Typed::Help(error.render().to_string())),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                Err(Failure::new("usage", "Say what to do, such as “stet list”; “stet --help” shows every command."))
            }
            _ => Err(Failure::new("usage", sentence(&error))),
        },
    }
}

/// What clap says in several lines, as one sentence.
fn sentence(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let body = rendered.split("\n\nUsage:").next().unwrap_or_default().split("\n\nFor more").next().unwrap_or_default();
    let mut words = body.trim_start_matches("error: ").split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((first, rest)) = words.split_once(" tip: ") {
        words = format!("{first}; {rest}");
    }
    let mut letters = words.chars();
    let capital = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    let end = if words.ends_with('.') { "" } else { "." };
    format!("{capital}{}{end}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn read_words(words: &str) -> Result<Typed, Failure> {
        let typed: Vec<OsString> = words.split(' ').map(OsString::from).collect();
        read(&typed)
    }

    #[test]
    fn the_commands_and_flags_fit_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_a_sentence_and_an_example_in_its_help() {
        for command in Cli::command().get_subcommands().filter(|command| command.get_name() != "help") {
            assert!(command.get_about().is_some(), "{} has no sentence", command.get_name());
            let more = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(more.contains("stet "), "{} has no example", command.get_name());
        }
    }

    #[test]
    fn wrong_use_is_told_in_one_sentence() {
        for words in ["stet", "stet fly", "stet move", "stet list --colour", "stet date x --fold sometimes"] {
            let Err(failure) = read_words(words) else { panic!("{words} was taken") };
            assert_eq!(failure.code, "usage", "{words}");
            assert!(!failure.message.contains('\n') && failure.message.ends_with('.'), "{words}: {}", failure.message);
        }
    }

    #[test]
    fn flags_of_every_command_stand_before_or_after_it() {
        for words in ["stet --json list", "stet list --json", "stet list --desk a.stet --by Ana"] {
            assert!(matches!(read_words(words), Ok(Typed::Run(_))), "{words}");
        }
    }
}
