//! The one way to change a desk. Nouns write plain SQL; sums, the number of rows, `change` rows and the event follow by themselves.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::sums::{self, CONTENT, Tally};
use super::{Desk, lock};
use crate::call::Call;
use crate::error::{Result, refuse};
use crate::ids;

/// Rows that the present write has inserted or updated, as (place in CONTENT, row id); filled by SQLite's update hook.
pub(super) type Touched = Arc<Mutex<BTreeSet<(usize, i64)>>>;

/// The change that comes with no content row: findings are made, not written by anybody.
const MADE: &[(&str, &str)] = &[("finding", "finding")];

pub(super) fn listen(conn: &mut Connection) -> Result<Touched> {
    let touched = Touched::default();
    let hook = Arc::clone(&touched);
    conn.update_hook(Some(move |_action: rusqlite::hooks::Action, _database: &str, table: &str, row: i64| {
        if let Some(place) = CONTENT.iter().position(|content| content.table == table) {
            lock(&hook).insert((place, row));
        }
    }))?;
    Ok(touched)
}

/// A write under way: the transaction (as a connection), and who makes it.
pub struct Write<'a> {
    tx: Transaction<'a>,
    call: &'a Call,
    made: Mutex<BTreeSet<(String, String)>>,
}

impl Deref for Write<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.tx
    }
}

impl<'a> Write<'a> {
    /// Who writes, when, from where.
    pub fn call(&self) -> &'a Call {
        self.call
    }

    /// Now, as the file keeps instants.
    pub fn now(&self) -> i64 {
        ids::millis(self.call.now)
    }

    /// The person who acts, as columns `by_person` keep it: empty when nobody is known.
    pub fn actor(&self) -> &str {
        self.call.actor.as_ref().map_or("", |person| person.as_str())
    }

    /// Says that something was made again that is not content (findings). Content is seen by itself.
    pub fn made(&self, table: &str, article: &str) {
        if let Some((_, kind)) = MADE.iter().find(|(name, _)| *name == table) {
            lock(&self.made).insert(((*kind).to_owned(), article.to_owned()));
        }
    }
}

impl Desk {
    /// One transaction, all or nothing; on the disk when it answers. `f` writes plain SQL (`INSERT`, `UPDATE`, `DELETE`, upserts;
    /// never `OR REPLACE`) and may refuse at any point: then nothing was changed.
    ///
    /// # Errors
    /// What `f` refuses; `read-only`, `busy`, `disk-full`, `gone` with the desk as it was (after `gone`: unknown, the file is elsewhere).
    pub fn write<T>(&self, call: &Call, f: impl FnOnce(&Write<'_>) -> Result<T>) -> Result<T> {
        if self.read_only {
            return Err(refuse("read-only", "This desk is open for reading only; nothing was changed."));
        }
        let answer = {
            let mut conn = lock(&self.writer);
            self.guard.check()?;
            lock(&self.touched).clear();
            let write =
                Write { tx: conn.transaction_with_behavior(TransactionBehavior::Immediate)?, call, made: Mutex::default() };
            let answer = f(&write)?;
            settle(&write, &self.touched)?;
            write.tx.commit()?;
            // SQLite answers Ok although the file was moved or replaced: only now it is known to be saved.
            self.guard.check()?;
            answer
        };
        self.tell();
        Ok(answer)
    }
}

/// Brings sums, tally and `change` rows up to what was written.
fn settle(write: &Write<'_>, touched: &Touched) -> Result<()> {
    let rows = std::mem::take(&mut *lock(touched));
    let mut changes = std::mem::take(&mut *lock(&write.made));
    let before = Tally::kept(write)?;
    let mut tally = before.clone();
    let mut note = |kind: &str, article: String| {
        if !kind.is_empty() {
            changes.insert((kind.to_owned(), article));
        }
    };

    let mut any_removed = false;
    let mut removed = write.prepare_cached("SELECT tbl, sum, article FROM removed")?;
    let mut removed_rows = removed.query([])?;
    while let Some(row) = removed_rows.next()? {
        any_removed = true;
        let table: String = row.get(0)?;
        tally.replace(row.get_ref(1)?.as_blob().unwrap_or_default(), &[]);
        let kind = CONTENT.iter().find(|content| content.table == table).map_or("", |content| content.kind);
        note(kind, row.get(2)?);
    }
    drop(removed_rows);
    if any_removed {
        write.prepare_cached("DELETE FROM removed")?.execute([])?;
    }

    for (place, id) in rows {
        let Some(content) = CONTENT.get(place) else { continue };
        let mut statement = write.prepare_cached(&format!("SELECT * FROM {} WHERE id = ?1", content.table))?;
        let names = sums::names(&statement);
        let mut found = statement.query([id])?;
        let Some(row) = found.next()? else { continue };
        let sum = sums::of_row(content.table, &names, row)?;
        let old: Vec<u8> = row.get("sum")?;
        let article: String = if content.article.is_empty() { String::new() } else { row.get(content.article)? };
        drop(found);
        note(content.kind, article);
        if old != sum {
            tally.replace(&old, &sum);
            write.prepare_cached(&format!("UPDATE {} SET sum = ?2 WHERE id = ?1", content.table))?.execute(params![id, sum])?;
        }
    }
    lock(touched).clear();
    if tally != before {
        tally.keep(write)?;
    }

    if !changes.is_empty() {
        let uuid = ids::fresh(write.call.now);
        let mut insert = write
            .prepare_cached("INSERT INTO change (uuid, at, device, origin, kind, article) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (kind, article) in changes {
            insert.execute(params![uuid, write.now(), write.call.device, write.call.origin, kind, article])?;
        }
    }
    Ok(())
}
