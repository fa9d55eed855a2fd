// The clipboard: what a text keeps of foreign HTML, what it refuses, and that a copy is another block.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  article,
  box,
  figure,
  verseLine,
  note,
  open,
  p,
  pasteHtml,
  linesOf,
  viewOf,
  noteView,
} from "../testing/build";
import { namedOf } from "../blocks";

/** Payloads of every known kind; in Chromium they are pasted with real keys, beside a control that runs them. */
const HOSTILE = JSON.parse(
  readFileSync(resolve(process.cwd(), "../tests/cases/clipboard/payloads.json"), "utf8"),
) as string[];

describe("pasting", () => {
  it.each(HOSTILE)("%j leaves a valid text without foreign addresses", (html) => {
    const { editor } = open(article(p("")));
    const view = viewOf(editor);
    editor.goTo({ part: "body", block: view.state.doc.child(3).attrs["id"] as string, start: 0, end: 0 });
    expect(() => pasteHtml(view, html)).not.toThrow();
    view.state.doc.check();
    expect(editor.doc()).not.toMatch(
      /javascript:|data:text|vbscript:|file:|tracker|onerror=.*<|"type":"script/,
    );
    expect(
      document.querySelectorAll("script, iframe, form, svg, math, [onclick], [onerror], [style]"),
    ).toHaveLength(0);
    editor.destroy();
    document.body.replaceChildren();
  });

  it("keeps structure, marks and links", () => {
    const { editor } = open(article(p("")));
    const view = viewOf(editor);
    editor.goTo({ part: "body", block: view.state.doc.child(3).attrs["id"] as string, start: 0, end: 0 });
    pasteHtml(
      view,
      `<h1>Head</h1><p>One <b>two</b> <i>three</i> <a href="https://example.org/a">four</a><br>five</p><ul><li>six</li></ul>
       <blockquote><p>seven</p></blockquote><table><tr><th>a</th><td>b</td></tr></table>`,
    );
    const types: string[] = [];
    view.state.doc.forEach((node) => types.push(node.type.name));
    expect(types.slice(3)).toEqual(["heading", "paragraph", "list", "quotation", "table"]);
    expect(editor.doc()).toContain(`"href":"https://example.org/a"`);
    expect(linesOf(editor)[4]).toBe("One two three four/five");
  });

  it("reads what word processors say by styles", () => {
    const { editor } = open(article(p("")));
    const view = viewOf(editor);
    editor.goTo({ part: "body", block: view.state.doc.child(3).attrs["id"] as string, start: 0, end: 0 });
    pasteHtml(
      view,
      `<style>p{color:red}</style><b style="font-weight:normal" id="docs-internal"><p><span style='color:#000;font-weight:700'>bold</span>
       <span style="font-style:italic">it</span> <span style="vertical-align: super">up</span> plain style="x"</p></b>`,
    );
    const marks: string[] = [];
    view.state.doc
      .child(3)
      .forEach((node) => marks.push(`${node.text ?? ""}:${node.marks.map((mark) => mark.type.name).join()}`));
    expect(marks).toEqual(["bold:strong", " :", "it:emphasis", " :", "up:sup", ' plain style="x":']);
  });

  it("tells of pictures instead of fetching them", () => {
    const { editor, told } = open(article(p("")));
    pasteHtml(viewOf(editor), `<p>a<img src="https://tracker.example/p.gif">b</p>`);
    expect(told.messages).toEqual(["A picture was not pasted: add it as a file."]);
    expect(editor.doc()).not.toContain("tracker");
  });

  it("does not type in the paths of files", () => {
    const { editor, told } = open(article(p("")));
    const before = editor.doc();
    const event = new Event("paste", { cancelable: true, bubbles: true });
    const data = {
      files: [],
      types: ["text/uri-list", "text/plain"],
      getData: (type: string) => (type === "text/html" ? "" : "file:///home/ana/secret.docx"),
    };
    Object.assign(event, { clipboardData: data });
    viewOf(editor).dom.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(told.messages).toHaveLength(1);
    expect(editor.doc()).toBe(before);
  });

  it("is quick and whole on deep nesting", () => {
    const { editor } = open(article(p("")));
    const started = performance.now();
    pasteHtml(viewOf(editor), "<blockquote>".repeat(500) + "deep" + "</blockquote>".repeat(500));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(editor.doc()).toContain("deep");
  });

  it("gives a copied block and its note ids of their own", () => {
    const { editor } = open(article(p("One", note("n"))));
    const view = viewOf(editor);
    const { state } = view;
    const slice = view.serializeForClipboard(
      state.doc.slice(state.doc.content.size - state.doc.child(3).nodeSize, state.doc.content.size),
    );
    editor.goTo({ part: "body", block: state.doc.child(3).attrs["id"] as string, start: 3, end: 3 });
    pasteHtml(view, slice.dom.innerHTML);
    const ids = namedOf(view.state.doc).map(({ node }) => node.attrs["id"] as string);
    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([state.doc.child(3).attrs["id"], state.doc.child(3).child(1).attrs["id"]]),
    );
    expect(editor.notes().map(({ text }) => text)).toEqual(["n", "n"]);
  });

  it("puts only letters and line breaks into a note", () => {
    const { editor } = open(article(p("One", note("n"))));
    editor.run("next-note");
    pasteHtml(
      noteView(editor),
      `<h2>Head</h2><p>text <em>em</em><span data-node="note" data-id="zz">inner</span></p>`,
    );
    expect(editor.notes()).toHaveLength(1);
    expect(linesOf(editor).at(-1)).toBe("One[nHead/text em [inner]]");
  });

  it("loses no word where the blocks that were copied have no place", () => {
    const { editor } = open(article(figure("", "", ""), box("verse", null, verseLine(""))));
    const html = "<h2>One</h2><p>two</p><ul><li>three</li></ul>";
    const view = viewOf(editor);
    for (const part of ["kicker", "headline", "standfirst"]) {
      editor.goTo({ part, block: null, start: 0, end: 0 });
      pasteHtml(view, html);
    }
    editor.goTo({
      part: "caption",
      block: view.state.doc.child(3).child(0).attrs["id"] as string,
      start: 0,
      end: 0,
    });
    pasteHtml(view, html);
    editor.goTo({
      part: "body",
      block: view.state.doc.child(4).child(0).attrs["id"] as string,
      start: 0,
      end: 0,
    });
    pasteHtml(view, html);
    expect(linesOf(editor)).toEqual([
      "One two three",
      "One two threeThe headline",
      "One two three",
      "One two three",
      "Onetwothree",
    ]);
    expect(view.state.doc.child(4).childCount).toBe(3);
  });

  it("keeps letters of every script as they are", () => {
    const text = "naïve cafe\u0301 “x” — 渡船 عبّارة‎ \u202bעברית\u202c 👩‍👩‍👧 \u00a0 \u00ad";
    const { editor } = open(article(p("")), { lang: "ar" });
    editor.goTo({
      part: "body",
      block: viewOf(editor).state.doc.child(3).attrs["id"] as string,
      start: 0,
      end: 0,
    });
    viewOf(editor).pasteText(text, new Event("paste") as ClipboardEvent);
    expect(linesOf(editor).at(-1)).toBe(text);
    expect(viewOf(editor).dom.dir).toBe("rtl");
  });
});
