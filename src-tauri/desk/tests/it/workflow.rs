//! Every transition of the default table and every gate, through the commands.

use crate::support::Room;
use serde_json::{Value, json};

/// A clean piece with byline, headline, text and a date tomorrow.
fn clean(room: &Room) -> Value {
    let article = room.call("article_new", json!({ "headline": "The ferry vote" }))["article"].clone();
    room.body(&article, "The council met and went home without a count.");
    room.field(&article, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }]));
    date(room, &article, "publish_at", Some("2026-11-26T07:00"));
    article
}

fn date(room: &Room, article: &Value, name: &str, wall: Option<&str>) {
    room.call("date_set", json!({ "article": article, "date": name, "wall": wall, "zone": null, "fold": null }));
}

#[test]
fn a_text_that_was_changed_since_it_was_looked_at_is_not_moved() {
    let room = Room::new();
    let article = clean(&room);
    let seen = room.call("article_get", json!({ "article": article }))["head"].clone();
    room.body(&article, "The council met and went home.");
    let before = state(&room, &article);
    let wish = |head: &Value| json!({ "article": article, "to": "draft", "head": head });
    assert_eq!(room.refused("article_move", wish(&seen)).code, "conflict");
    assert_eq!(state(&room, &article), before);
    let now = room.call("article_get", json!({ "article": article }))["head"].clone();
    assert_eq!(room.call("article_move", wish(&now))["state"], "draft");
    // Who looks at no text, as on the board, moves whichever stands.
    assert_eq!(go(&room, &article, "editing")["state"], "editing");
}

fn go(room: &Room, article: &Value, to: &str) -> Value {
    room.call("article_move", json!({ "article": article, "to": to }))
}

fn state(room: &Room, article: &Value) -> String {
    room.call("article_get", json!({ "article": article }))["state"].as_str().unwrap().to_owned()
}

/// Brings a clean piece to a state by the usual way.
fn bring(room: &Room, article: &Value, to: &str) {
    let way: &[&str] = match to {
        "pitch" => &[],
        "draft" => &["draft"],
        "editing" => &["draft", "editing"],
        "with-author" => &["draft", "editing", "with-author"],
        "copy-edit" => &["draft", "editing", "copy-edit"],
        "proof" => &["draft", "editing", "copy-edit", "proof"],
        "ready" => &["draft", "editing", "copy-edit", "proof", "ready"],
        "scheduled" => &["draft", "editing", "copy-edit", "proof", "ready", "scheduled"],
        "published" => &["draft", "editing", "copy-edit", "proof", "ready", "published:now"],
        "correcting" => &["draft", "editing", "copy-edit", "proof", "ready", "published:now", "correcting"],
        "withdrawn" => &["draft", "editing", "copy-edit", "proof", "ready", "published:now", "withdrawn"],
        "on-hold" => &["draft", "editing", "on-hold"],
        "spiked" => &["draft", "editing", "spiked"],
        other => panic!("{other}"),
    };
    for step in way {
        go(room, article, step);
    }
    assert_eq!(state(room, article), to);
}

/// The life of an article as the product has it: from, and everywhere that it may go from there.
const TABLE: [(&str, &[&str]); 13] = [
    ("pitch", &["draft", "on-hold", "spiked"]),
    ("draft", &["editing", "on-hold", "spiked"]),
    ("editing", &["copy-edit", "with-author", "on-hold", "spiked"]),
    ("with-author", &["editing", "on-hold", "spiked"]),
    ("copy-edit", &["proof", "with-author", "editing", "draft", "on-hold", "spiked"]),
    ("proof", &["ready", "copy-edit", "with-author", "editing", "draft", "on-hold", "spiked"]),
    (
        "ready",
        &[
            "scheduled",
            "published",
            "published:now",
            "proof",
            "copy-edit",
            "with-author",
            "editing",
            "draft",
            "on-hold",
            "spiked",
        ],
    ),
    ("scheduled", &["published", "published:now", "ready", "on-hold", "spiked"]),
    ("published", &["correcting", "withdrawn"]),
    ("correcting", &["published:correction", "published:fix", "published:update"]),
    ("withdrawn", &[]),
    // Both come from editing here.
    ("on-hold", &["editing", "spiked"]),
    ("spiked", &["editing"]),
];

