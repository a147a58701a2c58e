import { describe, expect, it } from "vitest";
import { gapFor, put, settled } from "./layout";
import type { Spot } from "../shapes";

const tile = (id: string, x: number, y: number, w = 3, h = 2) => ({ id, x, y, w, h });
const meet = (a: Spot, b: Spot) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe("the grid of a board", () => {
  it("makes way downwards and closes gaps", () => {
    const tiles = [tile("a", 0, 0), tile("b", 3, 0), tile("c", 0, 2)];
    const next = put(tiles, "c", { x: 3, y: 0, w: 3, h: 2 });
    expect(next.find((each) => each.id === "c")).toMatchObject({ x: 3, y: 0 });
    expect(next.find((each) => each.id === "b")).toMatchObject({ x: 3, y: 2 });
    expect(settled([tile("a", 0, 5)])[0]).toMatchObject({ y: 0 });
  });

  it("keeps a tile on the grid, however far it is pulled", () => {
    expect(put([tile("a", 0, 0)], "a", { x: 40, y: -3, w: 99, h: 0 })[0]).toMatchObject({
      x: 0,
      y: 0,
      w: 12,
      h: 2,
    });
  });

  it("never lays one tile over another", () => {
    let tiles = [tile("a", 0, 0), tile("b", 3, 0, 6, 3), tile("c", 0, 3, 12, 2), tile("d", 9, 0, 3, 3)];
    const moves: [string, Spot][] = [
      ["d", { x: 1, y: 1, w: 5, h: 4 }],
      ["a", { x: 8, y: 2, w: 4, h: 2 }],
      ["c", { x: 0, y: 0, w: 12, h: 2 }],
    ];
    for (const [id, spot] of moves) {
      tiles = put(tiles, id, spot);
      for (const one of tiles)
        for (const other of tiles) expect(one.id !== other.id && meet(one, other)).toBe(false);
    }
  });

  it("finds the first gap", () => {
    expect(gapFor([tile("a", 0, 0), tile("b", 6, 0, 6)], 3, 2)).toEqual({ x: 3, y: 0, w: 3, h: 2 });
    expect(gapFor([tile("a", 0, 0, 12)], 3, 2)).toEqual({ x: 0, y: 2, w: 3, h: 2 });
  });
});
