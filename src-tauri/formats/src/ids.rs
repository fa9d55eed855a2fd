//! Random names for blocks, figures, tables and notes that an importer makes.

use stet_document::Id;

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A new id of 12 characters.
pub fn new(random: &mut dyn FnMut() -> u64) -> Id {
    let mut id = String::with_capacity(12);
    let mut pool = 0;
    for n in 0..12 {
        if n % 10 == 0 {
            pool = random();
        }
        let letter = LETTERS.get((pool % 62) as usize).copied().unwrap_or(b'A');
        id.push(char::from(letter));
        pool /= 62;
    }
    Id(id)
}
