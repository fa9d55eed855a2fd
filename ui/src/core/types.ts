// The conversation with the core. Made by `make types` from src-tauri/desk/src/api.rs; never edited by hand.

export type ActRule = { 
/**
 * give, dates, fields, people, workflow, restore, fees.
 */
id: string, 
/**
 * "Changing dates".
 */
name: string, 
/**
 * As in a transition.
 */
who: Array<string>, not_author: boolean, };

export type Added = { article: ArticleId, slug: string, 
/**
 * The version that a new copy became; null: it is a new piece.
 */
version: VersionId | null, };

export type AppSettingsSet = { settings: Settings, };

export type AppState = { version: string, desk: DeskInfo | null, recent: Array<Recent>, settings: Settings, 
/**
 * The desk shown is a backup, for reading only.
 */
backup: Looking | null, };

export type Approach = { id: string, article: ArticleId, who: string, 
/**
 * "mail", "telephone"; as it was typed.
 */
means: string, 
/**
 * What they were asked or told.
 */
about: string, 
/**
 * When, as local wall time: a day, or a day and a time.
 */
asked: string, 
/**
 * Until when they had time; empty: it was not said.
 */
until: string, 
/**
 * What they answered; empty: nothing yet.
 */
answer: string, 
/**
 * When (wall); empty: they did not.
 */
answered: string, 
/**
 * Who noted it; empty: nobody known.
 */
by: string, };

export type ApproachRemove = { approach: string, };

export type ApproachSet = { article: ArticleId, 
/**
 * Null: a new one.
 */
approach: string | null, who: string | null, 
/**
 * Null in a new one: by mail.
 */
means: string | null, about: string | null, 
/**
 * Days, with a time or without, as people type them. Null in a new one: now.
 */
asked: string | null, until: string | null, answer: string | null, 
/**
 * Null with the first answer: now.
 */
answered: string | null, };

export type Article = { id: string, slug: string, state: string, 
/**
 * ProseMirror JSON as one string.
 */
doc: string, 
/**
 * SHA-256 of `doc`: what the next save names as its base.
 */
head: string, 
/**
 * How often the text was saved so far.
 */
seq: number, editable: boolean, 
/**
 * One sentence; empty when it can be edited.
 */
why_not_editable: string, 
/**
 * Why the one who asks may not change fields, in one sentence; empty: they may. Dates likewise.
 */
no_right_fields: string, no_right_dates: string, fields: Fields, dates: Dates, 
/**
 * Who has it.
 */
with: Person | null, 
/**
 * Since when it is in its state (instant).
 */
since: string, row: Row, originals: Array<Original>, 
/**
 * Texts that were kept because they could not be merged or looked cut off, and that nobody has looked at yet.
 */
conflicts: Array<VersionInfo>, };

export type ArticleAlike = { article: ArticleId, };

export type ArticleAssign = { article: ArticleId, 
/**
 * Who has it from now on; null: whoever has it keeps it.
 */
person: PersonId | null, 
/**
 * Copy due, as people type dates; null: as it is.
 */
deadline: string | null, 
/**
 * Words agreed, 0: no limit; null: as it is.
 */
words: number | null, 
/**
 * What it is to be; null: as it is.
 */
brief: string | null, };

export type ArticleFind = { slug: string, };

export type ArticleGive = { article: ArticleId, 
/**
 * Who has it from now on; null: nobody.
 */
person: PersonId | null, 
/**
 * What they are told; empty: nothing. Kept in the history.
 */
message: string, };

export type ArticleId = string;

export type ArticleMove = { article: ArticleId, 
/**
 * A move's `to`, a state by id or name, or `back`.
 */
to: string, 
/**
 * Why; empty: not said.
 */
why: string, 
/**
 * Make the move although gates do not hold; for the editor-in-chief, with a reason.
 */
override: boolean, 
/**
 * The `head` of the text that the person has before their eyes; null: whichever stands.
 */
head: string | null, };

export type ArticleNew = { headline: string | null, slug: string | null, };

export type ArticleSave = { article: ArticleId, 
/**
 * The `head` on which the text was written.
 */
base: string, 
/**
 * Names this save: sent again, it gets its first answer again.
 */
save_id: string, 
/**
 * The editor's steps since the last save, as a JSON array.
 */
steps: string, doc: string, 
/**
 * Whether the person rests or leaves, so that search is brought up to date as well.
 */
rest: boolean, 
/**
 * True: a person put these words in the place of others, so they are taken however few they are; what stood before is kept
 * as a version.
 */
instead?: boolean | null, };

export type ArticlesDate = { articles: Array<ArticleId>, date: DateName, 
/**
 * As in `date_set`.
 */
wall: string | null, zone: string | null, fold: Fold | null, };

export type ArticlesGive = { articles: Array<ArticleId>, person: PersonId | null, message: string, };

export type ArticlesMove = { articles: Array<ArticleId>, 
/**
 * As in `article_move`.
 */
to: string, why: string, override: boolean, };

export type AuditRow = { seq: number, 
/**
 * Instant.
 */
when: string, 
/**
 * A person's name; empty when nobody is known.
 */
who: string, 
/**
 * A sentence.
 */
what: string, kind: string, 
/**
 * The piece's id; empty: about the desk.
 */
article: string, 
/**
 * The piece's slug; empty: about the desk.
 */
slug: string, why: string, };

export type Backup = { 
/**
 * Names it in commands.
 */
id: string, 
/**
 * When it was made (instant).
 */
when: string, why: Why, 
/**
 * Bytes.
 */
size: number, 
/**
 * Every row was as it was written when the backup was made.
 */
sound: boolean, 
/**
 * False: of a copy of this desk at another place, or from before it was moved.
 */
here: boolean, };

export type BackupPiece = { article: ArticleId, slug: string, label: string, 
/**
 * The state's name.
 */
state: string, words: number, 
/**
 * Instant of the last change.
 */
modified: string, 
/**
 * Is it on the open desk, and is its text there the same? Null: it is not there.
 */
same: boolean | null, };

export type BackupTake = { backup: string, article: ArticleId, 
/**
 * As a new piece, even where the piece is on the desk.
 */
fresh: boolean, };

export type BackupTaken = { article: ArticleId, slug: string, 
/**
 * The version that it became; null: it is a new piece.
 */
version: VersionId | null, };

export type BoardColumn = { 
/**
 * A state's id, a person's id (empty: nobody), or a section (empty: none).
 */
id: string, name: string, 
/**
 * Pieces here that fit the question.
 */
total: number, 
/**
 * Pieces here in all.
 */
standing: number, 
/**
 * How many may stand here before that is told; 0: any number.
 */
most: number, 
/**
 * A sentence where more stand here; else empty.
 */
told: string, rows: Array<Row>, };

export type BoardLimitSet = { by: By, 
/**
 * The column's id.
 */
id: string, 
/**
 * 0: any number.
 */
most: number, };

export type BoardPage = { columns: Array<BoardColumn>, };

export type BoardWish = { query: string, by: By, 
/**
 * Cards of each column, at most 200; the others come with `article_list`.
 */
limit: number, };

export type Brief = { 
/**
 * Empty: nobody has said.
 */
text: string, 
/**
 * Who wrote it last, and when (instant); empty: nobody.
 */
who: string, when: string, };

export type By = "state" | "person" | "section";

export type BylineLine = { role: string, 
/**
 * Before the names, with its space; may be empty.
 */
before: string, people: Array<BylineName>, };

export type BylineName = { 
/**
 * What stands between it and the name before; empty for the first.
 */
between: string, name: string, 
/**
 * Title and affiliation with what joins them; may be empty.
 */
after: string, };

export type BylineRead = { fields: Fields, };

