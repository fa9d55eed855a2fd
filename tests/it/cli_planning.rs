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
