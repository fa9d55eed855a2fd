//! The head of a piece: which of its first paragraphs are kicker, headline, standfirst and byline.

use stet_document::{Block, Inline, Textblock};

use super::furniture::{is_furniture, is_path, leads_on, letterhead};
use super::{byline, dates};
use crate::inlines::{self, NODE};
use crate::types::{Guess, LeftOut, Named, Raw, ReadOptions};

/// A stretch of one block that is taken for a part.
struct Stretch {
    id: String,
    part: String,
    from: usize,
    to: usize,
    /// The style said so.
    sure: bool,
}

/// A block of the body with its stretches.
struct Found {
    block: usize,
    stretches: Vec<Stretch>,
}

/// Guesses, and moves what was guessed out of the body.
pub fn guess(raw: &mut Raw, options: &mut ReadOptions) -> Vec<Guess> {
    let found = find(raw);
    let mut guesses = Vec::new();
    let mut gone = Vec::new();
    for one in found {
        let Some(Block::Paragraph(text) | Block::Heading { text, .. }) = raw.document.body.get(one.block) else { continue };
        let text = text.clone();
        if apply(raw, options, &text, one.stretches, &mut guesses) {
            gone.push(one.block);
        }
    }
    gone.sort_unstable();
    for block in gone.into_iter().rev() {
        raw.document.body.remove(block);
    }
    guesses
}

pub(super) fn text_of(block: Option<&Block>) -> Option<String> {
    match block {
        Some(Block::Paragraph(text) | Block::Heading { text, .. }) => Some(inlines::plain(&text.inlines)),
        _ => None,
    }
}

fn whole(block: usize, id: &str, part: &str, length: usize, sure: bool) -> Found {
    Found { block, stretches: vec![Stretch { id: id.to_owned(), part: part.to_owned(), from: 0, to: length, sure }] }
}

/// What the first paragraphs look like.
fn find(raw: &Raw) -> Vec<Found> {
    let body = &raw.document.body;
    let styled = |wanted: Named| raw.styled.iter().filter(move |(_, named)| *named == wanted).map(|(block, _)| *block);
    let mut found = Vec::new();
    // A picture, a table with what an office notes of a piece, a letterhead stand above its head.
    let above = |block: &Block| matches!(block, Block::Figure(_) | Block::Rule { .. } | Block::Table { .. });
    let mut next = body.iter().take(3).position(|block| !above(block)).unwrap_or(0);
    if raw.styled.is_empty() {
        next += letterhead(body, next);
    }
    let has_kicker = !inlines::is_blank(&raw.document.kicker.inlines);
    let has_headline = !inlines::is_blank(&raw.document.headline.inlines);
    let kicker = styled(Named::Kicker).next();
    if let Some(block) = kicker.filter(|_| !has_kicker) {
        found.push(whole(block, "kicker", "kicker", text_of(body.get(block)).unwrap_or_default().len(), true));
        next = next.max(block + 1);
    }
    let named = styled(Named::Headline).next();
    let mut dated = false;
    let headline = if has_headline { None } else { named.or_else(|| headline_at(body, next)) };
    if let Some(block) = headline {
        let text = text_of(body.get(block)).unwrap_or_default();
        let split = if has_kicker || kicker.is_some() { None } else { kicker_in(&text) };
        if split.is_none()
            && !has_kicker
            && kicker.is_none()
            && block > next
            && let Some(above) = text_of(body.get(block - 1)).filter(|_| block - 1 == next)
        {
            dated = is_day(&above);
            let part = if dated { "filed" } else { "kicker" };
            if dated || !(is_path(&above) || leads_on(&above)) {
                found.push(whole(block - 1, part, part, above.len(), false));
            }
        }
        let mut stretches = Vec::new();
        if let Some((to, from)) = split {
            stretches.push(Stretch { id: "kicker".to_owned(), part: "kicker".to_owned(), from: 0, to, sure: false });
            stretches.push(Stretch {
                id: "headline".to_owned(),
                part: "headline".to_owned(),
                from,
                to: text.len(),
                sure: named.is_some(),
            });
        } else {
            stretches.push(Stretch {
                id: "headline".to_owned(),
                part: "headline".to_owned(),
                from: 0,
                to: text.len(),
                sure: named.is_some(),
            });
        }
        found.push(Found { block, stretches });
        next = block + 1;
        while goes_on(raw, next) {
            let length = text_of(body.get(next)).unwrap_or_default().len();
            found.push(whole(next, &format!("headline:{}", next - block + 1), "headline", length, named.is_some()));
            next += 1;
        }
    }
    let known_head = headline.is_some() || has_headline;
    let mut standfirst = !inlines::is_blank(&raw.document.standfirst.inlines);
    if let Some(block) = styled(Named::Standfirst).next().filter(|_| !standfirst) {
        standfirst = true;
        found.push(whole(block, "standfirst", "standfirst", text_of(body.get(block)).unwrap_or_default().len(), true));
    }
    let mut bylines = 0;
    for block in next..body.len().min(next + 5) {
        if raw.styled.iter().any(|(known, named)| *known == block && *named != Named::Byline) {
            continue;
        }
        let Some(Block::Paragraph(_)) = body.get(block) else {
            if matches!(body.get(block), Some(Block::Figure(_) | Block::Rule { .. })) {
                continue;
            }
            break;
        };
        let text = text_of(body.get(block)).unwrap_or_default();
        if is_furniture(body.get(block), &text) {
            continue;
        }
        let by_style = raw.styled.contains(&(block, Named::Byline));
        if by_style || byline::is_byline(&text) {
            bylines += 1;
            let id = if bylines == 1 { "byline".to_owned() } else { format!("byline:{bylines}") };
            found.push(whole(block, &id, "byline", text.len(), by_style));
            continue;
        }
        if is_day(&text) && !dated && known_head {
            dated = true;
            found.push(whole(block, "filed", "filed", text.len(), false));
            continue;
        }
        if known_head && !standfirst && bylines == 0 && is_standfirst(body, block, &text) {
            standfirst = true;
            found.push(whole(block, "standfirst", "standfirst", text.len(), false));
            continue;
        }
        // Below the byline a standfirst is one only when it is set apart.
        if known_head && !standfirst && bylines > 0 && is_standfirst(body, block, &text) && is_set_apart(body.get(block)) {
            standfirst = true;
            found.push(whole(block, "standfirst", "standfirst", text.len(), false));
            continue;
        }
        break;
    }
    found.sort_by_key(|one| one.block);
    found
}

