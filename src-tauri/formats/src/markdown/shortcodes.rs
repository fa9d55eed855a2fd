//! Shortcodes of site generators in a file that comes in: figures and films become what they show, the rest is told and left out.

use std::fmt::Write as _;

use crate::types::LeftOut;

/// The text with its shortcodes taken; those within code stand as they are.
pub fn taken(text: &str, left: &mut Vec<LeftOut>) -> String {
    if !text.contains("{{<") && !text.contains("{{%") && !text.contains("{%") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        match fence {
            Some(open) if start.starts_with(open) => fence = None,
            None if start.starts_with("```") => fence = Some("```"),
            None if start.starts_with("~~~") => fence = Some("~~~"),
            _ => {}
        }
        if fence.is_none()
            && let Some(tag) =
                start.trim_end().strip_prefix("{%").and_then(|tag| tag.strip_suffix("%}")).filter(|tag| !tag.contains("%}"))
        {
            liquid(tag.trim_matches(|letter: char| letter == '-' || letter.is_whitespace()), &mut out, left);
            continue;
        }
        if fence.is_some() { out.push_str(line) } else { self::line(line, &mut out, left) }
    }
    out
}

/// A line that is one tag of Jekyll's: code becomes code, what only a builder can run is told and left out.
fn liquid(tag: &str, out: &mut String, left: &mut Vec<LeftOut>) {
    let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    match name {
        "highlight" => {
            let _ = writeln!(out, "```{}", rest.split_whitespace().next().unwrap_or_default());
        }
        "endhighlight" => out.push_str("```\n"),
        _ => {
            left.push(
                LeftOut::new("shortcode", "A command to a site generator was left out.").with_text(format!("{{% {tag} %}}")),
            );
            out.push('\n');
        }
    }
}

fn line(line: &str, out: &mut String, left: &mut Vec<LeftOut>) {
    let mut rest = line;
    while let Some(at) = rest.find("{{") {
        let (before, code) = rest.split_at(at);
        let close = match code.as_bytes().get(2) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => {
                out.push_str(before);
                out.push_str("{{");
                rest = code.get(2..).unwrap_or_default();
                continue;
            }
        };
        let Some(end) = code.find(close) else { break };
        let (whole, after) = code.split_at(end + close.len());
        out.push_str(before);
        let inner = whole.get(3..whole.len() - 3).unwrap_or_default().trim();
        if let Some(shown) = inner.strip_prefix("/*") {
            // Written so that it is shown, not run.
            let _ = write!(
                out,
                "\\{{\\{{{}{}{}\\}}\\}}",
                if close == ">}}" { "\\<" } else { "%" },
                shown.trim_end_matches("*/"),
                if close == ">}}" { "\\>" } else { "%" }
            );
        } else {
            code_of(inner, out, left);
        }
        rest = after;
    }
    out.push_str(rest);
}

fn code_of(inner: &str, out: &mut String, left: &mut Vec<LeftOut>) {
    let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let values = arguments_of(arguments);
    let value =
        |wanted: &str| values.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).unwrap_or_default();
    let first = values.iter().find(|(name, _)| name.is_empty()).map(|(_, value)| value.as_str()).unwrap_or_default();
    let id = if value("id").is_empty() { first } else { value("id") };
    let safe = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    match name {
        "figure" | "image" | "img" => {
            let src = if value("src").is_empty() { first } else { value("src") };
            let _ = write!(out, "\n\n<figure><img src=\"{}\" alt=\"{}\"", safe(src), safe(value("alt")));
            for side in ["width", "height"] {
                if !value(side).is_empty() {
                    let _ = write!(out, " {side}=\"{}\"", safe(value(side)));
                }
            }
            out.push('>');
            let caption =
                [value("title"), value("caption")].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
            if !caption.is_empty() || !value("attr").is_empty() {
                let _ = write!(
                    out,
                    "<figcaption>{} <small class=\"credit\">{}</small></figcaption>",
                    safe(&caption),
                    safe(value("attr"))
                );
            }
            out.push_str("</figure>\n\n");
        }
        "youtube" | "vimeo" if !id.is_empty() => {
            let host = if name == "youtube" { "https://www.youtube.com/watch?v=" } else { "https://vimeo.com/" };
            let _ = write!(out, "\n\n<p class=\"embed\"><a href=\"{host}{0}\">{1}</a></p>\n\n", safe(id), safe(value("title")));
        }
        _ => crate::left::add(left, LeftOut::new("shortcode", "A shortcode of a site generator was left out.").with_text(inner)),
    }
}

/// `name="value"` and bare values.
fn arguments_of(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim().trim_end_matches('/');
    while !rest.is_empty() {
        let end = rest.find(|letter: char| letter == '=' || letter == '"' || letter.is_whitespace()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let (name, after) = match after.strip_prefix('=') {
            Some(after) => (word, after),
            None => ("", rest),
        };
        let (value, after) = match after.strip_prefix(['"', '`']) {
            Some(quoted) => quoted.split_once(['"', '`']).unwrap_or((quoted, "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if !value.is_empty() || !name.is_empty() {
            found.push((name.to_owned(), value.to_owned()));
        }
        rest = after.trim_start();
    }
    found
}
