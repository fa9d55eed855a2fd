//! The desk by day, and what follows from a date before it is set, through the commands.

use crate::support::Room;
use serde_json::{Value, json};

fn piece(room: &Room, headline: &str, dates: &[(&str, &str)]) -> Value {
    let article = room.call("article_new", json!({ "headline": headline }))["article"].clone();
    for (name, wall) in dates {
        room.call("date_set", json!({ "article": article, "date": name, "wall": wall }));
    }
    article
}

fn shown(page: &Value) -> Vec<String> {
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    page["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            format!("{} {} {} {}", text(entry, "day"), text(entry, "time"), text(entry, "date"), text(&entry["row"], "label"))
        })
        .collect()
}

#[test]
fn each_date_stands_on_its_day_and_the_undated_beside() {
    let room = Room::new();
    piece(&room, "Vote", &[("deadline", "2026-11-25T17:00"), ("publish_at", "2026-11-26T07:00"), ("planned", "2026-11-28")]);
    piece(&room, "Lamps", &[("planned", "2026-11-27")]);
    piece(&room, "Letter", &[("embargo", "2026-11-27T06:00"), ("publish_at", "2026-11-27T06:30")]);
    piece(&room, "Bridge", &[("deadline", "2026-12-07")]);
    let page = room.call("article_calendar", json!({ "from": "2026-11-23", "to": "2026-11-29" }));
    assert_eq!(
        shown(&page),
        [
            "2026-11-25 17:00 deadline Vote",
            "2026-11-26 07:00 publish_at Vote",
            "2026-11-27  planned Lamps",
            "2026-11-27 06:00 embargo Letter",
            "2026-11-27 06:30 publish_at Letter"
        ]
    );
    assert_eq!(page["undated"][0]["label"], "Bridge");
    assert_eq!(page["undated_total"], 1);
}

#[test]
fn a_time_of_another_zone_stands_on_the_day_that_it_is_here() {
    let room = Room::new();
    let article = room.call("article_new", json!({ "headline": "Tokyo" }))["article"].clone();
    let set = json!({ "article": article, "date": "publish_at", "wall": "2026-11-27T07:00", "zone": "Asia/Tokyo" });
    room.call("date_set", set);
    let page = room.call("article_calendar", json!({ "from": "2026-11-26", "to": "2026-11-26" }));
    assert_eq!(shown(&page), ["2026-11-26 22:00 publish_at Tokyo"]);
}

#[test]
fn a_day_of_25_hours_holds_all_its_hours() {
    let room = Room::new();
    piece(&room, "First", &[("publish_at", "2026-10-25T00:30")]);
    piece(&room, "Last", &[("publish_at", "2026-10-25T23:30")]);
    let page = room.call("article_calendar", json!({ "from": "2026-10-25", "to": "2026-10-25" }));
    assert_eq!(shown(&page), ["2026-10-25 00:30 publish_at First", "2026-10-25 23:30 publish_at Last"]);
}

#[test]
fn what_follows_from_a_date_is_told_and_nothing_is_written() {
    let room = Room::new();
    let article = piece(&room, "Vote", &[("embargo", "2026-11-27T06:00"), ("deadline", "2026-11-28T17:00")]);
    let asked = |date: &str, wall: &str| {
        let told = room.call("date_ask", json!({ "article": article, "date": date, "wall": wall }));
        let follows = told["follows"].as_array().unwrap().clone();
        follows.iter().map(|one| format!("{} {}", one["breaks"], one["message"].as_str().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(
        asked("publish_at", "2026-11-26T07:00"),
        [
            "true The embargo holds until 27 November 2026, 06:00.",
            "true The copy is due only after that, on 28 November 2026, 17:00."
        ]
    );
    assert_eq!(asked("publish_at", "2026-11-29T07:00"), Vec::<String>::new());
    assert_eq!(asked("deadline", "2026-11-24T17:00"), ["true That moment has passed: the piece would be late at once."]);
    let gap = room.call("date_ask", json!({ "article": article, "date": "publish_at", "wall": "2027-03-28T01:30" }));
    assert!(gap["value"]["told"].as_str().unwrap().contains("skip 01:30"));
    assert!(room.call("article_get", json!({ "article": article }))["dates"]["publish_at"].is_null());
}

#[test]
fn what_follows_when_a_date_is_taken_away_is_told_and_nothing_is_written() {
    let room = Room::new();
    let dates = [
        ("embargo", "2026-11-27T06:00"),
        ("deadline", "2026-11-26T17:00"),
        ("planned", "2026-11-28"),
        ("publish_at", "2026-11-27T07:00"),
    ];
    let article = piece(&room, "Vote", &dates);
    let asked = |date: &str, wall: Value| {
        let told = room.call("date_ask", json!({ "article": article, "date": date, "wall": wall }));
        assert!(told["value"].is_null(), "{told}");
        let follows = told["follows"].as_array().unwrap().clone();
        follows.iter().map(|one| format!("{} {}", one["breaks"], one["message"].as_str().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(asked("publish_at", Value::Null), ["false It stands on the day for which it is planned, 28 November 2026."]);
    assert_eq!(
        asked("embargo", json!("none")),
        ["true The embargo no longer holds: the piece may leave before 27 November 2026, 06:00."]
    );
    assert_eq!(asked("deadline", json!("none")), ["false The copy is no longer due on 26 November 2026, 17:00."]);
    assert_eq!(asked("planned", json!("None")), ["false The publication date stays 27 November 2026, 07:00."]);
    assert_eq!(asked("filed", Value::Null), Vec::<String>::new());
    assert!(room.call("article_get", json!({ "article": article }))["dates"]["embargo"].is_object());
}

#[test]
fn a_time_of_another_zone_is_told_with_its_zone() {
    let room = Room::new();
    let article = piece(&room, "Tokyo", &[]);
    let far = |date: &str, wall: &str| json!({ "article": article, "date": date, "wall": wall, "zone": "Asia/Tokyo" });
    room.call("date_set", far("embargo", "2026-11-27T07:00"));
    let told = room.call("date_ask", json!({ "article": article, "date": "publish_at", "wall": "2026-11-26T07:00" }));
    assert_eq!(told["follows"][0]["message"], "The embargo holds until 27 November 2026, 07:00 (Asia/Tokyo).");
    room.call("date_set", far("publish_at", "2026-11-26T07:00"));
    let history = room.call("history_list", json!({ "article": article, "limit": 1 }));
    assert_eq!(history[0]["what"], "Set the publication date to 26 November 2026, 07:00 (Asia/Tokyo).");
    room.session.tick(&room.as_call());
    room.at("2026-11-25T22:01:00Z");
    room.session.tick(&room.as_call());
    let events = room.answers.events.lock().unwrap();
    let told = events.iter().any(|event| {
        matches!(event, stet_desk::Event::Said { message, .. } if message.contains("should have gone out on 26 November 2026, 07:00 (Asia/Tokyo)"))
    });
    assert!(told, "{events:?}");
}

#[test]
fn a_calendar_of_no_days_and_of_too_many_is_refused() {
    let room = Room::new();
    for (from, to) in [("2026-11-29", "2026-11-23"), ("2026-01-01", "2028-01-01"), ("thursday", "2026-11-29")] {
        assert_eq!(room.refused("article_calendar", json!({ "from": from, "to": to })).code, "usage");
    }
}
