//! One question for list, board and calendar; saved views; limits of columns. Through the commands.

use crate::support::Room;
use serde_json::{Value, json};

/// A desk of three pieces: the vote (late, with Ana, in Town), the lamps (planned) and a Portuguese letter (published long ago).
fn room() -> Room {
    let room = Room::new();
    let vote = piece(&room, "The ferry vote that nobody lost");
    room.field(&vote, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }]));
    room.field(&vote, "section", json!("Town"));
    room.field(&vote, "tags", json!(["ferries", "night boats"]));
    room.call("date_set", json!({ "article": vote, "date": "deadline", "wall": "2026-11-24T17:00" }));
    room.call("date_set", json!({ "article": vote, "date": "publish_at", "wall": "2026-11-26T07:00" }));
    let ana = room.call("person_add", json!({ "name": "Ana Duarte", "roles": ["editor"] }))["id"].clone();
    room.call("article_give", json!({ "article": vote, "person": ana }));
    for to in ["draft", "editing"] {
        room.call("article_move", json!({ "article": vote, "to": to }));
    }
    let lamps = piece(&room, "Lamps on the ferry quay");
    room.field(&lamps, "credits", json!([{ "role": "by", "name": "Rui Pinto", "public": true }]));
    room.field(&lamps, "section", json!("Arts"));
    room.call("date_set", json!({ "article": lamps, "date": "planned", "wall": "2026-12-04" }));
    let letter = piece(&room, "Carta do cais");
    room.field(&letter, "lang", json!("pt-PT"));
    room
}

fn piece(room: &Room, headline: &str) -> Value {
    room.call("article_new", json!({ "headline": headline }))["article"].clone()
}

