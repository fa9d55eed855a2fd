//! An empty Tauri window with one word on it: what `make bench` measures Stet's window beside.

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() {
    let page = "<!doctype html><title>empty</title><p>empty</p>";
    let built = tauri::Builder::default()
        .register_uri_scheme_protocol("empty", move |_, _| {
            let mut response = tauri::http::Response::new(page.as_bytes());
            response.headers_mut().insert("content-type", tauri::http::HeaderValue::from_static("text/html"));
            response
        })
        .setup(|app| {
            let address = "empty://localhost/".parse().map(WebviewUrl::CustomProtocol)?;
            WebviewWindowBuilder::new(app, "main", address).inner_size(1280.0, 800.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if let Err(error) = built {
        eprintln!("{error}");
    }
}
