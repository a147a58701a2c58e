import { useEffect, useState, useSyncExternalStore } from "react";
import type { Place } from "@/app/shapes";

/** What the phone knows of where it is. `fixed_at` is milliseconds of this phone's clock. */
export type Fix =
  | { kind: "asking" }
  | { kind: "known"; place: Place; fixed_at: number }
  | { kind: "denied" }
  | { kind: "unavailable" }
  | { kind: "insecure" };

const ASKING: Fix = { kind: "asking" };
const FRESH_MS = 60_000;
const listeners = new Set<() => void>();
let fix: Fix = ASKING;
let watch: number | null = null;

function tell(next: Fix): void {
  fix = next;
  for (const wake of listeners) wake();
}

/** Browsers speak WGS-84, to the metre at best; more digits would only pretend. */
function placeOf(coordinates: GeolocationCoordinates): Place {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    lat: round(coordinates.latitude, 7),
    lng: round(coordinates.longitude, 7),
    datum: "WGS84",
    accuracy_m: round(coordinates.accuracy, 1),
  };
}

function start(): void {
  if (!window.isSecureContext) return tell({ kind: "insecure" });
  if (!("geolocation" in navigator)) return tell({ kind: "unavailable" });
  watch = navigator.geolocation.watchPosition(
    ({ coords }) => tell({ kind: "known", place: placeOf(coords), fixed_at: Date.now() }),
    ({ code }) => {
      if (fix.kind === "known" && code !== GeolocationPositionError.PERMISSION_DENIED) return;
      tell({ kind: code === GeolocationPositionError.PERMISSION_DENIED ? "denied" : "unavailable" });
    },
    { enableHighAccuracy: true, maximumAge: 5_000, timeout: 30_000 },
  );
}

/** The receiver runs only while a page looks at it: it costs battery. */
function subscribe(wake: () => void): () => void {
  listeners.add(wake);
  if (listeners.size === 1) start();
  return () => {
    listeners.delete(wake);
    if (listeners.size > 0) return;
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    watch = null;
    if (fix.kind !== "known") fix = ASKING;
  };
}

export const usePosition = (): Fix =>
  useSyncExternalStore(
    subscribe,
    () => fix,
    () => ASKING,
  );

const idle = () => () => undefined;

/** The same where it only would be nice to know: never the reason for a question to the user. */
export function usePositionIfAllowed(): Fix {
  const [allowed, setAllowed] = useState(false);
  useEffect(() => {
    let gone = false;
    const hear = (state: PermissionStatus) => !gone && setAllowed(state.state === "granted");
    navigator.permissions?.query({ name: "geolocation" }).then(hear, () => undefined);
    return () => {
      gone = true;
    };
  }, []);
  return useSyncExternalStore(
    allowed ? subscribe : idle,
    () => fix,
    () => ASKING,
  );
}

/** Where a photo taken at `at` was taken; an older fix may be from the road there. */
export function placeAt(known: Fix, at: number): Place | null {
  return known.kind === "known" && Math.abs(at - known.fixed_at) <= FRESH_MS ? known.place : null;
}
