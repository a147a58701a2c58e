import type { ReactNode } from "react";
import { Icon } from "./icon";
import "./button.css";

export type Tone = "plain" | "line" | "amber" | "plum" | "jade" | "indigo" | "seal-c";

interface ChipProps {
  tone?: Tone;
  children: ReactNode;
  onRemove?: () => void;
  removeLabel?: string;
}

export function Chip({ tone = "plain", children, onRemove, removeLabel }: ChipProps) {
  return (
    <span className={tone === "plain" ? "chip" : `chip ${tone}`}>
      {children}
      {onRemove ? (
        <button type="button" className="chip-x" aria-label={removeLabel} onClick={onRemove}>
          <Icon name="x" size="s" />
        </button>
      ) : null}
    </span>
  );
}

/** A grade A–D; nothing at all while it is unknown. */
export function Grade({ of }: { of: string | null | undefined }) {
  return of ? <span className="grade">{of}</span> : null;
}

/** A person: the last character of a Chinese name, initials otherwise. */
export function Avatar({ name }: { name: string }) {
  const mark = /[一-鿿]/.test(name)
    ? name.slice(-1)
    : name
        .split(/\s+/)
        .map((part) => part[0] ?? "")
        .join("")
        .slice(0, 2);
  return (
    <span className="ava" aria-hidden="true">
      {mark.toUpperCase()}
    </span>
  );
}
