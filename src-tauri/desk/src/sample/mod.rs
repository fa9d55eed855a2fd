//! The sample desk: pieces on their way, to try things on. Built by code through the same commands as everything else, around
//! the moment at which it is made; the texts are the files beside this one.
//!
//! **Invariant:** nothing here but `many.rs` writes a row itself: what the commands refuse, the sample cannot have.

pub mod many;
mod pieces;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::{Payload, Reply};
use crate::app::{self, AppState, Nothing};
use crate::error::{Result, refuse};
use crate::session::Session;
use crate::store::New;
use crate::{Call, PersonId, dates, import};

use pieces::{CHIEF, PEOPLE, PIECES, Piece};

/// Where the sample magazine is made.
const ZONE: &str = "Europe/Lisbon";

/// Where the texts say that another piece stands.
const PIECE_PAGE: &str = "https://harbour-review.example/pieces/";

/// A picture of the sample, by the name that the texts use.
const PICTURES: [(&str, &str, &[u8]); 3] = [
    ("last-ferry.png", "image/png", include_bytes!("last-ferry.png")),
    ("long-bridge.png", "image/png", include_bytes!("long-bridge.png")),
    ("harbour-dusk.jpg", "image/jpeg", include_bytes!("harbour-dusk.jpg")),
];

/// Asks where, and makes the sample desk there.
///
/// # Errors
/// `cancelled` when the dialog is closed; `exists` where a file is there.
pub fn desk_sample(session: &Session, call: &Call, _: Nothing) -> Result<AppState> {
    let path = session
        .platform()
        .choose_save("Where shall the sample desk be kept?", "The Harbour Review.stet")
        .ok_or_else(|| refuse("cancelled", "No desk was made."))?;
    let path = app::desk_file(&path);
    if path.exists() {
        return Err(refuse("exists", "There is a file of that name already; choose another name for the sample desk."));
    }
    let new =
        New { title: "The Harbour Review".to_owned(), lang: "en-GB".to_owned(), zone: ZONE.to_owned(), person: CHIEF.to_owned() };
    let begun = Call { now: ago(call.now, 24 * 14), ..call.clone() };
    session.create_path(&begun, &path, &new)?;
    if let Err(error) = build(session, call) {
        session.close();
        for ending in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(ending);
            let _ = std::fs::remove_file(file);
        }
        return Err(error);
    }
    let desk = session.desk()?;
    session.note_down(call, &desk);
    app::app_state(session, call, Nothing {})
}

fn build(session: &Session, call: &Call) -> Result<()> {
    let people = Desk { session, call };
    let me = people.ask::<Value>("desk_info", call.now, "", &json!({}))?;
    let mut known = vec![(CHIEF, text(&me, "/me/id"))];
    for (name, roles) in PEOPLE {
        let person = people.ask::<Value>("person_add", ago(call.now, 24 * 13), "", &json!({ "name": name, "roles": roles }))?;
        known.push((name, text(&person, "/id")));
    }
    let id = |name: &str| known.iter().find(|(known, _)| *known == name).map(|(_, id)| id.clone()).unwrap_or_default();
    let mut made = Vec::new();
    for piece in &PIECES {
        let article = add(&people, piece, &id, &made)?;
        made.push((slug(piece), article));
    }
    Ok(())
}

/// The name of its file, without the ending.
fn slug(piece: &Piece) -> &'static str {
    piece.file.rsplit_once('.').map_or(piece.file, |(stem, _)| stem)
}

