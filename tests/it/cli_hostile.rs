//! Files made to fill a machine are taken in by the real command line under a limit of memory: one sentence, in time, and the desk as it was.

use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;

use crate::cli_program::{Place, stet};

/// All that a program may ask for, its own pages and its libraries included.
const KIBIBYTES: u32 = 300 * 1024;

/// Imports a file under the limit: the exit code and what it says.
fn import(place: &Place, name: &str) -> (i32, String) {
    let mut limited = Command::new("sh");
    limited.args(["-c", &format!("ulimit -v {KIBIBYTES}; exec \"$0\" \"$@\"")]).arg(stet()).args(["import", name]);
    // Each thread of the allocator would take 64 MB of addresses, which it does not use.
    limited
        .current_dir(place.path(""))
        .env("STET_HOME", place.path("home"))
        .env("STET_DESK", "desk.stet")
        .env("MALLOC_ARENA_MAX", "1");
    let start = Instant::now();
    let output = limited.output().unwrap();
    assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn word(document: &mut dyn FnMut(&mut dyn Write)) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("word/document.xml", deflated).unwrap();
    document(&mut zip);
    zip.finish().unwrap().into_inner()
}

const OPEN: &[u8] = b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

#[test]
fn a_file_made_to_fill_the_machine_is_refused_within_300_mb_and_the_desk_stays() {
    let place = Place::with_desk();
    let spaces = vec![b' '; 1 << 20];
    place.write("bomb.docx", word(&mut |out| (0..1024).for_each(|_| out.write_all(&spaces).unwrap())));
    place.write(
        "deep.docx",
        word(&mut |out| {
            out.write_all(OPEN).unwrap();
            (0..300_000).for_each(|_| out.write_all(b"<w:sdt><w:sdtContent>").unwrap());
        }),
    );
    place.write("long.txt", "The council met to close a quarrel that has run since spring.\n\n".repeat(100_000_000 / 63));
    place.write("lines.txt", "x\n\n".repeat(2_000_000));
    place.write("long.md", "The council *met* to close a quarrel.\n\n".repeat(500_000));
    place.write("tags.html", "<p>x".repeat(3_000_000));
    for name in ["bomb.docx", "deep.docx", "long.txt", "lines.txt", "long.md", "tags.html"] {
        let (code, said) = import(&place, name);
        assert_eq!(code, 3, "{name}: {said}");
        let sentence = said.trim();
        assert!(sentence.ends_with('.') && sentence.lines().count() == 1, "{name}: {said}");
        assert!(sentence.split_whitespace().count() <= 30, "{name}: {said}");
    }
    assert_eq!(place.done(&["--json", "list"]).json().as_array().map(Vec::len), Some(0));
    place.done(&["doctor"]);
}

#[test]
fn a_deep_page_and_a_long_book_are_read_within_300_mb() {
    let place = Place::with_desk();
    place.write("deep.html", format!("<h1>The vote</h1>{}<p>Words.</p>", "<div>".repeat(100_000)));
    let paragraph =
        "The council met to close a quarrel that has run since spring, and nobody in the room would close it. ".repeat(6);
    place.write("book.txt", format!("The vote nobody lost\n\n{}", format!("{paragraph}\n\n").repeat(1_500)));
    for name in ["deep.html", "book.txt"] {
        let (code, said) = import(&place, name);
        assert_eq!(code, 0, "{name}: {said}");
    }
}
