//! *New piece, or a new copy of one?* The pieces of the desk, and their versions, that a text most resembles.
//! How alike two texts are is `likeness.rs`; taking a copy in is `import.rs`.

use serde::{Deserialize, Serialize};
use stet_document::{Document, counts, diff};
use ts_rs::TS;

use crate::error::Result;
use crate::ids::ArticleId;
use crate::likeness::{self, Shingles};
use crate::store::Desk;
use crate::{Call, blob, desk, piece, search};

/// A piece and version that an import resembles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Likeness {
    pub article: ArticleId,
    /// The headline, else the slug.
    pub label: String,
    pub slug: String,
    /// Its id; empty: the text as it stands.
    pub version: String,
    /// "the version passed to proof on 20 November 2026".
    pub why: String,
    pub words_changed: u32,
    /// 0 to 1.
    pub score: f64,
}

/// The command `article_alike`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticleAlike {
    pub article: ArticleId,
}

/// Other pieces of the desk that a piece resembles: a copy that was taken in twice, an older version under another name.
///
/// # Errors
/// `not-found`; `unknown-node` where a newer version wrote the text.
pub fn article_alike(desk: &Desk, call: &Call, wish: ArticleAlike) -> Result<Vec<Likeness>> {
    desk.read(|conn| {
        let document = piece::document(conn, wish.article.as_str())?;
        let mut found = resembles(conn, call, &document)?;
        found.retain(|one| one.article != wish.article);
        Ok(found)
    })
}

/// Texts shorter than this many words resemble anything.
const ENOUGH: u32 = 20;
/// Below this share of common runs a text is another piece.
const ALIKE: f64 = 0.2;

/// The pieces that a text resembles, each by its version (or present text) that is most alike.
///
/// # Errors
/// What SQLite says.
pub fn resembles(conn: &rusqlite::Connection, call: &Call, document: &Document) -> Result<Vec<Likeness>> {
    let text = stet_document::text::plain(document);
    if counts::words(document).whole < ENOUGH {
        return Ok(Vec::new());
    }
    let own = Shingles::of(&text);
    let zone = desk::settings(conn)?.zone;
    let mut found = Vec::new();
    for article in search::resembling(conn, &likeness::telling_words(&text, 40), 12)? {
        let mut best: Option<(f64, String, String, Document)> = None;
        let mut try_one = |doc: &str, version: String, why: String| {
            let Ok(other) = Document::from_json(doc) else { return };
            let score = own.likeness(&Shingles::of(&stet_document::text::plain(&other)));
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, version, why, other));
            }
        };
        try_one(&piece::head(conn, &article)?.doc, String::new(), "the text as it stands".to_owned());
        for (version, why, at, hash) in versions(conn, &article)? {
            let doc = String::from_utf8(blob::get(conn, &hash)?).unwrap_or_default();
            let day = crate::dates::spoken(&crate::dates::wall_of(at, &zone).chars().take(10).collect::<String>());
            try_one(&doc, version, format!("the version “{why}” of {day}"));
        }
        if let Some((score, version, why, other)) = best
            && score >= ALIKE
        {
            let row = crate::list::row(conn, call.now, &article)?;
            found.push(Likeness {
                article: ArticleId(article),
                label: row.label,
                slug: row.slug,
                version,
                why,
                words_changed: diff::compare(&other, document).words_changed,
                score,
            });
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(5);
    Ok(found)
}

/// The last versions with texts of their own: id, why, when, hash of the text.
fn versions(conn: &rusqlite::Connection, article: &str) -> Result<Vec<(String, String, jiff::Timestamp, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT uuid, why, at, doc FROM version WHERE article = ?1 AND id IN (SELECT max(id) FROM version WHERE article = ?1 GROUP BY doc)
         ORDER BY id DESC LIMIT 20",
    )?;
    let rows = statement.query_map([article], |row| {
        let at: i64 = row.get(2)?;
        Ok((row.get(0)?, row.get(1)?, jiff::Timestamp::from_millisecond(at).unwrap_or_default(), row.get(3)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
