//! Signs from the old symbol fonts, as the letters that they show.

const GREEK_UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const GREEK_LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// The letter for `w:sym`: its font, its number in hex.
pub fn letter(font: &str, number: &str) -> Option<char> {
    let code = u32::from_str_radix(number, 16).ok()?;
    if !(0xf000..=0xf0ff).contains(&code) {
        return char::from_u32(code).filter(|letter| !crate::text::is_illegal(*letter));
    }
    let code = code & 0xff;
    let font = font.to_lowercase();
    if font.starts_with("symbol") {
        let index = |from: u32| usize::try_from(code - from).ok();
        return match code {
            0x41..=0x5a => GREEK_UPPER.chars().nth(index(0x41)?),
            0x61..=0x7a => GREEK_LOWER.chars().nth(index(0x61)?),
            0x22 => Some('∀'),
            0x24 => Some('∃'),
            0x2d => Some('−'),
            0x20..=0x3f => char::from_u32(code),
            0xa3 => Some('≤'),
            0xa5 => Some('∞'),
            0xac => Some('←'),
            0xae => Some('→'),
            0xb0 => Some('°'),
            0xb1 => Some('±'),
            0xb3 => Some('≥'),
            0xb4 => Some('×'),
            0xb7 => Some('•'),
            0xb8 => Some('÷'),
            0xb9 => Some('≠'),
            0xbb => Some('≈'),
            0xd2 | 0xe2 => Some('®'),
            0xd3 | 0xe3 => Some('©'),
            0xd4 | 0xe4 => Some('™'),
            _ => None,
        };
    }
    match code {
        0x28 => Some('☎'),
        0x2a => Some('✉'),
        0x4a => Some('☺'),
        0x4c => Some('☹'),
        0x6c => Some('●'),
        0x6e | 0xa7 => Some('■'),
        0x6f | 0xa8 => Some('☐'),
        0xd8 => Some('➢'),
        0xdf | 0xe7 => Some('←'),
        0xe0 | 0xe8 => Some('→'),
        0xfb => Some('✗'),
        0xfc => Some('✓'),
        0xfe => Some('☑'),
        _ => None,
    }
}
