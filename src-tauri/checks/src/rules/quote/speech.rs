//! Speech over paragraphs: whether a quotation that a paragraph leaves open goes on in the next, or has lost its closing mark.
//! A speech that goes on is long for its piece, or a letter, or told by the same speaker; where turns are short, an open one is a slip.

use super::marks::{Family, Open, Read};
use crate::Place;
use std::ops::Range;

/// How a piece's speakers take turns.
pub(super) struct Speech {
    /// Closed speeches, each a paragraph that begins with an opening mark.
    turns: usize,
    /// Words that nineteen in twenty of them do not reach.
    long: usize,
    /// Words that three in four of them do not reach.
    middling: usize,
}

/// Fewer words are no long speech in any piece; more are.
const LONG: (usize, usize) = (40, 100);
/// The same of what is no short answer.
const MIDDLING: (usize, usize) = (15, 40);

/// So many turns make a dialogue.
const TURNS: usize = 3;

impl Speech {
    /// What the paragraphs of a piece show, each with its marks read.
    pub fn of<'r, 'p: 'r>(paragraphs: impl Iterator<Item = (&'r Place<'p>, &'r Read)>) -> Speech {
        let mut words: Vec<usize> = paragraphs
            .filter(|(place, read)| read.open.is_none() && read.unclosed.is_empty() && begins(&place.text))
            .map(|(place, _)| place.words.len())
            .collect();
        words.sort_unstable();
        let part = |numerator: usize, denominator: usize| {
            words.get(words.len().saturating_sub(1) * numerator / denominator).copied().unwrap_or_default()
        };
        Speech {
            turns: words.len(),
            long: part(19, 20).clamp(LONG.0, LONG.1),
            middling: part(3, 4).clamp(MIDDLING.0, MIDDLING.1),
        }
    }
}

fn begins(text: &str) -> bool {
    [Family::Double, Family::Angle, Family::Single].into_iter().any(|family| opens_anew(text, family))
}

/// Whether a paragraph begins with a mark that carries a quotation on.
pub(super) fn opens_anew(text: &str, family: Family) -> bool {
    let text = text.trim_start();
    match family {
        Family::Double => text.starts_with(['“', '„', '"', '”']),
        Family::Angle => text.starts_with(['«', '»']),
        Family::Single => text.starts_with(['‘', '‚']) || text.starts_with("“‘"),
    }
}

/// Whether a paragraph begins with the marks of a quotation and of one within it.
pub(super) fn opens_both_anew(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    let outer = chars.next().is_some_and(|c| matches!(c, '“' | '„' | '"' | '«' | '»'));
    outer && chars.find(|c| !c.is_whitespace()).is_some_and(|c| matches!(c, '‘' | '‚' | '‹' | '›'))
}

/// Whether every paragraph of a quotation begins with a mark: so English prints it, whatever the piece does.
pub(super) fn anew_always(lang: &str) -> bool {
    lang == "en"
}

/// Whether what is open goes on in a next paragraph that opens anew; false where its closing mark is lost.
pub(super) fn goes_on(place: &Place, open: &Open, next: &Place, speech: &Speech) -> bool {
    let rest = place.slice(open.at + open.mark.len_utf8()..place.text.len()).trim_end();
    let words = place.words.iter().filter(|word| word.start > open.at).count();
    if salutes(rest, words) || signed(place, next) || rest.ends_with(':') {
        return true;
    }
    if rest.ends_with([',', '،']) || place.slice(0..open.at).trim().is_empty() && tagged(rest) {
        return false;
    }
    speech.turns < TURNS
        || words > SHORT && same_speaker(place, open, next)
        || words >= speech.long && next.words.len() >= speech.middling && !told_anew(next)
}

/// Speech of so few words does not go on in a next paragraph, where speakers take turns.
const SHORT: usize = 25;

