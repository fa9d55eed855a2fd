// What the find bar knows: the query, what was found in the text and in the fields, what was replaced. The bar only shows it.
import { type ArticleEditor, Find, type FindTold, Pattern, type Query } from "../../editor";
import type { Credit, Hit } from "../../core/types";
import type { OpenArticle } from "../../stores/article.svelte";
import type { FieldName } from "../../stores/fields";
import { counted } from "../../parts/intl";
import { FIELD_NAMES, TEASERS } from "../words";

/** A field as lines of plain words, and back. */
interface Words {
  name: FieldName;
  label: string;
  read(value: unknown): string[];
  write(value: unknown, lines: string[]): unknown;
}

const line = (name: FieldName): Words => ({
  name,
  label: FIELD_NAMES[name],
  read: (value) => [value as string],
  write: (_value, lines) => lines[0] ?? "",
});
const FIELDS: readonly Words[] = [
  {
    name: "credits",
    label: FIELD_NAMES.credits,
    read: (value) =>
      (value as Credit[]).flatMap(({ name, title, affiliation }) => [name, title, affiliation]),
    write: (value, lines) =>
      (value as Credit[]).map((credit, at) => {
        const [name = "", title = "", affiliation = ""] = lines.slice(at * 3, at * 3 + 3);
        return { ...credit, name, title, affiliation };
      }),
  },
  line("section"),
  {
    name: "tags",
    label: FIELD_NAMES.tags,
    read: (value) => value as string[],
    write: (_value, lines) => lines.map((tag) => tag.trim()).filter(Boolean),
  },
  line("author_note"),
  line("source_line"),
  line("preface"),
  ...TEASERS.map(({ id }) => line(id)),
];

/** Words around a hit in a field. */
const AROUND = 40;

export interface FieldHit {
  name: FieldName;
  label: string;
  count: number;
  before: string;
  match: string;
  after: string;
}

const NOTHING: Query = { text: "", matchCase: false, wholeWord: false, loose: false, regexp: false };
/** The last search, for the next piece. */
let last = { query: NOTHING, template: "" };

export class Finding {
  shown = $state(false);
  replacing = $state(false);
  query: Query = $state.raw(last.query);
  template = $state(last.template);
  told: FindTold = $state.raw({ count: 0, at: 0, failure: null });
  /** What was done, in a sentence. */
  done = $state("");
  /** Values of fields before something was replaced in them, the newest last. */
  undone: readonly { name: FieldName; label: string; value: unknown }[] = $state.raw([]);
  private readonly find: Find;
  private from = 0;

  constructor(
    private readonly open: OpenArticle,
    editor: ArticleEditor,
  ) {
    this.find = new Find(editor.access);
  }

  /** Opens the bar; what is selected is looked for. */
  start(replacing: boolean): void {
    if (!this.shown) this.from = this.find.caret();
    this.shown = true;
    this.replacing = replacing && this.open.article.editable;
    this.done = "";
    const words = this.find.selected();
    this.ask(words && !this.query.regexp ? { text: words } : {});
  }

  /** Opens the bar at the hit of a search over the desk. True where it is in the text. */
  startAt(hit: Hit): boolean {
    this.shown = true;
    this.query = { ...NOTHING, text: hit.match, loose: true };
    this.told = this.find.searchAt(this.query, hit);
    last = { query: this.query, template: this.template };
    return this.told.count > 0;
  }

  ask(part: Partial<Query>): void {
    this.query = { ...this.query, ...part };
    last = { query: this.query, template: this.template };
    this.done = "";
    this.told = this.find.search(this.query, this.from);
  }

  step(by: 1 | -1): void {
    if (!this.shown) this.start(false);
    const before = this.told.at;
    this.told = this.find.step(by);
    this.from = this.find.caret();
    const { at, count } = this.told;
    if (count > 1 && by > 0 && at < before) this.done = "From the top again.";
    else this.done = count > 1 && by < 0 && at > before && before > 0 ? "From the end again." : "";
  }

  /** The text has changed: the count is another. */
  again(): void {
    if (this.shown) this.told = this.find.told();
  }

  replace(): void {
    last = { query: this.query, template: this.template };
    this.done = this.find.replace(this.template) ? "Replaced." : "";
    this.told = this.find.told();
  }

  replaceAll(): void {
    last = { query: this.query, template: this.template };
    const count = this.find.replaceAll(this.template);
    this.done = count > 0 ? `${counted(count, "place")} replaced.` : "Nothing was replaced.";
    this.told = this.find.told();
  }

  close(): void {
    this.shown = false;
    this.find.close();
  }

  /** Fields in which the same is found. */
  fields(): FieldHit[] {
    const pattern = new Pattern(this.query);
    return FIELDS.flatMap(({ name, label, read }) => {
      const lines = read(this.open.field(name).value);
      const hits = lines.flatMap((text) => pattern.find(text, this.lang).map((span) => ({ text, ...span })));
      const [first] = hits;
      if (!first) return [];
      const { text, from, to } = first;
      return [
        {
          name,
          label,
          count: hits.length,
          before: text.slice(Math.max(0, from - AROUND), from),
          match: text.slice(from, to),
          after: text.slice(to, to + AROUND),
        },
      ];
    });
  }

  /** Replaces in one field, as its own undo. */
  replaceIn(name: FieldName): void {
    const words = FIELDS.find((field) => field.name === name);
    if (!words || !this.open.fieldsFree) return;
    const pattern = new Pattern(this.query);
    const field = this.open.field(name);
    const { value } = field;
    const lines = words.read(value).map((text) => {
      let out = "";
      let at = 0;
      for (const span of pattern.find(text, this.lang)) {
        out += text.slice(at, span.from) + pattern.replacement(this.template, span);
        at = span.to;
      }
      return out + text.slice(at);
    });
    this.put(name, words.write(value, lines));
    this.undone = [...this.undone, { name, label: words.label, value }];
  }

  /** Gives the field back what was last replaced in it. */
  undo(): void {
    const undone = this.undone.at(-1);
    if (!undone) return;
    this.undone = this.undone.slice(0, -1);
    this.put(undone.name, undone.value);
  }

  private put(name: FieldName, value: unknown): void {
    const field = this.open.field(name);
    field.edit(value as never);
    void field.flush();
  }

  private get lang(): string {
    return this.open.article.fields.lang;
  }
}
