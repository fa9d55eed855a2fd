//! One command in, one event out: what the page asks goes to the session, what the session tells goes to the page.

use crate::platform::Desktop;
use crate::window;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use stet_desk::home::Home;
use stet_desk::{Call, Event, Failure, Job, Payload, Reply, Session};
use tauri::ipc::{InvokeBody, Request, Response};
use tauri::{AppHandle, Manager, State, WebviewWindow};

/// What the shell holds while it runs.
pub struct Bridge {
    pub session: Arc<Session>,
    /// This machine and account, in audit trails.
    device: String,
    /// This window; it ignores its own changes.
    origin: String,
    /// Pages waiting to be shown once, by their one-time id.
    previews: Mutex<BTreeMap<String, (Instant, String)>>,
    /// Whether the window is on its way to being closed.
    closing: Mutex<Closing>,
    /// What went wrong before the page could hear of it.
    trouble: Mutex<Option<Failure>>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Closing {
    No,
    Asked(Instant),
    Ready,
}

/// A name that nobody can guess, for one use.
fn one_time_id() -> String {
    format!("{:016x}{:016x}", stet_desk::ids::random(), stet_desk::ids::random())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bridge {
    pub fn new(home: Home, platform: Arc<Desktop>) -> stet_desk::Result<Self> {
        let device = home.device()?;
        Ok(Self {
            session: Arc::new(Session::new(home, platform)),
            device,
            origin: one_time_id(),
            previews: Mutex::default(),
            closing: Mutex::new(Closing::No),
            trouble: Mutex::default(),
        })
    }

    /// Who calls from this window, now.
    pub fn caller(&self) -> Call {
        Call { now: Timestamp::now(), actor: None, device: self.device.clone(), origin: self.origin.clone(), job: Job::none() }
    }

    /// Opens a desk that the person named outside the window; what goes wrong is told in the window, once it listens.
    pub fn open_named(&self, desk: &Path) {
        if let Err(error) = self.session.open_path(&self.caller(), desk) {
            let failure = Failure::from(error);
            self.session.platform().emit(Event::Trouble { failure: failure.clone() });
            *lock(&self.trouble) = Some(failure);
        }
    }

    /// A script that gives the page the answer to `app_state`, so that it need not ask before it shows anything. It asks all the
    /// same once it listens: what happened in between is then told.
    pub fn ahead(&self) -> String {
        match self.session.call(&self.caller(), "app_state", Payload::Json("{}".to_owned())) {
            Ok(Reply::Json(state)) => format!("window.__STET_AHEAD__ = {state};"),
            _ => String::new(),
        }
    }

    pub fn closing(&self) -> Closing {
        *lock(&self.closing)
    }

    pub fn set_closing(&self, to: Closing) {
        *lock(&self.closing) = to;
    }

    /// The page kept under `id`, once.
    pub fn take_preview(&self, id: &str) -> Option<String> {
        lock(&self.previews).remove(id).map(|(_, html)| html)
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
    let work = bridge.inner().clone();
    let done = tauri::async_runtime::spawn_blocking(move || {
        let reply = work.session.call(&work.caller(), &command, payload);
        // The page listens before it asks how things stand.
        if command == "app_state"
            && let Some(failure) = lock(&work.trouble).take()
        {
            work.session.platform().emit(Event::Trouble { failure });
        }
        reply
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
    let id = one_time_id();
    let mut previews = lock(&bridge.previews);
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
