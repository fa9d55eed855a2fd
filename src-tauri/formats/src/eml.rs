//! Mails in (.eml): each attached document is a piece, else the mail's own text; what it quotes is listed as left out. Nothing is fetched.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use stet_document::{Block, Credit, Failure, Inline, Mark};

use crate::types::{Guess, Imported, LeftOut, Raw, ReadOptions, Source};
use crate::words::words_as;
use crate::{guess, inlines, read_as, text};

/// Mails in mails are opened this deep.
const DEPTH: usize = 3;

/// A file that a mail carries.
struct Attached {
    name: String,
    bytes: Vec<u8>,
    /// The reader's id; empty for a file that is no text.
    format: &'static str,
}

/// Reads a mail.
///
/// # Errors
/// `damaged` for what is no mail, `unreadable` for one without a text, or what its only attachment says.
pub fn read(source: &Source, options: &mut ReadOptions) -> Result<Vec<Imported>, Failure> {
    let damaged = || Failure::new("damaged", "This mail cannot be read; save it again from the mail program, or copy its text.");
    let message = MessageParser::default().parse(source.bytes).ok_or_else(damaged)?;
    let mut files = Vec::new();
    attached(&message, 0, &mut files);
    let body = own_text(&message);
    let mut pieces = Vec::new();
    let mut told = Vec::new();
    let mut failure = None;
    let total = files.len() as u64 + 1;
    for (done, file) in files.into_iter().enumerate() {
        options.step(done as u64, total)?;
        if file.format.is_empty() {
            told.push(
                LeftOut::new("attachment", format!("“{}” came with the mail and is not a text.", file.name)).with_text(file.name),
            );
            continue;
        }
        match read_as(file.format, &Source { name: &file.name, bytes: &file.bytes }, options) {
            Ok(read) => {
                for mut piece in read {
                    piece.original.clone_from(&file.bytes);
                    pieces.push(piece);
                }
            }
            Err(found) if found.code == "cancelled" => return Err(found),
            Err(found) => {
                told.push(LeftOut::new("attachment", format!("“{}”: {}", file.name, found.message)).with_text(file.name));
                failure.get_or_insert(found);
            }
        }
    }
    if pieces.is_empty() {
        if let Some(failure) = failure {
            return Err(failure);
        }
        pieces.push(body_piece(source.name, body, options)?);
    } else if let Some(words) = words_of(body, source.name, options)? {
        told.push(LeftOut::new("mail-text", "The words of the mail itself are not in the piece.").with_text(words.trim()));
    }
    if let Some(first) = pieces.first_mut() {
        first.left_out.extend(told);
    }
    for piece in &mut pieces {
        head(&message, piece, options);
    }
    Ok(pieces)
}

/// A mail to be searched: from whom, to whom, about what; its words, quoted ones, too; its attachments' names and their words.
pub(crate) fn words(source: &Source, options: &mut ReadOptions) -> Result<String, Failure> {
    let damaged = || Failure::new("damaged", "This mail cannot be read; save it again from the mail program, or copy its text.");
    let message = MessageParser::default().parse(source.bytes).ok_or_else(damaged)?;
    let mut all = Vec::new();
    for people in [message.from(), message.to(), message.cc()].into_iter().flatten() {
        let each = people.iter().flat_map(|one| [one.name(), one.address()]).flatten();
        all.push(each.collect::<Vec<_>>().join(" "));
    }
    all.extend(message.subject().map(str::to_owned));
    all.extend(words_of(own_text(&message), source.name, options)?);
    let mut files = Vec::new();
    attached(&message, 0, &mut files);
    for file in files {
        // What cannot be read is found by its name.
        if !file.format.is_empty()
            && let Ok(words) = words_as(file.format, &Source { name: &file.name, bytes: &file.bytes }, options)
        {
            all.push(words);
        }
        all.push(file.name);
    }
    Ok(all.join("\n\n"))
}

