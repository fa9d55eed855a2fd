//! Bytes by their hash, each once: texts of versions, pictures, files as they came. What they belong to is `media` and `original`
//! rows, written here too; which piece has which text is `piece.rs`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::Call;
use crate::audit::hex;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId};
use crate::session::Session;
use crate::store::Write;

/// How hard texts are packed: 3 is quick enough for every save.
const LEVEL: i32 = 3;
/// No text or file of a desk is larger; what claims to be is damaged.
const LARGEST: usize = 512 * 1024 * 1024;

/// SHA-256 in lower-case hex.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Packs a text.
///
/// # Errors
/// What the packer says.
pub fn pack(bytes: &[u8]) -> Result<Vec<u8>> {
    Ok(zstd::bulk::compress(bytes, LEVEL)?)
}

/// Unpacks a text of so many bytes.
///
/// # Errors
/// `damaged` where it does not give that many.
pub fn unpack(packed: &[u8], size: i64) -> Result<Vec<u8>> {
    let size = usize::try_from(size).ok().filter(|size| *size <= LARGEST).ok_or_else(damaged)?;
    let bytes = zstd::bulk::decompress(packed, size).map_err(|_| damaged())?;
    if bytes.len() == size { Ok(bytes) } else { Err(damaged()) }
}

fn damaged() -> crate::Error {
    refuse("damaged", "A stored text is damaged and could not be read; nothing was changed.")
}

/// Keeps bytes; answers their hash. `packed`: worth packing (text, not a picture).
///
/// # Errors
/// What SQLite says.
pub fn put(tx: &Write<'_>, bytes: &[u8], packed: bool) -> Result<String> {
    let hash = hash(bytes);
    let there: Option<i64> =
        tx.prepare_cached("SELECT id FROM blob WHERE hash = ?1")?.query_row([&hash], |row| row.get(0)).optional()?;
    if there.is_none() {
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let mut insert = tx.prepare_cached("INSERT INTO blob (hash, size, packing, bytes) VALUES (?1, ?2, ?3, ?4)")?;
        if packed {
            insert.execute(params![hash, size, "zstd", pack(bytes)?])?;
        } else {
            insert.execute(params![hash, size, "none", bytes])?;
        }
    }
    Ok(hash)
}

/// The bytes of a hash.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn get(conn: &Connection, hash: &str) -> Result<Vec<u8>> {
    let (size, packing, bytes): (i64, String, Vec<u8>) = conn
        .prepare_cached("SELECT size, packing, bytes FROM blob WHERE hash = ?1")?
        .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .or_not_found("This is not on the desk.")?;
    if packing == "zstd" { unpack(&bytes, size) } else { Ok(bytes) }
}

/// Keeps a picture.
///
/// # Errors
/// What SQLite says.
pub fn put_media(tx: &Write<'_>, media: &stet_formats::Media) -> Result<()> {
    let hash = put(tx, &media.bytes, false)?;
    if hash != media.hash {
        return Err(damaged());
    }
    tx.prepare_cached(
        "INSERT INTO media (uuid, hash, mime, width, height, name, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (hash) DO NOTHING",
    )?
    .execute(params![ids::fresh(tx.call().now), hash, media.mime, media.width, media.height, media.name, tx.now()])?;
    Ok(())
}

/// A picture of the desk by its hash.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn media(conn: &Connection, hash: &str) -> Result<stet_formats::Media> {
    let (mime, width, height, name) = conn
        .prepare_cached("SELECT mime, width, height, name FROM media WHERE hash = ?1")?
        .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .or_not_found("This picture is not on the desk.")?;
    Ok(stet_formats::Media { hash: hash.to_owned(), bytes: get(conn, hash)?, mime, width, height, name })
}

/// Whether the desk has a picture.
///
/// # Errors
/// What SQLite says.
pub fn has_media(conn: &Connection, hash: &str) -> Result<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM media WHERE hash = ?1")?.exists([hash])?)
}

/// A file as it came, kept unchanged with the piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Original {
    pub id: String,
    pub name: String,
    /// docx, markdown, html, text, eml.
    pub format: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: i64,
    /// Instant.
    pub added: String,
}

/// Keeps a file with a piece.
///
/// # Errors
/// What SQLite says.
pub fn put_original(tx: &Write<'_>, article: &str, name: &str, format: &str, bytes: &[u8]) -> Result<()> {
    let hash = put(tx, bytes, !matches!(format, "docx" | "odt" | "zip"))?;
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    tx.execute(
        "INSERT INTO original (uuid, article, hash, name, format, size, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![ids::fresh(tx.call().now), article, hash, name, format, i64::try_from(bytes.len()).unwrap_or(i64::MAX), tx.now()],
    )?;
    Ok(())
}

/// The files that came for a piece, the first first.
///
/// # Errors
/// What SQLite says.
pub fn originals(conn: &Connection, article: &str) -> Result<Vec<Original>> {
    let mut statement =
        conn.prepare_cached("SELECT uuid, name, format, size, added_at FROM original WHERE article = ?1 ORDER BY id")?;
    let rows = statement.query_map([article], |row| {
        Ok(Original { id: row.get(0)?, name: row.get(1)?, format: row.get(2)?, size: row.get(3)?, added: ids::told(row.get(4)?) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The command `original_open`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OriginalOpen {
    pub article: ArticleId,
    pub original: String,
}

/// Opens a file as it came with the system's program for it; a copy is opened, what the desk keeps stays as it is.
///
/// # Errors
/// `not-found`; what the disk says, and the system where it has no program for it.
pub fn original_open(session: &Session, _: &Call, wish: OriginalOpen) -> Result<()> {
    let desk = session.desk()?;
    let (name, bytes) = desk.read(|conn| {
        let (name, hash): (String, String) = conn
            .prepare_cached("SELECT name, hash FROM original WHERE uuid = ?1 AND article = ?2")?
            .query_row(params![wish.original, wish.article], |row| Ok((row.get(0)?, row.get(1)?)))
            .or_not_found("This file is not kept with the piece.")?;
        Ok((name, get(conn, &hash)?))
    })?;
    // Only endings that Stet reads: a script that came under another name is never handed to the system by its ending.
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let known = stet_formats::READERS.iter().any(|reader| reader.extensions.contains(&ending.as_str())) || ending == "eml";
    open_copy(session, &wish.original, &name, if known { &ending } else { "txt" }, &bytes)
}

/// Opens a copy of bytes with the system's program for this ending.
///
/// # Errors
/// What the disk says, and the system where it has no program for it.
pub(crate) fn open_copy(session: &Session, id: &str, name: &str, ending: &str, bytes: &[u8]) -> Result<()> {
    let stem = crate::names::address(name.rsplit_once('.').map_or(name, |(stem, _)| stem), "");
    let folder = session.home().state_folder().join("opened").join(id);
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.{ending}", if stem.is_empty() { "file" } else { &stem }));
    std::fs::write(&path, bytes)?;
    Ok(session.platform().open_file(&path)?)
}
