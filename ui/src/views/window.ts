// The acts of the window and of the desk as a whole: what can be done on any screen.
import type { Act } from "../stores/acts.svelte";
import type { Room } from "../stores/room.svelte";
import type { DialogName } from "../stores/screen.svelte";
import { act } from "./acts";

const LEAST = 0.7;
const MOST = 2;

export function windowActs(room: Room): Act[] {
  const { desk, screen } = room;
  const { settings } = desk;
  const { writing } = settings;
  /** Opens a dialog, or closes it when it is open. */
  const dialog = (name: DialogName) => () => (screen.dialog = screen.dialog === name ? null : name);
  const size = (zoom: number) => () =>
    void desk.set({ zoom: Math.round(Math.min(MOST, Math.max(LEAST, zoom)) * 10) / 10 });
  const theme = (id: "system" | "light" | "dark", name: "theme-system" | "theme-light" | "theme-dark") =>
    act(name, () => void desk.set({ theme: id }), { on: settings.theme === id });
  const now = settings.zoom || 1;
  const acts = [
    act("palette", dialog("palette")),
    act("help", dialog("help")),
    act("settings", dialog("settings")),
    act("larger", size(now + 0.1)),
    act("smaller", size(now - 0.1)),
    act("size", size(1)),
    theme("system", "theme-system"),
    theme("light", "theme-light"),
    theme("dark", "theme-dark"),
    act("contrast", () => void desk.set({ contrast: settings.contrast === "more" ? "system" : "more" }), {
      on: settings.contrast === "more",
    }),
    ...(["quiet", "typewriter", "smart", "signs", "marks"] as const).map((id) =>
      act(id, () => void desk.write({ [id]: !writing[id] }), { on: writing[id] }),
    ),
    act("sans", () => void desk.write({ face: writing.face === "sans" ? "serif" : "sans" }), {
      on: writing.face === "sans",
    }),
    act("from-files", () => void room.enter(() => desk.fromFiles())),
    act("open-desk", () => void room.enter(() => desk.open())),
  ];
  if (!desk.desk) return acts;
  return [
    ...acts,
    act("people", dialog("people")),
    act("fees", dialog("fees")),
    act("workflow", dialog("workflow")),
    act("templates", dialog("templates")),
    act("workload", dialog("workload")),
    act("missed", () => void room.toList().then(dialog("missed"))),
    act("backups", dialog("backups")),
    act("doctor", dialog("doctor")),
    act("history", dialog("history")),
    act("ics", () => void room.writeCalendar()),
    act("files", () => void room.writeFiles()),
    act("close-desk", () => void room.enter(() => desk.close())),
    act("desk", () => void room.toList()),
    ...(desk.desk.read_only
      ? []
      : [
          act("import", () => void room.chooseFiles()),
          act("import-folder", () => void room.chooseFolder()),
          act("new-piece", () => void room.newPiece()),
        ]),
  ];
}
