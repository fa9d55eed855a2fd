// The stores together: what happens when a desk opens, a piece is opened, files come, the desk tells something.
import { ahead, call, listen, mediaUrl } from "../core/client";
import type { AppState, Commands, Event, Failure, FileToken, Hit, SavedView } from "../core/types";
import { Acts } from "./acts.svelte";
import { OpenArticle } from "./article.svelte";
import { Articles } from "./articles.svelte";
import { Backups } from "./backups.svelte";
import { Closing, leaveInput } from "./closing";
import { Desk } from "./desk.svelte";
import { Exports } from "./exports.svelte";
import { Imports } from "./imports.svelte";
import { Presences } from "./presences.svelte";
import { Screen, type Act } from "./screen.svelte";
import { Views } from "./views.svelte";

/** How many closed pieces keep their undo. */
const REMEMBERED = 12;

export class Room {
  readonly screen = new Screen();
  readonly desk = new Desk();
  readonly articles = new Articles();
  readonly views = new Views();
  readonly imports = new Imports();
  readonly backups = new Backups();
  readonly exports = new Exports();
  readonly acts = new Acts(() => this.desk.settings);
  readonly presences = new Presences();
  open = $state.raw<OpenArticle | null>(null);
  /** Names of files held over the window; null when none are. */
  dragging = $state.raw<string[] | null>(null);
  /** True once it is known whether a desk is open. */
  ready = $state.raw(false);
  /** Something is wrong with the desk's file itself. */
  trouble = $state.raw<Failure | null>(null);
  /** Where a search over the desk found something in the piece that is being opened; whoever goes there takes it away. */
  sought = $state.raw<Hit | null>(null);
  /** It was found in the piece's dossier, which is shown then. */
  inDossier = false;
  /** Files that wait until a desk is there to take them. */
  waiting: FileToken[] | { text: string; html: string | null } | null = null;
  /** Takes of dropped files what belongs where they fell on the open text (pictures); answers what is left to import. */
  dropOnText: ((files: FileToken[], x: number, y: number) => FileToken[]) | null = null;
  /** The same for files let go beside the text, on the dossier. */
  dropBeside: ((files: FileToken[], x: number, y: number) => FileToken[]) | null = null;
  /** Pieces that were left and whose last words are on their way. */
  private readonly leaving = new Set<OpenArticle>();
  private readonly closing = new Closing(this);
  private readonly remembered = new Map<string, unknown>();
  private readonly hearers = new Set<(event: Extract<Event, { kind: "changed" }>) => void>();

  constructor() {
    this.screen.guard = () => this.mayLeave();
  }

  async start(): Promise<void> {
    const listening = listen((event) => this.heard(event));
    const told = ahead();
    if (told) await this.show(told);
    await listening;
    const now = await call("app_state", {});
    if (!told || told.desk?.id !== now.desk?.id) return this.show(now);
    // What changed before we listened.
    this.desk.know(now);
    if (now.desk) this.articles.loadSoon(0);
  }

  /** Shows the desk that is open, or that none is. */
  private async show(app: AppState): Promise<void> {
    this.desk.know(app);
    this.articles.order = this.desk.settings.sort;
    await this.arrive();
    this.ready = true;
  }

  /** Calls `on` for every change of the desk; the answer stops it. */
  hear(on: (event: Extract<Event, { kind: "changed" }>) => void): () => void {
    this.hearers.add(on);
    return () => this.hearers.delete(on);
  }

  /** Where a picture is shown from; with a width (pixels) it comes smaller where it is wider. */
  mediaUrl(hash: string, width?: number): string {
    return mediaUrl(hash, width);
  }

  async openLink(href: string): Promise<void> {
    try {
      await call("link_open", { href });
    } catch (thrown) {
      this.screen.fail(thrown);
    }
  }

  /** Opens, makes or closes a desk and shows what is there then. */
  async enter(way: () => Promise<void>): Promise<void> {
    if (!(await this.mayLeave()) || !(await this.allSaved())) return;
    const { pasted } = this.imports;
    if (pasted) {
      await this.screen.go({ name: "import" });
      this.screen.tell(`“${pasted.preview.name}” is not on this desk yet: add it or discard it first.`, true);
      return;
    }
    // A dialog may stand open for long; what is typed meanwhile could be saved in no other desk.
    const { open } = this;
    open?.lock(true);
    try {
      await way();
    } catch (thrown) {
      open?.lock(false);
      this.screen.fail(thrown);
      return;
    }
    await this.arrive();
    const { waiting } = this;
    if (!this.desk.desk || !waiting) return;
    this.waiting = null;
    if (Array.isArray(waiting)) await this.take(waiting);
    else await this.paste(waiting.text, waiting.html);
  }

