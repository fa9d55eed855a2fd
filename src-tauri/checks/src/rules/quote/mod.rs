//! `quote.unbalanced`: a quotation opened and never closed, or closed and never opened, in many languages' marks. Quiet unless certain.
//! Which mark opens and which closes is `marks.rs`; here is what of that is told.

mod marks;

use super::{Example, Facts, Rule};
use crate::{Finding, Level, Place};
pub(super) use marks::Mark;
use marks::{Family, House, Open, Read};

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
    let mut excused = vec![false; read.len()];
    // Where speakers take turns paragraph by paragraph, each closing, a short speech left open has lost its mark.
    let turns =
        (0..read.len()).filter(|at| each.get(*at).is_some_and(|r| r.open.is_none()) && takes_turn(read, *at)).count() >= TURNS;
    for (at, ((place, facts), found)) in read.iter().zip(&each).enumerate() {
        for open in &found.unclosed {
            out.push(unclosed(place, facts, open, house));
        }
        if let Some(open) = &found.open {
            let next = following(read, at).and_then(|next| Some((next, read.get(next)?, each.get(next)?)));
            let anew = next.is_some_and(|(_, (after, _), _)| marks::opens_anew(&after.text, open.family));
            let closed_later = || {
                (at + 1..read.len().min(at + REACH)).find(|later| {
                    read.get(*later).is_some_and(|(p, _)| p.part == place.part && p.field.is_none())
                        && each.get(*later).is_some_and(|r| r.stray.iter().any(|s| s.family == open.family))
                })
            };
            // One lost mark leaves one paragraph open: two in a row are a long speech, a letter, a story told.
            let in_row = |other: Option<&Read>| other.is_some_and(|other| other.open.is_some());
            let row = in_row(at.checked_sub(1).and_then(|before| each.get(before)))
                || next.is_some_and(|(_, _, after)| in_row(Some(after)));
            if anew && (row || next.is_some_and(|(_, (after, _), _)| marks::goes_on(place, open, after, turns))) {
                continue;
            } else if let Some(later) = Some(()).filter(|()| !anew && place.field.is_none()).and_then(|()| closed_later()) {
                excuse(&mut excused, later);
            } else {
                out.push(unclosed(place, facts, open, house));
            }
        }
        let skip = usize::from(excused.get(at).copied().unwrap_or_default());
        for stray in found.stray.iter().skip(skip) {
            out.push(unopened(place, stray, house));
        }
    }
}

/// So many turns make a dialogue.
const TURNS: usize = 3;

/// Whether a paragraph ends with a closing mark and the next begins with an opening one.
fn takes_turn(read: &[(Place, Facts)], at: usize) -> bool {
    let ends = read.get(at).is_some_and(|(place, _)| place.text.trim_end().ends_with(['”', '“', '"', '»', '«', '’']));
    ends && following(read, at).and_then(|next| read.get(next)).is_some_and(|(next, _)| {
        [Family::Double, Family::Angle, Family::Single].into_iter().any(|family| marks::opens_anew(&next.text, family))
    })
}

fn excuse(excused: &mut [bool], at: usize) {
    if let Some(flag) = excused.get_mut(at) {
        *flag = true;
    }
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
    let until = facts.quotes.iter().map(|m| m.at).find(|at| *at > open.at).unwrap_or(place.text.len());
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
