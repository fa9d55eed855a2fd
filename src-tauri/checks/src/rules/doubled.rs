//! `word.doubled`: the same word twice in a row, across marks and lines. What doubles on purpose in each language stands in `TONGUES`.

use super::{Example, Facts, Rule};
use crate::{Finding, Level, Place};
use std::collections::HashSet;
use std::ops::Range;
use stet_document::blocks::{OBJECT, ObjectKind};

pub(super) const RULE: Rule = Rule {
    id: "word.doubled",
    level: Level::Error,
    what: "The same word stands twice in a row.",
    why: "The eye jumps over it, above all at a line's end; readers stumble.",
    source: "Every copy desk's list of last looks.",
    languages: &["en", "de", "es", "fr", "pt", "it", "ru", "uk", "ar"],
    examples: &[
        Example { lang: "en", bad: "She counted the the votes.", good: "She counted the votes." },
        Example { lang: "en", bad: "The the vote was lost.", good: "The vote was lost." },
        Example { lang: "en", bad: "He went to to Lisbon.", good: "He went to Lisbon." },
        Example {
            lang: "en",
            bad: "Mayor Duarte spoke.\nThen Duarte Duarte left.",
            good: "Mayor Duarte spoke.\nThen Duarte left.",
        },
        Example { lang: "de", bad: "Sie zählte die die Stimmen.", good: "Sie zählte die Stimmen." },
        Example { lang: "de", bad: "Das Haus Haus steht leer.", good: "Das Haus steht leer." },
        Example { lang: "es", bad: "Contó los los votos.", good: "Contó los votos." },
        Example { lang: "fr", bad: "Elle a compté les les voix.", good: "Elle a compté les voix." },
        Example { lang: "pt", bad: "Ela contou os os votos.", good: "Ela contou os votos." },
        Example { lang: "it", bad: "Ha contato i i voti.", good: "Ha contato i voti." },
        Example { lang: "ru", bad: "Она была в в городе.", good: "Она была в городе." },
        Example { lang: "uk", bad: "Вона була на на площі.", good: "Вона була на площі." },
        Example { lang: "ar", bad: "ذهبت إلى إلى المدينة.", good: "ذهبت إلى المدينة." },
    ],
    quiet: &[
        ("en", "He had had enough of it, and that that vote was lost he knew."),
        ("en", "Duran Duran played in Sing Sing, near Walla Walla; New York, New York."),
        ("en", "It was very very late. Late in the day they had moved in in haste; what it is is a loss."),
        ("en", "“No no no,” she said. He gave her her book, and 3 3 2 was the score."),
        ("en", "They came to the. The end was near, near enough."),
        ("en", "Will will go. Rob rob a bank? Blah blah blah."),
        ("de", "Die Frau, die die Wahl gewann, sah, dass sie sie gewann."),
        ("fr", "Nous nous sommes vus, et vous vous êtes tus."),
        ("pt", "Perguntou se se trata de um erro."),
        ("it", "È arrivato piano piano, quasi quasi in ritardo."),
        ("ru", "Он знал, что что-то случилось очень очень давно."),
        ("sw", "Alikuja pole pole."),
    ],
    block,
    join,
};

/// What a language doubles, and which single letters are words in it.
struct Tongue {
    code: &'static str,
    /// Never told: said twice on purpose, or two words that look the same.
    quiet: &'static [&'static str],
    /// Words of one letter.
    letters: &'static [&'static str],
    /// Told even where both are capitalised.
    small: &'static [&'static str],
    /// Nouns are capitalised, so capitals do not make a name.
    nouns: bool,
}

