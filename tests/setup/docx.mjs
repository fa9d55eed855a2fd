// Writes a writer's Word file, as one would arrive by mail: `node tests/setup/docx.mjs FILE.docx [--faults]`.
// With --faults a word is doubled, as in real life.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A ZIP archive with every entry stored: [[name, text], …]. */
function zip(entries) {
  const locals = [], central = [];
  let offset = 0;
  for (const [name, text] of entries) {
    const data = Buffer.from(text), label = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0); head.writeUInt16LE(0x800, 2); head.writeUInt32LE(0x5a210000, 6);
    head.writeUInt32LE(crc32(data), 10); head.writeUInt32LE(data.length, 14); head.writeUInt32LE(data.length, 18); head.writeUInt16LE(label.length, 22);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), head, label, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, tail, label);
    offset += 30 + label.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4); end.writeUInt16LE(entries.length, 6); end.writeUInt32LE(directory.length, 8); end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

const run = (text, properties = "") => `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
/** A paragraph: *words* are italic, [n] stays as it is typed. */
const paragraph = (text, style = "") =>
  `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${text.split(/(\*[^*]+\*)/).filter(Boolean).map((part) => part.startsWith("*") ? run(part.slice(1, -1), "<w:i/>") : run(part)).join("")}</w:p>`;

/** A Word file of these paragraphs: text, or [text, style]. */
export function docx(paragraphs) {
  const body = paragraphs.map((p) => (Array.isArray(p) ? paragraph(...p) : paragraph(p))).join("");
  return zip([
    ["[Content_Types].xml", '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'],
    ["_rels/.rels", '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'],
    ["word/_rels/document.xml.rels", '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'],
    ["word/styles.xml", `<?xml version="1.0" encoding="UTF-8"?><w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style></w:styles>`],
    ["word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}<w:sectPr/></w:body></w:document>`],
  ]);
}

/** What Ana Duarte sent. */
export const nightBoats = (faults = false) => [
  "Transport: What a night boat costs",
  "The last ferry leaves at ten. Keeping one more crew on the water until two would cost less than the council’s own lighting.",
  "By Ana Duarte, transport correspondent of the Harbour Review (HR), 24 November 2026,",
  "Shortly before ten the queue on the north quay goes quiet. Whoever misses this boat walks the long way round, over the old bridge, or waits until half past five.",
  `On a weekday in October we counted them: forty-one people, most of them on their way home from a shift at the cold store or the hospital.[1] None of them had been asked ${faults ? "by by" : "by"} the council what a later boat would be worth to them.`,
  ["What the figures say", "Heading2"],
  "A crew of three, one hull, four crossings: the harbour company puts the price at 212,000 a year.[2] The new lamps along the promenade cost 240,000, and were voted through in eleven minutes.",
  "“We do not ask for a gift,” says Marta Reis, who speaks for the night shift. “We ask for the boat that the timetable of *1987* already had.”",
  "The council will take up the tender in the new year. Until then the queue on the north quay goes quiet at ten.",
  "Notes",
  "[1] Own count, north quay, 14 October 2026, 21:30 to 22:15.",
  "[2] Harbour Company, answer to the transport committee, 3 November 2026, annex B.",
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, option] = process.argv.slice(2);
  writeFileSync(file, docx(nightBoats(option === "--faults")));
}
