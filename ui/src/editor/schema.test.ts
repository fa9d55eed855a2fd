// The editor's schema and the core's are one: tests/cases/schema.json is written by the core from its own table.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type MarkName, type NodeName, schema } from "./schema";

interface Attr {
  name: string;
  kind: string | Record<string, unknown[]>;
  default?: unknown;
}
interface Table {
  nodes: {
    name: string;
    group: string;
    content: string;
    marks: string;
    inline: boolean;
    atom: boolean;
    attrs: Attr[];
  }[];
  marks: { name: string; inclusive: boolean; excludes: string; attrs: Attr[] }[];
}

const table = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../tests/cases/schema.json"), "utf8"),
) as Table;
const hash = "0123456789abcdef".repeat(4);

/** For each kind what it must let through and what not. */
const VALUES: Record<string, { right: unknown[]; wrong: unknown[] }> = {
  text: { right: ["", "any"], wrong: [null, 1] },
  "text-or-null": { right: ["", null], wrong: [1] },
  id: { right: ["", "Ab0-_", "x".repeat(64)], wrong: [null, "a b", "x".repeat(65), "é"] },
  key: { right: ["a"], wrong: ["", null, "a/b"] },
  lang: {
    right: ["en", "pt-BR", "zh-Hant-TW", "x-private"],
    wrong: ["", null, "en_GB", "en-", "a".repeat(9)],
  },
  "lang-or-null": { right: ["en", null], wrong: ["", "en GB"] },
  "dir-or-null": { right: ["ltr", "rtl", null], wrong: ["", "auto"] },
  "hash-or-empty": { right: ["", hash], wrong: [null, hash.toUpperCase(), "abc"] },
  link: {
    right: ["https://example.org/", "MAILTO:a@b.c", "tel:1", " http://x"],
    wrong: ["", "javascript:x", "https:x", "/a", null],
  },
  "link-or-empty": {
    right: ["", "https://example.org/"],
    wrong: ["data:text/html,x", "java\nscript:x", null],
  },
  "widths-or-null": { right: [null, [], [0, 100]], wrong: [[-1], [1.5], "1", [100_001]] },
  "point-or-null": { right: [null, [0, 100]], wrong: [[0], [0, 101], [0.5, 1], ""] },
  any: { right: [null, "", 1, { a: [] }], wrong: [] },
};

function values(kind: Attr["kind"]): { right: unknown[]; wrong: unknown[] } {
  if (typeof kind === "string") {
    const found = VALUES[kind];
    if (!found) throw new Error(`No values for the kind ${kind}`);
    return found;
  }
  const [name, words = []] = Object.entries(kind)[0] ?? [];
  if (name === "int") {
    const [low, high] = words as [number, number];
    return { right: [low, high], wrong: [low - 1, high + 1, low + 0.5, String(low), null] };
  }
  return name === "choice"
    ? { right: words, wrong: ["", "other", null] }
    : { right: [...words, null], wrong: ["", "other"] };
}

type Specs = Record<string, { default?: unknown; validate?: string | ((value: unknown) => void) }>;

function allowed(spec: Specs[string] | undefined, value: unknown): boolean {
  const { validate } = spec ?? {};
  if (validate === undefined) return true;
  if (typeof validate === "string")
    return validate.split("|").includes(value === null ? "null" : typeof value);
  try {
    validate(value);
    return true;
  } catch {
    return false;
  }
}

function sameAttrs(attrs: Attr[], specs: Specs = {}): void {
  expect(Object.keys(specs)).toEqual(attrs.map(({ name }) => name));
  for (const { name, kind, default: preset } of attrs) {
    expect([name, specs[name]?.default]).toEqual([name, preset]);
    for (const value of values(kind).right)
      expect([name, value, allowed(specs[name], value)]).toEqual([name, value, true]);
    for (const value of values(kind).wrong)
      expect([name, value, allowed(specs[name], value)]).toEqual([name, value, false]);
  }
}

describe("the schema", () => {
  it("has the core's nodes and marks, in its order", () => {
    expect(Object.keys(schema.nodes)).toEqual(table.nodes.map(({ name }) => name));
    expect(Object.keys(schema.marks)).toEqual(table.marks.map(({ name }) => name));
  });

  it.each(table.nodes.map((node) => [node.name, node] as const))("has the core's %s", (name, node) => {
    const { spec } = schema.nodes[name as NodeName];
    expect(spec?.group ?? "").toBe(node.group);
    expect(spec?.content ?? "").toBe(node.content);
    if (node.content) {
      const own = schema.nodes[name as NodeName];
      const fits = Object.keys(schema.marks).filter((mark) =>
        own?.allowsMarkType(schema.marks[mark as MarkName]),
      );
      expect(fits.join(" ")).toBe(node.marks === "_" ? Object.keys(schema.marks).join(" ") : node.marks);
    }
    expect([spec?.inline ?? name === "text", spec?.atom ?? false]).toEqual([node.inline, node.atom]);
    sameAttrs(node.attrs, spec?.attrs as Specs);
  });

  it.each(table.marks.map((mark) => [mark.name, mark] as const))("has the core's mark %s", (name, mark) => {
    const own = schema.marks[name as MarkName];
    const excluded = Object.keys(schema.marks).filter((other) =>
      own.excludes(schema.marks[other as MarkName]),
    );
    expect(excluded.join(" ")).toBe(mark.excludes);
    expect(own.spec.inclusive ?? true).toBe(mark.inclusive);
    sameAttrs(mark.attrs, own.spec.attrs as Specs);
  });
});
