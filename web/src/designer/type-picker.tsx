import { useLabel } from "@/app/language";
import { Icon, Loading } from "@/ui";
import { useTypes } from "./api";
import type { TypeEntry } from "./kind";
import { ENTRIES } from "./registry";
import { useDesignerWords } from "./words";

/** The types there are, each with a picture and a line about what it is for. */
export function TypePicker({ onPick, except }: { onPick: (entry: TypeEntry) => void; except?: string }) {
  const words = useDesignerWords();
  const label = useLabel();
  const { data: types } = useTypes();
  if (!types) return <Loading lines={6} />;
  const known = new Set(types.map((each) => each.type));
  const offered = ENTRIES.filter((entry) => known.has(entry.type) && entry.type !== except);
  const groups = [...new Set(offered.map((entry) => entry.group))];
  return (
    <div className="dz-types">
      {groups.map((group) => (
        <section key={group} aria-label={words.groups[group]}>
          <h3>{words.groups[group]}</h3>
          <ul>
            {offered
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <li key={entry.type}>
                  <button type="button" data-type={entry.type} onClick={() => onPick(entry)}>
                    <Icon name={entry.icon} />
                    <span>
                      <b>{label(entry.name)}</b>
                      <span className="sm mut">{label(entry.says)}</span>
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** A type with its picture, in a table or a heading. */
export function TypeName({ type }: { type: string }) {
  const label = useLabel();
  const entry = ENTRIES.find((each) => each.type === type);
  return (
    <span className="row dz-type">
      {entry ? <Icon name={entry.icon} size="s" /> : null}
      {label(entry?.name, type)}
    </span>
  );
}
