//! `stet new`: makes a desk, with its first person.

use std::path::PathBuf;

use serde::Serialize;
use stet_desk::app::desk_file;
use stet_document::Failure;

use crate::args::Cli;
use crate::door::{self, Door};
use crate::{home, out};

/// Make a new desk
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  stet new review.stet\n  stet new review.stet --lang en-GB --zone Europe/Lisbon --by \"Ana Duarte\""
)]
pub struct Args {
    /// The desk's file; .stet is added to its name where it is missing
    file: PathBuf,
    /// The desk's language (BCP 47), which new pieces take; else the machine's
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// The desk's time zone (IANA); else the machine's
    #[arg(long, value_name = "Z")]
    zone: Option<String>,
    /// The publication's name; else the file's
    #[arg(long)]
    title: Option<String>,
}

#[derive(Serialize)]
struct Made<'a> {
    desk: String,
    title: &'a str,
    lang: &'a str,
    zone: &'a str,
    person: &'a str,
}

/// Makes the desk; the person is `--by`, or asked for where a terminal is, or the login.
///
/// # Errors
/// `exists`, `usage`, and what the disk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let stem = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let title = args.title.clone().unwrap_or(stem);
    let lang = args.lang.clone().unwrap_or_else(home::lang);
    let zone = args.zone.clone().unwrap_or_else(home::zone);
    let file = desk_file(&args.file);
    door::free(&file)?;
    let person = cli.by.clone().unwrap_or_else(home::name);
    Door::new_desk(&file, &title, &lang, &zone, &person)?;
    if cli.json {
        return out::json(&Made { desk: file.display().to_string(), title: &title, lang: &lang, zone: &zone, person: &person });
    }
    out::line(&format!("{} is ready; {person} is its editor.", file.display()));
    Ok(())
}
