import { useId } from "react";
import "./choose.css";

interface ChooseProps<K extends string> {
  label: string;
  options: readonly { key: K; label: string }[];
  value: K | "" | null;
  onPick: (key: K) => void;
  /** `grid` shows many as tiles, `joined` two or three in one frame. */
  shape?: "grid" | "joined";
}

/** One of several, all in sight, one tap picks. Native radios: arrow keys and screen readers know them. */
export function Choose<K extends string>({ label, options, value, onPick, shape = "grid" }: ChooseProps<K>) {
  const group = useId();
  return (
    <div className={shape === "joined" ? "choose joined" : "choose"} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.key}>
          <input
            type="radio"
            name={group}
            value={option.key}
            checked={option.key === value}
            onChange={() => onPick(option.key)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
