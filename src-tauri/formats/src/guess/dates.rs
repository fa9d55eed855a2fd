//! Days as writers write them, in nine languages: "26 November 2026", "November 26, 2026", "26.11.2026", "26 ноября 2026 г.".

use std::ops::Range;

/// The months by their names and short names, in each language from January.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "januar",
        "jänner",
        "janvier",
        "janv",
        "enero",
        "ene",
        "janeiro",
        "gennaio",
        "gen",
        "января",
        "янв",
        "січня",
        "січ",
        "يناير",
        "كانون الثاني",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "fevrier",
        "févr",
        "febrero",
        "fevereiro",
        "fev",
        "febbraio",
        "февраля",
        "фев",
        "лютого",
        "лют",
        "فبراير",
        "شباط",
    ],
    &["march", "mar", "märz", "mars", "marzo", "março", "marco", "марта", "мар", "березня", "бер", "مارس", "آذار"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "апреля", "апр", "квітня", "квіт", "أبريل", "إبريل", "نيسان"],
    &["may", "mai", "mayo", "maio", "maggio", "mag", "мая", "травня", "трав", "مايو", "أيار"],
    &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu", "июня", "июн", "червня", "черв", "يونيو", "حزيران"],
    &[
        "july",
        "jul",
        "juli",
        "juillet",
        "juil",
        "julio",
        "julho",
        "luglio",
        "lug",
        "июля",
        "июл",
        "липня",
        "лип",
        "يوليو",
        "تموز",
    ],
    &["august", "aug", "août", "aout", "agosto", "ago", "августа", "авг", "серпня", "серп", "أغسطس", "آب"],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "setiembre",
        "setembro",
        "set",
        "settembre",
        "сентября",
        "сен",
        "сент",
        "вересня",
        "вер",
        "سبتمبر",
        "أيلول",
    ],
    &[
        "october",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "outubro",
        "out",
        "ottobre",
        "ott",
        "октября",
        "окт",
        "жовтня",
        "жовт",
        "أكتوبر",
        "تشرين الأول",
    ],
    &[
        "november",
        "nov",
        "novembre",
        "noviembre",
        "novembro",
        "ноября",
        "ноя",
        "нояб",
        "листопада",
        "лист",
        "نوفمبر",
        "تشرين الثاني",
    ],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
        "декабря",
        "дек",
        "грудня",
        "груд",
        "ديسمبر",
        "كانون الأول",
    ],
];

/// The first day named in the text: its bytes there, and `YYYY-MM-DD`. Days written in digits alone are read day first, except as `YYYY-MM-DD`.
pub fn find(text: &str) -> Option<(Range<usize>, String)> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| at_token(text, &tokens, at))
}

/// A word or a number, and where it stands.
struct Token<'t> {
    text: &'t str,
    from: usize,
    number: Option<u32>,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut kind = false;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let digit = letter.is_numeric() && letter.to_digit(10).or(arabic(letter)).is_some();
        let wordy = digit || letter.is_alphabetic() || is_mark(letter);
        if let Some(from) = start
            && (!wordy || digit != kind)
        {
            let word = text.get(from..at).unwrap_or_default();
            tokens.push(Token { text: word, from, number: kind.then(|| number(word)).flatten() });
            start = None;
        }
        if wordy && start.is_none() {
            (start, kind) = (Some(at), digit);
        }
    }
    tokens
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter) || ('\u{64b}'..='\u{65f}').contains(&letter)
}

fn arabic(letter: char) -> Option<u32> {
    match letter {
        '\u{660}'..='\u{669}' => Some(u32::from(letter) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(letter) - 0x6f0),
        _ => None,
    }
}

fn number(word: &str) -> Option<u32> {
    if word.chars().count() > 4 {
        return None;
    }
    word.chars().try_fold(0, |sum, letter| Some(sum * 10 + letter.to_digit(10).or(arabic(letter))?))
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    MONTHS.iter().position(|names| names.contains(&word.as_str())).and_then(|index| u32::try_from(index + 1).ok())
}

