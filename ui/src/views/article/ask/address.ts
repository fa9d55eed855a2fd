// What an address says about itself by its form: where it leads, and what in it deserves a second look. Nothing is asked of any server.
import { safeLink, typedLink } from "../../../editor";

export type Seen =
  | { kind: "none"; why: string }
  | { kind: "to"; verb: string; host: string; rest: string; warnings: string[] };

/** Parameters by which a reader is followed. */
const FOLLOWS = /^(utm_\w+|fbclid|gclid|mc_[ce]id|igshid|msclkid)$/i;

/** Reads what was typed; null where nothing is yet. */
export function lookAt(typed: string): Seen | null {
  const text = typed.trim();
  if (text === "") return null;
  const href = safeLink(text) ?? typedLink(text);
  if (href === null) return { kind: "none", why: "This is no address that Stet may link to." };
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return { kind: "none", why: "This address is not complete." };
  }
  if (url.protocol === "mailto:") {
    const whom = decodeURIComponent(url.pathname);
    return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(whom)
      ? { kind: "to", verb: "Writes to", host: whom, rest: "", warnings: [] }
      : { kind: "none", why: "This mail address is not complete." };
  }
  if (url.protocol === "tel:")
    return { kind: "to", verb: "Calls", host: url.pathname, rest: "", warnings: [] };
  const warnings = [];
  if (!url.hostname.includes(".") && url.hostname !== "localhost")
    return { kind: "none", why: "This address names no site." };
  if (url.protocol === "http:") warnings.push("Not encrypted: http instead of https.");
  if (url.hostname.startsWith("xn--") || url.hostname.includes(".xn--"))
    warnings.push("The name is written in letters of another script; look twice whose it is.");
  if (url.username) warnings.push("It carries a name or a password before the site.");
  if ([...url.searchParams.keys()].some((key) => FOLLOWS.test(key)))
    warnings.push("It carries what readers are followed by (after “?”).");
  const rest = url.pathname === "/" && !url.search ? "" : url.pathname + url.search + url.hash;
  return { kind: "to", verb: "Leads to", host: url.host, rest, warnings };
}
