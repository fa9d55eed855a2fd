//! `stet checklist`: what is ticked off in each state, for every piece and for one.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Check, ChecklistItem};
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// Checklists: what is ticked off in each state, and the ticks of a piece
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stet checklist show
  stet checklist show ferry-vote
  stet checklist set \"copy edit\" \"Names checked\" \"Figures checked\"
  stet checklist tick ferry-vote \"Names checked\"
  stet checklist add ferry-vote \"Ask for the map\" --state editing")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Show the lists of the desk, or what is to tick for a piece
    #[command(after_help = "Example:\n  stet checklist show ferry-vote --json")]
    Show {
        #[arg(value_name = "SLUG")]
        slug: Option<String>,
    },
    /// Set the list of a state; without items, empty it
    #[command(after_help = "Example:\n  stet checklist set proof \"Read aloud\" \"Captions read\"")]
    Set {
        #[arg(value_name = "STATE")]
        state: String,
        #[arg(value_name = "ITEM")]
        items: Vec<String>,
    },
    /// Tick an item of a piece
    #[command(after_help = "Example:\n  stet checklist tick ferry-vote \"Names checked\"")]
    Tick {
        #[arg(value_name = "SLUG")]
        slug: String,
        #[arg(value_name = "ITEM")]
        item: String,
        /// Take the tick off again
        #[arg(long)]
        off: bool,
    },
    /// Add an item for one piece
    #[command(after_help = "Example:\n  stet checklist add ferry-vote \"Ask for the map\" --state editing")]
    Add {
        #[arg(value_name = "SLUG")]
        slug: String,
        #[arg(value_name = "ITEM")]
        item: String,
        /// The state in which it is ticked, by name or id
        #[arg(long, value_name = "S")]
        state: String,
    },
    /// Take away an item of one piece
    #[command(after_help = "Example:\n  stet checklist remove ferry-vote \"Ask for the map\"")]
    Remove {
        #[arg(value_name = "SLUG")]
        slug: String,
        #[arg(value_name = "ITEM")]
        item: String,
    },
}

/// # Errors
/// What the desk says; `not-found` for an item that is not on the list.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let checks: Vec<Check> = match &args.what {
        What::Show { slug: None } => return of_desk(&door, cli, &door.read::<Vec<ChecklistItem>>("checklist_list", &json!({}))?),
        What::Set { state, items } => {
            let state = door.state(state)?;
            let known: Vec<ChecklistItem> = door.read("checklist_list", &json!({}))?;
            let of = |label: &String| {
                known.iter().find(|one| one.state == state && words::same(&one.label, label)).map(|one| one.item.clone())
            };
            let items: Vec<_> = items.iter().map(|label| json!({ "item": of(label), "label": label })).collect();
            return of_desk(
                &door,
                cli,
                &door.read::<Vec<ChecklistItem>>("checklist_set", &json!({ "state": state, "items": items }))?,
            );
        }
        What::Show { slug: Some(slug) } => door.read("article_checks", &json!({ "article": door.article(slug)? }))?,
        What::Tick { slug, item, off } => {
            let (article, item) = known(&door, slug, item)?;
            door.read("check_tick", &json!({ "article": article, "item": item, "on": !off }))?
        }
        What::Add { slug, item, state } => {
            door.read("check_add", &json!({ "article": door.article(slug)?, "state": door.state(state)?, "label": item }))?
        }
        What::Remove { slug, item } => {
            let (article, item) = known(&door, slug, item)?;
            door.read("check_remove", &json!({ "article": article, "item": item }))?
        }
    };
    if cli.json {
        return out::json(&checks);
    }
    if checks.is_empty() {
        out::line("Nothing is to tick.");
    }
    let cells = |check: &Check| {
        let mark = if check.ticked.is_some() { "[x]" } else { "[ ]" };
        let who = check.ticked.as_ref().map(|tick| format!("{}, {}", tick.who, door.local(&tick.when))).unwrap_or_default();
        vec![mark.to_owned(), door.state_name(&check.state), check.label.clone(), who]
    };
    out::text(&out::columns(&checks.iter().map(cells).collect::<Vec<_>>()));
    Ok(())
}

fn of_desk(door: &Door, cli: &Cli, items: &[ChecklistItem]) -> Result<(), Failure> {
    if cli.json {
        return out::json(items);
    }
    if items.is_empty() {
        out::line("Nothing is ticked off on this desk; set a list with “stet checklist set STATE ITEM…”.");
    }
    let cells: Vec<_> = items.iter().map(|one| vec![door.state_name(&one.state), one.label.clone()]).collect();
    out::text(&out::columns(&cells));
    Ok(())
}

/// The piece and the item that are meant.
fn known(door: &Door, slug: &str, item: &str) -> Result<(String, String), Failure> {
    let article = door.article(slug)?;
    let checks: Vec<Check> = door.read("article_checks", &json!({ "article": article }))?;
    let found = checks.iter().find(|check| check.item == item || words::same(&check.label, item));
    let found = found.ok_or_else(|| Failure::new("not-found", format!("“{item}” is not on the list of {slug}.")))?;
    Ok((article, found.item.clone()))
}
