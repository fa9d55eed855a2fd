//! Import of export is the identity for what each format carries: random texts, odd titles, mutated bytes, hostile nesting.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::time::{Duration, Instant};

use serde_json::Value;
use stet_document::{Block, Credit, Document, Fields, Inline, Note, Textblock, arbitrary};
use stet_formats::{Imported, OutDates, Outgoing, ReadOptions, Source};

fn words(text: &str) -> Textblock {
    let inlines = if text.is_empty() { Vec::new() } else { vec![Inline::Text { text: text.to_owned(), marks: Vec::new() }] };
    Textblock { inlines, ..Textblock::default() }
}

fn export(document: &Document, fields: &Fields, to: &str) -> Vec<u8> {
    let out = Outgoing {
        id: "0",
        document,
        fields,
        dates: OutDates { filed: Some("2026-11-20".to_owned()), printed: Some("2026-11-26".to_owned()), ..OutDates::default() },
        publication: "The Harbour Review",
        working_copy: false,
        media: &|_| None,
        address_of: &|_| None,
        translations: Vec::new(),
    };
    stet_formats::write(&out, to).unwrap().files.remove(0).bytes
}

fn import(bytes: &[u8], name: &str) -> Imported {
    let mut random = arbitrary::numbers(7);
    let mut options = ReadOptions {
        without: Vec::new(),
        parts: Default::default(),
        lang: "en".to_owned(),
        random: &mut random,
        progress: &|_, _| true,
    };
    stet_formats::read(&Source { name, bytes }, &mut options).unwrap().remove(0)
}

/// The text as JSON without ids; a note that is cited again is named by its number.
fn bare(document: &Document) -> Value {
    let mut value: Value = serde_json::from_str(&document.to_json()).unwrap();
    let mut notes = Vec::new();
    number(&value, &mut notes);
    strip(&mut value, &notes);
    value
}

fn number(value: &Value, notes: &mut Vec<String>) {
    if value["type"] == "note" {
        notes.push(value["attrs"]["id"].as_str().unwrap_or_default().to_owned());
    }
    value["content"].as_array().into_iter().flatten().for_each(|child| number(child, notes));
}

fn strip(value: &mut Value, notes: &[String]) {
    if let Some(attrs) = value.get_mut("attrs").and_then(Value::as_object_mut) {
        attrs.remove("id");
        if let Some(note) = attrs.get("note").and_then(Value::as_str) {
            let place = notes.iter().position(|id| id == note);
            attrs.insert("note".to_owned(), serde_json::json!(place));
        }
    }
    value.get_mut("content").and_then(Value::as_array_mut).into_iter().flatten().for_each(|child| strip(child, notes));
}

fn first_difference(a: &Value, b: &Value, path: &str) -> Option<String> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) if x.get("type") != y.get("type") => Some(format!("{path}:\n{a}\nagainst\n{b}")),
        (Value::Object(x), Value::Object(y)) => {
            let keys: std::collections::BTreeSet<_> = x.keys().chain(y.keys()).collect();
            keys.into_iter().find_map(|key| {
                first_difference(x.get(key).unwrap_or(&Value::Null), y.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"))
            })
        }
        (Value::Array(x), Value::Array(y)) => {
            let within = x.iter().zip(y).enumerate().find_map(|(n, (x, y))| first_difference(x, y, &format!("{path}[{n}]")));
            within.or_else(|| (x.len() != y.len()).then(|| format!("{path}: {} against {}\n{a}\n{b}", x.len(), y.len())))
        }
        _ => (a != b).then(|| format!("{path}: {a} against {b}")),
    }
}

fn identity(to: &str, name: &str) {
    let writer = stet_formats::WRITERS.iter().find(|writer| to.starts_with(writer.id)).unwrap();
    let carries = |wish: &str| {
        let carried = &writer.carried;
        carried.nodes.contains(&wish) || carried.marks.contains(&wish) || carried.attributes.contains(&wish)
    };
    for seed in 0..400 {
        let mut random = arbitrary::numbers(seed);
        let document = arbitrary::document(&mut random, &carries);
        let bytes = export(&document, &Fields { lang: "en".to_owned(), ..Fields::default() }, to);
        let back = import(&bytes, name);
        if let Some(difference) = first_difference(&bare(&document), &bare(&back.document), "") {
            panic!("seed {seed}: {difference}\n{}", shown(&bytes));
        }
    }
}

/// A page without its style.
fn shown(bytes: &[u8]) -> String {
    let page = String::from_utf8_lossy(bytes);
    page.split_once("<body>").map_or(page.to_string(), |(_, body)| body.to_owned())
}

