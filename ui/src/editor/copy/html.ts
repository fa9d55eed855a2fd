// A copied stretch as HTML for other programs: structure, marks and real letters, no class or style of ours. It is written
// as a string, for no document of the window's may hold a style; nothing of a text can become a tag.
//
// Notes stand in the shape in which LibreOffice (class and names) and Word (`mso-` styles) know their own notes again;
// everything else shows "[1]" and a list at the end.
import type { Fragment, Mark, Node, Slice } from "prosemirror-model";
import { directionOf } from "../direction";
import { safeLink } from "../links";
import { schema } from "../schema";
import type { CopiedNotes } from "./notes";

const { nodes, marks } = schema;

const escape = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\u00a0", "&nbsp;");
const quoted = (text: string): string => escape(text).replaceAll('"', "&quot;");

/** Words in which more spaces than one, or one at an edge, are kept as Word keeps them. */
const spaced = (text: string): string =>
  escape(text).replace(/^ +| +$| {2,}/g, (run) =>
    run.length === 1 && text.length > 1
      ? " "
      : `<span style="mso-spacerun:yes">${"&nbsp;".repeat(run.length - 1)} </span>`,
  );

const attributes = (list: Record<string, string | number | null>): string =>
  Object.entries(list)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => ` ${name}="${quoted(String(value))}"`)
    .join("");

/** Language and direction of a block. */
function place(node: Node): Record<string, string | null> {
  const lang = (node.attrs["lang"] as string | null | undefined) ?? null;
  const dir = (node.attrs["dir"] as string | null | undefined) ?? null;
  return { lang, dir: dir ?? (lang && directionOf(lang) === "rtl" ? "rtl" : null) };
}

const SIMPLE: readonly [Mark["type"], string][] = [
  [marks.emphasis, "em"],
  [marks.strong, "strong"],
  [marks.sub, "sub"],
  [marks.sup, "sup"],
  [marks.strike, "s"],
];

function marked(inner: string, on: readonly Mark[]): string {
  let out = inner;
  for (const mark of [...on].reverse()) {
    const simple = SIMPLE.find(([type]) => type === mark.type)?.[1];
    if (simple) out = `<${simple}>${out}</${simple}>`;
    else if (mark.type === marks.small_caps) out = `<span style="font-variant:small-caps">${out}</span>`;
    else if (mark.type === marks.foreign)
      out = `<span${attributes(place(mark as unknown as Node))}>${out}</span>`;
    else if (mark.type === marks.link) {
      const { href, title } = mark.attrs as { href: string; title: string };
      const safe = safeLink(href);
      if (safe !== null) out = `<a${attributes({ href: safe, title })}>${out}</a>`;
    }
  }
  return out;
}

class Writer {
  constructor(private readonly notes: CopiedNotes) {}

  inlines(parent: { forEach: Node["forEach"] }): string {
    let out = "";
    parent.forEach((node) => (out += marked(this.inline(node), node.marks)));
    return out;
  }

  private inline(node: Node): string {
    if (node.isText) return spaced(node.text ?? "");
    if (node.type === nodes.break) return "<br>";
    if (node.type === nodes.placeholder) return escape((node.attrs["label"] as string) || "TK");
    const number = this.notes.number(node);
    if (node.type === nodes.note) {
      const name = `sdfootnote${number}`;
      const more = {
        class: "sdfootnoteanc",
        name: `${name}anc`,
        href: `#${name}sym`,
        style: `mso-footnote-id:${name}`,
      };
      return `<a${attributes(more)}><sup>[${number}]</sup></a>`;
    }
    return node.attrs["as"] === "words" ? `${escape(this.notes.see)} ${number}` : `<sup>[${number}]</sup>`;
  }

  blocks(parent: { forEach: Node["forEach"] }): string {
    let out = "";
    parent.forEach((node) => (out += this.block(node)));
    return out;
  }

  private words(tag: string, node: Node): string {
    return `<${tag}${attributes(place(node))}>${this.inlines(node)}</${tag}>`;
  }

  private around(tag: string, node: Node, more: Record<string, string | number | null> = {}): string {
    return `<${tag}${attributes({ ...more, ...place(node) })}>${this.blocks(node)}</${tag}>`;
  }

