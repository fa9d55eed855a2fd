// The open desk (or none), its people and states, and the person's own settings.
import { call } from "../core/client";
import type { AppState, DateWall, DeskInfo, Limits, Person, Settings, State } from "../core/types";
import { same } from "./same";

export const DEFAULTS: Settings = {
  theme: "system",
  density: "comfortable",
  zoom: 1,
  sort: "date",
  view: "list",
  parted: "state",
  columns: [],
  contrast: "system",
  writing: {
    face: "serif",
    measure: 66,
    typewriter: false,
    quiet: false,
    smart: true,
    signs: true,
    marks: false,
  },
  notify: false,
  keys: {},
};

/** The system's wish for more contrast; undefined where nothing can tell. */
const wish = globalThis.matchMedia?.("(prefers-contrast: more)");

export class Desk {
  app = $state.raw<AppState | null>(null);
  desk = $derived(this.app?.desk ?? null);
  settings = $derived(this.app?.settings ?? DEFAULTS);
  private timer: ReturnType<typeof setTimeout> | undefined;

  state(id: string): State | undefined {
    return this.desk?.states.find((state) => state.id === id);
  }

  /** True when I may set a gate aside. */
  get mayOverride(): boolean {
    return this.desk?.me?.roles.includes("editor-in-chief") ?? false;
  }

  /** Takes how things stand, as it was told. */
  know(app: AppState): void {
    this.app = { ...app, desk: same(this.desk, app.desk), settings: same(this.settings, app.settings) };
    this.dress();
    wish?.addEventListener("change", () => this.dress());
  }

  /** Takes the desk's counts again, soon and once for many changes. */
  refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh().catch(() => undefined), 150);
  }

  async refresh(): Promise<void> {
    if (!this.desk) return;
    this.take(await call("desk_info", {}));
  }

  async make(input: { title: string; lang: string; zone: string; person: string }): Promise<void> {
    this.app = await call("desk_new", input);
  }
  async open(): Promise<void> {
    this.app = await call("desk_open", {});
  }
  /** Makes a desk of one that was written as open files; asks for the folder, and where it shall be. */
  async fromFiles(): Promise<void> {
    this.app = await call("desk_files_read", {});
  }
  async openRecent(id: string): Promise<void> {
    this.app = await call("desk_open_recent", { id });
  }
  async sample(): Promise<void> {
    this.app = await call("desk_sample", {});
  }
  async close(): Promise<void> {
    this.app = await call("desk_close", {});
  }

  /** Adds a person to the desk, or, from outside, one who writes for it. */
  async addPerson(name: string, roles: string[], outside = false): Promise<Person> {
    const person = await call("person_add", { name, roles, outside });
    await this.refresh();
    return person;
  }
  /** Changes what is known of somebody; what is not named stays. */
  async setPerson(person: string, card: Partial<Omit<Person, "id">>): Promise<void> {
    const same = { name: null, roles: null, active: null, mail: null, office: null, affiliation: null };
    const more = { outside: null, languages: null, byline: null };
    await call("person_set", { person, ...same, ...more, ...card });
    await this.refresh();
  }
  /** Sets how long headline and standfirst may be on this desk. */
  async limit(limits: Limits): Promise<void> {
    await call("desk_limits_set", limits);
    await this.refresh();
  }
  async iAm(person: string): Promise<void> {
    this.take(await call("person_me", { person }));
  }

  /** A date as a person typed it ("thu 7:00"), as the desk reads it. Rejects with a Failure for what is none. */
  readDate(text: string, zone: string | null): Promise<DateWall> {
    return call("date_read", { text, zone });
  }

  private setting: Promise<unknown> = Promise.resolve();

  async set(change: Partial<Settings>): Promise<void> {
    if (!this.app) return;
    const settings = { ...this.settings, ...change };
    this.app = { ...this.app, settings };
    this.dress();
    // One after the other: a key held down asks faster than the core answers, and the last one counts.
    const asked = this.setting.then(() => call("app_settings_set", { settings }));
    this.setting = asked.catch(() => undefined);
    const kept = await asked;
    if (this.settings === settings) this.app = { ...this.app, settings: kept };
  }

  /** Changes how the text is shown while writing. */
  write(change: Partial<Settings["writing"]>): Promise<void> {
    return this.set({ writing: { ...this.settings.writing, ...change } });
  }

  private take(desk: DeskInfo): void {
    if (this.app) this.app = { ...this.app, desk: same<DeskInfo | null>(this.desk, desk) };
  }

  /** Theme, contrast, zoom and the copy's face and line are the whole page's. */
  private dress(): void {
    const root = document.documentElement;
    const { theme, zoom, contrast, writing } = this.settings;
    if (contrast === "more" || wish?.matches) root.dataset.contrast = "more";
    else delete root.dataset.contrast;
    root.dataset.face = writing.face;
    root.style.setProperty("--line", String(writing.measure));
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.style.setProperty("--zoom", String(zoom || 1));
  }
}
