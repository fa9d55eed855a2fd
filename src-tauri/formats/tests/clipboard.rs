//! Clipboards as programs write them (`tests/cases/clipboard`), each beside what it is read as. `STET_BLESS=1` writes what is read now.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stet_document::arbitrary;
use stet_formats::ReadOptions;
use stet_formats::clipboard::{Clipping, How, read};

fn clip(html: Option<&str>, text: &str, how: How) -> Clipping {
    let mut random = arbitrary::numbers(7);
    let mut options = ReadOptions {
        without: Vec::new(),
        parts: Default::default(),
        lang: "en-GB".to_owned(),
        random: &mut random,
        progress: &|_, _| true,
    };
    read(html, text, how, &mut options).unwrap()
}

/// The document without names and without what is as it would be anyway.
fn shown(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.iter()
                .filter(|(key, value)| {
                    let plain = value.is_null() || **value == json!("") || **value == json!([]) || **value == json!({});
                    let usual = (matches!(key.as_str(), "colspan" | "rowspan" | "start") && **value == json!(1)) || *key == "id";
                    !plain && !usual
                })
                .map(|(key, value)| (key.clone(), shown(value)))
                .filter(|(_, value)| *value != json!({}))
                .collect(),
        ),
        Value::Array(list) => Value::Array(list.iter().map(shown).collect()),
        other => other.clone(),
    }
}

fn told(clipping: &Clipping) -> Value {
    let whole: Value = serde_json::from_str(&clipping.document.to_json()).unwrap();
    let body: Vec<Value> = whole["content"].as_array().unwrap()[3..].iter().map(shown).collect();
    let left: Vec<Value> = clipping.left_out.iter().map(|left| json!([left.code, left.count])).collect();
    json!({ "body": body, "left_out": left, "pictures": clipping.media.len(), "markdown": clipping.markdown })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/clipboard")
}

#[test]
fn what_each_program_puts_on_the_clipboard_is_read_as_it_was_meant() {
    let mut names: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "html" || ending == "txt"));
    names.sort();
    assert!(names.len() > 12);
    let mut wrong = Vec::new();
    for path in names {
        let words = fs::read_to_string(&path).unwrap();
        let html = path.extension().is_some_and(|ending| ending == "html");
        let clipping = if html { clip(Some(&words), "", How::Rich) } else { clip(None, &words, How::Rich) };
        let mut now = vec![told(&clipping)];
        if clipping.markdown {
            now.push(told(&clip(None, &words, How::Markdown)));
        }
        let now = Value::Array(now);
        let pretty = serde_json::to_string_pretty(&now).unwrap() + "\n";
        let golden = path.with_extension(if html { "html.json" } else { "txt.json" });
        if std::env::var("STET_BLESS").is_ok() {
            fs::write(&golden, &pretty).unwrap();
        } else if serde_json::from_str::<Value>(&fs::read_to_string(&golden).unwrap_or_default()).ok() != Some(now) {
            wrong.push(format!("{}:\n{pretty}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn length_and_depth_cost_no_time_to_speak_of() {
    let long = format!("<p>{}</p>", "the night boats come home late ".repeat(4)).repeat(2100);
    let cases = [
        ("50,000 words", long),
        ("deep quotations", "<blockquote>".repeat(30_000)),
        ("deep frames", format!("{}x{}", "<div>".repeat(50_000), "</div>".repeat(50_000))),
        ("styles", "<span style='mso-spacerun:yes;white-space:pre'>x</span>".repeat(20_000)),
        ("items", "<p style='mso-list:l0 level1 lfo1'>x</p><p style='mso-list:l0 level9 lfo1'>y</p>".repeat(5_000)),
        ("links", "<a href='https://www.google.com/url?q=https://example.org/?utm_source=x'>x</a> ".repeat(10_000)),
        ("notes", "<sup><a href='#fn1'>1</a></sup>".repeat(5_000) + "<p id=fn1>n</p>"),
        ("cells", format!("<table><tr>{}</tr></table>", "<td>x</td>".repeat(10_000))),
    ];
    for (name, html) in cases {
        let started = Instant::now();
        let clipping = clip(Some(&html), "", How::Rich);
        assert!(started.elapsed() < Duration::from_secs(60), "{name}: {:?}", started.elapsed());
        assert!(!clipping.document.to_json().is_empty());
    }
}
