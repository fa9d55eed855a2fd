//! The credits as they print: a line for each role, with the words of the language before the names and between them. What a page
//! makes of a line (its spans and links) is the writer's.

use stet_document::{Credit, Fields};

use crate::wording;

/// One role's names, in print.
pub struct Line<'a> {
    pub role: &'a str,
    /// Before the names, with its space: "By ", "Übersetzt von "; empty where names stand alone.
    pub before: String,
    /// Each with what stands between it and the one before; empty for the first.
    pub people: Vec<(String, &'a Credit)>,
}

/// The public credits, in the order in which their roles first come.
pub fn lines(fields: &Fields) -> Vec<Line<'_>> {
    let public: Vec<&Credit> = fields.credits.iter().filter(|credit| credit.public).collect();
    let mut roles: Vec<&str> = Vec::new();
    for credit in &public {
        if !roles.contains(&credit.role.as_str()) {
            roles.push(&credit.role);
        }
    }
    roles
        .into_iter()
        .map(|role| {
            let named: Vec<&Credit> = public.iter().copied().filter(|credit| credit.role == role).collect();
            let people = named.iter().enumerate().map(|(n, credit)| (between(n, &named, &fields.lang), *credit)).collect();
            Line { role, before: before(role, &fields.lang), people }
        })
        .collect()
}

/// What stands before the names of a role.
fn before(role: &str, lang: &str) -> String {
    let words = wording::words(lang);
    match role {
        "by" | "" => words.by.to_owned(),
        "translated-by" => words.translated_by.to_owned(),
        "photographs" => words.photographs.to_owned(),
        "additional-reporting" => words.additional_reporting.to_owned(),
        "edited-by" => words.edited_by.to_owned(),
        other => {
            let mut letters = other.chars();
            let first = letters.next().map(char::to_uppercase).into_iter().flatten();
            format!("{}: ", first.chain(letters).collect::<String>().replace('-', " "))
        }
    }
}

fn between(n: usize, named: &[&Credit], lang: &str) -> String {
    if n == 0 {
        String::new()
    } else if named.iter().any(|credit| !credit.title.is_empty() || !credit.affiliation.is_empty()) {
        "; ".to_owned()
    } else if n + 1 == named.len() {
        format!(" {} ", wording::words(lang).and)
    } else {
        ", ".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(role: &str, name: &str) -> Credit {
        Credit { role: role.to_owned(), name: name.to_owned(), public: true, ..Credit::default() }
    }

    fn printed(lang: &str, credits: Vec<Credit>) -> Vec<String> {
        let fields = Fields { lang: lang.to_owned(), credits, ..Fields::default() };
        lines(&fields)
            .into_iter()
            .map(|line| {
                line.before + &line.people.iter().map(|(between, credit)| format!("{between}{}", credit.name)).collect::<String>()
            })
            .collect()
    }

    #[test]
    fn names_stand_in_the_words_of_the_language() {
        let two = || vec![credit("by", "Jana Köhler"), credit("translated-by", "Ana Duarte"), credit("by", "Bo Lind")];
        assert_eq!(printed("de", two()), ["Von Jana Köhler und Bo Lind", "Übersetzt von Ana Duarte"]);
        assert_eq!(printed("en-GB", two()), ["By Jana Köhler and Bo Lind", "Translated by Ana Duarte"]);
        assert_eq!(printed("pl", vec![credit("by", "Jana Köhler")]), ["Jana Köhler"]);
        assert_eq!(printed("en", vec![credit("fact-checked-by", "Jana Köhler")]), ["Fact checked by: Jana Köhler"]);
        assert!(printed("en", vec![Credit { public: false, ..credit("by", "X") }]).is_empty());
    }
}
