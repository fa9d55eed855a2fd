//! Fees: what was agreed, invoiced and paid, for each piece and contributor; as a list and as a CSV file. Reading and printing
//! amounts is `money.rs`.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::audit::Line;
use crate::error::{Result, refuse};
use crate::ids::{self, ArticleId, PersonId};
use crate::session::Session;
use crate::store::{Desk, Write};
use crate::{Call, csv, dates, desk, money, person, piece, rights, typed, veil, whole};

/// What a contributor gets for a piece. Amounts are in the currency's smallest unit; null: nothing said yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fee {
    pub id: String,
    pub article: ArticleId,
    pub slug: String,
    /// The headline, else the slug.
    pub label: String,
    pub person: PersonId,
    /// As the desk knows them; never a legal name.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the point.
    pub digits: u8,
    #[ts(type = "number | null")]
    pub agreed: Option<i64>,
    #[ts(type = "number | null")]
    pub invoiced: Option<i64>,
    #[ts(type = "number | null")]
    pub paid: Option<i64>,
    /// The number of their invoice.
    pub invoice: String,
    /// Days, YYYY-MM-DD; empty: not said.
    pub invoiced_on: String,
    pub paid_on: String,
}

/// Which fees: the command `fee_list`. Null: of every piece, of everybody.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct FeeList {
    pub article: Option<ArticleId>,
    pub person: Option<PersonId>,
    /// Only those that are not paid in full.
    pub open: bool,
}

/// The command `fee_set`: what is null stays as it is; an empty text takes it away.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct FeeSet {
    pub article: ArticleId,
    pub person: PersonId,
    /// Null in a new fee: the currency that the desk used last.
    pub currency: Option<String>,
    /// Amounts as people type them: "250", "250,50".
    pub agreed: Option<String>,
    pub invoiced: Option<String>,
    pub paid: Option<String>,
    pub invoice: Option<String>,
    /// Days as people type them; null with the first amount: today.
    pub invoiced_on: Option<String>,
    pub paid_on: Option<String>,
}

/// The command `fee_remove`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FeeRemove {
    pub fee: String,
}

/// The command `fee_export`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct FeeExport {
    pub wish: FeeList,
    /// A file that is there may be replaced.
    pub replace: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeesWritten {
    /// The file's name.
    pub name: String,
    pub fees: u32,
}

const COLUMNS: &str =
    "f.uuid, f.article, a.slug, CASE a.label WHEN '' THEN a.slug ELSE a.label END, f.person, p.name, f.currency,
  f.agreed, f.invoiced, f.paid, f.invoice, f.invoiced_on, f.paid_on";
const TABLES: &str = "fee f JOIN article a ON a.uuid = f.article JOIN person p ON p.uuid = f.person";

/// # Errors
/// `no-right`: who may see fees is a rule of the desk.
pub fn fee_list(desk: &Desk, call: &Call, wish: FeeList) -> Result<Vec<Fee>> {
    desk.read(|conn| list(conn, call, &wish))
}

fn list(conn: &Connection, call: &Call, wish: &FeeList) -> Result<Vec<Fee>> {
    if let Some(sentence) = rights::of_act(conn, call.actor.as_ref().map_or("", PersonId::as_str), "fees", "")? {
        return Err(refuse("no-right", sentence));
    }
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE (?1 IS NULL OR f.article = ?1) AND (?2 IS NULL OR f.person = ?2)
         AND (?3 = 0 OR f.paid IS NULL OR f.paid < coalesce(f.agreed, f.invoiced, 0)) ORDER BY f.id"
    ))?;
    let rows = statement.query_map(params![wish.article, wish.person, wish.open], fee)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn fee(row: &SqlRow<'_>) -> rusqlite::Result<Fee> {
    let currency: String = row.get(6)?;
    Ok(Fee {
        id: row.get(0)?,
        article: row.get(1)?,
        slug: row.get(2)?,
        label: row.get(3)?,
        person: row.get(4)?,
        name: row.get(5)?,
        digits: money::digits(&currency),
        currency,
        agreed: row.get(7)?,
        invoiced: row.get(8)?,
        paid: row.get(9)?,
        invoice: row.get(10)?,
        invoiced_on: row.get(11)?,
        paid_on: row.get(12)?,
    })
}

