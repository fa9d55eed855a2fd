//! The head of a page: title, description, Open Graph, JSON-LD, style. Nothing internal: no slug, no ids, no private credits.

use serde_json::{Map, Value, json};
use stet_document::{Block, Document, Figure, blocks};

use super::inlines::{attribute, escape};
use super::write::Page;
use crate::fair;
use crate::wording;

const STYLE: &str = include_str!("page.css");

impl<'a> Page<'a> {
    /// Everything up to the opening of `main`.
    pub(super) fn head(&mut self, document: &'a Document) {
        let out = self.out;
        let (fields, dates) = (out.fields, &out.dates);
        let headline = fair::plain(&document.headline.inlines).trim().to_owned();
        let standfirst = fair::plain(&document.standfirst.inlines).trim().to_owned();
        let title = first(&[&fields.teasers.search_title, &headline, out.publication, "Untitled"]);
        let description = first(&[&fields.teasers.search_description, &standfirst]);
        self.html.push_str("<!doctype html>\n<html");
        attribute(&mut self.html, "lang", super::tag(&fields.lang));
        attribute(&mut self.html, "dir", if wording::rtl(&fields.lang) { "rtl" } else { "ltr" });
        self.html.push_str(
            ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        );
        self.named("generator", &format!("{} {}", super::GENERATOR, env!("CARGO_PKG_VERSION")));
        self.html.push_str("<title>");
        escape(&mut self.html, &title);
        self.html.push_str("</title>\n");
        if out.working_copy {
            self.named("robots", "noindex, nofollow, noarchive");
            self.named("stet:working-copy", crate::WORKING_COPY);
        }
        self.named("description", &description);
        for credit in fields.credits.iter().filter(|credit| credit.public && credit.role == "by") {
            self.named("author", &credit.name);
        }
        self.property("og:type", "article");
        self.property("og:title", &first(&[&headline, &title]));
        self.property("og:description", &first(&[&fields.teasers.social_text, &description]));
        if let Some(lead) = blocks::lead(document, fields)
            && let Some(path) = self.pictures.known(&lead.src).map(|file| super::path(&file.path))
        {
            self.property("og:image", &path);
            self.property("og:image:alt", &lead.alt);
        }
        self.property("og:site_name", out.publication);
        self.property("og:locale", &fields.lang.replace('-', "_"));
        self.property("article:published_time", dates.publish_at.as_deref().unwrap_or_default());
        self.property("article:modified_time", dates.modified.as_deref().unwrap_or_default());
        self.property("article:section", &fields.section);
        for tag in &fields.tags {
            self.property("article:tag", tag);
        }
        for (name, text) in [
            ("stet:search-title", &fields.teasers.search_title),
            ("stet:search-description", &fields.teasers.search_description),
            ("stet:social-text", &fields.teasers.social_text),
        ] {
            self.named(name, text);
        }
        self.named("twitter:card", "summary");
        for translation in out.translations.iter().filter(|translation| !translation.address.is_empty()) {
            self.html.push_str("<link rel=\"alternate\"");
            attribute(&mut self.html, "hreflang", &translation.lang);
            attribute(&mut self.html, "href", &format!("{}.html", super::path(&crate::names::safe(&translation.address))));
            self.html.push_str(">\n");
        }
        self.html.push_str("<script type=\"application/ld+json\">\n");
        let data = self.data(document, &headline, &standfirst);
        self.html.push_str(&harmless(&data.to_string()));
        self.html.push_str("\n</script>\n<style>\n");
        self.html.push_str(STYLE);
        self.html.push_str("</style>\n</head>\n<body>\n");
        if out.working_copy {
            self.html.push_str("<p class=\"working-copy\" lang=\"en\" dir=\"ltr\">");
            self.html.push_str(crate::WORKING_COPY);
            self.html.push_str("</p>\n");
        }
        self.html.push_str("<main>\n");
    }

