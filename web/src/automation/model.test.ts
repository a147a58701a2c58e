import { describe, expect, it } from "vitest";
import { blankRule, blanksOf, blankStep, differencesOf, movedTo, placesOf, tidied } from "./model";
import { newOrders } from "./ordering";
import type { ActionShape, RuleLine } from "./shapes";

const rule = blankRule("calm", { zh: "静", en: "Calm" }, "customer");
const line = (key: string, order: number) => ({ key, order }) as RuleLine;

describe("a rule being drawn", () => {
  it("is sent without conditions that ask nothing", () => {
    expect(tidied({ ...rule, if: { filter: ["and"], formula: " " } }).if).toBeNull();
    expect(tidied({ ...rule, if: { filter: ["grade", "=", "A"], formula: "" } }).if).toEqual({
      filter: ["grade", "=", "A"],
    });
  });

  it("finds the blanks of a text, each once, doubled braces aside", () => {
    expect(blanksOf("{name} {{x}} {customer.name} {$hours} {name}")).toEqual([
      "name",
      "customer.name",
      "$hours",
    ]);
  });

  it("takes what the server says of places as places of the rule", () => {
    expect(placesOf({ "rule.then": "a", "then.0.input.title": "b" })).toEqual({
      then: "a",
      "then.0.input.title": "b",
    });
  });

  it("knows what is different, and that nothing said is nothing", () => {
    expect(differencesOf(rule, { ...rule, once: null, standing: false })).toEqual([]);
    expect(differencesOf(rule, { ...rule, order: 5 }).map((each) => each.place)).toEqual(["order"]);
  });

  it("begins a step with what its action says by itself", () => {
    const action: ActionShape = {
      name: "set_fields",
      label: { zh: "", en: "" },
      facts: [],
      input: { properties: { object: { type: "string" }, fields: { type: "object" } } },
    };
    expect(blankStep(action, "customer")).toEqual({
      action: "set_fields",
      record: "$record",
      input: { object: "customer", fields: {} },
    });
  });
});

describe("rules in their order", () => {
  const rules = [line("a", 10), line("b", 20), line("c", 30)];

  it("move by one new number where there is room", () => {
    expect(movedTo([1, 2, 3], 2, 0)).toEqual([3, 1, 2]);
    expect([...newOrders(rules, 2, 1)]).toEqual([["c", 15]]);
    expect([...newOrders(rules, 0, 2)]).toEqual([["a", 40]]);
  });

  it("make room where there is none", () => {
    const close = [line("a", 10), line("b", 10), line("c", 10)];
    const moved = newOrders(close, 2, 1);
    expect(moved.get("c")).toBeGreaterThan(10);
    expect(moved.get("b")).toBeGreaterThan(moved.get("c") ?? 0);
  });
});
