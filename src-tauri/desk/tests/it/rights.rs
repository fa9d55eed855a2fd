//! Who may do what, who the people are, and what a change of the workflow does, through the commands.

use crate::support::Room;
use serde_json::{Value, json};

fn person(room: &Room, name: &str, roles: &[&str]) -> Value {
    room.call("person_add", json!({ "name": name, "roles": roles }))["id"].clone()
}

fn i_am(room: &Room, person: &Value) {
    room.call("person_me", json!({ "person": person }));
}

fn piece(room: &Room) -> Value {
    room.call("article_new", json!({ "headline": "The ferry vote" }))["article"].clone()
}

/// Changes the workflow as the settings do: all of it at once.
fn change(room: &Room, change: impl FnOnce(&mut Value)) -> Value {
    let mut wish = room.call("workflow_get", json!({}));
    change(&mut wish);
    wish
}

fn step<'a>(flow: &'a mut Value, from: &str, to: &str) -> &'a mut Value {
    flow["transitions"].as_array_mut().unwrap().iter_mut().find(|t| t["from"] == from && t["to"] == to).unwrap()
}

fn rule(room: &Room, from: &str, to: &str, who: &[&str], not_author: bool) {
    let wish = change(room, |flow| {
        let step = step(flow, from, to);
        step["who"] = json!(who);
        step["not_author"] = json!(not_author);
    });
    room.call("workflow_set", wish);
}

fn act(room: &Room, id: &str, who: &[&str]) {
    let wish = change(room, |flow| {
        let act = flow["acts"].as_array_mut().unwrap().iter_mut().find(|act| act["id"] == id).unwrap();
        act["who"] = json!(who);
    });
    room.call("workflow_set", wish);
}

#[test]
fn by_default_everybody_may_make_every_move() {
    let room = Room::new();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    let article = piece(&room);
    i_am(&room, &writer);
    room.call("article_move", json!({ "article": article, "to": "draft" }));
    room.call("date_set", json!({ "article": article, "date": "deadline", "wall": "2026-11-27" }));
    room.call("article_give", json!({ "article": article, "person": writer }));
    room.field(&article, "section", json!("Town"));
}

#[test]
fn a_move_is_refused_to_whom_it_is_not_for_with_one_sentence_everywhere() {
    let room = Room::new();
    let chief = room.call("desk_info", json!({}))["me"]["id"].clone();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    person(&room, "Ana Duarte", &["proofreader"]);
    let article = piece(&room);
    rule(&room, "pitch", "draft", &["proofreader"], false);
    i_am(&room, &writer);
    let refused = room.refused("article_move", json!({ "article": article, "to": "draft" }));
    assert_eq!(
        (refused.code.as_str(), refused.message.as_str()),
        ("no-right", "“Start the draft” is for a proofreader; that is Ana Duarte.")
    );
    let moves = room.call("article_moves", json!({ "article": article }));
    assert_eq!(moves[0]["no_right"], json!(refused.message));
    let many = room.call("articles_move", json!({ "articles": [article], "to": "draft" }));
    assert_eq!(many["refused"][0]["failure"]["message"], json!(refused.message));
    let over = room.refused("article_move", json!({ "article": article, "to": "draft", "override": true, "why": "Tonight" }));
    assert_eq!(over.code, "no-right");
    i_am(&room, &chief);
    assert_eq!(room.refused("article_move", json!({ "article": article, "to": "draft", "override": true })).code, "usage");
    room.call("article_move", json!({ "article": article, "to": "draft", "override": true, "why": "Tonight" }));
    let history = room.call("history_list", json!({ "article": article, "limit": 2 }));
    let over = history.as_array().unwrap().iter().find(|line| line["kind"] == "override").unwrap();
    assert!(over["what"].as_str().unwrap().contains("for a proofreader") && over["why"] == "Tonight", "{over}");
}

