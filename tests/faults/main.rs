//! Faults: programs that are killed, power that goes, disks that are full, two and eight at one desk. Nothing acknowledged is lost.
//! `saver.rs` is the program, `recorder.c` and `replay.rs` are the disk.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests"
)]

mod damage;
#[allow(dead_code, reason = "the saver uses the rest")]
mod program;
mod replay;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use program::{Program, doc_of, lines_of, number_of};
use replay::{Dice, Disk, Event};
use serde_json::{Value, json};
use stet_desk::store::{New, verify_sums};
use tempfile::TempDir;

const SAVER: &str = env!("CARGO_BIN_EXE_stet-saver");

/// A folder with a desk in a folder of its own, and one piece whose text is save 0.
struct Place {
    folder: TempDir,
    article: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut place = Self { folder, article: String::new() };
        std::fs::create_dir(place.desk().parent().unwrap()).unwrap();
        let program = Program::new(&place.desk(), "test");
        let new = New { title: "Faults".into(), lang: "en-GB".into(), zone: "Europe/Lisbon".into(), person: "Ana Duarte".into() };
        program.session.create_path(program.call(), &place.desk(), &new).unwrap();
        let made = program.ask("article_new", &json!({ "headline": "Save", "slug": "save" })).unwrap();
        place.article = made["article"].as_str().unwrap().to_owned();
        let head = program.article(&place.article).unwrap().head;
        program.save(&place.article, &head, "first", &doc_of(0)).unwrap();
        program.session.close();
        place
    }

    fn desk(&self) -> PathBuf {
        self.folder.path().join("desk").join("faults.stet")
    }

    fn saver(&self, mode: &str, from: u64, count: u64) -> Command {
        let mut command = Command::new(SAVER);
        command.arg(mode).arg(self.desk()).arg(&self.article).arg(from.to_string()).arg(count.to_string()).stdout(Stdio::piped());
        command
    }

    /// Which save the text is of, after every row was looked at.
    fn stands(&self) -> u64 {
        let program = Program::open(&self.desk(), "test").unwrap();
        sound(&program);
        stands(&program, &self.article)
    }
}

fn stands(program: &Program, article: &str) -> u64 {
    let doc = program.article(article).unwrap().doc;
    let number = number_of(&doc).unwrap();
    assert_eq!(doc, doc_of(number), "the text is that of no save");
    number
}

fn sound(program: &Program) {
    let desk = program.session.desk().unwrap();
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
    assert_eq!(desk.read(stet_desk::audit::verify).unwrap(), Vec::<String>::new());
}

fn said(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok)
}

fn acknowledged(line: &str) -> Option<u64> {
    line.strip_prefix("ok ")?.parse().ok()
}

