//! A small window to drag files from: `drag FILE…`. With it the tests drop files on Stet's window as a file manager would.

use gtk::prelude::*;

fn main() {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter_map(|file| std::path::absolute(file).ok())
        .filter_map(|file| gtk::glib::filename_to_uri(file, None).ok())
        .map(|uri| uri.to_string())
        .collect();
    if let Err(error) = gtk::init() {
        eprintln!("{error}");
        return;
    }
    let window = gtk::Window::new(gtk::WindowType::Popup);
    window.set_title("drag");
    let place = gtk::EventBox::new();
    place.add(&gtk::Label::new(Some("drag me")));
    place.set_size_request(120, 60);
    let kinds = [gtk::TargetEntry::new("text/uri-list", gtk::TargetFlags::OTHER_APP, 0)];
    place.drag_source_set(gtk::gdk::ModifierType::BUTTON1_MASK, &kinds, gtk::gdk::DragAction::COPY);
    place.connect_drag_data_get(move |_, _, data, _, _| {
        let uris: Vec<&str> = files.iter().map(String::as_str).collect();
        data.set_uris(&uris);
    });
    place.connect_drag_end(|_, _| gtk::main_quit());
    window.add(&place);
    window.move_(0, 0);
    window.show_all();
    gtk::main();
}
