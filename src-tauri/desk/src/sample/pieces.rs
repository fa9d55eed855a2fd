//! Who works at the sample magazine, and its pieces with their way so far. How they are made is `mod.rs`.

/// One piece of the sample and its way so far.
pub(super) struct Piece {
    pub file: &'static str,
    pub text: &'static str,
    /// Whole days before now on which it came.
    pub came: i64,
    /// Whose turn it is, and since how many hours.
    pub with: (&'static str, i64),
    /// States that it goes through, each with the hours before now and who moves it.
    pub moves: &'static [(&'static str, i64, &'static str)],
    /// Dates: name, days from today, time of day (empty: the day is enough).
    pub dates: &'static [(&'static str, i64, &'static str)],
    /// Fields that its file does not say.
    pub fields: &'static [(&'static str, &'static str)],
}

/// Who the desk starts with: editor and editor-in-chief.
pub(super) const CHIEF: &str = "Tomas Meyer";

/// Everybody else, by name and roles.
pub(super) const PEOPLE: [(&str, &[&str]); 5] = [
    ("Ana Duarte", &["writer"]),
    ("Lena Ott", &["writer", "editor"]),
    ("Inês Roldán", &["copy editor", "proofreader"]),
    ("Rafiq Khan", &["legal reader", "fact checker"]),
    ("Rana Khalil", &["translator"]),
];

pub(super) const PIECES: [Piece; 10] = [
    Piece {
        file: "bridge-history.html",
        text: include_str!("bridge-history.html"),
        came: 9,
        with: ("Lena Ott", 30),
        moves: &[("editing", 150, "Tomas Meyer")],
        dates: &[("deadline", 6, ""), ("planned", 12, "")],
        fields: &[("target_words", "2500"), ("section", "\"History\"")],
    },
    Piece {
        file: "pilots-letter.md",
        text: include_str!("pilots-letter.md"),
        came: 5,
        with: ("Tomas Meyer", 20),
        moves: &[
            ("editing", 110, "Tomas Meyer"),
            ("copy-edit", 96, "Tomas Meyer"),
            ("proof", 70, "Inês Roldán"),
            ("ready", 20, "Tomas Meyer"),
        ],
        dates: &[("embargo", 2, "06:00"), ("publish_at", 2, "06:30")],
        fields: &[],
    },
    Piece {
        file: "harbour-budget.md",
        text: include_str!("harbour-budget.md"),
        came: 4,
        with: ("Rafiq Khan", 2),
        moves: &[("editing", 90, "Tomas Meyer"), ("copy-edit", 60, "Lena Ott"), ("proof", 2, "Inês Roldán")],
        dates: &[("deadline", -2, "20:00"), ("publish_at", -1, "07:00")],
        fields: &[("target_words", "1000")],
    },
    Piece {
        file: "ferry-vote.md",
        text: include_str!("ferry-vote.md"),
        came: 4,
        with: ("Inês Roldán", 26),
        moves: &[
            ("editing", 80, "Tomas Meyer"),
            ("with-author", 70, "Tomas Meyer"),
            ("editing", 50, "Ana Duarte"),
            ("copy-edit", 26, "Tomas Meyer"),
        ],
        dates: &[("deadline", 0, "17:00"), ("publish_at", 1, "07:00")],
        fields: &[
            ("target_words", "800"),
            ("section", "\"Harbour council\""),
            ("tags", "[\"ferries\", \"night boats\", \"council\"]"),
        ],
    },
    Piece {
        file: "risalat-almurshidin.md",
        text: include_str!("risalat-almurshidin.md"),
        came: 2,
        with: ("Rana Khalil", 24),
        moves: &[("editing", 24, "Tomas Meyer")],
        dates: &[("deadline", 1, ""), ("planned", 2, "")],
        fields: &[],
    },
    Piece {
        file: "letters-48.md",
        text: include_str!("letters-48.md"),
        came: 6,
        with: ("Lena Ott", 140),
        moves: &[],
        dates: &[("deadline", 5, ""), ("publish_at", 6, "07:00")],
        fields: &[("target_words", "900")],
    },
    Piece {
        file: "carta-otra-orilla.html",
        text: include_str!("carta-otra-orilla.html"),
        came: 8,
        with: ("Tomas Meyer", 60),
        moves: &[
            ("editing", 170, "Tomas Meyer"),
            ("copy-edit", 140, "Lena Ott"),
            ("proof", 120, "Inês Roldán"),
            ("ready", 110, "Tomas Meyer"),
            ("published", 60, "Tomas Meyer"),
        ],
        dates: &[("publish_at", -4, "07:00")],
        fields: &[("section", "\"Columns\""), ("tags", "[\"ferries\", \"Salinas\"]")],
    },
    Piece {
        file: "gedicht-am-kai.html",
        text: include_str!("gedicht-am-kai.html"),
        came: 7,
        with: ("Tomas Meyer", 10),
        moves: &[
            ("editing", 160, "Tomas Meyer"),
            ("copy-edit", 100, "Lena Ott"),
            ("proof", 40, "Inês Roldán"),
            ("ready", 12, "Tomas Meyer"),
            ("scheduled", 10, "Tomas Meyer"),
        ],
        dates: &[("publish_at", 3, "07:00")],
        fields: &[("section", "\"City\""), ("tags", "[\"poetry\", \"north quay\"]")],
    },
    Piece {
        file: "ultima-sirene.html",
        text: include_str!("ultima-sirene.html"),
        came: 3,
        with: ("Ana Duarte", 18),
        moves: &[("editing", 60, "Tomas Meyer"), ("with-author", 18, "Lena Ott")],
        dates: &[("deadline", 4, ""), ("planned", 9, "")],
        fields: &[("section", "\"Interviews\""), ("tags", "[\"north quay\", \"cannery\"]")],
    },
    Piece {
        file: "names-on-the-stern.html",
        text: include_str!("names-on-the-stern.html"),
        came: 3,
        with: ("Lena Ott", 44),
        moves: &[("editing", 44, "Tomas Meyer")],
        dates: &[("deadline", 7, ""), ("planned", 13, "")],
        fields: &[("target_words", "900"), ("section", "\"The harbour\""), ("tags", "[\"ships\", \"languages\"]")],
    },
];
