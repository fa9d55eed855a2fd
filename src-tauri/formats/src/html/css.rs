//! The little of CSS that says what words are: bold, italic, raised, struck, small capitals, hidden. From `style` attributes and rules for one class.

use std::collections::BTreeMap;

/// What a style says of words; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub raised: Option<Raised>,
    pub struck: Option<bool>,
    pub small_caps: Option<bool>,
    pub hidden: bool,
    pub align: Option<Align>,
    /// `lower-alpha` and its like.
    pub list_letters: bool,
    /// Word's `mso-list`: the level of a paragraph that is a list's item and which list that is, and whether it is the item's mark.
    pub word_list: Option<(u8, String)>,
    pub word_mark: bool,
    /// White space is shown as it stands.
    pub kept: Option<bool>,
    /// Word's run of spaces, in which no-break spaces stand for plain ones.
    pub spacer: bool,
    /// A painted background: "check this".
    pub painted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    Up,
    Down,
    Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Center,
    Right,
}

impl Look {
    /// What a list of declarations says.
    pub fn of(style: &str) -> Self {
        let mut look = Self::default();
        for declaration in style.split(';') {
            if let Some((name, value)) = declaration.split_once(':') {
                look.take(
                    name.trim().to_ascii_lowercase().as_str(),
                    &value.trim().trim_end_matches("!important").trim().to_ascii_lowercase(),
                );
            }
        }
        look
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "font-weight" => {
                self.bold = match value {
                    "bold" | "bolder" => Some(true),
                    "normal" | "lighter" => Some(false),
                    number => number.parse::<u32>().ok().map(|weight| weight >= 600),
                }
            }
            "font-style" => self.italic = Some(value.starts_with("italic") || value.starts_with("oblique")),
            "vertical-align" => {
                self.raised = match value {
                    "super" => Some(Raised::Up),
                    "sub" => Some(Raised::Down),
                    _ => Some(Raised::Level),
                }
            }
            "text-decoration" | "text-decoration-line" => self.struck = Some(value.contains("line-through")),
            "font-variant" | "font-variant-caps" => self.small_caps = Some(value.contains("small-caps")),
            "display" => self.hidden |= value == "none",
            "visibility" => self.hidden |= value == "hidden",
            "mso-hide" => self.hidden |= value == "all",
            "text-align" => {
                self.align = match value {
                    "left" => Some(Align::Left),
                    "center" => Some(Align::Center),
                    "right" => Some(Align::Right),
                    _ => None,
                }
            }
            "list-style" | "list-style-type" => self.list_letters = value.contains("alpha") || value.contains("latin"),
            "mso-list" => {
                if value.contains("ignore") {
                    self.word_mark = true;
                } else if let Some((list, rest)) = value.split_once("level") {
                    let level =
                        rest.chars().next().and_then(|digit| digit.to_digit(10)).and_then(|level| u8::try_from(level).ok());
                    let run = rest.split_ascii_whitespace().nth(1).unwrap_or_default();
                    self.word_list = level.map(|level| (level, format!("{} {run}", list.trim())));
                }
            }
            "white-space" | "white-space-collapse" => {
                self.kept = Some(["pre", "break-spaces"].iter().any(|word| value.starts_with(word)) && value != "pre-line");
            }
            "mso-spacerun" => self.spacer = value == "yes",
            "background" | "background-color" | "mso-highlight" => {
                self.painted = value.contains("yellow")
                    || value.contains("#ff0")
                    || value.contains("#ffff00")
                    || value.contains("lime")
                    || value.contains("rgb(255, 255, 0)");
            }
            _ => {}
        }
    }

    /// This look with what `over` says on top.
    pub fn under(mut self, over: Self) -> Self {
        self.bold = over.bold.or(self.bold);
        self.italic = over.italic.or(self.italic);
        self.raised = over.raised.or(self.raised);
        self.struck = over.struck.or(self.struck);
        self.small_caps = over.small_caps.or(self.small_caps);
        self.align = over.align.or(self.align);
        self.hidden |= over.hidden;
        self.list_letters |= over.list_letters;
        self.word_list = over.word_list.or(self.word_list);
        self.word_mark |= over.word_mark;
        self.kept = over.kept.or(self.kept);
        self.spacer |= over.spacer;
        self.painted |= over.painted;
        self
    }
}

/// Rules of a page for one class (`.c3 { font-weight: 700 }`), as Google Docs and LibreOffice write them.
#[derive(Debug, Default)]
pub struct Sheet {
    classes: BTreeMap<String, Look>,
}

impl Sheet {
    /// Adds the rules of a `<style>` element.
    pub fn add(&mut self, css: &str) {
        let mut rest = css;
        while let Some((selectors, after)) = rest.split_once('{') {
            let Some((style, later)) = after.split_once('}') else { break };
            rest = later;
            for selector in selectors.rsplit("*/").next().unwrap_or_default().split(',') {
                let selector = selector.trim();
                let class =
                    selector.strip_prefix('.').or_else(|| selector.strip_prefix("span.")).or_else(|| selector.strip_prefix("p."));
                if let Some(class) = class
                    && class.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
                {
                    let look = Look { hidden: false, ..Look::of(style) };
                    let before = self.classes.remove(class).unwrap_or_default();
                    self.classes.insert(class.to_owned(), before.under(look));
                }
            }
        }
    }

    /// What the classes and the `style` of an element say together.
    pub fn look(&self, classes: Option<&str>, style: Option<&str>) -> Look {
        let mut look = Look::default();
        if !self.classes.is_empty() {
            for class in classes.unwrap_or_default().split_ascii_whitespace() {
                if let Some(said) = self.classes.get(class) {
                    look = look.under(said.clone());
                }
            }
        }
        match style {
            Some(style) => look.under(Look::of(style)),
            None => look,
        }
    }
}
