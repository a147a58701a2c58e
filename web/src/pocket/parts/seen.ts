import { useEffect, useRef, useState, type RefObject } from "react";

/** Whether something has come into sight yet: what it needs is not fetched before. */
export function useSeen<T extends Element>(): [RefObject<T | null>, boolean] {
  const held = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const node = held.current;
    if (!node || seen) return undefined;
    const watch = new IntersectionObserver(
      (found) => found.some((each) => each.isIntersecting) && setSeen(true),
      { rootMargin: "120px" },
    );
    watch.observe(node);
    return () => watch.disconnect();
  }, [seen]);
  return [held, seen];
}
