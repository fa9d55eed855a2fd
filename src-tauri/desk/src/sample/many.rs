//! Very many pieces at once, as an archive of years has them: for tests and measures of the views. Unlike the rest of the sample
//! it writes rows itself, a few thousand in one write, each with what is made from its text.

use jiff::Timestamp;
use rusqlite::params;
use stet_document::{Document, Part, edit, json};

use crate::error::Result;
use crate::store::{Desk, Write};
use crate::{Call, blob, dates, ids, normalise, piece};

/// Pieces in one write.
const AT_ONCE: u32 = 4_000;
/// An hour, a day (ms).
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

const WORDS: &str = "harbour ferry council winter pilot tender crossing quay ballot minutes clerk motion lamp promenade timetable crew \
                     hull price letter chair quarrel spring session count camp result bridge history stone engineer river flood";
const SECTIONS: [&str; 8] = ["Town", "Arts", "Letters", "Sea", "Opinion", "Sport", "History", ""];
const LANGS: [&str; 4] = ["en-GB", "en-GB", "pt-PT", "ar"];
const FIRST: [&str; 12] = ["Ana", "Rui", "Mara", "Ivo", "Lena", "Omar", "Nora", "Paul", "Ines", "Jan", "Tess", "Karl"];
const LAST: [&str; 25] = [
    "Duarte",
    "Pinto",
    "Lindqvist",
    "Reis",
    "Okafor",
    "Haddad",
    "Novak",
    "Meyer",
    "Costa",
    "Byrne",
    "Sato",
    "Kovacs",
    "Silva",
    "Berg",
    "Moreau",
    "Rossi",
    "Vidal",
    "Lund",
    "Petrov",
    "Adler",
    "Quinn",
    "Farah",
    "Winter",
    "Stone",
    "Marsh",
];
/// In which state of ten pieces each is; the archive is older than what is on its way.
const STATES: [&str; 10] =
    ["published", "published", "published", "published", "draft", "editing", "copy-edit", "proof", "ready", "scheduled"];

/// Adds so many pieces to the desk.
///
/// # Errors
/// What a write says.
pub fn fill(desk: &Desk, call: &Call, count: u32) -> Result<()> {
    let mut from = 0;
    while from < count {
        let to = count.min(from + AT_ONCE);
        desk.write(call, |tx| {
            let people: Vec<String> = {
                let mut statement = tx.prepare_cached("SELECT uuid FROM person WHERE active = 1 ORDER BY id")?;
                statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
            };
            let texts: Vec<Text> = (0..20).map(text).collect::<Result<_>>()?;
            let rules = piece::rules_v();
            (from..to).try_for_each(|number| one(tx, number, &people, &texts, rules))
        })?;
        from = to;
    }
    Ok(())
}

struct Text {
    packed: Vec<u8>,
    size: i64,
    head: String,
    words: u32,
    alike: String,
}

/// One of the texts that the pieces share.
fn text(number: u32) -> Result<Text> {
    let list: Vec<&str> = WORDS.split_whitespace().collect();
    let pick = |at: u32| list.get(usize::try_from(at).unwrap_or(0) % list.len()).copied().unwrap_or("quay");
    let words: Vec<&str> = (0..60).map(|at| pick(at * 7 + number * 13 + at * at % 11)).collect();
    let mut document = Document::empty();
    edit::set_part(&mut document, Part::Headline, "A piece of the archive")?;
    let mut random = ids::random;
    stet_document::ids::fill(&mut document, &mut random);
    let body = stet_document::blocks::blocks(&document).into_iter().find(|block| block.part == Part::Body).map(|block| block.id);
    if let Some(body) = body {
        edit::replace(&mut document, &body, 0, 0, &format!("{}.", words.join(" ")))?;
    }
    let doc = document.to_json();
    Ok(Text {
        packed: blob::pack(doc.as_bytes())?,
        size: i64::try_from(doc.len()).unwrap_or(i64::MAX),
        head: json::doc_hash(&doc),
        words: stet_document::counts::words(&document).whole,
        alike: normalise::normalise(&words.join(" ")),
    })
}

