//! What the desk promises, through its commands: one program, for each would be linked with the whole desk again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod backups;
mod calendar;
mod commands;
mod contributors;
mod doctor;
mod dossiers;
mod files;
mod pictures;
mod places;
mod planning;
mod recovery;
mod refusals;
mod rights;
mod sample;
mod support;
mod translation;
mod views;
mod words;
mod workflow;
mod wxr;
