//! A damaged desk made whole again as another file: every row that can be read, put into a new desk, what hangs in the air tied up or
//! left out, and told. The damaged file stays as it is.
//!
//! **Invariant:** no text that can be read is left out: one whose head is lost is the newest of its versions that is not.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use serde::{Deserialize, Serialize};
use stet_document::{Document, json};
use ts_rs::TS;

use crate::audit::Line;
use crate::backup::{OfDesk, Target};
use crate::error::{Result, refuse};
use crate::session::Session;
use crate::store::{self, Desk, Salvage};
use crate::workflow::Workflow;
use crate::{Call, Job, app, blob, catch_up, desk, ids, names, piece};

/// What became of a repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Repaired {
    /// The new file's name.
    pub name: String,
    #[ts(type = "number")]
    pub pieces: i64,
    /// A sentence for each thing that is lost or was mended; empty: nothing.
    pub told: Vec<String>,
}

/// Writes a repaired copy of a desk, after asking where.
///
/// # Errors
/// `cancelled`; `exists`; `damaged` where nothing of it can be read; what the disk says.
pub fn desk_repair(session: &Session, call: &Call, wish: OfDesk) -> Result<Repaired> {
    let target = Target::of(session, wish.recent.as_deref())?;
    let stem = target.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let to = session.platform().choose_save("Where shall the repaired desk be kept?", &format!("{stem}-repaired.stet"));
    let to = app::desk_file(&to.ok_or_else(|| refuse("cancelled", "Cancelled."))?);
    if to.symlink_metadata().is_ok() {
        return Err(refuse("exists", "A file of that name is there already; choose another name."));
    }
    let salvage = target.salvage(session)?;
    let mut report = Repaired {
        name: to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        pieces: 0,
        told: Vec::new(),
    };
    store::write_copy(&to, |part| {
        let mut conn = store::empty_desk(part)?;
        let tx = conn.transaction()?;
        take_rows(&salvage, &tx, &mut report.told)?;
        tie_up(&tx, call, &mut report.told)?;
        store::remake_sums(&tx)?;
        report.pieces = tx.query_row("SELECT count(*) FROM article", [], |row| row.get(0))?;
        tx.commit()?;
        drop(conn);
        finish(part, call, &report)
    })?;
    Ok(report)
}

/// History, findings and search of the new file; then it is one file.
fn finish(part: &Path, call: &Call, report: &Repaired) -> Result<()> {
    let desk = Desk::open(part)?;
    let call = Call { actor: None, job: Job::none(), ..call.clone() };
    desk.write(&call, |tx| {
        let lost = if report.told.is_empty() { "Nothing was lost.".to_owned() } else { report.told.join(" ") };
        tx.audit(&Line { kind: "repair", what: format!("Repaired from a damaged file. {lost}"), ..Line::default() })
    })?;
    drop(desk);
    made_again(part, &call)
}

/// Findings and search of a file that was filled row by row; then it is one file.
///
/// # Errors
/// What SQLite says.
pub(crate) fn made_again(part: &Path, call: &Call) -> Result<()> {
    let desk = Desk::open(part)?;
    let mut last = 0;
    while let Some(reached) = catch_up::batch(&desk, call, last)? {
        last = reached;
    }
    desk.checkpoint()?;
    drop(desk);
    store::one_file(part)
}

/// Every row of content that can be reached.
fn take_rows(salvage: &Salvage, to: &Connection, told: &mut Vec<String>) -> Result<()> {
    for table in store::content_tables().filter(|table| !salvage.is_before(table)) {
        let columns: Vec<String> = to
            .prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([table], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut refused = 0_u64;
        let mut first = true;
        let scan = salvage.each(table, &mut |row| {
            if std::mem::take(&mut first) {
                store::clear(to, table)?;
            }
            let there = row.as_ref();
            let mut names = Vec::new();
            let mut values: Vec<Value> = Vec::new();
            for column in &columns {
                if there.column_index(column).is_ok() {
                    names.push(column.as_str());
                    values.push(row.get(column.as_str()).unwrap_or(Value::Null));
                }
            }
            let holes = vec!["?"; names.len()].join(", ");
            let sql = format!("INSERT INTO {table} ({}) VALUES ({holes})", names.join(", "));
            match to.prepare_cached(&sql)?.execute(params_from_iter(values)) {
                Ok(_) => {}
                Err(error) if matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull)) => {
                    return Err(error.into());
                }
                Err(_) => refused += 1,
            }
            Ok(())
        })?;
        if scan.broken {
            told.push(format!("Not every row of “{table}” could be reached; {} were.", scan.rows));
        }
        if refused > 0 {
            told.push(format!("{refused} rows of “{table}” made no sense and were left out."));
        }
    }
    Ok(())
}

