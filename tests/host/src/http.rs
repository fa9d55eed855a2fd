//! HTTP/1.1 as far as a browser on loopback needs it: a thread and a connection for each request, so that none waits behind a
//! long poll. No routes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// The longest head and body that are read, in bytes.
const HEAD_LIMIT: u64 = 64 << 10;
const BODY_LIMIT: u64 = 256 << 20;

pub struct Request {
    pub method: String,
    pub url: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// A header's value, empty where it was not sent.
    pub fn header(&self, name: &str) -> String {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

/// Answers every request until the program ends.
pub fn serve(listener: &TcpListener, answer: impl Fn(Request) -> Answer + Send + Sync + 'static) {
    let answer = Arc::new(answer);
    for stream in listener.incoming().flatten() {
        let answer = answer.clone();
        std::thread::spawn(move || {
            // A browser that has gone away is no fault.
            let _ = converse(stream, &*answer);
        });
    }
}

fn converse(stream: TcpStream, answer: &dyn Fn(Request) -> Answer) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(request) = read(&mut reader)? else { return Ok(()) };
    let head_only = request.method == "HEAD";
    let Answer { status, headers, body } = answer(request);
    let mut head = format!("HTTP/1.1 {status} {}\r\n", if status < 400 { "OK" } else { "Refused" });
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\nconnection: close\r\n\r\n", body.len()));
    let mut out = stream;
    out.write_all(head.as_bytes())?;
    if !head_only {
        out.write_all(&body)?;
    }
    out.flush()
}

/// Reads one request; none where the connection was opened and left.
fn read(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<Request>> {
    let mut head = reader.by_ref().take(HEAD_LIMIT);
    let mut line = String::new();
    head.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(url)) = (words.next(), words.next()) else { return Ok(None) };
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    let mut request = Request { method, url, headers, body: Vec::new() };
    let length = request.header("content-length").parse::<u64>().unwrap_or(0).min(BODY_LIMIT);
    reader.take(length).read_to_end(&mut request.body)?;
    Ok(Some(request))
}
