//! The sample desk: pieces on their way, to try things on. Built by code through the same commands as everything else, around
//! the moment at which it is made; the texts are the files beside this one.
//!
//! **Invariant:** nothing here writes a row itself: what the commands refuse, the sample cannot have.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::{Payload, Reply};
use crate::error::{Result, refuse};
use crate::session::{AppState, Nothing, Session};
use crate::store::New;
use crate::{Call, PersonId, dates, import};

/// Where the sample magazine is made.
const ZONE: &str = "Europe/Lisbon";

/// A picture of the sample, by the name that the texts use.
const PICTURES: [(&str, &str, &[u8]); 3] = [
    ("last-ferry.png", "image/png", include_bytes!("last-ferry.png")),
    ("long-bridge.png", "image/png", include_bytes!("long-bridge.png")),
    ("harbour-dusk.jpg", "image/jpeg", include_bytes!("harbour-dusk.jpg")),
];

/// One piece of the sample and its way so far.
struct Piece {
    file: &'static str,
    text: &'static str,
    /// Whole days before now on which it came.
    came: i64,
    /// Whose turn it is, and since how many hours.
    with: (&'static str, i64),
    /// States that it goes through, each with the hours before now and who moves it.
    moves: &'static [(&'static str, i64, &'static str)],
    /// Dates: name, days from today, time of day (empty: the day is enough).
    dates: &'static [(&'static str, i64, &'static str)],
    /// Fields that its file does not say.
    fields: &'static [(&'static str, &'static str)],
}

/// Who the desk starts with: editor and editor-in-chief.
const CHIEF: &str = "Tomas Meyer";

/// Everybody else, by name and roles.
const PEOPLE: [(&str, &[&str]); 5] = [
    ("Ana Duarte", &["writer"]),
    ("Lena Ott", &["writer", "editor"]),
    ("Inês Roldán", &["copy editor", "proofreader"]),
    ("Rafiq Khan", &["legal reader", "fact checker"]),
    ("Rana Khalil", &["translator"]),
];

const PIECES: [Piece; 6] = [
    Piece {
        file: "bridge-history.html",
        text: include_str!("bridge-history.html"),
        came: 9,
        with: ("Lena Ott", 30),
        moves: &[("editing", 150, "Tomas Meyer")],
        dates: &[("deadline", 6, ""), ("planned", 12, "")],
        fields: &[("target_words", "2500"), ("section", "\"History\"")],
    },
    Piece {
        file: "pilots-letter.md",
        text: include_str!("pilots-letter.md"),
        came: 5,
        with: ("Tomas Meyer", 20),
        moves: &[
            ("editing", 110, "Tomas Meyer"),
            ("copy-edit", 96, "Tomas Meyer"),
            ("proof", 70, "Inês Roldán"),
            ("ready", 20, "Tomas Meyer"),
        ],
        dates: &[("embargo", 2, "06:00"), ("publish_at", 2, "06:30")],
        fields: &[],
    },
    Piece {
        file: "harbour-budget.md",
        text: include_str!("harbour-budget.md"),
        came: 4,
        with: ("Rafiq Khan", 2),
        moves: &[("editing", 90, "Tomas Meyer"), ("copy-edit", 60, "Lena Ott"), ("proof", 2, "Inês Roldán")],
        dates: &[("deadline", -2, "20:00"), ("publish_at", -1, "07:00")],
        fields: &[("target_words", "1000")],
    },
    Piece {
        file: "ferry-vote.md",
        text: include_str!("ferry-vote.md"),
        came: 4,
        with: ("Inês Roldán", 26),
        moves: &[
            ("editing", 80, "Tomas Meyer"),
            ("with-author", 70, "Tomas Meyer"),
            ("editing", 50, "Ana Duarte"),
            ("copy-edit", 26, "Tomas Meyer"),
        ],
        dates: &[("deadline", 0, "17:00"), ("publish_at", 1, "07:00")],
        fields: &[
            ("target_words", "800"),
            ("section", "\"Harbour council\""),
            ("tags", "[\"ferries\", \"night boats\", \"council\"]"),
        ],
    },
    Piece {
        file: "risalat-almurshidin.md",
        text: include_str!("risalat-almurshidin.md"),
        came: 2,
        with: ("Rana Khalil", 24),
        moves: &[("editing", 24, "Tomas Meyer")],
        dates: &[("deadline", 1, ""), ("planned", 2, "")],
        fields: &[],
    },
    Piece {
        file: "letters-48.md",
        text: include_str!("letters-48.md"),
        came: 6,
        with: ("Lena Ott", 140),
        moves: &[],
        dates: &[("deadline", 5, ""), ("publish_at", 6, "07:00")],
        fields: &[("target_words", "900")],
    },
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
    crate::session::app_state(session, call, Nothing {})
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
    for piece in &PIECES {
        add(&people, piece, &id)?;
    }
    Ok(())
}

fn add(desk: &Desk<'_>, piece: &Piece, id: &dyn Fn(&str) -> String) -> Result<()> {
    let now = desk.call.now;
    let came = ago(now, piece.came * 24);
    let chief = id(CHIEF);
    let call = Call { now: came, actor: Some(PersonId(chief.clone())), ..desk.call.clone() };
    let previews = import::given(desk.session, &call, piece.file, with_pictures(piece.text).into_bytes())?;
    let preview = previews.first().ok_or_else(|| refuse("damaged", "The sample’s texts could not be read."))?;
    let slug = piece.file.rsplit_once('.').map_or(piece.file, |(stem, _)| stem);
    let added: Value = desk.ask("import_add", came, &chief, &json!({ "import": preview.import, "slug": slug }))?;
    let article = text(&added, "/article");
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
    Ok(())
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
