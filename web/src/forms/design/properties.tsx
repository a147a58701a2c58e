import { useId, useState } from "react";
import type { Label } from "@/app/language";
import { useLabel } from "@/app/language";
import type { Field, Filter, ObjectShape, Value } from "@/app/shapes";
import { isBlank, toWire } from "@/app/values";
import { kindOf } from "@/fields";
import { Button, Input, Labelled } from "@/ui";
import type { Item, Layout, LayoutSection, LayoutTab, Rule } from "../layout";
import { useFormWords } from "../words";
import type { Change } from "./model";
import { find, itemAt, patchItem, patchSection, patchTab } from "./model";
import { RuleEditor } from "./rule";
import { TableProperties } from "./table-properties";

/** What is being changed: a field, a section or a tab. */
export type Picked =
  | { what: "item"; field: string }
  | { what: "section"; tab: number; section: number }
  | { what: "tab"; tab: number };

interface PropertiesProps {
  shape: ObjectShape;
  layout: Layout;
  picked: Picked | null;
  /** What the server said of places in the layout. */
  faults: Record<string, string>;
  onChange: (layout: Layout) => void;
}

/** The properties of whatever was picked on the canvas. */
export function Properties({ shape, layout, picked, faults, onChange }: PropertiesProps) {
  const words = useFormWords();
  if (picked?.what === "item") {
    const spot = find(layout, picked.field);
    const item = spot ? itemAt(layout, spot) : undefined;
    const field = shape.fields.find((each) => each.name === picked.field);
    if (!item || !spot) return <p className="sm dim">{words.pick}</p>;
    const at = `tabs.${spot.tab}.sections.${spot.section}.items.${spot.index}`;
    if (item.table) {
      return (
        <TableProperties
          key={item.table}
          shape={shape}
          item={item}
          fault={(part) => faults[`${at}.${part}`]}
          onChange={(change) => onChange(patchItem(layout, picked.field, change))}
        />
      );
    }
    if (!field) return <p className="sm dim">{words.pick}</p>;
    return (
      <ItemProperties
        key={picked.field}
        shape={shape}
        field={field}
        item={item}
        fault={(part) => faults[`${at}.${part}`]}
        onChange={(change) => onChange(patchItem(layout, picked.field, change))}
      />
    );
  }
  if (picked?.what === "section") {
    const section = layout.tabs[picked.tab]?.sections[picked.section];
    if (section) {
      const change = (next: Change<LayoutSection>) =>
        onChange(patchSection(layout, picked.tab, picked.section, next));
      const at = `tabs.${picked.tab}.sections.${picked.section}`;
      return (
        <SectionProperties
          key={at}
          shape={shape}
          section={section}
          fault={(part) => faults[`${at}.${part}`]}
          onChange={change}
        />
      );
    }
  }
  if (picked?.what === "tab") {
    const tab = layout.tabs[picked.tab];
    if (tab) {
      const change = (next: Change<LayoutTab>) => onChange(patchTab(layout, picked.tab, next));
      return (
        <>
          <Naming label={tab.label} onChange={(label) => change({ label })} />
          <RuleEditor
            shape={shape}
            title={words.visible}
            rule={tab.visible}
            none={words.always}
            fault={faults[`tabs.${picked.tab}.visible`]}
            onChange={(rule) => change({ visible: rule as Filter | undefined })}
          />
        </>
      );
    }
  }
  return <p className="sm dim">{words.pick}</p>;
}

function Naming({ label, onChange }: { label: Label; onChange: (label: Label) => void }) {
  const words = useFormWords();
  const id = useId();
  return (
    <div className="fd-name">
      <Labelled id={`${id}-zh`} label={words.nameZh}>
        <Input id={`${id}-zh`} value={label.zh} onText={(zh) => onChange({ ...label, zh })} />
      </Labelled>
      <Labelled id={`${id}-en`} label={words.nameEn}>
        <Input id={`${id}-en`} value={label.en} onText={(en) => onChange({ ...label, en })} />
      </Labelled>
    </div>
  );
}

interface Rules {
  visible?: Filter;
  required?: Rule;
  read_only?: Rule;
}

interface RulesProps {
  shape: ObjectShape;
  said: Rules;
  fault: (part: string) => string | undefined;
  onChange: (change: Change<Rules>) => void;
  /** Nothing can be asked of what the system fills in. */
  shownOnly?: boolean;
}