#[test]
fn every_name_that_a_format_says_it_carries_is_one_of_the_schema() {
    use stet_document::schema::{MARKS, NODES};
    for writer in stet_formats::WRITERS {
        let node = |name: &str| NODES.iter().find(|node| node.name == name).map(|node| node.attrs);
        let mark = |name: &str| MARKS.iter().find(|mark| mark.name == name).map(|mark| mark.attrs);
        assert!(writer.carried.nodes.iter().all(|name| node(name).is_some()), "{}", writer.id);
        assert!(writer.carried.marks.iter().all(|name| mark(name).is_some()), "{}", writer.id);
        for name in writer.carried.attributes.iter().filter(|name| !matches!(**name, "lang" | "dir")) {
            let (owner, attribute) = name.split_once('.').unwrap();
            let attrs = node(owner).or_else(|| mark(owner)).unwrap_or_default();
            assert!(attrs.iter().any(|attr| attr.name == attribute), "{name} of {}", writer.id);
            assert!(writer.carried.nodes.contains(&owner) || writer.carried.marks.contains(&owner), "{name} of {}", writer.id);
        }
    }
}

#[test]
fn a_page_brings_back_every_text_to_the_letter() {
    identity("html", "x.html");
}

#[test]
fn plain_markdown_brings_back_every_text_to_the_letter() {
    identity("markdown:plain", "x.md");
}

const ODD: &[&str] = &[
    "Ten: things",
    "#1",
    "yes",
    "no",
    "null",
    "~",
    "1e3",
    "0x1F",
    "---",
    "...",
    "one\nadmin: true",
    "- item",
    "+ plus",
    "* star",
    "1. first",
    "1) first",
    "> quoted",
    "\"quoted\"",
    "'single'",
    "it's",
    "“typographic”",
    "[x] done",
    "[link](http://x)",
    "![picture](x.png)",
    "<script>alert(1)</script>",
    "</script><!--",
    "<!-- comment -->",
    "&amp; &lt; &copy;",
    "{{ title }}",
    "{% raw %}",
    "{{< youtube x >}}",
    "{{% note %}}",
    "a | b",
    "~~struck~~",
    "^sup^",
    "`code`",
    "```",
    "back\\slash",
    "\\",
    "trailing \\",
    "_under_score_",
    "**bold**",
    "C# and F#",
    "# heading #",
    "=====",
    ": definition",
    "[^1]",
    "[^1]: note",
    "@user",
    "%TAG",
    "!important",
    "?",
    "key: value # comment",
    "السلام عليكم",
    "עברית: שלום",
    "日本語の題",
    "😀 👩‍👩‍👧‍👦",
    "e\u{301}\u{327}",
    "2026-11-26",
    "12:30:45",
    "a  b",
    " led",
    "trail ",
    "\u{200f}rtl mark",
    "tab\there",
    "x\u{a0}y",
    "http://example.org/a_b_c",
    "www.example.org",
    "a -- b --- c",
    "wait...",
    "<<guillemets>>",
    "$5 and $6",
    "100%",
    "\u{2028}",
    "O’Neil",
];

#[test]
fn odd_titles_come_back_from_every_export() {
    for odd in ODD {
        let mut paragraph = words(odd);
        paragraph.inlines.push(Inline::Note(Note { inlines: words(odd).inlines, ..Note::default() }));
        let mut document = Document {
            kicker: words(odd),
            headline: words(odd),
            standfirst: words(odd),
            body: vec![Block::Paragraph(paragraph), Block::Heading { level: 2, text: words(odd) }, Block::Paragraph(words(odd))],
        };
        document.normalise();
        let credit = Credit {
            role: "by".to_owned(),
            name: (*odd).to_owned(),
            title: (*odd).to_owned(),
            joint: (*odd).to_owned(),
            affiliation: (*odd).to_owned(),
            public: true,
            ..Credit::default()
        };
        let fields = Fields {
            lang: "en".to_owned(),
            section: (*odd).to_owned(),
            tags: vec![(*odd).to_owned()],
            credits: vec![credit],
            author_note: (*odd).to_owned(),
            source_line: (*odd).to_owned(),
            preface: (*odd).to_owned(),
            ..Fields::default()
        };
        for (to, name) in [("html", "x.html"), ("markdown:plain", "x.md"), ("markdown:hugo", "x.md")] {
            let bytes = export(&document, &fields, to);
            let back = import(&bytes, name);
            let page = shown(&bytes);
            assert_eq!(first_difference(&bare(&document), &bare(&back.document), ""), None, "{odd:?} through {to}\n{page}");
            assert_eq!(back.fields.credits, fields.credits, "{odd:?} through {to}\n{page}");
            assert_eq!(
                (&back.fields.tags, &back.fields.section),
                (&fields.tags, &fields.section),
                "{odd:?} through {to}\n{page}"
            );
            assert_eq!(back.fields.author_note, fields.author_note, "{odd:?} through {to}");
            assert_eq!(back.filed.as_deref(), Some("2026-11-20"), "{odd:?} through {to}");
        }
    }
}

