import { describe, expect, test } from "vitest";
import { stampLines, stampPlace, stampTime } from "./stamp";

const PLACE = { lat: 29.8005, lng: 121.5, datum: "WGS84", accuracy_m: 12.4 } as const;

describe("a stamp", () => {
  test("says the time of the company's zone", () => {
    expect(stampTime("2026-03-10T01:30:05Z", "Asia/Shanghai")).toBe("2026-03-10 09:30:05");
    expect(stampTime("2026-03-09T16:00:00Z", "Asia/Shanghai")).toBe("2026-03-10 00:00:00");
  });
  test("says the place and its error, and a datum that is not the receiver's", () => {
    expect(stampPlace(PLACE)).toBe("29.80050, 121.50000 ±12 m");
    expect(stampPlace({ ...PLACE, accuracy_m: null, datum: "GCJ02" })).toBe("29.80050, 121.50000 GCJ-02");
  });
  test("leaves out what is not known and says so of the place", () => {
    const facts = { at: "2026-03-10T01:30:05Z", zone: "Asia/Shanghai", person: "林晓", about: "" };
    expect(stampLines({ ...facts, place: null, placeless: "没有定位" })).toEqual([
      "2026-03-10 09:30:05  林晓",
      "没有定位",
    ]);
  });
});
