//! Planning: ticks that hold a move back, templates, pieces that recur, assignments, series, who has how much.

use crate::support::Room;
use serde_json::{Value, json};

const PIECE: &str = "# Letters to the editor\n\nDear editor, the boats are late.\n\n## Second letter\n\nThey are not.\n";

fn labels(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect()
}

fn set_list(room: &Room, state: &str, items: &[&str]) -> Value {
    let items: Vec<Value> = items.iter().map(|label| json!({ "item": null, "label": label })).collect();
    room.call("checklist_set", json!({ "state": state, "items": items }))
}

/// The desk's workflow with the gate `checklist` on every move from draft to editing.
fn gate_it(room: &Room) {
    let mut flow = room.call("workflow_get", json!({}));
    for step in flow["transitions"].as_array_mut().unwrap() {
        if step["from"] == "draft" && step["to"] == "editing" {
            step["gates"].as_array_mut().unwrap().push(json!("checklist"));
        }
    }
    room.call(
        "workflow_set",
        json!({ "states": flow["states"], "transitions": flow["transitions"], "acts": flow["acts"], "head": flow["head"] }),
    );
}

fn history(room: &Room, article: &Value) -> String {
    room.call("history_list", json!({ "article": article, "limit": 50 })).to_string()
}

#[test]
fn a_move_waits_for_the_ticks_where_its_gates_say_so() {
    let room = Room::new();
    set_list(&room, "draft", &["Names checked", "Figures checked"]);
    gate_it(&room);
    let article = room.import("letters.md", PIECE);
    let go = || json!({ "article": article, "to": "editing", "why": "", "override": false });
    let refused = room.refused("article_move", go());
    assert_eq!(refused.code, "gates");
    let moves = room.call("article_moves", json!({ "article": article }));
    let editing = moves.as_array().unwrap().iter().find(|step| step["to"] == "editing").unwrap();
    let gate = editing["gates"].as_array().unwrap().iter().find(|gate| gate["gate"] == "checklist").unwrap();
    assert_eq!(gate["message"], "2 things on the checklist are not ticked.");
    assert_eq!(
        (&gate["places"][0]["field"], &gate["places"][0]["message"]),
        (&json!("checklist"), &json!("Not ticked: Names checked"))
    );

    let checks = room.call("article_checks", json!({ "article": article }));
    for check in checks.as_array().unwrap() {
        room.call("check_tick", json!({ "article": article, "item": check["item"], "on": true }));
    }
    // An item of this piece alone holds it, too.
    let own = room.call("check_add", json!({ "article": article, "state": "draft", "label": " Ask  for the map " }));
    assert_eq!(labels(&own), ["Names checked", "Figures checked", "Ask for the map"]);
    assert_eq!(own[0]["ticked"]["who"], "Tomas Meyer");
    assert_eq!(room.refused("article_move", go()).code, "gates");
    assert_eq!(room.refused("check_remove", json!({ "article": article, "item": own[0]["item"] })).code, "usage");
    room.call("check_remove", json!({ "article": article, "item": own[2]["item"] }));
    room.call("article_move", go());
    let told = history(&room, &article);
    for sentence in
        ["Ticked “Names checked”.", "Added to what is ticked off in Draft: Ask for the map.", "Took “Ask for the map” off"]
    {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
}

#[test]
fn a_list_that_is_changed_keeps_the_ticks_of_what_stays() {
    let room = Room::new();
    let list = set_list(&room, "draft", &["Names", "Figures"]);
    let article = room.import("letters.md", PIECE);
    room.call("check_tick", json!({ "article": article, "item": list[0]["item"], "on": true }));
    let items = json!([{ "item": null, "label": "Captions" }, { "item": list[0]["item"], "label": "Names and titles" }]);
    room.call("checklist_set", json!({ "state": "draft", "items": items }));
    let checks = room.call("article_checks", json!({ "article": article }));
    assert_eq!(labels(&checks), ["Captions", "Names and titles"]);
    assert!(checks[0]["ticked"].is_null() && checks[1]["ticked"].is_object(), "{checks}");
    let gone = json!({ "state": "draft", "items": [{ "item": list[1]["item"], "label": "Figures" }] });
    assert_eq!(room.refused("checklist_set", gone).code, "not-found");
    let off = room.call("check_tick", json!({ "article": article, "item": list[0]["item"], "on": false }));
    assert!(off[1]["ticked"].is_null());
}

#[test]
fn a_piece_from_a_template_has_its_parts_fields_list_person_and_length() {
    let room = Room::new();
    let me = room.call("desk_info", json!({}))["me"]["id"].clone();
    let article = room.import("letters.md", PIECE);
    room.field(&article, "section", json!("Letters"));
    room.field(&article, "target_words", json!(900));
    room.call("check_add", json!({ "article": article, "state": "editing", "label": "Ask each writer" }));
    room.call("article_give", json!({ "article": article, "person": me, "message": "" }));
    let save = |name: &str, words: bool| json!({ "article": article, "name": name, "with_words": words, "due_days": 3 });
    let all = room.call("template_save", save("Letters", false));
    assert_eq!((&all[0]["section"], &all[0]["target_words"], &all[0]["person"]), (&json!("Letters"), &json!(900), &me));

    let made = room.call("template_use", json!({ "template": all[0]["template"], "slug": null }));
    assert_ne!(made["slug"], "letters", "that is taken");
    let piece = room.call("article_get", json!({ "article": made["article"] }));
    assert_eq!(
        (&piece["state"], &piece["fields"]["section"], &piece["row"]["target_words"]),
        (&json!("pitch"), &json!("Letters"), &json!(900))
    );
    assert_eq!(piece["with"]["id"], me);
    let doc = piece["doc"].as_str().unwrap();
    assert!(doc.contains("\"heading\"") && doc.contains("\"placeholder\"") && !doc.contains("Dear editor"), "{doc}");
    assert_eq!(labels(&room.call("article_checks", json!({ "article": made["article"] }))), ["Ask each writer"]);
    assert!(history(&room, &made["article"]).contains("Begun from the template “Letters”."));

    let all = room.call("template_save", save("letters", true));
    assert_eq!((all.as_array().unwrap().len(), &all[0]["name"]), (1, &json!("Letters")), "the same name, whatever its case");
    assert!(all.as_array().unwrap().iter().all(|one| one["words"].as_u64().unwrap() > 5), "{all}");
    room.call("template_remove", json!({ "template": all[0]["template"] }));
    assert_eq!(room.refused("template_use", json!({ "template": all[0]["template"], "slug": null })).code, "not-found");
    assert_eq!(room.refused("template_save", save(" ", true)).code, "usage");
}

fn every(room: &Room, days: &Value, kind: &str, ahead: u32) -> Value {
    let article = room.import("letters.md", PIECE);
    room.call("template_save", json!({ "article": article, "name": "Letters", "with_words": false, "due_days": 2 }));
    room.call(
        "recurring_set",
        json!({ "recurring": null, "name": "Letters", "template": "Letters", "every": kind, "days": days, "time": "7:00", "ahead": ahead, "active": true }),
    )
}

fn slugs(made: &Value) -> Vec<String> {
    made["made"].as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn letters_are_made_every_monday_ahead_once_and_told() {
    let room = Room::new();
    // Wednesday 25 November 2026.
    let rules = every(&room, &json!([1]), "week", 7);
    assert_eq!((&rules[0]["told"], &rules[0]["next"]), (&json!("every Monday, 07:00"), &json!("2026-11-30")));
    let made = room.call("recurring_make", json!({}));
    assert_eq!(slugs(&made), ["letters-2026-11-30"]);
    assert_eq!(made["told"], "Made letters-2026-11-30 for 30 November 2026, as it recurs.");
    let dates = room.call("article_get", json!({ "article": made["made"][0]["article"] }))["dates"].clone();
    assert_eq!((&dates["planned"]["wall"], &dates["deadline"]["wall"]), (&json!("2026-11-30T07:00"), &json!("2026-11-28")));
    assert!(dates["publish_at"].is_null(), "a plan is no promise");
    // Never twice: not by looking again, not when the piece is spiked.
    assert!(slugs(&room.call("recurring_make", json!({}))).is_empty());
    room.call("article_move", json!({ "article": made["made"][0]["article"], "to": "spiked", "why": "no", "override": false }));
    assert!(slugs(&room.call("recurring_make", json!({}))).is_empty());
    room.at("2026-11-30T12:00:00Z");
    assert_eq!(slugs(&room.call("recurring_make", json!({}))), ["letters-2026-12-07"]);
    // Three weeks away: what passed is told and not made, what comes is made.
    room.at("2026-12-23T12:00:00Z");
    let made = room.call("recurring_make", json!({}));
    assert_eq!(slugs(&made), ["letters-2026-12-28"]);
    let told = made["told"].as_str().unwrap();
    assert!(told.contains("Nothing was made for what passed meanwhile: Letters of 14 December 2026; Letters of 21"), "{told}");
    assert!(room.call("recurring_make", json!({}))["told"].as_str().unwrap().is_empty(), "told once");
}

#[test]
fn the_clock_makes_what_recurs_and_says_so_in_the_days_of_the_desk() {
    let room = Room::new();
    // In Lisbon it is the 30th until midnight; the last day of a short month stands for the 31st.
    every(&room, &json!([31]), "month", 0);
    room.at("2026-11-30T23:30:00Z");
    room.session.tick(&room.as_call());
    let said = |room: &Room| {
        let events = room.answers.events.lock().unwrap();
        events.iter().filter(|event| format!("{event:?}").contains("as it recurs")).count()
    };
    assert_eq!(said(&room), 1);
    room.session.tick(&room.as_call());
    room.at("2026-12-01T00:30:00Z");
    room.session.tick(&room.as_call());
    assert_eq!(said(&room), 1);
    let all = room.call("article_list", json!({ "query": "letters-2026-11-30 " }));
    assert_eq!(all["total"], 1, "{all}");
    for wrong in
        [json!({ "days": [] }), json!({ "days": [8] }), json!({ "time": "late" }), json!({ "ahead": 61 }), json!({ "name": "" })]
    {
        let mut wish = json!({ "recurring": null, "name": "x", "template": "Letters", "every": "week", "days": [1], "time": "", "ahead": 1, "active": true });
        for (key, value) in wrong.as_object().unwrap() {
            wish[key] = value.clone();
        }
        assert_eq!(room.refused("recurring_set", wish).code, "usage", "{wrong}");
    }
}

#[test]
fn an_assignment_is_person_deadline_length_and_brief_in_one_act_or_nothing() {
    let room = Room::new();
    let ana = room.call("person_add", json!({ "name": "Ana Duarte", "roles": ["writer"] }))["id"].clone();
    let article = room.call("article_new", json!({ "headline": "Night boats", "slug": null }))["article"].clone();
    let assign = |deadline: &str| json!({ "article": article, "person": ana, "deadline": deadline, "words": 800, "brief": "Who sails at night,\nand why." });
    assert_eq!(room.refused("article_assign", assign("soonish")).code, "usage");
    assert_eq!(room.call("article_brief", json!({ "article": article }))["text"], "");
    let brief = room.call("article_assign", assign("2026-12-04 17:00"));
    assert_eq!((&brief["text"], &brief["who"]), (&json!("Who sails at night,\nand why."), &json!("Tomas Meyer")));
    let piece = room.call("article_get", json!({ "article": article }));
    assert_eq!((&piece["with"]["name"], &piece["row"]["target_words"]), (&json!("Ana Duarte"), &json!(800)));
    assert_eq!(piece["dates"]["deadline"]["wall"], "2026-12-04T17:00");
    assert!(history(&room, &article).contains("Assigned: 800 words, due"), "{}", history(&room, &article));
    // What is not said stays as it is.
    room.call(
        "article_assign",
        json!({ "article": article, "person": null, "deadline": null, "words": null, "brief": "Shorter." }),
    );
    let piece = room.call("article_get", json!({ "article": article }));
    assert_eq!((&piece["with"]["name"], &piece["row"]["target_words"]), (&json!("Ana Duarte"), &json!(800)));
}

#[test]
fn pieces_of_a_series_have_their_order_and_are_found_by_its_name() {
    let room = Room::new();
    let piece = |name: &str| room.call("article_new", json!({ "headline": name, "slug": null }))["article"].clone();
    let (one, two, other) = (piece("First"), piece("Second"), piece("Other"));
    room.call("series_set", json!({ "article": two, "name": "Night boats", "place": null }));
    room.call("series_set", json!({ "article": one, "name": "night  BOATS", "place": null }));
    let series = room.call("series_set", json!({ "article": two, "name": "Night boats", "place": 3 }));
    assert_eq!(series["name"], "Night boats", "as it is written already");
    assert_eq!(labels(&series["pieces"]), ["First", "Second"]);
    let found = |query: &str| room.call("article_list", json!({ "query": query }))["total"].clone();
    assert_eq!((found("series:night "), found("series:none "), found("-series:night ")), (json!(2), json!(1), json!(1)));
    let rows = room.call("article_list", json!({ "query": "series:\"Night boats\" ", "sort": "slug" }))["rows"].clone();
    assert_eq!((&rows[1]["series"], &rows[1]["series_place"]), (&json!("Night boats"), &json!(3)));
    let offered = room.call("query_complete", json!({ "text": "series:", "at": 7 })).to_string();
    assert!(offered.contains("Night boats"), "{offered}");
    room.call("series_set", json!({ "article": one, "name": "", "place": null }));
    assert_eq!(room.call("series_list", json!({})), json!([{ "name": "Night boats", "count": 1 }]));
    assert_eq!(found("series:night "), json!(1));
    assert_eq!(room.refused("series_set", json!({ "article": other, "name": "x", "place": 0 })).code, "usage");
}

#[test]
fn the_workload_counts_pieces_and_words_by_person_and_week_of_the_desk() {
    let room = Room::new();
    let ana = room.call("person_add", json!({ "name": "Ana Duarte", "roles": ["writer"] }))["id"].clone();
    let piece = |name: &str, due: Option<&str>, words: u32, who: &Value| {
        let article = room.call("article_new", json!({ "headline": name, "slug": null }))["article"].clone();
        room.call("article_assign", json!({ "article": article, "person": who, "deadline": due, "words": words, "brief": null }));
        article
    };
    // Wednesday 25 November: this week began on the 23rd.
    piece("Late", Some("2026-11-20"), 100, &ana);
    piece("This week", Some("2026-11-29 23:30"), 200, &ana);
    piece("Next week", Some("2026-11-30 00:30"), 400, &ana);
    piece("Far", Some("2027-03-01"), 800, &ana);
    let undated = piece("Undated", None, 1600, &Value::Null);
    let load = room.call("article_workload", json!({ "weeks": 2 }));
    assert_eq!(load["weeks"], json!(["2026-11-23", "2026-11-30"]));
    let names: Vec<&str> = load["people"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ana Duarte", "Tomas Meyer", ""]);
    let ana = &load["people"][0];
    let cell = |pieces: u32, words: u32| json!({ "pieces": pieces, "words": words });
    assert_eq!(ana["before"], cell(1, 100));
    assert_eq!(ana["weeks"], json!([cell(1, 200), cell(1, 400)]));
    assert_eq!((&ana["after"], &ana["all"]), (&cell(1, 800), &cell(4, 1500)));
    assert_eq!(load["people"][1]["all"], cell(0, 0));
    assert_eq!(load["people"][2]["undated"], cell(1, 1600));
    // Without a deadline the day on which it goes out counts; what is spiked does not.
    room.call("date_set", json!({ "article": undated, "date": "planned", "wall": "2026-12-01" }));
    let load = room.call("article_workload", json!({ "weeks": 2 }));
    assert_eq!(load["people"][2]["weeks"][1], cell(1, 1600));
    room.call("article_move", json!({ "article": undated, "to": "spiked", "why": "no", "override": false }));
    assert_eq!(room.call("article_workload", json!({ "weeks": 2 }))["people"].as_array().unwrap().len(), 2);
    assert_eq!(room.call("article_workload", json!({ "query": "next ", "weeks": 2 }))["people"][0]["all"], cell(1, 400));
}
