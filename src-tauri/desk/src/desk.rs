//! The desk as a whole: its name, its people, its workflow, its counts. What is in its articles is elsewhere.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::dates;
use crate::error::{OrNotFound, Result};
use crate::ids::{DeskId, PersonId, millis};
use crate::limits::{self, Limits};
use crate::person::{self, Person};
use crate::store::Desk;
use crate::workflow::{State, Transition, Workflow};

/// What a window needs to know of a desk beside its articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeskInfo {
    pub id: DeskId,
    pub title: String,
    /// BCP 47.
    pub lang: String,
    /// IANA zone.
    pub zone: String,
    /// Who I am on this desk; null where nobody is known.
    pub me: Option<Person>,
    pub people: Vec<Person>,
    pub states: Vec<State>,
    pub transitions: Vec<Transition>,
    pub counts: Vec<StateCount>,
    #[ts(type = "number")]
    pub total: i64,
    /// Pieces past their deadline that are not passed yet.
    #[ts(type = "number")]
    pub late: i64,
    /// Pieces whose publication date has passed and that did not go out.
    #[ts(type = "number")]
    pub missed: i64,
    /// Pieces that wait for me.
    #[ts(type = "number")]
    pub waiting: i64,
    /// Pieces that are out with people outside the desk.
    #[ts(type = "number")]
    pub out: i64,
    pub read_only: bool,
    /// How long headline and standfirst may be.
    pub limits: Limits,
    /// The day in the desk's zone, YYYY-MM-DD.
    pub today: String,
}

/// How many pieces are in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StateCount {
    pub state: String,
    #[ts(type = "number")]
    pub count: i64,
}

/// The desk's own row.
#[derive(Clone, Debug)]
pub struct Settings {
    pub id: DeskId,
    pub title: String,
    pub lang: String,
    pub zone: String,
}

/// Name, language and zone of the desk.
pub fn settings(conn: &Connection) -> Result<Settings> {
    conn.prepare_cached("SELECT uuid, title, lang, zone FROM desk WHERE id = 1")?
        .query_row([], |row| Ok(Settings { id: row.get(0)?, title: row.get(1)?, lang: row.get(2)?, zone: row.get(3)? }))
        .or_not_found("This file has no desk in it.")
}

/// Writes a workflow's states over those of the same id, and its moves, of which the desk has none.
pub fn install(tx: &Connection, workflow: &Workflow) -> Result<()> {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    for (place, state) in workflow.states.iter().enumerate() {
        tx.execute(
            "INSERT INTO state (name, label, grp, colour, editable, exports, place, shape, off) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (name) DO UPDATE SET label = excluded.label, grp = excluded.grp, colour = excluded.colour,
               editable = excluded.editable, exports = excluded.exports, place = excluded.place, shape = excluded.shape, off = excluded.off",
            params![
                state.id,
                state.name,
                word(serde_json::to_value(state.group)?),
                word(serde_json::to_value(state.colour)?),
                state.editable,
                state.exports,
                i64::try_from(place).unwrap_or(i64::MAX),
                word(serde_json::to_value(state.shape)?),
                state.off
            ],
        )?;
    }
    for (place, step) in workflow.transitions.iter().enumerate() {
        tx.execute(
            "INSERT INTO transition (from_state, to_state, kind, label, gates, is_primary, reason, place, who, not_author)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                step.from,
                step.to,
                step.kind,
                step.label,
                serde_json::to_string(&step.gates)?,
                step.primary,
                step.reason,
                i64::try_from(place).unwrap_or(i64::MAX),
                serde_json::to_string(&step.who)?,
                step.not_author
            ],
        )?;
    }
    Ok(())
}

/// The desk's workflow, as it is in use.
pub fn workflow(conn: &Connection) -> Result<Workflow> {
    Ok(whole_workflow(conn)?.in_use())
}

