//! Taking a preview in: a new piece in draft, or a version of the piece that it is a new copy of, with the file as it came.

use rusqlite::Connection;
use stet_document::Fields;
use stet_formats::{Imported, LeftOut, Source};

use super::shelf::Held;
use super::{Added, ImportAdd};
use crate::audit::Line;
use crate::dates::DateName;
use crate::error::{Result, refuse};
use crate::ids::ArticleId;
use crate::store::Write;
use crate::{blob, date, desk, field, names, piece};

pub(super) fn as_piece(tx: &Write<'_>, held: &Held, wish: &ImportAdd) -> Result<Added> {
    let imported = &held.piece;
    let lang = &imported.fields.lang;
    let slug = match wish.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty()) {
        Some(typed) => {
            let slug = names::slug(typed, lang);
            if slug.is_empty() {
                return Err(refuse("usage", "A slug needs letters or digits."));
            }
            slug
        }
        None => proposed(tx, imported)?,
    };
    let (address, left) = address(tx, &imported.fields)?;
    let fields = Fields { slug: slug.clone(), address, ..imported.fields.clone() };
    let state = desk::workflow(tx)?.arrives().to_owned();
    let new = piece::New { slug: slug.clone(), state: state.clone(), doc: imported.document.to_json(), fields };
    let article = piece::create(tx, &new)?;
    let name = shown_name(held);
    tx.audit(&Line {
        kind: "created",
        article: article.as_str(),
        what: format!("Came from {name}."),
        after: &state,
        ..Line::default()
    })?;
    tell_address(tx, article.as_str(), left.as_ref())?;
    keep_files(tx, held, article.as_str())?;
    let filed = match wish.filed.as_deref().map(str::trim) {
        None => imported.filed.clone(),
        Some("") => None,
        Some(day) => Some(day.to_owned()),
    };
    if filed.is_some() {
        let set = date::DateSet { article: article.clone(), date: DateName::Filed, wall: filed, zone: None, fold: None };
        date::set_in(tx, &set)?;
    }
    piece::keep(tx, article.as_str(), "import", &format!("From {name}"))?;
    piece::refresh(tx, article.as_str())?;
    Ok(Added { article, slug, version: None })
}

pub(super) fn as_copy(tx: &Write<'_>, held: &Held, of: &ArticleId) -> Result<Added> {
    let article = of.as_str();
    piece::must_be(tx, article)?;
    let fields = piece::fields(tx, article)?;
    let name = shown_name(held);
    let imported = &held.piece;
    let theirs = Fields { slug: fields.slug.clone(), address: fields.address.clone(), ..imported.fields.clone() };
    let version = piece::keep_other(tx, article, "copy", &format!("From {name}"), &imported.document.to_json(), &theirs, "")?;
    keep_files(tx, held, article)?;
    tx.audit(&Line {
        kind: "import",
        article,
        what: format!("A new copy came from {name}; the text stays, the copy is kept as a version."),
        after: version.as_str(),
        ..Line::default()
    })?;
    Ok(Added { article: of.clone(), slug: fields.slug, version: Some(version) })
}

/// The address that a piece comes with, as it can be kept on this desk (empty: it has none yet), and what is told of it.
pub(super) fn address(conn: &Connection, fields: &Fields) -> Result<(String, Option<LeftOut>)> {
    let wanted = fields.address.trim();
    let kept = names::address(wanted, &fields.lang);
    if !kept.is_empty() && field::address_taken(conn, "", &kept)? {
        let told = "Another piece has its address; it gets one of its own when it leaves.";
        return Ok((String::new(), Some(LeftOut::new("address-taken", told).with_text(wanted))));
    }
    let told = "Its address could not be kept to the letter; links to the old one lead nowhere.";
    let left = (kept != wanted).then(|| LeftOut::new("address-changed", told).with_text(format!("{wanted} → {kept}")));
    Ok((kept, left))
}

/// What is told of an address, in the history of the piece, too.
pub(super) fn tell_address(tx: &Write<'_>, article: &str, left: Option<&LeftOut>) -> Result<()> {
    let Some(left) = left else { return Ok(()) };
    tx.audit(&Line { kind: "import", article, what: left.message.clone(), before: &left.text, ..Line::default() })
}

fn keep_files(tx: &Write<'_>, held: &Held, article: &str) -> Result<()> {
    for media in &held.piece.media {
        blob::put_media(tx, media)?;
    }
    // Of a mail's attachment its own file is kept, of everything else the file that came.
    if held.piece.original.is_empty() {
        blob::put_original(tx, article, &held.name, stet_formats::detect(&source(held)).unwrap_or("text"), &held.bytes)
    } else {
        blob::put_original(tx, article, &held.piece.name, &held.piece.format, &held.piece.original)
    }
}

fn source(held: &Held) -> Source<'_> {
    Source { name: &held.name, bytes: &held.bytes }
}

fn shown_name(held: &Held) -> String {
    let name = if held.piece.name.is_empty() { &held.name } else { &held.piece.name };
    match name.as_str() {
        "Pasted.html" | "Pasted.md" | "Pasted.txt" => "what was pasted".to_owned(),
        other => other.chars().filter(|c| !c.is_control()).take(120).collect(),
    }
}

/// A free slug: the file's own, else from its name or headline.
pub(super) fn proposed(conn: &Connection, imported: &Imported) -> Result<String> {
    let lang = &imported.fields.lang;
    let own = names::slug(&imported.fields.slug, lang);
    let name = if imported.name.starts_with("Pasted.") { "" } else { imported.name.as_str() };
    let slug = if own.is_empty() { names::proposed(name, &piece::headline(&imported.document), lang) } else { own };
    names::free(&slug, |name| field::slug_taken(conn, "", name))
}
