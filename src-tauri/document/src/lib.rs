//! What an article's text *is*: the typed tree, its JSON, its blocks and offsets, diff, hash and counts.
//!
//! **Invariant:** depends on nothing else of ours; knows no database, no file, no clock.
//! **Invariant:** offsets are UTF-16 units from the block's start; every inline node counts 1 (U+FFFC).

pub mod failure;
pub mod fields;
pub mod tree;

pub use failure::Failure;
pub use fields::{Credit, Fields, Teasers};
pub use tree::*;
