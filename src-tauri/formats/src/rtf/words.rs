//! What the control words of a rich text file do: destinations, paragraphs, the look of letters, signs.

use encoding_rs::Encoding;
use stet_document::Failure;

use super::body::Body;
use super::state::{Ends, Para, Place};
use super::{Reading, codes};
use crate::docx::language;
use crate::docx::styles::{Kind, Look, is_colour};

impl Reading {
    fn goes(&mut self, place: Place, ends: Ends) {
        self.gathered.clear();
        self.state.place = place;
        self.state.ends = ends;
    }

    /// A first word that says where the group's words go; whether it is one.
    pub(super) fn destination(&mut self, word: &str) -> Result<bool, Failure> {
        let shows = self.state.place == Place::Text;
        match word {
            "fonttbl" => self.goes(Place::Fonts, Ends::Nothing),
            "colortbl" => self.goes(Place::Colours, Ends::Nothing),
            "stylesheet" => self.goes(Place::StyleSheet, Ends::Nothing),
            "revtbl" => self.goes(Place::Revisers, Ends::Nothing),
            "info" | "nonshppict" | "shprslt" | "xe" | "tc" | "tcn" | "rxe" | "txe" | "objdata" | "objclass" | "filetbl"
            | "nonesttables" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "template" | "listtable"
            | "listoverridetable" | "fldtype" | "bkmkstart" | "bkmkend" | "datafield" | "formfield" => {
                self.goes(Place::Passed, Ends::Nothing);
            }
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                self.goes(Place::Told("page-text"), Ends::Told("page-text"));
            }
            "footnote" if shows => return self.footnote().map(|()| true),
            "shptxt" | "dptxbxtext" => self.text_box(),
            "shpinst" | "do" | "picprop" | "upr" => self.state.place = Place::Nowhere,
            "ud" => self.state.place = Place::Text,
            "pict" => {
                self.flush();
                let alt = std::mem::take(&mut self.picture.alt);
                self.picture = super::Picture { alt, ..super::Picture::default() };
                self.goes(Place::Picture, Ends::Picture);
            }
            "sp" => self.state.place = Place::Nowhere,
            "sn" => self.goes(Place::PropertyName, Ends::Nothing),
            "sv" => {
                self.property = std::mem::take(&mut self.gathered).trim().to_owned();
                self.goes(Place::PropertyValue, Ends::Property);
            }
            "field" => {
                self.instructions.push(String::new());
                self.state.ends = Ends::Field;
            }
            "fldinst" => self.goes(Place::Instruction, Ends::Instruction),
            "fldrslt" => self.field_result(),
            "listtext" | "pntext" if shows => self.goes(Place::ListSign, Ends::ListSign),
            "atnauthor" => self.goes(Place::Author, Ends::Author),
            "annotation" => {
                self.goes(Place::Comment, Ends::Comment);
                self.state.look = Look::default();
            }
            "object" => self.paper.tell.count("embedded-object"),
            "mmath" | "moMathPara" => self.paper.tell.count("formula"),
            "shppict" | "shp" | "moMath" | "result" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn footnote(&mut self) -> Result<(), Failure> {
        if self.bodies.len() > 1 {
            self.goes(Place::Told("note-content"), Ends::Told("note-content"));
            return Ok(());
        }
        self.flush();
        let Some(body) = self.bodies.last_mut() else { return Ok(()) };
        let number = self.paper.note(&mut body.line);
        self.bodies.push(Body::default());
        self.state.ends = Ends::Note(number);
        self.state.para = Para::default();
        self.state.look = self.lang.clone();
        (self.state.link, self.state.deleted, self.state.inserted) = (None, false, false);
        Ok(())
    }

    fn text_box(&mut self) {
        if self.bodies.len() > 8 {
            self.goes(Place::Told("text-box"), Ends::Told("text-box"));
            return;
        }
        self.flush();
        self.bodies.push(Body::default());
        self.state.place = Place::Text;
        self.state.ends = Ends::TextBox;
        self.state.para = Para::default();
        self.state.look = self.lang.clone();
    }

    fn field_result(&mut self) {
        let instruction = self.instructions.last().cloned().unwrap_or_default();
        let mut words = instruction.split_whitespace();
        match words.next().map(str::to_uppercase).as_deref() {
            Some("HYPERLINK") => {
                let rest = instruction.trim_start().split_once(char::is_whitespace).map(|(_, rest)| rest.trim()).unwrap_or("");
                let target = match rest.strip_prefix('"') {
                    Some(quoted) => quoted.split('"').next(),
                    None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\')),
                };
                self.state.link = target.filter(|target| !target.is_empty()).map(str::to_owned);
            }
            Some("TOC" | "INDEX") => self.goes(Place::Told("contents"), Ends::Told("contents")),
            _ => {}
        }
    }

    /// `\~`, `\-`, `\_` and the like.
    pub(super) fn sign(&mut self, sign: u8) -> Result<(), Failure> {
        match sign {
            b'*' => {
                self.state.starred = true;
                Ok(())
            }
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("\u{2011}"),
            b'-' => self.say("\u{ad}"),
            _ => Ok(()),
        }
    }

    /// Any other word.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), Failure> {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        match word {
            "par" | "sect" | "nestcell" => self.paragraph_end()?,
            "line" | "lbr" => self.line_break()?,
            "tab" | "nesttab" => {
                if self.state.place == Place::Text {
                    self.paper.tell.count("tab");
                }
                self.say(" ")?;
            }
            "cell" | "row" => self.table_end(word),
            "trowd" | "cellx" | "clmrg" => {
                if let Some(body) = self.bodies.last_mut() {
                    match word {
                        "trowd" => body.define_row(),
                        "cellx" => body.define_cell(value),
                        _ => body.join_cell(),
                    }
                }
            }
            "pard" => self.state.para = Para::default(),
            "intbl" => self.state.para.in_table = on,
            "rtlpar" => self.state.para.rtl = true,
            "ltrpar" => self.state.para.rtl = false,
            "ilvl" => self.state.para.depth = u32::try_from(value).unwrap_or(0),
            "s" if self.state.place == Place::StyleSheet => self.style.0 = value,
            "s" => self.state.para.kind = self.styles.get(&value).copied().unwrap_or_default(),
            "outlinelevel" => {
                let level = u8::try_from(value).ok().filter(|level| *level < 9);
                if self.state.place == Place::StyleSheet {
                    self.style.1 = level;
                } else if let (Kind::Plain, Some(level)) = (self.state.para.kind, level) {
                    self.state.para.kind = Kind::Heading((level + 1).min(6));
                }
            }
            "u" => self.unicode(value)?,
            "uc" => self.state.skip = u32::try_from(value).unwrap_or(1).min(16),
            "ansicpg" => self.page = codes::of_page(value).unwrap_or(self.page),
            "mac" => self.page = Encoding::for_label(b"macintosh").unwrap_or(self.page),
            "red" => self.colour.0 = u8::try_from(value).unwrap_or(0),
            "green" => self.colour.1 = u8::try_from(value).unwrap_or(0),
            "blue" => self.colour.2 = u8::try_from(value).unwrap_or(0),
            "f" if self.state.place == Place::Fonts => self.font = value,
            "f" => self.state.page = self.fonts.get(&value).copied(),
            "fcharset" | "cpg" => {
                let found = if word == "cpg" { codes::of_page(value) } else { codes::of_charset(value) };
                if let Some(encoding) = found.filter(|_| self.fonts.len() < 10_000) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "deflang" => self.state.look = std::mem::take(&mut self.state.look).with_language(value),
            "revauth" | "revauthdel" => self.state.reviser = usize::try_from(value).unwrap_or(0),
            "revised" => self.state.inserted = on,
            "deleted" => self.state.deleted = on,
            _ => return self.letter_or_look(word, number),
        }
        if word == "deflang" {
            self.lang = self.state.look.clone();
        }
        Ok(())
    }

