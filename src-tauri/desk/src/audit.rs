//! The audit trail: one line for each editorial change, chained per device, never changed or cut.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::ids;
use crate::store::Write;

/// How a line's hash is made.
const HASH_V: i64 = 1;

/// What one line says; who, when and where come from the call.
#[derive(Clone, Debug, Default)]
pub struct Line<'a> {
    /// created, move, date, field, give, person, import, restore, override …
    pub kind: &'a str,
    /// The article's id; empty: about the desk.
    pub article: &'a str,
    /// A sentence: "Moved from copy edit to proof."
    pub what: String,
    pub before: &'a str,
    pub after: &'a str,
    /// The reason that was given; empty: none.
    pub why: &'a str,
}

struct Row {
    uuid: String,
    at: i64,
    device: String,
    by_person: String,
    kind: String,
    article: String,
    what: String,
    before: String,
    after: String,
    why: String,
    prev: String,
}

impl Row {
    fn hash(&self) -> String {
        let mut hash = Sha256::new();
        let at = self.at.to_string();
        let parts = [
            &self.prev,
            &self.uuid,
            &at,
            &self.device,
            &self.by_person,
            &self.kind,
            &self.article,
            &self.what,
            &self.before,
            &self.after,
            &self.why,
        ];
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hex(&hash.finalize())
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Write<'_> {
    /// Adds a line to the audit trail, in this write.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn audit(&self, line: &Line<'_>) -> Result<()> {
        let device = self.call().device.clone();
        // The write is BEGIN IMMEDIATE: nobody else can add a line between this reading and ours.
        let prev: Option<String> = self
            .prepare_cached("SELECT hash FROM audit WHERE device = ?1 ORDER BY id DESC LIMIT 1")?
            .query_row([&device], |row| row.get(0))
            .optional()?;
        let row = Row {
            uuid: ids::fresh(self.call().now),
            at: self.now(),
            device,
            by_person: self.actor().to_owned(),
            kind: line.kind.to_owned(),
            article: line.article.to_owned(),
            what: line.what.clone(),
            before: line.before.to_owned(),
            after: line.after.to_owned(),
            why: line.why.to_owned(),
            prev: prev.unwrap_or_default(),
        };
        self.prepare_cached(
            "INSERT INTO audit (uuid, at, device, by_person, kind, article, what, before, after, why, prev, hash, hash_v)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            row.uuid,
            row.at,
            row.device,
            row.by_person,
            row.kind,
            row.article,
            row.what,
            row.before,
            row.after,
            row.why,
            row.prev,
            row.hash(),
            HASH_V
        ])?;
        Ok(())
    }
}

/// Follows every device's chain. Empty: whole. Else a sentence for each device whose chain is broken.
pub fn verify(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare(
        "SELECT uuid, at, device, by_person, kind, article, what, before, after, why, prev, hash, hash_v FROM audit ORDER BY device, id",
    )?;
    let mut rows = statement.query([])?;
    let mut wrong = Vec::new();
    let (mut device, mut last) = (String::new(), String::new());
    let mut broken = 0_u64;
    while let Some(row) = rows.next()? {
        let line = Row {
            uuid: row.get(0)?,
            at: row.get(1)?,
            device: row.get(2)?,
            by_person: row.get(3)?,
            kind: row.get(4)?,
            article: row.get(5)?,
            what: row.get(6)?,
            before: row.get(7)?,
            after: row.get(8)?,
            why: row.get(9)?,
            prev: row.get(10)?,
        };
        if line.device != device {
            device.clone_from(&line.device);
            last.clear();
        }
        let hash: String = row.get(11)?;
        let hash_v: i64 = row.get(12)?;
        if hash_v == HASH_V && (line.prev != last || line.hash() != hash) {
            broken += 1;
        }
        last = hash;
    }
    if broken > 0 {
        wrong.push(format!("The audit trail was changed from outside in {broken} places."));
    }
    Ok(wrong)
}
