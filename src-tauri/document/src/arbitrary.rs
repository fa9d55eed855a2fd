//! Random texts from a source of numbers: what the tests of every room draw from. Small, in normal form, with all that `may` allows.
//!
//! `may` is asked for names of nodes and marks (`table`, `strong`), of attributes set away from their default (`heading.level`, `figure.focus`),
//! and for `lang` and `dir` on any block.

use crate::*;

/// A generator of one text.
pub struct Draw<'a> {
    random: &'a mut dyn FnMut() -> u64,
    may: &'a dyn Fn(&str) -> bool,
    notes: Vec<Id>,
}

/// One random text with ids everywhere.
pub fn document(random: &mut dyn FnMut() -> u64, may: &dyn Fn(&str) -> bool) -> Document {
    let mut draw = Draw { random, may, notes: Vec::new() };
    let mut document = Document { kicker: draw.part(2), headline: draw.part(1), standfirst: draw.part(2), body: Vec::new() };
    let blocks = 1 + draw.below(8);
    document.body = (0..blocks).map(|_| draw.block(0)).collect();
    document.normalise();
    ids::fill(&mut document, random);
    document
}

/// A source of numbers that gives the same ones for the same seed.
pub fn numbers(mut seed: u64) -> impl FnMut() -> u64 {
    move || {
        seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

const WORDS: &[&str] = &[
    "the",
    "vote",
    "harbour",
    "Ana",
    "Lisbon",
    "ferry",
    "it’s",
    "3.5",
    "per",
    "cent",
    "“nobody",
    "lost”",
    "naïve",
    "Straße",
    "мэр",
    "город",
    "المجلس",
    "صوّت",
    "議会",
    "😀",
    "👩‍👩‍👧",
    "e\u{301}té",
    "and",
    "of",
    "a",
    "1,200",
    "—",
    "(twice)",
    "‘well’",
    "A&B",
    "<tag>",
    "*star*",
    "_under_",
    "#1",
    "back\\slash",
    "`tick`",
    "[sic]",
];

const BLOCKS: &[&str] = &[
    "heading",
    "quotation",
    "pull_quote",
    "list",
    "table",
    "figure",
    "verse",
    "turn",
    "box",
    "epigraph",
    "code",
    "rule",
    "embed",
];

impl Draw<'_> {
    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(1);
        usize::try_from((self.random)() % n).unwrap_or(0)
    }

    /// One time in `n`, if the name is allowed.
    fn now(&mut self, n: usize, name: &str) -> bool {
        (self.may)(name) && self.below(n) == 0
    }

    fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        let at = self.below(list.len());
        list.get(at).copied().unwrap_or_default()
    }

    fn number(&mut self, name: &str, default: u32, low: u32, high: u32) -> u32 {
        if self.now(2, name) {
            low + u32::try_from(self.below(usize::try_from(high - low + 1).unwrap_or(1))).unwrap_or(0)
        } else {
            default
        }
    }

    fn phrase(&mut self, most: usize) -> String {
        let count = 1 + self.below(most);
        (0..count).map(|_| self.pick(WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn address(&mut self) -> String {
        format!("https://example.org/{}?a=1&b={}", self.below(99), self.below(99))
    }

    fn hash(&mut self) -> String {
        json::doc_hash(&self.below(5).to_string())
    }

    fn meta(&mut self) -> Meta {
        let lang = self.now(8, "lang").then(|| Lang(self.pick(&["en-GB", "ar", "pt", "de"]).to_owned()));
        let dir = self.now(8, "dir").then_some(Dir::Rtl);
        Meta { lang, dir, marks: self.suggestions(24) }
    }

    fn suggestions(&mut self, rarity: usize) -> Vec<Mark> {
        let mut marks = Vec::new();
        if self.now(rarity, "insertion") {
            marks.push(Mark::Insertion { id: format!("i{}", self.below(4)) });
        }
        if self.now(rarity, "deletion") {
            marks.push(Mark::Deletion { id: format!("d{}", self.below(4)) });
        }
        marks
    }

    fn marks(&mut self) -> Vec<Mark> {
        let mut marks = self.suggestions(16);
        if self.below(3) > 0 {
            return marks;
        }
        let kind = self.below(12);
        let mark = match kind {
            0 => {
                let title = if self.now(3, "link.title") { self.phrase(2) } else { String::new() };
                Mark::Link { href: self.address(), title }
            }
            1 => Mark::ArticleLink { article: format!("piece-{}", self.below(3)) },
            2 | 3 => Mark::Emphasis,
            4 | 5 => Mark::Strong,
            6 => Mark::SmallCaps,
            7 => Mark::Sub,
            8 => Mark::Sup,
            9 => Mark::Strike,
            10 => Mark::Foreign { lang: Lang("fr".to_owned()) },
            _ => Mark::Comment { id: format!("c{}", self.below(3)) },
        };
        if (self.may)(mark.name()) {
            marks.push(mark);
        }
        if self.now(4, "emphasis") {
            marks.push(Mark::Emphasis);
        }
        marks
    }

    fn part(&mut self, rarity: usize) -> Textblock {
        if self.below(rarity) > 0 { Textblock::default() } else { self.text(3) }
    }

    /// Never a space at either end, never two in a row, never a break at an end.
    fn text(&mut self, most: usize) -> Textblock {
        let meta = self.meta();
        let mut inlines = Vec::new();
        for nth in 0..=self.below(most) {
            if nth > 0 {
                inlines.push(Inline::Text { text: " ".to_owned(), marks: Vec::new() });
            }
            let (text, marks) = (self.phrase(6), self.marks());
            inlines.push(Inline::Text { text, marks });
            if self.now(5, "note") {
                let note = self.note();
                inlines.push(note);
            }
            if self.now(12, "note_again")
                && let Some(note) = self.notes.first().cloned()
            {
                let wording = if self.now(2, "note_again.as") { Wording::Words } else { Wording::Mark };
                inlines.push(Inline::NoteAgain { note, wording, marks: Vec::new() });
            }
            if self.now(12, "placeholder") {
                let label = self.phrase(2);
                inlines.push(Inline::Placeholder { label, marks: Vec::new() });
            }
            if self.now(10, "break") {
                inlines.push(Inline::Break { marks: Vec::new() });
                let text = self.phrase(3);
                inlines.push(Inline::Text { text, marks: Vec::new() });
            }
        }
        Textblock { id: Id::default(), meta, inlines }
    }

    fn note(&mut self) -> Inline {
        let id = ids::fresh(self.random);
        let mut inlines = Vec::new();
        if self.below(6) > 0 {
            let (text, marks) = (self.phrase(6), self.marks());
            inlines.push(Inline::Text { text, marks });
        }
        self.notes.push(id.clone());
        Inline::Note(Note { id, marks: Vec::new(), inlines })
    }

    fn blocks(&mut self, depth: usize, least: usize) -> Vec<Block> {
        (0..least + self.below(3)).map(|_| self.block(depth + 1)).collect()
    }

    fn attribution(&mut self, name: &str) -> Option<Textblock> {
        self.now(2, name).then(|| self.text(1))
    }

    fn block(&mut self, depth: usize) -> Block {
        let kind = self.pick(BLOCKS);
        if depth > 2 || self.below(2) == 0 || !(self.may)(kind) {
            return Block::Paragraph(self.text(4));
        }
        match kind {
            "heading" => {
                Block::Heading { level: u8::try_from(self.number("heading.level", 2, 2, 4)).unwrap_or(2), text: self.text(1) }
            }
            "pull_quote" => Block::PullQuote { text: self.text(2), of: Id::default(), sentence: String::new() },
            "quotation" => {
                let cite = if self.now(3, "quotation.cite") { self.address() } else { String::new() };
                Block::Quotation {
                    meta: self.meta(),
                    cite,
                    blocks: self.blocks(depth, 1),
                    attribution: self.attribution("attribution"),
                }
            }
            "epigraph" => {
                Block::Epigraph { meta: self.meta(), blocks: self.blocks(depth, 1), attribution: self.attribution("attribution") }
            }
            "list" => self.list(depth),
            "table" => self.table(depth),
            "figure" => Block::Figure(self.figure()),
            "verse" => {
                let line = |draw: &mut Self| VerseLine {
                    indent: u8::try_from(draw.number("verse_line.indent", 0, 0, 3)).unwrap_or(0),
                    text: draw.text(1),
                };
                Block::Verse { meta: self.meta(), lines: (0..1 + self.below(4)).map(|_| line(self)).collect() }
            }
            "turn" => Block::Turn { meta: self.meta(), speaker: self.text(1), blocks: self.blocks(depth, 1) },
            "box" => Block::Box { meta: self.meta(), blocks: self.blocks(depth, 1) },
            "code" => {
                let language = if self.now(2, "code.language") { "rust".to_owned() } else { String::new() };
                let text = format!("{}\n  {}", self.phrase(3), self.phrase(3));
                let meta = Meta { marks: Vec::new(), ..self.meta() };
                Block::Code {
                    text: Textblock { id: Id::default(), meta, inlines: vec![Inline::Text { text, marks: Vec::new() }] },
                    language,
                }
            }
            "rule" => Block::Rule { meta: self.meta() },
            _ => {
                let still = if self.now(2, "embed.still") { self.hash() } else { String::new() };
                Block::Embed { meta: self.meta(), link: self.address(), title: self.phrase(3), still }
            }
        }
    }

    fn list(&mut self, depth: usize) -> Block {
        let kind = match self.number("list.kind", 0, 0, 2) {
            1 => ListKind::Numbered,
            2 => ListKind::Lettered,
            _ => ListKind::Bulleted,
        };
        let start = if kind == ListKind::Bulleted { 1 } else { self.number("list.start", 1, 1, 9) };
        let items = (0..1 + self.below(3)).map(|_| Item { meta: self.meta(), blocks: self.blocks(depth + 1, 1) }).collect();
        Block::List { meta: self.meta(), kind, start, items }
    }

    fn table(&mut self, depth: usize) -> Block {
        let columns = 1 + self.below(3);
        let head = self.now(2, "table_header");
        let count = 1 + self.below(3);
        // The head's first cell spans two columns where others begin below it.
        let wide = columns > 1 && count > 1 && head && self.now(2, "table_cell.colspan");
        let rows = (0..count)
            .map(|nth| {
                let wide = wide && nth == 0;
                let cell = |draw: &mut Self, at: usize| Cell {
                    header: nth == 0 && head,
                    colspan: if wide && at == 0 { 2 } else { 1 },
                    rowspan: 1,
                    colwidth: (nth == 0 && !wide && draw.now(4, "table_cell.colwidth")).then(|| vec![120]),
                    align: draw.now(4, "table_cell.align").then_some(Align::Right),
                    marks: Vec::new(),
                    blocks: draw.blocks(depth + 2, 1),
                };
                Row { marks: Vec::new(), cells: (0..columns - usize::from(wide)).map(|at| cell(self, at)).collect() }
            })
            .collect();
        Block::Table { id: Id::default(), meta: self.meta(), rows }
    }

    fn figure(&mut self) -> Figure {
        let sized = self.now(2, "figure.width");
        Figure {
            id: Id::default(),
            meta: self.meta(),
            src: self.hash(),
            width: if sized { 640 } else { 0 },
            height: if sized { 480 } else { 0 },
            alt: if self.now(2, "figure.alt") { self.phrase(5) } else { String::new() },
            rights: if self.now(2, "figure.rights") { self.phrase(3) } else { String::new() },
            focus: self.now(3, "figure.focus").then_some((25, 60)),
            caption: self.part(2),
            credit: self.part(2),
        }
    }
}
