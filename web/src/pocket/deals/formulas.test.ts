import { expect, test } from "vitest";
import type { Field, ObjectShape, RecordRow, Requirement } from "@/app/shapes";
import type { Tree } from "@/formula/evaluate";
import { readFormulas, type Lying } from "./formulas";

const field = (id: string, name: string, type: Field["type"], object?: string) =>
  ({ id, name, type, options: object ? { object } : null }) as Field;
const shape = (name: string, fields: Field[]) => ({ name, fields }) as ObjectShape;
const shapes = [
  shape("deal", [
    field("f1", "amount", "money"),
    field("f2", "customer", "reference", "customer"),
    field("f3", "discount", "percent"),
    field("f4", "paid", "rollup"),
  ]),
  shape("customer", [field("g1", "grade", "choice")]),
];
const row: RecordRow = {
  id: "d",
  version: 1,
  amount: { amount: "5000.00", currency: "CNY" },
  customer: { id: "c", label: "客户" },
  paid: "3000",
};
const lying: Lying = {
  object: "deal",
  row,
  far: { c: { id: "c", version: 1, grade: "A" } },
  shapes,
  changed: false,
  currency: "CNY",
  clock: { today: "2026-03-19", now: "2026-03-19T03:00:00Z", zone: "Asia/Shanghai" },
};

const said = (value: string, kind: Tree["kind"], op: string): Tree => ({ op, kind, value });
const more = (key: string, than: string): Tree => ({
  op: "gt",
  kind: "boolean",
  args: [said(key, "number", "field"), said(than, "number", "number")],
});
const graded = (letter: string): Tree => ({
  op: "eq",
  kind: "boolean",
  args: [said("f2/g1", "choice", "field"), said(letter, "text", "text")],
});
const ask = (tree: Tree, rest: Partial<Requirement> = {}): Requirement => ({
  key: "k",
  type: "formula",
  label: { zh: "", en: "" },
  tree,
  ...rest,
});
const read = (tree: Tree, other: Partial<Lying> = {}) => readFormulas([ask(tree)], { ...lying, ...other });

test("amounts of the company's currency are counted, others are the server's", () => {
  expect(read(more("f1", "4999.99"))).toEqual({ k: true });
  expect(read(more("f1", "5000"))).toEqual({ k: false });
  const foreign = { ...row, amount: { amount: "5000.00", currency: "USD" } };
  expect(read(more("f1", "1"), { row: foreign })).toEqual({});
});

test("what stands behind a link counts where it lies here", () => {
  expect(read(graded("A"))).toEqual({ k: true });
  expect(read(graded("B"))).toEqual({ k: false });
  expect(read(graded("A"), { far: {} })).toEqual({});
  expect(read(graded("A"), { row: { ...row, customer: null } })).toEqual({ k: false });
});

test("a value that is not there is not a blank one", () => {
  expect(read(more("f3", "1"))).toEqual({});
  expect(read(more("f3", "1"), { row: { ...row, discount: null } })).toEqual({ k: false });
  expect(read(more("gone", "1"))).toEqual({});
});

test("what the server makes of a record is of before, once the record has changed here", () => {
  expect(read(more("f4", "2999"))).toEqual({ k: true });
  expect(read(more("f4", "2999"), { changed: true })).toEqual({});
});

test("what only the server may judge is not judged here", () => {
  expect(readFormulas([ask(graded("A"), { ask_server: true })], lying)).toEqual({});
});
