//! How words are made alike for search, on both index and query, and a person's query made into one for FTS5.
//! Pure: knows neither desk nor SQL. What is searched and how hits are shown is `search.rs`.
//! NFKC, case, ё→е, ß→ss, Latin and Greek accents, Arabic alef, ya, ta marbuta, tatweel and vowel marks; pairs of letters where
//! a script puts no spaces between words (Han, kana, Thai, Lao, Khmer, Burmese).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_segmentation::UnicodeSegmentation;

/// A word made alike, and where it stands in the text as written (bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

/// The text as the index takes it: words made alike, a space between them.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokens(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.text);
    }
    out
}

/// The words of a text, made alike. A stretch in a script without spaces gives its pairs of letters and, alone, its last letter,
/// so that a single letter is found at the start of a pair or at the end of the stretch.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut word: Option<Token> = None;
    let mut run: Vec<Token> = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(byte) = bytes.get(start) {
        // Most letters are ASCII and stand alone; only beside another script can one be part of a cluster.
        if byte.is_ascii() && bytes.get(start + 1).is_none_or(u8::is_ascii) {
            flush_run(&mut run, &mut out);
            if byte.is_ascii_alphanumeric() {
                let letter = char::from(byte.to_ascii_lowercase());
                let open = word.get_or_insert_with(|| Token { text: String::new(), start, end: start });
                open.text.push(letter);
                open.end = start + 1;
            } else {
                out.extend(word.take());
            }
            start += 1;
            continue;
        }
        let Some(cluster) = text.get(start..).and_then(|rest| rest.graphemes(true).next()) else { break };
        let end = start + cluster.len();
        let begun = std::mem::replace(&mut start, end);
        let alike = fold(cluster);
        if alike.is_empty() && cluster.chars().all(unseen) {
            continue; // a soft hyphen or a vowel mark does not part a word
        }
        let letters = alike.chars().any(char::is_alphanumeric);
        let spaceless = letters && alike.chars().any(has_no_spaces);
        if !spaceless {
            flush_run(&mut run, &mut out);
        }
        if !letters || spaceless {
            out.extend(word.take());
        }
        if spaceless {
            run.push(Token { text: alike, start: begun, end });
        } else if letters {
            for piece in pieces(&alike) {
                match piece {
                    Some(piece) => match word.as_mut() {
                        Some(open) => {
                            open.text.push_str(&piece);
                            open.end = end;
                        }
                        None => word = Some(Token { text: piece, start: begun, end }),
                    },
                    None => out.extend(word.take()),
                }
            }
        }
    }
    flush_run(&mut run, &mut out);
    out.extend(word);
    out
}

/// A cluster may fold to letters with something between them (½ is 1⁄2): `None` parts words.
fn pieces(alike: &str) -> Vec<Option<String>> {
    let mut out = Vec::new();
    let mut open = String::new();
    for c in alike.chars() {
        if c.is_alphanumeric() || canonical_combining_class(c) != 0 || is_mark(c) {
            open.push(c);
        } else {
            if !open.is_empty() {
                out.push(Some(std::mem::take(&mut open)));
            }
            out.push(None);
        }
    }
    if !open.is_empty() {
        out.push(Some(open));
    }
    out
}

fn flush_run(run: &mut Vec<Token>, out: &mut Vec<Token>) {
    for pair in run.windows(2) {
        if let [a, b] = pair {
            out.push(Token { text: format!("{}{}", a.text, b.text), start: a.start, end: b.end });
        }
    }
    if let Some(last) = run.pop() {
        out.push(last);
    }
    run.clear();
}