const TONGUES: &[Tongue] = &[
    Tongue {
        code: "en",
        quiet: &[
            "had", "that", "her", "very", "really", "so", "no", "yes", "bye", "ha", "hee", "ho", "knock", "night", "there",
            "now", "tut", "hear", "many", "much", "far", "long", "never", "chop", "please", "go", "win", "blah", "ah", "oh",
            "hey", "hm", "boo", "beep", "tick", "yada", "wee", "tap", "bang", "drip", "la", "hush",
        ],
        letters: &["a", "i"],
        small: &[
            "the", "of", "and", "in", "to", "for", "with", "at", "from", "by", "on", "is", "was", "he", "she", "it", "they",
            "we", "you", "but", "this", "his", "if", "an", "what", "when", "while", "as", "their", "its", "after", "before",
            "all", "these", "not", "or",
        ],
        nouns: false,
    },
    Tongue {
        code: "de",
        quiet: &[
            "sie", "werden", "sein", "haben", "sehr", "ja", "nein", "ach", "ganz", "viel", "weit", "lange", "immer", "nie", "na",
            "ha", "mal", "blabla", "was",
        ],
        letters: &[],
        small: &["der", "die", "das", "und", "in", "von", "mit", "zu", "den", "dem"],
        nouns: true,
    },
    Tongue {
        code: "es",
        quiet: &[
            "muy", "no", "sí", "si", "ja", "cada", "así", "casi", "luego", "ya", "nada", "poco", "mucho", "nos", "bien", "como",
        ],
        letters: &["a", "e", "o", "u", "y"],
        small: &["de", "la", "el", "en", "y", "los", "las", "del", "que"],
        nouns: false,
    },
    Tongue {
        code: "fr",
        quiet: &[
            "nous", "vous", "faire", "très", "plus", "non", "oui", "si", "ha", "vite", "bien", "tout", "petit", "moitié", "bla",
            "peu", "trop", "encore", "jamais", "toujours", "loin", "fort",
        ],
        letters: &["a", "à", "y", "ô"],
        small: &["de", "la", "le", "les", "et", "des", "en", "du"],
        nouns: false,
    },
    Tongue {
        code: "pt",
        quiet: &["se", "muito", "não", "sim", "nos", "quase", "logo", "já", "ha", "pouco", "bem", "cada", "tão", "como"],
        letters: &["a", "à", "e", "é", "o", "ó"],
        small: &["de", "a", "o", "e", "os", "as", "da", "do", "em"],
        nouns: false,
    },
    Tongue {
        code: "it",
        quiet: &[
            "piano", "pian", "via", "così", "subito", "appena", "quasi", "poco", "zitto", "sotto", "terra", "passo", "giorno",
            "sì", "si", "no", "ben", "bene", "molto", "mogio", "lemme", "ora", "mano", "presto", "solo", "tutto", "grande",
            "lungo", "ha", "lento", "forte", "neri", "pari", "corre",
        ],
        letters: &["a", "e", "è", "i", "o"],
        small: &["di", "la", "il", "e", "in", "che", "del", "della"],
        nouns: false,
    },
    Tongue {
        code: "ru",
        quiet: &[
            "очень",
            "да",
            "нет",
            "чуть",
            "едва",
            "давно",
            "мало",
            "много",
            "ещё",
            "еще",
            "ну",
            "вот",
            "там",
            "тут",
            "её",
            "ее",
            "его",
            "их",
            "далеко",
            "долго",
            "тихо",
            "так",
            "ха",
            "ой",
            "эй",
        ],
        letters: &["а", "в", "и", "к", "о", "с", "у", "я"],
        small: &["в", "на", "и", "с", "по", "из", "для"],
        nouns: false,
    },
    Tongue {
        code: "uk",
        quiet: &[
            "дуже",
            "так",
            "ні",
            "ледь",
            "давно",
            "мало",
            "багато",
            "ще",
            "ну",
            "от",
            "там",
            "тут",
            "її",
            "його",
            "їх",
            "далеко",
            "довго",
            "тихо",
            "ха",
            "ой",
            "гей",
        ],
        letters: &["а", "в", "з", "і", "й", "о", "у", "я", "є"],
        small: &["в", "на", "і", "з", "по", "для"],
        nouns: false,
    },
    Tongue {
        code: "ar",
        quiet: &[
            "جدا",
            "جداً",
            "رويدا",
            "رويداً",
            "شيئا",
            "شيئاً",
            "يوما",
            "يوماً",
            "واحدا",
            "واحداً",
            "كلا",
            "لا",
            "نعم",
            "بابا",
            "من",
            "ما",
            "قليلا",
            "قليلاً",
            "هيا",
        ],
        letters: &["و"],
        small: &[],
        nouns: false,
    },
];

