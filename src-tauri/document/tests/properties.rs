//! What holds for every text, tried on random ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::prelude::*;
use stet_document::blocks::{OBJECT, blocks, len16};
use stet_document::diff::{Change, compare};
use stet_document::suggest::{self, Decision};
use stet_document::{Document, Fields, Inline, Mark, arbitrary, edit, hash, ids, json, text, walk};

fn random(seed: u64) -> Document {
    arbitrary::document(&mut arbitrary::numbers(seed), &|_| true)
}

/// Without suggestions: what an article looks like before a review.
fn settled(seed: u64) -> Document {
    arbitrary::document(&mut arbitrary::numbers(seed), &|name| !matches!(name, "insertion" | "deletion"))
}

fn units16(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again_as_the_same(seed: u64) {
        let document = random(seed);
        let written = document.to_json();
        let read = Document::from_json(&written).unwrap();
        prop_assert_eq!(&read, &document);
        prop_assert_eq!(read.to_json(), written);
    }

    #[test]
    fn a_damaged_text_is_refused_or_read_and_never_a_crash(seed: u64, at in 0.0..1.0_f64, with: char, cut: bool) {
        let written = random(seed).to_json();
        let chars: Vec<char> = written.chars().collect();
        let at = ((chars.len() as f64) * at) as usize;
        let mut broken: String = chars[..at].iter().collect();
        broken.push(with);
        if !cut {
            broken.extend(&chars[at + 1..]);
        }
        if let Ok(read) = Document::from_json(&broken) {
            prop_assert_eq!(Document::from_json(&read.to_json()).unwrap(), read);
        }
    }

    #[test]
    fn offsets_of_marks_and_nodes_fall_between_characters(seed: u64) {
        for block in blocks(&random(seed)) {
            let units = units16(&block.text);
            prop_assert_eq!(units.len(), len16(&block.text) as usize);
            for object in &block.objects {
                prop_assert_eq!(units[object.at as usize], OBJECT as u16);
            }
            prop_assert_eq!(block.text.matches(OBJECT).count(), block.objects.len());
            for span in &block.spans {
                prop_assert!(span.start < span.end && span.end as usize <= units.len());
                prop_assert!(String::from_utf16(&units[span.start as usize..span.end as usize]).is_ok());
            }
        }
    }

    #[test]
    fn a_replaced_stretch_is_where_it_was_asked_and_nothing_else_changes(seed: u64, which: prop::sample::Index, a: prop::sample::Index, b: prop::sample::Index, words in "[ -~]{0,8}|😀é") {
        let document = random(seed);
        let all = blocks(&document);
        let block = &all[which.index(all.len())];
        let mut edges = vec![0_u32];
        edges.extend(block.text.chars().scan(0_u32, |at, c| { *at += c.len_utf16() as u32; Some(*at) }));
        let (x, y) = (edges[a.index(edges.len())], edges[b.index(edges.len())]);
        let (start, end) = (x.min(y), x.max(y));
        let mut edited = document.clone();
        edit::replace(&mut edited, &block.id, start, end, &words).unwrap();
        let mut expected = units16(&block.text);
        let gone = String::from_utf16(&expected[start as usize..end as usize]).unwrap();
        expected.splice(start as usize..end as usize, units16(&words));
        let after = blocks(&edited);
        let now = after.iter().find(|now| now.id == block.id).unwrap();
        prop_assert_eq!(units16(&now.text), expected);
        for other in all.iter().filter(|other| other.id != block.id) {
            if !gone.contains(OBJECT) {
                prop_assert!(after.contains(other));
            }
        }
        prop_assert_eq!(Document::from_json(&edited.to_json()).unwrap(), edited.clone());
        if !gone.contains(OBJECT) {
            edit::replace(&mut edited, &block.id, start, start + len16(&words), &gone).unwrap();
            prop_assert_eq!(text::plain(&edited), text::plain(&document));
        }
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing(seed: u64, past in 1_u32..9) {
        let document = random(seed);
        let block = blocks(&document).remove(1);
        let mut edited = document.clone();
        prop_assert!(edit::replace(&mut edited, &block.id, 0, len16(&block.text) + past, "x").is_err());
        prop_assert!(edit::replace(&mut edited, "no such block", 0, 0, "x").is_err());
        prop_assert_eq!(edited, document);
    }

    #[test]
    fn ids_and_comments_are_no_part_of_hash_and_diff(seed: u64, other: u64) {
        let document = random(seed);
        let mut renamed = document.clone();
        let mut numbers = arbitrary::numbers(other);
        let mut names = std::collections::HashMap::new();
        ids::each(&mut renamed, &mut |id| {
            let new = ids::fresh(&mut numbers);
            names.insert(id.clone(), new.clone());
            *id = new;
        });
        walk::textblocks(&mut renamed, &mut |block| {
            for inline in &mut block.inlines {
                inline.marks_mut().push(Mark::Comment { id: "another".into() });
                let Inline::Note(note) = inline else {
                    if let Inline::NoteAgain { note, .. } = inline { *note = names[note].clone(); }
                    continue;
                };
                for inner in &mut note.inlines {
                    if let Inline::NoteAgain { note, .. } = inner { *note = names[note].clone(); }
                }
            }
        });
        renamed.normalise();
        prop_assert_eq!(hash::signoff(&document, &Fields::default()), hash::signoff(&renamed, &Fields::default()));
        let diff = compare(&document, &renamed);
        prop_assert!(diff.same);
        prop_assert_eq!(diff.words_changed, 0);
        prop_assert!(diff.blocks.iter().flat_map(|b| b.before.iter().chain(&b.after)).all(|p| p.kind == Change::Same));
    }

    #[test]
    fn an_edit_and_its_undo_bring_the_hash_back(seed: u64) {
        let document = settled(seed);
        let before = hash::signoff(&document, &Fields::default());
        let mut edited = document.clone();
        let id = document.headline.id.0.clone();
        edit::replace(&mut edited, &id, 0, 0, "Not ").unwrap();
        let after = hash::signoff(&edited, &Fields::default());
        prop_assert_ne!(&before.whole, &after.whole);
        prop_assert_ne!(&before.parts["headline"], &after.parts["headline"]);
        prop_assert_eq!(&before.parts["body"], &after.parts["body"]);
        edit::replace(&mut edited, &id, 0, 4, "").unwrap();
        prop_assert_eq!(before, hash::signoff(&edited, &Fields::default()));
    }

    #[test]
    fn both_sides_of_a_diff_read_as_the_two_texts(one: u64, two: u64) {
        let (a, b) = (random(one), random(two));
        let diff = compare(&a, &b);
        let back = compare(&b, &a);
        prop_assert_eq!(diff.same, a.to_json() == b.to_json() || back.same);
        let letters = |text: String| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let side = |of: &dyn Fn(&stet_document::diff::DiffBlock) -> Vec<stet_document::diff::Piece>| {
            let mut all: Vec<char> = diff.blocks.iter().flat_map(of).flat_map(|p| p.text.chars().collect::<Vec<_>>()).filter(|c| c.is_alphanumeric()).collect();
            all.sort_unstable();
            all
        };
        for (document, shown) in [(&a, side(&|b| b.before.clone())), (&b, side(&|b| b.after.clone()))] {
            for word in letters(text::plain(document)).chars() {
                prop_assert!(shown.binary_search(&word).is_ok());
            }
        }
    }

    #[test]
    fn a_suggestion_rejected_gives_the_text_before_and_accepted_the_plain_edit(seed: u64, at: prop::sample::Index) {
        let document = settled(seed);
        let paragraph = blocks(&document).into_iter().find(|b| b.kind == "paragraph" && !b.text.is_empty());
        prop_assume!(paragraph.is_some());
        let id = paragraph.unwrap().id;
        let (mut marked, mut plain) = (document.clone(), document.clone());
        let mark = |document: &mut Document, plain: bool| walk::textblocks(document, &mut |block| {
            if block.id.0 != id { return; }
            let nth = at.index(block.inlines.len());
            if plain {
                block.inlines[nth] = Inline::Text { text: "edited".into(), marks: vec![Mark::Strike] };
            } else {
                block.inlines[nth].marks_mut().push(Mark::Deletion { id: "s1".into() });
                let marks = vec![Mark::Strike, Mark::Insertion { id: "s1".into() }];
                block.inlines.insert(nth, Inline::Text { text: "edited".into(), marks });
            }
        });
        mark(&mut marked, false);
        mark(&mut plain, true);
        marked.normalise();
        plain.normalise();
        prop_assert!(suggest::any(&marked));
        prop_assert_eq!(suggest::resolve(&marked, &|_| Decision::Reject).unwrap(), document.clone());
        prop_assert_eq!(suggest::resolve(&marked, &|_| Decision::Accept).unwrap(), plain.clone());
        prop_assert_eq!(suggest::resolve(&marked, &|_| Decision::Leave).unwrap(), marked.clone());
        let fields = Fields::default();
        prop_assert_eq!(hash::signoff(&marked, &fields), hash::signoff(&document, &fields));
        prop_assert_eq!(hash::subject_to(&marked, &fields, &["s1".into()]), hash::signoff(&plain, &fields));
    }

    #[test]
    fn every_suggestion_of_a_random_text_can_be_decided(seed: u64) {
        let document = random(seed);
        for decision in [Decision::Accept, Decision::Reject] {
            let decided = suggest::resolve(&document, &|_| decision).unwrap();
            prop_assert!(!suggest::any(&decided));
        }
    }
}

#[test]
fn the_hash_names_the_stored_string_and_nothing_else() {
    assert_eq!(json::doc_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
