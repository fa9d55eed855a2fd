//! Who may do what: the desk's rule for each move and act against the person who asks, and the one sentence of a refusal, which
//! list, board, calendar and command line show alike. The rules themselves are data (`workflow.rs`, the table `act`).
//!
//! **Invariant:** nobody is stranded. Where nobody is known, or one person is the whole desk, everything may be done; what nobody at
//! all could do is anybody's, unless there is an editor-in-chief, who may set a move's rule aside with a reason.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Result, refuse};
use crate::person::{self, Person, ROLES};
use crate::piece;
use crate::store::Write;
use crate::workflow::Transition;

/// Stands among the roles of a rule for whoever has the piece.
pub const ASSIGNED: &str = "assigned";

/// Everything with a rule that is no move: what the rule is called, how a refusal begins, and who may where a desk does not say.
pub const ACTS: [(&str, &str, &[&str]); 7] = [
    ("give", "Giving a piece to somebody", &[]),
    ("dates", "Changing dates", &[]),
    ("fields", "Changing fields", &[]),
    ("people", "Changing the people of the desk", &["editor-in-chief"]),
    ("workflow", "Changing the workflow and the rights", &["editor-in-chief"]),
    ("restore", "Putting the whole desk back to a backup", &["editor-in-chief"]),
    ("fees", "Seeing and changing fees and legal names", &["editor-in-chief"]),
];

/// The rule of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActRule {
    /// give, dates, fields, people, workflow, restore, fees.
    pub id: String,
    /// "Changing dates".
    pub name: String,
    /// As in a transition.
    pub who: Vec<String>,
    pub not_author: bool,
}

/// The rule of every act.
///
/// # Errors
/// What SQLite says.
pub fn acts(conn: &Connection) -> Result<Vec<ActRule>> {
    let mut rules = Vec::new();
    for (id, name, usual) in ACTS {
        let kept: Option<(String, bool)> = conn
            .prepare_cached("SELECT who, not_author FROM act WHERE name = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (who, not_author) = match kept {
            Some((who, not_author)) => (serde_json::from_str(&who)?, not_author),
            None => (usual.iter().map(|role| (*role).to_owned()).collect(), false),
        };
        rules.push(ActRule { id: id.to_owned(), name: name.to_owned(), who, not_author });
    }
    Ok(rules)
}

/// Keeps the rule of an act.
///
/// # Errors
/// What SQLite says.
pub fn keep(tx: &Write<'_>, rule: &ActRule) -> Result<()> {
    tx.execute(
        "INSERT INTO act (name, who, not_author) VALUES (?1, ?2, ?3)
         ON CONFLICT (name) DO UPDATE SET who = excluded.who, not_author = excluded.not_author",
        params![rule.id, serde_json::to_string(&rule.who)?, rule.not_author],
    )?;
    Ok(())
}

/// Why the one who acts may not make this move with this piece; `None`: they may.
///
/// # Errors
/// What SQLite says.
pub fn of_move(conn: &Connection, actor: &str, article: &str, step: &Transition) -> Result<Option<String>> {
    let asked = Asked { what: format!("“{}”", step.label), who: &step.who, not_author: step.not_author, chief: false };
    asked.refusal(conn, actor, article)
}

/// Refuses what the one who acts may not do; `article` is empty for what concerns no piece.
///
/// # Errors
/// `no-right` with who may.
pub fn must(tx: &Write<'_>, act: &str, article: &str) -> Result<()> {
    allowed(tx, tx.actor(), act, article)
}

/// The same where nothing is written yet.
///
/// # Errors
/// As [`must`].
pub fn allowed(conn: &Connection, actor: &str, act: &str, article: &str) -> Result<()> {
    match of_act(conn, actor, act, article)? {
        None => Ok(()),
        Some(sentence) => Err(refuse("no-right", sentence)),
    }
}

/// Why the one who acts may not do this; `None`: they may.
///
/// # Errors
/// What SQLite says.
pub fn of_act(conn: &Connection, actor: &str, act: &str, article: &str) -> Result<Option<String>> {
    let Some(rule) = acts(conn)?.into_iter().find(|rule| rule.id == act) else { return Ok(None) };
    // There is no setting aside of an act's rule, so an editor-in-chief is always among those who may.
    let asked = Asked { what: rule.name, who: &rule.who, not_author: rule.not_author, chief: true };
    asked.refusal(conn, actor, article)
}

