import type { ReactNode } from "react";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { plainNumber } from "@/fields/typed";
import { Input, Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { Options, OptionsProps } from "./kind";
import { useDesignerWords } from "./words";

interface PartProps {
  name: string;
  label: ReactNode;
  note?: ReactNode;
  value: Options;
  onChange: (next: Options) => void;
}

/** A whole number; blank is the product's own limit. */
export function Whole({
  name,
  label,
  note,
  most,
  value,
  onChange,
  fault,
}: PartProps & { most: number; fault?: string | undefined }) {
  const said = value[name];
  const put = (typed: string) => {
    const text = plainNumber(typed);
    onChange({ ...value, [name]: text === "" ? null : /^\d+$/.test(text) ? Number(text) : text });
  };
  return (
    <Labelled id={`option-${name}`} label={label} note={note} fault={fault}>
      <Input
        id={`option-${name}`}
        inputMode="numeric"
        placeholder={String(most)}
        value={said === undefined || said === null ? "" : String(said)}
        invalid={fault !== undefined}
        onText={put}
      />
    </Labelled>
  );
}

/** One thing that is on or off. */
export function Tick({
  label,
  note,
  checked,
  fixed = false,
  onChange,
}: {
  label: ReactNode;
  note?: ReactNode;
  checked: boolean;
  fixed?: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <label className="dz-tick">
      <input
        type="checkbox"
        className="tick"
        checked={checked}
        disabled={fixed}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {note ? <span className="sm dim"> {note}</span> : null}
      </span>
    </label>
  );
}

export function Flag({ name, label, note, value, onChange, fixed = false }: PartProps & { fixed?: boolean }) {
  return (
    <Tick
      label={label}
      note={note}
      checked={value[name] === true}
      fixed={fixed}
      onChange={(on) => onChange({ ...value, [name]: on ? true : null })}
    />
  );
}

/** The object a link points to; settled once the field is there. */
export function Target({ value, onChange, there, faults }: OptionsProps) {
  const words = useDesignerWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  return (
    <Labelled
      id="option-object"
      label={words.target}
      fault={faults.object}
      note={there ? words.fixedNote : undefined}
    >
      <PickOne
        id="option-object"
        value={typeof value.object === "string" ? value.object : null}
        disabled={there}
        invalid={faults.object !== undefined}
        options={objects.map((shape) => ({ value: shape.name, label: label(shape.label, shape.name) }))}
        onChange={(object) => onChange({ ...value, object })}
      />
    </Labelled>
  );
}

const RULES = ["restrict", "detach", "own"] as const;

export function OnDelete({ value, onChange, faults }: OptionsProps) {
  const words = useDesignerWords();
  return (
    <Labelled id="option-on_delete" label={words.onDelete} fault={faults.on_delete}>
      <PickOne
        id="option-on_delete"
        value={typeof value.on_delete === "string" ? value.on_delete : "restrict"}
        options={RULES.map((rule) => ({ value: rule, label: words.deletes[rule] }))}
        onChange={(rule) => onChange({ ...value, on_delete: rule })}
      />
    </Labelled>
  );
}
