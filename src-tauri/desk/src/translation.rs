//! Language versions: which piece is a translation of which, what each waits for, and a new translation made from its original.
//! A translation is a piece of its own with its own state and dates; the piece that it was made from is never changed by it.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use stet_document::{Document, Fields, diff};
use ts_rs::TS;

use crate::audit::Line;
use crate::dates::DateName;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId, VersionId};
use crate::store::{Desk, Write};
use crate::{Call, blob, date, desk, field, names, piece, skeleton};

/// The command `translation_list`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TranslationList {
    pub article: ArticleId,
}

/// The command `translation_new`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TranslationNew {
    /// The original, or another translation of it: then its original is taken.
    pub article: ArticleId,
    /// BCP 47.
    pub lang: String,
}

/// The command `translation_link`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TranslationLink {
    pub article: ArticleId,
    /// What it is a translation of; null: of nothing.
    pub original: Option<ArticleId>,
}

/// A piece among its language versions, the original first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LanguageVersion {
    pub article: ArticleId,
    pub slug: String,
    /// The headline; empty: it has none yet.
    pub label: String,
    pub lang: String,
    #[ts(type = "\"ltr\" | \"rtl\"")]
    pub dir: String,
    /// A state's id.
    pub state: String,
    pub original: bool,
    /// A sentence; empty: it waits for nothing.
    pub waits: String,
    /// The version of the original that it was translated from; null for the original.
    pub made_from: Option<VersionId>,
    /// Words of the original that were changed since.
    pub changed: u32,
}

/// The language versions of a piece, the original first, itself among them; none where it stands alone.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn translation_list(desk: &Desk, _: &Call, wish: TranslationList) -> Result<Vec<LanguageVersion>> {
    desk.read(|conn| {
        piece::must_be(conn, wish.article.as_str())?;
        of(conn, wish.article.as_str())
    })
}

/// The same within a read.
///
/// # Errors
/// What SQLite says.
pub fn of(conn: &Connection, article: &str) -> Result<Vec<LanguageVersion>> {
    let original = original_of(conn, article)?.unwrap_or_else(|| article.to_owned());
    let mut statement = conn.prepare_cached(
        "SELECT a.uuid, a.slug, a.label, a.lang, a.dir, a.state, t.version FROM article a LEFT JOIN translation t ON t.article = a.uuid
         WHERE a.uuid = ?1 OR t.original = ?1 ORDER BY a.uuid <> ?1, a.lang, a.slug",
    )?;
    let mut rows = statement.query([&original])?;
    let mut found: Vec<LanguageVersion> = Vec::new();
    while let Some(row) = rows.next()? {
        let (article, made_from): (ArticleId, Option<VersionId>) = (row.get(0)?, row.get(6)?);
        let changed = made_from.as_ref().map_or(Ok(0), |version| changed(conn, version, &original))?;
        found.push(LanguageVersion {
            waits: waits(conn, article.as_str())?,
            original: made_from.is_none(),
            article,
            slug: row.get(1)?,
            label: row.get(2)?,
            lang: row.get(3)?,
            dir: row.get(4)?,
            state: row.get(5)?,
            made_from,
            changed,
        });
    }
    if found.len() < 2 {
        found.clear();
    }
    Ok(found)
}

/// What a translation waits for, in a sentence; empty for nothing, and for what is no translation.
///
/// # Errors
/// What SQLite says.
pub fn waits(conn: &Connection, article: &str) -> Result<String> {
    let found = conn
        .prepare_cached(
            "SELECT v.doc = o.head, a.placeholders, s.exports, s.label FROM translation t JOIN article a ON a.uuid = t.article
             JOIN version v ON v.uuid = t.version JOIN article_text o ON o.article = t.original
             JOIN article p ON p.uuid = t.original JOIN state s ON s.name = p.state WHERE t.article = ?1",
        )?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    let Some((same, placeholders, passed, state)): Option<(bool, u32, bool, String)> = found else { return Ok(String::new()) };
    Ok(if !same {
        "The original was changed since this was translated from it.".to_owned()
    } else if placeholders > 0 {
        format!("{placeholders} {} still to be translated.", if placeholders == 1 { "place is" } else { "places are" })
    } else if !passed {
        format!("Waits for the original, which is in {}.", state.to_lowercase())
    } else {
        String::new()
    })
}

/// How many words of the original were changed since this version of it.
fn changed(conn: &Connection, version: &VersionId, original: &str) -> Result<u32> {
    let hash: String = conn.prepare_cached("SELECT doc FROM version WHERE uuid = ?1")?.query_row([version], |row| row.get(0))?;
    let head = piece::head(conn, original)?;
    if head.hash == hash {
        return Ok(0);
    }
    let before = String::from_utf8(blob::get(conn, &hash)?).unwrap_or_default();
    // A text with nodes of a newer version cannot be compared.
    let (Ok(before), Ok(now)) = (Document::from_json(&before), Document::from_json(&head.doc)) else { return Ok(0) };
    Ok(diff::compare(&before, &now).words_changed)
}

/// The piece that this one is a translation of.
///
/// # Errors
/// What SQLite says.
pub fn original_of(conn: &Connection, article: &str) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT original FROM translation WHERE article = ?1")?
        .query_row([article], |row| row.get(0))
        .optional()?)
}

