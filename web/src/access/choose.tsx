import type { ReactNode } from "react";
import "./access.css";

interface ChooseProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
  changed?: boolean;
}

/** A small choice among a few words, as the browser draws it. */
export function Choose<T extends string>({
  label,
  value,
  options,
  onChange,
  changed = false,
}: ChooseProps<T>) {
  return (
    <span className={changed ? "inp acc-ch new" : "inp acc-ch"}>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

interface TickProps {
  label: string;
  title?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
  disabled?: boolean;
}

export function Tick({ label, title, checked, onChange, children, disabled = false }: TickProps) {
  return (
    <label className="acc-tick" title={title}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
