import type { TypeEntry } from "./kind";

const found = import.meta.glob<TypeEntry[]>("./kinds/*.tsx", { eager: true, import: "entries" });
const ORDER: TypeEntry["group"][] = ["words", "figures", "choice", "links", "proof", "computed"];

/** Every type there is a card for, in groups. */
export const ENTRIES: TypeEntry[] = Object.values(found)
  .flat()
  .sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group));

const byType = new Map(ENTRIES.map((entry) => [entry.type, entry]));

/** The card of a type; undefined for one this version does not know. */
export const entryOf = (type: string): TypeEntry | undefined => byType.get(type);
