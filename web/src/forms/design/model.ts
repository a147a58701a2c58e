import type { Label } from "@/app/language";
import { nameOf, type Item, type Layout, type LayoutSection, type LayoutTab, type Rule } from "../layout";

/** Where a field stands, or may be put: before the item at `index`. */
export interface Spot {
  tab: number;
  section: number;
  index: number;
}

/** What the designer works on: without what the server adds while telling. */
export function bare(layout: Layout): Layout {
  const tabs = layout.tabs.filter((tab) => !tab.rest);
  return {
    tabs: tabs.map((tab) => ({
      ...tab,
      sections: tab.sections
        .filter((section) => !section.rest)
        .map((section) => ({ ...section, items: section.items.map(({ writable: _told, ...item }) => item) })),
    })),
  };
}

export function find(layout: Layout, field: string): Spot | null {
  for (const [tab, { sections }] of layout.tabs.entries()) {
    for (const [section, { items }] of sections.entries()) {
      const index = items.findIndex((item) => nameOf(item) === field);
      if (index >= 0) return { tab, section, index };
    }
  }
  return null;
}

export const itemAt = (layout: Layout, spot: Spot): Item | undefined =>
  layout.tabs[spot.tab]?.sections[spot.section]?.items[spot.index];

const changed = <T>(list: readonly T[], at: number, change: (each: T) => T): T[] =>
  list.map((each, index) => (index === at ? change(each) : each));

const mapTab = (layout: Layout, at: number, change: (tab: LayoutTab) => LayoutTab): Layout => ({
  tabs: changed(layout.tabs, at, change),
});

const mapSection = (
  layout: Layout,
  tab: number,
  section: number,
  change: (section: LayoutSection) => LayoutSection,
): Layout =>
  mapTab(layout, tab, (found) => ({ ...found, sections: changed(found.sections, section, change) }));

export function takeOut(layout: Layout, field: string): Layout {
  const spot = find(layout, field);
  if (!spot) return layout;
  return mapSection(layout, spot.tab, spot.section, (section) => ({
    ...section,
    items: section.items.filter((item) => nameOf(item) !== field),
  }));
}

/** Puts a field where it is wanted; one that stands elsewhere moves, with all that is asked of it. */
export function place(layout: Layout, field: string, to: Spot): Layout {
  const from = find(layout, field);
  const item = (from && itemAt(layout, from)) ?? (field.includes(".") ? { table: field } : { field });
  const here = from !== null && from.tab === to.tab && from.section === to.section;
  const index = here && from.index < to.index ? to.index - 1 : to.index;
  return mapSection(takeOut(layout, field), to.tab, to.section, (section) => ({
    ...section,
    items: [...section.items.slice(0, index), item, ...section.items.slice(index)],
  }));
}

/** One step up or down; from the edge of a section into the next one. */
export function step(layout: Layout, field: string, by: 1 | -1): Layout {
  const spot = find(layout, field);
  if (!spot) return layout;
  const { tab, section, index } = spot;
  const items = layout.tabs[tab]?.sections[section]?.items ?? [];
  if (index + by >= 0 && index + by < items.length)
    return place(layout, field, { tab, section, index: by > 0 ? index + 2 : index - 1 });
  const next = layout.tabs[tab]?.sections[section + by];
  if (!next) return layout;
  return place(layout, field, { tab, section: section + by, index: by > 0 ? 0 : next.items.length });
}

/** A change; undefined takes what was said away. */
export type Change<T> = { [Key in keyof T]?: T[Key] | undefined };

function patched<T extends object>(thing: T, change: Change<T>): T {
  const found = { ...thing, ...change } as T;
  for (const key of Object.keys(found) as (keyof T)[]) if (found[key] === undefined) delete found[key];
  return found;
}

export function patchItem(layout: Layout, field: string, change: Change<Item>): Layout {
  const spot = find(layout, field);
  if (!spot) return layout;
  return mapSection(layout, spot.tab, spot.section, (section) => ({
    ...section,
    items: changed(section.items, spot.index, (item) => patched(item, change)),
  }));
}