/// Takes one piece in and leads it on its way; its id. `made`: slug and id of the pieces before it, for its links to them.
fn add(desk: &Desk<'_>, piece: &Piece, id: &dyn Fn(&str) -> String, made: &[(&str, String)]) -> Result<String> {
    let now = desk.call.now;
    let came = ago(now, piece.came * 24);
    let chief = id(CHIEF);
    let call = Call { now: came, actor: Some(PersonId(chief.clone())), ..desk.call.clone() };
    let previews = import::given(desk.session, &call, piece.file, with_pictures(piece.text).into_bytes())?;
    let preview = previews.first().ok_or_else(|| refuse("damaged", "The sample’s texts could not be read."))?;
    let added: Value = desk.ask("import_add", came, &chief, &json!({ "import": preview.import, "slug": slug(piece) }))?;
    let article = text(&added, "/article");
    if piece.text.contains(PIECE_PAGE) {
        link(desk, &article, made, came, &chief)?;
    }
    for (field, value) in piece.fields {
        let open: Value = desk.ask("article_get", came, &chief, &json!({ "article": article }))?;
        let replaces = open.pointer(&format!("/fields/{field}")).unwrap_or(&Value::Null).to_string();
        desk.ask::<Value>(
            "field_set",
            came,
            &chief,
            &json!({ "article": article, "field": field, "value": value, "replaces": replaces }),
        )?;
    }
    for (name, days, time) in piece.dates {
        let day = dates::today(ago(now, -days * 24), ZONE);
        let wall = if time.is_empty() { day } else { format!("{day}T{time}") };
        desk.ask::<Value>(
            "date_set",
            came,
            &chief,
            &json!({ "article": article, "date": name, "wall": wall, "zone": ZONE, "fold": null }),
        )?;
    }
    for (to, hours, who) in piece.moves {
        let wish = json!({ "article": article, "to": to, "why": "", "override": false });
        desk.ask::<Value>("article_move", ago(now, *hours), &id(who), &wish)?;
    }
    let (who, hours) = piece.with;
    desk.ask::<Value>("article_give", ago(now, hours), &chief, &json!({ "article": article, "person": id(who) }))?;
    Ok(article)
}

/// Makes links to pages of the magazine links to its pieces, as an editor would.
fn link(desk: &Desk<'_>, article: &str, made: &[(&str, String)], when: Timestamp, who: &str) -> Result<()> {
    let open: Value = desk.ask("article_get", when, who, &json!({ "article": article }))?;
    let mut doc: Value = serde_json::from_str(&text(&open, "/doc"))?;
    linked(&mut doc, made);
    let save = json!({
        "article": article, "base": text(&open, "/head"), "save_id": format!("sample-{article}"), "steps": "[]", "doc": doc.to_string(), "rest": true
    });
    desk.ask::<Value>("article_save", when, who, &save).map(drop)
}

fn linked(node: &mut Value, made: &[(&str, String)]) {
    for mark in node.get_mut("marks").and_then(Value::as_array_mut).into_iter().flatten() {
        let to = mark.pointer("/attrs/href").and_then(Value::as_str).and_then(|href| href.strip_prefix(PIECE_PAGE));
        if let Some((_, article)) = to.and_then(|to| made.iter().find(|(slug, _)| *slug == to)) {
            *mark = json!({ "type": "article_link", "attrs": { "article": article } });
        }
    }
    for inner in node.get_mut("content").and_then(Value::as_array_mut).into_iter().flatten() {
        linked(inner, made);
    }
}

/// Calls commands as the people of the sample, at the time at which they did.
struct Desk<'a> {
    session: &'a Session,
    call: &'a Call,
}

impl Desk<'_> {
    fn ask<T: DeserializeOwned>(&self, command: &str, now: Timestamp, actor: &str, input: &impl Serialize) -> Result<T> {
        let actor = if actor.is_empty() { self.call.actor.clone() } else { Some(PersonId(actor.to_owned())) };
        let call = Call { now, actor, ..self.call.clone() };
        match self.session.call(&call, command, Payload::Json(serde_json::to_string(input)?))? {
            Reply::Json(answer) => Ok(serde_json::from_str(&answer)?),
            Reply::Bytes { .. } => Err(refuse("damaged", "The sample asked for bytes.")),
        }
    }
}

fn ago(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now)
}

fn text(value: &Value, place: &str) -> String {
    value.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The pictures that a text names, put into it as they would come within a page.
fn with_pictures(text: &str) -> String {
    let mut out = text.to_owned();
    for (name, mime, bytes) in PICTURES {
        let data = format!("data:{mime};base64,{}", base64(bytes));
        out = out.replace(&format!("\"{name}\""), &format!("\"{data}\"")).replace(&format!("]({name} "), &format!("]({data} "));
    }
    out
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS.get(usize::try_from((number >> (18 - 6 * place)) & 63).unwrap_or(0)).copied().unwrap_or(b'=');
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(super::base64(plain.as_bytes()), coded);
        }
    }
}
