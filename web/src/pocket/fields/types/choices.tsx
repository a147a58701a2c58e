import { useLabel } from "@/app/language";
import type { PocketEditProps, PocketKind } from "../kind";

function Edit({ id, field, value, onChange }: PocketEditProps) {
  const label = useLabel();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const flip = (key: string) => {
    const next = chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key];
    onChange(next.length > 0 ? next : null);
  };
  return (
    <div id={id} className="many" role="group" aria-label={label(field.label, field.name)}>
      {(field.options?.choices ?? []).map((each) => (
        <label key={each.key}>
          <input
            type="checkbox"
            className="tick"
            checked={chosen.includes(each.key)}
            onChange={() => flip(each.key)}
          />
          {label(each.label, each.key)}
        </label>
      ))}
    </div>
  );
}

export const kind: PocketKind = { types: ["choices"], Edit };