/// Whether the headline goes on in the block `next`: its style says so again, or it is one more heading of the same level, with none of it further down.
fn goes_on(raw: &Raw, next: usize) -> bool {
    let body = &raw.document.body;
    let headline = |block: usize| raw.styled.contains(&(block, Named::Headline));
    let level = |block: usize| match body.get(block) {
        Some(Block::Heading { level, .. }) => Some(*level),
        _ => None,
    };
    let Some(before) = next.checked_sub(1) else { return false };
    if headline(next) {
        return headline(before);
    }
    raw.styled.is_empty()
        && level(next).is_some()
        && level(next) == level(before)
        && (next + 1..body.len()).all(|block| level(block) != level(next))
}

/// The block that is the headline: the first heading of level 1 near the top, else a short first paragraph that does not end like a sentence.
pub(super) fn headline_at(body: &[Block], next: usize) -> Option<usize> {
    if let Some(Block::Heading { .. }) = body.get(next) {
        return (body.len() > next + 1).then_some(next);
    }
    if let (Some(Block::Paragraph(above)), Some(Block::Heading { level: 1, .. })) = (body.get(next), body.get(next + 1)) {
        let text = inlines::plain(&above.inlines);
        let short = text.split_whitespace().count() <= 5 && !text.ends_with('.') && !text.contains(NODE);
        return if short { Some(next + 1) } else { None };
    }
    let Some(Block::Paragraph(_)) = body.get(next) else { return None };
    let text = text_of(body.get(next))?;
    let text = text.trim();
    let letters = text.chars().count();
    let ends = text.ends_with(['.', ',', ';', ':']) && !text.ends_with("…");
    let more = body.get(next + 1..).unwrap_or_default();
    let longer = more.iter().any(|block| text_of(Some(block)).is_some_and(|other| other.chars().count() > letters));
    let ok = (3..=140).contains(&letters)
        && !ends
        && !text.contains(['\n', NODE])
        && longer
        && !byline::is_byline(text)
        && text.chars().any(char::is_alphabetic);
    (ok && !is_greeting(text)).then_some(next)
}

