import { useState } from "react";
import type { Filter, ObjectShape } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Button, Chip } from "@/ui";
import { isSimple, type Simple } from "./ask";
import { FilterChip } from "./filter-chip";
import { FilterForm } from "./filter-form";
import "./conditions.css";

/** Conditions side by side, or null where they are nested deeper than this face shows. */
function flat(condition: Filter): { how: "and" | "or"; parts: Simple[] } | null {
  if (isSimple(condition)) return { how: "and", parts: [condition] };
  const [how, ...parts] = condition as [string, ...Filter[]];
  if (how === "not" || !parts.every(isSimple)) return null;
  return { how: how === "or" ? "or" : "and", parts };
}

function joined(how: "and" | "or", parts: Simple[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only ? only : [how, ...parts];
}

interface ConditionsProps {
  shape: ObjectShape;
  condition: Filter;
  /** Undefined: the last one went. */
  onChange: (condition: Filter | undefined) => void;
}

/** Conditions of a designer: all or any of them, each a chip, more in the filter's own form. */
export function Conditions({ shape, condition, onChange }: ConditionsProps) {
  const { filter: words } = useDeskWords();
  const [adding, setAdding] = useState(false);
  const found = flat(condition);
  if (!found) {
    return (
      <p className="row cond">
        <Chip tone="indigo" onRemove={() => onChange(undefined)} removeLabel={words.remove(words.custom)}>
          {words.custom}
        </Chip>
        <span className="sm dim">{words.customNote}</span>
      </p>
    );
  }
  const { how, parts } = found;
  return (
    <div className="cond">
      {parts.length > 1 ? (
        <div className="seg small" role="group" aria-label={words.joined}>
          <button type="button" aria-pressed={how === "and"} onClick={() => onChange(joined("and", parts))}>
            {words.all}
          </button>
          <button type="button" aria-pressed={how === "or"} onClick={() => onChange(joined("or", parts))}>
            {words.any}
          </button>
        </div>
      ) : null}
      {parts.map((part, at) => (
        <FilterChip
          key={JSON.stringify(part)}
          shape={shape}
          condition={part}
          onRemove={() => {
            const left = parts.filter((_, index) => index !== at);
            onChange(left.length > 0 ? joined(how, left) : undefined);
          }}
        />
      ))}
      {adding || parts.length === 0 ? (
        <div className="cond-add">
          <FilterForm
            shape={shape}
            onAdd={(added) => {
              if (isSimple(added)) onChange(joined(how, [...parts, added]));
              setAdding(false);
            }}
          />
        </div>
      ) : (
        <Button small icon="plus" onClick={() => setAdding(true)}>
          {words.add}
        </Button>
      )}
    </div>
  );
}
