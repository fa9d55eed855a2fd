//! Front matter in: YAML (`---`) and the plain part of TOML (`+++`), under the names that site generators use.

use serde_json::Value;
use stet_document::{Credit, Fields, Inline, Textblock, schema};

use crate::html::meta_in::iso_day;
use crate::ids;
use crate::types::{LeftOut, ReadOptions};

/// What the front matter says.
#[derive(Debug, Default)]
pub struct Front {
    /// Stet wrote the file.
    pub ours: bool,
    /// Parts that open the text, in order.
    pub parts: Vec<String>,
    pub kicker: Textblock,
    pub headline: Textblock,
    pub standfirst: Textblock,
    pub fields: Fields,
    pub filed: Option<String>,
    pub left_out: Vec<LeftOut>,
}

/// The raw front matter.
pub enum Matter<'a> {
    None,
    Yaml(&'a str),
    Toml(&'a str),
}

/// Parts the front matter from the text.
pub fn split(text: &str) -> (Matter<'_>, &str) {
    let start = text.trim_start_matches('\u{feff}');
    for (fence, yaml) in [("---", true), ("+++", false)] {
        let Some(rest) = start.strip_prefix(fence) else { continue };
        let (first, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        if !first.trim().is_empty() {
            continue;
        }
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            let end = line.trim_end();
            if end == fence || (yaml && end == "...") {
                let matter = rest.get(..at).unwrap_or_default();
                let body = rest.get(at + line.len()..).unwrap_or_default();
                // A rule at the head of a text is no front matter: that has names.
                if yaml && !matter.trim().is_empty() && !matter.contains(':') {
                    break;
                }
                return (if yaml { Matter::Yaml(matter) } else { Matter::Toml(matter) }, body);
            }
            at += line.len();
        }
    }
    (Matter::None, start)
}

/// Reads the front matter; what it says beside the piece is told.
pub fn read(matter: Matter, options: &mut ReadOptions) -> Front {
    let mut front = Front::default();
    let value = match matter {
        Matter::None => return front,
        Matter::Yaml(yaml) => yaml_value(yaml).ok_or(yaml),
        Matter::Toml(text) => Ok(toml(text)),
    };
    let map = match value {
        Ok(Value::Object(map)) => map,
        Ok(_) => return front,
        Err(yaml) => {
            front.left_out.push(
                LeftOut::new("front-matter", "The front matter of the file could not be read and was left out.").with_text(yaml),
            );
            return front;
        }
    };
    front.ours = map.get("generator").and_then(Value::as_str).is_some_and(|name| name.starts_with("Stet "));
    let mut unknown = Vec::new();
    for (name, value) in &map {
        if !take(&mut front, name, value, options) {
            unknown.push(format!("{name}: {}", shown(value)));
        }
    }
    if !unknown.is_empty() && !front.ours {
        front.left_out.push(
            LeftOut::new("front-matter", "Some lines of the front matter have no place in the piece and were left out.")
                .with_text(unknown.join("\n")),
        );
    }
    front
}

fn yaml_value(yaml: &str) -> Option<Value> {
    serde_saphyr::from_str::<Value>(yaml).ok().or_else(|| lenient(yaml))
}

/// Lines `name: value` where the whole is no YAML (a title with a colon).
fn lenient(yaml: &str) -> Option<Value> {
    let mut map = serde_json::Map::new();
    for line in yaml.lines().filter(|line| !line.starts_with([' ', '\t', '-', '#'])) {
        if let Some((name, value)) = line.split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']);
            map.insert(name.trim().to_owned(), Value::String(value.to_owned()));
        }
    }
    (!map.is_empty()).then_some(Value::Object(map))
}

/// `name = value` lines of TOML; tables are left to those who know them.
fn toml(text: &str) -> Value {
    let mut map = serde_json::Map::new();
    let mut table = String::new();
    for line in text.lines() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').trim_matches('[').clone_into(&mut table);
        } else if let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            let value = value.trim();
            let value = if value.starts_with('\'') && value.ends_with('\'') {
                Value::String(value.trim_matches('\'').to_owned())
            } else {
                serde_json::from_str(value)
                    .or_else(|_| serde_json::from_str(&value.replace(",]", "]").replace('\'', "\"")))
                    .unwrap_or_else(|_| Value::String(value.to_owned()))
            };
            let name = name.trim().trim_matches('"');
            let name = if table.is_empty() || table == "params" { name.to_owned() } else { format!("{table}.{name}") };
            map.insert(name, value);
        }
    }
    Value::Object(map)
}