export type CalendarEntry = { 
/**
 * Deadline, planned, publish_at or embargo.
 */
date: DateName, 
/**
 * The day in the desk's zone on which it stands.
 */
day: string, 
/**
 * `07:00` in the desk's zone; empty where only the day is set.
 */
time: string, value: DateValue, row: Row, };

export type CalendarPage = { 
/**
 * In the order in which they happen; of a day, first what has no time.
 */
entries: Array<CalendarEntry>, 
/**
 * Days of which more was wanted than is listed, with how many dates fall on them in all.
 */
full: Array<FullDay>, 
/**
 * Pieces on their way that neither go out on a day nor are planned for one, the longest waiting first.
 */
undated: Array<Row>, 
/**
 * How many of these there are, beyond those listed.
 */
undated_total: number, };

export type CalendarWish = { 
/**
 * The first day, `2026-11-23`, in the desk's zone.
 */
from: string, 
/**
 * The last day, that day included.
 */
to: string, 
/**
 * What a person typed to find pieces (`query.rs`); empty: all.
 */
query: string, 
/**
 * At most so many of a day; 0: 500.
 */
most: number, };

export type Card = { person: PersonId, 
/**
 * Where the name is a pseudonym; empty: it is not. Null: not for the one who asks.
 */
legal_name: string | null, 
/**
 * The lines about the author by language (BCP 47).
 */
bios: Record<string, string>, };

export type CardGet = { person: PersonId, };

export type CardSet = { person: PersonId, 
/**
 * Empty: the name is theirs.
 */
legal_name: string | null, 
/**
 * By language; an empty text takes that language's lines away, a language that is not named stays as it is.
 */
bios: Record<string, string> | null, };

export type Change = "same" | "inserted" | "deleted" | "format";

export type Check = { item: string, state: string, label: string, 
/**
 * Of this piece alone.
 */
own: boolean, ticked: Ticked | null, };

export type CheckAdd = { article: ArticleId, 
/**
 * A state's id.
 */
state: string, label: string, };

export type CheckRemove = { article: ArticleId, item: string, };

export type CheckTick = { article: ArticleId, item: string, 
/**
 * False: takes the tick off.
 */
on: boolean, };

export type ChecklistItem = { item: string, 
/**
 * A state's id.
 */
state: string, label: string, };

export type ChecklistSet = { 
/**
 * A state's id.
 */
state: string, items: Array<ChecklistWish>, };

export type ChecklistWish = { 
/**
 * Null: a new one.
 */
item: string | null, label: string, };

export type Checkup = { 
/**
 * Lines of the audit trail.
 */
lines: number, 
/**
 * A sentence for each thing that is not as it was written; empty: the desk is sound.
 */
troubles: Array<string>, 
/**
 * What the desk holds, a sentence each.
 */
holds: Array<string>, 
/**
 * Pieces whose rows are not as they were written, by slug.
 */
pieces: Array<string>, };

export type ClipboardPut = { html: string, text: string, };

export type ClipboardRead = { text: string, 
/**
 * The clipboard's HTML; null: there was none.
 */
html: string | null, how: "rich" | "text" | "markdown", 
/**
 * BCP 47 language of the piece; words in another one are marked so.
 */
lang: string, };

export type Clipping = { 
/**
 * ProseMirror JSON: its blocks are the body, the other parts are empty.
 */
doc: string, left_out: Array<LeftOut>, 
/**
 * It was read as plain text and looks like Markdown.
 */
markdown: boolean, };

export type Colour = "ink" | "blue" | "amber" | "green" | "violet" | "red";

export type Column = { by: By, 
/**
 * A state's id, a person's id (empty: nobody), or a section (empty: none).
 */
id: string, };

export type Compare = { 
/**
 * Inserted plus deleted words.
 */
words_changed: number, blocks: Array<CompareBlock>, };

export type CompareBlock = { part: Part, before: Array<Piece>, after: Array<Piece>, 
/**
 * It stands elsewhere on the other side, word for word.
 */
moved: boolean, };

export type Completion = { 
/**
 * From here to there (UTF-16 units) it takes the place of what was typed.
 */
start: number, end: number, put: string, 
/**
 * As it is shown.
 */
name: string, 
/**
 * What it is; empty where the name says it.
 */
told: string, };

export type Copied = { html: string, text: string, };

export type Credit = { 
/**
 * `by`, `translated-by`, `photographs`, `additional-reporting`, `edited-by`, or the house's own word.
 */
role: string, name: string, 
/**
 * "transport correspondent"; empty when none.
 */
title: string, 
/**
 * What joins title and affiliation in print: "of", "bei der"; empty for a comma.
 */
joint: string, 
/**
 * "the Harbour Review (HR)"; empty when none.
 */
affiliation: string, 
/**
 * BCP 47 tag of the name's language; empty when the article's.
 */
language: string, 
/**
 * False: internal, never printed or exported.
 */
public: boolean, 
/**
 * The desk person's id; empty when nobody of the desk.
 */
person: string, };

export type DateFollows = { 
/**
 * The date as it would be kept, with what the clocks do on that day; null: it is taken away.
 */
value: DateValue | null, follows: Array<Follow>, };

export type DateName = "filed" | "deadline" | "planned" | "publish_at" | "embargo" | "printed";

export type DateRead = { text: string, 
/**
 * IANA; null: the desk's. "Today" is today there.
 */
zone: string | null, };

export type DateSet = { article: ArticleId, date: DateName, 
/**
 * `2026-11-26T07:00`, `2026-11-26`, or as people type it: "thu 7:00"; null or `none` takes the date away.
 */
wall: string | null, 
/**
 * IANA; null: the desk's.
 */
zone: string | null, fold: Fold | null, };

export type DateValue = { 
/**
 * `2026-11-26T07:00`, or `2026-11-26` for a day.
 */
wall: string, 
/**
 * IANA name.
 */
zone: string, 
/**
 * The choice made where the clock shows this time twice; null where it does not.
 */
fold: Fold | null, 
/**
 * UTC, `2026-11-26T07:00:00Z`; of a day its first moment, of a deadline's day its last second.
 */
instant: string, 
/**
 * The version of the zone rules by which the instant was made.
 */
tzdb: string, 
/**
 * A sentence where the clock skips this time or shows it twice, or where the rules have changed; else empty.
 */
told: string, };

export type DateWall = { 
/**
 * `2026-11-26T07:00`, or `2026-11-26` where no time was typed.
 */
wall: string, 
/**
 * In words: "26 November 2026, 07:00".
 */
spoken: string, };

export type Dates = { filed: DateValue | null, deadline: DateValue | null, planned: DateValue | null, publish_at: DateValue | null, embargo: DateValue | null, printed: DateValue | null, };

export type DatesSet = { article: ArticleId, dates: Array<DateSet>, };

export type DeskCheck = Record<symbol, never>;

export type DeskId = string;

export type DeskInfo = { id: DeskId, title: string, 
/**
 * BCP 47.
 */
lang: string, 
/**
 * IANA zone.
 */
zone: string, 
/**
 * Who I am on this desk; null where nobody is known.
 */
me: Person | null, people: Array<Person>, states: Array<State>, transitions: Array<Transition>, counts: Array<StateCount>, total: number, 
/**
 * Pieces past their deadline that are not passed yet.
 */
late: number, 
/**
 * Pieces whose publication date has passed and that did not go out.
 */
missed: number, 
/**
 * Pieces that wait for me.
 */
waiting: number, 
/**
 * Pieces that are out with people outside the desk.
 */
out: number, read_only: boolean, 
/**
 * How long headline and standfirst may be.
 */
limits: Limits, 
/**
 * The day in the desk's zone, YYYY-MM-DD.
 */
today: string, };

export type DeskKinds = Record<symbol, never>;

export type DeskNew = { title: string, lang: string, zone: string, 
/**
 * The first person's name.
 */
person: string, };

export type DeskOpenRecent = { id: string, };

