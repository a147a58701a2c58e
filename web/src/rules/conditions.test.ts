import { expect, test } from "vitest";
import type { Filter } from "@/app/shapes";
import { readCases } from "./cases";
import { holds } from "./conditions";

interface Said {
  currency: string;
  fields: Record<string, string>;
  record: Record<string, unknown>;
  cases: { name: string; record?: Record<string, unknown>; condition: Filter; holds: boolean }[];
}

const said = readCases<Said>("forms/conditions.json");

test.each(said.cases)("$name", (each) => {
  const record = { ...said.record, ...each.record };
  const asked = {
    typeOf: (field: string) => said.fields[field],
    valueOf: (field: string) => record[field],
    currency: said.currency,
  };
  expect(holds(each.condition, asked)).toBe(each.holds);
});
