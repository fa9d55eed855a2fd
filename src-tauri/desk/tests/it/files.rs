//! A desk as open files and back is the same desk, calendar files, the history as files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::{FERRY, Room};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Every file below that is read back, by its place.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for file in std::fs::read_dir(&next).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn write_out(room: &Room, name: &str) -> PathBuf {
    let out = room.path(name);
    std::fs::create_dir_all(&out).unwrap();
    *room.answers.folder.lock().unwrap() = Some(out.clone());
    let told = room.call("desk_files_write", json!({}));
    out.join(told["folder"].as_str().unwrap())
}

fn read_in(room: &Room, folder: &Path, name: &str) -> Result<Value, stet_desk::Failure> {
    *room.answers.folder.lock().unwrap() = Some(folder.to_owned());
    room.answer_save(&room.path(name));
    room.try_call("desk_files_read", json!({}))
}

fn the_same_again(room: &Room) {
    let first = write_out(room, "first");
    read_in(room, &first, "again.stet").unwrap();
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
    let second = write_out(room, "second");
    let (first, second) = (files(&first), files(&second));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in first {
        assert!(second[&name] == bytes, "{name} is another");
    }
}

#[test]
fn the_sample_desk_as_open_files_and_back_is_the_same() {
    let room = Room::empty();
    room.answer_save(&room.path("sample.stet"));
    room.call("desk_sample", json!({}));
    let pieces = room.call("desk_info", json!({}))["total"].clone();
    the_same_again(&room);
    assert_eq!(room.call("desk_info", json!({}))["total"], pieces);
    assert!(!room.call("article_list", json!({ "query": "bridge" }))["rows"].as_array().unwrap().is_empty());
}

#[test]
fn what_may_not_leave_yet_is_marked_in_the_open_files_and_the_history_says_that_all_of_it_left() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    room.call("date_set", json!({ "article": ferry, "date": "embargo", "wall": "2026-11-26T07:00" }));
    let out = write_out(&room, "out");
    let text = files(&out).into_iter().find(|(name, _)| name.ends_with("text.md")).unwrap().1;
    let text = String::from_utf8(text).unwrap();
    assert!(text.to_lowercase().contains("working copy"), "{text}");
    let history = room.call("history_list", json!({ "article": null, "limit": 1 }));
    assert_eq!(
        (&history[0]["kind"], &history[0]["what"]),
        (&json!("export"), &json!("Wrote the whole desk as open files, with 1 piece to read, 1 of them as a working copy."))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn any_desk_as_open_files_and_back_is_the_same(
        texts in prop::collection::vec(("\\PC{0,40}", "[\\PC\n]{0,200}"), 1..4),
        day in 1..28_u32,
        tags in prop::collection::vec("[a-zé, =+@-]{1,12}", 0..3),
    ) {
        let room = Room::new();
        for (headline, body) in &texts {
            let article = room.call("article_new", json!({ "headline": headline }))["article"].clone();
            room.body(&article, &body.replace(|c: char| c.is_control(), " "));
            room.field(&article, "tags", json!(tags));
            room.call("date_set", json!({ "article": article, "date": "planned", "wall": format!("2026-10-{day:02}"), "zone": "Europe/Lisbon" }));
            room.call("article_move", json!({ "article": article, "to": "draft" }));
        }
        the_same_again(&room);
    }
}

