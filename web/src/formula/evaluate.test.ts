import { describe, expect, test } from "vitest";
import { readCases } from "@/rules/cases";
import { evaluate, type Clock, type Row, type Tree } from "./evaluate.ts";

interface Shared {
  clock: Clock;
  row: Row;
  cases: { name: string; tree: Tree; value: string | boolean | null }[];
}

describe("what formulas mean", () => {
  const { clock, row, cases } = readCases<Shared>("formula/meaning.json");
  test.each(cases)("$name", ({ tree, value }) => expect(evaluate(tree, row, clock)).toBe(value));
});