/// One line of the front matter; false when it has no place in the piece.
fn take(front: &mut Front, name: &str, value: &Value, options: &mut ReadOptions) -> bool {
    let text = text_of(value);
    let fields = &mut front.fields;
    match name.to_lowercase().as_str() {
        "generator" => return front.ours,
        "parts" if front.ours => front.parts = list(value),
        "kicker" | "eyebrow" | "overline" => front.kicker = words(&text, options),
        "title" | "headline" => front.headline = words(&text, options),
        "description" | "standfirst" | "subtitle" | "dek" | "lead" | "summary" | "excerpt" | "abstract"
            if front.standfirst.inlines.is_empty() =>
        {
            front.standfirst = words(&text, options);
        }
        "author" | "authors" | "byline" | "by" if !fields.credits.iter().any(|credit| credit.role == "by") && !front.ours => {
            fields.credits.splice(0..0, credits(value)).for_each(drop)
        }
        "author" | "authors" => {}
        name if !front.ours && role(name).is_some() => {
            let role = role(name).unwrap_or_default();
            fields.credits.extend(credits(value).into_iter().map(|credit| Credit { role: role.to_owned(), ..credit }));
        }
        "credits" if front.ours => {
            if let Ok(credits) = serde_json::from_value(value.clone()) {
                fields.credits = credits;
            }
        }
        "date" | "publishdate" | "pubdate" | "published" | "filed" => {
            let day = iso_day(&text);
            if name == "filed" || (front.filed.is_none() && !front.ours) {
                front.filed = day.clone().or(front.filed.take());
            }
            return day.is_some() || front.ours;
        }
        "tags" | "keywords" => fields.tags = list(value),
        "categories" | "category" | "section" if fields.section.is_empty() => {
            if let Value::String(text) = value {
                fields.section.clone_from(text);
                return true;
            }
            let mut all = list(value).into_iter();
            fields.section = all.next().unwrap_or_default();
            return all.next().is_none();
        }
        "lang" | "language" | "locale" => {
            let lang = text.trim().replace('_', "-");
            if !schema::is_lang(&lang) {
                return false;
            }
            fields.lang = lang;
        }
        "image" | "images" if front.ours => {}
        "slug" => fields.slug = text,
        "address" => fields.address = text,
        "author_note" => fields.author_note = text,
        "source_line" => fields.source_line = text,
        "preface" => fields.preface = text,
        "search_title" => fields.teasers.search_title = text,
        "search_description" => fields.teasers.search_description = text,
        "social_text" => fields.teasers.social_text = text,
        "draft" | "layout" | "type" | "comments" | "toc" | "lastmod" => {}
        _ => return false,
    }
    true
}

/// The role of the people whom a line of the front matter names.
fn role(name: &str) -> Option<&'static str> {
    let name = name.replace(['-', ' '], "_");
    Some(match name.strip_suffix('s').unwrap_or(&name) {
        "translator" | "translated_by" | "translation" => "translated-by",
        "editor" | "edited_by" => "edited-by",
        "photographer" | "photograph" | "photo" | "photography" | "photos_by" | "photographed_by" => "photographs",
        "illustrator" | "illustration" | "illustrated_by" => "illustrations",
        "additional_reporting" | "reporting" => "additional-reporting",
        _ => return None,
    })
}

fn words(text: &str, options: &mut ReadOptions) -> Textblock {
    let inlines = if text.is_empty() { Vec::new() } else { vec![Inline::Text { text: text.to_owned(), marks: Vec::new() }] };
    Textblock { id: ids::new(options.random), inlines, ..Textblock::default() }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(_) => list(value).join(", "),
        other => other.to_string(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => value.to_string(),
        other => text_of(other),
    }
}

/// A list, or a text whose things are parted by commas.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().map(text_of).collect(),
        Value::Null => Vec::new(),
        other => text_of(other).split(',').map(|thing| thing.trim().to_owned()).filter(|thing| !thing.is_empty()).collect(),
    }
}

fn credits(value: &Value) -> Vec<Credit> {
    let credit = |name: &str, title: &str, affiliation: &str| Credit {
        role: "by".to_owned(),
        name: name.trim().to_owned(),
        title: title.to_owned(),
        affiliation: affiliation.to_owned(),
        public: true,
        ..Credit::default()
    };
    let one = |value: &Value| match value {
        Value::Object(person) => {
            let text = |names: &[&str]| names.iter().find_map(|name| person.get(*name)).map(text_of).unwrap_or_default();
            credit(
                &text(&["name", "display_name"]),
                &text(&["title", "role", "job"]),
                &text(&["affiliation", "organization", "organisation"]),
            )
        }
        other => credit(&text_of(other), "", ""),
    };
    match value {
        Value::Array(people) => people.iter().map(one).filter(|credit| !credit.name.is_empty()).collect(),
        Value::Null => Vec::new(),
        other => vec![one(other)].into_iter().filter(|credit| !credit.name.is_empty()).collect(),
    }
}
