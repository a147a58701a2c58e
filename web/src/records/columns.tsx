import {
  DndContext,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { useState } from "react";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Button, Icon, Popover } from "@/ui";
import { firstColumns, listed } from "./columns-of";

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

/** Which columns, in which order: by drag, or step by step with the arrows. */
export function ColumnsMenu({ shape, columns, choose }: ColumnsMenuProps) {
  const words = useDeskWords();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const flip = (name: string) =>
    choose(columns.includes(name) ? columns.filter((each) => each !== name) : [...columns, name]);
  const put = (name: string, at: number) => {
    const rest = columns.filter((each) => each !== name);
    choose([...rest.slice(0, at), name, ...rest.slice(at)]);
  };
  const lift = (name: string) => {
    const at = columns.indexOf(name);
    if (at >= 2) put(name, at - 1);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    const at = over ? columns.indexOf(String(over.id)) : -1;
    if (at > 0 && columns.includes(String(active.id))) put(String(active.id), at);
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
          <DndContext sensors={sensors} onDragEnd={drop}>
            <ul>
              {ordered.map((field) => (
                <Choice
                  key={field.name}
                  field={field}
                  fixed={field.name === shape.title}
                  chosen={columns.includes(field.name)}
                  liftable={columns.indexOf(field.name) > 1}
                  onFlip={() => flip(field.name)}
                  onLift={() => lift(field.name)}
                />
              ))}
            </ul>
          </DndContext>
          <Button small kind="quiet" onClick={() => choose(null)}>
            {words.list.columnsReset}
          </Button>
        </div>
      )}
    </Popover>
  );
}

interface ChoiceProps {
  field: Field;
  fixed: boolean;
  chosen: boolean;
  liftable: boolean;
  onFlip: () => void;
  onLift: () => void;
}

function Choice({ field, fixed, chosen, liftable, onFlip, onLift }: ChoiceProps) {
  const label = useLabel();
  const name = label(field.label, field.name);
  const drop = useDroppable({ id: field.name, disabled: !chosen || fixed });
  const drag = useDraggable({ id: field.name, disabled: !chosen || fixed });
  const moved = drag.transform ? { transform: `translateY(${drag.transform.y}px)` } : undefined;
  return (
    <li
      ref={(node) => {
        drop.setNodeRef(node);
        drag.setNodeRef(node);
      }}
      className={drop.isOver && !drag.isDragging ? "over" : undefined}
      style={moved}
      data-column={field.name}
      onPointerDown={drag.listeners?.onPointerDown as never}
    >
      <label>
        <input type="checkbox" className="tick" checked={chosen} disabled={fixed} onChange={onFlip} />
        {name}
      </label>
      {liftable ? (
        <button type="button" className="tap" aria-label={`${name} ↑`} onClick={onLift}>
          <Icon name="up" size="s" />
        </button>
      ) : null}
    </li>
  );
}

const rank = (columns: string[], name: string): number =>
  columns.includes(name) ? columns.indexOf(name) : 1000;
