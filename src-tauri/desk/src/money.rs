//! Amounts of money as people type them and as tables print them. Pure; kept in a currency's smallest unit.

use crate::error::{Result, refuse};

/// Currencies (ISO 4217) whose smallest unit is no hundredth.
const NONE: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
const THREE: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Digits after the point.
pub fn digits(currency: &str) -> u8 {
    if NONE.contains(&currency) {
        0
    } else if THREE.contains(&currency) {
        3
    } else {
        2
    }
}

/// A currency's three letters.
///
/// # Errors
/// `usage`.
pub fn currency(typed: &str) -> Result<String> {
    let code = typed.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err(refuse("usage", "A currency is written with three letters, like EUR or GBP."))
    }
}

/// "250", "1,250.50", "1.250,50", "250,5": the last of point and comma parts off the smaller unit, where no more than its digits
/// follow; else they part thousands.
///
/// # Errors
/// `usage` for what is no amount.
pub fn read(typed: &str, currency: &str) -> Result<i64> {
    let shown: String = typed.chars().filter(|c| !c.is_control()).take(40).collect();
    let wrong = || refuse("usage", format!("“{shown}” is no amount in {currency}; write it like 250 or 250.50."));
    let plain: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '\u{202f}')).collect();
    let places = usize::from(digits(currency));
    let (whole, part) = match plain.rsplit_once(['.', ',']) {
        Some((whole, part)) if (1..=places).contains(&part.len()) => (whole, part),
        Some((_, part)) if part.len() != 3 => return Err(wrong()),
        _ => (plain.as_str(), ""),
    };
    let mut groups = whole.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if first.is_empty() || rest.iter().any(|group| group.len() != 3) || (!rest.is_empty() && first.len() > 3) {
        return Err(wrong());
    }
    let number = format!("{first}{}{part:0<places$}", rest.concat());
    let all = number.bytes().all(|byte| byte.is_ascii_digit()) && number.len() <= 15;
    if all { number.parse().map_err(|_| wrong()) } else { Err(wrong()) }
}

/// "250.50", as tables and programs read it.
pub fn plain(amount: i64, currency: &str) -> String {
    let places = usize::from(digits(currency));
    if places == 0 {
        return amount.to_string();
    }
    let unit = 10_i64.pow(u32::from(digits(currency)));
    format!("{}.{:0places$}", amount / unit, amount % unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, currency, amount) in [
            ("250", "EUR", 25_000),
            ("250.5", "EUR", 25_050),
            ("250,50", "EUR", 25_050),
            ("1,250.50", "GBP", 125_050),
            ("1.250,50", "EUR", 125_050),
            ("1.250", "EUR", 125_000),
            ("1’250.00", "CHF", 125_000),
            ("12 000", "JPY", 12_000),
            ("12,000", "JPY", 12_000),
            ("1.250", "KWD", 1_250),
            ("0", "EUR", 0),
        ] {
            assert_eq!(read(typed, currency).unwrap(), amount, "{typed} {currency}");
        }
        for (typed, currency) in
            [("", "EUR"), ("-5", "EUR"), ("a", "EUR"), ("2.5001", "EUR"), ("1,2,3", "EUR"), ("12.5", "JPY"), (".5", "EUR")]
        {
            assert!(read(typed, currency).is_err(), "{typed} {currency}");
        }
    }

    #[test]
    fn amounts_are_printed_with_their_currency_s_digits() {
        assert_eq!((plain(25_050, "EUR").as_str(), plain(5, "EUR").as_str()), ("250.50", "0.05"));
        assert_eq!((plain(12_000, "JPY").as_str(), plain(1_250, "KWD").as_str()), ("12000", "1.250"));
    }
}
