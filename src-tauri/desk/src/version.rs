//! Versions: the piece as it was at a moment. Kept by the app or named by a person; read, compared, restored, never changed.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use stet_document::{Document, Fields, Part, diff, json};
use ts_rs::TS;

use crate::article::{self, Article};
use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId, VersionId};
use crate::moves::OfArticle;
use crate::store::{Desk, Write};
use crate::{Call, blob, field, piece, rights};

/// A version as a line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VersionInfo {
    pub id: VersionId,
    /// Instant.
    pub when: String,
    /// A person's name; empty when nobody is known.
    pub who: String,
    /// "Passed to copy edit", "From ferry.docx", "not merged: Ana Duarte, 2026-11-25, 12:04".
    pub why: String,
    #[ts(type = "\"move\" | \"import\" | \"restore\" | \"conflict\" | \"parked\" | \"copy\" | \"named\"")]
    pub kind: String,
    pub words: u32,
    /// Given by a person; empty when none.
    pub name: String,
}

const COLUMNS: &str = "v.uuid, v.at, coalesce(p.name, ''), v.why, v.kind, v.words, v.name
  FROM version v LEFT JOIN person p ON p.uuid = v.by_person";

fn info(row: &Row<'_>) -> rusqlite::Result<VersionInfo> {
    let at: i64 = row.get(1)?;
    Ok(VersionInfo {
        id: row.get(0)?,
        when: ids::told(at),
        who: row.get(2)?,
        why: row.get(3)?,
        kind: row.get(4)?,
        words: row.get(5)?,
        name: row.get(6)?,
    })
}

/// The command `version_get`, `version_restore`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OfVersion {
    pub article: ArticleId,
    pub version: VersionId,
}

/// A version's text and fields.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct VersionText {
    pub doc: String,
    pub fields: Fields,
}

/// The command `version_name`: keeps the text as it stands under a name.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct VersionName {
    pub article: ArticleId,
    pub name: String,
}

/// The command `version_compare`: each side a version's id, or `now`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct VersionCompare {
    pub article: ArticleId,
    pub a: String,
    pub b: String,
}

/// Two texts, block beside block.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Compare {
    /// Inserted plus deleted words.
    pub words_changed: u32,
    pub blocks: Vec<CompareBlock>,
}

/// A block on both sides; a side is empty where the block is not there.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CompareBlock {
    pub part: Part,
    pub before: Vec<diff::Piece>,
    pub after: Vec<diff::Piece>,
    /// It stands elsewhere on the other side, word for word.
    pub moved: bool,
}

/// The timeline, the newest first.
///
/// # Errors
/// `not-found`.
pub fn version_list(desk: &Desk, _: &Call, input: OfArticle) -> Result<Vec<VersionInfo>> {
    desk.read(|conn| {
        piece::must_be(conn, input.article.as_str())?;
        let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} WHERE v.article = ?1 ORDER BY v.id DESC"))?;
        Ok(statement.query_map([&input.article], info)?.collect::<rusqlite::Result<_>>()?)
    })
}

/// A version's text and fields.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn version_get(desk: &Desk, _: &Call, input: OfVersion) -> Result<VersionText> {
    desk.read(|conn| text(conn, &input.article, input.version.as_str()))
}

