import { useState } from "react";
import type { Filter, ObjectShape } from "@/app/shapes";
import { useColumns } from "@/records/columns";
import type { Shown, View } from "./queries";

const PLAIN: Omit<Shown, "columns"> = {
  kind: "table",
  frozen: 1,
  group: null,
  by: null,
  until: null,
  split: null,
  measure: null,
  chart: null,
  step: null,
  colour: null,
  density: null,
};

export interface ShownState {
  shown: Shown;
  change: (change: Partial<Shown>) => void;
  /** The reader changed something the view does not say. */
  changed: boolean;
  reset: () => void;
}

const PARTS = Object.keys({ ...PLAIN, columns: null }) as (keyof Shown)[];

/** What a view says of how to show, without whose it is and what it asks for. */
const shownOf = (view: Shown): Shown =>
  Object.fromEntries(PARTS.map((part) => [part, view[part]])) as unknown as Shown;

/**
 * How the list is shown: as its view says, with what was changed since. Without a view the columns
 * are remembered in this browser, everything else for this visit.
 */
export function useShown(shape: ObjectShape, view: View | null): ShownState {
  const [own, choose] = useColumns(shape);
  const [changes, setChanges] = useState<{ of: string; change: Partial<Shown> }>({ of: "", change: {} });
  const of = view ? `${view.id}/${view.version}` : "";
  const change = changes.of === of ? changes.change : {};
  const base: Shown = view
    ? shownOf(view)
    : { ...PLAIN, columns: own.map((field) => ({ field, width: null })) };
  if (view && base.columns.length === 0) base.columns = own.map((field) => ({ field, width: null }));
  const shown = { ...base, ...change };
  return {
    shown,
    change: (next) => {
      if (!view && next.columns) choose(next.columns.map((column) => column.field));
      setChanges({ of, change: { ...change, ...next } });
    },
    changed: JSON.stringify(shown) !== JSON.stringify(base),
    reset: () => setChanges({ of: "", change: {} }),
  };
}

/** Whether the list asks for something else than its view does. */
export const asksElse = (view: View, filter: Filter | null, sort: string): boolean =>
  JSON.stringify(view.filter) !== JSON.stringify(filter) || view.sort !== sort;
