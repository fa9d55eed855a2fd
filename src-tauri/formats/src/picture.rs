//! Pictures that a file carries: their kind, size and hash. Nothing is converted; what is no picture is refused.

use std::io::Cursor;

use sha2::{Digest, Sha256};

use crate::types::Media;

/// The longest side of a picture in pixels.
const LONGEST: u32 = 20_000;

/// The picture in `bytes`, or nothing when it is none that Stet shows (PNG, JPEG, GIF, WebP within 20,000 pixels).
pub fn picture(bytes: &[u8], name: &str) -> Option<Media> {
    let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mime = match reader.format()? {
        image::ImageFormat::Png => "image/png",
        image::ImageFormat::Jpeg => "image/jpeg",
        image::ImageFormat::Gif => "image/gif",
        image::ImageFormat::WebP => "image/webp",
        _ => return None,
    };
    let (width, height) = reader.into_dimensions().ok()?;
    if width == 0 || height == 0 || width > LONGEST || height > LONGEST {
        return None;
    }
    Some(Media { hash: hash(bytes), bytes: bytes.to_vec(), mime: mime.to_owned(), width, height, name: name.to_owned() })
}

/// SHA-256 in lower-case hex.
pub fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
