//! A Markdown file out, for a preset: its front matter, its text, its notes. Blocks are `blocks.rs`, words `inlines.rs`.

use std::collections::{BTreeMap, BTreeSet};

use stet_document::{Document, Failure, Inline, Note, Textblock};

use super::escape::Preset;
use crate::carried::Carried;
use crate::fair;
use crate::html::write::{stem, targets};
use crate::pictures::Pictures;
use crate::types::{Export, LeftOut, OutFile, Outgoing, Writer};
use crate::wording::{self, Words};

/// The writer's line in the list.
pub const WRITER: Writer = Writer {
    id: "markdown",
    name: "Markdown",
    extension: "md",
    presets: &[("plain", "Plain"), ("hugo", "Hugo")],
    folder: false,
    carried: CARRIED,
    write,
};

/// What the preset *plain* brings back to the letter; *hugo* tells what it does not carry.
pub const CARRIED: Carried = Carried {
    nodes: crate::html::write::CARRIED.nodes,
    attributes: crate::html::write::CARRIED.attributes,
    marks: crate::html::write::CARRIED.marks,
    fields: crate::html::write::CARRIED.fields,
};

/// A Markdown file being written.
pub(super) struct Sheet<'a> {
    pub(super) out: &'a Outgoing<'a>,
    pub(super) preset: Preset,
    pub(super) words: &'static Words,
    pub(super) pictures: Pictures,
    /// Notes whose references are written.
    pub(super) notes: Vec<Note>,
    pub(super) numbers: BTreeMap<String, usize>,
    /// Ids of text blocks that a pull quote is tied to.
    pub(super) targets: BTreeSet<String>,
    pub(super) left: Vec<LeftOut>,
}

impl Sheet<'_> {
    /// Notes that something is not carried; the same thing is counted.
    pub(super) fn leave(&mut self, what: LeftOut) {
        crate::left::add(&mut self.left, what);
    }
}

fn write(out: &Outgoing, preset: &str) -> Result<Export, Failure> {
    let preset = if preset == "hugo" { Preset::Hugo } else { Preset::Plain };
    let document = fair::copy(out.document);
    let stem = stem(out, &document);
    let (_, numbers) = fair::notes(&document);
    let mut sheet = Sheet {
        out,
        preset,
        words: wording::words(&out.fields.lang),
        pictures: Pictures::beside(if preset == Preset::Hugo { "" } else { &stem }),
        notes: Vec::new(),
        numbers: numbers.into_iter().map(|(id, number)| (id.to_owned(), number)).collect(),
        targets: targets(&document.body).into_iter().map(str::to_owned).collect(),
        left: Vec::new(),
    };
    let text = sheet.text(&document);
    let (folder, name) = match preset {
        Preset::Plain => (String::new(), format!("{stem}.md")),
        // A page bundle; with a suffix for its language only where the piece has others.
        Preset::Hugo if out.translations.is_empty() || out.fields.lang.is_empty() => (format!("{stem}/"), "index.md".to_owned()),
        Preset::Hugo => (format!("{stem}/"), format!("index.{}.md", out.fields.lang.to_lowercase())),
    };
    let mut files = vec![OutFile { path: format!("{folder}{name}"), bytes: text.into_bytes() }];
    files.extend(
        sheet.pictures.files.into_iter().map(|file| OutFile { path: format!("{folder}{}", file.path), bytes: file.bytes }),
    );
    Ok(Export { files, left_out: sheet.left })
}

impl Sheet<'_> {
    fn text(&mut self, document: &Document) -> String {
        let mut blocks = Vec::new();
        let mut parts = Vec::new();
        if self.out.working_copy {
            parts.push("working-copy");
            blocks.push(format!("**{}**", crate::WORKING_COPY));
        }
        if self.preset == Preset::Plain {
            for (name, mark, text) in [
                ("kicker", "", &document.kicker),
                ("headline", "# ", &document.headline),
                ("standfirst", "", &document.standfirst),
            ] {
                if text.inlines.is_empty() && text.meta == stet_document::Meta::default() {
                    continue;
                }
                parts.push(name);
                blocks.push(self.part(mark, text));
            }
        } else {
            for text in [&document.kicker, &document.headline, &document.standfirst] {
                self.bare(text);
            }
        }
        // The pictures have their names once the text is written.
        let body = self.blocks(&document.body);
        let front = self.front(document, &parts);
        blocks.push(body);
        let mut notes = String::new();
        let mut n = 0;
        while let Some(note) = self.notes.get(n).cloned() {
            n += 1;
            let words = self.run(&note.inlines, false, false);
            let words = words.replace('\n', "\n    ");
            notes.push_str(&if words.is_empty() {
                format!("\n[^{n}]: {}\n", self.nothing())
            } else {
                format!("\n[^{n}]: {words}\n")
            });
        }
        blocks.retain(|block| !block.is_empty());
        format!("{front}\n{}\n{notes}", blocks.join("\n\n"))
    }

    /// What stands in a note without words: a note of nothing is none to Markdown.
    fn nothing(&self) -> &'static str {
        if self.preset == Preset::Plain { "<!-- -->" } else { "\\[…\\]" }
    }

    fn part(&mut self, mark: &str, text: &Textblock) -> String {
        let words = self.run(&text.inlines, !mark.is_empty(), !mark.is_empty());
        let words = if words.is_empty() && mark.is_empty() { "<p></p>".to_owned() } else { format!("{mark}{words}") };
        self.framed(text, words)
    }

    /// A part that goes into the front matter: its words alone.
    fn bare(&mut self, text: &Textblock) {
        for inline in &text.inlines {
            match inline {
                Inline::Note(note) => {
                    self.leave(
                        LeftOut::new(
                            "note",
                            "A note in the headline, kicker or standfirst has no place in a site's front matter.",
                        )
                        .with_text(fair::plain(&note.inlines)),
                    );
                }
                other if !fair::marks_of(other).is_empty() => {
                    self.leave(LeftOut::new(
                        "mark",
                        "Marks in the headline, kicker or standfirst have no place in a site's front matter; the words are kept.",
                    ));
                }
                _ => {}
            }
        }
    }
}
