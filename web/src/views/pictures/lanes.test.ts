import { describe, expect, it } from "vitest";
import { addDays } from "@/app/format";
import type { Field, RecordRow } from "@/app/shapes";
import { barOf, lanes, stretchAt, ticks, ZOOMS, type Bar } from "./lanes";

const from = { name: "from", type: "date" } as Field;
const to = { name: "to", type: "date" } as Field;
const who = { name: "who", type: "person" } as Field;
const row = (id: string, start: string | null, end: string | null = null, owner: unknown = null) =>
  ({ id, version: 1, from: start, to: end, who: owner }) as unknown as RecordRow;
const stretch = { first: "2026-03-02", last: "2026-03-11" };

describe("bars of a time line", () => {
  it("lie where their days are, the last one included", () => {
    expect(barOf(row("a", "2026-03-04", "2026-03-05"), from, to, stretch)).toMatchObject({
      left: 20,
      width: 20,
      early: false,
      late: false,
    });
    expect(barOf(row("a", "2026-03-04"), from, to, stretch)).toMatchObject({ left: 20, width: 10 });
  });

  it("are cut at the edges and say so", () => {
    const bar = barOf(row("a", "2026-02-01", "2026-12-31"), from, to, stretch);
    expect(bar).toMatchObject({ left: 0, width: 100, early: true, late: true });
    expect(barOf(row("a", "2026-02-01", "2026-03-01"), from, to, stretch)).toBeNull();
    expect(barOf(row("a", null), from, to, stretch)).toBeNull();
  });

  it("with an end before the beginning are one day", () => {
    expect(barOf(row("a", "2026-03-05", "2026-03-01"), from, to, stretch)).toMatchObject({ width: 10 });
  });

  it("never lie on each other, and none is lost", () => {
    const rows = Array.from({ length: 40 }, (_, at) => {
      const start = addDays("2026-02-20", (at * 7) % 23);
      return row(String(at), start, addDays(start, at % 5), { id: String(at % 3), label: "x" });
    });
    const bars = rows.flatMap((each) => barOf(each, from, to, stretch) ?? []);
    const found = lanes(bars, who, 12);
    expect(found.flatMap((lane) => lane.rows.flat())).toHaveLength(bars.length);
    const meets = (a: Bar, b: Bar) => a.left + Math.max(a.width, 12) > b.left;
    for (const line of found.flatMap((lane) => lane.rows)) {
      for (let at = 1; at < line.length; at++) {
        expect(meets(line[at - 1] as Bar, line[at] as Bar)).toBe(false);
      }
    }
  });

  it("have a scale that stays in sight", () => {
    for (const zoom of ZOOMS) {
      const seen = stretchAt("2026-03-19", zoom);
      expect(seen.first <= "2026-03-19" && "2026-03-19" <= seen.last).toBe(true);
      const lines = ticks(seen, zoom);
      expect(lines.length).toBeGreaterThan(4);
      expect(lines.every((each) => each.at >= 0 && each.at < 100)).toBe(true);
    }
  });
});
