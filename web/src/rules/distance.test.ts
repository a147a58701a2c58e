import { describe, expect, test } from "vitest";
import { readCases } from "./cases";
import { measureDistance, toGcj02, toWgs84, type Position } from "./distance";

interface Metres {
  name: string;
  a: Position;
  b: Position;
  metres: number;
}

interface Datums {
  name: string;
  wgs84: Position;
  gcj02: Position;
}

describe("metres", () => {
  test.each(readCases<Metres[]>("distance/metres.json"))("$name", ({ a, b, metres }) => {
    expect(measureDistance(a, b)).toBeCloseTo(metres, 6);
    expect(measureDistance(b, a)).toBe(measureDistance(a, b));
  });
});

describe("datum", () => {
  test.each(readCases<Datums[]>("distance/datum.json"))("$name", ({ wgs84, gcj02 }) => {
    const [there, back] = [toGcj02(wgs84), toWgs84({ ...gcj02, datum: "GCJ02" })];
    expect([there.lat - gcj02.lat, there.lng - gcj02.lng].every((off) => Math.abs(off) < 1e-9)).toBe(true);
    expect([back.lat - wgs84.lat, back.lng - wgs84.lng].every((off) => Math.abs(off) < 1e-9)).toBe(true);
    expect([there.datum, back.datum]).toEqual(["GCJ02", "WGS84"]);
  });

  test("there and back is within a millimetre all over China", () => {
    for (let lat = 3; lat < 54; lat += 1.37) {
      for (let lng = 73.5; lng < 135.5; lng += 1.73) {
        const back = toWgs84(toGcj02({ lat, lng }));
        expect(Math.abs(back.lat - lat) * 111_320).toBeLessThan(0.001);
        expect(Math.abs(back.lng - lng) * 111_320).toBeLessThan(0.001);
      }
    }
  });
});

test.each([
  { lat: NaN, lng: 0 },
  { lat: 0, lng: Infinity },
  { lat: 90.1, lng: 0 },
  { lat: 0, lng: 0, accuracy_m: -1 },
  { lat: 0, lng: 0, accuracy_m: NaN },
])("%o is no position", (position) => {
  expect(() => measureDistance(position, { lat: 0, lng: 0 })).toThrow(RangeError);
});
