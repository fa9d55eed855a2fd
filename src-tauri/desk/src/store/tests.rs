//! The store by itself: made, written, watched, verified.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::*;
use crate::{Call, Job, person, refuse};

pub(crate) fn call() -> Call {
    Call {
        now: "2026-11-25T09:00:00Z".parse().unwrap(),
        actor: None,
        device: "here".into(),
        origin: "test".into(),
        job: Job::none(),
    }
}

pub(crate) fn new() -> New {
    New { title: "Harbour Review".into(), lang: "en-GB".into(), zone: "Europe/Lisbon".into(), person: "Ana Duarte".into() }
}

fn everything(desk: &Desk) -> Vec<String> {
    desk.read(|conn| {
        let mut tables =
            conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?;
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
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    let id = desk.id().clone();
    drop(desk);
    let desk = Desk::open(&path).unwrap();
    assert_eq!(*desk.id(), id);
    assert_eq!(desk.read(person::list).unwrap().len(), 1);
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
    assert_eq!(desk.read(crate::audit::verify).unwrap(), Vec::<String>::new());
    assert_eq!(desk.read(crate::desk::whole_workflow).unwrap(), crate::workflow::Workflow::default());
}

#[test]
fn a_refused_write_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, ..) = Desk::create(&folder.path().join("a.stet"), &call(), &new()).unwrap();
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
    let (desk, ..) = Desk::create(&folder.path().join("a.stet"), &call(), &new()).unwrap();
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
    let (desk, ..) = Desk::create(&folder.path().join("a.stet"), &call(), &new()).unwrap();
    for sql in ["UPDATE audit SET what = 'x'", "DELETE FROM audit", "UPDATE audit SET at = 0"] {
        assert!(desk.write(&call(), |tx| Ok(tx.execute(sql, [])?)).is_err(), "{sql}");
    }
}

#[test]
fn a_write_is_heard_once_by_its_own_program_and_by_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (window, ..) = Desk::create(&path, &call(), &new()).unwrap();
    let window = Arc::new(window);
    let (heard, hear) = channel();
    window.on_change(move |event| heard.send(event).unwrap());
    let _watch = Watch::start(&window, |_| {}).unwrap();
    window.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap();
    let own = hear.recv_timeout(Duration::from_secs(60)).unwrap();
    assert_eq!((own.origin.as_str(), own.kinds), ("test", vec!["history".to_owned(), "person".to_owned()]));

    let other = Desk::open(&path).unwrap();
    other.write(&Call { origin: "command line".into(), ..call() }, |tx| person::add(tx, "Cem", &[])).unwrap();
    let others = hear.recv_timeout(Duration::from_secs(60)).unwrap();
    assert_eq!(others.origin, "command line");
    assert!(hear.recv_timeout(Duration::from_millis(600)).is_err());
}

#[test]
fn what_another_program_wrote_before_the_first_look_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let window = Arc::new(Desk::create(&path, &call(), &new()).unwrap().0);
    let (heard, hear) = channel();
    window.on_change(move |event| heard.send(event).unwrap());
    Desk::open(&path).unwrap().write(&call(), |tx| person::add(tx, "Cem", &[])).unwrap();
    let _watch = Watch::start(&window, |_| {}).unwrap();
    let kinds = hear.recv_timeout(Duration::from_secs(60)).unwrap().kinds;
    assert!(kinds.contains(&"person".to_owned()), "{kinds:?}");
}

#[test]
fn a_desk_whose_file_was_moved_away_says_so_instead_of_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
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

fn code<T: std::fmt::Debug>(answer: crate::Result<T>) -> String {
    crate::Failure::from(answer.unwrap_err()).code
}

#[test]
fn what_is_no_desk_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let other = folder.path().join("other.db");
    {
        let conn = Connection::open(&other).unwrap();
        conn.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)").unwrap();
        conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    }
    assert_eq!(code(Desk::open(&folder.path().join("none.stet"))), "not-found");
    assert_eq!(code(Desk::open(folder.path())), "not-a-desk");
    for path in [file("empty.stet", b""), file("text.stet", &[b'x'; 9000]), file("zeros.stet", &[0; 8192]), other.clone()] {
        let read = || [std::fs::read(&path).ok(), std::fs::read(guard::beside(&path, "-wal")).ok()];
        let before = read();
        assert_eq!(code(Desk::open(&path)), "not-a-desk", "{path:?}");
        let home = crate::home::Home::at(&folder.path().join("home"));
        assert_eq!(code(Desk::open_at(&path, &home, call().now)), "not-a-desk", "{path:?}");
        assert!(read() == before, "{path:?}");
    }
}

