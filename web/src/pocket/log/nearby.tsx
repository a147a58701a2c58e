import { useEffect, useRef } from "react";
import type { Place, RecordRow, Reference } from "@/app/shapes";
import { isPlace } from "@/app/values";
import { Icon } from "@/ui/icon";
import { usePlacedCustomers } from "../data";
import { usePosition } from "../device/position";
import { metresBetween } from "../parts/distance";
import { usePocketWords } from "../words";

export interface Near {
  customer: Reference;
  metres: number;
}

/** The customers around a place, nearest first. */
export function nearest(customers: readonly RecordRow[], here: Place, within: number): Near[] {
  return customers
    .flatMap((row) => {
      const place = row["place"];
      const metres = isPlace(place) ? metresBetween(here, place) : null;
      if (metres === null || metres > within) return [];
      return [{ customer: { id: row.id, label: String(row["name"]) }, metres }];
    })
    .sort((a, b) => a.metres - b.metres);
}

const AROUND_M = 2_000;
/** As near as a gate asks for, measured as well as it asks for. */
const AT_M = 200;
const SURE_M = 100;

/** 定位认出: at the gate of one customer and no other it is him; else those around are offered. */
export function Nearby({ onPick }: { onPick: (found: Reference) => void }) {
  const words = usePocketWords();
  const fix = usePosition();
  const { data } = usePlacedCustomers(fix.kind === "known");
  const once = useRef(false);
  useEffect(() => {
    if (once.current || fix.kind !== "known" || !data) return;
    const there = (fix.place.accuracy_m ?? AROUND_M) <= SURE_M ? nearest(data, fix.place, AT_M) : [];
    const [only, other] = there;
    if (!only || other) return;
    once.current = true;
    onPick(only.customer);
  });
  if (fix.kind !== "known" || !data) return null;
  const found = nearest(data, fix.place, AROUND_M).slice(0, 3);
  if (found.length === 0) return null;
  return (
    <ul className="near" aria-label={words.log.nearby}>
      {found.map(({ customer, metres }) => (
        <li key={customer.id}>
          <button type="button" onClick={() => onPick(customer)}>
            <Icon name="pin" size="s" />
            <span className="clip">{customer.label}</span>
            <span className="mut n nowrap">{words.metres(metres)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