export type Dossier = { files: Array<DossierFile>, approaches: Array<Approach>, };

export type DossierAdd = { article: ArticleId, 
/**
 * Tokens of files.
 */
files: Array<string>, 
/**
 * Null: by what the file is.
 */
kind: string | null, note: string, };

export type DossierFile = { id: string, name: string, 
/**
 * mail, permission, source, document, other.
 */
kind: "mail" | "permission" | "source" | "document" | "other", 
/**
 * Bytes.
 */
size: number, 
/**
 * What was written beside it; empty: nothing.
 */
note: string, 
/**
 * When it came (instant), and who added it; empty: nobody known.
 */
added: string, by: string, 
/**
 * Words of it are found; else only its name and its note are: pictures, PDF.
 */
searched: boolean, 
/**
 * It opens in a program of the system; else it is saved.
 */
opens: boolean, };

export type DossierGet = { article: ArticleId, };

export type DossierSave = { file: string, 
/**
 * A file that is there may be replaced.
 */
replace: boolean, };

export type DossierSaved = { 
/**
 * The file's name.
 */
name: string, };

export type DossierSet = { file: string, kind: string | null, note: string | null, };

export type Due = { row: Row, 
/**
 * "2 days ago"; of what is due today "in 3 hours".
 */
ago: string, late: boolean, };

export type Edit = { part: Part, block: string | null, start: number, end: number, replace: string, };

export type Event = { "kind": "changed", seq: number, 
/**
 * desk, person, article, text, field, date, version, finding, history, media, original.
 */
kinds: Array<string>, articles: Array<string>, 
/**
 * Of each piece whose text changed: how often it was saved so far, as `Saved.seq` counts.
 */
texts: Record<string, number>, 
/**
 * A window ignores its own.
 */
origin: string, } | { "kind": "progress", job: string, done: number, total: number, label: string, } | { "kind": "dropped", files: Array<FileToken>, x: number, y: number, } | { "kind": "dragging", over: boolean, x: number, y: number, names: Array<string>, } | { "kind": "desk" } | { "kind": "handed" } | { "kind": "closing" } | { "kind": "said", about: "missed" | "backups" | "place" | "recurring", message: string, } | { "kind": "trouble", failure: Failure, };

export type Every = "week" | "month";

export type ExportCopy = { article: ArticleId, working_copy: boolean, };

export type ExportFormat = { 
/**
 * `html`, `markdown:plain`, `markdown:hugo`.
 */
id: string, name: string, 
/**
 * Of the main file, without the dot.
 */
ext: string, 
/**
 * True: a folder is asked for even for one piece.
 */
folder: boolean, };

export type ExportPreview = { article: ArticleId, to: string, };

export type ExportWrite = { articles: Array<ArticleId>, to: string, 
/**
 * For the people of the piece, marked as such: in any state, under the embargo too.
 */
working_copy: boolean, 
/**
 * Files that are there may be replaced.
 */
replace: boolean, };

export type Exported = { 
/**
 * Names within the folder, the pieces' own files first.
 */
paths: Array<string>, left_out: Array<LeftOut>, 
/**
 * The folder's name.
 */
folder: string, };

export type Failure = { 
/**
 * Stable, lower-case with hyphens (`conflict`, `gates`, `not-found` …); the window and the exit codes branch on it.
 */
code: string, 
/**
 * One sentence: what is wrong and what to do. No paths of the machine, no codes.
 */
message: string, };

export type Fee = { id: string, article: ArticleId, slug: string, 
/**
 * The headline, else the slug.
 */
label: string, person: PersonId, 
/**
 * As the desk knows them; never a legal name.
 */
name: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Digits after the point.
 */
digits: number, agreed: number | null, invoiced: number | null, paid: number | null, 
/**
 * The number of their invoice.
 */
invoice: string, 
/**
 * Days, YYYY-MM-DD; empty: not said.
 */
invoiced_on: string, paid_on: string, };

export type FeeExport = { wish: FeeList, 
/**
 * A file that is there may be replaced.
 */
replace: boolean, };

export type FeeList = { article: ArticleId | null, person: PersonId | null, 
/**
 * Only those that are not paid in full.
 */
open: boolean, };

export type FeeRemove = { fee: string, };

export type FeeSet = { article: ArticleId, person: PersonId, 
/**
 * Null in a new fee: the currency that the desk used last.
 */
currency: string | null, 
/**
 * Amounts as people type them: "250", "250,50".
 */
agreed: string | null, invoiced: string | null, paid: string | null, invoice: string | null, 
/**
 * Days as people type them; null with the first amount: today.
 */
invoiced_on: string | null, paid_on: string | null, };

export type FeesWritten = { 
/**
 * The file's name.
 */
name: string, fees: number, };

export type FieldSaved = { field: string, 
/**
 * JSON of what is stored.
 */
value: string, fields: Fields, 
/**
 * JSON of the value that was sent and not stored, because somebody else had changed the field meanwhile; null: it is stored.
 */
other: string | null, };

export type FieldSet = { article: ArticleId, 
/**
 * slug, address, lang, section, tags, credits, author_note, source_line, preface, lead_picture (a picture's hash),
 * search_title, search_description, social_text, newsletter_blurb, target_words.
 */
field: string, 
/**
 * JSON: text, a list of texts (tags), a list of credits, a number (target_words).
 */
value: string, 
/**
 * JSON of the value that it replaces, as it was shown.
 */
replaces: string, };

export type Fields = { 
/**
 * Short internal name, unique on the desk, never printed.
 */
slug: string, 
/**
 * The public end of its URL; empty until first needed.
 */
address: string, 
/**
 * BCP 47.
 */
lang: string, section: string, tags: Array<string>, credits: Array<Credit>, author_note: string, source_line: string, preface: string, teasers: Teasers, 
/**
 * The picture that stands for the piece, by its hash; empty, or no longer in the text: the first.
 */
lead_picture: string, 
/**
 * Words wanted; 0 when no limit was set.
 */
target_words: number, };

export type FileToken = { token: string, name: string, size: number, };

export type Finding = { 
/**
 * The same as long as its words and their neighbours are.
 */
id: string, rule: string, level: Level, part: Part, 
/**
 * The block's id; none where it stands in a field.
 */
block: string | null, 
/**
 * The field's name; none where it stands in the text.
 */
field: string | null, 
/**
 * UTF-16 units from the start of the block or field.
 */
start: number, end: number, text: string, 
/**
 * Up to 20 characters before and after.
 */
before: string, after: string, 
/**
 * One sentence: what, why, and what to do.
 */
message: string, fixes: Array<Fix>, };

export type Fix = { label: string, 
/**
 * Whether it can be made without looking.
 */
safe: boolean, edits: Array<Edit>, };

export type Fold = "first" | "later";

export type Follow = { 
/**
 * True where a promise would be broken; false where it is only to be known.
 */
breaks: boolean, message: string, };

export type Found = { article: ArticleId, slug: string, };

export type FullDay = { day: string, total: number, };

export type GateKind = { id: string, 
/**
 * "No error is left".
 */
name: string, 
/**
 * What stands after the colon: empty (nothing may), `flags` (findings of that level, too), `parts` (which), `percent` (a number).
 */
parameter: "" | "flags" | "parts" | "percent", };

export type GateResult = { gate: string, ok: boolean, 
/**
 * One sentence.
 */
message: string, 
/**
 * False: told, but does not hold the move back.
 */
blocks: boolean, places: Array<Place>, };

export type Group = "before" | "out" | "aside";

