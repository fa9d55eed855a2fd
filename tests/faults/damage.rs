//! A disk that fails at one call, once or for ever, and a file in which one byte is another. What is told, and what is still there.

use std::path::Path;

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use super::program::{Program, doc_of};
use super::replay::Dice;
use super::{Place, acknowledged, in_memory, library};

const ENOSPC: i32 = 28;
const EIO: i32 = 5;
/// So many runs in which nothing was refused: the fault lies behind the last call.
const BEYOND: u32 = 12;

/// Lets the disk fail at call 1, 2, 3 … of a program that opens the desk and saves; answers how many runs were refused.
fn faults(errno: i32, for_ever: bool) -> u32 {
    let place = Place::new();
    let library = library(&place);
    let (mut next, mut quiet, mut refused, mut call) = (1, 0, 0, 0);
    while quiet < BEYOND {
        call += 1;
        let mut saver = place.saver("overwrite", next, 2);
        saver
            .env("LD_PRELOAD", &library)
            .env("STET_RECORD_DIR", place.desk().parent().unwrap())
            .env("STET_RECORD_LOG", place.folder.path().join("list"));
        saver.env("STET_FAULT_AT", call.to_string()).env("STET_FAULT_ERRNO", errno.to_string());
        if for_ever {
            saver.env("STET_FAULT_EVER", "1");
        }
        let told = String::from_utf8(saver.output().unwrap().stdout).unwrap();
        let end = told.lines().next_back().unwrap_or_default();
        if end == "done" {
            quiet += 1;
        } else {
            assert!(
                ["refused disk-full", "refused io", "refused busy", "refused read-only"].contains(&end),
                "call {call}: {told}"
            );
            (quiet, refused) = (0, refused + 1);
        }
        let last = told.lines().filter_map(acknowledged).next_back().unwrap_or(next - 1);
        let stands = place.stands();
        assert!(stands == last || stands == last + 1, "call {call}: acknowledged {last}, there is {stands}");
        next = stands + 1;
        std::fs::remove_file(place.folder.path().join("list")).unwrap();
    }
    refused
}

#[test]
fn a_disk_that_is_full_at_any_call_loses_nothing_acknowledged() {
    assert!(faults(ENOSPC, false) > 5);
    assert!(faults(ENOSPC, true) > 5);
}

#[test]
fn a_disk_that_fails_at_any_call_loses_nothing_acknowledged() {
    assert!(faults(EIO, false) > 5);
    assert!(faults(EIO, true) > 5);
}

/// The names of the tables with a sum, which are those of content.
fn tables(file: &Path) -> Vec<String> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = conn
        .prepare("SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'sum' WHERE t.type = 'table'")
        .unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.collect::<rusqlite::Result<Vec<String>>>().unwrap()
}

/// Every column of every row of these tables; `None` where it cannot be read.
fn content(file: &Path, tables: &[String]) -> Option<Vec<Vec<Cell>>> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let mut rows = Vec::new();
    for table in tables {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table} NOT INDEXED ORDER BY rowid")).ok()?;
        let columns = statement.column_count();
        let read =
            statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Cell>>>()).ok()?;
        rows.extend(read.collect::<rusqlite::Result<Vec<_>>>().ok()?);
    }
    Some(rows)
}

/// Whether opening the desk or asking the doctor tells that something is wrong.
fn noticed(file: &Path) -> bool {
    let Ok(program) = Program::open(file, "test") else { return true };
    match program.ask("desk_check", &json!({})) {
        Err(_) => true,
        Ok(checkup) => checkup["troubles"] != Value::Array(Vec::new()),
    }
}

#[test]
fn of_four_hundred_flipped_bytes_each_that_changed_content_is_noticed() {
    let place = Place::new();
    {
        let program = Program::open(&place.desk(), "test").unwrap();
        for number in 1..160 {
            let head = program.article(&place.article).unwrap().head;
            program.save(&place.article, &head, &format!("save {number}"), &doc_of(number)).unwrap();
            program.ask("version_name", &json!({ "article": place.article, "name": format!("number {number}") })).unwrap();
        }
        program.session.close();
    }
    assert!(!noticed(&place.desk()), "a desk that nobody touched is sound");
    let whole = std::fs::read(place.desk()).unwrap();
    let tables = tables(&place.desk());
    assert!(tables.len() > 20, "{tables:?}");
    let before = content(&place.desk(), &tables).unwrap();
    let mut dice = Dice(0x000F_11B5);
    let (mut changed, mut missed) = (0, Vec::new());
    let folder = in_memory();
    for flip in 0..400 {
        let desk = folder.path().join(format!("{flip}/desk"));
        std::fs::create_dir_all(&desk).unwrap();
        let file = desk.join("faults.stet");
        let (at, bit) = (dice.below(whole.len()), dice.below(8));
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        std::fs::write(&file, &bytes).unwrap();
        if content(&file, &tables).as_ref() != Some(&before) {
            changed += 1;
            std::fs::write(&file, &bytes).unwrap();
            if !noticed(&file) {
                missed.push(at);
            }
        }
        std::fs::remove_dir_all(folder.path().join(flip.to_string())).unwrap();
    }
    assert!(changed > 100, "only {changed} of 400 flips changed content: the test proves little");
    assert_eq!(missed, Vec::<usize>::new(), "of {changed} that changed content");
}
