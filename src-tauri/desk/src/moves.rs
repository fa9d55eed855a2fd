//! Moves of a piece through the workflow: what is still to settle for each, and making one. Each makes a version and an audit line.
//! The table is `workflow.rs`, the gates `gates.rs`, who may `rights.rs`; here the move is written. Who has a piece is `hand.rs`.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stet_document::Document;
use ts_rs::TS;

use crate::article::{self, Article};
use crate::audit::Line;
use crate::dates::{self, DateName};
use crate::error::{Result, refuse};
use crate::gates::{self, Facts, GateResult};
use crate::ids::{self, ArticleId, PersonId};
use crate::store::{Desk, Write};
use crate::workflow::{BACK, Group, Transition, Workflow};
use crate::{Call, date, desk, facts, field, names, person, piece, rights};

/// A command that names one piece.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OfArticle {
    pub article: ArticleId,
}

/// A move that the piece could make from where it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Move {
    /// What `article_move` takes as `to`: a state's id, with the kind where two moves share it (`published:fix`).
    pub to: String,
    /// The state that it leads to.
    pub state: String,
    /// "Pass to proof".
    pub label: String,
    /// How many things are still to settle: "Pass to proof · 6 open".
    pub open: u32,
    pub gates: Vec<GateResult>,
    pub primary: bool,
    pub reason_wanted: bool,
    /// Why I may not make it; empty: I may.
    pub no_right: String,
}

/// The command `article_move`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticleMove {
    pub article: ArticleId,
    /// A move's `to`, a state by id or name, or `back`.
    pub to: String,
    /// Why; empty: not said.
    #[serde(default)]
    pub why: String,
    /// Make the move although gates do not hold; for the editor-in-chief, with a reason.
    #[serde(default, rename = "override")]
    pub over: bool,
    /// The `head` of the text that the person has before their eyes; null: whichever stands.
    #[serde(default)]
    pub head: Option<String>,
}

/// The gate that asks for a publication date.
const DATE: &str = "date";

/// Where a piece is.
struct Standing {
    state: String,
    /// States it was set aside from, the last one last, parted by spaces.
    before: String,
}

impl Standing {
    fn of(conn: &Connection, article: &str) -> Result<Self> {
        piece::must_be(conn, article)?;
        Ok(conn
            .prepare_cached("SELECT state, state_before FROM article WHERE uuid = ?1")?
            .query_row([article], |row| Ok(Self { state: row.get(0)?, before: row.get(1)? }))?)
    }

    /// Where *back* leads; a piece that does not know goes to the draft.
    fn back<'a>(&'a self, workflow: &'a Workflow) -> &'a str {
        self.before.split(' ').next_back().filter(|s| !s.is_empty()).unwrap_or_else(|| workflow.arrives())
    }
}

/// The moves from where the piece is, the usual one first, each with its gates on the present text.
///
/// # Errors
/// `not-found`; what SQLite says.
pub fn article_moves(desk: &Desk, call: &Call, wish: OfArticle) -> Result<Vec<Move>> {
    desk.read(|conn| {
        let article = wish.article.as_str();
        let workflow = desk::workflow(conn)?;
        let standing = Standing::of(conn, article)?;
        let facts = facts::facts(conn, article)?;
        let actor = call.actor.as_ref().map_or("", PersonId::as_str);
        let mut moves = Vec::new();
        for step in workflow.from(&standing.state) {
            let no_right = rights::of_move(conn, actor, article, step)?.unwrap_or_default();
            moves.push(Move { no_right, ..as_move(step, standing.back(&workflow), &facts, call.now) });
        }
        Ok(moves)
    })
}

fn as_move(step: &Transition, back: &str, facts: &Facts, now: Timestamp) -> Move {
    let state = if step.to == BACK { back.to_owned() } else { step.to.clone() };
    let gates = judged(step, &state, facts, now);
    Move {
        to: if step.to == BACK { state.clone() } else { step.name() },
        state,
        label: step.label.clone(),
        open: gates::open(&gates),
        gates,
        primary: step.primary,
        reason_wanted: step.reason,
        no_right: String::new(),
    }
}

/// The gates of a move to the state `to`. Back among the scheduled goes only what still has its date.
fn judged(step: &Transition, to: &str, facts: &Facts, now: Timestamp) -> Vec<GateResult> {
    let facts = Facts { goes_out_now: step.kind == "now", ..facts.clone() };
    let mut gates = step.gates.clone();
    if step.to == BACK && to == "scheduled" && !gates.iter().any(|gate| gate == DATE) {
        gates.push(DATE.to_owned());
    }
    gates::judge(&gates, &facts, now)
}

