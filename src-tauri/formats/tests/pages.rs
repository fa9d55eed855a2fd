//! Pages as programs write them: notes in their shapes, Word's and Google's styles, what a page says of itself, hostile links.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use stet_document::{Block, Inline, ListKind, Mark, arbitrary, text};
use stet_formats::{Imported, ReadOptions, Source};

fn read(name: &str, bytes: &str) -> Imported {
    let mut random = arbitrary::numbers(7);
    let mut options = ReadOptions {
        without: Vec::new(),
        parts: Default::default(),
        lang: "en".to_owned(),
        random: &mut random,
        progress: &|_, _| true,
    };
    stet_formats::read(&Source { name, bytes: bytes.as_bytes() }, &mut options).unwrap().remove(0)
}

fn notes(piece: &Imported) -> Vec<String> {
    stet_formats::fair::notes(&piece.document).0.iter().map(|note| stet_formats::fair::plain(&note.inlines)).collect()
}

#[test]
fn notes_are_found_in_every_shape_that_programs_write() {
    let shapes = [
        (
            "WordPress",
            r##"<p>One<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup> two<sup data-fn="b2" class="fn"><a href="#b2" id="b2-link">2</a></sup>.</p><ol class="wp-block-footnotes"><li id="a1">First note. <a href="#a1-link" aria-label="Jump to footnote reference 1">↩︎</a></li><li id="b2">Second note. <a href="#b2-link">↩︎</a></li></ol>"##,
        ),
        (
            "Substack",
            r##"<p>One<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="https://x.substack.com/p/y#footnote-1" target="_self">1</a> two<a class="footnote-anchor" id="footnote-anchor-2" href="#footnote-2">2</a>.</p><div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>First note.</p></div></div><div class="footnote"><a id="footnote-2" href="#footnote-anchor-2" class="footnote-number">2</a><div class="footnote-content"><p>Second note.</p></div></div>"##,
        ),
        (
            "Google Docs",
            r##"<p><span>One</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span> two</span><sup><a href="#ftnt2" id="ftnt_ref2">[2]</a></sup>.</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;First note.</span></p></div><div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span>&nbsp;Second note.</span></p></div>"##,
        ),
        (
            "Word",
            r##"<p class=MsoNormal>One<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> two<a href="#_ftn2" name="_ftnref2"><span class=MsoFootnoteReference>[2]</span></a>.</p><div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> First note.</p></div><div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2"><span>[2]</span></a> Second note.</p></div></div>"##,
        ),
        (
            "LibreOffice",
            r##"<p>One<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> two<a class="sdfootnoteanc" name="sdfootnote2anc" href="#sdfootnote2sym"><sup>2</sup></a>.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>First note.</p></div><div id="sdfootnote2"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote2sym" href="#sdfootnote2anc">2</a>Second note.</p></div>"##,
        ),
        (
            "pandoc",
            r##"<p>One<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> two<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a>.</p><section class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr /><ol><li id="fn1"><p>First note.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li><li id="fn2"><p>Second note.<a href="#fnref2" role="doc-backlink">↩︎</a></p></li></ol></section>"##,
        ),
        (
            "a wiki",
            r##"<p>One<sup class="reference" id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup> two<sup id="cite_ref-2"><a href="#cite_note-2">[2]</a></sup>.</p><h2>References</h2><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span class="reference-text">First note.</span></li><li id="cite_note-2"><span class="mw-cite-backlink"><a href="#cite_ref-2">^</a></span> <span class="reference-text">Second note.</span></li></ol>"##,
        ),
        (
            "old pages",
            r##"<p>One<a name="r1" href="#n1">[1]</a> two<a name="r2" href="#n2">[2]</a>.</p><p><b>Notes</b></p><p><a name="n1" href="#r1">[1]</a> First note.</p><p><a name="n2" href="#r2">[2]</a> Second note.</p>"##,
        ),
    ];
    for (program, body) in shapes {
        let piece = read("x.html", &format!("<html lang=en><body>{body}</body></html>"));
        assert_eq!(notes(&piece), ["First note.", "Second note."], "{program}");
        let body: Vec<String> = stet_document::blocks::blocks(&piece.document)
            .into_iter()
            .filter(|block| block.part == stet_document::Part::Body)
            .map(|block| block.text)
            .collect();
        assert_eq!(body.join("|"), "One\u{fffc} two\u{fffc}.", "{program}");
    }
}

