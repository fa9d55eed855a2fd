// What an address is said to be, by its form.
import { describe, expect, it } from "vitest";
import { lookAt } from "./address";

const host = (typed: string) => {
  const seen = lookAt(typed);
  return seen?.kind === "to" ? `${seen.verb} ${seen.host}${seen.rest}` : seen?.why;
};

describe("an address", () => {
  it("says where it leads before anything is loaded", () => {
    expect(host("example.org/a?b#c")).toBe("Leads to example.org/a?b#c");
    expect(host("https://example.org")).toBe("Leads to example.org");
    expect(host("desk@example.org")).toBe("Writes to desk@example.org");
    expect(host("tel:+351123")).toBe("Calls +351123");
    expect(lookAt(" ")).toBeNull();
  });

  it("is none where it only looks like one", () => {
    for (const typed of [
      "javascript:alert(1)",
      "https://",
      "https:///",
      "mailto:desk",
      "see there",
      "http://nowhere",
    ])
      expect(lookAt(typed)?.kind, typed).toBe("none");
  });

  it("warns of what deserves a second look", () => {
    const warnings = (typed: string) => {
      const seen = lookAt(typed);
      return seen?.kind === "to" ? seen.warnings.length : -1;
    };
    expect(warnings("https://example.org/a")).toBe(0);
    expect(warnings("http://example.org/a?utm_source=x")).toBe(2);
    expect(warnings("https://аpple.com")).toBe(1);
    expect(warnings("https://me:pw@example.org")).toBe(1);
  });
});
