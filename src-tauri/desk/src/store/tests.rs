//! The store by itself: made, written, watched, verified.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::*;
use crate::{Call, Job, person, refuse};

pub(crate) fn call() -> Call {
    Call { now: "2026-11-25T09:00:00Z".parse().unwrap(), actor: None, device: "here".into(), origin: "test".into(), job: Job::none() }
}

pub(crate) fn new() -> New {
    New { title: "Harbour Review".into(), lang: "en-GB".into(), zone: "Europe/Lisbon".into(), person: "Ana Duarte".into() }
}

fn everything(desk: &Desk) -> Vec<String> {
    desk.read(|conn| {
        let mut tables = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?;
        let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut all = Vec::new();
        for name in names {
            let mut statement = conn.prepare(&format!("SELECT * FROM {name}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values: Vec<String> = (0..columns).map(|n| format!("{:?}", row.get_ref(n).unwrap())).collect();
                all.push(format!("{name}: {}", values.join(", ")));
            }
        }
        Ok(all)
    })
    .unwrap()
}

#[test]
fn a_new_desk_opens_again_and_is_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (desk, _) = Desk::create(&path, &call(), &new()).unwrap();
    let id = desk.id().clone();
    drop(desk);
    let desk = Desk::open(&path).unwrap();
    assert_eq!(*desk.id(), id);
    assert_eq!(desk.read(person::list).unwrap().len(), 1);
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
    assert_eq!(desk.read(crate::audit::verify).unwrap(), Vec::<String>::new());
    assert_eq!(desk.read(crate::desk::workflow).unwrap(), crate::workflow::Workflow::default());
}

#[test]
fn a_refused_write_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = Desk::create(&folder.path().join("a.stet"), &call(), &new()).unwrap();
    let before = everything(&desk);
    let refused = desk.write(&call(), |tx| {
        person::add(tx, "Bo", &[])?;
        tx.execute("DELETE FROM person", [])?;
        Err::<(), _>(refuse("usage", "No."))
    });
    assert!(refused.is_err());
    assert_eq!(everything(&desk), before);
    desk.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap();
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
}

#[test]
fn sums_follow_inserts_updates_removals_and_replacements() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = Desk::create(&folder.path().join("a.stet"), &call(), &new()).unwrap();
    desk.write(&call(), |tx| {
        tx.execute("INSERT INTO setting (name, value) VALUES ('a', '1'), ('b', '2'), ('c', '3')", [])?;
        Ok(())
    })
    .unwrap();
    let rows = desk.read(Tally::kept).unwrap().rows;
    desk.write(&call(), |tx| {
        tx.execute("UPDATE setting SET value = '4' WHERE name = 'a'", [])?;
        tx.execute("DELETE FROM setting WHERE name = 'b'", [])?;
        tx.execute("REPLACE INTO setting (name, value) VALUES ('c', '5')", [])?;
        tx.execute("INSERT INTO setting (name, value) VALUES ('d', '6')", [])?;
        tx.execute("DELETE FROM setting WHERE name = 'd'", [])?;
        Ok(())
    })
    .unwrap();
    assert_eq!(desk.read(Tally::kept).unwrap().rows, rows - 1);
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
    desk.write(&call(), |tx| Ok(tx.execute("DELETE FROM setting", [])?)).unwrap();
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
}

#[test]
fn the_audit_trail_is_neither_changed_nor_cut() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = Desk::create(&folder.path().join("a.stet"), &call(), &new()).unwrap();
    for sql in ["UPDATE audit SET what = 'x'", "UPDATE audit SET sum = x'00'", "DELETE FROM audit", "UPDATE audit SET at = 0, sum = x''"] {
        assert!(desk.write(&call(), |tx| Ok(tx.execute(sql, [])?)).is_err(), "{sql}");
    }
}

#[test]
fn a_write_is_heard_once_by_its_own_program_and_by_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (window, _) = Desk::create(&path, &call(), &new()).unwrap();
    let window = Arc::new(window);
    let (heard, hear) = channel();
    window.on_change(move |event| heard.send(event).unwrap());
    let _watch = Watch::start(&window, |_| {}).unwrap();
    window.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap();
    let own = hear.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!((own.origin.as_str(), own.kinds), ("test", vec!["history".to_owned(), "person".to_owned()]));

    let other = Desk::open(&path).unwrap();
    other.write(&Call { origin: "command line".into(), ..call() }, |tx| person::add(tx, "Cem", &[])).unwrap();
    let others = hear.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!(others.origin, "command line");
    assert!(hear.recv_timeout(Duration::from_millis(600)).is_err());
}

#[test]
fn a_desk_whose_file_was_moved_away_says_so_instead_of_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (desk, _) = Desk::create(&path, &call(), &new()).unwrap();
    let code = |desk: &Desk| crate::Failure::from(desk.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap_err()).code;
    let aside = folder.path().join("b.stet");
    std::fs::rename(&path, &aside).unwrap();
    assert_eq!(code(&desk), "gone");
    std::fs::copy(&aside, &path).unwrap();
    assert_eq!(code(&desk), "gone");
    std::fs::rename(&aside, &path).unwrap();
    desk.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap();
    std::fs::remove_file(folder.path().join("a.stet-wal")).unwrap();
    assert_eq!(code(&desk), "gone");
}
