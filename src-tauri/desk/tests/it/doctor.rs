//! Damaged desks: what is told of them, what a repaired copy has, and what is saved out of one that does not open any more.

use std::path::{Path, PathBuf};

use crate::support::{FERRY, Room};
use serde_json::{Value, json};

/// A closed desk with some pieces; its line in the recent desks, its file, and a word of each text.
fn closed(room: &Room) -> (Value, PathBuf, Vec<String>) {
    let mut words = Vec::new();
    // Words that pack badly, so that a text fills pages.
    let mut dice = 7_u64;
    let mut filler = || {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:x}", dice >> 20)
    };
    for n in 0..12 {
        let more: Vec<String> = (0..400).map(|_| filler()).collect();
        let word = format!("harbourmaster{n}");
        let article = room.import(&format!("piece-{n}.html"), &format!("<h1>Piece {n}</h1><p>{word} {}</p>", more.join(" ")));
        room.headline(&article, &format!("Piece {n}, {word}"));
        words.push(word);
    }
    let line = room.call("app_state", json!({}))["recent"][0]["id"].clone();
    room.call("desk_close", json!({}));
    (line, room.path("review.stet"), words)
}

/// Every word that stands in a Markdown file below.
fn found(folder: &Path, words: &[String]) -> usize {
    let mut texts = String::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for file in std::fs::read_dir(next).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                texts.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    words.iter().filter(|word| texts.contains(word.as_str())).count()
}

fn rescue(room: &Room, line: &Value) -> (Value, PathBuf) {
    let out = room.path("out");
    std::fs::create_dir_all(&out).unwrap();
    *room.answers.folder.lock().unwrap() = Some(out.clone());
    let told = room.call("desk_rescue", json!({ "recent": line }));
    let folder = out.join(told["folder"].as_str().unwrap());
    (told, folder)
}

#[test]
fn a_sound_desk_is_explained_in_sentences() {
    let room = Room::new();
    room.import("ferry.html", FERRY);
    let told = room.call("desk_check", json!({}));
    assert_eq!((told["troubles"].clone(), told["pieces"].clone()), (json!([]), json!([])));
    let holds = told["holds"].to_string();
    for word in ["The Harbour Review", "1 piece: 1 draft", "1 version", "1 person"] {
        assert!(holds.contains(word), "{word} in {holds}");
    }
}

#[test]
fn of_a_row_that_was_changed_from_outside_the_piece_is_named() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let slug = room.call("article_get", json!({ "article": ferry }))["slug"].clone();
    let path = room.path("review.stet");
    room.call("desk_close", json!({}));
    let line = room.call("app_state", json!({}))["recent"][0]["id"].clone();
    change(&path, "UPDATE article SET section = 'Sport'");
    room.call("desk_open_recent", json!({ "id": line }));
    let told = room.call("desk_check", json!({}));
    assert_eq!(told["pieces"], json!([slug]));
    assert_eq!(told["troubles"].as_array().unwrap().len(), 1, "{told}");
}

fn change(path: &Path, sql: &str) {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch(sql).unwrap();
}

#[test]
fn every_piece_of_a_sound_desk_is_saved_with_its_versions() {
    let room = Room::new();
    let (line, _, words) = closed(&room);
    let (told, folder) = rescue(&room, &line);
    assert_eq!((told["pieces"].clone(), told["told"].clone()), (json!(12), json!([])));
    assert_eq!(found(&folder, &words), 12);
    assert!(folder.join("READ-ME.txt").is_file());
}

#[test]
fn a_file_whose_first_page_is_gone_gives_every_piece() {
    for first in [100, 4096] {
        let room = Room::new();
        let (line, path, words) = closed(&room);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[..first].fill(0);
        std::fs::write(&path, &bytes).unwrap();
        assert!(room.try_call("desk_open_recent", json!({ "id": line })).is_err());
        let (told, folder) = rescue(&room, &line);
        assert_eq!(found(&folder, &words), 12, "{told}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "the damaged file stays as it is");
    }
}

#[test]
fn of_a_file_that_was_cut_what_its_tables_still_lead_to_is_saved() {
    for tenth in [9, 7] {
        let room = Room::new();
        let (line, path, words) = closed(&room);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() / 10 * tenth]).unwrap();
        let (told, folder) = rescue(&room, &line);
        assert!(found(&folder, &words) > 0, "{tenth}: {told}");
    }
}

