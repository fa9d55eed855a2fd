//! The list of what a file does not carry: the same thing twice is one line with a count.

use crate::types::LeftOut;

/// Adds to the list; something of the same code and words is counted.
pub fn add(list: &mut Vec<LeftOut>, what: LeftOut) {
    match list.iter_mut().find(|known| known.code == what.code && known.text == what.text && known.message == what.message) {
        Some(known) => known.count = known.count.saturating_add(what.count),
        None => list.push(what),
    }
}

/// Adds to the list; of the same kind it becomes one line whose words stand below each other.
pub fn gather(list: &mut Vec<LeftOut>, what: LeftOut) {
    match list.iter_mut().find(|known| known.code == what.code && known.message == what.message && known.block == what.block) {
        Some(known) => {
            known.count = known.count.saturating_add(what.count);
            if !what.text.is_empty() && !known.text.ends_with(&what.text) {
                if !known.text.is_empty() {
                    known.text.push('\n');
                }
                known.text.push_str(&what.text);
            }
        }
        None => list.push(what),
    }
}
