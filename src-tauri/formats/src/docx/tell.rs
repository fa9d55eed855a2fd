//! What the reader of Word documents lists as left out: each change, comment and mark with its place; small things by their number.

use std::collections::BTreeMap;

use crate::types::LeftOut;

/// Places listed one by one for one code; beyond it one line counts the rest.
const MOST: usize = 300;
/// Highlights and coloured words: some writers colour every other line.
const MOST_COLOURED: usize = 60;

/// Collects what was left out.
#[derive(Debug, Default)]
pub struct Tell {
    placed: Vec<LeftOut>,
    counts: BTreeMap<&'static str, (u32, String)>,
    /// The entry that goes on when the next stretch touches it.
    open: Option<usize>,
}

impl Tell {
    /// A stretch of text with its place. It joins the entry before when nothing lay between and code, place and sentence are the same.
    pub fn stretch(&mut self, code: &str, message: &str, block: &str, text: &str) {
        if let Some(last) = self.open.and_then(|open| self.placed.get_mut(open))
            && last.code == code
            && last.block.as_deref() == Some(block)
            && last.message == message
        {
            last.text.push_str(text);
            return;
        }
        self.placed.push(LeftOut::new(code, message).at(block).with_text(text));
        self.open = Some(self.placed.len() - 1);
    }

    /// Ordinary text came: the next stretch is a new one.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// One thing with its place and words.
    pub fn place(&mut self, code: &str, message: impl Into<String>, block: Option<&str>, text: &str) {
        let mut one = LeftOut::new(code, message).with_text(text);
        one.block = block.map(str::to_owned);
        self.placed.push(one);
        self.open = None;
    }

    /// One more of a kind that is only counted.
    pub fn count(&mut self, code: &'static str) {
        self.count_text(code, "");
    }

    /// One more of a kind that is only counted, with its words.
    pub fn count_text(&mut self, code: &'static str, text: &str) {
        let (count, words) = self.counts.entry(code).or_default();
        *count = count.saturating_add(1);
        if !text.is_empty() {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(text);
        }
    }

    /// Everything, in order.
    pub fn finish(self) -> Vec<LeftOut> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut more: BTreeMap<String, LeftOut> = BTreeMap::new();
        let mut all = Vec::new();
        for one in self.placed.into_iter().filter(|one| {
            !one.text.is_empty() || !matches!(one.code.as_str(), "tracked-insertion" | "tracked-deletion" | "highlight")
        }) {
            let number = seen.entry(one.code.clone()).or_default();
            *number += 1;
            if *number <= if one.code == "highlight" { MOST_COLOURED } else { MOST } {
                all.push(one);
                continue;
            }
            let rest =
                more.entry(one.code.clone()).or_insert_with(|| LeftOut::new(&one.code, "More of them, further on.").times(0));
            rest.count += 1;
            rest.text.push_str(&one.text);
            rest.text.push('\n');
        }
        all.extend(more.into_values());
        for (code, (count, text)) in self.counts {
            all.push(LeftOut::new(code, sentence(code, count)).times(count).with_text(text));
        }
        all
    }
}

fn sentence(code: &str, count: u32) -> String {
    let many = count != 1;
    let of = |one: &str, more: &str| if many { format!("{count} {more}") } else { format!("1 {one}") };
    match code {
        "tab" => format!("{} made a space.", of("tab was", "tabs were")),
        "underline" => {
            format!("{} set plain: the article has no underlining.", of("underlined stretch was", "underlined stretches were"))
        }
        "capitals" => format!("{} set in capitals by Word; the letters were kept as typed.", of("stretch was", "stretches were")),
        "format-change" => format!("{} taken as made.", of("tracked change of format was", "tracked changes of format were")),
        "macro" => "The file has macros; they were not run and not kept.".to_owned(),
        "embedded-object" => format!("{} left out.", of("embedded object was", "embedded objects were")),
        "control" => format!("{} left out.", of("form control was", "form controls were")),
        "chunk" => format!("{} in another format inside the file, not read.", of("part is", "parts are")),
        "external-template" => "The file names a template elsewhere; it was not fetched.".to_owned(),
        "external-picture" => format!("{} not in the file but elsewhere; nothing was fetched.", of("picture is", "pictures are")),
        "picture-kind" => format!("{} of a kind that Stet does not show; ask for PNG or JPEG.", of("picture is", "pictures are")),
        "picture-missing" => format!("{} missing from the file.", of("picture is", "pictures are")),
        "chart" => format!("{} left out; ask for a picture.", of("chart was", "charts were")),
        "diagram" => format!("{} left out; ask for a picture.", of("diagram was", "diagrams were")),
        "formula" => format!("{} kept as plain text.", of("formula was", "formulas were")),
        "contents" => "The table of contents was left out.".to_owned(),
        "page-text" => "What stands at the head or foot of each page was left out.".to_owned(),
        "link" => format!("{} no address of a page, mail or telephone; the words were kept.", of("link has", "links have")),
        "list-count" => format!("{} counted in another way; plain numbers were set.", of("list item is", "list items are")),
        "heading-number" => format!("{} numbered by Word; the number is not in the text.", of("heading is", "headings are")),
        "heading-depth" => format!("{} deeper than the article has; set at the lowest.", of("heading is", "headings are")),
        "note-paragraphs" => format!("{} of several paragraphs; they were joined with line breaks.", of("note is", "notes are")),
        "note-content" => format!("{} pictures or tables; only their words were kept.", of("note has", "notes have")),
        "note-mark" => format!("{} a mark of its own; notes are numbered.", of("note has", "notes have")),
        "ruby" => "Reading aids over letters were left out.".to_owned(),
        "form-field" => {
            format!("{} kept with the words that ask for filling in.", of("unfilled form field was", "unfilled form fields were"))
        }
        "symbol" => format!("{} from a font of signs, unknown to Stet.", of("sign was left out,", "signs were left out,")),
        "other" => "Something that Stet does not know was left out.".to_owned(),
        _ => format!("{} left out.", of("thing was", "things were")),
    }
}