  private block(node: Node): string {
    switch (node.type) {
      case nodes.headline:
        return this.words("h1", node);
      case nodes.heading:
        return this.words(`h${String(node.attrs["level"])}`, node);
      case nodes.pull_quote:
        return `<blockquote>${this.words("p", node)}</blockquote>`;
      case nodes.speaker:
        return `<p${attributes(place(node))}><strong>${this.inlines(node)}</strong></p>`;
      case nodes.attribution:
        return `<p${attributes(place(node))}>— ${this.inlines(node)}</p>`;
      case nodes.code:
        return `<pre>${escape(node.textContent)}</pre>`;
      case nodes.rule:
        return "<hr>";
      case nodes.quotation:
        return this.around("blockquote", node, { cite: node.attrs["cite"] as string });
      case nodes.epigraph:
        return this.around("blockquote", node);
      case nodes.list: {
        const { kind, start } = node.attrs as { kind: string; start: number };
        if (kind === "bulleted") return this.around("ul", node);
        return this.around("ol", node, {
          type: kind === "lettered" ? "a" : null,
          start: start === 1 ? null : start,
        });
      }
      case nodes.list_item:
        return this.around("li", node);
      case nodes.table:
        return `<table${attributes(place(node))}><tbody>${this.blocks(node)}</tbody></table>`;
      case nodes.table_row:
        return `<tr>${this.blocks(node)}</tr>`;
      case nodes.table_cell:
      case nodes.table_header:
        return this.cell(node);
      case nodes.figure:
        return this.figure(node);
      case nodes.verse:
        return this.verse(node);
      case nodes.embed: {
        const link = safeLink(node.attrs["link"] as string);
        const title = escape((node.attrs["title"] as string) || (link ?? ""));
        return `<p>${link === null ? title : `<a${attributes({ href: link })}>${title}</a>`}</p>`;
      }
      default:
        return node.inlineContent ? this.words("p", node) : this.around("div", node);
    }
  }

  private cell(node: Node): string {
    const { colspan, rowspan, align } = node.attrs as {
      colspan: number;
      rowspan: number;
      align: string | null;
    };
    const tag = node.type === nodes.table_header ? "th" : "td";
    const more = { colspan: colspan === 1 ? null : colspan, rowspan: rowspan === 1 ? null : rowspan, align };
    const { firstChild: only } = node;
    const inner =
      node.childCount === 1 && only?.type === nodes.paragraph ? this.inlines(only) : this.blocks(node);
    return `<${tag}${attributes(more)}>${inner}</${tag}>`;
  }

  /** The picture itself does not travel; what is said of it does. */
  private figure(node: Node): string {
    const alt = node.attrs["alt"] as string;
    return (alt ? `<p>[Picture: ${escape(alt)}]</p>` : "") + this.blocks(node);
  }

  private verse(node: Node): string {
    const lines: string[] = [];
    node.forEach((line) => lines.push("\u2003".repeat(line.attrs["indent"] as number) + this.inlines(line)));
    return `<p${attributes(place(node))}>${lines.join("<br>")}</p>`;
  }

  /** The notes' words, one after the other. */
  list(): string {
    const all = this.notes.list.map((note) => {
      const number = this.notes.number(note);
      const name = `sdfootnote${number}`;
      const back = {
        class: "sdfootnotesym",
        name: `${name}sym`,
        href: `#${name}anc`,
        style: `mso-footnote-id:${name}`,
      };
      return `<div id="${name}" style="mso-element:footnote"><p class="sdfootnote"><a${attributes(back)}>[${number}]</a> ${this.inlines(note)}</p></div>`;
    });
    return all.length ? `<div style="mso-element:footnote-list">${all.join("")}</div>` : "";
  }
}

/** The one line of words that a slice is a part of, or null: it then goes out as words, not as a paragraph. */
function line(slice: Slice): Fragment | null {
  let content = slice.content;
  for (let open = Math.min(slice.openStart, slice.openEnd); open > 0; open--) {
    const { firstChild: only } = content;
    if (content.childCount !== 1 || !only) return null;
    content = only.content;
  }
  return content.firstChild?.isInline ? content : null;
}

/** The HTML of a slice; `marker` are the attributes by which Stet knows its own. */
export function html(slice: Slice, notes: CopiedNotes, marker: Record<string, string>): string {
  const writer = new Writer(notes);
  const words = line(slice);
  if (words && notes.list.length === 0) return `<span${attributes(marker)}>${writer.inlines(words)}</span>`;
  const text = words ? `<p>${writer.inlines(words)}</p>` : writer.blocks(slice.content);
  return `<div${attributes(marker)}>${text}${writer.list()}</div>`;
}
