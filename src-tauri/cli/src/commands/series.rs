//! `stet series`: pieces that belong together, in their order.

use serde_json::json;
use stet_document::Failure;

use crate::answers::{Series, SeriesKind, SeriesPiece};
use crate::args::Cli;
use crate::door::Door;
use crate::out;

/// Series: list them, show the one of a piece, put a piece into one
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  stet series\n  stet series ferry-vote\n  stet series ferry-vote \"Night boats\" --place 2\n  stet series ferry-vote --out\n  stet list \"series:night\""
)]
pub struct Args {
    /// A piece
    #[arg(value_name = "SLUG")]
    slug: Option<String>,
    /// The series that it shall be in
    #[arg(value_name = "NAME", requires = "slug")]
    name: Option<String>,
    /// Its number in it; else after the last
    #[arg(long, value_name = "N", requires = "name")]
    place: Option<u32>,
    /// Take it out of its series
    #[arg(long, requires = "slug", conflicts_with = "name")]
    out: bool,
}

/// # Errors
/// What the desk says.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let Some(slug) = &args.slug else {
        let all: Vec<SeriesKind> = door.read("series_list", &json!({}))?;
        if cli.json {
            return out::json(&all);
        }
        if all.is_empty() {
            out::line("There is no series; put a piece into one with “stet series SLUG NAME”.");
        }
        let cells: Vec<_> = all.iter().map(|one| vec![one.name.clone(), out::count(one.count, "piece", "pieces")]).collect();
        out::text(&out::columns(&cells));
        return Ok(());
    };
    let article = door.article(slug)?;
    let series: Series = if args.out || args.name.is_some() {
        let name = args.name.clone().unwrap_or_default();
        door.read("series_set", &json!({ "article": article, "name": name, "place": args.place }))?
    } else {
        door.read("series_get", &json!({ "article": article }))?
    };
    if cli.json {
        return out::json(&series);
    }
    if series.name.is_empty() {
        out::line(&format!("{slug} is in no series."));
        return Ok(());
    }
    out::line(&series.name);
    let cells =
        |one: &SeriesPiece| vec![format!("{:>3}", one.place), one.slug.clone(), door.state_name(&one.state), one.label.clone()];
    out::text(&out::columns(&series.pieces.iter().map(cells).collect::<Vec<_>>()));
    Ok(())
}
