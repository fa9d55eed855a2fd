//! Lists by `numbering.xml`: which kind each level is, where it starts, and what number the next item has.

use std::collections::BTreeMap;

use stet_document::ListKind;

use super::xml::{Element, Tree};

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    start: u32,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: BTreeMap<u32, Level>,
    style_link: Option<String>,
    style_name: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Instance {
    of: String,
    starts: BTreeMap<u32, u32>,
    levels: BTreeMap<u32, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    abstracts: BTreeMap<String, Abstract>,
    instances: BTreeMap<String, Instance>,
    /// Per list and level: the last number given.
    counted: BTreeMap<(String, u32), u32>,
    /// Lists with a start of their own that have begun.
    begun: BTreeMap<String, ()>,
}

/// One item's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub kind: ListKind,
    /// Its number, from 1.
    pub number: u32,
    /// Roman, or another way of counting that is kept as numbers.
    pub foreign: bool,
}

fn levels(parent: Element) -> BTreeMap<u32, Level> {
    let mut levels = BTreeMap::new();
    for level in parent.elements() {
        let level =
            if level.name() == "w:lvlOverride" { level.child("w:lvl") } else { Some(level).filter(|one| one.name() == "w:lvl") };
        let Some(level) = level else { continue };
        let number = level.attr("w:ilvl").and_then(|number| number.parse().ok()).unwrap_or(0);
        // The format may stand in a choice for newer programs.
        let format = level
            .val("w:numFmt")
            .or_else(|| level.descendants().find(|one| one.name() == "w:numFmt").and_then(|one| one.attr("w:val")));
        let start = level.val("w:start").and_then(|start| start.parse().ok()).unwrap_or(1);
        levels.insert(number, Level { format: format.unwrap_or("decimal").to_owned(), start });
    }
    levels
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(tree: &Tree) -> Self {
        let mut numbering = Self::default();
        for element in tree.root().elements() {
            match element.name() {
                "w:abstractNum" => {
                    let Some(id) = element.attr("w:abstractNumId") else { continue };
                    let of = Abstract {
                        levels: levels(element),
                        style_link: element.val("w:numStyleLink").map(str::to_owned),
                        style_name: element.val("w:styleLink").map(str::to_owned),
                    };
                    numbering.abstracts.insert(id.to_owned(), of);
                }
                "w:num" => {
                    let (Some(id), Some(of)) = (element.attr("w:numId"), element.val("w:abstractNumId")) else { continue };
                    let mut starts = BTreeMap::new();
                    for over in element.elements().filter(|one| one.name() == "w:lvlOverride") {
                        if let (Some(level), Some(start)) = (over.attr("w:ilvl"), over.val("w:startOverride"))
                            && let (Ok(level), Ok(start)) = (level.parse(), start.parse())
                        {
                            starts.insert(level, start);
                        }
                    }
                    numbering.instances.insert(id.to_owned(), Instance { of: of.to_owned(), starts, levels: levels(element) });
                }
                _ => {}
            }
        }
        numbering
    }

    /// The place of the next item of list `id` at this level; nothing when it is no list.
    pub fn next(&mut self, id: &str, level: u32) -> Option<Place> {
        let instance = self.instances.get(id)?.clone();
        let mut of = instance.of.clone();
        let mut list = self.abstracts.get(&of)?;
        if let Some(link) = &list.style_link
            && let Some((name, linked)) = self.abstracts.iter().find(|(_, one)| one.style_name.as_ref() == Some(link))
        {
            of.clone_from(name);
            list = linked;
        }
        let found = instance
            .levels
            .get(&level)
            .or_else(|| list.levels.get(&level))
            .cloned()
            .unwrap_or(Level { format: "decimal".to_owned(), start: 1 });
        let (kind, foreign) = match found.format.as_str() {
            "none" => return None,
            "bullet" => (ListKind::Bulleted, false),
            "lowerLetter" | "upperLetter" => (ListKind::Lettered, false),
            "decimal" | "decimalZero" => (ListKind::Numbered, false),
            _ => (ListKind::Numbered, true),
        };
        let first = !self.begun.contains_key(id);
        if first {
            self.begun.insert(id.to_owned(), ());
            for (level, start) in &instance.starts {
                self.counted.insert((of.clone(), *level), start.saturating_sub(1));
            }
        }
        let number = match self.counted.get(&(of.clone(), level)) {
            Some(last) => last.saturating_add(1),
            None => found.start,
        };
        self.counted.insert((of.clone(), level), number);
        // Deeper levels begin anew.
        self.counted.retain(|(list, deep), _| *list != of || *deep <= level);
        Some(Place { kind, number: if kind == ListKind::Bulleted { 1 } else { number }, foreign })
    }
}
