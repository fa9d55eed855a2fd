//! Pictures that go out beside a page: their names, and their bytes without what a camera wrote about place and owner.

use std::collections::BTreeMap;

use crate::names::Names;
use crate::types::{Media, OutFile};

/// A picture beside the page.
#[derive(Clone, Debug)]
pub struct Beside {
    /// Relative to the main file.
    pub path: String,
    pub width: u32,
    pub height: u32,
}

/// The pictures of one article, each written once.
#[derive(Debug, Default)]
pub struct Pictures {
    folder: String,
    taken: BTreeMap<String, Beside>,
    names: Names,
    /// Files to write, relative to the main file.
    pub files: Vec<OutFile>,
}

impl Pictures {
    /// Pictures for a folder (empty: the main file's own).
    pub fn beside(folder: &str) -> Self {
        Self { folder: folder.to_owned(), ..Self::default() }
    }

    /// The file of a picture that was taken already.
    pub fn known(&self, hash: &str) -> Option<&Beside> {
        self.taken.get(hash)
    }

    /// The file for the picture `hash`; nothing when the desk does not have it.
    pub fn take(&mut self, hash: &str, media: &dyn Fn(&str) -> Option<Media>) -> Option<Beside> {
        if hash.is_empty() {
            return None;
        }
        if let Some(known) = self.taken.get(hash) {
            return Some(known.clone());
        }
        let picture = media(hash)?;
        let ending = match picture.mime.as_str() {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            _ => "bin",
        };
        let stem = picture.name.rsplit_once('.').map_or(picture.name.as_str(), |(stem, _)| stem);
        let stem: String = stem.chars().filter(char::is_ascii).collect::<String>().to_ascii_lowercase();
        let wish = if stem.chars().any(|letter| letter.is_ascii_alphanumeric()) {
            stem
        } else {
            format!("picture-{}", self.taken.len() + 1)
        };
        let name = format!("{}.{ending}", self.names.give(&wish.replace('.', "-")));
        let path = if self.folder.is_empty() { name } else { format!("{}/{name}", self.folder) };
        let beside = Beside { path: path.clone(), width: picture.width, height: picture.height };
        self.files.push(OutFile { path, bytes: bare(&picture.bytes) });
        self.taken.insert(hash.to_owned(), beside.clone());
        Some(beside)
    }
}

/// The picture without EXIF, XMP, IPTC and comments; how it is turned is kept.
pub fn bare(bytes: &[u8]) -> Vec<u8> {
    let kept = if bytes.starts_with(b"\xff\xd8") {
        jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else {
        None
    };
    kept.unwrap_or_else(|| bytes.to_vec())
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = vec![0xff, 0xd8];
    let mut at = 2;
    loop {
        let (marker, size) = match *bytes.get(at..at + 4)? {
            [0xff, marker, high, low] => (marker, usize::from(high) << 8 | usize::from(low)),
            _ => return None,
        };
        if marker == 0xda {
            kept.extend_from_slice(bytes.get(at..)?);
            return Some(kept);
        }
        let segment = bytes.get(at..at + 2 + size)?;
        let body = segment.get(4..)?;
        match marker {
            0xe1 if body.starts_with(b"Exif\0\0") => {
                if let Some(turn) = turned(bytes).filter(|turn| (2..=8).contains(turn)) {
                    kept.extend_from_slice(b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
                    kept.extend_from_slice(&[turn, 0, 0, 0, 0, 0, 0]);
                }
            }
            0xe1 | 0xed | 0xfe => {}
            _ => kept.extend_from_slice(segment),
        }
        at += 2 + size;
    }
}

/// The orientation that EXIF says, 1 to 8.
fn turned(bytes: &[u8]) -> Option<u8> {
    let exif = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(bytes)).ok()?;
    let value = exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(value).ok()
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..8)?.to_vec();
    let mut at = 8;
    while at < bytes.len() {
        let size = usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let chunk = bytes.get(at..at.checked_add(size)?.checked_add(12)?)?;
        let kind = chunk.get(4..8)?;
        if !matches!(kind, b"eXIf" | b"tEXt" | b"iTXt" | b"zTXt" | b"tIME") {
            kept.extend_from_slice(chunk);
        }
        at += chunk.len();
        if kind == b"IEND" {
            break;
        }
    }
    Some(kept)
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while at + 8 <= bytes.len() {
        let kind = bytes.get(at..at + 4)?;
        let size = usize::try_from(u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let padded = size.checked_add(size % 2)?.checked_add(8)?;
        let chunk = bytes.get(at..at.checked_add(padded)?.min(bytes.len()))?;
        if kind == b"VP8X" {
            let from = kept.len();
            kept.extend_from_slice(chunk);
            if let Some(flags) = kept.get_mut(from + 8) {
                *flags &= !0b0000_1100;
            }
        } else if !matches!(kind, b"EXIF" | b"XMP ") {
            kept.extend_from_slice(chunk);
        }
        at += padded;
    }
    let size = u32::try_from(kept.len().checked_sub(8)?).ok()?.to_le_bytes();
    kept.get_mut(4..8)?.copy_from_slice(&size);
    Some(kept)
}