/// How letters begin.
const SALUTATIONS: &[&str] = &[
    "dear",
    "my dear",
    "my dearest",
    "dearest",
    "sir",
    "madam",
    "gentlemen",
    "hello",
    "lieber",
    "liebe",
    "sehr geehrte",
    "cher",
    "chère",
    "mon cher",
    "ma chère",
    "monsieur",
    "madame",
    "querido",
    "querida",
    "estimado",
    "estimada",
    "meu caro",
    "minha cara",
    "caro",
    "cara",
    "prezado",
    "prezada",
    "gentile",
    "дорогой",
    "дорогая",
    "уважаемый",
    "уважаемая",
    "дорогий",
    "дорога",
    "шановний",
    "шановна",
    "عزيزي",
    "عزيزتي",
];

/// How they end.
const GREETINGS: &[&str] = &[
    "yours",
    "your affectionate",
    "your loving",
    "i am,",
    "i remain",
    "sincerely",
    "with love",
    "best wishes",
    "kind regards",
    "herzlich",
    "ihr",
    "ihre",
    "dein",
    "deine",
    "bien à vous",
    "votre dévoué",
    "votre dévouée",
    "atentamente",
    "cordialmente",
    "cordialement",
    "atenciosamente",
    "distinti saluti",
    "ваш",
    "ваша",
    "твой",
    "твоя",
    "з повагою",
    "с уважением",
    "مع التحية",
];

fn starts(text: &str, with: &[&str]) -> bool {
    let lower = text.to_lowercase();
    with.iter().any(|word| lower.strip_prefix(word).is_some_and(|more| !more.starts_with(char::is_alphanumeric)))
}

/// Whether this is a letter's salutation.
fn salutes(rest: &str, words: usize) -> bool {
    words <= 6 && rest.ends_with([',', ':', '—', '–', '!']) && starts(rest, SALUTATIONS)
}

/// Whether the next paragraph is the greeting or the name that ends a letter.
pub(super) fn signed(place: &Place, next: &Place) -> bool {
    let named = |word: &Range<usize>| {
        let text = next.slice(word.clone());
        text.chars().count() <= 3 || text.starts_with(char::is_uppercase)
    };
    place.words.len() > LETTER
        && !place.text.trim_end().ends_with('?')
        && next.words.len() <= 6
        && next.words.first().is_some_and(|first| {
            let text = next.slice(first.start..next.text.len());
            starts(text, GREETINGS) || next.words.len() <= 4 && next.words.iter().all(named) && !text.contains(['?', '!', '—'])
        })
}

/// A letter's text is longer than so many words.
const LETTER: usize = 15;

/// Who may be told again without a name.
const PRONOUNS: &[&str] =
    &["he", "she", "they", "i", "er", "sie", "il", "elle", "él", "ella", "ele", "ela", "lui", "lei", "он", "она", "він", "вона"];

/// Whether the next paragraph tells the speaker of this one: by the same name, or by a pronoun alone.
fn same_speaker(place: &Place, open: &Open, next: &Place) -> bool {
    let told = outside(place, 0..open.at);
    let again: Vec<&str> = outside(next, 0..next.text.len());
    if told.is_empty() {
        return false;
    }
    let name = |word: &&&str| word.chars().count() > 2 && word.starts_with(char::is_uppercase);
    let pronoun = again
        .iter()
        .take(3)
        .any(|word| PRONOUNS.contains(&word.to_lowercase().as_str()) && (*word != "I" || told.contains(word)));
    pronoun && !again.iter().take(3).any(|word| name(&word)) || again.iter().take(5).filter(name).any(|word| told.contains(word))
}

/// The words of a stretch that stand in no quotation.
fn outside<'p>(place: &'p Place, range: Range<usize>) -> Vec<&'p str> {
    let mut depth = 0_usize;
    let mut at = range.start;
    let mut out = Vec::new();
    for word in place.words.iter().filter(|word| word.end <= range.end) {
        for c in place.slice(at..word.start).chars() {
            match c {
                '“' | '„' | '«' => depth += 1,
                '”' | '»' => depth = depth.saturating_sub(1),
                '"' => depth = usize::from(depth == 0),
                _ => {}
            }
        }
        at = word.end;
        if depth == 0 {
            out.push(place.slice(word.clone()));
        }
    }
    out
}

