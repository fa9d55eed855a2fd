//! `quote.unbalanced`: a quotation opened and never closed, or closed and never opened, in many languages' marks. Quiet unless certain.
//! Which mark opens and which closes is `marks.rs`, what goes on over paragraphs `speech.rs`; here is what of that is told.

mod marks;
mod speech;

use super::{Example, Facts, Rule};
use crate::{Finding, Level, Place};
pub(super) use marks::Mark;
use marks::{Family, House, Open, Read};
use speech::Speech;

pub(super) const RULE: Rule = Rule {
    id: "quote.unbalanced",
    level: Level::Error,
    what: "A quotation mark has lost its partner.",
    why: "The reader no longer knows who speaks.",
    source: "Every house's style book; which marks pair in a language follows CLDR.",
    languages: &[],
    examples: &[
        Example { lang: "en", bad: "He said: “We go. Then he left.", good: "He said: “We go.” Then he left." },
        Example { lang: "en", bad: "We go,” he said.", good: "“We go,” he said." },
        Example { lang: "en", bad: "“We go, he said. “At once.”", good: "“We go,” he said. “At once.”" },
        Example { lang: "en", bad: "\"We go, he said. \"At once.\"", good: "\"We go,\" he said. \"At once.\"" },
        Example { lang: "en", bad: "“He told me ‘go and left.”", good: "“He told me ‘go’ and left.”" },
        Example { lang: "en", bad: "‘We go, he said.", good: "‘We go,’ he said." },
        Example { lang: "en", bad: "“We go,\n“No,” he said.", good: "“We go,”\n“No,” he said." },
        Example {
            lang: "en",
            bad: "“Are we late?” he asked.\n“Yes.”\n“Then let us go.”\n“The road is long, and nobody has thought of bread or water for the way, and the horses have not been fed since we left the town in the morning with the rest of them.\n“I am ready,” she said.",
            good: "“Are we late?” he asked.\n“Yes.”\n“Then let us go.”\n“The road is long, and nobody has thought of bread or water for the way, and the horses have not been fed since we left the town in the morning with the rest of them.”\n“I am ready,” she said.",
        },
        Example {
            lang: "en",
            bad: "He said: “We go. It is late.\nWe come back in May,” and left.",
            good: "He said: “We go. It is late.\n“We come back in May,” and left.",
        },
        Example { lang: "de", bad: "Er sagte: „Wir gehen. Dann ging er.", good: "Er sagte: „Wir gehen.“ Dann ging er." },
        Example { lang: "de", bad: "Wir gehen«, sagte er.", good: "»Wir gehen«, sagte er." },
        Example {
            lang: "fr",
            bad: "Il a dit : « Nous partons. Puis il est parti.",
            good: "Il a dit : « Nous partons. » Puis il est parti.",
        },
        Example { lang: "es", bad: "Dijo: «Nos vamos. Y se fue.", good: "Dijo: «Nos vamos». Y se fue." },
        Example { lang: "it", bad: "Ha detto: «Andiamo. Poi è uscito.", good: "Ha detto: «Andiamo». Poi è uscito." },
        Example { lang: "pt", bad: "Vamos”, disse ele.", good: "“Vamos”, disse ele." },
        Example {
            lang: "ru", bad: "Он сказал: «Мы идём. И ушёл.", good: "Он сказал: «Мы идём». И ушёл."
        },
        Example {
            lang: "uk", bad: "Ми йдемо», — сказав він.", good: "«Ми йдемо», — сказав він."
        },
        Example { lang: "ar", bad: "قال: «سنذهب. ثم مضى.", good: "قال: «سنذهب». ثم مضى." },
    ],
    quiet: &[
        (
            "en",
            "“We go. It is late, and the road is long, and nobody has thought of bread or water for the way.\n“We come back when the harvest is in,” he said.",
        ),
        (
            "en",
            "“Dear Ana,\n“We have looked at all of it, and the figures that the port sent us do not add up to what you were told in May.\n“Yours, Rui”",
        ),
        ("en", "“He told them as follows: ‘I heard the cry of “Man lost!” from the quay, and ran.’ That was all,” she said."),
        ("en", "It was 6’ 2” tall, a 12\" record of the ’90s; rock ’n’ roll, the dogs’ home, ’tis so."),
        ("en", "“He said ‘the dogs’ home’ to me,” she said. ‘It’s the dogs’ home,’ he said."),
        ("de", "Er sagte: „Das ist ‚unser‘ Haus.“ »Ja«, sagte sie. »Gut.«"),
        (
            "fr",
            "« Nous partons, dit-il, et nous laissons la maison, les champs et les bêtes à qui les voudra.\n« Nous reviendrons. »",
        ),
        ("es", "«Nos vamos, y no volveremos mientras dure este invierno largo.\n»Volveremos en mayo», dijo."),
        ("ru", "Газета «Ведомости «Бизнес» вышла. „Да“, — сказал он."),
        ("de", "Er sagte: „Wir gehen jetzt, und wir kommen wieder.\nWir kommen im Mai.“"),
    ],
    block,
    join,
};

