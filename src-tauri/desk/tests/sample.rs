//! The sample desk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod support;

use serde_json::{Value, json};
use support::Room;

#[test]
fn the_sample_desk_has_pieces_in_several_states_and_a_missed_date() {
    let room = Room::empty();
    room.answer_save(&room.path("sample.stet"));
    let state = room.call("desk_sample", json!({}));
    assert_eq!(state["recent"][0]["pieces"], state["desk"]["total"], "the start screen knows how many pieces there are");
    assert!(state["recent"][0]["pieces"].as_u64() > Some(0));
    assert_eq!(state["desk"]["me"]["name"], "Tomas Meyer", "{state}");
    assert_eq!(state["desk"]["missed"], 1);
    assert_eq!(state["desk"]["people"].as_array().unwrap().len(), 6);
    let page = room.call("article_list", json!({ "sort": "slug", "descending": false, "offset": 0, "limit": 50 }));
    let states: Vec<(&str, &str)> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["slug"].as_str().unwrap(), row["state"].as_str().unwrap()))
        .collect();
    assert_eq!(
        states,
        [
            ("bridge-history", "editing"),
            ("ferry-vote", "copy-edit"),
            ("harbour-budget", "proof"),
            ("letters-48", "draft"),
            ("pilots-letter", "ready"),
            ("risalat-almurshidin", "editing"),
        ]
    );
    let row = |slug: &str| page["rows"].as_array().unwrap().iter().find(|row| row["slug"] == slug).unwrap().clone();
    assert_eq!(row("harbour-budget")["missed"], true);
    assert_eq!(row("risalat-almurshidin")["dir"], "rtl");
    assert!(row("bridge-history")["words"].as_u64().unwrap() >= 2000, "{}", row("bridge-history")["words"]);
    for slug in ["bridge-history", "harbour-budget"] {
        let open = room.call("article_get", json!({ "article": row(slug)["id"] }));
        let doc = open["doc"].as_str().unwrap();
        let tree: Value = serde_json::from_str(doc).unwrap();
        let figures: Vec<&Value> = tree["content"].as_array().unwrap().iter().filter(|block| block["type"] == "figure").collect();
        assert!(
            !figures.is_empty() && figures.iter().all(|figure| figure["attrs"]["src"].as_str().unwrap().len() == 64),
            "{slug}: {figures:?}"
        );
        assert!(doc.contains("\"note\""), "{slug} has notes");
    }
    for row in page["rows"].as_array().unwrap() {
        println!(
            "{} | {} | {} | {} words | {} errors {} flags | {}",
            row["slug"], row["label"], row["author"], row["words"], row["errors"], row["flags"], row["publish_at"]["wall"]
        );
        assert!(row["with"].is_string() && row["words"].as_u64().unwrap() > 200, "{row}");
        assert_eq!(room.call("article_get", json!({ "article": row["id"] }))["originals"].as_array().unwrap().len(), 1);
    }
    let check = room.call("desk_check", json!({}));
    println!("{check}");
}

#[test]
fn the_sample_is_never_made_over_a_file() {
    let room = Room::empty();
    std::fs::write(room.path("sample.stet"), "mine").unwrap();
    room.answer_save(&room.path("sample.stet"));
    assert_eq!(room.refused("desk_sample", json!({})).code, "exists");
    assert_eq!(std::fs::read_to_string(room.path("sample.stet")).unwrap(), "mine");
}
