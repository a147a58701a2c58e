import { useState } from "react";
import type { Layout } from "../layout";

interface Past {
  done: Layout[];
  now: Layout;
  undone: Layout[];
}

const KEPT = 100;

export interface WorkOnLayout {
  layout: Layout;
  change: (layout: Layout) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

/** A layout being worked on, with every step back and forth. */
export function useWorkOn(first: Layout): WorkOnLayout {
  const [past, setPast] = useState<Past>({ done: [], now: first, undone: [] });
  const { done, now, undone } = past;
  const [last, next] = [done.at(-1), undone.at(-1)];
  return {
    layout: now,
    change: (layout) => {
      if (layout !== now) setPast({ done: [...done, now].slice(-KEPT), now: layout, undone: [] });
    },
    undo: last ? () => setPast({ done: done.slice(0, -1), now: last, undone: [...undone, now] }) : null,
    redo: next ? () => setPast({ done: [...done, now], now: next, undone: undone.slice(0, -1) }) : null,
  };
}
