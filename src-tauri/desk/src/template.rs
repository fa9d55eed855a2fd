//! Templates: a piece to begin others with: its parts and blocks, fields, checklist, who gets it, its length, how long before it goes
//! out the copy is due. Made from a piece; a new piece is made from it. Pieces made by the calendar are `recurring.rs`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use stet_document::{Document, Fields};
use ts_rs::TS;

use crate::app::Nothing;
use crate::audit::Line;
use crate::error::{OrNotFound, Result, refuse};
use crate::ids::{self, ArticleId, PersonId};
use crate::moves::NewArticle;
use crate::store::{Desk, Write};
use crate::{Call, blob, checklist, desk, field, names, person, piece, rights, skeleton};

/// Longest name, in characters; the longest time between the copy and the day on which it goes out.
const LONGEST: usize = 80;
const MOST_DAYS: u32 = 400;

/// What is to tick, and in which state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateItem {
    pub state: String,
    pub label: String,
}

/// A template as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Template {
    pub template: String,
    pub name: String,
    pub lang: String,
    pub section: String,
    /// 0: no limit.
    pub target_words: u32,
    /// Who has a new piece; null: nobody.
    pub person: Option<PersonId>,
    /// The copy is due so many days before the piece goes out; null: no deadline is set.
    pub due_days: Option<u32>,
    /// Words that every new piece begins with.
    pub words: u32,
    pub items: Vec<TemplateItem>,
}

/// The command `template_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TemplateSave {
    /// The piece that it is made from.
    pub article: ArticleId,
    /// Another template of this name is written over.
    pub name: String,
    /// True: with the piece's words; else a placeholder stands for them.
    pub with_words: bool,
    pub due_days: Option<u32>,
}

/// The command `template_remove`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TemplateRemove {
    pub template: String,
}

/// The command `template_use`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TemplateUse {
    pub template: String,
    /// Null: made from the template's name.
    #[serde(default)]
    pub slug: Option<String>,
}

/// The templates of the desk, by name.
///
/// # Errors
/// What SQLite says.
pub fn template_list(desk: &Desk, _: &Call, _: Nothing) -> Result<Vec<Template>> {
    desk.read(list)
}

/// Makes a template of a piece: of its structure, fields, checklist, whoever has it and its length.
///
/// # Errors
/// `usage` for what is no name; `no-right` as for the workflow; `not-found`.
pub fn template_save(desk: &Desk, call: &Call, wish: TemplateSave) -> Result<Vec<Template>> {
    let name = wish.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(refuse("usage", "A template has a name of at most 80 characters."));
    }
    if wish.due_days.is_some_and(|days| days > MOST_DAYS) {
        return Err(refuse("usage", "The copy is due at most 400 days before a piece goes out."));
    }
    desk.write(call, |tx| {
        rights::must(tx, "workflow", "")?;
        let article = wish.article.as_str();
        let document = piece::document(tx, article)?;
        // A kicker is the rubric of every such piece, not words of this one.
        let bare = |document: &Document| Document { kicker: document.kicker.clone(), ..skeleton::of(document, "write") };
        let document = if wish.with_words { document } else { bare(&document) };
        let theirs = piece::fields(tx, article)?;
        let slug = theirs.slug.clone();
        let fields = Fields { slug: String::new(), address: String::new(), ..theirs };
        let items: Vec<TemplateItem> =
            checklist::own(tx, article)?.into_iter().map(|check| TemplateItem { state: check.state, label: check.label }).collect();
        let person: Option<String> =
            tx.prepare_cached("SELECT with_person FROM article WHERE uuid = ?1")?.query_row([article], |row| row.get(0))?;
        let doc = blob::put(tx, document.to_json().as_bytes(), true)?;
        // As it is written already, whatever its letters' case.
        let known: Option<String> = tx
            .prepare_cached("SELECT name FROM template WHERE name = ?1 COLLATE NOCASE")?
            .query_row([&name], |row| row.get(0))
            .optional()?;
        let how = if known.is_some() { "Made again" } else { "Made" };
        let name = known.unwrap_or(name);
        tx.execute(
            "INSERT INTO template (uuid, name, doc, fields, items, person, due_days, made_at, by_person)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (name) DO UPDATE SET doc = excluded.doc, fields = excluded.fields, items = excluded.items,
               person = excluded.person, due_days = excluded.due_days, made_at = excluded.made_at, by_person = excluded.by_person",
            params![
                ids::fresh(tx.call().now),
                name,
                doc,
                serde_json::to_string(&fields)?,
                serde_json::to_string(&items)?,
                person.unwrap_or_default(),
                wish.due_days,
                tx.now(),
                tx.actor()
            ],
        )?;
        tx.audit(&Line { kind: "template", what: format!("{how} the template “{name}” of {slug}."), ..Line::default() })?;
        list(tx)
    })
}

