//! Doubles that English grammar settles: `had had`, `that that`, `her her`, `there there`, `so so`, and adverbs that meet prepositions.

use crate::Place;

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

/// Words that begin a clause or a noun with its article: after `that that` the second could only be a conjunction again.
const BEGINS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "i",
    "we",
    "they",
    "you",
    "there",
    "this",
    "these",
    "those",
    "his",
    "her",
    "my",
    "our",
    "your",
    "their",
    "its",
    "when",
    "if",
    "some",
    "any",
    "all",
    "every",
    "no",
    "nothing",
    "nobody",
    "everything",
    "such",
];

/// Words that an intensified adjective is not: `so so that`, `very very the`.
const NO_ADJECTIVE: &[&str] = &[
    "the", "a", "an", "of", "to", "as", "that", "he", "she", "it", "i", "we", "they", "you", "his", "my", "their", "our", "this",
    "is", "was", "were", "are", "had", "has", "have", "or", "but", "for", "with", "by", "from", "on", "at", "in",
];

const PREPOSITIONS: &[&str] = &[
    "in", "of", "with", "on", "at", "by", "into", "under", "over", "through", "after", "before", "about", "for", "to", "from",
    "upon", "against", "between", "near", "beside", "behind", "until", "till", "since", "during", "without",
];

const CONJUNCTIONS: &[&str] = &["and", "that", "but", "as", "when", "if", "while", "because", "than", "or", "though", "for"];

const VERBS: &[&str] = &[
    "is",
    "was",
    "are",
    "were",
    "be",
    "been",
    "had",
    "has",
    "have",
    "would",
    "will",
    "must",
    "may",
    "might",
    "can",
    "could",
    "should",
    "came",
    "seemed",
    "isn’t",
    "wasn’t",
    "weren’t",
    "aren’t",
    "isn't",
    "wasn't",
];

/// Participles that do not end in -ed.
const PARTICIPLES: &[&str] = &[
    "been",
    "gone",
    "come",
    "taken",
    "given",
    "seen",
    "done",
    "made",
    "become",
    "begun",
    "brought",
    "bought",
    "caught",
    "fallen",
    "felt",
    "found",
    "forgotten",
    "got",
    "grown",
    "heard",
    "held",
    "kept",
    "known",
    "left",
    "lost",
    "met",
    "paid",
    "put",
    "read",
    "run",
    "said",
    "sent",
    "set",
    "shown",
    "spent",
    "spoken",
    "stood",
    "thought",
    "told",
    "understood",
    "won",
    "written",
    "drawn",
    "never",
    "not",
    "already",
    "just",
    "always",
    "ever",
    "also",
    "even",
    "only",
    "scarcely",
    "hardly",
    "once",
];

/// Adjectives in -ed that `had had` can stand before: `had had limited success`.
const ADJECTIVES: &[&str] = &[
    "limited",
    "mixed",
    "repeated",
    "continued",
    "increased",
    "advanced",
    "united",
    "learned",
    "married",
    "need",
    "hundred",
    "red",
    "bed",
];

/// The words around a double, lower-case; empty where punctuation or nothing stands between.
pub(super) struct Around<'a> {
    pub before: &'a str,
    pub after: &'a str,
}

/// Whether this double is a slip by the words around it; `None` where grammar does not say.
pub(super) fn slip(word: &str, around: &Around) -> Option<bool> {
    let before = |list: &[&str]| list.contains(&around.before);
    let after = |list: &[&str]| list.contains(&around.after);
    Some(match word {
        // `After that that the ass won`: a pronoun with its clause.
        "that" if before(PREPOSITIONS) => !after(BEGINS) && around.before != "in" && !after(&["of", "which"]),
        "that" => after(BEGINS),
        "had" => {
            let regular = around.after.len() > 4 && around.after.ends_with("ed") && !after(ADJECTIVES);
            after(PARTICIPLES) || regular
        }
        // The first is whom, the second whose: a noun follows, and no conjunction stands before.
        "her" => {
            around.after.is_empty()
                || after(PREPOSITIONS)
                || after(CONJUNCTIONS)
                || after(VERBS)
                || before(CONJUNCTIONS)
                || before(PREPOSITIONS) && !before(&["to", "from", "of", "for", "upon"])
        }
        "there" => after(VERBS) || after(PREPOSITIONS) || before(PREPOSITIONS) || before(VERBS) && !around.after.is_empty(),
        "so" | "very" | "really" | "much" | "many" | "long" | "far" => {
            after(NO_ADJECTIVE) && !(matches!(word, "far" | "long") && after(&["from", "for", "in"]))
        }
        _ => return None,
    })
}

/// Whether two words that only look the same stand here: `moved in in May`, `what it is is`, `Will will go`.
pub(super) fn meets(place: &Place, nth: usize, word: &str, before: &str, name: bool) -> bool {
    match word {
        "in" | "on" | "up" | "off" | "over" | "out" => PHRASAL.contains(&before),
        "is" | "was" | "do" | "does" | "are" => {
            let head = place.words.iter().take(nth).rev().take(4);
            head.map(|word| place.slice(word.clone()).to_lowercase()).any(|word| CLEFT.contains(&word.as_str()))
        }
        _ => name && NAME_AND_VERB.contains(&word),
    }
}
