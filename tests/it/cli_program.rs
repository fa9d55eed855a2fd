//! Runs the built `stet` in a folder of its own, as a person would: words typed in, an exit code and two streams out.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// What a run said.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("not JSON ({error}): {self:?}"))
    }

    /// The failure on standard error, with `--json`.
    pub fn failure(&self) -> Value {
        serde_json::from_str(self.err.trim()).unwrap_or_else(|error| panic!("not a failure in JSON ({error}): {self:?}"))
    }
}

/// A folder with a home of its own.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One with a desk, `desk.stet`, in English and in Lisbon.
    pub fn with_desk() -> Self {
        let place = Self::new();
        let made = place.run(&["new", "desk.stet", "--lang", "en-GB", "--zone", "Europe/Lisbon", "--by", "Ana Duarte"]);
        assert_eq!(made.code, 0, "{made:?}");
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program, not yet run; `STET_DESK` is `desk.stet` where that is there.
    pub fn command(&self, program: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["STET_BY", "STET_DESK", "LC_ALL", "LC_MESSAGES", "TZ"] {
            command.env_remove(name);
        }
        command.env("STET_HOME", self.path("home")).env("LANG", "en_GB.UTF-8").env("LOGNAME", "ana");
        if self.path("desk.stet").exists() {
            command.env("STET_DESK", "desk.stet");
        }
        command
    }

    pub fn run(&self, words: &[&str]) -> Ran {
        Ran::new(self.command(&stet(), words).output().unwrap())
    }

    /// As [`Place::run`], and it is well.
    pub fn done(&self, words: &[&str]) -> Ran {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "stet {words:?}: {ran:?}");
        ran
    }

    /// As [`Place::run`], at another moment: `2026-11-26 06:59:00`, in UTC.
    pub fn at(&self, moment: &str, words: &[&str]) -> Ran {
        let stet = stet();
        let mut all = vec![moment, stet.to_str().unwrap()];
        all.extend(words);
        let mut command = self.command(Path::new("faketime"), &all);
        Ran::new(command.env("TZ", "UTC").output().expect("faketime is one of the packages that `make test` installs"))
    }
}

/// The binary beside this test's own; `make test` builds it first.
pub fn stet() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let stet = test.parent().and_then(Path::parent).unwrap().join("stet");
    assert!(stet.is_file(), "build the command line first: cargo build -p stet-cli");
    stet
}
