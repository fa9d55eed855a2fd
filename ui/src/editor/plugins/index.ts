// Every plugin of the text, one line each, in the order in which they are asked.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import type { Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { find } from "../find/plugin";
import type { Host } from "../host";
import { copy } from "../copy/index";
import { languageAt } from "../language";
import { cited } from "../notes/cited";
import { dragReferences } from "../notes/move";
import { preview } from "../notes/preview";
import { slash } from "../slash/plugin";
import { spaces } from "../typing/spaces";
import { typing } from "../typing/plugin";
import { references } from "../notes/references";
import { selectReferences } from "../notes/select";
import { paste } from "../paste/index";
import { handle } from "../block/handle";
import { pullQuotes } from "../block/pull";
import { sidewaysInTables } from "../block/sideways";
import { byline } from "./byline";
import { empty } from "./empty";
import { figures } from "./figures";
import { findings } from "./findings";
import { hollow } from "./hollow";
import { ids } from "./ids";
import { keys } from "./keys";
import { links } from "./links";
import { turns } from "./turns";

export const plugins = (host: Host): Plugin[] => [
  hollow(),
  ids(),
  slash(host),
  typing({
    smart: () => host.smart,
    signs: () => host.signs,
    lang: (state, pos) => languageAt(state.doc.resolve(pos), host.lang),
  }),
  ...keys(host),
  sidewaysInTables(),
  tableEditing(),
  history({ depth: 1000 }),
  gapCursor(),
  dropCursor({ class: "drop-cursor" }),
  copy(host),
  ...paste(host),
  links(host),
  references(host),
  cited(host),
  selectReferences(),
  turns(),
  dragReferences(host),
  preview(host),
  figures(host),
  pullQuotes(),
  handle(host),
  findings(),
  find(host),
  spaces(),
  byline(host),
  empty(),
];