  /** Opens a piece, at the hit where one is given. */
  async openArticle(id: string, hit: Hit | null = null): Promise<void> {
    if (this.open?.id !== id) {
      if (!(await this.mayLeave())) return;
      try {
        const open = (await this.left(id)) ?? (await OpenArticle.open(id));
        open.kept ??= this.remembered.get(id) ?? null;
        this.letGo();
        this.open = open;
      } catch (thrown) {
        this.screen.fail(thrown);
        return;
      }
    }
    this.inDossier = hit?.part === "dossier";
    this.sought = this.inDossier ? null : hit;
    await this.screen.go({ name: "article", article: id });
  }

  /** Goes to a neighbour in the list as it is sorted now, at its hit where something was searched. */
  async step(by: 1 | -1): Promise<void> {
    const { rows } = this.articles;
    const at = rows.findIndex((row) => row.id === this.open?.id);
    const next = at < 0 ? undefined : rows[at + by];
    if (next) await this.openArticle(next.id, next.hit);
  }

  /** What is shown of the desk, as a view that can be saved. */
  shownView(id: string | null, name: string): Commands["view_save"]["in"] {
    const { articles, desk } = this;
    const { view, parted: by, columns } = desk.settings;
    const kind = view === "waiting" ? "list" : view;
    const { asQuestion: query, sort, descending } = articles;
    return { id, name, query, kind, by, columns, sort, descending };
  }

  openView(view: SavedView): void {
    this.views.open = view.id;
    void this.desk.set({
      view: view.kind,
      parted: view.by,
      ...(view.columns.length > 0 ? { columns: view.columns } : {}),
    });
    this.articles.open(view);
  }

  async toList(): Promise<void> {
    if (!(await this.screen.go({ name: "list" }))) return;
    this.letGo();
    this.articles.loadSoon(0);
    this.desk.refreshSoon();
  }

  async newPiece(): Promise<void> {
    try {
      await this.openArticle(await this.articles.make());
    } catch (thrown) {
      this.screen.fail(thrown);
    }
  }

  /** Takes files in: reads them and shows what they were taken for. */
  async take(files: FileToken[]): Promise<void> {
    if (files.length === 0) return;
    if (!(await this.needDesk(files))) return;
    await this.reading(() => this.imports.read(files));
  }

  async chooseFiles(): Promise<void> {
    try {
      await this.take(await this.imports.choose());
    } catch (thrown) {
      this.screen.fail(thrown);
    }
  }

  /** Asks for a folder, all files of which come in. */
  async chooseFolder(): Promise<void> {
    try {
      await this.take(await this.imports.chooseFolder());
    } catch (thrown) {
      this.screen.fail(thrown);
    }
  }

  async paste(text: string, html: string | null): Promise<void> {
    if (!text.trim() && !html) return;
    if (!(await this.needDesk({ text, html }))) return;
    await this.reading(() => this.imports.paste(text, html));
  }

  private async reading(read: () => Promise<number>): Promise<void> {
    if (!(await this.screen.go({ name: "import" }))) return;
    this.letGo();
    try {
      await read();
    } catch (thrown) {
      this.screen.fail(thrown);
    }
    if (this.imports.list.length === 0) await this.toList();
  }

  /** True when a desk is open, or the one that was open last could be. Else the person is asked to make one. */
  private async needDesk(what: FileToken[] | { text: string; html: string | null }): Promise<boolean> {
    if (this.desk.desk) return true;
    const last = this.desk.app?.recent.find((recent) => recent.there);
    if (last) {
      await this.enter(() => this.desk.openRecent(last.id));
      if (this.desk.desk) return true;
    }
    this.waiting = what;
    this.screen.dialog = "new-desk";
    return false;
  }

  private async mayLeave(): Promise<boolean> {
    if (!this.open) return true;
    leaveInput();
    if (await this.open.flush()) return true;
    const why = this.open.saving.failure?.message ?? "";
    this.screen.tell(`Not saved yet, so this piece stays open. ${why}`.trim(), true);
    return false;
  }

  /** A piece that was left with words that cannot be saved; null where it was saved, or not left so. */
  private async left(id: string): Promise<OpenArticle | null> {
    const open = [...this.leaving].find((one) => one.id === id);
    if (!open) return null;
    const saved = await open.close();
    this.leaving.delete(open);
    if (saved) return null;
    open.comeBack();
    return open;
  }

  /** True when nothing of the pieces that were left is unsaved: on another desk their words would have no place. */
  private async allSaved(): Promise<boolean> {
    for (const open of this.leaving) {
      if (await open.close()) continue;
      const why = open.saving.failure?.message ?? "";
      this.screen.tell(
        `The last words of “${open.article.slug}” are not saved yet, so this desk stays open. ${why}`.trim(),
        true,
      );
      return false;
    }
    return true;
  }

