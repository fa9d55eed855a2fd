// Takes the README's pictures: the real window, on the sample desk, under Xvfb.
import path from "node:path";
import { cli, freshPerson, openWindow, root, startDisplay } from "../window/driver.mjs";

const screen = await startDisplay();
const person = freshPerson("harbour");
const desk = path.join(person.home, "The Harbour Review.stet");
await cli(person, "sample", desk);
const window = await openWindow({ display: screen.display, person, desk });
/** What was seen in the page stands on the screen a few frames later. */
const painted = () => window.do("POST", "/execute/async", { script: "let left = 6; const done = arguments[0]; requestAnimationFrame(function next() { if (left--) requestAnimationFrame(next); else done(); });", args: [] });
try {
  await window.size(1280, 800);
  await window.seeText("The ferry vote that nobody lost");
  await painted();
  await window.picture(path.join(root, "tests/setup/pictures/list.png"));
  await window.click("any", "The ferry vote that nobody lost");
  await window.see("the article", () => document.querySelector(".ProseMirror h1"));
  await window.see("the findings", () => /doubled|twice/i.test(document.body.innerText));
  await painted();
  await window.picture(path.join(root, "tests/setup/pictures/article.png"));
} finally {
  await window.close();
  screen.stop();
  person.remove();
}
