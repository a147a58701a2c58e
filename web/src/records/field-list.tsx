import { useState, type KeyboardEvent } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { RecordRow } from "@/app/shapes";
import { holdsFiles, isBlank } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { kindOf, ShowValue } from "@/fields";
import type { Place, TabStanding } from "@/forms/layout";
import { Tabs } from "@/forms/tabs";
import { Button, Failed, Icon, Labelled } from "@/ui";
import type { Draft } from "./draft";
import { useFaults } from "./faults";
import "./field-list.css";

const NONE: ReadonlySet<string> = new Set();

interface FieldListProps {
  tabs: TabStanding[];
  row: RecordRow;
  draft: Draft;
  readOnly: boolean;
  /** A page that has a heading of its own needs none above the first section. */
  bare?: boolean;
}

/** Every field of a record; a press on a value turns it into its input, one save writes them all. */
export function FieldList({ tabs, row, draft, readOnly, bare = false }: FieldListProps) {
  const words = useDeskWords();
  const label = useLabel();
  const [opened, setOpened] = useState<{ round: number; names: ReadonlySet<string> }>({
    round: 0,
    names: NONE,
  });
  const open = opened.round === draft.round ? opened.names : NONE;
  const faults = useFaults(draft.cause);
  const placed = new Set(tabs.flatMap((tab) => tab.sections.flatMap(namesIn)));
  const named = Object.keys(faults).some((name) => placed.has(name));
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
  const item = (place: Place) => (
    <Item
      key={place.field.name}
      place={place}
      row={row}
      draft={draft}
      fault={faults[place.field.name]}
      open={
        !readOnly && (open.has(place.field.name) || (faults[place.field.name] !== undefined && !place.locked))
      }
      locked={readOnly || place.locked}
      onEdit={() => edit(place.field.name)}
      onKeyDown={(event) => onKeyDown(event, place.field.name)}
    />
  );
  return (
    <div className="fl-box">
      <Tabs tabs={tabs} marked={new Set(Object.keys(faults))}>
        {(tab) =>
          tab.sections.map((section, at) => (
            <section key={section.key} aria-label={label(section.label)} data-section={section.label.zh}>
              {bare && at === 0 ? null : <h3 className="fl-h">{label(section.label)}</h3>}
              <dl className={`fl-g c${section.columns}`}>{section.places.map(item)}</dl>
            </section>
          ))
        }
      </Tabs>
      {draft.stale ? <p className="sm wait">{words.record.newer}</p> : null}
      {draft.cause && !named ? <Failed cause={draft.cause} /> : null}
      {open.size > 0 || draft.changed.length > 0 ? (
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

const namesIn = (section: TabStanding["sections"][number]): string[] =>
  section.places.map((place) => place.field.name);

interface ItemProps {
  place: Place;
  row: RecordRow;
  draft: Draft;
  fault: string | undefined;
  open: boolean;
  locked: boolean;
  onEdit: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Item({ place, row, draft, fault, open, locked, onEdit, onKeyDown }: ItemProps) {
  const words = useDeskWords();
  const label = useLabel();
  const { field } = place;
  const name = label(field.label, field.name);
  const id = `field-${field.name}`;
  const wide =
    place.wide || field.type === "long_text" || holdsFiles(field) || (open && field.type === "place");
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
      <dt>
        {name}
        {place.required && !locked && isBlank(row[field.name]) ? (
          <span className="fl-r">{words.record.asked}</span>
        ) : null}
      </dt>
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
