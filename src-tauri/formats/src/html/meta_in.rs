//! What a page says of itself in its head: language, title, authors, dates, section, tags. Its text is `read.rs`.

use serde_json::Value;
use stet_document::{Credit, Fields, schema};

use super::dom::Dom;

/// What the head says.
#[derive(Debug, Default)]
pub struct Head {
    /// The page was written by Stet.
    pub ours: bool,
    pub fields: Fields,
    /// `YYYY-MM-DD`.
    pub filed: Option<String>,
    /// The title for one who finds no heading in the text.
    pub title: String,
    /// What relative addresses are relative to.
    pub base: Option<String>,
}

/// Reads the head.
pub fn head(dom: &Dom) -> Head {
    let all = dom.within(Dom::ROOT);
    let mut head = Head::default();
    let mut data = Vec::new();
    let mut title = String::new();
    let (mut modified, mut day) = (None, None);
    let mut authors: Vec<String> = Vec::new();
    for at in all.iter().copied() {
        match dom.name(at) {
            "html" => {
                let lang = dom
                    .attribute(at, "lang")
                    .or_else(|| dom.attribute(at, "xml:lang"))
                    .unwrap_or_default()
                    .trim()
                    .replace('_', "-");
                if schema::is_lang(&lang) && lang != "und" {
                    head.fields.lang = lang;
                }
            }
            "title" if title.is_empty() && dom.around(at, "svg").is_none() => title = dom.words(at),
            "base" => {
                head.base = head
                    .base
                    .take()
                    .or_else(|| dom.attribute(at, "href").filter(|href| href.starts_with("http")).map(str::to_owned))
            }
            "link" if dom.attribute(at, "rel") == Some("canonical") => {
                head.base = head
                    .base
                    .take()
                    .or_else(|| dom.attribute(at, "href").filter(|href| href.starts_with("http")).map(str::to_owned));
            }
            "script" if dom.attribute(at, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) => {
                let text: String = dom.children(at).iter().filter_map(|child| dom.text(*child)).collect();
                if let Ok(value) = serde_json::from_str::<Value>(text.trim()) {
                    flatten(value, &mut data, 0);
                }
            }
            "meta" => {
                let name = dom
                    .attribute(at, "name")
                    .or_else(|| dom.attribute(at, "property"))
                    .or_else(|| dom.attribute(at, "itemprop"))
                    .unwrap_or_default();
                let content = dom.attribute(at, "content").unwrap_or_default();
                meta(&mut head, name, content, &mut authors, &mut day, &mut modified);
            }
            "time"
                if day.is_none()
                    && (dom.attribute(at, "pubdate").is_some()
                        || dom.attribute(at, "itemprop") == Some("datePublished")
                        || dom.has_class(at, "published")) =>
            {
                day = dom.attribute(at, "datetime").and_then(iso_day);
            }
            _ => {}
        }
    }
    let article = data
        .iter()
        .find(|value| kind(value).is_some_and(|kind| kind.ends_with("Article") || kind == "BlogPosting" || kind == "Report"));
    if let Some(article) = article {
        from_data(&mut head, article, &mut authors, &mut day);
    }
    head.filed = head.filed.take().or_else(|| day.filter(|_| !head.ours));
    if !head.ours {
        head.fields.credits =
            authors.into_iter().map(|name| Credit { role: "by".to_owned(), name, public: true, ..Credit::default() }).collect();
    }
    if head.title.is_empty() {
        head.title = title;
    }
    head
}

fn meta(
    head: &mut Head,
    name: &str,
    content: &str,
    authors: &mut Vec<String>,
    day: &mut Option<String>,
    modified: &mut Option<String>,
) {
    let fields = &mut head.fields;
    if content.is_empty() || (!head.ours && content.trim().is_empty()) {
        return;
    }
    match name.to_ascii_lowercase().as_str() {
        "generator" => head.ours = content == super::GENERATOR || content.starts_with(&format!("{} ", super::GENERATOR)),
        "author" | "dc.creator" | "dcterms.creator" | "parsely-author" | "citation_author" | "sailthru.author"
        | "article:author" | "byl" => {
            let name = content.trim().trim_start_matches("By ").to_owned();
            if !name.contains("://") && !authors.contains(&name) {
                authors.push(name);
            }
        }
        "date"
        | "dc.date"
        | "dcterms.date"
        | "dcterms.created"
        | "article:published_time"
        | "datepublished"
        | "pubdate"
        | "citation_publication_date"
        | "parsely-pub-date"
        | "created" => {
            *day = day.take().or_else(|| iso_day(content));
        }
        "article:modified_time" => *modified = iso_day(content),
        "description" | "og:description" if fields.teasers.search_description.is_empty() && !head.ours => {
            content.trim().clone_into(&mut fields.teasers.search_description);
        }
        "article:section" if fields.section.is_empty() => content.clone_into(&mut fields.section),
        "article:tag" if head.ours => fields.tags.push(content.to_owned()),
        "article:tag" => {
            for tag in content.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
                if !fields.tags.iter().any(|known| known == tag) {
                    fields.tags.push(tag.to_owned());
                }
            }
        }
        "keywords" if fields.tags.is_empty() => {
            fields.tags =
                content.split([',', ';', '،', '、']).map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
        }
        "og:title" => content.trim().clone_into(&mut head.title),
        "og:url" if head.base.is_none() && content.starts_with("http") => head.base = Some(content.to_owned()),
        "og:locale" | "content-language" | "language" if fields.lang.is_empty() => {
            let lang = content.trim().replace('_', "-");
            if schema::is_lang(&lang) {
                fields.lang = lang;
            }
        }
        "stet:search-title" => content.clone_into(&mut fields.teasers.search_title),
        "stet:search-description" => content.clone_into(&mut fields.teasers.search_description),
        "stet:social-text" => content.clone_into(&mut fields.teasers.social_text),
        _ => {}
    }
}

fn from_data(head: &mut Head, article: &Value, authors: &mut Vec<String>, day: &mut Option<String>) {
    let text = |name: &str| article.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    if head.ours {
        head.filed = iso_day(&text("dateCreated"));
        return;
    }
    if let Some(published) = iso_day(&text("datePublished")).or_else(|| iso_day(&text("dateCreated"))) {
        *day = Some(published);
    }
    if head.title.is_empty() {
        head.title = text("headline");
    }
    if head.fields.section.is_empty() {
        head.fields.section = text("articleSection");
    }
    let people = match article.get("author") {
        Some(Value::Array(people)) => people.clone(),
        Some(person) => vec![person.clone()],
        None => Vec::new(),
    };
    let named: Vec<String> = people
        .iter()
        .filter_map(|person| person.as_str().or_else(|| person.get("name").and_then(Value::as_str)))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty() && !name.contains("://"))
        .collect();
    if !named.is_empty() {
        *authors = named;
    }
}

/// All objects of the data, those in a `@graph` too.
fn flatten(value: Value, found: &mut Vec<Value>, depth: usize) {
    if depth > 4 || found.len() > 200 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| flatten(value, found, depth + 1)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                flatten(graph, found, depth + 1);
            }
            found.push(Value::Object(object));
        }
        _ => {}
    }
}

fn kind(value: &Value) -> Option<&str> {
    match value.get("@type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.first()?.as_str(),
        _ => None,
    }
}

/// The day of an ISO date, where it is one.
pub fn iso_day(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?.replace('/', "-");
    day.parse::<jiff::civil::Date>().ok().map(|day| day.to_string())
}
