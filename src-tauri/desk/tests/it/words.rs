//! Where a word could be lost or something untrue be told: restores, searches while one types, exports, odd arguments.

use crate::support::Room;
use serde_json::{Value, json};
use stet_desk::api::{COMMANDS, Kind};
use stet_desk::{Payload, Reply};

fn everything(room: &Room) -> String {
    let articles = room.call("article_list", json!({ "limit": 500 }));
    let each = articles["rows"].as_array().unwrap().iter().map(|row| {
        let of = json!({ "article": row["id"] });
        format!(
            "{}{}{}",
            room.call("article_get", of.clone()),
            room.call("version_list", of.clone()),
            room.call("article_findings", of)
        )
    });
    let each: String = each.collect();
    format!(
        "{articles}{each}{}{}",
        room.call("history_list", json!({ "article": null, "limit": 10_000 })),
        room.call("desk_info", json!({}))
    )
}

#[test]
fn a_restore_keeps_the_fields_that_it_replaces() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    room.call("version_name", json!({ "article": article, "name": "early" }));
    room.field(&article, "preface", json!("What the editors say before it."));
    let versions = room.call("version_list", json!({ "article": article }));
    let early = versions.as_array().unwrap().iter().find(|version| version["name"] == "early").unwrap().clone();
    let restored = room.call("version_restore", json!({ "article": article, "version": early["id"] }));
    assert_eq!(restored["fields"]["preface"], "");
    let kept = room.call("version_list", json!({ "article": article })).as_array().unwrap().iter().any(|version| {
        let text = room.call("version_get", json!({ "article": article, "version": version["id"] }));
        text["fields"]["preface"] == "What the editors say before it."
    });
    assert!(kept, "the preface is in no version");
}

#[test]
fn a_save_is_told_by_the_number_that_its_answer_names() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    let last = || {
        let events = room.answers.events.lock().unwrap();
        events.iter().rev().find_map(|event| match event {
            stet_desk::Event::Changed { kinds, texts, .. } => {
                Some((kinds.clone(), texts.get(article.as_str().unwrap()).copied()))
            }
            _ => None,
        })
    };
    for _ in 0..2 {
        let before = room.call("article_get", json!({ "article": article }))["seq"].as_i64().unwrap();
        let saved = room.save(&article, |doc| {
            doc["content"][1]["content"][0]["text"] = json!(format!("The vote, {before}"));
        });
        let (kinds, told) = last().unwrap();
        assert_eq!((&saved["seq"], told), (&json!(before + 1), Some(before + 1)));
        // Nothing else is changed by a save: whoever knows this text need not read the piece again.
        assert!(kinds.iter().all(|kind| ["text", "article", "finding"].contains(&kind.as_str())), "{kinds:?}");
    }
    room.field(&article, "section", json!("Harbour"));
    assert_eq!(last().unwrap().1, None);
}

#[test]
fn what_is_saved_while_typing_on_is_found_by_the_next_search() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    let found = |word: &str| room.call("article_list", json!({ "query": word }))["total"].clone();
    assert_eq!(found("pilots"), 1);
    let open = room.call("article_get", json!({ "article": article }));
    let save = |base: &Value, id: &str, from: &str, to: &str, rest: bool| {
        let doc = open["doc"].as_str().unwrap().replace(from, to);
        room.call(
            "article_save",
            json!({ "article": article, "base": base, "save_id": id, "steps": "[]", "doc": doc, "rest": rest }),
        )
    };
    let saved = save(&open["head"], "one", "pilots", "stokers", false);
    assert_eq!((found("stokers"), found("pilots")), (json!(1), json!(0)));
    save(&saved["head"], "two", "pilots", "deckhands", true);
    assert_eq!((found("deckhands"), found("stokers")), (json!(1), json!(0)));
    // Stopped while somebody typed: the next program finds it.
    let desk = room.session.desk().unwrap();
    desk.write(&room.as_call(), |tx| Ok(tx.execute("UPDATE made SET searched = ''", [])?)).unwrap();
    assert_ne!(stet_desk::catch_up::batch(&desk, &room.as_call(), 0).unwrap(), None);
    assert_eq!(stet_desk::catch_up::batch(&desk, &room.as_call(), 0).unwrap(), None);
}

