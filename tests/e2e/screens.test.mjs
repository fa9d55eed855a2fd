// Every screen, in light and dark and narrow: what axe finds, and what is cut off.
import { after, before, test } from "node:test";
import { accessible, button, dialog, narrow, newPage, openPiece, row, text, toList } from "./at.mjs";
import { FERRY, file } from "./files.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, none, page;
before(async () => {
  [browser, desk, none] = await Promise.all([launch(), startHost(), startHost({ sample: false })]);
});
after(async () => {
  await browser?.close();
  desk?.stop();
  none?.stop();
});

async function whole(name) {
  await accessible(page, name);
  await narrow(page, name);
}
/** A screen that is reached, looked at, and left as it was found. */
const screen = (name, come, leave = async () => {}) =>
  test(`${name} is legible to everybody, in light and dark, and whole when narrow`, async () => {
    await come();
    try {
      await whole(name);
    } finally {
      await page.setViewportSize({ width: 1280, height: 800 });
      await leave();
    }
  });
const away = async () => {
  await page.keyboard.press("Escape");
  await dialog(page).first().waitFor({ state: "detached" });
};

screen("the start without a desk", async () => {
  page = await newPage(browser);
  await page.goto(none.url);
  await button(page, "Sample desk").waitFor();
});
screen("the dialog for a new desk", async () => {
  await button(page, "New desk").click();
  await dialog(page).waitFor();
});
screen("an empty desk", async () => {
  await none.answers({ save: `${none.person.home}/new.stet` });
  await dialog(page).getByLabel("Publication").fill("The Harbour Review");
  await dialog(page).getByLabel("Your name").fill("Mara Lindqvist");
  await button(page, "Choose a place").click();
  await page.getByText("An empty desk").waitFor();
}, () => page.context().close());
screen("the list", async () => {
  page = await newPage(browser);
  await page.goto(desk.url);
  await row(page, "ferry vote").waitFor();
});
screen("the dense list", async () => {
  await button(page, "Dense").click();
  await page.locator(".dense").waitFor();
}, () => button(page, "Dense").click());
screen("the list with pieces chosen", async () => {
  await page.getByRole("checkbox").first().check();
  await page.getByText("1 piece chosen").waitFor();
}, () => button(page, "Choose none").click());
screen("a search with hits", async () => {
  await page.getByRole("searchbox").fill("bridge");
  await page.locator("mark").first().waitFor();
});
screen("a search that finds nothing", async () => {
  await page.getByRole("searchbox").fill("zeppelin");
  await page.getByText("Nothing says").waitFor();
}, async () => {
  await page.getByRole("searchbox").fill("");
  await row(page, "ferry vote").waitFor();
});
screen("the desk’s menu", async () => {
  await button(page, "The Harbour Review").click();
  await page.getByRole("menu").waitFor();
});
screen("people", async () => {
  await page.getByRole("menuitem", { name: "People" }).click();
  await dialog(page).waitFor();
}, away);
screen("help", async () => {
  await page.keyboard.press("F1");
  await dialog(page).waitFor();
}, away);
screen("the palette of commands", async () => {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("listbox", { name: "Commands" }).waitFor();
}, away);
screen("the settings", async () => {
  await page.keyboard.press("Control+Alt+s");
  await dialog(page).waitFor();
});
screen("the keys that can be changed", async () => {
  await dialog(page).getByRole("tab", { name: "Keys" }).click();
  await dialog(page).getByText("All as designed").waitFor();
}, away);
screen("the import page", async () => {
  await desk.answers({ files: [file(desk.person.home, "quay.md", FERRY), file(desk.person.home, "broken.docx", "PK\u0003\u0004 no archive")] });
  await button(page, "Import").click();
  await page.getByText("Read from it").waitFor();
});
screen("a broken file on the import page", async () => {
  await page.getByRole("group", { name: "Files" }).getByRole("button", { name: "broken.docx" }).click();
  await page.getByText("This file was not taken in").waitFor();
}, async () => {
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("button", { name: "Import" }).click();
  await row(page, "ferry vote").waitFor();
});
screen("an article with its checks", async () => {
  await openPiece(page, "ferry vote");
  await page.getByRole("heading", { name: "4 errors" }).waitFor();
});
screen("a refused move", async () => {
  await button(page, "Pass to proof").click();
  await dialog(page).waitFor();
});
screen("a move past the gates", async () => {
  await button(page, "Set the gates aside").click();
  await dialog(page).getByRole("textbox").waitFor();
}, away);
screen("an article’s fields", async () => {
  await button(page, "No date").or(page.locator("button.date")).first().click();
  await page.getByLabel("Goes out").first().waitFor();
}, () => page.keyboard.press("Escape"));
screen("an article’s history", async () => {
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("heading", { name: "Record" }).waitFor();
});
screen("a version", async () => {
  await page.getByRole("region", { name: "Versions" }).getByRole("button").first().click();
  await dialog(page).waitFor();
}, away);
screen("two versions compared", async () => {
  await button(page, "With “").first().click();
  await page.getByRole("menuitem", { name: "Compare with now" }).click();
  await page.getByText("Back to the text").waitFor();
  await page.locator(".sheet").waitFor();
}, async () => {
  await button(page, "Back to the text").click();
  await text(page).waitFor();
});
screen("an article’s files", async () => {
  await page.getByRole("tab", { name: "Files" }).click();
  await button(page, "Export…").waitFor();
});
screen("the preview", async () => {
  await button(page, "Preview").click();
  await page.frameLocator("iframe").locator("h1").waitFor();
}, away);
screen("the export dialog", async () => {
  await button(page, "Export…").click();
  await dialog(page).getByRole("radio").first().waitFor();
}, away);
screen("an Arabic article", async () => {
  await toList(page);
  await openPiece(page, "لن نُبحر");
});
screen("a long article", async () => {
  await toList(page);
  await openPiece(page, "promised in 1931");
}, () => page.context().close());
