//! WordPress' export file and whole folders on their way in, by the commands that the window and the command line use.

use crate::support::Room;
use serde_json::{Value, json};

fn item(id: u32, title: &str, status: &str, content: &str, more: &str) -> String {
    format!(
        "<item><title><![CDATA[{title}]]></title><link>https://review.example/{id}/</link><dc:creator><![CDATA[ana]]></dc:creator>\
         <content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>\
         <wp:post_id>{id}</wp:post_id><wp:post_date><![CDATA[2024-05-0{} 07:30:00]]></wp:post_date>\
         <wp:post_date_gmt><![CDATA[2024-05-0{} 06:30:00]]></wp:post_date_gmt><wp:post_name><![CDATA[piece-{id}]]></wp:post_name>\
         <wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[post]]></wp:post_type>\
         <category domain=\"category\" nicename=\"harbour\"><![CDATA[Harbour]]></category>\
         <category domain=\"post_tag\" nicename=\"boats\"><![CDATA[boats]]></category>{more}</item>",
        id % 9 + 1,
        id % 9 + 1
    )
}

fn export(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>The Old Review</title><link>https://review.example</link>\
         <language>en-GB</language><wp:author><wp:author_login><![CDATA[ana]]></wp:author_login>\
         <wp:author_display_name><![CDATA[Ana Duarte]]></wp:author_display_name></wp:author>{items}</channel></rss>"
    )
}

fn three() -> String {
    let blocks = "<!-- wp:paragraph --><p>The council met.<sup data-fn=\"n-1\" class=\"fn\"><a href=\"#n-1\" id=\"n-1-link\">1</a></sup></p><!-- /wp:paragraph --><!-- wp:quote --><blockquote class=\"wp-block-quote\"><p>We stay.</p></blockquote><!-- /wp:quote --><!-- wp:latest-posts /--><!-- wp:footnotes /-->";
    let notes = "<wp:postmeta><wp:meta_key><![CDATA[footnotes]]></wp:meta_key><wp:meta_value><![CDATA[[{\"content\":\"Minutes, p. 4.\",\"id\":\"n-1\"}]]]></wp:meta_value></wp:postmeta>";
    let classic = "First line,\nsecond line.\n\nNext paragraph.[footnote]A plugin's note.[/footnote]\n\n[caption id=\"x\"]<img src=\"https://review.example/a.jpg\" alt=\"Quay\" /> The quay[/caption]\n\n[gallery ids=\"1,2\"]";
    export(&format!(
        "{}{}{}<item><title>Menu</title><wp:post_id>77</wp:post_id><wp:post_type>nav_menu_item</wp:post_type><wp:status>publish</wp:status></item>\
         <item><title>a</title><wp:post_id>78</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status><wp:attachment_url>https://review.example/a.jpg</wp:attachment_url></item>",
        item(1, "Town: The vote &amp; the boats", "publish", blocks, notes),
        item(2, "A draft of old", "draft", classic, ""),
        item(3, "To come", "future", "Words.", ""),
    ))
}

fn read(room: &Room, name: &str, text: &str) -> Value {
    let token = room.file(name, text);
    room.call("import_read", json!({ "files": [token], "job": "" }))[0].clone()
}