#[test]
fn fifty_programs_are_killed_while_they_save_and_everything_acknowledged_is_there() {
    let place = Place::new();
    let mut dice = Dice(0x5745_7450);
    let mut next = 1;
    for _ in 0..50 {
        let mut child = place.saver("overwrite", next, 1_000).spawn().unwrap();
        let mut lines = said(&mut child);
        let mut last = next - 1;
        for _ in 0..=dice.below(12) {
            last = acknowledged(&lines.next().unwrap()).expect("the saver was refused");
        }
        // Not at the acknowledgement but somewhere in the next save.
        let until = std::time::Instant::now() + std::time::Duration::from_micros(dice.below(6_000) as u64);
        while std::time::Instant::now() < until {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        last = lines.filter_map(|line| acknowledged(&line)).last().unwrap_or(last);
        let stands = place.stands();
        assert!(stands == last || stands == last + 1, "acknowledged {last}, there is {stands}");
        next = stands + 1;
    }
}

/// Builds what is preloaded into the saver.
fn library(place: &Place) -> PathBuf {
    let library = place.folder.path().join("recorder.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/recorder.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .args(["-ldl", "-lpthread"])
        .status()
        .unwrap();
    assert!(built.success(), "a C compiler is needed to build the recorder");
    library
}

/// Records a run of saves; answers the disk as it was before, and the list.
fn recorded(place: &Place, saves: u64) -> (Disk, Vec<Event>) {
    let library = library(place);
    let before = std::fs::read(place.desk()).unwrap();
    let list = place.folder.path().join("list");
    let folder = place.desk().parent().unwrap().to_owned();
    let mut saver = place.saver("overwrite", 1, saves);
    saver.env("LD_PRELOAD", &library).env("STET_RECORD_DIR", &folder).env("STET_RECORD_LOG", &list);
    let output = saver.output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("done\n"), "{}", String::from_utf8_lossy(&output.stdout));
    (Disk::with(&[("faults.stet", before)]), replay::read(&std::fs::read(list).unwrap()))
}

/// A folder for what needs no real disk.
fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Cuts the power at `cuts` points of a run; answers after how many of them something acknowledged was not there.
fn lost(place: &Place, before: &Disk, events: &[Event], cuts: usize) -> usize {
    let mut dice = Dice(0x00C0_FFEE_1234_5678);
    let mut points: Vec<usize> = (0..cuts).map(|_| dice.below(events.len() + 1)).collect();
    points.sort_unstable();
    let (mut disk, mut at, mut last, mut lost) = (before.clone(), 0, 0, 0);
    for point in points {
        for event in &events[at..point] {
            if let Event::Said(text) = event {
                last = text.lines().filter_map(acknowledged).next_back().unwrap_or(last);
            }
            disk.take(event);
        }
        at = point;
        let folder = in_memory();
        let desk = folder.path().join("desk");
        std::fs::create_dir(&desk).unwrap();
        disk.cut(&mut dice, &desk);
        let there = Program::open(&desk.join("faults.stet"), "test").ok().map(|program| {
            sound(&program);
            stands(&program, &place.article)
        });
        match there {
            Some(number) if number == last || number == last + 1 => {}
            other => {
                lost += 1;
                tracing_line(&format!("cut at {point}: acknowledged {last}, there is {other:?}"), lost);
            }
        }
    }
    lost
}

/// The first few, for whoever reads a failure.
fn tracing_line(line: &str, number: usize) {
    if number <= 3 {
        eprintln!("{line}");
    }
}

#[test]
fn five_hundred_power_cuts_lose_nothing_acknowledged_and_a_desk_without_full_syncing_would() {
    let place = Place::new();
    let (before, events) = recorded(&place, 200);
    let synced = events.iter().filter(|event| matches!(event, Event::Synced(name) if name.ends_with("-wal"))).count();
    assert!(synced >= 200, "the recorder saw {synced} syncs for 200 saves");
    assert!(
        events.iter().any(|event| matches!(event, Event::Written { name, .. } if name == "faults.stet")),
        "no checkpoint was recorded"
    );
    assert_eq!(lost(&place, &before, &events, 500), 0);
    let control = lost(&place, &before, &replay::as_normal(&events), 100);
    assert!(control > 10, "the control lost only {control} of 100: the test proves nothing");
}

#[test]
fn eight_programs_save_one_hundred_times_each_and_no_line_is_lost() {
    let place = Place::new();
    let mut children: Vec<Child> = (0..8).map(|n| place.saver("append", 1_000 * (n + 1), 100).spawn().unwrap()).collect();
    for child in &mut children {
        assert_eq!(said(child).last().as_deref(), Some("done"));
        child.wait().unwrap();
    }
    let program = Program::open(&place.desk(), "test").unwrap();
    sound(&program);
    let lines = lines_of(&program.article(&place.article).unwrap().doc);
    for n in 0..8 {
        for line in 0..100 {
            let line = format!("line {}", 1_000 * (n + 1) + line);
            assert_eq!(lines.iter().filter(|there| **there == line).count(), 1, "{line}");
        }
    }
}

#[test]
fn a_full_disk_refuses_the_save_and_keeps_all_that_was_acknowledged() {
    let place = Place::new();
    let limited = |blocks: u64, from: u64| {
        // Half a kilobyte a block. The signal that comes with the limit, and never with a full disk, is not taken.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let saver = place.saver("overwrite", from, 2_000);
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).arg(saver.get_program()).args(saver.get_args());
        String::from_utf8(shell.output().unwrap().stdout).unwrap()
    };
    let mut next = 1;
    let size = std::fs::metadata(place.desk()).unwrap().len() / 512;
    for room in [200, 900, 2_500] {
        let told = limited(size + room, next);
        assert_eq!(told.lines().next_back(), Some("refused disk-full"), "{told}");
        let last = told.lines().filter_map(acknowledged).next_back().unwrap_or(next - 1);
        let stands = place.stands();
        assert!(stands == last || stands == last + 1, "acknowledged {last}, there is {stands}");
        next = stands + 1;
    }
    let mut child = place.saver("overwrite", next, 3).spawn().unwrap();
    assert_eq!(said(&mut child).last().as_deref(), Some("done"));
    child.wait().unwrap();
    assert_eq!(place.stands(), next + 2);
}

#[test]
fn the_command_line_comes_and_goes_beside_a_window_that_is_then_killed_and_its_words_are_there() {
    let place = Place::new();
    let mut window = place.saver("overwrite", 1, 100_000).spawn().unwrap();
    let mut lines = said(&mut window);
    assert_eq!(acknowledged(&lines.next().unwrap()), Some(1));
    for _ in 0..5 {
        // Opens, reads, closes: closing must leave the window's locks and log alone.
        let beside = Program::open(&place.desk(), "beside").unwrap();
        beside.ask("article_list", &json!({ "sort": "date", "descending": false, "offset": 0, "limit": 10 })).unwrap();
        beside.session.close();
        lines.next().unwrap();
    }
    let mut last = 0;
    for line in lines.by_ref().take(5) {
        last = acknowledged(&line).unwrap();
    }
    window.kill().unwrap();
    window.wait().unwrap();
    last = lines.filter_map(|line| acknowledged(&line)).last().unwrap_or(last);
    let stands = place.stands();
    assert!(stands == last || stands == last + 1, "acknowledged {last}, there is {stands}");
}

#[test]
fn the_open_desk_is_not_taken_in_as_a_piece() {
    let place = Place::new();
    let program = Program::open(&place.desk(), "test").unwrap();
    let token = program.session.token(&place.desk()).unwrap();
    let read = program.ask("import_read", &json!({ "files": [token.token], "job": "" }));
    let refused = match read {
        Err(failure) => failure.code,
        Ok(previews) => previews[0]["failure"]["code"].as_str().map(str::to_owned).unwrap_or_default(),
    };
    assert_eq!(refused, "unreadable");
    assert_eq!(program.ask("article_get", &json!({ "article": place.article })).unwrap()["slug"], Value::from("save"));
}
