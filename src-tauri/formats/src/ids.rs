//! Random names for blocks, figures, tables and notes that an importer makes.

use stet_document::Id;

/// A new id of 12 characters.
pub fn new(random: &mut dyn FnMut() -> u64) -> Id {
    stet_document::ids::fresh(random)
}
