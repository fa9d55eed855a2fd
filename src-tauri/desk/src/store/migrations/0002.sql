-- Migration 2: the desk as a place of work. Columns that are added stand in `schema.sql` at the end of their table, before `sum`
-- or after it; a new table of content has its `sum`, its trigger `*_removed` and its line in store/sums.rs.


-- ---- who may, who has it, what is switched off

ALTER TABLE state ADD COLUMN shape TEXT NOT NULL DEFAULT 'dot';
ALTER TABLE state ADD COLUMN off INTEGER NOT NULL DEFAULT 0 CHECK (off IN (0, 1));
ALTER TABLE transition ADD COLUMN who TEXT NOT NULL DEFAULT '[]';
ALTER TABLE transition ADD COLUMN not_author INTEGER NOT NULL DEFAULT 0 CHECK (not_author IN (0, 1));
ALTER TABLE person ADD COLUMN mail TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN office TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN affiliation TEXT NOT NULL DEFAULT '';

CREATE TABLE act (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  who         TEXT NOT NULL DEFAULT '[]',
  not_author  INTEGER NOT NULL DEFAULT 0 CHECK (not_author IN (0, 1)),
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TRIGGER act_removed AFTER DELETE ON act BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('act', old.sum, ''); END;

CREATE TABLE out_with (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  who         TEXT NOT NULL,
  mail        TEXT NOT NULL DEFAULT '',
  means       TEXT NOT NULL,
  version     TEXT NOT NULL,
  since       INTEGER NOT NULL,
  due         TEXT NOT NULL DEFAULT '',
  back_at     INTEGER,
  reminded_at INTEGER,
  reminders   INTEGER NOT NULL DEFAULT 0,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX out_with_article ON out_with (article, since);
CREATE INDEX out_with_waiting ON out_with (since) WHERE back_at IS NULL;
CREATE TRIGGER out_with_removed AFTER DELETE ON out_with BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('out_with', old.sum, old.article); END;

UPDATE state SET shape = CASE name WHEN 'pitch' THEN 'ring' WHEN 'draft' THEN 'ring' WHEN 'with-author' THEN 'triangle'
  WHEN 'ready' THEN 'square' WHEN 'scheduled' THEN 'diamond' WHEN 'published' THEN 'square' WHEN 'correcting' THEN 'triangle'
  WHEN 'withdrawn' THEN 'bar' WHEN 'on-hold' THEN 'bar' WHEN 'spiked' THEN 'bar' ELSE 'dot' END;

-- States that a desk of before does not have yet; they come switched off, so that nothing changes until somebody wants them.
UPDATE state SET place = place + 2 WHERE place > (SELECT place FROM state WHERE name = 'copy-edit');
INSERT INTO state (name, label, grp, colour, editable, exports, place, off)
  SELECT 'fact-check', 'Fact check', 'before', 'violet', 1, 0, place + 1, 1 FROM state WHERE name = 'copy-edit';
INSERT INTO state (name, label, grp, colour, editable, exports, place, off)
  SELECT 'legal', 'Legal', 'before', 'amber', 1, 0, place + 2, 1 FROM state WHERE name = 'copy-edit';
INSERT INTO transition (from_state, to_state, label, is_primary, place)
  SELECT from_state, to_state, label, is_primary, 100 + row_number() OVER () FROM (
    SELECT column1 AS from_state, column2 AS to_state, column3 AS label, column4 AS is_primary FROM (VALUES
      ('copy-edit', 'fact-check', 'Send to fact check', 0), ('fact-check', 'copy-edit', 'Facts checked', 1),
      ('fact-check', 'editing', 'Back to editing', 0), ('copy-edit', 'legal', 'Send to the lawyer', 0),
      ('legal', 'copy-edit', 'Cleared', 1), ('legal', 'editing', 'Back to editing', 0)))
  WHERE (SELECT count(*) FROM state WHERE name IN ('editing', 'copy-edit')) = 2;
INSERT INTO transition (from_state, to_state, label, reason, place)
  SELECT s.name, t.name, CASE t.name WHEN 'on-hold' THEN 'Put on hold' ELSE 'Spike' END, 1, 110 + row_number() OVER ()
  FROM state s, state t WHERE s.name IN ('fact-check', 'legal') AND t.name IN ('on-hold', 'spiked');
-- Lists and questions: whether a piece has pictures; and the tags of all pieces without their texts. Made again with the findings.
ALTER TABLE made ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
UPDATE made SET rules_v = 0;
CREATE INDEX made_pictures ON made (article) WHERE pictures > 0;
CREATE INDEX article_field_tags ON article_field (article, value) WHERE name = 'tags';

-- Views that people saved.
CREATE TABLE saved_view (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  query       TEXT NOT NULL DEFAULT '',
  kind        TEXT NOT NULL CHECK (kind IN ('list', 'board', 'calendar', 'line-up')),
  parted      TEXT NOT NULL DEFAULT 'state' CHECK (parted IN ('state', 'person', 'section')),
  columns     TEXT NOT NULL DEFAULT '[]',
  sort        TEXT NOT NULL DEFAULT 'date',
  descending  INTEGER NOT NULL DEFAULT 0 CHECK (descending IN (0, 1)),
  by_person   TEXT NOT NULL DEFAULT '',
  created_at  INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TRIGGER saved_view_removed AFTER DELETE ON saved_view BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('saved_view', old.sum, ''); END;

-- ---- language versions

CREATE TABLE translation (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,
  original    TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  version     TEXT NOT NULL REFERENCES version (uuid),
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX translation_original ON translation (original);
CREATE TRIGGER translation_removed AFTER DELETE ON translation BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('translation', old.sum, old.article); END;

-- ---- contributors: who they are on paper, what was agreed and paid

ALTER TABLE person ADD COLUMN outside INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0, 1));
ALTER TABLE person ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE person ADD COLUMN byline TEXT NOT NULL DEFAULT '';

CREATE TABLE card (
  id          INTEGER PRIMARY KEY,
  person      TEXT NOT NULL UNIQUE REFERENCES person (uuid) ON DELETE CASCADE,
  legal_name  TEXT NOT NULL DEFAULT '',
  bios        TEXT NOT NULL DEFAULT '{}',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TRIGGER card_removed AFTER DELETE ON card BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('card', old.sum, ''); END;

CREATE TABLE fee (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  person      TEXT NOT NULL REFERENCES person (uuid),
  currency    TEXT NOT NULL,
  agreed      INTEGER,
  invoiced    INTEGER,
  paid        INTEGER,
  invoice     TEXT NOT NULL DEFAULT '',
  invoiced_on TEXT NOT NULL DEFAULT '',
  paid_on     TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x'',
  UNIQUE (article, person)
) STRICT;
CREATE TRIGGER fee_removed AFTER DELETE ON fee BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('fee', old.sum, old.article); END;

-- ---- the dossier of a piece, and who is in it now

CREATE TABLE dossier (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  hash        TEXT NOT NULL REFERENCES blob (hash),
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('mail', 'permission', 'source', 'document', 'other')),
  size        INTEGER NOT NULL,
  note        TEXT NOT NULL DEFAULT '',
  added_at    INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX dossier_article ON dossier (article, id);
CREATE TABLE approach (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  who         TEXT NOT NULL,
  means       TEXT NOT NULL DEFAULT '',
  about       TEXT NOT NULL DEFAULT '',
  asked       TEXT NOT NULL,
  until       TEXT NOT NULL DEFAULT '',
  answer      TEXT NOT NULL DEFAULT '',
  answered    TEXT NOT NULL DEFAULT '',
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX approach_article ON approach (article, asked);
CREATE TRIGGER dossier_removed AFTER DELETE ON dossier BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('dossier', old.sum, old.article); END;
CREATE TRIGGER approach_removed AFTER DELETE ON approach BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('approach', old.sum, old.article); END;

CREATE TABLE dossier_text (
  id          INTEGER PRIMARY KEY,
  entry       TEXT NOT NULL UNIQUE,
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

CREATE TABLE presence (
  id          INTEGER PRIMARY KEY,
  origin      TEXT NOT NULL UNIQUE,
  device      TEXT NOT NULL,
  person      TEXT NOT NULL DEFAULT '',
  article     TEXT NOT NULL REFERENCES article (uuid) ON DELETE CASCADE,
  since       INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL
) STRICT;

-- ---- planning

CREATE TABLE check_item (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL,
  label       TEXT NOT NULL,
  place       INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX check_item_of ON check_item (article, state, place);
CREATE TRIGGER check_item_removed AFTER DELETE ON check_item BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('check_item', old.sum, old.article); END;

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
CREATE TRIGGER tick_removed AFTER DELETE ON tick BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('tick', old.sum, old.article); END;

CREATE TABLE brief (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,
  text        TEXT NOT NULL,
  at          INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TRIGGER brief_removed AFTER DELETE ON brief BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('brief', old.sum, old.article); END;

CREATE TABLE series (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL UNIQUE REFERENCES article (uuid) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  place       INTEGER NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX series_name ON series (name, place);
CREATE TRIGGER series_removed AFTER DELETE ON series BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('series', old.sum, old.article); END;

CREATE TABLE template (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL UNIQUE,
  doc         TEXT NOT NULL REFERENCES blob (hash),
  fields      TEXT NOT NULL,
  items       TEXT NOT NULL DEFAULT '[]',
  person      TEXT NOT NULL DEFAULT '',
  due_days    INTEGER,
  made_at     INTEGER NOT NULL,
  by_person   TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TRIGGER template_removed AFTER DELETE ON template BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('template', old.sum, ''); END;

CREATE TABLE recurring (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  template    TEXT NOT NULL REFERENCES template (uuid) ON DELETE CASCADE,
  every       TEXT NOT NULL CHECK (every IN ('week', 'month')),
  days        TEXT NOT NULL,
  time        TEXT NOT NULL DEFAULT '',
  ahead       INTEGER NOT NULL,
  active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  since       TEXT NOT NULL,
  sum         BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TRIGGER recurring_removed AFTER DELETE ON recurring BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('recurring', old.sum, ''); END;

CREATE TABLE recurred (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  recurring   TEXT NOT NULL REFERENCES recurring (uuid) ON DELETE CASCADE,
  day         TEXT NOT NULL,
  article     TEXT NOT NULL DEFAULT '',
  sum         BLOB NOT NULL DEFAULT x'',
  UNIQUE (recurring, day)
) STRICT;
CREATE TRIGGER recurred_removed AFTER DELETE ON recurred BEGIN INSERT INTO removed (tbl, sum, article) VALUES ('recurred', old.sum, old.article); END;
