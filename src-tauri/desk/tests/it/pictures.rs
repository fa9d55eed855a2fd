//! Pictures through the commands: taken from a file by its token, given out whole to the byte or smaller, never those of another desk.

use std::io::Cursor;

use crate::support::Room;
use serde_json::json;
use stet_desk::media::MediaGet;
use stet_desk::{Payload, Reply};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]))
        .write_to(&mut out, image::ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

fn bytes(room: &Room, address: (&str, &str)) -> Result<(String, Vec<u8>), String> {
    match room.session.call(&room.as_call(), "media_get", MediaGet::of_address(address.0, address.1)) {
        Ok(Reply::Bytes { mime, body }) => Ok((mime, body)),
        Ok(Reply::Json(text)) => panic!("{text}"),
        Err(failure) => Err(failure.code),
    }
}

#[test]
fn a_picture_is_taken_from_a_file_once_kept_whole_and_shown_smaller() {
    let room = Room::new();
    let token = room.file("sea.png", png(1000, 500));
    let info = room.call("media_take", json!({ "token": token }));
    assert_eq!((info["width"].as_u64(), info["height"].as_u64()), (Some(1000), Some(500)));
    assert_eq!(room.refused("media_take", json!({ "token": token })).code, "not-found");
    let hash = info["hash"].as_str().unwrap();
    assert_eq!(bytes(&room, (hash, "")).unwrap().1, png(1000, 500));
    for _ in 0..2 {
        let (mime, small) = bytes(&room, (hash, "w=300")).unwrap();
        let seen = image::load_from_memory(&small).unwrap();
        assert_eq!((mime.as_str(), seen.width(), seen.height()), ("image/jpeg", 320, 160));
    }
    // What is no wider comes as it is.
    assert_eq!(bytes(&room, (hash, "w=1600")).unwrap().1, png(1000, 500));
}

#[test]
fn what_is_no_picture_and_a_hash_that_the_desk_does_not_have_are_refused() {
    let room = Room::new();
    let token = room.file("words.png", "no picture");
    assert_eq!(room.refused("media_take", json!({ "token": token })).code, "unreadable");
    let strange = "0".repeat(64);
    assert_eq!(bytes(&room, (&strange, "w=300")).unwrap_err(), "not-found");
    assert_eq!(bytes(&room, (&strange, "w=nonsense")).unwrap_err(), "not-found");
    let wrong = room.session.call(&room.as_call(), "media_get", Payload::Json("{}".to_owned()));
    assert_eq!(wrong.unwrap_err().code, "usage");
}
