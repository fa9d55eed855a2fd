//! Contributors, fees and dossiers on the command line.

use crate::cli_program::Place;

/// A desk with one piece, and a contributor outside who is known by a pseudonym.
fn place() -> Place {
    let place = Place::with_desk();
    place.write("ferry.md", "# The ferry\n\nSome words of the ferry.\n");
    place.done(&["import", "ferry.md", "--slug", "ferry"]);
    place.done(&["person", "add", "M. Farol", "--outside"]);
    place.done(&[
        "person",
        "set",
        "M. Farol",
        "--legal-name",
        "Zuleika Canário",
        "--language",
        "pt",
        "--bio",
        "Writes on harbours.",
    ]);
    place
}

#[test]
fn a_contributor_s_card_is_shown_with_the_legal_name_to_those_who_may_see_it() {
    let place = place();
    let shown = place.done(&["person", "show", "M. Farol"]).out;
    for part in ["contributor", "Zuleika Canário", "pt", "Writes on harbours."] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    place.done(&["person", "add", "Rui Pinto", "--role", "editor"]);
    assert!(place.done(&["person", "show", "M. Farol", "--by", "Rui Pinto"]).out.contains("not for you"));
    assert!(!place.done(&["person", "list", "--json"]).out.contains("Zuleika"));
    assert_eq!(place.run(&["person", "add", "Nobody"]).code, 2, "a person of the desk has a role");
    place.done(&["assign", "ferry", "Rui Pinto"]);
    assert_eq!(place.run(&["assign", "ferry", "M. Farol"]).code, 2, "who is outside is handed no piece");
}

#[test]
fn fees_are_noted_listed_and_written_as_csv() {
    let place = place();
    assert_eq!(place.run(&["fee", "set", "ferry", "M. Farol", "--agreed", "250"]).code, 2, "no currency yet");
    place.done(&["fee", "set", "ferry", "M. Farol", "--agreed", "250,50", "--currency", "EUR"]);
    assert!(place.done(&["fee", "list", "--open"]).out.contains("agreed 250.50 EUR"));
    place.done(&["fee", "set", "ferry", "M. Farol", "--invoiced", "250.50", "--invoice", "17", "--paid", "250.50"]);
    assert_eq!(place.done(&["fee", "list", "--json"]).json()[0]["paid"], 25_050);
    assert_eq!(place.done(&["fee", "list", "--open"]).out.trim(), "");
    place.done(&["fee", "list", "--csv", "fees.csv"]);
    let csv = std::fs::read_to_string(place.path("fees.csv")).unwrap();
    assert!(csv.contains("ferry,The ferry,M. Farol,EUR,250.50,17,250.50,") && !csv.contains("Zuleika"), "{csv}");
    assert_eq!(place.run(&["fee", "list", "--csv", "fees.csv"]).code, 1);
    place.done(&["fee", "remove", "ferry", "M. Farol"]);
    assert_eq!(place.run(&["fee", "remove", "ferry", "M. Farol"]).code, 2);
}

#[test]
fn a_dossier_is_filled_searched_and_given_back_and_never_exported() {
    let place = place();
    place.write("letter.eml", "From: q@pilots.example\nSubject: Count\n\nThe chair promised a moratoriumette.\n");
    place.write("scan.pdf", "%PDF-1.4");
    place.done(&["dossier", "add", "ferry", "letter.eml", "scan.pdf", "--note", "from the pilots"]);
    let shown = place.done(&["dossier", "show", "ferry"]).out;
    assert!(shown.contains("letter.eml") && shown.contains("mail") && shown.contains("by name only"), "{shown}");
    assert!(place.done(&["search", "moratoriumette"]).out.contains("ferry"));
    place.done(&["dossier", "set", "ferry", "scan.pdf", "--kind", "permission"]);
    place.done(&[
        "dossier",
        "approach",
        "ferry",
        "The port authority",
        "--about",
        "Was there a count?",
        "--until",
        "2099-11-27 12:00",
    ]);
    assert!(place.done(&["dossier", "show", "ferry"]).out.contains("until 2099-11-27 12:00  no answer"));
    place.done(&["dossier", "answer", "ferry", "the port authority", "No comment."]);
    assert_eq!(place.done(&["dossier", "show", "ferry", "--json"]).json()["approaches"][0]["answer"], "No comment.");
    assert_eq!(place.run(&["dossier", "answer", "ferry", "Somebody else", "Yes."]).code, 2);
    place.done(&["dossier", "save", "ferry", "scan.pdf", "-o", "back.pdf"]);
    assert_eq!(std::fs::read(place.path("back.pdf")).unwrap(), b"%PDF-1.4");
    place.done(&["export", "ferry", "--to", "html", "--working-copy", "-o", "ferry.html"]);
    let page = std::fs::read_to_string(place.path("ferry.html")).unwrap();
    assert!(!page.contains("moratoriumette") && !page.contains("port authority"));
    place.done(&["dossier", "remove", "ferry", "letter.eml"]);
    assert!(!place.run(&["search", "moratoriumette"]).out.contains("ferry"));
    assert_eq!(place.run(&["dossier", "add", "ferry", "none.pdf"]).code, 3);
}
