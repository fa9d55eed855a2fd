//! Words that were typed and are not durable, in the text and in the fields beside it: kept in the person's state folder while a save
//! fails, shown again when the piece is opened. Nothing of them is on the desk until the person has chosen. Where they lie is `shelter.rs`.
//!
//! **Invariant:** a kept text is removed only when it is on the desk: as the text, as a version, or as a text that it once was; a field
//! only when the desk has that value, or a version with it.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stet_document::{Document, Fields, diff, json};
use ts_rs::TS;

use crate::article::LARGEST;
use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::home::write_whole;
use crate::ids::{self, ArticleId};
use crate::session::Session;
use crate::shelter::{apart, gone, name_of, orphans, root};
use crate::store::Desk;
use crate::{Call, blob, field, person, piece, spare, version};

/// A field as it stands in the window, where the desk has it otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypedField {
    /// As `field_set` names it.
    pub field: String,
    /// JSON of what was typed.
    pub value: String,
    /// JSON of what the desk had then.
    pub replaces: String,
}

/// The command `recovery_keep`: the piece as it stands in the window.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecoveryKeep {
    pub article: ArticleId,
    /// The `head` on which it was written.
    pub base: String,
    /// Empty: the text is durable.
    pub doc: String,
    /// Those that are not durable.
    #[serde(default)]
    pub fields: Vec<TypedField>,
}

/// The commands `recovery_drop` and `recovery_list`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OfRecovery {
    pub article: ArticleId,
}

/// The command `recovery_settle`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecoverySettle {
    pub article: ArticleId,
    pub recovery: String,
}

/// What was typed in a piece and did not become durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Recovery {
    pub id: String,
    pub article: ArticleId,
    /// The piece's slug then.
    pub slug: String,
    /// When it was kept (instant).
    pub when: String,
    /// Who typed it, by name; empty when nobody is known.
    pub who: String,
    /// Empty: the text itself was saved.
    pub doc: String,
    /// Those that did not become durable, in the order in which they are shown.
    pub fields: Vec<TypedField>,
    /// Whether the text was changed since: then what it has and this text lacks may have come later.
    pub changed: bool,
}

/// As it lies in the state folder.
#[derive(Serialize, Deserialize)]
struct Kept {
    desk: String,
    /// Where the desk's file was: a copy of it elsewhere has the same id.
    path: PathBuf,
    article: ArticleId,
    slug: String,
    who: String,
    at: i64,
    base: String,
    doc: String,
    #[serde(default)]
    fields: Vec<TypedField>,
}

fn file_of(desk: &Desk, article: &ArticleId) -> String {
    format!(
        "{}.json",
        blob::hash(format!("{}/{}/{article}", desk.id().as_str(), desk.path().display(), article = article.as_str()).as_bytes())
    )
}

/// Keeps the text as it stands in the window, in place of what was kept of this piece before.
///
/// # Errors
/// `too-large`; what the file system says: then the window is the only one that has it.
pub fn recovery_keep(session: &Session, call: &Call, input: RecoveryKeep) -> Result<()> {
    let desk = session.desk()?;
    let fields: usize = input.fields.iter().map(|typed| typed.value.len() + typed.replaces.len()).sum();
    if input.doc.len().saturating_add(fields) > LARGEST {
        return Err(refuse("too-large", "This text is larger than Stet can keep in one piece; divide it."));
    }
    // Whose words and of which piece is good to know; where the desk's file is gone they are kept without.
    let told = session.actor(call, &desk).and_then(|actor| {
        desk.read(|conn| {
            let who = actor.map(|actor| person::get(conn, &actor)).transpose()?.map(|person| person.name);
            Ok((piece::fields(conn, input.article.as_str())?.slug, who.unwrap_or_default()))
        })
    });
    let (slug, who) = told.unwrap_or_default();
    let name = file_of(&desk, &input.article);
    let kept = Kept {
        desk: desk.id().0.clone(),
        path: desk.path().to_owned(),
        article: input.article,
        slug,
        who,
        at: ids::millis(call.now),
        base: input.base,
        doc: input.doc,
        fields: input.fields,
    };
    let bytes = serde_json::to_vec(&kept)?;
    // The folder, too, is made here, and finds no room on a full disk.
    spare::written(&root(session.home()), || write_whole(&session.shelter.folder(session.home())?.join(&name), &bytes))
}

/// What this program kept of the piece is durable now.
///
/// # Errors
/// What the file system says.
pub fn recovery_drop(session: &Session, _: &Call, input: OfRecovery) -> Result<()> {
    let desk = session.desk()?;
    session.shelter.own().map_or(Ok(()), |folder| gone(&folder.join(file_of(&desk, &input.article))))
}

/// What of the piece did not become durable, the newest first. What did after all is removed and not told.
///
/// # Errors
/// `not-found`; what the desk says.
pub fn recovery_list(session: &Session, _: &Call, input: OfRecovery) -> Result<Vec<Recovery>> {
    let desk = session.desk()?;
    let mut found = Vec::new();
    for (file, kept) in of_desk(session, &desk)? {
        if kept.article != input.article {
            continue;
        }
        let (lost, head) = desk.read(|conn| Ok((lost(conn, &kept)?, piece::head(conn, kept.article.as_str())?.hash)))?;
        match lost {
            None => gone(&file)?,
            Some(Lost { text, fields }) => found.push(Recovery {
                id: name_of(&apart(session, &file)?),
                article: kept.article,
                slug: kept.slug,
                when: ids::told(kept.at),
                who: kept.who,
                changed: kept.base != head,
                doc: if text { kept.doc } else { String::new() },
                fields,
            }),
        }
    }
    found.sort_by(|a, b| b.when.cmp(&a.when));
    Ok(found)
}