/// One cluster (a letter with its marks) made alike; empty where nothing of it is searched.
fn fold(cluster: &str) -> String {
    let mut out = String::new();
    for composed in cluster.nfkc().collect::<String>().chars().flat_map(char::to_lowercase).collect::<String>().nfc() {
        match composed {
            'ё' => out.push('е'),
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            'ı' => out.push('i'),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ی' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' => out.push('ه'),
            '\u{660}'..='\u{669}' => out.extend(char::from_digit(u32::from(composed) - 0x660, 10)),
            '\u{6f0}'..='\u{6f9}' => out.extend(char::from_digit(u32::from(composed) - 0x6f0, 10)),
            c if unseen(c) => {}
            c if without_accents(c) => decompose_canonical(c, |part| {
                if canonical_combining_class(part) == 0 {
                    out.push(part);
                }
            }),
            // An accent that composes with nothing (Latin letters with a stray mark).
            '\u{300}'..='\u{36f}' if out.chars().last().is_none_or(|before| before.is_ascii_alphanumeric()) => {}
            c => out.push(c),
        }
    }
    out
}

/// What is written but not searched: tatweel, vowel marks of Arabic and Hebrew, soft hyphen, joiners, direction marks.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Latin and Greek letters lose their accents; Cyrillic й and ї are letters of their own.
fn without_accents(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{1e00}'..='\u{1eff}' | '\u{1f00}'..='\u{1fff}')
}