#[test]
fn a_newer_desk_is_refused_and_an_older_one_is_copied_before_it_is_converted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    let rows = desk.read(Tally::kept).unwrap().rows;
    drop(desk);
    // Nobody else may read the desk; nor the copy.
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let migrations = [migrate::MIGRATIONS, &["ALTER TABLE person ADD COLUMN pronoun TEXT NOT NULL DEFAULT ''"]].concat();
    Desk::prepare(&path, &migrations).unwrap();
    assert_eq!(code(Desk::open(&path)), "newer");
    let copy = folder.path().join(format!("a.before-version-{}.stet", migrations.len()));
    assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let old = Desk::open(&copy).unwrap();
    assert_eq!(old.read(verify_sums).unwrap(), Vec::<String>::new());
    let conn = Connection::open(&path).unwrap();
    assert_eq!(verify_sums(&conn).unwrap(), Vec::<String>::new());
    assert_eq!(Tally::kept(&conn).unwrap().rows, rows);
}

#[test]
fn a_desk_that_was_cut_is_damaged_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    drop(Desk::create(&path, &call(), &new()).unwrap());
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 3]).unwrap();
    assert_eq!(code(Desk::open(&path).and_then(|desk| desk.write(&call(), |tx| person::add(tx, "Bo", &[])))), "damaged");
}

#[test]
fn every_change_of_one_row_from_outside_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    let outside = Connection::open(&path).unwrap();
    for (there, back) in [
        ("UPDATE person SET name = 'Eve'", "UPDATE person SET name = 'Ana Duarte'"),
        ("INSERT INTO setting (name, value) VALUES ('x', '1')", "DELETE FROM setting"),
        (
            "UPDATE state SET editable = 1 - editable WHERE name = 'published'",
            "UPDATE state SET editable = 1 - editable WHERE name = 'published'",
        ),
    ] {
        outside.execute_batch(there).unwrap();
        assert_ne!(desk.read(verify_sums).unwrap(), Vec::<String>::new(), "{there}");
        outside.execute_batch(back).unwrap();
        outside.execute_batch("DELETE FROM removed").unwrap();
        assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new(), "{back}");
    }
    outside.execute_batch("DROP TRIGGER audit_is_never_changed; UPDATE audit SET why = 'x' WHERE id = 1").unwrap();
    assert_ne!(desk.read(crate::audit::verify).unwrap(), Vec::<String>::new());
}

/// A desk whose program died: file and log as they lay there.
fn died(folder: &Path, name: &str, people: usize) -> (Vec<u8>, Vec<u8>) {
    let path = folder.join(name);
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    for n in 0..people {
        desk.write(&call(), |tx| person::add(tx, &format!("Person {n}"), &[])).unwrap();
    }
    let kept = (std::fs::read(&path).unwrap(), std::fs::read(guard::beside(&path, "-wal")).unwrap());
    drop(desk);
    std::fs::remove_file(&path).unwrap();
    kept
}

#[test]
fn the_log_of_another_file_is_put_aside_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let home = crate::home::Home::at(&folder.path().join("home"));
    let path = folder.path().join("a.stet");
    let wal = guard::beside(&path, "-wal");
    let (_, log_of_another) = died(folder.path(), "other.stet", 3);
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    desk.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap();
    let id = desk.id().clone();
    drop(desk);
    std::fs::write(&wal, &log_of_another).unwrap();
    let (desk, aside) = Desk::open_at(&path, &home, call().now).unwrap();
    assert_eq!(*desk.id(), id);
    assert_eq!(std::fs::read(aside.unwrap().kept).unwrap(), log_of_another);
    assert_eq!(desk.read(person::list).unwrap().len(), 2);
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
}

#[test]
fn an_older_copy_of_the_desk_under_a_newer_log_is_not_mixed_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = crate::home::Home::at(&folder.path().join("home"));
    let path = folder.path().join("a.stet");
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    desk.remember(&home);
    let old = std::fs::read(&path).unwrap();
    for n in 0..400 {
        desk.write(&call(), |tx| person::add(tx, &format!("Person {n}"), &[])).unwrap();
    }
    desk.checkpoint().unwrap();
    desk.write(&call(), |tx| person::add(tx, "Last", &[])).unwrap();
    let log = std::fs::read(guard::beside(&path, "-wal")).unwrap();
    drop(desk);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(folder.path().join("b"), &old).unwrap();
    std::fs::rename(folder.path().join("b"), &path).unwrap();
    std::fs::write(guard::beside(&path, "-wal"), &log).unwrap();
    let (desk, aside) = Desk::open_at(&path, &home, call().now).unwrap();
    assert!(aside.is_some());
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
    assert_eq!(desk.read(person::list).unwrap().len(), 1);
}

