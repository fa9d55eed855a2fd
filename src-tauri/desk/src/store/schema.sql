-- The desk file, as a reader should see it. One publication's work, in one SQLite file `*.stet`.
-- A test holds this file and the migrations together.
--
-- Ways of the house
--   Row ids (`id`) are for joins and for the search index. What lasts and may travel is `uuid` (UUIDv7, lower-case text).
--   Instants (`*_at`, `instant`) are milliseconds since 1970 in UTC. Text is UTF-8. Empty text means absent, unless a column says otherwise.
--   `sum` is SHA-256 over the table's name and every other column of the row. Who writes never touches it: store/sums.rs
--   makes it at the end of each write, and keeps the number of rows and the sum of sums in `sums`.
--   A table with a `sum` is content. A table without one can be made again from content (search, findings, counts), or only
--   speaks of it (change, saved).
--   The triggers `*_removed` tell the end of the write which rows went away.

-- What kind of file this is: "STET".
PRAGMA application_id = 1398031700;

-- ---------------------------------------------------------------------------------------------- the desk

-- One row: the publication.
CREATE TABLE desk (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  uuid        TEXT NOT NULL,                    -- this desk, in every copy of its file
  title       TEXT NOT NULL,
  lang        TEXT NOT NULL,                    -- BCP 47; new pieces take it
  zone        TEXT NOT NULL,                    -- IANA zone; dates without a zone of their own take it
  created_at  INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- The house's settings that have no table of their own. A person's settings are not in here.
CREATE TABLE setting (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  value       TEXT NOT NULL,                    -- JSON
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- Where an article can be.
CREATE TABLE state (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,             -- `copy-edit`; never renamed, for articles and history speak of it
  label       TEXT NOT NULL,                    -- "Copy edit"
  grp         TEXT NOT NULL CHECK (grp IN ('before', 'out', 'aside')),   -- before publication; published or after; set aside
  colour      TEXT NOT NULL,
  editable    INTEGER NOT NULL CHECK (editable IN (0, 1)),               -- may the text be changed here
  exports     INTEGER NOT NULL CHECK (exports IN (0, 1)),                -- may it leave here, other than as a working copy
  place       INTEGER NOT NULL,                 -- order on the screen
  sum         BLOB NOT NULL DEFAULT x'',
  shape       TEXT NOT NULL DEFAULT 'dot',      -- its mark: dot, ring, square, diamond, triangle, bar; nothing is told by colour alone
  off         INTEGER NOT NULL DEFAULT 0 CHECK (off IN (0, 1))           -- kept for when the desk wants it; holds no piece
) STRICT;

-- Which moves are allowed, and what each must meet.
CREATE TABLE transition (
  id          INTEGER PRIMARY KEY,
  from_state  TEXT NOT NULL REFERENCES state (name),
  to_state    TEXT NOT NULL,                    -- a state, or `back`: to where it was before it was set aside
  kind        TEXT NOT NULL DEFAULT '',         -- tells moves between the same two states apart: fix, correction, update, now
  label       TEXT NOT NULL,                    -- "Pass to proof"
  gates       TEXT NOT NULL DEFAULT '[]',       -- JSON: names of gates, in the order in which they are told
  is_primary  INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
  reason      INTEGER NOT NULL DEFAULT 0 CHECK (reason IN (0, 1)),       -- is a reason asked for
  place       INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x'',
  who         TEXT NOT NULL DEFAULT '[]',       -- JSON: roles that may, and `assigned`: the person who has the piece; empty: everybody
  not_author  INTEGER NOT NULL DEFAULT 0 CHECK (not_author IN (0, 1)),   -- not by a person of the piece's own byline
  UNIQUE (from_state, to_state, kind)
) STRICT;

-- Who may do what is no move: give a piece, change dates, change fields, change people, change the workflow, see and change fees
-- and legal names. As in transition.
CREATE TABLE act (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,             -- give, dates, fields, people, workflow, fees
  who         TEXT NOT NULL DEFAULT '[]',
  not_author  INTEGER NOT NULL DEFAULT 0 CHECK (not_author IN (0, 1)),
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

CREATE TABLE person (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  roles       TEXT NOT NULL DEFAULT '[]',       -- JSON: writer, editor, copy editor, fact checker, proofreader, legal reader, translator, editor-in-chief
  active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at  INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x'',
  mail        TEXT NOT NULL DEFAULT '',
  office      TEXT NOT NULL DEFAULT '',         -- as it prints after the name: "transport correspondent"
  affiliation TEXT NOT NULL DEFAULT '',         -- "the Harbour Review"
  outside     INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0, 1)),      -- writes for the desk and is not on it; then active is 0
  languages   TEXT NOT NULL DEFAULT '[]',       -- JSON: BCP 47, in which they write
  byline      TEXT NOT NULL DEFAULT ''          -- as they are printed; empty: the name
) STRICT;

-- What is known of a contributor and is in no list: it is read by the card alone (contributor.rs) and by what keeps it from leaving (veil.rs).
CREATE TABLE card (
  id          INTEGER PRIMARY KEY,
  person      TEXT NOT NULL UNIQUE REFERENCES person (uuid) ON DELETE CASCADE,
  legal_name  TEXT NOT NULL DEFAULT '',         -- where the name is a pseudonym: what must not leave; empty: the name is theirs
  bios        TEXT NOT NULL DEFAULT '{}',       -- JSON: language → the lines about the author
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- Views that people saved: a question and how it is shown. Everybody on the desk has them.
CREATE TABLE saved_view (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  query       TEXT NOT NULL DEFAULT '',         -- as it is typed; empty: every piece
  kind        TEXT NOT NULL CHECK (kind IN ('list', 'board', 'calendar', 'line-up')),
  parted      TEXT NOT NULL DEFAULT 'state' CHECK (parted IN ('state', 'person', 'section')),   -- the columns of a board
  columns     TEXT NOT NULL DEFAULT '[]',       -- JSON: the columns of a list, in their order, each with its width
  sort        TEXT NOT NULL DEFAULT 'date',
  descending  INTEGER NOT NULL DEFAULT 0 CHECK (descending IN (0, 1)),
  by_person   TEXT NOT NULL DEFAULT '',         -- who saved it
  created_at  INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- ---------------------------------------------------------------------------------------------- articles

-- One row a piece, narrow, so that lists are read from it alone. The text is in article_text.
CREATE TABLE article (
  id            INTEGER PRIMARY KEY,            -- also the row of `search`
  uuid          TEXT NOT NULL UNIQUE,
  slug          TEXT NOT NULL,                  -- short internal name, never printed
  address       TEXT NOT NULL DEFAULT '',       -- the public end of its URL; empty until first needed
  lang          TEXT NOT NULL,                  -- BCP 47
  section       TEXT NOT NULL DEFAULT '',
  target_words  INTEGER NOT NULL DEFAULT 0,     -- 0: no limit was set
  state         TEXT NOT NULL REFERENCES state (name),
  state_before  TEXT NOT NULL DEFAULT '',       -- where it was before it was put on hold or spiked
  since         INTEGER NOT NULL,               -- when it came into this state (instant)
  with_person   TEXT REFERENCES person (uuid),  -- who has it; null: nobody
  created_at    INTEGER NOT NULL,
  modified_at   INTEGER NOT NULL,               -- the last change of its text or its fields
  -- Made from the text, the fields and the dates, for lists and sorting:
  label         TEXT NOT NULL DEFAULT '',       -- the headline as plain text; empty when there is none
  label_key     TEXT NOT NULL DEFAULT '',       -- folded for sorting: the headline, else the slug
  dir           TEXT NOT NULL DEFAULT 'ltr' CHECK (dir IN ('ltr', 'rtl')),
  author        TEXT NOT NULL DEFAULT '',       -- names of the byline, as printed
  author_key    TEXT NOT NULL DEFAULT '',
  words         INTEGER NOT NULL DEFAULT 0,
  notes         INTEGER NOT NULL DEFAULT 0,     -- words in notes
  errors        INTEGER NOT NULL DEFAULT 0,     -- findings by level
  flags         INTEGER NOT NULL DEFAULT 0,
  placeholders  INTEGER NOT NULL DEFAULT 0,
  filed         INTEGER,                        -- each date's instant; null: not set. The dates themselves are in article_date
  deadline      INTEGER,
  planned       INTEGER,
  publish_at    INTEGER,
  embargo       INTEGER,
  printed       INTEGER,
  goes_out      INTEGER GENERATED ALWAYS AS (coalesce(publish_at, planned)) VIRTUAL,
  sum           BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE UNIQUE INDEX article_slug ON article (slug);
CREATE UNIQUE INDEX article_address ON article (address) WHERE address <> '';
CREATE INDEX article_state ON article (state, goes_out);
CREATE INDEX article_with ON article (with_person);
CREATE INDEX article_label_key ON article (label_key);
CREATE INDEX article_author_key ON article (author_key);
CREATE INDEX article_words ON article (words);
CREATE INDEX article_findings ON article (errors, flags);
CREATE INDEX article_deadline ON article (deadline);
CREATE INDEX article_publish_at ON article (publish_at);
CREATE INDEX article_goes_out ON article (goes_out);
CREATE INDEX article_modified ON article (modified_at);

-- The text of each piece as it stands: the one head row. What it was before is in `version` and `step`.
CREATE TABLE article_text (
  id          INTEGER PRIMARY KEY,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,
  schema_v    INTEGER NOT NULL,                 -- of the document's nodes
  doc         BLOB NOT NULL,                    -- ProseMirror JSON, zstd
  size        INTEGER NOT NULL,                 -- bytes of the JSON
  head        TEXT NOT NULL,                    -- SHA-256 of the JSON, hex: what the next save must name as its base
  seq         INTEGER NOT NULL,                 -- saves so far
  saved_at    INTEGER NOT NULL,
  saved_by    TEXT NOT NULL DEFAULT '',         -- person; empty: nobody known
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- Fields that need no column to sort by: tags, credits, author_note, source_line, preface, search_title, search_description,
-- social_text, newsletter_blurb. (slug, address, lang, section and target_words are columns of article.) No row: empty.
CREATE TABLE article_field (
  id          INTEGER PRIMARY KEY,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  value       TEXT NOT NULL,                    -- JSON
  set_at      INTEGER NOT NULL,
  set_by      TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x'',
  UNIQUE (article, name)
) STRICT;
CREATE INDEX article_field_tags ON article_field (article, value) WHERE name = 'tags';

-- The six dates: filed, deadline, planned, publish_at, embargo, printed. No row: not set.
CREATE TABLE article_date (
  id          INTEGER PRIMARY KEY,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  name        TEXT NOT NULL CHECK (name IN ('filed', 'deadline', 'planned', 'publish_at', 'embargo', 'printed')),
  wall        TEXT NOT NULL,                    -- local wall time: 2026-11-26T07:00, or a day: 2026-11-26
  zone        TEXT NOT NULL,                    -- IANA
  fold        TEXT NOT NULL DEFAULT '' CHECK (fold IN ('', 'first', 'later')),   -- the choice where a wall time comes twice
  instant     INTEGER NOT NULL,                 -- for sorting; made again when the rules of the zone change
  tzdb        TEXT NOT NULL,                    -- version of the zone rules by which the instant was made
  told        TEXT NOT NULL DEFAULT '',         -- a sentence where the time was moved by a gap or chosen at a fold
  set_at      INTEGER NOT NULL,
  set_by      TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x'',
  UNIQUE (article, name)
) STRICT;

-- A piece that is with somebody who has no Stet: an author, a lawyer, a translator. No row is changed back: a new sending is a new row.
CREATE TABLE out_with (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  who         TEXT NOT NULL,                    -- a name; not a person of the desk
  mail        TEXT NOT NULL DEFAULT '',
  means       TEXT NOT NULL,                    -- by mail, on paper, by telephone: as it was typed
  version     TEXT NOT NULL,                    -- the version that they have
  since       INTEGER NOT NULL,
  due         TEXT NOT NULL DEFAULT '',         -- the day on which it is due back, 2026-11-30; empty: none was said
  back_at     INTEGER,                          -- when it came back; null: they still have it
  reminded_at INTEGER,                          -- the last reminder; null: none
  reminders   INTEGER NOT NULL DEFAULT 0,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX out_with_article ON out_with (article, since);
CREATE INDEX out_with_waiting ON out_with (since) WHERE back_at IS NULL;

-- What a contributor gets for a piece. Amounts are in the currency's smallest unit: cents, yen. Null: nothing said yet.
CREATE TABLE fee (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  person      TEXT NOT NULL REFERENCES person (uuid),
  currency    TEXT NOT NULL,                    -- ISO 4217: EUR
  agreed      INTEGER,
  invoiced    INTEGER,
  paid        INTEGER,
  invoice     TEXT NOT NULL DEFAULT '',         -- number of their invoice
  invoiced_on TEXT NOT NULL DEFAULT '',         -- days, 2026-11-30; empty: not said
  paid_on     TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x'',
  UNIQUE (article, person)
) STRICT;

-- ---------------------------------------------------------------------------------------------- history

-- Bytes by their SHA-256, each once: texts and fields of versions, pictures, files as they came. Never changed.
CREATE TABLE blob (
  id          INTEGER PRIMARY KEY,
  hash        TEXT NOT NULL UNIQUE,             -- of the bytes before packing, hex
  size        INTEGER NOT NULL,                 -- of the bytes before packing
  packing     TEXT NOT NULL CHECK (packing IN ('none', 'zstd')),
  bytes       BLOB NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- The article as it was at a moment. Immutable but for its name.
CREATE TABLE version (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  kind        TEXT NOT NULL CHECK (kind IN ('move', 'import', 'restore', 'conflict', 'parked', 'copy', 'named')),
  why         TEXT NOT NULL,                    -- "Passed to copy edit", "not merged: Ana Duarte, 12:04"
  name        TEXT NOT NULL DEFAULT '',         -- given by a person
  state       TEXT NOT NULL DEFAULT '',         -- the article's state at that moment
  words       INTEGER NOT NULL,
  schema_v    INTEGER NOT NULL,
  doc         TEXT NOT NULL REFERENCES blob (hash),
  fields      TEXT NOT NULL REFERENCES blob (hash),   -- JSON of the fields
  base        TEXT NOT NULL DEFAULT '',         -- of a conflict or a parked text: the head that it was written on
  settled     INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),   -- of a conflict or a parked text: was it looked at
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX version_article ON version (article, at);
CREATE INDEX version_open ON version (article) WHERE kind IN ('conflict', 'parked') AND settled = 0;
CREATE TRIGGER version_is_immutable BEFORE UPDATE OF id, uuid, article, at, by_person, kind, why, state, words, schema_v, doc, fields, base ON version
BEGIN SELECT raise(ABORT, 'a version is never changed'); END;
CREATE TRIGGER blob_is_immutable BEFORE UPDATE OF id, hash, size, packing, bytes ON blob
BEGIN SELECT raise(ABORT, 'stored bytes are never changed'); END;

-- What each save did, as the editor's steps: history and material for merges, kept 90 days. Nobody needs it to read a text.
CREATE TABLE step (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  device      TEXT NOT NULL,
  save_id     TEXT NOT NULL,
  base        TEXT NOT NULL,                    -- head before, hex
  head        TEXT NOT NULL,                    -- head after, hex
  steps       BLOB NOT NULL,                    -- JSON array, zstd
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX step_article ON step (article, id);
CREATE INDEX step_at ON step (at);

-- The audit trail: append-only, chained per device.
CREATE TABLE audit (
  id          INTEGER PRIMARY KEY,              -- order on this file
  uuid        TEXT NOT NULL UNIQUE,
  at          INTEGER NOT NULL,
  device      TEXT NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  kind        TEXT NOT NULL,                    -- created, move, date, field, give, person, import, restore, override …
  article     TEXT NOT NULL DEFAULT '',         -- empty: about the desk
  what        TEXT NOT NULL,                    -- a sentence
  before      TEXT NOT NULL DEFAULT '',         -- from
  after       TEXT NOT NULL DEFAULT '',         -- to
  why         TEXT NOT NULL DEFAULT '',         -- the reason that was given
  prev        TEXT NOT NULL,                    -- hash of this device's line before; empty in its first
  hash        TEXT NOT NULL,                    -- SHA-256 over prev and every column above, hex
  hash_v      INTEGER NOT NULL,                 -- how it was made
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX audit_device ON audit (device, id);
CREATE INDEX audit_article ON audit (article, id);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
WHEN old.id <> new.id OR old.uuid <> new.uuid OR old.at <> new.at OR old.device <> new.device
  OR old.by_person <> new.by_person OR old.kind <> new.kind OR old.article <> new.article OR old.what <> new.what
  OR old.before <> new.before OR old.after <> new.after OR old.why <> new.why OR old.prev <> new.prev
  OR old.hash <> new.hash OR old.hash_v <> new.hash_v
BEGIN SELECT raise(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is never cut'); END;

-- Which piece is a translation of which; an original has no row of its own.
CREATE TABLE translation (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,     -- the translation
  original    TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  version     TEXT NOT NULL REFERENCES version (uuid),   -- of the original, as it was translated from
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX translation_original ON translation (original);

-- ---------------------------------------------------------------------------------------------- planning

-- What is ticked off in a state: for every piece of the desk, or for one alone.
CREATE TABLE check_item (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL DEFAULT '',         -- only for this piece; empty: for every piece
  state       TEXT NOT NULL,                    -- in which it is ticked; a list outlives its state
  label       TEXT NOT NULL,
  place       INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX check_item_of ON check_item (article, state, place);

-- What of it is ticked. A tick that is taken off is gone; the audit trail has both.
CREATE TABLE tick (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  item        TEXT NOT NULL REFERENCES check_item (uuid) ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x'',
  UNIQUE (article, item)
) STRICT;
CREATE INDEX tick_item ON tick (item);

-- What a piece is to be: a pitch, the brief of an assignment. Who has it, its deadline and its length are its own.
CREATE TABLE brief (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,
  text        TEXT NOT NULL,
  at          INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- Pieces that belong together under a name, in an order; a piece is in one series at most.
CREATE TABLE series (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  place       INTEGER NOT NULL,                 -- from 1
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX series_name ON series (name, place);

-- Pieces to begin others with.
CREATE TABLE template (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL UNIQUE,
  doc         TEXT NOT NULL REFERENCES blob (hash),
  fields      TEXT NOT NULL,                    -- JSON; without slug and address
  items       TEXT NOT NULL DEFAULT '[]',       -- JSON: what a piece of it has to tick, with the state
  person      TEXT NOT NULL DEFAULT '',         -- who has a piece of it; empty: nobody
  due_days    INTEGER,                          -- the copy is due so many days before it goes out; null: no deadline
  made_at     INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- Pieces that the calendar makes from templates: “every Monday: letters”.
CREATE TABLE recurring (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  template    TEXT NOT NULL REFERENCES template (uuid) ON DELETE CASCADE,
  every       TEXT NOT NULL CHECK (every IN ('week', 'month')),
  days        TEXT NOT NULL,                    -- JSON: 1 (Monday) to 7, or days of the month
  time        TEXT NOT NULL DEFAULT '',         -- 07:00; empty: the day is enough
  ahead       INTEGER NOT NULL,                 -- made so many days before
  active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  since       TEXT NOT NULL,                    -- the day from which it counts
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- For which days it is settled, each once: a piece was made, or the day had passed.
CREATE TABLE recurred (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  recurring   TEXT NOT NULL REFERENCES recurring (uuid) ON DELETE CASCADE,
  day         TEXT NOT NULL,                    -- in the desk's zone
  article     TEXT NOT NULL DEFAULT '',         -- the piece; empty: none was made
  sum         BLOB NOT NULL DEFAULT x'',
  UNIQUE (recurring, day)
) STRICT;

-- ---------------------------------------------------------------------------------------------- files

-- Pictures: what the head of the file says. The bytes are in blob.
CREATE TABLE media (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  hash        TEXT NOT NULL UNIQUE REFERENCES blob (hash),
  mime        TEXT NOT NULL,
  width       INTEGER NOT NULL,                 -- pixels
  height      INTEGER NOT NULL,
  name        TEXT NOT NULL DEFAULT '',         -- as the file was called
  added_at    INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;

-- The file as it came, kept unchanged with the piece.
CREATE TABLE original (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  hash        TEXT NOT NULL REFERENCES blob (hash),
  name        TEXT NOT NULL,                    -- of the file, without its folder
  format      TEXT NOT NULL,                    -- docx, markdown, html, text, eml
  size        INTEGER NOT NULL,
  added_at    INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX original_article ON original (article);

-- What belongs to a piece and is in nothing that leaves: mails, permissions, source texts.
CREATE TABLE dossier (
  id          INTEGER PRIMARY KEY,              -- also the row of `search_dossier`
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  hash        TEXT NOT NULL REFERENCES blob (hash),
  name        TEXT NOT NULL,                    -- of the file, without its folder
  kind        TEXT NOT NULL CHECK (kind IN ('mail', 'permission', 'source', 'document', 'other')),
  size        INTEGER NOT NULL,
  note        TEXT NOT NULL DEFAULT '',
  added_at    INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX dossier_article ON dossier (article, id);

-- The right of reply: whom we approached about a piece. Moments are wall times of the desk: 2026-11-26, or 2026-11-26T12:00.
CREATE TABLE approach (
  id          INTEGER PRIMARY KEY,              -- below zero: the row of `search_dossier`
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  who         TEXT NOT NULL,
  means       TEXT NOT NULL DEFAULT '',
  about       TEXT NOT NULL DEFAULT '',         -- what they were asked
  asked       TEXT NOT NULL,
  until       TEXT NOT NULL DEFAULT '',         -- until when they have time; empty: it was not said
  answer      TEXT NOT NULL DEFAULT '',
  answered    TEXT NOT NULL DEFAULT '',
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX approach_article ON approach (article, asked);

-- ---------------------------------------------------------------------------------------------- made from content

-- What the checks found in the text as it stands.
CREATE TABLE finding (
  id          INTEGER PRIMARY KEY,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  identity    TEXT NOT NULL,                    -- stable: the same stretch and rule keep it
  rule        TEXT NOT NULL,
  level       TEXT NOT NULL CHECK (level IN ('error', 'flag', 'ledger')),
  finding     TEXT NOT NULL,                    -- JSON, whole
  place       INTEGER NOT NULL                  -- reading order
) STRICT;
CREATE INDEX finding_article ON finding (article, place);

-- For which text the findings and the search entry were made; where it is behind, they are made again in the background.
CREATE TABLE made (
  id          INTEGER PRIMARY KEY,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,
  checked     TEXT NOT NULL DEFAULT '',         -- head of the text that was checked
  rules_v     INTEGER NOT NULL DEFAULT 0,       -- version of the rules
  searched    TEXT NOT NULL DEFAULT '',         -- head of the text that can be searched
  pictures    INTEGER NOT NULL DEFAULT 0        -- how many stand in it, its lead picture among them
) STRICT;
CREATE INDEX made_pictures ON made (article) WHERE pictures > 0;

-- Full text, by article.id. Fed through search.rs's normaliser, as every query is. Holds no text of its own.
CREATE VIRTUAL TABLE search USING fts5 (body, content='', contentless_delete=1, tokenize="ascii");
CREATE VIRTUAL TABLE search_title USING fts5 (title, content='', contentless_delete=1, prefix='2 3', tokenize="ascii");
CREATE TRIGGER article_leaves_search AFTER DELETE ON article
BEGIN DELETE FROM search WHERE rowid = old.id; DELETE FROM search_title WHERE rowid = old.id; END;

-- Words of dossiers: of each file that a reader reads, its name and its note; of each approach. `words`: more than name and note.
CREATE TABLE dossier_text (
  id          INTEGER PRIMARY KEY,
  entry       TEXT NOT NULL UNIQUE,             -- of dossier or approach
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  text        TEXT NOT NULL,
  words       INTEGER NOT NULL DEFAULT 0 CHECK (words IN (0, 1))
) STRICT;
CREATE INDEX dossier_text_article ON dossier_text (article);
CREATE VIRTUAL TABLE search_dossier USING fts5 (words, content='', contentless_delete=1, tokenize="ascii");
CREATE TRIGGER dossier_leaves_search AFTER DELETE ON dossier
BEGIN DELETE FROM search_dossier WHERE rowid = old.id; DELETE FROM dossier_text WHERE entry = old.uuid; END;
CREATE TRIGGER approach_leaves_search AFTER DELETE ON approach
BEGIN DELETE FROM search_dossier WHERE rowid = -old.id; DELETE FROM dossier_text WHERE entry = old.uuid; END;

-- Articles in each state: kept, not counted.
CREATE TABLE state_count (
  id          INTEGER PRIMARY KEY,
  state       TEXT NOT NULL UNIQUE,
  count       INTEGER NOT NULL
) STRICT;
CREATE TRIGGER article_is_counted AFTER INSERT ON article
BEGIN
  INSERT INTO state_count (state, count) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER article_is_moved AFTER UPDATE OF state ON article WHEN old.state <> new.state
BEGIN
  UPDATE state_count SET count = count - 1 WHERE state = old.state;
  INSERT INTO state_count (state, count) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER article_is_uncounted AFTER DELETE ON article
BEGIN
  UPDATE state_count SET count = count - 1 WHERE state = old.state;
END;

-- ---------------------------------------------------------------------------------------------- book-keeping

-- Who changed what: the event `changed` is read from here after each commit, also by other processes.
CREATE TABLE change (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL,                    -- one for each write
  at          INTEGER NOT NULL,
  device      TEXT NOT NULL,
  origin      TEXT NOT NULL,                    -- the window or program that wrote; it ignores its own
  kind        TEXT NOT NULL,                    -- desk, person, article, text, field, date, version, finding, history, media, original
  article     TEXT NOT NULL DEFAULT ''
) STRICT;

-- Which window has which piece open now. Rows that were not seen lately mean nothing.
CREATE TABLE presence (
  id          INTEGER PRIMARY KEY,
  origin      TEXT NOT NULL UNIQUE,             -- the window
  device      TEXT NOT NULL,
  person      TEXT NOT NULL DEFAULT '',         -- empty: nobody known
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  since       INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL
) STRICT;

-- The answer that each save got, so that one that is sent again gets it again.
CREATE TABLE saved (
  id          INTEGER PRIMARY KEY,
  save_id     TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  sent        TEXT NOT NULL,                    -- SHA-256 of the text that was sent, hex
  answer      TEXT NOT NULL,                    -- JSON
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_at ON saved (at);

-- One row: how many content rows there are, and the sum of their sums mod 2^256.
CREATE TABLE sums (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  rows        INTEGER NOT NULL,
  total       BLOB NOT NULL
) STRICT;
INSERT INTO sums (id, rows, total) VALUES (1, 0, zeroblob(32));

-- Content rows that the present write has removed; empty between writes.
CREATE TABLE removed (
  id          INTEGER PRIMARY KEY,
  tbl         TEXT NOT NULL,
  sum         BLOB NOT NULL,
  article     TEXT NOT NULL
) STRICT;
CREATE TRIGGER desk_removed AFTER DELETE ON desk BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('desk', old.sum, ''); END;
CREATE TRIGGER setting_removed AFTER DELETE ON setting BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('setting', old.sum, ''); END;
CREATE TRIGGER state_removed AFTER DELETE ON state BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('state', old.sum, ''); END;
CREATE TRIGGER transition_removed AFTER DELETE ON transition BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('transition', old.sum, ''); END;
CREATE TRIGGER person_removed AFTER DELETE ON person BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('person', old.sum, ''); END;
CREATE TRIGGER saved_view_removed AFTER DELETE ON saved_view BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('saved_view', old.sum, ''); END;
CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('article', old.sum, old.uuid); END;
CREATE TRIGGER article_text_removed AFTER DELETE ON article_text BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('article_text', old.sum, old.article); END;
CREATE TRIGGER article_field_removed AFTER DELETE ON article_field BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('article_field', old.sum, old.article); END;
CREATE TRIGGER article_date_removed AFTER DELETE ON article_date BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('article_date', old.sum, old.article); END;
CREATE TRIGGER blob_removed AFTER DELETE ON blob BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('blob', old.sum, ''); END;
CREATE TRIGGER version_removed AFTER DELETE ON version BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('version', old.sum, old.article); END;
CREATE TRIGGER step_removed AFTER DELETE ON step BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('step', old.sum, old.article); END;
CREATE TRIGGER media_removed AFTER DELETE ON media BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('media', old.sum, ''); END;
CREATE TRIGGER original_removed AFTER DELETE ON original BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('original', old.sum, old.article); END;
CREATE TRIGGER translation_removed AFTER DELETE ON translation BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('translation', old.sum, old.article); END;
CREATE TRIGGER act_removed AFTER DELETE ON act BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('act', old.sum, ''); END;
CREATE TRIGGER out_with_removed AFTER DELETE ON out_with BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('out_with', old.sum, old.article); END;
CREATE TRIGGER card_removed AFTER DELETE ON card BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('card', old.sum, ''); END;
CREATE TRIGGER fee_removed AFTER DELETE ON fee BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('fee', old.sum, old.article); END;
CREATE TRIGGER dossier_removed AFTER DELETE ON dossier BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('dossier', old.sum, old.article); END;
CREATE TRIGGER approach_removed AFTER DELETE ON approach BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('approach', old.sum, old.article); END;
CREATE TRIGGER check_item_removed AFTER DELETE ON check_item BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('check_item', old.sum, old.article); END;
CREATE TRIGGER tick_removed AFTER DELETE ON tick BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('tick', old.sum, old.article); END;
CREATE TRIGGER brief_removed AFTER DELETE ON brief BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('brief', old.sum, old.article); END;
CREATE TRIGGER series_removed AFTER DELETE ON series BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('series', old.sum, old.article); END;
CREATE TRIGGER template_removed AFTER DELETE ON template BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('template', old.sum, ''); END;
CREATE TRIGGER recurring_removed AFTER DELETE ON recurring BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('recurring', old.sum, ''); END;
CREATE TRIGGER recurred_removed AFTER DELETE ON recurred BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('recurred', old.sum, old.article); END;
