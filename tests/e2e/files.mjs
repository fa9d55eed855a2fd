// Files as writers send them, written for a test. No test lives here.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { deflateSync } from "node:zlib";

export const FERRY = `Town: The quay nobody asked for

The harbour board has found money for a quay, and nobody who says what it is for.

By Ana Duarte, transport correspondent of the Harbour Review (HR), 24 November 2026

The harbour board voted on Monday for a new quay on the eastern shore. The plan was eleven years old, and two of the nine members had read it.[1]

“We will build it,” said the chair, “and then we will see.” The fishermen of the eastern shore were not asked.

The money comes from the bridge toll. It was meant for the ferry, which has been on the slip since the spring.[2]

[1] Minutes of the harbour board, 23 November 2026.

[2] Harbour Review, 4 May 2026.
`;

/** Everything that a page should never do, in one file. */
export const HOSTILE = `<!doctype html><html><head><title>A quiet piece</title>
<script>window.ran = true; fetch("http://198.51.100.7/head")</script>
<link rel="stylesheet" href="http://198.51.100.7/a.css"><style>@import "http://198.51.100.7/b.css"; p { background: url(http://198.51.100.7/c.png) }</style></head>
<body onload="window.ran = true"><h1>A quiet piece</h1>
<p>It says <a href="javascript:window.ran=true">what it says</a> and <a href="https://example.org/kept">no more</a>.</p>
<p><img src="http://198.51.100.7/pixel.png" onerror="window.ran = true" alt="A pixel"> and a line after the picture.</p>
<svg onload="window.ran = true"><script>window.ran = true</script></svg>
<iframe src="http://198.51.100.7/frame"></iframe><object data="http://198.51.100.7/object"></object>
<form action="http://198.51.100.7/form"><input name="q" autofocus onfocus="window.ran = true"></form>
<p style="background:url(http://198.51.100.7/d.png)">The last line, which is an ordinary one.</p></body></html>`;

/** Writes a file into a folder and answers its path. */
export function file(folder, name, content) {
  const made = path.join(folder, name);
  writeFileSync(made, content);
  return made;
}

/** Writes a picture of so many pixels: a sky over a sea. */
export function writePicture(file, width, height) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = y * (width * 3 + 1);
    for (let x = 0; x < width; x++) {
      const sea = y > height * 0.6 + Math.sin(x / 40) * 6;
      rows.set(sea ? [30, 60 + (y % 40), 120] : [200 - (y * 90) / height, 190, 220 - (x * 40) / width], row + 1 + x * 3);
    }
  }
  const part = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  writeFileSync(file, Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), part("IHDR", head), part("IDAT", deflateSync(rows)), part("IEND", Buffer.alloc(0))]));
  return file;
}
function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ -1) >>> 0;
}