fn block(place: &Place, facts: &mut Facts) {
    if !place.in_code {
        facts.quotes = marks::marks(&place.text);
    }
}

/// How many blocks on a quotation may be closed that was not opened anew.
const REACH: usize = 20;

fn join(read: &[(Place, Facts)], out: &mut Vec<Finding>) {
    let house = House::of(read.iter().flat_map(|(_, facts)| &facts.quotes));
    let each: Vec<Read> = read.iter().map(|(place, facts)| marks::read(place, &facts.quotes, house)).collect();
    let speech = Speech::of(read.iter().map(|(place, _)| place).zip(&each));
    // Which stray mark of a later block closes what an earlier one opened.
    let mut excused: Vec<Option<Family>> = vec![None; read.len()];
    for (at, ((place, facts), found)) in read.iter().zip(&each).enumerate() {
        out.extend(found.unclosed.iter().map(|open| unclosed(place, facts, open, house)));
        if let Some(open) = found.open.as_ref().filter(|open| !continues(read, &each, at, open, &speech)) {
            match closed_later(read, &each, at, open) {
                Some(later) => {
                    out.extend(goes_on_unmarked(read, at, later, open));
                    excused.iter_mut().skip(later).take(1).for_each(|excuse| *excuse = Some(open.family));
                }
                None => out.push(unclosed(place, facts, open, house)),
            }
        }
        out.extend(
            found
                .inner
                .iter()
                .filter(|_| !inner_continues(read, &each, at, &speech))
                .map(|open| unclosed(place, facts, open, house)),
        );
        let excuse = excused.get(at).copied().flatten();
        let closes = found.stray.iter().position(|stray| Some(stray.family) == excuse);
        let strays = found.stray.iter().enumerate().filter(|(nth, _)| Some(*nth) != closes);
        out.extend(strays.map(|(_, stray)| unopened(place, stray, house)));
    }
}

/// Whether what a block leaves open goes on in the next, which opens anew.
fn continues(read: &[(Place, Facts)], each: &[Read], at: usize, open: &Open, speech: &Speech) -> bool {
    let Some((next, (after, _))) = following(read, at).and_then(|next| Some((next, read.get(next)?))) else { return false };
    let Some((place, _)) = read.get(at) else { return false };
    // One lost mark leaves one paragraph open: two in a row are a long speech, a letter, a story told.
    let left_open = |at: usize| each.get(at).is_some_and(|read| read.open.is_some());
    let row = (at.checked_sub(1).is_some_and(left_open) || left_open(next)) && !speech::told_anew(after);
    speech::opens_anew(&after.text, open.family) && (row || speech::goes_on(place, open, after, speech))
}

/// Whether the quotation within the quotation that a block leaves open goes on in the next, which opens both anew.
fn inner_continues(read: &[(Place, Facts)], each: &[Read], at: usize, speech: &Speech) -> bool {
    let (Some(next), Some((place, _)), Some(here)) = (following(read, at), read.get(at), each.get(at)) else { return false };
    let (Some((after, _)), Some(inner), Some(_)) = (read.get(next), &here.inner, &here.open) else { return false };
    let left_open = |at: usize| each.get(at).is_some_and(|read| read.inner.is_some());
    let row = at.checked_sub(1).is_some_and(left_open) || left_open(next);
    speech::opens_both_anew(&after.text) && (row || speech::goes_on(place, inner, after, speech))
}

