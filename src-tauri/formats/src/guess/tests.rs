//! What editors get from a file that does not name its parts, and that nothing is lost on the way.

use std::collections::BTreeMap;

use proptest::prelude::*;
use stet_document::blocks;

use crate::types::{Imported, ReadOptions, Source};

fn read(text: &str, without: &[&str], parts: &[(&str, &str)]) -> Imported {
    read_as("piece.txt", text, without, parts)
}

fn read_as(name: &str, text: &str, without: &[&str], parts: &[(&str, &str)]) -> Imported {
    let mut state = 7_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state
    };
    let mut options = ReadOptions {
        without: without.iter().map(|id| (*id).to_owned()).collect(),
        parts: parts.iter().map(|(id, part)| ((*id).to_owned(), (*part).to_owned())).collect::<BTreeMap<_, _>>(),
        lang: "en-GB".to_owned(),
        random: &mut random,
        progress: &|_, _| true,
    };
    crate::read(&Source { name, bytes: text.as_bytes() }, &mut options).unwrap().remove(0)
}

const PIECE: &str = "Town: The vote nobody lost\n\nBoth sides claim the ballot on the night boats.\n\nBy Ana Duarte, transport correspondent of the Harbour Review (HR), 26 November 2026,\n\n“Two days ago the council met to close a quarrel that has run since spring,” said Marta Reis.[1] Nobody [sic] told us […] at what price in [2019] the HPA [check] has yet to publish it.[2] So it was.[1]\n\nWhat the minutes show is simpler: eleven members were present, six were needed, and the motion fell.[3]\n\nNotes\n\n[1] Minutes of the council, p. 4.\n\n[3] Ibid.";

fn shown(piece: &Imported) -> Vec<(String, String)> {
    blocks::blocks(&piece.document)
        .into_iter()
        .filter(|block| !block.text.is_empty())
        .map(|block| (block.kind.to_owned(), block.text))
        .collect()
}

fn plain(block: &stet_document::Textblock) -> String {
    crate::inlines::plain(&block.inlines)
}

#[test]
fn who_the_author_is_behind_the_last_typed_note_stays_in_the_text() {
    let text = "A headline here\n\nThe council met to close a quarrel that has run since spring.[1] It did not.[2]\n\nNotes\n\n[1] Minutes, p. 4.\n\nRead twice.\n\n[2] Letter of 3 May.\n\nAna Duarte has written on boats since she was a pilot.";
    let blocks = shown(&read(text, &[], &[]));
    let last = blocks.iter().rev().find(|(kind, _)| kind != "note").map(|(_, text)| text.as_str());
    assert_eq!(last, Some("Ana Duarte has written on boats since she was a pilot."), "{blocks:?}");
    assert!(blocks.iter().any(|(kind, text)| kind == "note" && text.contains("Read twice.")), "{blocks:?}");
}

#[test]
fn a_plain_manuscript_gets_its_parts_its_credit_its_day_and_its_notes() {
    let piece = read(PIECE, &[], &[]);
    assert_eq!(plain(&piece.document.kicker), "Town");
    assert_eq!(plain(&piece.document.headline), "The vote nobody lost");
    assert_eq!(plain(&piece.document.standfirst), "Both sides claim the ballot on the night boats.");
    assert_eq!(piece.filed.as_deref(), Some("2026-11-26"));
    let credit = &piece.fields.credits[0];
    assert_eq!(
        (credit.name.as_str(), credit.title.as_str(), credit.affiliation.as_str()),
        ("Ana Duarte", "transport correspondent", "the Harbour Review (HR)")
    );
    let shown = shown(&piece);
    assert_eq!(shown.len(), 3 + 2 + 2, "{shown:?}");
    assert!(
        shown[3].1.contains("[sic]")
            && shown[3].1.contains("[…]")
            && shown[3].1.contains("[2019]")
            && shown[3].1.contains("[check]")
    );
    assert_eq!(shown[5], ("note".to_owned(), "Minutes of the council, p. 4.".to_owned()));
    assert_eq!(shown[6], ("note".to_owned(), "Ibid.".to_owned()));
}

#[test]
fn a_writer_named_in_the_head_and_in_the_byline_is_credited_once() {
    let page = "<html><head><meta name=author content='Ana Duarte'></head><body><h1>The vote nobody lost</h1><p class=byline>By <a rel=author>Ana Duarte</a>, transport correspondent of the Harbour Review (HR)</p><p>Two days ago the council met to close a quarrel that has run since spring, and nobody closed it.</p></body></html>";
    let piece = read_as("piece.html", page, &[], &[]);
    let credits: Vec<_> = piece.fields.credits.iter().map(|credit| (credit.name.as_str(), credit.title.as_str())).collect();
    assert_eq!(credits, [("Ana Duarte", "transport correspondent")]);
}

