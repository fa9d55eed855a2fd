//! Pseudonyms: what keeps a legal name from leaving. A contributor with a legal name on their card is known and printed by another
//! name; this finds the legal name where it was typed. Who has one is the card's (`contributor.rs`).
//!
//! **Invariant:** no file, page, calendar, table, clipboard or line of the history that leaves has a legal name. What keeps it is the
//! desk itself: its file, its backups and copies, and the whole desk as open files, which is made to be read back.

use rusqlite::Connection;
use stet_document::{Credit, Document, Fields, text};
use stet_formats::Export;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Result, refuse};
use crate::{names, rights};

/// Somebody who is known by another name than their own.
pub struct Veiled {
    person: String,
    /// On the desk.
    name: String,
    /// In print.
    printed: String,
    legal: String,
}

/// Everybody of whom a legal name is kept; on most desks nobody.
///
/// # Errors
/// What SQLite says.
pub fn all(conn: &Connection) -> Result<Vec<Veiled>> {
    let mut statement = conn.prepare_cached(
        "SELECT p.uuid, p.name, CASE p.byline WHEN '' THEN p.name ELSE p.byline END, c.legal_name
         FROM card c JOIN person p ON p.uuid = c.person WHERE c.legal_name <> '' ORDER BY length(c.legal_name) DESC",
    )?;
    let rows = statement
        .query_map([], |row| Ok(Veiled { person: row.get(0)?, name: row.get(1)?, printed: row.get(2)?, legal: row.get(3)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The text with each legal name replaced by the name that is printed; in slugs, too.
pub fn over(veiled: &[Veiled], text: &str) -> String {
    let mut out = text.to_owned();
    for one in veiled {
        out = replaced(&out, &one.legal, &one.printed);
        let (slug, shown) = (names::slug(&one.legal, ""), names::slug(&one.printed, ""));
        if slug.len() > 2 && out.contains(&slug) {
            out = replaced(&out, &slug, &shown);
        }
    }
    out
}

/// A credit in which a legal name was typed, with the name that is printed.
pub fn credit(veiled: &[Veiled], credit: &mut Credit) {
    if let Some(one) = veiled.iter().find(|one| rights::same_name(&one.legal, &credit.name)) {
        credit.name.clone_from(&one.printed);
        credit.person.clone_from(&one.person);
    }
}

/// Refuses to let a piece leave in which the legal name of somebody who is credited in it stands, wherever that is.
///
/// # Errors
/// `pseudonym`, with the place and the name that is printed.
pub fn must_hold(conn: &Connection, document: &Document, fields: &Fields, export: &Export) -> Result<()> {
    for one in all(conn)? {
        let known = |credit: &Credit| {
            credit.person == one.person
                || [&one.name, &one.printed, &one.legal].into_iter().any(|name| rights::same_name(name, &credit.name))
        };
        if !fields.credits.iter().any(known) {
            continue;
        }
        if let Some(place) = place(&one, document, fields, export)? {
            return Err(refuse(
                "pseudonym",
                format!("The legal name behind {} stands in {place}; take it out before the piece leaves.", one.printed),
            ));
        }
    }
    Ok(())
}

/// Where the name stands, in words; `None`: nowhere.
fn place(one: &Veiled, document: &Document, fields: &Fields, export: &Export) -> Result<Option<&'static str>> {
    let stands = |text: &str| find(&letters(text), &letters(&one.legal), 0).is_some();
    if fields.credits.iter().any(|credit| stands(&credit.name)) {
        return Ok(Some("the byline"));
    }
    if stands(&text::show(document, &Fields::default())) {
        return Ok(Some("the text"));
    }
    // Descriptions, sources and links are no text of a block.
    if stands(&document.to_json()) {
        return Ok(Some("what belongs to a picture, a quotation or a link"));
    }
    let fields = Fields { slug: String::new(), ..fields.clone() };
    if stands(&serde_json::to_string(&fields)?) {
        return Ok(Some("the fields"));
    }
    let slug = names::slug(&one.legal, "");
    for file in &export.files {
        let path = letters(&file.path.to_lowercase());
        if slug.len() > 2 && find(&path, &letters(&slug), 0).is_some() {
            return Ok(Some("the address or a file’s name"));
        }
        if stands(&file.path) || stands(&String::from_utf8_lossy(&file.bytes)) {
            return Ok(Some("a file of the export (a picture may name who took it)"));
        }
    }
    Ok(None)
}

fn letters(text: &str) -> Vec<char> {
    text.nfc().collect()
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{ad}' | '\u{200b}' | '\u{2010}' | '\u{2011}')
}

/// Where the name stands next, as whole words, whatever its case and the spaces between its parts.
fn find(text: &[char], name: &[char], from: usize) -> Option<(usize, usize)> {
    let edge = |at: Option<&char>| at.is_none_or(|c| !c.is_alphanumeric());
    (from..text.len()).find_map(|start| {
        let before = start.checked_sub(1).and_then(|at| text.get(at));
        let end = if edge(before) { matched(text.get(start..)?, name)? + start } else { return None };
        edge(text.get(end)).then_some((start, end))
    })
}

fn matched(text: &[char], name: &[char]) -> Option<usize> {
    let (mut at, mut of) = (0, 0);
    while let Some(wanted) = name.get(of) {
        let there = text.get(at)?;
        if is_space(*wanted) {
            let run = |list: &[char], from: usize| list.iter().skip(from).take_while(|c| is_space(**c)).count();
            let gap = run(text, at);
            if gap == 0 {
                return None;
            }
            at += gap;
            of += run(name, of);
        } else if there == wanted || there.to_lowercase().eq(wanted.to_lowercase()) {
            at += 1;
            of += 1;
        } else {
            return None;
        }
    }
    (of > 0).then_some(at)
}

fn replaced(text: &str, name: &str, by: &str) -> String {
    let (chars, name) = (letters(text), letters(name));
    let (mut out, mut from) = (String::new(), 0);
    while let Some((start, end)) = find(&chars, &name, from) {
        out.extend(chars.get(from..start).unwrap_or_default());
        out.push_str(by);
        from = end;
    }
    if from == 0 {
        return text.to_owned();
    }
    out.extend(chars.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veiled() -> Vec<Veiled> {
        let word = str::to_owned;
        vec![Veiled { person: word("id"), name: word("M. Farol"), printed: word("M. Farol"), legal: word("Marta Reis") }]
    }

    #[test]
    fn a_legal_name_is_replaced_as_whole_words_whatever_its_case_and_spaces() {
        let over = |text: &str| over(&veiled(), text);
        assert_eq!(over("By Marta Reis, MARTA\u{a0}\u{a0}REIS and marta\nreis."), "By M. Farol, M. Farol and M. Farol.");
        assert_eq!(over("Marta Reisen and Samarta Reis stay"), "Marta Reisen and Samarta Reis stay");
        assert_eq!(over("nothing here"), "nothing here");
    }

    #[test]
    fn a_credit_with_the_legal_name_gets_the_printed_one() {
        let mut one = Credit { name: "marta  reis".to_owned(), ..Credit::default() };
        credit(&veiled(), &mut one);
        assert_eq!((one.name.as_str(), one.person.as_str()), ("M. Farol", "id"));
    }
}
