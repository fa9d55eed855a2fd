//! Numbered migrations: `user_version` says how many a file has had. One transaction each; additive; a released one is never edited.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::open::Way;
use super::sums;
use crate::error::Result;

/// Migration n brings a file from version n - 1 to n. The last state is `schema.sql`, for readers; a test compares the two.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql")];

/// The schema's version of this program.
pub const SCHEMA_V: usize = MIGRATIONS.len();

/// How many migrations the file has had.
pub(super) fn version(conn: &Connection) -> Result<usize> {
    let version: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

/// Brings a file up to date with `migrations`; keeps a copy beside it before, and answers where, when there was anything to keep.
pub(super) fn migrate(conn: &mut Connection, path: &Path, migrations: &[&str]) -> Result<Option<PathBuf>> {
    let from = version(conn)?;
    if from >= migrations.len() {
        return Ok(None);
    }
    let kept = if from > 0 { Some(keep_copy(conn, path, from)?) } else { None };
    for (place, sql) in migrations.iter().enumerate().skip(from) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have been quicker.
        if version(&tx)? > place {
            continue;
        }
        tx.execute_batch(sql)?;
        if place > 0 {
            sums::remake(&tx)?;
        }
        tx.execute_batch(&format!("PRAGMA user_version = {}", place + 1))?;
        tx.commit()?;
    }
    Ok(kept)
}

/// How the name of such a copy begins, after that of its desk.
pub(crate) const BEFORE: &str = ".before-version-";

/// A copy made by SQLite, whole and on the disk before it has its name: `NAME.before-version-N.stet`, with a number where a copy of
/// something else has that name.
fn keep_copy(conn: &Connection, path: &Path, from: usize) -> Result<PathBuf> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut copy = path.with_file_name(format!("{stem}{BEFORE}{}.stet", from + 1));
    let mut number = 2;
    while copy.symlink_metadata().is_ok() {
        let there = Way::Immutable.reader(&copy).and_then(|there| holds(&there));
        if there.is_ok_and(|there| holds(conn).is_ok_and(|here| here == there)) {
            return Ok(copy);
        }
        copy = path.with_file_name(format!("{stem}{BEFORE}{}-{number}.stet", from + 1));
        number += 1;
    }
    let part = path.with_file_name(format!("{stem}{BEFORE}{}.part", from + 1));
    if part.exists() {
        std::fs::remove_file(&part)?;
    }
    // From its first byte nobody reads the copy who may not read the desk.
    drop(std::fs::File::create_new(&part)?);
    std::fs::set_permissions(&part, std::fs::metadata(path)?.permissions())?;
    conn.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, &copy)?;
    if let Some(folder) = copy.parent() {
        super::open::sync_folder(folder)?;
    }
    Ok(copy)
}