/// Makes a new translation: the original's structure, notes, pictures and links, with a placeholder where words are to come.
///
/// # Errors
/// `usage` for what is no language or the original's own; `twin` where there is one in this language; `not-found`.
pub fn translation_new(desk: &Desk, call: &Call, wish: TranslationNew) -> Result<crate::list::Found> {
    let lang = wish.lang.trim().to_owned();
    if !stet_document::schema::is_lang(&lang) {
        return Err(refuse("usage", "A language is written like en-GB, pt or ar."));
    }
    desk.write(call, |tx| {
        let original = original_of(tx, wish.article.as_str())?.unwrap_or_else(|| wish.article.as_str().to_owned());
        let head = piece::head(tx, &original)?;
        let theirs = piece::fields(tx, &original)?;
        one_of_each(tx, &original, "", &lang)?;
        let document = skeleton::of(&Document::from_json(&head.doc)?, "translate");
        let primary = lang.split('-').next().unwrap_or_default().to_lowercase();
        let slug = names::free(&format!("{}-{primary}", theirs.slug), |name| field::slug_taken(tx, "", name))?;
        let fields = Fields {
            slug: slug.clone(),
            address: String::new(),
            lang: lang.clone(),
            author_note: String::new(),
            preface: String::new(),
            teasers: Default::default(),
            ..theirs.clone()
        };
        let state = desk::workflow(tx)?.arrives().to_owned();
        let new = piece::New { slug: slug.clone(), state: state.clone(), doc: document.to_json(), fields };
        let article = piece::create(tx, &new)?;
        tx.audit(&Line {
            kind: "created",
            article: article.as_str(),
            what: format!("Made as a translation of {}.", theirs.slug),
            after: &state,
            ..Line::default()
        })?;
        link(tx, article.as_str(), &original, &lang)?;
        // The words that will be translated were true on the same day, and are held back as long.
        let dates = date::of(tx, &original)?;
        for name in [DateName::Filed, DateName::Embargo] {
            let Some(theirs) = dates.get(name) else { continue };
            let same = (Some(theirs.wall.clone()), Some(theirs.zone.clone()), theirs.fold);
            date::set_in(tx, &date::DateSet { article: article.clone(), date: name, wall: same.0, zone: same.1, fold: same.2 })?;
        }
        piece::refresh(tx, article.as_str())?;
        Ok(crate::list::Found { article, slug })
    })
}

/// Says of which piece another is the translation, as that stands now; or that it is of none. Said again of the same piece, it is
/// brought up to the present text of it.
///
/// # Errors
/// `usage` for itself, for a translation of a translation's translation, or two in one language; `not-found`.
pub fn translation_link(desk: &Desk, call: &Call, wish: TranslationLink) -> Result<Vec<LanguageVersion>> {
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        piece::must_be(tx, article)?;
        let before = original_of(tx, article)?;
        tx.execute("DELETE FROM translation WHERE article = ?1", [article])?;
        let what = match &wish.original {
            None if before.is_none() => return of(tx, article),
            None => "Is no longer a translation of another piece.".to_owned(),
            Some(original) => {
                let original = original_of(tx, original.as_str())?.unwrap_or_else(|| original.as_str().to_owned());
                if original == article {
                    return Err(refuse("usage", "A piece is no translation of itself."));
                }
                let has_own = tx.prepare_cached("SELECT 1 FROM translation WHERE original = ?1")?.exists([article])?;
                if has_own {
                    return Err(refuse("usage", "This piece has translations of its own; link those to the original instead."));
                }
                let theirs = piece::fields(tx, &original)?;
                let lang = piece::fields(tx, article)?.lang;
                one_of_each(tx, &original, article, &lang)?;
                link(tx, article, &original, &lang)?;
                if before.as_deref() == Some(&original) {
                    format!("Is brought up to the present text of {}.", theirs.slug)
                } else {
                    format!("Is a translation of {}.", theirs.slug)
                }
            }
        };
        tx.audit(&Line { kind: "field", article, what, before: before.as_deref().unwrap_or_default(), ..Line::default() })?;
        of(tx, article)
    })
}

/// Links them, with a version of the original as it stands: what is changed later can be compared with it.
fn link(tx: &Write<'_>, article: &str, original: &str, lang: &str) -> Result<()> {
    let version = piece::keep(tx, original, "copy", &format!("As translated into {lang}"))?;
    tx.execute(
        "INSERT INTO translation (uuid, article, original, version) VALUES (?1, ?2, ?3, ?4)",
        params![ids::fresh(tx.call().now), article, original, version],
    )?;
    Ok(())
}

/// Each language once among the versions of a piece.
fn one_of_each(tx: &Write<'_>, original: &str, but: &str, lang: &str) -> Result<()> {
    let own: String = tx
        .prepare_cached("SELECT lang FROM article WHERE uuid = ?1")?
        .query_row([original], |row| row.get(0))
        .or_not_found("This piece is not on the desk.")?;
    let same = |other: &str| other.eq_ignore_ascii_case(lang);
    if same(&own) {
        return Err(refuse("usage", "The original is in this language itself; choose another."));
    }
    let mut statement = tx.prepare_cached(
        "SELECT a.lang, a.slug FROM translation t JOIN article a ON a.uuid = t.article WHERE t.original = ?1 AND a.uuid <> ?2",
    )?;
    let mut rows = statement.query([original, but])?;
    while let Some(row) = rows.next()? {
        let (other, slug): (String, String) = (row.get(0)?, row.get(1)?);
        if same(&other) {
            return Err(refuse("twin", format!("There is a translation into this language already: {slug}.")));
        }
    }
    Ok(())
}
