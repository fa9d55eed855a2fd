//! Imports, exports, fields, dates and search through the commands: what is refused, and that nothing changed then.

use crate::support::Room;
use serde_json::{Value, json};

fn date(room: &Room, article: &Value, name: &str, wall: Option<&str>) {
    room.call("date_set", json!({ "article": article, "date": name, "wall": wall, "zone": null, "fold": null }));
}

fn ready(room: &Room) -> Value {
    let article = room.import("ferry vote.html", crate::support::FERRY);
    room.headline(&article, "The ferry vote that nobody lost");
    room.field(&article, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }]));
    date(room, &article, "publish_at", Some("2026-11-26T07:00"));
    for to in ["editing", "copy-edit", "proof", "ready"] {
        room.call("article_move", json!({ "article": article, "to": to }));
    }
    article
}

fn export(article: &Value, working_copy: bool, replace: bool) -> Value {
    json!({ "articles": [article], "to": "html", "working_copy": working_copy, "replace": replace })
}

#[test]
fn nothing_leaves_under_an_embargo_or_before_it_is_ready_but_a_working_copy() {
    let room = Room::new();
    std::fs::create_dir(room.path("out")).unwrap();
    room.answer_save(&room.path("out"));
    let draft =
        room.import("night boats.html", "<h1>Night boats</h1><p>What a night boat costs is known to nobody in this town.</p>");
    assert_eq!(room.refused("export_write", export(&draft, false, false)).code, "state");
    let article = ready(&room);
    date(&room, &article, "embargo", Some("2026-11-25T12:01"));
    for command in ["export_write", "export_copy"] {
        let refused = room.refused(
            command,
            if command == "export_write" { export(&article, false, false) } else { json!({ "article": article }) },
        );
        assert_eq!(refused.code, "embargo");
        assert!(refused.message.contains("25 November 2026, 12:01"), "{}", refused.message);
    }
    assert_eq!(std::fs::read_dir(room.path("out")).unwrap().count(), 0);
    let both = json!({ "articles": [article, draft], "to": "html" });
    *room.answers.folder.lock().unwrap() = Some(room.path("out"));
    assert!(room.try_call("export_write", both).is_err());
    assert_eq!(std::fs::read_dir(room.path("out")).unwrap().count(), 0);
    room.call("export_write", export(&article, true, false));
    let page = std::fs::read_to_string(room.path("out").join("the-ferry-vote-that-nobody-lost.html")).unwrap();
    assert!(page.to_lowercase().contains("working copy"), "{page}");
    room.call("export_write", export(&draft, true, false));
    room.at("2026-11-25T12:01:00Z");
    room.call("export_write", export(&article, false, true));
    let page = std::fs::read_to_string(room.path("out").join("the-ferry-vote-that-nobody-lost.html")).unwrap();
    assert!(!page.to_lowercase().contains("working copy"));
    assert_eq!(room.call("article_get", json!({ "article": article }))["fields"]["address"], "the-ferry-vote-that-nobody-lost");
}

#[test]
fn an_existing_file_is_replaced_only_when_said_and_nobody_is_asked_twice_where() {
    let room = Room::new();
    let article = ready(&room);
    std::fs::write(room.path("page.html"), "old").unwrap();
    room.answer_save(&room.path("page.html"));
    assert_eq!(room.refused("export_write", export(&article, false, false)).code, "exists");
    assert_eq!(std::fs::read_to_string(room.path("page.html")).unwrap(), "old");
    *room.answers.save.lock().unwrap() = None;
    let written = room.call("export_write", export(&article, false, true));
    assert_eq!(written["paths"], json!(["page.html"]));
    assert_ne!(std::fs::read_to_string(room.path("page.html")).unwrap(), "old");
    assert_eq!(room.refused("export_write", export(&article, false, true)).code, "cancelled");
}

#[test]
fn the_open_desk_is_neither_imported_nor_written_over() {
    let room = Room::new();
    let article = ready(&room);
    room.answer_save(&room.path("review.stet"));
    assert_eq!(room.refused("export_write", export(&article, false, true)).code, "usage");
    let token = room.session.token(&room.path("review.stet")).unwrap().token;
    let read = room.call("import_read", json!({ "files": [token] }));
    assert_eq!(read[0]["failure"]["code"], "unreadable", "{read}");
    assert_eq!(room.call("desk_info", json!({}))["title"], "The Harbour Review");
}