/// Whose file it is, of which version, and what is in it.
fn holds(conn: &Connection) -> Result<(Option<String>, usize, sums::Tally)> {
    let desk = conn.query_row("SELECT uuid FROM desk WHERE id = 1", [], |row| row.get(0)).optional()?;
    Ok((desk, version(conn)?, sums::Tally::kept(conn)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every table's columns, and every index and trigger as it is written. (A column that a migration adds stands elsewhere in a
    /// table's own words.)
    fn shape(conn: &Connection) -> Vec<(String, String)> {
        let mut columns = conn
            .prepare(
                "SELECT m.name || '.' || c.name, c.type || ' ' || c.\"notnull\" || ' ' || coalesce(c.dflt_value, '') || ' ' || c.pk || ' ' || c.hidden
                 FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table'
                 UNION ALL SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'table' ORDER BY 1",
            )
            .unwrap();
        let rows = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(|row| row.unwrap()).collect()
    }

    #[test]
    fn the_migrations_make_what_the_schema_says() {
        let by_schema = Connection::open_in_memory().unwrap();
        by_schema.execute_batch(include_str!("schema.sql")).unwrap();
        let mut by_migrations = Connection::open_in_memory().unwrap();
        migrate(&mut by_migrations, Path::new("none.stet"), MIGRATIONS).unwrap();
        assert_eq!(shape(&by_schema), shape(&by_migrations));
    }

    #[test]
    fn a_desk_of_the_first_version_keeps_its_states_and_gets_the_new_ones_switched_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.stet");
        let mut conn = Connection::open(&path).unwrap();
        migrate(&mut conn, &path, &MIGRATIONS[..1]).unwrap();
        let own = [("draft", "before"), ("editing", "before"), ("copy-edit", "before"), ("proof", "before"), ("spiked", "aside")];
        for (place, (name, group)) in (1_i64..).zip(own) {
            conn.execute(
                "INSERT INTO state (name, label, grp, colour, editable, exports, place) VALUES (?1, ?1, ?2, 'ink', 1, 0, ?3)",
                rusqlite::params![name, group, place],
            )
            .unwrap();
        }
        migrate(&mut conn, &path, MIGRATIONS).unwrap();
        let mut statement = conn.prepare("SELECT name, off FROM state ORDER BY place").unwrap();
        let states = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let states: Vec<(String, bool)> = states.map(|state| state.unwrap()).collect();
        let wanted = ["draft", "editing", "copy-edit", "fact-check", "legal", "proof", "spiked"];
        assert_eq!(states, wanted.map(|name| (name.to_owned(), matches!(name, "fact-check" | "legal"))));
        assert_eq!(sums::verify(&conn).unwrap(), Vec::<String>::new());
        assert!(path.with_file_name("a.before-version-2.stet").is_file());
    }

    #[test]
    fn a_copy_that_lies_there_already_counts_only_where_it_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.stet");
        let mut conn = Connection::open(&path).unwrap();
        migrate(&mut conn, &path, &MIGRATIONS[..1]).unwrap();
        let first = keep_copy(&conn, &path, 1).unwrap();
        assert_eq!(keep_copy(&conn, &path, 1).unwrap(), first);
        conn.execute("INSERT INTO person (uuid, name, roles, created_at) VALUES ('p', 'Ana', '[]', 1)", []).unwrap();
        sums::remake(&conn).unwrap();
        let second = keep_copy(&conn, &path, 1).unwrap();
        assert_eq!(second.file_name().unwrap(), "a.before-version-2-2.stet");
        let people = |path: &Path| -> i64 {
            Connection::open(path).unwrap().query_row("SELECT count(*) FROM person", [], |row| row.get(0)).unwrap()
        };
        assert_eq!((people(&first), people(&second)), (0, 1));
    }

    #[test]
    fn a_file_of_an_older_version_is_looked_through_by_the_tables_that_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.stet");
        let mut conn = Connection::open(&path).unwrap();
        migrate(&mut conn, &path, &MIGRATIONS[..1]).unwrap();
        conn.execute("INSERT INTO person (uuid, name, roles, created_at) VALUES ('p', 'Ana', '[]', 1)", []).unwrap();
        sums::remake(&conn).unwrap();
        assert_eq!(sums::verify(&conn).unwrap(), Vec::<String>::new());
        conn.execute("UPDATE person SET name = 'Eva'", []).unwrap();
        assert_eq!(sums::verify(&conn).unwrap().len(), 1, "what was changed from outside is told all the same");
    }

    #[test]
    fn every_table_with_a_sum_is_listed_as_content_and_tells_its_removals() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("schema.sql")).unwrap();
        let mut statement = conn
            .prepare(
                "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'sum'
                 WHERE m.type = 'table' AND m.name NOT IN ('removed') ORDER BY m.name",
            )
            .unwrap();
        let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect();
        let mut listed: Vec<&str> = sums::CONTENT.iter().map(|content| content.table).collect();
        listed.sort_unstable();
        assert_eq!(tables, listed);
        // The audit trail has no removals to tell.
        for table in listed.into_iter().filter(|table| *table != "audit") {
            let there: bool = conn
                .query_row(
                    "SELECT count(*) = 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?1",
                    [format!("{table}_removed")],
                    |row| row.get(0),
                )
                .unwrap();
            assert!(there, "{table} does not tell its removals");
        }
    }
}
