//! `stet view`: the views that people saved, and the pieces of one of them.

use serde_json::json;
use stet_document::Failure;

use crate::answers::SavedView;
use crate::args::Cli;
use crate::door::Door;
use crate::{out, words};

/// List the saved views, show the pieces of one, save or remove one
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  stet view\n  stet view \"Late at Town\"\n  stet view \"Late at Town\" --save \"is:late section:Town\"\n  stet view \"Late at Town\" --remove"
)]
pub struct Args {
    /// The view's name
    name: Option<String>,
    /// Keep this question by the name
    #[arg(long, value_name = "QUERY", requires = "name", conflicts_with = "remove")]
    save: Option<String>,
    /// How it is shown in the window: list, board, calendar or line-up
    #[arg(long, value_name = "KIND", requires = "save", default_value = "list", value_parser = ["list", "board", "calendar", "line-up"])]
    kind: String,
    /// Take the view away; no piece changes
    #[arg(long, requires = "name")]
    remove: bool,
}

/// Prints a line a view with its count, or a line a piece of the one that is named.
///
/// # Errors
/// `not-found` for a view that there is not; what the desk answers.
pub fn run(args: &Args, cli: &Cli) -> Result<(), Failure> {
    let door = Door::open(cli)?;
    let views: Vec<SavedView> = door.read("view_list", &json!({}))?;
    let Some(name) = &args.name else {
        if cli.json {
            return out::json(&views);
        }
        if views.is_empty() {
            out::line("No view is saved; keep one with “stet view NAME --save QUERY”.");
        }
        let lines: Vec<_> =
            views.iter().map(|view| vec![view.name.clone(), view.count.to_string(), view.query.clone()]).collect();
        out::text(&out::columns(&lines));
        return Ok(());
    };
    let found = views.iter().find(|view| words::same(&view.name, name));
    if let Some(query) = &args.save {
        let (id, by, sort) =
            found.map_or((None, json!("state"), json!("date")), |view| (Some(view.id.clone()), json!(view.by), json!(view.sort)));
        let name = found.map_or(name, |view| &view.name);
        let columns = found.map(|view| json!(view.columns)).unwrap_or_else(|| json!([]));
        let descending = found.is_some_and(|view| view.descending);
        let wish = json!({ "id": id, "name": name, "query": query, "kind": args.kind, "by": by, "columns": columns, "sort": sort, "descending": descending });
        let saved: SavedView = door.read("view_save", &wish)?;
        if cli.json {
            return out::json(&saved);
        }
        out::line(&format!("“{}” is saved; {} now.", saved.name, out::count(saved.count, "piece fits", "pieces fit")));
        return Ok(());
    }
    let view = found.ok_or_else(|| {
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        let there = if names.is_empty() { "none is saved".to_owned() } else { format!("there are: {}", names.join(", ")) };
        Failure::new("not-found", format!("There is no view called “{name}”; {there}."))
    })?;
    if args.remove {
        door.ask("view_remove", &json!({ "id": view.id }))?;
        if cli.json {
            return out::json(&json!({ "removed": view.name }));
        }
        out::line(&format!("“{}” is removed.", view.name));
        return Ok(());
    }
    let sort = serde_json::to_value(view.sort).unwrap_or_default();
    let rows = door.rows(None, &view.query, sort.as_str().unwrap_or("date"))?;
    if cli.json {
        return out::json(&rows);
    }
    if rows.is_empty() {
        out::line("No piece fits.");
    }
    super::list::print(&door, &rows);
    Ok(())
}