function RuleEditors({ shape, said, fault, onChange, shownOnly = false }: RulesProps) {
  const words = useFormWords();
  return (
    <>
      <RuleEditor
        shape={shape}
        title={words.visible}
        rule={said.visible}
        none={words.always}
        fault={fault("visible")}
        onChange={(rule) => onChange({ visible: rule as Filter | undefined })}
      />
      {shownOnly ? null : (
        <>
          <RuleEditor
            shape={shape}
            title={words.required}
            rule={said.required}
            none={words.never}
            always={words.always}
            fault={fault("required")}
            onChange={(required) => onChange({ required })}
          />
          <RuleEditor
            shape={shape}
            title={words.readOnly}
            rule={said.read_only}
            none={words.unlocked}
            always={words.always}
            fault={fault("read_only")}
            onChange={(read_only) => onChange({ read_only })}
          />
        </>
      )}
    </>
  );
}

interface SectionPropertiesProps {
  shape: ObjectShape;
  section: LayoutSection;
  fault: (part: string) => string | undefined;
  onChange: (change: Change<LayoutSection>) => void;
}

function SectionProperties({ shape, section, fault, onChange }: SectionPropertiesProps) {
  const words = useFormWords();
  return (
    <>
      <Naming label={section.label} onChange={(label) => onChange({ label })} />
      {fault("label") ? <p className="sm risk">{fault("label")}</p> : null}
      <fieldset className="fd-rule">
        <legend>{words.columns}</legend>
        <div className="seg" role="group" aria-label={words.columns}>
          {([1, 2, 3] as const).map((columns) => (
            <button
              key={columns}
              type="button"
              aria-pressed={(section.columns ?? 2) === columns}
              onClick={() => onChange({ columns })}
            >
              {words.column(columns)}
            </button>
          ))}
        </div>
      </fieldset>
      <p className="sm dim">{words.sectionRules}</p>
      <RuleEditors shape={shape} said={section} fault={fault} onChange={onChange} />
    </>
  );
}

interface ItemPropertiesProps {
  shape: ObjectShape;
  field: Field;
  item: Item;
  fault: (part: string) => string | undefined;
  onChange: (change: Change<Item>) => void;
}

function ItemProperties({ shape, field, item, fault, onChange }: ItemPropertiesProps) {
  const words = useFormWords();
  const label = useLabel();
  return (
    <>
      <p className="fd-what">
        <b>{label(field.label, field.name)}</b>
        <span className="sm dim">{field.name}</span>
      </p>
      {field.writable ? null : <p className="sm dim">{words.fixed}</p>}
      {field.required ? <p className="sm dim">{words.needed}</p> : null}
      <label className="row fd-check">
        <input
          type="checkbox"
          className="tick"
          checked={item.wide ?? false}
          onChange={() => onChange({ wide: item.wide ? undefined : true })}
        />
        {words.wide}
      </label>
      <RuleEditors shape={shape} said={item} fault={fault} onChange={onChange} shownOnly={!field.writable} />
      {field.writable ? (
        <DefaultEditor shape={shape} field={field} item={item} fault={fault} onChange={onChange} />
      ) : null}
    </>
  );
}

/** The value a new record starts with, and when. */
function DefaultEditor({ shape, field, item, fault, onChange }: ItemPropertiesProps) {
  const words = useFormWords();
  const id = useId();
  const [value, setValue] = useState<Value | undefined>(item.default?.value as Value | undefined);
  const { Edit } = kindOf(field);
  const [open, setOpen] = useState(item.default !== undefined);
  if (!open) {
    return (
      <Button small icon="plus" onClick={() => setOpen(true)}>
        {words.setDefault}
      </Button>
    );
  }
  const keep = (next: Value | undefined, when: Filter | undefined) => {
    if (isBlank(next)) return onChange({ default: undefined });
    return onChange({ default: { value: toWire(field, next), ...(when ? { when } : {}) } });
  };
  return (
    <div className="fd-rule">
      <Labelled id={id} label={words.default} fault={fault("default.value")}>
        <Edit
          id={id}
          field={field}
          value={value}
          onChange={(next) => {
            setValue(next);
            keep(next, item.default?.when);
          }}
        />
      </Labelled>
      {item.default ? (
        <RuleEditor
          shape={shape}
          title={words.defaultWhen}
          rule={item.default.when}
          none={words.always}
          fault={fault("default.when")}
          onChange={(rule) => keep(value, rule as Filter | undefined)}
        />
      ) : null}
      <Button
        small
        kind="quiet"
        onClick={() => {
          onChange({ default: undefined });
          setValue(undefined);
          setOpen(false);
        }}
      >
        {words.dropDefault}
      </Button>
    </div>
  );
}