#[test]
fn the_assigned_person_may_and_the_author_may_not() {
    let room = Room::new();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    let other = person(&room, "Ana Duarte", &["proofreader"]);
    let article = piece(&room);
    room.field(&article, "credits", json!([{ "role": "by", "name": "Rui Pinto", "public": true }]));
    rule(&room, "pitch", "draft", &["assigned"], false);
    rule(&room, "draft", "editing", &[], true);
    i_am(&room, &writer);
    let refused = room.refused("article_move", json!({ "article": article, "to": "draft" }));
    assert!(refused.message.starts_with("“Start the draft” is for the person who has the piece"), "{}", refused.message);
    room.call("article_give", json!({ "article": article, "person": writer }));
    room.call("article_move", json!({ "article": article, "to": "draft" }));
    let refused = room.refused("article_move", json!({ "article": article, "to": "editing" }));
    assert!(
        refused.message.contains("is not for the author of the piece; that is Tomas Meyer or Ana Duarte."),
        "{}",
        refused.message
    );
    i_am(&room, &other);
    room.call("article_move", json!({ "article": article, "to": "editing" }));
}

#[test]
fn giving_dates_and_fields_have_rules_too() {
    let room = Room::new();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    let article = piece(&room);
    for id in ["give", "dates", "fields"] {
        act(&room, id, &["editor"]);
    }
    i_am(&room, &writer);
    let given = room.refused("article_give", json!({ "article": article, "person": writer }));
    assert_eq!(given.message, "Giving a piece to somebody is for an editor; that is Tomas Meyer.");
    let dated = room.refused("date_set", json!({ "article": article, "date": "deadline", "wall": "2026-11-27" }));
    assert_eq!(
        (dated.code.as_str(), dated.message.as_str()),
        ("no-right", "Changing dates is for an editor; that is Tomas Meyer.")
    );
    let many = room.call("articles_date", json!({ "articles": [article], "date": "deadline", "wall": "2026-11-27" }));
    assert_eq!(many["refused"][0]["failure"]["message"], json!(dated.message));
    let set =
        room.refused("field_set", json!({ "article": article, "field": "section", "value": "\"Town\"", "replaces": "\"\"" }));
    assert_eq!(set.code, "no-right");
    let open = room.call("article_get", json!({ "article": article }));
    assert_eq!((&open["no_right_fields"], &open["no_right_dates"]), (&json!(set.message), &json!(dated.message)));
    assert_eq!(room.refused("workflow_set", room.call("workflow_get", json!({}))).code, "no-right");
    assert_eq!(room.refused("person_add", json!({ "name": "Eva", "roles": [] })).code, "no-right");
}

#[test]
fn a_version_brings_no_field_back_that_the_person_may_not_change() {
    let room = Room::new();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    let article = piece(&room);
    room.field(&article, "tags", json!(["ferries"]));
    let version = room.call("version_name", json!({ "article": article, "name": "Before" }))["id"].clone();
    room.field(&article, "tags", json!(["ferries", "night boats"]));
    room.body(&article, "The council met.");
    act(&room, "fields", &["editor"]);
    i_am(&room, &writer);
    let back = json!({ "article": article, "version": version });
    let refused = room.refused("version_restore", back.clone());
    assert_eq!(refused.message, "Changing fields is for an editor; that is Tomas Meyer.");
    let open = room.call("article_get", json!({ "article": article }));
    assert!(open["doc"].as_str().unwrap().contains("The council met."), "nothing was restored");
    let chief = room.call("desk_info", json!({}))["people"][0]["id"].clone();
    i_am(&room, &chief);
    room.field(&article, "tags", json!(["ferries"]));
    i_am(&room, &writer);
    room.call("version_restore", back);
}

#[test]
fn the_whole_desk_is_put_back_by_those_who_may() {
    let room = Room::new();
    let chief = room.call("desk_info", json!({}))["me"]["id"].clone();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    let article = piece(&room);
    let backup = room.call("backup_make", json!({}))["id"].clone();
    room.headline(&article, "Another headline");
    i_am(&room, &writer);
    let refused = room.refused("backup_restore", json!({ "backup": backup }));
    assert_eq!(
        (refused.code.as_str(), refused.message.as_str()),
        ("no-right", "Putting the whole desk back to a backup is for the editor-in-chief; that is Tomas Meyer.")
    );
    assert_eq!(room.call("backup_list", json!({})).as_array().unwrap().len(), 1, "nothing was done");
    let text = room.call("article_get", json!({ "article": article }))["doc"].clone();
    assert!(text.as_str().unwrap().contains("Another headline"));
    i_am(&room, &chief);
    let acts = room.call("workflow_get", json!({}))["acts"].clone();
    let restore = acts.as_array().unwrap().iter().find(|act| act["id"] == "restore").unwrap();
    assert_eq!((&restore["who"], &restore["not_author"]), (&json!(["editor-in-chief"]), &json!(false)));
    act(&room, "restore", &["editor", "writer"]);
    i_am(&room, &writer);
    room.at("2026-11-25T12:01:00Z");
    let again = room.call("backup_make", json!({}))["id"].clone();
    room.call("backup_restore", json!({ "backup": again }));
}

