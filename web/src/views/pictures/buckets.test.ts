import { describe, expect, it } from "vitest";
import type { Field } from "@/app/shapes";
import { bucketsOf, MOST_SERIES } from "./buckets";

const choice = (keys: string[]) =>
  ({
    name: "grade",
    type: "choice",
    options: { choices: keys.map((key) => ({ key, label: { zh: key, en: key } })) },
  }) as unknown as Field;
const owner = { name: "owner", type: "person" } as Field;
const on = { name: "on", type: "date" } as Field;

describe("places on the axes of a chart", () => {
  it("keep the order of choices, blanks last", () => {
    const rows = [
      { grade: "C", n: 9 },
      { grade: null, n: 5 },
      { grade: "A", n: 1 },
    ];
    expect(bucketsOf(rows, choice(["A", "B", "C"]), undefined).along.map((each) => each.key)).toEqual([
      "A",
      "C",
      "",
    ]);
  });

  it("go forward in time, and else by size", () => {
    const days = [
      { on: "2026-02-01", n: 1 },
      { on: "2025-12-01", n: 4 },
    ];
    expect(bucketsOf(days, on, undefined).along[0]?.key).toBe("2025-12-01");
    const people = [
      { owner: { id: "a", label: "甲" }, n: 1 },
      { owner: { id: "b", label: "乙" }, n: 4 },
    ];
    expect(bucketsOf(people, owner, undefined).along[0]?.key).toBe("b");
  });

  it("keep no more series than inks, and lose nothing of the rest", () => {
    const grades = [..."ABCDEFGHIJK"];
    const rows = grades.map((grade, at) => ({ grade, on: "2026-01-01", n: at + 1 }));
    const { along, series, at } = bucketsOf(rows, on, choice(grades));
    expect(series).toHaveLength(MOST_SERIES);
    expect(series.at(-1)?.others?.map((each) => each.key)).toEqual([..."ABCD"]);
    const [day] = along;
    const all = series.flatMap((each) => (day ? at(day, each) : []));
    expect(all.reduce((sum, row) => sum + Number(row.n), 0)).toBe(66);
  });

  it("find each cell, and none where there is none", () => {
    const rows = [
      { grade: "A", owner: { id: "a", label: "甲" }, n: 2 },
      { grade: "B", owner: { id: "b", label: "乙" }, n: 3 },
    ];
    const { along, series, at } = bucketsOf(rows, choice(["A", "B"]), owner);
    const all = along.flatMap((one) => series.map((two) => at(one, two)[0]?.n ?? 0));
    expect(all.sort()).toEqual([0, 0, 2, 3]);
  });
});
