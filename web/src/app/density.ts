import { useSyncExternalStore } from "react";

export type Density = "compact" | "cozy" | "roomy";

/** Row height of each, as in tokens.css; the windowed list has to know it in numbers. */
export const ROW_HEIGHT: Record<Density, number> = { compact: 28, cozy: 34, roomy: 44 };

const KEY = "prooftrail.density";
const listeners = new Set<() => void>();

const isDensity = (value: unknown): value is Density => typeof value === "string" && value in ROW_HEIGHT;

function first(): Density {
  if (typeof document === "undefined") return "cozy";
  const { density } = document.documentElement.dataset;
  return isDensity(density) ? density : "cozy";
}

let current = first();

export function setDensity(next: Density): void {
  current = next;
  document.documentElement.dataset.density = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Holds for this page only.
  }
  for (const wake of listeners) wake();
}

function subscribe(wake: () => void): () => void {
  listeners.add(wake);
  return () => listeners.delete(wake);
}

export const useDensity = (): Density =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => "cozy" as const,
  );
