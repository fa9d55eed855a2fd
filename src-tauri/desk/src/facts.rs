//! What the gates ask about, gathered from the desk: findings and open suggestions on the present text, parts, dates.
//! Judging them is `gates.rs`.

use rusqlite::Connection;
use serde_json::Value;
use stet_checks::Level;
use stet_document::{Document, Fields, blocks};

use crate::error::Result;
use crate::gates::{Facts, Place};
use crate::{checklist, date, dates, desk, piece, rights};

/// What the gates ask about, from the text, fields and dates as they stand.
///
/// # Errors
/// `not-found`, `unknown-node`; what SQLite says.
pub fn facts(conn: &Connection, article: &str) -> Result<Facts> {
    let document = piece::document(conn, article)?;
    let fields = piece::fields(conn, article)?;
    let dates = date::of(conn, article)?;
    let written = |part| {
        blocks::blocks(&document)
            .iter()
            .any(|block| block.part == part && !stet_document::text::line(block, &mut |_| String::new()).trim().is_empty())
    };
    let parts = [
        ("kicker", written(blocks::Part::Kicker)),
        ("headline", !piece::headline(&document).is_empty()),
        ("standfirst", written(blocks::Part::Standfirst)),
        ("body", has_body(&document)),
        ("byline", fields.credits.iter().any(|c| c.role == "by" && c.public && !c.name.trim().is_empty())),
        ("language", !fields.lang.is_empty()),
        ("section", !fields.section.trim().is_empty()),
        ("description", !fields.teasers.search_description.trim().is_empty()),
    ];
    let (given, words): (bool, u32) = conn
        .prepare_cached("SELECT with_person IS NOT NULL, words FROM article WHERE uuid = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut facts = Facts {
        parts: parts.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect(),
        suggestions: suggestions(&document),
        words,
        target_words: fields.target_words,
        given,
        second_reader: second_reader(conn, article, &fields)?,
        unticked: checklist::unticked(conn, article)?,
        ..Facts::default()
    };
    for finding in piece::check(&document, &fields, &dates) {
        let place = Place {
            part: serde_json::to_value(finding.part)?.as_str().unwrap_or_default().to_owned(),
            block: finding.block.clone(),
            field: finding.field.clone(),
            start: finding.start,
            end: finding.end,
            message: finding.message.clone(),
        };
        match finding.level {
            Level::Error => facts.errors.push(place),
            Level::Flag => facts.flags.push(place),
            Level::Ledger => {}
        }
    }
    let moment = |value: &Option<dates::DateValue>| value.as_ref().and_then(|v| dates::moment(&v.instant));
    let zone = desk::settings(conn)?.zone;
    let told = |value: &Option<dates::DateValue>| value.as_ref().map_or_else(String::new, |v| dates::told(v, &zone));
    facts.publish_at = moment(&dates.publish_at);
    facts.publish_told = told(&dates.publish_at);
    facts.embargo = moment(&dates.embargo);
    facts.embargo_told = told(&dates.embargo);
    Ok(facts)
}

/// Has somebody who is not in the byline changed the text, or passed it on? Who puts a piece on hold, spikes it, sends it out or
/// drags it back has read nothing.
fn second_reader(conn: &Connection, article: &str, fields: &Fields) -> Result<bool> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT p.uuid, p.name FROM person p WHERE p.uuid IN (
           SELECT by_person FROM step WHERE article = ?1
           UNION SELECT h.by_person FROM audit h JOIN state f ON f.name = h.before JOIN state t ON t.name = h.after
             WHERE h.article = ?1 AND h.kind = 'move' AND f.grp <> 'aside' AND t.grp <> 'aside' AND t.place > f.place)",
    )?;
    let readers: Vec<(String, String)> =
        statement.query_map([article], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let wrote = |id: &str, name: &str| {
        fields.credits.iter().any(|c| c.role == "by" && (c.person == id || rights::same_name(&c.name, name)))
    };
    Ok(readers.iter().any(|(id, name)| !wrote(id, name)))
}

fn has_body(document: &Document) -> bool {
    let words = blocks::blocks(document).iter().any(|block| {
        block.part == blocks::Part::Body
            && stet_document::text::line(block, &mut |_| String::new()).chars().any(char::is_alphanumeric)
    });
    words || document.body.iter().any(|block| matches!(block, stet_document::Block::Figure(figure) if !figure.src.is_empty()))
}

/// Each open suggestion once, where it first stands.
fn suggestions(document: &Document) -> Vec<Place> {
    let Ok(tree) = serde_json::from_str::<Value>(&document.to_json()) else { return Vec::new() };
    let mut seen = std::collections::BTreeSet::new();
    let mut places = Vec::new();
    let mut open = vec![(&tree, None::<&str>, "body")];
    while let Some((node, block, part)) = open.pop() {
        let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
        let block = node.pointer("/attrs/id").and_then(Value::as_str).filter(|id| !id.is_empty()).or(block);
        let part = match kind {
            "kicker" | "headline" | "standfirst" | "note" | "caption" => kind,
            _ => part,
        };
        for mark in node.get("marks").and_then(Value::as_array).into_iter().flatten() {
            let name = mark.get("type").and_then(Value::as_str).unwrap_or_default();
            if matches!(name, "insertion" | "deletion" | "modification")
                && seen.insert(mark.pointer("/attrs/id").map(Value::to_string))
            {
                places.push(Place {
                    part: part.to_owned(),
                    block: block.map(str::to_owned),
                    message: "Accept this suggestion, or leave the text as it was.".to_owned(),
                    ..Place::default()
                });
            }
        }
        // The last child is taken first from a stack, so the first must go on last.
        for child in node.get("content").and_then(Value::as_array).into_iter().flatten().rev() {
            open.push((child, block, part));
        }
    }
    places
}