export type Guess = { 
/**
 * `kicker`, `headline`, `standfirst`, `byline`, `filed`, `notes`, `note:3`.
 */
id: string, 
/**
 * `part`, `credit`, `date`, `notes`, `note`.
 */
kind: string, 
/**
 * What it was taken for: `kicker`, `headline`, `standfirst`, `byline`, `paragraph`, `filed`, `note`.
 */
part: string, 
/**
 * The block where it stands; null when it is not in the text.
 */
block: string | null, 
/**
 * The words taken, as they came.
 */
text: string, 
/**
 * One sentence: what was taken for what.
 */
message: string, };

export type HistoryCheck = { lines: number, 
/**
 * Machines that wrote lines.
 */
machines: number, 
/**
 * A sentence for each break; empty: whole.
 */
troubles: Array<string>, };

export type HistoryExport = { wish: HistoryWish, format: "csv" | "json", replace: boolean, };

export type HistoryList = { 
/**
 * Null: the whole desk's.
 */
article: ArticleId | null, 
/**
 * At most so many, the newest first; 0: 200.
 */
limit: number, };

export type HistoryPage = { 
/**
 * Lines in all, beyond this page.
 */
total: number, rows: Array<AuditRow>, 
/**
 * The kinds that the whole trail has, by name.
 */
kinds: Array<string>, };

export type HistoryWish = { article: ArticleId | null, person: PersonId | null, 
/**
 * move, date, field …; empty: every kind.
 */
kinds: Array<string>, 
/**
 * First and last day in the desk's zone, `2026-11-25`.
 */
from: string | null, to: string | null, offset: number, 
/**
 * At most 1000; 0: 200.
 */
limit: number, };

export type HistoryWritten = { name: string, lines: number, };

export type Hit = { before: string, 
/**
 * As written in the text.
 */
match: string, after: string, 
/**
 * Where it stands: `headline`, `body`, `note`, `byline`, `slug` …
 */
part: string, };

export type IcsWrite = { list: ListWish, 
/**
 * Only these dates; empty: all four.
 */
dates: Array<DateName>, 
/**
 * A file that is there may be replaced.
 */
replace: boolean, };

export type IcsWritten = { 
/**
 * The file's name.
 */
name: string, events: number, };

export type ImportAdd = { import: string, 
/**
 * Null: the proposed one.
 */
slug: string | null, 
/**
 * `YYYY-MM-DD`; null: as read from the file; empty: none.
 */
filed: string | null, 
/**
 * The piece that this is a new copy of; null: a new piece.
 */
copy_of: ArticleId | null, 
/**
 * It is one of many, taken in one by one: the desk is backed up before; null: as many as are waiting say so.
 */
many?: boolean | null, };

export type ImportAgain = { import: string, 
/**
 * Guesses not to make.
 */
without: Array<string>, 
/**
 * What a guess is instead: its id → kicker, headline, standfirst, byline, paragraph.
 */
parts: Record<string, string>, };

export type ImportDiscard = { import: string, };

export type ImportPaste = { text: string, 
/**
 * The clipboard's HTML; null: there was none.
 */
html: string | null, job: string, };

export type ImportPreview = { 
/**
 * Empty where the file could not be read.
 */
import: string, name: string, format: string, 
/**
 * Why the file could not be read; null: it could.
 */
failure: Failure | null, 
/**
 * ProseMirror JSON; empty where the file could not be read.
 */
doc: string, fields: Fields, 
/**
 * `YYYY-MM-DD`; null: the file does not say.
 */
filed: string | null, 
/**
 * Proposed; free on the desk.
 */
slug: string, words: number, guesses: Array<Guess>, left_out: Array<LeftOut>, 
/**
 * Pieces of the desk that it resembles, the most alike first.
 */
copy_of: Array<Likeness>, media: Array<PreviewMedia>, 
/**
 * What is in a file of many pieces, which are added together by `wxr_add`; null: it is one piece.
 */
many: ManySummary | null, };

export type ImportRead = { 
/**
 * Tokens of files.
 */
files: Array<string>, 
/**
 * The name by which the window watches and cancels; empty: nobody does.
 */
job: string, 
/**
 * BCP 47 language of pieces that do not name their own; null: the desk's.
 */
lang: string | null, 
/**
 * Guesses not to make.
 */
without: Array<string>, };

export type JobCancel = { job: string, };

export type Kind = { name: string, 
/**
 * Pieces under it.
 */
count: number, 
/**
 * Those of them that are on their way.
 */
open: number, };

export type Kinds = { sections: Array<Kind>, tags: Array<Kind>, };

export type LanguageVersion = { article: ArticleId, slug: string, 
/**
 * The headline; empty: it has none yet.
 */
label: string, lang: string, dir: "ltr" | "rtl", 
/**
 * A state's id.
 */
state: string, original: boolean, 
/**
 * A sentence; empty: it waits for nothing.
 */
waits: string, 
/**
 * The version of the original that it was translated from; null for the original.
 */
made_from: VersionId | null, 
/**
 * Words of the original that were changed since.
 */
changed: number, };

export type LeftOut = { 
/**
 * `highlight`, `tracked-deletion`, `comment`, `note-empty`, `macro` …
 */
code: string, 
/**
 * One sentence for the person.
 */
message: string, 
/**
 * How many of them.
 */
count: number, 
/**
 * The block where it stood; null when nowhere in the text.
 */
block: string | null, 
/**
 * Its words, where it had any.
 */
text: string, };

export type Level = "error" | "flag" | "ledger";

export type Likeness = { article: ArticleId, 
/**
 * The headline, else the slug.
 */
label: string, slug: string, 
/**
 * Its id; empty: the text as it stands.
 */
version: string, 
/**
 * "the version passed to proof on 20 November 2026".
 */
why: string, words_changed: number, 
/**
 * 0 to 1.
 */
score: number, };

export type Limits = { headline: number, standfirst: number, };

export type LinkOpen = { href: string, };

export type ListColumn = { 
/**
 * headline, slug, author, section, state, with, deadline, date, words, findings.
 */
id: string, 
/**
 * Pixels; 0: as designed.
 */
width: number, };

export type ListPage = { 
/**
 * Rows that fit in all, beyond this page.
 */
total: number, rows: Array<Row>, 
/**
 * Pieces in each state of the whole desk, whatever is searched or filtered.
 */
counts: Array<StateCount>, };

export type ListWish = { 
/**
 * A state's id; null: every state.
 */
state: string | null, 
/**
 * What a person typed to find pieces (`query.rs`); null or empty: all.
 */
query: string | null, 
/**
 * Only those of this column of a board; null: all.
 */
column?: Column | null, sort: Sort, descending: boolean, offset: number, 
/**
 * At most 500; 0: 100.
 */
limit: number, 
/**
 * Only what is on its way or on hold.
 */
not_published: boolean, };

export type Load = { pieces: number, words: number, };

export type Looking = { 
/**
 * When the backup was made (instant).
 */
when: string, 
/**
 * The desk that it is of, in the recent desks.
 */
recent: string, };

export type MadePiece = { article: ArticleId, slug: string, day: string, };

export type Many = { done: Array<ArticleId>, refused: Array<Refused>, };

export type ManySummary = { 
/**
 * The site's title and address.
 */
site: string, link: string, 
/**
 * Posts and pages that can be taken in.
 */
pieces: number, published: number, drafts: number, 
/**
 * Those that were to go out later: they come as drafts with a planned date.
 */
scheduled: number, 
/**
 * Pictures and files of the library: only their addresses are in the file.
 */
pictures: number, 
/**
 * Menus, revisions, what is in the bin: passed over.
 */
passed_over: number, authors: Array<string>, sections: Array<string>, 
/**
 * `YYYY-MM-DD` of the oldest and the newest published piece; empty: none.
 */
first: string, last: string, 
/**
 * The first of them.
 */
titles: Array<ManyTitle>, 
/**
 * Why the file could not be read to its end; null: it could.
 */
failure: Failure | null, };

export type ManyTitle = { title: string, 
/**
 * As a sentence shows it: `published`, `draft`, `scheduled`.
 */
state: string, 
/**
 * `YYYY-MM-DD`; empty: none.
 */
date: string, author: string, };

