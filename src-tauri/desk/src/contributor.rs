//! A contributor's card beyond what lists know of a person: the legal name behind a pseudonym, and lines about the author in each
//! language. Name, mail, languages, byline, office and affiliation are `person.rs`; what keeps a legal name from leaving is `veil.rs`.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::ids::PersonId;
use crate::person;
use crate::rights;
use crate::store::{Desk, Write};

/// Longest lines about an author, in characters.
const LONGEST: usize = 2_000;

/// What only the card shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Card {
    pub person: PersonId,
    /// Where the name is a pseudonym; empty: it is not. Null: not for the one who asks.
    pub legal_name: Option<String>,
    /// The lines about the author by language (BCP 47).
    #[ts(type = "Record<string, string>")]
    pub bios: BTreeMap<String, String>,
}

/// The command `card_get`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CardGet {
    pub person: PersonId,
}

/// The command `card_set`: what is null stays as it is.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct CardSet {
    pub person: PersonId,
    /// Empty: the name is theirs.
    pub legal_name: Option<String>,
    /// By language; an empty text takes that language's lines away, a language that is not named stays as it is.
    #[ts(type = "Record<string, string> | null")]
    pub bios: Option<BTreeMap<String, String>>,
}

/// # Errors
/// `not-found`.
pub fn card_get(desk: &Desk, call: &Call, wish: CardGet) -> Result<Card> {
    desk.read(|conn| {
        person::get(conn, &wish.person)?;
        let me = call.actor.as_ref().map_or("", PersonId::as_str);
        read(conn, me, &wish.person)
    })
}

fn read(conn: &Connection, me: &str, of: &PersonId) -> Result<Card> {
    let (legal, bios) = kept(conn, of)?;
    let shown = me == of.as_str() || rights::of_act(conn, me, "fees", "")?.is_none();
    Ok(Card { person: of.clone(), legal_name: shown.then_some(legal), bios })
}

fn kept(conn: &Connection, of: &PersonId) -> Result<(String, BTreeMap<String, String>)> {
    let row: Option<(String, String)> = conn
        .prepare_cached("SELECT legal_name, bios FROM card WHERE person = ?1")?
        .query_row([of], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((legal, bios)) = row else { return Ok(Default::default()) };
    Ok((legal, serde_json::from_str(&bios)?))
}

/// Changes the card. The history says that it was changed, never to what.
///
/// # Errors
/// `no-right`: the legal name is for those who may see fees and for its bearer, the lines about the author for those who may change
/// people and for the author; `usage` for a language that is none or lines that are too long; `not-found`.
pub fn card_set(desk: &Desk, call: &Call, wish: CardSet) -> Result<Card> {
    desk.write(call, |tx| {
        let person = person::get(tx, &wish.person)?;
        let own = tx.actor() == person.id.as_str();
        let (before_legal, before_bios) = kept(tx, &person.id)?;
        let mut bios = before_bios.clone();
        for (lang, text) in wish.bios.iter().flatten() {
            set_bio(&mut bios, lang, text)?;
        }
        let legal = match &wish.legal_name {
            Some(typed) => person::line(typed)?,
            None => before_legal.clone(),
        };
        if !legal.is_empty() && [&person.name, &person.byline].into_iter().any(|name| rights::same_name(name, &legal)) {
            return Err(refuse(
                "usage",
                "The legal name is the one that is printed. Put the pseudonym as the name first, or leave the legal name empty.",
            ));
        }
        if legal != before_legal && !own {
            rights::must(tx, "fees", "")?;
        }
        if bios != before_bios && !own {
            rights::must(tx, "people", "")?;
        }
        if legal != before_legal || bios != before_bios {
            tx.execute(
                "INSERT INTO card (person, legal_name, bios) VALUES (?1, ?2, ?3)
                 ON CONFLICT (person) DO UPDATE SET legal_name = excluded.legal_name, bios = excluded.bios",
                params![person.id, legal, serde_json::to_string(&bios)?],
            )?;
            tell(tx, &person.name, legal != before_legal)?;
        }
        read(tx, tx.actor(), &person.id)
    })
}

fn set_bio(bios: &mut BTreeMap<String, String>, lang: &str, text: &str) -> Result<()> {
    if !stet_document::schema::is_lang(lang) {
        return Err(refuse("usage", "A language is written like en-GB, pt or ar."));
    }
    let text: String = text.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    if text.chars().count() > LONGEST {
        return Err(refuse("usage", "Lines about an author have at most 2,000 characters."));
    }
    if text.is_empty() {
        bios.remove(lang);
    } else {
        bios.insert(lang.to_owned(), text);
    }
    Ok(())
}

fn tell(tx: &Write<'_>, name: &str, legal: bool) -> Result<()> {
    let what =
        if legal { format!("Changed the legal name on the card of {name}.") } else { format!("Changed the card of {name}.") };
    tx.audit(&Line { kind: "person", what, ..Line::default() })
}
