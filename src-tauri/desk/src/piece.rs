//! The rows of a piece: making one, reading its text and fields, and what is made from them (label, words, findings, search).
//! Saving a text is `article.rs`; moves are `moves.rs`; a field alone is `field.rs`.

use rusqlite::{Connection, OptionalExtension, params};
use stet_document::{Credit, Document, Fields, Teasers, blocks, counts, json, text};

use crate::date::{self, Dates};
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{ArticleId, VersionId};
use crate::store::Write;
use crate::{blob, ids, normalise, search};

/// Version of the document's nodes.
pub const DOCUMENT_V: i64 = 1;
/// By which rules findings are made: a number that changes with the list of rules and with the program's version.
pub fn rules_v() -> i64 {
    let mut names = String::from(env!("CARGO_PKG_VERSION"));
    for rule in stet_checks::rules::ALL {
        names.push(' ');
        names.push_str(rule.id);
    }
    let digits: String = blob::hash(names.as_bytes()).chars().take(12).collect();
    i64::from_str_radix(&digits, 16).unwrap_or(0)
}

/// A piece to make.
#[derive(Clone, Debug, Default)]
pub struct New {
    /// Free on the desk.
    pub slug: String,
    pub state: String,
    pub doc: String,
    pub fields: Fields,
}

/// The text as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// ProseMirror JSON, as stored.
    pub doc: String,
    /// SHA-256 of it.
    pub hash: String,
    pub seq: i64,
}

/// Makes a piece with its text and fields; names of people of the desk are known as theirs, and who is credited by a legal name is
/// credited as they are printed.
///
/// # Errors
/// `twin` where the slug is taken; what SQLite says.
pub fn create(tx: &Write<'_>, new: &New) -> Result<ArticleId> {
    let id = ArticleId::new(tx.call().now);
    if crate::field::slug_taken(tx, id.as_str(), &new.slug)? {
        return Err(refuse("twin", format!("Another piece has the slug {}; choose another.", new.slug)));
    }
    let lang = if new.fields.lang.is_empty() { crate::desk::settings(tx)?.lang } else { new.fields.lang.clone() };
    let mut fields = new.fields.clone();
    let veiled = crate::veil::all(tx)?;
    fields.credits.iter_mut().for_each(|credit| crate::veil::credit(&veiled, credit));
    crate::person::tie(tx, &mut fields.credits)?;
    tx.execute(
        "INSERT INTO article (uuid, slug, lang, section, target_words, state, since, created_at, modified_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?7)",
        params![id, new.slug, lang, new.fields.section, new.fields.target_words, new.state, tx.now()],
    )?;
    tx.execute(
        "INSERT INTO article_text (article, schema_v, doc, size, head, seq, saved_at, saved_by) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7)",
        params![id, DOCUMENT_V, blob::pack(new.doc.as_bytes())?, size(&new.doc), json::doc_hash(&new.doc), tx.now(), tx.actor()],
    )?;
    for name in crate::field::FIELDS {
        if !COLUMNS.contains(&name) {
            let value = crate::field::get(&fields, name)?;
            crate::field::store(tx, id.as_str(), name, &value)?;
        }
    }
    let address = &new.fields.address;
    if !address.is_empty() && !crate::field::address_taken(tx, id.as_str(), address)? {
        crate::field::store(tx, id.as_str(), "address", &address.clone().into())?;
    }
    refresh(tx, id.as_str())?;
    Ok(id)
}

/// Fields that are columns of `article`.
const COLUMNS: [&str; 5] = ["slug", "address", "lang", "section", "target_words"];

fn size(doc: &str) -> i64 {
    i64::try_from(doc.len()).unwrap_or(i64::MAX)
}

/// The text as it stands.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn head(conn: &Connection, article: &str) -> Result<Head> {
    let (packed, bytes, hash, seq): (Vec<u8>, i64, String, i64) = conn
        .prepare_cached("SELECT doc, size, head, seq FROM article_text WHERE article = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .or_not_found(GONE)?;
    let doc =
        String::from_utf8(blob::unpack(&packed, bytes)?).map_err(|_| refuse("damaged", "The text of this piece is damaged."))?;
    Ok(Head { doc, hash, seq })
}

const GONE: &str = "This piece is not on the desk.";

/// The text as a tree.
///
/// # Errors
/// `not-found`; `unknown-node` where a newer version wrote it.
pub fn document(conn: &Connection, article: &str) -> Result<Document> {
    Ok(Document::from_json(&head(conn, article)?.doc)?)
}

