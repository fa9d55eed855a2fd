//! From the alignment of tokens to rows of blocks: which block became which, and its pieces.

use super::{Change, DiffBlock, Piece, Unit};
use std::collections::HashMap;

/// Where a token stands: its block, and its place there; the opening has none.
type Spot = (usize, Option<usize>);

fn spots(units: &[Unit]) -> Vec<Spot> {
    units
        .iter()
        .enumerate()
        .flat_map(|(u, unit)| std::iter::once((u, None)).chain((0..unit.tokens.len()).map(move |t| (u, Some(t)))))
        .collect()
}

/// Rows in reading order, each a block before, after, or both.
pub(super) fn rows(a: &[Unit], b: &[Unit], diff: &imara_diff::Diff) -> Vec<DiffBlock> {
    let kept = kept(&spots(a), &spots(b), diff);
    let partner = pair(a, b, &kept);
    let mut left = changes(a, Change::Deleted);
    let mut right = changes(b, Change::Inserted);
    for ((ua, ta), (ub, tb)) in &kept {
        let (Some(ta), Some(tb), Some(x), Some(y)) = (ta, tb, a.get(*ua), b.get(*ub)) else { continue };
        let marks = |unit: &Unit, at: usize| unit.tokens.get(at).map(|token| token.marks.clone()).unwrap_or_default();
        let together = partner.get(ua) == Some(ub);
        let other = marks(x, *ta) != marks(y, *tb) || together && (x.around != y.around || x.name != y.name);
        let change = if other { Change::Format } else { Change::Same };
        set(&mut left, *ua, *ta, change);
        set(&mut right, *ub, *tb, change);
    }
    let pieces = |units: &[Unit], kinds: &[Vec<Change>], at: usize| join(units.get(at), kinds.get(at));
    let mut out = Vec::new();
    let mut next = 0;
    let came = |b_at: usize| DiffBlock {
        part: b.get(b_at).map_or(crate::Part::Body, |unit| unit.part),
        before: Vec::new(),
        after: pieces(b, &right, b_at),
        moved: false,
    };
    for (ua, unit) in a.iter().enumerate() {
        let Some(ub) = partner.get(&ua).copied() else {
            out.push(DiffBlock { part: unit.part, before: pieces(a, &left, ua), after: Vec::new(), moved: false });
            continue;
        };
        out.extend((next..ub).map(came));
        out.push(DiffBlock { part: unit.part, before: pieces(a, &left, ua), after: pieces(b, &right, ub), moved: false });
        next = ub + 1;
    }
    out.extend((next..b.len()).map(came));
    out.retain(|row| !(row.before.is_empty() && row.after.is_empty()));
    out
}

/// The pairs of tokens that stayed.
fn kept(a: &[Spot], b: &[Spot], diff: &imara_diff::Diff) -> Vec<(Spot, Spot)> {
    let stays = |at: usize, gone: &dyn Fn(u32) -> bool| u32::try_from(at).is_ok_and(|at| !gone(at));
    let left = a.iter().enumerate().filter(|(at, _)| stays(*at, &|at| diff.is_removed(at)));
    let right = b.iter().enumerate().filter(|(at, _)| stays(*at, &|at| diff.is_added(at)));
    left.zip(right).map(|((_, x), (_, y))| (*x, *y)).collect()
}

/// Which block became which: the two that share the most, each the other's best.
fn pair(a: &[Unit], b: &[Unit], kept: &[(Spot, Spot)]) -> HashMap<usize, usize> {
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for ((ua, ta), (ub, _)) in kept {
        let weight = ta
            .and_then(|ta| a.get(*ua)?.tokens.get(ta))
            .map_or(0, |token| if token.text.chars().any(char::is_alphanumeric) { token.text.len() * 4 } else { 1 });
        *shared.entry((*ua, *ub)).or_default() += weight;
    }
    let mut best_a: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut best_b: HashMap<usize, (usize, usize)> = HashMap::new();
    let wordless = |unit: &Unit| !unit.tokens.iter().any(|token| token.text.chars().any(char::is_alphanumeric));
    let alike = |ua: usize, ub: usize, weight: usize| {
        a.get(ua).zip(b.get(ub)).is_some_and(|(x, y)| x.part == y.part && (weight >= 4 || wordless(x) || wordless(y)))
    };
    let mut all: Vec<_> = shared.into_iter().filter(|((ua, ub), weight)| alike(*ua, *ub, *weight)).collect();
    all.sort_unstable();
    for ((ua, ub), weight) in all {
        let better = |entry: &(usize, usize)| weight > entry.1;
        if best_a.get(&ua).is_none_or(better) {
            best_a.insert(ua, (ub, weight));
        }
        if best_b.get(&ub).is_none_or(better) {
            best_b.insert(ub, (ua, weight));
        }
    }
    best_a
        .into_iter()
        .filter(|(ua, (ub, _))| best_b.get(ub).is_some_and(|(back, _)| back == ua))
        .map(|(ua, (ub, _))| (ua, ub))
        .collect()
}

fn changes(units: &[Unit], change: Change) -> Vec<Vec<Change>> {
    units.iter().map(|unit| vec![change; unit.tokens.len()]).collect()
}

fn set(kinds: &mut [Vec<Change>], unit: usize, token: usize, change: Change) {
    if let Some(kind) = kinds.get_mut(unit).and_then(|list| list.get_mut(token)) {
        *kind = change;
    }
}

fn join(unit: Option<&Unit>, kinds: Option<&Vec<Change>>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let tokens = unit.into_iter().flat_map(|unit| &unit.tokens);
    for (token, kind) in tokens.zip(kinds.into_iter().flatten()) {
        match out.last_mut() {
            Some(last) if last.kind == *kind => last.text.push_str(&token.text),
            _ => out.push(Piece { text: token.text.clone(), kind: *kind }),
        }
    }
    out
}

/// A block that went here and came there, word for word, was moved.
pub(super) fn mark_moved(rows: &mut [DiffBlock]) {
    let lone = |pieces: &[Piece], other: &[Piece]| {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        (other.is_empty() && text.chars().any(char::is_alphanumeric)).then_some(text)
    };
    let mut gone: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(text) = lone(&row.before, &row.after) {
            gone.entry(text).or_default().push(at);
        }
    }
    for at in 0..rows.len() {
        let Some(text) = rows.get(at).and_then(|row| lone(&row.after, &row.before)) else { continue };
        let Some(from) = gone.get_mut(&text).and_then(Vec::pop) else { continue };
        for moved in [at, from] {
            if let Some(row) = rows.get_mut(moved) {
                row.moved = true;
            }
        }
    }
}
