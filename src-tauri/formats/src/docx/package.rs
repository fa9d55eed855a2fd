//! A Word document as a package of parts: each looked up by name, read whole within limits, checked, and never unpacked to disk.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use stet_document::Failure;
use zip::ZipArchive;

use super::central::{damaged, entries, key};
use super::xml::{Budget, Tree, parse};

/// Bytes of one part, and of all that are read.
const PART: u64 = 64 * 1024 * 1024;
/// The most bytes of a part that is read as XML: a tree takes ten times its size.
const XML: usize = 20 * 1024 * 1024;
const WHOLE: u64 = 256 * 1024 * 1024;

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Lower-case name → number in the archive.
    index: BTreeMap<String, usize>,
    read: u64,
    budget: Budget,
}

impl<'a> Package<'a> {
    /// Opens the package after checking its structure.
    ///
    /// # Errors
    /// `damaged`, `hostile`, or `unreadable` for a locked file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let listed = entries(bytes)?;
        if listed.iter().any(|entry| entry.encrypted) {
            return Err(Failure::new(
                "unreadable",
                "This document is locked with a password; open it, take the password off and save it again.",
            ));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() != listed.len() {
            return Err(damaged());
        }
        let index = listed.into_iter().filter_map(|entry| Some((entry.key, archive.index_for_name_raw(&entry.name)?))).collect();
        Ok(Self { archive, index, read: 0, budget: Budget::default() })
    }

    /// Whether the part is there.
    pub fn has(&self, name: &str) -> bool {
        self.index.contains_key(&key(name.as_bytes()))
    }

    /// Names of all parts, lower case.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    /// The bytes of a part, or nothing when it is not there.
    ///
    /// # Errors
    /// `too-large` beyond the limits, `hostile` for a part that is other than declared, `damaged` for a wrong sum.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(number) = self.index.get(&key(name.as_bytes())).copied() else { return Ok(None) };
        let mut file = self.archive.by_index(number).map_err(|_| damaged())?;
        let (size, packed) = (file.size(), file.compressed_size());
        let large = || Failure::new("too-large", "A part of this file is larger than 64 MB unpacked, and was not opened.");
        if size > PART || size.saturating_add(self.read) > WHOLE {
            return Err(large());
        }
        if size > 8 * 1024 * 1024 && size / packed.max(1) > 200 {
            return Err(Failure::new("hostile", "This file is packed so that a little becomes a flood, and was not opened."));
        }
        let mut bytes = Vec::new();
        file.by_ref().take(size + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 != size {
            return Err(Failure::new("hostile", "A part of this file is larger than it says, and was not opened."));
        }
        self.read += size;
        Ok(Some(bytes))
    }

    /// A part as a tree of elements, or nothing when it is not there.
    ///
    /// # Errors
    /// As [`Package::bytes`], and those of [`parse`].
    pub fn tree(&mut self, name: &str) -> Result<Option<Tree>, Failure> {
        match self.bytes(name)? {
            Some(bytes) if bytes.len() > XML => Err(crate::text::too_long()),
            Some(bytes) => parse(&bytes, &mut self.budget).map(Some),
            None => Ok(None),
        }
    }

    /// Illegal characters taken out so far, in all parts.
    pub fn illegal(&self) -> u32 {
        self.budget.illegal
    }

    /// The relations of a part.
    ///
    /// # Errors
    /// As [`Package::tree`].
    pub fn relations(&mut self, part: &str) -> Result<Relations, Failure> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut relations = Relations::default();
        let Some(tree) = self.tree(&name)? else { return Ok(relations) };
        for element in tree.root().elements().filter(|element| element.name() == "pr:Relationship") {
            let (Some(id), Some(target)) = (element.attr("Id"), element.attr("Target")) else { continue };
            let kind = element.attr("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
            let external = element.attr("TargetMode") == Some("External");
            let target = if external { target.to_owned() } else { resolve(folder, target) };
            relations.0.insert(id.to_owned(), Relation { kind, target, external });
        }
        Ok(relations)
    }
}

/// The relations of one part, by id.
#[derive(Clone, Debug, Default)]
pub struct Relations(BTreeMap<String, Relation>);

/// One relation.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The last word of its type: `image`, `hyperlink`, `footnotes`.
    pub kind: String,
    /// A part's name, or an address when external.
    pub target: String,
    pub external: bool,
}

impl Relations {
    /// By id.
    pub fn get(&self, id: &str) -> Option<&Relation> {
        self.0.get(id)
    }

    /// The part of the first relation of this kind within the package.
    pub fn part(&self, kind: &str) -> Option<&str> {
        self.0.values().find(|relation| relation.kind == kind && !relation.external).map(|relation| relation.target.as_str())
    }

    /// All of this kind.
    pub fn all(&self, kind: &str) -> impl Iterator<Item = &Relation> {
        self.0.values().filter(move |relation| relation.kind == kind)
    }
}

/// A target against the folder of its part.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
