//! What `--json` and `--text` print, to the letter where the manual says so.

use serde_json::Value;

use crate::cli_docx;
use crate::cli_program::Place;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn import_answers_slug_guesses_and_what_was_left_out_of_each_piece() {
    let place = Place::with_desk();
    place.write("ferry.docx", cli_docx::ferry_vote());
    place.write("second.md", "# Another piece\n\nSome words.\n");
    let taken = place.done(&["import", "ferry.docx", "second.md", "--json"]).json();
    assert_eq!(taken.as_array().map(Vec::len), Some(2), "{taken}");
    for piece in taken.as_array().unwrap() {
        assert_eq!(keys(piece), ["slug", "guesses", "left_out"]);
    }
    let made: Vec<&str> = taken[0]["guesses"].as_array().unwrap().iter().filter_map(|guess| guess["id"].as_str()).collect();
    for guess in ["kicker", "headline", "standfirst", "byline", "filed", "notes"] {
        assert!(made.contains(&guess), "{guess} is not among {made:?}");
    }
}

#[test]
fn a_guess_is_left_off_by_its_name() {
    let place = Place::with_desk();
    place.write("ferry.docx", cli_docx::ferry_vote());
    let slug = place.done(&["import", "ferry.docx", "--slug", "ferry-vote", "--without", "kicker"]).out.trim().to_owned();
    assert_eq!(slug, "ferry-vote");
    assert!(place.done(&["show", &slug, "--text"]).out.starts_with("Harbour council: The ferry vote that nobody lost\n"));
}

