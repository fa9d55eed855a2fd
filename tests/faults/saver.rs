//! A program that saves and says so, to be killed, starved of disk, or run beside others: `stet-saver MODE DESK ARTICLE FROM COUNT`.
//! What lives here: the saving. Who dies and what must be there afterwards is `main.rs`.

#![allow(clippy::print_stdout, reason = "its acknowledgements are what the tests read")]

#[allow(dead_code, reason = "the tests use the rest")]
mod program;

use std::io::Write as _;
use std::path::Path;

use program::{Program, doc_of, lines_of, with_line};
use stet_desk::Failure;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [mode, desk, article, from, count] = words.as_slice() else {
        say("usage: stet-saver overwrite|append DESK ARTICLE FROM COUNT");
        return;
    };
    let (from, count) = (from.parse().unwrap_or(0), count.parse().unwrap_or(0));
    let program = match Program::open(Path::new(desk), &format!("saver {from}")) {
        Ok(program) => program,
        Err(failure) => return say(&format!("refused {}", failure.code)),
    };
    for number in from..from + count {
        let saved = if mode == "append" { append(&program, article, number) } else { overwrite(&program, article, number) };
        match saved {
            Ok(()) => say(&format!("ok {number}")),
            Err(failure) => return say(&format!("refused {}", failure.code)),
        }
    }
    say("done");
}

/// Makes the text of this number the head.
fn overwrite(program: &Program, article: &str, number: u64) -> Result<(), Failure> {
    let head = program.article(article)?.head;
    program.save(article, &head, &format!("save {number}"), &doc_of(number)).map(drop)
}

/// Adds a line to whatever the head is; who was quicker goes first.
fn append(program: &Program, article: &str, number: u64) -> Result<(), Failure> {
    for attempt in 0.. {
        let there = program.article(article)?;
        let doc = with_line(&there.doc, &format!("line {number}"));
        match program.save(article, &there.head, &format!("line {number}.{attempt}"), &doc) {
            Err(failure) if matches!(failure.code.as_str(), "conflict" | "busy") => {}
            other => return other.map(drop),
        }
        if lines_of(&there.doc).len() > 1_000_000 {
            break;
        }
    }
    Err(Failure::new("conflict", "Never."))
}

/// One line, at once.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(format!("{line}\n").as_bytes());
    let _ = out.flush();
}
