//! What the core costs, beside its peers in the same run: saves, lists, searches, files in and out.
//! `stet-bench` prints the figures; `stet-bench convert FILE OUT.html` is the one conversion that is timed as a process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use stet_desk::home::Home;
use stet_desk::{Call, Event, Failure, Job, Payload, Platform, Reply, Session};
use stet_document::Fields;
use stet_formats::{Media, OutDates, Outgoing, ReadOptions, Source};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

struct Nobody(PathBuf);

impl Platform for Nobody {
    fn choose_files(&self) -> Vec<PathBuf> {
        Vec::new()
    }
    fn choose_desk(&self) -> Option<PathBuf> {
        None
    }
    fn choose_save(&self, _: &str, _: &str) -> Option<PathBuf> {
        Some(self.0.clone())
    }
    fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
    fn open_file(&self, _: &Path) -> Result<(), Failure> {
        Ok(())
    }
    fn open_link(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }
    fn emit(&self, _: Event) {}
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["convert", file, out] => convert(Path::new(file), Path::new(out)),
        _ => bench(),
    }
}

fn told(failure: Failure) -> Box<dyn std::error::Error> {
    failure.message.into()
}

/// Reads one file and writes it as a standalone page.
fn convert(file: &Path, out: &Path) -> Outcome<()> {
    let bytes = std::fs::read(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut seed = 7u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        seed
    };
    let mut options = ReadOptions {
        without: Vec::new(),
        parts: BTreeMap::new(),
        lang: "en-GB".into(),
        random: &mut random,
        progress: &|_, _| true,
    };
    let read = stet_formats::read(&Source { name: &name, bytes: &bytes }, &mut options).map_err(told)?;
    let piece = read.first().ok_or("the file holds no piece")?;
    let media = |hash: &str| -> Option<Media> { piece.media.iter().find(|media| media.hash == hash).cloned() };
    let fields = Fields { address: "piece".into(), lang: "en-GB".into(), ..piece.fields.clone() };
    let outgoing = Outgoing {
        id: "018f0000-0000-7000-8000-000000000000",
        document: &piece.document,
        fields: &fields,
        dates: OutDates::default(),
        publication: "The Harbour Review",
        working_copy: false,
        media: &media,
        address_of: &|_| None,
        translations: Vec::new(),
    };
    let export = stet_formats::write(&outgoing, "html").map_err(told)?;
    let page = export.files.first().ok_or("nothing was written")?;
    Ok(std::fs::write(out, &page.bytes)?)
}

fn part(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    let at = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times[at].as_secs_f64() * 1000.0
}

fn timed<T>(times: &mut Vec<Duration>, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = run();
    times.push(start.elapsed());
    value
}

fn ask(session: &Arc<Session>, command: &str, input: Value) -> Outcome<Value> {
    let call = Call { now: Timestamp::now(), actor: None, device: "bench".into(), origin: "bench".into(), job: Job::none() };
    match session.call(&call, command, Payload::Json(input.to_string())).map_err(told)? {
        Reply::Json(text) => Ok(serde_json::from_str(&text)?),
        Reply::Bytes { .. } => Ok(Value::Null),
    }
}

const WORDS: &str = "harbour ferry council winter pilot tender crossing quay ballot minutes clerk motion lamp promenade timetable crew hull price \
                     letter chair quarrel spring session count camp result bridge history stone engineer river flood archive plan paper";

/// A believable page of so many words, with a note and a quotation, as Markdown.
fn text(number: usize, words: usize) -> String {
    let list: Vec<&str> = WORDS.split_whitespace().collect();
    let mut out = format!("---\ntitle: \"Piece {number} of the archive\"\n---\n\n");
    for at in 0..words {
        let word = list[(at * 7 + number * 13 + at * at % 11) % list.len()];
        out.push_str(word);
        out.push_str(match at % 100 {
            99 => ".\n\n",
            49 => ". The ",
            _ => " ",
        });
    }
    out.push_str("said.[^1]\n\n> We do not sail on paper.\n\n[^1]: Minutes, item 4.\n");
    out
}

