import { useEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
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
}

/** The part of the address that keeps it. */
const CHANGED = "d";
const PARTS = Object.keys({ ...PLAIN, columns: null }) as (keyof Shown)[];

/** What a view says of how to show, without whose it is and what it asks for. */
const shownOf = (view: Shown): Shown =>
  Object.fromEntries(PARTS.map((part) => [part, view[part]])) as unknown as Shown;

/** What somebody changed, as the address says it; anything else there is not listened to. */
function read(text: string | null): Partial<Shown> {
  if (!text) return {};
  try {
    const said: unknown = JSON.parse(text);
    const parts = typeof said === "object" && said !== null ? Object.entries(said) : [];
    return Object.fromEntries(parts.filter(([part]) => PARTS.includes(part as keyof Shown)));
  } catch {
    return {};
  }
}

/**
 * How the list is shown: as its view says, with what was changed since, which the address keeps: so it is
 * there again on the way back, and a door to records opens a plain table. Without a view the columns are
 * remembered in this browser.
 */
export function useShown(shape: ObjectShape, view: View | null): ShownState {
  const [own, choose] = useColumns(shape);
  const [params, setParams] = useSearchParams();
  const said = params.get(CHANGED);
  const changes = useMemo(() => read(said), [said]);
  // The address follows a moment later; a change made in between goes on from the one before.
  const coming = useRef<Partial<Shown> | null>(null);
  useEffect(() => {
    coming.current = null;
  }, [said]);
  const columns = own.map((field) => ({ field, width: null }));
  const base: Shown = view ? shownOf(view) : { ...PLAIN, columns };
  if (view && base.columns.length === 0) base.columns = columns;
  const shown = { ...base, ...changes };
  return {
    shown,
    change: (next) => {
      const widths = next.columns?.some((column) => column.width !== null);
      if (!view && next.columns) choose(next.columns.map((column) => column.field));
      const all = { ...(coming.current ?? changes), ...next };
      const kept = Object.entries(all).filter(
        ([part, value]) => JSON.stringify(value) !== JSON.stringify(base[part as keyof Shown]),
      );
      const told = Object.fromEntries(kept) as Partial<Shown>;
      if (!view && next.columns && !widths) delete told.columns;
      coming.current = told;
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (Object.keys(told).length > 0) after.set(CHANGED, JSON.stringify(told));
          else after.delete(CHANGED);
          return after;
        },
        { replace: true },
      );
    },
    changed: JSON.stringify(shown) !== JSON.stringify(base),
  };
}

/** Whether the list asks for something else than its view does. */
export const asksElse = (view: View, filter: Filter | null, sort: string): boolean =>
  JSON.stringify(view.filter) !== JSON.stringify(filter) || view.sort !== sort;
