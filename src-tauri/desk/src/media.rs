//! Pictures: taken in by their bytes, given out by their hash. Where they stand is the text's; how they are kept is `blob.rs`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Result, refuse};
use crate::session::Session;
use crate::store::Desk;
use crate::{Call, blob};

/// The head of `media_put`; the body is the picture's bytes.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MediaPut {
    /// As the file was called; empty when it came from the clipboard.
    #[serde(default)]
    pub name: String,
}

/// The command `media_get`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MediaGet {
    pub hash: String,
}

/// A picture that the desk has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MediaInfo {
    pub hash: String,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    pub mime: String,
}

/// Keeps a picture, whole, by its hash.
///
/// # Errors
/// `unreadable` for what is no picture or too large a one; what SQLite says.
pub fn media_put(desk: &Desk, call: &Call, input: MediaPut, bytes: Vec<u8>) -> Result<MediaInfo> {
    let media = stet_formats::picture::picture(&bytes, &input.name)
        .ok_or_else(|| refuse("unreadable", "This is no picture that Stet can show; use PNG, JPEG, GIF or WebP."))?;
    desk.write(call, |tx| blob::put_media(tx, &media))?;
    Ok(MediaInfo { hash: media.hash, width: media.width, height: media.height, mime: media.mime })
}

/// A picture's kind and bytes: of the open desk, or of an import that is being looked at.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn media_get(session: &Session, _: &Call, input: MediaGet) -> Result<(String, Vec<u8>)> {
    if let Some(media) = session.imports.media(&input.hash) {
        return Ok((media.mime, media.bytes));
    }
    let media = session.desk()?.read(|conn| blob::media(conn, &input.hash))?;
    Ok((media.mime, media.bytes))
}
