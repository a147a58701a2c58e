import { useSyncExternalStore } from "react";
import { en } from "./words/en";
import { zh, type WordsLike } from "./words/zh";

export type Language = "zh" | "en";
export interface Label {
  zh: string;
  en: string;
}

const KEY = "prooftrail.language";
const listeners = new Set<() => void>();
let current: Language = first();

function first(): Language {
  if (typeof document === "undefined") return "zh";
  return document.documentElement.lang.startsWith("en") ? "en" : "zh";
}

/** The language outside React: request headers, formatting. */
export const language = (): Language => current;

/** Switches this browser; the account's own setting is changed by `PATCH /me`. */
export function setLanguage(next: Language): void {
  if (next === current) return;
  current = next;
  document.documentElement.lang = next === "en" ? "en" : "zh-CN";
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that refuses storage asks again next time.
  }
  for (const wake of listeners) wake();
}

function subscribe(wake: () => void): () => void {
  listeners.add(wake);
  return () => listeners.delete(wake);
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language, () => "zh" as const);

/** Binds the words of a face: `const useDeskWords = wordsIn(zh, en)`. */
export function wordsIn<T>(inChinese: T, inEnglish: WordsLike<T>): () => WordsLike<T> {
  const book = { zh: inChinese as WordsLike<T>, en: inEnglish };
  return () => book[useLanguage()];
}

export const useWords = wordsIn(zh, en);

/** A label in the reader's language; falls back to Chinese, then to the key. */
export function labelIn(language: Language, label: Partial<Label> | null | undefined, key = ""): string {
  return label?.[language] || label?.zh || label?.en || key;
}

export function useLabel(): (label: Partial<Label> | null | undefined, key?: string) => string {
  const language = useLanguage();
  return (label, key) => labelIn(language, label, key);
}
