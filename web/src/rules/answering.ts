/** Judges gates line by line, for the test that compares both interpreters. */

import { createInterface } from "node:readline";
import type { Position } from "./distance.ts";
import { findGaps, isOpen, judge, type Beside, type Evidence, type Requirement } from "./gates.ts";

interface Asked {
  requirements: Requirement[];
  facts: Record<string, unknown>;
  trail: Evidence[];
  site: Position | null;
  now: string;
  beside?: Beside;
}

function answer({ requirements, facts, trail, site, now, beside }: Asked) {
  const at = new Date(now);
  const found = findGaps(requirements, facts, trail, site, at, beside);
  const standings = found.map(({ have, short_by, state, why }) => ({ have, short_by, state, why }));
  const asks = [...requirements, null];
  return {
    standings,
    open: isOpen(found),
    verdicts: trail.map((item) => asks.map((ask) => judge(item, ask, site, at))),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as Asked[];
  process.stdout.write(`${JSON.stringify(asked.map(answer))}\n`);
}
