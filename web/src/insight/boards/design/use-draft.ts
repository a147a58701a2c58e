import { useReducer } from "react";
import type { Board } from "../shapes";

interface State {
  past: Board[];
  now: Board;
  next: Board[];
  saved: Board | null;
}

type Step = { to: Board } | "undo" | "redo" | { saved: Board };
const MOST = 100;

function step(state: State, said: Step): State {
  if (said === "undo") {
    const before = state.past.at(-1);
    if (!before) return state;
    return { ...state, past: state.past.slice(0, -1), now: before, next: [state.now, ...state.next] };
  }
  if (said === "redo") {
    const [after, ...rest] = state.next;
    if (!after) return state;
    return { ...state, past: [...state.past, state.now], now: after, next: rest };
  }
  if ("saved" in said) return { ...state, saved: said.saved };
  return { ...state, past: [...state.past, state.now].slice(-MOST), now: said.to, next: [] };
}

/** A board in the making: each change can be taken back and done again. */
export function useDraft(first: Board, saved: boolean) {
  const [state, run] = useReducer(step, { past: [], now: first, next: [], saved: saved ? first : null });
  return {
    board: state.now,
    change: (to: Board) => run({ to }),
    undo: () => run("undo"),
    redo: () => run("redo"),
    keep: (board: Board) => run({ saved: board }),
    canUndo: state.past.length > 0,
    canRedo: state.next.length > 0,
    dirty: state.saved !== state.now,
  };
}
