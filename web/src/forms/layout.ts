import type { Label } from "@/app/language";
import type { Field, Filter, ObjectShape, Value } from "@/app/shapes";
import { isBlank, isMark } from "@/app/values";
import { holds } from "@/rules/conditions";

/** What is asked for: always, or as long as a condition holds. */
export type Rule = true | Filter;

/** A field, or the table of what belongs to the record: just one of the two is said. */
export interface Item {
  field?: string;
  /** `object.field`: records of that object whose reference of that name points here. */
  table?: string;
  /** Columns of the table; none said, the page chooses. */
  columns?: string[];
  /** Only in what the server told: the reader may write it. */
  writable?: boolean;
  wide?: boolean;
  visible?: Filter;
  required?: Rule;
  read_only?: Rule;
  default?: { value: unknown; when?: Filter };
}

export interface LayoutSection {
  label: Label;
  columns?: 1 | 2 | 3;
  visible?: Filter;
  required?: Rule;
  read_only?: Rule;
  /** Made up of what has no place of its own. */
  rest?: true;
  items: Item[];
}

export interface LayoutTab {
  label: Label;
  visible?: Filter;
  rest?: true;
  sections: LayoutSection[];
}

export interface Layout {
  tabs: LayoutTab[];
}

export interface FormAnswer {
  object: string;
  device: Device;
  source: { device: Device | null; role: string | null; version: number } | null;
  layout: Layout;
}

export type Device = "desk" | "pocket";

/** One field as it stands in a form for one record. */
export interface Place {
  field: Field;
  wide: boolean;
  required: boolean;
  locked: boolean;
}

/** One table as it stands in a form, `before` so many fields of its section. */
export interface TablePlace {
  key: string;
  object: string;
  by: string;
  columns: string[];
  before: number;
}

export interface SectionStanding {
  key: string;
  label: Label;
  columns: number;
  places: Place[];
  tables: TablePlace[];
}

export interface TabStanding {
  key: string;
  label: Label;
  sections: SectionStanding[];
}

export type Values = Record<string, Value | undefined>;

/** Asks conditions of one record. */
export function askerOf(shape: ObjectShape, values: Values, currency: string) {
  const types = new Map(shape.fields.map((field) => [field.name, field.type]));
  const asked = {
    typeOf: (name: string) => types.get(name),
    valueOf: (name: string) => values[name],
    currency,
  };
  return (rule: Rule | undefined, otherwise: boolean): boolean =>
    rule === undefined ? otherwise : rule === true || holds(rule, asked);
}

/**
 * The form as it stands for a record: what shows, what is asked for, what is locked. `before` is the
 * record as it is stored, because that decides what is locked; a new one has none.
 */
export function standingOf(
  shape: ObjectShape,
  layout: Layout,
  values: Values,
  before: Values | null,
  currency: string,
): TabStanding[] {
  const fields = new Map(shape.fields.map((field) => [field.name, field]));
  const now = askerOf(shape, values, currency);
  const then = askerOf(shape, before ?? values, currency);
  const place = (section: LayoutSection, item: Item): Place[] => {
    const field = fields.get(item.field ?? "");
    if (!field || isMark(field) || !now(item.visible, true)) return [];
    const required = field.required || now(section.required, false) || now(item.required, false);
    const locked = !field.writable || then(section.read_only, false) || then(item.read_only, false);
    return [{ field, wide: item.wide ?? false, required: required && field.writable, locked }];
  };
  return layout.tabs.flatMap((tab, at) => {
    if (!now(tab.visible, true)) return [];
    const sections = tab.sections.flatMap((section, index) => {
      if (!now(section.visible, true)) return [];
      const places: Place[] = [];
      const tables: TablePlace[] = [];
      for (const item of section.items) {
        places.push(...place(section, item));
        if (item.table && now(item.visible, true)) tables.push(tableOf(item, places.length));
      }
      const { label, columns = 2 } = section;
      const shown = places.length + tables.length > 0;
      return shown ? [{ key: `${at}.${index}`, label, columns, places, tables }] : [];
    });
    return sections.length > 0 ? [{ key: String(at), label: tab.label, sections }] : [];
  });
}

/** What an item is known by: a field's name has no dot, a table's has one. */
export const nameOf = (item: Item): string => item.field ?? item.table ?? "";

export const partsOf = (table: string): { object: string; by: string } => {
  const [object = "", by = ""] = table.split(".");
  return { object, by };
};

function tableOf(item: Item, before: number): TablePlace {
  const key = item.table ?? "";
  return { key, ...partsOf(key), columns: item.columns ?? [], before };
}

/** A section as it is drawn: fields side by side, and between them tables across the whole width. */
export type Run = { places: Place[] } | { table: TablePlace };

export function runsOf({ places, tables }: SectionStanding): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const table of tables) {
    if (table.before > from) runs.push({ places: places.slice(from, table.before) });
    runs.push({ table });
    from = table.before;
  }
  if (from < places.length) runs.push({ places: places.slice(from) });
  return runs;
}

export const itemsOf = (layout: Layout): Item[] =>
  layout.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.items));

/** Defaults that hold now for fields nobody has touched; `touched` are the names that were typed in. */
export function defaultsFor(
  shape: ObjectShape,
  layout: Layout,
  values: Values,
  touched: ReadonlySet<string>,
  currency: string,
): Values {
  const ask = askerOf(shape, values, currency);
  const found: Values = {};
  for (const item of itemsOf(layout)) {
    if (!item.field || !item.default || touched.has(item.field)) continue;
    if (!ask(item.default.when, true)) continue;
    if (isBlank(values[item.field])) found[item.field] = item.default.value as Value;
  }
  return found;
}

/** Fields that are asked for and blank. */
export function owedIn(tabs: TabStanding[], values: Values): Field[] {
  return tabs
    .flatMap((tab) => tab.sections.flatMap((section) => section.places))
    .filter((place) => place.required && !place.locked && isBlank(values[place.field.name]))
    .map((place) => place.field);
}

/** Leaves fields out, and what is empty then; for pages that show them elsewhere. */
export function without(layout: Layout, gone: ReadonlySet<string>): Layout {
  return {
    tabs: layout.tabs.map((tab) => ({
      ...tab,
      sections: tab.sections.map((section) => ({
        ...section,
        items: section.items.filter((item) => !gone.has(nameOf(item))),
      })),
    })),
  };
}
