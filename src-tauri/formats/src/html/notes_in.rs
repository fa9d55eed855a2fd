//! Foot- and endnotes of a page, in the shapes that programs write: a short link to a later place, whose text is the note.
//! Ours, WordPress, Substack, Google Docs, Word, LibreOffice, pandoc, wikis. A bracketed number without such a link is left to `guess`.

use std::collections::{BTreeMap, BTreeSet};

use stet_document::{Id, Inline, Mark, Note, Wording};

use super::dom::{At, Dom};
use super::flow::{Flow, Reading};
use super::read::Origin;
use crate::ids;
use crate::types::LeftOut;

/// Headings that stand over a list of notes.
const TITLES: &[&str] = &[
    "notes",
    "note",
    "footnotes",
    "footnote",
    "endnotes",
    "references",
    "notes and references",
    "anmerkungen",
    "fußnoten",
    "fussnoten",
    "endnoten",
    "einzelnachweise",
    "notes et références",
    "références",
    "notes de bas de page",
    "notas",
    "notas al pie",
    "referencias",
    "notas de rodapé",
    "notas e referências",
    "referências",
    "noten",
    "voetnoten",
    "przypisy",
    "примечания",
    "сноски",
    "примітки",
    "الهوامش",
    "هوامش",
    "ملاحظات",
    "المراجع",
    "הערות",
    "הערות שוליים",
    "notlar",
    "dipnotlar",
    "noter",
    "fotnoter",
    "poznámky",
    "σημειώσεις",
    "注",
    "脚注",
    "注释",
    "註",
    "각주",
    "주",
];

/// The notes of a page.
#[derive(Debug, Default)]
pub struct Notes {
    /// A reference's link → which note.
    references: BTreeMap<At, usize>,
    /// Where each note's words stand, and what its reference says.
    bodies: Vec<(At, String)>,
    /// References written so far by note.
    made: BTreeMap<usize, Id>,
    written: BTreeSet<usize>,
    within: bool,
}

impl Notes {
    /// Finds the notes of a page; their words and what frames them are added to `skip`. `framed`: their list has a frame of its own, and nothing over it.
    pub fn find(dom: &Dom, framed: bool, skip: &mut BTreeSet<At>) -> Self {
        let all = dom.within(Dom::ROOT);
        let order: BTreeMap<At, usize> = all.iter().enumerate().map(|(n, at)| (*at, n)).collect();
        let mut targets: BTreeMap<&str, At> = BTreeMap::new();
        for at in &all {
            for name in ["id", "name"] {
                if let Some(id) = dom.attribute(*at, name).filter(|id| !id.is_empty()) {
                    targets.entry(id).or_insert(*at);
                }
            }
        }
        let place = |at: At| order.get(&at).copied().unwrap_or(0);
        let mut links: Vec<(At, At)> = Vec::new();
        for at in all.iter().copied().filter(|at| dom.name(*at) == "a") {
            if let Some(target) = fragment(dom, at).and_then(|id| targets.get(id.as_str()).copied())
                && place(target) > place(at)
                && is_reference(dom, at)
            {
                links.push((at, target));
            }
        }
        let anchors: BTreeSet<At> = links.iter().map(|(_, target)| *target).collect();
        let referring: BTreeSet<At> = links.iter().map(|(at, _)| *at).collect();
        let mut notes = Self::default();
        let mut known: BTreeMap<At, usize> = BTreeMap::new();
        for (at, target) in links {
            let body = body(dom, target, &anchors, &referring);
            if body == Dom::ROOT || matches!(dom.name(body), "body" | "html" | "main" | "article" | "h1" | "h2" | "h3") {
                continue;
            }
            let label = dom.words(at).trim_matches(['[', ']', '(', ')', ' ']).to_owned();
            let note = *known.entry(body).or_insert_with(|| {
                notes.bodies.push((body, label));
                notes.bodies.len() - 1
            });
            notes.references.insert(at, note);
        }
        for (body, _) in &notes.bodies {
            let first = place(*body);
            for link in dom.within(*body).into_iter().filter(|node| dom.name(*node) == "a") {
                let back = fragment(dom, link)
                    .and_then(|id| targets.get(id.as_str()).copied())
                    .is_some_and(|target| place(target) < first);
                if dom.attribute(link, "role") == Some("doc-backlink")
                    || (back && !notes.references.contains_key(&link) && dom.words(link).chars().count() <= 12)
                {
                    skip.insert(link);
                }
            }
            skip.extend(dom.within(*body).into_iter().filter(|node| dom.has_class(*node, "mw-cite-backlink")));
        }
        let bodies: Vec<At> = notes.bodies.iter().map(|(body, _)| *body).collect();
        frame(dom, &bodies, framed, skip);
        notes
    }

    /// Whether the link is a note's reference.
    pub fn is_reference(&self, at: At) -> bool {
        self.references.contains_key(&at)
    }

