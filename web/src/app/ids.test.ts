import { expect, test } from "vitest";
import { newId } from "./ids";

test("an id is a UUIDv7 that carries its time", () => {
  const at = Date.UTC(2026, 2, 19, 2, 26);
  const id = newId(at);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replace(/-/g, "").slice(0, 12), 16)).toBe(at);
});

test("ids sort by time and differ within a millisecond", () => {
  expect(newId(1000) < newId(2000)).toBe(true);
  expect(new Set(Array.from({ length: 500 }, () => newId(5))).size).toBe(500);
});
