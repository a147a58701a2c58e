import { useState } from "react";
import { isReference } from "@/app/values";
import { usePocketFormWords } from "../../forms/words";
import type { PocketEditProps, PocketKind } from "../kind";
import { PickRecord, Picked } from "../pick-record";

function Edit({ id, field, value, onChange }: PocketEditProps) {
  const words = usePocketFormWords();
  const [open, setOpen] = useState(false);
  const held = isReference(value) ? value : null;
  return (
    <>
      <Picked
        id={id}
        label={held?.label ?? words.choose}
        blank={!held}
        onOpen={() => setOpen(true)}
        onRemove={held && !field.required ? () => onChange(null) : undefined}
      />
      {open ? (
        <PickRecord
          field={field}
          chosen={[]}
          onClose={() => setOpen(false)}
          onPick={(found) => {
            onChange(found);
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}

export const kind: PocketKind = { types: ["reference", "person", "department"], Edit };
