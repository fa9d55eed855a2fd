//! Dates as people type them: "thu 7:00", "26.11. 7 Uhr", "tomorrow 9", "26 de noviembre". What a wall time then means is `dates.rs`.
//! English, German, French, Spanish, Portuguese, Italian and Dutch, whatever the desk's language; only 3/4 asks for it.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::dates;
use crate::desk;
use crate::error::{Result, refuse};
use crate::store::Desk;

/// What a person typed as a date: `date_read`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DateRead {
    pub text: String,
    /// IANA; null: the desk's. "Today" is today there.
    #[serde(default)]
    pub zone: Option<String>,
}

/// What it was read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DateWall {
    /// `2026-11-26T07:00`, or `2026-11-26` where no time was typed.
    pub wall: String,
    /// In words: "26 November 2026, 07:00".
    pub spoken: String,
}

/// Reads a date as a person typed it.
///
/// # Errors
/// `usage` where it cannot be read, or names a day that there is not.
pub fn date_read(desk: &Desk, call: &Call, wish: DateRead) -> Result<DateWall> {
    let settings = desk.read(desk::settings)?;
    let zone = wish.zone.filter(|zone| !zone.trim().is_empty()).unwrap_or(settings.zone);
    let wall = wall(&wish.text, call.now, &zone, &settings.lang)?;
    Ok(DateWall { spoken: dates::spoken(&wall), wall })
}

/// The wall time that a person typed. What is already one stays as it is.
///
/// # Errors
/// As [`date_read`].
pub fn wall(text: &str, now: Timestamp, zone: &str, lang: &str) -> Result<String> {
    let here = dates::zone(zone)?.to_datetime(now);
    let month_first = lang == "en-US" || lang == "en";
    let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    let (day, time) = read(text, here, month_first)
        .ok_or_else(|| refuse("usage", format!("“{shown}” is not a date; write it like 26 Nov 7:00, thu 7:00 or 2026-11-26.")))?;
    Ok(match time {
        Some(time) => format!("{day}T{:02}:{:02}", time.hour(), time.minute()),
        None => day.to_string(),
    })
}

/// What has been understood so far.
#[derive(Default)]
struct Seen {
    day: Option<Date>,
    weekday: Option<(Weekday, bool)>,
    number: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<Time>,
    next: bool,
}

fn read(text: &str, here: DateTime, month_first: bool) -> Option<(Date, Option<Time>)> {
    let lower = text.trim().to_lowercase().replace(['\u{a0}', '\u{202f}', ','], " ");
    // "2026-11-26T07:00", as it is kept.
    let lower = match lower.split_once('t') {
        Some((day, time)) if iso(day).is_some() => format!("{day} {time}"),
        _ => lower,
    };
    let tokens: Vec<&str> = lower.split_whitespace().collect();
    if tokens.is_empty() || tokens.len() > 10 {
        return None;
    }
    let mut seen = Seen::default();
    let mut at = 0;
    while at < tokens.len() {
        at += step(&tokens, at, here, month_first, &mut seen)?;
    }
    let day = day_of(&seen, here)?;
    Some((day, seen.time))
}

/// Understands what stands at a place; the answer is how many words that were. `None`: nothing that belongs to a date.
fn step(tokens: &[&str], at: usize, here: DateTime, month_first: bool, seen: &mut Seen) -> Option<usize> {
    let word = *tokens.get(at)?;
    let following = tokens.get(at + 1).copied().unwrap_or_default();
    let bare = word.trim_end_matches('.');
    if [
        "at", "um", "à", "a", "las", "às", "om", "alle", "on", "am", "den", "the", "le", "el", "de", "of", "del", "il", "op",
        "uhr",
    ]
    .contains(&word)
        && !(word == "am" && seen.time.is_some())
    {
        return Some(1);
    }
    if let Some((days, words)) = shifted(word, following) {
        seen.day = Some(here.date().checked_add(days.days()).ok()?);
        return Some(words);
    }
    if let Some(date) = iso(word) {
        seen.day = Some(date);
        return Some(1);
    }
    if let Some(weekday) = weekday(bare) {
        seen.weekday = Some((weekday, seen.next));
        return Some(1);
    }
    if ["next", "nächsten", "nächster", "nächste", "prochain", "próximo", "prossimo", "volgende"].contains(&word) {
        seen.next = true;
        if let Some((named, _)) = seen.weekday {
            seen.weekday = Some((named, true));
        }
        return Some(1);
    }
    if let Some(month) = month(bare) {
        seen.month = Some(month);
        return Some(1);
    }
    if let Some(parts) = numbers(word, &['.']).filter(|parts| parts.len() == 3 || (parts.len() == 2 && word.ends_with('.'))) {
        return numeric(&parts, false, seen).map(|()| 1);
    }
    if let Some(parts) = numbers(word, &['/']).filter(|parts| parts.len() >= 2) {
        return numeric(&parts, month_first, seen).map(|()| 1);
    }
    let (time, words) = clock(word, following, seen)?;
    match time {
        Clock::Time(time) => seen.time = Some(time),
        Clock::Number(number) => number_is(number, seen)?,
    }
    Some(words)
}

