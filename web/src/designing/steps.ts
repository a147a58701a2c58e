import { useState } from "react";

interface Past<T> {
  done: T[];
  now: T;
  undone: T[];
}

const KEPT = 100;

export interface Steps<T> {
  now: T;
  change: (next: T) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

/** Something being worked on, with every step back and forth. */
export function useSteps<T>(first: T): Steps<T> {
  const [past, setPast] = useState<Past<T>>({ done: [], now: first, undone: [] });
  const { done, now, undone } = past;
  return {
    now,
    change: (next) => {
      if (next !== now) setPast({ done: [...done, now].slice(-KEPT), now: next, undone: [] });
    },
    undo:
      done.length > 0
        ? () => setPast({ done: done.slice(0, -1), now: done.at(-1) as T, undone: [now, ...undone] })
        : null,
    redo:
      undone.length > 0
        ? () => setPast({ done: [...done, now], now: undone[0] as T, undone: undone.slice(1) })
        : null,
  };
}