const LONG: &str =
    "Two days ago the council met to close a quarrel that has run since spring, and nobody in the room would close it.";

/// Kicker, headline, standfirst and the blocks of the body.
fn parts(name: &str, text: &str) -> (String, String, String, Vec<String>) {
    let piece = read_as(name, text, &[], &[]);
    let document = &piece.document;
    let body = shown(&piece).into_iter().filter(|(kind, _)| matches!(kind.as_str(), "paragraph" | "heading"));
    (plain(&document.kicker), plain(&document.headline), plain(&document.standfirst), body.map(|(_, text)| text).collect())
}

#[test]
fn a_letterhead_is_no_headline_and_stays_in_the_text() {
    let lines = ["The Harbour Review", "12 Quay Street", "4050-123 Porto", "Tel. +351 222 000 123", "desk@harbour.example"];
    for letterhead in [lines.join("\n\n"), lines.join("\n")] {
        let text = format!("{letterhead}\n\n26 November 2026\n\nThe vote nobody lost\n\nBy Ana Duarte\n\n{LONG}");
        let (kicker, headline, _, body) = parts("piece.txt", &text);
        assert_eq!((kicker.as_str(), headline.as_str()), ("", "The vote nobody lost"), "{body:?}");
        assert!(body.concat().contains("12 Quay Street") && body.concat().contains("desk@harbour.example"), "{body:?}");
    }
    // An author who says how to be reached is no letterhead.
    let (_, headline, _, body) =
        parts("piece.txt", &format!("The vote nobody lost\n\nAna Duarte\n\nana@harbour.example\n\n{LONG}"));
    assert_eq!((headline.as_str(), body.len()), ("The vote nobody lost", 3));
}

#[test]
fn a_headline_behind_a_cover_table_is_found() {
    let text =
        format!("| Slug | night-boats |\n|---|---|\n| Words | 800 |\n\n# The vote nobody lost\n\nBy Ana Duarte\n\n{LONG}\n");
    assert_eq!(parts("piece.md", &text).1, "The vote nobody lost");
    let text = format!("| Slug | night-boats |\n|---|---|\n| Words | 800 |\n\nThe vote nobody lost\n\nBy Ana Duarte\n\n{LONG}\n");
    assert_eq!(parts("piece.md", &text).1, "The vote nobody lost");
}

#[test]
fn the_way_to_a_page_and_lines_of_links_are_no_parts() {
    let page = format!(
        "<h1>The vote nobody lost</h1><p>Home › News › Town</p><p>4 min read</p><p><a href='https://a.example/1'>Share</a> · <a href='https://a.example/2'>Print this page</a></p><p>Both sides claim the ballot on the night boats.</p><p>{LONG}</p>"
    );
    let (_, headline, standfirst, body) = parts("piece.html", &page);
    assert_eq!(headline, "The vote nobody lost");
    assert_eq!(standfirst, "Both sides claim the ballot on the night boats.");
    assert_eq!(body, ["Home › News › Town", "4 min read", "Share · Print this page", LONG]);
    for above in ["Supported by", "Home > Town", "Filed under:"] {
        let (kicker, headline, _, body) =
            parts("piece.html", &format!("<p>{above}</p><h1>The vote nobody lost</h1><p>{LONG}</p>"));
        assert_eq!((kicker.as_str(), headline.as_str()), ("", "The vote nobody lost"));
        assert_eq!(body.len(), 2, "{body:?}");
    }
    assert_eq!(parts("piece.html", &format!("<p>Town</p><h1>The vote nobody lost</h1><p>{LONG}</p>")).0, "Town");
}

#[test]
fn a_hatnote_is_left_out_and_told() {
    let page = format!(
        "<h1>Night boats</h1><div class=\"hatnote\">This article is about the ferries. For the song, see Night Boat.</div><p>{LONG}</p>"
    );
    let piece = read_as("piece.html", &page, &[], &[]);
    assert_eq!(plain(&piece.document.standfirst), "");
    assert!(piece.left_out.iter().any(|one| one.text.contains("For the song, see Night Boat.")));
}

#[test]
fn what_the_head_says_is_not_said_again_by_the_text() {
    let page = format!(
        "<html><head><meta name=author content='Ana Duarte'></head><body><h1>The vote nobody lost</h1><p>By Ana Duarte</p><h2>The vote nobody lost</h2><p>Ana Duarte</p><p>{LONG}</p></body></html>"
    );
    let piece = read_as("piece.html", &page, &[], &[]);
    let body: Vec<String> = shown(&piece).into_iter().map(|(_, text)| text).collect();
    assert_eq!(body, ["The vote nobody lost", LONG]);
    assert_eq!(piece.fields.credits.len(), 1);
    let told: Vec<&str> = piece.left_out.iter().filter(|one| one.code == "repeated").map(|one| one.text.as_str()).collect();
    assert_eq!(told, ["Ana Duarte", "The vote nobody lost"]);
    let piece = read_as("piece.html", &page, &["repeated"], &[]);
    assert_eq!(shown(&piece).len(), 4, "{:?}", shown(&piece));
}

