import { expect, test } from "vitest";
import type { ObjectShape } from "@/app/shapes";
import { areasFor, placeOf } from "./areas";

const shape = (name: string): ObjectShape => ({
  name,
  label: { zh: name, en: name },
  title: "title",
  can: { create: true, write: true, delete: true, export: true },
  staged: false,
  custom: false,
  fields: [],
});

const areas = areasFor(["lead", "assignment", "objection", "script", "activity"].map(shape), new Set(), [
  "schema:design",
]);

test("a record without a list of its own belongs to the page that shows its kind", () => {
  const at = (path: string) => {
    const place = placeOf(path, areas);
    return place && `${place.area.key}/${place.tab.key}`;
  };
  expect(at("/o/script/1")).toBe("insight/objections");
  expect(at("/o/assignment/1")).toBe("lead/given");
  expect(at("/o/capture_form/1")).toBe("lead/capture");
  expect(at("/o/lead/1")).toBe("lead/lead");
  expect(at("/nowhere")).toBe(null);
});
