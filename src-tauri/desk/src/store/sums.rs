//! Sums over every column of every content row, their number, and the sum of sums: O(1) a write, a scan to verify.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};

use super::migrate;
use crate::error::Result;

/// A table of content, what its changes are called, and the column that names its article (empty: none).
pub(super) struct Content {
    pub table: &'static str,
    pub kind: &'static str,
    pub article: &'static str,
}

const fn content(table: &'static str, kind: &'static str, article: &'static str) -> Content {
    Content { table, kind, article }
}

/// Every table with a `sum`. A test compares this list with the schema.
pub(super) const CONTENT: &[Content] = &[
    content("desk", "desk", ""),
    content("setting", "desk", ""),
    content("state", "desk", ""),
    content("transition", "desk", ""),
    content("person", "person", ""),
    content("saved_view", "view", ""),
    content("article", "article", "uuid"),
    content("article_text", "text", "article"),
    content("article_field", "field", "article"),
    content("article_date", "date", "article"),
    content("blob", "", ""),
    content("version", "version", "article"),
    content("step", "", "article"),
    content("audit", "history", "article"),
    content("media", "media", ""),
    content("original", "original", "article"),
    content("translation", "translation", "article"),
    content("act", "desk", ""),
    content("out_with", "out", "article"),
    content("card", "person", ""),
    content("fee", "fee", "article"),
    content("dossier", "dossier", "article"),
    content("approach", "dossier", "article"),
    content("check_item", "check", "article"),
    content("tick", "check", "article"),
    content("brief", "plan", "article"),
    content("series", "plan", "article"),
    content("template", "template", ""),
    content("recurring", "template", ""),
    content("recurred", "template", "article"),
];

/// The names of the tables that hold content.
pub fn content_tables() -> impl Iterator<Item = &'static str> {
    CONTENT.iter().map(|content| content.table)
}

/// The tables of content that this file has: one that was not brought up to date yet lacks those that came later.
fn there(conn: &Connection) -> Result<Vec<&'static Content>> {
    let older = migrate::version(conn)? < migrate::SCHEMA_V;
    let mut found = Vec::new();
    for content in CONTENT {
        let there =
            conn.prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?.exists([content.table])?;
        if there || !older {
            found.push(content);
        }
    }
    Ok(found)
}

/// How many content rows there are, and the sum of their sums mod 2^256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub rows: i64,
    pub total: [u8; 32],
}

impl Tally {
    /// The tally that the file keeps.
    pub fn kept(conn: &Connection) -> Result<Self> {
        Ok(conn
            .prepare_cached("SELECT rows, total FROM sums WHERE id = 1")?
            .query_row([], |row| Ok(Self { rows: row.get(0)?, total: row.get(1)? }))?)
    }

    pub(super) fn keep(&self, conn: &Connection) -> Result<()> {
        conn.prepare_cached("UPDATE sums SET rows = ?1, total = ?2 WHERE id = 1")?.execute(params![self.rows, self.total])?;
        Ok(())
    }

    /// Takes a row's old sum out (none: the row is new) and its new one in (none: the row is gone).
    pub(super) fn replace(&mut self, old: &[u8], new: &[u8]) {
        if !old.is_empty() {
            self.rows -= 1;
            subtract(&mut self.total, old);
        }
        if !new.is_empty() {
            self.rows += 1;
            add(&mut self.total, new);
        }
    }
}

fn add(total: &mut [u8; 32], sum: &[u8]) {
    let mut carry = 0_u16;
    for (to, from) in total.iter_mut().zip(sum).rev() {
        let [high, low] = (u16::from(*to) + u16::from(*from) + carry).to_be_bytes();
        *to = low;
        carry = u16::from(high);
    }
}

fn subtract(total: &mut [u8; 32], sum: &[u8]) {
    let mut borrow = false;
    for (to, from) in total.iter_mut().zip(sum).rev() {
        let (step, under) = to.overflowing_sub(*from);
        let (step, under_again) = step.overflowing_sub(u8::from(borrow));
        *to = step;
        borrow = under || under_again;
    }
}

