//! Language versions: linked, made new from an original, what each waits for, and what an export says of them.

use crate::support::Room;
use serde_json::{Value, json};

const PIECE: &str = "# The vote that nobody lost\n\nThe council met, as [the minutes](https://example.org/minutes) say.[^1]\n\n## What was said\n\n> We stay.\n\n[^1]: Minutes, page four.\n";

fn versions(room: &Room, article: &Value) -> Vec<(String, bool, String)> {
    let list = room.call("translation_list", json!({ "article": article }));
    let one = |version: &Value| {
        let text = |name: &str| version[name].as_str().unwrap().to_owned();
        (text("lang"), version["original"].as_bool().unwrap(), text("waits"))
    };
    list.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn a_new_translation_has_the_structure_notes_and_links_of_its_original_and_no_words() {
    let room = Room::new();
    let original = room.import("vote.md", PIECE);
    let made = room.call("translation_new", json!({ "article": original, "lang": "pt-PT" }));
    assert_eq!(made["slug"], "vote-pt");
    let piece = room.call("article_get", json!({ "article": made["article"] }));
    let doc = piece["doc"].as_str().unwrap();
    for kept in ["\"heading\"", "\"quotation\"", "\"note\"", "https://example.org/minutes", "\"placeholder\""] {
        assert!(doc.contains(kept), "{kept}: {doc}");
    }
    for gone in ["council met", "We stay", "page four", "What was said", "nobody lost"] {
        assert!(!doc.contains(gone), "{gone}: {doc}");
    }
    assert_eq!((piece["state"].clone(), piece["fields"]["lang"].clone()), (json!("draft"), json!("pt-PT")));
    let all = versions(&room, &original);
    assert_eq!(all.len(), 2);
    assert_eq!((all[0].1, all[1].0.as_str()), (true, "pt-PT"));
    assert!(all[1].2.contains("still to be translated"), "{all:?}");
    assert_eq!(versions(&room, &made["article"]), all);

    let again = room.refused("translation_new", json!({ "article": made["article"], "lang": "PT-pt" }));
    assert_eq!(again.code, "twin");
    assert_eq!(room.refused("translation_new", json!({ "article": original, "lang": "en-GB" })).code, "usage");
    room.body(&original, "Other words altogether.");
    let all = room.call("translation_list", json!({ "article": made["article"] }));
    assert_eq!(all[1]["waits"], "The original was changed since this was translated from it.");
    assert!(all[1]["changed"].as_u64().unwrap() > 4, "{all}");
    let compared = room.call("version_compare", json!({ "article": original, "a": all[1]["made_from"], "b": "now" }));
    assert_eq!(compared["words_changed"], all[1]["changed"]);
    room.call("translation_link", json!({ "article": made["article"], "original": original }));
    assert!(versions(&room, &original)[1].2.contains("still to be translated"));
}

#[test]
fn a_translation_is_held_back_as_long_as_its_original_and_its_dates_are_told_beside_it() {
    let room = Room::new();
    let original = room.import("vote.md", PIECE);
    let date = |article: &Value, date: &str, wall: &str| {
        room.call("date_set", json!({ "article": article, "date": date, "wall": wall, "zone": null, "fold": null }));
    };
    date(&original, "filed", "2026-11-24");
    date(&original, "embargo", "2026-11-26T07:00");
    let made = room.call("translation_new", json!({ "article": original, "lang": "pt-PT" }))["article"].clone();
    let dates = room.call("article_get", json!({ "article": made }))["dates"].clone();
    assert_eq!((&dates["filed"]["wall"], &dates["embargo"]["wall"]), (&json!("2026-11-24"), &json!("2026-11-26T07:00")));
    date(&made, "publish_at", "2026-11-27T07:00");
    let follows = |article: &Value, wall: &str| {
        let ask = json!({ "article": article, "date": "publish_at", "wall": wall });
        room.call("date_ask", ask)["follows"].to_string()
    };
    assert!(follows(&original, "2026-11-28T07:00").contains("Its translation vote-pt goes out before it, on"));
    date(&original, "publish_at", "2026-11-28T07:00");
    assert!(follows(&made, "2026-11-27T08:00").contains("The original goes out only after that, on"));
    assert!(!follows(&made, "2026-11-29T08:00").contains("original"));
}

#[test]
fn the_list_nests_translations_under_their_original_on_every_page() {
    let room = Room::new();
    let original = room.import("vote.md", PIECE);
    let other = room.import("zebra.md", "# A zebra in the harbour\n\nIt swam.\n");
    for lang in ["pt-PT", "de", "ar"] {
        room.call("translation_new", json!({ "article": original, "lang": lang }));
    }
    let page = |sort: &str, offset: u32, limit: u32| {
        let rows = room.call("article_list", json!({ "sort": sort, "offset": offset, "limit": limit }))["rows"].clone();
        let one = |row: &Value| format!("{}{}", if row["nested"] == true { "- " } else { "" }, row["slug"].as_str().unwrap());
        rows.as_array().unwrap().iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(page("slug", 0, 9), ["vote", "- vote-ar", "- vote-de", "- vote-pt", "zebra"]);
    assert_eq!(page("headline", 0, 9).first().unwrap(), "zebra");
    assert_eq!(page("slug", 3, 1), ["- vote-pt"]);
    assert!(page("newest", 0, 9).iter().all(|row| !row.starts_with('-')));
    room.call("article_move", json!({ "article": original, "to": "spiked", "why": "no", "override": false }));
    let open = room.call("article_list", json!({ "sort": "slug", "not_published": true }));
    assert!(open["rows"].as_array().unwrap().iter().all(|row| row["nested"] == false && row["slug"] != "vote"), "{open}");
    assert_eq!(open["rows"][0]["translation_of"], "vote");
    room.call("translation_link", json!({ "article": open["rows"][0]["id"], "original": null }));
    assert_eq!(page("slug", 0, 9), ["vote", "- vote-de", "- vote-pt", "vote-ar", "zebra"]);
    assert!(!other.is_null());
}

#[test]
fn pieces_are_linked_and_parted_and_never_in_a_ring() {
    let room = Room::new();
    let original = room.import("vote.md", PIECE);
    let other = room.import("voto.md", "# O voto\n\nO concelho reuniu e votou de novo sobre os barcos da noite.\n");
    room.field(&other, "lang", json!("pt"));
    room.call("translation_link", json!({ "article": other, "original": original }));
    assert_eq!(versions(&room, &other).len(), 2);
    assert!(
        versions(&room, &original)[1].2.starts_with("Waits for the original, which is in draft"),
        "{:?}",
        versions(&room, &original)
    );
    for (article, to) in [(&original, &original), (&original, &other)] {
        assert_eq!(room.refused("translation_link", json!({ "article": article, "original": to })).code, "usage");
    }
    room.call("translation_link", json!({ "article": other, "original": null }));
    assert!(versions(&room, &original).is_empty());
    let history = room.call("history_list", json!({ "article": other, "limit": 9 })).to_string();
    assert!(history.contains("Is a translation of vote.") && history.contains("no longer a translation"), "{history}");
}
