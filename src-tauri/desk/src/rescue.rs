//! Every text of a desk that may not open any more, as open files: Markdown to read, JSON whole, pictures and files beside. Knows the
//! names of tables and little else, so that a desk of which much is lost still gives what is left.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::Row;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use stet_document::{Document, Fields};
use stet_formats::{Media, OutDates, Outgoing};
use ts_rs::TS;

use crate::backup::{OfDesk, Target};
use crate::error::{Result, refuse};
use crate::session::Session;
use crate::store::Salvage;
use crate::{Call, blob, ids, names};

/// What was saved out of a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rescued {
    /// The folder's name.
    pub folder: String,
    /// Pieces with a text.
    pub pieces: u32,
    pub versions: u32,
    pub files: u32,
    /// A sentence for each thing that is lost.
    pub told: Vec<String>,
}

/// Bytes of the desk by hash, each read from the copy when it is wanted.
struct Bytes<'a> {
    salvage: &'a Salvage,
    rows: BTreeMap<String, i64>,
}

/// What is known of a piece.
#[derive(Default)]
struct Found {
    row: Map<String, Value>,
    fields: Map<String, Value>,
    dates: Map<String, Value>,
    head: Option<String>,
    /// When, kind, text.
    versions: Vec<(i64, String, String)>,
}

/// Writes every piece of a desk as files into a new folder, after asking where.
///
/// # Errors
/// `cancelled`; `damaged` where nothing can be read; what the disk says.
pub fn desk_rescue(session: &Session, call: &Call, wish: OfDesk) -> Result<Rescued> {
    let target = Target::of(session, wish.recent.as_deref())?;
    let folder = session.platform().choose_folder().ok_or_else(|| refuse("cancelled", "Cancelled."))?;
    let stem = target.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = format!("{}-pieces-{}", names::slug(&stem, ""), call.now.strftime("%Y%m%d-%H%M%S"));
    let root = folder.join(&name);
    let salvage = target.salvage(session)?;
    fs::create_dir(&root)?;
    let mut report = Rescued { folder: name, pieces: 0, versions: 0, files: 0, told: Vec::new() };
    let bytes = Bytes::of(&salvage, &mut report)?;
    let pieces = pieces(&salvage, &bytes, &mut report)?;
    let mut taken = BTreeSet::new();
    for (article, found) in &pieces {
        piece(&root, article, found, &bytes, &mut taken, &mut report)?;
    }
    files(&root.join("_files-as-they-came"), "original", &salvage, &bytes, &mut report)?;
    files(&root.join("_dossiers"), "dossier", &salvage, &bytes, &mut report)?;
    write(&root.join("READ-ME.txt"), read_me(&report).as_bytes())?;
    Ok(report)
}

fn read_me(report: &Rescued) -> String {
    let mut text = format!(
        "{} pieces and {} earlier versions, saved out of a Stet desk.\n\nEach folder is a piece: text.md to read, piece.json with everything that was known of it,\nits pictures, and its earlier versions. “stet import FOLDER/text.md” takes a piece into another desk.\n",
        report.pieces, report.versions
    );
    for line in &report.told {
        text.push('\n');
        text.push_str(line);
    }
    text.push('\n');
    text
}

impl<'a> Bytes<'a> {
    fn of(salvage: &'a Salvage, report: &mut Rescued) -> Result<Self> {
        let mut rows = BTreeMap::new();
        let scan = salvage.each("blob", &mut |row| {
            if let (Ok(hash), Ok(id)) = (row.get::<_, String>("hash"), row.get::<_, i64>("id")) {
                rows.insert(hash, id);
            }
            Ok(())
        })?;
        if scan.broken {
            report.told.push("Not every picture and earlier version could be reached.".to_owned());
        }
        Ok(Self { salvage, rows })
    }

    fn get(&self, hash: &str) -> Option<Vec<u8>> {
        let sql = "SELECT size, packing, bytes FROM blob WHERE id = ?1";
        let (size, packing, bytes): (i64, String, Vec<u8>) =
            self.salvage.conn().query_row(sql, [self.rows.get(hash)?], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).ok()?;
        if packing == "zstd" { blob::unpack(&bytes, size).ok() } else { Some(bytes) }
    }

