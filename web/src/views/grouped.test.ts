import { expect, test } from "vitest";
import type { Field } from "@/app/shapes";
import { groupsOf, inkOf, measuresFor } from "./grouped";

const label = { zh: "", en: "" };
const grade = {
  name: "grade",
  type: "choice",
  options: { choices: ["A", "B"].map((key) => ({ key, label })) },
} as unknown as Field;

test("groups stand in the order of their choices, blanks last", () => {
  const groups = groupsOf(grade, [
    { grade: null, n: 9 },
    { grade: "B", n: 5 },
    { grade: "A", n: 1 },
  ]);
  expect(groups.map((each) => each.key)).toEqual(["A", "B", ""]);
  expect(groups[2]?.filter).toEqual(["grade", "empty", true]);
  expect(groups[0]?.filter).toEqual(["grade", "=", "A"]);
});

test("people are told apart by id, the most first", () => {
  const owner = { name: "owner", type: "person", options: null } as unknown as Field;
  const rows = [
    { owner: { id: "1", label: "甲" }, n: 2 },
    { owner: { id: "2", label: "乙" }, n: 3 },
  ];
  expect(groupsOf(owner, rows).map((each) => each.filter[2])).toEqual(["2", "1"]);
});

test("each choice keeps its ink", () => {
  expect(inkOf(grade, "B")).toBe("var(--viz-2)");
  expect(inkOf(grade, null)).toBeUndefined();
  expect(measuresFor([grade])).toEqual({ n: ["count"], sum_grade: ["sum", "grade"] });
});
