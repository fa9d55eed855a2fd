//! What a format carries: the identity tests draw their documents from this list. Each writer states its own.

/// Names of nodes, marks and fields (as in the document's JSON and in `Fields`) that come back unchanged,
/// and of their attributes: `lang` and `dir` of any block, the others as `heading.level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    pub nodes: &'static [&'static str],
    pub attributes: &'static [&'static str],
    pub marks: &'static [&'static str],
    pub fields: &'static [&'static str],
}
