//! Markdown in and out: CommonMark with GFM tables, notes and front matter. Each direction has its files.
//!
//! **Invariant:** every letter typed in a text is the same letter on the page that a site generator makes of it.
//! **Invariant:** a file written here names its own parts, and is read back to the letter where the preset carries it.

mod blocks;
mod escape;
mod front_in;
mod front_out;
mod inlines;
mod read;
mod shortcodes;
mod tables;
mod to_html;
pub mod write;

pub use read::READER;
pub use write::WRITER;
