import { describe, expect, it } from "vitest";
import { around, clustered, gridStep, latitude, longitude, project, ruler } from "./plane";

const beijing = { lat: 39.9042, lng: 116.4074, datum: "WGS84" } as const;
const shanghai = { lat: 31.2304, lng: 121.4737, datum: "WGS84" } as const;

describe("the plane of a map", () => {
  it("goes there and back", () => {
    const at = project(beijing);
    expect(latitude(at.y)).toBeCloseTo(beijing.lat, 9);
    expect(longitude(at.x)).toBeCloseTo(beijing.lng, 9);
  });

  it("has north above south and east right of west", () => {
    const [north, south] = [project(beijing), project(shanghai)];
    expect(north.y).toBeLessThan(south.y);
    expect(north.x).toBeLessThan(south.x);
  });

  it("puts one place measured in two datums on one spot", () => {
    const chinese = project({ lat: 39.9056, lng: 116.41364, datum: "GCJ02" });
    const [dx, dy] = [chinese.x - project(beijing).x, chinese.y - project(beijing).y];
    expect(Math.hypot(dx, dy) * 40_075_016).toBeLessThan(60);
  });

  it("shows everything with a margin", () => {
    const points = [project(beijing), project(shanghai)];
    const look = around(points, 800, 500);
    for (const each of points) {
      expect(Math.abs(each.x - look.x) * look.scale).toBeLessThanOrEqual(400);
      expect(Math.abs(each.y - look.y) * look.scale).toBeLessThanOrEqual(250);
    }
  });

  it("loses nothing when it puts points together", () => {
    const items = Array.from({ length: 90 }, (_, at) => ({
      at: project({ lat: 20 + (at % 9), lng: 100 + Math.floor(at / 9), datum: "WGS84" }),
      item: at,
    }));
    const seen = clustered(items, 2_000).flatMap((each) => each.items);
    expect(seen.sort((a, b) => a - b)).toEqual(items.map((each) => each.item));
    expect(clustered(items, 2_000).length).toBeLessThan(clustered(items, 2_000_000).length);
  });

  it("draws round lines and a ruler that fits", () => {
    expect(gridStep(3_000)).toBe(10);
    const { metres, pixels } = ruler({ ...project(beijing), scale: 30_000 });
    expect(pixels).toBeLessThanOrEqual(130);
    expect([1, 2, 5]).toContain(metres / 10 ** Math.floor(Math.log10(metres)));
  });
});
