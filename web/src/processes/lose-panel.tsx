import { useId, useState } from "react";
import { useLabel } from "@/app/language";
import type { Field, Gate, ObjectShape, Value } from "@/app/shapes";
import { isBlank, toWire } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { kindOf } from "@/fields";
import { Button, Failed, Labelled, Panel } from "@/ui";
import { useFaults } from "@/records/faults";

interface LosePanelProps {
  shape: ObjectShape;
  exit: Gate["exits"][number];
  busy: boolean;
  cause: unknown;
  onMove: (to: string, values: Record<string, unknown>) => void;
  onClose: () => void;
}

/** Leaving the road early; the exit says which fields it wants filled. */
export function LosePanel({ shape, exit, busy, cause, onMove, onClose }: LosePanelProps) {
  const words = useDeskWords();
  const [values, setValues] = useState<Record<string, Value>>({});
  const faults = useFaults(cause);
  const fields = exit.fields
    .map((name) => shape.fields.find((field) => field.name === name))
    .filter((field) => field !== undefined);
  const owed = fields.filter((field) => isBlank(values[field.name]));
  const move = () =>
    onMove(
      exit.to,
      Object.fromEntries(fields.map((field) => [field.name, toWire(field, values[field.name])])),
    );
  return (
    <Panel title={words.deal.loseTitle} onClose={onClose}>
      <p className="sm mut">{words.deal.loseText}</p>
      <div className="form-1 panel-note">
        {fields.map((field) => (
          <ExitField
            key={field.name}
            field={field}
            value={values[field.name]}
            fault={faults[field.name]}
            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
        {cause && Object.keys(faults).length === 0 ? <Failed cause={cause} /> : null}
        <Button kind="ink" disabled={owed.length > 0 || busy} onClick={move}>
          {words.deal.lose}
        </Button>
      </div>
    </Panel>
  );
}

function ExitField({
  field,
  value,
  fault,
  onChange,
}: {
  field: Field;
  value: Value | undefined;
  fault: string | undefined;
  onChange: (value: Value) => void;
}) {
  const label = useLabel();
  const id = useId();
  const { Edit } = kindOf(field);
  return (
    <Labelled id={id} label={label(field.label, field.name)} fault={fault}>
      <Edit id={id} field={field} value={value} onChange={onChange} />
    </Labelled>
  );
}
