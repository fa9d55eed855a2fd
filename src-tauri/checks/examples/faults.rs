//! How many injected faults the rules find in long texts, and what they tell of the texts as printed.
//! `cargo run --release -p stet-checks --example faults -- LANG FILE… [--show]`; a file is plain text, a blank line between paragraphs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::HashSet;
use std::time::Instant;
use stet_checks::{Finding, Input, check};
use stet_document::{Block, Document, Fields, Inline, Textblock, arbitrary, counts, ids};

/// Words of a piece: as long as what a magazine prints.
const PIECE: usize = 2_000;
/// Faults of each kind in each text.
const FAULTS: usize = 600;

fn document(paragraphs: &[String]) -> Document {
    let block = |text: &String| {
        let inlines = vec![Inline::Text { text: text.clone(), marks: Vec::new() }];
        Block::Paragraph(Textblock { inlines, ..Textblock::default() })
    };
    let mut document = Document { body: paragraphs.iter().map(block).collect(), ..Document::default() };
    document.normalise();
    ids::Ordinals::default().fill(&mut document);
    document
}

fn findings(paragraphs: &[String], lang: &str) -> Vec<Finding> {
    check(&Input { document: &document(paragraphs), fields: &Fields::default(), lang, filed: None, printed: None })
}

/// Paragraphs in pieces of at least `PIECE` words, never cut where a speech may go on.
fn pieces(text: &str) -> Vec<Vec<String>> {
    let mut pieces = vec![Vec::new()];
    let mut words = 0;
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        if words >= PIECE && !paragraph.starts_with(['“', '”', '„', '«', '»', '"', '‘', '—', '–', '-']) {
            pieces.push(Vec::new());
            words = 0;
        }
        words += paragraph.split_whitespace().count();
        pieces.last_mut().unwrap().push(paragraph.to_owned());
    }
    pieces
}

/// Where quotation marks stand: bytes of a paragraph. A ’ counts where the paragraph has as many ‘.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let closes = |at: usize| !text[at + '’'.len_utf8()..].starts_with(char::is_alphanumeric);
    let paired = text.matches('‘').count() == text.match_indices('’').filter(|(at, _)| closes(*at)).count();
    text.char_indices()
        .filter(|(at, c)| "“”„«»\"‘".contains(*c) || *c == '’' && paired && closes(*at))
        .map(|(at, c)| (at, c.len_utf8()))
        .collect()
}

/// Words that stand between spaces, letters only.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut out = Vec::new();
    for word in text.split(' ') {
        if !word.is_empty() && word.chars().all(char::is_alphabetic) {
            out.push((at, word.len()));
        }
        at += word.len() + 1;
    }
    out
}

/// Injects faults of one kind; gives how many there were and how many were found.
fn inject(
    pieces: &[Vec<String>],
    lang: &str,
    rule: &str,
    places: fn(&str) -> Vec<(usize, usize)>,
    spoil: fn(&mut String, usize, usize),
    show: bool,
) -> (usize, usize) {
    let mut random = arbitrary::numbers(7);
    let mut below = |n: usize| usize::try_from(random() % n as u64).unwrap();
    let all: Vec<(usize, usize, usize, usize)> = pieces
        .iter()
        .enumerate()
        .flat_map(|(piece, paragraphs)| {
            paragraphs.iter().enumerate().flat_map(move |(paragraph, text)| {
                places(text).into_iter().map(move |(at, length)| (piece, paragraph, at, length))
            })
        })
        .collect();
    if all.is_empty() {
        return (0, 0);
    }
    let told = |paragraphs: &[String]| -> HashSet<String> {
        findings(paragraphs, lang).into_iter().filter(|f| f.rule == rule).map(|f| f.id).collect()
    };
    let clean: Vec<HashSet<String>> = pieces.iter().map(|piece| told(piece)).collect();
    let mut found = 0;
    for _ in 0..FAULTS {
        let (piece, paragraph, at, length) = all[below(all.len())];
        let mut spoilt = pieces[piece].clone();
        spoil(&mut spoilt[paragraph], at, length);
        if told(&spoilt).difference(&clean[piece]).next().is_some() {
            found += 1;
        } else if show {
            let text = &pieces[piece][paragraph];
            let head: String = text[..at].chars().rev().take(90).collect::<Vec<_>>().into_iter().rev().collect();
            let tail: String = text[at + length..].chars().take(60).collect();
            let next: String = pieces[piece].get(paragraph + 1).map(|next| next.chars().take(40).collect()).unwrap_or_default();
            println!("MISS {rule} …{head}◊{}◊{tail}… ¶ {next}", &text[at..at + length]);
        }
    }
    (FAULTS, found)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = arguments.iter().any(|argument| argument == "--show");
    let mut plain = arguments.iter().filter(|argument| !argument.starts_with("--"));
    let Some(lang) = plain.next() else {
        println!("faults LANG FILE… [--show]");
        return;
    };
    let share = |(all, found): (usize, usize)| if all == 0 { 100.0 } else { found as f64 * 100.0 / all as f64 };
    for file in plain {
        let pieces = pieces(&std::fs::read_to_string(file).unwrap());
        let words_in: u32 = pieces.iter().map(|piece| counts::words(&document(piece)).whole).sum();
        let started = Instant::now();
        let told: Vec<Finding> = pieces.iter().flat_map(|piece| findings(piece, lang)).collect();
        let spent = started.elapsed().as_secs_f64() * 1_000.0;
        if show {
            for f in &told {
                println!("TOLD {} {}◊{}◊{}", f.rule, f.before, f.text, f.after);
            }
        }
        let count = |rule: &str| told.iter().filter(|f| f.rule == rule).count();
        let lost =
            inject(&pieces, lang, "quote.unbalanced", marks, |text, at, length| text.replace_range(at..at + length, ""), show);
        let twice = inject(
            &pieces,
            lang,
            "word.doubled",
            words,
            |text, at, length| {
                let word = format!("{} ", &text[at..at + length]);
                text.insert_str(at, &word);
            },
            show,
        );
        println!(
            "{file}: {words_in} words, {:.2} ms per 1,000; as printed: quotations {}, doubled {}, others {}; found: marks {:.1} %, doubled {:.1} %",
            spent / (f64::from(words_in) / 1_000.0),
            count("quote.unbalanced"),
            count("word.doubled"),
            told.len() - count("quote.unbalanced") - count("word.doubled"),
            share(lost),
            share(twice),
        );
    }
}