/// The sender and the day of a mail, where the piece says neither.
fn head(message: &Message, piece: &mut Imported, options: &ReadOptions) {
    let sender = message.from().and_then(|from| from.first()).and_then(|from| from.name()).map(str::trim).unwrap_or_default();
    if piece.fields.credits.is_empty() && options.wants("from") && !sender.is_empty() && !sender.contains('@') {
        piece.fields.credits.push(Credit { role: "by".to_owned(), name: sender.to_owned(), public: true, ..Credit::default() });
        piece.guesses.push(Guess {
            id: "from".to_owned(),
            kind: "credit".to_owned(),
            part: "byline".to_owned(),
            block: None,
            text: sender.to_owned(),
            message: "The sender of the mail was taken for the author.".to_owned(),
        });
    }
    let day = message.date().and_then(|date| {
        jiff::civil::Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
    });
    if piece.filed.is_none()
        && options.wants("filed")
        && let Some(day) = day
    {
        piece.filed = Some(day.to_string());
        piece.guesses.push(Guess {
            id: "filed".to_owned(),
            kind: "date".to_owned(),
            part: "filed".to_owned(),
            block: None,
            text: day.to_string(),
            message: "The day of the mail was taken for the day on which it was filed.".to_owned(),
        });
    }
}

/// All files of a mail and of the mails in it.
fn attached(message: &Message, depth: usize, files: &mut Vec<Attached>) {
    for part in message.attachments() {
        if let PartType::Message(inner) = &part.body {
            if depth < DEPTH {
                attached(inner, depth + 1, files);
            }
            continue;
        }
        let bytes = part.contents().to_vec();
        if bytes.is_empty() {
            continue;
        }
        let kind = part
            .content_type()
            .map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_lowercase())
            .unwrap_or_default();
        let name =
            part.attachment_name().map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()).unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let format = match (ending.as_str(), kind.as_str()) {
            ("docx" | "docm" | "dotx" | "dotm", _)
            | (_, "application/vnd.openxmlformats-officedocument.wordprocessingml.document") => "docx",
            ("md" | "markdown" | "mdown" | "mkd", _) | (_, "text/markdown") => "markdown",
            ("odt" | "ott", _) | (_, "application/vnd.oasis.opendocument.text") => "odt",
            ("rtf", _) | (_, "application/rtf" | "text/rtf") => "rtf",
            ("html" | "htm" | "xhtml", _) => "html",
            ("txt" | "text", _) => "text",
            _ => "",
        };
        let name = if name.is_empty() { "attachment".to_owned() } else { name };
        files.push(Attached { name, bytes, format });
    }
}

/// A mail's own words, as it says them: plain, formatted, or both.
struct Body {
    plain: Option<String>,
    html: Option<String>,
}

fn own_text(message: &Message) -> Body {
    let written = |words: &str| Some(words.to_owned()).filter(|words| !words.trim().is_empty());
    Body {
        plain: message.text_bodies().find_map(|part| match &part.body {
            PartType::Text(text) => written(text),
            _ => None,
        }),
        html: message.html_bodies().find_map(|part| match &part.body {
            PartType::Html(text) => written(text),
            _ => None,
        }),
    }
}

/// The words of a mail that brings documents.
fn words_of(body: Body, name: &str, options: &mut ReadOptions) -> Result<Option<String>, Failure> {
    let words = match (body.plain, body.html) {
        (Some(words), _) => words,
        (None, Some(html)) => {
            let raw = (crate::html::read::READER.read)(&Source { name, bytes: html.as_bytes() }, options)?;
            plain(raw.document.body)
        }
        (None, None) => String::new(),
    };
    Ok(Some(words).filter(|words| !words.trim().is_empty()))
}

