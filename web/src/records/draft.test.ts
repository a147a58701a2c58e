import { expect, it } from "vitest";
import type { Field, ObjectShape, RecordRow } from "@/app/shapes";
import { clashesOf } from "./draft";

const field = (name: string, type: Field["type"]): Field => ({
  id: name,
  state: "live",
  name,
  type,
  label: { zh: name, en: name },
  options: null,
  required: false,
  unique: false,
  personal: false,
  writable: true,
  sortable: true,
  filterable: true,
  operators: [],
  custom: false,
});
const shape: ObjectShape = {
  name: "customer",
  custom: false,
  label: { zh: "客户", en: "Customer" },
  title: "name",
  staged: false,
  can: { create: true, write: true, delete: true, export: true },
  fields: [field("name", "text"), field("phone", "text"), field("owner", "person")],
};
const base: RecordRow = { id: "1", version: 1, name: "A", phone: "1", owner: { id: "p1", label: "甲" } };

it("asks only about what both sides changed and did not change alike", () => {
  const theirs: RecordRow = {
    ...base,
    version: 2,
    name: "B",
    phone: "2",
    owner: { id: "p1", label: "甲（改名）" },
  };
  const mine = { name: "C", phone: "2", owner: { id: "p2", label: "乙" } };
  expect(clashesOf(shape, base, theirs, mine).map((clash) => clash.field.name)).toEqual(["name"]);
});

it("finds nothing where the other side touched other fields", () => {
  expect(clashesOf(shape, base, { ...base, version: 2, phone: "9" }, { name: "C" })).toEqual([]);
});
