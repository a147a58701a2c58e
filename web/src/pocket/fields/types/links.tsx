import { useState } from "react";
import type { Reference, Value } from "@/app/shapes";
import { isReference } from "@/app/values";
import { usePocketFormWords } from "../../forms/words";
import type { PocketEditProps, PocketKind } from "../kind";
import { PickRecord, Picked } from "../pick-record";

/** What is not the reader's to see keeps its place in the list, by the head of its id. */
const named = ({ id, label }: Reference): string => label || `${id.slice(0, 8)}…`;

/** Several records of one object, in the order they were chosen. */
function Edit({ id, field, value, onChange }: PocketEditProps) {
  const words = usePocketFormWords();
  const [open, setOpen] = useState(false);
  const held = Array.isArray(value) ? (value as unknown[]).filter(isReference) : [];
  const put = (next: Reference[]) => onChange(next.length > 0 ? (next as unknown as Value) : null);
  return (
    <div className="fw">
      {held.map((each) => (
        <Picked
          key={each.id}
          label={named(each)}
          onRemove={() => put(held.filter((one) => one.id !== each.id))}
        />
      ))}
      <Picked id={id} blank label={held.length > 0 ? words.add : words.choose} onOpen={() => setOpen(true)} />
      {open ? (
        <PickRecord
          field={field}
          chosen={held.map((each) => each.id)}
          onClose={() => setOpen(false)}
          onPick={(found) => {
            put([...held, found]);
            setOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}

export const kind: PocketKind = { types: ["links"], Edit };
