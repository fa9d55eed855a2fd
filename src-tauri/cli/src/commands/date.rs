//! `stet date`: the six dates of a piece, shown or set; a date of several pieces, set.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{DateValue, Dates};
use crate::args::Cli;
use crate::door::{Door, view};
use crate::{out, words};

/// Show or set the dates of a piece, or set those of several
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Dates are typed as “2026-11-26 07:00”, in the desk's zone or in --zone; “none” takes one away. Filed, deadline, planned
and printed may be a day without a time. Where a clock is set back, an hour comes twice: --fold says which.

Examples:
  stet date ferry-vote
  stet date ferry-vote --filed 2026-11-23 --publish \"2026-11-26 07:00\"
  stet date ferry-vote --embargo \"2026-11-26 06:00\" --zone Europe/Lisbon
  stet date ferry-vote harbour-budget --deadline \"fri 12:00\"
  stet date ferry-vote --publish none")]
pub struct Args {
    /// The slugs of the pieces
    #[arg(required = true, value_name = "SLUG")]
    slugs: Vec<String>,
    /// The day on which the writer's words were true
    #[arg(long, value_name = "DATE")]
    filed: Option<String>,
    /// Copy due
    #[arg(long, value_name = "DATE")]
    deadline: Option<String>,
    /// When we hope
    #[arg(long, value_name = "DATE")]
    planned: Option<String>,
    /// The publication date: it goes out
    #[arg(long, value_name = "DATE")]
    publish: Option<String>,
    /// Not before
    #[arg(long, value_name = "DATE")]
    embargo: Option<String>,
    /// What the reader sees
    #[arg(long, value_name = "DATE")]
    printed: Option<String>,
    /// The zone in which the dates are meant (IANA)
    #[arg(long, value_name = "Z")]
    zone: Option<String>,
    /// Which of the two, where an hour comes twice
    #[arg(long, value_name = "WHICH", value_parser = ["first", "later"])]
    fold: Option<String>,
}

/// Sets what is named, in the order of the help; without any, shows all.
///
/// # Errors
/// `usage` for what is no date; `unknown-slug`.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let named = [
        ("filed", &args.filed),
        ("deadline", &args.deadline),
        ("planned", &args.planned),
        ("publish_at", &args.publish),
        ("embargo", &args.embargo),
        ("printed", &args.printed),
    ];
    let mut wanted = Vec::new();
    for (date, typed) in named {
        if let Some(typed) = typed {
            wanted.push((date, words::date(typed)?));
        }
    }
    if wanted.is_empty() && (args.zone.is_some() || args.fold.is_some()) {
        return Err(Failure::new("usage", "Say which date is meant, such as --publish \"2026-11-26 07:00\"."));
    }
    let door = Door::open(cli)?;
    let [slug] = args.slugs.as_slice() else {
        let articles = door.articles(&args.slugs)?;
        let [(date, wall)] = wanted.as_slice() else {
            return Err(Failure::new("usage", "For several pieces name one date, such as --deadline \"fri 12:00\"."));
        };
        let input = json!({ "articles": articles, "date": date, "wall": wall, "zone": args.zone, "fold": args.fold });
        return door.many("articles_date", &input, cli.json, "dated");
    };
    let id = door.article(slug)?;
    let mut dates = None;
    for (date, wall) in wanted {
        let input = json!({ "article": id, "date": date, "wall": wall, "zone": args.zone, "fold": args.fold });
        dates = Some(door.ask("date_set", &input)?);
    }
    let dates = match dates {
        Some(dates) => dates,
        None => door.ask("article_get", &json!({ "article": id }))?.get("dates").cloned().unwrap_or_default(),
    };
    if cli.json {
        return out::json(&dates);
    }
    let lines = lines(&view(dates)?);
    out::text(&if lines.is_empty() { "No date is set.\n".to_owned() } else { out::columns(&lines) });
    Ok(())
}

fn lines(dates: &Dates) -> Vec<Vec<String>> {
    let all = [
        ("filed", &dates.filed),
        ("deadline", &dates.deadline),
        ("planned", &dates.planned),
        ("publish", &dates.publish_at),
        ("embargo", &dates.embargo),
        ("printed", &dates.printed),
    ];
    let line = |(name, date): (&str, &Option<DateValue>)| {
        date.as_ref().map(|date| vec![name.to_owned(), words::typed(date), words::zone(date).to_owned(), date.told.clone()])
    };
    all.into_iter().filter_map(line).collect()
}
