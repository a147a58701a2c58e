/** Answers formulas line by line, for the test that compares all readers: trees and rows in, values out. */

import { createInterface } from "node:readline";
import { evaluate, type Clock, type Row, type Tree } from "./evaluate.ts";

interface Asked {
  trees: Tree[];
  rows: Row[];
  clock: Clock;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { trees, rows, clock } = JSON.parse(line) as Asked;
  const found = rows.map((row) => trees.map((tree) => evaluate(tree, row, clock)));
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
