// What the bar of formats shows, in which order, with which signs. A command of letters that is new appears by its name.
import type { Component } from "svelte";
import CaseUpper from "@lucide/svelte/icons/case-upper";
import Asterisk from "@lucide/svelte/icons/asterisk";
import Bold from "@lucide/svelte/icons/bold";
import ExternalLink from "@lucide/svelte/icons/external-link";
import FileSymlink from "@lucide/svelte/icons/file-symlink";
import Heading2 from "@lucide/svelte/icons/heading-2";
import Heading3 from "@lucide/svelte/icons/heading-3";
import Italic from "@lucide/svelte/icons/italic";
import Languages from "@lucide/svelte/icons/languages";
import Link from "@lucide/svelte/icons/link";
import List from "@lucide/svelte/icons/list";
import ListOrdered from "@lucide/svelte/icons/list-ordered";
import MapPin from "@lucide/svelte/icons/map-pin";
import Strikethrough from "@lucide/svelte/icons/strikethrough";
import Subscript from "@lucide/svelte/icons/subscript";
import Superscript from "@lucide/svelte/icons/superscript";
import TextQuote from "@lucide/svelte/icons/text-quote";
import Unlink from "@lucide/svelte/icons/unlink";
import { COMMANDS } from "../../editor";

export const ICONS: Record<string, Component> = {
  strong: Bold,
  emphasis: Italic,
  link: Link,
  "article-link": FileSymlink,
  "open-link": ExternalLink,
  unlink: Unlink,
  foreign: Languages,
  "small-caps": CaseUpper,
  sub: Subscript,
  sup: Superscript,
  strike: Strikethrough,
  dateline: MapPin,
  heading2: Heading2,
  heading3: Heading3,
  quotation: TextQuote,
  bulleted: List,
  numbered: ListOrdered,
  note: Asterisk,
};

/** Of the blocks and notes only these; the others are in the menus. */
const BESIDE = ["heading2", "heading3", "quotation", "bulleted", "numbered", "note"];

/** The bar itself, and what is typed rather than set on a selection. */
const NOT_HERE = ["format-bar", "no-break-space", "narrow-space"];

/** The commands of the bar that apply now. */
export const shownIn = (applies: (id: string) => boolean): typeof COMMANDS =>
  [
    ...COMMANDS.filter(({ group, id }) => group === "letters" && !NOT_HERE.includes(id)),
    ...COMMANDS.filter(({ id }) => BESIDE.includes(id)),
  ].filter(({ id }) => applies(id));
