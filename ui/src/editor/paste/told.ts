// What of a paste was not taken, in one sentence; a picture of the web is offered, for nothing is fetched unasked.
import type { Host, LeftOut } from "../host";
import { safeLink } from "../links";

/** What a thing left out is called, one and many. A thing that is not here is told by its own sentence. */
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  "picture-remote": ["picture from the web", "pictures from the web"],
  "picture-file": ["picture that lies in a file", "pictures that lie in files"],
  picture: ["picture that cannot be read", "pictures that cannot be read"],
  form: ["field of a form", "fields of a form"],
  script: ["script", "scripts"],
  drawing: ["drawing", "drawings"],
  embed: ["film, sound or page within the page", "films, sounds or pages within the page"],
  comment: ["comment", "comments"],
  "tracked-deletion": ["struck-out change", "struck-out changes"],
  hidden: ["hidden part", "hidden parts"],
  navigation: ["menu", "menus"],
  "link-unsafe": ["link that Stet does not open", "links that Stet does not open"],
  "link-relative": ["link within its own site", "links within their own site"],
};

/** Things that have no number. */
const PLAIN: Readonly<Record<string, string>> = {
  underline: "underlining",
  highlight: "highlighting",
  "inline-code": "code within a line",
  nesting: "nesting that is too deep",
};

/** The sentence, or nothing where all was taken. */
export function told(left: readonly LeftOut[]): string {
  const things = left.flatMap(({ code, count }) => {
    const names = NAMES[code];
    if (names) return [`${String(count)} ${count === 1 ? names[0] : names[1]}`];
    return PLAIN[code] ? [PLAIN[code]] : [];
  });
  const tracked = left.find(({ code }) => code === "link-tracking")?.count ?? 0;
  const others = left.filter(({ code }) => !NAMES[code] && !PLAIN[code] && code !== "link-tracking");
  return [
    things.length ? `Taken without: ${things.join(", ")}.` : "",
    tracked === 1 ? "Tracking was taken off 1 link." : "",
    tracked > 1 ? `Tracking was taken off ${String(tracked)} links.` : "",
    ...others.map(({ message }) => message),
  ]
    .filter(Boolean)
    .join(" ");
}

/** Tells it. */
export function tellLeft(left: readonly LeftOut[], host: Host): void {
  const sentence = told(left);
  if (!sentence) return;
  const remote = left.find(({ code }) => code === "picture-remote");
  const [first] = (remote?.text ?? "").split("\n").flatMap((line) => safeLink(line) ?? []);
  if (!remote || first === undefined) return host.tell(sentence);
  const label = remote.count === 1 ? "Open the picture" : "Open the first picture";
  host.offer(`${sentence} Save one from the browser and paste it in its place.`, label, () =>
    host.openLink(first),
  );
}