#[test]
fn a_title_over_several_headings_is_one_headline() {
    for page in [
        format!("<h1>The vote</h1><h1>nobody lost</h1><p>{LONG}</p>"),
        format!("<h2>The vote</h2><h2>nobody lost</h2><p>{LONG}</p>"),
    ] {
        let (_, headline, _, body) = parts("piece.html", &page);
        assert_eq!((headline.as_str(), body.len()), ("The vote\nnobody lost", 1), "{page}");
    }
    // A first section is not the headline's second line.
    let (_, headline, ..) = parts("piece.md", &format!("## The vote\n\n## Spring\n\n{LONG}\n\n## Autumn\n\n{LONG}\n"));
    assert_eq!(headline, "The vote");
    let piece = read_as("piece.html", &format!("<h1>The vote</h1><h1>nobody lost</h1><p>{LONG}</p>"), &["headline"], &[]);
    assert_eq!((plain(&piece.document.headline).as_str(), shown(&piece).len()), ("", 3));
}

#[test]
fn the_word_between_title_and_house_is_kept_as_it_came() {
    let piece = read(PIECE, &[], &[]);
    assert_eq!(piece.fields.credits[0].joint, "of");
    assert_eq!(stet_document::text::byline(&piece.fields), "By Ana Duarte, transport correspondent of the Harbour Review (HR)");
}

#[test]
fn a_mark_without_a_text_is_an_empty_note_and_is_told() {
    let piece = read(PIECE, &[], &[]);
    let told: Vec<_> = piece.left_out.iter().filter(|one| one.code == "note-empty").collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].message.contains("[2]") && told[0].block.is_some());
    assert!(piece.guesses.iter().any(|guess| guess.id == "note:2"));
}

#[test]
fn a_dropped_guess_gives_the_text_without_it() {
    let piece = read(PIECE, &["kicker"], &[]);
    assert_eq!(plain(&piece.document.kicker), "");
    assert_eq!(plain(&piece.document.headline), "Town: The vote nobody lost");
    let piece = read(PIECE, &["standfirst", "notes"], &[]);
    assert_eq!(plain(&piece.document.standfirst), "");
    let shown = shown(&piece);
    assert_eq!(shown[2].1, "Both sides claim the ballot on the night boats.");
    assert_eq!(shown.last().unwrap().1, "[3] Ibid.");
    let piece = read(PIECE, &["filed"], &[]);
    assert_eq!(piece.filed, None);
    assert_eq!(piece.fields.credits[0].affiliation, "the Harbour Review (HR), 26 November 2026");
    let piece = read(PIECE, &["headline"], &[]);
    assert_eq!(plain(&piece.document.headline), "");
    assert_eq!(self::shown(&piece)[1].1, "Town: The vote nobody lost");
    let piece = read(PIECE, &["note:3"], &[]);
    assert!(self::shown(&piece).iter().any(|(_, text)| text == "[3] Ibid."));
}

#[test]
fn a_changed_guess_takes_the_other_part() {
    let piece = read(PIECE, &[], &[("standfirst", "paragraph"), ("kicker", "headline")]);
    assert_eq!(plain(&piece.document.headline), "Town: The vote nobody lost");
    assert_eq!(plain(&piece.document.standfirst), "");
    assert!(piece.guesses.iter().any(|guess| guess.id == "standfirst" && guess.part == "paragraph" && guess.block.is_some()));
}

#[test]
fn an_isolated_number_in_brackets_and_a_numbered_paragraph_are_no_notes() {
    let piece = read(
        "A headline here\n\n[1] First of all, the council met and talked about boats for a long while.\n\nIt was in room [212] that they met, and nobody knew what it was about, nor why.",
        &[],
        &[],
    );
    assert!(piece.guesses.iter().all(|guess| guess.kind != "note"), "{:?}", piece.guesses);
}

#[test]
fn marks_in_the_digits_of_an_arabic_or_persian_text_are_notes() {
    for (mark, number) in [("[١]", "[١]"), ("[۱]", "۱.")] {
        let piece = read(
            &format!(
                "A headline here\n\nThe council met to close a quarrel that has run since spring.{mark} It did not.\n\nNotes\n\n{number} Minutes, p. 4."
            ),
            &[],
            &[],
        );
        assert_eq!(piece.guesses.iter().filter(|guess| guess.kind == "note").count(), 1, "{mark}");
        assert!(!piece.left_out.iter().any(|one| one.code == "note-empty"), "{mark}");
    }
}