    fn named(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            self.html.push_str("<meta");
            attribute(&mut self.html, "name", name);
            attribute(&mut self.html, "content", content);
            self.html.push_str(">\n");
        }
    }

    fn property(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            self.html.push_str("<meta");
            attribute(&mut self.html, "property", name);
            attribute(&mut self.html, "content", content);
            self.html.push_str(">\n");
        }
    }

    /// schema.org's NewsArticle.
    fn data(&self, document: &Document, headline: &str, standfirst: &str) -> Value {
        let out = self.out;
        let (fields, dates) = (out.fields, &out.dates);
        let mut data = Map::new();
        data.insert("@context".to_owned(), json!("https://schema.org"));
        data.insert("@type".to_owned(), json!("NewsArticle"));
        let mut set = |name: &str, value: &str| {
            if !value.is_empty() {
                data.insert(name.to_owned(), json!(value));
            }
        };
        set("headline", headline);
        set("alternativeHeadline", fair::plain(&document.kicker.inlines).trim());
        set("abstract", standfirst);
        set("articleSection", &fields.section);
        set("inLanguage", &fields.lang);
        set("dateCreated", dates.filed.as_deref().unwrap_or_default());
        set("datePublished", dates.publish_at.as_deref().or(dates.printed.as_deref()).unwrap_or_default());
        set("dateModified", dates.modified.as_deref().unwrap_or_default());
        set("dateline", &dateline(document));
        if !fields.tags.is_empty() {
            data.insert("keywords".to_owned(), json!(fields.tags));
        }
        for (property, role) in [("author", "by"), ("translator", "translated-by"), ("editor", "edited-by")] {
            let people: Vec<Value> =
                fields.credits.iter().filter(|credit| credit.public && credit.role == role).map(person).collect();
            if !people.is_empty() {
                data.insert(property.to_owned(), Value::Array(people));
            }
        }
        if !out.publication.is_empty() {
            data.insert("publisher".to_owned(), json!({ "@type": "NewsMediaOrganization", "name": out.publication }));
        }
        let lead = blocks::lead(document, fields);
        let others = blocks::figures(document).into_iter().filter(|figure| lead.is_none_or(|lead| lead.src != figure.src));
        let images: Vec<Value> = lead.into_iter().chain(others).filter_map(|figure| self.image(figure)).collect();
        if !images.is_empty() {
            data.insert("image".to_owned(), Value::Array(images));
        }
        let translations: Vec<Value> = out
            .translations
            .iter()
            .map(|other| json!({ "@type": "NewsArticle", "inLanguage": other.lang, "headline": other.headline }))
            .collect();
        if !translations.is_empty() {
            data.insert("workTranslation".to_owned(), Value::Array(translations));
        }
        let (notes, _) = fair::notes(document);
        let notes: Vec<String> =
            notes.iter().map(|note| fair::plain(&note.inlines)).filter(|words| !words.trim().is_empty()).collect();
        if !notes.is_empty() {
            data.insert("citation".to_owned(), json!(notes));
        }
        data.insert("wordCount".to_owned(), json!(words(document)));
        Value::Object(data)
    }

    fn image(&self, figure: &Figure) -> Option<Value> {
        let file = self.pictures.known(&figure.src)?;
        let mut image = Map::new();
        image.insert("@type".to_owned(), json!("ImageObject"));
        image.insert("url".to_owned(), json!(super::path(&file.path)));
        image.insert("width".to_owned(), json!(if figure.width > 0 { figure.width } else { file.width }));
        image.insert("height".to_owned(), json!(if figure.height > 0 { figure.height } else { file.height }));
        let told = [
            ("caption", fair::plain(&figure.caption.inlines)),
            ("creditText", fair::plain(&figure.credit.inlines)),
            ("copyrightNotice", figure.rights.clone()),
        ];
        for (name, words) in told {
            if !words.trim().is_empty() {
                image.insert(name.to_owned(), json!(words.trim()));
            }
        }
        Some(Value::Object(image))
    }
}

fn person(credit: &stet_document::Credit) -> Value {
    let mut person = json!({ "@type": "Person", "name": credit.name });
    if let Some(person) = person.as_object_mut() {
        if !credit.title.is_empty() {
            person.insert("jobTitle".to_owned(), json!(credit.title));
        }
        if !credit.affiliation.is_empty() {
            person.insert("affiliation".to_owned(), json!({ "@type": "Organization", "name": credit.affiliation }));
        }
    }
    person
}

/// JSON in a script element: no letter of it can end the element or open a comment.
fn harmless(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            letter => safe.push(letter),
        }
    }
    safe
}

fn first(choices: &[&str]) -> String {
    choices.iter().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

/// The words under the dateline mark at the head of the first paragraph.
fn dateline(document: &Document) -> String {
    let Some(Block::Paragraph(text)) = document.body.first() else { return String::new() };
    let marked: Vec<_> = text
        .inlines
        .iter()
        .take_while(|inline| fair::marks_of(inline).contains(&stet_document::Mark::Dateline))
        .cloned()
        .collect();
    fair::plain(&marked).trim().trim_end_matches(['—', '–', '-', ',', ':']).trim().to_owned()
}

/// Words of the body, for readers of the data (a count, not a promise).
fn words(document: &Document) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    let mut count = 0;
    fair::each_text(document, &mut |text| count += fair::plain(&text.inlines).unicode_words().count());
    count
}
