//! A search hit in its sentence: cut in Rust from the text as written. Pure; finding the pieces is `search.rs`.

use serde::{Deserialize, Serialize};
use stet_document::blocks::{ObjectKind, blocks};
use stet_document::{Document, Fields, text};
use ts_rs::TS;
use unicode_segmentation::UnicodeSegmentation;

use crate::normalise::{self, Term};

/// The sentence of a hit, in three pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    pub before: String,
    /// As written in the text.
    #[serde(rename = "match")]
    pub matched: String,
    pub after: String,
    /// Where it stands: `headline`, `body`, `note`, `byline`, `slug` …
    pub part: String,
}

/// Characters kept on either side of a hit in a long sentence.
const AROUND: usize = 120;

/// All that a person can search of a piece, part by part: the text's blocks, then the fields.
pub fn texts(document: &Document, fields: &Fields) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for block in blocks(document) {
        let words = text::line(&block, &mut |kind| match kind {
            ObjectKind::Break => " ".to_owned(),
            ObjectKind::Placeholder(label) => label.clone(),
            ObjectKind::Note(_) | ObjectKind::NoteAgain(..) => String::new(),
        });
        out.push((part_name(block.part), words));
    }
    for credit in &fields.credits {
        let words = [credit.name.as_str(), credit.title.as_str(), credit.affiliation.as_str()];
        out.push(("byline".to_owned(), words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", ")));
    }
    for (part, words) in [
        ("slug", fields.slug.clone()),
        ("address", fields.address.clone()),
        ("section", fields.section.clone()),
        ("tags", fields.tags.join(", ")),
        ("author_note", fields.author_note.clone()),
        ("source_line", fields.source_line.clone()),
        ("preface", fields.preface.clone()),
        ("teaser", fields.teasers.search_title.clone()),
        ("teaser", fields.teasers.search_description.clone()),
        ("teaser", fields.teasers.social_text.clone()),
        ("teaser", fields.teasers.newsletter_blurb.clone()),
    ] {
        out.push((part.to_owned(), words));
    }
    out.retain(|(_, words)| !words.trim().is_empty());
    out
}

fn part_name(part: stet_document::blocks::Part) -> String {
    use stet_document::blocks::Part;
    match part {
        Part::Kicker => "kicker",
        Part::Headline => "headline",
        Part::Standfirst => "standfirst",
        Part::Byline => "byline",
        Part::Body => "body",
        Part::Note => "note",
        Part::Caption => "caption",
        Part::Teaser => "teaser",
    }
    .to_owned()
}

/// The sentence that has most of what was asked for; of several the first. `None` where no term stands anywhere.
pub fn cut(texts: &[(String, String)], terms: &[Term]) -> Option<Hit> {
    let mut best: Option<(usize, Hit)> = None;
    for (part, text) in texts {
        // Sentences are told apart only where something stands: that is the dear part.
        let words = normalise::tokens(text);
        let there = terms.iter().filter(|term| normalise::find(term, &words).is_some()).count();
        if best.as_ref().is_some_and(|(most, _)| *most >= there) || there == 0 {
            continue;
        }
        for sentence in text.unicode_sentences() {
            let tokens = normalise::tokens(sentence);
            let found: Vec<(usize, usize)> = terms.iter().filter_map(|term| normalise::find(term, &tokens)).collect();
            let Some((first, count)) = found.iter().min().copied() else { continue };
            if best.as_ref().is_some_and(|(most, _)| *most >= found.len()) {
                continue;
            }
            let (Some(from), Some(to)) = (tokens.get(first), tokens.get(first + count - 1)) else { continue };
            let before = sentence.get(..from.start).unwrap_or_default().trim_start();
            let after = sentence.get(to.end..).unwrap_or_default().trim_end();
            let matched = sentence.get(from.start..to.end).unwrap_or_default();
            best = Some((
                found.len(),
                Hit { before: last_words(before), matched: matched.to_owned(), after: first_words(after), part: part.clone() },
            ));
            if found.len() == terms.len() {
                return best.map(|(_, hit)| hit);
            }
        }
    }
    best.map(|(_, hit)| hit)
}

fn first_words(text: &str) -> String {
    if text.chars().count() <= AROUND {
        return text.to_owned();
    }
    let cut: String = text.chars().take(AROUND).collect();
    let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", whole.trim_end())
}

fn last_words(text: &str) -> String {
    let count = text.chars().count();
    if count <= AROUND {
        return text.to_owned();
    }
    let cut: String = text.chars().skip(count - AROUND).collect();
    let whole = cut.split_once(char::is_whitespace).map_or(cut.as_str(), |(_, after)| after);
    format!("…{}", whole.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(typed: &str, text: &str) -> Option<Hit> {
        cut(
            &[("headline".to_owned(), "The ferry vote".to_owned()), ("body".to_owned(), text.to_owned())],
            &normalise::query(typed),
        )
    }

    #[test]
    fn a_hit_is_shown_in_its_sentence_as_written() {
        let found =
            hit("PILOTS’ union", "The council met. The chair read a letter from the pilots’ union and went on. Nobody spoke.")
                .unwrap();
        assert_eq!(found.before, "The chair read a letter from the ");
        assert_eq!(found.matched, "pilots");
        assert_eq!(found.after, "’ union and went on.");
        assert_eq!(found.part, "body");
    }

    #[test]
    fn the_sentence_with_most_of_the_words_wins() {
        let found = hit("ferry letter", "A letter came. The ferry had a letter on board.").unwrap();
        assert_eq!((found.matched.as_str(), found.after.as_str()), ("ferry", " had a letter on board."));
    }

    #[test]
    fn a_hit_in_another_script_is_cut_between_letters() {
        let found = hit("مدينه", "قال إن مَدِينَة الميناء نائمة.").unwrap();
        assert_eq!(found.matched, "مَدِينَة");
        let found = hit("投票", "港口的投票結果沒有人知道。").unwrap();
        assert_eq!((found.before.as_str(), found.matched.as_str()), ("港口的", "投票"));
    }

    #[test]
    fn a_long_sentence_is_cut_at_words() {
        let found = hit("needle", &format!("{} needle {}", "word ".repeat(100), "word ".repeat(100))).unwrap();
        assert!(found.before.starts_with("…word") && found.after.ends_with("word…"), "{found:?}");
        assert!(found.before.chars().count() <= AROUND + 2);
    }
}