/// A number alone: a day before or after a month's name, a year, else an hour.
fn number_is(number: i16, seen: &mut Seen) -> Option<()> {
    if (1900..=2200).contains(&number) && seen.month.is_some() {
        seen.year = Some(number);
    } else if seen.number.is_none() && seen.day.is_none() && seen.weekday.is_none() {
        seen.number = Some(i8::try_from(number).ok()?);
    } else if seen.time.is_none() {
        seen.time = Some(Time::new(i8::try_from(number).ok()?, 0, 0, 0).ok()?);
    } else {
        return None;
    }
    Some(())
}

fn numeric(parts: &[i16], month_first: bool, seen: &mut Seen) -> Option<()> {
    let [first, second, rest @ ..] = parts else { return None };
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    seen.number = Some(i8::try_from(*day).ok()?);
    seen.month = Some(i8::try_from(*month).ok()?);
    seen.year = match rest {
        [] => None,
        [year] if *year < 100 => Some(2000 + year),
        [year] => Some(*year),
        _ => return None,
    };
    Some(())
}

/// The day that all of it names; a day without a year is the next one, or one of the last two months.
fn day_of(seen: &Seen, here: DateTime) -> Option<Date> {
    let today = here.date();
    if let Some(day) = seen.day {
        return (seen.month.is_none() && seen.number.is_none()).then_some(day);
    }
    if let Some(month) = seen.month {
        let number = seen.number?;
        if let Some(year) = seen.year {
            return Date::new(year, month, number).ok();
        }
        let this = Date::new(today.year(), month, number).ok();
        return match this {
            Some(day) if day >= today.checked_sub(60.days()).ok()? => Some(day),
            // 29 February waits for its year.
            _ => (1..=8).find_map(|years| Date::new(today.year() + years, month, number).ok()),
        };
    }
    if let Some((weekday, next)) = seen.weekday {
        if seen.number.is_some() {
            return None;
        }
        let ahead = i64::from(weekday.since(today.weekday()));
        let later_today = seen.time.is_some_and(|time| time > here.time());
        let days = match ahead {
            0 if next || !later_today => 7,
            0 => 0,
            // "Next Thursday", said on a Monday, is not the coming one.
            days if next && today.weekday().to_monday_one_offset() < weekday.to_monday_one_offset() => days + 7,
            days => days,
        };
        return today.checked_add(days.days()).ok();
    }
    // "7:00" alone: the next time that the clock shows it.
    let time = seen.time?;
    if seen.number.is_some() {
        return None;
    }
    if time > here.time() { Some(today) } else { today.tomorrow().ok() }
}

enum Clock {
    Time(Time),
    Number(i16),
}

/// A time, "7", "7:00", "7h30", "19.30", "7 uhr", "7pm", "noon"; or a number that may be something else. With the words that it took.
fn clock(word: &str, following: &str, seen: &Seen) -> Option<(Clock, usize)> {
    let time = |hour: i16, minute: i16| Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok();
    match word {
        "noon" | "mittag" | "mittags" | "midi" | "mediodía" | "meio-dia" | "mezzogiorno" => {
            return Some((Clock::Time(time(12, 0)?), 1));
        }
        "midnight" | "mitternacht" | "minuit" | "medianoche" | "meia-noite" | "mezzanotte" => {
            return Some((Clock::Time(time(0, 0)?), 1));
        }
        _ => {}
    }
    let ordinal = ["st", "nd", "rd", "th", "º", "er", "."].iter().find_map(|end| word.strip_suffix(end));
    if let Some(number) = ordinal.and_then(|digits| digits.parse::<i16>().ok()) {
        return seen.number.is_none().then_some((Clock::Number(number), 1));
    }
    let (digits, glued) = match word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | 'h')) {
        Some(end) => word.split_at(end),
        None => (word, ""),
    };
    let (half, words) = match (glued, following.trim_matches('.')) {
        ("am" | "a.m." | "a.m", _) => (Some(0), 1),
        ("pm" | "p.m." | "p.m", _) => (Some(12), 1),
        ("uhr", _) | ("", "uhr") => (None, if glued.is_empty() { 2 } else { 1 }),
        ("", "am" | "a.m") => (Some(0), 2),
        ("", "pm" | "p.m") => (Some(12), 2),
        ("", _) => (None, 1),
        _ => return None,
    };
    let of_day = |hour: i16| match half {
        Some(add) if (1..=12).contains(&hour) => Some(hour % 12 + add),
        Some(_) => None,
        None => Some(hour),
    };
    let parts = numbers(digits, &[':', '.', 'h'])?;
    match parts.as_slice() {
        [hour] if half.is_some() || words == 2 || glued == "uhr" || digits.ends_with('h') => {
            Some((Clock::Time(time(of_day(*hour)?, 0)?), words))
        }
        [number] => Some((Clock::Number(*number), 1)),
        [hour, minute] => Some((Clock::Time(time(of_day(*hour)?, *minute)?), words)),
        _ => None,
    }
}

