//! The commands, a file each: its flags with their help, and what it does through the desk's one conversation.
//!
//! **Invariant:** nothing here decides what an editor would decide: gates, dates and saving are the desk's.

pub mod assign;
pub mod audit;
pub mod backup;
pub mod check;
pub mod checklist;
pub mod date;
pub mod doctor;
pub mod dossier;
pub mod export;
pub mod fee;
pub mod history;
pub mod ics;
pub mod import;
pub mod import_wxr;
pub mod list;
pub mod moving;
pub mod new;
pub mod open_files;
pub mod person;
pub mod recurring;
pub mod restore;
pub mod sample;
pub mod search;
pub mod series;
pub mod set;
pub mod show;
pub mod template;
pub mod translation;
pub mod view;
pub mod waiting;
pub mod workflow;
pub mod workload;

use stet_document::Failure;

use crate::args::{Cli, Command};

/// Runs the command that was typed.
///
/// # Errors
/// Whatever the command says; `exit.rs` makes the exit code of it.
pub fn run(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        Command::New(args) => new::run(args, cli),
        Command::Import(args) => import::run(args, cli),
        Command::ImportWxr(args) => import_wxr::run(args, cli),
        Command::List(args) => list::run(args, cli),
        Command::Show(args) => show::run(args, cli),
        Command::Set(args) => set::run(args, cli),
        Command::Restore(args) => restore::run(args, cli),
        Command::Move(args) => moving::run(args, cli),
        Command::Date(args) => date::run(args, cli),
        Command::Assign(args) => assign::run(args, cli),
        Command::Waiting(args) => waiting::run(args, cli),
        Command::Person(args) => person::run(args, cli),
        Command::Dossier(args) => dossier::run(args, cli),
        Command::Fee(args) => fee::run(args, cli),
        Command::Workflow(args) => workflow::run(args, cli),
        Command::Check(args) => check::run(args, cli),
        Command::Export(args) => export::run(args, cli),
        Command::Search(args) => search::run(args, cli),
        Command::History(args) => history::run(args, cli),
        Command::Translation(args) => translation::run(args, cli),
        Command::Checklist(args) => checklist::run(args, cli),
        Command::Series(args) => series::run(args, cli),
        Command::Template(args) => template::run(args, cli),
        Command::Recurring(args) => recurring::run(args, cli),
        Command::Workload(args) => workload::run(args, cli),
        Command::Sample(args) => sample::run(args, cli),
        Command::View(args) => view::run(args, cli),
        Command::Ics(args) => ics::run(args, cli),
        Command::Audit(args) => audit::run(args, cli),
        Command::ExportDesk(args) => open_files::write(args, cli),
        Command::ImportDesk(args) => open_files::read(args, cli),
        Command::Backup(args) => backup::run(args, cli),
        Command::Doctor(args) => doctor::run(args, cli),
    }
}