/// The month at this token, and how many tokens it takes (two in "كانون الأول").
fn month_at(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let first = tokens.get(at)?;
    if let Some(second) = tokens.get(at + 1)
        && let Some(found) = month(&format!("{} {}", first.text, second.text))
    {
        return Some((found, 2));
    }
    month(first.text).map(|found| (found, 1))
}

fn at_token(text: &str, tokens: &[Token], at: usize) -> Option<(Range<usize>, String)> {
    let token = tokens.get(at)?;
    let between = |one: usize| {
        let (left, right) = (tokens.get(one)?, tokens.get(one + 1)?);
        text.get(left.from + left.text.len()..right.from)
    };
    let end = |last: usize| tokens.get(last).map(|token| token.from + token.text.len());
    if let Some(first) = token.number {
        // 26 November 2026, 26. November 2026, 1er novembre 2026, 26 de noviembre de 2026.
        let mut next = at + 1;
        while tokens.get(next).is_some_and(|token| {
            matches!(token.text.to_lowercase().as_str(), "de" | "del" | "er" | "st" | "nd" | "rd" | "th" | "º" | "of" | "ª")
        }) {
            next += 1;
        }
        if (1..=31).contains(&first)
            && let Some((month, taken)) = month_at(tokens, next)
        {
            let mut year_at = next + taken;
            while tokens.get(year_at).is_some_and(|token| matches!(token.text.to_lowercase().as_str(), "de" | "del")) {
                year_at += 1;
            }
            let year = tokens.get(year_at)?.number?;
            return day(token.from..with_year_sign(text, end(year_at)?), year, month, first);
        }
        // 2026-11-26, 26.11.2026, 26/11/2026.
        let (second, third) = (tokens.get(at + 1)?.number?, tokens.get(at + 2)?.number?);
        let (left, right) = (between(at)?, between(at + 1)?);
        let range = token.from..end(at + 2)?;
        return match (left, right) {
            ("-", "-") if first >= 1000 => day(range, first, second, third),
            ("." | ". ", "." | ". ") | ("/", "/") | ("-", "-") if third >= 1000 => day(range, third, second, first),
            _ => None,
        };
    }
    // November 26, 2026.
    let (found, taken) = month_at(tokens, at)?;
    let number = tokens.get(at + taken)?.number?;
    let mut year_at = at + taken + 1;
    while tokens.get(year_at).is_some_and(|token| matches!(token.text, "st" | "nd" | "rd" | "th")) {
        year_at += 1;
    }
    let year = tokens.get(year_at)?.number?;
    day(token.from..end(year_at)?, year, found, number)
}

/// The Russian and Ukrainian "г.", "р." after a year belong to the date.
fn with_year_sign(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    ["\u{a0}г.", " г.", " года", "\u{a0}р.", " р.", " року", "г."]
        .iter()
        .find(|sign| rest.starts_with(*sign))
        .map_or(end, |sign| end + sign.len())
}

fn day(range: Range<usize>, year: u32, month: u32, day: u32) -> Option<(Range<usize>, String)> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((range, date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn days_are_read_in_nine_languages() {
        for text in [
            "26 November 2026",
            "November 26, 2026",
            "Nov. 26th, 2026",
            "26. November 2026",
            "26 novembre 2026",
            "26 de noviembre de 2026",
            "26 de novembro de 2026",
            "26 ноября 2026 г.",
            "26 листопада 2026 року",
            "26 نوفمبر 2026",
            "٢٦ نوفمبر ٢٠٢٦",
            "26 تشرين الثاني 2026",
            "2026-11-26",
            "26.11.2026",
            "26/11/2026",
            "the 26th of November 2026",
        ] {
            assert_eq!(find(text).map(|found| found.1), Some("2026-11-26".to_owned()), "{text}");
        }
        for text in ["31 June 2026", "in November", "26 November", "May I come in 2026?", "1.2.3", "page 12, 2026"] {
            assert_eq!(find(text), None, "{text}");
        }
        let text = "By Ana, 26 ноября 2026 г., Lisbon";
        assert_eq!(find(text).map(|found| &text[found.0]), Some("26 ноября 2026 г."));
    }
}
