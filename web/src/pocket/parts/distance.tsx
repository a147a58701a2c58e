import type { Place } from "@/app/shapes";
import { measureDistance } from "@/rules/distance";
import { Icon } from "@/ui/icon";
import { usePositionIfAllowed } from "../device/position";
import { usePocketWords } from "../words";

/** Metres between two places, or null where one of them is no point on earth. */
export function metresBetween(a: Place, b: Place): number | null {
  try {
    return measureDistance(a, b);
  } catch {
    return null;
  }
}

/** How far this phone is from a place, as long as it knows. */
export function Distance({ to }: { to: Place }) {
  const words = usePocketWords();
  const fix = usePositionIfAllowed();
  const metres = fix.kind === "known" ? metresBetween(fix.place, to) : null;
  if (metres === null) return null;
  return (
    <span className="sm mut nowrap n">
      <Icon name="pin" size="s" /> {words.away(metres)}
    </span>
  );
}
