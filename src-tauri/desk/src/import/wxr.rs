//! The export file of WordPress taken in: looked through first, then added item by item, so that memory does not grow with the file.
//! How an item is read is `stet_formats::wxr`.
//!
//! **Invariant:** what was published there is published here by the import alone: it is audited as imported, and no gate is said to have held.
//! **Invariant:** an item that is on the desk already, unchanged, is not taken in twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use rusqlite::params;
use serde::{Deserialize, Serialize};
use stet_document::Failure;
use stet_formats::wxr::{self, Item, Site, Wxr};
use stet_formats::{Imported, LeftOut, ReadOptions};
use ts_rs::TS;

use super::add::{address, tell_address};
use super::{ImportPreview, failed};
use crate::audit::Line;
use crate::dates::{DateName, Fold};
use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId};
use crate::session::Session;
use crate::store::{Desk, Write};
use crate::{Call, Job, blob, date, field, names, piece};

/// Items written in one transaction.
const BATCH: usize = 40;
/// Titles, names and refusals that are listed; the rest is counted.
const SHOWN: usize = 200;

/// What is in an export, before anything is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ManySummary {
    /// The site's title and address.
    pub site: String,
    pub link: String,
    /// Posts and pages that can be taken in.
    pub pieces: u32,
    pub published: u32,
    pub drafts: u32,
    /// Those that were to go out later: they come as drafts with a planned date.
    pub scheduled: u32,
    /// Pictures and files of the library: only their addresses are in the file.
    pub pictures: u32,
    /// Menus, revisions, what is in the bin: passed over.
    pub passed_over: u32,
    pub authors: Vec<String>,
    pub sections: Vec<String>,
    /// `YYYY-MM-DD` of the oldest and the newest published piece; empty: none.
    pub first: String,
    pub last: String,
    /// The first of them.
    pub titles: Vec<ManyTitle>,
    /// Why the file could not be read to its end; null: it could.
    pub failure: Option<Failure>,
}

/// A piece of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ManyTitle {
    pub title: String,
    /// As a sentence shows it: `published`, `draft`, `scheduled`.
    pub state: String,
    /// `YYYY-MM-DD`; empty: none.
    pub date: String,
    pub author: String,
}

/// The command `wxr_add`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WxrAdd {
    /// The id of the preview.
    pub import: String,
    #[serde(default)]
    pub job: String,
}

/// What became of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WxrReport {
    pub added: u32,
    /// Unchanged on the desk already.
    pub there: u32,
    pub passed_over: u32,
    pub refused: Vec<WxrRefused>,
    /// What the pieces do not carry, each kind once with its number and an example.
    pub left_out: Vec<LeftOut>,
    /// Why the file could not be read to its end; null: it could.
    pub failure: Option<Failure>,
}

/// An item that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WxrRefused {
    pub title: String,
    pub why: String,
}

/// Whether the file is an export of WordPress, by its first bytes.
pub(super) fn is_export(path: &Path) -> bool {
    let mut head = vec![0; 8192];
    let read = File::open(path).and_then(|mut file| {
        let mut at = 0;
        while let Some(rest) = head.get_mut(at..).filter(|rest| !rest.is_empty()) {
            match file.read(rest)? {
                0 => break,
                more => at += more,
            }
        }
        Ok(at)
    });
    read.is_ok_and(|count| wxr::is_export(head.get(..count).unwrap_or_default()))
}

fn open(path: &Path) -> Result<Wxr<BufReader<File>>> {
    Ok(Wxr::new(BufReader::with_capacity(1 << 16, File::open(path)?)))
}

/// What an item is for the desk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Published,
    Draft,
    Scheduled,
    Picture,
    Nothing,
}

fn is(item: &Item) -> Is {
    match (item.kind.as_str(), item.status.as_str()) {
        ("attachment", _) => Is::Picture,
        // What only those could read who had the password went out to nobody else.
        ("post" | "page", "publish" | "future") if !item.password.is_empty() => Is::Draft,
        ("post" | "page", "publish") => Is::Published,
        ("post" | "page", "future") => Is::Scheduled,
        ("post" | "page", "draft" | "pending" | "private") => Is::Draft,
        _ => Is::Nothing,
    }
}

fn day(item: &Item) -> String {
    item.date.get(..10).filter(|day| !day.starts_with("0000")).unwrap_or_default().to_owned()
}

fn title(item: &Item) -> String {
    let title = item.title.trim();
    if title.is_empty() { format!("Without a title (number {})", item.id) } else { title.chars().take(200).collect() }
}