#[test]
fn styles_say_what_words_are() {
    let google = read(
        "x.html",
        r#"<style>.c1{font-weight:700}.c2{font-style:italic}.c3{font-weight:400}</style><b style="font-weight:normal" id="docs-internal-guid-1"><p><span class="c1">Bold</span><span class="c3"> plain </span><span style="font-style:italic;font-variant:small-caps">both</span><span style="vertical-align:super">2</span></p></b>"#,
    );
    let Block::Paragraph(text) = &google.document.body[0] else { panic!("{:?}", google.document.body) };
    let marks: Vec<(&str, Vec<&str>)> = text
        .inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, marks } => (text.as_str(), marks.iter().map(Mark::name).collect()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        marks,
        [("Bold", vec!["strong"]), (" plain ", vec![]), ("both", vec!["emphasis", "small_caps"]), ("2", vec!["sup"])]
    );
    let word = read(
        "x.html",
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>One</p>\n<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a.</span>Inner</p>\n<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Two</p>",
    );
    let Block::List { kind: ListKind::Numbered, items, .. } = &word.document.body[0] else { panic!("{:?}", word.document.body) };
    assert_eq!((items.len(), items[0].blocks.len()), (2, 2));
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    let piece = read(
        "x.html",
        "<p onclick=x>Read <a href=' java\nscript:alert(1)'>this</a>, <a href='data:text/html,x'>that</a> and <a href='HTTPS://example.org'>here</a><script>alert(2)</script><img src='https://tracker.example/x.png' alt='A boat'></p><iframe src='https://www.youtube.com/embed/x' title='Film'></iframe><form><input name=nodeName></form>",
    );
    let json = piece.document.to_json();
    assert!(
        !json.contains("script:") && !json.contains("data:") && !json.contains("tracker") && !json.contains("alert"),
        "{json}"
    );
    assert!(json.contains("HTTPS://example.org") && json.contains("A boat") && json.contains("youtube"));
    for code in ["link-unsafe", "picture-remote", "script", "form"] {
        assert!(piece.left_out.iter().any(|left| left.code == code), "{code}: {:?}", piece.left_out);
    }
    let markdown = read(
        "x.md",
        "Typed <script>alert(1)</script> and <NASA> and [a](javascript:x) ![boat](https://tracker.example/x.png)\n\n<iframe>\n\nThe rest.\n",
    );
    let shown = text::plain(&markdown.document);
    assert!(shown.contains("<script>alert(1)</script>") && shown.contains("<NASA>") && shown.contains("The rest."), "{shown}");
}

#[test]
fn what_a_page_says_of_itself_goes_to_its_fields() {
    let piece = read(
        "x.html",
        r#"<html lang="pt-PT"><head><title>X | Site</title><meta property="article:published_time" content="2026-11-20T07:00:00Z"><meta name="author" content="Ana Duarte"><meta property="article:section" content="Cidade"><meta name="keywords" content="barcos, porto"></head><body><nav>Início Sobre</nav><article><h1>Quem perdeu?</h1><p>O texto.</p></article><footer>© 2026</footer></body></html>"#,
    );
    assert_eq!(
        (piece.fields.lang.as_str(), piece.fields.section.as_str(), piece.filed.as_deref()),
        ("pt-PT", "Cidade", Some("2026-11-20"))
    );
    assert_eq!((piece.fields.credits[0].name.as_str(), piece.fields.tags.len()), ("Ana Duarte", 2));
    assert_eq!(text::plain(&piece.document).split_whitespace().collect::<Vec<_>>().join(" "), "Quem perdeu? O texto.");
    let left = piece.left_out.iter().find(|left| left.code == "navigation").unwrap();
    assert!(left.text.contains("Início") && left.text.contains("2026"));
    let hugo = read(
        "x.md",
        "---\ntitle: 'Town: the vote'\nauthor: [Ana, Rui]\ndate: 2026-11-20\ntags: [a, b]\nlang: en-GB\ndescription: A standfirst.\nweight: 3\n---\n\nText {{< figure src=\"a.jpg\" caption=\"The quay\" >}}\n",
    );
    assert_eq!(stet_formats::fair::plain(&hugo.document.standfirst.inlines), "A standfirst.");
    assert_eq!((hugo.fields.credits.len(), hugo.filed.as_deref(), hugo.fields.lang.as_str()), (2, Some("2026-11-20"), "en-GB"));
    assert!(hugo.left_out.iter().any(|left| left.code == "front-matter" && left.text.contains("weight")));
}