#[test]
fn a_desk_of_one_and_a_desk_without_the_role_are_not_stranded() {
    let room = Room::new();
    let chief = room.call("desk_info", json!({}))["me"]["id"].clone();
    let article = piece(&room);
    rule(&room, "pitch", "draft", &["legal reader"], true);
    room.field(&article, "credits", json!([{ "role": "by", "name": "Tomas Meyer", "public": true }]));
    room.call("article_move", json!({ "article": article, "to": "draft" }));
    // Two people, and nobody is a legal reader or the chief.
    person(&room, "Rui Pinto", &["writer"]);
    room.call("person_set", json!({ "person": chief, "roles": ["editor"] }));
    let second = piece(&room);
    room.call("article_move", json!({ "article": second, "to": "draft" }));
}

#[test]
fn people_are_changed_and_never_deleted() {
    let room = Room::new();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    let card = json!({ "person": writer, "name": "Rui  Pinto Leal", "roles": ["Copy-Editor", "translator"], "mail": "rui@harbour-review.example",
        "office": "night editor", "affiliation": "the Harbour Review" });
    let changed = room.call("person_set", card);
    assert_eq!((&changed["name"], &changed["roles"]), (&json!("Rui Pinto Leal"), &json!(["copy editor", "translator"])));
    assert_eq!(room.refused("person_set", json!({ "person": writer, "name": "Tomas Meyer" })).code, "twin");
    let left = room.call("person_set", json!({ "person": writer, "active": false }));
    assert_eq!(left["active"], false);
    assert_eq!(room.call("desk_info", json!({}))["people"].as_array().unwrap().len(), 2);
    let chief = room.call("desk_info", json!({}))["me"]["id"].clone();
    assert_eq!(room.refused("person_set", json!({ "person": chief, "active": false })).code, "usage");
    assert_eq!(room.refused("person_me", json!({ "person": writer })).code, "usage");
    let history = room.call("history_list", json!({ "article": null, "limit": 3 }));
    assert_eq!(history[0]["what"], "Rui Pinto Leal left the desk.");
}

#[test]
fn fact_check_and_legal_come_switched_off_and_work_when_switched_on() {
    let room = Room::new();
    let states = |room: &Room| {
        room.call("desk_info", json!({}))["states"].as_array().unwrap().iter().map(|s| s["id"].clone()).collect::<Vec<_>>()
    };
    assert!(!states(&room).contains(&json!("fact-check")));
    let wish = change(&room, |flow| {
        for state in flow["states"].as_array_mut().unwrap() {
            state["off"] = json!(false);
        }
    });
    room.call("workflow_set", wish);
    assert!(states(&room).contains(&json!("fact-check")) && states(&room).contains(&json!("legal")));
    let article = piece(&room);
    for to in ["draft", "editing", "copy-edit", "fact-check", "on-hold", "back", "copy-edit", "legal"] {
        room.call("article_move", json!({ "article": article, "to": to }));
    }
    let history = room.call("history_list", json!({ "article": null, "limit": 20 }));
    assert!(history.as_array().unwrap().iter().any(|line| line["what"] == "Switched Fact check on."), "{history}");
}

