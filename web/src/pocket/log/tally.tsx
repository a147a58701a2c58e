import type { Place } from "@/app/shapes";
import { Seal } from "@/ui/seal";
import { usePosition } from "../device/position";
import { metresBetween } from "../parts/distance";
import { useSaying } from "../parts/saying";
import { usePocketWords } from "../words";
import type { Draft } from "./draft";
import { useLogWords } from "./words";

/** What goes along, above the button. All of it waits for the server: nothing here is proven yet. */
export function Tally({ draft, site }: { draft: Draft; site: Place | null }) {
  const words = usePocketWords();
  const log = useLogWords();
  const say = useSaying();
  const fix = usePosition();
  const counts = new Map<string, number>();
  for (const shot of draft.shots) counts.set(shot.kind, (counts.get(shot.kind) ?? 0) + 1);
  const place = fix.kind === "known" ? fix.place : null;
  const metres = place && site ? metresBetween(place, site) : null;
  const position =
    place === null
      ? {
          asking: words.place.asking,
          denied: words.place.denied,
          unavailable: words.place.off,
          insecure: words.place.insecure,
          known: "",
        }[fix.kind]
      : metres === null
        ? words.place.within(Math.round(place.accuracy_m ?? 0))
        : words.away(metres);
  return (
    <ul className="tally">
      {[...counts].map(([kind, n]) => (
        <li key={kind}>
          <Seal state="waiting" label={say.kind(kind)} />
          {words.gate.pieces(say.kind(kind), n, kind)}
        </li>
      ))}
      <li className={place ? "n" : "dim"}>
        <Seal state={place ? "waiting" : "missing"} label={words.place.name} />
        {position}
      </li>
      {draft.topic ? (
        <li>
          <Seal state="claimed" />
          {log.words}
        </li>
      ) : null}
    </ul>
  );
}