#[test]
fn several_files_are_read_and_a_broken_one_says_why() {
    let room = Room::new();
    let good = room.file("letter.html", crate::support::FERRY);
    let broken = room.file("broken.docx", [0x50, 0x4b, 3, 4, 0, 0, 0]);
    let text = room.file("note.txt", "A short note.");
    let read = room.call("import_read", json!({ "files": [good, broken, text], "job": "j1" }));
    assert_eq!(read.as_array().unwrap().len(), 3);
    assert_eq!(read[0]["failure"], Value::Null);
    assert!(read[1]["failure"]["message"].as_str().unwrap().ends_with('.'), "{read}");
    assert_eq!(read[2]["failure"], Value::Null);
    assert_eq!(room.call("article_list", json!({}))["total"], 0);
    let progress = room.answers.events.lock().unwrap().iter().filter(|e| matches!(e, stet_desk::Event::Progress { .. })).count();
    assert!(progress >= 3);
    assert_eq!(room.refused("import_read", json!({ "files": ["nonsense"] })).code, "not-found");
    room.call("import_discard", json!({ "import": read[0]["import"] }));
    assert_eq!(room.refused("import_add", json!({ "import": read[0]["import"] })).code, "not-found");
}

#[test]
fn a_new_copy_becomes_a_version_and_the_text_stays() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    let before = room.call("article_get", json!({ "article": article }));
    let token = room.file(
        "ferry vote FINAL v3.html",
        crate::support::FERRY.replace("boats would run in winter", "boats would run all winter"),
    );
    let read = room.call("import_read", json!({ "files": [token] }));
    let like = &read[0]["copy_of"][0];
    assert_eq!(like["article"], article, "{read}");
    assert!(like["score"].as_f64().unwrap() > 0.8);
    assert_eq!(like["words_changed"], 2);
    let added = room.call("import_add", json!({ "import": read[0]["import"], "copy_of": article }));
    assert!(added["version"].is_string());
    let after = room.call("article_get", json!({ "article": article }));
    assert_eq!(after["doc"], before["doc"]);
    assert_eq!(after["originals"].as_array().unwrap().len(), 2);
    let versions = room.call("version_list", json!({ "article": article }));
    assert_eq!(versions[0]["kind"], "copy");
    assert_eq!(versions[0]["why"], "From ferry vote FINAL v3.html");
    assert_eq!(room.call("article_list", json!({}))["total"], 1);
    // Another text is not taken for a copy.
    let token = room.file("other.html", "<p>What a night boat costs is known to nobody in this town; the harbour board has asked for figures twice since the summer, and twice it was told to wait.</p>");
    assert_eq!(room.call("import_read", json!({ "files": [token] }))[0]["copy_of"], json!([]));
}

#[test]
fn a_slug_is_one_pieces_only() {
    let room = Room::new();
    let first = room.import("ferry vote.html", crate::support::FERRY);
    let second = room.import("ferry vote.html", "<p>Another text altogether.</p>");
    let slug = |article: &Value| room.call("article_get", json!({ "article": article }))["slug"].clone();
    assert_eq!((slug(&first), slug(&second)), (json!("ferry-vote"), json!("ferry-vote-2")));
    let wish = json!({ "article": second, "field": "slug", "value": "\"Ferry Vote\"", "replaces": "\"ferry-vote-2\"" });
    assert_eq!(room.refused("field_set", wish).code, "twin");
    assert_eq!(room.refused("article_new", json!({ "slug": "ferry-vote" })).code, "twin");
    assert_eq!(room.call("article_find", json!({ "slug": "ferry-vote-2" }))["article"], second);
    assert_eq!(room.refused("article_find", json!({ "slug": "nothing" })).code, "unknown-slug");
}

#[test]
fn two_values_for_one_field_are_both_kept_and_told() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    let set = |value: &str, replaces: &str| {
        room.call("field_set", json!({ "article": article, "field": "section", "value": value, "replaces": replaces }))
    };
    let first = set("\"Transport\"", "\"\"");
    assert_eq!((&first["value"], &first["other"]), (&json!("\"Transport\""), &Value::Null));
    let second = set("\"Letters\"", "\"\"");
    assert_eq!((&second["value"], &second["other"]), (&json!("\"Transport\""), &json!("\"Letters\"")));
    assert_eq!(second["fields"]["section"], "Transport");
    let history = room.call("history_list", json!({ "article": article, "limit": 1 }));
    assert!(history[0]["what"].as_str().unwrap().contains("at the same time"), "{history}");
    assert_eq!(set("\"Letters\"", "\"Transport\"")["fields"]["section"], "Letters");
    assert_eq!(set("\"Letters\"", "\"Transport\"")["other"], Value::Null, "the same value again is no conflict");
    for (field, value) in [
        ("nonsense", "\"x\""),
        ("tags", "\"x\""),
        ("credits", "[1]"),
        ("target_words", "-3"),
        ("lang", "\"not a tag\""),
        ("slug", "\"…\""),
        ("section", "5"),
    ] {
        let wish = json!({ "article": article, "field": field, "value": value, "replaces": "null" });
        assert_eq!(room.refused("field_set", wish).code, "usage", "{field}");
    }
}