fn one(tx: &Write<'_>, number: u32, people: &[String], texts: &[Text], rules: i64) -> Result<()> {
    fn of<T>(list: &[T], number: u32) -> Option<&T> {
        list.get(usize::try_from(number).unwrap_or(0) % list.len().max(1))
    }
    let Some(text) = of(texts, number) else { return Ok(()) };
    let pick = |list: &[&str], at: u32| of(list, at).copied().unwrap_or_default().to_owned();
    let article = ids::fresh(tx.call().now);
    let label = format!(
        "{} {} {number}",
        pick(&WORDS.split_whitespace().collect::<Vec<_>>(), number * 5),
        pick(&["vote", "fair", "road"], number)
    );
    let state = pick(&STATES, number);
    let author = format!("{} {}", pick(&FIRST, number), pick(&LAST, number / 3));
    let out = state == "published";
    // The archive goes back day by day; what is on its way is spread over the year to come, some of it late.
    let days = i64::from(number % 3_650);
    let goes = if out { tx.now() - (days + 1) * DAY } else { tx.now() + (days % 370 - 4) * DAY };
    let goes = goes - goes.rem_euclid(DAY) + 7 * HOUR;
    let dated = out || !number.is_multiple_of(7);
    let deadline = (!out && number.is_multiple_of(2)).then_some(goes - 2 * DAY);
    let held = if out || number.is_multiple_of(3) { None } else { of(people, number) };
    let errors = u32::from(!out && number.is_multiple_of(5));
    tx.prepare_cached(
        "INSERT INTO article (uuid, slug, lang, section, target_words, state, since, with_person, created_at, modified_at, label, label_key, author,
           author_key, words, errors, deadline, publish_at) VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?6, ?6, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        article,
        format!("archive-{number}"),
        pick(&LANGS, number),
        pick(&SECTIONS, number / 2),
        state,
        tx.now() - i64::from(number % 400) * HOUR,
        held,
        label,
        normalise::normalise(&label),
        author,
        normalise::normalise(&author),
        text.words,
        errors,
        deadline,
        dated.then_some(goes)
    ])?;
    let row = tx.last_insert_rowid();
    tx.prepare_cached(
        "INSERT INTO article_text (article, schema_v, doc, size, head, seq, saved_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)",
    )?
    .execute(params![article, piece::DOCUMENT_V, text.packed, text.size, text.head, tx.now()])?;
    let mut field = tx.prepare_cached("INSERT INTO article_field (article, name, value, set_at) VALUES (?1, ?2, ?3, ?4)")?;
    field.execute(params![
        article,
        "credits",
        format!("[{{\"role\":\"by\",\"name\":\"{author}\",\"public\":true}}]"),
        tx.now()
    ])?;
    if number.is_multiple_of(4) {
        field.execute(params![article, "tags", format!("[\"tag {}\"]", number % 30), tx.now()])?;
    }
    for (name, instant) in [("deadline", deadline), ("publish_at", dated.then_some(goes))] {
        let Some(at) = instant.and_then(|at| Timestamp::from_millisecond(at).ok()) else { continue };
        tx.prepare_cached(
            "INSERT INTO article_date (article, name, wall, zone, instant, tzdb, set_at) VALUES (?1, ?2, ?3, 'UTC', ?4, ?5, ?6)",
        )?
        .execute(params![article, name, dates::wall_of(at, "UTC"), ids::millis(at), dates::tzdb(), tx.now()])?;
    }
    let title = normalise::normalise(&label);
    tx.prepare_cached("INSERT INTO search (rowid, body) VALUES (?1, ?2)")?
        .execute(params![row, format!("{title} {} {}", text.alike, normalise::normalise(&author))])?;
    tx.prepare_cached("INSERT INTO search_title (rowid, title) VALUES (?1, ?2)")?.execute(params![row, title])?;
    tx.prepare_cached("INSERT INTO made (article, checked, rules_v, searched) VALUES (?1, ?2, ?3, ?2)")?
        .execute(params![article, text.head, rules])?;
    Ok(())
}
