// What can be done in the window beside the text's own commands: names, headings, keys. The screens say how (`room.acts`).
import type { Act } from "../stores/acts.svelte";

export interface Described {
  name: string;
  group: string;
  keys?: string;
}

export const ACTS = {
  palette: { name: "Commands", group: "Window", keys: "Mod-Shift-p" },
  help: { name: "Help", group: "Window", keys: "F1" },
  settings: { name: "Settings", group: "Window", keys: "Mod-Alt-s" },
  larger: { name: "Larger", group: "Window", keys: "Mod-+" },
  smaller: { name: "Smaller", group: "Window", keys: "Mod--" },
  size: { name: "Size as designed", group: "Window", keys: "Mod-0" },
  "theme-system": { name: "Colours as the system", group: "Window" },
  "theme-light": { name: "Light", group: "Window" },
  "theme-dark": { name: "Dark", group: "Window" },
  contrast: { name: "High contrast", group: "Window" },
  desk: { name: "To the list", group: "Desk", keys: "Mod-Shift-l" },
  list: { name: "The desk as a list", group: "Desk", keys: "Alt-1" },
  board: { name: "The desk as a board", group: "Desk", keys: "Alt-2" },
  calendar: { name: "The desk as a calendar", group: "Desk", keys: "Alt-3" },
  "line-up": { name: "The desk as a line-up", group: "Desk", keys: "Alt-5" },
  print: { name: "Print the line-up…", group: "Desk", keys: "Mod-p" },
  "save-view": { name: "Save as a view…", group: "Desk", keys: "Alt-Shift-s" },
  search: { name: "Find anything", group: "Desk", keys: "Mod-k" },
  "new-piece": { name: "New piece", group: "Desk", keys: "Mod-n" },
  import: { name: "Import files…", group: "Desk", keys: "Mod-o" },
  "import-folder": { name: "Import a folder…", group: "Desk" },
  waiting: { name: "What waits for whom", group: "Desk", keys: "Alt-4" },
  people: { name: "People…", group: "Desk" },
  fees: { name: "Fees…", group: "Desk" },
  workflow: { name: "Workflow…", group: "Desk" },
  templates: { name: "New from a template…", group: "Desk", keys: "Mod-Shift-n" },
  workload: { name: "Who has how much…", group: "Desk", keys: "Alt-7" },
  remind: { name: "Copy a reminder to who has it outside", group: "Desk", keys: "Mod-Shift-m" },
  missed: { name: "Missed dates…", group: "Desk", keys: "Alt-0" },
  doctor: { name: "The desk’s health…", group: "Desk" },
  history: { name: "The desk’s history…", group: "Desk" },
  ics: { name: "Dates of these pieces as a calendar file…", group: "Desk" },
  files: { name: "Everything as open files…", group: "Desk" },
  "from-files": { name: "A desk of open files…", group: "Desk" },
  backups: { name: "Backups…", group: "Desk" },
  "open-desk": { name: "Open another desk…", group: "Desk" },
  "close-desk": { name: "Close this desk", group: "Desk" },
  move: { name: "The next move", group: "Piece", keys: "Mod-Shift-Enter" },
  save: { name: "Save now (it saves by itself)", group: "Piece", keys: "Mod-s" },
  "next-finding": { name: "Next finding", group: "Piece", keys: "F8" },
  "previous-finding": { name: "Previous finding", group: "Piece", keys: "Shift-F8" },
  fix: { name: "Make the safe fix of the finding", group: "Piece", keys: "Mod-F8" },
  "fix-all": { name: "Make all safe fixes", group: "Piece", keys: "Mod-Shift-F8" },
  "next-piece": { name: "Next piece", group: "Piece", keys: "Alt-PageDown" },
  "previous-piece": { name: "Previous piece", group: "Piece", keys: "Alt-PageUp" },
  left: { name: "Outline, notes and fields", group: "Piece", keys: "Mod-Alt-o" },
  right: { name: "Checks, history and files", group: "Piece", keys: "Mod-Alt-c" },
  "fields:credits": { name: "Byline, section, language, slug", group: "Piece" },
  "fields:publish_at": { name: "Dates", group: "Piece", keys: "Mod-Alt-d" },
  "fields:author_note": { name: "Author’s note, source line, preface", group: "Piece" },
  "fields:search_title": { name: "Teasers", group: "Piece" },
  translate: { name: "New translation…", group: "Piece" },
  original: { name: "Translation of which piece…", group: "Piece" },
  plan: { name: "Checklist, assignment, series", group: "Piece", keys: "Mod-Alt-t" },
  "keep-template": { name: "Keep as a template…", group: "Piece" },
  alike: { name: "Pieces like this one…", group: "Piece" },
  preview: { name: "Preview", group: "Piece" },
  export: { name: "Export…", group: "Piece", keys: "Mod-e" },
  quiet: { name: "Only the text", group: "Writing", keys: "Mod-Shift-d" },
  typewriter: { name: "Typewriter scrolling", group: "Writing" },
  smart: { name: "Typographic marks while typing", group: "Writing" },
  signs: { name: "Markdown while typing", group: "Writing" },
  marks: { name: "Show spaces and breaks", group: "Writing" },
  sans: { name: "Letters without serifs", group: "Writing" },
} satisfies Record<string, Described>;

export type ActId = keyof typeof ACTS;

/** An act made ready by the screen that can do it. */
export function act(id: ActId, run: () => void, more: Partial<Pick<Act, "name" | "on">> = {}): Act {
  return { id, ...(ACTS[id] as Described), ...more, everywhere: true, run };
}
