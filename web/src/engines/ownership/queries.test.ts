import { expect, test } from "vitest";
import { splitOf } from "./queries";

const who = (id: string) => ({ id, label: id });

test("customers go by whom they are given to, the main successor's by themselves", () => {
  const chosen = { a: who("ann"), b: who("bob"), c: who("ann"), d: null, e: who("main") };
  expect(splitOf(chosen, "main")).toEqual([
    { to: "ann", customers: ["a", "c"] },
    { to: "bob", customers: ["b"] },
  ]);
});

test("nobody chosen for any is no split", () => {
  expect(splitOf({ a: null }, "main")).toEqual([]);
});
