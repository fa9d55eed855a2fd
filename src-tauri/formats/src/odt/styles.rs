//! What the styles of an OpenDocument text mean: the kind of a paragraph, the look of letters, the signs before list items.

use std::collections::BTreeMap;

use crate::docx::styles::{Kind, Look, is_colour, kind_of};
use crate::docx::xml::{Element, Tree};

/// Styles made from styles, this deep.
const DEEPEST: usize = 32;

/// One style with what it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub kind: Kind,
    pub look: Look,
    pub rtl: Option<bool>,
    /// A line across the page.
    pub rule: bool,
    /// The list that paragraphs of this style stand in.
    pub list: Option<String>,
}

/// How one level of a list counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// `1`, `a`, `i` …; empty: nothing is shown. None: a bullet.
    pub format: Option<String>,
    pub start: u32,
}

/// All styles of a text.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<(String, String), Style>,
    lists: BTreeMap<String, BTreeMap<u32, Level>>,
}

impl Styles {
    /// Reads the named styles and those made for single stretches.
    pub fn read(named: Option<&Tree>, content: &Tree) -> Self {
        let mut found: BTreeMap<(String, String), (Element, bool)> = BTreeMap::new();
        let mut defaults: BTreeMap<String, Look> = BTreeMap::new();
        let mut styles = Self::default();
        let groups = named.map(|tree| tree.root()).into_iter().chain([content.root()]).flat_map(|root| root.elements());
        for group in groups.filter(|group| matches!(group.name(), "office:styles" | "office:automatic-styles")) {
            let automatic = group.name() == "office:automatic-styles";
            for one in group.elements() {
                let family = one.attr("style:family").unwrap_or_default().to_owned();
                let name = one.attr("style:name").unwrap_or_default().to_owned();
                match one.name() {
                    "style:style" => {
                        found.insert((family, name), (one, automatic));
                    }
                    "style:default-style" => {
                        let look = one.child("style:text-properties").map(|properties| look(properties, false));
                        defaults.insert(family, look.unwrap_or_default());
                    }
                    "text:list-style" => {
                        styles.lists.insert(name, levels(one));
                    }
                    _ => {}
                }
            }
        }
        for ((family, name), (element, automatic)) in &found {
            let mut style = Style::default();
            let mut next = Some((*element, *automatic, name.as_str()));
            let mut above_named = false;
            for _ in 0..DEEPEST {
                let Some((one, automatic, name)) = next else { break };
                inherit(&mut style, one, automatic, name, above_named);
                above_named |= !automatic;
                next = one.attr("style:parent-style-name").and_then(|parent| {
                    let (key, found) = found.get_key_value(&(family.clone(), parent.to_owned()))?;
                    Some((found.0, found.1, key.1.as_str()))
                });
            }
            if let Some(defaults) = defaults.get(family).filter(|_| family == "paragraph") {
                style.look = if matches!(style.kind, Kind::Plain | Kind::ListMore) {
                    style.look.over(defaults)
                } else {
                    languages_of(&style.look).over(&languages_of(defaults))
                };
            }
            styles.styles.insert((family.clone(), name.clone()), style);
        }
        styles
    }

    /// The style of this family (`paragraph`, `text`) and name; one that is not defined still says by its name what it means.
    pub fn get(&self, family: &str, name: Option<&str>) -> Style {
        let Some(name) = name else {
            return self.styles.get(&(family.to_owned(), "Standard".to_owned())).cloned().unwrap_or_default();
        };
        match self.styles.get(&(family.to_owned(), name.to_owned())) {
            Some(style) => style.clone(),
            None => Style { kind: kind_of(&shown(name)), ..Style::default() },
        }
    }

    /// How a list counts at a level (from 1).
    pub fn level(&self, list: &str, level: u32) -> Level {
        self.lists.get(list).and_then(|levels| levels.get(&level)).cloned().unwrap_or_default()
    }
}

/// A style's name as the program shows it: `Text_20_body` is *Text body*.
fn shown(name: &str) -> String {
    let mut parts = name.split('_');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.collect();
    let mut at = 0;
    while let Some(part) = rest.get(at) {
        match u32::from_str_radix(part, 16).ok().filter(|_| (2..=4).contains(&part.len())).and_then(char::from_u32) {
            Some(letter) if rest.len() > at + 1 => {
                shown.push(letter);
                shown.push_str(rest.get(at + 1).unwrap_or(&""));
                at += 2;
            }
            _ => {
                shown.push('_');
                shown.push_str(part);
                at += 1;
            }
        }
    }
    shown
}

