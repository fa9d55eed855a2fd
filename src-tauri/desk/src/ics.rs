//! A calendar file (RFC 5545) of pieces' dates: what a calendar program shows of a list, a search or the whole desk. Text in, text out;
//! which pieces is the list's question.
//!
//! **Invariant:** a line has at most 75 octets and no letter is cut; a date keeps its name (UID) as long as piece and desk live.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::dates::{self, DateName, DateValue};
use crate::error::{Result, refuse};
use crate::list::{self, ListWish, Row};
use crate::session::Session;
use crate::store::Desk;
use crate::{Call, date, desk, veil, whole};

/// The dates that a calendar shows.
const SHOWN: [DateName; 4] = [DateName::Deadline, DateName::Planned, DateName::PublishAt, DateName::Embargo];
/// Octets in a line, its end not counted.
const LINE: usize = 75;
/// Rows asked of the list at once.
const PAGE: u32 = 500;

/// The command `ics_write`: the pieces of a list (`article_list`'s own question; offset and limit count for nothing).
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct IcsWrite {
    pub list: ListWish,
    /// Only these dates; empty: all four.
    pub dates: Vec<DateName>,
    /// A file that is there may be replaced.
    pub replace: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IcsWritten {
    /// The file's name.
    pub name: String,
    pub events: u32,
}

/// Writes the calendar file, after asking where.
///
/// # Errors
/// `cancelled`, `exists`, `unknown-state`; what the disk says.
pub fn ics_write(session: &Session, call: &Call, wish: IcsWrite) -> Result<IcsWritten> {
    let desk = session.desk()?;
    let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
    let (text, events) = calendar(&desk, &call, &wish)?;
    let title = desk.read(desk::settings)?.title;
    let name = format!("{}.ics", crate::names::slug(&title, ""));
    let path = session.platform().choose_save("Where shall the calendar file be kept?", &name);
    let path = path.ok_or_else(|| refuse("cancelled", "Cancelled."))?;
    let name = whole::write_one(&path, text.into_bytes(), wish.replace, &|path| desk.owns(path))?;
    Ok(IcsWritten { name, events })
}

/// The whole file, and how many dates stand in it.
fn calendar(desk: &Desk, call: &Call, wish: &IcsWrite) -> Result<(String, u32)> {
    let (settings, workflow, veiled) = desk.read(|conn| Ok((desk::settings(conn)?, desk::workflow(conn)?, veil::all(conn)?)))?;
    let mut events = String::new();
    let mut zones: BTreeMap<String, (DateTime, DateTime)> = BTreeMap::new();
    let (mut count, mut offset) = (0, 0);
    loop {
        let mut page = list::article_list(desk, call, ListWish { offset, limit: PAGE, ..wish.list.clone() })?;
        for row in &mut page.rows {
            for text in [&mut row.label, &mut row.slug, &mut row.author] {
                *text = veil::over(&veiled, text);
            }
            let kept = desk.read(|conn| date::of(conn, row.id.as_str()))?;
            for name in SHOWN.into_iter().filter(|name| wish.dates.is_empty() || wish.dates.contains(name)) {
                let Some(value) = kept.get(name) else { continue };
                // Once it has a publication date, the plan is history.
                if name == DateName::Planned && kept.publish_at.is_some() {
                    continue;
                }
                let state = workflow.state(&row.state).map_or(row.state.as_str(), |state| state.name.as_str());
                event(&mut events, &mut zones, settings.id.as_str(), row, state, name, value, call.now);
                count += 1;
            }
        }
        let got = u32::try_from(page.rows.len()).unwrap_or(0);
        offset += got;
        if got == 0 || offset >= page.total {
            break;
        }
    }
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Stet//Stet//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(&settings.title)));
    for (zone, (first, last)) in &zones {
        zone_rules(&mut out, zone, *first, *last)?;
    }
    out.push_str(&events);
    line(&mut out, "END:VCALENDAR");
    Ok((out, count))
}

#[allow(clippy::too_many_arguments, reason = "one event is made of just these")]
fn event(
    out: &mut String,
    zones: &mut BTreeMap<String, (DateTime, DateTime)>,
    desk: &str,
    row: &Row,
    state: &str,
    name: DateName,
    value: &DateValue,
    now: Timestamp,
) {
    let word = match name {
        DateName::Deadline => "Copy due",
        DateName::Planned => "Planned",
        DateName::Embargo => "Embargo ends",
        _ => "Goes out",
    };
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}-{}@{desk}.stet", row.id, name.id()));
    line(out, &format!("DTSTAMP:{}", utc(now)));
    line(out, &starts(zones, value));
    line(out, &format!("SUMMARY:{}", escaped(&format!("{word}: {}", row.label))));
    let mut about = vec![format!("{}, {state}", row.slug)];
    about.extend((!row.author.is_empty()).then(|| format!("By {}", row.author)));
    about.extend(row.with.as_ref().map(|with| format!("With {with}")));
    about.extend((!value.told.is_empty()).then(|| value.told.clone()));
    line(out, &format!("DESCRIPTION:{}", escaped(&about.join("\n"))));
    line(out, &format!("CATEGORIES:{}", escaped(word)));
    let sure = if name == DateName::Planned { "TENTATIVE" } else { "CONFIRMED" };
    line(out, &format!("STATUS:{sure}"));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// When it is: a day; a wall time in its zone; or, where the wall time alone would say another moment, the moment in UTC.
fn starts(zones: &mut BTreeMap<String, (DateTime, DateTime)>, value: &DateValue) -> String {
    let plain = |text: &str| text.replace(['-', ':'], "");
    if value.wall.len() == 10 {
        return format!("DTSTART;VALUE=DATE:{}", plain(&value.wall));
    }
    let moment = dates::moment(&value.instant);
    let wall: Option<DateTime> = value.wall.parse().ok();
    if let (Some(moment), Some(wall)) = (moment, wall)
        && value.zone != "UTC"
        && dates::wall_of(moment, &value.zone) == value.wall
        // Of an hour that comes twice a calendar takes the first.
        && value.fold != Some(dates::Fold::Later)
    {
        zones
            .entry(value.zone.clone())
            .and_modify(|(first, last)| (*first, *last) = ((*first).min(wall), (*last).max(wall)))
            .or_insert((wall, wall));
        return format!("DTSTART;TZID={}:{}00", value.zone, plain(&value.wall));
    }
    format!("DTSTART:{}", moment.map_or_else(|| plain(&value.wall), utc))
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A zone's rules around the dates that stand in the file: each change of the clock, from the one before the first on.
fn zone_rules(out: &mut String, name: &str, first: DateTime, last: DateTime) -> Result<()> {
    let zone: TimeZone = dates::zone(name)?;
    let (from, to) = (zone.to_timestamp(first).ok(), zone.to_timestamp(last).ok());
    let (Some(from), Some(to)) = (from, to) else { return Ok(()) };
    // A change at that very moment counts.
    let from = from.checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(from);
    line(out, "BEGIN:VTIMEZONE");
    line(out, &format!("TZID:{name}"));
    let before = zone.preceding(from).next().map(|change| change.timestamp());
    let mut told = 0;
    // Changes at or after the last one before the first date, up to the last date.
    let changes = before.into_iter().chain(zone.following(from).map(|change| change.timestamp()).take_while(|at| *at <= to));
    for at in changes {
        let was = zone.to_offset(at.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(at));
        let info = zone.to_offset_info(at);
        rule(out, info.dst().is_dst(), was, info.offset(), &was.to_datetime(at), info.abbreviation());
        told += 1;
    }
    if told == 0 {
        // It never changed its clock.
        let info = zone.to_offset_info(from);
        rule(out, false, info.offset(), info.offset(), &jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0), info.abbreviation());
    }
    line(out, "END:VTIMEZONE");
    Ok(())
}

fn rule(out: &mut String, summer: bool, from: jiff::tz::Offset, to: jiff::tz::Offset, wall: &DateTime, short: &str) {
    let kind = if summer { "DAYLIGHT" } else { "STANDARD" };
    line(out, &format!("BEGIN:{kind}"));
    line(out, &format!("DTSTART:{}", wall.strftime("%Y%m%dT%H%M%S")));
    line(out, &format!("TZOFFSETFROM:{}", offset(from)));
    line(out, &format!("TZOFFSETTO:{}", offset(to)));
    line(out, &format!("TZNAME:{}", escaped(short)));
    line(out, &format!("END:{kind}"));
}

fn offset(offset: jiff::tz::Offset) -> String {
    let seconds = offset.seconds();
    let (sign, all) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let mut text = format!("{sign}{:02}{:02}", all / 3600, all % 3600 / 60);
    if all % 60 != 0 {
        let _ = write!(text, "{:02}", all % 60);
    }
    text
}

/// Text as a value: backslash, semicolon, comma and the line's end are escaped, other controls are not carried.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One line, folded: what goes on begins with a space.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_at_75_octets_and_no_letter_is_cut() {
        for text in ["x".repeat(300), "é".repeat(200), "مرفأ ".repeat(60), "😀".repeat(50)] {
            let mut out = String::new();
            line(&mut out, &text);
            assert!(out.split("\r\n").all(|part| part.len() <= LINE), "{out}");
            assert_eq!(out.replace("\r\n ", "").trim_end_matches("\r\n"), text);
        }
    }

    #[test]
    fn text_is_escaped_so_that_it_is_one_value() {
        assert_eq!(escaped("Town: a; b, c\\d\ne\u{7}"), "Town: a\\; b\\, c\\\\d\\ne");
    }

    fn started(name: DateName, wall: &str, zone: &str, fold: Option<dates::Fold>) -> (String, String) {
        let mut zones = BTreeMap::new();
        let value = dates::resolve(name, wall, zone, fold).unwrap();
        let start = starts(&mut zones, &value);
        let mut rules = String::new();
        for (zone, (first, last)) in &zones {
            zone_rules(&mut rules, zone, *first, *last).unwrap();
        }
        (start, rules)
    }

    #[test]
    fn a_time_keeps_its_zone_and_brings_the_zones_rules() {
        let (start, rules) = started(DateName::PublishAt, "2026-11-26T07:00", "Europe/Lisbon", None);
        assert_eq!(start, "DTSTART;TZID=Europe/Lisbon:20261126T070000");
        assert!(rules.contains("BEGIN:STANDARD\r\nDTSTART:20261025T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000"), "{rules}");
        let (_, rules) = started(DateName::PublishAt, "2026-10-05T07:00", "Australia/Lord_Howe", None);
        assert!(rules.contains("BEGIN:DAYLIGHT\r\nDTSTART:20261004T020000\r\nTZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100"), "{rules}");
        let (_, rules) = started(DateName::PublishAt, "2026-10-05T07:00", "Asia/Dubai", None);
        assert!(rules.contains("TZOFFSETTO:+0400"), "{rules}");
    }

    #[test]
    fn a_moment_that_the_wall_time_alone_would_not_tell_is_told_in_utc() {
        let (start, _) = started(DateName::PublishAt, "2026-03-29T01:30", "Europe/Lisbon", None);
        assert_eq!(start, "DTSTART:20260329T013000Z", "in the gap");
        let (start, _) = started(DateName::Embargo, "2026-10-25T01:30", "Europe/Lisbon", None);
        assert_eq!(start, "DTSTART:20261025T013000Z", "the later of the fold");
        let (start, _) = started(DateName::PublishAt, "2026-10-25T01:30", "Europe/Lisbon", None);
        assert_eq!(start, "DTSTART;TZID=Europe/Lisbon:20261025T013000", "the first of the fold");
        assert_eq!(started(DateName::Deadline, "2026-11-26", "Europe/Lisbon", None).0, "DTSTART;VALUE=DATE:20261126");
    }
}
