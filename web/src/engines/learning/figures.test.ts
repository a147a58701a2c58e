import { describe, expect, it } from "vitest";
import { FAR, inkOf, reach } from "./figures";
import type { Behaviour } from "./shapes";

const behaviour = (direction: "more" | "less", best: string | null): Behaviour => ({
  key: "b",
  label: { zh: "", en: "" },
  about: { zh: "", en: "" },
  unit: "days",
  direction,
  kept: false,
  offered: true,
  terms: [],
  best: { mean: best, people: 2 },
  rest: { mean: "1", people: 8 },
  ratio: null,
  chance: null,
  verdict: "clear",
  teams: [],
  regions: [],
  rows: [],
});

describe("a spoke", () => {
  it("is 1 where somebody is as good as the best, whichever way counts", () => {
    expect(reach(behaviour("more", "40"), "20")).toBe(0.5);
    expect(reach(behaviour("less", "3"), "6")).toBe(0.5);
    expect(reach(behaviour("less", "3"), "3")).toBe(1);
  });
  it("ends somewhere, and is nothing where nothing is known", () => {
    expect(reach(behaviour("more", "1"), "99")).toBe(FAR);
    expect(reach(behaviour("less", "1"), "0")).toBe(FAR);
    expect(reach(behaviour("more", null), "9")).toBeNull();
    expect(reach(behaviour("more", "1"), null)).toBeNull();
  });
});

describe("a cell of the heat map", () => {
  it("is darker the better it is", () => {
    const all = ["1", "5", "9"];
    expect(all.map((each) => inkOf(behaviour("more", "1"), each, all))).toEqual([1, 3, 4]);
    expect(all.map((each) => inkOf(behaviour("less", "1"), each, all))).toEqual([4, 3, 1]);
    expect(inkOf(behaviour("more", "1"), "5", ["5"])).toBe(2);
  });
});
