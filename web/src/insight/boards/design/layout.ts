import type { Spot, Tile } from "../shapes";

/** Where tiles stand on twelve columns. Pure: tiles in, tiles out; nothing ever lies over another. */
export const COLUMNS = 12;
export const MOST_TALL = 24;
export const LEAST = { w: 2, h: 2 };

type Placed = Pick<Tile, "id"> & Spot;

const meet = (a: Spot, b: Spot): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** A spot pushed back onto the grid. */
export function within(spot: Spot): Spot {
  const w = Math.min(COLUMNS, Math.max(LEAST.w, spot.w));
  const h = Math.min(MOST_TALL, Math.max(LEAST.h, spot.h));
  return { w, h, x: Math.min(COLUMNS - w, Math.max(0, spot.x)), y: Math.max(0, spot.y) };
}

/** One tile put elsewhere; what it would lie over makes way downwards, and everything moves up where it can. */
export function put<T extends Placed>(tiles: readonly T[], id: string, spot: Spot): T[] {
  const moved = within(spot);
  const first = tiles.find((tile) => tile.id === id);
  if (!first) return [...tiles];
  const others = tiles.filter((tile) => tile.id !== id).sort((a, b) => a.y - b.y || a.x - b.x);
  const stand: T[] = [{ ...first, ...moved }];
  for (const tile of others) {
    let y = tile.y;
    while (stand.some((each) => meet(each, { ...tile, y }))) y += 1;
    stand.push({ ...tile, y });
  }
  return settled(stand);
}

/** Every tile as far up as the ones above let it. */
export function settled<T extends Placed>(tiles: readonly T[]): T[] {
  const stand: T[] = [];
  for (const tile of [...tiles].sort((a, b) => a.y - b.y || a.x - b.x)) {
    let { y } = tile;
    while (y > 0 && !stand.some((each) => meet(each, { ...tile, y: y - 1 }))) y -= 1;
    stand.push({ ...tile, y });
  }
  const order = new Map(tiles.map((tile, at) => [tile.id, at]));
  return stand.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

/** The first gap that a new tile fits in. */
export function gapFor(tiles: readonly Spot[], w: number, h: number): Spot {
  for (let y = 0; ; y += 1) {
    for (let x = 0; x + w <= COLUMNS; x += 1) {
      const spot = { x, y, w, h };
      if (!tiles.some((tile) => meet(tile, spot))) return spot;
    }
  }
}
