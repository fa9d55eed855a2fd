//! What lists, boards and calendars ask of every piece, kept in memory beside the open desk: so that a filter or a sort over
//! 100,000 pieces costs a few milliseconds. Brought up to each snapshot by the rows of `change`. It is never written from; what a
//! row shows is read from the file (`list.rs`).

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::normalise;
use crate::store::Desk;

/// More changes than these at once, and all is read anew.
const MANY: usize = 2_000;
/// No instant is set.
pub const NONE: i64 = i64::MAX;

/// Words that many pieces have in common, each once. Number 0 is the empty one.
#[derive(Debug)]
pub struct Names {
    pub all: Vec<Name>,
    known: HashMap<String, u32>,
}

/// One of them, as written and made alike.
#[derive(Debug)]
pub struct Name {
    pub text: String,
    pub key: String,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self { all: Vec::new(), known: HashMap::new() };
        names.number(String::new());
        names
    }
}

impl Names {
    fn number(&mut self, text: String) -> u32 {
        if let Some(number) = self.known.get(&text) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(0);
        self.all.push(Name { key: normalise::normalise(&text), text: text.clone() });
        self.known.insert(text, number);
        number
    }

    /// The name of a number.
    pub fn text(&self, number: u32) -> &str {
        self.all.get(place(number)).map_or("", |name| name.text.as_str())
    }

    /// The number of a name, where a piece has or had it.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.known.get(text).copied()
    }
}

/// A number as a place in a list.
pub fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// One piece.
#[derive(Debug)]
pub struct Piece {
    /// `article.id`.
    pub row: i64,
    pub uuid: Box<str>,
    pub slug: Box<str>,
    pub label_key: Box<str>,
    pub author: u32,
    pub section: u32,
    pub lang: u32,
    pub state: u32,
    /// A person's id among `people`.
    pub with: u32,
    pub tags: Box<[u32]>,
    pub since: i64,
    /// Instants; [`NONE`]: not set.
    pub deadline: i64,
    pub planned: i64,
    pub publish_at: i64,
    pub embargo: i64,
    pub words: u32,
    /// Words in notes.
    pub notes: u32,
    pub errors: u32,
    pub flags: u32,
    pub placeholders: u32,
    pub picture: bool,
    /// `article.id` of the piece that it is a translation of; 0: of none.
    pub original: i64,
    pub series: u32,
    /// 0: none was agreed.
    pub target_words: u32,
}

impl Piece {
    /// When it goes out, else when that is planned; [`NONE`]: neither is set.
    pub fn goes_out(&self) -> i64 {
        if self.publish_at == NONE { self.planned } else { self.publish_at }
    }
}

/// Every piece of the desk, in the order in which they came.
#[derive(Debug, Default)]
pub struct Glance {
    seq: i64,
    /// Grows with every change: what was worked out of an older one is old.
    pub turn: u64,
    pub pieces: Vec<Piece>,
    pub authors: Names,
    pub sections: Names,
    pub langs: Names,
    pub states: Names,
    pub people: Names,
    pub tags: Names,
    pub series: Names,
    /// Pieces in the order of their letters, by what they are sorted; and how many turns old it is.
    orders: HashMap<Letters, (u64, Vec<u32>)>,
    /// The last answer, for the next page of it.
    pub last: Option<(String, Vec<u32>)>,
}

/// What is sorted by letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Letters {
    Headline,
    Slug,
    Author,
}

/// Asks something of all pieces as this snapshot has them.
///
/// # Errors
/// What `f` answers, and what SQLite says.
pub fn look<T>(desk: &Desk, f: impl FnOnce(&Connection, &mut Glance) -> Result<T>) -> Result<T> {
    desk.read(|conn| {
        desk.remembered(|kept: &mut Option<Glance>| {
            let glance = kept.get_or_insert_with(Glance::default);
            if let Err(error) = glance.refresh(conn) {
                // What is half read is not kept.
                *kept = None;
                return Err(error);
            }
            f(conn, glance)
        })
    })
}

