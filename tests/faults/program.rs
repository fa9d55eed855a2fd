//! What the saver and the tests of faults share: a program on a desk, without a window, and texts that say which save they are of.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use stet_desk::home::Home;
use stet_desk::{Call, Event, Failure, Job, Payload, Platform, Reply, Session};

/// No dialogs, nobody to tell.
struct Nobody;

impl Platform for Nobody {
    fn choose_files(&self) -> Vec<PathBuf> {
        Vec::new()
    }
    fn choose_desk(&self) -> Option<PathBuf> {
        None
    }
    fn choose_save(&self, _: &str, _: &str) -> Option<PathBuf> {
        None
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
    fn open_file(&self, _: &Path) -> Result<(), Failure> {
        Ok(())
    }
    fn open_link(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }
    fn emit(&self, _: Event) {}
}

/// One program with a desk open.
pub struct Program {
    pub session: Session,
    call: Call,
}

/// What the tests read of a piece.
pub struct Piece {
    pub doc: String,
    pub head: String,
}

impl Program {
    /// A program that has nothing open; its settings lie beside the desk's folder.
    pub fn new(desk: &Path, origin: &str) -> Self {
        let folder = desk.parent().and_then(Path::parent).unwrap_or(Path::new("/tmp"));
        let session = Session::new(Home::at(&folder.join("home")), Arc::new(Nobody));
        let now = jiff::Timestamp::from_second(1_795_000_000).unwrap_or_default();
        Self { session, call: Call { now, actor: None, device: origin.to_owned(), origin: origin.to_owned(), job: Job::none() } }
    }

    /// # Errors
    /// What the session refuses.
    pub fn open(desk: &Path, origin: &str) -> Result<Self, Failure> {
        let program = Self::new(desk, origin);
        program.session.open_path(&program.call, desk)?;
        Ok(program)
    }

    pub fn call(&self) -> &Call {
        &self.call
    }

    /// # Errors
    /// What the command refuses.
    pub fn ask(&self, command: &str, input: &Value) -> Result<Value, Failure> {
        match self.session.call(&self.call, command, Payload::Json(input.to_string()))? {
            Reply::Json(text) => serde_json::from_str(&text).map_err(|error| Failure::new("damaged", error.to_string())),
            Reply::Bytes { .. } => Err(Failure::new("damaged", "Bytes were not asked for.")),
        }
    }

    /// # Errors
    /// What `article_get` refuses.
    pub fn article(&self, article: &str) -> Result<Piece, Failure> {
        let got = self.ask("article_get", &json!({ "article": article }))?;
        let text = |key: &str| got.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Piece { doc: text("doc"), head: text("head") })
    }

    /// # Errors
    /// What `article_save` refuses.
    pub fn save(&self, article: &str, base: &str, save_id: &str, doc: &str) -> Result<Value, Failure> {
        self.ask(
            "article_save",
            &json!({ "article": article, "base": base, "save_id": save_id, "steps": "[]", "doc": doc, "rest": false }),
        )
    }
}

/// A text of some hundred words that says which save it is of.
pub fn doc_of(number: u64) -> String {
    let line = |text: String| json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] });
    let mut content = parts(&format!("Save {number}"));
    for n in 0..8_u64 {
        let words: Vec<String> =
            (0..30).map(|word| format!("word{}", (number.wrapping_mul(31) + n * 7 + word * word) % 997)).collect();
        content.push(line(format!("Paragraph {n} of save {number}: {}.", words.join(" "))));
    }
    json!({ "type": "doc", "content": content }).to_string()
}

fn parts(headline: &str) -> Vec<Value> {
    vec![
        json!({ "type": "kicker" }),
        json!({ "type": "headline", "content": [{ "type": "text", "text": headline }] }),
        json!({ "type": "standfirst" }),
    ]
}

/// Which save a text is of.
pub fn number_of(doc: &str) -> Option<u64> {
    let value: Value = serde_json::from_str(doc).ok()?;
    value.pointer("/content/1/content/0/text")?.as_str()?.strip_prefix("Save ")?.parse().ok()
}

/// The text with one paragraph more.
pub fn with_line(doc: &str, line: &str) -> String {
    let mut value: Value = serde_json::from_str(doc).unwrap_or_default();
    if let Some(content) = value.get_mut("content").and_then(Value::as_array_mut) {
        content.push(json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] }));
    }
    value.to_string()
}

/// The paragraphs of a text.
pub fn lines_of(doc: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(doc).unwrap_or_default();
    let blocks = value.get("content").and_then(Value::as_array).cloned().unwrap_or_default();
    blocks.iter().filter_map(|block| block.pointer("/content/0/text").and_then(Value::as_str).map(str::to_owned)).collect()
}
