//! What an editor pastes: read beside the window, so that a long paste never holds it up. Reading is the crate `stet-formats`.
//! And what a button copies: a web view gives its clipboard to a key alone.

use serde::{Deserialize, Serialize};
use stet_formats::clipboard::{self, How};
use stet_formats::{LeftOut, ReadOptions};
use ts_rs::TS;

use crate::error::{Result, refuse};
use crate::session::Session;
use crate::store::Desk;
use crate::{Call, blob, ids};

/// The command `clipboard_read`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ClipboardRead {
    pub text: String,
    /// The clipboard's HTML; null: there was none.
    pub html: Option<String>,
    #[ts(type = "\"rich\" | \"text\" | \"markdown\"")]
    pub how: String,
    /// BCP 47 language of the piece; words in another one are marked so.
    pub lang: String,
}

/// What was on a clipboard.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Clipping {
    /// ProseMirror JSON: its blocks are the body, the other parts are empty.
    pub doc: String,
    pub left_out: Vec<LeftOut>,
    /// It was read as plain text and looks like Markdown.
    pub markdown: bool,
}

/// Reads a clipboard's HTML or text. Pictures that are in it are kept; nothing that it names is fetched.
///
/// # Errors
/// `usage`, `too-large`; what SQLite says.
pub fn clipboard_read(desk: &Desk, call: &Call, wish: ClipboardRead) -> Result<Clipping> {
    let how = match wish.how.as_str() {
        "rich" => How::Rich,
        "text" => How::Text,
        "markdown" => How::Markdown,
        _ => return Err(refuse("usage", "A clipboard is read as rich, text or markdown.")),
    };
    if !stet_document::schema::is_lang(&wish.lang) {
        return Err(refuse("usage", "A language is written like en-GB, pt or ar."));
    }
    let mut random = ids::random;
    let mut options = ReadOptions {
        without: Vec::new(),
        parts: std::collections::BTreeMap::new(),
        lang: wish.lang,
        random: &mut random,
        progress: &|_, _| !call.job.is_cancelled(),
    };
    let read = clipboard::read(wish.html.as_deref(), &wish.text, how, &mut options)?;
    if !read.media.is_empty() {
        desk.write(call, |tx| read.media.iter().try_for_each(|media| blob::put_media(tx, media)))?;
    }
    Ok(Clipping { doc: read.document.to_json(), left_out: read.left_out, markdown: read.markdown })
}

/// The command `clipboard_put`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ClipboardPut {
    pub html: String,
    pub text: String,
}

/// Whether the system's clipboard took it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Taken {
    pub taken: bool,
}

/// Puts words on the system's clipboard. Not taken: the page has to do it itself.
///
/// # Errors
/// None.
pub fn clipboard_put(session: &Session, _: &Call, wish: ClipboardPut) -> Result<Taken> {
    Ok(Taken { taken: session.platform().copy(&wish.html, &wish.text) })
}
