import { expect, test } from "vitest";
import { APART, groupsOf, inOrder, layOut } from "./layout";
import type { Journey, Mark } from "./shapes";
import { dawn, nearer, spanAt, ticksOf } from "./spans";

const DAY = 86_400_000;
const START = Date.parse(dawn("2026-03-01"));
const on = (day: number): string => new Date(START + day * DAY).toISOString();
const mark = (day: number, lane = "visits", state: Mark["state"] = null): Mark => ({
  object: "activity",
  lane,
  id: `${lane}${day}`,
  at: on(day),
  type: "visit",
  called: null,
  title: "去现场",
  deal: null,
  process: null,
  stage: null,
  state,
  owner: null,
  by: null,
  milestone: false,
});
const journey = (more: Partial<Journey>): Journey => ({
  since: on(0),
  until: on(100),
  first: on(0),
  last: on(100),
  total: 0,
  claims: 0,
  deals: 0,
  lanes: {},
  known: { lanes: {}, types: [], stages: [] },
  marks: [],
  cells: [],
  bands: [],
  ...more,
});

test("signs that would cover each other become one that says how many", () => {
  const marks = [0, 0.5, 1, 50].map((day) => mark(day, "visits", day ? "proven" : "claimed"));
  const groups = groupsOf(marks, (at) => ((Date.parse(at) - START) / DAY) * 10);
  expect(groups.map((group) => [group.x, group.count, group.proven])).toEqual([
    [5, 3, 2],
    [500, 1, 1],
  ]);
});

test("however many there are, two signs of a lane stand apart and none is lost", () => {
  const marks = Array.from({ length: 1_500 }, (_, at) => mark(((at * 7) % 1_000) / 10)).sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
  const { rows } = layOut(journey({ marks, lanes: { visits: 1_500 } }), 800);
  const groups = rows[0]?.groups ?? [];
  expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(1_500);
  expect(groups.every((group, at) => at === 0 || group.x - (groups[at - 1]?.x ?? 0) >= APART)).toBe(true);
});

test("lanes keep their order, those of one's own after the shipped ones", () => {
  expect(inOrder(["x_own", "order", "calls", "milestone"])).toEqual(["milestone", "calls", "order", "x_own"]);
});

test("stages lie on the line from when to when, the last one to its end", () => {
  const stages = [
    { stage: "a", since: on(-10), until: on(25) },
    { stage: "b", since: on(25), until: null },
  ];
  const { roads } = layOut(journey({ bands: [{ deal: "d", title: null, process: "p", stages }] }), 400);
  expect(roads[0]?.pieces.map((piece) => [piece.stage, piece.x, piece.width])).toEqual([
    ["a", 0, 100],
    ["b", 100, 300],
  ]);
});

test("a year, a quarter and a month are those of the company's calendar", () => {
  const at = "2026-11-30T17:00:00Z"; // December in Shanghai
  expect(spanAt("month", at)).toEqual({ since: dawn("2026-12-01"), until: dawn("2027-01-01") });
  expect(spanAt("month", at, -1)).toEqual({ since: dawn("2026-11-01"), until: dawn("2026-12-01") });
  expect(spanAt("quarter", at, 1)).toEqual({ since: dawn("2027-01-01"), until: dawn("2027-04-01") });
  expect(spanAt("year", at)).toEqual({ since: dawn("2026-01-01"), until: dawn("2027-01-01") });
  expect(spanAt("all", at)).toBeNull();
  expect([nearer("all"), nearer("year"), nearer("month")]).toEqual(["year", "quarter", "month"]);
});

test("as many days, months or years are named as there is room for", () => {
  for (const days of [1, 20, 90, 400, 1_100, 8_000]) {
    const ticks = ticksOf(START, START + days * DAY, 10);
    expect(ticks.length).toBeLessThanOrEqual(12);
    expect(ticks.every((tick) => tick.at >= START && tick.at < START + days * DAY)).toBe(true);
  }
  expect(ticksOf(START, START + 365 * DAY, 12)[0]?.day).toBe("2026-03-01");
});

test("nothing at all is an empty picture", () => {
  expect(layOut(journey({ since: null, until: null }), 300)).toEqual({ rows: [], roads: [], ticks: [] });
});
