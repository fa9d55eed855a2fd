// Every node and mark over the clipboard and back, and how blocks of other languages and tables behave.
import fc from "fast-check";
import { DOMParser, DOMSerializer, type Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { clean } from "../paste/clean";
import { schema } from "../schema";
import {
  article,
  figure,
  linesOf,
  marked,
  named,
  open,
  p,
  press,
  row,
  table,
  td,
  type,
  viewOf,
} from "../testing/build";
import { Chance, random, randomArticle } from "../testing/random";

const { nodes, marks } = schema;
const hash = "0123456789abcdef".repeat(4);

/** Out as the clipboard has it, cleaned as foreign HTML is, in again. */
function overClipboard(doc: Node): Node {
  const inert = document.implementation.createHTMLDocument("");
  inert.body.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content, { document: inert }));
  clean(inert.body);
  return DOMParser.fromSchema(schema).parse(inert.body, { preserveWhitespace: "full" });
}

/** Texts that a browser would write alike are one text here. */
const written = (doc: Node) => JSON.stringify(doc.toJSON());

describe("nodes and marks", () => {
  it("come back from the clipboard as they went, in every article", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const doc = randomArticle(new Chance(random(seed)));
        expect(written(overClipboard(doc))).toBe(written(doc));
      }),
      { numRuns: 80, seed: 5 },
    );
  });

  it("come back with every attribute", () => {
    const place = { lang: "ar", dir: "ltr" };
    const text = (name: string, ...on: ReturnType<typeof schema.mark>[]) => marked(name, ...on);
    const doc = article(
      nodes.paragraph.create({ id: "a", ...place }, [
        text("link", marks.link.create({ href: "https://example.org/?a=1&b=2", title: "A “title”" })),
        text("piece", marks.article_link.create({ article: "0190-ab" })),
        text("caps", marks.small_caps.create()),
        text("sub", marks.sub.create()),
        text("sup", marks.sup.create()),
        text("strike", marks.strike.create()),
        text("foreign", marks.foreign.create({ lang: "fa" })),
        text("dateline", marks.dateline.create()),
        text("source", marks.source.create({ id: "s1" })),
        text("two", marks.comment.create({ id: "c1" }), marks.comment.create({ id: "c2" })),
        nodes.note_again.create({ note: "n1", as: "words" }),
        nodes.placeholder.create({ label: "TK <figure>" }),
      ]),
      nodes.quotation.create({ ...place, cite: "https://example.org/" }, p("x")),
      nodes.pull_quote.create({ id: "b", of: "a", sentence: "x & y" }),
      nodes.list.create({ kind: "lettered", start: 3 }, nodes.list_item.create({ lang: "fr" }, p("x"))),
      nodes.list.create({ kind: "numbered", start: 0 }, nodes.list_item.create(null, p("x"))),
      table(
        row(nodes.table_header.create({ colspan: 2, colwidth: [10, 20], align: "right" }, p("x"))),
        row(td(p("y")), td(p("z"))),
      ),
      figure(hash, "c", "d", { width: 3, height: 4, alt: "An “alt”", rights: "© x", focus: [10, 20] }),
      nodes.verse.create(null, nodes.verse_line.create({ id: "v", indent: 20 })),
      nodes.code.create({ id: "e", language: "rust" }, schema.text("a\n  b\n\nc")),
      nodes.rule.create(place),
      nodes.embed.create({ link: "https://example.org/v", title: "A <film>", still: hash }),
    );
    expect(written(overClipboard(doc))).toBe(written(doc));
  });
});

describe("blocks of another language", () => {
  it("are written in its direction unless another was set", () => {
    const blocks = [
      { lang: "ar" },
      { lang: "he-IL" },
      { lang: "az-Arab" },
      { lang: "fr" },
      { lang: "ar", dir: "ltr" },
      {},
    ];
    const { editor } = open(
      article(
        ...blocks.map((attrs, i) =>
          nodes.paragraph.create({ id: `x${String(i)}`, ...attrs }, schema.text("x")),
        ),
      ),
      { lang: "fa" },
    );
    const dom = viewOf(editor).dom;
    expect(dom.dir).toBe("rtl");
    expect([...dom.querySelectorAll("p[data-id^=x]")].map((one) => one.getAttribute("dir"))).toEqual([
      "rtl",
      "rtl",
      "rtl",
      "ltr",
      "ltr",
      null,
    ]);
  });

  it("keep their ids and directions through a split and a change of type", () => {
    const { editor } = open(
      article(nodes.paragraph.create({ id: "x", lang: "ar", dir: "rtl" }, schema.text("مرحبا بكم"))),
    );
    const view = viewOf(editor);
    view.dispatch(
      view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(view.state.doc.content.size - 4))),
    );
    press(view, "Enter");
    editor.run("heading2");
    expect(view.state.doc.child(3).attrs).toMatchObject({ id: "x", lang: "ar", dir: "rtl" });
    expect(view.state.doc.child(4).attrs).toMatchObject({ lang: "ar", dir: "rtl", level: 2 });
  });
});

describe("tables and figures", () => {
  it("are walked by Tab from cell to cell, and grow behind the last one", () => {
    const { editor } = open(article(table(row(td(p("a")), td(p("b"))), row(td(p("c")), td(p("d"))))));
    const view = viewOf(editor);
    const cell = view.state.doc.content.size - view.state.doc.child(3).nodeSize + 4;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, cell)));
    type(view, "1");
    for (let i = 0; i < 3; i++) expect(press(view, "Tab")).toBe(true);
    type(view, "4");
    expect(press(view, "Tab")).toBe(true);
    expect(press(view, "Shift-Tab")).toBe(true);
    expect(linesOf(editor).at(-1)).toBe("1abc4");
  });

  it("show a picture from the desk, and say what is missing", () => {
    const { place } = open(article(figure(hash, "c", ""), figure("", "", "", { alt: "A boat" })));
    const [first, second] = [...place.querySelectorAll("figure")];
    expect(first?.querySelector("img")?.getAttribute("src")).toBe(`/media/${hash}`);
    expect(first?.querySelector(".figure-told.missing")).not.toBeNull();
    expect(second?.querySelector("img")).toBeNull();
    expect(second?.textContent).toContain("The picture is missing");
    expect(second?.querySelector(".picture-credit.empty")?.getAttribute("data-empty")).toBe("Credit");
  });

  it("never load what is embedded", () => {
    const embed = nodes.embed.create({ link: "https://example.org/v", title: "A film" });
    const { place } = open(article(named("paragraph", "x", "x"), embed));
    expect(place.querySelectorAll("iframe, video, object, .embed img")).toHaveLength(0);
    expect(place.querySelector(".embed")?.textContent).toContain("A film");
  });
});
