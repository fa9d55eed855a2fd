//! Backups: made each day and before anything risky, sound or named damaged, and the way back: the whole desk or one piece.

use std::path::PathBuf;

use crate::support::{FERRY, Room};
use serde_json::{Value, json};

fn backups(room: &Room) -> Vec<Value> {
    room.call("backup_list", json!({})).as_array().unwrap().clone()
}

fn file_of(room: &Room, backup: &Value) -> PathBuf {
    let id = room.session.desk().unwrap().id().to_string();
    room.path("home").join("state/backups").join(id).join(backup["id"].as_str().unwrap())
}

fn text_of(room: &Room, article: &Value) -> String {
    room.call("article_get", json!({ "article": article }))["doc"].as_str().unwrap().to_owned()
}

fn slugs(room: &Room) -> Vec<String> {
    let rows = room.call("article_list", json!({ "sort": "slug" }));
    rows["rows"].as_array().unwrap().iter().map(|row| row["slug"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn one_backup_is_made_each_day_by_the_clock_and_none_at_the_first_look() {
    let room = Room::new();
    room.session.tick(&room.as_call());
    assert!(backups(&room).is_empty(), "opening a desk comes first");
    room.session.tick(&room.as_call());
    room.session.tick(&room.as_call());
    assert_eq!(backups(&room).len(), 1);
    room.at("2026-11-25T23:00:00Z");
    room.session.tick(&room.as_call());
    assert_eq!(backups(&room).len(), 1, "the same day");
    room.at("2026-11-26T08:30:00Z");
    room.session.tick(&room.as_call());
    let all = backups(&room);
    assert_eq!(all.len(), 2);
    assert_eq!((all[0]["why"].as_str(), all[0]["sound"].as_bool()), (Some("daily"), Some(true)));
    // A clock that was set back a year makes one, too, and takes none away.
    room.at("2025-11-26T08:30:00Z");
    room.session.tick(&room.as_call());
    assert_eq!(backups(&room).len(), 3);
}

#[test]
fn a_whole_desk_goes_back_and_what_it_was_is_a_backup_itself() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let before = text_of(&room, &ferry);
    let made = room.call("backup_make", json!({}));
    room.at("2026-11-25T13:00:00Z");
    room.headline(&ferry, "Another headline altogether");
    room.import("bridge.html", "<h1>The bridge</h1><p>It stands.</p>");
    let after = text_of(&room, &ferry);

    room.call("backup_restore", json!({ "backup": made["id"] }));
    assert_eq!(text_of(&room, &ferry), before);
    assert_eq!(slugs(&room).len(), 1);
    assert_eq!(room.call("article_list", json!({ "sort": "slug" }))["total"], 1, "no list counts a piece that is gone");
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
    let told = room.call("history_list", json!({ "article": null, "limit": 1 }));
    assert!(
        told[0]["what"].as_str().unwrap().starts_with("The whole desk was restored from the backup of 2026-11-25, 12:00"),
        "{told}"
    );

    let all = backups(&room);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0]["why"], "restore");
    room.at("2026-11-25T14:00:00Z");
    room.call("backup_restore", json!({ "backup": all[0]["id"] }));
    assert_eq!(text_of(&room, &ferry), after, "the way back has a way back");
    assert_eq!(slugs(&room).len(), 2);
}

