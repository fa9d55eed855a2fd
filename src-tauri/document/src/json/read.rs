//! From the editor's JSON to the typed tree. What a node or attribute may be stands in `schema.rs`; here is where each may stand.

use super::MAX_DEPTH;
use crate::schema::{self, Attr, Preset};
use crate::*;
use serde_json::{Map, Value};

type Read<T> = Result<T, Failure>;

fn refuse(message: String) -> Failure {
    Failure::new("unknown-node", message)
}

fn misplaced(what: &str, within: &str) -> Failure {
    refuse(format!(
        "This text has “{what}” where it cannot stand, in “{within}”, so it was not taken; open it with the version of Stet that wrote it."
    ))
}

fn unknown(what: &str) -> Failure {
    let what: String = what.chars().take(40).collect();
    refuse(format!("This text holds “{what}”, which this version of Stet does not know; open it with a newer version."))
}

fn missing(what: &str, within: &str) -> Failure {
    refuse(format!(
        "This text has a “{within}” without its “{what}”, so it was not taken; open it with the version of Stet that wrote it."
    ))
}

/// Attributes that were checked against the table.
struct Attrs<'a> {
    specs: &'static [Attr],
    given: Option<&'a Map<String, Value>>,
}

impl<'a> Attrs<'a> {
    fn checked(specs: &'static [Attr], value: Option<&'a Value>, owner: &str) -> Read<Self> {
        let given = match value {
            None | Some(Value::Null) => None,
            Some(Value::Object(map)) => Some(map),
            Some(_) => return Err(unknown(owner)),
        };
        for (name, value) in given.into_iter().flatten() {
            let attr = specs.iter().find(|attr| attr.name == name).ok_or_else(|| unknown(&format!("{owner}: {name}")))?;
            if !attr.kind.allows(value) {
                return Err(refuse(format!(
                    "This text has a “{owner}” whose “{name}” is not one that Stet knows, so it was not taken; open it with the version of Stet that wrote it."
                )));
            }
        }
        for attr in specs {
            if attr.preset == Preset::Required && given.is_none_or(|map| !map.contains_key(attr.name)) {
                return Err(missing(attr.name, owner));
            }
        }
        Ok(Self { specs, given })
    }

    fn value(&self, name: &str) -> Value {
        let given = self.given.and_then(|map| map.get(name)).cloned();
        given.unwrap_or_else(|| self.specs.iter().find(|attr| attr.name == name).map_or(Value::Null, |attr| attr.preset.value()))
    }

    fn text(&self, name: &str) -> String {
        match self.value(name) {
            Value::String(text) => text,
            _ => String::new(),
        }
    }

    fn number(&self, name: &str) -> u32 {
        self.value(name).as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
    }

    fn numbers(&self, name: &str) -> Option<Vec<u32>> {
        let list = self.value(name);
        list.as_array().map(|list| list.iter().filter_map(|n| n.as_u64().and_then(|n| u32::try_from(n).ok())).collect())
    }

    fn id(&self) -> Id {
        Id(self.text("id"))
    }
}

/// One node whose name, attributes and marks are known; its content is still to be read.
struct Node<'a> {
    name: &'static str,
    attrs: Attrs<'a>,
    marks: Vec<Mark>,
    content: &'a [Value],
    text: Option<&'a str>,
}

impl<'a> Node<'a> {
    fn read(value: &'a Value) -> Read<Self> {
        let object = value.as_object().ok_or_else(|| unknown("a node without a name"))?;
        let name = object.get("type").and_then(Value::as_str).ok_or_else(|| unknown("a node without a name"))?;
        let spec = schema::node(name).ok_or_else(|| unknown(name))?;
        if let Some(key) = object.keys().find(|key| !matches!(key.as_str(), "type" | "attrs" | "content" | "marks" | "text")) {
            return Err(unknown(&format!("{name}: {key}")));
        }
        let attrs = Attrs::checked(spec.attrs, object.get("attrs"), spec.name)?;
        let content = list(object.get("content"), name)?;
        if spec.content.is_empty() && !content.is_empty() {
            return Err(misplaced("content", name));
        }
        let marks = marks(list(object.get("marks"), name)?)?;
        let text = match (object.get("text"), name) {
            (Some(Value::String(text)), "text") if !text.is_empty() => Some(text.as_str()),
            (None, "text") | (Some(_), _) => return Err(misplaced("text", name)),
            (None, _) => None,
        };
        Ok(Self { name: spec.name, attrs, marks, content, text })
    }

