//! Translations under their originals in a list: when, and where. Which piece is a translation of which is `translation.rs`.

use std::collections::{HashMap, HashSet};

use crate::glance::{Glance, place};
use crate::list::Sort;

/// Whether translations stand under their originals: in an order by which a whole work is looked for, and not in one by which the
/// most urgent comes first.
pub fn nests(sort: Sort) -> bool {
    matches!(sort, Sort::Date | Sort::Headline | Sort::Slug | Sort::Author)
}

/// The same places, each translation under its original where that is among them.
pub fn nested(glance: &Glance, found: Vec<u32>) -> Vec<u32> {
    let original = |at: u32| glance.pieces.get(place(at)).map(|piece| piece.original).filter(|row| *row > 0);
    if found.iter().all(|at| original(*at).is_none()) {
        return found;
    }
    let there: HashSet<u32> = found.iter().copied().collect();
    let above = |at: u32| original(at).and_then(|row| glance.at(row)).filter(|at| there.contains(at));
    let mut under: HashMap<u32, Vec<u32>> = HashMap::new();
    for at in &found {
        if let Some(above) = above(*at) {
            under.entry(above).or_default().push(*at);
        }
    }
    let first = found.iter().copied().filter(|at| above(*at).is_none());
    first.flat_map(|at| std::iter::once(at).chain(under.get(&at).cloned().unwrap_or_default())).collect()
}

/// Does the translation at this place of a nested list stand under its original?
pub fn is_nested(glance: &Glance, found: &[u32], at: usize) -> bool {
    let piece = |at: usize| found.get(at).and_then(|at| glance.pieces.get(place(*at)));
    let Some(original) = piece(at).map(|piece| piece.original) else { return false };
    let above = (0..at).rev().filter_map(piece).find(|piece| piece.original != original);
    above.is_some_and(|piece| piece.row == original)
}
