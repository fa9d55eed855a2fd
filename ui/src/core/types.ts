// The conversation with the core. Made by `make types` from src-tauri/desk/src/api.rs; never edited by hand.

export type AppSettingsSet = { settings: Settings, };

export type AppState = { version: string, desk: DeskInfo | null, recent: Array<Recent>, settings: Settings, };

export type Colour = "ink" | "blue" | "amber" | "green" | "violet" | "red";

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
missed: number, read_only: boolean, 
/**
 * The day in the desk's zone, YYYY-MM-DD.
 */
today: string, };

export type DeskNew = { title: string, lang: string, zone: string, 
/**
 * The first person's name.
 */
person: string, };

export type DeskOpenRecent = { id: string, };

export type Event = { "kind": "changed", seq: number, 
/**
 * desk, person, article, text, field, date, version, finding, history, media, original.
 */
kinds: Array<string>, articles: Array<string>, 
/**
 * A window ignores its own.
 */
origin: string, } | { "kind": "progress", job: string, done: number, total: number, label: string, } | { "kind": "dropped", files: Array<FileToken>, x: number, y: number, } | { "kind": "dragging", over: boolean, x: number, y: number, names: Array<string>, } | { "kind": "desk" } | { "kind": "closing" } | { "kind": "trouble", failure: Failure, };

export type Failure = { 
/**
 * Stable, lower-case with hyphens (`conflict`, `gates`, `not-found` …); the window and the exit codes branch on it.
 */
code: string, 
/**
 * One sentence: what is wrong and what to do. No paths of the machine, no codes.
 */
message: string, };

export type FileToken = { token: string, name: string, size: number, };

export type Group = "before" | "out" | "aside";

export type JobCancel = { job: string, };

export type LinkOpen = { href: string, };

export type Nothing = Record<string, never>;

export type Person = { id: PersonId, name: string, 
/**
 * writer, editor, copy editor, fact checker, proofreader, legal reader, translator, editor-in-chief.
 */
roles: Array<string>, 
/**
 * False: no longer on the desk, kept for its history.
 */
active: boolean, };

export type PersonAdd = { name: string, roles: Array<string>, };

export type PersonId = string;

export type PersonMe = { person: PersonId, };

export type Recent = { id: string, title: string, pieces: number, missed: number, 
/**
 * Instant, RFC 3339 in UTC.
 */
opened: string, 
/**
 * Is its file still where it was?
 */
there: boolean, };

export type Settings = { theme: "system" | "light" | "dark", density: "comfortable" | "dense", 
/**
 * 1 is as designed.
 */
zoom: number, 
/**
 * What the list is sorted by.
 */
sort: string, };

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
exports: boolean, };

export type StateCount = { state: string, count: number, };

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
reason: boolean, };

/** Every command: what it is asked with, what it answers. */
export interface Commands {
  app_state: { in: Nothing; out: AppState };
  app_settings_set: { in: AppSettingsSet; out: Settings };
  desk_new: { in: DeskNew; out: AppState };
  desk_open: { in: Nothing; out: AppState };
  desk_open_recent: { in: DeskOpenRecent; out: AppState };
  desk_close: { in: Nothing; out: AppState };
  files_choose: { in: Nothing; out: Array<FileToken> };
  link_open: { in: LinkOpen; out: null };
  job_cancel: { in: JobCancel; out: null };
  desk_info: { in: Nothing; out: DeskInfo };
  person_me: { in: PersonMe; out: DeskInfo };
  person_add: { in: PersonAdd; out: Person };
}

/** How each command is asked and answers. */
export const KINDS = {
  app_state: "json",
  app_settings_set: "json",
  desk_new: "json",
  desk_open: "json",
  desk_open_recent: "json",
  desk_close: "json",
  files_choose: "json",
  link_open: "json",
  job_cancel: "json",
  desk_info: "json",
  person_me: "json",
  person_add: "json",
} as const;