#[test]
fn every_move_of_the_table_is_offered_and_made_and_no_other() {
    let room = Room::new();
    let states: Vec<&str> = TABLE.iter().map(|(from, _)| *from).collect();
    for (from, wanted) in TABLE {
        let article = clean(&room);
        bring(&room, &article, from);
        let offered = room.call("article_moves", json!({ "article": article }));
        let mut names: Vec<&str> = offered.as_array().unwrap().iter().map(|m| m["to"].as_str().unwrap()).collect();
        let mut all = wanted.to_vec();
        names.sort_unstable();
        all.sort_unstable();
        assert_eq!(names, all, "from {from}");
        for to in wanted {
            let article = clean(&room);
            bring(&room, &article, from);
            if *to == "published" {
                room.at("2026-11-26T08:00:00Z");
            }
            let moved = go(&room, &article, to);
            room.at("2026-11-25T12:00:00Z");
            let target = to.split(':').next().unwrap();
            assert_eq!(moved["state"], *target, "{from} → {to}");
            let versions = room.call("version_list", json!({ "article": article }));
            assert_eq!(versions[0]["kind"], "move", "{from} → {to} keeps a version");
            let history = room.call("history_list", json!({ "article": article, "limit": 1 }));
            assert_eq!(history[0]["kind"], "move");
            assert_eq!(history[0]["who"], "Tomas Meyer");
            assert!(history[0]["what"].as_str().unwrap().ends_with('.'), "{history}");
        }
        for to in &states {
            let allowed = wanted.iter().any(|way| way.split(':').next() == Some(to));
            if !allowed {
                let refused = room.refused("article_move", json!({ "article": article, "to": to }));
                assert_eq!(refused.code, "gates", "{from} → {to}");
                assert!(
                    refused.message.split_whitespace().count() <= 40 && refused.message.ends_with('.'),
                    "{}",
                    refused.message
                );
            }
        }
        assert_eq!(state(&room, &article), from);
    }
}

#[test]
fn each_gate_holds_back_and_lets_go() {
    let room = Room::new();
    // from, to, what spoils it, the gate that fails, what mends it
    type Change = fn(&Room, &Value);
    let spoil_text: Change = |room, article| room.body(article, "The council met met and went home without a count.");
    let mend_text: Change = |room, article| room.body(article, "The council met and went home without a count.");
    let suggest: Change = |room, article| {
        room.save(article, |doc| {
            doc["content"][3]["content"][0]["marks"] =
                json!([{ "type": "insertion", "attrs": { "id": "0b51ac4e-7f0e-4f0b-8a0e-6a51f0a3c111" } }]);
        });
    };
    let no_headline: Change = |room, article| {
        room.save(article, |doc| {
            doc["content"][1].as_object_mut().unwrap().remove("content");
        });
    };
    let headline: Change = |room, article| room.headline(article, "The ferry vote");
    let no_body: Change = |room, article| room.body(article, "");
    let no_byline: Change = |room, article| drop(room.field(article, "credits", json!([])));
    let internal: Change =
        |room, article| drop(room.field(article, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": false }])));
    let byline: Change =
        |room, article| drop(room.field(article, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }])));
    let no_date: Change = |room, article| date(room, article, "publish_at", None);
    let past: Change = |room, article| date(room, article, "publish_at", Some("2026-11-25T11:59"));
    let ahead: Change = |room, article| date(room, article, "publish_at", Some("2026-11-26T07:00"));
    let embargo_after: Change = |room, article| date(room, article, "embargo", Some("2026-11-26T07:01"));
    let embargo_same: Change = |room, article| date(room, article, "embargo", Some("2026-11-26T07:00"));
    let embargo_past: Change = |room, article| date(room, article, "embargo", Some("2026-11-25T12:00"));
    for (from, to, spoil, gate, mend) in [
        ("copy-edit", "proof", spoil_text, "errors", mend_text),
        ("copy-edit", "proof", suggest, "suggestions", mend_text),
        ("proof", "ready", spoil_text, "errors", mend_text),
        ("proof", "ready", suggest, "suggestions", mend_text),
        ("proof", "ready", no_headline, "parts", headline),
        ("proof", "ready", no_body, "parts", mend_text),
        ("proof", "ready", no_byline, "parts", byline),
        ("proof", "ready", internal, "parts", byline),
        ("proof", "ready", no_date, "date", ahead),
        ("ready", "scheduled", spoil_text, "errors", mend_text),
        ("ready", "scheduled", no_headline, "parts", headline),
        ("ready", "scheduled", no_date, "date-ahead", ahead),
        ("ready", "scheduled", past, "date-ahead", ahead),
        ("ready", "scheduled", embargo_after, "embargo-order", embargo_same),
        ("ready", "published", spoil_text, "errors", mend_text),
        ("ready", "published", ahead, "date-reached", past),
        ("ready", "published:now", embargo_same, "embargo", embargo_past),
        ("scheduled", "published", ahead, "date-reached", past),
        ("scheduled", "published:now", spoil_text, "errors", mend_text),
        ("scheduled", "published:now", embargo_same, "embargo", embargo_past),
        ("correcting", "fix", spoil_text, "errors", mend_text),
    ] {
        let article = clean(&room);
        bring(&room, &article, from);
        if to == "published" {
            past(&room, &article);
        }
        spoil(&room, &article);
        let offered = room.call("article_moves", json!({ "article": article }));
        let name = if to == "fix" { "published:fix" } else { to };
        let step = offered.as_array().unwrap().iter().find(|m| m["to"] == name).unwrap().clone();
        let failed: Vec<&Value> = step["gates"].as_array().unwrap().iter().filter(|g| g["ok"] == false).collect();
        assert!(failed.iter().any(|g| g["gate"] == gate), "{from} → {to}: {gate} holds: {step}");
        assert!(step["open"].as_u64().unwrap() >= 1);
        assert!(failed.iter().all(|g| g["places"].as_array().is_some_and(|p| !p.is_empty())), "each leads to a place: {step}");
        let refused = room.refused("article_move", json!({ "article": article, "to": to }));
        assert_eq!(refused.code, "gates");
        assert_eq!(state(&room, &article), from);
        mend(&room, &article);
        assert_eq!(go(&room, &article, to)["state"], name.split(':').next().unwrap(), "{from} → {to} once mended");
    }
}

