//! Files that were read, held until a person takes them in or discards them. Nothing of them is on the desk.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use stet_formats::{Imported, Media};

use super::{ImportPreview, preview};
use crate::Call;
use crate::error::{Result, refuse};
use crate::ids;
use crate::session::Session;
use crate::store::Desk;

/// Previews under way, by their id.
#[derive(Default)]
pub struct Shelf {
    held: Mutex<BTreeMap<String, Held>>,
    /// Files of many pieces, which are read again when they are added.
    exports: Mutex<BTreeMap<String, PathBuf>>,
}

impl Shelf {
    pub(super) fn open(&self) -> MutexGuard<'_, BTreeMap<String, Held>> {
        self.held.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(super) fn exports(&self) -> MutexGuard<'_, BTreeMap<String, PathBuf>> {
        self.exports.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// A picture of a preview that is not on the desk yet.
    pub fn media(&self, hash: &str) -> Option<Media> {
        self.open().values().find_map(|held| held.piece.media.iter().find(|media| media.hash == hash).cloned())
    }

    /// Forgets every preview: another desk was opened.
    pub fn clear(&self) {
        self.open().clear();
        self.exports().clear();
    }
}

/// A file that was read, and the piece that it gave.
#[derive(Clone)]
pub(super) struct Held {
    /// The file whole, so that it can be read again and kept.
    pub name: String,
    pub bytes: Arc<Vec<u8>>,
    /// Which of the pieces that the file gives.
    pub place: usize,
    pub lang: String,
    pub piece: Imported,
}

/// The most previews that are held at a time; a person looks through no more.
const MOST: usize = 500;

pub(super) fn held(session: &Session, import: &str) -> Result<Held> {
    session.imports.open().get(import).cloned().ok_or_else(gone)
}

pub(super) fn gone() -> crate::Error {
    refuse("not-found", "This file is no longer held; choose it again.")
}

pub(super) fn hold(session: &Session, desk: &Desk, call: &Call, held: Held) -> Result<ImportPreview> {
    let id = format!("{:016x}{:016x}", ids::random(), ids::random());
    let preview = preview(desk, call, &id, &held)?;
    let mut shelf = session.imports.open();
    if shelf.len() >= MOST {
        return Err(refuse("usage", "Too many files are waiting to be looked at; add or discard some first."));
    }
    shelf.insert(id, held);
    Ok(preview)
}
