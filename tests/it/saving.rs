//! Saving a text: what is refused, what is kept, what comes again. No text that was sent is ever lost.

#[path = "../faults/program.rs"]
#[allow(dead_code, reason = "the saver and the faults use the rest")]
mod program;

use program::{Program, doc_of};
use serde_json::{Value, json};
use stet_desk::Failure;
use stet_desk::store::{New, verify_sums};

struct Place {
    _folder: tempfile::TempDir,
    desk: std::path::PathBuf,
    program: Program,
    article: String,
    head: String,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path().join("desk").join("a.stet");
    std::fs::create_dir(desk.parent().unwrap()).unwrap();
    let program = Program::new(&desk, "window");
    let new = New { title: "Saving".into(), lang: "en-GB".into(), zone: "Europe/Lisbon".into(), person: "Ana Duarte".into() };
    program.session.create_path(program.call(), &desk, &new).unwrap();
    let article = program.ask("article_new", &json!({ "headline": "Save", "slug": "save" })).unwrap()["article"]
        .as_str()
        .unwrap()
        .to_owned();
    let head = program.article(&article).unwrap().head;
    let head = program.save(&article, &head, "zero", &doc_of(0)).unwrap()["head"].as_str().unwrap().to_owned();
    Place { _folder: folder, desk, program, article, head }
}

impl Place {
    fn versions(&self) -> Vec<Value> {
        self.program.ask("version_list", &json!({ "article": self.article })).unwrap().as_array().unwrap().clone()
    }

    fn text_of(&self, version: &Value) -> String {
        let got = self.program.ask("version_get", &json!({ "article": self.article, "version": version["id"] })).unwrap();
        got["doc"].as_str().unwrap().to_owned()
    }

    fn save_with(&self, steps: &str, save_id: &str, doc: &str) -> Result<Value, Failure> {
        let input =
            json!({ "article": self.article, "base": self.head, "save_id": save_id, "steps": steps, "doc": doc, "rest": true });
        self.program.ask("article_save", &input)
    }

    fn sound(&self) {
        assert_eq!(self.program.session.desk().unwrap().read(verify_sums).unwrap(), Vec::<String>::new());
    }

    /// Every row of every table of content and book-keeping.
    fn everything(&self) -> Vec<String> {
        let all = self.program.session.desk().unwrap().read(|conn| {
            let mut tables = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
            let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut all = Vec::new();
            for name in names {
                let mut statement = conn.prepare(&format!("SELECT * FROM {name}"))?;
                let columns = statement.column_count();
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    all.push(format!(
                        "{name} {:?}",
                        (0..columns).map(|n| row.get::<_, rusqlite::types::Value>(n).unwrap()).collect::<Vec<_>>()
                    ));
                }
            }
            Ok(all)
        });
        all.unwrap()
    }
}

#[test]
fn two_savers_on_one_head_and_nobodys_text_is_lost() {
    let place = place();
    let other = Program::open(&place.desk, "command line").unwrap();
    other.save(&place.article, &place.head, "theirs", &doc_of(1)).unwrap();
    let refused = place.program.save(&place.article, &place.head, "mine", &doc_of(2)).unwrap_err();
    assert_eq!(refused.code, "conflict");
    assert_eq!(place.program.article(&place.article).unwrap().doc, doc_of(1));
    let conflicts = place.program.ask("article_get", &json!({ "article": place.article })).unwrap()["conflicts"].clone();
    assert_eq!(conflicts.as_array().unwrap().len(), 1);
    assert!(conflicts[0]["why"].as_str().unwrap().starts_with("not merged: Ana Duarte, "), "{conflicts}");
    assert_eq!(place.text_of(&conflicts[0]), doc_of(2));
    place.program.ask("version_restore", &json!({ "article": place.article, "version": conflicts[0]["id"] })).unwrap();
    let after = place.program.ask("article_get", &json!({ "article": place.article })).unwrap();
    assert_eq!((after["doc"].as_str().unwrap(), after["conflicts"].as_array().unwrap().len()), (doc_of(2).as_str(), 0));
    assert!(
        place.versions().iter().any(|version| place.text_of(version) == doc_of(1)),
        "the text that stood before was not kept"
    );
    place.sound();
}

#[test]
fn a_save_that_is_sent_again_gets_its_first_answer_again() {
    let place = place();
    let first = place.program.save(&place.article, &place.head, "one", &doc_of(1)).unwrap();
    assert_eq!(place.program.save(&place.article, &place.head, "one", &doc_of(1)).unwrap(), first);
    let head = first["head"].as_str().unwrap();
    place.program.save(&place.article, head, "two", &doc_of(2)).unwrap();
    assert_eq!(place.program.save(&place.article, &place.head, "one", &doc_of(1)).unwrap(), first);
    assert_eq!(place.program.article(&place.article).unwrap().doc, doc_of(2));

    let refused = place.program.save(&place.article, head, "three", &doc_of(3)).unwrap_err();
    let kept = place.versions().len();
    assert_eq!(place.program.save(&place.article, head, "three", &doc_of(3)).unwrap_err(), refused);
    assert_eq!(place.versions().len(), kept);
}

