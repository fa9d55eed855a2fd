//! A piece as the window opens it, and saving its text. Rows and what is made from them are `piece.rs`; moves are `moves.rs`.
//!
//! **Invariant:** a text that was sent is never dropped: it becomes the head, or a version, or the refusal says that it was not taken.
//! **Invariant:** the base is compared inside the one transaction that writes; an answer is given after its commit.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stet_checks::Finding;
use stet_document::{Document, Failure, Fields, counts, json};
use ts_rs::TS;

use crate::blob::{self, Original};
use crate::date::{self, Dates};
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId, PersonId};
use crate::list::{self, Row};
use crate::moves::OfArticle;
use crate::person::{self, Person};
use crate::store::{Desk, Write};
use crate::version::{self, VersionInfo};
use crate::{Call, piece, rights};

/// The largest text that is taken, in bytes of JSON: about five million words.
pub(crate) const LARGEST: usize = 64 * 1024 * 1024;
/// A text of fewer words is never parked, however much of it goes.
const WORTH_GUARDING: u32 = 60;
/// Answers kept for saves that are sent again, and steps kept for merges (days).
const ANSWERS: i64 = 20_000;
const STEPS_KEPT: i64 = 90;
const DAY: i64 = 86_400_000;

/// A piece, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Article {
    pub id: String,
    pub slug: String,
    pub state: String,
    /// ProseMirror JSON as one string.
    pub doc: String,
    /// SHA-256 of `doc`: what the next save names as its base.
    pub head: String,
    /// How often the text was saved so far.
    #[ts(type = "number")]
    pub seq: i64,
    pub editable: bool,
    /// One sentence; empty when it can be edited.
    pub why_not_editable: String,
    /// Why the one who asks may not change fields, in one sentence; empty: they may. Dates likewise.
    pub no_right_fields: String,
    pub no_right_dates: String,
    pub fields: Fields,
    pub dates: Dates,
    /// Who has it.
    pub with: Option<Person>,
    /// Since when it is in its state (instant).
    pub since: String,
    pub row: Row,
    pub originals: Vec<Original>,
    /// Texts that were kept because they could not be merged or looked cut off, and that nobody has looked at yet.
    pub conflicts: Vec<VersionInfo>,
}

/// The command `article_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticleSave {
    pub article: ArticleId,
    /// The `head` on which the text was written.
    pub base: String,
    /// Names this save: sent again, it gets its first answer again.
    pub save_id: String,
    /// The editor's steps since the last save, as a JSON array.
    pub steps: String,
    pub doc: String,
    /// Whether the person rests or leaves, so that search is brought up to date as well.
    #[serde(default)]
    pub rest: bool,
    /// True: a person put these words in the place of others, so they are taken however few they are; what stood before is kept
    /// as a version.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub instead: Option<bool>,
}

/// What is durable now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Saved {
    pub head: String,
    /// How often the text was saved so far: what the event `changed` names as well.
    #[ts(type = "number")]
    pub seq: i64,
    pub words: u32,
    pub errors: u32,
    pub flags: u32,
    /// Instant.
    pub when: String,
}

/// What one save came to; what is refused but kept is committed all the same.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Saved(Saved),
    Kept(Failure),
}

/// # Errors
/// `not-found`; `unknown-node` never: a text of a newer version is shown read-only.
pub fn article_get(desk: &Desk, call: &Call, input: OfArticle) -> Result<Article> {
    get(desk, call, &input.article)
}