/// Every field.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn fields(conn: &Connection, article: &str) -> Result<Fields> {
    let mut fields: Fields = conn
        .prepare_cached("SELECT slug, address, lang, section, target_words FROM article WHERE uuid = ?1")?
        .query_row([article], |row| {
            Ok(Fields {
                slug: row.get(0)?,
                address: row.get(1)?,
                lang: row.get(2)?,
                section: row.get(3)?,
                target_words: row.get(4)?,
                ..Fields::default()
            })
        })
        .or_not_found(GONE)?;
    let mut statement = conn.prepare_cached("SELECT name, value FROM article_field WHERE article = ?1")?;
    let mut rows = statement.query([article])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let value: String = row.get(1)?;
        put(&mut fields, &name, &value)?;
    }
    Ok(fields)
}

/// Puts a value (JSON) into a field of a piece's fields, by its name; what is no field is passed over.
///
/// # Errors
/// Where the value is not of that field's kind.
pub(crate) fn put(fields: &mut Fields, name: &str, value: &str) -> Result<()> {
    let text = || serde_json::from_str::<String>(value);
    let Teasers { search_title, search_description, social_text, newsletter_blurb } = &mut fields.teasers;
    match name {
        "slug" => fields.slug = text()?,
        "address" => fields.address = text()?,
        "lang" => fields.lang = text()?,
        "section" => fields.section = text()?,
        "target_words" => fields.target_words = serde_json::from_str(value)?,
        "tags" => fields.tags = serde_json::from_str(value)?,
        "credits" => fields.credits = serde_json::from_str::<Vec<Credit>>(value)?,
        "author_note" => fields.author_note = text()?,
        "source_line" => fields.source_line = text()?,
        "preface" => fields.preface = text()?,
        "lead_picture" => fields.lead_picture = text()?,
        "search_title" => *search_title = text()?,
        "search_description" => *search_description = text()?,
        "social_text" => *social_text = text()?,
        "newsletter_blurb" => *newsletter_blurb = text()?,
        _ => {}
    }
    Ok(())
}

/// # Errors
/// `not-found` where there is no such piece.
pub fn must_be(conn: &Connection, article: &str) -> Result<()> {
    conn.prepare_cached("SELECT 1 FROM article WHERE uuid = ?1")?.query_row([article], |_| Ok(())).or_not_found(GONE)
}

/// Why the text of this piece cannot be changed where it is; empty: it can.
///
/// # Errors
/// `not-found`.
pub fn why_not_editable(conn: &Connection, article: &str) -> Result<String> {
    let (editable, label): (bool, String) = conn
        .prepare_cached("SELECT s.editable, s.label FROM article a JOIN state s ON s.name = a.state WHERE a.uuid = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found(GONE)?;
    Ok(if editable {
        String::new()
    } else {
        format!("A piece that is {} cannot be changed; move it first.", label.to_lowercase())
    })
}

/// # Errors
/// `read-only` where the state allows no change; `not-found`.
pub fn must_be_editable(conn: &Connection, article: &str) -> Result<()> {
    let why = why_not_editable(conn, article)?;
    if why.is_empty() { Ok(()) } else { Err(refuse("read-only", why)) }
}

/// Runs the checks.
pub fn check(document: &Document, fields: &Fields, dates: &Dates) -> Vec<stet_checks::Finding> {
    let (filed, printed) = dates.for_checks();
    stet_checks::check(&stet_checks::Input { document, fields, lang: &fields.lang, filed, printed })
}

/// Makes again what follows from text, fields and dates: label, direction, author, words, findings, search.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn refresh(tx: &Write<'_>, article: &str) -> Result<()> {
    let head = head(tx, article)?;
    let fields = fields(tx, article)?;
    // A text with nodes of a newer version stays as it is; what an older one knows of it stands.
    let Ok(document) = Document::from_json(&head.doc) else { return Ok(()) };
    made_from(tx, article, &head.hash, &document, &fields)?;
    searched(tx, article, &head.hash, &document, &fields)
}

/// Puts the text into the search.
///
/// # Errors
/// What SQLite says.
pub fn searched(tx: &Write<'_>, article: &str, hash: &str, document: &Document, fields: &Fields) -> Result<()> {
    let row: i64 =
        tx.prepare_cached("SELECT id FROM article WHERE uuid = ?1")?.query_row([article], |row| row.get(0)).or_not_found(GONE)?;
    search::index(tx, row, document, fields)?;
    tx.prepare_cached("UPDATE made SET searched = ?2 WHERE article = ?1")?.execute(params![article, hash])?;
    Ok(())
}

/// Puts the text as it stands into the search.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn search_again(tx: &Write<'_>, article: &str) -> Result<()> {
    let head = head(tx, article)?;
    let Ok(document) = Document::from_json(&head.doc) else { return Ok(()) };
    searched(tx, article, &head.hash, &document, &fields(tx, article)?)
}

/// Says that the search does not know the present text yet: `catch_up.rs` sees to it.
///
/// # Errors
/// What SQLite says.
pub fn not_searched(tx: &Write<'_>, article: &str) -> Result<()> {
    tx.prepare_cached("UPDATE made SET searched = '' WHERE article = ?1")?.execute([article])?;
    Ok(())
}