#[test]
fn a_change_of_the_workflow_never_strands_a_piece() {
    let room = Room::new();
    let (article, held) = (piece(&room), piece(&room));
    for (one, way) in [(&article, vec!["draft", "editing"]), (&held, vec!["draft", "editing", "on-hold"])] {
        for to in way {
            room.call("article_move", json!({ "article": one, "to": to }));
        }
    }
    let without = |flow: &mut Value| {
        flow["states"].as_array_mut().unwrap().retain(|s| s["id"] != "editing");
        flow["transitions"].as_array_mut().unwrap().retain(|t| t["from"] != "editing" && t["to"] != "editing");
    };
    let mut wish = change(&room, without);
    // The draft has lost its way on, but for being put aside.
    wish["transitions"].as_array_mut().unwrap().push(
        json!({ "from": "draft", "to": "copy-edit", "label": "Pass to copy edit", "gates": ["parts:headline"], "primary": true }),
    );
    let refused = room.refused("workflow_set", wish.clone());
    assert_eq!(
        (refused.code.as_str(), refused.message.as_str()),
        ("state", "1 piece would be stranded in Editing; say to which state of its kind they go.")
    );
    wish["pieces_to"] = json!({ "editing": "draft" });
    room.call("workflow_set", wish);
    assert_eq!(room.call("article_get", json!({ "article": article }))["state"], "draft");
    let version = room.call("version_list", json!({ "article": article }))[0].clone();
    assert_eq!((&version["kind"], &version["why"]), (&json!("move"), &json!("Moved to Draft")), "each has its version");
    // What was set aside from there comes back to where the others went.
    let back = room.call("article_move", json!({ "article": held, "to": "back" }));
    assert_eq!(back["state"], "draft");
    room.call("article_move", json!({ "article": held, "to": "copy-edit" }));
    let shut = change(&room, |flow| flow["transitions"].as_array_mut().unwrap().retain(|t| t["from"] != "draft"));
    assert_eq!(room.refused("workflow_set", shut).message, "No move would lead out of Draft; pieces there would be stranded.");
    for bad in ["cheese", "parts:cheese", "date:now"] {
        let wish = change(&room, |flow| step(flow, "draft", "copy-edit")["gates"] = json!([bad]));
        assert_eq!(room.refused("workflow_set", wish).code, "usage", "{bad}");
    }
}

#[test]
fn a_workflow_that_somebody_else_changed_meanwhile_is_not_written_over() {
    let room = Room::new();
    let old = change(&room, |flow| step(flow, "pitch", "draft")["label"] = json!("Begin"));
    rule(&room, "draft", "editing", &["editor"], false);
    let refused = room.refused("workflow_set", old.clone());
    assert_eq!(refused.code, "conflict", "{}", refused.message);
    let now = room.call("workflow_get", json!({}));
    assert!(now["transitions"].as_array().unwrap().iter().any(|t| t["from"] == "draft" && t["who"] == json!(["editor"])));
    assert!(!now["transitions"].as_array().unwrap().iter().any(|t| t["label"] == "Begin"));
}

#[test]
fn every_preset_is_a_whole_workflow_that_a_desk_can_take() {
    let room = Room::new();
    let article = piece(&room);
    let presets = room.call("workflow_get", json!({}))["presets"].clone();
    for preset in presets.as_array().unwrap() {
        let wish = change(&room, |flow| {
            flow["states"] = preset["states"].clone();
            flow["transitions"] = preset["transitions"].clone();
        });
        let set = room.call("workflow_set", wish);
        assert_eq!(set["states"].as_array().unwrap().len(), preset["states"].as_array().unwrap().len(), "{}", preset["id"]);
    }
    // A piece that begins on the last of them can be brought to its end by the usual way.
    room.body(&article, "The council met and went home without a count.");
    room.field(&article, "credits", json!([{ "role": "by", "name": "Rui Pinto", "public": true }]));
    room.call("date_set", json!({ "article": article, "date": "publish_at", "wall": "2026-11-26T07:00" }));
    for _ in 0..8 {
        let moves = room.call("article_moves", json!({ "article": article }));
        let Some(next) = moves.as_array().unwrap().iter().find(|m| m["primary"] == true && m["state"] != "published") else {
            break;
        };
        room.call("article_move", json!({ "article": article, "to": next["to"] }));
    }
    assert_eq!(room.call("article_get", json!({ "article": article }))["state"], "scheduled");
}