export const patchSection = (layout: Layout, tab: number, section: number, change: Change<LayoutSection>) =>
  mapSection(layout, tab, section, (found) => patched(found, change));

export const patchTab = (layout: Layout, tab: number, change: Change<LayoutTab>): Layout =>
  mapTab(layout, tab, (found) => patched(found, change));

export const addSection = (layout: Layout, tab: number, label: Label): Layout =>
  mapTab(layout, tab, (found) => ({
    ...found,
    sections: [...found.sections, { label, columns: 2, items: [] }],
  }));

export const dropSection = (layout: Layout, tab: number, section: number): Layout =>
  mapTab(layout, tab, (found) => ({ ...found, sections: found.sections.filter((_, at) => at !== section) }));

export const addTab = (layout: Layout, label: Label): Layout => ({
  tabs: [...layout.tabs, { label, sections: [] }],
});

export const dropTab = (layout: Layout, tab: number): Layout => ({
  tabs: layout.tabs.filter((_, at) => at !== tab),
});

function swapped<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const other = at + by;
  const [here, there] = [list[at], list[other]];
  if (here === undefined || there === undefined) return [...list];
  return list.map((each, index) => (index === at ? there : index === other ? here : each));
}

export const moveSection = (layout: Layout, tab: number, section: number, by: 1 | -1): Layout =>
  mapTab(layout, tab, (found) => ({ ...found, sections: swapped(found.sections, section, by) }));

export const moveTab = (layout: Layout, tab: number, by: 1 | -1): Layout => ({
  tabs: swapped(layout.tabs, tab, by),
});

/** What publishing would change, field by field and section by section. */
export interface Difference {
  added: string[];
  gone: string[];
  moved: string[];
  ruled: string[];
  sections: { added: Label[]; gone: Label[]; changed: Label[] };
}

interface Standing {
  section: string;
  at: number;
  rules: string;
}

function standings(layout: Layout): Map<string, Standing> {
  const found = new Map<string, Standing>();
  for (const tab of layout.tabs) {
    for (const section of tab.sections) {
      for (const [at, item] of section.items.entries()) {
        const { field: _field, table: _table, wide: _wide, ...rules } = item;
        found.set(nameOf(item), {
          section: `${tab.label.zh}/${section.label.zh}`,
          at,
          rules: JSON.stringify(sorted(rules)),
        });
      }
    }
  }
  return found;
}

const sorted = (rules: object): [string, Rule | unknown][] =>
  Object.entries(rules).sort(([a], [b]) => a.localeCompare(b));

function sectionsOf(layout: Layout): Map<string, { label: Label; says: string }> {
  const all = layout.tabs.flatMap((tab) =>
    tab.sections.map(({ items: _items, label, ...rules }) => {
      const says = JSON.stringify([label, sorted(rules), tab.label, tab.visible ?? null]);
      return [`${tab.label.zh}/${label.zh}`, { label, says }] as const;
    }),
  );
  return new Map(all);
}

export function differenceOf(before: Layout, after: Layout): Difference {
  const [old, now] = [standings(before), standings(after)];
  const both = [...now].flatMap(([name, to]) => {
    const from = old.get(name);
    return from ? [{ name, from, to }] : [];
  });
  const [olds, nows] = [sectionsOf(before), sectionsOf(after)];
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    gone: [...old.keys()].filter((name) => !now.has(name)),
    moved: both
      .filter(({ from, to }) => from.section !== to.section || from.at !== to.at)
      .map(({ name }) => name),
    ruled: both.filter(({ from, to }) => from.rules !== to.rules).map(({ name }) => name),
    sections: {
      added: [...nows].filter(([key]) => !olds.has(key)).map(([, { label }]) => label),
      gone: [...olds].filter(([key]) => !nows.has(key)).map(([, { label }]) => label),
      changed: [...nows]
        .filter(([key, { says }]) => olds.has(key) && olds.get(key)?.says !== says)
        .map(([, { label }]) => label),
    },
  };
}

export function countOf({ added, gone, moved, ruled, sections }: Difference): number {
  const fields = new Set([...added, ...gone, ...moved, ...ruled]).size;
  return fields + sections.added.length + sections.gone.length + sections.changed.length;
}