/// The desk's workflow as it is kept, with what is switched off.
pub fn whole_workflow(conn: &Connection) -> Result<Workflow> {
    let word = |text: String| serde_json::Value::String(text);
    let mut states = Vec::new();
    let mut statement =
        conn.prepare_cached("SELECT name, label, grp, colour, editable, exports, shape, off FROM state ORDER BY place")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        states.push(State {
            id: row.get(0)?,
            name: row.get(1)?,
            group: serde_json::from_value(word(row.get(2)?))?,
            colour: serde_json::from_value(word(row.get(3)?))?,
            editable: row.get(4)?,
            exports: row.get(5)?,
            shape: serde_json::from_value(word(row.get(6)?))?,
            off: row.get(7)?,
        });
    }
    let mut transitions = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT from_state, to_state, kind, label, gates, is_primary, reason, who, not_author FROM transition ORDER BY place",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let gates: String = row.get(4)?;
        let who: String = row.get(7)?;
        transitions.push(Transition {
            from: row.get(0)?,
            to: row.get(1)?,
            kind: row.get(2)?,
            label: row.get(3)?,
            gates: serde_json::from_str(&gates)?,
            who: serde_json::from_str(&who)?,
            not_author: row.get(8)?,
            primary: row.get(5)?,
            reason: row.get(6)?,
        });
    }
    Ok(Workflow { states, transitions })
}

/// Pieces in each state, in the workflow's order.
pub fn counts(conn: &Connection) -> Result<Vec<StateCount>> {
    let mut statement = conn.prepare_cached(
        "SELECT state.name, coalesce(state_count.count, 0) FROM state LEFT JOIN state_count ON state_count.state = state.name WHERE state.off = 0 ORDER BY state.place",
    )?;
    let counts = statement
        .query_map([], |row| Ok(StateCount { state: row.get(0)?, count: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}

/// Pieces past their deadline, before they are ready; `now` in milliseconds.
pub fn late(conn: &Connection, now: i64) -> Result<i64> {
    Ok(conn
        .prepare_cached(
            "SELECT count(*) FROM article JOIN state ON state.name = article.state
             WHERE article.deadline < ?1 AND state.grp = 'before' AND state.exports = 0",
        )?
        .query_row([now], |row| row.get(0))?)
}

/// Pieces whose publication date has passed without their going out; `now` in milliseconds.
pub fn missed(conn: &Connection, now: i64) -> Result<i64> {
    Ok(conn
        .prepare_cached(
            "SELECT count(*) FROM article JOIN state ON state.name = article.state WHERE article.publish_at < ?1 AND state.grp = 'before'",
        )?
        .query_row([now], |row| row.get(0))?)
}

/// Pieces that somebody has and that are neither out nor spiked.
fn waiting(conn: &Connection, person: &PersonId) -> Result<i64> {
    Ok(conn
        .prepare_cached(
            "SELECT count(*) FROM article a JOIN state s ON s.name = a.state WHERE a.with_person = ?1 AND (s.grp = 'before' OR s.editable = 1)",
        )?
        .query_row([person], |row| row.get(0))?)
}

/// Everything for [`DeskInfo`], in one snapshot.
pub fn info(desk: &Desk, call: &Call, me: Option<&PersonId>) -> Result<DeskInfo> {
    desk.read(|conn| {
        let settings = settings(conn)?;
        let people = person::list(conn)?;
        let workflow = workflow(conn)?;
        let counts = counts(conn)?;
        Ok(DeskInfo {
            me: me.and_then(|me| people.iter().find(|person| person.id == *me)).cloned(),
            people,
            states: workflow.states,
            transitions: workflow.transitions,
            total: counts.iter().map(|count| count.count).sum(),
            counts,
            late: late(conn, millis(call.now))?,
            missed: missed(conn, millis(call.now))?,
            waiting: me.map_or(Ok(0), |me| waiting(conn, me))?,
            out: conn.query_row("SELECT count(*) FROM out_with WHERE back_at IS NULL", [], |row| row.get(0))?,
            read_only: desk.is_read_only(),
            limits: limits::of(conn)?,
            today: dates::today(call.now, &settings.zone),
            id: settings.id,
            title: settings.title,
            lang: settings.lang,
            zone: settings.zone,
        })
    })
}
