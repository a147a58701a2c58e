import { useState, type KeyboardEvent } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { Field, RecordRow } from "@/app/shapes";
import { holdsFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { kindOf, ShowValue } from "@/fields";
import { Button, Failed, Icon, Labelled } from "@/ui";
import type { Draft } from "./draft";
import { useFaults } from "./faults";
import "./field-list.css";

const NONE: ReadonlySet<string> = new Set();

interface FieldListProps {
  fields: Field[];
  row: RecordRow;
  draft: Draft;
  readOnly: boolean;
}

/** Every field of a record; a press on a value turns it into its input, one save writes them all. */
export function FieldList({ fields, row, draft, readOnly }: FieldListProps) {
  const words = useDeskWords();
  const [opened, setOpened] = useState<{ round: number; names: ReadonlySet<string> }>({
    round: 0,
    names: NONE,
  });
  const open = opened.round === draft.round ? opened.names : NONE;
  const faults = useFaults(draft.cause);
  const named = Object.keys(faults).length > 0;
  const setOpen = (names: ReadonlySet<string>) => setOpened({ round: draft.round, names });
  const edit = (name: string) => setOpen(new Set([...open, name]));
  const shut = (name: string) => setOpen(new Set([...open].filter((each) => each !== name)));
  const onKeyDown = (event: KeyboardEvent, name: string) => {
    if (
      event.key === "Enter" &&
      !(event.target instanceof HTMLTextAreaElement) &&
      !event.nativeEvent.isComposing
    ) {
      if (event.target instanceof HTMLElement && event.target.closest(".ant-select, .ant-picker, button"))
        return;
      event.preventDefault();
      if (draft.changed.length) void draft.save();
      else shut(name);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      draft.drop(name);
      shut(name);
    }
  };
  return (
    <div>
      <dl className="fl-g">
        {fields.map((field) => (
          <Item
            key={field.name}
            field={field}
            row={row}
            draft={draft}
            fault={faults[field.name]}
            open={open.has(field.name) && !readOnly}
            locked={readOnly || !field.writable}
            onEdit={() => edit(field.name)}
            onKeyDown={(event) => onKeyDown(event, field.name)}
          />
        ))}
      </dl>
      {draft.stale ? <p className="sm wait">{words.record.newer}</p> : null}
      {draft.cause && !named ? <Failed cause={draft.cause} /> : null}
      {open.size > 0 ? (
        <div className="fl-save">
          <Button
            kind="ink"
            small
            disabled={draft.saving || draft.changed.length === 0}
            onClick={() => void draft.save()}
          >
            {draft.saving ? words.record.saving : words.record.save(number(draft.changed.length))}
          </Button>
          <Button small onClick={() => draft.drop()}>
            {words.record.drop}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface ItemProps {
  field: Field;
  row: RecordRow;
  draft: Draft;
  fault: string | undefined;
  open: boolean;
  locked: boolean;
  onEdit: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Item({ field, row, draft, fault, open, locked, onEdit, onKeyDown }: ItemProps) {
  const words = useDeskWords();
  const label = useLabel();
  const name = label(field.label, field.name);
  const id = `field-${field.name}`;
  const wide = field.type === "long_text" || holdsFiles(field) || (open && field.type === "place");
  const { Edit } = kindOf(field);
  if (open) {
    const value = field.name in draft.values ? draft.values[field.name] : row[field.name];
    return (
      <div className={wide ? "fl wide" : "fl"} onKeyDown={onKeyDown} data-field={field.name}>
        <Labelled id={id} label={name} fault={fault}>
          <Edit
            id={id}
            field={field}
            value={value}
            autoFocus
            invalid={fault !== undefined}
            onChange={(next) => draft.set(field.name, next)}
          />
        </Labelled>
      </div>
    );
  }
  return (
    <div
      className={wide ? "fl wide" : "fl"}
      data-field={field.name}
      onDoubleClick={locked ? undefined : onEdit}
    >
      <dt>{name}</dt>
      <dd>
        <span className="fl-v">
          <ShowValue field={field} value={row[field.name]} />
        </span>
        {locked ? null : (
          <button type="button" className="fl-e" aria-label={words.record.edit(name)} onClick={onEdit}>
            <Icon name="edit" size="s" />
          </button>
        )}
      </dd>
    </div>
  );
}