export type MediaGet = { hash: string, 
/**
 * As wide as it is to be shown, in pixels; without it the picture comes whole, to the byte.
 */
width: number | null, };

export type MediaInfo = { hash: string, 
/**
 * Pixels.
 */
width: number, height: number, mime: string, };

export type MediaPut = { 
/**
 * As the file was called; empty when it came from the clipboard.
 */
name: string, };

export type MediaTake = { token: string, };

export type Missed = { row: Row, 
/**
 * "7 hours ago", "3 days ago".
 */
ago: string, 
/**
 * It went out by hand at its date; null where the workflow has no such move from here.
 */
dated: Move | null, 
/**
 * It goes out now.
 */
now: Move | null, hold: Move | null, };

export type MissedList = { missed: Array<Missed>, 
/**
 * How many there are, beyond those listed.
 */
missed_total: number, 
/**
 * Copy that is due today and is not ready, or was due before: the most late first.
 */
due: Array<Due>, late_total: number, };

export type Move = { 
/**
 * What `article_move` takes as `to`: a state's id, with the kind where two moves share it (`published:fix`).
 */
to: string, 
/**
 * The state that it leads to.
 */
state: string, 
/**
 * "Pass to proof".
 */
label: string, 
/**
 * How many things are still to settle: "Pass to proof · 6 open".
 */
open: number, gates: Array<GateResult>, primary: boolean, reason_wanted: boolean, 
/**
 * Why I may not make it; empty: I may.
 */
no_right: string, };

export type NewArticle = { article: ArticleId, slug: string, };

export type Nothing = Record<string, never>;

export type OfArticle = { article: ArticleId, };

export type OfBackup = { recent: string | null, backup: string, };

export type OfDesk = { 
/**
 * A line of the recent desks; null: the open desk.
 */
recent: string | null, };

export type OfDossier = { file: string, };

export type OfOut = { out: string, };

export type OfRecovery = { article: ArticleId, };

export type OfVersion = { article: ArticleId, version: VersionId, };

export type OpenFiles = { 
/**
 * The folder's name.
 */
folder: string, pieces: number, rows: number, };

export type Original = { id: string, name: string, 
/**
 * docx, markdown, html, text, eml.
 */
format: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * Instant.
 */
added: string, };

export type OriginalOpen = { article: ArticleId, original: string, };

export type OutList = { 
/**
 * Everybody who has had this piece, the last first; null: everything on the desk that is not back, the longest away first.
 */
article: ArticleId | null, };

export type OutSend = { article: ArticleId, who: string, mail: string, 
/**
 * By what means; empty: by mail.
 */
means: string, 
/**
 * The day on which it is due back, as people type it; empty: none.
 */
due: string, };

export type OutWith = { id: string, article: ArticleId, 
/**
 * The headline, else the slug.
 */
label: string, 
/**
 * Their name.
 */
who: string, 
/**
 * Their mail address; empty: not known.
 */
mail: string, 
/**
 * "mail", "paper"; as it was typed.
 */
means: string, 
/**
 * The version that they have, and what it is called.
 */
version: VersionId, version_told: string, 
/**
 * Since when (instant).
 */
since: string, 
/**
 * The day on which it is due back, YYYY-MM-DD; empty: none was said.
 */
due: string, 
/**
 * The day is past and it is not back.
 */
late: boolean, 
/**
 * When it came back (instant); null: they still have it.
 */
back: string | null, 
/**
 * The last reminder (instant); null: none.
 */
reminded: string | null, reminders: number, };

export type Part = "kicker" | "headline" | "standfirst" | "byline" | "body" | "note" | "caption" | "teaser";

export type Person = { id: PersonId, name: string, 
/**
 * writer, editor, copy editor, fact checker, proofreader, legal reader, translator, editor-in-chief.
 */
roles: Array<string>, 
/**
 * False: not on the desk; kept for its history, or a contributor.
 */
active: boolean, 
/**
 * A contributor who is not on the desk: credited, paid, written to; never given a piece.
 */
outside: boolean, 
/**
 * Where they are written to; empty: not known.
 */
mail: string, 
/**
 * As it prints after the name, "transport correspondent"; empty: none.
 */
office: string, 
/**
 * "the Harbour Review"; empty: none.
 */
affiliation: string, 
/**
 * In which they write, BCP 47.
 */
languages: Array<string>, 
/**
 * As they are printed; empty: the name.
 */
byline: string, };

export type PersonAdd = { name: string, roles: Array<string>, 
/**
 * A contributor who is not on the desk.
 */
outside: boolean, };

export type PersonId = string;

export type PersonLoad = { 
/**
 * Null: nobody has it.
 */
person: PersonId | null, 
/**
 * Empty: nobody.
 */
name: string, 
/**
 * Due in a week before this one.
 */
before: Load, weeks: Array<Load>, 
/**
 * Due in a week after the last one.
 */
after: Load, 
/**
 * Due on no day.
 */
undated: Load, all: Load, };

export type PersonMe = { person: PersonId, };

export type PersonSet = { person: PersonId, name: string | null, roles: Array<string> | null, 
/**
 * False: leaves the desk; what they did stays theirs.
 */
active: boolean | null, 
/**
 * True: writes for the desk and is not on it.
 */
outside: boolean | null, mail: string | null, office: string | null, affiliation: string | null, languages: Array<string> | null, byline: string | null, };

export type Piece = { text: string, kind: Change, };

export type Place = { 
/**
 * Kicker, headline, standfirst, body …; empty where only a field or a date is meant.
 */
part: string, block: string | null, 
/**
 * A field's or a date's name (`credits`, `lang`, `publish_at`).
 */
field: string | null, start: number, end: number, message: string, };

export type Presence = { article: ArticleId, 
/**
 * Empty: nobody known.
 */
person: string, 
/**
 * Their name; empty: somebody.
 */
name: string, 
/**
 * It is I, in another window.
 */
me: boolean, 
/**
 * Since when (instant).
 */
since: string, };

export type PresenceTell = { 
/**
 * The piece that is open in this window; null: none.
 */
article: ArticleId | null, };

export type Preset = { id: string, name: string, 
/**
 * For whom, in a sentence.
 */
told: string, states: Array<State>, transitions: Array<Transition>, };

export type Preview = { html: string, };

export type PreviewMedia = { hash: string, width: number, height: number, };

export type QueryComplete = { text: string, 
/**
 * Where the caret stands, in UTF-16 units.
 */
at: number, };

export type Recent = { 
/**
 * This line's own: a copy of a desk has the desk's id, too.
 */
id: string, title: string, pieces: number, missed: number, 
/**
 * Instant, RFC 3339 in UTC.
 */
opened: string, 
/**
 * Is its file still where it was?
 */
there: boolean, 
/**
 * Its file's name and folder, where another recent desk has the same title; else empty.
 */
place: string, };

export type Recovery = { id: string, article: ArticleId, 
/**
 * The piece's slug then.
 */
slug: string, 
/**
 * When it was kept (instant).
 */
when: string, 
/**
 * Who typed it, by name; empty when nobody is known.
 */
who: string, 
/**
 * Empty: the text itself was saved.
 */
doc: string, 
/**
 * Those that did not become durable, in the order in which they are shown.
 */
fields: Array<TypedField>, 
/**
 * Whether the text was changed since: then what it has and this text lacks may have come later.
 */
changed: boolean, };

export type RecoveryKeep = { article: ArticleId, 
/**
 * The `head` on which it was written.
 */
base: string, 
/**
 * Empty: the text is durable.
 */
doc: string, 
/**
 * Those that are not durable.
 */
fields: Array<TypedField>, };

export type RecoverySettle = { article: ArticleId, recovery: string, };

