//! The whole desk as open files, and back: every row of content as a line of JSON, texts as JSON, pictures and files as they are, and
//! beside them each piece as Markdown to read. What is written is all that the desk knows; search and findings are made again.
//!
//! **Invariant:** a desk that was read back is the same desk: written out again, every file is the same.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::types::{Value as Cell, ValueRef};
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

use crate::app::{self, AppState, Nothing};
use crate::error::{Result, refuse};
use crate::rescue::write;
use crate::session::Session;
use crate::store::{self, SCHEMA_V};
use crate::{Call, blob, desk, export, names, repair};

/// What kind of folder this is, and how it is written.
const KIND: &str = "stet-desk";
const VERSION: i64 = 1;
/// No line and no text of a desk is longer; what claims to be is no desk's.
const LARGEST: u64 = 512 * 1024 * 1024;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenFiles {
    /// The folder's name.
    pub folder: String,
    pub pieces: u32,
    #[ts(type = "number")]
    pub rows: u64,
}

/// Writes the whole desk into a new folder, after asking where.
///
/// # Errors
/// `cancelled`, `exists`; what the disk says.
pub fn desk_files_write(session: &Session, call: &Call, _: Nothing) -> Result<OpenFiles> {
    let desk = session.desk()?;
    let call = &Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let folder = session.platform().choose_folder().ok_or_else(|| refuse("cancelled", "Cancelled."))?;
    let (written, early) = desk.read(|conn| {
        let title = desk::settings(conn)?.title;
        let name = format!("{}-desk-{}", names::slug(&title, ""), call.now.strftime("%Y%m%d-%H%M%S"));
        let root = folder.join(&name);
        fs::create_dir(&root)?;
        let rows = put(conn, &root)?;
        let (pieces, early) = to_read(conn, call, &root)?;
        Ok((OpenFiles { folder: name, pieces, rows }, early))
    })?;
    let told = match early {
        0 => String::new(),
        1 => ", 1 of them as a working copy".to_owned(),
        many => format!(", {many} of them as working copies"),
    };
    let pieces = if written.pieces == 1 { "1 piece".to_owned() } else { format!("{} pieces", written.pieces) };
    export::tell_desk(&desk, call, format!("Wrote the whole desk as open files, with {pieces} to read{told}."));
    Ok(written)
}

/// Every row of content, and every text, picture and file.
fn put(conn: &Connection, root: &Path) -> Result<u64> {
    for folder in ["tables", "texts", "pictures", "files"] {
        fs::create_dir(root.join(folder))?;
    }
    let mut pictures: BTreeMap<String, String> = BTreeMap::new();
    let mut statement = conn.prepare("SELECT hash, mime FROM media")?;
    let mut media = statement.query([])?;
    while let Some(row) = media.next()? {
        pictures.insert(row.get(0)?, row.get(1)?);
    }
    let mut count = 0;
    for table in store::content_tables() {
        let columns: Vec<String> = columns(conn, table)?;
        let path = root.join("tables").join(format!("{table}.jsonl"));
        let mut lines = BufWriter::new(fs::OpenOptions::new().write(true).create_new(true).open(path)?);
        let mut statement = conn.prepare(&format!("SELECT {} FROM {table} ORDER BY id", columns.join(", ")))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut line = Map::new();
            for (at, name) in columns.iter().enumerate() {
                if table == "blob" && name == "bytes" {
                    continue;
                }
                line.insert(name.clone(), cell(row.get_ref(at)?));
            }
            if table == "blob" {
                let hash: String = row.get("hash")?;
                let packing: String = row.get("packing")?;
                write(&root.join(place(&hash, &packing, &pictures)), &blob::get(conn, &hash)?)?;
            }
            serde_json::to_writer(&mut lines, &line)?;
            lines.write_all(b"\n")?;
            count += 1;
        }
        lines.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    }
    let settings = desk::settings(conn)?;
    let head = json!({ "kind": KIND, "version": VERSION, "schema": SCHEMA_V, "desk": settings.id, "title": settings.title, "rows": count });
    write(&root.join("desk.json"), serde_json::to_string_pretty(&head)?.as_bytes())?;
    Ok(count)
}