fn found(room: &Room, query: &str) -> Vec<String> {
    let page = room.call("article_list", json!({ "query": query, "sort": "headline", "limit": 50 }));
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(page["total"], rows.len(), "{query}");
    rows.iter().map(|row| row["label"].as_str().unwrap().split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_question_finds_by_words_names_states_dates_and_what_a_piece_has() {
    let room = room();
    for (query, pieces) in [
        ("ferry", vec!["Lamps on", "The ferry"]),
        ("ferry -lamps ", vec!["The ferry"]),
        ("\"ferry quay\" ", vec!["Lamps on"]),
        ("author:ana", vec!["The ferry"]),
        ("author:durate", vec!["The ferry"]),
        ("author:zeppelin", vec![]),
        ("state:editing ", vec!["The ferry"]),
        ("state:ed", vec!["The ferry"]),
        ("-state:editing ", vec!["Carta do", "Lamps on"]),
        ("state:pitch,editing ", vec!["Carta do", "Lamps on", "The ferry"]),
        ("section:town", vec!["The ferry"]),
        ("section:none ", vec!["Carta do"]),
        ("lang:pt ", vec!["Carta do"]),
        ("lang:PT-pt ", vec!["Carta do"]),
        ("with:ana", vec!["The ferry"]),
        ("with:\"Ana Duarte\" ", vec!["The ferry"]),
        ("with:nobody ", vec!["Carta do", "Lamps on"]),
        ("tag:\"night boats\" ", vec!["The ferry"]),
        ("tag:ferr", vec!["The ferry"]),
        ("before:2026-12-01 ", vec!["The ferry"]),
        ("after:2026-12 ", vec!["Lamps on"]),
        ("after:tomorrow before:fri ", vec!["The ferry"]),
        ("is:late ", vec!["The ferry"]),
        ("-is:late ", vec!["Carta do", "Lamps on"]),
        ("is:missed ", vec![]),
        ("is:open ferry ", vec!["Lamps on", "The ferry"]),
        ("has:note ", vec![]),
        ("author:", vec!["Carta do", "Lamps on", "The ferry"]),
        ("…", vec![]),
    ] {
        assert_eq!(found(&room, query), pieces, "{query}");
    }
}

#[test]
fn what_a_question_cannot_mean_is_told_in_one_sentence_everywhere_alike() {
    let room = room();
    for (query, code, told) in [
        ("state:nowhere ", "unknown-state", "There is no state called “nowhere”"),
        ("with:zeppelin ", "not-found", "Nobody called “zeppelin” is on this desk; there is Tomas Meyer or Ana Duarte."),
        ("before:someday ", "usage", "“someday” is not a date"),
        ("autor:ana ", "usage", "There is no “autor:”; write author:ana"),
    ] {
        let list = room.refused("article_list", json!({ "query": query }));
        assert_eq!(list.code, code, "{query}");
        assert!(list.message.starts_with(told), "{}", list.message);
        let board = room.refused("article_board", json!({ "query": query, "by": "state", "limit": 10 }));
        let calendar = room.refused("article_calendar", json!({ "from": "2026-11-23", "to": "2026-12-06", "query": query }));
        assert_eq!((&board.message, &calendar.message), (&list.message, &list.message));
    }
}

#[test]
fn list_board_and_calendar_answer_the_same_question() {
    let room = room();
    let board = room.call("article_board", json!({ "query": "ferry", "by": "state", "limit": 10 }));
    let columns = board["columns"].as_array().unwrap();
    let totals: Vec<(&str, u64)> =
        columns.iter().map(|c| (c["id"].as_str().unwrap(), c["total"].as_u64().unwrap())).filter(|(_, n)| *n > 0).collect();
    assert_eq!(totals, [("pitch", 1), ("editing", 1)]);
    let by_person = room.call("article_board", json!({ "query": "", "by": "person", "limit": 10 }));
    let names: Vec<&str> = by_person["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Nobody", "Tomas Meyer", "Ana Duarte"]);
    let by_section = room.call("article_board", json!({ "query": "", "by": "section", "limit": 10 }));
    let names: Vec<&str> = by_section["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["No section", "Arts", "Town"]);
    let days = json!({ "from": "2026-11-23", "to": "2026-12-06", "query": "author:ana" });
    let calendar = room.call("article_calendar", days);
    assert_eq!(calendar["entries"].as_array().unwrap().len(), 2);
    let days = json!({ "from": "2026-11-23", "to": "2026-12-06", "query": "", "most": 1 });
    room.call("date_set", json!({ "article": piece(&room, "Second"), "date": "planned", "wall": "2026-12-04" }));
    let calendar = room.call("article_calendar", days);
    assert_eq!(calendar["full"], json!([{ "day": "2026-12-04", "total": 2 }]));
    assert_eq!(calendar["entries"].as_array().unwrap().len(), 3);
}

#[test]
fn what_is_written_is_found_at_once_and_what_is_typed_is_completed() {
    let room = room();
    assert_eq!(found(&room, "section:Sea "), Vec::<String>::new());
    let page = room.call("article_list", json!({ "query": "lamps" }));
    room.field(&page["rows"][0]["id"], "section", json!("Sea"));
    assert_eq!(found(&room, "section:Sea "), ["Lamps on"]);
    let offered = |text: &str| -> Vec<String> {
        let input = json!({ "text": text, "at": text.encode_utf16().count() });
        let found = room.call("query_complete", input);
        found.as_array().unwrap().iter().map(|one| one["put"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(offered("ferry aut"), ["author:"]);
    assert_eq!(offered("-st"), ["-state:"]);
    assert_eq!(offered("lat"), ["is:late "]);
    assert_eq!(offered("author:du"), ["author:\"Ana Duarte\" "]);
    assert_eq!(offered("tag:"), ["tag:ferries ", "tag:\"night boats\" "]);
    assert_eq!(offered("state:copy"), ["state:\"Copy edit\" "]);
    assert_eq!(offered("with:m"), ["with:me ", "with:\"Tomas Meyer\" "]);
    assert!(offered("ferry").is_empty() && offered("ferry ").is_empty());
}

#[test]
fn a_view_is_saved_counted_renamed_and_removed_and_the_record_has_it() {
    let room = room();
    let wish = |id: Value, name: &str, query: &str| {
        json!({ "id": id, "name": name, "query": query, "kind": "board", "by": "person", "sort": "date", "descending": true,
                "columns": [{ "id": "headline", "width": 320 }] })
    };
    let view = room.call("view_save", wish(Value::Null, " Late  at Town ", "is:late section:Town"));
    assert_eq!((view["name"].as_str(), view["count"].as_u64()), (Some("Late at Town"), Some(1)));
    assert_eq!(room.refused("view_save", wish(Value::Null, "late at town", "")).code, "twin");
    assert_eq!(room.refused("view_save", wish(Value::Null, "Bad", "autor:ana")).code, "usage");
    let renamed = room.call("view_save", wish(view["id"].clone(), "Town", "section:Town"));
    assert_eq!(renamed["id"], view["id"]);
    let kept = room.call("view_list", json!({}));
    assert_eq!(kept[0]["columns"], json!([{ "id": "headline", "width": 320 }]));
    assert_eq!((kept[0]["kind"].as_str(), kept[0]["by"].as_str()), (Some("board"), Some("person")));
    room.call("view_remove", json!({ "id": view["id"] }));
    assert_eq!(room.call("view_list", json!({})), json!([]));
    let history = room.call("history_list", json!({ "article": null, "limit": 3 }));
    let said: Vec<&str> = history.as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap()).collect();
    assert_eq!(
        said,
        ["Removed the view “Town”.", "Renamed the view “Late at Town” to “Town”.", "Saved the view “Late at Town”."]
    );
}

#[test]
fn a_column_over_its_limit_says_so_and_refuses_nothing() {
    let room = room();
    room.call("board_limit_set", json!({ "by": "state", "id": "pitch", "most": 2 }));
    piece(&room, "One more");
    let board = room.call("article_board", json!({ "query": "lamps", "by": "state", "limit": 10 }));
    let pitch = board["columns"].as_array().unwrap().iter().find(|column| column["id"] == "pitch").unwrap().clone();
    assert_eq!((pitch["total"].as_u64(), pitch["standing"].as_u64(), pitch["most"].as_u64()), (Some(1), Some(3), Some(2)));
    assert_eq!(pitch["told"], "3 pieces are here; 2 are wanted at the most.");
    assert_eq!(room.refused("board_limit_set", json!({ "by": "state", "id": "moon", "most": 2 })).code, "not-found");
}

#[test]
fn what_fits_best_comes_first_on_demand_and_the_newest_while_typing() {
    let room = Room::new();
    piece(&room, "Ferry");
    piece(&room, "A long headline in which after many other words a ferry comes");
    let labels = |sort: &str| -> Vec<String> {
        let page = room.call("article_list", json!({ "query": "ferry", "sort": sort }));
        page["rows"].as_array().unwrap().iter().map(|row| row["label"].as_str().unwrap().chars().take(5).collect()).collect()
    };
    assert_eq!(labels("newest"), ["A lon", "Ferry"]);
    assert_eq!(labels("best"), ["Ferry", "A lon"]);
}

#[test]
fn sections_and_tags_are_counted_and_a_copy_under_another_name_is_found() {
    let room = room();
    let kinds = room.call("desk_kinds", json!({}));
    assert_eq!(kinds["sections"], json!([{ "name": "Arts", "count": 1, "open": 1 }, { "name": "Town", "count": 1, "open": 1 }]));
    assert_eq!(kinds["tags"][1], json!({ "name": "night boats", "count": 1, "open": 1 }));
    let take = |name: &str| {
        let file = room.file(name, crate::support::FERRY);
        let read = room.call("import_read", json!({ "files": [file], "job": "" }));
        let wish = json!({ "import": read[0]["import"], "slug": null, "filed": null, "copy_of": null });
        room.call("import_add", wish)["article"].clone()
    };
    let (one, other) = (take("one.html"), take("other.html"));
    let alike = room.call("article_alike", json!({ "article": one }));
    assert_eq!(alike[0]["article"], other);
    assert_eq!(alike[0]["words_changed"], 0);
    assert_eq!(alike.as_array().unwrap().len(), 1);
}

#[test]
fn an_archive_of_many_pieces_is_made_whole_and_asked_by_the_page() {
    let room = Room::new();
    let desk = room.session.desk().unwrap();
    stet_desk::sample::many::fill(&desk, &room.as_call(), 600).unwrap();
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
    let page = room.call("article_list", json!({ "query": "", "sort": "headline", "offset": 550, "limit": 100 }));
    assert_eq!((page["total"].as_u64(), page["rows"].as_array().unwrap().len()), (Some(600), 50));
    let mut labels: Vec<String> = Vec::new();
    for offset in (0..600).step_by(100) {
        let page = room.call("article_list", json!({ "query": "", "sort": "slug", "offset": offset, "limit": 100 }));
        labels.extend(page["rows"].as_array().unwrap().iter().map(|row| row["slug"].as_str().unwrap().to_owned()));
    }
    let mut sorted = labels.clone();
    sorted.sort();
    assert_eq!(labels, sorted);
    let turned = room.call("article_list", json!({ "query": "", "sort": "slug", "descending": true, "limit": 1 }));
    assert_eq!(turned["rows"][0]["slug"].as_str(), sorted.last().map(String::as_str));
}