#[test]
fn a_date_is_kept_shown_and_told_in_the_history() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    let set = |date: &str, wall: Value, fold: Value| {
        room.try_call("date_set", json!({ "article": article, "date": date, "wall": wall, "zone": null, "fold": fold }))
    };
    let dates = set("publish_at", json!("2026-10-25 01:30"), Value::Null).unwrap();
    assert_eq!(dates["publish_at"]["instant"], "2026-10-25T00:30:00Z");
    assert_eq!(dates["publish_at"]["fold"], "first");
    assert!(dates["publish_at"]["told"].as_str().unwrap().contains("twice"));
    assert_eq!(set("embargo", json!("2026-10-25 01:30"), Value::Null).unwrap()["embargo"]["instant"], "2026-10-25T01:30:00Z");
    assert_eq!(set("deadline", json!("2026-11-24"), Value::Null).unwrap()["deadline"]["instant"], "2026-11-24T23:59:59Z");
    let row = room.call("article_list", json!({}))["rows"][0].clone();
    assert_eq!((&row["late"], &row["missed"]), (&json!(true), &json!(true)), "{row}");
    let info = room.call("desk_info", json!({}));
    assert_eq!((&info["late"], &info["missed"]), (&json!(1), &json!(1)));
    assert_eq!(set("publish_at", json!("2026-11-26"), Value::Null).unwrap_err().code, "usage");
    assert_eq!(set("deadline", json!("soon"), Value::Null).unwrap_err().code, "usage");
    assert_eq!(set("deadline", Value::Null, Value::Null).unwrap()["deadline"], Value::Null);
    let history = room.call("history_list", json!({ "article": article, "limit": 1 }));
    assert_eq!(history[0]["what"], "Took away the deadline.");
}

#[test]
fn everything_is_searched_while_one_types() {
    let room = Room::new();
    let find = |query: &str| {
        let page = room.call("article_list", json!({ "query": query, "sort": "date" }));
        page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["slug"].as_str().unwrap().to_owned(), row["hit"].clone()))
            .collect::<Vec<_>>()
    };
    for (slug, text) in [
        ("street", "<p lang=\"de\">Die Straße am Hafen ist gesperrt.</p>"),
        ("tree", "<p>Под ёлкой стояла вода.</p>"),
        ("city", "<p>قال إن مَدِينَة الميناء نائمة.</p>"),
        ("vote", "<p>港口的投票結果沒有人知道。</p>"),
        ("boat", "<p>ราคาของเรือกลางคืนไม่มีใครรู้</p>"),
        ("isles", "<p>O barco dos Açores chegou.</p>"),
    ] {
        let token = room.file("x.html", text);
        let read = room.call("import_read", json!({ "files": [token] }));
        room.call("import_add", json!({ "import": read[0]["import"], "slug": slug }));
    }
    for (query, slug, matched) in [
        ("strasse", "street", "Straße"),
        ("stra", "street", "Straße"),
        ("елкой", "tree", "ёлкой"),
        ("مدينه", "city", "مَدِينَة"),
        ("投票", "vote", "投票"),
        ("เรือ", "boat", "เรือ"),
        ("acores", "isles", "Açores"),
    ] {
        let found = find(query);
        assert_eq!(found.len(), 1, "{query}: {found:?}");
        assert_eq!(found[0].0, slug);
        assert!(
            found[0].1["match"].as_str().unwrap().starts_with(matched)
                || matched.starts_with(found[0].1["match"].as_str().unwrap()),
            "{query}: {found:?}"
        );
    }
    for nothing in ["zeppelin", "\"", "NOT", "* OR 1", "…"] {
        assert_eq!(find(nothing), [], "{nothing}");
    }
    assert_eq!(find("").len(), 6);
    let article = room.call("article_find", json!({ "slug": "isles" }))["article"].clone();
    room.field(&article, "credits", json!([{ "role": "by", "name": "Inês Roldán", "public": true }]));
    assert_eq!(find("ines rold")[0].1["part"], "byline");
    room.body(&article, "Nothing of that is left here.");
    assert_eq!(find("acores"), []);
}

