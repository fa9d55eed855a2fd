//! What a document's styles mean: headings, named parts, quotations, captions, code; and the letters' look that they give.

use std::collections::BTreeMap;

use super::xml::{Element, Tree};
use crate::types::Named;

/// What a paragraph's style makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Plain,
    /// 1 to 6.
    Heading(u8),
    Part(Named),
    Quotation,
    Caption,
    Code,
    /// A paragraph that goes on with the list item before it.
    ListMore,
    /// An entry of a table of contents.
    Contents,
}

/// How letters look; nothing where it is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub small_caps: Option<bool>,
    pub caps: Option<bool>,
    pub strike: Option<bool>,
    pub hidden: Option<bool>,
    pub underline: Option<bool>,
    /// `superscript`, `subscript`, `baseline`.
    pub vertical: Option<String>,
    pub rtl: Option<bool>,
    /// Highlighted, shaded or coloured.
    pub coloured: Option<bool>,
    /// Languages of Latin, East Asian and right-to-left letters.
    pub lang: Option<String>,
    pub lang_asian: Option<String>,
    pub lang_rtl: Option<String>,
}

/// Whether an on-off property is on.
pub fn is_on(element: Element) -> bool {
    !matches!(element.attr("w:val"), Some("0" | "false" | "off" | "none"))
}

impl Look {
    /// What a `w:rPr` says.
    pub fn read(properties: Element) -> Self {
        let mut look = Self::default();
        for one in properties.elements() {
            match one.name() {
                "w:b" => look.bold = Some(is_on(one)),
                "w:i" => look.italic = Some(is_on(one)),
                "w:smallCaps" => look.small_caps = Some(is_on(one)),
                "w:caps" => look.caps = Some(is_on(one)),
                "w:strike" | "w:dstrike" => look.strike = Some(is_on(one) || look.strike == Some(true)),
                "w:vanish" => look.hidden = Some(is_on(one)),
                "w:u" => look.underline = Some(is_on(one)),
                "w:vertAlign" => look.vertical = one.attr("w:val").map(str::to_owned),
                "w:rtl" => look.rtl = Some(is_on(one)),
                "w:highlight" => look.coloured = Some(is_on(one)),
                "w:shd" if look.coloured.is_none() => look.coloured = one.attr("w:fill").map(is_colour),
                "w:color" if look.coloured.is_none() => {
                    let themed = one.attr("w:themeColor").is_some();
                    look.coloured = one.attr("w:val").filter(|_| !themed).map(is_colour);
                }
                "w:lang" => {
                    look.lang = one.attr("w:val").map(str::to_owned);
                    look.lang_asian = one.attr("w:eastAsia").map(str::to_owned);
                    look.lang_rtl = one.attr("w:bidi").map(str::to_owned);
                }
                _ => {}
            }
        }
        look
    }

    /// This look over another: what it says counts.
    #[must_use]
    pub fn over(self, below: &Self) -> Self {
        let below = below.clone();
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            small_caps: self.small_caps.or(below.small_caps),
            caps: self.caps.or(below.caps),
            strike: self.strike.or(below.strike),
            hidden: self.hidden.or(below.hidden),
            underline: self.underline.or(below.underline),
            vertical: self.vertical.or(below.vertical),
            rtl: self.rtl.or(below.rtl),
            coloured: self.coloured.or(below.coloured),
            lang: self.lang.or(below.lang),
            lang_asian: self.lang_asian.or(below.lang_asian),
            lang_rtl: self.lang_rtl.or(below.lang_rtl),
        }
    }

    /// A character style's look over a paragraph style's: bold within bold is roman.
    #[must_use]
    pub fn toggled(self, below: &Self) -> Self {
        let toggle = |above: Option<bool>, below: Option<bool>| {
            if above == Some(true) { Some(below != Some(true)) } else { above.or(below) }
        };
        let (bold, italic) = (toggle(self.bold, below.bold), toggle(self.italic, below.italic));
        let (small_caps, caps) = (toggle(self.small_caps, below.small_caps), toggle(self.caps, below.caps));
        Self { bold, italic, small_caps, caps, ..self.over(below) }
    }
}

