import { isPlace } from "@/app/values";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { usePosition } from "../../device/position";
import { usePocketFormWords } from "../../forms/words";
import { usePocketWords } from "../../words";
import type { PocketEditProps, PocketKind } from "../kind";

/** Where the phone is, with its error and datum; nobody types coordinates with a thumb. */
function Edit({ id, value, onChange }: PocketEditProps) {
  const words = usePocketFormWords();
  const { place: said } = usePocketWords();
  const fix = usePosition();
  const held = isPlace(value) ? value : null;
  const known = fix.kind === "known" ? fix.place : null;
  const metres = Math.round(known?.accuracy_m ?? 0);
  const waiting = {
    asking: said.asking,
    denied: said.denied,
    insecure: said.insecure,
    unavailable: said.off,
    known: held ? words.hereAgain(metres) : words.here(metres),
  }[fix.kind];
  return (
    <div className="fw">
      {held ? (
        <p className="held">
          <Icon name="pin" />
          <span className="grow">
            <span className="n">
              {Number(held.lat).toFixed(5)}, {Number(held.lng).toFixed(5)}
            </span>
            <span className="sm mut n">
              {held.accuracy_m == null ? words.noAccuracy : words.accuracy(Math.round(held.accuracy_m))}
              {" · "}
              {words.datum[held.datum]}
            </span>
          </span>
          <button type="button" className="tap" aria-label={words.clearPlace} onClick={() => onChange(null)}>
            <Icon name="x" />
          </button>
        </p>
      ) : null}
      <Button id={id} wide icon="pin" disabled={!known} onClick={() => onChange(known)}>
        {waiting}
      </Button>
    </div>
  );
}

export const kind: PocketKind = { types: ["place"], Edit };
