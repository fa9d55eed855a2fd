//! The one window: how it opens, where it may go, what is dropped on it, how it closes.

use crate::bridge::{Bridge, Closing};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use stet_desk::Event;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, Url, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent};

pub const MAIN: &str = "main";
/// How long the page may take to make everything durable before a second wish to close is obeyed without it: longer than a save
/// waits for another program.
const PATIENCE: Duration = Duration::from_secs(12);

/// Held while the program lives, so that a second one knows.
pub struct OnlyWindow(#[allow(dead_code, reason = "held, not read")] pub std::fs::File);

/// True for the addresses of Stet's own page.
pub fn own_address(url: &Url) -> bool {
    let own_host = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    own_host && matches!(url.path(), "" | "/" | "/index.html")
}

/// True for what a frame may show: one preview.
fn preview_address(url: &Url) -> bool {
    url.scheme() == "stet-preview" || url.host_str() == Some("stet-preview.localhost") || url.as_str() == "about:blank"
}

/// Opens the window. It may show Stet's own page and previews, and nothing else; the script `ahead` runs before the page's own.
pub fn open(app: &AppHandle, ahead: &str) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Stet")
        .inner_size(1280.0, 800.0)
        .min_inner_size(640.0, 480.0)
        .initialization_script(ahead)
        .on_navigation(|url| own_address(url) || preview_address(url))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .devtools(cfg!(debug_assertions))
        .build()?;
    Ok(())
}

/// Brings the window to the front.
pub fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let done = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = done {
            tracing::warn!("the window did not come to the front: {error}");
        }
    }
}

/// What happens to the window: files over it and dropped on it; the wish to close it.
pub fn on_event(window: &Window, event: &WindowEvent) {
    let bridge = window.state::<Arc<Bridge>>().inner().clone();
    match event {
        WindowEvent::Focused(false) => bridge.session.rest(),
        WindowEvent::DragDrop(drag) => on_drag(window, &bridge, drag),
        WindowEvent::CloseRequested { api, .. } => {
            let obey = match bridge.closing() {
                Closing::Ready => true,
                Closing::Asked(since) => since.elapsed() > PATIENCE,
                Closing::No => false,
            };
            if !obey {
                api.prevent_close();
                if bridge.closing() == Closing::No {
                    bridge.set_closing(Closing::Asked(Instant::now()));
                }
                tell(window, &Event::Closing);
            }
        }
        _ => {}
    }
}

fn on_drag(window: &Window, bridge: &Arc<Bridge>, drag: &DragDropEvent) {
    let scale = window.scale_factor().unwrap_or(1.0);
    let at = |position: &tauri::PhysicalPosition<f64>| {
        let place = position.to_logical::<f64>(scale);
        (place.x, place.y)
    };
    // Links dragged inside the page arrive as paths, too: only files that are there count.
    let files = |paths: &[PathBuf]| paths.iter().filter(|path| path.is_file() || path.is_dir()).cloned().collect::<Vec<_>>();
    let names = |paths: &[PathBuf]| {
        paths.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    match drag {
        DragDropEvent::Enter { paths, position } => {
            let (x, y) = at(position);
            let files = files(paths);
            if !files.is_empty() {
                tell(window, &Event::Dragging { over: true, x, y, names: names(&files) });
            }
        }
        DragDropEvent::Drop { paths, position } => {
            let (x, y) = at(position);
            let files = files(paths).iter().filter_map(|file| bridge.session.token(file)).collect::<Vec<_>>();
            if !files.is_empty() {
                tell(window, &Event::Dropped { files, x, y });
            }
        }
        DragDropEvent::Leave => tell(window, &Event::Dragging { over: false, x: 0.0, y: 0.0, names: Vec::new() }),
        _ => {}
    }
}

fn tell(window: &Window, event: &Event) {
    if let Err(error) = window.emit("stet", event) {
        tracing::warn!("the window did not hear an event: {error}");
    }
}

/// The program ends: the desk is closed in order, and the start screen will know how it was left.
pub fn leave(app: &AppHandle) {
    let bridge = app.state::<Arc<Bridge>>();
    bridge.session.leave(&bridge.caller());
}
