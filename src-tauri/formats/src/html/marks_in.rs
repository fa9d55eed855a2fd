//! What an element says of its words: marks, links, language, direction; and what is not shown at all.

use stet_document::{Dir, Inline, Lang, Mark, Meta, Textblock, schema};

use super::css::{Look, Raised};
use super::dom::At;
use super::flow::{Flow, Reading, push};
use super::read::Origin;
use crate::link;
use crate::types::{LeftOut, Named};
use crate::wording;

impl Reading<'_, '_, '_> {
    /// Whether the element is not for readers; told, with its words.
    pub fn unshown(&mut self, at: At, name: &str) -> bool {
        let dom = self.dom;
        let clipped = self.origin == Origin::Clipboard;
        let told = match name {
            "head" | "title" | "meta" | "link" | "base" | "col" | "colgroup" | "param" | "source" | "track" | "area" | "map"
            | "rp" => return true,
            "script" => Some(("script", "Scripts were left out.")),
            "style" => return true,
            "template" | "noscript" | "dialog" => Some(("hidden", "Parts that the page does not show were left out.")),
            "input" | "select" | "textarea" | "button" | "datalist" | "option" | "progress" | "meter" | "output" => {
                Some(("form", "Fields and buttons of a form were left out."))
            }
            "form" if !clipped && dom.words(at).len() < 400 => Some(("form", "Fields and buttons of a form were left out.")),
            "xml" => return true,
            // Word's sign for the end of a paragraph.
            "span" if dom.has_class(at, "EOP") => return true,
            "del" if self.is_tracked(at) => Some(("tracked-deletion", "Deletions that were not yet accepted were left out.")),
            // The sign of a comment, within the words.
            "span" if dom.has_class(at, "MsoCommentReference") => return true,
            _ if self.is_comment(at) => Some(("comment", "Comments of the other program were left out.")),
            "nav" | "search" => Some(("navigation", "Menus, headers and footers of the page were left out.")),
            "footer" | "aside" if !self.ours && !clipped && !dom.has_class(at, "box") => {
                Some(("navigation", "Menus, headers and footers of the page were left out."))
            }
            _ if !self.ours && self.is_furniture(at) => {
                Some(("navigation", "Menus, headers and footers of the page were left out."))
            }
            "svg" | "canvas" => Some(("drawing", "Drawings within the page were left out.")),
            _ => None,
        };
        if let Some((code, message)) = told {
            let text = if name == "script" { String::new() } else { dom.words(at) };
            if name == "script" || !text.is_empty() || matches!(name, "svg" | "canvas" | "input" | "form") {
                self.leave(LeftOut::new(code, message).with_text(text));
            }
            return true;
        }
        let look = self.look(at);
        if look.hidden || dom.attribute(at, "hidden").is_some() {
            let text = dom.words(at);
            if !text.is_empty() {
                self.leave(LeftOut::new("hidden", "Parts that the page does not show were left out.").with_text(text));
            }
            return true;
        }
        look.word_mark
    }

    /// Whether words are struck out as a change that somebody has yet to accept: Word says by whom or when.
    fn is_tracked(&self, at: At) -> bool {
        !self.ours && (self.dom.attribute(at, "datetime").is_some() || self.dom.attribute(at, "cite").is_some())
    }

    /// Whether an element holds the comments of Word.
    fn is_comment(&self, at: At) -> bool {
        !self.ours && self.dom.attribute(at, "style").is_some_and(|style| style.contains("mso-element:comment"))
    }

    /// Whether an element calls itself something of the page around the text: a table of contents, buttons to share.
    fn is_furniture(&self, at: At) -> bool {
        let names = [self.dom.attribute(at, "class"), self.dom.attribute(at, "id")];
        let mut names = names.into_iter().flatten().flat_map(str::split_ascii_whitespace);
        let called = |name: &str| {
            matches!(
                name,
                "toc"
                    | "mw-editsection"
                    | "navbox"
                    | "noprint"
                    | "printfooter"
                    | "catlinks"
                    | "mw-jump"
                    | "mw-jump-link"
                    | "sharedaddy"
                    | "breadcrumb"
                    | "breadcrumbs"
                    | "skip-link"
                    | "hatnote"
                    | "dablink"
                    | "homonymie"
                    | "rellink"
            ) || ["share", "social"].iter().any(|part| {
                name.strip_prefix(part)
                    .or_else(|| name.strip_suffix(part))
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']) || rest.ends_with(['-', '_']))
            })
        };
        names.any(called)
            && self.dom.words(at).len() < 20_000
            && !self.dom.within(at).iter().any(|inner| self.dom.name(*inner) == "p" && self.dom.words(*inner).len() > 200)
    }

    /// What classes and style say of an element.
    pub fn look(&self, at: At) -> Look {
        self.sheet.look(self.dom.attribute(at, "class"), self.dom.attribute(at, "style"))
    }

    /// The marks of the words within an inline element.
    pub fn marked(&mut self, at: At, name: &str, around: &[Mark]) -> Vec<Mark> {
        let dom = self.dom;
        let mut marks = around.to_vec();
        let mut add = |mark: Mark| {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        };
        match name {
            "strong" | "b" => add(Mark::Strong),
            "em" | "i" | "cite" | "dfn" | "var" => add(Mark::Emphasis),
            "sub" => add(Mark::Sub),
            "sup" => add(Mark::Sup),
            "s" | "strike" | "del" => add(Mark::Strike),
            _ => {}
        }
        if dom.has_class(at, "small-caps") || dom.has_class(at, "smallcaps") {
            add(Mark::SmallCaps);
        }
        if dom.has_class(at, "dateline") {
            add(Mark::Dateline);
        }
        if let Some(lang) = self.foreign(at) {
            marks.retain(|mark| !matches!(mark, Mark::Foreign { .. }));
            marks.push(Mark::Foreign { lang });
        }
        if !self.ours {
            self.styled_marks(at, name, &mut marks);
        }
        if name == "a"
            && let Some(href) = dom.attribute(at, "href")
        {
            let href = href.to_owned();
            if let Some(href) = self.address(&href, &dom.words(at)) {
                marks.retain(|mark| !matches!(mark, Mark::Link { .. }));
                let title = dom.attribute(at, "title").unwrap_or_default().to_owned();
                marks.push(Mark::Link { href, title });
            }
        }
        match name {
            "code" | "kbd" | "samp" | "tt" if !self.ours => {
                self.leave(
                    LeftOut::new("inline-code", "Words set as computer code were taken as plain words.").with_text(dom.words(at)),
                );
            }
            "u" if !self.ours && dom.around(at, "a").is_none() && dom.named(at, "a").is_empty() => {
                self.leave(LeftOut::new("underline", "Underlining was left out; the words are kept.").with_text(dom.words(at)))
            }
            "mark" => {
                self.leave(LeftOut::new("highlight", "Highlighted words were taken as plain words.").with_text(dom.words(at)))
            }
            _ => {}
        }
        schema_order(&mut marks);
        marks
    }

    fn styled_marks(&mut self, at: At, name: &str, marks: &mut Vec<Mark>) {
        let look = self.look(at);
        let mut set = |said: Option<bool>, mark: Mark| match said {
            Some(true) if !marks.contains(&mark) => marks.push(mark),
            Some(false) => marks.retain(|known| *known != mark),
            _ => {}
        };
        set(look.bold, Mark::Strong);
        set(look.italic, Mark::Emphasis);
        set(look.struck, Mark::Strike);
        set(look.small_caps, Mark::SmallCaps);
        match look.raised {
            Some(Raised::Up) => set(Some(true), Mark::Sup),
            Some(Raised::Down) => set(Some(true), Mark::Sub),
            Some(Raised::Level) if !matches!(name, "sup" | "sub") => {
                set(Some(false), Mark::Sup);
                set(Some(false), Mark::Sub);
            }
            _ => {}
        }
        if look.painted && matches!(name, "span" | "font") {
            self.leave(LeftOut::new("highlight", "Highlighted words were taken as plain words.").with_text(self.dom.words(at)));
        }
    }

    /// The language of words that are not in the language around them.
    fn foreign(&self, at: At) -> Option<Lang> {
        let lang = self.dom.attribute(at, "lang")?.trim();
        let around = primary(self.langs.last()?);
        let counts = if self.ours { self.dom.has_class(at, "foreign") } else { primary(lang) != around && around != "und" };
        (counts && schema::is_lang(lang)).then(|| self.tag(lang))
    }

    /// A language as it is usually written; Word shouts it.
    fn tag(&self, lang: &str) -> Lang {
        if self.ours {
            return Lang(lang.to_owned());
        }
        let parts = lang.split('-').enumerate().map(|(n, part)| match (n, part.len()) {
            (0, _) => part.to_ascii_lowercase(),
            (_, 2) => part.to_ascii_uppercase(),
            _ => part.to_owned(),
        });
        Lang(parts.collect::<Vec<_>>().join("-"))
    }

    /// The language around, where it is not the article's.
    pub fn other_lang(&self) -> Option<Lang> {
        let (first, last) = (self.langs.first()?, self.langs.last()?);
        (primary(first) != primary(last) && primary(first) != "und").then(|| self.tag(last))
    }

    /// The language and direction that a block says of itself.
    pub fn meta(&self, at: At) -> Meta {
        let lang = self
            .dom
            .attribute(at, "lang")
            .map(str::trim)
            .filter(|lang| schema::is_lang(lang))
            .filter(|lang| self.ours || self.langs.iter().any(|around| primary(around) != primary(lang)))
            .map(|lang| Lang(lang.to_owned()));
        let around = wording::rtl(self.langs.last().map_or("", String::as_str));
        let dir = match self.dom.attribute(at, "dir").map(str::to_ascii_lowercase).as_deref() {
            Some("rtl") if self.ours || !around => Some(Dir::Rtl),
            Some("ltr") if self.ours || around => Some(Dir::Ltr),
            _ => None,
        };
        Meta { lang, dir, marks: Vec::new() }
    }

    /// A link's address, where it is one that Stet takes: http, https, mailto, tel; a relative one only where the page says to what.
    pub fn address(&mut self, href: &str, words: &str) -> Option<String> {
        let clear: String = href.chars().filter(|letter| !letter.is_control()).collect::<String>().trim().to_owned();
        if schema::is_link(&clear) {
            let direct = if self.ours || matches!(self.origin, Origin::Markdown { .. }) { None } else { link::direct(&clear) };
            if direct.is_some() {
                self.leave(
                    LeftOut::new(
                        "link-tracking",
                        "What follows a reader around was taken off a link; it leads to the same page.",
                    )
                    .with_text(clear.clone()),
                );
            }
            return Some(direct.unwrap_or(clear));
        }
        if clear.is_empty() || clear.starts_with('#') {
            return None;
        }
        let scheme = clear.split_once(':').is_some_and(|(scheme, _)| {
            scheme
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter.is_whitespace() || matches!(letter, '+' | '-' | '.'))
        });
        if scheme {
            self.leave(
                LeftOut::new("link-unsafe", "A link that Stet does not open was left out; its words are kept.")
                    .with_text(format!("{words} ({clear})")),
            );
            return None;
        }
        let whole = self.base.as_deref().and_then(|base| resolve(base, &clear));
        if whole.is_none() {
            self.leave(
                LeftOut::new("link-relative", "A link to another page of the same site was left out; its words are kept.")
                    .with_text(format!("{words} ({clear})")),
            );
        }
        whole
    }

    /// Remembers a block whose class or role names a part.
    pub fn part(&mut self, at: At, first_heading: bool, flow: &mut Flow) {
        if self.ours || flow.level > 0 {
            return;
        }
        let class = |wanted: &str| self.dom.has_class(at, wanted);
        // A headline may be set in several headings, one below the other.
        self.flush(flow);
        let last = flow.blocks.len().wrapping_sub(1);
        let goes_on = first_heading && self.styled.last() == Some(&(last, Named::Headline));
        let headed = self.styled.iter().any(|(_, part)| *part == Named::Headline);
        let part = if class("MsoTitle") || (first_heading && (!headed || goes_on)) {
            Named::Headline
        } else if class("MsoSubtitle")
            || class("standfirst")
            || class("dek")
            || self.dom.attribute(at, "role") == Some("doc-subtitle")
        {
            Named::Standfirst
        } else if class("kicker") {
            Named::Kicker
        } else if class("byline") {
            Named::Byline
        } else {
            return;
        };
        if self.dom.words(at).is_empty() || (!goes_on && self.styled.iter().any(|(_, known)| *known == part)) {
            return;
        }
        self.styled.push((flow.blocks.len(), part));
    }
}