/// A piece, whole.
///
/// # Errors
/// `not-found`.
pub fn get(desk: &Desk, call: &Call, article: &ArticleId) -> Result<Article> {
    desk.read(|conn| {
        let id = article.as_str();
        piece::must_be(conn, id)?;
        let head = piece::head(conn, id)?;
        let mut why = piece::why_not_editable(conn, id)?;
        if let Err(failure) = Document::from_json(&head.doc) {
            why = failure.message;
        } else if desk.is_read_only() {
            "This desk is open for reading only.".clone_into(&mut why);
        }
        let (state, since, with): (String, i64, Option<PersonId>) = conn
            .prepare_cached("SELECT state, since, with_person FROM article WHERE uuid = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let fields = piece::fields(conn, id)?;
        let actor = call.actor.as_ref().map_or("", PersonId::as_str);
        Ok(Article {
            id: id.to_owned(),
            slug: fields.slug.clone(),
            state,
            doc: head.doc,
            head: head.hash,
            seq: head.seq,
            editable: why.is_empty(),
            why_not_editable: why,
            no_right_fields: rights::of_act(conn, actor, "fields", id)?.unwrap_or_default(),
            no_right_dates: rights::of_act(conn, actor, "dates", id)?.unwrap_or_default(),
            fields,
            dates: date::of(conn, id)?,
            with: with.map(|person| person::get(conn, &person)).transpose()?,
            since: ids::told(since),
            row: list::row(conn, call.now, id)?,
            originals: blob::originals(conn, id)?,
            conflicts: version::unsettled(conn, id)?,
        })
    })
}

/// What the checks found in the text as it stands.
///
/// # Errors
/// `not-found`.
pub fn article_findings(desk: &Desk, _: &Call, input: OfArticle) -> Result<Vec<Finding>> {
    desk.read(|conn| {
        piece::must_be(conn, input.article.as_str())?;
        let mut statement = conn.prepare_cached("SELECT finding FROM finding WHERE article = ?1 ORDER BY place")?;
        let rows = statement.query_map([&input.article], |row| row.get::<_, String>(0))?;
        rows.map(|row| Ok(serde_json::from_str(&row?)?)).collect()
    })
}

/// Makes the text the head, if it was written on the head that is there. A text that was not is kept whole as a version.
///
/// # Errors
/// `conflict`: somebody else's text is the head, this one is kept as a version. `parked`: most of the text was gone and no
/// person's deletion explains it; kept as a version. `state`: the piece was moved where it cannot be changed; kept as a version.
/// `read-only`: the desk itself takes nothing. `unknown-node`, `too-large`: not taken. `not-found`, `disk-full`, `busy`, `gone`: not taken, send it again.
pub fn article_save(desk: &Desk, call: &Call, input: ArticleSave) -> Result<Saved> {
    if input.doc.len() > LARGEST {
        return Err(refuse("too-large", "This text is larger than Stet can keep in one piece; divide it."));
    }
    let document = Document::from_json(&input.doc)?;
    let hash = json::doc_hash(&input.doc);
    match desk.write(call, |tx| save_in(tx, &input, &document, &hash))? {
        Outcome::Saved(saved) => {
            if !input.rest {
                desk.search_is_behind(true);
            }
            Ok(saved)
        }
        Outcome::Kept(failure) => Err(failure.into()),
    }
}

fn save_in(tx: &Write<'_>, input: &ArticleSave, document: &Document, hash: &str) -> Result<Outcome> {
    let article = input.article.as_str();
    if let Some(first) = answered(tx, input, hash)? {
        return Ok(first);
    }
    let head = piece::head(tx, article)?;
    if head.hash == hash {
        // The commit of a save that was told as failed may be there: its text is, too.
        return Ok(Outcome::Saved(as_saved(tx, article, hash, head.seq)?));
    }
    let fields = piece::fields(tx, article)?;
    let outcome = match trouble(tx, input, &head, document)? {
        Some(Trouble { kind, why, failure }) => {
            version::keep_once(tx, article, kind, &why, &input.doc, &fields, &input.base)?;
            Outcome::Kept(failure)
        }
        None => {
            let cut = |before: Document| is_cut(&before, document, &input.steps).is_some();
            if input.instead == Some(true) && Document::from_json(&head.doc).is_ok_and(cut) {
                piece::keep(tx, article, "named", "Before other words were put in its place")?;
            }
            Outcome::Saved(put(tx, input, document, hash, head.seq + 1, &fields)?)
        }
    };
    tx.prepare_cached(
        "INSERT INTO saved (save_id, article, sent, answer, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (save_id) DO NOTHING",
    )?
    .execute(params![input.save_id, article, hash, serde_json::to_string(&outcome)?, tx.now()])?;
    forget(tx)?;
    Ok(outcome)
}

/// The answer that this save got when it came before. The same name with another text is another save.
fn answered(tx: &Write<'_>, input: &ArticleSave, hash: &str) -> Result<Option<Outcome>> {
    let known: Option<String> = tx
        .prepare_cached("SELECT answer FROM saved WHERE save_id = ?1 AND article = ?2 AND sent = ?3")?
        .query_row(params![input.save_id, input.article, hash], |row| row.get(0))
        .optional()?;
    Ok(known.map(|answer| serde_json::from_str(&answer)).transpose()?)
}

/// Why a text is not made the head, and as what it is kept.
struct Trouble {
    kind: &'static str,
    why: String,
    failure: Failure,
}

fn trouble(tx: &Write<'_>, input: &ArticleSave, head: &piece::Head, document: &Document) -> Result<Option<Trouble>> {
    let settings = crate::desk::settings(tx)?;
    let at = crate::dates::wall_of(tx.call().now, &settings.zone).replace('T', ", ");
    let who = if tx.actor().is_empty() { "somebody".to_owned() } else { person::get(tx, &PersonId(tx.actor().to_owned()))?.name };
    let not_merged = format!("not merged: {who}, {at}");
    let why = piece::why_not_editable(tx, input.article.as_str())?;
    if !why.is_empty() {
        let message = format!("{why} What you wrote is kept among the versions.");
        return Ok(Some(Trouble { kind: "conflict", why: not_merged, failure: Failure::new("state", message) }));
    }
    if input.base != head.hash {
        let message = "Somebody else saved this piece meanwhile; your text is kept whole among its versions.";
        return Ok(Some(Trouble { kind: "conflict", why: not_merged, failure: Failure::new("conflict", message) }));
    }
    let Ok(before) = Document::from_json(&head.doc) else {
        let message =
            "This text was written by a newer version of Stet and cannot be changed by this one; yours is kept as a version.";
        return Ok(Some(Trouble { kind: "conflict", why: not_merged, failure: Failure::new("state", message) }));
    };
    if input.instead != Some(true)
        && let Some((had, has)) = is_cut(&before, document, &input.steps)
    {
        let message = format!(
            "Of {had} words only {has} were left and nobody deleted them, so this text was put aside as a version; look at it."
        );
        return Ok(Some(Trouble {
            kind: "parked",
            why: format!("put aside: {who}, {at}"),
            failure: Failure::new("parked", message),
        }));
    }
    Ok(None)
}

/// Is most of a text gone that no step took away? Answers how many words there were and are.
fn is_cut(before: &Document, document: &Document, steps: &str) -> Option<(u32, u32)> {
    let (had, has) = (counts::words(before).whole, counts::words(document).whole);
    (had >= WORTH_GUARDING && has < had / 2 && deleted_by_hand(steps) < (had - has) / 2).then_some((had, has))
}

/// How many words the steps may have taken away: ProseMirror positions that they replace beyond what they put there, at two and
/// more to a word.
fn deleted_by_hand(steps: &str) -> u32 {
    let Ok(Value::Array(steps)) = serde_json::from_str::<Value>(steps) else { return 0 };
    let span = |step: &Value| {
        let at = |key: &str| step.get(key).and_then(Value::as_u64);
        match (at("from"), at("to")) {
            (Some(from), Some(to))
                if step.get("stepType").and_then(Value::as_str).is_some_and(|kind| kind.starts_with("replace")) =>
            {
                let put = step.pointer("/slice/content").map_or(0, letters);
                to.saturating_sub(from).saturating_sub(put)
            }
            _ => 0,
        }
    };
    u32::try_from(steps.iter().map(span).sum::<u64>() / 3).unwrap_or(u32::MAX)
}

/// Letters of the text in some JSON of the editor.
fn letters(content: &Value) -> u64 {
    let mut sum = 0;
    let mut open = vec![content];
    while let Some(next) = open.pop() {
        match next {
            Value::Array(items) => open.extend(items),
            Value::Object(node) => {
                if let Some(text) = node.get("text").and_then(Value::as_str) {
                    sum += text.chars().count() as u64;
                }
                open.extend(node.get("content"));
            }
            _ => {}
        }
    }
    sum
}

fn put(tx: &Write<'_>, input: &ArticleSave, document: &Document, hash: &str, seq: i64, fields: &Fields) -> Result<Saved> {
    let article = input.article.as_str();
    let size = i64::try_from(input.doc.len()).unwrap_or(i64::MAX);
    tx.prepare_cached(
        "UPDATE article_text SET schema_v = ?2, doc = ?3, size = ?4, head = ?5, seq = ?6, saved_at = ?7, saved_by = ?8 WHERE article = ?1",
    )?
    .execute(params![article, piece::DOCUMENT_V, blob::pack(input.doc.as_bytes())?, size, hash, seq, tx.now(), tx.actor()])?;
    tx.prepare_cached("UPDATE article SET modified_at = ?2 WHERE uuid = ?1")?.execute(params![article, tx.now()])?;
    tx.prepare_cached(
        "INSERT INTO step (uuid, article, at, by_person, device, save_id, base, head, steps) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        ids::fresh(tx.call().now),
        article,
        tx.now(),
        tx.actor(),
        tx.call().device,
        input.save_id,
        input.base,
        hash,
        blob::pack(input.steps.as_bytes())?
    ])?;
    piece::made_from(tx, article, hash, document, fields)?;
    if input.rest {
        piece::searched(tx, article, hash, document, fields)?
    } else {
        piece::not_searched(tx, article)?
    }
    as_saved(tx, article, hash, seq)
}

fn as_saved(tx: &Write<'_>, article: &str, hash: &str, seq: i64) -> Result<Saved> {
    let when = ids::told(tx.now());
    tx.prepare_cached("SELECT words, errors, flags FROM article WHERE uuid = ?1")?
        .query_row([article], |row| {
            Ok(Saved { head: hash.to_owned(), seq, words: row.get(0)?, errors: row.get(1)?, flags: row.get(2)?, when })
        })
        .or_not_found("This piece is not on the desk.")
}

/// Lets go of answers that nobody asks for any more (by their order, never by the clock) and of steps older than 90 days.
fn forget(tx: &Write<'_>) -> Result<()> {
    tx.prepare_cached("DELETE FROM saved WHERE id <= (SELECT max(id) FROM saved) - ?1")?.execute([ANSWERS])?;
    tx.prepare_cached("DELETE FROM step WHERE id IN (SELECT id FROM step WHERE at < ?1 ORDER BY at LIMIT 50)")?
        .execute([tx.now() - STEPS_KEPT * DAY])?;
    Ok(())
}
