//! The text of a WordPress post as a page: blocks or the classic editor's lines, captions, notes in the ways in which WordPress and
//! its plugins write them. What is only made when a page is shown is told.

use crate::html::escape;
use crate::types::LeftOut;

/// Pairs of signs around a note's words.
const NOTES: [(&str, &str); 7] = [
    ("[footnote]", "[/footnote]"),
    ("[efn_note]", "[/efn_note]"),
    ("[mfn]", "[/mfn]"),
    ("[ref]", "[/ref]"),
    ("[fn]", "[/fn]"),
    ("[note]", "[/note]"),
    ("((", "))"),
];
/// Shortcodes that stand for something which is only made when the page is shown.
const MADE: [&str; 12] = [
    "gallery",
    "audio",
    "video",
    "playlist",
    "contact-form",
    "contact-form-7",
    "wpforms",
    "footnotes",
    "efn_reference",
    "mc4wp_form",
    "ninja_form",
    "gravityform",
];
/// Elements after which the classic editor makes no paragraph.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "pre",
    "figure",
    "hr",
    "section",
    "article",
    "aside",
    "details",
    "dl",
    "iframe",
    "script",
    "style",
];

/// The page, with what had to be left out. `footnotes` is what the block editor keeps of notes beside the text.
pub(super) fn page(content: &str, footnotes: Option<&str>, base: &str, left: &mut Vec<LeftOut>) -> String {
    let mut notes: Vec<(String, String)> = Vec::new();
    let blocks = content.contains("<!-- wp:");
    if blocks {
        dynamic(content, left);
    }
    let content = captions(content);
    let content = shortcodes(&content, left);
    let content = noted(&content, &mut notes);
    let content = embeds(&content);
    let body = if blocks { content } else { paragraphs(&content) };
    let mut page = String::from("<html><head>");
    if base.starts_with("http") {
        page.push_str("<base");
        crate::html::attribute(&mut page, "href", base);
        page.push('>');
    }
    page.push_str("</head><body>");
    page.push_str(&body);
    let kept: Vec<Footnote> = footnotes.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    if !kept.is_empty() || !notes.is_empty() {
        page.push_str("<ol class=\"wp-block-footnotes\">");
        let kept = kept.into_iter().map(|note| (note.id, note.content));
        for (id, words) in kept.chain(notes) {
            page.push_str("<li");
            crate::html::attribute(&mut page, "id", &id);
            page.push('>');
            page.push_str(&words);
            page.push_str("</li>");
        }
        page.push_str("</ol>");
    }
    page.push_str("</body></html>");
    page
}

#[derive(serde::Deserialize)]
struct Footnote {
    id: String,
    content: String,
}

/// Blocks that hold no text of their own.
fn dynamic(content: &str, left: &mut Vec<LeftOut>) {
    for comment in content.split("<!-- wp:").skip(1) {
        let Some((inside, _)) = comment.split_once("-->") else { continue };
        let name = inside.split([' ', '/']).next().unwrap_or_default();
        let alone = inside.trim_end().ends_with('/');
        if alone && !matches!(name, "footnotes" | "more" | "nextpage" | "spacer" | "post-title" | "post-date") {
            left.push(
                LeftOut::new("made-block", "A block that WordPress fills when it shows the page was left out.")
                    .with_text(inside.trim().trim_end_matches('/').trim().to_owned()),
            );
        }
    }
}

/// `[caption …]<img> words[/caption]` as a figure.
fn captions(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once("[caption") {
        out.push_str(before);
        let parts = after.split_once(']').and_then(|(about, inner)| Some((about, inner.split_once("[/caption]")?)));
        let Some((about, (inner, more))) = parts else {
            out.push_str("[caption");
            rest = after;
            continue;
        };
        // The picture ends with its tag, or with the link around it.
        let end = inner.find("<img").and_then(|at| Some(at + inner.get(at..)?.find('>')? + 1)).unwrap_or(0);
        let linked = inner.get(end..).is_some_and(|tail| tail.trim_start().starts_with("</a>"));
        let end = if linked { inner.get(end..).and_then(|tail| tail.find("</a>")).map_or(end, |at| end + at + 4) } else { end };
        let (picture, words) = inner.split_at_checked(end).unwrap_or(("", inner));
        let told = about.split_once("caption=\"").and_then(|(_, value)| value.split_once('"')).map(|(value, _)| value);
        let words = told.unwrap_or(words).trim();
        out.push_str(&format!("\n\n<figure>{picture}<figcaption>{words}</figcaption></figure>\n\n"));
        rest = more;
    }
    out.push_str(rest);
    out
}

