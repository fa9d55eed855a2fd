//! The picture that stands for a piece: the chosen one first in what pages and front matter say of it, else the first of the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use stet_document::{Block, Document, Fields, Figure, ids};
use stet_formats::{Media, OutDates, Outgoing};

const SEA: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const BOAT: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

fn export(lead: &str, to: &str) -> String {
    let figure = |src: &str, alt: &str| Block::Figure(Figure { src: src.to_owned(), alt: alt.to_owned(), ..Figure::default() });
    let mut document = Document { body: vec![figure(SEA, "The sea"), figure(BOAT, "A boat")], ..Document::default() };
    document.normalise();
    ids::Ordinals::default().fill(&mut document);
    let fields = Fields { lead_picture: lead.to_owned(), lang: "en-GB".to_owned(), ..Fields::default() };
    let media = |hash: &str| {
        let name = if hash == SEA { "sea.png" } else { "boat.png" };
        let (hash, mime, name) = (hash.to_owned(), "image/png".to_owned(), name.to_owned());
        Some(Media { hash, bytes: vec![1], mime, width: 3, height: 2, name })
    };
    let out = Outgoing {
        id: "0",
        document: &document,
        fields: &fields,
        dates: OutDates::default(),
        publication: "",
        working_copy: false,
        media: &media,
        address_of: &|_| None,
        translations: Vec::new(),
    };
    String::from_utf8(stet_formats::write(&out, to).unwrap().files.remove(0).bytes).unwrap()
}

#[test]
fn the_chosen_picture_leads_and_without_a_choice_the_first_does() {
    for (lead, name, alt) in [("", "sea", "The sea"), (BOAT, "boat", "A boat"), (&"c".repeat(64), "sea", "The sea")] {
        let page = export(lead, "html");
        let meta = |property: &str| {
            let from = page.split(&format!("property=\"{property}\" content=\"")).nth(1).unwrap();
            from.split('"').next().unwrap().to_owned()
        };
        assert!(meta("og:image").ends_with(&format!("{name}.png")), "{}", meta("og:image"));
        assert_eq!(meta("og:image:alt"), alt);
        let data = page.split("\"image\":").nth(1).unwrap();
        assert!(data.find(name).unwrap() < data.find(if name == "sea" { "boat" } else { "sea" }).unwrap());
        for (to, begins) in [("markdown:plain", "image: "), ("markdown:hugo", "images: [")] {
            let text = export(lead, to);
            let line = text.lines().find(|line| line.starts_with(begins)).unwrap();
            assert!(line.contains(&format!("{name}.png")), "{line}");
        }
    }
}