    /// A child that is a block or a part of one: its marks are suggestions only.
    fn child(value: &'a Value, within: &str) -> Read<Self> {
        let node = Self::read(value)?;
        match node.marks.iter().find(|mark| !mark.is_suggestion()) {
            Some(mark) => Err(misplaced(mark.name(), within)),
            None => Ok(node),
        }
    }

    fn meta(&mut self) -> Meta {
        let lang = Some(self.attrs.text("lang")).filter(|lang| !lang.is_empty()).map(Lang);
        let dir = match self.attrs.text("dir").as_str() {
            "ltr" => Some(Dir::Ltr),
            "rtl" => Some(Dir::Rtl),
            _ => None,
        };
        Meta { lang, dir, marks: std::mem::take(&mut self.marks) }
    }

    fn textblock(mut self) -> Read<Textblock> {
        let code = self.name == "code";
        let inlines =
            inlines(self.content, self.name, |inline| !code || matches!(inline, Inline::Text { marks, .. } if marks.is_empty()))?;
        Ok(Textblock { id: self.attrs.id(), meta: self.meta(), inlines })
    }
}

fn list<'a>(value: Option<&'a Value>, owner: &str) -> Read<&'a [Value]> {
    match value {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(unknown(owner)),
    }
}

pub(super) fn document(text: &str) -> Read<Document> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        if error.to_string().contains("recursion limit") {
            too_deep()
        } else {
            Failure::new("damaged", "This text is damaged and cannot be read; restore one of its versions.")
        }
    })?;
    let doc = Node::child(&value, "desk")?;
    if doc.name != "doc" {
        return Err(misplaced(doc.name, "desk"));
    }
    if !doc.marks.is_empty() {
        return Err(misplaced("marks", "doc"));
    }
    let (parts, body) = doc.content.split_at_checked(3).ok_or_else(|| missing("headline", "doc"))?;
    let mut parts =
        parts.iter().zip(["kicker", "headline", "standfirst"]).map(|(value, name)| named(value, name, "doc")?.textblock());
    let mut next = || parts.next().unwrap_or_else(|| Err(missing("headline", "doc")));
    let document = Document { kicker: next()?, headline: next()?, standfirst: next()?, body: blocks(body, "doc", 1)? };
    if document.body.is_empty() {
        return Err(missing("paragraph", "doc"));
    }
    let mut document = document;
    document.normalise();
    Ok(document)
}

fn too_deep() -> Failure {
    Failure::new(
        "too-large",
        "This text has blocks within blocks more than 32 levels deep, which Stet does not take; flatten its lists or tables.",
    )
}

fn named<'a>(value: &'a Value, name: &str, within: &str) -> Read<Node<'a>> {
    let node = Node::child(value, within)?;
    if node.name == name { Ok(node) } else { Err(misplaced(node.name, within)) }
}

fn blocks(values: &[Value], within: &str, depth: usize) -> Read<Vec<Block>> {
    values.iter().map(|value| block(Node::child(value, within)?, within, depth)).collect()
}

