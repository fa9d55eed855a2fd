// Which addresses a text may link to. The same list for what is typed, pasted, imported and opened.

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address without control characters and outer spaces, or null where its scheme is not http, https, mailto or tel. */
export function safeLink(href: string): string | null {
  // Browsers drop these before they read a scheme, so `java\nscript:` must not pass as unknown text.
  // eslint-disable-next-line no-control-regex
  const clean = href.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, "").trim();
  const scheme = /^([a-z][a-z0-9+.-]*:)/i.exec(clean)?.[1]?.toLowerCase();
  return scheme && SCHEMES.has(scheme) ? clean : null;
}

/** What a person typed as a link: an address without a scheme gets https, a mail address mailto; null when it cannot be one. */
export function typedLink(typed: string): string | null {
  const text = typed.trim();
  if (text === "" || /\s/.test(text)) return null;
  if (/^[^@\s/:]+@[^@\s/:]+\.[^@\s/:]+$/.test(text)) return `mailto:${text}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+\.[a-z]+:\d+/i.test(text)) return safeLink(text);
  return /^[^/.\s]+(\.[^/.\s]+)+/.test(text) ? safeLink(`https://${text}`) : null;
}
