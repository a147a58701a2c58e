import { useDraggable } from "@dnd-kit/core";
import { useState } from "react";
import { useLabel } from "@/app/language";
import type { Field } from "@/app/shapes";
import { Icon, Input } from "@/ui";
import { useFormWords } from "../words";

interface PaletteProps {
  /** Fields without a place. */
  fields: Field[];
  /** Tables without a place, named as a layout names them. */
  tables: ReadonlyMap<string, string>;
  onPut: (field: string) => void;
}

/** What is not in the form yet: drag it, or press its plus. */
export function Palette({ fields, tables, onPut }: PaletteProps) {
  const words = useFormWords();
  const label = useLabel();
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const shown = fields.filter(
    (field) =>
      wanted === "" ||
      field.name.includes(wanted) ||
      label(field.label, field.name).toLowerCase().includes(wanted),
  );
  return (
    <aside className="dg-left fd-left" aria-label={words.palette}>
      <h2>{words.palette}</h2>
      {fields.length > 8 ? (
        <Input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onText={setText}
        />
      ) : null}
      <p className="sm dim">{fields.length > 0 ? words.unplaced(fields.length) : words.allPlaced}</p>
      <ul>
        {shown.map((field) => (
          <Entry
            key={field.name}
            name={field.name}
            label={label(field.label, field.name)}
            onPut={() => onPut(field.name)}
          />
        ))}
      </ul>
      {tables.size > 0 ? (
        <>
          <h2>{words.tables}</h2>
          <p className="sm dim">{words.tablesNote}</p>
          <ul>
            {[...tables].map(([name, said]) => (
              <Entry key={name} name={name} label={said} onPut={() => onPut(name)} />
            ))}
          </ul>
        </>
      ) : null}
    </aside>
  );
}

function Entry({ name, label, onPut }: { name: string; label: string; onPut: () => void }) {
  const words = useFormWords();
  const { listeners, setNodeRef, isDragging } = useDraggable({
    id: `palette:${name}`,
    data: { field: name },
  });
  return (
    <li ref={setNodeRef} className={isDragging ? "gone" : undefined} data-palette={name} {...listeners}>
      <Icon name="grip" size="s" />
      <span className="grow clip">{label}</span>
      <button type="button" className="tap" aria-label={words.put(label)} onClick={onPut}>
        <Icon name="plus" size="s" />
      </button>
    </li>
  );
}
