//! `stet person`: people of the desk, and those who write for it from outside.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Card, Person};
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
  stet person add \"M. Farol\" --outside
  stet person set \"M. Farol\" --legal-name \"Marta Reis\" --language pt --bio \"Writes on harbours.\"
  stet person show \"M. Farol\"
  stet person me \"Tomas Meyer\"")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant, reason = "one is read in a run")]
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
        #[arg(long, value_name = "R", required_unless_present = "outside")]
        role: Vec<String>,
        /// Writes for the desk and is not on it
        #[arg(long)]
        outside: bool,
    },
    /// Show a person's card
    #[command(after_help = "Example:\n  stet person show \"M. Farol\" --json")]
    Show {
        /// The person, by name or id
        person: String,
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
        /// Whether the person writes for the desk without being on it
        #[arg(long, value_name = "YES", value_parser = ["yes", "no"])]
        outside: Option<String>,
        /// Every language from now on, like en-GB; may be given more than once
        #[arg(long, value_name = "L")]
        language: Vec<String>,
        /// The name as it is printed; empty: the name
        #[arg(long, value_name = "TEXT")]
        byline: Option<String>,
        /// The name behind a pseudonym, which never leaves the desk; empty: there is none
        #[arg(long, value_name = "NAME")]
        legal_name: Option<String>,
        /// Lines about the author, in the language of --bio-language (else the desk's)
        #[arg(long, value_name = "TEXT")]
        bio: Option<String>,
        /// The language of --bio
        #[arg(long, value_name = "L", requires = "bio")]
        bio_language: Option<String>,
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
        What::Add { name, role, outside } => {
            door.read("person_add", &json!({ "name": name, "roles": role, "outside": outside }))?
        }
        What::Show { person } => return show(&door, cli, person),
        What::Set {
            person,
            name,
            role,
            active,
            mail,
            office,
            affiliation,
            outside,
            language,
            byline,
            legal_name,
            bio,
            bio_language,
        } => {
            let some = |list: &[String]| if list.is_empty() { None } else { Some(list.to_vec()) };
            let yes = |typed: &Option<String>| typed.as_ref().map(|typed| typed == "yes");
            let id = door.person(person)?;
            let input = json!({ "person": id, "name": name, "roles": some(role), "active": yes(active), "mail": mail,
                "office": office, "affiliation": affiliation, "outside": yes(outside), "languages": some(language), "byline": byline });
            let changed = door.read("person_set", &input)?;
            if legal_name.is_some() || bio.is_some() {
                let lang = bio_language.as_ref().unwrap_or(&door.info()?.lang);
                let bios = bio.as_ref().map(|text| json!({ lang: text }));
                door.ask("card_set", &json!({ "person": id, "legal_name": legal_name, "bios": bios }))?;
            }
            changed
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
    match (person.active, person.outside) {
        (true, _) => person.roles.join(", "),
        (_, true) => "contributor".to_owned(),
        _ => "no longer on the desk".to_owned(),
    }
}

/// The whole card; the legal name only for those who may see it.
fn show(door: &Door, cli: &Cli, person: &str) -> Result<(), Failure> {
    let id = door.person(person)?;
    let found = door.info()?.people.iter().find(|one| one.id == id).cloned();
    let person = found.ok_or_else(|| Failure::new("not-found", "There is no such person on this desk."))?;
    let card: Card = door.read("card_get", &json!({ "person": id }))?;
    if cli.json {
        return out::json(&json!({ "person": person, "card": card }));
    }
    let mut lines = vec![
        ("Name", person.name.clone()),
        ("On the desk", told(&person)),
        ("Legal name", card.legal_name.unwrap_or_else(|| "not for you".to_owned())),
        ("In print", person.byline.clone()),
        ("Mail", person.mail.clone()),
        ("Office", person.office.clone()),
        ("Affiliation", person.affiliation.clone()),
        ("Languages", person.languages.join(", ")),
    ];
    lines.extend(card.bios.into_iter().map(|(lang, text)| ("About", format!("({lang}) {text}"))));
    let lines: Vec<Vec<String>> =
        lines.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| vec![name.to_owned(), value]).collect();
    out::text(&out::columns(&lines));
    Ok(())
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
