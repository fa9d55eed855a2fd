//! Words that never became durable: kept by the program that has them, shown by the next, chosen, never doubled.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::support::{Answers, Room};
use serde_json::{Value, json};
use stet_desk::{Payload, Reply, Session, home::Home};

/// One more program of the same person, with the desk open.
struct Program(Session);

impl Program {
    fn at(room: &Room, desk: &str) -> Self {
        let session = Session::new(Home::at(&room.path("home")), Arc::new(Answers::default()));
        session.open_path(&room.as_call(), &room.path(desk)).unwrap();
        Self(session)
    }

    fn call(&self, room: &Room, command: &str, input: Value) -> Value {
        match self.0.call(&room.as_call(), command, Payload::Json(input.to_string())) {
            Ok(Reply::Json(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("{command}: {other:?}"),
        }
    }

    fn keep(&self, room: &Room, article: &Value, base: &Value, doc: &str) {
        self.call(room, "recovery_keep", json!({ "article": article, "base": base, "doc": doc }));
    }

    fn list(&self, room: &Room, article: &Value) -> Vec<Value> {
        self.call(room, "recovery_list", json!({ "article": article })).as_array().unwrap().clone()
    }
}

/// A desk with one piece, its head, and that text with one word more.
fn begun() -> (Room, Value, Value, String) {
    let room = Room::new();
    let article = room.call("article_new", json!({ "headline": "Boats" }))["article"].clone();
    room.body(&article, "The boats run.");
    let open = room.call("article_get", json!({ "article": article }));
    let more = open["doc"].as_str().unwrap().replace("The boats run.", "The night boats run.");
    (room, article, open["head"].clone(), more)
}

/// The same, kept by a program that has ended.
fn left() -> (Room, Value, Value, String) {
    let (room, article, head, more) = begun();
    Program::at(&room, "review.stet").keep(&room, &article, &head, &more);
    (room, article, head, more)
}

/// Every file of kept words.
fn files(room: &Room) -> Vec<PathBuf> {
    let within = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let folders = within(room.path("home/state/recovery")).filter(|path| path.is_dir());
    folders.flat_map(within).filter(|file| file.extension().is_some_and(|ending| ending == "json")).collect()
}

#[test]
fn what_one_program_could_not_save_is_shown_by_the_next_and_by_none_while_it_runs() {
    let (room, article, head, more) = begun();
    let first = Program::at(&room, "review.stet");
    first.keep(&room, &article, &head, "{}");
    first.keep(&room, &article, &head, &more);
    let next = Program::at(&room, "review.stet");
    assert_eq!(next.list(&room, &article), Vec::<Value>::new());
    assert_eq!(next.call(&room, "recovery_pieces", json!({})), json!([]));
    drop(first);
    let found = next.list(&room, &article);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["doc"], more);
    assert_eq!((&found[0]["who"], &found[0]["changed"]), (&json!("Tomas Meyer"), &json!(false)));
    assert_eq!(next.call(&room, "recovery_pieces", json!({})), json!([found[0]["slug"]]));
    // Nobody else reads it.
    use std::os::unix::fs::PermissionsExt;
    let file = &files(&room)[0];
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(file), mode(file.parent().unwrap())), (0o600, 0o700));
}

#[test]
fn what_became_durable_after_all_is_not_shown() {
    let (room, article, head, more) = begun();
    let save = |base: &Value, doc: &str, id: &str| {
        room.call(
            "article_save",
            json!({ "article": article, "base": base, "save_id": id, "steps": "[]", "doc": doc, "rest": true }),
        )
    };
    // Taken back by the program itself.
    let program = Program::at(&room, "review.stet");
    program.keep(&room, &article, &head, &more);
    program.call(&room, "recovery_drop", json!({ "article": article }));
    assert_eq!(files(&room).len(), 0);
    // Or it ended in between: the text is what the head once was.
    program.keep(&room, &article, &head, &more);
    drop(program);
    let saved = save(&head, &more, "one");
    save(&saved["head"], &more.replace("run.", "run again."), "two");
    let next = Program::at(&room, "review.stet");
    assert_eq!(next.call(&room, "recovery_pieces", json!({})), json!([]));
    assert_eq!(next.list(&room, &article), Vec::<Value>::new());
    assert_eq!(files(&room).len(), 0);
}

