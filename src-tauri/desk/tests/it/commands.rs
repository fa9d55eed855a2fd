//! The commands of one desk, called as the window and the command line call them.

use crate::support::Room;
use serde_json::json;

#[test]
fn a_file_becomes_a_piece_that_moves_to_ready_and_leaves_as_a_page() {
    let room = Room::new();
    let file = room.file("ferry vote FINAL v3.html", crate::support::FERRY);
    let read = room.call("import_read", json!({ "files": [file], "job": "" }));
    assert_eq!(read[0]["failure"], json!(null), "{read}");
    assert_eq!(read[0]["slug"], "ferry-vote");
    let added = room.call("import_add", json!({ "import": read[0]["import"], "slug": null, "filed": null, "copy_of": null }));
    let article = added["article"].clone();
    let page =
        room.call("article_list", json!({ "sort": "date", "descending": false, "offset": 0, "limit": 50, "query": "pilots" }));
    assert_eq!(page["total"], 1);
    assert_eq!(page["rows"][0]["hit"]["match"], "pilots");
    room.headline(&article, "The ferry vote that nobody lost");
    room.field(&article, "credits", json!([{ "role": "by", "name": "Ana Duarte", "public": true }]));
    for to in ["editing", "copy edit", "proof"] {
        room.call("article_move", json!({ "article": article, "to": to, "why": "", "override": false }));
    }
    let refused = room.refused("article_move", json!({ "article": article, "to": "ready" }));
    assert_eq!(refused.code, "gates");
    room.call(
        "date_set",
        json!({ "article": article, "date": "publish_at", "wall": "2026-11-26 07:00", "zone": null, "fold": null }),
    );
    let moved = room.call("article_move", json!({ "article": article, "to": "ready" }));
    assert_eq!(moved["state"], "ready");
    room.answer_save(&room.path("out.html"));
    let written =
        room.call("export_write", json!({ "articles": [article], "to": "html", "working_copy": false, "replace": false }));
    assert_eq!(written["paths"], json!(["out.html"]));
    let html = std::fs::read_to_string(room.path("out.html")).unwrap();
    assert!(html.contains("pilots"), "{html}");
}
