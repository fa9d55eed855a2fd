//! `stet fee`: what was agreed, invoiced and paid, for each piece and contributor.

use std::path::PathBuf;

use serde_json::{Value, json};
use stet_desk::money;
use stet_document::Failure;

use crate::answers::{Fee, FeesWritten};
use crate::args::Cli;
use crate::door::{Door, Place, view};
use crate::out;

/// Fees: agreed, invoiced, paid
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Amounts are written like 250, 250.50 or 250,50; an empty one takes it away. The currency is the one used last where none is said.
Contributors stand in the table by the names that the desk knows them by, never by a legal name.

Examples:
  stet fee set ferry-vote \"M. Farol\" --agreed 250 --currency EUR
  stet fee set ferry-vote \"M. Farol\" --invoiced 250 --invoice 2026-17
  stet fee set ferry-vote \"M. Farol\" --paid 250 --paid-on 30.11.
  stet fee list --open
  stet fee list --csv fees.csv")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List fees, or write them as CSV
    #[command(after_help = "Example:\n  stet fee list --person \"M. Farol\" --csv fees.csv")]
    List {
        /// Only of this piece
        #[arg(long, value_name = "SLUG")]
        piece: Option<String>,
        /// Only of this contributor
        #[arg(long, value_name = "WHO")]
        person: Option<String>,
        /// Only what is not paid in full
        #[arg(long)]
        open: bool,
        /// Write a CSV file instead
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
        /// Replace a file that is there
        #[arg(long, requires = "csv")]
        replace: bool,
    },
    /// Note what was agreed, invoiced or paid
    #[command(after_help = "Example:\n  stet fee set ferry-vote \"M. Farol\" --agreed 250 --currency EUR")]
    Set {
        /// The piece's slug
        slug: String,
        /// The contributor, by name or id
        person: String,
        /// Three letters, like EUR
        #[arg(long, value_name = "CODE")]
        currency: Option<String>,
        /// What was agreed
        #[arg(long, value_name = "AMOUNT")]
        agreed: Option<String>,
        /// What they asked for
        #[arg(long, value_name = "AMOUNT")]
        invoiced: Option<String>,
        /// The number of their invoice
        #[arg(long, value_name = "NUMBER")]
        invoice: Option<String>,
        /// The day of their invoice; without it, today
        #[arg(long, value_name = "DAY")]
        invoiced_on: Option<String>,
        /// What they got
        #[arg(long, value_name = "AMOUNT")]
        paid: Option<String>,
        /// The day on which they got it; without it, today
        #[arg(long, value_name = "DAY")]
        paid_on: Option<String>,
    },
    /// Take a fee away that was noted by mistake
    #[command(after_help = "Example:\n  stet fee remove ferry-vote \"M. Farol\"")]
    Remove {
        /// The piece's slug
        slug: String,
        /// The contributor, by name or id
        person: String,
    },
}

/// Lists, notes or takes away fees.
///
/// # Errors
/// `no-right`; `usage` for what is no amount; `not-found`, `unknown-slug`, `exists`.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    match &args.what {
        What::List { piece, person, open, csv, replace } => {
            let article = piece.as_deref().map(|slug| door.article(slug)).transpose()?;
            let who = person.as_deref().map(|who| door.person(who)).transpose()?;
            let wish = json!({ "article": article, "person": who, "open": open });
            match csv {
                Some(file) => write(&door, cli, &wish, file, *replace),
                None => list(&door, cli, &wish),
            }
        }
        What::Set { slug, person, currency, agreed, invoiced, invoice, invoiced_on, paid, paid_on } => {
            let input = json!({ "article": door.article(slug)?, "person": door.person(person)?, "currency": currency,
                "agreed": agreed, "invoiced": invoiced, "invoice": invoice, "invoiced_on": invoiced_on, "paid": paid,
                "paid_on": paid_on });
            let answer = door.ask("fee_set", &input)?;
            if cli.json {
                return out::json(&answer);
            }
            let fee: Fee = view(answer)?;
            out::text(&out::columns(&[cells(&fee)]));
            Ok(())
        }
        What::Remove { slug, person } => {
            let wish = json!({ "article": door.article(slug)?, "person": door.person(person)? });
            let found: Vec<Fee> = door.read("fee_list", &wish)?;
            let fee = found.first().ok_or_else(|| Failure::new("not-found", "There is no such fee."))?;
            door.ask("fee_remove", &json!({ "fee": fee.id }))?;
            out::line(&format!("The fee of {} for {} is gone.", fee.name, fee.slug));
            Ok(())
        }
    }
}

fn list(door: &Door, cli: &Cli, wish: &Value) -> Result<(), Failure> {
    let answer = door.ask("fee_list", wish)?;
    if cli.json {
        return out::json(&answer);
    }
    let fees: Vec<Fee> = view(answer)?;
    out::text(&out::columns(&fees.iter().map(cells).collect::<Vec<_>>()));
    Ok(())
}

fn write(door: &Door, cli: &Cli, wish: &Value, file: &std::path::Path, replace: bool) -> Result<(), Failure> {
    door.answer(Place::File(file.to_owned()));
    let answer = door.ask("fee_export", &json!({ "wish": wish, "replace": replace }))?;
    if cli.json {
        return out::json(&answer);
    }
    let written: FeesWritten = view(answer)?;
    out::line(&format!("{} has {}.", written.name, out::count(written.fees, "fee", "fees")));
    Ok(())
}

fn cells(fee: &Fee) -> Vec<String> {
    let amount = |word: &str, amount: Option<i64>, more: &str| {
        let told = amount.map(|amount| format!("{word} {} {}", money::plain(amount, &fee.currency), fee.currency));
        let more = if more.is_empty() { String::new() } else { format!(" ({more})") };
        told.map(|told| told + &more).unwrap_or_default()
    };
    let about: Vec<&str> = [fee.invoice.as_str(), fee.invoiced_on.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    vec![
        fee.slug.clone(),
        fee.name.clone(),
        amount("agreed", fee.agreed, ""),
        amount("invoiced", fee.invoiced, &about.join(", ")),
        amount("paid", fee.paid, &fee.paid_on),
    ]
}