#[test]
fn a_choice_keeps_the_whole_text_as_a_version_and_can_be_made_once() {
    let (room, article, _, more) = left();
    let (next, other) = (Program::at(&room, "review.stet"), Program::at(&room, "review.stet"));
    let found = next.list(&room, &article);
    assert_eq!(other.list(&room, &article), found);
    let settle = json!({ "article": article, "recovery": found[0]["id"] });
    next.call(&room, "recovery_settle", settle.clone());
    let versions = room.call("version_list", json!({ "article": article }));
    assert!(versions[0]["why"].as_str().unwrap().starts_with("not saved: Tomas Meyer"), "{versions}");
    let text = room.call("version_get", json!({ "article": article, "version": versions[0]["id"] }));
    assert_eq!(text["doc"], more);
    // It was looked at: nothing is told in the piece.
    assert_eq!(room.call("article_get", json!({ "article": article }))["conflicts"], json!([]));
    let again = other.0.call(&room.as_call(), "recovery_settle", Payload::Json(settle.to_string())).unwrap_err();
    assert_eq!(again.code, "not-found");
    assert_eq!(files(&room).len(), 0);
}

#[test]
fn words_that_came_after_it_are_told() {
    let (room, article, ..) = left();
    room.body(&article, "The boats run on Sunday.");
    assert_eq!(Program::at(&room, "review.stet").list(&room, &article)[0]["changed"], true);
}

#[test]
fn a_copy_of_the_desk_is_asked_only_when_the_desk_itself_is_gone() {
    let (room, article, ..) = left();
    room.call("desk_close", json!({}));
    std::fs::copy(room.path("review.stet"), room.path("copy.stet")).unwrap();
    assert_eq!(Program::at(&room, "copy.stet").list(&room, &article).len(), 0);
    std::fs::rename(room.path("review.stet"), room.path("renamed.stet")).unwrap();
    assert_eq!(Program::at(&room, "renamed.stet").list(&room, &article).len(), 1);
}

#[test]
fn a_page_that_was_loaded_again_sees_what_the_page_before_it_kept_and_does_not_replace_it() {
    let (room, article, head, more) = begun();
    let program = Program::at(&room, "review.stet");
    program.keep(&room, &article, &head, &more);
    let found = program.list(&room, &article);
    assert_eq!(found[0]["doc"], more);
    program.keep(&room, &article, &head, "{}");
    program.call(&room, "recovery_drop", json!({ "article": article }));
    assert_eq!(program.list(&room, &article), found);
}

#[test]
fn a_kept_file_that_cannot_be_read_is_kept_aside_and_told_once_and_hinders_nobody() {
    let (room, article, head, more) = left();
    let file = files(&room).remove(0);
    std::fs::write(&file, &more.as_bytes()[..20]).unwrap();
    Program::at(&room, "review.stet").keep(&room, &article, &head, &more);
    let answers = Arc::new(Answers::default());
    let session = Session::new(Home::at(&room.path("home")), answers.clone());
    session.open_path(&room.as_call(), &room.path("review.stet")).unwrap();
    let next = Program(session);
    let told = || {
        let aside = |event: &stet_desk::Event| match event {
            stet_desk::Event::Trouble { failure } if failure.code == "put-aside" => Some(failure.message.clone()),
            _ => None,
        };
        answers.events.lock().unwrap().iter().filter_map(aside).collect::<Vec<_>>()
    };
    assert_eq!(told(), Vec::<String>::new());
    // What could be read is there all the same.
    assert_eq!(next.call(&room, "recovery_pieces", json!({})).as_array().unwrap().len(), 1);
    assert_eq!(next.list(&room, &article).len(), 1);
    assert_eq!(told().len(), 1, "{:?}", told());
    assert!(told()[0].contains("damaged and cannot be shown"), "{:?}", told());
    let aside: Vec<_> =
        std::fs::read_dir(room.path("home/state/recovery/damaged")).unwrap().map(|entry| entry.unwrap()).collect();
    assert_eq!(aside.len(), 1);
    assert!(told()[0].contains(&*aside[0].file_name().to_string_lossy()), "{:?}", told());
    assert_eq!(std::fs::read(aside[0].path()).unwrap().len(), 20);
}