#[test]
fn the_name_of_a_save_never_answers_for_another_text() {
    let place = place();
    place.program.save(&place.article, &place.head, "one", &doc_of(1)).unwrap();
    assert_eq!(place.program.save(&place.article, &place.head, "one", &doc_of(2)).unwrap_err().code, "conflict");
    assert!(place.versions().iter().any(|version| place.text_of(version) == doc_of(2)));
}

#[test]
fn most_of_a_text_goes_only_when_a_person_deleted_it() {
    let place = place();
    let mut short: Value = serde_json::from_str(&doc_of(0)).unwrap();
    short["content"].as_array_mut().unwrap().truncate(4);
    let short = short.to_string();
    let same = |from: u32, to: u32, text: &str| {
        json!([{ "stepType": "replace", "from": from, "to": to, "slice": { "content": [{ "type": "text", "text": text }] } }])
            .to_string()
    };
    for (number, steps) in ["[]".to_owned(), same(5, 9, ""), same(0, 2_000, &"x".repeat(1_990))].iter().enumerate() {
        assert_eq!(place.save_with(steps, &format!("cut {number}"), &short).unwrap_err().code, "parked", "{steps:.60}");
        assert_eq!(place.program.article(&place.article).unwrap().doc, doc_of(0));
    }
    let parked: Vec<Value> = place.versions().into_iter().filter(|version| version["kind"] == "parked").collect();
    assert_eq!(parked.len(), 1);
    assert_eq!(place.text_of(&parked[0]), short);
    let settle = json!({ "article": place.article, "version": parked[0]["id"] });
    for _ in 0..2 {
        place.program.ask("version_settle", &settle).unwrap();
    }
    let history = place.program.ask("history_list", &json!({ "article": place.article, "limit": 99 })).unwrap();
    let told =
        |line: &&Value| line["what"].as_str().is_some_and(|what| what.starts_with("Looked at the text that was kept (put aside"));
    assert_eq!(history.as_array().unwrap().iter().filter(told).count(), 1, "{history}");
    place.save_with(&same(230, 2_000, ""), "by hand", &short).unwrap();
    assert_eq!(place.program.article(&place.article).unwrap().doc, short);
    place.sound();
}

#[test]
fn words_that_a_person_puts_in_the_place_of_others_are_taken_however_few_and_those_before_are_kept() {
    let place = place();
    let mut short: Value = serde_json::from_str(&doc_of(0)).unwrap();
    short["content"].as_array_mut().unwrap().truncate(4);
    let versions = place.versions().len();
    let wish = |id: &str, base: &str, doc: &str| json!({ "article": place.article, "base": base, "save_id": id, "steps": "[]", "doc": doc, "instead": true });
    let saved = place.program.ask("article_save", &wish("one", &place.head, &short.to_string())).unwrap();
    assert_eq!(place.program.article(&place.article).unwrap().doc, short.to_string());
    let kept = place.versions();
    assert_eq!(kept.len(), versions + 1);
    assert!(kept.iter().any(|version| place.text_of(version) == doc_of(0)));
    place.program.ask("article_save", &wish("two", saved["head"].as_str().unwrap(), &doc_of(1))).unwrap();
    assert_eq!(place.versions().len(), versions + 1, "nothing is lost by a longer one");
    place.sound();
}

#[test]
fn a_piece_that_went_out_under_the_typing_hand_keeps_the_text_as_a_version() {
    let place = place();
    place
        .program
        .ask("article_move", &json!({ "article": place.article, "to": "spiked", "why": "No.", "override": false }))
        .unwrap();
    assert_eq!(place.program.save(&place.article, &place.head, "late", &doc_of(1)).unwrap_err().code, "state");
    assert_eq!(place.program.article(&place.article).unwrap().doc, doc_of(0));
    assert!(place.versions().iter().any(|version| place.text_of(version) == doc_of(1)));
    place.sound();
}

#[test]
fn a_save_that_is_not_taken_changes_no_row() {
    let place = place();
    let before = place.everything();
    let strange = doc_of(1).replacen("paragraph", "hologram", 1);
    for (article, doc) in
        [(place.article.as_str(), strange.as_str()), (place.article.as_str(), "{"), ("nobody", doc_of(1).as_str())]
    {
        assert!(place.program.save(article, &place.head, "no", doc).is_err());
    }
    assert!(place.everything() == before);
}
