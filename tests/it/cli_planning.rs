//! Language versions and planning on the command line.

use crate::cli_program::Place;

#[test]
fn a_translation_is_made_listed_linked_and_parted() {
    let place = Place::with_desk();
    place.write("vote.md", "# The vote\n\nThe council met.[^1]\n\n[^1]: Minutes.\n");
    place.write("voto.md", "# O voto\n\nO concelho reuniu.\n");
    place.done(&["import", "vote.md", "--slug", "vote"]);
    place.done(&["import", "voto.md", "--slug", "voto", "--lang", "pt"]);
    assert_eq!(place.done(&["translation", "new", "vote", "ar"]).out.trim(), "vote-ar");
    let all = place.done(&["translation", "list", "vote-ar"]).out;
    assert!(all.contains("The original.") && all.contains("still to be translated."), "{all}");
    place.done(&["translation", "link", "voto", "vote"]);
    let versions = place.done(&["translation", "list", "vote", "--json"]).json();
    assert_eq!(versions.as_array().map(Vec::len), Some(3), "{versions}");
    assert!(place.done(&["list"]).out.contains("\n  vote-ar"), "nested in the list");
    place.done(&["translation", "current", "voto"]);
    place.done(&["translation", "unlink", "voto"]);
    let refused = place.run(&["translation", "current", "voto", "--json"]);
    assert_eq!((refused.code, refused.failure()["code"].as_str()), (2, Some("usage")), "{refused:?}");
    assert_eq!(place.run(&["translation", "new", "vote", "ar"]).code, 1);
}

/// A desk with a piece “letters”.
fn letters() -> Place {
    let place = Place::with_desk();
    place.write("letters.md", "# Letters\n\nDear editor.\n");
    place.done(&["import", "letters.md", "--slug", "letters"]);
    place
}

#[test]
fn lists_are_set_and_ticked_and_a_piece_has_its_own_items() {
    let place = letters();
    place.done(&["checklist", "set", "draft", "Names checked", "Figures checked"]);
    place.done(&["checklist", "add", "letters", "Ask for the map", "--state", "draft"]);
    place.done(&["checklist", "tick", "letters", "names checked"]);
    let shown = place.done(&["checklist", "show", "letters"]).out;
    assert!(shown.contains("[x]  Draft  Names checked") && shown.contains("[ ]  Draft  Ask for the map"), "{shown}");
    place.done(&["checklist", "set", "draft", "Names checked"]);
    let checks = place.done(&["checklist", "show", "letters", "--json"]).json();
    assert!(checks[0]["ticked"].is_object() && checks.as_array().map(Vec::len) == Some(2), "{checks}");
    assert_eq!(place.run(&["checklist", "tick", "letters", "Nothing of the kind"]).code, 2);
    place.done(&["checklist", "remove", "letters", "Ask for the map"]);
    assert!(place.done(&["checklist", "show"]).out.contains("Draft  Names checked"));
}

#[test]
fn a_template_begins_pieces_and_what_recurs_is_made_once() {
    let place = letters();
    assert!(place.done(&["template", "save", "letters", "Letters", "--due", "2"]).out.contains("due 2 days before"));
    assert_eq!(place.done(&["template", "new", "letters", "--slug", "letters-49"]).out.trim(), "letters-49");
    let all = place.done(&["recurring", "add", "Letters", "--template", "Letters", "--on", "1,2,3,4,5,6,7", "--ahead", "0"]).out;
    assert!(all.contains("every Monday, Tuesday"), "{all}");
    let made = place.done(&["recurring", "make", "--json"]).json();
    assert_eq!(made["made"].as_array().map(Vec::len), Some(1), "{made}");
    assert_eq!(place.done(&["recurring", "make"]).out.trim(), "Nothing is to be made by now.");
    place.done(&["recurring", "add", "Letters", "--template", "Letters", "--on", "1", "--rests"]);
    assert!(place.done(&["recurring", "list"]).out.contains("rests"));
    place.done(&["recurring", "remove", "Letters"]);
    assert_eq!(place.run(&["recurring", "remove", "Letters"]).code, 2);
    place.done(&["template", "remove", "Letters"]);
    assert_eq!(place.run(&["template", "new", "Letters"]).code, 2);
}

#[test]
fn assignments_series_and_the_workload_are_on_the_command_line() {
    let place = letters();
    place.done(&["person", "add", "Rui Pinto", "--role", "writer"]);
    place.done(&[
        "assign",
        "letters",
        "Rui Pinto",
        "--deadline",
        "2099-11-26 12:00",
        "--words",
        "800",
        "--brief",
        "Who writes, and why",
    ]);
    let list = place.done(&["list", "--json"]).json();
    assert_eq!((&list[0]["with"], &list[0]["target_words"]), (&"Rui Pinto".into(), &800.into()), "{list}");
    assert_eq!(place.run(&["assign", "letters", "Rui Pinto", "--words", "5", "--message", "x"]).code, 2);
    let load = place.done(&["workload"]).out;
    assert!(load.lines().any(|line| line.starts_with("Rui Pinto") && line.contains("1 · 800")), "{load}");
    assert_eq!(place.done(&["workload", "--weeks", "3", "--json"]).json()["weeks"].as_array().map(Vec::len), Some(3));
    place.done(&["series", "letters", "Night boats", "--place", "2"]);
    assert!(place.done(&["series", "letters"]).out.contains("  2  letters"));
    assert!(place.done(&["list", "series:night"]).out.contains("letters"));
    assert_eq!(place.done(&["series", "--json"]).json()[0]["count"], 1);
    assert!(place.done(&["series", "letters", "--out"]).out.contains("in no series"));
}
