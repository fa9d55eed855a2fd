//! `stet person`: people of the desk.

use serde_json::json;
use stet_document::Failure;

use crate::answers::Person;
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// People of the desk
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Roles: writer, editor, copy editor, fact checker, proofreader, legal reader, translator, editor-in-chief.

Examples:
  stet person list
  stet person add \"Tomas Meyer\" --role \"copy editor\" --role proofreader
  stet person set \"Tomas Meyer\" --office \"night editor\" --mail tomas@harbour-review.example
  stet person set \"Tomas Meyer\" --active no
  stet person me \"Tomas Meyer\"")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List everybody with their roles
    #[command(after_help = "Example:\n  stet person list --json")]
    List,
    /// Add a person
    #[command(after_help = "Example:\n  stet person add \"Tomas Meyer\" --role \"copy editor\" --role proofreader")]
    Add {
        /// The person's name
        name: String,
        /// What the person does here; may be given more than once
        #[arg(long, value_name = "R", required = true)]
        role: Vec<String>,
    },
    /// Change what is known of a person; nobody is ever deleted
    #[command(after_help = "Example:\n  stet person set \"Tomas Meyer\" --role editor --office \"night editor\"")]
    Set {
        /// The person, by name or id
        person: String,
        /// Another name
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Every role from now on; may be given more than once
        #[arg(long, value_name = "R")]
        role: Vec<String>,
        /// Whether the person is on the desk
        #[arg(long, value_name = "YES", value_parser = ["yes", "no"])]
        active: Option<String>,
        /// Mail address
        #[arg(long, value_name = "MAIL")]
        mail: Option<String>,
        /// As it prints after the name
        #[arg(long, value_name = "TEXT")]
        office: Option<String>,
        /// As it prints after the office
        #[arg(long, value_name = "TEXT")]
        affiliation: Option<String>,
    },
    /// Say who you are on this desk
    #[command(after_help = "Example:\n  stet person me \"Tomas Meyer\"")]
    Me {
        /// You, by name or id
        person: String,
    },
}

/// Lists, adds or changes people.
///
/// # Errors
/// `usage` for a role that there is not; `twin` for a name that is taken; `no-right`; `not-found`.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let person: Person = match &args.what {
        What::List => return list(&door, cli),
        What::Add { name, role } => door.read("person_add", &json!({ "name": name, "roles": role }))?,
        What::Set { person, name, role, active, mail, office, affiliation } => {
            let roles = if role.is_empty() { None } else { Some(role) };
            let active = active.as_ref().map(|typed| typed == "yes");
            let input = json!({ "person": door.person(person)?, "name": name, "roles": roles, "active": active, "mail": mail,
                "office": office, "affiliation": affiliation });
            door.read("person_set", &input)?
        }
        What::Me { person } => {
            let id = door.person(person)?;
            door.ask("person_me", &json!({ "person": id }))?;
            out::line(&format!("You are {person} on this desk now."));
            return Ok(());
        }
    };
    if cli.json {
        return out::json(&person);
    }
    out::line(&format!("{}: {}.", person.name, told(&person)));
    Ok(())
}

fn told(person: &Person) -> String {
    if person.active { person.roles.join(", ") } else { "no longer on the desk".to_owned() }
}

fn list(door: &Door, cli: &Cli) -> Result<(), Failure> {
    let info = door.info()?;
    if cli.json {
        return out::json(&info.people);
    }
    let me = info.me.as_ref().map(|me| &me.id);
    let lines: Vec<Vec<String>> = info
        .people
        .iter()
        .map(|one| {
            let you = if Some(&one.id) == me { "you" } else { "" };
            vec![one.name.clone(), told(one), one.office.clone(), one.mail.clone(), you.to_owned()]
        })
        .collect();
    out::text(&out::columns(&lines));
    Ok(())
}
