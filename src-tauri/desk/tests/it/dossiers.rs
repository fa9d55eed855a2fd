//! The dossier of a piece: kept, opened, searched, never exported; the right of reply; who is in a piece now.

use std::path::Path;

use crate::support::{FERRY, Room};
use serde_json::{Value, json};
use stet_desk::{Call, Payload, Reply};

const MAIL: &str = "From: Quirina Lopes <quirina@pilots.example>\r\nTo: desk@review.example\r\nSubject: The zeppelinclause\r\n\
Date: Tue, 24 Nov 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe chair promised us a moratoriumette.\r\n\
> You wrote about the quagmirepoint.\r\n";

fn all_of(folder: &Path) -> String {
    let mut all = String::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        all.push_str(&format!("{}\n", path.file_name().unwrap().to_string_lossy()));
        if path.is_dir() {
            all.push_str(&all_of(&path));
        } else {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
        }
    }
    all
}

fn add(room: &Room, article: &Value, name: &str, bytes: impl AsRef<[u8]>, more: Value) -> Value {
    let token = room.file(name, bytes);
    let mut wish = json!({ "article": article, "files": [token] });
    wish.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    room.call("dossier_add", wish)[0].clone()
}

fn get(room: &Room, article: &Value) -> Value {
    room.call("dossier_get", json!({ "article": article }))
}

fn found(room: &Room, query: &str) -> Value {
    room.call("article_list", json!({ "query": query }))["rows"].clone()
}

#[test]
fn files_are_kept_whole_listed_described_and_taken_out() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let mail = add(&room, &ferry, "letter.eml", MAIL, json!({}));
    let pdf = add(&room, &ferry, "permission.pdf", b"%PDF-1.4 \xff\x00", json!({ "kind": "permission", "note": "for the map" }));
    let listed = get(&room, &ferry)["files"].clone();
    let names: Vec<&str> = listed.as_array().unwrap().iter().filter_map(|file| file["name"].as_str()).collect();
    assert_eq!(names, ["permission.pdf", "letter.eml"], "the last first");
    assert_eq!((&mail["kind"], &mail["searched"], &mail["by"]), (&json!("mail"), &json!(true), &json!("Tomas Meyer")));
    assert_eq!((&pdf["kind"], &pdf["searched"], &pdf["size"]), (&json!("permission"), &json!(false), &json!(11)));
    // The same file again is the same file.
    assert_eq!(add(&room, &ferry, "letter.eml", MAIL, json!({}))["id"], mail["id"]);
    assert_eq!(get(&room, &ferry)["files"].as_array().unwrap().len(), 2);
    room.answer_save(&room.path("back.pdf"));
    room.call("dossier_save", json!({ "file": pdf["id"] }));
    assert_eq!(std::fs::read(room.path("back.pdf")).unwrap(), b"%PDF-1.4 \xff\x00");
    assert_eq!(room.refused("dossier_save", json!({ "file": pdf["id"] })).code, "exists");
    room.call("dossier_open", json!({ "file": pdf["id"] }));
    assert_eq!(room.call("dossier_set", json!({ "file": mail["id"], "kind": "source", "note": "hers" }))["note"], json!("hers"));
    assert_eq!(room.refused("dossier_set", json!({ "file": mail["id"], "kind": "gossip" })).code, "usage");
    room.call("dossier_remove", json!({ "file": mail["id"] }));
    assert_eq!(get(&room, &ferry)["files"].as_array().unwrap().len(), 1);
    assert_eq!(room.refused("dossier_open", json!({ "file": mail["id"] })).code, "not-found");
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
}

#[test]
fn what_could_be_run_is_saved_and_not_opened_and_the_desk_itself_is_no_file_of_it() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    for name in ["run.sh", "page.html", "macro.docm", "plain", "setup.exe"] {
        let file = add(&room, &ferry, name, "x", json!({}));
        assert_eq!(file["opens"], json!(false), "{name}");
        assert_eq!(room.refused("dossier_open", json!({ "file": file["id"] })).code, "usage", "{name}");
    }
    let token = room.session.token(&room.path("review.stet")).unwrap().token;
    assert_eq!(room.refused("dossier_add", json!({ "article": ferry, "files": [token] })).code, "unreadable");
    let token = room.session.token(room.dir.path()).unwrap().token;
    assert_eq!(room.refused("dossier_add", json!({ "article": ferry, "files": [token] })).code, "unreadable");
}

#[test]
fn a_piece_is_found_by_its_dossier() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let mail = add(&room, &ferry, "letter.eml", MAIL, json!({}));
    add(&room, &ferry, "speech.md", "# Spoken\n\nA harbourmasterish word.", json!({ "note": "from the archivette" }));
    add(&room, &ferry, "scan-of-charterparty.pdf", "%PDF-1.4", json!({}));
    for word in ["moratoriumette", "zeppelinclause", "quirina", "quagmirepoint", "harbourmasterish", "archivette", "charterparty"]
    {
        let rows = found(&room, word);
        assert_eq!(rows[0]["id"], ferry, "{word}");
        assert_eq!(rows[0]["hit"]["part"], json!("dossier"), "{word}: {}", rows[0]["hit"]);
    }
    assert_eq!(found(&room, "moratoriumette")[0]["hit"]["before"], json!("The chair promised us a "));
    assert_eq!(found(&room, "ferry -moratoriumette"), json!([]), "what is left out is left out by the dossier, too");
    let asked =
        room.call("approach_set", json!({ "article": ferry, "who": "Port authority", "about": "Was there a countlessness?" }));
    assert_eq!(found(&room, "countlessness")[0]["id"], ferry);
    room.call("approach_set", json!({ "approach": asked["id"], "answer": "Nevermindedly." }));
    assert_eq!(found(&room, "nevermindedly")[0]["id"], ferry);
    // A text that is saved keeps its dossier's words; what is taken out is found no more.
    room.headline(&ferry, "Another headline");
    assert_eq!(found(&room, "moratoriumette").as_array().unwrap().len(), 1);
    room.call("dossier_remove", json!({ "file": mail["id"] }));
    room.call("approach_remove", json!({ "approach": asked["id"] }));
    assert_eq!((found(&room, "moratoriumette"), found(&room, "countlessness")), (json!([]), json!([])));
}

