//! Numbers of a rich text file and what they stand for: character sets, code pages, languages.

use encoding_rs::Encoding;

/// The code page of a font's character set; none where the file's own counts.
pub(super) fn of_charset(charset: i32) -> Option<&'static Encoding> {
    let label = match charset {
        77 => "macintosh",
        128 => "shift_jis",
        129 => "euc-kr",
        134 => "gbk",
        136 => "big5",
        161 => "windows-1253",
        162 => "windows-1254",
        163 => "windows-1258",
        177 => "windows-1255",
        178..=180 => "windows-1256",
        181 => "windows-1255",
        186 => "windows-1257",
        204 => "windows-1251",
        222 => "windows-874",
        238 => "windows-1250",
        0 => "windows-1252",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a code page's number.
pub(super) fn of_page(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 | 1361 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        65001 => "utf-8".to_owned(),
        866 => "ibm866".to_owned(),
        874 | 1250..=1258 => format!("windows-{page}"),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The language of a Windows number, BCP 47; none where it says nothing.
pub(super) fn language(number: i32) -> Option<&'static str> {
    Some(match number {
        1025 => "ar",
        2049 => "ar-IQ",
        3073 => "ar-EG",
        11265 => "ar-JO",
        12289 => "ar-LB",
        1026 => "bg",
        1027 => "ca",
        1028 => "zh-TW",
        2052 => "zh-CN",
        1029 => "cs",
        1030 => "da",
        1031 => "de-DE",
        2055 => "de-CH",
        3079 => "de-AT",
        1032 => "el",
        1033 => "en-US",
        2057 => "en-GB",
        3081 => "en-AU",
        4105 => "en-CA",
        5129 => "en-NZ",
        6153 => "en-IE",
        7177 => "en-ZA",
        1034 | 3082 => "es-ES",
        2058 => "es-MX",
        11274 => "es-AR",
        13322 => "es-CL",
        9226 => "es-CO",
        1035 => "fi",
        1036 => "fr-FR",
        2060 => "fr-BE",
        3084 => "fr-CA",
        4108 => "fr-CH",
        1037 => "he",
        1038 => "hu",
        1039 => "is",
        1040 => "it-IT",
        2064 => "it-CH",
        1041 => "ja",
        1042 => "ko",
        1043 => "nl-NL",
        2067 => "nl-BE",
        1044 => "nb",
        2068 => "nn",
        1045 => "pl",
        1046 => "pt-BR",
        2070 => "pt-PT",
        1048 => "ro",
        1049 => "ru",
        1050 => "hr",
        1051 => "sk",
        1052 => "sq",
        1053 => "sv-SE",
        1054 => "th",
        1055 => "tr",
        1056 => "ur",
        1057 => "id",
        1058 => "uk",
        1059 => "be",
        1060 => "sl",
        1061 => "et",
        1062 => "lv",
        1063 => "lt",
        1065 => "fa",
        1066 => "vi",
        1069 => "eu",
        1110 => "gl",
        2074 | 3098 | 9242 | 10266 => "sr",
        1142 => "la",
        _ => return None,
    })
}