export type Recurred = { made: Array<MadePiece>, 
/**
 * A sentence; empty: nothing to tell.
 */
told: string, };

export type Recurring = { recurring: string, 
/**
 * "Letters": slugs are made from it and the day.
 */
name: string, 
/**
 * The template's id, and its name.
 */
template: string, template_name: string, every: Every, days: Array<number>, 
/**
 * `07:00`; empty: the day is enough.
 */
time: string, 
/**
 * Made so many days before.
 */
ahead: number, active: boolean, 
/**
 * "every Monday, 07:00"
 */
told: string, 
/**
 * The next day for which there is no piece yet; null: none within a year.
 */
next: string | null, };

export type RecurringRemove = { recurring: string, };

export type RecurringSet = { 
/**
 * Null: a new one.
 */
recurring: string | null, name: string, 
/**
 * A template's id or name.
 */
template: string, every: Every, days: Array<number>, time: string, ahead: number, active: boolean, };

export type Refused = { article: ArticleId, slug: string, 
/**
 * The headline, else the slug.
 */
label: string, 
/**
 * As the same act on this piece alone refuses it.
 */
failure: Failure, };

export type Reminder = { text: string, mail: string, out: OutWith, };

export type Repaired = { 
/**
 * The new file's name.
 */
name: string, pieces: number, 
/**
 * A sentence for each thing that is lost or was mended; empty: nothing.
 */
told: Array<string>, };

export type Rescued = { 
/**
 * The folder's name.
 */
folder: string, 
/**
 * Pieces with a text.
 */
pieces: number, versions: number, files: number, 
/**
 * A sentence for each thing that is lost.
 */
told: Array<string>, };

export type Row = { id: ArticleId, slug: string, 
/**
 * The headline as plain text, else the slug.
 */
label: string, lang: string, dir: "ltr" | "rtl", section: string, author: string, state: string, 
/**
 * Who has it, by name.
 */
with: string | null, 
/**
 * Since when it is in this state (instant).
 */
since: string, deadline: DateValue | null, publish_at: DateValue | null, planned: DateValue | null, words: number, 
/**
 * 0: no limit was set.
 */
target_words: number, errors: number, flags: number, placeholders: number, 
/**
 * The copy is due since before now and the piece is not ready.
 */
late: boolean, 
/**
 * It should have gone out before now and did not.
 */
missed: boolean, 
/**
 * The slug of the piece that it is a translation of.
 */
translation_of: string | null, 
/**
 * It stands under that piece in this list.
 */
nested: boolean, 
/**
 * What it waits for as a translation, in a sentence; empty: nothing.
 */
waits: string, 
/**
 * Empty: in none.
 */
series: string, 
/**
 * Its number there.
 */
series_place: number, hit: Hit | null, };

export type Saved = { head: string, 
/**
 * How often the text was saved so far: what the event `changed` names as well.
 */
seq: number, words: number, errors: number, flags: number, 
/**
 * Instant.
 */
when: string, };

export type SavedView = { id: string, name: string, 
/**
 * As it is typed.
 */
query: string, kind: ViewKind, 
/**
 * The columns of a board.
 */
by: By, 
/**
 * The columns of a list; none: as designed.
 */
columns: Array<ListColumn>, sort: Sort, descending: boolean, count: number, 
/**
 * Why its question cannot be put any more; else empty.
 */
failure: string, };

export type Series = { 
/**
 * Empty: in none.
 */
name: string, 
/**
 * In their order, the piece itself among them.
 */
pieces: Array<SeriesPiece>, };

export type SeriesKind = { name: string, count: number, };

export type SeriesPiece = { article: ArticleId, slug: string, 
/**
 * The headline; empty: it has none yet.
 */
label: string, lang: string, 
/**
 * A state's id.
 */
state: string, place: number, };

export type SeriesSet = { article: ArticleId, 
/**
 * Empty: in none.
 */
name: string, 
/**
 * From 1; null: after the last one.
 */
place: number | null, };

export type Settings = { theme: "system" | "light" | "dark", density: "comfortable" | "dense", 
/**
 * 1 is as designed.
 */
zoom: number, 
/**
 * What the list is sorted by.
 */
sort: string, 
/**
 * How the desk is looked at.
 */
view: "list" | "board" | "calendar" | "line-up" | "waiting", 
/**
 * The columns of the board.
 */
parted: By, 
/**
 * The columns of the list, in their order; none: as designed.
 */
columns: Array<ListColumn>, contrast: "system" | "more", writing: Writing, 
/**
 * Dates that were missed and copy that is late are told by the system, too, while the window is elsewhere.
 */
notify: boolean, 
/**
 * Keys that the person changed: a command's id → its keys as the window writes them ("Mod-Alt-f"), empty for none.
 */
keys: Record<string, string>, };

export type Shape = "dot" | "ring" | "square" | "diamond" | "triangle" | "bar";

export type Sort = "date" | "headline" | "slug" | "author" | "state" | "with" | "deadline" | "words" | "findings" | "newest" | "best";

export type State = { 
/**
 * Stable, `copy-edit`.
 */
id: string, 
/**
 * As shown, "Copy edit".
 */
name: string, group: Group, colour: Colour, 
/**
 * False: the text is read-only here.
 */
editable: boolean, 
/**
 * True: the piece may be exported as itself, not only as a working copy.
 */
exports: boolean, shape: Shape, 
/**
 * True: kept for when the desk wants it; no piece stands here and no move leads here.
 */
off: boolean, };

export type StateCount = { state: string, count: number, };

export type Taken = { taken: boolean, };

export type Teasers = { search_title: string, search_description: string, social_text: string, newsletter_blurb: string, };

export type Template = { template: string, name: string, lang: string, section: string, 
/**
 * 0: no limit.
 */
target_words: number, 
/**
 * Who has a new piece; null: nobody.
 */
person: PersonId | null, 
/**
 * The copy is due so many days before the piece goes out; null: no deadline is set.
 */
due_days: number | null, 
/**
 * Words that every new piece begins with.
 */
words: number, items: Array<TemplateItem>, };

export type TemplateItem = { state: string, label: string, };

export type TemplateRemove = { template: string, };

export type TemplateSave = { 
/**
 * The piece that it is made from.
 */
article: ArticleId, 
/**
 * Another template of this name is written over.
 */
name: string, 
/**
 * True: with the piece's words; else a placeholder stands for them.
 */
with_words: boolean, due_days: number | null, };

export type TemplateUse = { template: string, 
/**
 * Null: made from the template's name.
 */
slug: string | null, };

export type Ticked = { when: string, who: string, };

export type Transition = { from: string, 
/**
 * A state's id, or `back`: to where it was.
 */
to: string, 
/**
 * Tells moves between the same two states apart: `fix`, `correction`, `update`, `now`; else empty.
 */
kind: string, 
/**
 * "Pass to proof".
 */
label: string, 
/**
 * Gate ids, in the order in which they are told.
 */
gates: Array<string>, 
/**
 * The usual way on from here.
 */
primary: boolean, 
/**
 * True: the person is asked why.
 */
reason: boolean, 
/**
 * Roles that may, and `assigned`: whoever has the piece. Empty: everybody.
 */
who: Array<string>, 
/**
 * Not for a person of the piece's own byline.
 */
not_author: boolean, };

export type TranslationLink = { article: ArticleId, 
/**
 * What it is a translation of; null: of nothing.
 */
original: ArticleId | null, };

export type TranslationList = { article: ArticleId, };

export type TranslationNew = { 
/**
 * The original, or another translation of it: then its original is taken.
 */
article: ArticleId, 
/**
 * BCP 47.
 */
lang: string, };

export type TypedField = { 
/**
 * As `field_set` names it.
 */
field: string, 
/**
 * JSON of what was typed.
 */
value: string, 
/**
 * JSON of what the desk had then.
 */
replaces: string, };

