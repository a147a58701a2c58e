import { describe, expect, it } from "vitest";
import { blankRule, blankRules, faultsBelow, moved } from "./model";

const NAME = { zh: "新规则", en: "New rule" };

describe("rules on the drawing board", () => {
  it("moves one of them within its ends", () => {
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  });

  it("gives each new rule a key of its own", () => {
    const one = blankRules("lead");
    const two = { ...one, rules: [blankRule(one, NAME)] };
    const three = { ...two, rules: [{ ...blankRule(two, NAME), key: "rule_3" }, ...two.rules] };
    expect(blankRule(two, NAME).key).toBe("rule_2");
    expect(blankRule(three, NAME).key).toBe("rule_4");
  });

  it("finds what is wrong with one layer", () => {
    const faults = { "rules.1.layers.0.filter": "a", "rules.1.key": "b", "rules.10.key": "c" };
    expect(faultsBelow(faults, "rules.1")).toEqual({ "layers.0.filter": "a", key: "b" });
  });
});