#[test]
fn notes_in_lists_and_under_headings_of_other_languages_are_found() {
    for heading in ["Anmerkungen", "Примечания:", "الهوامش", "NOTES"] {
        let text = format!(
            "A headline here\n\nThe council met to close a quarrel that has run since spring.[1] It did not.[2]\n\n{heading}\n\n1. Minutes, p. 4.\n\n2. Letter of 3 May.\nSecond line of it."
        );
        let piece = read(&text, &[], &[]);
        let shown = shown(&piece);
        assert!(shown.iter().any(|(kind, text)| kind == "note" && text == "Minutes, p. 4."), "{heading}: {shown:?}");
        assert!(!shown.iter().any(|(_, text)| text == heading), "{heading}");
    }
}

/// Letters of the piece and of all that is reported about what guesses took off.
fn letters(piece: &Imported) -> BTreeMap<char, usize> {
    let mut counted = BTreeMap::new();
    let mut add = |text: &str| {
        text.chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '\u{fffc}')
            .for_each(|letter| *counted.entry(letter).or_default() += 1)
    };
    for block in blocks::blocks(&piece.document) {
        add(&block.text);
    }
    for credit in &piece.fields.credits {
        add(&credit.name);
        add(&credit.title);
        add(&credit.joint);
        add(&credit.affiliation);
    }
    for guess in piece.guesses.iter().filter(|guess| guess.id == "filed") {
        add(&guess.text);
    }
    for one in piece
        .left_out
        .iter()
        .filter(|one| matches!(one.code.as_str(), "kicker-separator" | "byline-words" | "date-words" | "note-marks" | "repeated"))
    {
        add(&one.text);
    }
    counted
}

fn raw_letters(text: &str) -> BTreeMap<char, usize> {
    let mut counted = BTreeMap::new();
    text.chars().filter(|letter| !letter.is_whitespace()).for_each(|letter| *counted.entry(letter).or_default() += 1);
    counted
}

#[test]
fn every_letter_of_a_manuscript_is_kept_or_reported() {
    for without in [&[][..], &["kicker"], &["notes"], &["byline"], &["filed"], &["headline", "standfirst"], &["note:1"]] {
        let piece = read(PIECE, without, &[]);
        assert_eq!(letters(&piece), raw_letters(PIECE), "{without:?}");
    }
}

#[test]
fn a_second_day_under_a_byline_that_names_one_stays_in_the_text() {
    let text = "The ferry stops\n\nBy Rosa Lind, 1 May 2000\n\n1 May 2001\n\nThe ferry to the islands stops in the spring, said the town.";
    let piece = read(text, &[], &[]);
    assert_eq!(piece.filed.as_deref(), Some("2000-05-01"));
    assert!(shown(&piece).iter().any(|(_, text)| text == "1 May 2001"), "{:?}", shown(&piece));
    let again = read(&text.replace("2001", "2000"), &[], &[]);
    assert_eq!(again.filed.as_deref(), Some("2000-05-01"));
    assert!(again.left_out.iter().any(|one| one.code == "repeated" && one.text == "1 May 2000"), "{:?}", again.left_out);
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{2,8}: [A-Z][a-z]{2,8} [a-z]{3,9}",
        "By [A-Z][a-z]{2,6} [A-Z][a-z]{2,6}(, [a-z]{3,9} of the [A-Z][a-z]{3,6})?(, [1-9] (May|November) 20[0-9]{2})?,?",
        "(\\[[1-9]\\]|[1-9]\\.) [A-Za-z ,]{3,30}",
        "([A-Za-zäé’“”]{1,9}[ .,]{1,2}(\\[[0-9]{1,4}\\]|\\[sic\\]|\\[…\\])? ?){1,14}",
        Just("Notes".to_owned()),
        "[1-9] (May|ноября) 20[0-9]{2}( г.)?",
        "\\PC{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_manuscript_no_letter_is_lost(lines in prop::collection::vec(line(), 1..12), drop in prop::sample::subsequence(vec!["kicker", "headline", "standfirst", "byline", "filed", "notes", "note:1", "note:2"], 0..4)) {
        let text: String = lines.join("\n\n").chars().filter(|letter| *letter != '\u{fffc}' && (*letter == '\n' || !letter.is_control()) && !crate::text::is_illegal(*letter)).collect();
        let text = format!("Aa\n\n{text}");
        let piece = read(&text, &drop, &[]);
        prop_assert_eq!(letters(&piece), raw_letters(&text));
        for guess in &piece.guesses {
            prop_assert!(!drop.contains(&guess.id.as_str()));
        }
        let written = piece.document.to_json();
        prop_assert_eq!(stet_document::Document::from_json(&written).map(|read| read.to_json()), Ok(written));
    }
}
