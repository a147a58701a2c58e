import { useState } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Button, Icon, Popover } from "@/ui";
import { firstColumns, listed } from "./ask";

const key = (object: string) => `prooftrail.columns.${object}`;

function stored(object: string): string[] | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key(object)) ?? "null");
    return Array.isArray(value) && value.every((each) => typeof each === "string") ? value : null;
  } catch {
    return null;
  }
}

function store(object: string, columns: string[] | null): void {
  try {
    if (columns) localStorage.setItem(key(object), JSON.stringify(columns));
    else localStorage.removeItem(key(object));
  } catch {
    // Remembered for this visit only.
  }
}

/** The chosen columns of an object, in the chosen order; the title always leads. */
export function useColumns(shape: ObjectShape): [string[], (next: string[] | null) => void] {
  const [chosen, setChosen] = useState<{ object: string; columns: string[] | null }>(() => ({
    object: shape.name,
    columns: stored(shape.name),
  }));
  const own = chosen.object === shape.name ? chosen.columns : stored(shape.name);
  const readable = new Set(shape.fields.map((field) => field.name));
  const columns = (own ?? firstColumns(shape.fields, shape.title)).filter((name) => readable.has(name));
  const choose = (next: string[] | null) => {
    store(shape.name, next);
    setChosen({ object: shape.name, columns: next });
  };
  return [[shape.title, ...columns.filter((name) => name !== shape.title)], choose];
}

interface ColumnsMenuProps {
  shape: ObjectShape;
  columns: string[];
  choose: (next: string[] | null) => void;
}

export function ColumnsMenu({ shape, columns, choose }: ColumnsMenuProps) {
  const words = useDeskWords();
  const label = useLabel();
  const flip = (name: string) =>
    choose(columns.includes(name) ? columns.filter((each) => each !== name) : [...columns, name]);
  const lift = (name: string) => {
    const at = columns.indexOf(name);
    if (at < 2) return;
    choose([...columns.slice(0, at - 1), name, ...columns.slice(at - 1).filter((each) => each !== name)]);
  };
  const ordered = listed(shape.fields).sort((a, b) => rank(columns, a.name) - rank(columns, b.name));
  return (
    <Popover
      side="right"
      label={words.list.columns}
      door={(props) => (
        <Button small icon="columns" {...props}>
          {words.list.columns}
        </Button>
      )}
    >
      {() => (
        <div className="cols">
          <ul>
            {ordered.map((field) => (
              <li key={field.name}>
                <label>
                  <input
                    type="checkbox"
                    className="tick"
                    checked={columns.includes(field.name)}
                    disabled={field.name === shape.title}
                    onChange={() => flip(field.name)}
                  />
                  {label(field.label, field.name)}
                </label>
                {columns.indexOf(field.name) > 1 ? (
                  <button
                    type="button"
                    className="tap"
                    aria-label={`${label(field.label, field.name)} ↑`}
                    onClick={() => lift(field.name)}
                  >
                    <Icon name="up" size="s" />
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
          <Button small kind="quiet" onClick={() => choose(null)}>
            {words.list.columnsReset}
          </Button>
        </div>
      )}
    </Popover>
  );
}

const rank = (columns: string[], name: string): number =>
  columns.includes(name) ? columns.indexOf(name) : 1000;