/// A quotation that goes on over paragraphs without its mark, where the language opens each paragraph anew:
/// only the name under a letter does without, and what follows a letter read aloud.
fn goes_on_unmarked(read: &[(Place, Facts)], at: usize, later: usize, open: &Open) -> Option<Finding> {
    let ((place, _), (next, _)) = (read.get(at)?, read.get(at + 1)?);
    let letter = later == at + 1 && (speech::signed(place, next) || place.text.trim_end().ends_with('’'));
    if letter || !speech::anew_always(&place.lang) {
        return None;
    }
    let mark = open.mark.to_string();
    let message = format!(
        "The quotation of the paragraph before goes on here without its mark, so it is not clear who speaks; put {mark} at the start, too."
    );
    let start = |place: &Place| place.text.len() - place.text.trim_start().len();
    let unmarked = read.get(at + 1..=later)?.iter().map(|(place, _)| (place, start(place)..start(place), mark.as_str()));
    let edits: Vec<_> = unmarked.filter(|(place, ..)| !place.text.trim().is_empty()).collect();
    let first = next.words.first().cloned().unwrap_or_default();
    Some(Finding::new(RULE.id, RULE.level, next, first, message).fix_over("Open it anew", false, &edits))
}

/// The block that closes what this one leaves open, where no other opens before it.
fn closed_later(read: &[(Place, Facts)], each: &[Read], at: usize, open: &Open) -> Option<usize> {
    let (place, _) = read.get(at)?;
    if place.field.is_some() {
        return None;
    }
    let mut whole = 0;
    for later in at + 1..read.len().min(at + REACH) {
        let ((next, facts), found) = (read.get(later)?, each.get(later)?);
        if next.part != place.part || next.field.is_some() {
            return None;
        }
        if found.stray.iter().any(|stray| stray.family == open.family) {
            return Some(later);
        }
        // Whole quotations in more than one block: the text has gone on without this one.
        whole += usize::from(facts.quotes.iter().any(|mark| mark.family() == Some(open.family)));
        if whole > 1 || found.open.iter().chain(&found.unclosed).any(|other| other.family == open.family) {
            return None;
        }
    }
    None
}

/// The paragraph after this one, of the same part.
fn following(read: &[(Place, Facts)], at: usize) -> Option<usize> {
    let (here, next) = (read.get(at)?, read.get(at + 1)?);
    (here.0.part == next.0.part && here.0.field.is_none() && next.0.field.is_none() && next.0.kind == here.0.kind)
        .then_some(at + 1)
}

fn unclosed(place: &Place, facts: &Facts, open: &Open, house: House) -> Finding {
    let (mark, partner) = (open.mark, marks::closing(open.mark, &place.lang, house));
    let message =
        format!("{mark} opens a quotation that is never closed, so it is not clear where it ends; put {partner} there.");
    let range = open.at..open.at + mark.len_utf8();
    let mut finding = Finding::new(RULE.id, RULE.level, place, range, message);
    let next =
        |m: &&Mark| m.at > open.at && !m.apostrophe() && (m.family() != Some(Family::Single) || open.family == Family::Single);
    let until = facts.quotes.iter().find(next).map_or(place.text.len(), |m| m.at);
    for (at, label) in marks::ends(&place.text, open.at + mark.len_utf8(), until) {
        finding = finding.fix(place, &format!("Close it {label}"), false, &[(at..at, partner)]);
    }
    finding
}

fn unopened(place: &Place, stray: &Open, house: House) -> Finding {
    let (mark, partner) = (stray.mark, marks::opening(stray.mark, house));
    let message =
        format!("{mark} closes a quotation that was never opened, so it is not clear where it begins; put {partner} there.");
    let mut finding = Finding::new(RULE.id, RULE.level, place, stray.at..stray.at + mark.len_utf8(), message);
    for (at, label) in marks::starts(&place.text, stray.at) {
        finding = finding.fix(place, &format!("Open it {label}"), false, &[(at..at, partner)]);
    }
    finding
}

impl Family {
    /// Whether a mark after a digit can be inches or minutes.
    fn measures(self) -> bool {
        !matches!(self, Family::Angle)
    }
}