#[test]
fn who_watches_the_desk_hears_of_a_restore_made_by_another_program() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let made = room.call("backup_make", json!({}));
    for n in 0..5 {
        room.headline(&ferry, &format!("Headline {n}"));
    }
    // The other program, with a home of its own and the same backups.
    let desk = room.session.desk().unwrap();
    let seen = desk.read(|conn| Ok(conn.query_row("SELECT max(seq) FROM change", [], |row| row.get::<_, i64>(0))?)).unwrap();
    let other = stet_desk::Session::new(room.session.home().clone(), room.answers.clone());
    let call = room.as_call();
    other.open_path(&call, desk.path()).unwrap();
    let wish = json!({ "backup": made["id"] }).to_string();
    other.call(&call, "backup_restore", stet_desk::Payload::Json(wish)).unwrap();
    let (next, about): (i64, i64) = desk
        .read(|conn| {
            let sql = "SELECT min(seq), count(*) FROM change WHERE seq > ?1 AND (article = ?2 OR kind = 'desk')";
            Ok(conn.query_row(sql, rusqlite_params(seen, &ferry), |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    assert!(next > seen && about >= 2, "{next} after {seen}, {about} changes");
    // And what the window types on the old text is no longer the head's business: it is kept as a version.
    let again = room.call("article_get", json!({ "article": ferry }));
    assert!(again["doc"].as_str().unwrap().contains("nobody lost"));
}

fn rusqlite_params(seen: i64, article: &Value) -> (i64, String) {
    (seen, article.as_str().unwrap().to_owned())
}

#[test]
fn one_piece_comes_back_as_a_version_or_as_a_new_piece_and_replaces_nothing() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let made = room.call("backup_make", json!({}));
    room.headline(&ferry, "Another headline altogether");
    let pieces = room.call("backup_pieces", json!({ "backup": made["id"] }));
    assert_eq!(
        (pieces[0]["slug"].as_str(), pieces[0]["same"].as_bool()),
        (slugs(&room).first().map(String::as_str), Some(false))
    );

    let taken = room.call("backup_take", json!({ "backup": made["id"], "article": ferry }));
    assert!(text_of(&room, &ferry).contains("Another headline altogether"), "the text stays");
    let version = room.call("version_get", json!({ "article": ferry, "version": taken["version"] }));
    assert!(version["doc"].as_str().unwrap().contains("nobody lost"));

    let fresh = room.call("backup_take", json!({ "backup": made["id"], "article": ferry, "fresh": true }));
    assert_eq!(fresh["version"], Value::Null);
    assert_ne!(fresh["article"], ferry);
    assert!(text_of(&room, &fresh["article"]).contains("nobody lost"));
    assert_eq!(slugs(&room).len(), 2);
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
}

#[test]
fn a_damaged_backup_is_not_restored_and_the_desk_is_as_it_was() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let made = room.call("backup_make", json!({}));
    let file = file_of(&room, &made);
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() / 2;
    for place in (at..bytes.len()).step_by(97) {
        bytes[place] ^= 0x55;
    }
    std::fs::write(&file, bytes).unwrap();
    room.headline(&ferry, "Today’s headline");
    let refused = room.refused("backup_restore", json!({ "backup": made["id"] }));
    assert_eq!(refused.code, "damaged", "{}", refused.message);
    assert!(text_of(&room, &ferry).contains("Today’s headline"));
    assert_eq!(backups(&room).len(), 1);
}

#[test]
fn a_backup_is_looked_into_for_reading_only_and_is_never_a_recent_desk() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    let made = room.call("backup_make", json!({}));
    let file = file_of(&room, &made);
    let whole = std::fs::read(&file).unwrap();
    let shown = room.call("backup_open", json!({ "backup": made["id"] }));
    assert_eq!(shown["desk"]["read_only"], true);
    assert!(shown["backup"]["when"].as_str().unwrap().starts_with("2026-11-25T12:00:00"));
    assert_eq!(shown["recent"].as_array().unwrap().len(), 1);
    assert_eq!(room.refused("article_new", json!({})).code, "read-only");
    assert!(text_of(&room, &ferry).contains("nobody lost"));
    // The list of backups is that of the desk, and leads back.
    assert_eq!(backups(&room).len(), 1);
    let back = room.call("desk_open_recent", json!({ "id": shown["backup"]["recent"] }));
    assert_eq!((back["backup"].clone(), back["desk"]["read_only"].clone()), (Value::Null, json!(false)));
    assert_eq!(std::fs::read(&file).unwrap(), whole, "looking changes nothing");
    // Found in a file window and opened from there, it is read-only, too.
    room.session.open_path(&room.as_call(), &file).unwrap();
    assert_eq!(room.call("app_state", json!({}))["desk"]["read_only"], true);
}

#[test]
fn a_desk_that_does_not_open_any_more_is_kept_beside_and_its_backup_takes_its_place() {
    for cut in [0_usize, 60, 5000] {
        let room = Room::new();
        let ferry = room.import("ferry.html", FERRY);
        let made = room.call("backup_make", json!({}));
        let id = room.call("app_state", json!({}))["recent"][0]["id"].clone();
        room.call("desk_close", json!({}));
        let path = room.path("review.stet");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.truncate(cut);
        std::fs::write(&path, &bytes).unwrap();
        assert!(room.try_call("desk_open_recent", json!({ "id": id })).is_err(), "{cut}");
        assert_eq!(room.call("backup_list", json!({ "recent": id })).as_array().unwrap().len(), 1);
        room.call("backup_restore", json!({ "recent": id, "backup": made["id"] }));
        assert!(text_of(&room, &ferry).contains("nobody lost"));
        let damaged: Vec<PathBuf> = std::fs::read_dir(room.dir.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|file| file.to_string_lossy().contains("review.damaged-"))
            .collect();
        assert_eq!(damaged.len(), 1, "{damaged:?}");
        assert_eq!(std::fs::read(&damaged[0]).unwrap(), bytes, "what was there is kept to the byte");
    }
}

#[test]
fn before_many_files_come_in_the_desk_is_backed_up_once() {
    let room = Room::new();
    let tokens: Vec<String> =
        (0..7).map(|n| room.file(&format!("{n}.html"), format!("<h1>Piece {n}</h1><p>It stands.</p>"))).collect();
    let read = room.call("import_read", json!({ "files": tokens, "job": "" }));
    for one in read.as_array().unwrap() {
        room.call("import_add", json!({ "import": one["import"] }));
    }
    let all = backups(&room);
    assert_eq!(all.iter().map(|backup| backup["why"].as_str().unwrap()).collect::<Vec<_>>(), ["import"]);
    assert_eq!(room.call("backup_pieces", json!({ "backup": all[0]["id"] })), json!([]), "made before the first");
}

