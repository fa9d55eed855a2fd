//! Fields of a piece, each saved alone with the value that it replaces. Reading them, and what follows from them, is `article.rs`;
//! dates are `date.rs`.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stet_document::{Credit, Fields};
use ts_rs::TS;

use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::ids::ArticleId;
use crate::store::{Desk, Write};
use crate::{Call, desk, names, piece};

/// The command `field_set`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FieldSet {
    pub article: ArticleId,
    /// slug, address, lang, section, tags, credits, author_note, source_line, preface, lead_picture (a picture's hash),
    /// search_title, search_description, social_text, newsletter_blurb, target_words.
    pub field: String,
    /// JSON: text, a list of texts (tags), a list of credits, a number (target_words).
    pub value: String,
    /// JSON of the value that it replaces, as it was shown.
    pub replaces: String,
}

/// What is stored now.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FieldSaved {
    pub field: String,
    /// JSON of what is stored.
    pub value: String,
    pub fields: Fields,
    /// JSON of the value that was sent and not stored, because somebody else had changed the field meanwhile; null: it is stored.
    pub other: Option<String>,
}

/// Every field, in the order in which they are shown.
pub const FIELDS: [&str; 15] = [
    "slug",
    "address",
    "lang",
    "section",
    "tags",
    "credits",
    "author_note",
    "source_line",
    "preface",
    "lead_picture",
    "search_title",
    "search_description",
    "social_text",
    "newsletter_blurb",
    "target_words",
];

/// Fields that are never printed: they stay free where the text is read-only.
const FREE: [&str; 4] = ["slug", "section", "tags", "target_words"];

/// Longest text of a field, in characters.
const LONGEST: usize = 20_000;

/// Sets one field, unless somebody changed it meanwhile: then both values are kept (the second in the audit trail) and told.
///
/// # Errors
/// `usage` for an unknown field or a value that cannot be; `twin` where another piece has that slug or address; `read-only` where
/// the state allows no change; `no-right`; `not-found`.
pub fn field_set(desk: &Desk, call: &Call, wish: FieldSet) -> Result<FieldSaved> {
    desk.write(call, |tx| set_in(tx, &wish))
}

/// The same within a write.
///
/// # Errors
/// As [`field_set`].
pub fn set_in(tx: &Write<'_>, wish: &FieldSet) -> Result<FieldSaved> {
    let article = wish.article.as_str();
    let field = known(&wish.field)?;
    let parsed = |text: &str| {
        serde_json::from_str::<Value>(text).map_err(|_| refuse("usage", "The value of this field could not be read."))
    };
    let fields = piece::fields(tx, article)?;
    let before = get(&fields, field)?;
    let wanted = clean(tx, article, field, &parsed(&wish.value)?, &fields)?;
    let replaces = parsed(&wish.replaces)?;
    let told = |stored: &Value, fields: Fields, other: Option<String>| FieldSaved {
        field: field.to_owned(),
        value: stored.to_string(),
        fields,
        other,
    };
    if wanted == before {
        return Ok(told(&before, fields, None));
    }
    crate::rights::must(tx, "fields", article)?;
    if !FREE.contains(&field) {
        piece::must_be_editable(tx, article)?;
    }
    if !same(field, &replaces, &before) {
        tx.audit(&Line {
            kind: "field",
            article,
            what: format!(
                "Two people changed {} at the same time; the first value stands and the second is kept here.",
                words(field)
            ),
            before: &before.to_string(),
            after: &wanted.to_string(),
            ..Line::default()
        })?;
        return Ok(told(&before, fields, Some(wanted.to_string())));
    }
    store(tx, article, field, &wanted)?;
    piece::refresh(tx, article)?;
    tx.audit(&Line {
        kind: "field",
        article,
        what: sentence(field, &wanted),
        before: &before.to_string(),
        after: &wanted.to_string(),
        ..Line::default()
    })?;
    let fields = piece::fields(tx, article)?;
    Ok(told(&wanted, fields, None))
}

