// Random names for blocks and notes.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new id: 12 characters of A–Z, a–z, 0–9. */
export function newId(): string {
  let id = "";
  const bytes = new Uint8Array(24);
  while (id.length < 12) {
    crypto.getRandomValues(bytes);
    // 248 = 4 × 62: bytes above it would favour the first letters.
    for (const byte of bytes) if (byte < 248 && id.length < 12) id += LETTERS.charAt(byte % 62);
  }
  return id;
}
