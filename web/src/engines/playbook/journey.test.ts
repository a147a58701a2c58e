import { expect, test } from "vitest";
import type { EventRow, RecordRow } from "@/app/shapes";
import { isEffective, lanesOf, layOut, sift, stageAt, type Told } from "./journey";

const DAY = 86_400_000;
const START = Date.parse("2026-03-01T02:00:00Z");
const on = (day: number): string => new Date(START + day * DAY).toISOString();
const act = (id: string, day: number, deal: string | null, type = "visit"): RecordRow => ({
  id,
  version: 1,
  type,
  occurred_at: on(day),
  deal: deal ? { id: deal, label: deal } : null,
});
const show = (id: string, via: string, state: string, day = 0): RecordRow => ({
  id,
  version: 1,
  kind: "site_photo",
  state,
  captured_at: on(day),
  about: { object: "deal", id: "d1" },
  via: { object: "activity", id: via },
});
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

test("each road is a lane, with what was done for none in one of its own at the end", () => {
  const lanes = lanesOf(
    "deal",
    [told],
    [act("1", 1, "d1"), act("2", 0, null), act("3", 4, "d1", "call")],
    [show("e", "1", "proven")],
  );
  expect(lanes.map((lane) => [lane.key, lane.marks.length])).toEqual([
    ["d1", 4],
    ["", 1],
  ]);
  expect(lanes[0]?.marks.map((mark) => mark.stage)).toEqual(["a", "b", "b", "c"]);
  expect(lanes[0]?.marks.map((mark) => mark.state)).toEqual(["proven", null, "claimed", null]);
});

test("the station of a moment is read from the moves around it", () => {
  expect(stageAt(told, START)).toBe("a");
  expect(stageAt(told, START + 5 * DAY)).toBe("b");
  expect(stageAt({ ...told, events: [] }, START)).toBe("c");
});

test("it is searched by type, by stage and by what somebody can be shown", () => {
  const lanes = lanesOf(
    "deal",
    [told],
    [act("1", 1, "d1"), act("3", 4, "d1", "call")],
    [show("e", "1", "proven"), show("f", "3", "rejected")],
  );
  const count = (wanted: Parameters<typeof sift>[1]) =>
    sift(lanes, wanted).reduce((sum, lane) => sum + lane.marks.length, 0);
  expect(count({ type: null, stage: null, effective: false })).toBe(4);
  expect(count({ type: "call", stage: null, effective: false })).toBe(1);
  expect(count({ type: "site_photo", stage: null, effective: false })).toBe(2);
  expect(count({ type: null, stage: "b", effective: false })).toBe(2);
  expect(count({ type: null, stage: null, effective: true })).toBe(3);
  expect(lanes[0]?.marks.map(isEffective)).toEqual([true, true, false, true]);
});

test("marks that would cover each other are stacked, and all stay on the line", () => {
  const lanes = lanesOf(
    "deal",
    [{ ...told, events: [] }],
    [0, 0, 0, 9].map((day, at) => act(`${at}`, day, "d1")),
    [],
  );
  const { rows, ticks } = layOut(lanes, 300);
  expect(rows[0]?.placed.map((each) => [each.x, each.level])).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [300, 0],
  ]);
  expect(rows[0]?.levels).toBe(3);
  expect(ticks.every((tick) => tick.x >= 0 && tick.x <= 300)).toBe(true);
  expect(layOut([], 300).rows).toEqual([]);
});
