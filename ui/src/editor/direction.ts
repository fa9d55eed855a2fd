// Which way a language is written. Only the script decides; no text is looked at.

const RIGHT_TO_LEFT = new Set([
  "ar",
  "arc",
  "ckb",
  "dv",
  "fa",
  "ha-arab",
  "he",
  "iw",
  "khw",
  "ks",
  "ku-arab",
  "nqo",
  "ps",
  "sd",
  "syr",
  "ug",
  "ur",
  "yi",
]);
const RIGHT_TO_LEFT_SCRIPTS = new Set([
  "adlm",
  "arab",
  "aran",
  "hebr",
  "mand",
  "nkoo",
  "rohg",
  "samr",
  "syrc",
  "thaa",
]);

/** `rtl` or `ltr` for a BCP 47 tag: its script where it names one, else its language. */
export function directionOf(lang: string): "ltr" | "rtl" {
  const parts = lang.toLowerCase().split("-");
  const script = parts.slice(1).find((part) => part.length === 4 && /^[a-z]+$/.test(part));
  if (script) return RIGHT_TO_LEFT_SCRIPTS.has(script) ? "rtl" : "ltr";
  return RIGHT_TO_LEFT.has(parts[0] ?? "") ? "rtl" : "ltr";
}
