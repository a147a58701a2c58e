import { expect, it } from "vitest";
import type { Gate, Process } from "@/app/shapes";
import { stationsOf } from "./road";

const node = (key: string, end: null | "won" | "lost" = null) => ({
  key,
  end,
  label: { zh: key, en: key },
  advance: "auto" as const,
  limit_days: null,
  requires: [{ key: "k", type: "evidence" as const, label: { zh: "", en: "" } }],
});
const process: Process = {
  key: "p",
  object: "deal",
  label: { zh: "", en: "" },
  version: 1,
  nodes: [node("a"), node("b"), node("c", "won"), node("x", "lost")],
};
const gate: Gate = {
  process: "p",
  version: 1,
  stage: "a",
  entered_at: null,
  next: "b",
  open: false,
  requirements: [],
  exits: [],
};
const draw = (stage: string, of?: Gate) =>
  stationsOf(process, {
    stage,
    gate: of,
    arrivals: new Map([["a", { day: "3/1", state: "proven" as const }]]),
    label: (each) => each.key,
    note: () => null,
  });

it("puts the bar before the next station while its gate is shut", () => {
  expect(draw("a", gate).map((each) => each.gate)).toEqual([false, true, false]);
  expect(draw("a", { ...gate, open: true }).some((each) => each.gate)).toBe(false);
});

it("leaves the lost end off the road, and keeps the road of a lost record", () => {
  expect(draw("x").map((each) => [each.key, each.done])).toEqual([
    ["a", true],
    ["b", false],
    ["c", false],
  ]);
});
