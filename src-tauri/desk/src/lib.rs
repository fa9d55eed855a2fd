//! The desk: one SQLite file, one file of code per noun, one workflow, one table of commands.
//!
//! **Invariant:** every change goes through [`store::Desk::write`]: one transaction, row sums, `change` rows, one event.
//! **Invariant:** no hidden clock: `now` comes with each [`Call`]. No window, no Tauri.
//! **Invariant:** while a desk is open, only SQLite opens its file.
//! **Invariant:** no command takes a path or SQL; files come by token from the platform's own dialogs.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

pub mod api;
pub mod app;
pub mod approach;
pub mod article;
pub mod audit;
pub mod backup;
pub mod blob;
pub mod board;
pub mod byline;
pub mod calendar;
pub mod call;
pub mod catch_up;
pub mod clipboard;
pub mod complete;
pub mod contributor;
mod csv;
pub mod date;
pub mod dates;
pub mod desk;
pub mod doctor;
pub mod dossier;
mod dossier_search;
pub mod error;
pub mod export;
pub mod facts;
pub mod fee;
pub mod field;
pub mod filter;
pub mod gates;
pub mod glance;
pub mod hand;
pub mod history;
pub mod hit;
pub mod home;
pub mod ics;
pub mod ids;
pub mod import;
pub mod kinds;
pub mod likeness;
pub mod limits;
pub mod list;
pub mod many;
pub mod media;
pub mod missed;
pub mod money;
pub mod moves;
pub mod names;
mod nest;
pub mod normalise;
pub mod open_files;
pub mod out;
pub mod person;
pub mod piece;
pub mod platform;
pub mod presence;
pub mod presets;
pub mod query;
pub mod recovery;
pub mod repair;
pub mod rescue;
pub mod resemble;
pub mod rights;
pub mod sample;
pub mod search;
pub mod session;
pub mod shaping;
mod shelter;
pub mod skeleton;
mod spare;
pub mod store;
pub mod synced;
pub mod tick;
pub mod translation;
pub mod typed;
pub mod veil;
pub mod version;
pub mod view;
pub mod whole;
pub mod workflow;

pub use api::{Payload, Reply};
pub use call::{Call, Job};
pub use error::{Error, OrNotFound, Result, refuse};
pub use ids::{ArticleId, DeskId, PersonId, VersionId};
pub use platform::{Event, FileToken, Platform};
pub use session::Session;
pub use stet_document::Failure;
pub use store::Desk;