  /** Closes the open piece; its undo is remembered for a while. */
  private letGo(): void {
    const { open } = this;
    if (!open) return;
    this.open = null;
    this.leaving.add(open);
    // The view detaches when it goes, and leaves the undo in `kept`.
    queueMicrotask(() =>
      setTimeout(() => {
        void open.close().then((saved) => {
          if (saved) this.leaving.delete(open);
          else
            this.screen.tell(
              `The last words of “${open.article.slug}” are not saved yet; it is tried again.`,
              true,
            );
        });
        if (!open.kept) return;
        this.remembered.delete(open.id);
        this.remembered.set(open.id, open.kept);
        const [oldest] = this.remembered.keys();
        if (this.remembered.size > REMEMBERED && oldest) this.remembered.delete(oldest);
      }),
    );
  }

  /** Words of an earlier day that never became durable wait in their pieces. */
  private async tellRecovered(): Promise<void> {
    const slugs = await call("recovery_pieces", {}).catch(() => []);
    if (slugs.length === 0) return;
    const names = slugs.map((slug) => `“${slug}”`).join(", ");
    this.screen.tell(`Words of ${names} were not saved before; open the piece to choose what to take.`, true);
  }

  private async arrive(): Promise<void> {
    this.letGo();
    this.trouble = null;
    this.articles.reset();
    this.views.open = null;
    this.imports.list = [];
    this.remembered.clear();
    if (this.desk.desk) {
      const loading = this.articles.load();
      this.views.loadSoon();
      await this.screen.go({ name: "list" });
      await loading;
      void this.tellRecovered();
    } else {
      await this.screen.go({ name: "start" });
    }
  }

  private heard(event: Event): void {
    switch (event.kind) {
      case "changed":
        this.trouble = null;
        if (this.desk.desk) {
          if (this.screen.place.name === "list") this.articles.loadSoon();
          this.views.loadSoon();
          this.desk.refreshSoon();
        }
        void this.open?.changed(event);
        for (const on of this.hearers) on(event);
        return;
      case "progress":
        this.imports.heard(event);
        return;
      case "dragging":
        this.dragging = event.over ? event.names : null;
        return;
      case "dropped":
        this.dragging = null;
        void this.take(this.fallen(event.files, event.x, event.y));
        return;
      case "desk":
        void this.otherDesk();
        return;
      case "said":
        this.desk.refreshSoon();
        if (event.about === "missed" || event.about === "recurring") this.articles.loadSoon();
        this.screen.tell(event.message, true, this.said(event.about));
        return;
      case "trouble":
        // What was put aside outlives the change of desk that it comes with; everything else is about the open desk's file.
        if (event.failure.code === "put-aside") this.screen.tell(event.failure.message, true);
        else this.trouble = event.failure;
        return;
      case "handed":
        void this.enter(() => this.desk.open());
        return;
      case "closing":
        void this.closing.wished();
    }
  }

  /** Dropped files that belong to nothing in the open piece. */
  private fallen(files: FileToken[], x: number, y: number): FileToken[] {
    const left = this.dropBeside?.(files, x, y) ?? files;
    return this.dropOnText?.(left, x, y) ?? left;
  }

  /** The dates of the pieces in the list, as a file for a calendar program. */
  async writeCalendar(): Promise<void> {
    try {
      const { name } = await this.articles.calendarFile();
      this.screen.tell(`${name} is written; give it to your calendar program.`);
    } catch (thrown) {
      this.screen.fail(thrown);
    }
  }

  /** The whole desk as open files in a new folder. */
  async writeFiles(): Promise<void> {
    try {
      const { folder } = await call("desk_files_write", {});
      this.screen.tell(`All that the desk knows is in the folder ${folder}.`);
    } catch (thrown) {
      this.screen.fail(thrown);
    }
  }

  /** What can be done about something that nobody asked about. */
  private said(about: Extract<Event, { kind: "said" }>["about"]): Act | undefined {
    if (about === "place") return undefined;
    const dialog = { missed: "missed", backups: "backups", recurring: "templates" } as const;
    const label = { missed: "Settle…", backups: "Backups…", recurring: "What recurs…" };
    return {
      label: label[about],
      run: () => (this.screen.dialog = dialog[about]),
      stay: 0,
    };
  }

  /** Another desk was opened or closed, perhaps by us. */
  private async otherDesk(): Promise<void> {
    const before = this.desk.desk?.id;
    const app: AppState = await call("app_state", {});
    if (app.desk?.id === before) return;
    this.desk.app = app;
    await this.arrive();
  }

  /** The page is about to be loaded again, as the system's own menus and keys do: not before everything is saved. */
  unloading(event: Pick<BeforeUnloadEvent, "preventDefault">): void {
    if (this.saved && !this.imports.pasted) return;
    event.preventDefault();
    for (const open of this.opens) void open.flush();
  }

  /** The open piece, and those that were left and are not saved yet. */
  get opens(): OpenArticle[] {
    return [this.open, ...this.leaving].filter((open) => open !== null);
  }

  /** Nothing of them is unsaved. */
  get saved(): boolean {
    return this.opens.every((open) => open.saving.status === "saved");
  }
}

export const room = new Room();
