//! The browser host: the same commands over HTTP on loopback, for browser tests. Never shipped. No editorial logic.

mod answers;
mod http;

use answers::Answers;
use http::{Answer, Request};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::HashMap;
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use stet_desk::home::Home;
use stet_desk::media::MediaGet;
use stet_desk::{Call, Event, Failure, Job, Payload, Platform, Reply, Session};

const HELP: &str = "The browser host of Stet's tests: serves the page and the commands on loopback.

Usage: stet-host [--desk FILE] [--ui DIR] [--port N] [--now INSTANT]

Prints {\"port\": N, \"token\": T} on one line once it listens. STET_HOME names the folder for a person's settings.";

struct Host {
    session: Arc<Session>,
    answers: Arc<Answers>,
    ui: PathBuf,
    token: String,
    device: String,
    /// Added to the machine's clock; set by `--now`.
    shift: SignedDuration,
    previews: Mutex<HashMap<String, String>>,
}

fn main() {
    let (mut desk, mut ui, mut port, mut shift) = (None, PathBuf::from("ui/dist"), 0u16, SignedDuration::ZERO);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        match name.as_str() {
            "--desk" => desk = Some(PathBuf::from(value)),
            "--ui" => ui = PathBuf::from(value),
            "--port" => port = value.parse().unwrap_or(0),
            "--now" => match value.parse::<Timestamp>() {
                Ok(then) => shift = then.duration_since(Timestamp::now()),
                Err(error) => return eprintln!("--now: {error}"),
            },
            _ => return println!("{HELP}"),
        }
    }
    if let Err(message) = serve(desk, ui, port, shift) {
        eprintln!("{message}");
        std::process::exit(1);
    }
}

fn serve(desk: Option<PathBuf>, ui: PathBuf, port: u16, shift: SignedDuration) -> Result<(), String> {
    let home = Home::of_environment(&|name| std::env::var(name).ok()).map_err(|error| error.to_string())?;
    let device = home.device().map_err(|error| error.to_string())?;
    let answers = Arc::new(Answers::default());
    let session = Arc::new(Session::new(home, answers.clone()));
    let host = Arc::new(Host { session, answers, ui, token: one_time_id(), device, shift, previews: Mutex::new(HashMap::new()) });
    if let Some(desk) = desk
        && let Err(error) = host.session.open_path(&host.caller(), &desk)
    {
        host.answers.emit(Event::Trouble { failure: Failure::from(error) });
    }
    let watch = host.clone();
    stet_desk::tick::start(&host.session, move || watch.caller()).map_err(|error| error.to_string())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| format!("The host cannot listen: {error}"))?;
    let port = listener.local_addr().map(|address| address.port()).unwrap_or_default();
    println!("{}", json!({ "port": port, "token": host.token }));
    http::serve(&listener, move |request| host.answer(request));
    Ok(())
}

impl Host {
    fn caller(&self) -> Call {
        let now = Timestamp::now().saturating_add(self.shift).unwrap_or(Timestamp::MAX);
        Call { now, actor: None, device: self.device.clone(), origin: self.token.clone(), job: Job::none() }
    }

    fn answer(&self, request: Request) -> Answer {
        let url = request.url.clone();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let post = request.method == "POST";
        let allowed = request.header("x-token") == self.token;
        if let Some(hash) = path.strip_prefix("/media/") {
            return self.call("media_get", MediaGet::of_address(hash, query));
        }
        if let Some(id) = path.strip_prefix("/preview/") {
            let html = self.previews.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
            let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox";
            return html.map_or_else(not_found, |html| {
                bytes("text/html; charset=utf-8", html.into_bytes()).with("content-security-policy", policy)
            });
        }
        if !post && path != "/events" {
            return self.file(path);
        }
        if !allowed {
            return failure(&Failure::new("refused", "The token is missing."));
        }
        if path == "/events" {
            let after = query.strip_prefix("after=").and_then(|text| text.parse::<i64>().ok()).unwrap_or(-1);
            return json_answer(&self.answers.events(after, Duration::from_secs(20)));
        }
        let head = request.header("x-head");
        let body = request.body;
        if let Some(command) = path.strip_prefix("/call/") {
            let payload = if head.is_empty() {
                Payload::Json(String::from_utf8_lossy(&body).into_owned())
            } else {
                Payload::Bytes { head: percent_encoding::percent_decode_str(&head).decode_utf8_lossy().into_owned(), body }
            };
            return self.call(command, payload);
        }
        let text = String::from_utf8_lossy(&body).into_owned();
        match path {
            "/preview" => {
                let id = one_time_id();
                self.previews.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), text);
                json_answer(&json!(id).to_string())
            }
            // What the next dialogs answer: {"files": [...], "save": "...", "folder": "...", "desk": "..."}.
            "/host/answers" => {
                self.answers.queue(&text);
                json_answer("null")
            }
            // Files dropped on the page: {"paths": [...], "x": 1, "y": 2}.
            "/host/drop" => {
                self.answers.drop_files(&self.session, &text);
                json_answer("null")
            }
            // Adds so many pieces to the desk, as an archive has them.
            "/host/many" => {
                let count = text.trim().parse().unwrap_or(0);
                let made = self.session.desk().and_then(|desk| stet_desk::sample::many::fill(&desk, &self.caller(), count));
                made.map_or_else(|error| failure(&Failure::from(error)), |()| json_answer("null"))
            }
            // What a person opened outside: links and files, as strings.
            "/host/opened" => json_answer(&self.answers.opened()),
            _ => not_found(),
        }
    }

    fn call(&self, command: &str, payload: Payload) -> Answer {
        match self.session.call(&self.caller(), command, payload) {
            Ok(Reply::Json(text)) => json_answer(&text),
            Ok(Reply::Bytes { mime, body }) => bytes(&mime, body),
            Err(told) => failure(&told),
        }
    }

    /// A file of the built page, under the policy that the window has.
    fn file(&self, path: &str) -> Answer {
        let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
        let relative = Path::new(name);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return not_found();
        }
        let Ok(content) = std::fs::read(self.ui.join(relative)) else { return not_found() };
        let mime = match relative.extension().and_then(|ending| ending.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("woff2") => "font/woff2",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
                      connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";
        bytes(mime, content).with("content-security-policy", policy)
    }
}

/// A name that nobody can guess.
fn one_time_id() -> String {
    format!("{:016x}{:016x}", stet_desk::ids::random(), stet_desk::ids::random())
}

fn bytes(mime: &str, body: Vec<u8>) -> Answer {
    Answer { status: 200, headers: Vec::new(), body }.with("content-type", mime).with("cache-control", "no-store")
}

fn json_answer(text: &str) -> Answer {
    bytes("application/json", text.as_bytes().to_vec())
}

fn failure(told: &Failure) -> Answer {
    json_answer(&serde_json::to_string(told).unwrap_or_default()).status(422)
}

fn not_found() -> Answer {
    bytes("text/plain", Vec::new()).status(404)
}
