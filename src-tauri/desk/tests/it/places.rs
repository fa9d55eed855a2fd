//! Where desks and a person's settings are kept: names, copies, what was damaged, what the start screen knows.

use crate::support::Room;
use serde_json::{Value, json};
use stet_desk::Event;

fn make(room: &Room, name: &str) {
    room.answer_save(&room.path(name));
    room.call("desk_new", json!({ "title": "Review", "lang": "en-GB", "zone": "Europe/Lisbon", "person": "Ana Duarte" }));
}

fn told(room: &Room) -> Vec<String> {
    let mut events = room.answers.events.lock().unwrap();
    let told = events.drain(..).filter_map(|event| match event {
        Event::Trouble { failure } => Some(format!("{}: {}", failure.code, failure.message)),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_desk_gets_its_ending_and_takes_no_place_that_is_taken() {
    let room = Room::empty();
    make(&room, "review");
    assert!(room.path("review.stet").is_file() && !room.path("review").exists());
    room.call("desk_close", json!({}));
    for command in ["desk_new", "desk_sample"] {
        let input = json!({ "title": "Review", "lang": "en-GB", "zone": "Europe/Lisbon", "person": "Ana Duarte" });
        assert_eq!(room.refused(command, input).code, "exists", "{command}");
    }
    room.answer_save(&room.path("sample.2026"));
    room.call("desk_sample", json!({}));
    assert!(room.path("sample.2026.stet").is_file());
}

#[test]
fn a_log_that_lay_at_a_new_desks_place_is_kept_and_told() {
    let room = Room::empty();
    std::fs::write(room.path("review.stet-wal"), b"words of an older desk").unwrap();
    make(&room, "review.stet");
    assert_eq!(std::fs::read(room.path("review.stet-wal.20261125-120000")).unwrap(), b"words of an older desk");
    let told = told(&room);
    assert!(told.len() == 1 && told[0].contains("kept as review.stet-wal.20261125-120000"), "{told:?}");
}

#[test]
fn a_copy_of_a_desk_stands_beside_it_among_the_recent_ones_and_each_opens() {
    let room = Room::empty();
    make(&room, "review.stet");
    room.call("article_new", json!({ "headline": "One" }));
    room.call("desk_close", json!({}));
    std::fs::create_dir(room.path("backup")).unwrap();
    std::fs::copy(room.path("review.stet"), room.path("backup/review.stet")).unwrap();
    room.session.open_path(&room.as_call(), &room.path("backup/review.stet")).unwrap();
    room.call("article_new", json!({ "headline": "Two" }));
    let recent = room.call("desk_close", json!({}))["recent"].clone();
    assert_ne!(recent[0]["id"], recent[1]["id"]);
    assert_eq!((&recent[0]["pieces"], &recent[1]["pieces"]), (&json!(2), &json!(1)));
    assert_eq!(recent[0]["place"], "review.stet in backup");
    for (place, pieces) in [(1, 1), (0, 2)] {
        let opened = room.call("desk_open_recent", json!({ "id": recent[place]["id"] }));
        assert_eq!(opened["desk"]["total"], pieces);
    }
    // One of its title needs no place.
    let alone = Room::new();
    assert_eq!(alone.call("app_state", json!({}))["recent"][0]["place"], "");
}

#[test]
fn damaged_settings_are_kept_aside_and_told_once() {
    let room = Room::new();
    room.call("app_settings_set", json!({ "settings": { "theme": "dark", "density": "dense", "zoom": 1.2, "sort": "date" } }));
    let config = room.path("home/config");
    let damaged = &std::fs::read(config.join("stet.json")).unwrap()[..40];
    std::fs::write(config.join("stet.json"), damaged).unwrap();
    told(&room);
    // Reading alone changes nothing.
    room.call("app_state", json!({}));
    assert_eq!(std::fs::read(config.join("stet.json")).unwrap(), damaged);
    room.session.home().set_me("desk", "person").unwrap();
    room.call("app_state", json!({}));
    room.call("app_state", json!({}));
    let told = told(&room);
    assert!(told.len() == 1 && told[0].contains("kept as stet.damaged-"), "{told:?}");
    let kept: Vec<_> = std::fs::read_dir(&config).unwrap().map(|entry| entry.unwrap().path()).collect();
    let kept = kept.iter().find(|path| path.to_string_lossy().contains("damaged")).unwrap();
    assert_eq!(std::fs::read(kept).unwrap(), damaged);
    assert_eq!(room.session.home().me("desk").as_deref(), Some("person"));
}

#[test]
fn a_copied_working_copy_says_so_in_both_forms_and_open_suggestions_are_undone() {
    let room = Room::new();
    let article = room.call("article_new", json!({ "headline": "The boats" }))["article"].clone();
    room.save(&article, |doc| {
        let id = "018f0000-0000-7000-8000-000000000001";
        doc["content"][3]["content"] = json!([
            { "type": "text", "text": "The boats " },
            { "type": "text", "text": "never ", "marks": [{ "type": "insertion", "attrs": { "id": id } }] },
            { "type": "text", "text": "always ", "marks": [{ "type": "deletion", "attrs": { "id": id } }] },
            { "type": "text", "text": "run." },
        ]);
    });
    let copied = room.call("export_copy", json!({ "article": article, "working_copy": true }));
    for form in ["html", "text"] {
        let text = copied[form].as_str().unwrap();
        assert!(text.contains("Working copy, not for publication"), "{form}: {text}");
        assert!(text.contains("The boats always run.") && !text.contains("never"), "{form}: {text}");
    }
    assert_eq!(copied["html"].as_str().unwrap().matches("Working copy").count(), 1);
    assert!(copied["html"].as_str().unwrap().ends_with("</article>"));
    assert_ne!(copied["text"], Value::Null);
}
