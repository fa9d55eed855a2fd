// Files as writers send them, written for a test. No test lives here.
import { writeFileSync } from "node:fs";
import path from "node:path";

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
