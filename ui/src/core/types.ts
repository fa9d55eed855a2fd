// What the core and the window say to each other: the shapes of every command's input and answer.

export type Failure = { code: string; message: string };

export type FileToken = { token: string; name: string; size: number };

export type Event =
  | { kind: "changed"; seq: number; kinds: string[]; articles: string[]; origin: string }
  | { kind: "progress"; job: string; done: number; total: number; label: string }
  | { kind: "dropped"; files: FileToken[]; x: number; y: number }
  | { kind: "dragging"; over: boolean; x: number; y: number; names: string[] }
  | { kind: "desk" }
  | { kind: "trouble"; failure: Failure }
  | { kind: "closing" };

export type Recent = { id: string; title: string; pieces: number; missed: number; opened: string; there: boolean };
export type Settings = {
  theme: "system" | "light" | "dark";
  density: "comfortable" | "dense";
  zoom: number;
  sort: string;
};
export type AppState = { version: string; desk: DeskInfo | null; recent: Recent[]; settings: Settings };

export type State = {
  id: string;
  name: string;
  group: "before" | "out" | "aside";
  colour: "ink" | "blue" | "amber" | "green" | "violet" | "red";
  editable: boolean;
  exports: boolean;
};
export type Transition = { from: string; to: string; label: string; gates: string[]; primary: boolean };
export type StateCount = { state: string; count: number };
export type Person = { id: string; name: string; roles: string[]; active: boolean };
export type DeskInfo = {
  id: string;
  title: string;
  lang: string;
  zone: string;
  me: Person | null;
  people: Person[];
  states: State[];
  transitions: Transition[];
  counts: StateCount[];
  total: number;
  late: number;
  missed: number;
  read_only: boolean;
  today: string;
};

export type DateValue = {
  wall: string;
  zone: string;
  fold: "first" | "later" | null;
  instant: string;
  tzdb: string;
  told: string;
};
export type Dates = {
  filed: DateValue | null;
  deadline: DateValue | null;
  planned: DateValue | null;
  publish_at: DateValue | null;
  embargo: DateValue | null;
  printed: DateValue | null;
};
export type DateName = keyof Dates;

export type Hit = { before: string; match: string; after: string; part: string };
export type Row = {
  id: string;
  slug: string;
  label: string;
  lang: string;
  dir: "ltr" | "rtl";
  section: string;
  author: string;
  state: string;
  with: string | null;
  since: string;
  deadline: DateValue | null;
  publish_at: DateValue | null;
  planned: DateValue | null;
  words: number;
  target_words: number;
  errors: number;
  flags: number;
  placeholders: number;
  late: boolean;
  missed: boolean;
  hit: Hit | null;
};
export type ListPage = { total: number; rows: Row[]; counts: StateCount[] };
export type Sort = "date" | "headline" | "slug" | "author" | "state" | "with" | "deadline" | "words" | "findings";

export type Credit = {
  role: string;
  name: string;
  title: string;
  affiliation: string;
  language: string;
  public: boolean;
  person: string;
};
export type Teasers = {
  search_title: string;
  search_description: string;
  social_text: string;
  newsletter_blurb: string;
};
export type Fields = {
  slug: string;
  address: string;
  lang: string;
  section: string;
  tags: string[];
  credits: Credit[];
  author_note: string;
  source_line: string;
  preface: string;
  teasers: Teasers;
  target_words: number;
};
export type FieldSaved = { field: string; value: string; fields: Fields; other: string | null };

export type Original = { id: string; name: string; format: string; size: number; added: string };
export type VersionInfo = {
  id: string;
  when: string;
  who: string;
  why: string;
  kind: string;
  words: number;
  name: string;
};
export type Article = {
  id: string;
  slug: string;
  state: string;
  doc: string;
  head: string;
  editable: boolean;
  why_not_editable: string;
  fields: Fields;
  dates: Dates;
  with: Person | null;
  since: string;
  row: Row;
  originals: Original[];
  conflicts: VersionInfo[];
};
export type Saved = { head: string; seq: number; words: number; errors: number; flags: number; when: string };

export type Edit = { part: string; block: string | null; start: number; end: number; replace: string };
export type Fix = { label: string; safe: boolean; edits: Edit[] };
export type Finding = {
  id: string;
  rule: string;
  level: "error" | "flag" | "ledger";
  part: string;
  block: string | null;
  field: string | null;
  start: number;
  end: number;
  text: string;
  before: string;
  after: string;
  message: string;
  fixes: Fix[];
};

export type Place = {
  part: string;
  block: string | null;
  field: string | null;
  start: number;
  end: number;
  message: string;
};
export type GateResult = { gate: string; ok: boolean; message: string; blocks: boolean; places: Place[] };
export type Move = {
  to: string;
  label: string;
  open: number;
  gates: GateResult[];
  primary: boolean;
  reason_wanted: boolean;
};

