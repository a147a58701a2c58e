import { memo, useCallback, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useLatest } from "@/app/latest";
import { useObject } from "@/app/queries";
import type { Field, RecordRow, Value } from "@/app/shapes";
import { holdsFiles, isBlank } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { kindOf, ShowValue } from "@/fields";
import { cutTo, useGrowing } from "@/forms/growing";
import { runsOf, type Place, type TablePlace, type TabStanding } from "@/forms/layout";
import { Tabs } from "@/forms/tabs";
import { Button, Failed, Icon, Labelled } from "@/ui";
import type { Draft } from "./draft";
import { useFaults } from "./faults";
import { ChildTable } from "./items";
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
  const [opened, setOpened] = useState<{ round: number; names: ReadonlySet<string> }>({
    round: 0,
    names: NONE,
  });
  const open = opened.round === draft.round ? opened.names : NONE;
  const faults = useFaults(draft.cause);
  const placed = new Set(tabs.flatMap((tab) => tab.sections.flatMap(namesIn)));
  const named = Object.keys(faults).some((name) => placed.has(name));
  const setOpen = (names: ReadonlySet<string>) => setOpened({ round: draft.round, names });
  const shut = (name: string) => setOpen(new Set([...open].filter((each) => each !== name)));
  const acts: Acts = {
    edit: (name) => setOpen(new Set([...open, name])),
    set: draft.set,
    save: (name) => {
      if (draft.changed.length) void draft.save();
      else shut(name);
    },
    drop: (name) => {
      draft.drop(name);
      shut(name);
    },
  };
  const latest = useLatest(acts);
  const item = (place: Place) => {
    const { name } = place.field;
    const locked = readOnly || place.locked;
    return (
      <Item
        key={name}
        field={place.field}
        wide={place.wide}
        asked={place.required && !locked && isBlank(row[name])}
        stored={row[name]}
        value={name in draft.values ? draft.values[name] : row[name]}
        fault={faults[name]}
        open={!readOnly && (open.has(name) || (faults[name] !== undefined && !place.locked))}
        locked={locked}
        acts={latest}
      />
    );
  };
  return (
    <div className="fl-box">
      <Tabs tabs={tabs} marked={new Set(Object.keys(faults))}>
        {(tab) => <Leaf key={tab.key} tab={tab} item={item} bare={bare} id={row.id} readOnly={readOnly} />}
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

interface LeafProps {
  tab: TabStanding;
  item: (place: Place) => ReactNode;
  bare: boolean;
  id: string;
  readOnly: boolean;
}

function Leaf({ tab, item, bare, id, readOnly }: LeafProps) {
  const label = useLabel();
  const total = tab.sections.reduce((sum, section) => sum + section.places.length, 0);
  const drawn = cutTo(tab.sections, useGrowing(total));
  return (
    <>
      {drawn.map((section, at) => (
        <section key={section.key} aria-label={label(section.label)} data-section={section.label.zh}>
          {bare && at === 0 ? null : <h3 className="fl-h">{label(section.label)}</h3>}
          {runsOf(section).map((run, index) =>
            "table" in run ? (
              <FormTable key={run.table.key} table={run.table} id={id} readOnly={readOnly} />
            ) : (
              <dl key={index} className={`fl-g c${section.columns}`}>
                {run.places.map(item)}
              </dl>
            ),
          )}
        </section>
      ))}
    </>
  );
}

/** A table of what belongs to the record, inside its form. */
function FormTable({ table, id, readOnly }: { table: TablePlace; id: string; readOnly: boolean }) {
  const { data: shape } = useObject(table.object);
  const field = shape?.fields.find((each) => each.name === table.by);
  if (!shape || !field) return null;
  return (
    <div className="fl-tb" data-table={table.key}>
      <ChildTable shape={shape} field={field} id={id} said={table.columns} readOnly={readOnly} />
    </div>
  );
}

interface Acts {
  edit: (name: string) => void;
  set: (name: string, value: Value) => void;
  save: (name: string) => void;
  drop: (name: string) => void;
}

interface ItemProps {
  field: Field;
  wide: boolean;
  /** It is asked for, and blank as stored. */
  asked: boolean;
  stored: Value | undefined;
  value: Value | undefined;
  fault: string | undefined;
  open: boolean;
  locked: boolean;
  /** What to do, as of the last time the list was drawn: it never makes a field be drawn again. */
  acts: RefObject<Acts>;
}

const OPENERS = ".ant-select, .ant-picker, button";

function onKeyDown(event: KeyboardEvent, name: string, acts: Acts): void {
  const { target } = event;
  if (event.key === "Enter" && !(target instanceof HTMLTextAreaElement) && !event.nativeEvent.isComposing) {
    if (target instanceof HTMLElement && target.closest(OPENERS)) return;
    event.preventDefault();
    acts.save(name);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    acts.drop(name);
  }
}

/** One field; drawn again only when something of its own changes, however many stand beside it. */
const Item = memo(function Item(props: ItemProps) {
  const { field, asked, stored, value, fault, open, locked, acts } = props;
  const words = useDeskWords();
  const label = useLabel();
  const { name: key } = field;
  const name = label(field.label, key);
  const id = `field-${key}`;
  const wide =
    props.wide || field.type === "long_text" || holdsFiles(field) || (open && field.type === "place");
  const change = useCallback((next: Value) => acts.current.set(key, next), [acts, key]);
  const { Edit } = kindOf(field);
  if (open) {
    return (
      <div
        className={wide ? "fl wide" : "fl"}
        onKeyDown={(event) => onKeyDown(event, key, acts.current)}
        data-field={key}
      >
        <Labelled id={id} label={name} fault={fault}>
          <Edit
            id={id}
            field={field}
            value={value}
            autoFocus
            invalid={fault !== undefined}
            onChange={change}
          />
        </Labelled>
      </div>
    );
  }
  const edit = () => acts.current.edit(key);
  return (
    <div className={wide ? "fl wide" : "fl"} data-field={key} onDoubleClick={locked ? undefined : edit}>
      <dt>
        {name}
        {asked ? <span className="fl-r">{words.record.asked}</span> : null}
      </dt>
      <dd>
        <span className="fl-v">
          <ShowValue field={field} value={stored} />
        </span>
        {locked ? null : (
          <button type="button" className="fl-e" aria-label={words.record.edit(name)} onClick={edit}>
            <Icon name="edit" size="s" />
          </button>
        )}
      </dd>
    </div>
  );
});