#[test]
fn gates_with_parameters_hold_back_and_let_go() {
    let room = Room::new();
    let article = piece(&room);
    let wish = change(&room, |flow| {
        step(flow, "pitch", "draft")["gates"] = json!(["parts:headline,section", "length:10", "given", "second-reader"]);
    });
    room.call("workflow_set", wish);
    let writer = person(&room, "Tomas Berger", &["writer"]);
    room.field(&article, "credits", json!([{ "role": "by", "name": "Tomas Meyer", "public": true }]));
    room.field(&article, "target_words", json!(2));
    room.body(&article, "One two three four.");
    let failed = |room: &Room| -> Vec<String> {
        let moves = room.call("article_moves", json!({ "article": article }));
        let gates = moves[0]["gates"].as_array().unwrap().clone();
        gates.iter().filter(|gate| gate["ok"] == false).map(|gate| gate["message"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        failed(&room),
        [
            "It has not got a section.",
            "It is 5 words too long.",
            "Nobody has it; give it to somebody.",
            "Only its author has worked on it so far; a second person has to read it."
        ]
    );
    room.field(&article, "section", json!("Town"));
    room.field(&article, "target_words", json!(0));
    room.call("article_give", json!({ "article": article, "person": writer }));
    i_am(&room, &writer);
    room.body(&article, "One two three four five.");
    assert_eq!(failed(&room), [""; 0]);
}

#[test]
fn who_only_put_a_piece_aside_or_back_has_not_read_it() {
    let room = Room::new();
    let reader = person(&room, "Rui Pinto", &["editor"]);
    let article = piece(&room);
    room.field(&article, "credits", json!([{ "role": "by", "name": "Tomas Meyer", "public": true }]));
    for to in ["draft", "editing"] {
        room.call("article_move", json!({ "article": article, "to": to }));
    }
    let wish = change(&room, |flow| step(flow, "copy-edit", "proof")["gates"] = json!(["second-reader"]));
    room.call("workflow_set", wish);
    let read = || {
        let moves = room.call("article_moves", json!({ "article": article }));
        let proof = moves.as_array().unwrap().iter().find(|step| step["to"] == "proof").unwrap().clone();
        proof["gates"][0]["ok"].as_bool().unwrap()
    };
    room.call("article_move", json!({ "article": article, "to": "copy-edit" }));
    i_am(&room, &reader);
    for to in ["on-hold", "back", "spiked", "back", "editing"] {
        room.call("article_move", json!({ "article": article, "to": to, "why": "Later" }));
    }
    room.call("out_send", json!({ "article": article, "who": "Marta Reis" }));
    let chief = room.call("desk_info", json!({}))["people"][0]["id"].clone();
    i_am(&room, &chief);
    room.call("article_move", json!({ "article": article, "to": "copy-edit" }));
    assert!(!read(), "nobody but its author has passed it on");
    room.call("article_move", json!({ "article": article, "to": "editing" }));
    i_am(&room, &reader);
    room.call("article_move", json!({ "article": article, "to": "copy-edit" }));
    assert!(read());
}

#[test]
fn a_new_name_gets_nobody_round_a_rule_for_the_author() {
    let room = Room::new();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    person(&room, "Ana Duarte", &["proofreader"]);
    let text = |name: &str| {
        format!("---\ntitle: The {name} vote\nauthor: {name}\n---\n\nThe council met and went home without a count.\n")
    };
    let tied = room.import("tied.md", &text("Rui Pinto"));
    let credits = room.call("article_get", json!({ "article": tied }))["fields"]["credits"].clone();
    assert_eq!((&credits[0]["name"], &credits[0]["person"]), (&json!("Rui Pinto"), &writer), "{credits}");
    rule(&room, "draft", "editing", &[], true);
    i_am(&room, &writer);
    room.call("person_set", json!({ "person": writer, "name": "Rui Pinto Leal" }));
    let refused = room.refused("article_move", json!({ "article": tied, "to": "editing" }));
    assert!(refused.message.contains("is not for the author"), "{}", refused.message);
    // Where only the name says whose piece it is, the name is not the person's alone to change.
    let loose = room.import("loose.md", &text("Marta Reis"));
    room.field(&loose, "credits", json!([{ "role": "by", "name": "rui pinto leal", "public": true }]));
    let refused = room.refused("person_set", json!({ "person": writer, "name": "Somebody Else" }));
    assert_eq!(refused.code, "no-right");
    room.call("person_set", json!({ "person": writer, "mail": "rui@harbour-review.example" }));
}

#[test]
fn a_piece_handed_over_waits_with_its_message() {
    let room = Room::new();
    let writer = person(&room, "Rui Pinto", &["writer"]);
    let (first, second) = (piece(&room), room.call("article_new", json!({ "headline": "The bridge" }))["article"].clone());
    room.call("articles_give", json!({ "articles": [first, second], "person": writer, "message": "Please cut by a third." }));
    let mine = room.call("article_waiting", json!({}));
    assert_eq!((mine["mine"].as_array().unwrap().len(), mine["others"].as_array().unwrap().len()), (0, 2));
    i_am(&room, &writer);
    // What is given again, with more to say, has waited since then.
    room.at("2026-11-25T15:00:00Z");
    room.call("article_give", json!({ "article": first, "person": writer, "message": "By tonight." }));
    let mine = room.call("article_waiting", json!({}))["mine"].clone();
    assert_eq!((mine.as_array().unwrap().len(), &mine[1]["message"]), (2, &json!("By tonight.")));
    assert_eq!((&mine[0]["from"], &mine[0]["message"]), (&json!("Tomas Meyer"), &json!("Please cut by a third.")));
    room.call("article_move", json!({ "article": first, "to": "spiked" }));
    assert_eq!(room.call("article_waiting", json!({}))["mine"].as_array().unwrap().len(), 1);
}

#[test]
fn many_pieces_are_moved_and_each_refusal_says_why() {
    let room = Room::new();
    let (first, second) = (piece(&room), room.call("article_new", json!({ "headline": "The bridge" }))["article"].clone());
    room.call("article_move", json!({ "article": first, "to": "draft" }));
    let many = room.call("articles_move", json!({ "articles": [first, second, "nobody"], "to": "editing" }));
    assert_eq!(many["done"], json!([first]));
    let alone = room.refused("article_move", json!({ "article": second, "to": "editing" }));
    assert_eq!(many["refused"][0]["failure"]["message"], json!(alone.message));
    assert_eq!((&many["refused"][0]["slug"], &many["refused"][1]["failure"]["code"]), (&json!("bridge"), &json!("not-found")));
    assert_eq!(room.refused("articles_move", json!({ "articles": [], "to": "editing" })).code, "usage");
    let dated = room.call("articles_date", json!({ "articles": [first, second], "date": "deadline", "wall": "thu 12:00" }));
    assert_eq!(dated["done"].as_array().unwrap().len(), 2);
    let row = room.call("article_get", json!({ "article": second }))["dates"]["deadline"].clone();
    assert_eq!(row["wall"], "2026-11-26T12:00");
}

#[test]
fn a_piece_out_with_an_author_is_listed_by_age_reminded_and_taken_back() {
    let room = Room::new();
    let (first, second) = (piece(&room), room.call("article_new", json!({ "headline": "The bridge" }))["article"].clone());
    let sent =
        room.call("out_send", json!({ "article": first, "who": "Marta  Reis", "mail": "marta@example.org", "due": "fri" }));
    assert_eq!(
        (&sent["who"], &sent["means"], &sent["due"], &sent["late"]),
        (&json!("Marta Reis"), &json!("mail"), &json!("2026-11-27"), &json!(false))
    );
    assert_eq!(room.call("version_list", json!({ "article": first }))[0]["why"], "Sent to Marta Reis");
    room.at("2026-11-30T12:00:00Z");
    room.call("out_send", json!({ "article": second, "who": "Dr Ana Lima", "means": "paper" }));
    let waiting = room.call("out_list", json!({}));
    assert_eq!(
        (&waiting[0]["label"], &waiting[0]["late"], &waiting[1]["who"]),
        (&json!("The ferry vote"), &json!(true), &json!("Dr Ana Lima"))
    );
    let reminder = room.call("out_remind", json!({ "out": sent["id"] }));
    let text = reminder["text"].as_str().unwrap();
    for part in [
        "Dear Marta Reis,",
        "On 25 November 2026 we sent you “The ferry vote” by mail.",
        "by 27 November 2026",
        "Tomas Meyer\nThe Harbour Review",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!((&reminder["out"]["reminders"], &reminder["mail"]), (&json!(1), &json!("marta@example.org")));
    room.call("out_back", json!({ "out": sent["id"] }));
    assert_eq!(room.call("out_list", json!({})).as_array().unwrap().len(), 1);
    assert_eq!(room.call("out_list", json!({ "article": first })).as_array().unwrap().len(), 1);
    assert_eq!(room.refused("out_remind", json!({ "out": sent["id"] })).code, "state");
    assert_eq!(room.refused("out_send", json!({ "article": first, "who": " " })).code, "usage");
    let history = room.call("history_list", json!({ "article": first, "limit": 1 }));
    assert_eq!(history[0]["what"], "Back from Marta Reis.");
}