fn bench() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let session =
        Arc::new(Session::new(Home::at(&folder.path().join("home")), Arc::new(Nobody(folder.path().join("bench.stet")))));
    ask(&session, "desk_new", json!({ "title": "Bench", "lang": "en-GB", "zone": "Europe/Lisbon", "person": "Ana Duarte" }))?;

    let mut pieces = Vec::new();
    for number in 0..1000 {
        let read = ask(&session, "import_paste", json!({ "text": text(number, 800), "html": null, "job": "" }))?;
        let added =
            ask(&session, "import_add", json!({ "import": read[0]["import"], "slug": null, "filed": null, "copy_of": null }))?;
        pieces.push(added["article"].as_str().unwrap_or_default().to_owned());
    }

    let (mut saves, mut lists, mut searches) = (Vec::new(), Vec::new(), Vec::new());
    let article = ask(&session, "article_get", json!({ "article": pieces[500] }))?;
    let doc = article["doc"].as_str().unwrap_or_default().to_owned();
    let mut head = article["head"].as_str().unwrap_or_default().to_owned();
    for number in 0..300 {
        let changed = doc.replacen("said.", &format!("said {number}."), 1);
        let input = json!({ "article": pieces[500], "base": head, "save_id": format!("bench-{number}"), "steps": "[]", "doc": changed, "rest": number % 10 == 0 });
        let saved = timed(&mut saves, || ask(&session, "article_save", input))?;
        head = saved["head"].as_str().unwrap_or_default().to_owned();
    }
    for number in 0..300 {
        let sort = ["date", "headline", "author", "words"][number % 4];
        let list =
            json!({ "state": null, "sort": sort, "descending": number % 2 == 0, "offset": (number % 10) * 50, "limit": 50 });
        timed(&mut lists, || ask(&session, "article_list", list))?;
        let word = ["ferry", "minutes clerk", "promenade", "piece 77", "paper", "rivers"][number % 6];
        let search = json!({ "query": word, "sort": "date", "descending": true, "offset": 0, "limit": 50 });
        timed(&mut searches, || ask(&session, "article_list", search))?;
    }
    println!("save, 800 words, FULL         p50 {:.1} ms, p99 {:.1} ms", part(&mut saves, 0.5), part(&mut saves, 0.99));
    println!("list, 1,000 articles          p50 {:.1} ms, p99 {:.1} ms", part(&mut lists, 0.5), part(&mut lists, 0.99));
    println!("search, 1,000 articles        p50 {:.1} ms, p99 {:.1} ms", part(&mut searches, 0.5), part(&mut searches, 0.99));
    session.close();
    against_pandoc(folder.path())
}

/// Both as whole processes, in turn, on the same files.
fn against_pandoc(folder: &Path) -> Outcome<()> {
    let pandoc = std::env::var("PANDOC").unwrap_or_else(|_| "pandoc".into());
    let markdown = folder.join("piece.md");
    std::fs::write(&markdown, text(1, 5000))?;
    let docx = folder.join("piece.docx");
    Command::new(&pandoc).args(["-f", "markdown", "-o"]).arg(&docx).arg(&markdown).status()?;
    let own = std::env::current_exe()?;
    for file in [&docx, &markdown] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let (a, b) = (folder.join("a.html"), folder.join("b.html"));
        for _ in 0..15 {
            // Each writes a file that is not there: what a disk does with an old one is not theirs.
            for old in [&a, &b] {
                let _ = std::fs::remove_file(old);
            }
            let done = timed(&mut ours, || Command::new(&own).arg("convert").arg(file).arg(&a).status())?;
            let other =
                timed(&mut theirs, || Command::new(&pandoc).args(["-s", "-t", "html5", "-o"]).arg(&b).arg(file).status())?;
            if !done.success() || !other.success() {
                return Err("a conversion failed".into());
            }
        }
        let (ours, theirs) = (part(&mut ours, 0.5), part(&mut theirs, 0.5));
        let kind = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        println!(
            "{kind:<4} → html, 5,000 words       {ours:.1} ms; pandoc {theirs:.0} ms; {:.0} times as fast (goal ≥ 20)",
            theirs / ours
        );
    }
    Ok(())
}
