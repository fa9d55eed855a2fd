// Two pages beside which typing is measured: a bare ProseMirror, and TinyMCE as it comes. Served on the loopback from what npm installed.
import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { root } from "../window/driver.mjs";
import { html } from "./texts.mjs";

const STYLE = "<style>body{margin:0;height:100vh;overflow:auto;font:18px/1.58 serif}#page{width:576px;margin:24px auto;padding:40px 56px}.ProseMirror{white-space:pre-wrap;outline:0}</style>";
const PACKAGES = ["model", "state", "view", "transform", "history", "keymap", "commands"];
const INNER = ["orderedmap", "rope-sequence", "w3c-keyname"];
const imports = Object.fromEntries([...PACKAGES.map((name) => `prosemirror-${name}`), ...INNER].map((name) => [name, `/npm/${name}`]));

const bare = `<!doctype html><meta charset="utf-8"><title>bare</title>${STYLE}<script type="importmap">${JSON.stringify({ imports })}</script><div id="page"></div>
<script type="module">
import { Schema, DOMParser } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { baseKeymap } from "prosemirror-commands";
const schema = new Schema({ nodes: {
  doc: { content: "paragraph+" },
  paragraph: { content: "text*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  text: {},
} });
window.show = (html) => {
  const place = document.createElement("div");
  place.innerHTML = html;
  window.view?.destroy();
  const state = EditorState.create({ doc: DOMParser.fromSchema(schema).parse(place), plugins: [history(), keymap(baseKeymap)] });
  window.view = new EditorView(document.getElementById("page"), { state });
};
window.ready = true;
</script>`;
const tiny = `<!doctype html><meta charset="utf-8"><title>tiny</title>${STYLE}<div id="page"></div><script src="/tinymce/tinymce.min.js"></script>
<script>
tinymce.init({ selector: "#page", inline: true, license_key: "gpl", base_url: "/tinymce", suffix: ".min", toolbar: false, menubar: false })
  .then(([editor]) => { window.show = (html) => { editor.setContent(html); editor.focus(); }; window.putIn = (html) => editor.execCommand("mceInsertClipboardContent", false, { html }); window.ready = true; });
</script>`;

async function file(address) {
  const [, kind, ...rest] = address.split("/");
  if (kind === "bare") return ["text/html", bare];
  if (kind === "tiny") return ["text/html", tiny];
  if (kind === "text") return ["text/html", html(Number(rest[0]))];
  if (kind === "npm" && Object.hasOwn(imports, rest[0])) return ["text/javascript", await readFile(path.join(root, "ui/node_modules", rest[0], rest[0] === "w3c-keyname" ? "index.js" : "dist/index.js"))];
  const folder = path.join(root, "tests/node_modules/tinymce");
  const wanted = path.join(folder, ...rest);
  if (kind !== "tinymce" || !wanted.startsWith(folder + path.sep)) throw new Error("no such page");
  return [wanted.endsWith(".css") ? "text/css" : "text/javascript", await readFile(wanted)];
}

/** The pages' address, and how to end serving them. */
export async function servePeers() {
  const server = http.createServer((request, response) => {
    file(request.url).then(([type, body]) => response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body), () => response.writeHead(404).end());
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => { server.closeAllConnections(); server.close(); } };
}
