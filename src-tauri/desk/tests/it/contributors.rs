//! Contributors: cards, pseudonyms that hold, fees.

use std::path::Path;

use crate::support::{FERRY, Room};
use serde_json::{Value, json};

/// A desk of two, with a contributor outside who is known by a pseudonym.
fn desk() -> (Room, Value, Value) {
    let room = Room::new();
    room.call("person_add", json!({ "name": "Rui Pinto", "roles": ["copy editor"] }));
    let farol = room.call("person_add", json!({ "name": "M. Farol", "roles": [], "outside": true }))["id"].clone();
    room.call("card_set", json!({ "person": farol, "legal_name": "Zuleika Canário", "bios": { "pt": "Escreve sobre portos." } }));
    let ferry = room.import("ferry.html", FERRY);
    room.field(&ferry, "credits", json!([{ "role": "by", "name": "M. Farol", "public": true, "person": farol }]));
    (room, ferry, farol)
}

/// Every file below a folder, and every name, as one text.
fn all_of(folder: &Path) -> String {
    let mut all = String::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        all.push_str(&path.file_name().unwrap().to_string_lossy());
        all.push('\n');
        if path.is_dir() {
            all.push_str(&all_of(&path));
        } else {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
        }
    }
    all
}

fn tells(text: &str) -> bool {
    let folded = text.to_lowercase();
    ["zuleika", "canário", "canario", "can\\u00e1rio", "canário"].iter().any(|part| folded.contains(part))
}

#[test]
fn a_contributor_outside_is_credited_and_never_given_a_piece() {
    let (room, ferry, farol) = desk();
    let info = room.call("desk_info", json!({}));
    let person = info["people"].as_array().unwrap().iter().find(|one| one["id"] == farol).unwrap().clone();
    assert_eq!((&person["active"], &person["outside"]), (&json!(false), &json!(true)));
    assert_eq!(room.refused("article_give", json!({ "article": ferry, "person": farol })).code, "usage");
    assert_eq!(room.refused("person_add", json!({ "name": "M. Farol", "roles": ["editor"] })).code, "twin");
    let set = room.call(
        "person_set",
        json!({ "person": farol, "languages": ["pt", "en-GB", "pt"], "byline": "Mara Farol", "mail": "m@farol.example" }),
    );
    assert_eq!(set["languages"], json!(["pt", "en-GB"]));
    assert_eq!(room.refused("person_set", json!({ "person": farol, "languages": ["Portuguese!"] })).code, "usage");
    let card = room.call("card_get", json!({ "person": farol }));
    assert_eq!((&card["legal_name"], &card["bios"]["pt"]), (&json!("Zuleika Canário"), &json!("Escreve sobre portos.")));
    // A contributor may come to the desk, and a person of the desk may go on writing for it.
    assert_eq!(room.call("person_set", json!({ "person": farol, "active": true }))["outside"], json!(false));
    assert_eq!(room.call("person_set", json!({ "person": farol, "outside": true }))["active"], json!(false));
}

#[test]
fn a_legal_name_is_shown_to_those_who_may_see_fees_alone() {
    let (room, _, farol) = desk();
    let people = room.call("desk_info", json!({}))["people"].clone();
    let rui = people.as_array().unwrap().iter().find(|one| one["name"] == "Rui Pinto").unwrap()["id"].clone();
    room.call("person_me", json!({ "person": rui }));
    assert_eq!(room.call("card_get", json!({ "person": farol }))["legal_name"], Value::Null);
    assert_eq!(room.refused("card_set", json!({ "person": farol, "legal_name": "Somebody" })).code, "no-right");
    assert_eq!(room.refused("fee_list", json!({})).code, "no-right");
    // One's own is one's own.
    room.call("card_set", json!({ "person": rui, "legal_name": "Rui Maria Pinto" }));
    assert_eq!(room.call("card_get", json!({ "person": rui }))["legal_name"], json!("Rui Maria Pinto"));
    assert_eq!(room.refused("card_set", json!({ "person": rui, "legal_name": "rui  PINTO" })).code, "usage");
}

#[test]
fn the_legal_name_leaves_in_no_output() {
    let (room, ferry, farol) = desk();
    room.call("person_set", json!({ "person": farol, "mail": "farol@farol.example", "office": "writer" }));
    room.call("fee_set", json!({ "article": ferry, "person": farol, "currency": "EUR", "agreed": "250" }));
    room.call("date_set", json!({ "article": ferry, "date": "publish_at", "wall": "2026-11-26T07:00", "zone": "Europe/Lisbon" }));
    room.call("out_send", json!({ "article": ferry, "who": "M. Farol", "mail": "farol@farol.example" }));
    // It was known by the legal name before, and the history speaks of that.
    room.call("article_give", json!({ "article": ferry, "person": null, "message": "Ask Zuleika Canário" }));
    room.call("article_move", json!({ "article": ferry, "to": "editing", "why": "as zuleika canário wished" }));
    // Typed into the byline, it becomes the name that is printed.
    let saved = room.field(&ferry, "credits", json!([{ "role": "by", "name": "zuleika  canário", "public": true }]));
    assert_eq!(saved["fields"]["credits"][0]["name"], json!("M. Farol"));
    assert_eq!(saved["fields"]["credits"][0]["person"], farol);

    let (out, mut told) = room.every_output(&ferry);
    for (command, input) in [
        ("history_page", json!({})),
        ("history_list", json!({ "article": ferry, "limit": 200 })),
        ("article_list", json!({})),
        ("article_get", json!({ "article": ferry })),
        ("article_waiting", json!({})),
        ("out_list", json!({})),
        ("desk_info", json!({})),
        ("fee_list", json!({})),
        ("desk_check", json!({})),
    ] {
        told += &room.call(command, input).to_string();
    }
    let written = all_of(&out);
    assert!(written.contains("M. Farol"), "the pseudonym is printed");
    assert!(!tells(&written), "a file tells the legal name");
    assert!(!tells(&told), "an answer tells the legal name");
    // The whole desk as open files is the desk: it keeps the card.
    let desk = room.path("whole");
    std::fs::create_dir(&desk).unwrap();
    *room.answers.folder.lock().unwrap() = Some(desk.clone());
    room.call("desk_files_write", json!({}));
    assert!(tells(&all_of(&desk)));
}