#[test]
fn a_desk_that_died_is_whole_again_with_its_own_log_also_on_another_machine() {
    let folder = tempfile::tempdir().unwrap();
    let (file, log) = died(folder.path(), "a.stet", 5);
    for home in ["known", "unknown"] {
        let home = crate::home::Home::at(&folder.path().join(home));
        let path = folder.path().join("b.stet");
        std::fs::write(&path, &file).unwrap();
        std::fs::write(guard::beside(&path, "-wal"), &log).unwrap();
        let (desk, aside) = Desk::open_at(&path, &home, call().now).unwrap();
        assert_eq!(aside, None);
        assert_eq!(desk.read(person::list).unwrap().len(), 6);
        // A second opening beside it never takes the log away.
        let (second, aside) = Desk::open_at(&path, &crate::home::Home::at(&folder.path().join("third")), call().now).unwrap();
        assert_eq!((second.read(person::list).unwrap().len(), aside), (6, None));
    }
}

#[test]
fn a_new_desk_neither_takes_nor_destroys_the_log_that_lay_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (_, log) = died(folder.path(), "a.stet", 3);
    let wal = guard::beside(&path, "-wal");
    std::fs::write(&wal, &log).unwrap();
    std::fs::write(guard::beside(&path, "-shm"), [1; 4096]).unwrap();
    let (desk, _, aside) = Desk::create(&path, &call(), &new()).unwrap();
    let aside = aside.unwrap();
    assert_eq!(aside.kept, guard::beside(&path, "-wal.20261125-090000"));
    assert_eq!(std::fs::read(&aside.kept).unwrap(), log);
    assert_eq!(desk.read(person::list).unwrap().len(), 1);
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
    drop(desk);
    // The name is taken now: nothing is moved for a desk that is not made.
    std::fs::write(&wal, b"theirs").unwrap();
    assert_eq!(code(Desk::create(&path, &call(), &new())), "exists");
    assert_eq!(std::fs::read(&wal).unwrap(), b"theirs");
}

/// People of the desk's file as it would be copied, without its log; -1 while it is written. Through SQLite, so that no lock of ours
/// is dropped.
fn people_of_the_file_alone(path: &Path) -> i64 {
    let mode = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(open::immutable(path), mode).unwrap();
    conn.query_row("SELECT count(*) FROM person", [], |row| row.get(0)).unwrap_or(-1)
}

fn wait_until(what: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !what() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it did not come");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

#[test]
fn after_a_rest_the_file_alone_has_everything_although_the_desk_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let desk = Arc::new(Desk::create(&path, &call(), &new()).unwrap().0);
    let _watch = Watch::start(&desk, |_| {}).unwrap();
    desk.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap();
    wait_until(|| people_of_the_file_alone(&path) == 2);
    // Another program's words, too, once it rests, although it stays.
    let other = Desk::open(&path).unwrap();
    other.write(&call(), |tx| person::add(tx, "Cem", &[])).unwrap();
    wait_until(|| people_of_the_file_alone(&path) == 3);
}

#[test]
fn who_turns_away_need_not_wait_for_the_rest_and_keeps_no_save_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let desk = Arc::new(Desk::create(&path, &call(), &new()).unwrap().0);
    let watch = Watch::start(&desk, |_| {}).unwrap();
    for n in 0..60 {
        desk.write(&call(), |tx| person::add(tx, &format!("Person {n}"), &[])).unwrap();
        watch.rest();
    }
    wait_until(|| people_of_the_file_alone(&path) == 61);
    assert_eq!(desk.read(verify_sums).unwrap(), Vec::<String>::new());
}

#[test]
fn a_file_of_two_names_is_not_opened_for_each_name_has_a_log_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    let second = folder.path().join("b.stet");
    std::fs::hard_link(&path, &second).unwrap();
    for name in [&path, &second] {
        assert_eq!(code(Desk::open(name)), "two-names");
    }
    desk.write(&call(), |tx| person::add(tx, "Bo", &[])).unwrap();
    drop(desk);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(Desk::open(&second).unwrap().read(person::list).unwrap().len(), 2);
}

#[test]
fn the_open_desk_is_known_under_every_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.stet");
    let (desk, ..) = Desk::create(&path, &call(), &new()).unwrap();
    std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
    std::fs::hard_link(&path, folder.path().join("hard")).unwrap();
    for name in ["a.stet", "a.stet-wal", "link", "hard"] {
        assert!(desk.owns(&folder.path().join(name)), "{name}");
    }
    std::fs::write(folder.path().join("other"), b"x").unwrap();
    assert!(!desk.owns(&folder.path().join("other")));
}

#[test]
fn a_desk_read_while_another_program_closes_it_is_read_again_before_it_is_called_damaged() {
    let damaged = || Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None).into());
    let reads = std::cell::Cell::new(0);
    let read = |sound_from: u32| {
        reads.set(reads.get() + 1);
        if reads.get() < sound_from { damaged() } else { Ok(()) }
    };
    super::open::settled(|| read(2), || false).unwrap();
    assert_eq!(reads.get(), 2);
    super::open::settled(damaged, || true).unwrap();
    reads.set(0);
    assert_eq!(code(super::open::settled(|| read(u32::MAX), || false)), "damaged");
    assert!(reads.get() > 1);
}
