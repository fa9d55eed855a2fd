//! The backups that are kept: their names, their list, which of them go when there are many. Files and names only; making one and
//! going back to one is `mod.rs`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Result, refuse};
use crate::home::Home;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Once a day, by itself.
    Daily,
    /// A person asked for it.
    Asked,
    /// Before a backup was restored.
    Restore,
    /// Before many files came in.
    Import,
    /// Before the file was brought to a newer version.
    Migration,
}

impl Why {
    const ALL: [Self; 5] = [Self::Daily, Self::Asked, Self::Restore, Self::Import, Self::Migration];

    fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Asked => "asked",
            Self::Restore => "restore",
            Self::Import => "import",
            Self::Migration => "migration",
        }
    }
}

/// One backup, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backup {
    /// Names it in commands.
    pub id: String,
    /// When it was made (instant).
    pub when: String,
    pub why: Why,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Every row was as it was written when the backup was made.
    pub sound: bool,
    /// False: of a copy of this desk at another place, or from before it was moved.
    pub here: bool,
}

/// What a backup's name says, and where it lies.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub path: PathBuf,
    pub at: Timestamp,
    pub why: Why,
    pub sound: bool,
    /// Which place it is of.
    pub place: String,
}

/// Newest days, weeks and months of which one backup stays, and how long all stay.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
const ALL_HOURS: i64 = 48;
/// One that a person asked for, or that is the way back from something risky, stays so long in any case.
const WANTED_DAYS: i64 = 366;

/// Where the backups of this desk are kept: in the person's state folder, never beside the desk, for its folder may be lost with it,
/// or be copied to other machines.
pub(super) fn folder(home: &Home, desk: &str) -> PathBuf {
    home.backups().join(desk)
}

/// A short word for the place of a desk's file.
pub(super) fn place(path: &Path) -> String {
    crate::blob::hash(path.as_os_str().as_encoded_bytes()).chars().take(8).collect()
}

/// The name of a backup that is made now: `20261125-084900-123.daily.1a2b3c4d.stet`.
pub(super) fn name(at: Timestamp, why: Why, place: &str, sound: bool) -> String {
    let millis = at.as_millisecond().rem_euclid(1000);
    let damaged = if sound { "" } else { ".damaged" };
    format!("{}-{millis:03}.{}.{place}{damaged}.stet", at.strftime("%Y%m%d-%H%M%S"), why.word())
}

fn read_name(path: &Path) -> Option<Kept> {
    let name = path.file_name()?.to_str()?.strip_suffix(".stet")?;
    let mut parts = name.split('.');
    let (stamp, why, place, more) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
    let (second, millis) = stamp.rsplit_once('-')?;
    let wall = jiff::civil::DateTime::strptime("%Y%m%d-%H%M%S", second).ok()?;
    let at = TimeZone::UTC.to_timestamp(wall).ok()?.checked_add(millis.parse::<i64>().ok()?.milliseconds()).ok()?;
    let why = Why::ALL.into_iter().find(|known| known.word() == why)?;
    Some(Kept { path: path.to_owned(), at, why, sound: more != Some("damaged"), place: place.to_owned() })
}

/// All backups in a folder, the newest first.
pub(super) fn all(folder: &Path) -> Vec<Kept> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut kept: Vec<Kept> = files.filter_map(|file| read_name(&file.ok()?.path())).collect();
    kept.sort_by(|a, b| (b.at, &b.path).cmp(&(a.at, &a.path)));
    kept
}

/// The backup of this name.
///
/// # Errors
/// `not-found`.
pub(super) fn find(folder: &Path, id: &str) -> Result<Kept> {
    let found = all(folder).into_iter().find(|kept| as_listed(kept, "").id == id);
    found.ok_or_else(|| refuse("not-found", "This backup is not there any more."))
}

pub(super) fn as_listed(kept: &Kept, here: &str) -> Backup {
    Backup {
        id: kept.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        when: kept.at.to_string(),
        why: kept.why,
        size: std::fs::metadata(&kept.path).map_or(0, |meta| meta.len()),
        sound: kept.sound,
        here: kept.place == here,
    }
}

/// Which of the backups of one place may go: all of two days stay, then the newest sound one of seven days, four weeks, twelve months.
/// A damaged one counts for nothing and goes after two days, when a later one is sound.
fn too_many(of_place: &[Kept], now: Timestamp, zone: &TimeZone) -> Vec<PathBuf> {
    let mut days = BTreeSet::new();
    let mut weeks = BTreeSet::new();
    let mut months = BTreeSet::new();
    let newest_sound = of_place.iter().filter(|kept| kept.sound).map(|kept| kept.at).max();
    let mut gone = Vec::new();
    for kept in of_place {
        let day: Date = zone.to_datetime(kept.at).date();
        let week = day.iso_week_date();
        let mut stays = now.duration_since(kept.at).as_hours() < ALL_HOURS;
        if kept.sound {
            // Each asks for itself: the newest of a day is also the newest of its week until a later day has one.
            stays |= first(&mut days, day, DAYS);
            stays |= first(&mut weeks, (week.year(), week.week()), WEEKS);
            stays |= first(&mut months, (day.year(), day.month()), MONTHS);
            stays |= kept.why != Why::Daily && now.duration_since(kept.at).as_hours() < WANTED_DAYS * 24;
        } else {
            stays |= newest_sound.is_none_or(|sound| sound < kept.at);
        }
        if !stays {
            gone.push(kept.path.clone());
        }
    }
    gone
}