/// A block whose words are all marked as of one other language is a block in that language.
pub(super) fn whole_foreign(text: &mut Textblock) {
    let lang = |inline: &Inline| match inline {
        Inline::Text { marks, .. } => marks.iter().find_map(|mark| match mark {
            Mark::Foreign { lang } => Some(lang.clone()),
            _ => None,
        }),
        _ => None,
    };
    let Some(first) = text.inlines.first().and_then(lang) else { return };
    let all = text.inlines.iter().all(|inline| !matches!(inline, Inline::Text { .. }) || lang(inline).as_ref() == Some(&first));
    if !all {
        return;
    }
    text.meta.lang = Some(first);
    for inline in &mut text.inlines {
        if let Inline::Text { marks, .. } = inline {
            marks.retain(|mark| !matches!(mark, Mark::Foreign { .. }));
        }
    }
    let inlines = std::mem::take(&mut text.inlines);
    for inline in inlines {
        match inline {
            Inline::Text { text: words, marks } => push(&mut text.inlines, &words, &marks),
            other => text.inlines.push(other),
        }
    }
}

/// `en` of `en-GB`.
pub fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// A relative address made whole.
pub fn resolve(base: &str, href: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(host) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{host}"));
    }
    if href.starts_with('/') {
        return Some(format!("{scheme}://{host}{href}"));
    }
    if href.starts_with('?') {
        return Some(format!("{scheme}://{host}/{path}{href}"));
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    let (way, query) = href.find(['?', '#']).and_then(|at| href.split_at_checked(at)).unwrap_or((href, ""));
    for part in way.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(format!("{scheme}://{host}/{}{query}", parts.join("/")))
}

/// Marks in the order of the schema, so that equal marks are equal lists.
fn schema_order(marks: &mut [Mark]) {
    marks.sort_by_key(|mark| schema::mark_named(mark.name()).map_or(usize::MAX, |(rank, _)| rank));
}
