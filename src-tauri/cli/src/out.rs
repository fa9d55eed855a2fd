//! Standard output: text, JSON, and columns that line up. A reader that closes the pipe early is no error.

use std::fmt::Display;
use std::io::Write;

use serde::Serialize;
use stet_document::Failure;

/// Writes the text, with a line end where it has none.
pub fn text(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let _ = write!(stdout, "{text}{end}");
    let _ = stdout.flush();
}

/// Writes one line.
pub fn line(line: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{line}");
    let _ = stdout.flush();
}

/// A remark on standard error, beside the result.
pub fn remark(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// What did not come along, and its words where it had any, beside the result.
pub fn left_out(left: &stet_formats::LeftOut) {
    let words = left.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { words } else { format!(" “{words}”") };
    remark(&format!("  left out: {}{words}", left.message));
}

/// Writes the value as JSON.
///
/// # Errors
/// `io` where it cannot be said in JSON.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<(), Failure> {
    match serde_json::to_string_pretty(value) {
        Ok(json) => {
            line(&json);
            Ok(())
        }
        Err(_) => Err(Failure::new("io", "The answer could not be written as JSON.")),
    }
}

/// Rows of cells as lines whose columns line up, without spaces at the ends. Widths are counted in characters.
pub fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |n: usize| rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count()) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// "1 error", "2 errors".
pub fn count<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    if n == N::from(1) { format!("1 {one}") } else { format!("{n} {many}") }
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn columns_line_up_and_lines_end_without_spaces() {
        let rows = vec![vec!["ferry-vote".into(), "Proof".into(), String::new()], vec!["é".into(), "Ready".into(), "7".into()]];
        assert_eq!(columns(&rows), "ferry-vote  Proof\né           Ready  7\n");
    }
}