    /// Whether nothing but references stands in a `sup`.
    pub fn holds_references(&self, dom: &Dom, at: At) -> bool {
        let mut any = false;
        for child in dom.children(at) {
            match dom.text(*child) {
                Some(text)
                    if text
                        .chars()
                        .all(|letter| letter.is_whitespace() || matches!(letter, '[' | ']' | '(' | ')' | ',' | ';')) => {}
                None if self.is_reference(*child) => any = true,
                _ => return false,
            }
        }
        any
    }
}

/// The place on the same page that a link leads to.
fn fragment(dom: &Dom, at: At) -> Option<String> {
    match dom.attribute(at, "href") {
        Some(href) => {
            let (_, id) = href.rsplit_once('#')?;
            Some(percent_encoding::percent_decode_str(id).decode_utf8_lossy().into_owned())
        }
        None => opposite(dom.attribute(at, "name").or_else(|| dom.attribute(at, "id"))?),
    }
}

/// Where a reference leads by its own name: WebKit takes the address off a link within the page, and leaves its name.
fn opposite(name: &str) -> Option<String> {
    if let Some(stem) = name.strip_suffix("anc").filter(|stem| stem.starts_with("sdfootnote") || stem.starts_with("sdendnote")) {
        return Some(format!("{stem}sym"));
    }
    // Word, Google Docs, pandoc and ours.
    [("_ftnref", "_ftn"), ("_ednref", "_edn"), ("ftnt_ref", "ftnt"), ("fnref", "fn")]
        .iter()
        .find_map(|(reference, note)| name.strip_prefix(reference).map(|number| format!("{note}{number}")))
}

/// Whether a link looks like a note's reference: a number or sign, raised or in brackets or named so.
fn is_reference(dom: &Dom, at: At) -> bool {
    if dom.attribute(at, "role") == Some("doc-noteref") || dom.has_class(at, "note-again") {
        return true;
    }
    let words = dom.words(at);
    let label = words.trim_matches(['[', ']', '(', ')', ' ', '\u{a0}']);
    let short = label.chars().count() <= 4
        && !label.is_empty()
        && (label.chars().all(|letter| letter.is_numeric() || matches!(letter, '*' | '†' | '‡' | '§' | '¶'))
            || (label.chars().count() == 1 && label.chars().all(char::is_alphabetic))
            || label.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')));
    if !short {
        return false;
    }
    let raised = [dom.around(at, "sup"), dom.named(at, "sup").first().copied()].iter().any(Option::is_some);
    let bracketed = words.trim().starts_with('[') && words.trim().ends_with(']');
    let href = dom.attribute(at, "href").unwrap_or_default().to_ascii_lowercase();
    let class = dom.attribute(at, "class").unwrap_or_default().to_ascii_lowercase();
    let named = ["fn", "ftn", "note", "edn", "cite"]
        .iter()
        .any(|part| href.rsplit('#').next().unwrap_or_default().contains(part) || class.contains(part));
    raised || bracketed || named
}

/// The element that holds a note's words, from the place that its reference leads to.
fn body(dom: &Dom, target: At, anchors: &BTreeSet<At>, referring: &BTreeSet<At>) -> At {
    if let Some(words) =
        dom.children(target).iter().copied().find(|child| dom.has_class(*child, "note") && dom.name(*child) == "span")
    {
        return words;
    }
    let mut here = target;
    while !super::flow::is_block(dom.name(here)) {
        match dom.parent(here) {
            Some(parent) => here = parent,
            None => return here,
        }
    }
    // A box around this one note alone is part of it.
    while let Some(parent) = dom.parent(here) {
        let alone = || {
            let within = dom.within(parent);
            within.iter().filter(|node| anchors.contains(node)).count() <= 1
                && !within
                    .iter()
                    .any(|node| referring.contains(node) || matches!(dom.name(*node), "h1" | "h2" | "h3" | "h4" | "h5" | "hr"))
        };
        if matches!(dom.name(here), "p" | "div" | "blockquote")
            && matches!(dom.name(parent), "div" | "li" | "aside" | "dd")
            && alone()
        {
            here = parent;
        } else {
            break;
        }
    }
    here
}

/// Skips the notes, then whatever holds nothing but notes, and the rule and heading over them.
fn frame(dom: &Dom, bodies: &[At], framed: bool, skip: &mut BTreeSet<At>) {
    let blank =
        |at: At| dom.text(at).is_some_and(|text| text.trim().is_empty()) || (dom.text(at).is_none() && dom.name(at).is_empty());
    let titled = |at: At| {
        let words = dom.words(at).to_lowercase();
        dom.name(at) == "hr"
            || (matches!(dom.name(at), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "strong")
                && TITLES.contains(&words.trim_matches([':', ' ', '[', ']'])))
    };
    for body in bodies {
        let mut here = *body;
        skip.insert(here);
        while let Some(parent) = dom.parent(here) {
            if parent == Dom::ROOT || matches!(dom.name(parent), "body" | "main" | "article" | "html") {
                break;
            }
            let only = dom.children(parent).iter().all(|child| {
                blank(*child) || skip.contains(child) || titled(*child) || dom.attribute(*child, "role") == Some("doc-backlink")
            });
            if !only {
                break;
            }
            skip.insert(parent);
            here = parent;
        }
        // What stands right before the first note: a heading, a rule.
        if let Some(parent) = dom.parent(here).filter(|_| !framed) {
            let before = dom.children(parent).iter().copied().take_while(|child| *child != here).collect::<Vec<_>>();
            for sibling in before.into_iter().rev() {
                if blank(sibling) || skip.contains(&sibling) {
                    continue;
                }
                if !titled(sibling) {
                    break;
                }
                skip.insert(sibling);
            }
        }
    }
}

impl Reading<'_, '_, '_> {
    /// A note at its reference; at a second reference the note again.
    pub(super) fn reference(&mut self, at: At, flow: &mut Flow, marks: &[Mark]) {
        let Some(number) = self.notes.references.get(&at).copied() else { return };
        let Some((body, label)) = self.notes.bodies.get(number).cloned() else { return };
        let marks: Vec<Mark> =
            marks.iter().filter(|mark| !matches!(mark, Mark::Link { .. } | Mark::ArticleLink { .. })).cloned().collect();
        let id = match self.notes.made.get(&number) {
            Some(id) => id.clone(),
            None => {
                let id = ids::new(self.options.random);
                self.notes.made.insert(number, id.clone());
                id
            }
        };
        let again = self.dom.has_class(at, "note-again");
        if again || self.notes.written.contains(&number) {
            let raised = self.dom.parent(at).is_some_and(|parent| self.dom.name(parent) == "sup");
            let wording = if again && !raised { Wording::Words } else { Wording::Mark };
            flow.inlines.push(Inline::NoteAgain { note: id, wording, marks });
            return;
        }
        if self.notes.within {
            let words = self.dom.words(at);
            self.text(flow, &words, &marks);
            self.leave(
                LeftOut::new("note-in-note", "A note within a note cannot stand; its text stands at the end.").with_text(label),
            );
            return;
        }
        self.notes.written.insert(number);
        let inlines = self.note(body, &label);
        if !self.exact {
            flow.inlines.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
        }
        flow.inlines.push(Inline::Note(Note { id, marks, inlines }));
    }

    /// The words of a note, without its label and its link back.
    fn note(&mut self, body: At, label: &str) -> Vec<Inline> {
        self.notes.within = true;
        let framed = self.skip.remove(&body);
        let before = self.depth;
        self.depth = 0;
        let mut flow = Flow::new(1);
        flow.inside = self.ours;
        self.with_body(body, &mut flow);
        self.flush(&mut flow);
        self.depth = before;
        if framed {
            self.skip.insert(body);
        }
        self.notes.within = false;
        if flow.blocks.len() > 1 {
            self.leave(LeftOut::new("note-paragraphs", "A note of several paragraphs was joined by line breaks."));
        }
        let mut inlines = self.joined(flow.blocks);
        if !self.ours && self.origin != Origin::Paper {
            unlabel(&mut inlines, label);
        }
        inlines
    }

    fn with_body(&mut self, body: At, flow: &mut Flow) {
        let marks: &[Mark] = &[];
        self.children(body, flow, marks);
    }

    /// Notes whose reference was not met: their words stand at the end, told.
    pub(super) fn unmet(&mut self, flow: &mut Flow) {
        let missing: Vec<(At, String)> = self
            .notes
            .bodies
            .iter()
            .enumerate()
            .filter(|(n, _)| !self.notes.written.contains(n))
            .map(|(_, body)| body.clone())
            .collect();
        for (body, label) in missing {
            let inlines = self.note(body, &label);
            if inlines.is_empty() {
                continue;
            }
            self.leave(LeftOut::new("note-unmet", "A note whose reference was left out stands at the end of the text."));
            self.flush(flow);
            flow.inlines = inlines;
            self.flush(flow);
        }
    }
}