#[test]
fn a_folder_that_is_no_desk_or_was_changed_makes_no_desk() {
    let room = Room::new();
    room.import("ferry.html", FERRY);
    let out = write_out(&room, "out");
    let id = room.session.desk().unwrap().id().to_string();
    let refused = |change: &dyn Fn(&Path), code: &str| {
        let copy = room.path("copy");
        let _ = std::fs::remove_dir_all(&copy);
        std::fs::create_dir_all(&copy).unwrap();
        for (name, bytes) in files(&out) {
            let path = copy.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        change(&copy);
        let failure = read_in(&room, &copy, "none.stet").unwrap_err();
        assert_eq!(failure.code, code, "{}", failure.message);
        assert!(!room.path("none.stet").exists());
        assert_eq!(room.session.desk().unwrap().id().to_string(), id, "the desk that was open stays open");
    };
    refused(&|copy| std::fs::remove_file(copy.join("desk.json")).unwrap(), "not-a-desk");
    refused(&|copy| std::fs::write(copy.join("desk.json"), "{}").unwrap(), "not-a-desk");
    refused(
        &|copy| std::fs::write(copy.join("desk.json"), "{\"kind\":\"stet-desk\",\"version\":9,\"schema\":1}").unwrap(),
        "newer",
    );
    refused(&|copy| std::fs::write(copy.join("tables/article.jsonl"), "{\"id\":").unwrap(), "damaged");
    refused(&|copy| std::fs::remove_file(copy.join("tables/state.jsonl")).unwrap(), "damaged");
    refused(&|copy| std::fs::remove_dir_all(copy.join("texts")).unwrap(), "damaged");
    refused(
        &|copy| {
            let text = std::fs::read_dir(copy.join("texts")).unwrap().next().unwrap().unwrap().path();
            std::fs::write(text, "{}").unwrap();
        },
        "damaged",
    );
}

#[test]
fn a_calendar_file_has_every_date_of_the_list_under_a_name_that_lasts() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    room.call("date_set", json!({ "article": ferry, "date": "publish_at", "wall": "2026-11-26T07:00", "zone": "Europe/Lisbon" }));
    room.call("date_set", json!({ "article": ferry, "date": "deadline", "wall": "2026-11-25", "zone": "Europe/Lisbon" }));
    room.answer_save(&room.path("review.ics"));
    let told = room.call("ics_write", json!({}));
    assert_eq!(told, json!({ "name": "review.ics", "events": 2 }));
    let text = std::fs::read_to_string(room.path("review.ics")).unwrap();
    let unfolded = text.replace("\r\n ", "");
    for line in [
        "DTSTART;TZID=Europe/Lisbon:20261126T070000",
        "DTSTART;VALUE=DATE:20261125",
        "SUMMARY:Goes out: The ferry vote that nobody lost",
        "BEGIN:VTIMEZONE",
        "X-WR-CALNAME:The Harbour Review",
    ] {
        assert!(unfolded.contains(line), "{line} in {unfolded}");
    }
    assert!(unfolded.contains(&format!("UID:{}-publish_at@", ferry.as_str().unwrap())));
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert_eq!(room.refused("ics_write", json!({})).code, "exists");
    // Only one date, only one state.
    let one = room.call("ics_write", json!({ "dates": ["deadline"], "replace": true }));
    assert_eq!(one["events"], 1);
    assert_eq!(room.call("ics_write", json!({ "list": { "state": "ready" }, "replace": true }))["events"], 0);
}

#[test]
fn the_history_is_filtered_by_person_kind_and_days_and_written_as_csv_and_json() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    room.at("2026-11-26T09:00:00Z");
    room.call("article_move", json!({ "article": ferry, "to": "spiked", "why": "=2+2, overtaken" }));
    let me = room.call("desk_info", json!({}))["me"]["id"].clone();
    let total = |wish: Value| room.call("history_page", wish)["total"].as_i64().unwrap();
    let all = total(json!({}));
    assert!(all >= 2);
    assert_eq!(total(json!({ "kinds": ["move"] })), 1);
    assert_eq!(total(json!({ "from": "2026-11-26" })), 1);
    assert_eq!(total(json!({ "from": "2026-11-26" })) + total(json!({ "to": "2026-11-25" })), all);
    assert!(total(json!({ "person": me })) >= 2 && total(json!({ "person": "nobody" })) == 0);
    assert_eq!(room.refused("history_page", json!({ "from": "Monday" })).code, "usage");
    assert_eq!(room.call("history_check", json!({}))["troubles"], json!([]));

    room.answer_save(&room.path("history.csv"));
    let told = room.call("history_export", json!({ "format": "csv", "wish": { "kinds": ["move"] } }));
    assert_eq!(told, json!({ "name": "history.csv", "lines": 1 }));
    let csv = std::fs::read_to_string(room.path("history.csv")).unwrap();
    assert!(csv.contains("2026-11-26T09:00:00,Europe/Lisbon,Tomas Meyer,"), "{csv}");
    assert!(csv.contains("\"'=2+2, overtaken\""), "no formula, one cell: {csv}");
    room.answer_save(&room.path("history.json"));
    room.call("history_export", json!({ "format": "json" }));
    let lines: Value = serde_json::from_slice(&std::fs::read(room.path("history.json")).unwrap()).unwrap();
    assert_eq!(lines.as_array().unwrap().len() as i64, all);
}

#[test]
fn a_desk_in_a_synchronised_folder_is_told_of_once() {
    let room = Room::empty();
    std::fs::create_dir(room.path("Dropbox")).unwrap();
    room.answer_save(&room.path("Dropbox/review.stet"));
    let new = json!({ "title": "Review", "lang": "en-GB", "zone": "Europe/Lisbon", "person": "Tomas Meyer" });
    room.call("desk_new", new);
    for _ in 0..4 {
        room.session.tick(&room.as_call());
    }
    let events = room.answers.events.lock().unwrap();
    let told = events.iter().filter(
        |event| matches!(event, stet_desk::Event::Said { about, message } if about == "place" && message.contains("Dropbox")),
    );
    assert_eq!(told.count(), 1);
}