fn block(mut node: Node, within: &str, depth: usize) -> Read<Block> {
    if depth > MAX_DEPTH {
        return Err(too_deep());
    }
    let (name, content) = (node.name, node.content);
    Ok(match name {
        "paragraph" => Block::Paragraph(node.textblock()?),
        "heading" => {
            let level = u8::try_from(node.attrs.number("level")).unwrap_or(2);
            Block::Heading { level, text: node.textblock()? }
        }
        "pull_quote" => {
            let (of, sentence) = (Id(node.attrs.text("of")), node.attrs.text("sentence"));
            Block::PullQuote { text: node.textblock()?, of, sentence }
        }
        "code" => {
            let language = node.attrs.text("language");
            Block::Code { text: node.textblock()?, language }
        }
        "quotation" => {
            let (blocks, attribution) = attributed(content, name, depth)?;
            Block::Quotation { meta: node.meta(), cite: node.attrs.text("cite"), blocks, attribution }
        }
        "epigraph" => {
            let (blocks, attribution) = attributed(content, name, depth)?;
            Block::Epigraph { meta: node.meta(), blocks, attribution }
        }
        "list" => {
            let kind = match node.attrs.text("kind").as_str() {
                "numbered" => ListKind::Numbered,
                "lettered" => ListKind::Lettered,
                _ => ListKind::Bulleted,
            };
            let items = content.iter().map(|value| item(value, depth + 1)).collect::<Read<_>>()?;
            Block::List { meta: node.meta(), kind, start: node.attrs.number("start"), items }
        }
        "table" => {
            let rows = content.iter().map(|value| row(value, depth + 1)).collect::<Read<_>>()?;
            Block::Table { id: node.attrs.id(), meta: node.meta(), rows }
        }
        "figure" => Block::Figure(figure(node)?),
        "verse" => Block::Verse { meta: node.meta(), lines: content.iter().map(verse_line).collect::<Read<_>>()? },
        "turn" => {
            let (speaker, rest) = content.split_first().ok_or_else(|| missing("speaker", name))?;
            let speaker = named(speaker, "speaker", name)?.textblock()?;
            Block::Turn { meta: node.meta(), speaker, blocks: blocks(rest, name, depth + 1)? }
        }
        "box" => Block::Box { meta: node.meta(), blocks: blocks(content, name, depth + 1)? },
        "rule" => Block::Rule { meta: node.meta() },
        "embed" => Block::Embed {
            meta: node.meta(),
            link: node.attrs.text("link"),
            title: node.attrs.text("title"),
            still: node.attrs.text("still"),
        },
        _ => return Err(misplaced(name, within)),
    })
}

fn attributed(content: &[Value], within: &str, depth: usize) -> Read<(Vec<Block>, Option<Textblock>)> {
    let last_is = content.last().and_then(|value| value.get("type")).and_then(Value::as_str) == Some("attribution");
    match content.split_last() {
        Some((last, rest)) if last_is => {
            Ok((blocks(rest, within, depth + 1)?, Some(named(last, "attribution", within)?.textblock()?)))
        }
        _ => Ok((blocks(content, within, depth + 1)?, None)),
    }
}

fn item(value: &Value, depth: usize) -> Read<Item> {
    let mut node = named(value, "list_item", "list")?;
    Ok(Item { meta: node.meta(), blocks: blocks(node.content, "list_item", depth + 1)? })
}

fn row(value: &Value, depth: usize) -> Read<Row> {
    let node = named(value, "table_row", "table")?;
    let cells = node.content.iter().map(|value| cell(value, depth + 1)).collect::<Read<_>>()?;
    Ok(Row { marks: node.marks, cells })
}

fn cell(value: &Value, depth: usize) -> Read<Cell> {
    let node = Node::child(value, "table_row")?;
    if !matches!(node.name, "table_cell" | "table_header") {
        return Err(misplaced(node.name, "table_row"));
    }
    if node.content.is_empty() {
        return Err(missing("paragraph", node.name));
    }
    let align = match node.attrs.text("align").as_str() {
        "left" => Some(Align::Left),
        "center" => Some(Align::Center),
        "right" => Some(Align::Right),
        _ => None,
    };
    Ok(Cell {
        header: node.name == "table_header",
        colspan: node.attrs.number("colspan"),
        rowspan: node.attrs.number("rowspan"),
        colwidth: node.attrs.numbers("colwidth"),
        align,
        marks: node.marks,
        blocks: blocks(node.content, node.name, depth + 1)?,
    })
}

