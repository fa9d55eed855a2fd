// Cleans foreign DOM that lies in a document of its own, where nothing runs: what is not known to be harmless goes.
// How the rest becomes nodes and marks is the schema's business.

/** Whole subtrees that hold no text of an article. */
const DROPPED = new Set(
  "script style template noscript iframe object embed applet frame frameset canvas audio video track source svg math head title base link meta input button select textarea option datalist output progress meter map area dialog portal".split(
    " ",
  ),
);

/** Elements that stay; of any other only its content does. */
const KEPT = new Set(
  "a abbr article aside b blockquote br code dd del div dl dt em figure figcaption footer h1 h2 h3 h4 h5 h6 header hr i ins li main ol p pre q s section small span strike strong sub sup table tbody td tfoot th thead tr u ul".split(
    " ",
  ),
);

/** Attributes that the schema reads. */
const ATTRIBUTES =
  /^(href|title|cite|start|type|colspan|rowspan|align|lang|class|data-(id|node|part|mark|anchor|article|note|as|label|dir|of|sentence|indent|language|src|width|height|alt|rights|focus|link|title|still|colwidth|align|pm-slice))$/;

/** The classes that mean something here. */
const CLASSES = new Set(["small-caps"]);

/** Of foreign styles only these are read, by the marks' rules. */
const STYLES = ["font-weight", "font-style", "font-variant", "vertical-align", "text-decoration"] as const;

/** Nesting beyond this is flattened: no text needs it, and every walker pays for it. */
const DEPTH = 64;

/** Cleans the element's content in place and says how many pictures were left out. */
export function clean(root: HTMLElement): { pictures: number } {
  let pictures = 0;
  // By hand, not by recursion: the tree is a stranger's and may be as deep as it likes.
  const stack: { from: Node | null; to: Node; depth: number }[] = [];
  const target = root.ownerDocument.createDocumentFragment();
  stack.push({ from: root.firstChild, to: target, depth: 0 });
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const node = frame.from;
    if (!node) {
      stack.pop();
      continue;
    }
    frame.from = node.nextSibling;
    if (node.nodeType === 3) {
      frame.to.appendChild(root.ownerDocument.createTextNode(node.nodeValue ?? ""));
      continue;
    }
    if (node.nodeType !== 1) continue;
    const element = node as HTMLElement;
    const name = element.localName;
    if (name === "img" || name === "picture") pictures++;
    if (DROPPED.has(name) || name === "picture" || name.includes(":")) continue;
    const keep = KEPT.has(name) && frame.depth < DEPTH;
    const copy = keep ? copyOf(element, name) : null;
    if (copy) frame.to.appendChild(copy);
    stack.push({ from: element.firstChild, to: copy ?? frame.to, depth: frame.depth + (copy ? 1 : 0) });
  }
  root.replaceChildren(target);
  return { pictures };
}

function copyOf(element: HTMLElement, name: string): HTMLElement {
  const copy = element.ownerDocument.createElement(name);
  // `attributes` may be shadowed by a form's field of that name; forms are gone, but their inputs' names are not trusted either.
  for (const attribute of element.getAttributeNames()) {
    const value = element.getAttribute(attribute) ?? "";
    if (!ATTRIBUTES.test(attribute) || value.length > 10_000) continue;
    if (attribute !== "class") copy.setAttribute(attribute, value);
    else if (CLASSES.has(value)) copy.className = value;
  }
  const styles = element.getAttribute("data-style") ?? element.getAttribute("style") ?? "";
  for (const style of STYLES) {
    const value = new RegExp(`(?:^|;)\\s*${style}\\s*:\\s*([a-z0-9 -]+)`, "i").exec(styles)?.[1];
    if (value) copy.style.setProperty(style, value.trim());
  }
  return copy;
}
