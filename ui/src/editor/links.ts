// Which addresses a text may link to. The same list for what is typed, pasted, imported and opened.

/** Whether it is an address of http, https, mailto or tel, read as a browser would: controls and spaces do not hide a scheme. */
export function isLink(text: string): boolean {
  const clear = text
    .replace(/[\p{Cc}\p{White_Space}]/gu, "")
    .slice(0, 9)
    .toLowerCase();
  return ["http://", "https://", "mailto:", "tel:"].some((scheme) => clear.startsWith(scheme));
}

/** The address without control characters and outer spaces, or null where a text may not link to it. */
export function safeLink(href: string): string | null {
  const clean = href.replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, "").trim();
  return isLink(clean) ? clean : null;
}

/** What a person typed as a link: an address without a scheme gets https, a mail address mailto; null when it cannot be one. */
export function typedLink(typed: string): string | null {
  const text = typed.trim();
  if (text === "" || /\s/.test(text)) return null;
  if (/^[^@\s/:]+@[^@\s/:]+\.[^@\s/:]+$/.test(text)) return `mailto:${text}`;
  if (isLink(text)) return safeLink(text);
  // `example.org:8080` has a port, `javascript:x` a scheme.
  return /^[^/.:\s]+(\.[^/.:\s]+)+(:\d+)?([/?#]|$)/.test(text) ? safeLink(`https://${text}`) : null;
}
