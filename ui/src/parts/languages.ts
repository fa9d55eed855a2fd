// Languages to choose from: by their English name, by the name that they have for themselves, by their tag.
import { language, LANGUAGES } from "./intl";

export interface LanguageLine {
  /** The BCP 47 tag. */
  id: string;
  /** In English. */
  name: string;
  /** As its own speakers call it. */
  own: string;
}

/** The name that a language has for itself; empty where this machine does not know it. */
export function ownName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: "language", languageDisplay: "standard" }).of(tag);
    return name && name !== tag ? name : "";
  } catch {
    return "";
  }
}

/** A tag that was typed, as it is written properly; null where it is none that has a name. */
function typed(text: string): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim());
    return tag && language(tag) !== tag ? tag : null;
  } catch {
    return null;
  }
}

const lineOf = (tag: string): LanguageLine => ({ id: tag, name: language(tag), own: ownName(tag) });
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The languages that some letters mean; `first` are those used lately, which come first. */
export function languagesFor(asked: string, first: readonly string[]): LanguageLine[] {
  const words = plain(asked.trim());
  const all = [...new Set([...first, ...LANGUAGES, "la", "grc", "sa"])].map(lineOf);
  const rank = ({ id, name, own }: LanguageLine): number => {
    if (words === "" || plain(id) === words) return 0;
    if (plain(name).startsWith(words) || plain(own).startsWith(words)) return 1;
    return plain(name).includes(words) || plain(own).includes(words) ? 2 : 3;
  };
  const found = all
    .map((line) => ({ line, rank: rank(line) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ line }) => line);
  const tag = words === "" ? null : typed(asked);
  return tag && !found.some(({ id }) => id === tag) ? [...found, lineOf(tag)] : found;
}

const lately: string[] = [];

/** Languages that were chosen since the window opened, the last first. */
export const chosenLately = (): readonly string[] => lately;

/** Remembers a choice. */
export function chose(tag: string): void {
  const at = lately.indexOf(tag);
  if (at >= 0) lately.splice(at, 1);
  lately.unshift(tag);
  lately.splice(6);
}
