//! The sample desk.

use std::collections::BTreeSet;

use crate::support::Room;
use serde_json::{Value, json};
use stet_document::schema;

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
            ("carta-otra-orilla", "published"),
            ("ferry-vote", "copy-edit"),
            ("gedicht-am-kai", "scheduled"),
            ("harbour-budget", "proof"),
            ("letters-48", "draft"),
            ("names-on-the-stern", "editing"),
            ("pilots-letter", "ready"),
            ("risalat-almurshidin", "editing"),
            ("ultima-sirene", "with-author"),
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
    let langs: BTreeSet<&str> =
        page["rows"].as_array().unwrap().iter().map(|row| row["lang"].as_str().unwrap().split('-').next().unwrap()).collect();
    assert_eq!(langs, BTreeSet::from(["ar", "de", "en", "es", "pt"]));
    let mut kinds = BTreeSet::new();
    for row in page["rows"].as_array().unwrap() {
        let open = room.call("article_get", json!({ "article": row["id"] }));
        kinds_of(&serde_json::from_str(open["doc"].as_str().unwrap()).unwrap(), &mut kinds);
        println!(
            "{} | {} | {} | {} words | {} errors {} flags | {}",
            row["slug"], row["label"], row["author"], row["words"], row["errors"], row["flags"], row["publish_at"]["wall"]
        );
        assert!(row["with"].is_string() && row["words"].as_u64().unwrap() > 200, "{row}");
        assert_eq!(room.call("article_get", json!({ "article": row["id"] }))["originals"].as_array().unwrap().len(), 1);
    }
    let known = schema::NODES.iter().map(|node| node.name).chain(schema::MARKS.iter().map(|mark| mark.name));
    let not_seen: Vec<&str> = known.filter(|name| !kinds.contains(*name)).collect();
    assert_eq!(
        not_seen,
        ["source", "comment", "insertion", "deletion", "modification"],
        "all else of the schema is seen somewhere"
    );
    let check = room.call("desk_check", json!({}));
    println!("{check}");
}

#[test]
fn words_of_every_script_of_the_sample_are_found_and_counted() {
    let room = Room::empty();
    room.answer_save(&room.path("sample.stet"));
    let start = std::time::Instant::now();
    room.call("desk_sample", json!({}));
    println!("the sample desk took {:?}", start.elapsed());
    for (query, slug) in [
        ("潮平", "names-on-the-stern"),
        ("风正一帆", "names-on-the-stern"),
        ("天の川", "names-on-the-stern"),
        ("荒海", "names-on-the-stern"),
        ("น้ำขึ้น", "names-on-the-stern"),
        ("נסים", ""),
        ("שחר", "names-on-the-stern"),
        ("יורדי הים", "gedicht-am-kai"),
        ("באניות", "gedicht-am-kai"),
        ("یکدیگرند", "gedicht-am-kai"),
        ("المرشدين", "risalat-almurshidin"),
        ("sirene", "ultima-sirene"),
        ("conservEira", "ultima-sirene"),
        ("Mauer Kühlhaus", "gedicht-am-kai"),
        ("muelle", "carta-otra-orilla"),
    ] {
        let page =
            room.call("article_list", json!({ "query": query, "sort": "slug", "descending": false, "offset": 0, "limit": 50 }));
        let found: Vec<&str> = page["rows"].as_array().unwrap().iter().filter_map(|row| row["slug"].as_str()).collect();
        assert!(slug.is_empty() == found.is_empty() && (slug.is_empty() || found.contains(&slug)), "{query}: {found:?}");
        if !slug.is_empty() {
            let row = page["rows"].as_array().unwrap().iter().find(|row| row["slug"] == slug).unwrap();
            assert!(!row["hit"]["match"].as_str().unwrap_or_default().is_empty(), "{query}: {row}");
        }
    }
}

/// Names of all nodes and of the marks on them.
fn kinds_of(node: &Value, kinds: &mut BTreeSet<String>) {
    let marks = node["marks"].as_array().into_iter().flatten();
    for kind in std::iter::once(node).chain(marks) {
        kinds.extend(kind["type"].as_str().map(str::to_owned));
    }
    node["content"].as_array().into_iter().flatten().for_each(|child| kinds_of(child, kinds));
}

#[test]
fn the_sample_is_never_made_over_a_file() {
    let room = Room::empty();
    std::fs::write(room.path("sample.stet"), "mine").unwrap();
    room.answer_save(&room.path("sample.stet"));
    assert_eq!(room.refused("desk_sample", json!({})).code, "exists");
    assert_eq!(std::fs::read_to_string(room.path("sample.stet")).unwrap(), "mine");
}