/// Takes out what stands for something made when the page is shown.
fn shortcodes(content: &str, left: &mut Vec<LeftOut>) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let name: String =
            after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')).collect();
        let ended = after.split_once(']').filter(|(code, _)| code.len() < 2000 && MADE.contains(&name.as_str()));
        match ended {
            Some((code, more)) => {
                left.push(
                    LeftOut::new("shortcode", "A shortcode that WordPress fills when it shows the page was left out.")
                        .with_text(format!("[{code}]")),
                );
                let close = format!("[/{name}]");
                rest = match more.split_once(&close) {
                    Some((inner, beyond)) if !inner.contains("\n\n") => beyond,
                    _ => more,
                };
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Notes that a plugin keeps within the text: each becomes a reference, its words stand at the end.
fn noted(content: &str, notes: &mut Vec<(String, String)>) -> String {
    let code = content.contains("<pre") || content.contains("<code");
    let mut out = content.to_owned();
    for (open, close) in NOTES {
        if open == "((" && code {
            continue;
        }
        if !out.contains(open) {
            continue;
        }
        let text = std::mem::take(&mut out);
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(open) {
            out.push_str(before);
            match after.split_once(close).filter(|(words, _)| !words.contains("\n\n") && !words.trim().is_empty()) {
                Some((words, more)) => {
                    let number = notes.len() + 1;
                    let id = format!("plugin-note-{number}");
                    out.push_str(&format!("<sup><a href=\"#{id}\" role=\"doc-noteref\">{number}</a></sup>"));
                    notes.push((id, words.trim().to_owned()));
                    rest = more;
                }
                None => {
                    out.push_str(open);
                    rest = after;
                }
            }
        }
        out.push_str(rest);
    }
    out
}

/// `[embed]address[/embed]` as a link of its own.
fn embeds(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once("[embed") {
        out.push_str(before);
        let parts = after.split_once(']').and_then(|(_, inner)| inner.split_once("[/embed]"));
        let Some((address, more)) = parts else {
            out.push_str("[embed");
            rest = after;
            continue;
        };
        let mut shown = String::new();
        escape(&mut shown, address.trim());
        out.push_str("\n\n<p><a");
        crate::html::attribute(&mut out, "href", address.trim());
        out.push_str(&format!(">{shown}</a></p>\n\n"));
        rest = more;
    }
    out.push_str(rest);
    out
}

/// The classic editor's lines: an empty line parts paragraphs, a line end is a line end.
fn paragraphs(content: &str) -> String {
    let content = content.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(content.len() + content.len() / 8);
    for (at, stretch) in content.split("<pre").enumerate() {
        let text = if at == 0 {
            stretch
        } else {
            // Computer code keeps its lines.
            let (code, after) = stretch.split_once("</pre>").unwrap_or((stretch, ""));
            out.push_str(&format!("<pre{code}</pre>"));
            after
        };
        for chunk in text.split("\n\n").map(|chunk| chunk.trim_matches('\n')).filter(|chunk| !chunk.trim().is_empty()) {
            let tag: String = chunk
                .trim_start()
                .strip_prefix('<')
                .map(|tag| tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect())
                .unwrap_or_default();
            if BLOCKS.contains(&tag.to_ascii_lowercase().as_str()) {
                out.push_str(chunk);
                out.push('\n');
            } else {
                out.push_str(&format!("<p>{}</p>\n", chunk.replace('\n', "<br>\n")));
            }
        }
    }
    out
}