/// The pieces of which such texts are kept, by slug: told when the desk is opened.
///
/// # Errors
/// What the file system and the desk say.
pub fn recovery_pieces(session: &Session, _: &Call, _: crate::app::Nothing) -> Result<Vec<String>> {
    let desk = session.desk()?;
    let mut slugs = Vec::new();
    for (_, kept) in of_desk(session, &desk)? {
        // A piece that is not on the desk has nothing to be asked about.
        let waits = desk.read(|conn| Ok(lost(conn, &kept).is_ok_and(|lost| lost.is_some())))?;
        if waits && !slugs.contains(&kept.slug) {
            slugs.push(kept.slug);
        }
    }
    slugs.sort();
    Ok(slugs)
}

/// The person has chosen what of a kept text is taken: the whole of it becomes a version of the piece, and the file goes.
///
/// # Errors
/// `not-found`; what a write says: then it stays kept.
pub fn recovery_settle(session: &Session, call: &Call, input: RecoverySettle) -> Result<()> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let found = of_desk(session, &desk)?
        .into_iter()
        .find(|(file, kept)| name_of(file) == input.recovery && kept.article == input.article);
    let (file, kept) = found.ok_or_else(|| refuse("not-found", "These words were recovered already."))?;
    let article = kept.article.as_str();
    desk.write(&call, |tx| {
        let Some(lost) = lost(tx, &kept)? else { return Ok(()) };
        let zone = crate::desk::settings(tx)?.zone;
        let at = crate::dates::wall_of(jiff::Timestamp::from_millisecond(kept.at).unwrap_or(call.now), &zone).replace('T', ", ");
        let who = if kept.who.is_empty() { "somebody" } else { kept.who.as_str() };
        let mut fields = piece::fields(tx, article)?;
        for typed in &lost.fields {
            piece::put(&mut fields, &typed.field, &typed.value)?;
        }
        let head = piece::head(tx, article)?;
        let (doc, base) = if lost.text { (&kept.doc, &kept.base) } else { (&head.doc, &head.hash) };
        let version = piece::keep_other(tx, article, "conflict", &format!("not saved: {who}, {at}"), doc, &fields, base)?;
        version::settle_in(tx, article, &version)?;
        tx.audit(&Line {
            kind: "conflict",
            article,
            what: format!("Words that {who} typed on {at} and that were not saved were looked at, and kept as a version."),
            after: version.as_str(),
            ..Line::default()
        })
    })?;
    gone(&file)
}

/// What of it is not on the desk.
struct Lost {
    text: bool,
    fields: Vec<TypedField>,
}

/// None: all of it is durable after all.
fn lost(conn: &Connection, kept: &Kept) -> Result<Option<Lost>> {
    let article = kept.article.as_str();
    let head = piece::head(conn, article)?;
    let text = !kept.doc.is_empty() && !durable(conn, kept, &head.doc)?;
    let now = piece::fields(conn, article)?;
    let typed = |name: &&str| kept.fields.iter().find(|typed| typed.field == **name);
    let fields: Vec<TypedField> = field::FIELDS.iter().filter_map(typed).filter(|typed| other(&now, typed)).cloned().collect();
    Ok((text || !fields.is_empty()).then_some(Lost { text, fields }))
}

/// Does the desk have another value? One that no window can have typed is not asked about.
fn other(now: &Fields, typed: &TypedField) -> bool {
    let Ok(value) = serde_json::from_str::<Value>(&typed.value) else { return false };
    field::get(now, &typed.field).is_ok_and(|now| now != value)
        && piece::put(&mut now.clone(), &typed.field, &typed.value).is_ok()
}

/// Is the text on the desk after all: as the text or what it once was, as a version, or the same words as the text?
fn durable(conn: &Connection, kept: &Kept, head: &str) -> Result<bool> {
    let hash = json::doc_hash(&kept.doc);
    if hash == json::doc_hash(head) {
        return Ok(true);
    }
    let step: Option<i64> = conn
        .prepare_cached("SELECT id FROM step WHERE article = ?1 AND head = ?2 LIMIT 1")?
        .query_row(params![kept.article, hash], |row| row.get(0))
        .optional()?;
    let version: Option<i64> = conn
        .prepare_cached("SELECT id FROM version WHERE article = ?1 AND doc = ?2 LIMIT 1")?
        .query_row(params![kept.article, blob::hash(kept.doc.as_bytes())], |row| row.get(0))
        .optional()?;
    if step.is_some() || version.is_some() {
        return Ok(true);
    }
    Ok(match (Document::from_json(head), Document::from_json(&kept.doc)) {
        (Ok(head), Ok(kept)) => diff::compare(&head, &kept).same,
        _ => false,
    })
}

/// What is kept of this desk by programs that have ended, or by an earlier page of this one.
fn of_desk(session: &Session, desk: &Desk) -> Result<Vec<(PathBuf, Kept)>> {
    // A copy of the desk is asked only where the desk itself is not there any more.
    let ours = |kept: &Kept| kept.desk == desk.id().as_str() && (kept.path == desk.path() || !kept.path.exists());
    Ok(orphans(session)?.into_iter().filter(|(_, kept)| ours(kept)).collect())
}