    fn letter_or_look(&mut self, word: &str, number: Option<i32>) -> Result<(), Failure> {
        let letter = match word {
            "emdash" => "\u{2014}",
            "endash" => "\u{2013}",
            "lquote" => "\u{2018}",
            "rquote" => "\u{2019}",
            "ldblquote" => "\u{201c}",
            "rdblquote" => "\u{201d}",
            "bullet" => "\u{2022}",
            "emspace" => "\u{2003}",
            "enspace" => "\u{2002}",
            "qmspace" => "\u{2005}",
            "zwj" => "\u{200d}",
            "zwnj" => "\u{200c}",
            "ltrmark" => "\u{200e}",
            "rtlmark" => "\u{200f}",
            _ => {
                self.look(word, number);
                return Ok(());
            }
        };
        self.say(letter)
    }

    fn look(&mut self, word: &str, number: Option<i32>) {
        let on = Some(number != Some(0));
        let value = number.unwrap_or(0);
        let colour = |value: i32| {
            let found = usize::try_from(value).ok().and_then(|at| self.colours.get(at)).copied();
            found.is_some_and(|(red, green, blue)| is_colour(&format!("{red:02X}{green:02X}{blue:02X}")))
        };
        let coloured = match word {
            "cf" | "highlight" | "cb" | "chcbpat" => Some(colour(value)),
            _ => None,
        };
        let look = &mut self.state.look;
        match word {
            "plain" => {
                *look = self.lang.clone();
                self.state.page = None;
            }
            "b" => look.bold = on,
            "i" => look.italic = on,
            "strike" | "striked" => look.strike = on,
            "scaps" => look.small_caps = on,
            "caps" => look.caps = on,
            "v" => look.hidden = on,
            "super" => look.vertical = (on == Some(true)).then(|| "superscript".to_owned()),
            "sub" => look.vertical = (on == Some(true)).then(|| "subscript".to_owned()),
            "up" | "dn" if value == 0 => look.vertical = None,
            "nosupersub" => look.vertical = None,
            "ul" | "uld" | "uldb" | "ulw" | "uldash" | "ulwave" | "ulth" => look.underline = on,
            "ulnone" => look.underline = None,
            "cf" | "highlight" | "cb" | "chcbpat" => look.coloured = coloured,
            "lang" | "langfe" | "alang" => *look = std::mem::take(look).with_language(value),
            _ => {}
        }
    }

