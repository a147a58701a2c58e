import { describe, expect, it } from "vitest";
import { kindOf, meant, spelled } from "./typed";

describe("a setting as it is typed", () => {
  it("comes back as it was", () => {
    for (const value of [3, 0.5, "02:30", true, false, ["a", "b"], [], { a: [["09:00", "12:00"]] }, {}]) {
      const kind = kindOf(value);
      expect(meant(kind, spelled(kind, value), value)).toEqual(value);
    }
    expect(meant("text", " ", null)).toBeNull();
  });

  it("is nothing while it is not complete", () => {
    expect(meant("number", "", 3)).toBeUndefined();
    expect(meant("number", "three", 3)).toBeUndefined();
    expect(meant("map", "{", {})).toBeUndefined();
  });
});