#[test]
fn fields_that_were_not_saved_are_shown_beside_a_text_that_was_and_kept_as_a_version_once_chosen() {
    let (room, article, head, _) = begun();
    let doc = room.call("article_get", json!({ "article": article }))["doc"].clone();
    let typed = |field: &str, value: Value, replaces: Value| json!({ "field": field, "value": value.to_string(), "replaces": replaces.to_string() });
    let credits = json!([{ "role": "by", "name": "Ana Prata", "title": "", "joint": "", "affiliation": "", "language": "", "public": true, "person": "" }]);
    let fields = json!([
        typed("social_text", json!("Nobody lost."), json!("")),
        typed("section", json!("Harbour"), json!("")),
        typed("credits", credits.clone(), json!([])),
        // What no window can have typed is passed over.
        typed("credits", json!(7), json!([])),
        typed("no-field", json!("x"), json!("")),
    ]);
    let first = Program::at(&room, "review.stet");
    first.call(&room, "recovery_keep", json!({ "article": article, "base": head, "doc": "", "fields": fields }));
    drop(first);
    // One of them became durable after all.
    room.field(&article, "section", json!("Harbour"));
    let next = Program::at(&room, "review.stet");
    assert_eq!(next.call(&room, "recovery_pieces", json!({})).as_array().unwrap().len(), 1);
    let found = next.list(&room, &article);
    assert_eq!((found.len(), &found[0]["doc"]), (1, &json!("")));
    assert_eq!(found[0]["fields"], json!([fields[2], fields[0]]));
    next.call(&room, "recovery_settle", json!({ "article": article, "recovery": found[0]["id"] }));
    let versions = room.call("version_list", json!({ "article": article }));
    let kept = room.call("version_get", json!({ "article": article, "version": versions[0]["id"] }));
    assert_eq!(kept["doc"], doc);
    assert_eq!(kept["fields"]["teasers"]["social_text"], "Nobody lost.");
    assert_eq!(kept["fields"]["credits"][0]["name"], "Ana Prata");
    // The desk has none of it unasked.
    assert_eq!(room.call("article_get", json!({ "article": article }))["fields"]["teasers"]["social_text"], "");
    assert_eq!(next.list(&room, &article), Vec::<Value>::new());
}

#[test]
fn a_field_that_got_its_value_after_all_is_not_asked_about() {
    let (room, article, head, _) = begun();
    let doc = room.call("article_get", json!({ "article": article }))["doc"].clone();
    let program = Program::at(&room, "review.stet");
    let fields = json!([{ "field": "preface", "value": "\"First.\"", "replaces": "\"\"" }]);
    program.call(&room, "recovery_keep", json!({ "article": article, "base": head, "doc": doc, "fields": fields }));
    drop(program);
    room.field(&article, "preface", json!("First."));
    assert_eq!(Program::at(&room, "review.stet").list(&room, &article), Vec::<Value>::new());
    assert_eq!(files(&room).len(), 0);
}

#[test]
fn fifty_thousand_words_and_two_thousand_notes_go_through_one_save_and_are_kept_beside() {
    let (room, article, ..) = begun();
    let words =
        "The night boats of the harbour council ran late again because nobody had paid the pilots for their winter work. ";
    let saved = room.save(&article, |doc| {
        let parts = doc["content"].as_array_mut().unwrap();
        parts.truncate(3);
        for n in 0..2000 {
            let note = json!({ "type": "note", "attrs": { "id": format!("n{n:011}") }, "content": [{ "type": "text", "text": format!("Minutes, page {n}.") }] });
            parts.push(json!({ "type": "paragraph", "attrs": { "id": format!("p{n:011}"), "lang": null, "dir": null },
                "content": [{ "type": "text", "text": words.repeat(2) }, note] }));
        }
    });
    assert!(saved["words"].as_u64().unwrap() > 80_000, "{saved}");
    let open = room.call("article_get", json!({ "article": article }));
    assert_eq!(open["head"], saved["head"]);
    let more = open["doc"].as_str().unwrap().replace("page 1999.", "page 1999, and the last word.");
    let first = Program::at(&room, "review.stet");
    first.keep(&room, &article, &open["head"], &more);
    drop(first);
    assert_eq!(Program::at(&room, "review.stet").list(&room, &article)[0]["doc"], more);
}