/// Looks through an export; its preview has no text of its own.
pub(super) fn preview(session: &Session, path: &Path, name: &str, job: &Job) -> Result<ImportPreview> {
    let mut export = open(path)?;
    let mut told = ManySummary::default();
    let (mut authors, mut sections) = (BTreeSet::new(), BTreeSet::new());
    loop {
        let item = match export.next_item() {
            Ok(Some(item)) => item,
            Ok(None) => break,
            Err(failure) => {
                told.failure = Some(failure);
                break;
            }
        };
        if !job.progress(u64::from(told.pieces), 0, name) {
            return Err(refuse("cancelled", "The import was cancelled; nothing was taken in."));
        }
        let state = match is(&item) {
            Is::Published => "published",
            Is::Scheduled => "scheduled",
            Is::Draft => "draft",
            Is::Picture => {
                told.pictures += 1;
                continue;
            }
            Is::Nothing => {
                told.passed_over += 1;
                continue;
            }
        };
        told.pieces += 1;
        match state {
            "published" => {
                told.published += 1;
                let day = day(&item);
                if !day.is_empty() && (told.first.is_empty() || day < told.first) {
                    told.first.clone_from(&day);
                }
                told.last = told.last.max(day);
            }
            "scheduled" => told.scheduled += 1,
            _ => told.drafts += 1,
        }
        let author = export.site.authors.get(&item.author).unwrap_or(&item.author).clone();
        if told.titles.len() < SHOWN {
            let state = state.to_owned();
            told.titles.push(ManyTitle { title: title(&item), state, date: day(&item), author: author.clone() });
        }
        authors.insert(author);
        sections.extend(item.terms.into_iter().filter(|(domain, _, _)| domain == "category").map(|(_, _, name)| name));
    }
    if told.pieces == 0 {
        let why = told.failure.unwrap_or_else(|| Failure::new("unreadable", "This export file holds no posts and no pages."));
        return Ok(failed(name, why));
    }
    told.site = export.site.title;
    told.link = export.site.link;
    told.authors = authors.into_iter().filter(|name| !name.is_empty()).take(SHOWN).collect();
    told.sections = sections.into_iter().filter(|name| !name.is_empty()).take(SHOWN).collect();
    let id = format!("{:016x}{:016x}", ids::random(), ids::random());
    session.imports.exports().insert(id.clone(), path.to_owned());
    let mut preview = failed(name, Failure::new("", ""));
    preview.failure = None;
    preview.import = id;
    "wxr".clone_into(&mut preview.format);
    preview.many = Some(told);
    Ok(preview)
}

/// Takes every post and page of an export in: what was published there as published with its dates, all else as a draft. An item that
/// cannot be read is listed, the others go on; when it is cancelled, what was added so far stays.
///
/// # Errors
/// `not-found` where the export is no longer held; what the disk says.
pub fn wxr_add(session: &Session, call: &Call, wish: WxrAdd) -> Result<WxrReport> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let path: PathBuf = session.imports.exports().get(&wish.import).cloned().ok_or_else(super::shelf::gone)?;
    session.not_the_desk(&path)?;
    crate::backup::before(session, &call, &desk, crate::backup::Why::Import)?;
    let running = session.job(&wish.job);
    let lang = desk.read(crate::desk::settings)?.lang;
    let mut export = open(&path)?;
    let mut adding = Adding { desk: &desk, call: &call, lang: &lang, report: WxrReport::default(), left: BTreeMap::new() };
    let mut done = 0;
    let mut batch: Vec<(Item, Imported)> = Vec::new();
    loop {
        match export.next_item() {
            Ok(Some(item)) => adding.read(item, &export.site, &mut batch),
            Ok(None) => break,
            Err(failure) => {
                adding.report.failure = Some(failure);
                break;
            }
        }
        if batch.len() >= BATCH {
            done += u64::try_from(batch.len()).unwrap_or(0);
            adding.write(&mut batch, &export.site)?;
            if !running.job.progress(done, 0, "") {
                adding.report.failure = Some(Failure::new("cancelled", "The import was stopped; what was added so far stays."));
                return Ok(adding.done());
            }
        }
    }
    adding.write(&mut batch, &export.site)?;
    session.imports.exports().remove(&wish.import);
    Ok(adding.done())
}

struct Adding<'a> {
    desk: &'a Desk,
    call: &'a Call,
    lang: &'a str,
    report: WxrReport,
    left: BTreeMap<String, LeftOut>,
}