/// Writes a field's value as it is, without comparing and without an audit line.
///
/// # Errors
/// What SQLite says.
pub fn store(tx: &Write<'_>, article: &str, field: &str, value: &Value) -> Result<()> {
    let text = value.as_str().unwrap_or_default();
    match field {
        "slug" => tx.execute("UPDATE article SET slug = ?2 WHERE uuid = ?1", params![article, text])?,
        "address" => tx.execute("UPDATE article SET address = ?2 WHERE uuid = ?1", params![article, text])?,
        "lang" => tx.execute("UPDATE article SET lang = ?2 WHERE uuid = ?1", params![article, text])?,
        "section" => tx.execute("UPDATE article SET section = ?2 WHERE uuid = ?1", params![article, text])?,
        "target_words" => tx.execute(
            "UPDATE article SET target_words = ?2 WHERE uuid = ?1",
            params![article, value.as_i64().unwrap_or(0).clamp(0, 10_000_000)],
        )?,
        other if value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty) => {
            tx.execute("DELETE FROM article_field WHERE article = ?1 AND name = ?2", params![article, other])?
        }
        other => tx.execute(
            "INSERT INTO article_field (article, name, value, set_at, set_by) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (article, name) DO UPDATE SET value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by",
            params![article, other, value.to_string(), tx.now(), tx.actor()],
        )?,
    };
    // Readers are told when a piece was changed last: only by what they read.
    if field != "address" && !FREE.contains(&field) {
        tx.execute("UPDATE article SET modified_at = ?2 WHERE uuid = ?1", params![article, tx.now()])?;
    }
    Ok(())
}

/// The value of one field.
///
/// # Errors
/// `usage` for an unknown field.
pub fn get(fields: &Fields, field: &str) -> Result<Value> {
    Ok(match known(field)? {
        "slug" => fields.slug.clone().into(),
        "address" => fields.address.clone().into(),
        "lang" => fields.lang.clone().into(),
        "section" => fields.section.clone().into(),
        "tags" => serde_json::to_value(&fields.tags)?,
        "credits" => serde_json::to_value(&fields.credits)?,
        "author_note" => fields.author_note.clone().into(),
        "source_line" => fields.source_line.clone().into(),
        "preface" => fields.preface.clone().into(),
        "lead_picture" => fields.lead_picture.clone().into(),
        "search_title" => fields.teasers.search_title.clone().into(),
        "search_description" => fields.teasers.search_description.clone().into(),
        "social_text" => fields.teasers.social_text.clone().into(),
        "newsletter_blurb" => fields.teasers.newsletter_blurb.clone().into(),
        _ => fields.target_words.into(),
    })
}

/// Is a slug free for this piece?
///
/// # Errors
/// What SQLite says.
pub fn slug_taken(tx: &rusqlite::Connection, article: &str, slug: &str) -> Result<bool> {
    let twin: Option<i64> = tx
        .prepare_cached("SELECT id FROM article WHERE slug = ?1 AND uuid <> ?2")?
        .query_row([slug, article], |row| row.get(0))
        .optional()?;
    Ok(twin.is_some())
}

/// Is an address another piece's?
///
/// # Errors
/// What SQLite says.
pub fn address_taken(tx: &rusqlite::Connection, article: &str, address: &str) -> Result<bool> {
    let twin: Option<i64> = tx
        .prepare_cached("SELECT id FROM article WHERE address = ?1 AND uuid <> ?2")?
        .query_row([address, article], |row| row.get(0))
        .optional()?;
    Ok(twin.is_some())
}

fn known(field: &str) -> Result<&'static str> {
    FIELDS
        .into_iter()
        .find(|name| *name == field)
        .ok_or_else(|| refuse("usage", format!("There is no such field; there are: {}.", FIELDS.join(", "))))
}

