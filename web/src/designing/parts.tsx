import { useId, type ReactNode } from "react";
import type { Label } from "@/app/language";
import { Input, Labelled } from "@/ui";
import "./designing.css";

interface NumberFieldProps {
  label: ReactNode;
  value: number | null | undefined;
  unit: string;
  /** What stands there while nothing is said. */
  none?: string;
  fault?: string | undefined;
  onNumber: (value: number | null) => void;
}

/** A whole number with its unit; blank is nothing said. */
export function NumberField({ label, value, unit, none = "", fault, onNumber }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="dg-line">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className="dg-n"
        inputMode="numeric"
        value={value ?? ""}
        placeholder={none}
        unit={unit}
        invalid={fault !== undefined}
        onText={(text) => {
          const digits = text.replace(/\D/g, "").slice(0, 7);
          onNumber(digits === "" ? null : Number(digits));
        }}
      />
      {fault ? <p className="sm risk">{fault}</p> : null}
    </div>
  );
}

interface SwitchProps {
  label: string;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

export function Switch({ label, on, onSwitch }: SwitchProps) {
  return (
    <label className="dg-line">
      <span className="grow">{label}</span>
      <input
        type="checkbox"
        className="tick"
        checked={on}
        onChange={(event) => onSwitch(event.target.checked)}
      />
    </label>
  );
}

interface TwoNamesProps {
  zh: string;
  en: string;
  value: Label;
  fault?: string | undefined;
  note?: string | undefined;
  onChange: (label: Label) => void;
}

/** A name in both languages. */
export function TwoNames({ zh, en, value, fault, note, onChange }: TwoNamesProps) {
  const id = useId();
  return (
    <div className="dg-two">
      <Labelled id={`${id}-zh`} label={zh} fault={fault} note={note}>
        <Input
          id={`${id}-zh`}
          value={value.zh}
          maxLength={60}
          invalid={fault !== undefined}
          onText={(text) => onChange({ ...value, zh: text })}
        />
      </Labelled>
      <Labelled id={`${id}-en`} label={en}>
        <Input
          id={`${id}-en`}
          value={value.en}
          maxLength={60}
          onText={(text) => onChange({ ...value, en: text })}
        />
      </Labelled>
    </div>
  );
}

interface SegProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onPick: (value: T) => void;
}

/** One of a few, side by side. */
export function Seg<T extends string>({ label, value, options, onPick }: SegProps<T>) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {options.map((each) => (
        <button
          key={each.value}
          type="button"
          aria-pressed={each.value === value}
          onClick={() => onPick(each.value)}
        >
          {each.label}
        </button>
      ))}
    </div>
  );
}
