//! The desktop's own notifications, over the session bus. What is told, and whether, is the core's.

use gtk::gio;
use gtk::glib::{ToVariant, Variant};
use std::collections::HashMap;
use tracing::warn;

const NAME: &str = "org.freedesktop.Notifications";
const PLACE: &str = "/org/freedesktop/Notifications";
/// Milliseconds; a service that does not answer keeps nobody waiting.
const PATIENCE: i32 = 3000;

/// Shows a sentence. Where the desktop has no such service, the window alone tells it.
pub fn tell(message: &str) {
    let Ok(bus) = gio::bus_get_sync(gio::BusType::Session, gio::Cancellable::NONE) else { return };
    let hints = HashMap::<String, Variant>::new();
    let asked = ("Stet", 0_u32, "", "Stet", message, Vec::<String>::new(), hints, -1_i32).to_variant();
    let (flags, stop) = (gio::DBusCallFlags::NONE, gio::Cancellable::NONE);
    if let Err(error) = bus.call_sync(Some(NAME), PLACE, NAME, "Notify", Some(&asked), None, flags, PATIENCE, stop) {
        warn!("the system took no notification: {error}");
    }
}
