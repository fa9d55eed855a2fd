//! How a command ends: the exit code of each failure, and its one sentence on standard error.

use std::io::Write;
use std::process::ExitCode;

use stet_document::Failure;

/// 1 refused, 2 wrong use, 3 damaged or unreadable input, 4 not possible now.
pub fn code(failure: &str) -> u8 {
    match failure {
        "usage" | "unknown-slug" | "unknown-state" | "unknown-command" | "not-found" => 2,
        "damaged" | "unreadable" | "not-a-desk" | "newer" | "unknown-node" | "too-large" | "hostile" => 3,
        "disk-full" | "busy" | "gone" | "no-access" | "read-only" | "io" => 4,
        _ => 1,
    }
}

/// Says what went wrong, and gives the code to end with.
pub fn tell(failure: &Failure, json: bool) -> ExitCode {
    let line = if json { serde_json::to_string(failure).unwrap_or_default() } else { format!("stet: {}", failure.message) };
    // Nobody may be listening any more; the exit code still tells.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
    ExitCode::from(code(&failure.code))
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn every_kind_of_failure_has_the_exit_code_of_the_manual() {
        for refused in ["gates", "embargo", "state", "conflict", "exists", "findings", "parked", "cancelled", "twin", "no-right"]
        {
            assert_eq!(code(refused), 1, "{refused}");
        }
        for wrong in ["usage", "unknown-slug", "unknown-state", "unknown-command", "not-found"] {
            assert_eq!(code(wrong), 2, "{wrong}");
        }
        for damaged in ["damaged", "unreadable", "not-a-desk", "newer", "unknown-node", "too-large", "hostile"] {
            assert_eq!(code(damaged), 3, "{damaged}");
        }
        for not_now in ["disk-full", "busy", "gone", "no-access", "read-only", "io"] {
            assert_eq!(code(not_now), 4, "{not_now}");
        }
    }
}