/// Verbs that tell who speaks.
const SAYING: &[&str] = &[
    "said",
    "says",
    "asked",
    "cried",
    "replied",
    "answered",
    "inquired",
    "exclaimed",
    "demanded",
    "murmured",
    "whispered",
    "shouted",
    "remarked",
    "observed",
    "returned",
    "insisted",
    "told",
    "agreed",
    "explained",
    "suggested",
    "muttered",
    "called",
    "sagte",
    "fragte",
    "erwiderte",
    "antwortete",
    "entgegnete",
    "rief",
    "meinte",
    "versetzte",
    "lachte",
    "flüsterte",
    "brummte",
    "dit",
    "demanda",
    "répondit",
    "cria",
    "murmura",
    "répliqua",
    "dijo",
    "preguntó",
    "respondió",
    "contestó",
    "exclamó",
    "replicó",
    "gritó",
    "murmuró",
    "disse",
    "perguntou",
    "respondeu",
    "exclamou",
    "replicou",
    "gritou",
    "murmurou",
    "chiese",
    "rispose",
    "esclamò",
    "gridò",
    "сказал",
    "сказала",
    "спросил",
    "спросила",
    "ответил",
    "ответила",
    "сказав",
    "запитав",
    "запитала",
    "відповів",
    "відповіла",
];

/// Verbs that tell that the same speaker goes on.
const GOING_ON: &[&str] = &[
    "went",
    "continued",
    "resumed",
    "added",
    "repeated",
    "fuhr",
    "reprit",
    "continua",
    "ajouta",
    "prosiguió",
    "continuó",
    "añadió",
    "continuou",
    "prosseguiu",
    "acrescentou",
    "proseguì",
    "continuò",
    "aggiunse",
    "продолжал",
    "продолжала",
    "добавил",
    "добавила",
];

/// Whether the next paragraph tells who speaks, and not that somebody goes on: a speech that goes on is seldom told again.
pub(super) fn told_anew(next: &Place) -> bool {
    let head: Vec<String> = outside(next, 0..next.text.len()).iter().take(4).map(|word| word.to_lowercase()).collect();
    let any = |verbs: &[&str]| head.iter().any(|word| verbs.contains(&word.as_str()));
    any(SAYING) && !any(GOING_ON)
}

/// Whether a speaker is told right after a comma, question or call, with no mark between: `We go, he said.`
fn tagged(rest: &str) -> bool {
    told_within(rest).is_some()
}

/// Where a speaker is told within what should be speech alone: the byte after the comma, question or call.
pub(super) fn told_within(rest: &str) -> Option<usize> {
    rest.match_indices([',', '?', '!']).map(|(at, mark)| at + mark.len()).find(|at| {
        let after = rest.get(*at..).and_then(|after| after.strip_prefix(' ')).unwrap_or_default();
        let words: Vec<&str> = after.split(' ').take(6).collect();
        let bare = |word: &str| word.trim_end_matches(['.', ',', ':', ';']).to_owned();
        let ends = |word: &str| word.ends_with(['.', ',', ':', ';']);
        let name = |word: &str| word.starts_with(char::is_uppercase) || PRONOUNS.contains(&bare(word).as_str());
        let says = |word: &str| SAYING.contains(&bare(word).as_str()) || GOING_ON.contains(&bare(word).as_str());
        // The verb comes first and its subject after, `cried Ana Duarte with a laugh`: within a speech nobody says so.
        // Or the tag ends soon: `he said.`, unlike `he said that we go`.
        words.iter().position(|word| says(word)).is_some_and(|verb| {
            verb == 0 && words.get(1).is_some_and(|word| name(word)) && words.first().is_some_and(|word| !ends(word))
                || verb <= 2 && words.iter().skip(verb).take(3).any(|word| ends(word))
        })
    })
}