/// Whether `RRGGBB` is a colour that means something: not black, white or grey.
pub(crate) fn is_colour(value: &str) -> bool {
    let part = |from: usize| value.get(from..from + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) if value.len() == 6 => {
            let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
            most - least > 64
        }
        _ => false,
    }
}

/// One style, with what it inherits.
#[derive(Clone, Debug, Default)]
pub struct Style {
    pub kind: Kind,
    pub look: Look,
    /// (numId, level) that paragraphs of this style have.
    pub list: Option<(String, u32)>,
    pub rtl: Option<bool>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
    /// Id of the style of paragraphs that name none.
    standard: String,
    /// What holds where no style speaks.
    pub defaults: Look,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(tree: &Tree) -> Self {
        let root = tree.root();
        let mut styles = Self::default();
        if let Some(defaults) = root.child("w:docDefaults") {
            let properties = defaults.child("w:rPrDefault").and_then(|outer| outer.child("w:rPr"));
            styles.defaults = properties.map(Look::read).unwrap_or_default();
        }
        let elements: BTreeMap<&str, Element> =
            root.elements().filter(|one| one.name() == "w:style").filter_map(|one| Some((one.attr("w:styleId")?, one))).collect();
        for (id, element) in &elements {
            if element.attr("w:type") == Some("paragraph") && matches!(element.attr("w:default"), Some("1" | "true" | "on")) {
                styles.standard = (*id).to_owned();
            }
            let mut style = Style::default();
            let mut next = Some(*element);
            let mut steps = 0;
            while let Some(one) = next.filter(|_| steps < 32) {
                steps += 1;
                inherit(&mut style, one, steps > 1);
                next = one.val("w:basedOn").and_then(|below| elements.get(below)).copied();
            }
            styles.styles.insert((*id).to_owned(), style);
        }
        styles
    }

    /// The style of a paragraph or of letters, by its id; of a paragraph without one the standard style.
    pub fn get(&self, id: Option<&str>) -> Style {
        match id.and_then(|id| self.styles.get(id)) {
            Some(style) => style.clone(),
            // A file without the style's definition still says by its id what it means.
            None => match id {
                Some(id) => Style { kind: kind_of(id), ..Style::default() },
                None => self.styles.get(&self.standard).cloned().unwrap_or_default(),
            },
        }
    }
}