/// Doubled names that are names.
const NAMES: &[&str] = &[
    "duran", "sing", "walla", "bora", "pago", "baden", "talk", "lang", "yo", "boutros", "wagga", "phi", "sirhan", "humbert",
    "bling", "zsa", "cha", "chow", "ylang", "jar", "dik", "aye", "tam", "xai", "puka", "paw", "moose", "nam", "mau", "kai", "ma",
    "liu", "wei", "fei", "bing", "tintin", "mahi", "choo", "the", "ba", "dum", "loh", "gili", "kiri",
];

/// First names that are also words: `Will will go`.
const NAME_AND_VERB: &[&str] = &["will", "mark", "may", "grant", "rob", "bill", "sue", "pat", "drew", "chase", "can", "don"];

/// Verbs after which the adverb can meet its preposition: `moved in in May`, `carried on on Monday`.
const PHRASAL: &[&str] = &[
    "came", "come", "comes", "coming", "moved", "move", "moves", "moving", "went", "go", "goes", "going", "gone", "took",
    "taken", "take", "turned", "stepped", "handed", "phoned", "checked", "logged", "brought", "broke", "settled", "carried",
    "carry", "hold", "held", "put", "passed", "kept", "keep", "get", "got", "live", "lived", "walked", "set", "slipped", "sat",
    "stayed", "rushed", "flew", "drove", "ran",
];

/// Words that shortly before make `is is`, `was was` and `do do` right: `what it is is`.
const CLEFT: &[&str] = &[
    "what", "whatever", "all", "who", "where", "how", "why", "which", "problem", "point", "thing", "fact", "question", "truth",
    "reality",
];

fn block(place: &Place, facts: &mut Facts) {
    if place.in_code || place.kind == "verse_line" {
        return;
    }
    let mut twice = vec![false; place.words.len()];
    for (nth, pair) in place.words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let (one, two) = (place.slice(first.clone()), place.slice(second.clone()));
        if one.chars().count() != two.chars().count()
            || one.to_lowercase() != two.to_lowercase()
            || !parted(place, first.end..second.start)
        {
            continue;
        }
        twice.iter_mut().skip(nth).take(2).for_each(|flag| *flag = true);
        let lang = place.lang_at(second.start);
        let Some(tongue) = TONGUES.iter().find(|tongue| tongue.code == lang) else { continue };
        match verdict(place, tongue, nth, one, two) {
            Verdict::Quiet => {}
            Verdict::Told => facts.found.push(finding(place, first.clone(), second.clone())),
            Verdict::Name => facts.doubled.push((one.to_owned(), finding(place, first.clone(), second.clone()))),
        }
    }
    let alone = place.words.iter().zip(twice).filter(|(_, twice)| !twice).map(|(word, _)| place.slice(word.clone()));
    facts.names.extend(alone.filter(|word| capital(word)).map(str::to_owned));
}

