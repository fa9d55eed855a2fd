//! Pictures: taken in by their bytes or from a file, given out by their hash, smaller where that is enough to look at them. Where
//! they stand is the text's; how they are kept is `blob.rs`.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::app::Nothing;
use crate::error::{Result, refuse};
use crate::session::Session;
use crate::store::Desk;
use crate::{Call, Payload, blob};

/// The head of `media_put`; the body is the picture's bytes.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MediaPut {
    /// As the file was called; empty when it came from the clipboard.
    #[serde(default)]
    pub name: String,
}

/// The command `media_take`: a file that a person chose or dropped.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MediaTake {
    pub token: String,
}

/// The command `media_get`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MediaGet {
    pub hash: String,
    /// As wide as it is to be shown, in pixels; without it the picture comes whole, to the byte.
    #[serde(default)]
    pub width: Option<u32>,
}

impl MediaGet {
    /// What an address of a picture asks for: its hash, and after `?w=` a width.
    pub fn of_address(hash: &str, query: &str) -> Payload {
        let width = query.strip_prefix("w=").and_then(|width| width.parse::<u32>().ok());
        Payload::Json(serde_json::json!({ "hash": hash, "width": width }).to_string())
    }
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

/// Keeps the picture of a file, whole, by its hash.
///
/// # Errors
/// `not-found` for a token that was used; `unreadable`, `too-large`; what the disk and SQLite say.
pub fn media_take(session: &Session, call: &Call, input: MediaTake) -> Result<MediaInfo> {
    take_file(session, call, &session.take_token(&input.token)?)
}

/// Asks for a picture and keeps it, whole, by its hash.
///
/// # Errors
/// `cancelled` when the dialog was closed; what [`media_take`] refuses.
pub fn media_choose(session: &Session, call: &Call, _: Nothing) -> Result<MediaInfo> {
    session.desk()?;
    let path = session.platform().choose_picture().ok_or_else(|| refuse("cancelled", "No picture was chosen."))?;
    take_file(session, call, &path)
}

fn take_file(session: &Session, call: &Call, path: &Path) -> Result<MediaInfo> {
    session.not_the_desk(path)?;
    let about = std::fs::metadata(path)?;
    if about.len() > u64::try_from(stet_formats::LARGEST).unwrap_or(u64::MAX) {
        return Err(refuse("too-large", "This picture is larger than 256 MB; save a smaller one."));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    media_put(&desk, &call, MediaPut { name }, std::fs::read(path)?)
}

/// A picture's kind and bytes: of the open desk, or of an import that is being looked at.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn media_get(session: &Session, _: &Call, input: MediaGet) -> Result<(String, Vec<u8>)> {
    let whole = || match session.imports.media(&input.hash) {
        Some(media) => Ok(media),
        None => session.desk()?.read(|conn| blob::media(conn, &input.hash)),
    };
    let Some(width) = input.width else {
        let media = whole()?;
        return Ok((media.mime, media.bytes));
    };
    let width = WIDTHS.into_iter().find(|step| *step >= width).unwrap_or(WIDEST);
    // A hash that another desk had is none of this one's.
    let here = || session.desk()?.read(|conn| blob::has_media(conn, &input.hash));
    if let Some(known) = session.small.get(&input.hash, width)
        && (session.imports.media(&input.hash).is_some() || here()?)
    {
        return Ok(known);
    }
    let media = whole()?;
    let shown = stet_formats::picture::smaller(&media.bytes, width).unwrap_or((media.mime, media.bytes));
    session.small.keep(input.hash, width, &shown);
    Ok(shown)
}

/// Widths in which pictures are made smaller; what is asked for in between gets the next one.
const WIDTHS: [u32; 3] = [320, 800, 1600];
const WIDEST: u32 = 3200;
/// As many bytes of small pictures are kept at hand.
const AT_HAND: usize = 48 << 20;

/// The whole picture's hash, the width asked for, and the kind and the bytes of what was made.
type Made = (String, u32, String, Vec<u8>);

/// Small pictures that were made before, the latest last. They are never written to the desk.
#[derive(Default)]
pub struct Small {
    kept: Mutex<VecDeque<Made>>,
}

impl Small {
    fn get(&self, hash: &str, width: u32) -> Option<(String, Vec<u8>)> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, wide, ..)| known == hash && *wide == width)?;
        Some((found.2.clone(), found.3.clone()))
    }

    fn keep(&self, hash: String, width: u32, (mime, bytes): &(String, Vec<u8>)) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((hash, width, mime.clone(), bytes.clone()));
        while kept.iter().map(|(.., bytes)| bytes.len()).sum::<usize>() > AT_HAND && kept.pop_front().is_some() {}
    }
}
