import "./pick-one.css";

interface PickOneProps {
  label: string;
  value: string;
  options: readonly { key: string; label: string }[];
  onPick: (key: string) => void;
}

/** One of many, by the phone's own wheel; its label is for who does not see the frame. */
export function PickOne({ label, value, options, onPick }: PickOneProps) {
  return (
    <select
      className="pick-one"
      aria-label={label}
      value={value}
      onChange={({ target }) => onPick(target.value)}
    >
      {options.map((each) => (
        <option key={each.key} value={each.key}>
          {each.label}
        </option>
      ))}
    </select>
  );
}
