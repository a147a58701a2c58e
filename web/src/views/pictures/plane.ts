import type { Place } from "@/app/shapes";
import { toWgs84 } from "@/rules/distance";

/** A point of the plane: the world is 1 wide and 1 high, north is up, as web maps draw it. */
export interface Point {
  x: number;
  y: number;
}

const FURTHEST = 85;
const rad = Math.PI / 180;

/** Where a place lies on the plane; both Chinese datums come out at the same spot. */
export function project(place: Place): Point {
  const { lat, lng } = toWgs84({ lat: Number(place.lat), lng: Number(place.lng), datum: place.datum });
  const held = Math.max(-FURTHEST, Math.min(FURTHEST, lat));
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (held * rad) / 2)) / (2 * Math.PI);
  return { x: (lng + 180) / 360, y };
}

export const longitude = (x: number): number => x * 360 - 180;
export const latitude = (y: number): number =>
  (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / rad;

/** What is looked at: its middle, and how many pixels the whole world would be wide. */
export interface Look extends Point {
  scale: number;
}

export const LEAST_SCALE = 600;
export const MOST_SCALE = 6e7;

/** Everything in sight with a margin, of a picture so many pixels large. */
export function around(points: readonly Point[], width: number, height: number): Look {
  if (points.length === 0) return { ...project({ lat: 35, lng: 104, datum: "WGS84" }), scale: 3_000 };
  const [xs, ys] = [points.map((each) => each.x), points.map((each) => each.y)];
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [north, south] = [Math.min(...ys), Math.max(...ys)];
  const wide = (width * 0.84) / Math.max(east - west, 1e-9);
  const high = (height * 0.84) / Math.max(south - north, 1e-9);
  const scale = Math.max(LEAST_SCALE, Math.min(wide, high, 400_000));
  return { x: (west + east) / 2, y: (north + south) / 2, scale };
}

export interface Cluster<Item> extends Point {
  items: Item[];
}

/** What would lie on each other on the screen, together: marks stand at least `size` pixels apart. */
export function clustered<Item>(
  items: readonly { at: Point; item: Item }[],
  scale: number,
  size = 40,
): Cluster<Item>[] {
  const found: Cluster<Item>[] = [];
  for (const { at, item } of items) {
    const near = found.find((each) => Math.hypot(each.x - at.x, each.y - at.y) * scale < size);
    if (near) near.items.push(item);
    else found.push({ ...at, items: [item] });
  }
  return found;
}

const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Degrees between two lines of the grid, so that they stand about `apart` pixels from each other. */
export function gridStep(scale: number, apart = 150): number {
  const wanted = (apart / scale) * 360;
  return STEPS.find((step) => step <= wanted) ?? 0.001;
}

const LENGTHS = [1, 2, 5].flatMap((n) => [1, 10, 100, 1e3, 1e4, 1e5, 1e6].map((power) => n * power));

/** A round length in metres of at most `most` pixels in the middle of what is looked at, and its pixels. */
export function ruler(look: Look, most = 130): { metres: number; pixels: number } {
  const perPixel = (40_075_016.7 * Math.cos(latitude(look.y) * rad)) / look.scale;
  const fitting = LENGTHS.filter((metres) => metres / perPixel <= most);
  const metres = Math.max(...fitting, 1);
  return { metres, pixels: metres / perPixel };
}