fn is_mark(c: char) -> bool {
    // Spacing and non-spacing marks of the Indic and South-East Asian scripts, which have no combining class of their own.
    matches!(c, '\u{900}'..='\u{dff}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn has_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// One thing asked for: words that stand one after the other, the last perhaps only begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub words: Vec<String>,
    /// The last word is the start of a word.
    pub begun: bool,
}

/// What a person typed: every term must be there. Words in quotation marks belong together; the last word may be unfinished
/// unless a space follows it.
pub fn query(typed: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut in_quotes = false;
    let unfinished = typed.chars().last().is_some_and(|c| !c.is_whitespace() && !is_quote(c));
    let mut stretches: Vec<(bool, String)> = vec![(false, String::new())];
    for c in typed.chars() {
        if is_quote(c) {
            in_quotes = !in_quotes;
            stretches.push((in_quotes, String::new()));
        } else if let Some((_, text)) = stretches.last_mut() {
            text.push(c);
        }
    }
    for (quoted, stretch) in &stretches {
        let chunks: Vec<&str> = if *quoted { vec![stretch.as_str()] } else { stretch.split_whitespace().collect() };
        for chunk in chunks {
            let mut words: Vec<String> = tokens(chunk).into_iter().map(|t| t.text).collect();
            // Within a phrase of pairs the last letter alone would ask that the stretch ends there.
            let several = words.len() > 1;
            let single = words.last().is_some_and(|w| w.chars().all(has_no_spaces) && w.graphemes(true).count() == 1);
            if several && single {
                words.pop();
            }
            if !words.is_empty() {
                let begun = single && !several;
                terms.push(Term { words, begun });
            }
        }
    }
    if unfinished && let Some(last) = terms.last_mut() {
        last.begun = true;
    }
    terms.truncate(24);
    terms
}

/// The query for FTS5. In a body, where no index of prefixes stands, the start of a word counts from three letters on
/// (two where letters go in pairs). Empty where nothing is asked.
pub fn match_expression(terms: &[Term], body: bool) -> String {
    let mut parts = Vec::new();
    for term in terms {
        let long = term.words.last().is_some_and(|w| w.chars().count() >= 3 || w.chars().any(has_no_spaces));
        let star = if term.begun && (long || !body) { "*" } else { "" };
        parts.push(format!("\"{}\"{star}", term.words.join(" ")));
    }
    parts.join(" AND ")
}

/// Quotation marks as people type them.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Where the first of these words stand among a text's tokens: first token and number of tokens.
pub fn find(term: &Term, text: &[Token]) -> Option<(usize, usize)> {
    let count = term.words.len();
    if count == 0 {
        return None;
    }
    text.windows(count)
        .position(|window| {
            window.iter().zip(&term.words).enumerate().all(|(index, (token, word))| {
                if term.begun && index + 1 == count { token.text.starts_with(word.as_str()) } else { &token.text == word }
            })
        })
        .map(|at| (at, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        let text = tokens(text);
        let terms = query(typed);
        !terms.is_empty() && terms.iter().all(|term| find(term, &text).is_some())
    }

    #[test]
    fn words_are_found_in_every_language_however_they_are_written() {
        for (typed, text) in [
            ("FERRY vote", "The ferry vote that nobody lost"),
            ("strasse", "Die Straße am Hafen"),
            ("STRASSE ", "Die STRAẞE am Hafen"),
            ("елка", "Под ёлкой лежала ёлка"),
            ("ЁЛКА ", "елка"),
            ("йод", "йод"),
            ("київ", "Київ"),
            ("acores", "dos Açores"),
            ("Açores", "dos AC\u{327}ORES"),
            ("ÎLE", "une île"),
            ("file", "the \u{fb01}le"),
            ("ｖｏｔｅ", "vote"),
            ("λογος", "ΛΌΓΟΣ"),
            ("istanbul", "İSTANBUL"),
            ("إلى", "الي"),
            ("مدينه", "مَدِينَة"),
            ("مدينة", "مدينـــه"),
            ("على", "علي"),
            ("آذان", "اذان"),
            ("2026", "عام ٢٠٢٦"),
            ("שלום", "שָׁלוֹם"),
            ("投票", "港口的投票結果"),
            ("果", "港口的投票結果"),
            ("投", "港口的投票結果"),
            ("ポート", "ホ\u{309a}ートの夜"),
            ("夜船", "「夜船」の値段"),
            ("เรือ", "ราคาของเรือกลางคืน"),
            ("कीमत", "रात की नाव की कीमत"),
            ("노조", "노조의 편지"),
            ("l'article", "L’article sur la mer"),
            ("article", "L’article sur la mer"),
            ("don’t", "We don't sail on paper"),
            ("night-boat", "the night boat"),
            ("\"nobody lost\"", "The vote that nobody lost"),
            ("co\u{ad}operate", "cooperate"),
        ] {
            assert!(finds(typed, text), "{typed} in {text}: {:?} {:?}", query(typed), normalise(text));
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for (typed, text) in [
            ("йод", "иод"),
            ("票投", "投票"),
            ("\"lost nobody\"", "The vote that nobody lost"),
            ("vot ", "The vote"),
            ("", "The vote"),
            ("…", "The vote …"),
        ] {
            assert!(!finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn an_expression_has_only_words_in_it() {
        assert_eq!(
            match_expression(&query("Town: \"vote NEAR( nobody\" lo"), true),
            "\"town\" AND \"vote near nobody\" AND \"lo\""
        );
        assert_eq!(match_expression(&query("lo"), false), "\"lo\"*");
        assert_eq!(match_expression(&query("los"), true), "\"los\"*");
        assert_eq!(match_expression(&query("los "), true), "\"los\"");
        assert_eq!(match_expression(&query("\" * : ^ -"), true), "");
    }

    #[test]
    fn a_letter_is_the_same_word_whether_it_stands_alone_or_beside_another_script() {
        for text in [
            "e\u{301}tat cafe\u{301}",
            "a\u{ad}b a\u{200d}b",
            "x́ y",
            "1\u{20e3} 2",
            "投a票b",
            "don’t stop—now",
            "\r\n a\r\nb",
            "ﬁn fin",
        ] {
            // The same letters, each made to look as if it stood beside another script.
            let by_cluster: Vec<String> = text.split(' ').map(normalise).filter(|word| !word.is_empty()).collect();
            assert_eq!(normalise(text), by_cluster.join(" "), "{text}");
        }
        assert_eq!(normalise("e\u{301}tat CAFE\u{301} a\u{ad}b"), "etat cafe ab");
    }

    #[test]
    fn tokens_know_where_they_stand() {
        let text = "Die Straße, ｄann 投票所.";
        for token in tokens(text) {
            assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
        }
        let found: Vec<&str> = tokens(text).iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(found, ["Die", "Straße", "ｄann", "投票", "票所", "所"]);
    }
}
