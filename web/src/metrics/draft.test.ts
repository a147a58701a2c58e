import { expect, test } from "vitest";
import { apart, fresh, howOf, lengthOf, measureOf, newTerm, tidied, together } from "./draft";

test("a measure is what it was", () => {
  for (const said of [
    ["count"],
    ["count", "amount"],
    ["sum", "amount"],
    ["avg", ["days", "closed_on", "opened_on"]],
  ]) {
    const what = lengthOf(said) ?? (said[1] as string | undefined) ?? null;
    expect(measureOf(howOf(said), what)).toEqual(said);
  }
});

test("a stage stands apart from the other conditions and comes back", () => {
  expect(apart(["$stage", "=", "won"])).toEqual({ stage: "won", rest: null });
  expect(apart(["and", ["$stage", "=", "open"], ["grade", "=", "A"]])).toEqual({
    stage: "open",
    rest: ["grade", "=", "A"],
  });
  expect(apart(["or", ["$stage", "=", "won"], ["$stage", "=", "lost"]]).stage).toBeNull();
  expect(together("won", null)).toEqual(["$stage", "=", "won"]);
  expect(together("won", ["and", ["a", "=", 1]])).toEqual(["and", ["$stage", "=", "won"], ["a", "=", 1]]);
  expect(together(null, ["a", "=", 1])).toEqual(["a", "=", 1]);
});

test("a condition begun and left is none, and terms have names of their own", () => {
  const draft = fresh("deal");
  draft.terms[0] = { ...newTerm([]), filter: ["and"] };
  expect(tidied(draft).terms[0]?.filter).toBeNull();
  expect(newTerm(draft.terms).name).toBe("b");
});
