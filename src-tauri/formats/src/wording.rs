//! The few words that a page adds to a text (By, Notes, see note 3, a date), in the article's language; English where we have none.

/// The words of one language.
pub struct Words {
    /// Before the authors' names, with its space; empty where names stand alone.
    pub by: &'static str,
    pub and: &'static str,
    pub translated_by: &'static str,
    pub photographs: &'static str,
    pub additional_reporting: &'static str,
    pub edited_by: &'static str,
    pub notes: &'static str,
    /// Before the note's number.
    pub see_note: &'static str,
    /// Before the note's number: what a link back says to a screen reader.
    pub back: &'static str,
    /// `{d}`, `{m}`, `{y}`, `{n}` (the month's number); empty: ISO.
    pub date: &'static str,
    pub months: [&'static str; 12],
}

const NO_MONTHS: [&str; 12] = [""; 12];

const EN: Words = Words {
    by: "By ",
    and: "and",
    translated_by: "Translated by ",
    photographs: "Photographs: ",
    additional_reporting: "Additional reporting by ",
    edited_by: "Edited by ",
    notes: "Notes",
    see_note: "see note",
    back: "Back to the text, note",
    date: "{d} {m} {y}",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

/// A language whose link back is a sign; `roles` stand before the names of who translated, photographed, helped to report, edited.
const fn short(
    by: &'static str,
    and: &'static str,
    roles: [&'static str; 4],
    notes: &'static str,
    see_note: &'static str,
    date: &'static str,
    months: [&'static str; 12],
) -> Words {
    let [translated_by, photographs, additional_reporting, edited_by] = roles;
    Words { by, and, translated_by, photographs, additional_reporting, edited_by, notes, see_note, back: "↩", date, months }
}

const DE: Words = Words {
    by: "Von ",
    and: "und",
    translated_by: "Übersetzt von ",
    photographs: "Fotos: ",
    additional_reporting: "Mitarbeit: ",
    edited_by: "Redaktion: ",
    notes: "Anmerkungen",
    see_note: "siehe Anm.",
    back: "Zurück zum Text, Anmerkung",
    date: "{d}. {m} {y}",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
};
const FR: Words = Words {
    by: "Par ",
    and: "et",
    translated_by: "Traduit par ",
    photographs: "Photographies : ",
    additional_reporting: "Avec ",
    edited_by: "Édition : ",
    notes: "Notes",
    see_note: "voir note",
    back: "Retour au texte, note",
    date: "{d} {m} {y}",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};
const ES: Words = Words {
    by: "Por ",
    and: "y",
    translated_by: "Traducción de ",
    photographs: "Fotografías: ",
    additional_reporting: "Con información de ",
    edited_by: "Edición: ",
    notes: "Notas",
    see_note: "véase nota",
    back: "Volver al texto, nota",
    date: "{d} de {m} de {y}",
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
};
const PT: Words = Words {
    by: "Por ",
    and: "e",
    translated_by: "Tradução de ",
    photographs: "Fotografias: ",
    additional_reporting: "Com ",
    edited_by: "Edição: ",
    notes: "Notas",
    see_note: "ver nota",
    back: "Voltar ao texto, nota",
    date: "{d} de {m} de {y}",
    months: [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
};
const IT: Words = Words {
    by: "Di ",
    and: "e",
    translated_by: "Traduzione di ",
    photographs: "Fotografie: ",
    additional_reporting: "Con ",
    edited_by: "A cura di ",
    notes: "Note",
    see_note: "vedi nota",
    back: "Torna al testo, nota",
    date: "{d} {m} {y}",
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
};
const NL: Words = short(
    "Door ",
    "en",
    ["Vertaald door ", "Foto’s: ", "Met medewerking van ", "Redactie: "],
    "Noten",
    "zie noot",
    "{d} {m} {y}",
    ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
);
const PL: Words = short(
    "",
    "i",
    ["Przekład: ", "Zdjęcia: ", "Współpraca: ", "Redakcja: "],
    "Przypisy",
    "zob. przypis",
    "{d} {m} {y}",
    [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
);
const RU: Words = short(
    "",
    "и",
    ["Перевод: ", "Фото: ", "При участии: ", "Редактор: "],
    "Примечания",
    "см. прим.",
    "{d} {m} {y} г.",
    ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
);
const UK: Words = short(
    "",
    "і",
    ["Переклад: ", "Фото: ", "За участі: ", "Редактор: "],
    "Примітки",
    "див. прим.",
    "{d} {m} {y} р.",
    ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"],
);
const AR: Words = short(
    "بقلم ",
    "و",
    ["ترجمة ", "تصوير: ", "شارك في التغطية: ", "تحرير: "],
    "الهوامش",
    "انظر الهامش",
    "{d} {m} {y}",
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
);
const HE: Words = short(
    "מאת ",
    "ו",
    ["תרגום: ", "צילום: ", "השתתפו בהכנת הכתבה: ", "עריכה: "],
    "הערות",
    "ראו הערה",
    "{d} ב{m} {y}",
    ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
);
const TR: Words = short(
    "",
    "ve",
    ["Çeviri: ", "Fotoğraflar: ", "Katkıda bulunan: ", "Editör: "],
    "Notlar",
    "bkz. not",
    "{d} {m} {y}",
    ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"],
);
const SV: Words = short(
    "Av ",
    "och",
    ["Översättning: ", "Foto: ", "Medverkan: ", "Redaktör: "],
    "Noter",
    "se not",
    "{d} {m} {y}",
    ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
);
const DA: Words = short(
    "Af ",
    "og",
    ["Oversat af ", "Foto: ", "Medvirken: ", "Redigeret af "],
    "Noter",
    "se note",
    "{d}. {m} {y}",
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"],
);
const NB: Words = short(
    "Av ",
    "og",
    ["Oversatt av ", "Foto: ", "Medvirkning: ", "Redigert av "],
    "Noter",
    "se note",
    "{d}. {m} {y}",
    ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
);
const CS: Words = short(
    "",
    "a",
    ["Překlad: ", "Foto: ", "Spolupráce: ", "Redakce: "],
    "Poznámky",
    "viz pozn.",
    "{d}. {m} {y}",
    ["ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"],
);
const EL: Words = short(
    "",
    "και",
    ["Μετάφραση: ", "Φωτογραφίες: ", "Συνεργασία: ", "Επιμέλεια: "],
    "Σημειώσεις",
    "βλ. σημείωση",
    "{d} {m} {y}",
    [
        "Ιανουαρίου",
        "Φεβρουαρίου",
        "Μαρτίου",
        "Απριλίου",
        "Μαΐου",
        "Ιουνίου",
        "Ιουλίου",
        "Αυγούστου",
        "Σεπτεμβρίου",
        "Οκτωβρίου",
        "Νοεμβρίου",
        "Δεκεμβρίου",
    ],
);
const RO: Words = short(
    "De ",
    "și",
    ["Traducere de ", "Fotografii: ", "Cu contribuția: ", "Editat de "],
    "Note",
    "vezi nota",
    "{d} {m} {y}",
    [
        "ianuarie",
        "februarie",
        "martie",
        "aprilie",
        "mai",
        "iunie",
        "iulie",
        "august",
        "septembrie",
        "octombrie",
        "noiembrie",
        "decembrie",
    ],
);
const FA: Words = short("نوشتهٔ ", "و", ["ترجمهٔ ", "عکس: ", "با همکاری ", "ویرایش: "], "یادداشت‌ها", "یادداشت", "", NO_MONTHS);
const JA: Words = short("", "、", ["翻訳：", "写真：", "取材協力：", "編集："], "注", "注", "{y}年{n}月{d}日", NO_MONTHS);
const ZH: Words = short("", "、", ["翻译：", "摄影：", "参与报道：", "编辑："], "注释", "见注", "{y}年{n}月{d}日", NO_MONTHS);
const KO: Words = short("", ",", ["번역: ", "사진: ", "추가 취재: ", "편집: "], "주", "주 참조:", "{y}년 {n}월 {d}일", NO_MONTHS);

/// The words for a BCP 47 tag.
pub fn words(lang: &str) -> &'static Words {
    match primary(lang).as_str() {
        "de" => &DE,
        "fr" => &FR,
        "es" => &ES,
        "pt" => &PT,
        "it" => &IT,
        "nl" => &NL,
        "pl" => &PL,
        "ru" => &RU,
        "uk" => &UK,
        "ar" => &AR,
        "he" => &HE,
        "tr" => &TR,
        "sv" => &SV,
        "da" => &DA,
        "nb" | "no" | "nn" => &NB,
        "cs" => &CS,
        "el" => &EL,
        "ro" => &RO,
        "fa" => &FA,
        "ja" => &JA,
        "zh" => &ZH,
        "ko" => &KO,
        _ => &EN,
    }
}

fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether a language is written from right to left.
pub fn rtl(lang: &str) -> bool {
    let mut parts = lang.split(['-', '_']).map(str::to_ascii_lowercase);
    let first = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4) {
        Some(script) => matches!(script.as_str(), "arab" | "hebr" | "thaa" | "syrc" | "nkoo" | "adlm"),
        None => matches!(
            first.as_str(),
            "ar" | "he" | "iw" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" | "arc" | "syr" | "arz" | "ary"
        ),
    }
}

/// The day of an ISO date as a reader of the language sees it (`26 November 2026`); the day itself where we do not know how.
pub fn day(iso: &str, lang: &str) -> String {
    let day = iso.get(..10).unwrap_or(iso);
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let (Some(Some(year)), Some(Some(month)), Some(Some(number))) = (parts.next(), parts.next(), parts.next()) else {
        return day.to_owned();
    };
    let words = words(lang);
    let known = if lang.eq_ignore_ascii_case("en-us") { "{m} {d}, {y}" } else { words.date };
    let Some(name) = words.months.get(usize::from(month).wrapping_sub(1)) else { return day.to_owned() };
    if known.is_empty() {
        return day.to_owned();
    }
    known
        .replace("{d}", &number.to_string())
        .replace("{n}", &month.to_string())
        .replace("{m}", name)
        .replace("{y}", &year.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_its_language_writes_it() {
        for (lang, day_there) in [
            ("en-GB", "26 November 2026"),
            ("en-US", "November 26, 2026"),
            ("pt-PT", "26 de novembro de 2026"),
            ("ar", "26 نوفمبر 2026"),
            ("ja", "2026年11月26日"),
            ("fa", "2026-11-26"),
        ] {
            assert_eq!(day("2026-11-26T07:00:00+00:00", lang), day_there);
        }
        assert_eq!(day("soon", "en"), "soon");
    }

    #[test]
    fn the_script_decides_over_the_language() {
        assert!(rtl("ar") && rtl("ur-PK") && rtl("az-Arab") && !rtl("en") && !rtl("ar-Latn"));
    }
}
