//! The one table of node and mark kinds: names, content, attributes, defaults. `json.rs` reads by it, the editor's schema is compared with it.
//! What does not live here: the typed tree (`tree.rs`) and how content is read into it (`json/`).

use serde_json::{Value, json};

/// What an attribute may hold; the editor's `validate` refuses the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// Empty, or up to 64 of `[A-Za-z0-9_-]`.
    Id,
    /// 1 to 64 of `[A-Za-z0-9_-]`.
    Key,
    /// A BCP 47 tag, or null.
    Lang,
    /// A BCP 47 tag.
    LangTag,
    /// `ltr`, `rtl` or null.
    Dir,
    /// A whole number within both bounds.
    Int(u32, u32),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, or null.
    ChoiceOrNull(&'static [&'static str]),
    /// SHA-256 in lower-case hex, or empty.
    Hash,
    /// An address of http, https, mailto or tel.
    Link,
    /// The same, or empty.
    LinkOrEmpty,
    /// Null, or a list of whole numbers.
    Widths,
    /// Null, or two whole numbers from 0 to 100.
    Point,
    /// Text or null.
    TextOrNull,
    /// Anything.
    Any,
}

/// What stands for an attribute that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// It must be there.
    Required,
    Null,
    Text(&'static str),
    Int(u32),
}

/// One attribute of a node or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attr {
    pub name: &'static str,
    pub kind: Kind,
    pub preset: Preset,
}

/// One kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeSpec {
    pub name: &'static str,
    /// `block`, `inline` or empty.
    pub group: &'static str,
    /// In ProseMirror's words; empty for a leaf.
    pub content: &'static str,
    /// Which marks its children may carry, in ProseMirror's words (`_` for all).
    pub marks: &'static str,
    pub inline: bool,
    pub atom: bool,
    pub attrs: &'static [Attr],
}

/// One kind of mark, in the order of `MARKS` (its rank).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkSpec {
    pub name: &'static str,
    pub inclusive: bool,
    /// Which marks cannot stand beside it; its own name where it can be there once.
    pub excludes: &'static str,
    pub attrs: &'static [Attr],
}

const ID: Attr = Attr { name: "id", kind: Kind::Id, preset: Preset::Text("") };
const LANG: Attr = Attr { name: "lang", kind: Kind::Lang, preset: Preset::Null };
const DIR: Attr = Attr { name: "dir", kind: Kind::Dir, preset: Preset::Null };
const KEY: Attr = Attr { name: "id", kind: Kind::Key, preset: Preset::Required };
const TEXT: &[Attr] = &[ID, LANG, DIR];
const PLACE: &[Attr] = &[LANG, DIR];
const CELL: &[Attr] = &[
    Attr { name: "colspan", kind: Kind::Int(1, 1000), preset: Preset::Int(1) },
    Attr { name: "rowspan", kind: Kind::Int(1, 1000), preset: Preset::Int(1) },
    Attr { name: "colwidth", kind: Kind::Widths, preset: Preset::Null },
    Attr { name: "align", kind: Kind::ChoiceOrNull(&["left", "center", "right"]), preset: Preset::Null },
];
/// The marks that a block may carry.
pub const SUGGESTIONS: &str = "insertion deletion modification";

const fn text(name: &'static str, preset: &'static str) -> Attr {
    Attr { name, kind: Kind::Text, preset: Preset::Text(preset) }
}

const fn block(name: &'static str, content: &'static str, attrs: &'static [Attr]) -> NodeSpec {
    NodeSpec { name, group: "block", content, marks: SUGGESTIONS, inline: false, atom: false, attrs }
}

const fn block_text(name: &'static str, attrs: &'static [Attr]) -> NodeSpec {
    NodeSpec { name, group: "block", content: "inline*", marks: "_", inline: false, atom: false, attrs }
}

const fn part(name: &'static str) -> NodeSpec {
    NodeSpec { name, group: "", content: "inline*", marks: "_", inline: false, atom: false, attrs: TEXT }
}

const fn inner(name: &'static str, content: &'static str, attrs: &'static [Attr]) -> NodeSpec {
    NodeSpec { name, group: "", content, marks: SUGGESTIONS, inline: false, atom: false, attrs }
}

const fn inline(name: &'static str, content: &'static str, atom: bool, attrs: &'static [Attr]) -> NodeSpec {
    NodeSpec { name, group: "inline", content, marks: "_", inline: true, atom, attrs }
}

