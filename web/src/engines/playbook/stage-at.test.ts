import { expect, test } from "vitest";
import type { EventRow } from "@/app/shapes";
import { stageAt, type Told } from "./stage-at";

const DAY = 86_400_000;
const START = Date.parse("2026-03-01T02:00:00Z");
const on = (day: number): string => new Date(START + day * DAY).toISOString();
const move = (day: number, from: string | null, to: string): EventRow => ({
  cursor: `${to}${day}`,
  recorded_at: on(day),
  occurred_at: on(day),
  actor: { kind: "person", id: "p" },
  action: "stage.advanced",
  object: "deal",
  record: "d1",
  version: 2,
  changes: { stage: [from, to] },
  because: null,
});
const told: Told = {
  record: { id: "d1", version: 1, name: "冷库", stage: "c" },
  process: undefined,
  events: [move(6, "b", "c"), move(3, "a", "b")],
};

test("the station of a moment is read from the moves around it", () => {
  expect(stageAt(told, START)).toBe("a");
  expect(stageAt(told, START + 5 * DAY)).toBe("b");
  expect(stageAt({ ...told, events: [] }, START)).toBe("c");
});
