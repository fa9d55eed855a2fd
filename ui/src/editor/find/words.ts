// Where words begin and end (UAX 29), asked at one place. Counting words is not done here.

/** After an elision a new word begins in these: l’eau, dell’acqua. */
const ELISION = /^(?:br|ca|eo|fr|it|oc)(?:-|$)/i;
const APOSTROPHE = /['’]/;
const PLAIN = /[A-Za-z0-9_]/;
const SPACE = /[\s\uFFFC\uFFF9]/;

const segmenters = new Map<string, Intl.Segmenter | null>();

function segmenter(lang: string): Intl.Segmenter | null {
  let known = segmenters.get(lang);
  if (known === undefined) {
    try {
      known = new Intl.Segmenter(lang || "und", { granularity: "word" });
    } catch {
      known = lang ? segmenter("") : null;
    }
    segmenters.set(lang, known);
  }
  return known;
}

/** Whether a word begins or ends at this unit of the text. */
export function isEdge(text: string, at: number, lang: string): boolean {
  if (at <= 0 || at >= text.length) return true;
  const [before, after] = [text.charAt(at - 1), text.charAt(at)];
  if (SPACE.test(before) || SPACE.test(after)) return true;
  if (PLAIN.test(before) && PLAIN.test(after)) return false;
  if (APOSTROPHE.test(before) && ELISION.test(lang)) return true;
  // What stands between blanks is enough to tell.
  let [from, to] = [at - 1, at + 1];
  while (from > 0 && at - from < 200 && !SPACE.test(text.charAt(from - 1))) from--;
  while (to < text.length && to - at < 200 && !SPACE.test(text.charAt(to))) to++;
  const piece = segmenter(lang)
    ?.segment(text.slice(from, to))
    .containing(at - from);
  return piece ? piece.index === at - from : true;
}