    fn text(&self, hash: &str) -> Option<String> {
        String::from_utf8(self.get(hash)?).ok()
    }
}

/// A row as JSON, without what is packed or summed.
fn as_json(row: &Row<'_>) -> Map<String, Value> {
    use rusqlite::types::ValueRef;
    let mut out = Map::new();
    for (at, name) in row.as_ref().column_names().enumerate() {
        let value = match row.get_ref(at) {
            Ok(ValueRef::Integer(number)) => json!(number),
            Ok(ValueRef::Real(number)) => json!(number),
            Ok(ValueRef::Text(text)) => json!(String::from_utf8_lossy(text)),
            Ok(ValueRef::Null | ValueRef::Blob(_)) | Err(_) => continue,
        };
        out.insert(name.to_owned(), value);
    }
    out
}

fn pieces(salvage: &Salvage, bytes: &Bytes<'_>, report: &mut Rescued) -> Result<BTreeMap<String, Found>> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    let mut broken = Vec::new();
    let mut scan = |table: &'static str, on: &mut dyn FnMut(&Row<'_>) -> Result<()>| -> Result<()> {
        if salvage.each(table, on)?.broken {
            broken.push(table);
        }
        Ok(())
    };
    scan("article", &mut |row| {
        if let Ok(article) = row.get::<_, String>("uuid") {
            all.entry(article).or_default().row = as_json(row);
        }
        Ok(())
    })?;
    scan("article_text", &mut |row| {
        let read = (|| -> Result<(String, String)> {
            let (article, size): (String, i64) = (row.get("article")?, row.get("size")?);
            let text = blob::unpack(&row.get::<_, Vec<u8>>("doc")?, size)?;
            Ok((article, String::from_utf8_lossy(&text).into_owned()))
        })();
        if let Ok((article, text)) = read {
            all.entry(article).or_default().head = Some(text);
        }
        Ok(())
    })?;
    scan("article_field", &mut |row| {
        if let (Ok(article), Ok(name), Ok(value)) =
            (row.get::<_, String>("article"), row.get::<_, String>("name"), row.get::<_, String>("value"))
        {
            let value = serde_json::from_str(&value).unwrap_or(Value::String(value));
            all.entry(article).or_default().fields.insert(name, value);
        }
        Ok(())
    })?;
    scan("article_date", &mut |row| {
        if let (Ok(article), Ok(name)) = (row.get::<_, String>("article"), row.get::<_, String>("name")) {
            all.entry(article).or_default().dates.insert(name, Value::Object(as_json(row)));
        }
        Ok(())
    })?;
    scan("version", &mut |row| {
        let read =
            (row.get::<_, String>("article"), row.get::<_, String>("doc"), row.get::<_, i64>("at"), row.get::<_, String>("kind"));
        if let (Ok(article), Ok(doc), Ok(at), Ok(kind)) = read
            && let Some(text) = bytes.text(&doc)
        {
            all.entry(article).or_default().versions.push((at, kind, text));
        }
        Ok(())
    })?;
    if !broken.is_empty() {
        report.told.push(format!("Not everything could be reached in: {}.", broken.join(", ")));
    }
    for found in all.values_mut() {
        found.versions.sort_by_key(|version| version.0);
    }
    Ok(all)
}

/// One piece in a folder of its own.
fn piece(
    root: &Path,
    article: &str,
    found: &Found,
    bytes: &Bytes<'_>,
    taken: &mut BTreeSet<String>,
    report: &mut Rescued,
) -> Result<()> {
    let word = |name: &str| found.row.get(name).and_then(Value::as_str).unwrap_or_default();
    let slug = names::slug(word("slug"), "");
    let slug = if slug.is_empty() { format!("piece-{}", article.get(..8).unwrap_or("unknown")) } else { slug };
    let slug = names::free(&slug, |name| Ok::<_, crate::Error>(taken.contains(name)))?;
    taken.insert(slug.clone());
    let folder = root.join(&slug);
    fs::create_dir(&folder)?;
    let newest = found.versions.last().map(|version| version.2.as_str());
    let text = found.head.as_deref().or(newest);
    match (&found.head, text) {
        (None, Some(_)) => report.told.push(format!("The text of “{slug}” is that of its last version.")),
        (None, None) => report.told.push(format!("No text of “{slug}” could be read.")),
        _ => {}
    }
    let doc = text.map(|text| serde_json::from_str::<Value>(text).unwrap_or_else(|_| json!(text)));
    let whole = json!({ "id": article, "piece": found.row, "fields": found.fields, "dates": found.dates, "doc": doc });
    write(&folder.join("piece.json"), serde_json::to_string_pretty(&whole)?.as_bytes())?;
    if let Some(text) = text {
        report.pieces += 1;
        markdown(&folder, article, &slug, text, found, bytes)?;
    }
    for (number, (at, kind, text)) in found.versions.iter().enumerate() {
        let versions = folder.join("versions");
        fs::create_dir_all(&versions)?;
        let day: String = ids::told(*at).chars().take(10).collect();
        write(&versions.join(format!("{:03}-{day}-{kind}.json", number + 1)), text.as_bytes())?;
        report.versions += 1;
    }
    Ok(())
}

