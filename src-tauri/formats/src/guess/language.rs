//! In which language a piece is written, by its letters and its commonest words. Regions, and mixtures within a piece, are not its matter.

use std::borrow::Cow;
use std::collections::HashMap;

use stet_document::{Document, blocks};

/// Words that stand in every text of a language, and seldom in one of another.
const WORDS: [(&str, &[&str]); 14] = [
    ("en", &["the", "of", "and", "to", "that", "is", "was", "for", "with", "it", "are", "this", "from", "which", "have", "by"]),
    (
        "de",
        &["der", "die", "und", "das", "den", "nicht", "ist", "von", "mit", "ein", "eine", "auf", "sich", "dem", "auch", "für"],
    ),
    ("fr", &["le", "les", "des", "et", "une", "est", "dans", "du", "qui", "pour", "pas", "sur", "au", "avec", "ce", "sont"]),
    ("es", &["el", "los", "las", "y", "del", "una", "por", "con", "es", "se", "su", "para", "más", "lo", "como", "fue"]),
    ("pt", &["o", "os", "do", "da", "em", "não", "uma", "um", "com", "dos", "das", "no", "na", "é", "ao", "mais"]),
    ("it", &["il", "di", "che", "della", "è", "gli", "un", "non", "per", "sono", "nel", "dei", "anche", "alla", "più", "del"]),
    ("nl", &["het", "een", "van", "en", "niet", "dat", "zijn", "op", "met", "voor", "ook", "naar", "er", "maar", "aan", "ze"]),
    ("pl", &["nie", "się", "jest", "że", "na", "z", "do", "w", "i", "jak", "ale", "od", "przez", "oraz", "dla", "po"]),
    ("cs", &["se", "na", "že", "je", "v", "který", "jako", "ale", "podle", "jsem", "která", "byl", "jsou", "při", "s", "už"]),
    ("sv", &["och", "att", "det", "som", "är", "på", "inte", "av", "för", "den", "till", "ett", "har", "om", "jag", "från"]),
    ("da", &["og", "at", "det", "er", "på", "ikke", "af", "til", "den", "som", "har", "jeg", "et", "fra", "blev", "var"]),
    (
        "tr",
        &["ve", "bir", "bu", "için", "da", "de", "ile", "çok", "gibi", "olarak", "daha", "olan", "ne", "değil", "kadar", "var"],
    ),
    ("ro", &["și", "în", "nu", "este", "din", "cu", "pe", "care", "mai", "la", "sunt", "pentru", "fost", "că", "să", "lui"]),
    ("hu", &["és", "hogy", "nem", "az", "egy", "is", "meg", "csak", "már", "volt", "mint", "még", "ez", "vagy", "ki", "azt"]),
];

/// The language of the piece without its region; nothing when there are too few words, or no clear answer.
pub fn guess(document: &Document) -> Option<&'static str> {
    let mut text = String::new();
    for block in blocks::blocks(document).into_iter().filter(|block| block.kind != "code") {
        text.push_str(&block.text);
        text.push('\n');
        if text.len() > 40_000 {
            break;
        }
    }
    of(&text)
}

fn of(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let share = |wanted: &dyn Fn(char) -> bool| text.chars().filter(|letter| wanted(*letter)).count();
    let most = |count: usize| count * 2 > letters;
    if letters < 60 {
        return None;
    }
    let kana = share(&|one| ('\u{3041}'..='\u{30ff}').contains(&one));
    let han = share(&|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
    if most(kana + han) {
        return Some(if kana * 10 > han { "ja" } else { "zh" });
    }
    if most(share(&|one| ('\u{ac00}'..='\u{d7a3}').contains(&one))) {
        return Some("ko");
    }
    if most(share(&|one| ('\u{600}'..='\u{6ff}').contains(&one) && one.is_alphabetic())) {
        let urdu = share(&|one| "ٹڈڑےں".contains(one));
        let persian = share(&|one| "پچژگی".contains(one));
        return Some(if urdu * 60 > letters {
            "ur"
        } else if persian * 40 > letters {
            "fa"
        } else {
            "ar"
        });
    }
    if most(share(&|one| ('\u{5d0}'..='\u{5ea}').contains(&one))) {
        return Some("he");
    }
    if most(share(&|one| ('\u{370}'..='\u{3ff}').contains(&one))) {
        return Some("el");
    }
    if most(share(&|one| ('\u{400}'..='\u{4ff}').contains(&one))) {
        return cyrillic(text);
    }
    latin(text)
}

fn cyrillic(text: &str) -> Option<&'static str> {
    let share = |letters: &str| text.chars().filter(|letter| letters.contains(*letter)).count();
    if share("љњћђјџ") > 2 {
        return None;
    }
    if share("ўЎ") > 0 {
        return Some("be");
    }
    if share("іїєґ") > 2 {
        return Some("uk");
    }
    if share("ыэё") > 0 {
        return Some("ru");
    }
    (share("ъ") > 2).then_some("bg")
}

