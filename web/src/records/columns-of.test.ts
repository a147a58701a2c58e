import { expect, test } from "vitest";
import type { Field } from "@/app/shapes";
import { firstColumns, listed } from "./columns-of";

const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  id: name,
  state: "live",
  name,
  label: { zh: name, en: name },
  type,
  options: null,
  required: false,
  unique: false,
  personal: false,
  writable: false,
  sortable: true,
  filterable: true,
  operators: [],
  custom: false,
  ...more,
});

const fields = [
  field("id", "reference"),
  field("title", "text"),
  field("mark", "text", { unique: true }),
  field("kind", "choice"),
  field("evidence", "reference"),
  field("created_at", "time"),
];

test("what a row is known by to the system is no column", () => {
  expect(firstColumns(fields, "title")).toEqual(["title", "kind", "evidence"]);
  expect(listed(fields).map((each) => each.name)).not.toContain("mark");
});

test("a designer's own field of that name is one", () => {
  const own = [...fields, field("dedupe", "text", { custom: true, writable: true })];
  expect(firstColumns(own, "title")).toContain("dedupe");
});
