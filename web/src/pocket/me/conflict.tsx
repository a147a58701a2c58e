import { useState } from "react";
import { useLabel, useLanguage, useWords } from "@/app/language";
import type { Field, Value } from "@/app/shapes";
import { asText } from "@/app/values";
import { Button } from "@/ui/button";
import { sayAnew, useObject, type Operation } from "../data";
import { usePocketWords } from "../words";
import "./conflict.css";

interface Sides {
  base: Value;
  theirs: Value;
  mine: Value;
}

type Side = "mine" | "theirs";

/** What somebody else has changed meanwhile, field by field: what it was, what it is, what one wanted. */
export function Conflict({ operation }: { operation: Operation }) {
  const { queue } = usePocketWords();
  const fields = useObject(operation.about?.object ?? "").data?.fields ?? [];
  const { fields: said = {}, version } = (operation.refusal?.facts ?? {}) as {
    fields?: Record<string, Sides>;
    version?: number;
  };
  const names = Object.keys(said);
  const [picked, setPicked] = useState<Record<string, Side>>({});
  const [busy, setBusy] = useState(false);
  const open = names.some((name) => !picked[name]);
  const settle = async () => {
    if (busy || open) return;
    setBusy(true);
    const wanted = Object.keys(operation.input).filter((name) => picked[name] !== "theirs");
    await sayAnew(operation, wanted, version ?? 0);
  };
  return (
    <>
      <p className="sm">{queue.clash(names.length)}</p>
      {names.map((name) => (
        <Clash
          key={name}
          field={fields.find((each) => each.name === name)}
          name={name}
          sides={said[name] ?? { base: null, theirs: null, mine: null }}
          picked={picked[name]}
          onPick={(side) => setPicked((before) => ({ ...before, [name]: side }))}
        />
      ))}
      <Button kind="ink" wide disabled={open || busy} onClick={() => void settle()}>
        {queue.settle}
      </Button>
    </>
  );
}

interface ClashProps {
  field: Field | undefined;
  name: string;
  sides: Sides;
  picked: Side | undefined;
  onPick: (side: Side) => void;
}

function Clash({ field, name, sides, picked, onPick }: ClashProps) {
  const { queue } = usePocketWords();
  const label = useLabel();
  const language = useLanguage();
  const words = useWords();
  const text = (value: Value) => (field ? asText(field, value, language, words) : String(value ?? ""));
  const title = field ? label(field.label, name) : name;
  return (
    <fieldset className="clash">
      <legend>
        <b>{title}</b> <span className="mut">{queue.base(text(sides.base))}</span>
      </legend>
      <div className="clash-ab">
        {(["mine", "theirs"] as const).map((side) => (
          <label key={side} className={picked === side ? "on" : undefined}>
            <input
              type="radio"
              name={`${name}-side`}
              checked={picked === side}
              onChange={() => onPick(side)}
            />
            <small>{queue[side]}</small>
            <span>{text(sides[side])}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
