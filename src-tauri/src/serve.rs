//! The two schemes of the window: pictures of the open desk by their hash, and one page to look at.

use crate::bridge::Bridge;
use std::borrow::Cow;
use std::sync::Arc;
use stet_desk::Reply;
use stet_desk::media::MediaGet;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

const PREVIEW_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src stet-media: http://stet-media.localhost data:; sandbox";

fn name_of(request: &Request<Vec<u8>>) -> String {
    request.uri().path().trim_start_matches('/').to_owned()
}

fn answer(status: StatusCode, mime: &str, body: Vec<u8>) -> Response<Vec<u8>> {
    let made = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, mime)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(body);
    made.unwrap_or_default()
}

/// `stet-media://localhost/HASH`: a picture of the open desk, never anything else.
pub fn media<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let bridge = context.app_handle().state::<Arc<Bridge>>().inner().clone();
    let asked = MediaGet::of_address(&name_of(&request), request.uri().query().unwrap_or_default());
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(match bridge.session.call(&bridge.caller(), "media_get", asked) {
            Ok(Reply::Bytes { mime, body }) if mime.starts_with("image/") && mime != "image/svg+xml" => {
                answer(StatusCode::OK, &mime, body)
            }
            _ => answer(StatusCode::NOT_FOUND, "text/plain", Vec::new()),
        });
    });
}

/// `stet-preview://localhost/ID`: a page that was exported to be looked at, once, with nothing that runs.
pub fn preview<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>) -> Response<Cow<'static, [u8]>> {
    let bridge = context.app_handle().state::<Arc<Bridge>>().inner().clone();
    let (status, html) = match bridge.take_preview(&name_of(&request)) {
        Some(html) => (StatusCode::OK, html),
        None => (StatusCode::NOT_FOUND, String::new()),
    };
    let mut response = answer(status, "text/html; charset=utf-8", html.into_bytes());
    if let Ok(policy) = PREVIEW_POLICY.parse() {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.map(Cow::Owned)
}