#[test]
fn mutated_bytes_never_panic() {
    let mut random = arbitrary::numbers(99);
    for seed in 0..60 {
        let document = arbitrary::document(&mut arbitrary::numbers(seed), &|_| true);
        for (to, name) in [("html", "x.html"), ("markdown:plain", "x.md"), ("markdown:hugo", "x.md")] {
            let bytes = export(&document, &Fields { lang: "en".to_owned(), ..Fields::default() }, to);
            for _ in 0..6 {
                let mut bytes = bytes.clone();
                for _ in 0..1 + random() % 8 {
                    let at = usize::try_from(random()).unwrap_or(0) % bytes.len();
                    match random() % 3 {
                        0 => bytes[at] = b"<>/\"'=&#-`*_[]{}\n\0\xff"[usize::try_from(random() % 19).unwrap()],
                        1 => {
                            bytes.remove(at);
                        }
                        _ => {
                            let copy = bytes[at..(at + 30).min(bytes.len())].to_vec();
                            bytes.splice(at..at, copy);
                        }
                    }
                }
                let mut numbers = arbitrary::numbers(1);
                let mut options = ReadOptions {
                    without: Vec::new(),
                    parts: Default::default(),
                    lang: "en".to_owned(),
                    random: &mut numbers,
                    progress: &|_, _| true,
                };
                if let Ok(imported) = stet_formats::read(&Source { name, bytes: &bytes }, &mut options) {
                    Document::from_json(&imported[0].document.to_json()).expect("what was read can be stored");
                }
            }
        }
    }
}

#[test]
fn hostile_nesting_takes_no_time_to_speak_of() {
    // As many as a file may have that is read at all.
    let repeat = |text: &str| text.repeat(50_000);
    for (name, text) in [
        ("x.html", repeat("<div>")),
        ("x.html", repeat("<blockquote>")),
        ("x.html", repeat("<div>x</div></b>")),
        ("x.html", repeat("<b><p>")),
        ("x.html", repeat("<table><tr><td>")),
        ("x.html", repeat("<ul><li>")),
        ("x.html", repeat("<a href='#x'>1</a>")),
        ("x.html", format!("<p {}>x</p>", repeat("a=1 "))),
        ("x.md", repeat("> ")),
        ("x.md", repeat("- ")),
        ("x.md", repeat("[")),
        ("x.md", repeat("*a **b ")),
        ("x.md", repeat("<div>\n\n")),
        ("x.md", repeat("<iframe>")),
        ("x.md", repeat("[^1]")),
        ("x.md", repeat("{{< x >}}")),
    ] {
        let start = Instant::now();
        let imported = import(text.as_bytes(), name);
        Document::from_json(&imported.document.to_json()).expect("what was read can be stored");
        assert!(start.elapsed() < Duration::from_secs(20), "{} of {name} took {:?}", &text[..12], start.elapsed());
    }
}

#[test]
fn what_must_not_go_out_is_in_no_output() {
    use stet_document::Mark;
    let suggested = |text: &str, mark: Mark| Inline::Text { text: text.to_owned(), marks: vec![mark] };
    let mut first = words("Kept ");
    first.inlines.push(suggested("CANARY-insertion ", Mark::Insertion { id: "CANARY-i".to_owned() }));
    first.inlines.push(suggested("deleted ", Mark::Deletion { id: "CANARY-d".to_owned() }));
    first.inlines.push(suggested("discussed ", Mark::Comment { id: "CANARY-c".to_owned() }));
    first.inlines.push(suggested("sourced", Mark::Source { id: "CANARY-s".to_owned() }));
    let mut second = words("CANARY-block");
    second.meta.marks.push(Mark::Insertion { id: "CANARY-b".to_owned() });
    let document = Document {
        headline: words("Headline"),
        body: vec![Block::Paragraph(first), Block::Paragraph(second)],
        ..Document::default()
    };
    let secret =
        Credit { role: "by".to_owned(), name: "CANARY-name".to_owned(), person: "CANARY-person".to_owned(), ..Credit::default() };
    let public = Credit {
        role: "by".to_owned(),
        name: "Ana".to_owned(),
        person: "CANARY-person".to_owned(),
        public: true,
        ..Credit::default()
    };
    let mut fields =
        Fields { slug: "CANARY-slug".to_owned(), lang: "en".to_owned(), credits: vec![secret, public], ..Fields::default() };
    fields.teasers.newsletter_blurb = "CANARY-blurb".to_owned();
    for to in ["html", "markdown:plain", "markdown:hugo"] {
        let out = String::from_utf8(export(&document, &fields, to)).unwrap();
        assert!(!out.contains("CANARY"), "{to}: {out}");
        assert!(out.contains("Kept deleted discussed sourced"), "{to}: {out}");
    }
}