/// Is this person the desk's chief?
pub fn is_chief(person: &Person) -> bool {
    person.active && person.roles.iter().any(|role| role == "editor-in-chief")
}

struct Asked<'a> {
    what: String,
    who: &'a [String],
    not_author: bool,
    /// An editor-in-chief may in any case.
    chief: bool,
}

impl Asked<'_> {
    fn refusal(&self, conn: &Connection, actor: &str, article: &str) -> Result<Option<String>> {
        if actor.is_empty() || (self.who.is_empty() && !self.not_author) {
            return Ok(None);
        }
        let people: Vec<Person> = person::list(conn)?.into_iter().filter(|person| person.active).collect();
        if people.len() < 2 {
            return Ok(None);
        }
        let with: Option<String> = match article {
            "" => None,
            id => conn.prepare_cached("SELECT with_person FROM article WHERE uuid = ?1")?.query_row([id], |row| row.get(0))?,
        };
        let authors = if self.not_author && !article.is_empty() { authors(conn, article)? } else { Vec::new() };
        let wrote =
            |p: &Person| authors.iter().any(|one| one == p.id.as_str() || same_name(one, &p.name) || same_name(one, &p.byline));
        let named = |p: &Person| {
            self.who.is_empty()
                || p.roles.iter().any(|role| self.who.contains(role))
                || (self.who.iter().any(|who| who == ASSIGNED) && with.as_deref() == Some(p.id.as_str()))
        };
        let may = |p: &Person| (self.chief && is_chief(p)) || (named(p) && !wrote(p));
        let able: Vec<&str> = people.iter().filter(|p| may(p)).map(|p| p.name.as_str()).collect();
        let me = people.iter().find(|p| p.id.as_str() == actor);
        if me.is_some_and(may) || (able.is_empty() && !people.iter().any(is_chief)) {
            return Ok(None);
        }
        if me.is_some_and(|me| named(me) && wrote(me)) {
            return Ok(Some(format!("{} is not for the author of the piece{}.", self.what, who_could(&able))));
        }
        Ok(Some(format!("{} is for {}{}.", self.what, rule_in_words(self.who), who_could(&able))))
    }
}

/// "; that is Ana Duarte or Rui Pinto", or that nobody is.
fn who_could(able: &[&str]) -> String {
    match able {
        [] => "; nobody here is, so only the editor-in-chief can set this aside, with a reason".to_owned(),
        [one] => format!("; that is {one}"),
        [one, two] => format!("; that is {one} or {two}"),
        [one, two, rest @ ..] => format!("; that is {one}, {two} or {} more", rest.len()),
    }
}

/// "an editor or the person who has the piece"; nobody named is everybody.
pub fn rule_in_words(who: &[String]) -> String {
    let word = |role: &String| match role.as_str() {
        ASSIGNED => "the person who has the piece".to_owned(),
        "editor-in-chief" => "the editor-in-chief".to_owned(),
        role if role.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {role}"),
        role => format!("a {role}"),
    };
    let words: Vec<String> = who.iter().map(word).collect();
    match words.split_last() {
        None => "everybody".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// A rule as it may be kept: known roles, each once.
///
/// # Errors
/// `usage` for a role that there is not.
pub fn clean(who: &[String]) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for word in who {
        let role = if word == ASSIGNED { ASSIGNED } else { person::role_named(word)? };
        if !kept.iter().any(|one| one == role) {
            kept.push(role.to_owned());
        }
    }
    kept.sort_by_key(|one| ROLES.iter().position(|role| role == one).unwrap_or(ROLES.len()));
    Ok(kept)
}

/// The byline: ids of people of the desk where they are known, else names.
fn authors(conn: &Connection, article: &str) -> Result<Vec<String>> {
    let fields = piece::fields(conn, article)?;
    let by = fields.credits.into_iter().filter(|credit| credit.role == "by");
    Ok(by.flat_map(|credit| [credit.person, credit.name]).filter(|one| !one.is_empty()).collect())
}

/// Do two names name one person, whatever their case and spaces?
pub fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}
