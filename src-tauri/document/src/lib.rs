//! What an article's text *is*: the typed tree, its JSON, its blocks and offsets, diff, hash and counts.
//!
//! **Invariant:** depends on nothing else of ours; knows no database, no file, no clock.
//! **Invariant:** offsets are UTF-16 units from the block's start; every inline node counts 1 (U+FFFC).
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

pub mod arbitrary;
pub mod blocks;
pub mod counts;
pub mod diff;
pub mod edit;
pub mod failure;
pub mod fields;
pub mod hash;
pub mod ids;
pub mod json;
mod normal;
pub mod schema;
pub mod suggest;
pub mod text;
pub mod tree;
pub mod walk;

pub use blocks::{BlockText, Part};
pub use failure::Failure;
pub use fields::{Credit, Fields, Teasers};
pub use tree::*;