const COLUMNS: &str =
    "a.id, a.uuid, a.slug, a.label_key, a.author, a.section, a.lang, a.state, a.with_person, a.since, a.deadline, a.planned,
  a.publish_at, a.embargo, a.words, a.notes, a.errors, a.flags, a.placeholders, a.target_words";

impl Glance {
    /// Where a piece with this `article.id` stands.
    pub fn at(&self, row: i64) -> Option<u32> {
        self.pieces.binary_search_by_key(&row, |piece| piece.row).ok().and_then(|at| u32::try_from(at).ok())
    }

    /// Each piece's place by letters; equal letters have one place.
    pub fn ranks(&mut self, by: Letters) -> Vec<u32> {
        let Self { pieces, authors, orders, turn, .. } = self;
        let key = |at: u32| -> &str {
            pieces.get(place(at)).map_or("", |piece| match by {
                Letters::Headline => &piece.label_key,
                Letters::Slug => &piece.slug,
                Letters::Author => authors.all.get(place(piece.author)).map_or("", |name| name.key.as_str()),
            })
        };
        let (made, order) = orders.entry(by).or_insert_with(|| (0, Vec::new()));
        let count = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
        if *made != *turn || order.len() != pieces.len() {
            order.retain(|at| *at < count);
            let known = u32::try_from(order.len()).unwrap_or(0);
            order.extend(known..count);
            // Nearly in order already, but for the first time.
            order.sort_by(|a, b| key(*a).cmp(key(*b)));
            *made = *turn;
        }
        let mut ranks = vec![0; pieces.len()];
        let mut rank = 0;
        let mut before: Option<&str> = None;
        for at in order.iter() {
            let letters = key(*at);
            if before.is_some_and(|before| before != letters) {
                rank += 1;
            }
            before = Some(letters);
            if let Some(kept) = ranks.get_mut(place(*at)) {
                *kept = rank;
            }
        }
        ranks
    }

    fn refresh(&mut self, conn: &Connection) -> Result<()> {
        let seq: i64 = conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM change")?.query_row([], |row| row.get(0))?;
        if self.turn > 0 && seq <= self.seq {
            return Ok(());
        }
        let mut changed: BTreeSet<String> = BTreeSet::new();
        let mut all = self.turn == 0;
        if !all {
            let mut statement = conn.prepare_cached("SELECT article FROM change WHERE seq > ?1")?;
            let mut rows = statement.query([self.seq])?;
            while let Some(row) = rows.next()? {
                let article: String = row.get(0)?;
                if !article.is_empty() {
                    changed.insert(article);
                }
                if changed.len() > MANY {
                    all = true;
                    break;
                }
            }
        }
        self.seq = seq;
        self.last = None;
        if all {
            self.read_all(conn)?;
        } else {
            self.read_some(conn, &changed)?;
        }
        self.turn += 1;
        Ok(())
    }