/// The text to read, with its pictures.
fn markdown(folder: &Path, article: &str, slug: &str, text: &str, found: &Found, bytes: &Bytes<'_>) -> Result<()> {
    let Ok(document) = Document::from_json(text) else {
        // Of a newer Stet, or damaged: the words without their form.
        return write(&folder.join("text.md"), words(text).as_bytes());
    };
    let mut fields = found.fields.clone();
    for name in ["lang", "section"] {
        fields.insert(name.to_owned(), found.row.get(name).cloned().unwrap_or(json!("")));
    }
    let mut fields: Fields = serde_json::from_value(Value::Object(fields)).unwrap_or_default();
    fields.slug = slug.to_owned();
    fields.address = slug.to_owned();
    let media = |hash: &str| -> Option<Media> {
        let bytes = bytes.get(hash)?;
        Some(Media { hash: hash.to_owned(), mime: mime(&bytes).to_owned(), bytes, width: 0, height: 0, name: String::new() })
    };
    let out = Outgoing {
        id: article,
        document: &document,
        fields: &fields,
        dates: OutDates::default(),
        publication: "",
        working_copy: false,
        media: &media,
        address_of: &|_| None,
        translations: Vec::new(),
    };
    let Ok(export) = stet_formats::write(&out, "markdown:plain") else {
        return write(&folder.join("text.md"), words(text).as_bytes());
    };
    for (at, file) in export.files.iter().enumerate() {
        let path = if at == 0 { PathBuf::from("text.md") } else { PathBuf::from(&file.path) };
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        write(&path, &file.bytes)?;
    }
    Ok(())
}

/// The words of a text whose form is not understood, a line for each stretch.
fn words(text: &str) -> String {
    let mut out = String::new();
    let mut open = vec![serde_json::from_str::<Value>(text).unwrap_or_else(|_| json!({ "text": text }))];
    while let Some(node) = open.pop() {
        match node {
            Value::Object(mut node) => {
                if let Some(Value::String(words)) = node.remove("text") {
                    out.push_str(&words);
                    out.push('\n');
                }
                open.extend(node.remove("content"));
            }
            Value::Array(nodes) => open.extend(nodes.into_iter().rev()),
            _ => {}
        }
    }
    out
}

/// Files of one table: as they came, or of dossiers.
fn files(folder: &Path, table: &str, salvage: &Salvage, bytes: &Bytes<'_>, report: &mut Rescued) -> Result<()> {
    let mut number = 0;
    salvage.each(table, &mut |row| {
        let (Ok(name), Ok(hash)) = (row.get::<_, String>("name"), row.get::<_, String>("hash")) else { return Ok(()) };
        let Some(bytes) = bytes.get(&hash) else { return Ok(()) };
        number += 1;
        fs::create_dir_all(folder)?;
        let plain: String =
            name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '-' }).collect();
        write(&folder.join(format!("{number:03}-{}", plain.trim_start_matches('.'))), &bytes)?;
        report.files += 1;
        Ok(())
    })?;
    Ok(())
}

/// By the first bytes: what the desk said of it may be lost.
fn mime(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xD8, ..] => "image/jpeg",
        [b'G', b'I', b'F', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        _ => "image/png",
    }
}

/// A new file; none is overwritten.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}
