import { describe, expect, it } from "vitest";
import type { Field, RecordRow } from "@/app/shapes";
import { dayOf, daysBetween, edge, monthsOn, movedTo, weeksOf, within } from "./days";

const on = { name: "on", type: "date" } as Field;
const at = { name: "at", type: "time" } as Field;
const row = (value: unknown) => ({ id: "r", version: 1, on: value, at: value }) as unknown as RecordRow;

describe("days of a picture", () => {
  it("puts an instant on the company's day", () => {
    expect(dayOf(row("2026-03-31T16:30:00Z"), at)).toBe("2026-04-01");
    expect(dayOf(row("2026-03-31"), on)).toBe("2026-03-31");
    expect(dayOf(row(null), on)).toBeNull();
  });

  it("asks for days with both ends in them", () => {
    expect(within(on, "2026-03-01", "2026-03-31")).toEqual([
      "and",
      ["on", ">=", "2026-03-01"],
      ["on", "<", "2026-04-01"],
    ]);
    expect(edge(at, "2026-03-01")).toBe("2026-02-28T16:00:00.000Z");
  });

  it("keeps the hour of what is moved", () => {
    expect(movedTo(row("2026-03-31T16:30:00Z"), at, "2026-04-03")).toBe("2026-04-02T16:30:00.000Z");
    expect(movedTo(row("2026-03-31"), on, "2026-04-03")).toBe("2026-04-03");
  });

  it("has whole weeks from Monday", () => {
    const weeks = weeksOf("2026-02");
    expect(weeks[0]?.[0]).toBe("2026-01-26");
    expect(weeks.at(-1)?.[6]).toBe("2026-03-01");
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeksOf("2021-02")).toHaveLength(4);
  });

  it("walks months over years", () => {
    expect(monthsOn("2026-01", -1)).toBe("2025-12");
    expect(monthsOn("2026-11", 2)).toBe("2027-01");
    expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3);
  });
});
