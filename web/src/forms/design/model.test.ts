import { describe, expect, test } from "vitest";
import type { Layout } from "../layout";
import { bare, countOf, differenceOf, moveSection, patchItem, place, step, takeOut } from "./model";

const label = (text: string) => ({ zh: text, en: text });
const layout: Layout = {
  tabs: [
    {
      label: label("t"),
      sections: [
        { label: label("一"), items: [{ field: "a" }, { field: "b", required: true }, { field: "c" }] },
        { label: label("二"), items: [{ field: "d" }] },
      ],
    },
  ],
};
const names = (found: Layout) =>
  found.tabs.map((tab) => tab.sections.map((section) => section.items.map((item) => item.field).join("")));

describe("moving fields", () => {
  test("within a section, forward and back", () => {
    expect(names(place(layout, "a", { tab: 0, section: 0, index: 3 }))).toEqual([["bca", "d"]]);
    expect(names(place(layout, "c", { tab: 0, section: 0, index: 0 }))).toEqual([["cab", "d"]]);
    expect(names(place(layout, "b", { tab: 0, section: 0, index: 1 }))).toEqual([["abc", "d"]]);
  });
  test("a table is placed, found, moved and taken out by its name", () => {
    const placed = place(layout, "x_line.x_order", { tab: 0, section: 1, index: 0 });
    expect(placed.tabs[0]?.sections[1]?.items[0]).toEqual({ table: "x_line.x_order" });
    const moved = step(placed, "x_line.x_order", -1);
    expect(moved.tabs[0]?.sections[0]?.items[3]).toEqual({ table: "x_line.x_order" });
    expect(takeOut(moved, "x_line.x_order")).toEqual(layout);
    expect(differenceOf(layout, placed).added).toEqual(["x_line.x_order"]);
  });
  test("into another section, with what is asked of it", () => {
    const moved = place(layout, "b", { tab: 0, section: 1, index: 1 });
    expect(names(moved)).toEqual([["ac", "db"]]);
    expect(moved.tabs[0]?.sections[1]?.items[1]).toEqual({ field: "b", required: true });
  });
  test("step by step over the edge of a section", () => {
    expect(names(step(layout, "a", 1))).toEqual([["bac", "d"]]);
    expect(names(step(layout, "c", 1))).toEqual([["ab", "cd"]]);
    expect(names(step(layout, "d", -1))).toEqual([["abcd", ""]]);
    expect(names(step(layout, "a", -1))).toEqual([["abc", "d"]]);
  });
  test("a new one, and one taken out", () => {
    expect(names(place(layout, "e", { tab: 0, section: 1, index: 0 }))).toEqual([["abc", "ed"]]);
    expect(names(takeOut(layout, "b"))).toEqual([["ac", "d"]]);
  });
  test("sections change places", () => {
    expect(names(moveSection(layout, 0, 0, 1))).toEqual([["d", "abc"]]);
    expect(names(moveSection(layout, 0, 0, -1))).toEqual([["abc", "d"]]);
  });
});

test("what is taken away is gone, and what the server adds is left out", () => {
  expect(patchItem(layout, "b", { required: undefined }).tabs[0]?.sections[0]?.items[1]).toEqual({
    field: "b",
  });
  const told: Layout = {
    tabs: [
      {
        label: label("t"),
        sections: [
          { label: label("一"), items: [{ field: "a", writable: true }] },
          { label: label("其他"), rest: true, items: [{ field: "z", writable: false }] },
        ],
      },
    ],
  };
  expect(bare(told).tabs[0]?.sections).toEqual([{ label: label("一"), items: [{ field: "a" }] }]);
});

test("the difference names what changed", () => {
  const after = patchItem(takeOut(place(layout, "e", { tab: 0, section: 1, index: 1 }), "a"), "d", {
    wide: true,
    required: true,
  });
  const found = differenceOf(layout, after);
  expect(found.added).toEqual(["e"]);
  expect(found.gone).toEqual(["a"]);
  expect(found.ruled).toEqual(["d"]);
  expect(found.moved).toEqual(["b", "c"]);
  expect(countOf(found)).toBe(5);
  expect(countOf(differenceOf(layout, layout))).toBe(0);
});