#[test]
fn the_right_of_reply_is_noted_with_its_times() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    assert_eq!(room.refused("approach_set", json!({ "article": ferry })).code, "usage");
    assert_eq!(room.refused("approach_set", json!({ "article": ferry, "who": "X", "until": "soonish" })).code, "usage");
    let asked = room.call(
        "approach_set",
        json!({ "article": ferry, "who": "The port authority", "means": "telephone", "until": "fri 12:00", "about": "Was there a count?" }),
    );
    assert_eq!((&asked["asked"], &asked["until"]), (&json!("2026-11-25T12:00"), &json!("2026-11-27T12:00")));
    assert_eq!((&asked["answer"], &asked["answered"], &asked["by"]), (&json!(""), &json!(""), &json!("Tomas Meyer")));
    room.at("2026-11-26T09:30:00Z");
    let answered = room.call("approach_set", json!({ "approach": asked["id"], "answer": "No comment." }));
    assert_eq!((&answered["answered"], &answered["asked"]), (&json!("2026-11-26T09:30"), &json!("2026-11-25T12:00")));
    let corrected = room.call("approach_set", json!({ "approach": asked["id"], "answer": "No comment at all." }));
    assert_eq!(corrected["answered"], json!("2026-11-26T09:30"));
    let history = room.call("history_list", json!({ "article": ferry, "limit": 9 })).to_string();
    assert!(history.contains("Noted whom we approached.") && history.contains("Noted an answer"), "{history}");
    assert_eq!(get(&room, &ferry)["approaches"].as_array().unwrap().len(), 1);
}

#[test]
fn the_dossier_leaves_in_no_output() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    room.field(&ferry, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }]));
    add(&room, &ferry, "canaryname.eml", MAIL.replace("moratoriumette", "canaryword"), json!({ "note": "canarynote" }));
    room.call(
        "approach_set",
        json!({ "article": ferry, "who": "Canarywho", "means": "canarymeans", "about": "canaryabout", "answer": "canaryanswer" }),
    );
    room.call("date_set", json!({ "article": ferry, "date": "publish_at", "wall": "2026-11-26T07:00", "zone": "Europe/Lisbon" }));
    room.call("out_send", json!({ "article": ferry, "who": "Ana Duarte" }));
    let (out, told) = room.every_output(&ferry);
    let written = all_of(&out) + &told;
    assert!(written.contains("Ana Duarte"));
    assert!(!written.to_lowercase().contains("canary"), "something tells what is in the dossier");
    // The whole desk as open files is the desk, and made of it again, the dossier is found again.
    let whole = room.path("whole");
    std::fs::create_dir(&whole).unwrap();
    *room.answers.folder.lock().unwrap() = Some(whole.clone());
    let folder = room.call("desk_files_write", json!({}))["folder"].clone();
    assert!(all_of(&whole).contains("canaryname.eml"));
    *room.answers.folder.lock().unwrap() = Some(whole.join(folder.as_str().unwrap()));
    room.answer_save(&room.path("again.stet"));
    room.call("desk_files_read", json!({}));
    assert_eq!(get(&room, &ferry)["files"][0]["note"], json!("canarynote"));
    for _ in 0..200 {
        if found(&room, "canaryword") != json!([]) && found(&room, "canaryabout") != json!([]) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(found(&room, "canaryword")[0]["id"], ferry);
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
}

/// Says from another window where it is.
fn tell(room: &Room, window: &str, article: Option<&Value>) -> Value {
    let call = Call { origin: window.to_owned(), ..room.as_call() };
    let input = Payload::Json(json!({ "article": article }).to_string());
    match room.session.call(&call, "presence_tell", input).unwrap() {
        Reply::Json(text) => serde_json::from_str(&text).unwrap(),
        Reply::Bytes { .. } => Value::Null,
    }
}

#[test]
fn who_looks_at_a_piece_is_known_for_a_minute_and_is_no_change() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let seq = |room: &Room| {
        let desk = room.session.desk().unwrap();
        desk.read(|conn| Ok(conn.query_row("SELECT max(seq) FROM change", [], |row| row.get::<_, i64>(0))?)).unwrap()
    };
    let before = seq(&room);
    assert_eq!(tell(&room, "one", Some(&ferry)), json!([]), "one's own window is not told");
    let seen = tell(&room, "two", None);
    assert_eq!((&seen[0]["article"], &seen[0]["name"], &seen[0]["me"]), (&ferry, &json!("Tomas Meyer"), &json!(true)));
    assert_eq!(seen[0]["since"], json!("2026-11-25T12:00:00Z"));
    room.at("2026-11-25T12:00:40Z");
    tell(&room, "one", Some(&ferry));
    room.at("2026-11-25T12:01:20Z");
    assert_eq!(tell(&room, "two", None)[0]["since"], json!("2026-11-25T12:00:00Z"), "since it came, not since it was last seen");
    room.at("2026-11-25T12:02:00Z");
    assert_eq!(tell(&room, "two", None), json!([]), "not heard of for more than a minute");
    tell(&room, "one", Some(&ferry));
    tell(&room, "one", None);
    assert_eq!(tell(&room, "two", None), json!([]), "it left the piece");
    assert_eq!(seq(&room), before, "no list is read again for it");
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
}
