//! The sections and tags of the desk, each with how many pieces it has. Both live in the pieces' fields; nothing here writes.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;
use crate::error::Result;
use crate::filter::Around;
use crate::glance::{self, Names, place};
use crate::list;
use crate::store::Desk;

/// The command `desk_kinds`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DeskKinds {}

/// Sections and tags, by their names.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Kinds {
    pub sections: Vec<Kind>,
    pub tags: Vec<Kind>,
}

/// A section or a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Kind {
    pub name: String,
    /// Pieces under it.
    pub count: u32,
    /// Those of them that are on their way.
    pub open: u32,
}

/// Every section and tag that a piece has.
///
/// # Errors
/// What SQLite says.
pub fn desk_kinds(desk: &Desk, call: &Call, _: DeskKinds) -> Result<Kinds> {
    glance::look(desk, |conn, glance| {
        let around = Around::of(conn, call)?;
        let open: Vec<bool> =
            glance.states.all.iter().map(|name| around.workflow.state(&name.text).is_some_and(list::is_on_the_way)).collect();
        let (mut sections, mut tags) = (HashMap::new(), HashMap::new());
        for piece in &glance.pieces {
            let coming = u32::from(open.get(place(piece.state)).copied().unwrap_or(false));
            let count = |counts: &mut HashMap<u32, (u32, u32)>, number: u32| {
                let (all, way) = counts.entry(number).or_default();
                *all += 1;
                *way += coming;
            };
            count(&mut sections, piece.section);
            for tag in piece.tags.iter() {
                count(&mut tags, *tag);
            }
        }
        Ok(Kinds { sections: named(&glance.sections, sections), tags: named(&glance.tags, tags) })
    })
}

fn named(names: &Names, counts: HashMap<u32, (u32, u32)>) -> Vec<Kind> {
    let kind = |(number, (count, open))| Kind { name: names.text(number).to_owned(), count, open };
    let mut kinds: Vec<Kind> = counts.into_iter().map(kind).filter(|kind| !kind.name.is_empty()).collect();
    kinds.sort_by_key(|kind| (kind.name.to_lowercase(), kind.name.clone()));
    kinds
}