#[test]
fn a_repaired_copy_of_a_desk_with_damaged_pages_opens_is_sound_and_has_what_could_be_read() {
    let mut whole = 0;
    for seed in 1..=6_usize {
        let room = Room::new();
        let (line, path, words) = closed(&room);
        let mut bytes = std::fs::read(&path).unwrap();
        // Four pages, far from the first ones, full of nothing.
        let pages = bytes.len() / 4096;
        for n in 0..4 {
            let page = 40 + (seed * 7919 + n * 104_729) % (pages - 40);
            bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        }
        std::fs::write(&path, &bytes).unwrap();
        let repaired = room.path("repaired.stet");
        room.answer_save(&repaired);
        let told = room.call("desk_repair", json!({ "recent": line }));
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "the damaged file stays as it is");
        room.session.open_path(&room.as_call(), &repaired).unwrap();
        let check = room.call("desk_check", json!({}));
        let broken = |line: &Value| line.as_str().is_some_and(|line| !line.contains("audit trail"));
        assert!(!check["troubles"].as_array().unwrap().iter().any(broken), "{check} {told}");
        let list = room.call("article_list", json!({ "sort": "slug" }));
        for row in list["rows"].as_array().unwrap() {
            let text = room.call("article_get", json!({ "article": row["id"] }));
            whole += usize::from(words.iter().any(|word| text["doc"].as_str().unwrap().contains(word.as_str())));
        }
        assert!(!room.call("history_list", json!({ "article": null, "limit": 1 }))[0]["what"].as_str().unwrap().is_empty());
    }
    assert!(whole >= 40, "{whole} of 72 texts");
}

#[test]
fn a_desk_without_its_table_of_pieces_is_repaired_from_its_texts() {
    let room = Room::new();
    let (line, path, words) = closed(&room);
    change(&path, "PRAGMA foreign_keys = OFF; DROP TABLE article; DROP TABLE state; DROP TABLE desk;");
    let (told, folder) = rescue(&room, &line);
    assert_eq!(found(&folder, &words), 12, "{told}");
    let repaired = room.path("repaired.stet");
    room.answer_save(&repaired);
    let told = room.call("desk_repair", json!({ "recent": line }));
    assert_eq!(told["pieces"], 12, "{told}");
    room.session.open_path(&room.as_call(), &repaired).unwrap();
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
    let list = room.call("article_list", json!({ "query": "harbourmaster7" }));
    assert_eq!(list["total"], 1, "it can be searched");
}

#[test]
fn a_text_whose_row_is_lost_is_its_last_version_again() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let line = room.call("app_state", json!({}))["recent"][0]["id"].clone();
    room.call("desk_close", json!({}));
    change(&room.path("review.stet"), "UPDATE article_text SET doc = x'00112233'");
    room.answer_save(&room.path("repaired.stet"));
    let told = room.call("desk_repair", json!({ "recent": line }));
    assert!(told["told"].to_string().contains("that of its last version"), "{told}");
    room.session.open_path(&room.as_call(), &room.path("repaired.stet")).unwrap();
    let text = room.call("article_get", json!({ "article": ferry }));
    assert!(text["doc"].as_str().unwrap().contains("nobody lost"));
}

#[test]
fn nothing_is_made_of_nothing_and_no_file_is_overwritten() {
    let room = Room::new();
    let (line, path, _) = closed(&room);
    room.answer_save(&path);
    assert_eq!(room.refused("desk_repair", json!({ "recent": line })).code, "exists");
    std::fs::write(&path, "").unwrap();
    room.answer_save(&room.path("repaired.stet"));
    assert_eq!(room.refused("desk_repair", json!({ "recent": line })).code, "damaged");
    assert!(!room.path("repaired.stet").exists());
}