/// Whole numbers parted by one of these signs; `None` for anything else.
fn numbers(text: &str, by: &[char]) -> Option<Vec<i16>> {
    let text = text.trim_end_matches(by);
    if text.is_empty() {
        return None;
    }
    text.split(|c| by.contains(&c)).map(|part| part.parse().ok().filter(|number| *number >= 0)).collect()
}

fn iso(word: &str) -> Option<Date> {
    let plain = word.len() == 10 && word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if plain { word.parse().ok() } else { None }
}

/// Days from today, with the words that it took.
fn shifted(word: &str, following: &str) -> Option<(i64, usize)> {
    let days = match (word, following) {
        ("day" | "the", "after") => return None,
        ("today" | "heute" | "aujourd'hui" | "aujourd’hui" | "hoy" | "hoje" | "oggi" | "vandaag", _) => 0,
        ("tomorrow" | "morgen" | "demain" | "mañana" | "amanhã" | "domani", _) => 1,
        ("yesterday" | "gestern" | "hier" | "ayer" | "ontem" | "ieri" | "gisteren", _) => -1,
        ("übermorgen" | "après-demain" | "dopodomani" | "overmorgen", _) => 2,
        ("pasado", "mañana") => return Some((2, 2)),
        _ => word.strip_prefix('+')?.parse::<u16>().ok().map(i64::from)?,
    };
    Some((days, 1))
}

fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(Weekday, &[&str]); 7] = [
        (
            Weekday::Monday,
            &["mon", "monday", "mo", "montag", "lun", "lundi", "lunes", "lunedì", "segunda", "segunda-feira", "ma", "maandag"],
        ),
        (
            Weekday::Tuesday,
            &["tue", "tues", "tuesday", "di", "dienstag", "mardi", "martes", "martedì", "terça", "terça-feira", "dinsdag"],
        ),
        (
            Weekday::Wednesday,
            &[
                "wed",
                "wednesday",
                "mi",
                "mittwoch",
                "mercredi",
                "miércoles",
                "mercoledì",
                "quarta",
                "quarta-feira",
                "woensdag",
                "wo",
            ],
        ),
        (
            Weekday::Thursday,
            &[
                "thu",
                "thur",
                "thurs",
                "thursday",
                "donnerstag",
                "jeudi",
                "jueves",
                "giovedì",
                "quinta",
                "quinta-feira",
                "donderdag",
            ],
        ),
        (
            Weekday::Friday,
            &["fri", "friday", "fr", "freitag", "ven", "vendredi", "viernes", "venerdì", "sexta", "sexta-feira", "vrijdag", "vr"],
        ),
        (
            Weekday::Saturday,
            &["sat", "saturday", "sa", "samstag", "sonnabend", "sam", "samedi", "sábado", "sabato", "zaterdag", "za"],
        ),
        (Weekday::Sunday, &["sun", "sunday", "so", "sonntag", "dim", "dimanche", "domingo", "domenica", "zondag", "zo"]),
    ];
    NAMES.iter().find(|(_, names)| names.contains(&word)).map(|(weekday, _)| *weekday)
}

