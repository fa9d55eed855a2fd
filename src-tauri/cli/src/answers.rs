//! What the command line reads of the desk's answers: the desk's own types. How they are shown is each command's.

pub use stet_desk::approach::Approach;
pub use stet_desk::article::{Article, Saved};
pub use stet_desk::contributor::Card;
pub use stet_desk::date::Dates;
pub use stet_desk::dates::DateValue;
pub use stet_desk::desk::DeskInfo;
pub use stet_desk::doctor::Checkup;
pub use stet_desk::dossier::{Dossier, DossierFile, DossierSaved};
pub use stet_desk::export::Exported;
pub use stet_desk::fee::{Fee, FeesWritten};
pub use stet_desk::field::FieldSaved;
pub use stet_desk::hand::{Waiting, WaitingLists};
pub use stet_desk::history::AuditRow;
pub use stet_desk::import::{Added, ImportPreview, ManySummary, WxrReport};
pub use stet_desk::list::{Found, ListPage, Row};
pub use stet_desk::many::Many;
pub use stet_desk::moves::Move;
pub use stet_desk::out::OutWith;
pub use stet_desk::person::Person;
pub use stet_desk::shaping::WorkflowInfo;
pub use stet_desk::translation::LanguageVersion;
pub use stet_desk::version::VersionInfo;
pub use stet_desk::view::SavedView;