#[test]
fn a_damaged_file_among_others_stops_none_of_them() {
    let place = Place::with_desk();
    place.write("broken.docx", b"PK\x03\x04 no");
    place.write("whole.md", "# A whole piece\n\nSome words.\n");
    let ran = place.run(&["import", "broken.docx", "whole.md"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("broken.docx") && ran.out.lines().count() == 1, "{ran:?}");
    assert_eq!(place.done(&["list", "--json"]).json().as_array().map(Vec::len), Some(1));
}

#[test]
fn the_findings_of_a_file_have_the_shape_of_the_manual_and_need_no_desk() {
    let place = Place::new();
    place.write("ferry.docx", cli_docx::ferry_vote());
    let ran = place.run(&["check", "ferry.docx", "--json", "--filed", "2026-11-23", "--printed", "2026-11-26"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let findings = ran.json();
    let findings = findings.as_array().unwrap();
    for finding in findings {
        for key in ["id", "rule", "level", "part", "block", "start", "end", "text", "before", "after", "message", "fixes"] {
            assert!(finding.get(key).is_some(), "no {key} in {finding}");
        }
        assert!(["error", "flag", "ledger"].contains(&finding["level"].as_str().unwrap()), "{finding}");
        for key in ["before", "after"] {
            assert!(finding[key].as_str().unwrap().chars().count() <= 20, "{finding}");
        }
        for fix in finding["fixes"].as_array().unwrap() {
            assert_eq!(keys(fix), ["label", "safe", "edits"], "{fix}");
            for edit in fix["edits"].as_array().unwrap() {
                assert_eq!(keys(edit), ["part", "block", "start", "end", "replace"], "{edit}");
            }
        }
    }
    let rules: Vec<&str> = findings.iter().filter_map(|finding| finding["rule"].as_str()).collect();
    for rule in ["word.doubled", "quote.unbalanced", "note.missing"] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
    let doubled = findings.iter().find(|finding| finding["rule"] == "word.doubled").unwrap();
    let block = doubled["block"].as_str().unwrap();
    assert!(block.bytes().all(|byte| byte.is_ascii_digit()), "the block of a file is an ordinal: {block}");
    let again = place.run(&["check", "ferry.docx", "--json", "--filed", "2026-11-23", "--printed", "2026-11-26"]);
    assert_eq!(again.out, ran.out, "the same file gives the same findings");
}

#[test]
fn offsets_are_utf_16_units_from_the_start_of_the_block() {
    let place = Place::new();
    place.write("piece.md", "---\ntitle: \"One piece\"\n---\n\n😀 It stood in in the road.\n");
    let findings = place.run(&["check", "piece.md", "--json"]).json();
    let doubled = findings.as_array().unwrap().iter().find(|finding| finding["rule"] == "word.doubled").cloned().unwrap();
    let (start, end) = (doubled["start"].as_u64().unwrap(), doubled["end"].as_u64().unwrap());
    let units: Vec<u16> = "😀 It stood in in the road.".encode_utf16().collect();
    let text = String::from_utf16(&units[start as usize..end as usize]).unwrap();
    assert_eq!(Some(text.as_str()), doubled["text"].as_str());
}

#[test]
fn a_clean_file_ends_with_nothing_to_settle() {
    let place = Place::new();
    place.write("piece.md", "---\ntitle: \"One piece\"\n---\n\nAll is well.\n");
    let ran = place.run(&["check", "piece.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "Nothing to settle.\n"), "{ran:?}");
    assert_eq!(place.run(&["check", "piece.md", "--json"]).json(), serde_json::json!([]));
}

#[test]
fn show_text_prints_parts_paragraphs_and_notes_to_the_letter() {
    let place = Place::with_desk();
    place.write("ferry.docx", cli_docx::ferry_vote());
    let slug = place.done(&["import", "ferry.docx"]).out.trim().to_owned();
    let shown = place.done(&["show", &slug, "--text"]).out;
    let expected = "\
Harbour council

The ferry vote that nobody lost

Both sides claim the ballot on the night boats. The minutes tell a third story.

By Ana Duarte, transport correspondent of the Harbour Review (HR)

Two days ago the council met to close a quarrel that has run since spring. The chair adjourned without a count.[1]

“We were told the boats would run in in winter,” said Marta Reis [sic]. “Nobody told us at what price.[2]

Eleven members were present, and the motion was withdrawn before anyone raised a hand.[3]

[1] Minutes of the Harbour Council, item 4.

[2]

[3] Letter of the clerk, 22 November 2026.
";
    let lines =
        |text: &str| text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&shown), lines(expected), "{shown}");
    assert!(shown.contains(".\n\nBy Ana Duarte"), "an empty line stands between: {shown}");
}

#[test]
fn every_command_answers_in_json() {
    let place = Place::with_desk();
    place.write("piece.md", "# One piece\n\nSome words about a ferry.\n");
    place.done(&["import", "piece.md", "--slug", "one", "--json"]);
    let list = place.done(&["list", "--json"]).json();
    assert_eq!((list[0]["slug"].as_str(), list[0]["state"].as_str()), (Some("one"), Some("draft")), "{list}");
    let show = place.done(&["show", "one", "--json"]).json();
    assert_eq!((show["slug"].as_str(), show["doc"]["type"].as_str()), (Some("one"), Some("doc")), "{show}");
    assert!(place.done(&["set", "one", "headline", "Two pieces", "--json"]).json()["words"].is_number());
    assert_eq!(place.done(&["set", "one", "tags", "a, b", "--json"]).json()["fields"]["tags"], serde_json::json!(["a", "b"]));
    let moved = place.done(&["move", "one", "editing", "--json"]).json();
    assert_eq!(moved, serde_json::json!({ "slug": "one", "state": "editing" }));
    let dates = place.done(&["date", "one", "--publish", "2026-11-26 07:00", "--json"]).json();
    assert_eq!(
        (dates["publish_at"]["wall"].as_str(), dates["publish_at"]["zone"].as_str()),
        (Some("2026-11-26T07:00"), Some("Europe/Lisbon"))
    );
    let person = place.done(&["person", "add", "Tomas Meyer", "--role", "copy editor", "--json"]).json();
    assert_eq!(person["name"], "Tomas Meyer");
    let found = place.done(&["search", "ferry", "--json"]).json();
    assert_eq!((found[0]["slug"].as_str(), found[0]["hit"]["match"].as_str()), (Some("one"), Some("ferry")), "{found}");
    let history = place.done(&["history", "one", "--json"]).json();
    assert!(history["history"].is_array() && history["versions"].is_array(), "{history}");
    let exported = place.done(&["export", "one", "--to", "markdown", "--working-copy", "-o", "one.md", "--json"]).json();
    assert_eq!(keys(&exported), ["paths", "left_out", "folder"], "{exported}");
    assert!(place.done(&["doctor", "--json"]).json()["troubles"].as_array().unwrap().is_empty());
    assert!(place.done(&["restore", "one", "1", "--json"]).json()["slug"].is_string());
    assert_eq!(place.done(&["check", "one", "--json"]).json(), serde_json::json!([]));
}

#[test]
fn a_date_is_kept_as_wall_time_and_zone_shown_and_taken_away() {
    let place = Place::with_desk();
    place.write("piece.md", "# One piece\n\nSome words.\n");
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    let set = place
        .done(&["date", &slug, "--publish", "2026-10-25 01:30", "--fold", "later", "--filed", "2026-10-20", "--json"])
        .json();
    assert_eq!(set["publish_at"]["fold"], "later", "{set}");
    assert_eq!(set["publish_at"]["instant"], "2026-10-25T01:30:00Z", "{set}");
    assert_eq!(set["filed"]["wall"], "2026-10-20", "{set}");
    assert!(place.done(&["date", &slug]).out.contains("2026-10-25 01:30"));
    let other = place.done(&["date", &slug, "--publish", "2026-11-26 07:00", "--zone", "America/New_York", "--json"]).json();
    assert_eq!(other["publish_at"]["instant"], "2026-11-26T12:00:00Z", "{other}");
    let none = place.done(&["date", &slug, "--publish", "none", "--json"]).json();
    assert!(none["publish_at"].is_null(), "{none}");
    let told = place.done(&["date", &slug, "--publish", "2026-10-26 07:00", "--embargo", "2026-10-27 06:00"]);
    assert!(told.err.contains("! The embargo holds until 27 October 2026, 06:00."), "{}", told.err);
    // Several dates are one act: where one cannot be, none is set.
    let before = place.done(&["date", &slug, "--json"]).json();
    assert_ne!(place.run(&["date", &slug, "--filed", "2026-10-01", "--publish", "some day"]).code, 0);
    assert_eq!(place.done(&["date", &slug, "--json"]).json(), before);
    let away = place.done(&["date", &slug, "--publish", "none"]);
    assert!(away.err.contains("It stands on no day any more"), "{}", away.err);
}

#[test]
fn a_text_that_is_set_is_taken_however_short_and_the_one_before_is_a_version() {
    let place = Place::with_desk();
    place.write("piece.md", format!("# One piece\n\n{}\n", "Some words of it. ".repeat(30)));
    let slug = place.done(&["import", "piece.md"]).out.trim().to_owned();
    let versions = place.done(&["history", &slug, "--json"]).json()["versions"].as_array().unwrap().len();
    place.done(&["set", &slug, "body", "Only this is left."]);
    assert!(place.done(&["show", &slug, "--text"]).out.contains("Only this is left."));
    let after = place.done(&["history", &slug, "--json"]).json()["versions"].as_array().unwrap().len();
    assert_eq!(after, versions + 1);
}

#[test]
fn the_sample_desk_is_a_magazine_at_work() {
    let place = Place::new();
    place.done(&["sample", "desk.stet"]);
    let list = place.done(&["list", "--json"]).json();
    let rows = list.as_array().unwrap();
    assert!(rows.len() >= 6, "{list}");
    assert!(rows.iter().any(|row| row["dir"] == "rtl") && rows.iter().any(|row| row["missed"] == true), "{list}");
    assert!(rows.iter().any(|row| row["words"].as_u64() >= Some(1_900)), "{list}");
    assert_eq!(place.run(&["sample", "desk.stet"]).code, 1, "a desk that is there is not written over");
    let states: std::collections::BTreeSet<&str> = rows.iter().filter_map(|row| row["state"].as_str()).collect();
    assert!(states.len() >= 3, "{states:?}");
    place.done(&["doctor"]);
}