/// SHA-256 over the table's name and every column but `sum`: name, kind of value, length, bytes.
pub(super) fn of_row(table: &str, names: &[String], row: &Row<'_>) -> Result<[u8; 32]> {
    let mut hash = Sha256::new();
    part(&mut hash, b't', table.as_bytes());
    for (place, name) in names.iter().enumerate() {
        if name == "sum" {
            continue;
        }
        part(&mut hash, b'c', name.as_bytes());
        match row.get_ref(place)? {
            ValueRef::Null => part(&mut hash, b'0', &[]),
            ValueRef::Integer(n) => part(&mut hash, b'i', &n.to_be_bytes()),
            ValueRef::Real(n) => part(&mut hash, b'r', &n.to_bits().to_be_bytes()),
            ValueRef::Text(text) => part(&mut hash, b's', text),
            ValueRef::Blob(bytes) => part(&mut hash, b'b', bytes),
        }
    }
    Ok(hash.finalize().into())
}

fn part(hash: &mut Sha256, kind: u8, bytes: &[u8]) {
    hash.update([kind]);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

pub(super) fn names(statement: &rusqlite::Statement<'_>) -> Vec<String> {
    statement.column_names().map(str::to_owned).collect()
}

/// Reads every content row and compares. Empty: all is as it was written. Else one sentence for each thing that is not.
pub fn verify(conn: &Connection) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut tally = Tally { rows: 0, total: [0; 32] };
    for content in there(conn)? {
        let mut bad = 0_u64;
        let mut statement = conn.prepare(&format!("SELECT * FROM {}", content.table))?;
        let names = names(&statement);
        let place = names.iter().position(|name| name == "sum").unwrap_or(0);
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let sum = of_row(content.table, &names, row)?;
            if row.get_ref(place)?.as_blob().unwrap_or_default() != sum {
                bad += 1;
            }
            tally.replace(&[], &sum);
        }
        if bad > 0 {
            wrong.push(format!("{bad} of the rows in “{}” are not as they were written.", content.table));
        }
    }
    let kept = Tally::kept(conn)?;
    if kept.rows != tally.rows {
        wrong.push(format!("There should be {} rows of content, and there are {}.", kept.rows, tally.rows));
    } else if kept.total != tally.total && wrong.is_empty() {
        wrong.push("A row of content was changed from outside.".to_owned());
    }
    Ok(wrong)
}

/// The pieces of which some row is not as it was written, as far as they can be told.
pub fn damaged_articles(conn: &Connection) -> Vec<String> {
    let mut found = std::collections::BTreeSet::new();
    for content in CONTENT.iter().filter(|content| !content.article.is_empty()) {
        let Ok(mut statement) = conn.prepare(&format!("SELECT * FROM {}", content.table)) else { continue };
        let names = names(&statement);
        let Ok(mut rows) = statement.query([]) else { continue };
        while let Ok(Some(row)) = rows.next() {
            let kept: Option<Vec<u8>> = row.get("sum").ok();
            let sound = of_row(content.table, &names, row).is_ok_and(|sum| kept.as_deref() == Some(&sum[..]));
            if let (false, Ok(article)) = (sound, row.get::<_, String>(content.article)) {
                found.insert(article);
            }
        }
    }
    found.remove("");
    found.into_iter().collect()
}

/// Makes every sum and the tally again: after a migration that changed a content table.
pub fn remake(conn: &Connection) -> Result<()> {
    let mut tally = Tally { rows: 0, total: [0; 32] };
    for content in there(conn)? {
        let table = content.table;
        let mut fresh = Vec::new();
        {
            let mut statement = conn.prepare(&format!("SELECT * FROM {table}"))?;
            let names = names(&statement);
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                fresh.push((row.get::<_, i64>("id")?, of_row(table, &names, row)?));
            }
        }
        let mut update = conn.prepare(&format!("UPDATE {table} SET sum = ?2 WHERE id = ?1"))?;
        for (id, sum) in fresh {
            update.execute(params![id, sum])?;
            tally.replace(&[], &sum);
        }
    }
    tally.keep(conn)
}