/// Every kind of node, in the schema's order.
pub const NODES: &[NodeSpec] = &[
    inner("doc", "kicker headline standfirst block+", &[]),
    part("kicker"),
    part("headline"),
    part("standfirst"),
    block_text("paragraph", TEXT),
    block_text("heading", &[ID, LANG, DIR, Attr { name: "level", kind: Kind::Int(2, 4), preset: Preset::Int(2) }]),
    block(
        "quotation",
        "block* attribution?",
        &[LANG, DIR, Attr { name: "cite", kind: Kind::LinkOrEmpty, preset: Preset::Text("") }],
    ),
    part("attribution"),
    block_text(
        "pull_quote",
        &[ID, LANG, DIR, Attr { name: "of", kind: Kind::Id, preset: Preset::Text("") }, text("sentence", "")],
    ),
    block(
        "list",
        "list_item*",
        &[
            LANG,
            DIR,
            Attr { name: "kind", kind: Kind::Choice(&["bulleted", "numbered", "lettered"]), preset: Preset::Text("bulleted") },
            Attr { name: "start", kind: Kind::Int(0, 1_000_000), preset: Preset::Int(1) },
        ],
    ),
    inner("list_item", "block*", PLACE),
    block("table", "table_row*", TEXT),
    inner("table_row", "(table_cell | table_header)*", &[]),
    inner("table_cell", "block+", CELL),
    inner("table_header", "block+", CELL),
    block(
        "figure",
        "caption picture_credit",
        &[
            ID,
            LANG,
            DIR,
            Attr { name: "src", kind: Kind::Hash, preset: Preset::Text("") },
            Attr { name: "width", kind: Kind::Int(0, 1_000_000), preset: Preset::Int(0) },
            Attr { name: "height", kind: Kind::Int(0, 1_000_000), preset: Preset::Int(0) },
            text("alt", ""),
            text("rights", ""),
            Attr { name: "focus", kind: Kind::Point, preset: Preset::Null },
        ],
    ),
    part("caption"),
    part("picture_credit"),
    block("verse", "verse_line*", PLACE),
    NodeSpec {
        attrs: &[ID, LANG, DIR, Attr { name: "indent", kind: Kind::Int(0, 20), preset: Preset::Int(0) }],
        ..part("verse_line")
    },
    block("turn", "speaker block*", PLACE),
    part("speaker"),
    block("box", "block*", PLACE),
    block("epigraph", "block* attribution?", PLACE),
    NodeSpec { content: "text*", marks: "", ..block("code", "", &[ID, LANG, DIR, text("language", "")]) },
    block("rule", "", PLACE),
    NodeSpec {
        atom: true,
        ..block(
            "embed",
            "",
            &[
                LANG,
                DIR,
                Attr { name: "link", kind: Kind::LinkOrEmpty, preset: Preset::Text("") },
                text("title", ""),
                Attr { name: "still", kind: Kind::Hash, preset: Preset::Text("") },
            ],
        )
    },
    inline("text", "", false, &[]),
    inline("break", "", false, &[]),
    inline("note", "(text | break | placeholder | note_again)*", true, &[ID]),
    inline(
        "note_again",
        "",
        true,
        &[
            Attr { name: "note", kind: Kind::Id, preset: Preset::Text("") },
            Attr { name: "as", kind: Kind::Choice(&["mark", "words"]), preset: Preset::Text("mark") },
        ],
    ),
    inline("placeholder", "", true, &[text("label", "")]),
];

const fn mark(name: &'static str, excludes: &'static str, attrs: &'static [Attr]) -> MarkSpec {
    MarkSpec { name, inclusive: true, excludes, attrs }
}

const fn edge(name: &'static str, excludes: &'static str, attrs: &'static [Attr]) -> MarkSpec {
    MarkSpec { name, inclusive: false, excludes, attrs }
}

/// Every kind of mark, in rank order.
pub const MARKS: &[MarkSpec] = &[
    edge("link", "link article_link", &[Attr { name: "href", kind: Kind::Link, preset: Preset::Required }, text("title", "")]),
    edge("article_link", "link article_link", &[Attr { name: "article", kind: Kind::Key, preset: Preset::Required }]),
    mark("emphasis", "emphasis", &[]),
    mark("strong", "strong", &[]),
    mark("small_caps", "small_caps", &[]),
    mark("sub", "sub sup", &[]),
    mark("sup", "sub sup", &[]),
    mark("strike", "strike", &[]),
    mark("foreign", "foreign", &[Attr { name: "lang", kind: Kind::LangTag, preset: Preset::Required }]),
    edge("dateline", "dateline", &[]),
    edge("source", "", &[KEY]),
    edge("comment", "", &[KEY]),
    edge("insertion", "insertion", &[KEY]),
    edge("deletion", "deletion", &[KEY]),
    edge(
        "modification",
        "",
        &[
            KEY,
            Attr { name: "type", kind: Kind::Text, preset: Preset::Required },
            Attr { name: "attrName", kind: Kind::TextOrNull, preset: Preset::Null },
            Attr { name: "previousValue", kind: Kind::Any, preset: Preset::Null },
            Attr { name: "newValue", kind: Kind::Any, preset: Preset::Null },
        ],
    ),
];

/// The kind of node of this name.
pub fn node(name: &str) -> Option<&'static NodeSpec> {
    NODES.iter().find(|spec| spec.name == name)
}