/// Is it the first of its kind, and are there not enough kinds yet?
fn first<T: Ord>(seen: &mut BTreeSet<T>, one: T, most: usize) -> bool {
    if seen.contains(&one) || seen.len() >= most {
        return false;
    }
    seen.insert(one)
}

/// Takes away what is too much of the backups of one place, and what a stopped copy left behind.
pub(super) fn thin(folder: &Path, place: &str, now: Timestamp, zone: &TimeZone) {
    let of_place: Vec<Kept> = all(folder).into_iter().filter(|kept| kept.place == place).collect();
    for file in too_many(&of_place, now, zone) {
        if let Err(error) = std::fs::remove_file(&file) {
            tracing::warn!(%error, "an old backup could not be taken away");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(day: &str, why: Why, sound: bool) -> Kept {
        let at: Timestamp = format!("{day}T09:00:00Z").parse().unwrap();
        read_name(&PathBuf::from(name(at, why, "aaaaaaaa", sound))).unwrap()
    }

    #[test]
    fn a_name_says_when_why_where_and_whether_it_is_sound() {
        let at: Timestamp = "2026-11-25T08:49:00.123Z".parse().unwrap();
        for (why, sound) in [(Why::Daily, true), (Why::Restore, false)] {
            let kept = read_name(Path::new(&name(at, why, "1a2b3c4d", sound))).unwrap();
            assert_eq!((kept.at, kept.why, kept.sound, kept.place.as_str()), (at, why, sound, "1a2b3c4d"));
        }
        assert!(read_name(Path::new("review.stet")).is_none());
        assert!(read_name(Path::new("20261125-084900-123.daily.1a2b3c4d.0123.part")).is_none());
    }

    #[test]
    fn of_two_years_of_days_seven_days_four_weeks_and_twelve_months_stay() {
        let first: Date = "2024-12-01".parse().unwrap();
        let mut of_place: Vec<Kept> =
            (0..730).map(|n| made(&first.checked_add(n.days()).unwrap().to_string(), Why::Daily, true)).collect();
        of_place.reverse();
        let now = of_place[0].at;
        let gone: BTreeSet<PathBuf> = too_many(&of_place, now, &TimeZone::UTC).into_iter().collect();
        let stay: Vec<String> = of_place
            .iter()
            .filter(|kept| !gone.contains(&kept.path))
            .map(|kept| TimeZone::UTC.to_datetime(kept.at).date().to_string())
            .collect();
        assert_eq!(
            &stay[..7],
            ["2026-11-30", "2026-11-29", "2026-11-28", "2026-11-27", "2026-11-26", "2026-11-25", "2026-11-24"]
        );
        assert!(stay.len() <= DAYS + WEEKS + MONTHS && stay.len() >= 18, "{stay:?}");
        assert!(stay.contains(&"2025-12-31".to_owned()), "a year back, one of each month: {stay:?}");
    }

    #[test]
    fn thinned_day_by_day_there_is_always_one_of_last_week_and_of_last_month() {
        let first: Date = "2026-01-01".parse().unwrap();
        let mut there: Vec<Kept> = Vec::new();
        for n in 0..300 {
            let today = made(&first.checked_add(n.days()).unwrap().to_string(), Why::Daily, true);
            let now = today.at;
            there.insert(0, today);
            let gone = too_many(&there, now, &TimeZone::UTC);
            there.retain(|kept| !gone.contains(&kept.path));
            let age = |kept: &Kept| now.duration_since(kept.at).as_hours() / 24;
            assert!(n < 14 || there.iter().any(|kept| (6..=14).contains(&age(kept))), "day {n}");
            assert!(n < 62 || there.iter().any(|kept| (28..=62).contains(&age(kept))), "day {n}");
        }
    }

    #[test]
    fn damaged_backups_push_no_sound_one_out() {
        let mut of_place: Vec<Kept> = (10..25).map(|day| made(&format!("2026-11-{day}"), Why::Daily, false)).collect();
        of_place.push(made("2026-11-09", Why::Daily, true));
        of_place.sort_by_key(|kept| std::cmp::Reverse(kept.at));
        let now = of_place[0].at;
        assert!(too_many(&of_place, now, &TimeZone::UTC).is_empty(), "the last sound one and all after it stay");
    }

    #[test]
    fn what_each_of_two_restores_of_one_day_put_aside_stays_a_year() {
        let at = |hour: u32, why: Why| Kept {
            at: format!("2026-03-04T{hour:02}:00:00Z").parse().unwrap(),
            ..made("2026-03-04", why, true)
        };
        let mut of_place = vec![made("2026-11-25", Why::Daily, true), at(18, Why::Daily)];
        of_place.extend([at(12, Why::Import), at(11, Why::Restore), at(10, Why::Restore)]);
        assert!(too_many(&of_place, of_place[0].at, &TimeZone::UTC).is_empty());
        let later: Timestamp = "2027-06-01T09:00:00Z".parse().unwrap();
        assert_eq!(too_many(&of_place, later, &TimeZone::UTC).len(), 3, "after that they go as any other");
    }

    #[test]
    fn one_that_was_asked_for_stays_a_year() {
        let of_place: Vec<Kept> = [("2026-11-25", Why::Daily), ("2026-03-05", Why::Daily), ("2026-03-04", Why::Asked)]
            .into_iter()
            .map(|(day, why)| made(day, why, true))
            .collect();
        assert!(too_many(&of_place, of_place[0].at, &TimeZone::UTC).is_empty());
    }
}
