//! People, rights, many pieces at once, what waits for whom and the workflow, on the command line.

use crate::cli_program::Place;

/// A desk of two, and two pieces in draft.
fn place() -> Place {
    let place = Place::with_desk();
    place.done(&["person", "add", "Rui Pinto", "--role", "Copy-Editor", "--role", "proofreader"]);
    for name in ["ferry", "bridge"] {
        place.write(&format!("{name}.md"), format!("# The {name}\n\nSome words of the {name}.\n"));
        place.done(&["import", &format!("{name}.md"), "--slug", name]);
    }
    place
}

#[test]
fn people_are_listed_and_their_cards_changed() {
    let place = place();
    place.done(&["person", "set", "Rui Pinto", "--office", "night editor", "--mail", "rui@harbour-review.example"]);
    let listed = place.done(&["person", "list"]).out;
    assert!(
        listed.contains("Rui Pinto") && listed.contains("copy editor, proofreader") && listed.contains("night editor"),
        "{listed}"
    );
    place.done(&["person", "me", "Rui Pinto"]);
    assert!(place.done(&["person", "list"]).out.lines().any(|line| line.starts_with("Rui Pinto") && line.ends_with("you")));
    // Who is no longer there acts no more, and changing people is the chief's.
    let refused = place.run(&["person", "set", "Ana Duarte", "--active", "no", "--json"]);
    assert_eq!((refused.code, refused.failure()["code"].as_str()), (1, Some("no-right")), "{refused:?}");
    place.done(&["person", "set", "Rui Pinto", "--active", "no", "--by", "Ana Duarte"]);
    assert!(place.done(&["person", "list"]).out.contains("no longer on the desk"));
    assert_eq!(place.run(&["person", "add", "Eva", "--role", "acrobat"]).code, 2);
}

#[test]
fn several_pieces_are_moved_dated_and_handed_over_and_refusals_say_why() {
    let place = place();
    place.done(&["move", "ferry", "editing"]);
    let moved = place.run(&["move", "ferry", "bridge", "copy edit"]);
    assert_eq!(moved.code, 1, "{moved:?}");
    assert!(
        moved.out.contains("1 piece moved.") && moved.err.contains("✗ bridge: A piece in Draft cannot go to Copy edit"),
        "{moved:?}"
    );
    let json = place.run(&["move", "ferry", "bridge", "copy edit", "--json"]);
    assert_eq!(
        (json.json()["refused"].as_array().map(Vec::len), json.failure()["code"].as_str()),
        (Some(2), Some("gates")),
        "{json:?}"
    );
    place.done(&["date", "ferry", "bridge", "--deadline", "2099-11-26 12:00"]);
    assert!(place.done(&["date", "bridge"]).out.contains("2099-11-26 12:00"));
    assert_eq!(place.run(&["date", "ferry", "bridge"]).code, 2);
    place.done(&["assign", "ferry", "bridge", "Rui Pinto", "--message", "Please cut by a third"]);
    let waiting = place.done(&["waiting", "--by", "Rui Pinto"]).out;
    assert!(waiting.contains("For you: 2") && waiting.contains("Please cut by a third"), "{waiting}");
    assert_eq!(place.done(&["waiting", "--json"]).json()["others"].as_array().map(Vec::len), Some(2));
    place.done(&["assign", "ferry", "bridge", "nobody"]);
    assert!(place.done(&["waiting", "--by", "Rui Pinto"]).out.contains("For you: nothing"));
}

#[test]
fn the_workflow_is_shown_with_gates_and_who_may() {
    let place = Place::with_desk();
    let shown = place.done(&["workflow", "show"]).out;
    for part in [
        "Legal (switched off)",
        "→ Proof",
        "Pass to proof",
        "errors, suggestions",
        "everybody",
        "Changing the workflow and the rights: the editor-in-chief",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let json = place.done(&["workflow", "show", "--json"]).json();
    assert_eq!(json["presets"].as_array().map(Vec::len), Some(3));
}
