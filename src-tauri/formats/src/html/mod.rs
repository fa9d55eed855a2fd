//! HTML out and in. What is common to both directions lives here; each direction has its files.
//!
//! **Invariant:** nothing of a text can become a tag, a script or a style of the page that is written.
//! **Invariant:** what is read is parsed, never run; nothing that it names is fetched.
//! **Invariant:** a page written here names its own parts, and is read back to the letter.

mod blocks;
mod css;
mod dom;
pub(crate) mod flow;
mod head;
mod inlines;
mod joined;
mod lists;
mod marks_in;
pub(crate) mod meta_in;
mod notes_in;
mod pictures_in;
pub mod read;
mod sink;
mod spaces;
mod structures;
pub mod write;

pub(crate) use inlines::{attribute, escape, escape_kept};

/// What the `generator` of our own pages starts with.
pub const GENERATOR: &str = "Stet";

/// A link's address as it may stand in `href`: spaces and other letters that no URL holds percent-encoded, nothing else touched.
pub(crate) fn link(href: &str) -> String {
    let mut safe = String::with_capacity(href.len());
    for letter in href.trim().chars() {
        if matches!(letter, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') || letter.is_control() {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                use std::fmt::Write as _;
                let _ = write!(safe, "%{byte:02X}");
            }
        } else {
            safe.push(letter);
        }
    }
    safe
}

/// A file's path as an address.
pub(crate) fn path(path: &str) -> String {
    path.split('/')
        .map(|part| percent_encoding::utf8_percent_encode(part, percent_encoding::NON_ALPHANUMERIC).to_string())
        .map(|part| part.replace("%2D", "-").replace("%2E", ".").replace("%5F", "_"))
        .collect::<Vec<_>>()
        .join("/")
}

/// A language tag for `lang`: `und` where the article has none.
pub(crate) fn tag(lang: &str) -> &str {
    if lang.is_empty() { "und" } else { lang }
}

#[cfg(test)]
mod tests {
    use stet_document::{Block, Credit, Document, Fields, Inline, Note, Textblock};

    use crate::types::{OutDates, Outgoing};

    fn words(text: &str) -> Textblock {
        Textblock { inlines: vec![Inline::Text { text: text.to_owned(), marks: Vec::new() }], ..Textblock::default() }
    }

    fn page(document: &Document, fields: &Fields, working_copy: bool) -> String {
        let out = Outgoing {
            id: "canary-id",
            document,
            fields,
            dates: OutDates { printed: Some("2026-11-26".to_owned()), ..OutDates::default() },
            publication: "The Harbour Review",
            working_copy,
            media: &|_| None,
            address_of: &|_| None,
            translations: Vec::new(),
        };
        let export = crate::write(&out, "html").unwrap();
        assert_eq!(export.files[0].path, "the-vote.html");
        String::from_utf8(export.files[0].bytes.clone()).unwrap()
    }

    #[test]
    fn a_text_cannot_open_a_tag_and_the_slug_is_nowhere() {
        let hostile = "</script><!-- <script>alert(1)</script> \u{2028} \" onload=\"x";
        let note = Note { inlines: vec![Inline::Text { text: hostile.to_owned(), marks: Vec::new() }], ..Note::default() };
        let mut first = words(hostile);
        first.inlines.push(Inline::Note(note));
        let document = Document {
            headline: words(hostile),
            kicker: words(hostile),
            standfirst: words(hostile),
            body: vec![Block::Paragraph(first)],
        };
        let credit = |public| Credit {
            role: "by".to_owned(),
            name: if public { hostile } else { "canary-name" }.to_owned(),
            public,
            ..Credit::default()
        };
        let fields = Fields {
            slug: "canary-slug".to_owned(),
            address: "the-vote".to_owned(),
            lang: "en".to_owned(),
            credits: vec![credit(true), credit(false)],
            tags: vec![hostile.to_owned()],
            ..Fields::default()
        };
        let page = page(&document, &fields, false);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</script").count(), 1);
        assert!(!page.contains("<!--") && !page.contains("canary"));
        assert!(!page.contains("noindex"));
    }

    #[test]
    fn a_working_copy_says_so_on_the_page_and_in_its_head() {
        let document = Document { headline: words("The vote"), body: vec![Block::Paragraph(words("x"))], ..Document::default() };
        let fields = Fields { address: "the-vote".to_owned(), ..Fields::default() };
        let page = page(&document, &fields, true);
        assert!(page.contains("noindex") && page.contains("<p class=\"working-copy\""));
    }
}
