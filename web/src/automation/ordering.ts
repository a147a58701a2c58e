import { movedTo } from "./model";
import type { RuleLine } from "./shapes";

const STEP = 10;

/**
 * The orders that change when a rule goes elsewhere: its own, where there is room between its new
 * neighbours; else those of all from there on.
 */
export function newOrders(rules: readonly RuleLine[], from: number, to: number): Map<string, number> {
  const list = movedTo(rules, from, to);
  const [moved] = list.slice(to, to + 1);
  const changed = new Map<string, number>();
  if (!moved || from === to) return changed;
  const before = to > 0 ? (list[to - 1]?.order ?? 0) : null;
  const after = list[to + 1]?.order ?? null;
  const wanted = after === null ? (before ?? 0) + STEP : Math.floor(((before ?? 0) + after) / 2);
  if (wanted > (before ?? -1) && (after === null || wanted < after)) {
    if (wanted !== moved.order) changed.set(moved.key, wanted);
    return changed;
  }
  let last = before ?? 0;
  for (const each of list.slice(to)) {
    const next = each === moved || each.order <= last ? last + STEP : each.order;
    if (next !== each.order) changed.set(each.key, next);
    last = next;
  }
  return changed;
}