#[test]
fn a_line_end_between_chinese_or_japanese_letters_is_no_space() {
    let piece = read("x.md", "更新です。\n詳細は、\nGitHub を\nご覧。\n\n한국어는\n띄어쓰기\n");
    let Block::Paragraph(text) = &piece.document.body[0] else { panic!() };
    assert_eq!(stet_formats::fair::plain(&text.inlines), "更新です。詳細は、 GitHub をご覧。");
    let Block::Paragraph(text) = &piece.document.body[1] else { panic!() };
    assert_eq!(stet_formats::fair::plain(&text.inlines), "한국어는 띄어쓰기");
}

#[test]
fn a_page_that_does_not_say_its_language_has_that_of_its_words() {
    let words = "Abdullah Ocalan, el líder independentista kurdo, desembarcó en Italia y pidió asilo político. El ex comunista se negó al pedido, y los dos países firmaron por fin el acuerdo con las condiciones del caso.";
    let piece = read("x.html", &format!("<h1>Una solución no violenta</h1><p>{words}</p>"));
    assert_eq!(piece.fields.lang, "es");
    assert!(piece.guesses.iter().any(|guess| guess.id == "lang"));
    assert_eq!(read("x.html", &format!("<html lang=en-GB><h1>Una solución no violenta</h1><p>{words}</p>")).fields.lang, "en-GB");
}

#[test]
fn what_sites_print_around_a_headline_is_no_kicker_no_standfirst_and_no_empty_item() {
    let body = "<p>Les députés ont adopté, mardi, le projet de loi sur le renseignement, qui est maintenant dans les mains du Sénat pour une première lecture; le vote final est attendu avant l’été.</p>";
    let piece = read(
        "x.html",
        &format!(
            "<html lang=fr><body><h1>Le projet de loi</h1><p>Le Monde | 04.05.2015 à 13h36 • Mis à jour le 05.05.2015 à 20h13 | Par Ana Duarte (avec Rui)</p><ul><li><button>Partager</button></li><li></li></ul>{body}"
        ),
    );
    assert!(piece.document.standfirst.inlines.is_empty(), "{:?}", piece.document.standfirst);
    assert!(!piece.document.body.iter().any(|block| matches!(block, Block::List { .. })));
    let dated = read("x.html", &format!("<html lang=de><body><p>08.04.2015 12:46</p><h1>Einmal und nie wieder</h1>{body}"));
    assert!(dated.document.kicker.inlines.is_empty());
    assert_eq!(dated.filed.as_deref(), Some("2015-04-08"));
}

#[test]
fn commands_to_a_site_generator_are_left_out_and_code_between_them_is_code() {
    let piece = read(
        "x.md",
        "---\ntitle: Ruby\n---\n{% assign release = site.data %}\n\nWords.\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n",
    );
    assert!(
        matches!(piece.document.body.as_slice(), [Block::Paragraph(_), Block::Code { language, .. }] if language == "ruby"),
        "{:?}",
        piece.document.body
    );
    assert!(piece.left_out.iter().any(|left| left.code == "shortcode" && left.text == "{% assign release = site.data %}"));
}

#[test]
fn a_quotation_in_another_language_keeps_it_and_its_attribution_goes_back() {
    let piece = read(
        "x.html",
        r#"<html lang=de><body><h1>Das Gedicht am Kai</h1><p>Darunter wechselt die Schrift, von links nach rechts.</p><blockquote lang=he><p>יורדי הים באניות</p><footer lang=de>Psalm 107</footer></blockquote><p lang=de>Danach.</p></body></html>"#,
    );
    let json = piece.document.to_json();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let quotation = document["content"].as_array().unwrap().iter().find(|block| block["type"] == "quotation").unwrap();
    assert_eq!(quotation["attrs"]["lang"], "he", "{json}");
    assert_eq!(quotation["content"][1]["attrs"]["lang"], "de", "{json}");
    let last = document["content"].as_array().unwrap().last().unwrap();
    assert!(last["attrs"]["lang"].is_null(), "{last}");
}