export type VersionCompare = { article: ArticleId, a: string, b: string, };

export type VersionId = string;

export type VersionInfo = { id: VersionId, 
/**
 * Instant.
 */
when: string, 
/**
 * A person's name; empty when nobody is known.
 */
who: string, 
/**
 * "Passed to copy edit", "From ferry.docx", "not merged: Ana Duarte, 2026-11-25, 12:04".
 */
why: string, kind: "move" | "import" | "restore" | "conflict" | "parked" | "copy" | "named", words: number, 
/**
 * Given by a person; empty when none.
 */
name: string, };

export type VersionName = { article: ArticleId, name: string, };

export type VersionText = { doc: string, fields: Fields, };

export type ViewKind = "list" | "board" | "calendar" | "line-up";

export type ViewList = Record<symbol, never>;

export type ViewRemove = { id: string, };

export type ViewSave = { 
/**
 * The view that is changed; null: a new one.
 */
id: string | null, name: string, query: string, kind: ViewKind, by: By, columns: Array<ListColumn>, sort: Sort, descending: boolean, };

export type Waiting = { row: Row, 
/**
 * Who has it.
 */
person: PersonId, 
/**
 * Who gave it; empty: nobody known.
 */
from: string, 
/**
 * What was said with it; empty: nothing.
 */
message: string, 
/**
 * Since when they have it (instant).
 */
since: string, };

export type WaitingLists = { 
/**
 * With me.
 */
mine: Array<Waiting>, 
/**
 * With others of the desk.
 */
others: Array<Waiting>, };

export type Why = "daily" | "asked" | "restore" | "import" | "migration";

export type WorkflowInfo = { 
/**
 * With those that are switched off, in order.
 */
states: Array<State>, transitions: Array<Transition>, acts: Array<ActRule>, 
/**
 * Every gate that a move may have.
 */
gates: Array<GateKind>, roles: Array<string>, presets: Array<Preset>, 
/**
 * Names the workflow as it is now: whoever changes it says which one they changed.
 */
head: string, 
/**
 * Why I may not change it; empty: I may.
 */
no_right: string, };

export type WorkflowSet = { states: Array<State>, transitions: Array<Transition>, acts: Array<ActRule>, 
/**
 * Where the pieces go of each state that is taken out or switched off.
 */
pieces_to: Record<string, string>, 
/**
 * The `head` of the workflow that was changed; null: whichever stands.
 */
head: string | null, };

export type Workload = { 
/**
 * The Monday of each week, in the desk's zone.
 */
weeks: Array<string>, 
/**
 * By name; last, what nobody has.
 */
people: Array<PersonLoad>, };

export type WorkloadWish = { 
/**
 * What a person typed to find pieces (`query.rs`); empty: all that are on their way.
 */
query: string, 
/**
 * So many weeks from this one on; 0: 5.
 */
weeks: number, };

export type Writing = { face: "serif" | "sans", 
/**
 * The longest line, in characters of ordinary width.
 */
measure: number, 
/**
 * The line with the caret stays at the same height.
 */
typewriter: boolean, 
/**
 * The columns beside the text are hidden until they are called.
 */
quiet: boolean, 
/**
 * Quotation marks, dashes and spaces follow the language as they are typed.
 */
smart: boolean, 
/**
 * Signs of Markdown become headings, lists, quotations, strong, emphasis, links as they are typed.
 */
signs: boolean, 
/**
 * Spaces that do not break, and line breaks, are shown.
 */
marks: boolean, };

export type WxrAdd = { 
/**
 * The id of the preview.
 */
import: string, job: string, };

export type WxrRefused = { title: string, why: string, };

export type WxrReport = { added: number, 
/**
 * Unchanged on the desk already.
 */
there: number, passed_over: number, refused: Array<WxrRefused>, 
/**
 * What the pieces do not carry, each kind once with its number and an example.
 */
left_out: Array<LeftOut>, 
/**
 * Why the file could not be read to its end; null: it could.
 */
failure: Failure | null, };