#[test]
fn the_copy_from_before_a_new_version_is_found_among_the_backups() {
    let room = Room::new();
    room.import("ferry.html", FERRY);
    room.call("desk_close", json!({}));
    let beside = room.path("review.before-version-2.stet");
    std::fs::copy(room.path("review.stet"), &beside).unwrap();
    let other = Room::new();
    other.call("desk_close", json!({}));
    let strange = room.path("review.before-version-2-2.stet");
    std::fs::copy(other.path("review.stet"), &strange).unwrap();
    room.session.open_path(&room.as_call(), &room.path("review.stet")).unwrap();
    let all = backups(&room);
    assert_eq!(
        all.iter().map(|one| (one["why"].clone(), one["sound"].clone())).collect::<Vec<_>>(),
        [(json!("migration"), json!(true))]
    );
    assert_eq!(room.call("backup_pieces", json!({ "backup": all[0]["id"] })).as_array().unwrap().len(), 1);
    assert!(!beside.exists() && strange.exists(), "a copy of another desk stays where it is");
}

#[test]
fn a_piece_on_hold_whose_date_passes_is_told_once() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    room.field(&ferry, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }]));
    room.call("date_set", json!({ "article": ferry, "date": "publish_at", "wall": "2026-11-26T07:00" }));
    for to in ["editing", "copy-edit", "proof", "ready", "scheduled", "on-hold"] {
        room.call("article_move", json!({ "article": ferry, "to": to, "why": "The lawyer waits" }));
    }
    room.session.tick(&room.as_call());
    for now in ["2026-11-26T07:00:01Z", "2026-11-26T08:00:00Z"] {
        room.at(now);
        room.session.tick(&room.as_call());
    }
    let events = room.answers.events.lock().unwrap();
    let told: Vec<&String> = events
        .iter()
        .filter_map(|event| match event {
            stet_desk::Event::Said { about, message } if about == "missed" => Some(message),
            _ => None,
        })
        .collect();
    assert_eq!(told, ["“The ferry vote that nobody lost” was to go out on 26 November 2026, 07:00, and is still on hold."]);
}

#[test]
fn a_full_backup_folder_is_told_and_the_desk_goes_on() {
    let room = Room::new();
    let backups = room.path("home").join("state/backups");
    std::fs::create_dir_all(backups.parent().unwrap()).unwrap();
    // A file where the folder should be: nothing can be written there.
    std::fs::write(&backups, "no folder").unwrap();
    room.session.tick(&room.as_call());
    room.session.tick(&room.as_call());
    let told = room.answers.events.lock().unwrap().iter().any(|event| {
        matches!(event, stet_desk::Event::Said { about, message } if about == "backups" && message.contains("could not be made"))
    });
    assert!(told);
    room.import("ferry.html", FERRY);
    assert!(room.try_call("backup_make", json!({})).is_err());
}

#[test]
fn a_date_that_passes_is_told_once_and_waits_in_the_list_of_missed_dates() {
    let room = Room::new();
    let ferry = room.import("ferry.html", FERRY);
    room.call("date_set", json!({ "article": ferry, "date": "publish_at", "wall": "2026-11-25T13:00", "zone": "Europe/Lisbon" }));
    let wait = room.session.tick(&room.as_call());
    room.session.tick(&room.as_call());
    assert!(wait.as_secs() <= 60);
    room.at("2026-11-25T12:59:40Z");
    assert_eq!(room.session.tick(&room.as_call()).as_secs(), 20, "the next look is when the date comes");
    let said = || {
        let events = room.answers.events.lock().unwrap();
        events.iter().filter(|event| matches!(event, stet_desk::Event::Said { about, .. } if about == "missed")).count()
    };
    assert_eq!(said(), 0);
    // The machine slept for three days.
    room.at("2026-11-28T13:00:00Z");
    room.session.tick(&room.as_call());
    room.session.tick(&room.as_call());
    assert_eq!(said(), 1);
    let list = room.call("missed_list", json!({}));
    assert_eq!((list["missed_total"].clone(), list["missed"][0]["ago"].clone()), (json!(1), json!("3 days ago")));
    // In draft no workflow lets it be published: only another date, or hold.
    assert_eq!(list["missed"][0]["dated"], Value::Null);
    assert_eq!(list["missed"][0]["hold"]["state"], "on-hold");
    room.call("article_move", json!({ "article": ferry, "to": "on-hold", "why": "Overtaken" }));
    assert_eq!(room.call("missed_list", json!({}))["missed"], json!([]));
    // A clock that is set back makes nothing unsaid, and nothing is said twice when it comes forward again.
    room.at("2026-11-25T11:00:00Z");
    room.session.tick(&room.as_call());
    assert_eq!(said(), 1);
}
