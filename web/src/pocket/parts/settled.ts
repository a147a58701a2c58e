import { useEffect, useState } from "react";

/** A value once it has stood still, so that typing does not ask at every stroke. */
export function useSettled<T>(value: T, ms = 220): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
