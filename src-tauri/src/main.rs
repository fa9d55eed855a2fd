//! The window's program: arguments, log, one instance, and the parts put together. No editorial logic.
//!
//! **Invariant:** the page reaches the core through `bridge::call` alone, and never names a path.
//! **Invariant:** only this crate knows Tauri.
//! **Invariant:** no library in this process opens the desk's file, GTK's dialogs included (`known.rs`).
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod bridge;
#[cfg(target_os = "linux")]
mod clipboard;
#[cfg(target_os = "linux")]
mod known;
#[cfg(target_os = "linux")]
mod notify;
mod platform;
mod serve;
mod window;

use bridge::Bridge;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use stet_desk::Failure;
use stet_desk::home::Home;
use tauri::Manager;

const HELP: &str = "Stet: from the writer's file to the published page.

Usage: stet-window [DESK.stet]

Opens the window, on DESK.stet if it is named, else on the start screen.
The environment's STET_DESK names a desk as well. The command line is a program of its own: stet --help";

fn main() -> ExitCode {
    let argument = std::env::args().nth(1);
    match argument.as_deref() {
        Some("--help" | "-h") => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Some("--version" | "-V") => {
            println!("stet-window {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    match start(argument.map(PathBuf::from)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Puts the window together and runs it until it closes.
fn start(named: Option<PathBuf>) -> Result<(), String> {
    let told = |error: stet_desk::Error| Failure::from(error).message;
    let home = Home::of_environment(&|name| std::env::var(name).ok()).map_err(told)?;
    #[cfg(target_os = "linux")]
    if let Err(error) = known::desks(home.state_folder()) {
        tracing::warn!("file dialogs may open the desk's file: {error}");
    }
    // Also where no session bus joins two launches, the lock tells that a window is open.
    let only = home.only_window();
    let platform = Arc::new(platform::Desktop::default());
    let bridge = Arc::new(Bridge::new(home, platform.clone()).map_err(told)?);

    // The desk is opened while the desktop's libraries start, so that the page has it from its first line.
    let desk = named.or_else(|| std::env::var_os("STET_DESK").map(PathBuf::from));
    let opening = only.is_ok().then(|| {
        let bridge = bridge.clone();
        std::thread::spawn(move || {
            if let Some(desk) = desk {
                bridge.open_named(&std::path::absolute(&desk).unwrap_or(desk));
            }
            bridge.ahead()
        })
    });

    let (first, desktop, watch) = (bridge.clone(), platform.clone(), bridge.clone());
    let built = tauri::Builder::default()
        // A second launch hands its desk over and ends; the first one comes to the front.
        .plugin(tauri_plugin_single_instance::init(move |app, arguments, folder| {
            window::to_front(app);
            if let Some(desk) = arguments.get(1) {
                let (first, desktop, desk) = (first.clone(), desktop.clone(), PathBuf::from(folder).join(desk));
                // Where a desk is open, something may not be saved yet: then the page opens the other one when it is.
                tauri::async_runtime::spawn_blocking(move || match first.session.desk() {
                    Ok(_) => desktop.hand(desk),
                    Err(_) => first.open_named(&desk),
                });
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .register_asynchronous_uri_scheme_protocol("stet-media", serve::media)
        .register_uri_scheme_protocol("stet-preview", serve::preview)
        .manage(bridge)
        .invoke_handler(tauri::generate_handler![bridge::call, bridge::preview, bridge::closing])
        .on_window_event(window::on_event)
        .setup(move |app| {
            app.manage(window::OnlyWindow(only.map_err(told)?));
            platform.attach(app.handle().clone());
            let (clock, session) = (watch.clone(), watch.session.clone());
            stet_desk::tick::start(&session, move || clock.caller()).map_err(told)?;
            let ahead = opening.and_then(|opening| opening.join().ok()).unwrap_or_default();
            Ok(window::open(app.handle(), &ahead)?)
        })
        .build(tauri::generate_context!())
        .map_err(|error| format!("The window cannot be opened: {error}"))?;
    built.run(|app, event| {
        if let tauri::RunEvent::Exit = event {
            window::leave(app);
        }
    });
    Ok(())
}
