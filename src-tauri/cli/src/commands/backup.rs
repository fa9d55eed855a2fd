//! `stet backup`: makes a backup of the desk, or lists those that there are.

use serde_json::json;
use stet_desk::backup::{Backup, Why};
use stet_document::Failure;

use crate::args::Cli;
use crate::door::{Door, view};
use crate::out;

/// Back the desk up, or list its backups
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Backups are kept in your own state folder, one a day while Stet is open and one before anything risky. “stet restore” goes back.

Examples:
  stet backup
  stet backup --list
  stet restore --backup 2")]
pub struct Args {
    /// List the backups, the newest first, with the numbers that “stet restore --backup” takes
    #[arg(long)]
    list: bool,
}

/// Makes one, or prints the list.
///
/// # Errors
/// `disk-full` and what else the disk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    if args.list {
        let (door, recent) = Door::maybe(cli)?;
        let answer = door.ask("backup_list", &json!({ "recent": recent }))?;
        if cli.json {
            return out::json(&answer);
        }
        let backups: Vec<Backup> = view(answer)?;
        if backups.is_empty() {
            out::line("There is no backup yet; “stet backup” makes one.");
        }
        let lines = backups.iter().enumerate().map(|(n, backup)| {
            vec![
                (n + 1).to_string(),
                door.local(&backup.when),
                size(backup.size),
                why(backup).to_owned(),
                remark(backup).to_owned(),
            ]
        });
        out::text(&out::columns(&lines.collect::<Vec<_>>()));
        return Ok(());
    }
    let door = Door::open(cli)?;
    let answer = door.ask("backup_make", &json!({}))?;
    let backup: Backup = view(answer.clone())?;
    if cli.json {
        out::json(&answer)?;
    } else if backup.sound {
        out::line(&format!("Backed up, {}; every row was read again from the copy.", size(backup.size)));
    }
    if backup.sound {
        Ok(())
    } else {
        Err(Failure::new("damaged", "The desk is damaged, and so is this backup of it; “stet doctor” says where."))
    }
}

fn why(backup: &Backup) -> &'static str {
    match backup.why {
        Why::Daily => "of the day",
        Why::Asked => "asked for",
        Why::Restore => "before a restore",
        Why::Import => "before an import",
        Why::Migration => "before a new version",
    }
}

fn remark(backup: &Backup) -> &'static str {
    match (backup.sound, backup.here) {
        (false, _) => "damaged",
        (true, false) => "of the desk at another place",
        (true, true) => "",
    }
}

/// "867 MB", "4.2 MB", "120 kB".
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..10_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
