//! One command in, one event out: what the page asks goes to the session, what the session tells goes to the page.

use jiff::Timestamp;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use stet_desk::{Call, Failure, Payload, Reply, Session};
use tauri::ipc::{InvokeBody, Request, Response};
use tauri::{AppHandle, Manager, State, WebviewWindow};

/// What the shell holds while it runs.
pub struct Bridge {
    pub session: Arc<Session>,
    /// Pages waiting to be shown once, by their one-time id.
    previews: Mutex<HashMap<String, (Instant, String)>>,
    /// What stands in the way of closing at once: asked and not answered, or answered.
    closing: Mutex<Closing>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Closing {
    No,
    Asked(Instant),
    Ready,
}

impl Bridge {
    pub fn new(session: Arc<Session>) -> Self {
        Self { session, previews: Mutex::new(HashMap::new()), closing: Mutex::new(Closing::No) }
    }

    /// Opens a desk that the person named on the command line; what goes wrong is told in the window.
    pub fn open_named(&self, desk: PathBuf) {
        let session = self.session.clone();
        std::thread::spawn(move || session.open_named(&desk, Timestamp::now()));
    }

    pub fn closing(&self) -> Closing {
        *self.closing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_closing(&self, to: Closing) {
        *self.closing.lock().unwrap_or_else(PoisonError::into_inner) = to;
    }

    /// The page kept under `id`, once.
    pub fn take_preview(&self, id: &str) -> Option<String> {
        self.previews.lock().unwrap_or_else(PoisonError::into_inner).remove(id).map(|(_, html)| html)
    }
}

/// Only Stet's own page may ask: every registered scheme counts as local to Tauri, a preview too.
fn own_page(window: &WebviewWindow) -> Result<(), Failure> {
    let url = window.url().map_err(|error| refused(&error.to_string()))?;
    if window::own_address(&url) { Ok(()) } else { Err(refused(url.as_str())) }
}

fn refused(why: &str) -> Failure {
    tracing::warn!("a command was refused: {why}");
    Failure::new("refused", "Only Stet's own window may do this.")
}

use crate::window;

/// Runs one command of the table, off the main thread. The header `x-command` names it; the body is its input as JSON, or
/// with `x-head` (JSON, percent-encoded) raw bytes. The answer is one byte, `J` or `B`, then JSON or bytes.
#[tauri::command]
pub async fn call(window: WebviewWindow, request: Request<'_>, bridge: State<'_, Arc<Bridge>>) -> Result<Response, Failure> {
    own_page(&window)?;
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let command = header("x-command");
    let head = header("x-head");
    let body = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        InvokeBody::Json(value) => value.to_string().into_bytes(),
    };
    let payload = if head.is_empty() {
        Payload::Json(String::from_utf8(body).map_err(|_| Failure::new("usage", "The command's input is not text."))?)
    } else {
        let head = percent_decode(&head).ok_or_else(|| Failure::new("usage", "The command's head is not text."))?;
        Payload::Bytes { head, body }
    };
    let session = bridge.session.clone();
    let done = tauri::async_runtime::spawn_blocking(move || {
        let call = session.caller(Timestamp::now());
        session.call(&call, &command, payload)
    });
    match done.await.map_err(|error| refused(&error.to_string()))?? {
        Reply::Json(text) => Ok(Response::new(marked(b'J', text.into_bytes()))),
        Reply::Bytes { body, .. } => Ok(Response::new(marked(b'B', body))),
    }
}

fn marked(mark: u8, body: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 1);
    out.push(mark);
    out.extend(body);
    out
}

fn percent_decode(text: &str) -> Option<String> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// Keeps an exported page for one showing; answers the id under which `stet-preview` serves it.
#[tauri::command]
pub async fn preview(window: WebviewWindow, html: String, bridge: State<'_, Arc<Bridge>>) -> Result<String, Failure> {
    own_page(&window)?;
    let id = bridge.session.one_time_id();
    let mut previews = bridge.previews.lock().unwrap_or_else(PoisonError::into_inner);
    previews.retain(|_, (since, _)| since.elapsed() < Duration::from_secs(60));
    previews.insert(id.clone(), (Instant::now(), html));
    Ok(id)
}

/// The page's answer to the event `closing`: `ready` closes the window, anything else leaves it open.
#[tauri::command]
pub async fn closing(
    window: WebviewWindow,
    answer: String,
    bridge: State<'_, Arc<Bridge>>,
    app: AppHandle,
) -> Result<(), Failure> {
    own_page(&window)?;
    if answer == "ready" {
        bridge.set_closing(Closing::Ready);
        if let Some(main) = app.get_webview_window(window::MAIN) {
            main.close().map_err(|error| refused(&error.to_string()))?;
        }
    } else {
        bridge.set_closing(Closing::No);
    }
    Ok(())
}
