//! `stet person`: people of the desk.

use serde_json::json;
use stet_document::Failure;

use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

const ROLES: [&str; 8] =
    ["writer", "editor", "copy editor", "fact checker", "proofreader", "legal reader", "translator", "editor-in-chief"];

/// People of the desk
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  stet person add \"Tomas Meyer\" --role \"copy editor\" --role proofreader")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add a person
    #[command(after_help = "\
Roles: writer, editor, copy editor, fact checker, proofreader, legal reader, translator, editor-in-chief.

Example:
  stet person add \"Tomas Meyer\" --role \"copy editor\" --role proofreader")]
    Add {
        /// The person's name
        name: String,
        /// What the person does here; may be given more than once
        #[arg(long, value_name = "R", required = true)]
        role: Vec<String>,
    },
}

/// Adds the person.
///
/// # Errors
/// `usage` for a role that there is not; `exists` for a name that is taken.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let What::Add { name, role } = &args.what;
    let roles = role.iter().map(|typed| known(typed)).collect::<Result<Vec<_>, _>>()?;
    let door = Door::open(cli)?;
    let person = door.ask("person_add", &json!({ "name": name, "roles": roles }))?;
    if cli.json {
        return out::json(&person);
    }
    out::line(&format!("{name} is on the desk: {}.", roles.join(", ")));
    Ok(())
}

fn known(typed: &str) -> Result<String, Failure> {
    match ROLES.iter().find(|role| words::same(role, typed)) {
        Some(role) => Ok((*role).to_owned()),
        None => Err(Failure::new("usage", format!("“{typed}” is not a role; there are: {}.", ROLES.join(", ")))),
    }
}