#[test]
fn the_list_sorts_filters_and_counts() {
    let room = Room::new();
    for (headline, slug) in [("Beta", "b"), ("alpha", "a"), ("Ärger", "c")] {
        room.call("article_new", json!({ "headline": headline, "slug": slug }));
    }
    let a = room.call("article_find", json!({ "slug": "a" }))["article"].clone();
    date(&room, &a, "planned", Some("2026-12-01"));
    room.call("article_move", json!({ "article": a, "to": "draft" }));
    room.call("article_give", json!({ "article": a, "person": room.call("desk_info", json!({}))["me"]["id"] }));
    let slugs = |wish: Value| {
        room.call("article_list", wish)["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["slug"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(slugs(json!({ "sort": "headline" })), ["a", "c", "b"]);
    assert_eq!(slugs(json!({ "sort": "slug", "descending": true })), ["c", "b", "a"]);
    for sort in ["date", "author", "state", "with", "deadline", "words", "findings"] {
        assert_eq!(slugs(json!({ "sort": sort })).len(), 3, "{sort}");
    }
    assert_eq!(slugs(json!({ "sort": "date" }))[0], "a");
    assert_eq!(slugs(json!({ "sort": "with" }))[0], "a");
    assert_eq!(slugs(json!({ "state": "draft" })), ["a"]);
    let page = room.call("article_list", json!({ "offset": 1, "limit": 1 }));
    assert_eq!((&page["total"], page["rows"].as_array().unwrap().len()), (&json!(3), 1));
    let counts = page["counts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["state"].as_str().unwrap(), c["count"].as_u64().unwrap()))
        .filter(|c| c.1 > 0)
        .collect::<Vec<_>>();
    assert_eq!(counts, [("pitch", 2), ("draft", 1)]);
    assert_eq!(room.refused("article_list", json!({ "state": "nowhere" })).code, "unknown-state");
}

#[test]
fn a_refused_command_changes_nothing() {
    let room = Room::new();
    let article = ready(&room);
    let seen = || {
        let open = room.call("article_get", json!({ "article": article })).to_string();
        let list = room.call("article_list", json!({})).to_string();
        let history = room.call("history_list", json!({ "article": null, "limit": 1000 })).to_string();
        let versions = room.call("version_list", json!({ "article": article })).to_string();
        (open, list, history, versions)
    };
    let before = seen();
    let nobody = "00000000-0000-7000-8000-000000000000";
    for (command, input) in [
        ("article_get", json!({ "article": nobody })),
        ("article_move", json!({ "article": article, "to": "nowhere" })),
        ("article_move", json!({ "article": article, "to": "published" })),
        ("article_move", json!({ "article": article, "to": "withdrawn" })),
        ("article_move", json!({ "article": nobody, "to": "draft" })),
        ("article_give", json!({ "article": article, "person": nobody })),
        ("article_give", json!({ "article": nobody, "person": null })),
        ("field_set", json!({ "article": article, "field": "lang", "value": "\"???\"", "replaces": "\"en-GB\"" })),
        ("field_set", json!({ "article": article, "field": "lang", "value": "{", "replaces": "\"en-GB\"" })),
        ("date_set", json!({ "article": article, "date": "embargo", "wall": "2026-02-30 10:00", "zone": null, "fold": null })),
        (
            "date_set",
            json!({ "article": article, "date": "embargo", "wall": "2026-11-30 10:00", "zone": "Mars/Base", "fold": null }),
        ),
        ("date_set", json!({ "article": article, "date": "born", "wall": null })),
        ("date_set", json!({ "article": nobody, "date": "filed", "wall": "2026-11-26", "zone": null, "fold": null })),
        ("person_add", json!({ "name": " ", "roles": [] })),
        ("person_add", json!({ "name": "Zoe", "roles": ["emperor"] })),
        ("import_add", json!({ "import": "none" })),
        ("import_paste", json!({ "text": " ", "html": null })),
        ("export_write", json!({ "articles": [], "to": "html" })),
        ("export_write", json!({ "articles": [article], "to": "papyrus" })),
        ("export_write", json!({ "articles": [nobody], "to": "html" })),
        ("version_restore", json!({ "article": article, "version": nobody })),
    ] {
        let failure = room.refused(command, input.clone());
        assert!(
            failure.message.ends_with('.') && !failure.message.contains(['/', '\\']) || failure.message.contains("Europe/Lisbon"),
            "{command} {input}: {}",
            failure.message
        );
        assert_eq!(seen(), before, "{command} {input}");
    }
    assert_eq!(room.call("desk_check", json!({}))["troubles"], json!([]));
}

#[test]
fn a_cancelled_import_holds_nothing() {
    let room = Room::new();
    let files: Vec<String> = (0..3).map(|n| room.file(&format!("{n}.html"), crate::support::FERRY)).collect();
    let call = room.as_call();
    call.job.cancel();
    let asked = stet_desk::Payload::Json(json!({ "files": files, "job": "j" }).to_string());
    assert_eq!(room.session.call(&call, "import_read", asked).unwrap_err().code, "cancelled");
    assert_eq!(room.call("article_list", json!({}))["total"], 0);
}

#[test]
fn markdown_leaves_as_a_file_for_plain_readers_and_as_a_folder_for_a_site() {
    let room = Room::new();
    let article = ready(&room);
    for name in ["plain", "site"] {
        std::fs::create_dir(room.path(name)).unwrap();
    }
    room.answer_save(&room.path("plain"));
    *room.answers.folder.lock().unwrap() = Some(room.path("site"));
    let formats = room.call("export_formats", json!({}));
    let ids: Vec<&str> = formats.as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["html", "markdown:plain", "markdown:hugo"]);
    let one = room.call("export_write", json!({ "articles": [article], "to": "markdown" }));
    assert_eq!(one["paths"], json!(["the-ferry-vote-that-nobody-lost.md"]));
    assert!(std::fs::read_to_string(room.path("plain/the-ferry-vote-that-nobody-lost.md")).unwrap().contains("Marta Reis"));
    let site = room.call("export_write", json!({ "articles": [article], "to": "markdown:hugo" }));
    let path = room.path("site").join(site["paths"][0].as_str().unwrap());
    assert!(std::fs::read_to_string(path).unwrap().contains("title: \"The ferry vote that nobody lost\""));
    let copy = room.call("export_copy", json!({ "article": article }));
    assert!(copy["html"].as_str().unwrap().starts_with("<article"), "{copy}");
    let preview = room.call("export_preview", json!({ "article": article, "to": "html" }));
    assert!(preview["html"].as_str().unwrap().contains("<h1"));
}

#[test]
fn what_older_rules_made_is_made_again() {
    let room = Room::new();
    let article = room.call("article_new", json!({ "headline": "Met twice" }))["article"].clone();
    room.body(&article, "The council met met and went home.");
    let desk = room.session.desk().unwrap();
    let call = room.as_call();
    desk.write(&call, |tx| {
        tx.execute("UPDATE made SET rules_v = 0", [])?;
        tx.execute("DELETE FROM finding", [])?;
        Ok(())
    })
    .unwrap();
    assert_eq!(room.call("article_findings", json!({ "article": article })), json!([]));
    let mut last = 0;
    while let Some(reached) = stet_desk::catch_up::batch(&desk, &call, last).unwrap() {
        last = reached;
    }
    assert_eq!(room.call("article_findings", json!({ "article": article }))[0]["rule"], "word.doubled");
}

#[test]
fn a_lead_picture_is_one_of_the_text_and_the_houses_limits_are_told_and_recorded() {
    let room = Room::new();
    let article = room.import("ferry vote.html", crate::support::FERRY);
    let wish =
        json!({ "article": article, "field": "lead_picture", "value": format!("\"{}\"", "a".repeat(64)), "replaces": "\"\"" });
    assert_eq!(room.refused("field_set", wish).code, "usage");
    let info = room.call("desk_info", json!({}));
    assert_eq!(info["limits"], json!({ "headline": 70, "standfirst": 180 }));
    assert_eq!(
        room.call("desk_limits_set", json!({ "headline": 60, "standfirst": 0 })),
        json!({ "headline": 60, "standfirst": 0 })
    );
    assert_eq!(room.call("desk_info", json!({}))["limits"]["headline"], 60);
    let history = room.call("history_list", json!({ "article": null, "limit": 1 }));
    assert_eq!(history[0]["what"], "Headlines may have 60 characters, standfirsts any length.");
}