impl Adding<'_> {
    fn read(&mut self, item: Item, site: &Site, batch: &mut Vec<(Item, Imported)>) {
        match is(&item) {
            Is::Picture => return,
            Is::Nothing => {
                self.report.passed_over += 1;
                return;
            }
            _ => {}
        }
        let mut random = ids::random;
        let mut options = ReadOptions {
            without: Vec::new(),
            parts: BTreeMap::new(),
            lang: self.lang.to_owned(),
            random: &mut random,
            progress: &|_, _| true,
        };
        match wxr::piece(&item, site, &mut options) {
            Ok(piece) => batch.push((item, piece)),
            Err(failure) => self.refused(&item, failure.message),
        }
    }

    fn refused(&mut self, item: &Item, why: String) {
        if self.report.refused.len() < SHOWN {
            self.report.refused.push(WxrRefused { title: title(item), why });
        }
    }

    fn write(&mut self, batch: &mut Vec<(Item, Imported)>, site: &Site) -> Result<()> {
        let mut taken = std::mem::take(batch);
        let (added, there) = self.desk.write(self.call, |tx| {
            let (mut added, mut there) = (0, 0);
            for (item, piece) in &mut taken {
                if add(tx, item, piece, site)? { added += 1 } else { there += 1 }
            }
            Ok((added, there))
        })?;
        self.report.added += added;
        self.report.there += there;
        for left in taken.into_iter().flat_map(|(_, piece)| piece.left_out) {
            match self.left.get_mut(&left.code) {
                Some(known) => known.count = known.count.saturating_add(left.count),
                None => {
                    self.left.insert(left.code.clone(), LeftOut { block: None, ..left });
                }
            }
        }
        Ok(())
    }

    fn done(mut self) -> WxrReport {
        self.report.left_out = std::mem::take(&mut self.left).into_values().collect();
        self.report
    }
}

/// Whether it is new on the desk.
fn add(tx: &Write<'_>, item: &Item, imported: &mut Imported, site: &Site) -> Result<bool> {
    let host = site.link.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
    let name = format!("{}-post-{}.html", if host.is_empty() { "wordpress" } else { host }, item.id);
    let hash = blob::hash(item.content.as_bytes());
    let there = tx.prepare_cached("SELECT 1 FROM original WHERE name = ?1 AND hash = ?2")?.exists(params![name, hash])?;
    if there {
        return Ok(false);
    }
    let lang = &imported.fields.lang;
    let own = names::slug(&imported.fields.slug, lang);
    let slug = if own.is_empty() { names::proposed("", &piece::headline(&imported.document), lang) } else { own };
    let slug = names::free(&slug, |name| field::slug_taken(tx, "", name))?;
    let published = is(item) == Is::Published && crate::desk::workflow(tx)?.state("published").is_some();
    let state = if published { "published".to_owned() } else { crate::desk::workflow(tx)?.arrives().to_owned() };
    let (address, left) = address(tx, &imported.fields)?;
    if is(item) == Is::Scheduled {
        let told =
            "What was scheduled there is a draft here, with that day as the planned one: nothing goes out that nobody passed.";
        imported.left_out.push(LeftOut::new("scheduled", told));
    }
    let fields = stet_document::Fields { slug: slug.clone(), address, ..imported.fields.clone() };
    let new = piece::New { slug, state: state.clone(), doc: imported.document.to_json(), fields };
    let article = piece::create(tx, &new)?;
    let site_name = if site.title.trim().is_empty() { "WordPress" } else { site.title.trim() };
    let was = match is(item) {
        Is::Published => format!("published on {}", day(item)),
        Is::Scheduled => format!("to go out on {}", day(item)),
        _ if !item.password.is_empty() => "behind a password".to_owned(),
        _ => "not published".to_owned(),
    };
    tx.audit(&Line {
        kind: "created",
        article: article.as_str(),
        what: format!("Imported from {site_name}, where it was {was}; no gate was asked."),
        after: &state,
        ..Line::default()
    })?;
    tell_address(tx, article.as_str(), left.as_ref())?;
    imported.left_out.extend(left);
    blob::put_original(tx, article.as_str(), &name, "html", item.content.as_bytes())?;
    dates(tx, &article, item)?;
    piece::keep(tx, article.as_str(), "import", &format!("From {site_name}"))?;
    piece::refresh(tx, article.as_str())?;
    if let Some(changed) = [&item.modified_gmt, &item.date_gmt].into_iter().find_map(|at| moment(at)) {
        let changed = ids::millis(changed).min(tx.now());
        tx.execute("UPDATE article SET modified_at = ?2 WHERE uuid = ?1", params![article, changed])?;
    }
    Ok(true)
}

/// An instant as the export writes it; nothing for zeros.
fn moment(gmt: &str) -> Option<jiff::Timestamp> {
    format!("{}Z", gmt.replace(' ', "T")).parse().ok()
}

/// When it went out is an instant; the date shown is the site's own.
fn dates(tx: &Write<'_>, article: &ArticleId, item: &Item) -> Result<()> {
    let shown = day(item);
    if shown.is_empty() || is(item) == Is::Draft {
        return Ok(());
    }
    let zone = crate::desk::settings(tx)?.zone;
    let (wall, fold) = match moment(&item.date_gmt) {
        Some(instant) => crate::dates::wall_and_fold(instant, &zone),
        None => (item.date.replace(' ', "T").chars().take(16).collect(), None),
    };
    let set = |date: DateName, wall: String, fold: Option<Fold>| {
        date::set_in(tx, &date::DateSet { article: article.clone(), date, wall: Some(wall), zone: None, fold })
    };
    if is(item) == Is::Scheduled {
        return set(DateName::Planned, wall, fold);
    }
    set(DateName::PublishAt, wall, fold)?;
    set(DateName::Printed, shown, None)
}