#[test]
fn an_export_of_wordpress_comes_in_with_states_dates_authors_sections_and_notes() {
    let room = Room::new();
    let preview = read(&room, "site.xml", &three());
    assert_eq!(preview["format"], "wxr");
    let many = &preview["many"];
    assert_eq!((many["pieces"].clone(), many["published"].clone(), many["drafts"].clone()), (json!(3), json!(1), json!(1)));
    assert_eq!(
        (many["pictures"].clone(), many["passed_over"].clone(), many["site"].clone()),
        (json!(1), json!(1), json!("The Old Review"))
    );
    let report = room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    assert_eq!((report["added"].clone(), report["there"].clone()), (json!(3), json!(0)), "{report:#}");
    let codes: Vec<&str> = report["left_out"].as_array().unwrap().iter().map(|left| left["code"].as_str().unwrap()).collect();
    for code in ["made-block", "shortcode", "picture-remote"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }

    let get = |slug: &str| {
        let found = room.call("article_find", json!({ "slug": slug }));
        room.call("article_get", json!({ "article": found["article"] }))
    };
    let first = get("piece-1");
    assert_eq!(first["state"], "published");
    assert_eq!(first["fields"]["credits"][0]["name"], "Ana Duarte");
    assert_eq!((first["fields"]["section"].clone(), first["fields"]["tags"].clone()), (json!("Harbour"), json!(["boats"])));
    assert_eq!(first["fields"]["address"], "piece-1");
    assert_eq!(first["dates"]["printed"]["wall"], "2024-05-02");
    assert_eq!(first["dates"]["publish_at"]["instant"], "2024-05-02T06:30:00Z");
    let doc = first["doc"].as_str().unwrap();
    assert!(doc.contains("Minutes, p. 4.") && doc.contains("\"note\"") && doc.contains("We stay."), "{doc}");
    assert!(doc.contains("Town: The vote & the boats"), "{doc}");
    let second = get("piece-2");
    assert_eq!(second["state"], "draft");
    let doc = second["doc"].as_str().unwrap();
    assert!(
        doc.contains("A plugin's note.") && !doc.contains("[footnote]") && !doc.contains("[gallery") && doc.contains("The quay"),
        "{doc}"
    );
    assert_eq!(get("piece-3")["dates"]["planned"]["instant"], "2024-05-04T06:30:00Z");
    let history = room.call("history_list", json!({ "article": first["id"], "limit": 20 })).to_string();
    assert!(
        history.contains("Imported from The Old Review, where it was published on 2024-05-02; no gate was asked."),
        "{history}"
    );

    let again = read(&room, "site.xml", &three());
    let report = room.call("wxr_add", json!({ "import": again["import"], "job": "" }));
    assert_eq!((report["added"].clone(), report["there"].clone()), (json!(0), json!(3)));
}

#[test]
fn an_address_that_is_taken_and_a_date_to_come_are_told() {
    let room = Room::new();
    let own = room.call("article_new", json!({ "headline": "Ours" }))["article"].clone();
    room.field(&own, "address", json!("piece-1"));
    let preview = read(&room, "site.xml", &three());
    let report = room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    let left = report["left_out"].as_array().unwrap();
    let told = |code: &str| left.iter().find(|left| left["code"] == code).unwrap_or_else(|| panic!("{code}: {left:?}"));
    assert_eq!((&told("address-taken")["text"], &told("address-taken")["count"]), (&json!("piece-1"), &json!(1)));
    assert_eq!(told("scheduled")["count"], 1);
}

#[test]
fn what_went_out_in_the_second_of_two_equal_hours_comes_in_with_that_moment() {
    let room = Room::new();
    let text = export(&item(2, "Late", "publish", "Words.", ""))
        .replace("2024-05-03 06:30:00", "2024-10-27 01:30:00")
        .replace("2024-05-03 07:30:00", "2024-10-27 01:30:00");
    let preview = read(&room, "site.xml", &text);
    room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    let found = room.call("article_find", json!({ "slug": "piece-2" }));
    let date = room.call("article_get", json!({ "article": found["article"] }))["dates"]["publish_at"].clone();
    assert_eq!((&date["instant"], &date["fold"]), (&json!("2024-10-27T01:30:00Z"), &json!("later")), "{date}");
}

