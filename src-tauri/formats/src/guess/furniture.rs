//! What stands around the head of a piece and is none of its parts: a letterhead, the way to a page, a line that is printed twice.
//!
//! **Invariant:** all of it stays in the text, or is told with its words.

use stet_document::{Block, Inline, Mark};

use super::{byline, front, front::text_of};
use crate::inlines;
use crate::types::{LeftOut, Raw, ReadOptions};

/// A letterhead has no more lines than this.
const LETTERHEAD: usize = 9;
/// So far down a headline or byline is looked for a second time.
const TWICE: usize = 8;

/// How many of the blocks from `from` on are a letterhead: short lines down to the last that says where someone is to be reached.
/// None, unless something that may be a headline comes after them.
pub fn letterhead(body: &[Block], from: usize) -> usize {
    let mut length = 0;
    let mut sure = false;
    for (at, block) in body.get(from..).unwrap_or_default().iter().take(LETTERHEAD).enumerate() {
        let Block::Paragraph(text) = block else { break };
        let text = inlines::plain(&text.inlines);
        if text.lines().any(|line| line.chars().count() > 80) || byline::is_byline(&text) {
            break;
        }
        if text.lines().any(reached) {
            length = at + 1;
            sure = true;
        } else if sure && text.lines().all(placed) {
            length = at + 1;
        }
    }
    let after = from + length;
    let day = usize::from(text_of(body.get(after)).is_some_and(|text| front::is_day(&text)));
    match body.get(after + day) {
        Some(Block::Heading { .. }) => length + day,
        _ if length > 0 && front::headline_at(body, after + day).is_some() => length + day,
        _ => 0,
    }
}

/// A mail address, a page, a telephone number.
fn reached(line: &str) -> bool {
    let mail = line.split_once('@').is_some_and(|(before, after)| {
        before.ends_with(|letter: char| letter.is_alphanumeric())
            && after.split(' ').next().is_some_and(|host| host.contains('.'))
    });
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let letters = line.chars().filter(|letter| letter.is_alphabetic()).count();
    mail || line.contains("www.") || line.contains("://") || (digits >= 7 && letters <= 14 && !front::is_day(line))
}

/// A street or a town with its number.
fn placed(line: &str) -> bool {
    line.chars().any(|letter| letter.is_ascii_digit()) && !front::is_day(line) && !line.trim_end().ends_with(['.', '?', '!'])
}

/// Whether a line goes on in something that is no text ("Supported by", "Filed under:"): no kicker does.
pub fn leads_on(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "by", "with", "in", "from", "under", "of", "for", "at", "on", "von", "mit", "bei", "durch", "par", "avec", "dans", "por",
        "con", "com", "em", "en", "di", "da", "от", "при", "от", "من", "مع",
    ];
    let text = text.trim_end();
    let last = text.split_whitespace().last().unwrap_or_default().to_lowercase();
    text.ends_with([':', '：', ',']) || (text.split_whitespace().count() > 1 && SMALL.contains(&last.as_str()))
}

/// The way to a page ("Home › News › Town").
pub fn is_path(text: &str) -> bool {
    let arrows = ['›', '»', '→', '>', '‹', '«'];
    let pieces: Vec<&str> =
        text.split(|letter: char| arrows.contains(&letter) || matches!(letter, '|' | '·' | '•' | '/')).collect();
    let short = |piece: &&str| piece.split_whitespace().count() <= 4 && !piece.trim_end().ends_with(['.', '?', '!', '”', '"']);
    let arrow = text.contains(['›', '→', '>']) || (text.contains('»') && !text.contains('«'));
    let parts = pieces.iter().filter(|piece| !piece.trim().is_empty()).count();
    text.chars().count() <= 120 && !text.contains('\n') && pieces.iter().all(short) && parts >= if arrow { 2 } else { 3 }
}

/// What a site puts between headline and text: the way to the page, links alone, how long one reads.
pub fn is_furniture(block: Option<&Block>, text: &str) -> bool {
    let Some(Block::Paragraph(words)) = block else { return false };
    let linked = |inline: &Inline| match inline {
        Inline::Text { text, marks } => {
            marks.iter().any(|mark| matches!(mark, Mark::Link { .. })) || !text.chars().any(char::is_alphanumeric)
        }
        _ => true,
    };
    let count = text.split_whitespace().count();
    let lower = text.to_lowercase();
    let minutes = count <= 6 && lower.chars().any(char::is_numeric) && lower.contains("min");
    is_path(text)
        || minutes
        || (count <= 14
            && words.inlines.iter().any(|one| !matches!(one, Inline::Break { .. }))
            && words.inlines.iter().all(linked))
}

/// Takes out of the top of the text what stands in the head already: the headline, the standfirst, the byline, printed twice.
pub fn twice(raw: &mut Raw, options: &ReadOptions) {
    if !options.wants("repeated") {
        return;
    }
    let document = &raw.document;
    let part = |text: &stet_document::Textblock| plain(&inlines::plain(&text.inlines));
    let (kicker, headline, standfirst) = (part(&document.kicker), part(&document.headline), part(&document.standfirst));
    let both = if kicker.is_empty() { String::new() } else { format!("{kicker} {headline}") };
    let names: Vec<&str> =
        raw.fields.credits.iter().filter(|credit| credit.role == "by").map(|credit| credit.name.as_str()).collect();
    let known = |text: &str| {
        let same = plain(text);
        let named = !names.is_empty()
            && (same == plain(&names.join(" "))
                || (byline::is_byline(text) && {
                    let read = byline::read(text, &raw.fields.lang, true);
                    let whole = read.credits.iter().all(|credit| {
                        names.contains(&credit.name.as_str()) && credit.title.is_empty() && credit.affiliation.is_empty()
                    });
                    whole && !read.credits.is_empty() && read.date.is_none_or(|(_, day)| raw.filed.as_ref() == Some(&day))
                }));
        !same.is_empty() && (named || [&headline, &standfirst, &both].into_iter().any(|part| *part == same))
    };
    let mut gone = Vec::new();
    for (at, block) in document.body.iter().enumerate().take(TWICE) {
        if matches!(block, Block::Paragraph(_) | Block::Heading { .. })
            && let Some(text) = text_of(Some(block)).filter(|text| !text.contains(inlines::NODE) && known(text))
        {
            gone.push((at, text));
        }
    }
    for (at, text) in gone.into_iter().rev() {
        raw.document.body.remove(at);
        raw.left_out.push(
            LeftOut::new("repeated", "A line at the head of the text that says the headline or the byline again was left out.")
                .with_text(text),
        );
    }
}

/// Words alone, for comparing: without case, signs and spaces.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
