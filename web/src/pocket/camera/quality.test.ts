import { describe, expect, test } from "vitest";
import { faultOf, qualityOf, type Grey } from "./quality";

const LIMITS = { dark: 45, blurred: 60 };
const grey = (level: (x: number, y: number) => number, side = 40): Grey => ({
  width: side,
  height: side,
  levels: Array.from({ length: side * side }, (_, at) => level(at % side, Math.floor(at / side))),
});

describe("a picture", () => {
  test("of one grey has light and no edges", () => {
    expect(qualityOf(grey(() => 120))).toEqual({ light: 120, sharp: 0 });
  });
  test("of squares is sharp", () => {
    const board = qualityOf(grey((x, y) => (((x >> 2) + (y >> 2)) % 2 === 0 ? 40 : 220)));
    expect(faultOf(board, LIMITS)).toBeNull();
  });
  test("of a slow slope is blurred", () => {
    expect(faultOf(qualityOf(grey((x) => 60 + x * 3)), LIMITS)).toBe("blurred");
  });
  test("hardly lit is dark, whatever its edges", () => {
    expect(faultOf(qualityOf(grey((x) => (x % 2 === 0 ? 0 : 60))), LIMITS)).toBe("dark");
  });
  test("of no size is dark and nothing breaks", () => {
    expect(faultOf(qualityOf({ width: 0, height: 0, levels: [] }), LIMITS)).toBe("dark");
  });
});