#[test]
fn an_export_stands_in_the_history_of_the_piece() {
    let room = Room::new();
    std::fs::create_dir(room.path("out")).unwrap();
    room.answer_save(&room.path("out"));
    let article = room.import("ferry vote.html", crate::support::FERRY);
    room.call("export_write", json!({ "articles": [article], "to": "html", "working_copy": true }));
    room.call("export_copy", json!({ "article": article, "working_copy": true }));
    let history = room.call("history_list", json!({ "article": article, "limit": 100 }));
    let told: Vec<&str> = history
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["kind"] == "export")
        .map(|line| line["what"].as_str().unwrap())
        .collect();
    assert_eq!(told.len(), 2, "{history}");
    assert!(told.iter().all(|what| what.contains("working copy")), "{told:?}");
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
}

/// Values that no honest window sends.
fn odd() -> Vec<Value> {
    let long = "x".repeat(100_000);
    let deep = (0..200).fold(json!(0), |inner, _| json!([inner]));
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(18_446_744_073_709_551_615_u64),
        json!(1e308),
        json!(""),
        json!(" "),
        json!("\0"),
        json!("../../../etc/passwd"),
        json!("/etc/passwd"),
        json!("file:///etc/passwd"),
        json!("javascript:alert(1)"),
        json!("'; DROP TABLE article; --"),
        json!("\" OR 1=1 --"),
        json!("%s%n%00"),
        json!("\u{202e}\u{feff}\u{fffe}"),
        json!("null"),
        json!("[]"),
        json!("{\"type\":\"doc\"}"),
        json!("published:now:fix"),
        json!("back"),
        json!(long),
        json!([]),
        json!([null]),
        json!(["../x", {}]),
        json!({}),
        json!({ "__proto__": { "code": "ok" } }),
        deep,
    ]
}

#[test]
fn every_command_answers_odd_arguments_with_one_sentence_and_leaves_the_desk_as_it_was() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    let keys = [
        "article",
        "articles",
        "version",
        "base",
        "save_id",
        "steps",
        "doc",
        "rest",
        "field",
        "value",
        "replaces",
        "date",
        "wall",
        "zone",
        "fold",
        "to",
        "why",
        "override",
        "person",
        "name",
        "roles",
        "import",
        "files",
        "text",
        "html",
        "job",
        "without",
        "parts",
        "slug",
        "filed",
        "copy_of",
        "original",
        "hash",
        "href",
        "id",
        "settings",
        "query",
        "sort",
        "state",
        "offset",
        "limit",
        "a",
        "b",
        "working_copy",
        "replace",
        "lang",
        "title",
        "headline",
    ];
    // What makes something new from any words, or leaves a line in the history, may change the desk.
    let free = [
        "article_new",
        "translation_new",
        "series_set",
        "person_add",
        "import_paste",
        "app_settings_set",
        "version_name",
        "person_me",
        "export_copy",
    ];
    let mut before = everything(&room);
    for command in COMMANDS.iter().filter(|command| !["desk_close", "desk_sample"].contains(&command.name)) {
        let mut inputs: Vec<String> =
            vec![String::new(), "{".into(), "null".into(), "[]".into(), "\"x\"".into(), "{}".into(), "[".repeat(100_000)];
        for value in odd() {
            // Each odd value in each place, the piece being there; and in all places at once.
            let all: serde_json::Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), value.clone())).collect();
            let mut of_piece = all.clone();
            of_piece.insert("article".into(), article.clone());
            of_piece.insert("articles".into(), json!([article]));
            inputs.push(Value::Object(all).to_string());
            inputs.push(Value::Object(of_piece).to_string());
        }
        for input in inputs {
            let payload = match command.kind {
                Kind::BytesIn => Payload::Bytes { head: input.clone(), body: b"\x89PNG\r\n\x1a\n and no picture".to_vec() },
                Kind::Json | Kind::BytesOut => Payload::Json(input.clone()),
            };
            let shown: String = input.chars().take(120).collect();
            match room.session.call(&room.as_call(), command.name, payload) {
                Ok(Reply::Json(answer)) => drop(serde_json::from_str::<Value>(&answer).unwrap()),
                Ok(Reply::Bytes { .. }) => panic!("{} answered bytes to {shown}", command.name),
                Err(failure) => {
                    let told = &failure.message;
                    assert!(
                        told.ends_with('.') && !told.contains('\n') && told.chars().count() < 400,
                        "{} {shown}: {told}",
                        command.name
                    );
                    assert!(!told.contains("rusqlite") && !told.contains("line 1"), "{} {shown}: {told}", command.name);
                }
            }
        }
        let after = everything(&room);
        assert!(after == before || free.contains(&command.name), "{} changed the desk", command.name);
        before = after;
        assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]), "after {}", command.name);
    }
}