/// What hangs in the air is tied up, so that the desk opens and each piece can be read.
fn tie_up(to: &Connection, call: &Call, told: &mut Vec<String>) -> Result<()> {
    let now = ids::millis(call.now);
    if to.query_row("SELECT count(*) FROM desk", [], |row| row.get::<_, i64>(0))? == 0 {
        to.execute(
            "INSERT INTO desk (id, uuid, title, lang, zone, created_at) VALUES (1, ?1, 'Repaired desk', 'en', 'UTC', ?2)",
            params![ids::fresh(call.now), now],
        )?;
        told.push("The desk’s own name, language and zone were lost.".to_owned());
    }
    if to.query_row("SELECT count(*) FROM state", [], |row| row.get::<_, i64>(0))? == 0 {
        to.execute("DELETE FROM transition", [])?;
        desk::install(to, &Workflow::default())?;
        told.push("The workflow was lost; it is the usual one now.".to_owned());
    }
    texts_without_pieces(to, now, told)?;
    for state in strings(to, "SELECT DISTINCT state FROM article WHERE state NOT IN (SELECT name FROM state)")? {
        to.execute(
            "INSERT INTO state (name, label, grp, colour, editable, exports, place)
             SELECT ?1, ?1, 'before', 'ink', 1, 0, coalesce(max(place), 0) + 1 FROM state",
            [&state],
        )?;
        told.push(format!("What the state “{state}” allows was lost; check it in the workflow."));
    }
    let broken = versions(to)?;
    texts(to, now, told)?;
    if broken > 0 {
        told.push(format!("{broken} earlier versions could not be read and are gone."));
    }
    to.execute("UPDATE article SET with_person = NULL WHERE with_person NOT IN (SELECT uuid FROM person)", [])?;
    let mut loose = 0;
    loop {
        let found: Vec<(String, i64)> = to
            .prepare("SELECT \"table\", rowid FROM pragma_foreign_key_check WHERE rowid IS NOT NULL")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if found.is_empty() {
            break;
        }
        for (table, row) in found {
            loose += to.execute(&format!("DELETE FROM {table} WHERE rowid = ?1"), [row])?;
        }
    }
    if loose > 0 {
        told.push(format!("{loose} rows belonged to something that is lost, and are gone."));
    }
    to.execute("DELETE FROM removed", [])?;
    // A number that was lost with its row is not given again.
    to.execute("DELETE FROM finding", [])?;
    to.execute("DELETE FROM made", [])?;
    Ok(())
}

fn strings(conn: &Connection, sql: &str) -> Result<Vec<String>> {
    Ok(conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// A text whose piece's own row is lost becomes a draft.
fn texts_without_pieces(to: &Connection, now: i64, told: &mut Vec<String>) -> Result<()> {
    let orphans = strings(
        to,
        "SELECT article FROM article_text WHERE article NOT IN (SELECT uuid FROM article)
         UNION SELECT article FROM version WHERE article NOT IN (SELECT uuid FROM article)",
    )?;
    for (number, article) in orphans.iter().enumerate() {
        let slug = names::free(&format!("found-{}", number + 1), |name| {
            to.prepare_cached("SELECT 1 FROM article WHERE slug = ?1")?.exists([name])
        })?;
        to.execute(
            "INSERT INTO article (uuid, slug, lang, state, since, created_at, modified_at)
             SELECT ?1, ?2, (SELECT lang FROM desk), (SELECT name FROM state ORDER BY name <> 'draft', place LIMIT 1), ?3, ?3, ?3",
            params![article, slug, now],
        )?;
        told.push(format!("What was known of a piece beside its text was lost; it is “{slug}” now."));
    }
    Ok(())
}

/// Takes away versions whose text or fields cannot be read.
fn versions(to: &Connection) -> Result<u64> {
    let mut good: BTreeMap<String, bool> = BTreeMap::new();
    let mut broken = 0;
    let all: Vec<(i64, String, String)> = to
        .prepare("SELECT id, doc, fields FROM version")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, doc, fields) in all {
        let mut sound = |hash: String| *good.entry(hash.clone()).or_insert_with(|| whole(to, &hash));
        if !(sound(doc) && sound(fields)) {
            to.execute("DELETE FROM version WHERE id = ?1", [id])?;
            broken += 1;
        }
    }
    Ok(broken)
}

/// Are the bytes of this hash there, and are they these?
fn whole(conn: &Connection, hash: &str) -> bool {
    blob::get(conn, hash).is_ok_and(|bytes| blob::hash(&bytes) == hash)
}

/// Each piece has a text: its head, else the newest of its versions, else none, and that is told.
fn texts(to: &Connection, now: i64, told: &mut Vec<String>) -> Result<()> {
    let all: Vec<(String, String)> = to
        .prepare("SELECT uuid, slug FROM article ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (article, slug) in all {
        let head = piece::head(to, &article).ok().filter(|head| json::doc_hash(&head.doc) == head.hash);
        if head.is_some() {
            continue;
        }
        let newest: Option<String> = to
            .prepare_cached("SELECT doc FROM version WHERE article = ?1 ORDER BY at DESC, id DESC LIMIT 1")?
            .query_map([&article], |row| row.get(0))?
            .next()
            .transpose()?;
        let text = newest.and_then(|hash| String::from_utf8(blob::get(to, &hash).ok()?).ok());
        told.push(match &text {
            Some(_) => format!("The text of “{slug}” was lost; it is that of its last version now."),
            None => format!("The text of “{slug}” was lost, and it has no version."),
        });
        let doc = text.unwrap_or_else(|| Document::empty().to_json());
        to.execute("DELETE FROM article_text WHERE article = ?1", [&article])?;
        to.execute(
            "INSERT INTO article_text (article, schema_v, doc, size, head, seq, saved_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)",
            params![
                article,
                piece::DOCUMENT_V,
                blob::pack(doc.as_bytes())?,
                i64::try_from(doc.len()).unwrap_or(i64::MAX),
                json::doc_hash(&doc),
                now
            ],
        )?;
    }
    Ok(())
}
