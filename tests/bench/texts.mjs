// The texts that typing is measured in: as Markdown for Stet's own import, as HTML for the pages beside it. Nothing is measured here.
const WORDS = ("harbour ferry council winter pilot tender crossing quay ballot minutes clerk motion lamp the promenade timetable crew hull price letter chair " +
  "quarrel spring session count the camp result bridge history stone engineer river flood archive plan paper").split(" ");

/** A paragraph of so many words, the same each time. */
const paragraph = (at, words) => {
  const picked = [];
  for (let i = 0; picked.length < words; i += 1) {
    const word = WORDS[(i * 7 + at * 13 + ((i * i) % 11)) % WORDS.length];
    // No word twice in a row: what the checks would find is not measured here.
    if (word !== picked.at(-1)) picked.push(word);
  }
  const line = picked.join(" ");
  return `${line[0].toUpperCase()}${line.slice(1)}.`;
};
/** About so many words, in paragraphs of a hundred. */
export const paragraphs = (words) => Array.from({ length: Math.ceil(words / 100) }, (_, at) => paragraph(at, 100));

export const html = (words) => paragraphs(words).map((text) => `<p>${text}</p>`).join("");
const front = (title) => `---\ntitle: "${title}"\n---\n\n`;
export const markdown = (title, words) => `${front(title)}${paragraphs(words).join("\n\n")}\n`;

/** The same with a table before its last paragraph. */
export function withTable(title, words) {
  const all = paragraphs(words);
  const row = (at) => `| ${WORDS[at % 30]} | ${WORDS[(at * 3) % 30]} | ${at * 17} |`;
  const table = ["| Ship | Quay | Fare |", "|---|---|---|", ...Array.from({ length: 30 }, (_, at) => row(at))].join("\n");
  return `${front(title)}${[...all.slice(0, -1), table, all.at(-1)].join("\n\n")}\n`;
}

/** Two notes in each line of ten words. */
export function withNotes(title, notes) {
  const all = Array.from({ length: notes / 20 }, (_, at) =>
    Array.from({ length: 20 }, (_, i) => `${paragraph(at * 20 + i, 10).slice(0, -1)}[^n${at * 20 + i}]`).join(" ") + ".");
  const foot = Array.from({ length: notes }, (_, at) => `[^n${at}]: Minutes of the council, item ${at + 1}.`);
  return `${front(title)}${all.join("\n\n")}\n\n${foot.join("\n")}\n`;
}