/// Takes a template away, with the pieces that were to recur by it; what was made from it stays.
///
/// # Errors
/// `no-right`; `not-found`.
pub fn template_remove(desk: &Desk, call: &Call, wish: TemplateRemove) -> Result<Vec<Template>> {
    desk.write(call, |tx| {
        rights::must(tx, "workflow", "")?;
        let kept = get(tx, &wish.template)?;
        tx.execute("DELETE FROM template WHERE uuid = ?1", [&wish.template])?;
        tx.audit(&Line { kind: "template", what: format!("Took away the template “{}”.", kept.name), ..Line::default() })?;
        list(tx)
    })
}

/// A new piece from a template.
///
/// # Errors
/// `not-found`; `twin` where the slug that was asked for is taken; `usage` for what is none.
pub fn template_use(desk: &Desk, call: &Call, wish: TemplateUse) -> Result<NewArticle> {
    desk.write(call, |tx| {
        let template = get(tx, &wish.template)?;
        let slug = match wish.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty()) {
            Some(typed) => names::slug(typed, &template.lang),
            None => free_slug(tx, &template.name, &template.lang)?,
        };
        let what = format!("Begun from the template “{}”.", template.name);
        let article = make(tx, &template, &slug, &what)?;
        Ok(NewArticle { article, slug })
    })
}

/// A slug that no piece has, from words.
///
/// # Errors
/// What SQLite says.
pub fn free_slug(conn: &Connection, words: &str, lang: &str) -> Result<String> {
    let made = names::slug(words, lang);
    let made = if made.is_empty() { "piece".to_owned() } else { made };
    names::free(&made, |name| field::slug_taken(conn, "", name))
}

/// Makes a piece from a template within a write; `what` is told in its history.
///
/// # Errors
/// `twin`, `usage` for the slug; what SQLite says.
pub fn make(tx: &Write<'_>, template: &Template, slug: &str, what: &str) -> Result<ArticleId> {
    if slug.is_empty() {
        return Err(refuse("usage", "A slug needs letters or digits."));
    }
    let (doc, fields): (String, String) = tx
        .prepare_cached("SELECT doc, fields FROM template WHERE uuid = ?1")?
        .query_row([&template.template], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let doc = String::from_utf8(blob::get(tx, &doc)?).map_err(|_| refuse("damaged", "The text of this template is damaged."))?;
    let fields = Fields { slug: slug.to_owned(), ..serde_json::from_str(&fields)? };
    let flow = desk::workflow(tx)?;
    let state = flow.begins().to_owned();
    let article = piece::create(tx, &piece::New { slug: slug.to_owned(), state: state.clone(), doc, fields })?;
    for item in template.items.iter().filter(|item| flow.state(&item.state).is_some()) {
        checklist::add_in(tx, article.as_str(), &item.state, &item.label)?;
    }
    tx.audit(&Line { kind: "created", article: article.as_str(), what: what.to_owned(), after: &state, ..Line::default() })?;
    if let Some(person) = &template.person
        && let Ok(found) = person::get(tx, person)
        && found.active
    {
        tx.execute("UPDATE article SET with_person = ?2 WHERE uuid = ?1", params![article, person])?;
        tx.audit(&Line {
            kind: "give",
            article: article.as_str(),
            what: format!("Given to {}.", found.name),
            after: person.as_str(),
            ..Line::default()
        })?;
    }
    Ok(article)
}

/// One of them.
///
/// # Errors
/// `not-found`.
pub fn get(conn: &Connection, template: &str) -> Result<Template> {
    let found = list(conn)?.into_iter().find(|one| one.template == template || one.name.eq_ignore_ascii_case(template));
    found.ok_or(rusqlite::Error::QueryReturnedNoRows).or_not_found("There is no such template.")
}

fn list(conn: &Connection) -> Result<Vec<Template>> {
    let mut statement = conn
        .prepare_cached("SELECT uuid, name, doc, fields, items, person, due_days FROM template ORDER BY name COLLATE NOCASE")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (doc, fields, items): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let fields: Fields = serde_json::from_str(&fields)?;
        let person: String = row.get(5)?;
        found.push(Template {
            template: row.get(0)?,
            name: row.get(1)?,
            lang: fields.lang,
            section: fields.section,
            target_words: fields.target_words,
            person: (!person.is_empty()).then_some(PersonId(person)),
            due_days: row.get(6)?,
            words: words(conn, &doc)?,
            items: serde_json::from_str(&items)?,
        });
    }
    Ok(found)
}

fn words(conn: &Connection, hash: &str) -> Result<u32> {
    let text = String::from_utf8(blob::get(conn, hash)?).unwrap_or_default();
    Ok(Document::from_json(&text).map_or(0, |document| stet_document::counts::words(&document).whole))
}
