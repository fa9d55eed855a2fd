//! Slugs, addresses and file names from words: letters, digits and hyphens that a URL, a file system and a person can bear.
//! Pure; that they are unique on the desk is the caller's to see, with `numbered`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation;

/// Names which some file systems keep for themselves.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
/// At most so many bytes, so that a suffix and an extension still fit everywhere.
const LONGEST: usize = 80;

/// The public end of a URL from a headline: Latin letters without accents, Cyrillic and Greek in Latin letters, other scripts as
/// they are, words joined by hyphens. Empty where no letter or digit is left.
pub fn address(headline: &str, lang: &str) -> String {
    joined(&latin(headline, lang), LONGEST)
}

/// A slug from what a person typed, or from a file's name or a headline.
pub fn slug(words: &str, lang: &str) -> String {
    joined(&latin(words, lang), LONGEST)
}

/// A short slug for a new piece: from the file's name without the words by which writers number their copies
/// ("ferry vote FINAL v3 (2).docx" is `ferry-vote`), else from the first words of the headline, else `piece`.
pub fn proposed(file: &str, headline: &str, lang: &str) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(before, ending)| if ending.len() <= 8 { before } else { stem });
    for (words, most) in [(bare(stem), 5), (headline.to_owned(), 4)] {
        let whole = slug(&words, lang);
        let kept: Vec<&str> = whole.split('-').filter(|w| !w.is_empty()).collect();
        let mut telling: Vec<&str> = kept.iter().copied().filter(|w| !STOP.contains(w)).take(most).collect();
        if telling.is_empty() {
            telling = kept.into_iter().take(most).collect();
        }
        let short = guarded(telling.join("-"));
        if short.chars().any(char::is_alphabetic) {
            return short;
        }
    }
    "piece".to_owned()
}

/// The same name with a number that makes it another: `name-2`, `name-3` …, within the same length.
pub fn numbered(name: &str, number: u32) -> String {
    let ending = format!("-{number}");
    let mut stem = name.to_owned();
    while stem.len() + ending.len() > LONGEST {
        stem.pop();
    }
    format!("{}{ending}", stem.trim_end_matches('-'))
}

/// The first of a name and its numbered forms that `taken` does not have.
///
/// # Errors
/// What `taken` fails with.
pub fn free<E>(name: &str, mut taken: impl FnMut(&str) -> Result<bool, E>) -> Result<String, E> {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while taken(&candidate)? {
        candidate = numbered(name, number);
        number += 1;
    }
    Ok(candidate)
}

const STOP: [&str; 24] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "and", "or", "for", "that", "is", "was", "by", "from", "with", "der", "die",
    "das", "und", "le", "la", "el",
];

/// Words by which writers tell their copies apart; parts of a name that consist of them or of numbers alone are left out at its end.
const COPIES: [&str; 22] = [
    "final",
    "finale",
    "fin",
    "def",
    "definitive",
    "draft",
    "entwurf",
    "copy",
    "kopie",
    "copia",
    "rev",
    "revised",
    "edit",
    "edited",
    "new",
    "neu",
    "latest",
    "version",
    "clean",
    "korr",
    "corr",
    "wip",
];

fn bare(stem: &str) -> String {
    let words: Vec<&str> =
        stem.split(|c: char| !(c.is_alphanumeric() || canonical_combining_class(c) != 0)).filter(|w| !w.is_empty()).collect();
    let mut end = words.len();
    while end > 0 {
        let Some(word) = words.get(end - 1) else { break };
        let lower = word.to_lowercase();
        let version = lower.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()));
        if version
            || lower.chars().all(|c| c.is_ascii_digit())
            || COPIES.contains(&lower.trim_end_matches(|c: char| c.is_ascii_digit()))
        {
            end -= 1;
        } else {
            break;
        }
    }
    let kept = words.get(..end).unwrap_or_default();
    if matches!(
        kept.first().map(|w| w.to_lowercase()).as_deref(),
        Some("untitled" | "document" | "unbenannt" | "dokument" | "documento" | "clipboard" | "pasted")
    ) {
        return String::new();
    }
    kept.join(" ")
}