/// Columns that are kept, without the sum, which is made again.
fn columns(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1) WHERE name <> 'sum'")?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Where the bytes of a hash lie.
fn place(hash: &str, packing: &str, pictures: &BTreeMap<String, String>) -> PathBuf {
    match pictures.get(hash).map(String::as_str) {
        Some("image/jpeg") => Path::new("pictures").join(format!("{hash}.jpg")),
        Some("image/gif") => Path::new("pictures").join(format!("{hash}.gif")),
        Some("image/webp") => Path::new("pictures").join(format!("{hash}.webp")),
        Some(_) => Path::new("pictures").join(format!("{hash}.png")),
        None if packing == "zstd" => Path::new("texts").join(format!("{hash}.json")),
        None => Path::new("files").join(hash),
    }
}

/// A packed text as text, other bytes as hex.
fn cell(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) => json!(number),
        ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => match unpacked(bytes) {
            Some(text) => json!({ "packed": text }),
            None => {
                json!({ "hex": crate::audit::hex(bytes) })
            }
        },
    }
}

fn unpacked(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    zstd::stream::read::Decoder::new(bytes).ok()?.take(LARGEST).read_to_string(&mut text).ok()?;
    // Only what is packed again to a text of the same words.
    Some(text).filter(|text| !text.is_empty())
}

/// Each piece as Markdown with its pictures, for eyes; it is not read back. Answers how many there are, and how many of them are
/// marked as working copies, because they may not leave yet.
fn to_read(conn: &Connection, call: &Call, root: &Path) -> Result<(u32, u32)> {
    let mut statement = conn.prepare("SELECT uuid, slug FROM article ORDER BY id")?;
    let all: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let pieces = root.join("pieces");
    fs::create_dir(&pieces)?;
    let (mut count, mut early) = (0, 0);
    for (article, slug) in all {
        let Ok((files, working_copy)) = export::to_read(conn, call, &article) else { continue };
        let folder = pieces.join(&slug);
        fs::create_dir(&folder)?;
        for (at, file) in files.iter().enumerate() {
            let path = folder.join(if at == 0 { "text.md" } else { file.path.as_str() });
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            write(&path, &file.bytes)?;
        }
        count += 1;
        early += u32::from(working_copy);
    }
    Ok((count, early))
}

/// Makes a desk of such a folder, after asking for the folder and where the desk shall be; opens it.
///
/// # Errors
/// `cancelled`, `exists`; `not-a-desk`, `newer`, `damaged` for a folder that is not one; what the disk says.
pub fn desk_files_read(session: &Session, call: &Call, _: Nothing) -> Result<AppState> {
    let cancelled = || refuse("cancelled", "Cancelled.");
    let root = session.platform().choose_folder().ok_or_else(cancelled)?;
    let head: Value = serde_json::from_slice(&bytes(&root.join("desk.json"))?).map_err(|_| no_desk())?;
    if head.get("kind").and_then(Value::as_str) != Some(KIND) {
        return Err(no_desk());
    }
    let number = |name: &str| head.get(name).and_then(Value::as_i64).unwrap_or(i64::MAX);
    if number("version") > VERSION || number("schema") > i64::try_from(SCHEMA_V).unwrap_or(i64::MAX) {
        return Err(refuse("newer", "These files were written by a newer Stet; update this one to read them."));
    }
    let title = head.get("title").and_then(Value::as_str).unwrap_or("desk");
    let to = session.platform().choose_save("Where shall the desk be kept?", &format!("{}.stet", names::slug(title, "")));
    let to = app::desk_file(&to.ok_or_else(cancelled)?);
    if to.symlink_metadata().is_ok() {
        return Err(refuse("exists", "A file of that name is there already; choose another name."));
    }
    store::write_copy(&to, |part| {
        let mut conn = store::empty_desk(part)?;
        let tx = conn.transaction()?;
        for table in store::content_tables() {
            take(&tx, &root, table)?;
        }
        let loose: i64 = tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
        if loose > 0 {
            return Err(damaged("tables"));
        }
        store::remake_sums(&tx)?;
        tx.commit()?;
        drop(conn);
        repair::made_again(part, call)
    })?;
    session.open_path(call, &to)?;
    app::app_state(session, call, Nothing {})
}

