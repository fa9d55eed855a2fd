//! From the typed tree to the editor's JSON: keys as ProseMirror writes them (type, attrs, content, marks, text), every attribute.

use crate::*;
use serde_json::{Map, Value, json};

pub(super) fn document(document: &Document) -> Value {
    let mut content = vec![
        textblock("kicker", &document.kicker, json!({})),
        textblock("headline", &document.headline, json!({})),
        textblock("standfirst", &document.standfirst, json!({})),
    ];
    content.extend(document.body.iter().map(block));
    node("doc", Value::Null, content, &[])
}

fn node(name: &str, attrs: Value, content: Vec<Value>, marks: &[Mark]) -> Value {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(name));
    if attrs.as_object().is_some_and(|map| !map.is_empty()) {
        object.insert("attrs".to_owned(), attrs);
    }
    if !content.is_empty() {
        object.insert("content".to_owned(), Value::Array(content));
    }
    if !marks.is_empty() {
        object.insert("marks".to_owned(), Value::Array(marks.iter().map(mark).collect()));
    }
    Value::Object(object)
}

/// Language and direction, then the node's own attributes.
fn with_meta(meta: &Meta, id: Option<&Id>, own: Value) -> Value {
    let mut attrs = Map::new();
    if let Some(id) = id {
        attrs.insert("id".to_owned(), json!(id.0));
    }
    attrs.insert("lang".to_owned(), json!(meta.lang.as_ref().map(|lang| &lang.0)));
    let dir = meta.dir.map(|dir| match dir {
        Dir::Ltr => "ltr",
        Dir::Rtl => "rtl",
    });
    attrs.insert("dir".to_owned(), json!(dir));
    if let Value::Object(own) = own {
        attrs.extend(own);
    }
    Value::Object(attrs)
}

fn textblock(name: &str, text: &Textblock, own: Value) -> Value {
    node(name, with_meta(&text.meta, Some(&text.id), own), inlines(&text.inlines), &text.meta.marks)
}

fn container(name: &str, meta: &Meta, own: Value, content: Vec<Value>) -> Value {
    node(name, with_meta(meta, None, own), content, &meta.marks)
}

fn attributed(blocks: &[Block], attribution: Option<&Textblock>) -> Vec<Value> {
    blocks.iter().map(block).chain(attribution.map(|text| textblock("attribution", text, json!({})))).collect()
}

fn block(value: &Block) -> Value {
    match value {
        Block::Paragraph(text) => textblock("paragraph", text, json!({})),
        Block::Heading { level, text } => textblock("heading", text, json!({"level": level})),
        Block::Quotation { meta, cite, blocks, attribution } => {
            container("quotation", meta, json!({"cite": cite}), attributed(blocks, attribution.as_ref()))
        }
        Block::PullQuote { text, of, sentence } => textblock("pull_quote", text, json!({"of": of.0, "sentence": sentence})),
        Block::List { meta, kind, start, items } => {
            let kind = match kind {
                ListKind::Bulleted => "bulleted",
                ListKind::Numbered => "numbered",
                ListKind::Lettered => "lettered",
            };
            let items =
                items.iter().map(|item| container("list_item", &item.meta, json!({}), item.blocks.iter().map(block).collect()));
            container("list", meta, json!({"kind": kind, "start": start}), items.collect())
        }
        Block::Table { id, meta, rows } => {
            let rows = rows.iter().map(|row| node("table_row", Value::Null, row.cells.iter().map(cell).collect(), &row.marks));
            node("table", with_meta(meta, Some(id), json!({})), rows.collect(), &meta.marks)
        }
        Block::Figure(figure) => {
            let own = json!({
                "src": figure.src, "width": figure.width, "height": figure.height, "alt": figure.alt, "rights": figure.rights,
                "focus": figure.focus.map(|(x, y)| [x, y]),
            });
            let content =
                vec![textblock("caption", &figure.caption, json!({})), textblock("picture_credit", &figure.credit, json!({}))];
            node("figure", with_meta(&figure.meta, Some(&figure.id), own), content, &figure.meta.marks)
        }
        Block::Verse { meta, lines } => {
            let lines = lines.iter().map(|line| textblock("verse_line", &line.text, json!({"indent": line.indent})));
            container("verse", meta, json!({}), lines.collect())
        }
        Block::Turn { meta, speaker, blocks } => {
            let content = std::iter::once(textblock("speaker", speaker, json!({}))).chain(blocks.iter().map(block));
            container("turn", meta, json!({}), content.collect())
        }
        Block::Box { meta, blocks } => container("box", meta, json!({}), blocks.iter().map(block).collect()),
        Block::Epigraph { meta, blocks, attribution } => {
            container("epigraph", meta, json!({}), attributed(blocks, attribution.as_ref()))
        }
        Block::Code { text, language } => textblock("code", text, json!({"language": language})),
        Block::Rule { meta } => container("rule", meta, json!({}), Vec::new()),
        Block::Embed { meta, link, title, still } => {
            container("embed", meta, json!({"link": link, "title": title, "still": still}), Vec::new())
        }
    }
}

fn cell(cell: &Cell) -> Value {
    let align = cell.align.map(|align| match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    });
    let attrs = json!({"colspan": cell.colspan, "rowspan": cell.rowspan, "colwidth": cell.colwidth, "align": align});
    let name = if cell.header { "table_header" } else { "table_cell" };
    node(name, attrs, cell.blocks.iter().map(block).collect(), &cell.marks)
}

fn inlines(list: &[Inline]) -> Vec<Value> {
    list.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> Value {
    match inline {
        Inline::Text { text, marks } => {
            let mut value = node("text", Value::Null, Vec::new(), marks);
            if let Value::Object(object) = &mut value {
                object.insert("text".to_owned(), json!(text));
            }
            value
        }
        Inline::Break { marks } => node("break", Value::Null, Vec::new(), marks),
        Inline::Note(note) => node("note", json!({"id": note.id.0}), inlines(&note.inlines), &note.marks),
        Inline::NoteAgain { note, wording, marks } => {
            let wording = match wording {
                Wording::Mark => "mark",
                Wording::Words => "words",
            };
            node("note_again", json!({"note": note.0, "as": wording}), Vec::new(), marks)
        }
        Inline::Placeholder { label, marks } => node("placeholder", json!({"label": label}), Vec::new(), marks),
    }
}

fn mark(mark: &Mark) -> Value {
    let attrs = match mark {
        Mark::Link { href, title } => json!({"href": href, "title": title}),
        Mark::ArticleLink { article } => json!({"article": article}),
        Mark::Foreign { lang } => json!({"lang": lang.0}),
        Mark::Source { id } | Mark::Comment { id } | Mark::Insertion { id } | Mark::Deletion { id } => json!({"id": id}),
        Mark::Modification { id, kind, attr, previous, new } => {
            json!({"id": id, "type": kind, "attrName": attr, "previousValue": previous, "newValue": new})
        }
        Mark::Emphasis | Mark::Strong | Mark::SmallCaps | Mark::Sub | Mark::Sup | Mark::Strike | Mark::Dateline => {
            return json!({"type": mark.name()});
        }
    };
    json!({"type": mark.name(), "attrs": attrs})
}
