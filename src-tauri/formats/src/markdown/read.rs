//! A Markdown file in: its front matter, then its text by way of the page reader, so that raw HTML in it gets no other treatment than a page.

use stet_document::{Block, Failure, Textblock};

use super::{front_in, shortcodes, to_html};
use crate::html::read::{Origin, page};
use crate::text;
use crate::types::{LeftOut, Raw, ReadOptions, Reader, Source};

/// The reader's line in the list.
pub const READER: Reader = Reader { id: "markdown", name: "Markdown", extensions: &["md", "markdown", "mdown", "mkd"], read };

/// The largest file that is read, in bytes.
const LARGEST: usize = 32 * 1024 * 1024;

fn read(source: &Source, options: &mut ReadOptions) -> Result<Raw, Failure> {
    if source.bytes.len() > LARGEST {
        return Err(Failure::new("too-large", "This Markdown file is larger than 32 MB; part it into several."));
    }
    let decoded = text::decode(source.bytes, None)?;
    let clean: String = decoded.text.chars().filter(|letter| !matches!(letter, '\u{fdd0}'..='\u{fdef}')).collect();
    let (front, body) = front_in::split(&clean);
    let mut front = front_in::read(front, options);
    let mut left = decoded.left_out;
    left.append(&mut front.left_out);
    let body = if front.ours { body.to_owned() } else { shortcodes::taken(body, &mut left) };
    let html = to_html::html(&body, front.ours, &mut left);
    let lang = std::mem::replace(
        &mut options.lang,
        if front.fields.lang.is_empty() { String::new() } else { front.fields.lang.clone() },
    );
    if options.lang.is_empty() {
        options.lang.clone_from(&lang);
    }
    let made = page(&html, options, Origin::Markdown { ours: front.ours });
    options.lang = lang;
    let mut raw = made?;
    left.append(&mut raw.left_out);
    raw.left_out = left;
    raw.encoding = decoded.encoding.to_owned();
    raw.fields = front.fields;
    raw.filed = front.filed;
    raw.named = front.ours;
    raw.document.kicker = front.kicker;
    raw.document.headline = front.headline;
    raw.document.standfirst = front.standfirst;
    if front.ours {
        opening(&mut raw, &front.parts);
    } else if !raw.document.headline.inlines.is_empty() {
        repeated_title(&mut raw);
    }
    raw.document.normalise();
    Ok(raw)
}

/// Takes the parts that open the text of our own file out of its body.
fn opening(raw: &mut Raw, parts: &[String]) {
    let mut body = std::mem::take(&mut raw.document.body).into_iter();
    for part in parts {
        let Some(block) = body.next() else { break };
        let words = match block {
            Block::Paragraph(words) | Block::Heading { text: words, .. } => words,
            _ => continue,
        };
        match part.as_str() {
            "kicker" => raw.document.kicker = words,
            "headline" => raw.document.headline = words,
            "standfirst" => raw.document.standfirst = words,
            _ => {}
        }
    }
    raw.document.body = body.collect();
}

/// A first heading that says the title again is not said twice.
fn repeated_title(raw: &mut Raw) {
    let words = |text: &Textblock| crate::fair::plain(&text.inlines).trim().to_lowercase();
    if let Some(Block::Heading { level: 1 | 2, text }) = raw.document.body.first()
        && words(text) == words(&raw.document.headline)
    {
        let heading = raw.document.body.remove(0);
        if let Block::Heading { text, .. } = heading {
            raw.document.headline = text;
        }
        raw.styled = std::mem::take(&mut raw.styled)
            .into_iter()
            .filter(|(block, _)| *block > 0)
            .map(|(block, part)| (block - 1, part))
            .collect();
        raw.left_out.push(LeftOut::new(
            "title-twice",
            "The title stands in the front matter and as the first heading; it was taken once.",
        ));
    }
}