#[test]
fn an_archive_says_when_each_piece_was_changed_last_and_the_desk_is_backed_up_before() {
    let room = Room::new();
    let changed = "<wp:post_modified_gmt><![CDATA[2024-06-01 09:00:00]]></wp:post_modified_gmt>";
    let text =
        export(&format!("{}{}", item(1, "Changed", "publish", "Words.", changed), item(2, "As it was", "publish", "Words.", "")));
    let preview = read(&room, "site.xml", &text);
    room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    let backups = room.call("backup_list", json!({}));
    assert_eq!((backups.as_array().unwrap().len(), &backups[0]["why"]), (1, &json!("import")));
    assert_eq!(room.call("backup_pieces", json!({ "backup": backups[0]["id"] })), json!([]), "made before the first");
    let later = room.call("backup_make", json!({}));
    let modified = || {
        let pieces = room.call("backup_pieces", json!({ "backup": room.call("backup_make", json!({}))["id"] }));
        pieces.as_array().unwrap().iter().map(|piece| piece["modified"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(later["sound"].as_bool().unwrap());
    room.at("2026-11-25T12:00:01Z");
    assert_eq!(modified(), ["2024-06-01T09:00:00Z", "2024-05-03T06:30:00Z"]);
    // What no reader sees changes nothing of that, and what a reader sees does.
    let article = room.call("article_find", json!({ "slug": "piece-1" }))["article"].clone();
    room.field(&article, "tags", json!(["boats", "night"]));
    room.field(&article, "slug", json!("night-boats"));
    room.at("2026-11-25T12:00:02Z");
    assert_eq!(modified(), ["2024-06-01T09:00:00Z", "2024-05-03T06:30:00Z"]);
    room.call("article_move", json!({ "article": article, "to": "correcting" }));
    room.field(&article, "preface", json!("First printed in 2024."));
    room.at("2026-11-25T12:00:03Z");
    assert_eq!(modified()[0], "2026-11-25T12:00:02Z");
}

#[test]
fn what_stood_behind_a_password_comes_as_a_draft() {
    let room = Room::new();
    let locked = "<wp:post_password><![CDATA[sesame]]></wp:post_password>";
    let preview = read(&room, "site.xml", &export(&item(1, "For members", "publish", "Words.", locked)));
    assert_eq!((&preview["many"]["published"], &preview["many"]["drafts"]), (&json!(0), &json!(1)));
    let report = room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    let told = report["left_out"].as_array().unwrap().iter().find(|left| left["code"] == "password").unwrap().clone();
    assert_eq!(told["message"], "The post was behind a password, which is not kept; it comes as a draft.");
    let article = room.call("article_find", json!({ "slug": "piece-1" }))["article"].clone();
    assert_eq!(room.call("article_get", json!({ "article": article }))["state"], "draft");
    let history = room.call("history_list", json!({ "article": article, "limit": 9 })).to_string();
    assert!(history.contains("where it was behind a password; no gate was asked."), "{history}");
}

#[test]
fn addresses_in_every_script_are_kept_as_they_are_read_and_one_that_is_taken_is_told() {
    let room = Room::new();
    let named = |id: u32, name: &str| item(id, "Title", "publish", "Words.", "").replace(&format!("piece-{id}"), name);
    let text = export(&format!(
        "{}{}{}",
        named(1, "%d8%a7%d9%84%d9%88%d8%b1%d9%82-%d9%88%d8%a7%d9%84%d8%a8%d8%ad%d8%b1"),
        named(2, "the-vote"),
        named(3, "the-vote"),
    ));
    let preview = read(&room, "site.xml", &text);
    let report = room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    let address = |slug: &str| {
        let found = room.call("article_find", json!({ "slug": slug }));
        room.call("article_get", json!({ "article": found["article"] }))["fields"]["address"].clone()
    };
    assert_eq!(address("الورق-والبحر"), "الورق-والبحر");
    assert_eq!((address("the-vote"), address("the-vote-2")), (json!("the-vote"), json!("")));
    let told = report["left_out"].as_array().unwrap().iter().find(|left| left["code"] == "address-taken").unwrap().clone();
    assert_eq!((&told["text"], &told["count"]), (&json!("the-vote"), &json!(1)));
    // The same for a file with an address of its own.
    let token = room.file("vote.md", "---\ntitle: Vote\naddress: the-vote\n---\n\nWords.\n");
    let one = room.call("import_read", json!({ "files": [token], "job": "" }))[0].clone();
    let told = one["left_out"].as_array().unwrap().iter().find(|left| left["code"] == "address-taken");
    assert!(told.is_some() && one["fields"]["address"] == "", "{one}");
}

#[test]
fn drafts_arrive_where_the_desks_own_workflow_begins() {
    let room = Room::new();
    let mut flow = room.call("workflow_get", json!({}));
    flow["states"].as_array_mut().unwrap().retain(|state| state["id"] != "draft" && state["id"] != "pitch");
    flow["transitions"]
        .as_array_mut()
        .unwrap()
        .retain(|step| !["draft", "pitch"].iter().any(|gone| step["from"] == *gone || step["to"] == *gone));
    room.call("workflow_set", flow);
    let preview = read(&room, "site.xml", &three());
    room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    let state = |slug: &str| {
        let found = room.call("article_find", json!({ "slug": slug }));
        room.call("article_get", json!({ "article": found["article"] }))["state"].clone()
    };
    assert_eq!(state("piece-2"), "editing");
    let made = room.call("backup_make", json!({}));
    let article = room.call("article_find", json!({ "slug": "piece-2" }))["article"].clone();
    let taken = room.call("backup_take", json!({ "backup": made["id"], "article": article, "fresh": true }));
    assert_eq!(state(taken["slug"].as_str().unwrap()), "editing");
}

#[test]
fn a_cut_or_hostile_export_tells_why_and_keeps_what_stood_before() {
    let room = Room::new();
    let whole = three();
    let cut = &whole[..whole.find("To come").unwrap()];
    let preview = read(&room, "cut.xml", cut);
    assert_eq!(preview["many"]["pieces"], 2);
    assert_eq!(preview["many"]["failure"]["code"], "damaged");
    let report = room.call("wxr_add", json!({ "import": preview["import"], "job": "" }));
    assert_eq!((report["added"].clone(), report["failure"]["code"].clone()), (json!(2), json!("damaged")));
    let doctype = whole.replace("<rss", "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss");
    assert_eq!(read(&room, "xxe.xml", &doctype)["failure"]["code"], "hostile");
    let deep = whole.replace("<wp:author>", &"<a>".repeat(100_000));
    assert_eq!(read(&room, "deep.xml", &deep)["failure"]["code"], "hostile");
}

#[test]
fn a_folder_is_read_file_by_file_with_what_is_refused_and_what_is_there_already() {
    let room = Room::new();
    std::fs::create_dir_all(room.path("in/deeper")).unwrap();
    room.file("in/one.md", format!("# The night boats\n\n{}\n", "The night boats of the harbour leave when everybody sleeps. Their crews come from five villages and are paid by the tide, as their fathers were. Nobody has asked them how many passengers they carry in winter, and the council, which pays for the lamps, has never counted. This spring it will. ".repeat(2)));
    room.file(
        "in/deeper/two.md",
        "# A second thing\n\nWords of the second thing, quite other ones, and enough of them to tell.\n",
    );
    room.file("in/broken.docx", "no document at all");
    room.file("in/.hidden.md", "# Canary\n\nHidden.\n");
    let folder = room.path("in");
    let token = || room.session.token(&folder).unwrap().token;
    let previews = room.call("import_read", json!({ "files": [token()], "job": "" }));
    let names: Vec<&str> = previews.as_array().unwrap().iter().map(|preview| preview["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["broken.docx", "deeper/two.md", "one.md"]);
    assert_eq!(previews[0]["failure"]["code"], "damaged");
    room.call("import_add", json!({ "import": previews[2]["import"] }));
    let again = room.call("import_read", json!({ "files": [token()], "job": "" }));
    assert_eq!(again[2]["copy_of"][0]["words_changed"], 0);
    assert!(again[1]["copy_of"].as_array().unwrap().is_empty());
}
