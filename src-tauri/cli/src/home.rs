//! What the machine says of the person and the place: the login's name, the language, the zone.

use std::io::{BufRead, IsTerminal, Write};

/// The login's name; "Editor" where the machine has none.
pub fn login() -> String {
    ["LOGNAME", "USER", "USERNAME"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.trim().is_empty())
        .or_else(account)
        .unwrap_or_else(|| "Editor".to_owned())
}

/// The name of the account that runs this, where the environment does not tell.
#[cfg(target_os = "linux")]
fn account() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let me = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    let mine = accounts.lines().find(|line| line.split(':').nth(2) == Some(me.as_str()))?;
    mine.split(':').next().filter(|name| !name.is_empty()).map(str::to_owned)
}

#[cfg(not(target_os = "linux"))]
fn account() -> Option<String> {
    None
}

/// The person's name, asked for where a terminal is; the login's name else.
pub fn name() -> String {
    let login = login();
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return login;
    }
    let mut stderr = std::io::stderr().lock();
    let _ = write!(stderr, "Your name, as colleagues will see it [{login}]: ");
    let _ = stderr.flush();
    let mut typed = String::new();
    match std::io::stdin().lock().read_line(&mut typed) {
        Ok(_) if !typed.trim().is_empty() => typed.trim().to_owned(),
        _ => login,
    }
}

/// The machine's language as a BCP 47 tag; English where it has none.
pub fn lang() -> String {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    tag(&set.unwrap_or_default())
}

/// `pt_PT.UTF-8` as `pt-PT`; `C` and `POSIX` as English.
fn tag(locale: &str) -> String {
    let plain = locale.split(['.', '@']).next().unwrap_or_default();
    let letters = |part: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    };
    let (lang, region) = plain.split_once('_').unwrap_or((plain, ""));
    match (letters(lang, 2..=3), letters(region, 2..=2)) {
        (true, true) => format!("{}-{}", lang.to_lowercase(), region.to_uppercase()),
        (true, false) => lang.to_lowercase(),
        _ => "en".to_owned(),
    }
}

/// The machine's time zone by its IANA name; UTC where it has none.
pub fn zone() -> String {
    jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn the_machines_language_is_named_as_the_web_names_it() {
        assert_eq!(tag("pt_PT.UTF-8"), "pt-PT");
        assert_eq!(tag("de_AT@euro"), "de-AT");
        assert_eq!(tag("ru"), "ru");
        for none in ["", "C", "C.UTF-8", "POSIX"] {
            assert_eq!(tag(none), "en", "{none}");
        }
    }
}