fn is_greeting(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "dear ",
        "hi ",
        "hello",
        "liebe",
        "sehr geehrte",
        "cher ",
        "chère ",
        "bonjour",
        "hola",
        "caro ",
        "cara ",
        "olá",
        "ciao",
        "здравств",
        "шановн",
        "مرحبا",
        "http",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

/// Where a kicker ends and the headline after it begins: "Town: The vote nobody lost".
fn kicker_in(text: &str) -> Option<(usize, usize)> {
    let (at, colon) = text.char_indices().find(|(_, letter)| matches!(letter, ':' | '：'))?;
    let before = text.get(..at)?.trim_end();
    let after_colon = text.get(at + colon.len_utf8()..)?;
    let after = after_colon.trim_start();
    let spaced = after.len() < after_colon.len() || colon == '：';
    let short = !before.is_empty() && before.chars().count() <= 40 && before.split_whitespace().count() <= 5;
    let quiet = !before.contains(['“', '"', '«', '„', '?', '!', '.', '\n', NODE, '(']);
    (spaced && short && quiet && after.chars().any(char::is_alphabetic)).then(|| (before.len(), text.len() - after.len()))
}

/// A short paragraph, with longer text after it.
fn is_standfirst(body: &[Block], block: usize, text: &str) -> bool {
    let words = text.split_whitespace().count();
    let rest = body.get(block + 1..).unwrap_or_default();
    let letters = text.chars().count();
    let longer = rest.iter().any(|other| {
        matches!(other, Block::Paragraph(_)) && text_of(Some(other)).is_some_and(|other| other.chars().count() > letters)
    });
    (3..=60).contains(&words)
        && letters <= 400
        && longer
        && !is_dateline(text)
        && !text.contains([NODE, '\n'])
        && !text.starts_with(['“', '"', '«', '„', '—', '–', '[', '{', '<'])
}

/// A day and hardly a word more.
pub(super) fn is_day(text: &str) -> bool {
    dates::find(text).is_some_and(|(range, _)| {
        let rest = text.replace(text.get(range).unwrap_or_default(), "");
        rest.chars().filter(|letter| letter.is_alphabetic()).count() <= 14 && text.chars().count() < 60
    })
}

/// When and by whom, as sites print it under a headline: "Le Monde | 04.05.2015 à 13h36 • Par Ana Duarte".
fn is_dateline(text: &str) -> bool {
    let clock = text.split(|letter: char| !letter.is_alphanumeric() && letter != ':').any(|word| {
        word.split_once([':', 'h']).is_some_and(|(hour, minute)| {
            (1..=2).contains(&hour.len())
                && minute.len() >= 2
                && [hour, &minute.chars().take(2).collect::<String>()]
                    .iter()
                    .all(|part| part.chars().all(|one| one.is_ascii_digit()))
        })
    });
    dates::find(text).is_some() && (clock || text.contains(['|', '•'])) && !text.trim_end().ends_with(['.', '?', '!', '…', '。'])
}

/// All bold or all italic.
fn is_set_apart(block: Option<&Block>) -> bool {
    use stet_document::Mark;
    let Some(Block::Paragraph(text)) = block else { return false };
    [Mark::Strong, Mark::Emphasis].iter().any(|mark| {
        text.inlines
            .iter()
            .all(|inline| matches!(inline, Inline::Text { text, marks } if marks.contains(mark) || text.trim().is_empty()))
    })
}

/// Moves the stretches of a block where they belong; false when it stays in the body.
fn apply(raw: &mut Raw, options: &mut ReadOptions, text: &Textblock, stretches: Vec<Stretch>, guesses: &mut Vec<Guess>) -> bool {
    let plain = inlines::plain(&text.inlines);
    // What each is in the end; `None`: dropped.
    let wanted: Vec<(Stretch, Option<String>)> = stretches
        .into_iter()
        .map(|stretch| {
            // A headline over several lines is one guess to whom it does not please.
            let line = stretch.id.strip_prefix("headline:").map_or(stretch.id.as_str(), |_| "headline");
            let part = if options.wants(&stretch.id) && options.wants(line) {
                Some(options.parts.get(&stretch.id).cloned().unwrap_or_else(|| stretch.part.clone()))
            } else {
                None
            };
            (stretch, part)
        })
        .collect();
    let headline_stays =
        wanted.iter().any(|(stretch, part)| stretch.id == "headline" && part.as_deref().is_none_or(|part| part == "paragraph"));
    let mut targets: Vec<(String, usize, usize)> = Vec::new();
    for (stretch, part) in &wanted {
        let words = plain.get(stretch.from..stretch.to).unwrap_or_default().to_owned();
        if let Some(part) = part {
            let sure = if stretch.sure { "By its style, this is" } else { "This was taken for" };
            let what = if part == "paragraph" {
                "an ordinary paragraph".to_owned()
            } else if part == "filed" {
                "the day on which it was written".to_owned()
            } else {
                format!("the {part}")
            };
            guesses.push(Guess {
                id: stretch.id.clone(),
                kind: if part == "byline" {
                    "credit"
                } else if part == "filed" {
                    "date"
                } else {
                    "part"
                }
                .to_owned(),
                part: part.clone(),
                block: Some(text.id.0.clone()),
                text: words,
                message: format!("{sure} {what}."),
            });
        }
        // A stretch that is nothing by itself goes with the other one of its block.
        let part = part.as_deref().filter(|part| *part != "paragraph");
        match (part, targets.last_mut()) {
            (Some(part), Some(last)) if last.0 == part || last.0.is_empty() => {
                last.0 = part.to_owned();
                last.2 = stretch.to;
            }
            (Some(part), _) => targets.push((part.to_owned(), stretch.from, stretch.to)),
            (None, Some(last)) => last.2 = stretch.to,
            (None, None) => targets.push((String::new(), stretch.from, stretch.to)),
        }
    }
    if headline_stays || targets.iter().all(|(part, _, _)| part.is_empty()) {
        if headline_stays {
            guesses.retain(|guess| guess.block.as_deref() != Some(&text.id.0) || guess.id == "headline");
        }
        return false;
    }
    let mut at = 0;
    let mut dropped = String::new();
    for (number, (part, from, to)) in targets.into_iter().enumerate() {
        dropped.push_str(plain.get(at..from).unwrap_or_default());
        at = to;
        let mut piece =
            Textblock { id: text.id.clone(), meta: text.meta.clone(), inlines: inlines::cut(&text.inlines, from, to) };
        if number > 0 {
            piece.id = crate::ids::new(options.random);
        }
        let words = plain.get(from..to).unwrap_or_default();
        match part.as_str() {
            "byline" => credit(raw, options, words, guesses),
            "filed" => {
                let (range, day) = dates::find(words).unwrap_or_default();
                let mine = |guess: &Guess| guess.id == "filed" && guess.block.as_deref() == Some(&text.id.0);
                match raw.filed.as_ref() {
                    // The byline, or the file, named another day: this one stays where the writer put it.
                    Some(known) if *known != day => {
                        guesses.retain(|guess| !mine(guess));
                        return false;
                    }
                    Some(_) => {
                        guesses.retain(|guess| !mine(guess));
                        raw.left_out.push(
                            LeftOut::new(
                                "repeated",
                                "A line with the day on which it was written, which is known already, was left out.",
                            )
                            .with_text(words),
                        );
                        continue;
                    }
                    None => raw.filed = Some(day),
                }
                let left =
                    format!("{}{}", words.get(..range.start).unwrap_or_default(), words.get(range.end..).unwrap_or_default());
                if !left.trim().is_empty() {
                    raw.left_out.push(
                        LeftOut::new("date-words", "Around the day on which it was written these words were left off.")
                            .with_text(left),
                    );
                }
                if let Some(guess) = guesses.iter_mut().find(|guess| mine(guess)) {
                    words.get(range).unwrap_or_default().clone_into(&mut guess.text);
                }
            }
            part => {
                for guess in guesses.iter_mut().filter(|guess| guess.part == part && guess.block.as_deref() == Some(&text.id.0)) {
                    guess.block = Some(piece.id.0.clone());
                }
                let target = match part {
                    "kicker" => &mut raw.document.kicker,
                    "headline" => &mut raw.document.headline,
                    _ => &mut raw.document.standfirst,
                };
                if inlines::is_blank(&target.inlines) {
                    inlines::unmark_whole(&mut piece.inlines, &stet_document::Mark::Strong);
                    inlines::unmark_whole(&mut piece.inlines, &stet_document::Mark::Emphasis);
                    *target = piece;
                } else {
                    target.inlines.push(Inline::Break { marks: Vec::new() });
                    target.inlines.extend(piece.inlines);
                }
            }
        }
    }
    if !dropped.is_empty() {
        raw.left_out
            .push(LeftOut::new("kicker-separator", "Between kicker and headline the colon was left off.").with_text(dropped));
    }
    true
}

/// Takes a byline's words into credits and the filed date.
fn credit(raw: &mut Raw, options: &ReadOptions, words: &str, guesses: &mut Vec<Guess>) {
    let with_date = options.wants("filed") && raw.filed.is_none();
    let read = byline::read(words, &raw.fields.lang, with_date);
    if read.credits.is_empty() {
        let credit =
            stet_document::Credit { role: "by".to_owned(), name: words.trim().to_owned(), public: true, ..Default::default() };
        raw.fields.credits.push(credit);
        return;
    }
    // A page that names its writer in its head, too, means the same person: the byline says more of them.
    raw.fields.credits.retain(|known| !read.credits.iter().any(|credit| credit.role == known.role && credit.name == known.name));
    raw.fields.credits.extend(read.credits);
    if let Some((written, day)) = read.date {
        guesses.push(Guess {
            id: "filed".to_owned(),
            kind: "date".to_owned(),
            part: "filed".to_owned(),
            block: None,
            text: written,
            message: "The day in the byline was taken for the day on which it was filed.".to_owned(),
        });
        raw.filed = Some(day);
    }
    if !read.dropped.is_empty() {
        raw.left_out.push(
            LeftOut::new("byline-words", "Of the byline only these words and signs were left off.").with_text(read.dropped),
        );
    }
}