/// The same but for search, where text and fields are at hand: at each save, while search waits for a rest.
///
/// # Errors
/// What SQLite says.
pub fn made_from(tx: &Write<'_>, article: &str, hash: &str, document: &Document, fields: &Fields) -> Result<()> {
    let dates = date::of(tx, article)?;
    let found = check(document, fields, &dates);
    let of_level = |level| found.iter().filter(|f| f.level == level).count();
    let words = counts::words(document);
    let label = headline(document);
    let author =
        fields.credits.iter().filter(|c| c.role == "by" && c.public).map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ");
    let placeholders: usize = blocks::blocks(document).iter().map(|block| block.placeholders().count()).sum();
    let key = normalise::normalise(if label.is_empty() { &fields.slug } else { &label });
    let row: i64 =
        tx.prepare_cached("SELECT id FROM article WHERE uuid = ?1")?.query_row([article], |row| row.get(0)).or_not_found(GONE)?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    tx.prepare_cached(
        "UPDATE article SET label = ?2, label_key = ?3, dir = ?4, author = ?5, author_key = ?6, words = ?7, notes = ?8, errors = ?9, flags = ?10, placeholders = ?11 WHERE id = ?1",
    )?
    .execute(params![
        row,
        label,
        key,
        direction(&fields.lang),
        author,
        normalise::normalise(&author),
        words.whole,
        words.notes,
        number(of_level(stet_checks::Level::Error)),
        number(of_level(stet_checks::Level::Flag)),
        number(placeholders)
    ])?;
    tx.prepare_cached("DELETE FROM finding WHERE article = ?1")?.execute([article])?;
    let mut insert = tx
        .prepare_cached("INSERT INTO finding (article, identity, rule, level, finding, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (place, finding) in found.iter().enumerate() {
        let level = match finding.level {
            stet_checks::Level::Error => "error",
            stet_checks::Level::Flag => "flag",
            stet_checks::Level::Ledger => "ledger",
        };
        insert.execute(params![article, finding.id, finding.rule, level, serde_json::to_string(finding)?, number(place)])?;
    }
    drop(insert);
    tx.prepare_cached(
        "INSERT INTO made (article, checked, rules_v, pictures) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (article) DO UPDATE SET checked = excluded.checked, rules_v = excluded.rules_v, pictures = excluded.pictures",
    )?
    .execute(params![article, hash, rules_v(), number(blocks::figures(document).len() + usize::from(!fields.lead_picture.is_empty()))])?;
    tx.made("finding", article);
    Ok(())
}

/// The headline as plain text.
pub fn headline(document: &Document) -> String {
    let found = blocks::blocks(document).into_iter().find(|block| block.part == blocks::Part::Headline);
    found.map(|block| text::line(&block, &mut |_| String::new()).trim().to_owned()).unwrap_or_default()
}

/// The direction of a language's script.
pub fn direction(lang: &str) -> &'static str {
    let mut tags = lang.split('-');
    let first = tags.next().unwrap_or_default().to_ascii_lowercase();
    let script = tags.find(|tag| tag.len() == 4 && tag.chars().all(|c| c.is_ascii_alphabetic())).map(str::to_ascii_lowercase);
    let right = match script.as_deref() {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg"),
        None => matches!(
            first.as_str(),
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "iw" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
        ),
    };
    if right { "rtl" } else { "ltr" }
}

/// Keeps a version of the text as it stands.
///
/// # Errors
/// What SQLite says.
pub fn keep(tx: &Write<'_>, article: &str, kind: &str, why: &str) -> Result<VersionId> {
    let head = head(tx, article)?;
    let fields = fields(tx, article)?;
    keep_other(tx, article, kind, why, &head.doc, &fields, "")
}

/// Keeps another text as a version of this piece: a copy that came, a text that was not merged (`base`: the head it was written on).
///
/// # Errors
/// What SQLite says.
pub fn keep_other(
    tx: &Write<'_>,
    article: &str,
    kind: &str,
    why: &str,
    doc: &str,
    fields: &Fields,
    base: &str,
) -> Result<VersionId> {
    let id = VersionId::new(tx.call().now);
    let state: Option<String> =
        tx.prepare_cached("SELECT state FROM article WHERE uuid = ?1")?.query_row([article], |row| row.get(0)).optional()?;
    let words = Document::from_json(doc).map_or(0, |document| counts::words(&document).whole);
    let text = blob::put(tx, doc.as_bytes(), true)?;
    let kept_fields = blob::put(tx, serde_json::to_string(fields)?.as_bytes(), true)?;
    tx.prepare_cached(
        "INSERT INTO version (uuid, article, at, by_person, kind, why, state, words, schema_v, doc, fields, base)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        id,
        article,
        ids::millis(tx.call().now),
        tx.actor(),
        kind,
        why,
        state.unwrap_or_default(),
        words,
        DOCUMENT_V,
        text,
        kept_fields,
        base
    ])?;
    Ok(id)
}
