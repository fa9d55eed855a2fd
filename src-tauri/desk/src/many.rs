//! One act on many pieces: each is moved, dated or given by itself, and what is refused says why. The acts are `moves.rs`, `date.rs`
//! and `hand.rs`.

use serde::{Deserialize, Serialize};
use stet_document::Failure;
use ts_rs::TS;

use crate::dates::{DateName, Fold};
use crate::error::{Result, refuse};
use crate::hand::{self, ArticleGive};
use crate::ids::{ArticleId, PersonId};
use crate::moves::{self, ArticleMove};
use crate::store::{Desk, Write};
use crate::{Call, date, list};

/// So many pieces at once.
const MOST: usize = 5_000;

/// A piece with which it was not done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Refused {
    pub article: ArticleId,
    pub slug: String,
    /// The headline, else the slug.
    pub label: String,
    /// As the same act on this piece alone refuses it.
    pub failure: Failure,
}

/// How an act on many pieces ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Many {
    pub done: Vec<ArticleId>,
    pub refused: Vec<Refused>,
}

/// The command `articles_move`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticlesMove {
    pub articles: Vec<ArticleId>,
    /// As in `article_move`.
    pub to: String,
    #[serde(default)]
    pub why: String,
    #[serde(default, rename = "override")]
    pub over: bool,
}

/// The command `articles_date`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticlesDate {
    pub articles: Vec<ArticleId>,
    pub date: DateName,
    /// As in `date_set`.
    pub wall: Option<String>,
    #[serde(default)]
    pub zone: Option<String>,
    #[serde(default)]
    pub fold: Option<Fold>,
}

/// The command `articles_give`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticlesGive {
    pub articles: Vec<ArticleId>,
    pub person: Option<PersonId>,
    #[serde(default)]
    pub message: String,
}

/// Moves each piece for which that is allowed.
///
/// # Errors
/// `usage` for no piece or too many; `disk-full`, `gone` and the like, for all of them.
pub fn articles_move(desk: &Desk, call: &Call, wish: ArticlesMove) -> Result<Many> {
    each(desk, call, &wish.articles, |tx, article| {
        let one =
            ArticleMove { article: article.clone(), to: wish.to.clone(), why: wish.why.clone(), over: wish.over, head: None };
        moves::move_in(tx, &one)
    })
}

/// Sets a date of each piece.
///
/// # Errors
/// As [`articles_move`].
pub fn articles_date(desk: &Desk, call: &Call, wish: ArticlesDate) -> Result<Many> {
    each(desk, call, &wish.articles, |tx, article| {
        let (date, fold) = (wish.date, wish.fold);
        let one = date::DateSet { article: article.clone(), date, wall: wish.wall.clone(), zone: wish.zone.clone(), fold };
        date::change_in(tx, &one)
    })
}

/// Gives each piece to somebody.
///
/// # Errors
/// As [`articles_move`].
pub fn articles_give(desk: &Desk, call: &Call, wish: ArticlesGive) -> Result<Many> {
    each(desk, call, &wish.articles, |tx, article| {
        let one = ArticleGive { article: article.clone(), person: wish.person.clone(), message: wish.message.clone() };
        hand::give_in(tx, &one)
    })
}

/// A write for each piece: what one is refused changes nothing of it, and the others are done all the same.
fn each(desk: &Desk, call: &Call, articles: &[ArticleId], act: impl Fn(&Write<'_>, &ArticleId) -> Result<()>) -> Result<Many> {
    if articles.is_empty() || articles.len() > MOST {
        return Err(refuse("usage", "Choose between one and 5,000 pieces."));
    }
    let mut many = Many::default();
    for article in articles {
        let failure = match desk.write(call, |tx| act(tx, article)) {
            Ok(()) => {
                many.done.push(article.clone());
                continue;
            }
            Err(error) => Failure::from(error),
        };
        if EVERYTHING.contains(&failure.code.as_str()) {
            return Err(failure.into());
        }
        let row = desk.read(|conn| list::row(conn, call.now, article.as_str())).ok();
        let (slug, label) = row.map_or_else(Default::default, |row| (row.slug, row.label));
        many.refused.push(Refused { article: article.clone(), slug, label, failure });
    }
    Ok(many)
}

/// What is wrong with the desk is wrong for every piece.
const EVERYTHING: [&str; 6] = ["disk-full", "busy", "gone", "read-only", "io", "damaged"];
