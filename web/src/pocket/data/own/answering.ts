/** Keeps what a phone would keep, line by line, for the test that holds it against the server. */

import { createInterface } from "node:readline";
import type { RecordRow } from "@/app/shapes";
import {
  isUnfollowed,
  meetsApprovals,
  ownReadings,
  readingsAfter,
  settle,
  whoseAt,
  type Asked as Sheet,
  type Change,
  type Kept,
} from "./set.ts";

interface Asked {
  me: string;
  now: string;
  titles: Record<string, string>;
  kept: { object: string; row: RecordRow }[];
  changes: Change[];
  /** Approvals that lie here. */
  sheets?: Sheet[];
}

function answer({ me, now, titles, kept, changes, sheets = [] }: Asked) {
  const whose = whoseAt(me, Date.parse(now), titles);
  const before: Kept = new Map(kept.map((each) => [`${each.object} ${each.row.id}`, each]));
  const settled = settle(before, changes, whose);
  return {
    own: ownReadings(whose),
    kept: [...settled.kept.values()],
    readings: readingsAfter(settled, whose),
    meets: sheets.some(isUnfollowed) || meetsApprovals(changes, sheets),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line) as Asked))}\n`);
}
