import { useSyncExternalStore } from "react";

export type ThemeWish = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const KEY = "prooftrail.theme";
const listeners = new Set<() => void>();
const system = typeof matchMedia === "undefined" ? null : matchMedia("(prefers-color-scheme: dark)");

function stored(): ThemeWish {
  try {
    const wish = localStorage.getItem(KEY);
    return wish === "light" || wish === "dark" ? wish : "system";
  } catch {
    return "system";
  }
}

let wish: ThemeWish = typeof localStorage === "undefined" ? "system" : stored();

const theme = (): Theme => (wish === "system" ? (system?.matches ? "dark" : "light") : wish);

function apply(): void {
  document.documentElement.dataset.theme = theme();
  for (const wake of listeners) wake();
}

system?.addEventListener("change", apply);

export function setThemeWish(next: ThemeWish): void {
  wish = next;
  try {
    if (next === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Holds for this page only.
  }
  apply();
}

function subscribe(wake: () => void): () => void {
  listeners.add(wake);
  return () => listeners.delete(wake);
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, theme, () => "light" as const);
export const useThemeWish = (): ThemeWish =>
  useSyncExternalStore(
    subscribe,
    () => wish,
    () => "system" as const,
  );
