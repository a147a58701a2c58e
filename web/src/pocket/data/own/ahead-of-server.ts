import type { Me, RecordRow, Reference, Value } from "@/app/shapes";
import { inputOf, isLog, type Operation } from "../operation";
import { keyOf, type Kept } from "./set";

/** What was done on this phone and has not arrived, as the records will then be; the server's answer replaces it. */

const GOING = new Set(["queued", "sending"]);
/** Not the server's yet: it has no version. */
const UNSENT = 0;

function logged(operation: Operation, owner: Reference): RecordRow {
  const { place: _place, ...said } = inputOf(operation);
  const { customer, deal, said_at } = operation;
  return { ...said, customer, deal, owner, version: UNSENT, occurred_at: said.occurred_at ?? said_at };
}

function apply(kept: Kept, operation: Operation, owner: Reference): void {
  if (isLog(operation)) {
    const row = logged(operation, owner);
    kept.set(keyOf("activity", row.id), { object: "activity", row });
    return;
  }
  const { about, call, shown } = operation;
  if (!about) return;
  const { object, id } = about;
  const key = keyOf(object, id);
  const before = kept.get(key)?.row;
  if (call === `delete_${object}`) kept.delete(key);
  else if (call === `create_${object}`) {
    const made: Record<string, Value> = { owner, ...shown };
    kept.set(key, { object, row: { ...made, id, version: UNSENT } });
  } else if (call === `change_${object}` && before) {
    kept.set(key, { object, row: { ...before, ...shown, id, version: before.version } });
  }
}

/** What is kept, with everything on its way in it. */
export function aheadOfServer(kept: Kept, operations: readonly Operation[], me: Me): Kept {
  const going = operations.filter(({ state }) => GOING.has(state));
  if (going.length === 0) return kept;
  const found: Kept = new Map(kept);
  for (const operation of going) apply(found, operation, { id: me.id, label: me.name });
  return found;
}