/// Notes what was agreed with somebody for a piece, what they asked for, what they got.
///
/// # Errors
/// `no-right`; `usage` for what is no amount, currency or day; `not-found`.
pub fn fee_set(desk: &Desk, call: &Call, wish: FeeSet) -> Result<Fee> {
    desk.write(call, |tx| {
        let article = wish.article.as_str();
        piece::must_be(tx, article)?;
        rights::must(tx, "fees", "")?;
        let who = person::get(tx, &wish.person)?;
        let before = of(tx, "f.article = ?1 AND f.person = ?2", [article, who.id.as_str()])?;
        let mut after = match &before {
            Some(fee) => fee.clone(),
            None => fresh(tx, &wish, &who)?,
        };
        if let Some(typed) = &wish.currency {
            after.currency = money::currency(typed)?;
        }
        if before.as_ref().is_some_and(|fee| {
            fee.currency != after.currency && (fee.agreed.is_some() || fee.invoiced.is_some() || fee.paid.is_some())
        }) && [&wish.agreed, &wish.invoiced, &wish.paid].into_iter().all(Option::is_none)
        {
            return Err(refuse("usage", "With another currency, say the amounts again."));
        }
        let amount = |typed: &Option<String>, kept: Option<i64>, currency: &str| match typed.as_deref().map(str::trim) {
            None => Ok(kept),
            Some("") => Ok(None),
            Some(text) => money::read(text, currency).map(Some),
        };
        let currency = after.currency.clone();
        after.agreed = amount(&wish.agreed, after.agreed, &currency)?;
        after.invoiced = amount(&wish.invoiced, after.invoiced, &currency)?;
        after.paid = amount(&wish.paid, after.paid, &currency)?;
        after.invoiced_on = day(tx, wish.invoiced_on.as_deref(), after.invoiced.is_some(), after.invoiced_on)?;
        after.paid_on = day(tx, wish.paid_on.as_deref(), after.paid.is_some(), after.paid_on)?;
        if let Some(number) = &wish.invoice {
            after.invoice = person::line(number)?;
        }
        if before.as_ref() != Some(&after) {
            keep(tx, &after)?;
            tell(tx, before.as_ref(), &after)?;
        }
        of(tx, "f.uuid = ?1", [after.id])?.ok_or_else(gone)
    })
}

fn fresh(tx: &Write<'_>, wish: &FeeSet, who: &person::Person) -> Result<Fee> {
    let last: Option<String> =
        tx.prepare_cached("SELECT currency FROM fee ORDER BY id DESC LIMIT 1")?.query_row([], |row| row.get(0)).optional()?;
    let currency = match (&wish.currency, last) {
        (Some(typed), _) => money::currency(typed)?,
        (None, Some(last)) => last,
        (None, None) => return Err(refuse("usage", "Say in which currency, like EUR.")),
    };
    Ok(Fee {
        id: ids::fresh(tx.call().now),
        article: wish.article.clone(),
        slug: String::new(),
        label: String::new(),
        person: who.id.clone(),
        name: who.name.clone(),
        digits: money::digits(&currency),
        currency,
        agreed: None,
        invoiced: None,
        paid: None,
        invoice: String::new(),
        invoiced_on: String::new(),
        paid_on: String::new(),
    })
}

/// The day of an amount: as it was said, else as it was, else today; none without an amount.
fn day(tx: &Write<'_>, typed: Option<&str>, amount: bool, before: String) -> Result<String> {
    let settings = desk::settings(tx)?;
    match typed.map(str::trim) {
        _ if !amount => Ok(String::new()),
        Some("") => Ok(String::new()),
        Some(text) => Ok(typed::wall(text, tx.call().now, &settings.zone, &settings.lang)?.chars().take(10).collect()),
        None if before.is_empty() => Ok(dates::today(tx.call().now, &settings.zone)),
        None => Ok(before),
    }
}

