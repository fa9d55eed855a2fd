//! `stet date`: the six dates of a piece, shown or set; a date of several pieces, set.

use serde_json::{Value, json};
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
    let asked = |article: &str, date: &str, wall: &Option<String>| json!({ "article": article, "date": date, "wall": wall, "zone": args.zone, "fold": args.fold });
    let [slug] = args.slugs.as_slice() else {
        let articles = door.articles(&args.slugs)?;
        let [(date, wall)] = wanted.as_slice() else {
            return Err(Failure::new("usage", "For several pieces name one date, such as --deadline \"fri 12:00\"."));
        };
        let mut follow = Vec::new();
        for (slug, article) in args.slugs.iter().zip(&articles).filter(|_| !cli.json) {
            follow.extend(follows(&door, &asked(article, date, wall)).into_iter().map(|line| format!("{slug}: {line}")));
        }
        let input = json!({ "articles": articles, "date": date, "wall": wall, "zone": args.zone, "fold": args.fold });
        let done = door.many("articles_date", &input, cli.json, "dated");
        follow.iter().for_each(|line| out::remark(line));
        return done;
    };
    let id = door.article(slug)?;
    let mut follow = Vec::new();
    for (date, wall) in wanted.iter().filter(|(_, wall)| wall.is_none()) {
        follow.extend(follows(&door, &asked(&id, date, wall)));
    }
    let all: Vec<Value> = wanted.iter().map(|(date, wall)| asked(&id, date, wall)).collect();
    let dates = if all.is_empty() {
        door.ask("article_get", &json!({ "article": id }))?.get("dates").cloned().unwrap_or_default()
    } else {
        door.ask("dates_set", &json!({ "article": id, "dates": all }))?
    };
    // Several dates are set together, so each is looked at beside the others as they came out.
    for (date, wall) in wanted.iter().filter(|(_, wall)| wall.is_some()) {
        follow.extend(follows(&door, &asked(&id, date, wall)));
    }
    if cli.json {
        return out::json(&dates);
    }
    let lines = lines(&view(dates)?);
    out::text(&if lines.is_empty() { "No date is set.\n".to_owned() } else { out::columns(&lines) });
    follow.iter().for_each(|line| out::remark(line));
    Ok(())
}

/// What follows from a date beside the others of the piece, a line each, a broken promise marked. What cannot be asked is the
/// setting's to refuse.
fn follows(door: &Door, wish: &Value) -> Vec<String> {
    let told = door.ask("date_ask", wish).ok();
    let told = told.as_ref().and_then(|told| told.get("follows")).and_then(Value::as_array);
    told.into_iter()
        .flatten()
        .filter_map(|one| {
            let mark = if one.get("breaks").and_then(Value::as_bool) == Some(true) { "!" } else { "·" };
            Some(format!("{mark} {}", one.get("message")?.as_str()?))
        })
        .collect()
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
