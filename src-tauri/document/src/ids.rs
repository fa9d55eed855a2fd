//! Names of blocks, figures, tables and notes: new ones from a random source, or ordinals for a file that is only checked.

use crate::walk::{self, Place};
use crate::{Document, Id, Inline};
use std::collections::HashSet;

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A new id: 12 letters and digits.
pub fn fresh(random: &mut dyn FnMut() -> u64) -> Id {
    let mut text = String::with_capacity(12);
    for _ in 0..2 {
        let mut number = random();
        for _ in 0..6 {
            let letter = usize::try_from(number % 62).ok().and_then(|at| LETTERS.get(at)).copied().unwrap_or(b'A');
            text.push(char::from(letter));
            number /= 62;
        }
    }
    Id(text)
}

/// Gives an id where there is none, and a new one where the id stands a second time; references stay with the first.
pub fn fill(document: &mut Document, random: &mut dyn FnMut() -> u64) {
    let mut seen = HashSet::new();
    each(document, &mut |id| {
        while id.0.is_empty() || !seen.insert(id.0.clone()) {
            *id = fresh(random);
        }
    });
}

/// Gives short ordinals (`1`, `2` …) where there is no id: the same file gets the same ids each time.
#[derive(Debug, Default)]
pub struct Ordinals(u32);

impl Ordinals {
    /// Fills the empty and doubled ids of a text with the next ordinals.
    pub fn fill(&mut self, document: &mut Document) {
        let mut seen = HashSet::new();
        each(document, &mut |id| {
            while id.0.is_empty() || !seen.insert(id.0.clone()) {
                self.0 += 1;
                *id = Id(self.0.to_string());
            }
        });
    }
}

/// Calls `f` with each id that names something, in reading order.
pub fn each(document: &mut Document, f: &mut dyn FnMut(&mut Id)) {
    walk::places(document, &mut |place| match place {
        Place::Id(id) => f(id),
        Place::Text(text, _) => {
            f(&mut text.id);
            for inline in &mut text.inlines {
                if let Inline::Note(note) = inline {
                    f(&mut note.id);
                }
            }
        }
    });
}
