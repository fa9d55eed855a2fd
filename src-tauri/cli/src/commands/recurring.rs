//! `stet recurring`: pieces that the calendar makes from templates.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Recurred, Recurring};
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// Pieces that recur (“every Monday: letters”): the rules, and making what is due by now
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stet recurring list
  stet recurring add Letters --template Letters --every week --on 1 --ahead 7
  stet recurring add \"Night watch\" --template Column --every month --on 1,15 --time 07:00
  stet recurring make
  stet recurring remove Letters")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the rules
    #[command(after_help = "Example:\n  stet recurring list --json")]
    List,
    /// Add a rule; one of the same name is changed
    #[command(after_help = "Example:\n  stet recurring add Letters --template Letters --every week --on 1 --ahead 7")]
    Add {
        #[arg(value_name = "NAME")]
        name: String,
        /// The template's name
        #[arg(long, value_name = "NAME")]
        template: String,
        #[arg(long, value_parser = ["week", "month"], default_value = "week")]
        every: String,
        /// Days of the week from 1 (Monday) to 7, or days of the month
        #[arg(long, value_name = "DAYS", value_delimiter = ',', required = true)]
        on: Vec<u8>,
        /// When it goes out; else the day is enough
        #[arg(long, value_name = "HH:MM", default_value = "")]
        time: String,
        /// Made so many days before
        #[arg(long, value_name = "DAYS", default_value_t = 7)]
        ahead: u32,
        /// Kept, but nothing is made
        #[arg(long)]
        rests: bool,
    },
    /// Take a rule away; what it made stays
    #[command(after_help = "Example:\n  stet recurring remove Letters")]
    Remove {
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Make the pieces that are to be there by now, as opening the desk does
    #[command(after_help = "Example:\n  stet recurring make")]
    Make,
}

/// # Errors
/// What the desk says; `not-found` for a rule that there is not.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let known: Vec<Recurring> = door.read("recurring_list", &json!({}))?;
    let named = |name: &str| known.iter().find(|rule| words::same(&rule.name, name)).map(|rule| rule.recurring.clone());
    let all: Vec<Recurring> = match &args.what {
        What::List => known,
        What::Add { name, template, every, on, time, ahead, rests } => door.read(
            "recurring_set",
            &json!({ "recurring": named(name), "name": name, "template": super::template::named(&door, template)?, "every": every,
                "days": on, "time": time, "ahead": ahead, "active": !rests }),
        )?,
        What::Remove { name } => {
            let rule = named(name).ok_or_else(|| Failure::new("not-found", format!("Nothing called “{name}” recurs.")))?;
            door.read("recurring_remove", &json!({ "recurring": rule }))?
        }
        What::Make => {
            let made: Recurred = door.read("recurring_make", &json!({}))?;
            if cli.json {
                return out::json(&made);
            }
            out::line(if made.told.is_empty() { "Nothing is to be made by now." } else { &made.told });
            return Ok(());
        }
    };
    if cli.json {
        return out::json(&all);
    }
    if all.is_empty() {
        out::line("Nothing recurs.");
    }
    let cells = |rule: &Recurring| {
        let next = if rule.active { rule.next.clone().unwrap_or_default() } else { "rests".to_owned() };
        vec![rule.name.clone(), rule.told.clone(), format!("{} days ahead", rule.ahead), rule.template_name.clone(), next]
    };
    out::text(&out::columns(&all.iter().map(cells).collect::<Vec<_>>()));
    Ok(())
}
