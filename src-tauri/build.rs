//! Names the shell's commands, so that each needs a permission of its own, and embeds the window's files.

fn main() {
    let own = tauri_build::AppManifest::new().commands(&["call", "preview", "closing"]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(own)) {
        eprintln!("The window cannot be built: {error:#}");
        std::process::exit(1);
    }
}