    fn unicode(&mut self, value: i32) -> Result<(), Failure> {
        self.skipping = self.state.skip;
        let unit = u32::try_from(if value < 0 { value.saturating_add(65_536) } else { value }).unwrap_or(0xfffd);
        if let Ok(high @ 0xd800..=0xdbff) = u16::try_from(unit) {
            self.surrogate = Some(high);
            return Ok(());
        }
        let letter = match (self.surrogate.take(), unit) {
            (Some(high), 0xdc00..=0xdfff) => {
                char::from_u32(0x1_0000 + ((u32::from(high) - 0xd800) << 10) + (unit - 0xdc00)).unwrap_or('\u{fffd}')
            }
            // Signs of a symbol font stand in a private area.
            (_, 0xf020..=0xf0ff) if self.state.place == Place::ListSign => '\u{2022}',
            (_, unit) => char::from_u32(unit).unwrap_or('\u{fffd}'),
        };
        let mut bytes = [0; 4];
        self.say(letter.encode_utf8(&mut bytes))
    }

    fn paragraph_end(&mut self) -> Result<(), Failure> {
        match self.state.place {
            Place::Text => {
                self.flush();
                // A paragraph whose end was deleted goes on in the next.
                if self.state.deleted {
                    return Ok(());
                }
                let para = self.state.para.clone();
                if let Some(body) = self.bodies.last_mut() {
                    body.end_paragraph(&para);
                }
                Ok(())
            }
            _ => self.say("\n"),
        }
    }

    fn line_break(&mut self) -> Result<(), Failure> {
        if self.state.place != Place::Text {
            return self.say("\n");
        }
        self.flush();
        if let Some(body) = self.bodies.last_mut() {
            body.line.push_str("<br>");
        }
        Ok(())
    }

    fn table_end(&mut self, word: &str) {
        if self.state.place != Place::Text {
            return;
        }
        self.flush();
        let para = self.state.para.clone();
        if let Some(body) = self.bodies.last_mut() {
            if word == "cell" { body.end_cell(&para) } else { body.end_row() }
        }
    }
}

impl Look {
    /// The same with a language by its Windows number, for the letters that it can be true of.
    fn with_language(mut self, number: i32) -> Self {
        if let Some(tag) = codes::language(number) {
            if language::is_rtl(tag) {
                self.lang_rtl = Some(tag.to_owned());
            } else if ["zh", "ja", "ko"].contains(&language::primary(tag).as_str()) {
                self.lang_asian = Some(tag.to_owned());
            } else {
                self.lang = Some(tag.to_owned());
            }
        }
        self
    }
}
