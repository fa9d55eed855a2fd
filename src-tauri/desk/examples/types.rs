//! Writes `ui/src/core/types.ts` from the table of commands: `make types`.

fn main() -> std::io::Result<()> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/core/types.ts");
    std::fs::write(file, stet_desk::api::types())
}
