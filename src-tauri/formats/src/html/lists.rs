//! Lists of a page: real ones, and those that programs write as a row of paragraphs or of lists which say their level.

use stet_document::{Block, Inline, Item, ListKind, Meta};

use super::dom::At;
use super::flow::{Flow, Reading};

/// One item of a list that is written flat.
struct FlatItem {
    level: u8,
    /// Which list it is of; empty where the program does not say.
    list: String,
    kind: ListKind,
    number: u32,
    blocks: Vec<Block>,
}

/// Where an item stands, its level, which list it is of, that list's kind, and its number.
type Placed = (At, u8, String, ListKind, u32);

impl Reading<'_, '_, '_> {
    pub(super) fn list(&mut self, at: At, name: &str, flow: &mut Flow) {
        self.flush(flow);
        let dom = self.dom;
        // Google Docs says it at the items.
        let first = dom.children(at).iter().copied().find(|child| dom.name(*child) == "li");
        let lettered = matches!(dom.attribute(at, "type"), Some("a" | "A"))
            || self.look(at).list_letters
            || first.is_some_and(|item| self.look(item).list_letters);
        let kind = match name {
            "ol" if lettered => ListKind::Lettered,
            "ol" => ListKind::Numbered,
            _ => ListKind::Bulleted,
        };
        let start = dom
            .attribute(at, "start")
            .or_else(|| dom.attribute(at, "data-start"))
            .and_then(|start| start.trim().parse().ok())
            .unwrap_or(1);
        let mut items: Vec<Item> = Vec::new();
        for child in dom.children(at).iter().copied() {
            if self.skip.contains(&child) || self.unshown(child, dom.name(child)) {
                continue;
            }
            if dom.name(child) == "li" {
                let item = Item { meta: self.meta(child), blocks: self.blocks_of(child, flow.level + 2) };
                if item.blocks.is_empty() && !self.ours {
                    // A button, an icon: what the page had there is no words.
                    continue;
                }
                items.push(item);
            } else {
                // A list within a list, or words between items: they belong to the item before.
                let mut inner = Flow::new(flow.level + 2);
                self.walk(child, &mut inner, &[]);
                self.flush(&mut inner);
                match items.last_mut() {
                    Some(item) => item.blocks.append(&mut inner.blocks),
                    None if inner.blocks.is_empty() => {}
                    None => items.push(Item { blocks: inner.blocks, ..Item::default() }),
                }
            }
        }
        if !items.is_empty() || self.ours {
            let meta = self.meta(at);
            flow.blocks.push(Block::List { meta, kind, start, items });
        }
    }

    /// Word's lists are paragraphs that say their level; Word's on the web and Google Docs' exports are lists of one item or one
    /// level each. Takes all that stand at the head of `nodes`, and how many nodes those are.
    pub(super) fn flat_list(&mut self, nodes: &[At], flow: &mut Flow) -> usize {
        let is_flat = |reading: &Self, at: At| reading.word_item(at).is_some() || reading.flat_items(at).is_some();
        if self.ours || nodes.first().is_none_or(|first| !is_flat(self, *first)) || flow.level > 20 {
            return 0;
        }
        self.flush(flow);
        let mut items = Vec::new();
        let mut taken = 0;
        for (n, at) in nodes.iter().copied().enumerate() {
            if self.dom.text(at).is_some_and(|text| text.trim().is_empty()) {
                continue;
            }
            if let Some((level, list)) = self.word_item(at) {
                items.push(self.word_row(at, level, list, flow.level));
            } else if let Some(found) = self.flat_items(at) {
                for (item, level, list, kind, number) in found {
                    let blocks = self.blocks_of(item, flow.level + 6);
                    items.push(FlatItem { level, list, kind, number, blocks });
                }
            } else {
                break;
            }
            taken = n + 1;
        }
        items.retain(|item| !item.blocks.is_empty());
        let mut items = items.into_iter().peekable();
        while items.peek().is_some() {
            flow.blocks.push(nested(&mut items));
        }
        taken
    }

    /// The level and list of a paragraph that Word means as a list's item.
    fn word_item(&self, at: At) -> Option<(u8, String)> {
        if self.dom.name(at) != "p" {
            return None;
        }
        let style = self.dom.attribute(at, "style").unwrap_or_default();
        if style.contains("mso-list") {
            return self.look(at).word_list;
        }
        // WebKit takes Word's own styles off; the class and the indent of each level, 36 points, are left.
        let class = self.dom.attribute(at, "class").unwrap_or_default();
        if !class.starts_with("MsoListParagraph") {
            return None;
        }
        let words: String = self.dom.within(at).into_iter().filter_map(|node| self.dom.text(node)).collect();
        if !words.trim_start().chars().take(8).any(|letter| letter == '\u{a0}') {
            return None;
        }
        let points = style.split_once("margin-left:").and_then(|(_, rest)| rest.trim().split(['.', 'p']).next()?.parse().ok());
        let level = points.map_or(1, |points: u8| (points / 36).clamp(1, 9));
        Some((level, String::new()))
    }

    fn word_row(&mut self, at: At, level: u8, list: String, around: usize) -> FlatItem {
        let said = self.dom.within(at).into_iter().find(|inner| self.look(*inner).word_mark);
        let mut mark = said.map(|mark| self.dom.words(mark)).unwrap_or_default();
        let mut inner = Flow::new(around + 6);
        self.walk(at, &mut inner, &[]);
        self.flush(&mut inner);
        if list.is_empty()
            && let Some(Block::Paragraph(words)) = inner.blocks.first_mut()
            && let Some(Inline::Text { text, .. }) = words.inlines.first_mut()
            && let Some((sign, rest)) = text.split_once('\u{a0}')
        {
            // The sign stands among the words, parted from them by no-break spaces.
            sign.clone_into(&mut mark);
            *text = rest.trim_start_matches(['\u{a0}', ' ']).to_owned();
            words.inlines.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
        }
        let (kind, number) = mark_of(&mark);
        FlatItem { level, list, kind, number, blocks: inner.blocks }
    }

    /// The items of a list that says which list and level it is of; of any other none. A `div` around such a list is seen through.
    fn flat_items(&self, at: At) -> Option<Vec<Placed>> {
        let dom = self.dom;
        let shown = |at: At| -> Vec<At> {
            let some = |child: &At| !dom.text(*child).map_or(dom.name(*child).is_empty(), |text| text.trim().is_empty());
            dom.children(at).iter().copied().filter(some).collect()
        };
        let mut list = at;
        while dom.name(list) == "div" {
            match shown(list).as_slice() {
                [only] => list = *only,
                _ => return None,
            }
        }
        let kind = match dom.name(list) {
            "ul" => ListKind::Bulleted,
            "ol" if self.look(list).list_letters || matches!(dom.attribute(list, "type"), Some("a" | "A")) => ListKind::Lettered,
            "ol" => ListKind::Numbered,
            _ => return None,
        };
        let items = shown(list);
        if items.is_empty() || items.iter().any(|item| dom.name(*item) != "li") {
            return None;
        }
        let start: u32 = dom.attribute(list, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        // Google Docs: `lst-kix_abc-1` is level 2 of the list abc.
        let class = dom.attribute(list, "class").unwrap_or_default();
        if let Some((id, level)) = class.split_ascii_whitespace().find_map(|one| one.strip_prefix("lst-")?.rsplit_once('-')) {
            let level: u8 = level.parse().ok()?;
            let all = items.into_iter().zip(start..).map(|(item, number)| (item, level + 1, id.to_owned(), kind, number));
            return Some(all.collect());
        }
        // Word on the web: each item in a list of its own.
        let all = items.into_iter().map(|item| {
            let id = dom.attribute(item, "data-listid")?;
            let level = dom.attribute(item, "data-aria-level").or_else(|| dom.attribute(item, "aria-level"))?.parse().ok()?;
            let number = dom.attribute(item, "data-aria-posinset").and_then(|number| number.parse().ok()).unwrap_or(start);
            Some((item, level, id.to_owned(), kind, number))
        });
        all.collect()
    }
}