export type Piece = { text: string; kind: "same" | "inserted" | "deleted" | "format" };
export type CompareBlock = { part: string; before: Piece[]; after: Piece[] };
export type Compare = { words_changed: number; blocks: CompareBlock[] };
export type AuditRow = {
  seq: number;
  when: string;
  who: string;
  what: string;
  kind: string;
  article: string;
  why: string;
};

export type Guess = { id: string; kind: string; part: string; block: string | null; text: string; message: string };
export type LeftOut = { code: string; message: string; count: number; block: string | null; text: string };
export type Likeness = {
  article: string;
  label: string;
  slug: string;
  version: string;
  why: string;
  words_changed: number;
  score: number;
};
export type Picture = { hash: string; width: number; height: number };
export type ImportPreview = {
  import: string;
  name: string;
  format: string;
  failure: Failure | null;
  doc: string;
  fields: Fields;
  filed: string | null;
  slug: string;
  words: number;
  guesses: Guess[];
  left_out: LeftOut[];
  copy_of: Likeness[];
  media: Picture[];
};

export type ExportFormat = { id: string; name: string; ext: string; folder: boolean };
export type Exported = { paths: string[]; left_out: LeftOut[]; folder: string };

type Nothing = Record<string, never>;

export interface Commands {
  app_state: { in: Nothing; out: AppState };
  app_settings_set: { in: { settings: Settings }; out: Settings };
  desk_new: { in: { title: string; lang: string; zone: string; person: string }; out: AppState };
  desk_open: { in: Nothing; out: AppState };
  desk_open_recent: { in: { id: string }; out: AppState };
  desk_sample: { in: Nothing; out: AppState };
  desk_close: { in: Nothing; out: AppState };
  files_choose: { in: Nothing; out: FileToken[] };
  link_open: { in: { href: string }; out: null };
  job_cancel: { in: { job: string }; out: null };
  desk_info: { in: Nothing; out: DeskInfo };
  person_add: { in: { name: string; roles: string[] }; out: Person };
  person_me: { in: { person: string }; out: DeskInfo };
  article_list: {
    in: {
      state?: string | null;
      query?: string;
      sort: Sort;
      descending: boolean;
      offset: number;
      limit: number;
      not_published?: boolean;
    };
    out: ListPage;
  };
  article_new: { in: { headline?: string; slug?: string }; out: { article: string; slug: string } };
  article_get: { in: { article: string }; out: Article };
  article_save: {
    in: { article: string; base: string; save_id: string; steps: string; doc: string; rest: boolean };
    out: Saved;
  };
  article_findings: { in: { article: string }; out: Finding[] };
  article_moves: { in: { article: string }; out: Move[] };
  article_move: { in: { article: string; to: string; why: string; override: boolean }; out: Article };
  article_give: { in: { article: string; person: string | null }; out: Row };
  field_set: { in: { article: string; field: string; value: string; replaces: string }; out: FieldSaved };
  date_set: {
    in: {
      article: string;
      date: DateName;
      wall: string | null;
      zone: string | null;
      fold: "first" | "later" | null;
    };
    out: Dates;
  };
  version_list: { in: { article: string }; out: VersionInfo[] };
  version_get: { in: { article: string; version: string }; out: { doc: string; fields: Fields } };
  version_restore: { in: { article: string; version: string }; out: Article };
  version_name: { in: { article: string; name: string }; out: VersionInfo };
  version_compare: { in: { article: string; a: string; b: string }; out: Compare };
  history_list: { in: { article: string | null; limit: number }; out: AuditRow[] };
  import_read: { in: { files: string[]; job: string }; out: ImportPreview[] };
  import_paste: { in: { text: string; html: string | null; job: string }; out: ImportPreview[] };
  import_again: { in: { import: string; without: string[]; parts: Record<string, string> }; out: ImportPreview };
  import_add: {
    in: { import: string; slug: string | null; filed: string | null; copy_of: string | null };
    out: { article: string; slug: string; version: string | null };
  };
  import_discard: { in: { import: string }; out: null };
  original_open: { in: { article: string; original: string }; out: null };
  export_formats: { in: Nothing; out: ExportFormat[] };
  export_preview: { in: { article: string; to: string }; out: { html: string } };
  export_write: {
    in: { articles: string[]; to: string; working_copy: boolean; replace: boolean };
    out: Exported;
  };
  export_copy: { in: { article: string; working_copy: boolean }; out: { html: string; text: string } };
  media_get: { in: { hash: string }; out: ArrayBuffer };
}