/// Takes the note's own number off its words (`1.`, `[1]`, a raised 1).
fn unlabel(inlines: &mut Vec<Inline>, label: &str) {
    let Some(Inline::Text { text, marks }) = inlines.first_mut() else { return };
    let rest = text.trim_start();
    let opened = rest.trim_start_matches(['[', '(', '^']);
    if let Some(after) = opened.strip_prefix(label).filter(|_| !label.is_empty()) {
        let raised = marks.contains(&Mark::Sup);
        let ended = after.trim_start_matches([']', ')', '.', ':']);
        if raised && ended.trim().is_empty() {
            text.clear();
        } else if ended.len() < after.len() || ended.starts_with([' ', '\u{a0}', '\t']) {
            *text = ended.trim_start().to_owned();
        }
    }
    if text.trim().is_empty() {
        inlines.remove(0);
    }
    if let Some(Inline::Text { text, .. }) = inlines.first_mut() {
        *text = text.trim_start_matches([' ', '\u{a0}']).to_owned();
    }
    while let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        let kept = text.trim_end_matches([' ', '\u{a0}', '↩', '\u{fe0e}', '↑', '\u{fe0f}']).len();
        text.truncate(kept);
        if text.is_empty() {
            inlines.pop();
        } else {
            break;
        }
    }
    while matches!(inlines.first(), Some(Inline::Text { text, .. }) if text.is_empty())
        || matches!(inlines.first(), Some(Inline::Break { .. }))
    {
        inlines.remove(0);
    }
}
