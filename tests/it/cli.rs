//! The command line as a person meets it: the whole main job, refusals, exit codes, two programs on one desk.

use crate::cli_docx;
use crate::cli_program::Place;

#[test]
fn a_writers_word_file_becomes_a_page_through_every_state() {
    let place = Place::with_desk();
    place.write("ferry vote FINAL v3.docx", cli_docx::ferry_vote());
    let taken = place.done(&["import", "ferry vote FINAL v3.docx"]);
    let slug = taken.out.trim();
    assert!(!slug.is_empty() && !slug.contains(char::is_whitespace), "{taken:?}");
    let shown = place.done(&["show", slug, "--text"]).out;
    assert!(shown.starts_with("Harbour council\n\nThe ferry vote that nobody lost\n\nBoth sides claim"), "{shown}");

    for state in ["editing", "Copy edit"] {
        place.done(&["move", slug, state]);
    }
    // Refused by the gate: a doubled word, a quotation left open, a note without its text.
    let refused = place.run(&["move", slug, "proof"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(place.done(&["list", "--state", "copy-edit"]).out.contains(slug));

    let body = "Two days ago the council met to close a quarrel that has run since spring. The chair adjourned without a count.[1]\n\n\
        “We were told the boats would run in winter,” said Marta Reis [sic]. “Nobody told us at what price.”[2]\n\n\
        Eleven members were present, and the motion was withdrawn before anyone raised a hand.[3]";
    place.done(&["set", slug, "body", body]);
    place.done(&["set", slug, "note:2", "Marta Reis to the author, 21 November 2026."]);
    place.done(&["check", slug]);
    place.done(&["move", slug, "proof"]);
    let undated = place.run(&["move", slug, "ready"]);
    assert_eq!(undated.code, 1, "ready needs a publication date: {undated:?}");
    place.done(&["date", slug, "--publish", "2099-11-26 07:00"]);
    place.done(&["move", slug, "ready"]);

    let exported = place.done(&["export", slug, "--to", "html", "-o", "page.html"]);
    assert!(exported.out.contains("page.html"), "{exported:?}");
    let page = place.read("page.html");
    assert!(
        page.contains("<h1") && page.contains("The ferry vote that nobody lost") && page.contains("Nobody told us"),
        "{page}"
    );
    let history = place.done(&["history", slug]).out;
    assert!(history.contains("Ana Duarte") && history.to_lowercase().contains("ready"), "{history}");
    place.done(&["doctor"]);
}

#[test]
fn each_kind_of_refusal_has_its_exit_code() {
    let place = Place::with_desk();
    place.write("piece.md", "# One piece\n\nSome words in in a row.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    place.write("broken.docx", b"PK\x03\x04 this is no Word file");
    place.write("noise.stet", b"this is no desk at all, only some words that somebody wrote");
    let codes = [
        (1, vec!["check", slug.as_str()]),
        (1, vec!["export", slug.as_str(), "--to", "html"]),
        (1, vec!["new", "desk.stet"]),
        (2, vec!["fly"]),
        (2, vec!["list", "--state", "nowhere"]),
        (2, vec!["show", "no-such-piece"]),
        (2, vec!["move", slug.as_str(), "nowhere"]),
        (2, vec!["set", slug.as_str(), "colour", "blue"]),
        (2, vec!["date", slug.as_str(), "--publish", "tomorrow"]),
        (2, vec!["date", slug.as_str(), "--publish", "2026-11-26"]),
        (2, vec!["date", slug.as_str(), "--publish", "2026-11-26 07:00", "--zone", "Moon/Crater"]),
        (2, vec!["move", slug.as_str(), "editing", "--override"]),
        (2, vec!["restore", slug.as_str(), "99"]),
        (2, vec!["list", "--by", "Nobody At All"]),
        (2, vec!["export", slug.as_str(), "--to", "papyrus", "--working-copy"]),
        (2, vec!["person", "add", "Tomas Meyer", "--role", "juggler"]),
        (3, vec!["import", "broken.docx"]),
        (3, vec!["import", "not there.docx"]),
        (3, vec!["check", "broken.docx"]),
        (3, vec!["list", "--desk", "noise.stet"]),
    ];
    for (code, words) in codes {
        let ran = place.run(&words);
        assert_eq!(ran.code, code, "stet {words:?}: {ran:?}");
        assert!(
            ran.err.lines().any(|line| line.starts_with("stet: ") && line.ends_with('.')),
            "stet {words:?} says no sentence: {ran:?}"
        );
        let mut json = words.clone();
        json.push("--json");
        let ran = place.run(&json);
        assert_eq!(ran.code, code, "stet {json:?}: {ran:?}");
        let failure = ran.failure();
        assert!(failure["code"].is_string() && failure["message"].is_string(), "{failure}");
        assert_eq!(failure.as_object().map(serde_json::Map::len), Some(2), "{failure}");
    }
}

#[test]
fn what_cannot_be_done_now_ends_with_four() {
    let place = Place::with_desk();
    std::fs::create_dir(place.path("folder")).unwrap();
    let nowhere = place.run(&["new", "no/such/folder/desk.stet", "--by", "Ana"]);
    assert_eq!(nowhere.code, 4, "{nowhere:?}");
    assert!(!nowhere.err.contains("os error"), "{nowhere:?}");
    let slug = {
        place.write("piece.md", "# One piece\n\nSome words.\n");
        place.done(&["import", "piece.md"]).out.trim().to_owned()
    };
    let unwritable = place.run(&["export", &slug, "--to", "html", "--working-copy", "-o", "no/such/folder/page.html"]);
    assert_eq!(unwritable.code, 4, "{unwritable:?}");
}

#[test]
fn without_a_desk_wrong_use_is_one_sentence() {
    let place = Place::new();
    for words in [&["list"][..], &["show", "x"], &["search", "x"], &["move", "x", "ready"], &["doctor"]] {
        let ran = place.run(words);
        assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "stet {words:?}: {ran:?}");
        assert!(ran.err.contains("--desk") && ran.out.is_empty(), "{ran:?}");
    }
    let ran = place.run(&["list", "--desk", "not-there.stet"]);
    assert!(ran.code != 0 && ran.err.lines().count() == 1, "{ran:?}");
    assert!(!place.path("not-there.stet").exists(), "asking for a desk made one");
}

#[test]
fn a_refused_move_names_what_is_to_settle_and_can_be_overridden_with_a_reason() {
    let place = Place::with_desk();
    place.write("piece.md", "# One piece\n\nSome words in in a row.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    place.done(&["move", &slug, "editing"]);
    place.done(&["move", &slug, "copy edit"]);
    let refused = place.run(&["move", &slug, "proof", "--json"]);
    assert_eq!((refused.code, refused.failure()["code"].as_str()), (1, Some("gates")), "{refused:?}");
    let refused = place.run(&["move", &slug, "proof"]);
    assert!(
        refused.err.contains("in in") || refused.err.to_lowercase().contains("twice") || refused.err.contains("error"),
        "{refused:?}"
    );
    assert_eq!(place.run(&["move", &slug, "published"]).code, 1, "the table has no such move");
    place.done(&["move", &slug, "proof", "--override", "--why", "The chief says so"]);
    assert!(place.done(&["history", &slug]).out.contains("The chief says so"));
    place.done(&["person", "add", "Tomas Meyer", "--role", "copy editor"]);
    place.done(&["move", &slug, "copy edit", "--by", "Tomas Meyer"]);
    let not_chief = place.run(&["move", &slug, "proof", "--override", "--why", "I say so", "--by", "tomas meyer"]);
    assert_eq!(not_chief.code, 1, "only an editor-in-chief overrides: {not_chief:?}");
    assert!(place.done(&["history", &slug]).out.contains("Tomas Meyer"));
}

#[test]
fn nothing_leaves_before_its_embargo_but_a_marked_working_copy() {
    let place = Place::with_desk();
    place.write("piece.md", "---\ntitle: \"One piece\"\nauthor: \"Ana Duarte\"\nlang: \"en-GB\"\n---\n\nSome words.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    for state in ["editing", "copy edit", "proof"] {
        place.done(&["move", &slug, state]);
    }
    place.done(&["date", &slug, "--publish", "2026-12-02 07:00", "--embargo", "2026-12-02 06:00"]);
    let moved = place.at("2026-12-01 12:00:00", &["move", &slug, "ready"]);
    assert_eq!(moved.code, 0, "{moved:?}");
    let before = place.at("2026-12-02 05:59:00", &["export", &slug, "--to", "html", "-o", "page.html", "--json"]);
    assert_eq!((before.code, before.failure()["code"].as_str()), (1, Some("embargo")), "{before:?}");
    assert!(!place.path("page.html").exists());
    let copy = place.at("2026-12-02 05:59:00", &["export", &slug, "--to", "html", "--working-copy", "-o", "copy.html"]);
    assert_eq!(copy.code, 0, "{copy:?}");
    assert!(place.read("copy.html").to_lowercase().contains("working copy"));
    let after = place.at("2026-12-02 06:00:30", &["export", &slug, "--to", "html", "-o", "page.html"]);
    assert_eq!(after.code, 0, "{after:?}");
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_the_person_says_so() {
    let place = Place::with_desk();
    place.write("piece.md", "# One piece\n\nSome words.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    place.write("page.html", "mine");
    let words = ["export", &slug, "--to", "html", "--working-copy", "-o", "page.html"];
    let refused = place.run(&words);
    assert_eq!((refused.code, place.read("page.html").as_str()), (1, "mine"), "{refused:?}");
    let mut words = words.to_vec();
    words.push("--replace");
    place.done(&words);
    assert!(place.read("page.html").contains("Some words."));
}

#[test]
fn two_programs_at_once_lose_nobodys_words() {
    let place = Place::with_desk();
    place.write("piece.md", "# One piece\n\nSome words.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    let stet = crate::cli_program::stet();
    let runs: Vec<_> = (0..8)
        .map(|n| {
            let text = format!("Standfirst number {n}");
            place.command(&stet, &["set", &slug, "standfirst", &text]).spawn().unwrap()
        })
        .collect();
    let codes: Vec<i32> = runs.into_iter().map(|mut run| run.wait().unwrap().code().unwrap()).collect();
    assert!(codes.contains(&0) && codes.iter().all(|code| [0, 1].contains(code)), "{codes:?}");
    // Whoever was refused finds the words in a version; whoever was not, in the text or in what the next one saved over.
    let refused = codes.iter().filter(|code| **code == 1).count();
    let history = place.done(&["history", &slug, "--json"]).json();
    let kept = history["versions"].as_array().unwrap().iter().filter(|version| version["kind"] == "conflict").count();
    assert_eq!(kept, refused, "{history}");
    assert!(place.done(&["show", &slug, "--text"]).out.contains("Standfirst number"));
    place.done(&["doctor"]);
}

#[test]
fn what_was_replaced_can_be_restored() {
    let place = Place::with_desk();
    place.write("piece.md", "# The first headline\n\nSome words.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    place.done(&["set", &slug, "headline", "The second headline"]);
    assert!(place.done(&["show", &slug, "--text"]).out.contains("The second headline"));
    place.done(&["restore", &slug, "1"]);
    assert!(place.done(&["show", &slug, "--text"]).out.contains("The first headline"));
}

#[test]
fn a_new_copy_becomes_a_version_and_leaves_the_text_as_it_is() {
    let place = Place::with_desk();
    place.write("piece.md", "# One piece\n\nSome words.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    place.write("piece FINAL v3 (2).md", "# One piece\n\nOther words.\n");
    let copy = place.done(&["import", "piece FINAL v3 (2).md", "--copy-of", &slug]);
    assert_eq!(copy.out.trim(), slug);
    assert!(place.done(&["show", &slug, "--text"]).out.contains("Some words."));
    let versions = place.done(&["history", &slug, "--json"]).json();
    assert!(versions["versions"].as_array().unwrap().iter().any(|version| version["kind"] == "copy"), "{versions}");
}

#[test]
fn a_new_desk_takes_the_logins_name_the_machines_language_and_a_zone() {
    let place = Place::new();
    let made = place.done(&["new", "desk.stet", "--json"]).json();
    assert_eq!(
        (made["person"].as_str(), made["lang"].as_str(), made["title"].as_str()),
        (Some("ana"), Some("en-GB"), Some("desk"))
    );
    assert!(made["zone"].is_string());
}