fn latin(text: &str) -> Option<&'static str> {
    // Each word is looked up once, for all languages that have it.
    let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (_, words)) in WORDS.iter().enumerate() {
        words.iter().for_each(|word| known.entry(word).or_default().push(at));
    }
    let mut found: Vec<(usize, &'static str)> = WORDS.iter().map(|(lang, _)| (0, *lang)).collect();
    let mut words = 0;
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        let lower = if word.chars().all(char::is_lowercase) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        for at in known.get(lower.as_ref()).into_iter().flatten() {
            if let Some((count, _)) = found.get_mut(*at) {
                *count += 1;
            }
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    let (best, lang) = *found.first()?;
    let second = found.get(1).map_or(0, |(count, _)| *count);
    (best >= 6 && best * 10 >= words && best * 2 >= second * 3).then_some(lang)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_language_of_a_paragraph_is_read_from_its_letters_and_small_words() {
        for (lang, text) in [
            (
                "en",
                "The council met on the north quay, and it was the first time that the harbour had been asked for a plan of its own by the people of the town.",
            ),
            (
                "es",
                "Abdullah Ocalan, el líder independentista kurdo, desembarcó en Italia y pidió asilo político. El ex comunista se negó al pedido, y los dos países firmaron por fin el acuerdo con las condiciones del caso.",
            ),
            (
                "de",
                "Der Rat hat sich mit dem Plan nicht befasst, und das ist auch für die Stadt ein Problem, das man auf die eine oder andere Weise lösen muss.",
            ),
            (
                "fr",
                "Les députés ont adopté le projet de loi sur le renseignement, qui est dans les mains du Sénat pour une lecture avec des amendements, et ce n’est pas fini.",
            ),
            (
                "pt",
                "O técnico não quis falar do troféu que foi entregue ao presidente em uma cerimônia com os jogadores do clube, e o caso não é mais um segredo na cidade.",
            ),
            (
                "ja",
                "肉をくわえたイヌが、橋を渡っていました。ふと下を見ると、川の中にも肉をくわえたイヌがいます。イヌはそれを見て、思いました。あいつの肉の方が大きそうだ。",
            ),
            (
                "zh",
                "本款固态硬盘是一款微型尺寸完全兼容接口规范的固态硬盘。在众多高性能的数码产品之中，该方案元器件数量经过优化和封装比普通固态硬盘减少许多，没有活动部件，有更大自由度。",
            ),
            (
                "ru",
                "Комитет рассмотрел обращение жителей и принял решение отложить вопрос до следующего года. Никто не возражал, но были и те, кто молчал.",
            ),
            (
                "uk",
                "Рада розглянула звернення мешканців і вирішила відкласти питання до наступного року. Ніхто не заперечував, але були й ті, хто мовчав.",
            ),
            (
                "ar",
                "قرر المجلس أمس تأجيل التصويت على الخطة إلى العام المقبل، بعد أن طلب المرشدون مزيدا من الوقت لدراسة الأرقام التي نشرتها هيئة الميناء.",
            ),
        ] {
            assert_eq!(of(text), Some(lang), "{text}");
        }
        assert_eq!(of("Short words"), None);
        assert_eq!(
            of(
                "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua ut enim ad minim veniam."
            ),
            None
        );
    }
}