/** Every command: what it is asked with, what it answers. */
export interface Commands {
  app_state: { in: Nothing; out: AppState };
  app_settings_set: { in: AppSettingsSet; out: Settings };
  desk_new: { in: DeskNew; out: AppState };
  desk_open: { in: Nothing; out: AppState };
  desk_open_recent: { in: DeskOpenRecent; out: AppState };
  desk_sample: { in: Nothing; out: AppState };
  desk_close: { in: Nothing; out: AppState };
  files_choose: { in: Nothing; out: Array<FileToken> };
  folder_choose: { in: Nothing; out: Array<FileToken> };
  link_open: { in: LinkOpen; out: null };
  job_cancel: { in: JobCancel; out: null };
  desk_info: { in: Nothing; out: DeskInfo };
  desk_check: { in: DeskCheck; out: Checkup };
  desk_repair: { in: OfDesk; out: Repaired };
  desk_rescue: { in: OfDesk; out: Rescued };
  desk_files_write: { in: Nothing; out: OpenFiles };
  desk_files_read: { in: Nothing; out: AppState };
  person_me: { in: PersonMe; out: DeskInfo };
  person_add: { in: PersonAdd; out: Person };
  person_set: { in: PersonSet; out: Person };
  card_get: { in: CardGet; out: Card };
  card_set: { in: CardSet; out: Card };
  fee_list: { in: FeeList; out: Array<Fee> };
  fee_set: { in: FeeSet; out: Fee };
  fee_remove: { in: FeeRemove; out: null };
  fee_export: { in: FeeExport; out: FeesWritten };
  desk_limits_set: { in: Limits; out: Limits };
  workflow_get: { in: Nothing; out: WorkflowInfo };
  workflow_set: { in: WorkflowSet; out: WorkflowInfo };
  backup_list: { in: OfDesk; out: Array<Backup> };
  backup_make: { in: Nothing; out: Backup };
  backup_show: { in: OfDesk; out: null };
  backup_open: { in: OfBackup; out: AppState };
  backup_pieces: { in: OfBackup; out: Array<BackupPiece> };
  backup_take: { in: BackupTake; out: BackupTaken };
  backup_restore: { in: OfBackup; out: AppState };
  article_list: { in: ListWish; out: ListPage };
  article_find: { in: ArticleFind; out: Found };
  article_calendar: { in: CalendarWish; out: CalendarPage };
  article_board: { in: BoardWish; out: BoardPage };
  board_limit_set: { in: BoardLimitSet; out: null };
  article_alike: { in: ArticleAlike; out: Array<Likeness> };
  desk_kinds: { in: DeskKinds; out: Kinds };
  view_list: { in: ViewList; out: Array<SavedView> };
  view_save: { in: ViewSave; out: SavedView };
  view_remove: { in: ViewRemove; out: null };
  query_complete: { in: QueryComplete; out: Array<Completion> };
  article_new: { in: ArticleNew; out: NewArticle };
  article_get: { in: OfArticle; out: Article };
  article_save: { in: ArticleSave; out: Saved };
  article_findings: { in: OfArticle; out: Array<Finding> };
  article_moves: { in: OfArticle; out: Array<Move> };
  article_move: { in: ArticleMove; out: Article };
  article_give: { in: ArticleGive; out: Row };
  article_waiting: { in: Nothing; out: WaitingLists };
  articles_move: { in: ArticlesMove; out: Many };
  articles_date: { in: ArticlesDate; out: Many };
  articles_give: { in: ArticlesGive; out: Many };
  out_list: { in: OutList; out: Array<OutWith> };
  out_send: { in: OutSend; out: OutWith };
  out_back: { in: OfOut; out: OutWith };
  out_remind: { in: OfOut; out: Reminder };
  field_set: { in: FieldSet; out: FieldSaved };
  date_set: { in: DateSet; out: Dates };
  dates_set: { in: DatesSet; out: Dates };
  missed_list: { in: Nothing; out: MissedList };
  date_ask: { in: DateSet; out: DateFollows };
  date_read: { in: DateRead; out: DateWall };
  history_list: { in: HistoryList; out: Array<AuditRow> };
  history_page: { in: HistoryWish; out: HistoryPage };
  history_check: { in: Nothing; out: HistoryCheck };
  history_export: { in: HistoryExport; out: HistoryWritten };
  ics_write: { in: IcsWrite; out: IcsWritten };
  version_list: { in: OfArticle; out: Array<VersionInfo> };
  version_get: { in: OfVersion; out: VersionText };
  version_name: { in: VersionName; out: VersionInfo };
  version_compare: { in: VersionCompare; out: Compare };
  version_restore: { in: OfVersion; out: Article };
  version_settle: { in: OfVersion; out: Article };
  recovery_keep: { in: RecoveryKeep; out: null };
  recovery_drop: { in: OfRecovery; out: null };
  recovery_list: { in: OfRecovery; out: Array<Recovery> };
  recovery_pieces: { in: Nothing; out: Array<string> };
  recovery_settle: { in: RecoverySettle; out: null };
  translation_list: { in: TranslationList; out: Array<LanguageVersion> };
  translation_new: { in: TranslationNew; out: Found };
  translation_link: { in: TranslationLink; out: Array<LanguageVersion> };
  checklist_list: { in: Nothing; out: Array<ChecklistItem> };
  checklist_set: { in: ChecklistSet; out: Array<ChecklistItem> };
  article_checks: { in: OfArticle; out: Array<Check> };
  check_tick: { in: CheckTick; out: Array<Check> };
  check_add: { in: CheckAdd; out: Array<Check> };
  check_remove: { in: CheckRemove; out: Array<Check> };
  article_brief: { in: OfArticle; out: Brief };
  article_assign: { in: ArticleAssign; out: Brief };
  series_list: { in: Nothing; out: Array<SeriesKind> };
  series_get: { in: OfArticle; out: Series };
  series_set: { in: SeriesSet; out: Series };
  template_list: { in: Nothing; out: Array<Template> };
  template_save: { in: TemplateSave; out: Array<Template> };
  template_remove: { in: TemplateRemove; out: Array<Template> };
  template_use: { in: TemplateUse; out: NewArticle };
  recurring_list: { in: Nothing; out: Array<Recurring> };
  recurring_set: { in: RecurringSet; out: Array<Recurring> };
  recurring_remove: { in: RecurringRemove; out: Array<Recurring> };
  recurring_make: { in: Nothing; out: Recurred };
  article_workload: { in: WorkloadWish; out: Workload };
  media_put: { in: MediaPut; out: MediaInfo };
  media_take: { in: MediaTake; out: MediaInfo };
  media_choose: { in: Nothing; out: MediaInfo };
  media_get: { in: MediaGet; out: ArrayBuffer };
  byline_read: { in: BylineRead; out: Array<BylineLine> };
  clipboard_read: { in: ClipboardRead; out: Clipping };
  clipboard_put: { in: ClipboardPut; out: Taken };
  dossier_get: { in: DossierGet; out: Dossier };
  dossier_add: { in: DossierAdd; out: Array<DossierFile> };
  dossier_set: { in: DossierSet; out: DossierFile };
  dossier_remove: { in: OfDossier; out: null };
  dossier_open: { in: OfDossier; out: null };
  dossier_save: { in: DossierSave; out: DossierSaved };
  approach_set: { in: ApproachSet; out: Approach };
  approach_remove: { in: ApproachRemove; out: null };
  presence_tell: { in: PresenceTell; out: Array<Presence> };
  original_open: { in: OriginalOpen; out: null };
  import_read: { in: ImportRead; out: Array<ImportPreview> };
  import_paste: { in: ImportPaste; out: Array<ImportPreview> };
  import_again: { in: ImportAgain; out: ImportPreview };
  import_add: { in: ImportAdd; out: Added };
  wxr_add: { in: WxrAdd; out: WxrReport };
  import_discard: { in: ImportDiscard; out: null };
  export_formats: { in: Nothing; out: Array<ExportFormat> };
  export_preview: { in: ExportPreview; out: Preview };
  export_write: { in: ExportWrite; out: Exported };
  export_copy: { in: ExportCopy; out: Copied };
}

/** How each command is asked and answers. */
export const KINDS = {
  app_state: "json",
  app_settings_set: "json",
  desk_new: "json",
  desk_open: "json",
  desk_open_recent: "json",
  desk_sample: "json",
  desk_close: "json",
  files_choose: "json",
  folder_choose: "json",
  link_open: "json",
  job_cancel: "json",
  desk_info: "json",
  desk_check: "json",
  desk_repair: "json",
  desk_rescue: "json",
  desk_files_write: "json",
  desk_files_read: "json",
  person_me: "json",
  person_add: "json",
  person_set: "json",
  card_get: "json",
  card_set: "json",
  fee_list: "json",
  fee_set: "json",
  fee_remove: "json",
  fee_export: "json",
  desk_limits_set: "json",
  workflow_get: "json",
  workflow_set: "json",
  backup_list: "json",
  backup_make: "json",
  backup_show: "json",
  backup_open: "json",
  backup_pieces: "json",
  backup_take: "json",
  backup_restore: "json",
  article_list: "json",
  article_find: "json",
  article_calendar: "json",
  article_board: "json",
  board_limit_set: "json",
  article_alike: "json",
  desk_kinds: "json",
  view_list: "json",
  view_save: "json",
  view_remove: "json",
  query_complete: "json",
  article_new: "json",
  article_get: "json",
  article_save: "json",
  article_findings: "json",
  article_moves: "json",
  article_move: "json",
  article_give: "json",
  article_waiting: "json",
  articles_move: "json",
  articles_date: "json",
  articles_give: "json",
  out_list: "json",
  out_send: "json",
  out_back: "json",
  out_remind: "json",
  field_set: "json",
  date_set: "json",
  dates_set: "json",
  missed_list: "json",
  date_ask: "json",
  date_read: "json",
  history_list: "json",
  history_page: "json",
  history_check: "json",
  history_export: "json",
  ics_write: "json",
  version_list: "json",
  version_get: "json",
  version_name: "json",
  version_compare: "json",
  version_restore: "json",
  version_settle: "json",
  recovery_keep: "json",
  recovery_drop: "json",
  recovery_list: "json",
  recovery_pieces: "json",
  recovery_settle: "json",
  translation_list: "json",
  translation_new: "json",
  translation_link: "json",
  checklist_list: "json",
  checklist_set: "json",
  article_checks: "json",
  check_tick: "json",
  check_add: "json",
  check_remove: "json",
  article_brief: "json",
  article_assign: "json",
  series_list: "json",
  series_get: "json",
  series_set: "json",
  template_list: "json",
  template_save: "json",
  template_remove: "json",
  template_use: "json",
  recurring_list: "json",
  recurring_set: "json",
  recurring_remove: "json",
  recurring_make: "json",
  article_workload: "json",
  media_put: "bytes-in",
  media_take: "json",
  media_choose: "json",
  media_get: "bytes-out",
  byline_read: "json",
  clipboard_read: "json",
  clipboard_put: "json",
  dossier_get: "json",
  dossier_add: "json",
  dossier_set: "json",
  dossier_remove: "json",
  dossier_open: "json",
  dossier_save: "json",
  approach_set: "json",
  approach_remove: "json",
  presence_tell: "json",
  original_open: "json",
  import_read: "json",
  import_paste: "json",
  import_again: "json",
  import_add: "json",
  wxr_add: "json",
  import_discard: "json",
  export_formats: "json",
  export_preview: "json",
  export_write: "json",
  export_copy: "json",
} as const;