/// The rows of one table.
fn take(to: &Connection, root: &Path, table: &str) -> Result<()> {
    let name = format!("tables/{table}.jsonl");
    let path = root.join(&name);
    // A table that came with a later version has no rows yet.
    if !path.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
        return Ok(());
    }
    store::clear(to, table)?;
    let columns = columns(to, table)?;
    let mut lines = BufReader::new(fs::File::open(&path)?);
    let mut line = Vec::new();
    while next_line(&mut lines, &mut line, LARGEST)?.ok_or_else(|| damaged(&name))? {
        let row: Map<String, Value> = serde_json::from_slice(&line).map_err(|_| damaged(&name))?;
        let mut names = Vec::new();
        let mut cells = Vec::new();
        for column in &columns {
            if let Some(value) = row.get(column) {
                names.push(column.as_str());
                cells.push(cell_of(value).ok_or_else(|| damaged(&name))?);
            }
        }
        if table == "blob" {
            names.push("bytes");
            cells.push(Cell::Blob(bytes_of(root, &row)?));
        }
        let holes = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT INTO {table} ({}) VALUES ({holes})", names.join(", "));
        let put = to.prepare_cached(&sql)?.execute(params_from_iter(cells));
        if let Err(error) = put {
            tracing::error!(%error, table, "a line of an open desk");
            let full = matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull));
            return Err(if full { error.into() } else { damaged(&name) });
        }
    }
    Ok(())
}

/// The next line, whatever the file's length; false at the end, nothing for a line longer than `longest`.
fn next_line(from: &mut impl BufRead, line: &mut Vec<u8>, longest: u64) -> Result<Option<bool>> {
    line.clear();
    let read = from.take(longest + 1).read_until(b'\n', line)?;
    Ok(if u64::try_from(read).is_ok_and(|read| read <= longest) { Some(read > 0) } else { None })
}

fn cell_of(value: &Value) -> Option<Cell> {
    Some(match value {
        Value::Null => Cell::Null,
        Value::String(text) => Cell::Text(text.clone()),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Cell::Integer(whole),
            None => Cell::Real(number.as_f64()?),
        },
        Value::Object(map) => match (map.get("packed"), map.get("hex")) {
            (Some(Value::String(text)), _) => Cell::Blob(blob::pack(text.as_bytes()).ok()?),
            (_, Some(Value::String(hex))) => Cell::Blob(from_hex(hex)?),
            _ => return None,
        },
        Value::Bool(_) | Value::Array(_) => return None,
    })
}

fn from_hex(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    hex.as_bytes().chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()).collect()
}

/// The bytes of a row of `blob`, looked for by their hash alone and compared with it.
fn bytes_of(root: &Path, row: &Map<String, Value>) -> Result<Vec<u8>> {
    let word = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let (hash, packing) = (word("hash"), word("packing"));
    if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(damaged("tables/blob.jsonl"));
    }
    let names = [
        format!("texts/{hash}.json"),
        format!("pictures/{hash}.jpg"),
        format!("pictures/{hash}.png"),
        format!("pictures/{hash}.gif"),
        format!("pictures/{hash}.webp"),
        format!("files/{hash}"),
    ];
    let found = names.iter().map(|name| root.join(name)).find(|path| path.is_file()).ok_or_else(|| damaged(hash))?;
    let bytes = bytes(&found)?;
    if blob::hash(&bytes) != hash {
        return Err(damaged(hash));
    }
    if packing == "zstd" { blob::pack(&bytes) } else { Ok(bytes) }
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let meta = path.symlink_metadata().map_err(|_| no_desk())?;
    if !meta.is_file() || meta.len() > LARGEST {
        return Err(no_desk());
    }
    Ok(fs::read(path)?)
}

fn no_desk() -> crate::Error {
    refuse("not-a-desk", "This folder is not a desk as open files; choose the folder in which desk.json lies.")
}

fn damaged(what: &str) -> crate::Error {
    let shown: String = what.chars().filter(|c| !c.is_control()).take(80).collect();
    refuse("damaged", format!("Something in these files makes no sense ({shown}), so no desk was made of them."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_any_length_is_read_line_by_line_and_a_line_has_a_limit() {
        let text = "{\"id\":1}\n".repeat(100);
        let (mut from, mut line, mut lines) = (text.as_bytes(), Vec::new(), 0);
        while next_line(&mut from, &mut line, 9).unwrap().unwrap() {
            assert_eq!(line, b"{\"id\":1}\n");
            lines += 1;
        }
        assert_eq!(lines, 100);
        assert_eq!(next_line(&mut text.as_bytes(), &mut line, 8).unwrap(), None);
    }
}