#[test]
fn a_piece_in_which_the_legal_name_stands_does_not_leave_before_it_is_taken_out() {
    let (room, ferry, farol) = desk();
    let out = room.path("out");
    std::fs::create_dir(&out).unwrap();
    *room.answers.folder.lock().unwrap() = Some(out.clone());
    room.answer_save(&out);
    let wish = json!({ "articles": [ferry], "to": "html", "working_copy": true });
    let refused = |place: &str| {
        let failure = room.refused("export_write", wish.clone());
        assert_eq!(failure.code, "pseudonym");
        assert!(failure.message.contains(place) && !tells(&failure.message), "{}", failure.message);
        assert_eq!(room.refused("export_copy", json!({ "article": ferry, "working_copy": true })).code, "pseudonym");
    };
    room.headline(&ferry, "What ZULEIKA CANÁRIO wrote to us");
    refused("the text");
    room.headline(&ferry, "What was written to us");
    room.field(&ferry, "author_note", json!("Zuleika Canário writes on harbours."));
    refused("the fields");
    room.field(&ferry, "author_note", json!(""));
    room.field(&ferry, "address", json!("zuleika-canario-and-the-ferry"));
    refused("the address");
    room.field(&ferry, "address", json!("the-ferry"));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0, "nothing was written");
    // A piece by somebody else may speak of a person of that name.
    room.field(&ferry, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }]));
    room.headline(&ferry, "Zuleika Canário, who chairs the council, says no");
    room.call("export_write", wish.clone());
    // And where the name is no secret any more, nothing is held.
    room.field(&ferry, "credits", json!([{ "role": "by", "name": "M. Farol", "public": true, "person": farol }]));
    room.call("card_set", json!({ "person": farol, "legal_name": "" }));
    room.call("export_copy", json!({ "article": ferry, "working_copy": true }));
}

#[test]
fn a_file_that_comes_under_the_legal_name_is_credited_to_the_pseudonym() {
    let (room, _, farol) = desk();
    let article = room.import("quay.md", "---\ntitle: The quay\nauthor: Zuleika Canário\n---\n\nSome words of the quay.\n");
    let credit = room.call("article_get", json!({ "article": article }))["fields"]["credits"][0].clone();
    assert_eq!((&credit["name"], &credit["person"]), (&json!("M. Farol"), &farol));
    let row = room.call("article_list", json!({ "query": "quay" }))["rows"][0].clone();
    assert!(!tells(&row.to_string()), "{row}");
}

#[test]
fn fees_are_kept_in_the_smallest_unit_and_written_as_csv() {
    let (room, ferry, farol) = desk();
    let set = |input: Value| {
        let mut wish = json!({ "article": ferry, "person": farol });
        wish.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        room.try_call("fee_set", wish)
    };
    assert_eq!(set(json!({ "agreed": "250" })).unwrap_err().code, "usage", "no currency yet");
    assert_eq!(set(json!({ "agreed": "many", "currency": "EUR" })).unwrap_err().code, "usage");
    let fee = set(json!({ "agreed": "250,50", "currency": "eur" })).unwrap();
    assert_eq!((&fee["agreed"], &fee["currency"], &fee["digits"]), (&json!(25_050), &json!("EUR"), &json!(2)));
    let fee = set(json!({ "invoiced": "250.50", "invoice": "=17", "invoiced_on": "30.11." })).unwrap();
    assert_eq!((&fee["invoiced_on"], &fee["agreed"]), (&json!("2026-11-30"), &json!(25_050)));
    assert_eq!(room.call("fee_list", json!({ "open": true })).as_array().unwrap().len(), 1);
    let fee = set(json!({ "paid": "250.50" })).unwrap();
    assert_eq!(fee["paid_on"], json!("2026-11-25"));
    assert_eq!(room.call("fee_list", json!({ "open": true })), json!([]));
    assert_eq!(set(json!({ "currency": "JPY" })).unwrap_err().code, "usage", "amounts do not change their worth");
    room.answer_save(&room.path("fees.csv"));
    assert_eq!(room.call("fee_export", json!({})), json!({ "name": "fees.csv", "fees": 1 }));
    assert_eq!(room.refused("fee_export", json!({})).code, "exists");
    let csv = std::fs::read_to_string(room.path("fees.csv")).unwrap();
    let line = csv.lines().nth(1).unwrap();
    assert!(line.ends_with("M. Farol,EUR,250.50,'=17,250.50,2026-11-30,250.50,2026-11-25"), "{line}");
    let history = room.call("history_list", json!({ "article": ferry, "limit": 50 })).to_string();
    assert!(history.contains("Noted what was paid for M. Farol.") && !history.contains("250"), "{history}");
    room.call("fee_remove", json!({ "fee": fee["id"] }));
    assert_eq!(room.call("fee_list", json!({})), json!([]));
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
}