/// Items written flat as one list, the deeper ones within the item before them.
fn nested(items: &mut std::iter::Peekable<std::vec::IntoIter<FlatItem>>) -> Block {
    let (level, list, kind, start) = match items.peek() {
        Some(first) => (first.level, first.list.clone(), first.kind, first.number),
        None => (1, String::new(), ListKind::Bulleted, 1),
    };
    let mut made: Vec<Item> = Vec::new();
    while let Some(next) = items.peek() {
        if next.level > level {
            let inner = nested(items);
            match made.last_mut() {
                Some(item) => item.blocks.push(inner),
                None => made.push(Item { blocks: vec![inner], ..Item::default() }),
            }
        } else if next.level < level || next.list != list || (list.is_empty() && next.kind != kind) {
            break;
        } else if let Some(next) = items.next() {
            made.push(Item { blocks: next.blocks, ..Item::default() });
        }
    }
    let start = if kind == ListKind::Bulleted { 1 } else { start.min(1_000_000) };
    Block::List { meta: Meta::default(), kind, start, items: made }
}

/// The kind of a list and the number of an item by its mark: `3.`, `c)`, `iv.`, a bullet.
fn mark_of(mark: &str) -> (ListKind, u32) {
    let mark = mark.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ')' | '(' | '\u{a0}'));
    // Of `2.3.1` the last number is the item's own.
    let own = mark.rsplit('.').next().unwrap_or_default();
    if let Ok(number) = own.parse() {
        return (ListKind::Numbered, number);
    }
    // A single letter is a letter; `i` alone begins a list in Roman numbers.
    let mut letters = mark.chars();
    match (letters.next(), letters.next()) {
        // Word's round bullet of the second level is a small o.
        (Some('o'), None) => (ListKind::Bulleted, 1),
        (Some('i' | 'I'), None) => (ListKind::Numbered, 1),
        (Some(letter), None) if letter.is_ascii_alphabetic() => {
            (ListKind::Lettered, u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1)
        }
        _ => roman(mark).map_or((ListKind::Bulleted, 1), |number| (ListKind::Numbered, number)),
    }
}

fn roman(mark: &str) -> Option<u32> {
    let (mut sum, mut before) = (0, 0);
    for letter in mark.chars().rev() {
        let value = match letter.to_ascii_lowercase() {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        if value < before {
            sum -= value;
        } else {
            sum += value;
            before = value;
        }
    }
    (sum > 0).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::{ListKind, mark_of};

    #[test]
    fn the_mark_of_an_item_says_its_kind_and_number() {
        for (mark, kind, number) in [
            ("3.", ListKind::Numbered, 3),
            ("2.3.1", ListKind::Numbered, 1),
            ("c)", ListKind::Lettered, 3),
            ("(iv)", ListKind::Numbered, 4),
            ("i.", ListKind::Numbered, 1),
            ("·", ListKind::Bulleted, 1),
            ("o", ListKind::Bulleted, 1),
            ("", ListKind::Bulleted, 1),
        ] {
            assert_eq!(mark_of(mark), (kind, number), "{mark}");
        }
    }
}
