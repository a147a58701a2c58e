import { expect, test } from "vitest";
import { deedsOf } from "./standing";

const row = (state: string) =>
  ({
    id: "r",
    version: 1,
    state,
    owner: { id: "p", label: "" },
    asked_by: { id: "a", label: "" },
    unit: { id: "u", label: "" },
  }) as Parameters<typeof deedsOf>[0];
const who = (id: string, unit = "") => ({ id, department: { id: unit, label: "" }, view_as: null });

test("the team answers, whoever asked confirms, and nobody else does either", () => {
  expect(deedsOf(row("raised"), who("p"), true)).toEqual(["handBack", "accept"]);
  expect(deedsOf(row("accepted"), who("m", "u"), true)).toEqual(["handBack", "deliver"]);
  expect(deedsOf(row("accepted"), who("m", "u"), false)).toEqual([]);
  expect(deedsOf(row("delivered"), who("a"), true)).toEqual(["reopen", "confirm"]);
  expect(deedsOf(row("handed_back"), who("a"), true)).toEqual(["reopen"]);
  expect(deedsOf(row("raised"), who("a"), true)).toEqual([]);
  expect(deedsOf(row("confirmed"), who("p"), true)).toEqual([]);
});
