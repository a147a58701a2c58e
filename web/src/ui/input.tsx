import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from "react";
import "./input.css";

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, "onChange"> & {
  onText: (text: string) => void;
  invalid?: boolean | undefined;
  /** A unit behind the figure. */
  unit?: ReactNode;
  lead?: ReactNode;
};

export function Input({ onText, invalid = false, unit, lead, className, ...rest }: InputProps) {
  return (
    <span className={["inp", invalid ? "err" : "", className].filter(Boolean).join(" ")}>
      {lead}
      <input {...rest} aria-invalid={invalid || undefined} onChange={(event) => onText(event.target.value)} />
      {unit ? <span className="u">{unit}</span> : null}
    </span>
  );
}

type TextAreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange"> & {
  onText: (text: string) => void;
  invalid?: boolean | undefined;
};

export function TextArea({ onText, invalid = false, rows = 3, ...rest }: TextAreaProps) {
  return (
    <span className={invalid ? "inp tall err" : "inp tall"}>
      <textarea
        {...rest}
        rows={rows}
        aria-invalid={invalid || undefined}
        onChange={(event) => onText(event.target.value)}
      />
    </span>
  );
}

interface LabelledProps {
  id: string;
  label: ReactNode;
  /** What is wrong and what would mend it; read out with the field. */
  fault?: ReactNode;
  note?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** A label above its field, the fault below it. */
export function Labelled({ id, label, fault, note, wide = false, children }: LabelledProps) {
  return (
    <div className={wide ? "lbd wide" : "lbd"}>
      <label className="lb" htmlFor={id}>
        {label}
      </label>
      {children}
      {fault ? (
        <p className="sm risk" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
      {note ? <p className="sm dim">{note}</p> : null}
    </div>
  );
}