fn languages_of(look: &Look) -> Look {
    let Look { lang, lang_asian, lang_rtl, .. } = look.clone();
    Look { lang, lang_asian, lang_rtl, ..Look::default() }
}

fn inherit(style: &mut Style, element: Element, automatic: bool, name: &str, below_named: bool) {
    if style.kind == Kind::Plain && !automatic {
        let display = element.attr("style:display-name").map(str::to_owned).unwrap_or_else(|| shown(name));
        style.rule |= matches!(display.as_str(), "Horizontal Line");
        style.kind = kind_of(&display);
        if style.kind == Kind::Plain {
            style.kind = kind_of(&shown(name));
        }
        // A style made from another's looks like it, but does not name the same part.
        if below_named && matches!(style.kind, Kind::Part(_)) {
            style.kind = Kind::Plain;
        }
        if style.kind == Kind::Plain
            && let Some(level) = element.attr("style:default-outline-level").and_then(|level| level.parse::<u8>().ok())
            && level > 0
        {
            style.kind = Kind::Heading(level.min(6));
        }
    }
    if let Some(properties) = element.child("style:text-properties") {
        style.look = std::mem::take(&mut style.look).over(&look(properties, automatic));
    }
    if let Some(properties) = element.child("style:paragraph-properties")
        && style.rtl.is_none()
    {
        style.rtl = properties.attr("style:writing-mode").filter(|mode| *mode != "page").map(|mode| mode.starts_with("rl"));
    }
    if style.list.is_none() {
        style.list = element.attr("style:list-style-name").filter(|list| !list.is_empty()).map(str::to_owned);
    }
}

/// What a `style:text-properties` says; colours and lines under words count only where they were given by hand.
fn look(properties: Element, by_hand: bool) -> Look {
    let attr = |name: &str| properties.attr(name);
    let tag = |language: &str, country: &str| {
        let language = attr(language).filter(|tag| !matches!(*tag, "none" | "zxx" | ""))?;
        Some(match attr(country).filter(|country| !matches!(*country, "none" | "")) {
            Some(country) => format!("{language}-{country}"),
            None => language.to_owned(),
        })
    };
    let colour = |name: &str| attr(name).and_then(|value| value.strip_prefix('#')).map(is_colour);
    Look {
        bold: attr("fo:font-weight").map(|weight| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)),
        italic: attr("fo:font-style").map(|style| matches!(style, "italic" | "oblique")),
        small_caps: attr("fo:font-variant").map(|variant| variant == "small-caps"),
        caps: attr("fo:text-transform").map(|transform| transform == "uppercase"),
        strike: attr("style:text-line-through-style")
            .map(|style| style != "none")
            .or_else(|| attr("style:text-line-through-type").map(|kind| kind != "none")),
        hidden: attr("text:display").map(|display| display == "none"),
        underline: attr("style:text-underline-style").filter(|_| by_hand).map(|style| style != "none"),
        vertical: attr("style:text-position").map(|position| vertical(position).to_owned()),
        rtl: None,
        coloured: if by_hand { colour("fo:background-color").filter(|is| *is).or_else(|| colour("fo:color")) } else { None },
        lang: tag("fo:language", "fo:country"),
        lang_asian: tag("style:language-asian", "style:country-asian"),
        lang_rtl: tag("style:language-complex", "style:country-complex"),
    }
}

fn vertical(position: &str) -> &'static str {
    let first = position.split_whitespace().next().unwrap_or_default();
    match first {
        "super" => "superscript",
        "sub" => "subscript",
        other => match other.trim_end_matches('%').parse::<f32>() {
            Ok(percent) if percent > 0.0 => "superscript",
            Ok(percent) if percent < 0.0 => "subscript",
            _ => "baseline",
        },
    }
}

fn levels(list: Element) -> BTreeMap<u32, Level> {
    let mut levels = BTreeMap::new();
    for one in list.elements() {
        let Some(level) = one.attr("text:level").and_then(|level| level.parse().ok()) else { continue };
        let start = one.attr("text:start-value").and_then(|start| start.parse().ok()).unwrap_or(1);
        let format = match one.name() {
            "text:list-level-style-number" => Some(one.attr("style:num-format").unwrap_or_default().to_owned()),
            _ => None,
        };
        levels.insert(level, Level { format, start });
    }
    levels
}
