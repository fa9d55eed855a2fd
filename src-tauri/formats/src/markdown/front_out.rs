//! Front matter out: YAML whose every text is quoted as JSON, under the names that Hugo and most site generators know.

use std::fmt::Write as _;

use serde_json::json;
use stet_document::{Document, blocks};

use super::escape::{Preset, quoted};
use super::write::Sheet;
use crate::fair;

impl Sheet<'_> {
    /// The lines between the fences, and the fences; `parts`: what opens the text.
    pub(super) fn front(&mut self, document: &Document, parts: &[&str]) -> String {
        let out = self.out;
        let (fields, dates) = (out.fields, &out.dates);
        let mut front = String::from("---\n");
        let mut line = |name: &str, text: &str| {
            if !text.is_empty() {
                let _ = writeln!(front, "{name}: {}", quoted(text));
            }
        };
        let hugo = self.preset == Preset::Hugo;
        let headline = fair::plain(&document.headline.inlines);
        let standfirst = fair::plain(&document.standfirst.inlines);
        if hugo {
            line("title", &headline);
            line("kicker", &fair::plain(&document.kicker.inlines));
            line("description", &standfirst);
        }
        let published = dates.publish_at.as_deref().or(dates.printed.as_deref()).unwrap_or_default();
        line("date", published);
        if hugo {
            line("publishDate", dates.publish_at.as_deref().unwrap_or_default());
            line("lastmod", dates.modified.as_deref().unwrap_or_default());
        }
        line("filed", dates.filed.as_deref().unwrap_or_default());
        line(if hugo { "language" } else { "lang" }, &fields.lang);
        let names: Vec<&str> = fields
            .credits
            .iter()
            .filter(|credit| credit.public && credit.role == "by")
            .map(|credit| credit.name.as_str())
            .collect();
        let credits: Vec<serde_json::Value> = fields
            .credits
            .iter()
            .filter(|credit| credit.public)
            .map(|credit| {
                json!({ "role": credit.role, "name": credit.name, "title": credit.title, "joint": credit.joint, "affiliation": credit.affiliation, "language": credit.language, "public": true })
            })
            .collect();
        line(if hugo { "" } else { "section" }, if hugo { "" } else { &fields.section });
        for (name, text) in [
            ("author_note", &fields.author_note),
            ("source_line", &fields.source_line),
            ("preface", &fields.preface),
            ("search_title", &fields.teasers.search_title),
            ("search_description", &fields.teasers.search_description),
            ("social_text", &fields.teasers.social_text),
        ] {
            line(name, text);
        }
        let lead =
            blocks::lead(document, fields).and_then(|figure| self.pictures.known(&figure.src)).map(|file| quoted(&file.path));
        if let Some(path) = lead {
            let _ = if hugo { writeln!(front, "images: [{path}]") } else { writeln!(front, "image: {path}") };
        }
        if hugo && !fields.section.is_empty() {
            let _ = writeln!(front, "categories: [{}]", quoted(&fields.section));
        }
        for (name, list) in
            [("authors", names), ("tags", fields.tags.iter().map(String::as_str).collect()), ("parts", parts.to_vec())]
        {
            if !list.is_empty() {
                let _ = writeln!(front, "{name}: [{}]", list.into_iter().map(quoted).collect::<Vec<_>>().join(", "));
            }
        }
        if !credits.is_empty() {
            // JSON is YAML; what YAML does not let stand is written as its number.
            front.push_str("credits:\n");
            for credit in credits {
                let pairs: Vec<String> = credit
                    .as_object()
                    .map(|object| {
                        object
                            .iter()
                            .map(|(name, value)| format!("{name}: {}", value.as_str().map_or_else(|| value.to_string(), quoted)))
                            .collect()
                    })
                    .unwrap_or_default();
                let _ = writeln!(front, "  - {{ {} }}", pairs.join(", "));
            }
        }
        if hugo && !out.translations.is_empty() {
            let _ = writeln!(front, "translationKey: {}", quoted(&self.key()));
        }
        if out.working_copy {
            front.push_str(if hugo { "draft: true\n" } else { "status: \"Working copy, not for publication\"\n" });
        }
        let _ = writeln!(front, "generator: {}", quoted(&format!("Stet {}", env!("CARGO_PKG_VERSION"))));
        front.push_str("---\n");
        front
    }

    /// The same for a piece and its translations, without telling an id: made of all their addresses.
    fn key(&self) -> String {
        let mut addresses: Vec<&str> =
            self.out.translations.iter().map(|other| other.address.as_str()).chain([self.out.fields.address.as_str()]).collect();
        addresses.sort_unstable();
        addresses.first().copied().unwrap_or_default().to_owned()
    }
}