/// A capitalised word doubled is told where the piece has the word alone, too: then it is no double name.
fn join(read: &[(Place, Facts)], out: &mut Vec<Finding>) {
    if read.iter().all(|(_, facts)| facts.doubled.is_empty()) {
        return;
    }
    let alone: HashSet<&str> = read.iter().flat_map(|(_, facts)| &facts.names).map(String::as_str).collect();
    let told = read.iter().flat_map(|(_, facts)| &facts.doubled).filter(|(word, _)| alone.contains(word.as_str()));
    out.extend(told.map(|(_, finding)| finding.clone()));
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether only spaces, line breaks and notes stand between, and at least one of the first two.
fn parted(place: &Place, gap: Range<usize>) -> bool {
    let mut space = false;
    for (at, c) in place.slice(gap.clone()).char_indices() {
        match c {
            OBJECT => match place.object(gap.start + at) {
                Some(ObjectKind::Break) => space = true,
                Some(ObjectKind::Note(_) | ObjectKind::NoteAgain(..)) => {}
                _ => return false,
            },
            c if c.is_whitespace() => space = true,
            _ => return false,
        }
    }
    space
}

enum Verdict {
    Quiet,
    Told,
    /// Perhaps a double name: the rest of the piece decides.
    Name,
}

fn verdict(place: &Place, tongue: &Tongue, nth: usize, one: &str, two: &str) -> Verdict {
    let lower = two.to_lowercase();
    let word = |at: Option<usize>| at.and_then(|at| place.words.get(at));
    let text = |at: Option<usize>| word(at).map(|w| place.slice(w.clone()).to_lowercase()).unwrap_or_default();
    let (before, after) = (nth.checked_sub(1), nth.checked_add(2));
    let small = tongue.small.contains(&lower.as_str());
    let single = lower.chars().count() == 1;
    if !lower.chars().any(char::is_alphabetic)
        || lower.chars().any(char::is_numeric)
        || single && !tongue.letters.contains(&lower.as_str())
    {
        return Verdict::Quiet;
    }
    if tongue.quiet.contains(&lower.as_str()) || attached(place, nth) {
        return Verdict::Quiet;
    }
    // Three times is meant: blah blah blah.
    if !small && (text(before) == lower || text(after) == lower) {
        return Verdict::Quiet;
    }
    let lone_comma = || {
        let head = place.words.get(nth).map_or("", |first| place.slice(0..first.start)).trim_end();
        head.ends_with(',') || word(before).is_some_and(|w| place.slice(0..w.start).trim_end().ends_with(','))
    };
    match tongue.code {
        "en" if matches!(lower.as_str(), "in" | "on" | "up" | "off" | "over" | "out")
            && PHRASAL.contains(&text(before).as_str()) =>
        {
            return Verdict::Quiet;
        }
        "en" if matches!(lower.as_str(), "is" | "was" | "do" | "does" | "are") && cleft(place, nth) => return Verdict::Quiet,
        "en" if capital(one) && !capital(two) && NAME_AND_VERB.contains(&lower.as_str()) => return Verdict::Quiet,
        "de" if matches!(lower.as_str(), "die" | "der" | "das" | "den" | "dem") && lone_comma() => return Verdict::Quiet,
        _ => {}
    }
    match (capital(one), capital(two)) {
        (_, false) => Verdict::Told,
        (false, true) if tongue.nouns => Verdict::Told,
        (false, true) => Verdict::Quiet,
        (true, true) if NAMES.contains(&lower.as_str()) => Verdict::Quiet,
        (true, true) if small || tongue.nouns || single => Verdict::Told,
        (true, true) => Verdict::Name,
    }
}

fn cleft(place: &Place, nth: usize) -> bool {
    let before = place.words.iter().take(nth).rev().take(4);
    before.map(|word| place.slice(word.clone()).to_lowercase()).any(|word| CLEFT.contains(&word.as_str()))
}

/// Whether one of the two is part of a longer word: `что что-то`, `R&D D`.
fn attached(place: &Place, nth: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '‑' | '/' | '&' | '@' | '_' | '#' | '\'' | '’'));
    let (first, second) = (place.words.get(nth), place.words.get(nth + 1));
    first.is_none_or(|w| joins(place.before(w.start))) || second.is_none_or(|w| joins(place.after(w.end)))
}

fn finding(place: &Place, first: Range<usize>, second: Range<usize>) -> Finding {
    let word = place.slice(second.clone()).to_owned();
    let gap = first.end..second.start;
    let plain = !place.slice(gap.clone()).contains(OBJECT);
    // The gap goes too, unless a note or line break stands in it.
    let cut =
        if plain { first.end..second.end } else { second.start..second.end + usize::from(place.after(second.end) == Some(' ')) };
    let same_marks = place.marks(first.start) == place.marks(second.start);
    let message =
        format!("“{word}” stands twice in a row, which is most often a slip; delete one, or let it stand if it is meant.");
    Finding::new(RULE.id, RULE.level, place, first.start..second.end, message).fix(
        place,
        &format!("Delete the second “{word}”"),
        plain && same_marks && !place.in_quotation,
        &[(cut, "")],
    )
}
