//! The system's clipboard, filled by a button of the page: WebKitGTK gives its own to a key alone. Linux.

use gtk::{Clipboard, TargetEntry, TargetFlags};

/// The kinds under which it is offered: HTML first, then plain text by each of its names.
const KINDS: [&str; 5] = ["text/html", "UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "STRING"];

/// Puts the same words there as HTML and as text; on the window's thread. False: the system did not take it.
pub fn put(html: &str, text: &str) -> bool {
    // Programs that are told no letters guess them.
    let html = format!("<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">{html}");
    let text = text.to_owned();
    let targets: Vec<TargetEntry> =
        (0..).zip(KINDS).map(|(place, kind)| TargetEntry::new(kind, TargetFlags::empty(), place)).collect();
    Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_with_data(&targets, move |_, data, place| {
        if place == 0 {
            data.set(&data.target(), 8, html.as_bytes());
        } else {
            data.set_text(&text);
        }
    })
}