fn text(conn: &Connection, article: &ArticleId, version: &str) -> Result<VersionText> {
    let (doc, fields): (String, String) = conn
        .prepare_cached("SELECT doc, fields FROM version WHERE uuid = ?1 AND article = ?2")?
        .query_row(params![version, article], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found("This piece has no such version.")?;
    let doc = String::from_utf8(blob::get(conn, &doc)?).map_err(|_| refuse("damaged", "The text of this version is damaged."))?;
    Ok(VersionText { doc, fields: serde_json::from_slice(&blob::get(conn, &fields)?)? })
}

/// Compares two versions, or one with the text as it stands.
///
/// # Errors
/// `not-found`; `unknown-node` where a newer Stet wrote one of them.
pub fn version_compare(desk: &Desk, _: &Call, input: VersionCompare) -> Result<Compare> {
    desk.read(|conn| {
        let side = |name: &str| -> Result<Document> {
            if name == "now" {
                return piece::document(conn, input.article.as_str());
            }
            Ok(Document::from_json(&text(conn, &input.article, name)?.doc)?)
        };
        let found = diff::compare(&side(&input.a)?, &side(&input.b)?);
        let blocks = found.blocks.into_iter().map(|block| CompareBlock {
            part: block.part,
            before: block.before,
            after: block.after,
            moved: block.moved,
        });
        Ok(Compare { words_changed: found.words_changed, blocks: blocks.collect() })
    })
}

/// Keeps the text as it stands under a name.
///
/// # Errors
/// `usage` for an empty name; `not-found`.
pub fn version_name(desk: &Desk, call: &Call, input: VersionName) -> Result<VersionInfo> {
    let name = input.name.trim();
    if name.is_empty() {
        return Err(refuse("usage", "A version needs a name."));
    }
    let article = input.article.as_str();
    let id = desk.write(call, |tx| {
        piece::must_be(tx, article)?;
        let id = piece::keep(tx, article, "named", "Named")?;
        tx.prepare_cached("UPDATE version SET name = ?2 WHERE uuid = ?1")?.execute(params![id, name])?;
        tx.audit(&Line {
            kind: "version",
            article,
            what: format!("Kept this text as “{name}”."),
            after: id.as_str(),
            ..Line::default()
        })?;
        Ok(id)
    })?;
    desk.read(|conn| {
        conn.prepare_cached(&format!("SELECT {COLUMNS} WHERE v.uuid = ?1"))?
            .query_row([&id], info)
            .or_not_found("This piece has no such version.")
    })
}

/// Makes an earlier text and its fields the present ones. What stood before is kept as a version, and so is the restored text.
///
/// # Errors
/// `read-only` where the state allows no change; `no-right` where fields would come back that the person may not change; `not-found`;
/// `twin` never: slug and address stay as they are.
pub fn version_restore(desk: &Desk, call: &Call, input: OfVersion) -> Result<Article> {
    desk.write(call, |tx| restore_in(tx, &input.article, &input.version))?;
    article::get(desk, call, &input.article)
}

fn restore_in(tx: &Write<'_>, id: &ArticleId, version: &VersionId) -> Result<()> {
    let article = id.as_str();
    piece::must_be_editable(tx, article)?;
    let old = text(tx, id, version.as_str())?;
    Document::from_json(&old.doc)?;
    let named: (String, String, i64) = tx
        .prepare_cached("SELECT why, name, at FROM version WHERE uuid = ?1")?
        .query_row([version], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let what = if named.1.is_empty() { named.0 } else { named.1 };
    let head = piece::head(tx, article)?;
    let now = piece::fields(tx, article)?;
    let mut other = Vec::new();
    for name in field::FIELDS.into_iter().filter(|name| !matches!(*name, "slug" | "address" | "target_words")) {
        let value = field::get(&old.fields, name)?;
        if field::get(&now, name)? != value {
            other.push((name, value));
        }
    }
    if !other.is_empty() {
        rights::must(tx, "fields", article)?;
    }
    if (head.doc != old.doc || now != old.fields) && !kept(tx, article, &head.doc, &now)? {
        piece::keep(tx, article, "restore", "Before it was restored")?;
    }
    let hash = json::doc_hash(&old.doc);
    let size = i64::try_from(old.doc.len()).unwrap_or(i64::MAX);
    tx.prepare_cached("UPDATE article_text SET schema_v = ?2, doc = ?3, size = ?4, head = ?5, seq = seq + 1, saved_at = ?6, saved_by = ?7 WHERE article = ?1")?
        .execute(params![article, piece::DOCUMENT_V, blob::pack(old.doc.as_bytes())?, size, hash, tx.now(), tx.actor()])?;
    tx.prepare_cached("UPDATE article SET modified_at = ?2 WHERE uuid = ?1")?.execute(params![article, tx.now()])?;
    for (name, value) in &other {
        field::store(tx, article, name, value)?;
    }
    piece::refresh(tx, article)?;
    let why = format!("Restored: {what}");
    let restored = piece::keep(tx, article, "restore", &why)?;
    tx.prepare_cached("UPDATE version SET settled = 1 WHERE uuid = ?1 AND kind IN ('conflict', 'parked')")?.execute([version])?;
    tx.audit(&Line {
        kind: "restore",
        article,
        what: format!("{why}."),
        before: version.as_str(),
        after: restored.as_str(),
        ..Line::default()
    })
}

/// Whether this very text, with these very fields, is kept as a version already.
fn kept(conn: &Connection, article: &str, doc: &str, fields: &Fields) -> Result<bool> {
    let fields = blob::hash(serde_json::to_string(fields)?.as_bytes());
    let found: Option<i64> = conn
        .prepare_cached("SELECT id FROM version WHERE article = ?1 AND doc = ?2 AND fields = ?3 LIMIT 1")?
        .query_row(params![article, blob::hash(doc.as_bytes()), fields], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// Keeps a text that was not made the head, once: the same text sent again makes no second version.
///
/// # Errors
/// What SQLite says.
pub(crate) fn keep_once(
    tx: &Write<'_>,
    article: &str,
    kind: &str,
    why: &str,
    doc: &str,
    fields: &Fields,
    base: &str,
) -> Result<()> {
    let there: Option<i64> = tx
        .prepare_cached("SELECT id FROM version WHERE article = ?1 AND kind = ?2 AND doc = ?3 AND settled = 0 LIMIT 1")?
        .query_row(params![article, kind, blob::hash(doc.as_bytes())], |row| row.get(0))
        .optional()?;
    if there.is_some() {
        return Ok(());
    }
    let id = piece::keep_other(tx, article, kind, why, doc, fields, base)?;
    let what = if kind == "parked" {
        "A text that looked cut off was put aside as a version."
    } else {
        "A text that could not be merged was kept as a version."
    };
    tx.audit(&Line { kind: "conflict", article, what: what.to_owned(), after: id.as_str(), ..Line::default() })
}

/// Texts that were kept because they could not be merged or looked cut off, and that nobody has looked at yet; the newest first.
///
/// # Errors
/// What SQLite says.
pub(crate) fn unsettled(conn: &Connection, article: &str) -> Result<Vec<VersionInfo>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE v.article = ?1 AND v.kind IN ('conflict', 'parked') AND v.settled = 0 ORDER BY v.id DESC"
    ))?;
    Ok(statement.query_map([article], info)?.collect::<rusqlite::Result<_>>()?)
}

/// Says that a text that was put aside was looked at: it is no longer told in the article, and stays among its versions.
///
/// # Errors
/// `not-found`.
pub fn version_settle(desk: &Desk, call: &Call, input: OfVersion) -> Result<Article> {
    desk.write(call, |tx| settle_in(tx, input.article.as_str(), &input.version))?;
    article::get(desk, call, &input.article)
}

/// The same within a write.
///
/// # Errors
/// `not-found`.
pub(crate) fn settle_in(tx: &Write<'_>, article: &str, version: &VersionId) -> Result<()> {
    let (why, settled): (String, bool) = tx
        .prepare_cached("SELECT why, settled FROM version WHERE uuid = ?1 AND article = ?2")?
        .query_row(params![version, article], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found("This piece has no such version.")?;
    if settled {
        return Ok(());
    }
    tx.prepare_cached("UPDATE version SET settled = 1 WHERE uuid = ?1")?.execute([version])?;
    tx.audit(&Line {
        kind: "version",
        article,
        what: format!("Looked at the text that was kept ({why}); it stays among the versions."),
        after: version.as_str(),
        ..Line::default()
    })
}
