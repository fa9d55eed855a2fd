// The promise of suggesting, on random edits over the whole schema: reject all = before, accept all = the plain edit.
import { describe, expect, it } from "vitest";
import { Chance, random, randomArticle, someEdit } from "../testing/random";
import { bare, resolve } from "./resolve";
import { asTheLibrary, keepsPromise, suggest } from "./verifier";

const EDITS = Number(process.env["STET_EDITS"] ?? "400");
const SEED = Number(process.env["STET_SEED"] ?? "20261124");

function run(edits: number, seed: number, sequence: number) {
  const figures = { edits: 0, library: 0, threw: 0, repaired: 0, broken: [] as string[] };
  for (let i = 0; figures.edits < edits; i++) {
    const chance = new Chance(random(seed + i));
    let doc = randomArticle(chance);
    for (let n = 0; n < sequence; n++) {
      const edit = someEdit(doc, chance);
      if (!edit) break;
      figures.edits++;
      const id = `s${String(i)}-${String(n)}`;
      const bareLibrary = asTheLibrary(edit.state, edit.tr, id);
      if (!bareLibrary) figures.threw++;
      else if (!keepsPromise(doc, edit.tr.doc, bareLibrary.doc)) figures.library++;
      const { tr, repaired } = suggest(edit.state, edit.tr, id);
      if (repaired) figures.repaired++;
      tr.doc.check();
      const rejected = bare(resolve(tr.doc, "reject")).eq(bare(resolve(doc, "reject")));
      const accepted = bare(resolve(tr.doc, "accept")).eq(bare(resolve(edit.tr.doc, "accept")));
      if (!rejected || !accepted)
        figures.broken.push(`seed ${String(seed + i)} edit ${String(n)} ${rejected ? "accept" : "reject"}`);
      doc = tr.doc;
    }
  }
  return figures;
}

describe("suggesting", () => {
  it("keeps both promises for single edits of a clean text", () => {
    const figures = run(EDITS, SEED, 1);
    if (process.env["STET_EDITS"]) console.log("single", figures);
    expect(figures.broken).toEqual([]);
  }, 600_000);

  it("keeps both promises for one edit after another", () => {
    const figures = run(EDITS, SEED + 1_000_000, 6);
    if (process.env["STET_EDITS"]) console.log("sequence", figures);
    expect(figures.broken).toEqual([]);
  }, 600_000);
});