/// The kind of mark of this name, with its rank.
pub fn mark_named(name: &str) -> Option<(usize, &'static MarkSpec)> {
    MARKS.iter().enumerate().find(|(_, spec)| spec.name == name)
}

impl Kind {
    /// Whether an attribute of this kind may hold the value.
    pub fn allows(self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Kind::Text => text.is_some(),
            Kind::Id => text.is_some_and(is_id),
            Kind::Key => text.is_some_and(|t| !t.is_empty() && is_id(t)),
            Kind::Lang => value.is_null() || text.is_some_and(is_lang),
            Kind::LangTag => text.is_some_and(is_lang),
            Kind::Dir => value.is_null() || matches!(text, Some("ltr" | "rtl")),
            Kind::Int(low, high) => value.as_u64().is_some_and(|n| n >= u64::from(low) && n <= u64::from(high)),
            Kind::Choice(words) => text.is_some_and(|t| words.contains(&t)),
            Kind::ChoiceOrNull(words) => value.is_null() || text.is_some_and(|t| words.contains(&t)),
            Kind::Hash => text.is_some_and(|t| t.is_empty() || is_hash(t)),
            Kind::Link => text.is_some_and(is_link),
            Kind::LinkOrEmpty => text.is_some_and(|t| t.is_empty() || is_link(t)),
            Kind::Widths => {
                value.is_null()
                    || value
                        .as_array()
                        .is_some_and(|list| list.len() <= 1000 && list.iter().all(|n| Kind::Int(0, 100_000).allows(n)))
            }
            Kind::Point => {
                value.is_null()
                    || value.as_array().is_some_and(|list| list.len() == 2 && list.iter().all(|n| Kind::Int(0, 100).allows(n)))
            }
            Kind::TextOrNull => value.is_null() || text.is_some(),
            Kind::Any => true,
        }
    }

    fn name(self) -> Value {
        match self {
            Kind::Text => json!("text"),
            Kind::Id => json!("id"),
            Kind::Key => json!("key"),
            Kind::Lang => json!("lang-or-null"),
            Kind::LangTag => json!("lang"),
            Kind::Dir => json!("dir-or-null"),
            Kind::Int(low, high) => json!({"int": [low, high]}),
            Kind::Choice(words) => json!({"choice": words}),
            Kind::ChoiceOrNull(words) => json!({"choice-or-null": words}),
            Kind::Hash => json!("hash-or-empty"),
            Kind::Link => json!("link"),
            Kind::LinkOrEmpty => json!("link-or-empty"),
            Kind::Widths => json!("widths-or-null"),
            Kind::Point => json!("point-or-null"),
            Kind::TextOrNull => json!("text-or-null"),
            Kind::Any => json!("any"),
        }
    }
}

/// Whether it can name a block, note, suggestion, comment or piece.
pub fn is_id(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether it has the form of a BCP 47 tag.
pub fn is_lang(text: &str) -> bool {
    let mut parts = text.split('-');
    text.len() <= 64
        && parts.next().is_some_and(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether it is a SHA-256 in lower-case hex.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Whether it is an address of http, https, mailto or tel, read as a browser would: controls and spaces do not hide a scheme.
pub fn is_link(text: &str) -> bool {
    let clear: String = text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(9).collect();
    let clear = clear.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| clear.starts_with(scheme))
}

fn attrs_json(attrs: &[Attr]) -> Value {
    let list: Vec<Value> = attrs
        .iter()
        .map(|attr| match attr.preset {
            Preset::Required => json!({"name": attr.name, "kind": attr.kind.name()}),
            preset => json!({"name": attr.name, "kind": attr.kind.name(), "default": preset.value()}),
        })
        .collect();
    Value::Array(list)
}

impl Preset {
    /// The value that stands for a missing one; null where there must be one.
    pub fn value(self) -> Value {
        match self {
            Preset::Required | Preset::Null => Value::Null,
            Preset::Text(text) => json!(text),
            Preset::Int(n) => json!(n),
        }
    }
}

/// The table as JSON: what `tests/cases/schema.json` holds and the editor's schema is compared with.
pub fn to_json() -> String {
    let nodes: Vec<Value> = NODES
        .iter()
        .map(|n| json!({"name": n.name, "group": n.group, "content": n.content, "marks": n.marks, "inline": n.inline, "atom": n.atom, "attrs": attrs_json(n.attrs)}))
        .collect();
    let marks: Vec<Value> = MARKS
        .iter()
        .map(|m| json!({"name": m.name, "inclusive": m.inclusive, "excludes": m.excludes, "attrs": attrs_json(m.attrs)}))
        .collect();
    let table = json!({"schema_v": 1, "nodes": nodes, "marks": marks});
    let mut text = serde_json::to_string_pretty(&table).unwrap_or_default();
    text.push('\n');
    text
}