/// Adds what a style or one below it says, where nothing above did.
fn inherit(style: &mut Style, element: Element, below: bool) {
    if style.kind == Kind::Plain {
        let name = element.val("w:name").unwrap_or_default();
        style.kind = kind_of(name);
        if style.kind == Kind::Plain {
            style.kind = kind_of(element.attr("w:styleId").unwrap_or_default());
        }
        // A style made from another's looks like it, but does not name the same part: "Date" is made from "Title".
        if below && matches!(style.kind, Kind::Part(_)) {
            style.kind = Kind::Plain;
        }
    }
    if let Some(properties) = element.child("w:rPr") {
        style.look = std::mem::take(&mut style.look).over(&Look::read(properties));
    }
    let Some(properties) = element.child("w:pPr") else { return };
    if let Some(level) = properties.val("w:outlineLvl").and_then(|level| level.parse::<u8>().ok())
        && style.kind == Kind::Plain
        && level < 9
    {
        style.kind = Kind::Heading((level + 1).min(6));
    }
    if style.rtl.is_none() {
        style.rtl = properties.child("w:bidi").map(is_on);
    }
    if style.list.is_none()
        && let Some(list) = properties.child("w:numPr")
    {
        let level = list.val("w:ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
        style.list = list.val("w:numId").map(|id| (id.to_owned(), level));
    }
}

/// What a style of this name or id means, in the languages in which programs name them.
pub fn kind_of(name: &str) -> Kind {
    let name: String = name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = name.strip_prefix(stem).unwrap_or_default();
    if !digits.is_empty() {
        let level = digits.parse::<u8>().unwrap_or(9);
        let heading = [
            "heading",
            "überschrift",
            "berschrift",
            "titre",
            "título",
            "titulo",
            "ttulo",
            "titolo",
            "заголовок",
            "عنوان",
            "العنوان",
            "kop",
            "rubrik",
            "overskrift",
            "nagłówek",
            "nagwek",
            "nadpis",
            "otsikko",
            "başlık",
            "cabeçalho",
            "encabezado",
            "intestazione",
            "見出し",
            "标题",
            "標題",
            "제목",
        ];
        if heading.contains(&stem) && (1..=9).contains(&level) {
            return Kind::Heading(level.min(6));
        }
        if ["toc", "verzeichnis", "tm", "tdc", "tdc", "sommario", "оглавление", "зміст", "contents"].contains(&stem)
        {
            return Kind::Contents;
        }
    }
    match name.as_str() {
        "title" | "titel" | "titre" | "título" | "titulo" | "titolo" | "название" | "заголовок" | "назва" | "العنوان"
        | "عنوان" | "tytuł" | "headline" => Kind::Part(Named::Headline),
        "subtitle"
        | "untertitel"
        | "soustitre"
        | "subtítulo"
        | "subtitulo"
        | "sottotitolo"
        | "подзаголовок"
        | "підзаголовок"
        | "عنوانفرعي"
        | "standfirst"
        | "deck"
        | "vorspann"
        | "chapeau"
        | "chapô" => Kind::Part(Named::Standfirst),
        "kicker" | "overline" | "dachzeile" | "surtitre" | "antetítulo" | "occhiello" => Kind::Part(Named::Kicker),
        "byline" | "author" | "autor" | "autorenzeile" | "auteur" => Kind::Part(Named::Byline),
        "quote"
        | "intensequote"
        | "zitat"
        | "intensiveszitat"
        | "citation"
        | "citationintense"
        | "cita"
        | "citadestacada"
        | "citação"
        | "citaçãointensa"
        | "citazione"
        | "citazioneintensa"
        | "цитата"
        | "выделеннаяцитата"
        | "اقتباس"
        | "blocktext"
        | "blockquote"
        | "blockquotation"
        | "quotations"
        | "quotation"
        | "blocktextquote" => Kind::Quotation,
        "caption"
        | "beschriftung"
        | "légende"
        | "lgende"
        | "epígrafe"
        | "didascalia"
        | "legenda"
        | "названиеобъекта"
        | "imagecaption"
        | "captionedfigure"
        | "figurecaption"
        | "illustration"
        | "figure"
        | "abbildung" => Kind::Caption,
        "htmlpreformatted" | "preformattedtext" | "sourcecode" | "code" | "codeblock" | "htmlvorformatiert" | "plaincode" => {
            Kind::Code
        }
        "listcontinue" | "listenfortsetzung" => Kind::ListMore,
        "tocheading" | "contentsheading" | "inhaltsverzeichnisberschrift" => Kind::Contents,
        _ => Kind::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_in_the_languages_of_their_programs() {
        for name in ["heading 2", "Überschrift 2", "berschrift2", "Titre 2", "Título 2", "Заголовок 2", "عنوان 2"]
        {
            assert_eq!(kind_of(name), Kind::Heading(2), "{name}");
        }
        assert_eq!(kind_of("Titre"), Kind::Part(Named::Headline));
        assert_eq!(kind_of("Intense Quote"), Kind::Quotation);
        assert_eq!(kind_of("Normal"), Kind::Plain);
        assert_eq!(kind_of("Body Text 2"), Kind::Plain);
    }

    #[test]
    fn black_and_grey_are_no_colours() {
        assert!(is_colour("FF0000") && is_colour("ffff00"));
        assert!(!is_colour("000000") && !is_colour("595959") && !is_colour("FFFFFF") && !is_colour("auto"));
    }
}