fn keep(tx: &Write<'_>, fee: &Fee) -> Result<()> {
    tx.execute(
        "INSERT INTO fee (uuid, article, person, currency, agreed, invoiced, paid, invoice, invoiced_on, paid_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (article, person) DO UPDATE SET currency = excluded.currency, agreed = excluded.agreed,
           invoiced = excluded.invoiced, paid = excluded.paid, invoice = excluded.invoice, invoiced_on = excluded.invoiced_on,
           paid_on = excluded.paid_on",
        params![
            fee.id,
            fee.article,
            fee.person,
            fee.currency,
            fee.agreed,
            fee.invoiced,
            fee.paid,
            fee.invoice,
            fee.invoiced_on,
            fee.paid_on
        ],
    )?;
    Ok(())
}

/// A line for the history of the piece. It has no amounts: more people read the history than may see fees.
fn tell(tx: &Write<'_>, before: Option<&Fee>, after: &Fee) -> Result<()> {
    let was = |part: fn(&Fee) -> Option<i64>| before.and_then(part);
    let mut told = Vec::new();
    for (word, old, new) in [
        ("agreed", was(|fee| fee.agreed), after.agreed),
        ("invoiced", was(|fee| fee.invoiced), after.invoiced),
        ("paid", was(|fee| fee.paid), after.paid),
    ] {
        if old != new {
            told.push(word);
        }
    }
    let what = if told.is_empty() { "the invoice".to_owned() } else { format!("what was {}", told.join(", ")) };
    tx.audit(&Line {
        kind: "fee",
        article: after.article.as_str(),
        what: format!("Noted {what} for {}.", after.name),
        ..Line::default()
    })
}

/// Takes a fee away that was noted by mistake.
///
/// # Errors
/// `no-right`; `not-found`.
pub fn fee_remove(desk: &Desk, call: &Call, wish: FeeRemove) -> Result<()> {
    desk.write(call, |tx| {
        rights::must(tx, "fees", "")?;
        let fee = of(tx, "f.uuid = ?1", [wish.fee.as_str()])?.ok_or_else(gone)?;
        tx.execute("DELETE FROM fee WHERE uuid = ?1", [&fee.id])?;
        tx.audit(&Line {
            kind: "fee",
            article: fee.article.as_str(),
            what: format!("Took the fee of {} away.", fee.name),
            ..Line::default()
        })
    })
}

fn of(conn: &Connection, which: &str, values: impl rusqlite::Params) -> Result<Option<Fee>> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE {which}");
    Ok(conn.prepare_cached(&sql)?.query_row(values, fee).optional()?)
}

fn gone() -> crate::Error {
    refuse("not-found", "This fee is not on the desk.")
}

/// Writes the fees as CSV, after asking where. Contributors stand in it by the names that the desk knows them by.
///
/// # Errors
/// `no-right`, `cancelled`, `exists`; what the disk says.
pub fn fee_export(session: &Session, call: &Call, wish: FeeExport) -> Result<FeesWritten> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let (fees, veiled) = desk.read(|conn| Ok((list(conn, &call, &wish.wish)?, veil::all(conn)?)))?;
    let path = session.platform().choose_save("Where shall the fees be kept?", "fees.csv");
    let path = path.ok_or_else(|| refuse("cancelled", "Cancelled."))?;
    let name = whole::write_one(&path, table(&fees, &veiled).into_bytes(), wish.replace, &|path| desk.owns(path))?;
    Ok(FeesWritten { name, fees: u32::try_from(fees.len()).unwrap_or(u32::MAX) })
}

fn table(fees: &[Fee], veiled: &[veil::Veiled]) -> String {
    let head = ["slug", "headline", "contributor", "currency", "agreed", "invoice", "invoiced", "invoiced on", "paid", "paid on"];
    let mut out = csv::line(head);
    for fee in fees {
        let amount = |amount: Option<i64>| amount.map(|amount| money::plain(amount, &fee.currency)).unwrap_or_default();
        let (agreed, invoiced, paid) = (amount(fee.agreed), amount(fee.invoiced), amount(fee.paid));
        out.push_str(&csv::line([
            veil::over(veiled, &fee.slug).as_str(),
            &veil::over(veiled, &fee.label),
            &fee.name,
            &fee.currency,
            &agreed,
            &fee.invoice,
            &invoiced,
            &fee.invoiced_on,
            &paid,
            &fee.paid_on,
        ]));
    }
    out
}