/// The mail's own text as a piece. Where it stands twice, the formatted one is taken if its form says something: and which one was, is told.
fn body_piece(name: &str, body: Body, options: &mut ReadOptions) -> Result<Imported, Failure> {
    let formatted = match &body.html {
        Some(html) => {
            let mut raw = (crate::html::read::READER.read)(&Source { name, bytes: html.as_bytes() }, options)?;
            unquote(&mut raw);
            let says = !raw.document.body.is_empty() && raw.document.body.iter().any(says_something);
            Some((raw, says))
        }
        None => None,
    };
    match (formatted, body.plain) {
        (Some((mut raw, says)), plain) if says || plain.is_none() => {
            if plain.is_some() {
                raw.left_out.push(LeftOut::new(
                    "mail-plain",
                    "The mail says its text twice; the formatted one was taken, the plain one was not.",
                ));
            }
            guess::settle(raw, name, "html", options)
        }
        (formatted, Some(words)) => {
            let mut raw = plain_text(&words, options);
            if formatted.is_some() {
                raw.left_out.push(LeftOut::new("mail-html", "The mail says its text twice; the plain one was taken, for the formatted one has no headings, lists, links or marks."));
            }
            guess::settle(raw, name, "text", options)
        }
        _ => Err(Failure::new("unreadable", "This mail has no text and brings no document.")),
    }
}

/// Whether a block is more than words: its kind, or a mark in it.
fn says_something(block: &Block) -> bool {
    match block {
        Block::Paragraph(text) => text.inlines.iter().any(|inline| match inline {
            // A bare address is a link in plain text, too.
            Inline::Text { text, marks } => marks.iter().any(|mark| match mark {
                Mark::Link { href, .. } => !href.contains(text.trim().trim_end_matches('/')),
                _ => true,
            }),
            Inline::Break { .. } => false,
            _ => true,
        }),
        _ => true,
    }
}

fn plain_text(words: &str, options: &mut ReadOptions) -> Raw {
    let (words, illegal) = text::clean(words);
    let (own, quoted, signature) = part(&words);
    let mut raw = Raw::default();
    raw.document.body = text::paragraphs(&own, options);
    if illegal > 0 {
        raw.left_out
            .push(LeftOut::new("illegal-characters", "Control characters that no text may hold were taken out.").times(illegal));
    }
    for words in quoted {
        raw.left_out.push(LeftOut::new("quoted-reply", "A quoted mail was left out.").with_text(words));
    }
    if !signature.trim().is_empty() {
        raw.left_out.push(LeftOut::new("signature", "The signature of the mail was left out.").with_text(signature.trim()));
    }
    raw
}

/// A mail's text without what it quotes, what it quotes, and its signature.
fn part(words: &str) -> (String, Vec<String>, String) {
    let lines: Vec<&str> = words.lines().collect();
    let mut own = String::new();
    let mut quoted: Vec<String> = Vec::new();
    let mut open = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.trim_end() == "--" {
            return (own, quoted, lines.get(at + 1..).unwrap_or_default().join("\n"));
        }
        if is_old_mail(&lines, at) {
            quoted.push(lines.get(at..).unwrap_or_default().join("\n"));
            return (own, quoted, String::new());
        }
        // "On … wrote:" may be broken over two lines.
        let wrote = (1..=2).filter(|_| !line.trim().is_empty()).find(|count| {
            let joined = lines.get(at..at + count).unwrap_or_default().join(" ");
            let next = lines.get(at + count..).unwrap_or_default().iter().find(|line| !line.trim().is_empty());
            is_attribution(&joined) && next.is_some_and(|next| next.starts_with('>'))
        });
        if let Some(count) = wrote {
            quoted.push(lines.get(at..at + count).unwrap_or_default().join("\n"));
            open = true;
            at += count;
            continue;
        }
        if line.starts_with('>') {
            match quoted.last_mut().filter(|_| open) {
                Some(last) => {
                    last.push('\n');
                    last.push_str(line);
                }
                None => quoted.push((*line).to_owned()),
            }
            open = true;
        } else {
            open = open && line.trim().is_empty();
            own.push_str(line);
            own.push('\n');
        }
        at += 1;
    }
    (own, quoted, String::new())
}

