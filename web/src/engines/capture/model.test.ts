import { describe, expect, it } from "vitest";
import { addDays } from "@/app/format";
import { blankDesign, frameOf, moved, originsOf, snippetOf, tagsOf, withDefault, worded } from "./model";
import { spanOf, type Period } from "./channels";
import type { Askable } from "./shapes";

const field = (name: string): Askable => ({
  name,
  label: { zh: name, en: name },
  kind: "text",
  required: false,
  choices: [],
});

describe("a capture form", () => {
  it("begins with what the company's leads have", () => {
    const made = blankDesign([field("phone"), field("name"), field("industry")], { zh: "新", en: "New" });
    expect(made.fields.map((each) => [each.field, each.required])).toEqual([
      ["name", true],
      ["phone", true],
    ]);
    expect(made.fields.map((each) => each.label?.zh)).toEqual(["怎么称呼您", undefined]);
  });

  it("keeps the order one gives it", () => {
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
    expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
  });

  it("has a line in both languages or none", () => {
    expect(worded({ zh: "称呼", en: "" })).toEqual({ zh: "称呼", en: "称呼" });
    expect(worded({ zh: " ", en: "" })).toBeNull();
  });

  it("reads tags and sites as they are typed", () => {
    expect(tagsOf("展会、A 级, 展会；")).toEqual(["展会", "A 级"]);
    expect(originsOf(" https://a.example\n\nhttps://b.example ")).toEqual([
      "https://a.example",
      "https://b.example",
    ]);
  });

  it("drops what is set to nothing", () => {
    const made = blankDesign([], { zh: "新", en: "New" });
    const tagged = withDefault(made, "tags", ["a"]);
    expect(tagged.defaults).toEqual({ tags: ["a"] });
    expect(withDefault(tagged, "tags", []).defaults).toEqual({});
  });

  it("gives a site its lines", () => {
    expect(frameOf("https://crm.example", "/f/x.y", '联"系<')).toContain('title="联系"');
    expect(snippetOf("https://crm.example", "x.y")).toBe(
      '<script src="https://crm.example/t.js" data-form="x.y" async></script>',
    );
  });
});

it("a period is from its first day to its last", () => {
  const of = (period: Period, today: string) => Object.values(spanOf(period, today, addDays)).join("/");
  expect(of("month", "2026-12-05")).toBe("2026-12-01/2026-12-31");
  expect(of("month", "2028-02-29")).toBe("2028-02-01/2028-02-29");
  expect(of("quarter", "2026-11-23")).toBe("2026-10-01/2026-12-31");
  expect(of("year", "2026-11-23")).toBe("2026-01-01/2026-12-31");
  expect(of("before", "2026-11-23")).toBe("2025-01-01/2025-12-31");
});