/// Makes a move, or says which gates do not hold.
///
/// # Errors
/// `gates` naming what is not met; `no-right` naming who may; `conflict` where another text stands than the one that was looked at;
/// `unknown-state`; `no-right` and `usage` for an override without the role or the reason; `not-found`.
pub fn article_move(desk: &Desk, call: &Call, wish: ArticleMove) -> Result<Article> {
    desk.write(call, |tx| move_in(tx, &wish))?;
    article::get(desk, call, &wish.article)
}

/// The same within a write.
///
/// # Errors
/// As [`article_move`].
pub fn move_in(tx: &Write<'_>, wish: &ArticleMove) -> Result<()> {
    let article = wish.article.as_str();
    let why = wish.why.trim();
    if let Some(seen) = &wish.head
        && *seen != piece::head(tx, article)?.hash
    {
        return Err(refuse("conflict", "Somebody else changed this text meanwhile; look at it before you move it."));
    }
    let workflow = desk::workflow(tx)?;
    let standing = Standing::of(tx, article)?;
    let step = workflow.find(&standing.state, standing.back(&workflow), &wish.to)?.clone();
    let to = if step.to == BACK { standing.back(&workflow).to_owned() } else { step.to.clone() };
    let results = judged(&step, &to, &facts::facts(tx, article)?, tx.call().now);
    let failed: Vec<&GateResult> = results.iter().filter(|r| r.blocks && !r.ok).collect();
    let no_right = rights::of_move(tx, tx.actor(), article, &step)?;
    if let Some(sentence) = &no_right
        && !wish.over
    {
        return Err(refuse("no-right", sentence.clone()));
    }
    if !failed.is_empty() && !wish.over {
        return Err(refuse("gates", refusal(&step, &failed)));
    }
    let set_aside: Vec<&str> =
        no_right.as_deref().into_iter().chain(failed.iter().map(|result| result.message.as_str())).collect();
    if !set_aside.is_empty() {
        may_override(tx, why)?;
    }
    if step.kind == "now" {
        let zone = desk::settings(tx)?.zone;
        let (wall, fold) = dates::wall_and_fold(tx.call().now, &zone);
        let set =
            date::DateSet { article: wish.article.clone(), date: DateName::PublishAt, wall: Some(wall), zone: Some(zone), fold };
        date::set_in(tx, &set)?;
    }
    tx.execute(
        "UPDATE article SET state = ?2, state_before = ?3, since = ?4 WHERE uuid = ?1",
        params![article, to, before(&workflow, &standing, &step), tx.now()],
    )?;
    if to == "scheduled" || to == "published" {
        address_when_needed(tx, article)?;
    }
    let done = past(&step, &workflow, &to);
    piece::keep(tx, article, "move", &done)?;
    if !set_aside.is_empty() {
        tx.audit(&Line {
            kind: "override",
            article,
            what: format!("Moved although not everything was settled: {}", set_aside.join(" ")),
            before: &standing.state,
            after: &to,
            why,
        })?;
    }
    tx.audit(&Line { kind: "move", article, what: format!("{done}."), before: &standing.state, after: &to, why })
}

fn may_override(tx: &Write<'_>, why: &str) -> Result<()> {
    let chief = !tx.actor().is_empty() && rights::is_chief(&person::get(tx, &PersonId(tx.actor().to_owned()))?);
    if !chief {
        return Err(refuse("no-right", "Only the editor-in-chief can move a piece past its gates."));
    }
    if why.is_empty() {
        return Err(refuse("usage", "To move a piece past its gates, say why; the reason is kept in its history."));
    }
    Ok(())
}

fn refusal(step: &Transition, failed: &[&GateResult]) -> String {
    let told: Vec<&str> = failed.iter().map(|r| r.message.trim_end_matches('.')).collect();
    format!("Not yet “{}”: {}.", step.label, told.join("; "))
}

/// The memory of where it was: grows when it is set aside, shrinks when it comes back, is forgotten otherwise.
fn before(workflow: &Workflow, standing: &Standing, step: &Transition) -> String {
    let mut stack: Vec<&str> = standing.before.split(' ').filter(|s| !s.is_empty()).collect();
    if step.to == BACK {
        stack.pop();
    } else if workflow.state(&step.to).is_some_and(|s| s.group == Group::Aside) {
        stack.push(&standing.state);
    } else {
        stack.clear();
    }
    stack.join(" ")
}