fn latin(words: &str, lang: &str) -> String {
    let german = lang.split('-').next().is_some_and(|l| l.eq_ignore_ascii_case("de"));
    let ukrainian = lang.split('-').next().is_some_and(|l| l.eq_ignore_ascii_case("uk"));
    let mut out = String::new();
    for composed in words.nfkc().flat_map(char::to_lowercase).collect::<String>().nfc() {
        if german
            && let Some(pair) = match composed {
                'ä' => Some("ae"),
                'ö' => Some("oe"),
                'ü' => Some("ue"),
                _ => None,
            }
        {
            out.push_str(pair);
            continue;
        }
        if ukrainian
            && let Some(own) = match composed {
                'г' => Some("h"),
                'и' => Some("y"),
                'й' => Some("i"),
                'х' => Some("kh"),
                _ => None,
            }
        {
            out.push_str(own);
            continue;
        }
        match letter(composed) {
            Some(known) => out.push_str(known),
            None if composed.is_ascii() => out.push(composed),
            None => {
                // Accents fall off Latin and Greek letters; elsewhere a mark is part of its letter, but vowel signs of Arabic and Hebrew are not.
                let parts: Vec<char> = std::iter::once(composed).nfd().collect();
                let base = parts.first().copied().unwrap_or(composed);
                if base.is_ascii_alphanumeric() {
                    out.push(base);
                } else if matches!(base, '\u{370}'..='\u{3ff}') && parts.len() > 1 {
                    out.push_str(letter(base).unwrap_or_default());
                } else if !matches!(composed, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{202a}'..='\u{202e}' | '\u{61c}' | '\u{feff}')
                {
                    out.push(composed);
                }
            }
        }
    }
    out
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "n",
        // An apostrophe joins: "nobody's" is nobodys.
        '\'' | '’' | '‘' | 'ʼ' | '`' => "",
        '&' => " and ",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'є' => "ie",
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'і' => "i",
        'ї' => "i",
        'й' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        'ђ' => "dj",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        'ћ' => "c",
        'џ' => "dz",
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

/// Words joined by single hyphens, cut at a word within `longest` bytes.
fn joined(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for word in
        text.split(|c: char| !(c.is_alphanumeric() || canonical_combining_class(c) != 0 || keeps(c))).filter(|w| !w.is_empty())
    {
        let gap = usize::from(!out.is_empty());
        if out.len() + gap + word.len() > longest {
            if out.is_empty() {
                for cluster in word.graphemes(true) {
                    if out.len() + cluster.len() > longest {
                        break;
                    }
                    out.push_str(cluster);
                }
            }
            break;
        }
        if gap == 1 {
            out.push('-');
        }
        out.push_str(word);
    }
    guarded(out.nfc().collect())
}

/// Vowel signs of Indic and South-East Asian scripts, which are part of their words.
fn keeps(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

fn guarded(name: String) -> String {
    let numbered_port =
        name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt")) && name.ends_with(|c: char| c.is_ascii_digit());
    if RESERVED.contains(&name.as_str()) || numbered_port { format!("{name}-piece") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_from_a_headline_in_any_script() {
        for (headline, lang, wanted) in [
            ("The vote nobody lost", "en", "the-vote-nobody-lost"),
            ("“We will not sail on paper”: the pilots’ letter", "en", "we-will-not-sail-on-paper-the-pilots-letter"),
            ("Größe & Straße", "de", "groesse-and-strasse"),
            ("Größe", "sv", "grosse"),
            ("Çok güzel İstanbul", "tr", "cok-guzel-istanbul"),
            ("Łódź nocą", "pl", "lodz-noca"),
            ("Ночные суда и ёлка", "ru", "nochnye-suda-i-elka"),
            ("Київ чекає", "uk", "kyiv-chekaie"),
            ("Η πόλη", "el", "i-poli"),
            ("لن نُبحر على الورق", "ar", "لن-نبحر-على-الورق"),
            ("夜船の値段", "ja", "夜船の値段"),
            ("  ---  ", "en", ""),
            ("../../etc/passwd", "en", "etc-passwd"),
            ("con", "en", "con-piece"),
            ("COM1", "en", "com1-piece"),
            ("A\u{202e}b\u{0}c", "en", "ab-c"),
        ] {
            assert_eq!(address(headline, lang), wanted, "{headline}");
        }
    }

    #[test]
    fn a_name_fits_every_file_system() {
        for long in ["word ".repeat(60), "ы".repeat(300), "夜".repeat(300), "a".repeat(300), "e\u{301}".repeat(300)] {
            let name = address(&long, "en");
            assert!(!name.is_empty() && name.len() <= 80, "{name}");
            assert!(numbered(&name, 12345).len() <= 80);
        }
        assert_eq!(address("cafe\u{301}", "fr"), address("café", "fr"));
    }

    #[test]
    fn a_slug_is_proposed_without_the_numbers_of_copies() {
        for (file, headline, wanted) in [
            ("ferry vote FINAL v3 (2).docx", "", "ferry-vote"),
            ("ferry vote FINAL v3.docx", "", "ferry-vote"),
            ("night boats.md", "", "night-boats"),
            ("carta.docx", "", "carta"),
            ("", "The vote that nobody lost, again", "vote-nobody-lost-again"),
            ("Untitled document.docx", "What a night boat costs", "what-night-boat-costs"),
            ("v2.docx", "", "piece"),
            ("", "", "piece"),
            ("الورق.docx", "", "الورق"),
        ] {
            assert_eq!(proposed(file, headline, "en"), wanted, "{file} {headline}");
        }
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["vote", "vote-2"];
        assert_eq!(free::<()>("vote", |name| Ok(taken.contains(&name))), Ok("vote-3".to_owned()));
    }
}
