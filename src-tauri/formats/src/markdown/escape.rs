//! Letters that Markdown, a typographer or a shortcode would take for more than a letter, written so that they stay what they are.

/// For whom a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// CommonMark with raw HTML, for our own reader and most others.
    Plain,
    /// Hugo as it comes: no raw HTML, a typographer, shortcodes.
    Hugo,
}

/// Text within a line.
pub fn text(text: &str, preset: Preset, heading: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = '\0';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            // Before a hard break some builders take it for another one.
            '\\' if next.is_none() => out.push_str("&#92;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' | '{' => {
                out.push('\\');
                out.push(letter);
            }
            '>' | '"' | '\'' if preset == Preset::Hugo => {
                out.push('\\');
                out.push(letter);
            }
            '-' | '.' if preset == Preset::Hugo && (before == letter || next == Some(letter)) => {
                out.push('\\');
                out.push(letter);
            }
            '#' if heading => out.push_str("\\#"),
            '&' if next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => out.push_str("&amp;"),
            '!' if next.is_none() => out.push_str("\\!"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{2028}' => out.push_str("&#8232;"),
            '\u{2029}' => out.push_str("&#8233;"),
            '\r' => {}
            letter if crate::text::is_illegal(letter) || matches!(letter, '\u{fdd0}'..='\u{fdef}') => {}
            letter => out.push(letter),
        }
        before = letter;
    }
    out
}

/// A finished run of lines: what would open a block at a line's start, and spaces that a line's edge would lose.
pub fn lines(run: &str) -> String {
    run.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    let (body, hard) = match line.strip_suffix('\\') {
        // An even number of backslashes is text.
        Some(body)
            if body.len() == body.trim_end_matches('\\').len() || (body.len() - body.trim_end_matches('\\').len()) % 2 == 0 =>
        {
            (body, "\\")
        }
        _ => (line, ""),
    };
    let inner = body.trim_start_matches(' ');
    let spaces = body.len() - inner.len();
    let kept = inner.trim_end_matches(' ');
    let after = inner.len() - kept.len();
    format!("{}{}{}{hard}", "&#32;".repeat(spaces), start(kept), "&#32;".repeat(after))
}

/// What would open a heading, a list, a quotation, a rule or a definition.
fn start(text: &str) -> String {
    let Some(first) = text.chars().next() else { return String::new() };
    if matches!(first, '#' | '+' | '-' | '=' | '>' | ':') {
        return format!("\\{text}");
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits > 0
        && let Some((number, rest)) = text.split_at_checked(digits)
        && rest.starts_with(['.', ')'])
    {
        return format!("{number}\\{rest}");
    }
    text.to_owned()
}

/// An address between the brackets of a link.
pub fn address(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for letter in href.chars() {
        match letter {
            '<' | '>' | '\\' | '(' | ')' | '*' | '_' | '[' | ']' | '`' | '~' | '|' | '{' => {
                out.push('\\');
                out.push(letter);
            }
            '&' => out.push_str("&amp;"),
            ' ' => out.push_str("%20"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A text as YAML and JSON write it between double quotes.
pub fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned());
    // What JSON lets stand and YAML does not.
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                use std::fmt::Write as _;
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out
}
