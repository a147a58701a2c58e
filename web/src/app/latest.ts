import { useEffect, useRef, type RefObject } from "react";

/** What was last drawn, for callbacks that must not change whenever it does. */
export function useLatest<T>(value: T): RefObject<T> {
  const kept = useRef(value);
  useEffect(() => {
    kept.current = value;
  });
  return kept;
}
