//! What each language doubles on purpose: words, letters, names. How they are read is `mod.rs`; English grammar is `english.rs`.

/// What a language doubles, and which single letters are words in it.
pub(super) struct Tongue {
    pub code: &'static str,
    /// Never told: said twice on purpose, or two words that look the same.
    pub quiet: &'static [&'static str],
    /// Said twice as a call, `no no`: quiet where a clause begins or ends there, told within one.
    pub calls: &'static [&'static str],
    /// Words of one letter.
    pub letters: &'static [&'static str],
    /// Told even where both are capitalised.
    pub small: &'static [&'static str],
    /// Nouns are capitalised, so capitals do not make a name.
    pub nouns: bool,
}

pub(super) const TONGUES: &[Tongue] = &[
    Tongue {
        code: "en",
        quiet: &[
            "had", "that", "her", "very", "really", "so", "bye", "ha", "hee", "ho", "knock", "night", "tut", "many", "much",
            "far", "long", "chop", "win", "blah", "ah", "hm", "boo", "beep", "tick", "yada", "wee", "tap", "bang", "drip", "la",
            "hush",
        ],
        calls: &["no", "yes", "there", "now", "hear", "never", "please", "go", "oh", "hey"],
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
        quiet: &["sie", "werden", "sein", "haben", "sehr", "ganz", "viel", "weit", "lange", "nie", "ha", "mal", "blabla", "was"],
        calls: &["ja", "nein", "ach", "immer", "na"],
        letters: &[],
        small: &["der", "die", "das", "und", "in", "von", "mit", "zu", "den", "dem"],
        nouns: true,
    },
    Tongue {
        code: "es",
        quiet: &["muy", "ja", "cada", "casi", "poco", "mucho", "nos"],
        calls: &["no", "sí", "si", "así", "luego", "ya", "nada", "bien", "como"],
        letters: &["a", "e", "o", "u", "y"],
        small: &["de", "la", "el", "en", "y", "los", "las", "del", "que"],
        nouns: false,
    },
    Tongue {
        code: "fr",
        quiet: &["nous", "vous", "faire", "très", "ha", "vite", "petit", "moitié", "bla", "trop", "loin", "fort"],
        calls: &["plus", "non", "oui", "si", "bien", "tout", "peu", "encore", "jamais", "toujours"],
        letters: &["a", "à", "y", "ô"],
        small: &["de", "la", "le", "les", "et", "des", "en", "du"],
        nouns: false,
    },
    Tongue {
        code: "pt",
        quiet: &["se", "muito", "nos", "quase", "logo", "ha", "pouco", "cada", "tão"],
        calls: &["não", "sim", "já", "bem", "como"],
        letters: &["a", "à", "e", "é", "o", "ó"],
        small: &["de", "a", "o", "e", "os", "as", "da", "do", "em"],
        nouns: false,
    },
    Tongue {
        code: "it",
        quiet: &[
            "piano", "pian", "via", "così", "subito", "appena", "quasi", "poco", "zitto", "sotto", "terra", "passo", "giorno",
            "ben", "molto", "mogio", "lemme", "mano", "presto", "solo", "tutto", "grande", "lungo", "ha", "lento", "forte",
            "neri", "pari", "corre",
        ],
        calls: &["sì", "si", "no", "bene", "ora"],
        letters: &["a", "e", "è", "i", "o"],
        small: &["di", "la", "il", "e", "in", "che", "del", "della"],
        nouns: false,
    },
    Tongue {
        code: "ru",
        quiet: &[
            "очень",
            "чуть",
            "едва",
            "давно",
            "мало",
            "много",
            "ещё",
            "еще",
            "её",
            "ее",
            "его",
            "их",
            "далеко",
            "долго",
            "тихо",
            "ха",
            "ой",
            "эй",
        ],
        calls: &["да", "нет", "ну", "вот", "там", "тут", "так"],
        letters: &["а", "в", "и", "к", "о", "с", "у", "я"],
        small: &["в", "на", "и", "с", "по", "из", "для"],
        nouns: false,
    },
    Tongue {
        code: "uk",
        quiet: &[
            "дуже",
            "ледь",
            "давно",
            "мало",
            "багато",
            "ще",
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
        calls: &["так", "ні", "ну", "от", "там", "тут"],
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
            "بابا",
            "من",
            "ما",
            "قليلا",
            "قليلاً",
            "هيا",
        ],
        calls: &["كلا", "لا", "نعم"],
        letters: &["و"],
        small: &[],
        nouns: false,
    },
];

/// Doubled names that are names.
pub(super) const NAMES: &[&str] = &[
    "duran", "sing", "walla", "bora", "pago", "baden", "talk", "lang", "yo", "boutros", "wagga", "phi", "sirhan", "humbert",
    "bling", "zsa", "cha", "chow", "ylang", "jar", "dik", "aye", "tam", "xai", "puka", "paw", "moose", "nam", "mau", "kai", "ma",
    "liu", "wei", "fei", "bing", "tintin", "mahi", "choo", "ba", "dum", "loh", "gili", "kiri",
];
