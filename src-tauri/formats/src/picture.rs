//! Pictures that a file carries: their kind, size and hash, and a smaller one to look at. The picture itself is never converted;
//! what is no picture is refused.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

use crate::types::Media;

/// The longest side of a picture in pixels.
const LONGEST: u32 = 20_000;
/// As much as a picture may take unpacked (bytes) while a smaller one is made of it.
const MOST_UNPACKED: u64 = 512 << 20;
/// Of a JPEG that is only looked at.
const QUALITY: u8 = 84;

/// The picture in `bytes`, or nothing when it is none that Stet shows (PNG, JPEG, GIF, WebP within 20,000 pixels).
/// Width and height are those of the picture as it is seen: a camera held upright says so in the file.
pub fn picture(bytes: &[u8], name: &str) -> Option<Media> {
    let (mime, mut decoder) = open(bytes)?;
    let (width, height) = match decoder.orientation().unwrap_or(Orientation::NoTransforms) {
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            let (width, height) = decoder.dimensions();
            (height, width)
        }
        _ => decoder.dimensions(),
    };
    if width == 0 || height == 0 || width > LONGEST || height > LONGEST {
        return None;
    }
    Some(Media { hash: hash(bytes), bytes: bytes.to_vec(), mime: mime.to_owned(), width, height, name: name.to_owned() })
}

/// The picture as it is seen, at most `width` pixels wide: its kind and its bytes. Nothing where it is no wider, moves (GIF),
/// or is too large to be unpacked: then it is shown as it is.
pub fn smaller(bytes: &[u8], width: u32) -> Option<(String, Vec<u8>)> {
    let (mime, mut decoder) = open(bytes)?;
    if mime == "image/gif" {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_UNPACKED);
    decoder.set_limits(limits).ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    if picture.width() <= width {
        return None;
    }
    let small = picture.thumbnail(width, u32::MAX);
    let mut out = Cursor::new(Vec::new());
    if small.color().has_alpha() {
        small.write_to(&mut out, ImageFormat::Png).ok()?;
        return Some(("image/png".to_owned(), out.into_inner()));
    }
    small.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)).ok()?;
    Some(("image/jpeg".to_owned(), out.into_inner()))
}

/// What reads a picture of a kind that Stet shows, and the kind.
fn open(bytes: &[u8]) -> Option<(&'static str, impl ImageDecoder + '_)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mime = match reader.format()? {
        ImageFormat::Png => "image/png",
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Gif => "image/gif",
        ImageFormat::WebP => "image/webp",
        _ => return None,
    };
    Some((mime, reader.into_decoder().ok()?))
}

/// SHA-256 in lower-case hex.
pub fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let picture = image::RgbaImage::from_pixel(width, height, image::Rgba([200, 40, 40, alpha]));
        if alpha == 255 {
            DynamicImage::ImageRgba8(picture).to_rgb8().write_to(&mut out, ImageFormat::Png).unwrap();
        } else {
            picture.write_to(&mut out, ImageFormat::Png).unwrap();
        }
        out.into_inner()
    }

    #[test]
    fn a_wide_picture_is_made_smaller_and_keeps_its_proportions() {
        let (mime, bytes) = smaller(&png(2000, 1000, 255), 800).unwrap();
        let small = picture(&bytes, "").unwrap();
        assert_eq!((mime.as_str(), small.width, small.height), ("image/jpeg", 800, 400));
    }

    #[test]
    fn what_one_can_see_through_stays_so() {
        assert_eq!(smaller(&png(900, 300, 90), 320).unwrap().0, "image/png");
    }

    #[test]
    fn a_small_picture_and_what_is_none_are_left_as_they_are() {
        assert!(smaller(&png(200, 100, 255), 800).is_none());
        assert!(smaller(b"no picture", 800).is_none());
    }

    #[test]
    fn a_photograph_held_upright_is_as_wide_as_it_is_seen() {
        let mut out = Cursor::new(Vec::new());
        image::RgbImage::new(600, 400).write_to(&mut out, ImageFormat::Jpeg).unwrap();
        let bytes = out.into_inner();
        // An Exif part with one entry: orientation 6, a quarter turn.
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let size = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let turned = [&bytes[..2], &[0xFF, 0xE1], &size[..], &exif[..], &bytes[2..]].concat();
        let seen = picture(&turned, "").unwrap();
        assert_eq!((seen.width, seen.height), (400, 600));
        let small = picture(&smaller(&turned, 200).unwrap().1, "").unwrap();
        assert_eq!((small.width, small.height), (200, 300));
    }
}