/// "On Friday Ana wrote:" in the languages of mail programs.
fn is_attribution(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    let ends = line.ends_with(':');
    let says = ["wrote", "schrieb", "a écrit", "escribió", "escreveu", "ha scritto", "написал", "пишет", "пише", "كتب"]
        .iter()
        .any(|word| line.contains(word));
    ends && says && line.chars().count() < 250
}

/// "-----Original Message-----", or a head of From, Sent, To, Subject.
fn is_old_mail(lines: &[&str], at: usize) -> bool {
    let line = lines.get(at).copied().unwrap_or_default().trim();
    if line.starts_with("-----") && line.ends_with("-----") && line.chars().any(char::is_alphabetic) {
        return true;
    }
    let head = |line: &str, words: &[&str]| words.iter().any(|word| line.trim_start_matches(['*', ' ']).starts_with(word));
    head(line, &["From:", "Von:", "De :", "De:", "Da:", "От:", "Від:", "من:"])
        && lines.iter().skip(at + 1).take(3).any(|line| {
            head(
                line,
                &[
                    "Sent:",
                    "Date:",
                    "Gesendet:",
                    "Datum:",
                    "Envoyé",
                    "Enviado",
                    "Inviato:",
                    "Отправлено:",
                    "Дата:",
                    "To:",
                    "An:",
                    "إلى:",
                ],
            )
        })
}

/// Takes quoted mails and the signature out of an HTML mail: "On … wrote:" and the quotation after it; what follows the head of an old mail, or "--".
fn unquote(raw: &mut Raw) {
    let mut kept: Vec<Block> = Vec::new();
    let mut blocks = std::mem::take(&mut raw.document.body).into_iter();
    while let Some(block) = blocks.next() {
        let lines = match &block {
            Block::Paragraph(text) => inlines::plain(&text.inlines),
            _ => String::new(),
        };
        let lines: Vec<&str> = lines.lines().collect();
        let signed = lines.first().is_some_and(|line| line.trim_end() == "--");
        if signed || is_old_mail(&lines, 0) {
            let rest: Vec<Block> = std::iter::once(block).chain(blocks).collect();
            raw.left_out.push(if signed {
                let words = plain(rest);
                LeftOut::new("signature", "The signature of the mail was left out.")
                    .with_text(words.trim_start_matches('-').trim())
            } else {
                LeftOut::new("quoted-reply", "A quoted mail was left out.").with_text(plain(rest))
            });
            break;
        }
        let attribution = kept
            .last()
            .is_some_and(|last| matches!(last, Block::Paragraph(text) if is_attribution(&inlines::plain(&text.inlines))));
        if attribution && matches!(block, Block::Quotation { .. }) {
            let quoted = kept.pop().into_iter().chain([block]).collect();
            raw.left_out.push(LeftOut::new("quoted-reply", "A quoted mail was left out.").with_text(plain(quoted)));
            continue;
        }
        kept.push(block);
    }
    raw.document.body = kept;
}