fn figure(mut node: Node) -> Read<Figure> {
    let [caption, credit] = node.content else { return Err(missing("caption", "figure")) };
    let focus = match node.attrs.numbers("focus").as_deref() {
        Some([x, y]) => u8::try_from(*x).ok().zip(u8::try_from(*y).ok()),
        _ => None,
    };
    Ok(Figure {
        id: node.attrs.id(),
        meta: node.meta(),
        src: node.attrs.text("src"),
        width: node.attrs.number("width"),
        height: node.attrs.number("height"),
        alt: node.attrs.text("alt"),
        rights: node.attrs.text("rights"),
        focus,
        caption: named(caption, "caption", "figure")?.textblock()?,
        credit: named(credit, "picture_credit", "figure")?.textblock()?,
    })
}

fn verse_line(value: &Value) -> Read<VerseLine> {
    let node = named(value, "verse_line", "verse")?;
    let indent = u8::try_from(node.attrs.number("indent")).unwrap_or_default();
    Ok(VerseLine { indent, text: node.textblock()? })
}

fn inlines(values: &[Value], within: &str, may: impl Fn(&Inline) -> bool) -> Read<Vec<Inline>> {
    values
        .iter()
        .map(|value| {
            let node = Node::read(value)?;
            let name = node.name;
            let inline = inline(node, within)?;
            if may(&inline) { Ok(inline) } else { Err(misplaced(name, within)) }
        })
        .collect()
}

fn inline(node: Node, within: &str) -> Read<Inline> {
    Ok(match node.name {
        "text" => Inline::Text { text: node.text.unwrap_or_default().to_owned(), marks: node.marks },
        "break" => Inline::Break { marks: node.marks },
        "note" if within != "note" => {
            let inlines = inlines(node.content, "note", |_| true)?;
            Inline::Note(Note { id: node.attrs.id(), marks: node.marks, inlines })
        }
        "note_again" => {
            let wording = if node.attrs.text("as") == "words" { Wording::Words } else { Wording::Mark };
            Inline::NoteAgain { note: Id(node.attrs.text("note")), wording, marks: node.marks }
        }
        "placeholder" => Inline::Placeholder { label: node.attrs.text("label"), marks: node.marks },
        other => return Err(misplaced(other, within)),
    })
}

fn marks(values: &[Value]) -> Read<Vec<Mark>> {
    let marks = values.iter().map(mark).collect::<Read<Vec<_>>>()?;
    let (kept, left_out) = crate::normal::compatible(marks);
    match left_out.first() {
        Some(mark) => Err(misplaced(mark.name(), "text with another mark")),
        None => Ok(kept),
    }
}

fn mark(value: &Value) -> Read<Mark> {
    let object = value.as_object().ok_or_else(|| unknown("a mark without a name"))?;
    let name = object.get("type").and_then(Value::as_str).ok_or_else(|| unknown("a mark without a name"))?;
    let (_, spec) = schema::mark_named(name).ok_or_else(|| unknown(name))?;
    if let Some(key) = object.keys().find(|key| !matches!(key.as_str(), "type" | "attrs")) {
        return Err(unknown(&format!("{name}: {key}")));
    }
    let attrs = Attrs::checked(spec.attrs, object.get("attrs"), spec.name)?;
    let id = || attrs.text("id");
    Ok(match spec.name {
        "link" => Mark::Link { href: attrs.text("href"), title: attrs.text("title") },
        "article_link" => Mark::ArticleLink { article: attrs.text("article") },
        "emphasis" => Mark::Emphasis,
        "strong" => Mark::Strong,
        "small_caps" => Mark::SmallCaps,
        "sub" => Mark::Sub,
        "sup" => Mark::Sup,
        "strike" => Mark::Strike,
        "foreign" => Mark::Foreign { lang: Lang(attrs.text("lang")) },
        "dateline" => Mark::Dateline,
        "source" => Mark::Source { id: id() },
        "comment" => Mark::Comment { id: id() },
        "insertion" => Mark::Insertion { id: id() },
        "deletion" => Mark::Deletion { id: id() },
        "modification" => Mark::Modification {
            id: id(),
            kind: attrs.text("type"),
            attr: attrs.value("attrName").as_str().map(str::to_owned),
            previous: attrs.value("previousValue"),
            new: attrs.value("newValue"),
        },
        other => return Err(unknown(other)),
    })
}