/// "Pass to proof" as something done: "Passed to proof".
fn past(step: &Transition, workflow: &Workflow, to: &str) -> String {
    let name = workflow.state(to).map_or(to, |s| s.name.as_str()).to_lowercase();
    if step.to == BACK {
        return format!("{} to {name}", if step.label == "Restore" { "Restored" } else { "Taken back" });
    }
    let verbs = [
        ("Pass ", "Passed "),
        ("Start ", "Started "),
        ("Take ", "Taken "),
        ("Send ", "Sent "),
        ("Mark ", "Marked "),
        ("Publish ", "Published "),
        ("Put ", "Put "),
        ("Back ", "Sent back "),
    ];
    for (verb, done) in verbs {
        if let Some(rest) = step.label.strip_prefix(verb) {
            return format!("{done}{rest}");
        }
    }
    match step.label.as_str() {
        "Schedule" => "Scheduled".to_owned(),
        "Unschedule" => "Unscheduled".to_owned(),
        "Spike" => "Spiked".to_owned(),
        "Correct" => "Correction begun".to_owned(),
        "Withdraw" => "Withdrawn".to_owned(),
        _ => format!("Moved to {name}"),
    }
}

/// Makes the address from the headline where there is none yet; answers the address.
///
/// # Errors
/// What SQLite says.
pub fn address_when_needed(tx: &Write<'_>, article: &str) -> Result<String> {
    let fields = piece::fields(tx, article)?;
    if !fields.address.is_empty() {
        return Ok(fields.address);
    }
    let address = address_for(tx, article)?;
    field::store(tx, article, "address", &Value::String(address.clone()))?;
    tx.audit(&Line {
        kind: "field",
        article,
        what: format!("Made the address “{address}” from the headline."),
        after: &Value::String(address.clone()).to_string(),
        ..Line::default()
    })?;
    Ok(address)
}

/// The address that a piece has or would get; nothing is written.
///
/// # Errors
/// What SQLite says.
pub fn address_for(conn: &Connection, article: &str) -> Result<String> {
    let fields = piece::fields(conn, article)?;
    if !fields.address.is_empty() {
        return Ok(fields.address);
    }
    let document = piece::document(conn, article)?;
    let made = names::address(&piece::headline(&document), &fields.lang);
    let made = if made.is_empty() { fields.slug } else { made };
    names::free(&made, |name| field::address_taken(conn, article, name))
}

/// The command `article_new`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArticleNew {
    #[serde(default)]
    pub headline: Option<String>,
    #[serde(default)]
    pub slug: Option<String>,
}

/// A piece that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NewArticle {
    pub article: ArticleId,
    pub slug: String,
}

/// A new, empty piece: a pitch.
///
/// # Errors
/// `twin` where a slug that was asked for is taken; `usage`.
pub fn article_new(desk: &Desk, call: &Call, wish: ArticleNew) -> Result<NewArticle> {
    desk.write(call, |tx| {
        let lang = desk::settings(tx)?.lang;
        let headline: String = wish.headline.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let slug = match wish.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty()) {
            Some(typed) => names::slug(typed, &lang),
            None => names::free(&names::proposed("", &headline, &lang), |name| field::slug_taken(tx, "", name))?,
        };
        if slug.is_empty() {
            return Err(refuse("usage", "A slug needs letters or digits."));
        }
        let mut document = Document::empty();
        if !headline.is_empty() {
            let text: String = headline.chars().filter(|c| !c.is_control()).take(1_000).collect();
            document.headline.inlines = vec![stet_document::Inline::Text { text, marks: Vec::new() }];
        }
        stet_document::ids::fill(&mut document, &mut ids::random);
        let fields = stet_document::Fields { slug: slug.clone(), lang, ..stet_document::Fields::default() };
        let workflow = desk::workflow(tx)?;
        let state = workflow.begins();
        let article =
            piece::create(tx, &piece::New { slug: slug.clone(), state: state.to_owned(), doc: document.to_json(), fields })?;
        let begun = format!("Begun as a {}.", workflow.state(state).map_or(state, |s| s.name.as_str()).to_lowercase());
        tx.audit(&Line { kind: "created", article: article.as_str(), what: begun, after: state, ..Line::default() })?;
        Ok(NewArticle { article, slug })
    })
}
