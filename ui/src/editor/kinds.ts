// What values the attributes of nodes and marks may have, under the names that the core gives them in tests/cases/schema.json.
import { isLink } from "./links";

type Check = (value: unknown) => void;

function kind(name: string, allows: (value: unknown) => boolean): Check {
  return (value) => {
    if (!allows(value)) throw new RangeError(`Not allowed as ${name}: ${String(value)}`);
  };
}

const orNull =
  (allows: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || allows(value);
const isText = (value: unknown): value is string => typeof value === "string";
const matches = (pattern: RegExp) => (value: unknown) => isText(value) && pattern.test(value);
const isWhole = (least: number, most: number) => (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;

/** A BCP 47 tag by its form. */
export const isLanguage = (value: unknown): value is string =>
  isText(value) && value.length <= 64 && /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(value);

/** A SHA-256 in lower-case hex. */
export const isHash = matches(/^[0-9a-f]{64}$/);

export const text = kind("text", isText);
export const textOrNull = kind("text-or-null", orNull(isText));
/** Empty, or up to 64 of `[A-Za-z0-9_-]`. */
export const id = kind("id", matches(/^[A-Za-z0-9_-]{0,64}$/));
/** The same, never empty. */
export const key = kind("key", matches(/^[A-Za-z0-9_-]{1,64}$/));
export const lang = kind("lang", isLanguage);
export const langOrNull = kind("lang-or-null", orNull(isLanguage));
export const int = (least: number, most: number): Check => kind("int", isWhole(least, most));
export const choice = (...words: string[]): Check =>
  kind("choice", (value) => isText(value) && words.includes(value));
export const choiceOrNull = (...words: string[]): Check =>
  kind(
    "choice-or-null",
    orNull((value) => isText(value) && words.includes(value)),
  );
export const dirOrNull = choiceOrNull("ltr", "rtl");
export const hashOrEmpty = kind("hash-or-empty", (value) => value === "" || isHash(value));
export const link = kind("link", (value) => isText(value) && isLink(value));
export const linkOrEmpty = kind("link-or-empty", (value) => value === "" || (isText(value) && isLink(value)));
export const widthsOrNull = kind(
  "widths-or-null",
  orNull((value) => Array.isArray(value) && value.length <= 1000 && value.every(isWhole(0, 100_000))),
);
/** Percent from the left and from the top. */
export const pointOrNull = kind(
  "point-or-null",
  orNull((value) => Array.isArray(value) && value.length === 2 && value.every(isWhole(0, 100))),
);