fn month(word: &str) -> Option<i8> {
    const NAMES: [&[&str]; 12] = [
        &["jan", "january", "januar", "jänner", "janvier", "janv", "enero", "ene", "janeiro", "gennaio", "januari"],
        &["feb", "february", "februar", "février", "févr", "febrero", "fevereiro", "fev", "febbraio", "februari"],
        &["mar", "march", "märz", "mrz", "mars", "marzo", "março", "maart"],
        &["apr", "april", "avril", "avr", "abril", "abr", "aprile"],
        &["may", "mai", "mayo", "maio", "maggio", "mei"],
        &["jun", "june", "juni", "juin", "junio", "junho", "giugno"],
        &["jul", "july", "juli", "juillet", "juil", "julio", "julho", "luglio"],
        &["aug", "august", "août", "agosto", "ago", "augustus"],
        &["sep", "sept", "september", "septembre", "septiembre", "setembro", "set", "settembre"],
        &["oct", "okt", "october", "oktober", "octobre", "octubre", "outubro", "out", "ottobre"],
        &["nov", "november", "novembre", "noviembre", "novembro"],
        &["dec", "dez", "december", "dezember", "décembre", "déc", "diciembre", "dic", "dezembro", "dicembre"],
    ];
    NAMES.iter().position(|names| names.contains(&word)).and_then(|at| i8::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wednesday 25 November 2026, 12:30 in Lisbon.
    fn typed(text: &str) -> String {
        wall(text, "2026-11-25T12:30:00Z".parse().unwrap(), "Europe/Lisbon", "en-GB")
            .unwrap_or_else(|error| stet_document::Failure::from(error).message)
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        for (text, read) in [
            ("thu 7:00", "2026-11-26T07:00"),
            ("26.11. 7 Uhr", "2026-11-26T07:00"),
            ("tomorrow 9", "2026-11-26T09:00"),
            ("Thursday at 7", "2026-11-26T07:00"),
            ("next thu", "2026-12-03"),
            ("mon", "2026-11-30"),
            ("next Monday 8:15", "2026-11-30T08:15"),
            ("wed 17:00", "2026-11-25T17:00"),
            ("wed 9:00", "2026-12-02T09:00"),
            ("today 18.30", "2026-11-25T18:30"),
            ("26 Nov", "2026-11-26"),
            ("Nov 26th, 2026", "2026-11-26"),
            ("26. November 2026 um 7 Uhr", "2026-11-26T07:00"),
            ("26 de noviembre a las 7:00", "2026-11-26T07:00"),
            ("le 26 novembre 7h30", "2026-11-26T07:30"),
            ("26 de novembro de 2026", "2026-11-26"),
            ("26.11.26 19:05", "2026-11-26T19:05"),
            ("26/11", "2026-11-26"),
            ("26/11/2027 7pm", "2027-11-26T19:00"),
            ("12 am 26 nov", "2026-11-26T00:00"),
            ("26 nov noon", "2026-11-26T12:00"),
            ("demain 7h", "2026-11-26T07:00"),
            ("übermorgen", "2026-11-27"),
            ("pasado mañana 9:00", "2026-11-27T09:00"),
            ("+3", "2026-11-28"),
            ("7:00", "2026-11-26T07:00"),
            ("13:00", "2026-11-25T13:00"),
            ("3 Jan", "2027-01-03"),
            ("1 Nov", "2026-11-01"),
            ("29 feb", "2028-02-29"),
            ("2026-11-26", "2026-11-26"),
            ("2026-11-26 07:00", "2026-11-26T07:00"),
            ("2026-11-26T07:00", "2026-11-26T07:00"),
        ] {
            assert_eq!(typed(text), read, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_said_and_never_guessed() {
        for text in
            ["", "soon", "31 Feb", "26", "thu 25:00", "26.13.", "tomorrow 9 10 11", "7pm pm", "nov", "thu 26", "2026-02-30"]
        {
            assert!(typed(text).starts_with('“'), "{text}: {}", typed(text));
        }
    }

    #[test]
    fn three_four_is_april_but_in_american_english() {
        let at = "2026-02-25T12:30:00Z".parse().unwrap();
        assert_eq!(wall("3/4", at, "Europe/Lisbon", "en-GB").unwrap(), "2026-04-03");
        assert_eq!(wall("3/4", at, "America/New_York", "en-US").unwrap(), "2026-03-04");
    }

    #[test]
    fn today_is_today_in_the_zone_that_is_meant() {
        let late = "2026-11-25T22:30:00Z".parse().unwrap();
        assert_eq!(wall("today", late, "Europe/Lisbon", "en-GB").unwrap(), "2026-11-25");
        assert_eq!(wall("today", late, "Asia/Tokyo", "en-GB").unwrap(), "2026-11-26");
    }
}