#[test]
fn a_move_counts_what_is_still_to_settle() {
    let room = Room::new();
    let article = clean(&room);
    bring(&room, &article, "copy-edit");
    room.body(&article, "The the council met met and went home.");
    let offered = room.call("article_moves", json!({ "article": article }));
    assert_eq!(offered[0]["label"], "Pass to proof");
    assert_eq!(offered[0]["open"], 2);
    assert_eq!(offered[0]["primary"], true);
    let places = offered[0]["gates"][0]["places"].as_array().unwrap();
    assert_eq!(places[0]["block"], "abcdefghijkl");
    assert!(places[0]["end"].as_u64() > places[0]["start"].as_u64());
}

#[test]
fn only_the_editor_in_chief_moves_past_gates_and_says_why() {
    let room = Room::new();
    let article = clean(&room);
    bring(&room, &article, "copy-edit");
    room.body(&article, "The council met met and went home.");
    let past = json!({ "article": article, "to": "proof", "why": "The printer waits.", "override": true });
    assert_eq!(
        room.refused("article_move", json!({ "article": article, "to": "proof", "why": " ", "override": true })).code,
        "usage"
    );
    let writer = room.call("person_add", json!({ "name": "Ana Duarte", "roles": ["writer"] }))["id"].clone();
    room.call("person_me", json!({ "person": writer }));
    assert_eq!(room.refused("article_move", past.clone()).code, "no-right");
    assert_eq!(state(&room, &article), "copy-edit");
    let chief = room.call("desk_info", json!({}))["people"][0]["id"].clone();
    room.call("person_me", json!({ "person": chief }));
    assert_eq!(room.call("article_move", past)["state"], "proof");
    let history = room.call("history_list", json!({ "article": article, "limit": 5 }));
    let line = history.as_array().unwrap().iter().find(|row| row["kind"] == "override").unwrap();
    assert_eq!(line["why"], "The printer waits.");
    assert!(line["what"].as_str().unwrap().contains("1 error"), "{line}");
}

#[test]
fn a_piece_set_aside_comes_back_to_where_it_was() {
    let room = Room::new();
    for from in ["pitch", "draft", "editing", "with-author", "copy-edit", "proof", "ready", "scheduled"] {
        for aside in ["on hold", "spiked"] {
            let article = clean(&room);
            bring(&room, &article, from);
            go(&room, &article, aside);
            assert_eq!(go(&room, &article, "back")["state"], from, "{from} → {aside} → back");
        }
        let article = clean(&room);
        bring(&room, &article, from);
        go(&room, &article, "on hold");
        go(&room, &article, "spiked");
        assert_eq!(go(&room, &article, "back")["state"], "on-hold");
        assert_eq!(go(&room, &article, from)["state"], from, "a held piece goes to where it was by that state's name, too");
        assert_eq!(room.refused("article_move", json!({ "article": article, "to": "back" })).code, "gates");
    }
}