    fn read_all(&mut self, conn: &Connection) -> Result<()> {
        *self = Self { seq: self.seq, turn: self.turn, ..Self::default() };
        let mut statement = conn.prepare(&format!("SELECT {COLUMNS} FROM article a ORDER BY a.id"))?;
        let mut rows = statement.query([])?;
        let mut places: HashMap<String, usize> = HashMap::new();
        while let Some(row) = rows.next()? {
            let piece = self.piece(row)?;
            places.insert(piece.uuid.to_string(), self.pieces.len());
            self.pieces.push(piece);
        }
        let mut statement = conn.prepare("SELECT article, value FROM article_field WHERE name = 'tags'")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let tags = self.tags_of(row.get_ref(1)?.as_str().unwrap_or_default());
            let at = places.get(row.get_ref(0)?.as_str().unwrap_or_default());
            if let Some(piece) = at.and_then(|at| self.pieces.get_mut(*at)) {
                piece.tags = tags;
            }
        }
        let mut statement = conn.prepare("SELECT article FROM made WHERE pictures > 0")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let at = places.get(row.get_ref(0)?.as_str().unwrap_or_default());
            if let Some(piece) = at.and_then(|at| self.pieces.get_mut(*at)) {
                piece.picture = true;
            }
        }
        let mut statement = conn.prepare("SELECT t.article, a.id FROM translation t JOIN article a ON a.uuid = t.original")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let at = places.get(row.get_ref(0)?.as_str().unwrap_or_default());
            if let Some(piece) = at.and_then(|at| self.pieces.get_mut(*at)) {
                piece.original = row.get(1)?;
            }
        }
        let mut statement = conn.prepare("SELECT article, name FROM series")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number = self.series.number(row.get(1)?);
            let at = places.get(row.get_ref(0)?.as_str().unwrap_or_default());
            if let Some(piece) = at.and_then(|at| self.pieces.get_mut(*at)) {
                piece.series = number;
            }
        }
        Ok(())
    }

    fn read_some(&mut self, conn: &Connection, changed: &BTreeSet<String>) -> Result<()> {
        let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM article a WHERE a.uuid = ?1"))?;
        let mut tags = conn.prepare_cached("SELECT value FROM article_field WHERE article = ?1 AND name = 'tags'")?;
        let mut made = conn.prepare_cached("SELECT pictures > 0 FROM made WHERE article = ?1")?;
        let mut series = conn.prepare_cached("SELECT name FROM series WHERE article = ?1")?;
        let mut originals =
            conn.prepare_cached("SELECT a.id FROM translation t JOIN article a ON a.uuid = t.original WHERE t.article = ?1")?;
        let mut gone = false;
        for article in changed {
            let mut rows = statement.query([article])?;
            let Some(row) = rows.next()? else {
                self.pieces.retain(|piece| *piece.uuid != **article);
                gone = true;
                continue;
            };
            let mut piece = self.piece(row)?;
            let mut found = tags.query([article])?;
            if let Some(row) = found.next()? {
                piece.tags = self.tags_of(row.get_ref(0)?.as_str().unwrap_or_default());
            }
            let mut found = made.query([article])?;
            if let Some(row) = found.next()? {
                piece.picture = row.get(0)?;
            }
            let mut found = originals.query([article])?;
            if let Some(row) = found.next()? {
                piece.original = row.get(0)?;
            }
            let mut found = series.query([article])?;
            if let Some(row) = found.next()? {
                piece.series = self.series.number(row.get(0)?);
            }
            match self.pieces.binary_search_by_key(&piece.row, |piece| piece.row) {
                Ok(at) => {
                    if let Some(kept) = self.pieces.get_mut(at) {
                        *kept = piece;
                    }
                }
                Err(at) => {
                    gone |= at < self.pieces.len();
                    self.pieces.insert(at, piece);
                }
            }
        }
        if gone {
            self.orders.clear();
        }
        Ok(())
    }

    fn piece(&mut self, row: &Row<'_>) -> rusqlite::Result<Piece> {
        let letters = |at: usize| -> rusqlite::Result<Box<str>> { Ok(row.get_ref(at)?.as_str().unwrap_or_default().into()) };
        let instant = |at: usize| -> rusqlite::Result<i64> { Ok(row.get::<_, Option<i64>>(at)?.unwrap_or(NONE)) };
        Ok(Piece {
            row: row.get(0)?,
            uuid: letters(1)?,
            slug: letters(2)?,
            label_key: letters(3)?,
            author: self.authors.number(row.get(4)?),
            section: self.sections.number(row.get(5)?),
            lang: self.langs.number(row.get(6)?),
            state: self.states.number(row.get(7)?),
            with: self.people.number(row.get::<_, Option<String>>(8)?.unwrap_or_default()),
            tags: Box::default(),
            since: row.get(9)?,
            deadline: instant(10)?,
            planned: instant(11)?,
            publish_at: instant(12)?,
            embargo: instant(13)?,
            words: row.get(14)?,
            notes: row.get(15)?,
            errors: row.get(16)?,
            flags: row.get(17)?,
            placeholders: row.get(18)?,
            picture: false,
            original: 0,
            series: 0,
            target_words: row.get(19)?,
        })
    }

    fn tags_of(&mut self, value: &str) -> Box<[u32]> {
        let tags: Vec<String> = serde_json::from_str(value).unwrap_or_default();
        tags.into_iter().map(|tag| self.tags.number(tag)).collect()
    }
}
