//! What the desktop offers the core: dialogs, opening a file or a link, telling the page.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use stet_desk::{Event, Failure, Platform};
use tauri::{AppHandle, Emitter};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;

/// The desktop, once the window is there.
#[derive(Default)]
pub struct Desktop {
    app: OnceLock<AppHandle>,
    /// A desk that a second launch named, and when: the answer to the next question which desk.
    handed: Mutex<Option<(Instant, PathBuf)>>,
}

/// How long the page may take to ask for it.
const HANDED: Duration = Duration::from_secs(20);

const PIECES: [&str; 12] = ["docx", "odt", "rtf", "md", "markdown", "html", "htm", "txt", "text", "eml", "mdown", "xml"];
/// Endings of pictures.
const PICTURES: [&str; 5] = ["png", "jpg", "jpeg", "gif", "webp"];

impl Desktop {
    pub fn attach(&self, app: AppHandle) {
        if self.app.set(app).is_err() {
            tracing::warn!("the desktop was attached twice");
        }
    }

    /// Keeps a desk that the person named outside the window, for the page to take when everything is saved.
    pub fn hand(&self, desk: PathBuf) {
        *self.handed.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), desk));
        self.emit(Event::Handed);
    }

    fn dialog(&self, title: &str) -> Option<FileDialogBuilder<tauri::Wry>> {
        self.app.get().map(|app| app.dialog().file().set_title(title))
    }
}

fn path(chosen: Option<FilePath>) -> Option<PathBuf> {
    chosen.and_then(|file| file.into_path().ok())
}

impl Platform for Desktop {
    fn choose_files(&self) -> Vec<PathBuf> {
        let Some(dialog) = self.dialog("Import pieces") else { return Vec::new() };
        let chosen = dialog
            .add_filter("Word, LibreOffice, Markdown, HTML, text, mail, WordPress", &PIECES)
            .add_filter("All files", &["*"])
            .blocking_pick_files();
        chosen.unwrap_or_default().into_iter().filter_map(|file| file.into_path().ok()).collect()
    }

    fn choose_picture(&self) -> Option<PathBuf> {
        path(self.dialog("Choose a picture")?.add_filter("PNG, JPEG, GIF, WebP", &PICTURES).blocking_pick_file())
    }

    fn choose_desk(&self) -> Option<PathBuf> {
        let handed = self.handed.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((_, desk)) = handed.filter(|(since, _)| since.elapsed() < HANDED) {
            return Some(desk);
        }
        path(self.dialog("Open a desk")?.add_filter("Stet desk", &["stet"]).add_filter("All files", &["*"]).blocking_pick_file())
    }

    fn choose_save(&self, title: &str, name: &str) -> Option<PathBuf> {
        path(self.dialog(title)?.set_file_name(name).blocking_save_file())
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        path(self.dialog("Export to a folder")?.blocking_pick_folder())
    }

    fn open_file(&self, file: &Path) -> Result<(), Failure> {
        let app = self.app.get().ok_or_else(no_window)?;
        app.opener().open_path(file.to_string_lossy(), None::<&str>).map_err(|error| {
            tracing::warn!("a file did not open: {error}");
            Failure::new("io", "No program on this machine opens that file.")
        })
    }

    fn open_link(&self, href: &str) -> Result<(), Failure> {
        let app = self.app.get().ok_or_else(no_window)?;
        app.opener().open_url(href, None::<&str>).map_err(|error| {
            tracing::warn!("a link did not open: {error}");
            Failure::new("io", "No program on this machine opens that link.")
        })
    }

    #[cfg(target_os = "linux")]
    fn copy(&self, html: &str, text: &str) -> bool {
        let Some(app) = self.app.get() else { return false };
        let (tell, told) = std::sync::mpsc::channel();
        let (html, text) = (html.to_owned(), text.to_owned());
        let asked = app.run_on_main_thread(move || {
            // Nobody waits any more: the page was told that it was not taken.
            let _ = tell.send(crate::clipboard::put(&html, &text));
        });
        asked.is_ok() && told.recv_timeout(Duration::from_secs(5)).unwrap_or(false)
    }

    #[cfg(target_os = "linux")]
    fn notify(&self, message: &str) {
        crate::notify::tell(message);
    }

    fn emit(&self, event: Event) {
        if let Some(app) = self.app.get()
            && let Err(error) = app.emit("stet", event)
        {
            tracing::warn!("the window did not hear an event: {error}");
        }
    }
}

fn no_window() -> Failure {
    Failure::new("io", "The window is not open yet; try again.")
}
