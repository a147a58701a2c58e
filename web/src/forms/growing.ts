import { useEffect, useState } from "react";

const FIRST = 60;
const STEP = 240;

/**
 * How much of a long form is drawn: what a screen holds at once, the rest while nobody waits for it. In the
 * end everything is there, so that looking for a word on the page finds it.
 */
export function useGrowing(total: number): number {
  const [drawn, setDrawn] = useState(FIRST);
  useEffect(() => {
    if (drawn >= total) return undefined;
    const grow = () => setDrawn((before) => before + STEP);
    const timer = setTimeout(grow, 0);
    return () => clearTimeout(timer);
  }, [drawn, total]);
  return drawn;
}

interface Sized {
  places: readonly unknown[];
}

/** The sections that are drawn while no more than so many fields are; the last one may be cut short. */
export function cutTo<T extends Sized & { tables: readonly unknown[] }>(sections: T[], most: number): T[] {
  let left = most;
  return sections.flatMap((section) => {
    if (left <= 0) return [];
    const whole = section.places.length <= left;
    const found = whole ? section : { ...section, places: section.places.slice(0, left), tables: [] };
    left -= section.places.length;
    return [found];
  });
}
