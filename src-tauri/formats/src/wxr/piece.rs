//! From an item of WordPress' export to a piece: its text by way of the page reader, its title, authors, section and tags as they are there.

use stet_document::{Credit, Failure, Inline, Textblock, schema};

use super::{Item, Site, content};
use crate::guess;
use crate::html::read::{Origin, page};
use crate::ids;
use crate::types::{Imported, LeftOut, Raw, ReadOptions};

/// What WordPress calls a post without a section.
const NO_SECTION: [&str; 6] =
    ["uncategorized", "uncategorised", "unkategorisiert", "sin categoría", "non classé", "sem categoria"];

/// The piece that an item is. Nothing is guessed at but notes that were typed as numbers in brackets.
///
/// # Errors
/// `too-large` for an item beyond 32 MB; `cancelled`.
pub fn piece(item: &Item, site: &Site, options: &mut ReadOptions) -> Result<Imported, Failure> {
    if item.too_large {
        return Err(Failure::new("too-large", "This post is larger than 32 MB; shorten it in WordPress and export it again."));
    }
    let lang = language(item, site);
    let before = lang.as_ref().map(|lang| std::mem::replace(&mut options.lang, lang.clone()));
    let made = read(item, site, lang.unwrap_or_default(), options);
    if let Some(before) = before {
        options.lang = before;
    }
    made
}

fn read(item: &Item, site: &Site, lang: String, options: &mut ReadOptions) -> Result<Imported, Failure> {
    let mut left = Vec::new();
    let base = if item.link.is_empty() { &site.link } else { &item.link };
    let html = content::page(&item.content, item.meta.get("footnotes").map(String::as_str), base, &mut left);
    let mut raw = page(&html, options, Origin::Clipboard)?;
    left.append(&mut raw.left_out);
    raw.left_out = left;
    raw.styled.clear();
    raw.fields = Default::default();
    raw.fields.lang = lang;
    raw.document.headline = words(&item.title, options)?;
    raw.document.standfirst = words(&item.excerpt, options)?;
    // WordPress keeps letters beyond ASCII in their coded form.
    raw.fields.address = percent_encoding::percent_decode_str(&item.name).decode_utf8_lossy().into_owned();
    raw.fields.slug.clone_from(&raw.fields.address);
    credits(item, site, &mut raw);
    terms(item, &mut raw);
    told(item, site, &mut raw);
    let known = |key: &str| item.meta.get(key).filter(|value| !value.contains("%%")).cloned().unwrap_or_default();
    raw.fields.teasers.search_title = known("_yoast_wpseo_title");
    raw.fields.teasers.search_description = known("_yoast_wpseo_metadesc");
    let kept = std::mem::take(&mut options.without);
    options.without = ["kicker", "headline", "standfirst", "byline", "filed"].map(str::to_owned).to_vec();
    let standing = (std::mem::take(&mut raw.document.headline), std::mem::take(&mut raw.document.standfirst));
    let settled = guess::settle(raw, &item.title, "wxr", options);
    options.without = kept;
    let mut imported = settled?;
    (imported.document.headline, imported.document.standfirst) = standing;
    imported.document.normalise();
    Ok(imported)
}

/// The language that a plugin gives the post, else the site's.
fn language(item: &Item, site: &Site) -> Option<String> {
    let of_post = item.terms.iter().find(|(domain, _, _)| domain == "language").map(|(_, short, _)| short.replace('_', "-"));
    of_post.into_iter().chain([site.language.clone()]).find(|lang| schema::is_lang(lang))
}

/// A title or an excerpt: words with their marks, without blocks.
fn words(text: &str, options: &mut ReadOptions) -> Result<Textblock, Failure> {
    let read: Raw = page(text, options, Origin::Clipboard)?;
    let mut inlines: Vec<Inline> = Vec::new();
    for block in read.document.body {
        let (stet_document::Block::Paragraph(text) | stet_document::Block::Heading { text, .. }) = block else { continue };
        if !inlines.is_empty() && !text.inlines.is_empty() {
            crate::inlines::push_text(&mut inlines, " ", &[]);
        }
        inlines.extend(text.inlines.into_iter().filter(|inline| !matches!(inline, Inline::Note(_) | Inline::NoteAgain { .. })));
    }
    Ok(Textblock { id: ids::new(options.random), inlines, ..Textblock::default() })
}

fn credits(item: &Item, site: &Site, raw: &mut Raw) {
    let several: Vec<&String> =
        item.terms.iter().filter(|(domain, _, name)| domain == "author" && !name.is_empty()).map(|(_, _, name)| name).collect();
    let shown = |login: &String| site.authors.get(login).filter(|name| !name.trim().is_empty()).unwrap_or(login).clone();
    let names: Vec<String> =
        if several.is_empty() { vec![shown(&item.author)] } else { several.into_iter().map(shown).collect() };
    for name in names.into_iter().filter(|name| !name.trim().is_empty()) {
        raw.fields.credits.push(Credit { role: "by".to_owned(), name, public: true, ..Credit::default() });
    }
}

fn terms(item: &Item, raw: &mut Raw) {
    let named = |wanted: &'static str| {
        item.terms.iter().filter(move |(domain, _, name)| domain == wanted && !name.is_empty()).map(|(_, _, name)| name.clone())
    };
    let mut sections = named("category").filter(|name| !NO_SECTION.contains(&name.to_lowercase().as_str()));
    raw.fields.section = sections.next().unwrap_or_default();
    let mut tags: Vec<String> = named("post_tag").collect();
    for more in sections {
        raw.left_out.push(
            LeftOut::new("second-section", "A piece stands in one section; a further category was taken as a tag.")
                .with_text(&more),
        );
        tags.push(more);
    }
    tags.dedup();
    raw.fields.tags = tags;
}

fn told(item: &Item, site: &Site, raw: &mut Raw) {
    if let Some(number) = item.meta.get("_thumbnail_id").filter(|number| !number.trim().is_empty()) {
        let address = site.pictures.get(number.trim()).filter(|address| !address.is_empty());
        raw.left_out.push(
            LeftOut::new("lead-picture", "The lead picture is not in the file and was not fetched; add it by hand.")
                .with_text(address.cloned().unwrap_or_else(|| format!("picture {} of the site", number.trim()))),
        );
    }
    if item.comments > 0 {
        raw.left_out.push(LeftOut::new("reader-comments", "Comments of readers stay in WordPress.").times(item.comments));
    }
    if !item.password.is_empty() {
        raw.left_out.push(LeftOut::new("password", "The post was behind a password, which is not kept; it comes as a draft."));
    }
    if item.illegal > 0 {
        raw.left_out.push(
            LeftOut::new("illegal-characters", "Control characters that no text may hold were taken out.").times(item.illegal),
        );
    }
}