fn clean(tx: &Write<'_>, article: &str, field: &'static str, value: &Value, fields: &Fields) -> Result<Value> {
    let wrong = |what: &str| refuse("usage", format!("{} must be {what}.", upper(words(field))));
    match field {
        "tags" => {
            let given: Vec<String> = serde_json::from_value(value.clone()).map_err(|_| wrong("a list of words"))?;
            let mut tags: Vec<String> = Vec::new();
            for tag in given {
                let tag = line(&tag);
                if !tag.is_empty() && !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
            if tags.len() > 200 || tags.iter().any(|tag| tag.chars().count() > 200) {
                return Err(wrong("at most 200 words of at most 200 letters"));
            }
            Ok(serde_json::to_value(tags)?)
        }
        "credits" => {
            let given: Vec<Credit> =
                serde_json::from_value(value.clone()).map_err(|_| wrong("a list of names with their roles"))?;
            let veiled = crate::veil::all(tx)?;
            let mut credits = Vec::new();
            for credit in given {
                let mut credit = Credit {
                    role: line(&credit.role),
                    name: line(&credit.name),
                    title: line(&credit.title),
                    joint: line(&credit.joint),
                    affiliation: line(&credit.affiliation),
                    language: line(&credit.language),
                    public: credit.public,
                    person: line(&credit.person),
                };
                let size: usize = [&credit.role, &credit.name, &credit.title, &credit.joint, &credit.affiliation]
                    .iter()
                    .map(|t| t.chars().count())
                    .sum();
                if size > 2_000 {
                    return Err(wrong("shorter"));
                }
                if !credit.language.is_empty() && !stet_document::schema::is_lang(&credit.language) {
                    return Err(wrong("in a language written like en-GB or ar"));
                }
                crate::veil::credit(&veiled, &mut credit);
                if !credit.name.is_empty() || !credit.affiliation.is_empty() || !credit.title.is_empty() {
                    credits.push(credit);
                }
            }
            if credits.len() > 200 {
                return Err(wrong("at most 200 names"));
            }
            Ok(serde_json::to_value(credits)?)
        }
        "target_words" => {
            let number = value.as_u64().or_else(|| value.as_str().and_then(|t| t.trim().parse().ok()));
            let number = number.filter(|n| *n <= 10_000_000).ok_or_else(|| wrong("a number of words, or 0 for none"))?;
            Ok(number.into())
        }
        _ => {
            let text = value.as_str().ok_or_else(|| wrong("a text"))?;
            if text.chars().count() > LONGEST {
                return Err(wrong("shorter"));
            }
            match field {
                "slug" => {
                    let slug = names::slug(text, &fields.lang);
                    if slug.is_empty() {
                        return Err(wrong("a short name of letters, digits and hyphens"));
                    }
                    if slug_taken(tx, article, &slug)? {
                        return Err(refuse("twin", format!("Another piece has the slug {slug}; choose another.")));
                    }
                    Ok(slug.into())
                }
                "address" => {
                    let address = names::address(text, &fields.lang);
                    if address.is_empty() && !text.trim().is_empty() {
                        return Err(wrong("letters, digits and hyphens"));
                    }
                    if !address.is_empty() && address_taken(tx, article, &address)? {
                        return Err(refuse("twin", format!("Another piece has the address {address}; choose another.")));
                    }
                    Ok(address.into())
                }
                "lang" => {
                    let lang = text.trim();
                    let lang = if lang.is_empty() { desk::settings(tx)?.lang } else { lang.to_owned() };
                    if !stet_document::schema::is_lang(&lang) {
                        return Err(wrong("written like en-GB, pt or ar"));
                    }
                    Ok(lang.into())
                }
                "lead_picture" => {
                    let there = |hash: &str| -> Result<bool> {
                        let document = piece::document(tx, article)?;
                        Ok(stet_document::blocks::figures(&document).iter().any(|figure| figure.src == hash))
                    };
                    if !text.is_empty() && !there(text)? {
                        return Err(wrong("one of the pictures in the text"));
                    }
                    Ok(text.into())
                }
                "author_note" | "preface" | "newsletter_blurb" => Ok(several_lines(text).into()),
                _ => Ok(line(text).into()),
            }
        }
    }
}

/// Equal as values, whatever a caller leaves out of a credit; an empty value equals one that was never there.
fn same(field: &str, a: &Value, b: &Value) -> bool {
    let empty = |v: &Value| {
        v.is_null() || v.as_str().is_some_and(str::is_empty) || v.as_array().is_some_and(Vec::is_empty) || v.as_u64() == Some(0)
    };
    if a == b || (empty(a) && empty(b)) {
        return true;
    }
    if field == "credits" {
        let credits = |v: &Value| serde_json::from_value::<Vec<Credit>>(v.clone()).ok();
        return matches!((credits(a), credits(b)), (Some(a), Some(b)) if a == b);
    }
    field == "target_words" && a.as_f64() == b.as_f64()
}

fn line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| legal(*c)).collect();
    visible.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn several_lines(text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    plain.chars().filter(|c| *c == '\n' || legal(*c)).collect::<String>().trim().to_owned()
}

fn legal(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn sentence(field: &str, value: &Value) -> String {
    let shown = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items
            .iter()
            .map(|item| {
                item.as_str()
                    .map_or_else(|| item.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(), str::to_owned)
            })
            .collect::<Vec<_>>()
            .join(", "),
        _ => String::new(),
    };
    let short: String = shown.chars().take(80).collect();
    let dots = if short.len() < shown.len() { "…" } else { "" };
    if shown.is_empty() { format!("Emptied {}.", words(field)) } else { format!("Set {} to “{short}{dots}”.", words(field)) }
}

/// As said in a sentence.
pub fn words(field: &str) -> &'static str {
    match field {
        "slug" => "the slug",
        "address" => "the address",
        "lang" => "the language",
        "section" => "the section",
        "tags" => "the tags",
        "credits" => "the credits",
        "author_note" => "the author’s note",
        "source_line" => "the source line",
        "preface" => "the preface",
        "lead_picture" => "the lead picture",
        "search_title" => "the search title",
        "search_description" => "the search description",
        "social_text" => "the social text",
        "newsletter_blurb" => "the newsletter blurb",
        _ => "the words wanted",
    }
}

fn upper(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
