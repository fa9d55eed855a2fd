//! `stet` on the command line: reads the words typed, runs one command, says how it ended. What the commands do stands in `commands/`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

mod answers;
mod args;
mod body;
mod commands;
mod door;
mod exit;
mod home;
mod out;
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    let json = typed.iter().skip(1).take_while(|word| *word != "--").any(|word| word == "--json");
    match args::read(&typed) {
        Ok(args::Typed::Run(cli)) => match commands::run(&cli) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => exit::tell(&failure, json),
        },
        Ok(args::Typed::Help(text)) => {
            out::text(&text);
            ExitCode::SUCCESS
        }
        Err(failure) => exit::tell(&failure, json),
    }
}