/// The words of some blocks.
fn plain(body: Vec<Block>) -> String {
    stet_document::text::plain(&stet_document::Document { body, ..Default::default() }).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn read_mail(mail: &str) -> Vec<Imported> {
        let mut number = 0;
        let mut random = || {
            number += 1;
            number
        };
        let mut options = ReadOptions {
            without: Vec::new(),
            parts: BTreeMap::new(),
            lang: "en".to_owned(),
            random: &mut random,
            progress: &|_, _| true,
        };
        crate::read(&Source { name: "letter.eml", bytes: mail.replace('\n', "\r\n").as_bytes() }, &mut options).unwrap()
    }

    const HEAD: &str = "From: Ana Duarte <ana@example.org>\nTo: desk@example.org\nDate: Mon, 23 Nov 2026 10:00:00 +0000\nSubject: My piece\nMIME-Version: 1.0\n";

    #[test]
    fn a_mail_is_its_text_without_what_it_quotes() {
        let mail = format!(
            "{HEAD}Content-Type: text/plain; charset=utf-8\n\nThe vote nobody lost\n\nThe council met to close a quarrel that has run since spring.\n\nOn Friday, Rui wrote:\n> Where is it?\n> We wait.\n\n-- \nAna\n"
        );
        let pieces = read_mail(&mail);
        let piece = &pieces[0];
        assert_eq!(
            stet_document::text::plain(&piece.document).trim(),
            "The vote nobody lost\nThe council met to close a quarrel that has run since spring."
        );
        assert_eq!(piece.filed.as_deref(), Some("2026-11-23"));
        assert_eq!(piece.fields.credits[0].name, "Ana Duarte");
        let quoted = piece.left_out.iter().find(|one| one.code == "quoted-reply").unwrap();
        assert_eq!(quoted.text, "On Friday, Rui wrote:\n> Where is it?\n> We wait.");
        assert!(piece.left_out.iter().any(|one| one.code == "signature" && one.text == "Ana"));
    }

    #[test]
    fn each_attached_text_is_a_piece_and_other_files_are_listed() {
        let mail = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHere it is.\n--b\nContent-Type: text/markdown; charset=utf-8\nContent-Disposition: attachment; filename=\"night boats.md\"\n\n# Night boats\n\nThey *run* again.\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename=second.txt\n\nSecond piece\n\nIt is longer than its headline, as one sees.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=scan.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n"
        );
        let pieces = read_mail(&mail);
        assert_eq!(
            pieces.iter().map(|piece| (piece.name.as_str(), piece.format.as_str())).collect::<Vec<_>>(),
            [("night boats.md", "markdown"), ("second.txt", "text")]
        );
        assert!(!pieces[0].original.is_empty());
        let codes: Vec<_> = pieces[0].left_out.iter().map(|one| one.code.as_str()).collect();
        assert!(codes.contains(&"mail-text") && codes.contains(&"attachment"), "{codes:?}");
    }

    /// A mail that says its text twice.
    fn twice(plain: &str, html: &str) -> Imported {
        let mail = format!(
            "{HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
        );
        read_mail(&mail).remove(0)
    }

    #[test]
    fn of_a_mail_that_says_its_text_twice_the_better_one_is_taken_and_told() {
        let plain = "The vote nobody lost\n\nThe council met to *close* a quarrel that has run since spring.\n\n-- \nAna";
        let rich = "<h1>The vote nobody lost</h1><p>The council met to <em>close</em> a quarrel that has run since spring.</p><p>-- <br>Ana<br>Quay 12</p>";
        let piece = twice(plain, rich);
        assert_eq!(piece.format, "html");
        assert!(piece.document.to_json().contains("emphasis"));
        assert!(!piece.document.to_json().contains("Quay 12"));
        assert!(piece.left_out.iter().any(|one| one.code == "signature" && one.text.contains("Quay 12")));
        assert!(piece.left_out.iter().any(|one| one.code == "mail-plain"));

        let bare = "<div>The vote nobody lost</div><div><br></div><div>The council met to *close* a quarrel that has run since spring.</div>";
        let piece = twice(plain, bare);
        assert_eq!(piece.format, "text");
        assert!(piece.left_out.iter().any(|one| one.code == "mail-html"));
    }

    #[test]
    fn an_old_mail_below_a_formatted_one_is_left_out_with_its_words() {
        let html = "<p>The vote <b>nobody</b> lost.</p><p>From: Rui<br>Sent: Monday<br>To: Ana</p><p>Where is it?</p>";
        let piece = twice("The vote nobody lost.", html);
        assert_eq!(stet_document::text::plain(&piece.document).trim(), "The vote nobody lost.");
        assert!(piece.left_out.iter().any(|one| one.code == "quoted-reply" && one.text.contains("Where is it?")));
    }
}
