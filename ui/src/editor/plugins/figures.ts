// How figures and embeds are shown. The picture comes by its hash from the desk; an embed's page is never loaded.
import type { Node } from "prosemirror-model";
import { Plugin, Selection } from "prosemirror-state";
import type { NodeView } from "prosemirror-view";
import type { Host } from "../host";

const make = (tag: string, name: string): HTMLElement => {
  const dom = document.createElement(tag);
  dom.className = name;
  return dom;
};

class Figure implements NodeView {
  readonly dom = make("figure", "figure");
  readonly contentDOM = make("figcaption", "figure-text");
  private readonly picture = make("div", "picture");
  private readonly told = make("button", "figure-told");
  private src: string | null = null;

  constructor(
    private node: Node,
    private readonly host: Host,
    controls: () => void,
  ) {
    this.picture.contentEditable = "false";
    this.told.contentEditable = "false";
    this.told.setAttribute("type", "button");
    this.told.tabIndex = -1;
    this.told.addEventListener("click", controls);
    this.dom.append(this.picture, this.told, this.contentDOM);
    this.update(node);
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    const { src, alt, width, height, id, lang } = node.attrs as {
      src: string;
      alt: string;
      width: number;
      height: number;
      id: string;
      lang: string | null;
    };
    this.dom.dataset["id"] = id;
    if (lang) this.dom.lang = lang;
    if (src !== this.src) {
      this.src = src;
      this.picture.replaceChildren(src ? this.image(src) : this.missing());
    }
    const image = this.picture.querySelector("img");
    if (image) {
      image.alt = alt;
      if (width && height) {
        image.width = width;
        image.height = height;
      }
    }
    this.told.textContent = alt === "" ? "No description for readers who cannot see it" : alt;
    this.told.classList.toggle("missing", alt === "");
    return true;
  }

  private image(src: string): HTMLImageElement {
    const image = document.createElement("img");
    image.draggable = false;
    image.addEventListener("error", () => this.picture.replaceChildren(this.missing()));
    image.src = this.host.mediaUrl(src);
    return image;
  }

  private missing(): HTMLElement {
    const dom = make("p", "picture-missing");
    dom.textContent = "The picture is missing";
    return dom;
  }

  stopEvent = (event: Event) => this.told.contains(event.target as globalThis.Node);

  ignoreMutation = (mutation: { target: globalThis.Node; type: string }) =>
    mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
}

class Embed implements NodeView {
  readonly dom = make("div", "embed");
  private readonly title = make("span", "embed-title");
  private readonly link = make("span", "embed-link");
  private readonly still = make("div", "picture");
  private src = "";

  constructor(
    private node: Node,
    private readonly host: Host,
  ) {
    this.dom.append(this.still, this.title, this.link);
    this.update(node);
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    const { link, title, still } = node.attrs as { link: string; title: string; still: string };
    this.title.textContent = title || "Embedded";
    this.link.textContent = link;
    if (still !== this.src) {
      this.src = still;
      const image = document.createElement("img");
      image.alt = "";
      image.src = this.host.mediaUrl(still);
      this.still.replaceChildren(...(still ? [image] : []));
    }
    return true;
  }

  ignoreMutation = () => true;
}

export const figures = (host: Host): Plugin =>
  new Plugin({
    props: {
      nodeViews: {
        figure: (node, view, getPos) =>
          new Figure(node, host, () => {
            const pos = getPos();
            if (pos === undefined) return;
            view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(pos + 2))));
            host.want("block-controls", {});
          }),
        embed: (node) => new Embed(node, host),
      },
    },
  });