#[test]
fn the_text_is_read_only_where_the_table_says_so() {
    let room = Room::new();
    for (state, editable) in
        [("published", false), ("withdrawn", false), ("spiked", false), ("on-hold", true), ("ready", true), ("correcting", true)]
    {
        let article = clean(&room);
        bring(&room, &article, state);
        let open = room.call("article_get", json!({ "article": article }));
        assert_eq!(open["editable"], editable, "{state}");
        assert_eq!(open["why_not_editable"] == "", editable);
        let credits = open["fields"]["credits"].to_string();
        let wish = json!({ "article": article, "field": "credits", "value": "[]", "replaces": credits });
        match room.try_call("field_set", wish) {
            Ok(_) => assert!(editable, "{state}"),
            Err(failure) => assert!(!editable && failure.code == "read-only", "{state} {failure:?}"),
        }
        room.field(&article, "tags", json!(["ferries"]));
    }
}

#[test]
fn publishing_now_sets_the_date_and_the_address() {
    let room = Room::new();
    let article = clean(&room);
    bring(&room, &article, "ready");
    go(&room, &article, "published:now");
    let open = room.call("article_get", json!({ "article": article }));
    assert_eq!(open["dates"]["publish_at"]["wall"], "2026-11-25T12:00");
    assert_eq!(open["fields"]["address"], "the-ferry-vote");
}

#[test]
fn a_piece_is_published_now_at_any_second_of_the_minute() {
    let room = Room::new();
    let article = clean(&room);
    bring(&room, &article, "ready");
    room.at("2026-11-25T12:00:37.250Z");
    go(&room, &article, "published:now");
    let open = room.call("article_get", json!({ "article": article }));
    assert_eq!(open["dates"]["publish_at"]["instant"], "2026-11-25T12:00:00Z");
}

#[test]
fn published_now_in_the_second_hour_that_the_clock_shows_is_published_in_that_hour() {
    let room = Room::new();
    for (now, fold, instant) in
        [("2026-10-25T00:30:00Z", "first", "2026-10-25T00:30:00Z"), ("2026-10-25T01:30:20Z", "later", "2026-10-25T01:30:00Z")]
    {
        let article = clean(&room);
        bring(&room, &article, "ready");
        room.at(now);
        go(&room, &article, "published:now");
        let date = room.call("article_get", json!({ "article": article }))["dates"]["publish_at"].clone();
        assert_eq!((&date["fold"], &date["instant"]), (&json!(fold), &json!(instant)), "{date}");
        room.at("2026-10-24T12:00:00Z");
    }
}

#[test]
fn a_piece_that_is_scheduled_or_out_keeps_its_publication_date() {
    let room = Room::new();
    for (state, refusal) in [
        ("scheduled", "A piece that is scheduled keeps its publication date; set another, or unschedule it first."),
        ("published", "A piece that is published keeps its publication date; set another instead."),
    ] {
        let article = clean(&room);
        bring(&room, &article, state);
        let away = json!({ "article": article, "date": "publish_at", "wall": null });
        let refused = room.refused("date_set", away.clone());
        assert_eq!((refused.code.as_str(), refused.message.as_str()), ("state", refusal));
        let many = room.call("articles_date", json!({ "articles": [article], "date": "publish_at", "wall": "none" }));
        assert_eq!(many["refused"][0]["failure"]["message"], refusal);
        let asked = room.call("date_ask", away);
        assert_eq!(asked["follows"], json!([{ "breaks": true, "message": refusal }]));
        date(&room, &article, "publish_at", Some("2026-11-30T07:00"));
        date(&room, &article, "planned", Some("2026-11-30"));
        date(&room, &article, "planned", None);
    }
    let article = clean(&room);
    bring(&room, &article, "scheduled");
    go(&room, &article, "on-hold");
    date(&room, &article, "publish_at", None);
    let refused = room.refused("article_move", json!({ "article": article, "to": "back" }));
    assert!(refused.message.contains("There is no publication date"), "{}", refused.message);
    date(&room, &article, "publish_at", Some("2026-11-30T07:00"));
    assert_eq!(go(&room, &article, "back")["state"], "scheduled");
}

#[test]
fn an_unknown_state_is_told_with_those_that_there_are() {
    let room = Room::new();
    let article = clean(&room);
    let refused = room.refused("article_move", json!({ "article": article, "to": "poof" }));
    assert_eq!(refused.code, "unknown-state");
    assert!(refused.message.contains("Copy edit"));
}
