//! What the product promises, told through the doors that people use. One binary; one module a subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests"
)]

mod cli;
mod cli_contributors;
mod cli_docx;
mod cli_hostile;
mod cli_people;
mod cli_planning;
mod cli_program;
mod cli_shapes;
mod exports;
mod saving;
mod tidy;
