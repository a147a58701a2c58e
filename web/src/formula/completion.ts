import type { Label, Language } from "@/app/language";
import type { Field, FieldType, ObjectShape } from "@/app/shapes";
import type { FunctionShape } from "./api";

/** What may be put in where somebody types. */
export interface Suggestion {
  key: string;
  what: "field" | "link" | "function";
  label: string;
  /** Behind the label: a field's name, how a function is called. */
  hint: string;
  help?: string;
  insert: string;
  /** Where the cursor goes, counted from the start of what is put in. */
  cursor: number;
}

export interface Typed {
  start: number;
  end: number;
  word: string;
}

const WORD = /[[【]?[\p{L}\p{N}_.]*$/u;
const LINKS: FieldType[] = ["reference", "person", "department"];
const UNUSABLE: FieldType[] = ["place", "file", "photo", "signature", "choices", "links", "about"];
const HIDDEN = new Set(["id", "version", "updated_at", "updated_by"]);
const MOST = 12;

/** The word before the cursor; none inside a text. */
export function typedAt(text: string, cursor: number): Typed | null {
  const before = text.slice(0, cursor);
  if ((before.match(/"/g) ?? []).length % 2 === 1) return null;
  const word = WORD.exec(before)?.[0] ?? "";
  if (/^\d/.test(word)) return null;
  return { start: cursor - word.length, end: cursor, word: word.replace(/^[[【]/, "") };
}

const bare = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)?$/u.test(name);
const named = (name: string): string => (bare(name) ? name : `[${name}]`);
const plainType = (field: Field): FieldType => field.result ?? field.type;
const linkTo = (field: Field): string =>
  field.type === "person" || field.type === "department" ? field.type : (field.options?.object ?? "");

function rank(word: string, ways: string[]): number {
  const said = word.toLowerCase();
  const low = ways.map((way) => way.toLowerCase());
  if (low.some((way) => way.startsWith(said))) return 0;
  return low.some((way) => way.includes(said)) ? 1 : -1;
}

function fieldSuggestion(field: Field, lang: Language, prefix?: Label): Suggestion {
  const label = prefix ? `${prefix[lang]}.${field.label[lang]}` : field.label[lang];
  const linked = !prefix && LINKS.includes(field.type) && field.name !== "id";
  const insert = linked ? `${label}.` : named(label);
  return {
    key: `${prefix ? `${prefix.en}.` : ""}${field.name}`,
    what: linked ? "link" : "field",
    label,
    hint: field.name,
    insert,
    cursor: insert.length,
  };
}

function functionSuggestion(each: FunctionShape, lang: Language): Suggestion {
  const insert = `${each.name[lang]}()`;
  const cursor = each.most === 0 ? insert.length : insert.length - 1;
  const hint = each.signature[lang];
  return {
    key: each.name.en,
    what: "function",
    label: each.name[lang],
    hint,
    help: each.help[lang],
    insert,
    cursor,
  };
}

interface Ground {
  objects: ObjectShape[];
  object: string;
  functions: FunctionShape[];
}

/** What fits the word, fields first, beginnings before middles. */
export function suggest(ground: Ground, word: string, lang: Language): Suggestion[] {
  const own = ground.objects.find((each) => each.name === ground.object)?.fields ?? [];
  const dot = word.indexOf(".");
  if (dot >= 0) return far(ground, own, word.slice(0, dot), word.slice(dot + 1), lang);
  const ways = (field: Field) => [field.label.zh, field.label.en, field.name];
  const fields = usable(own, true).map((field) => ({
    at: rank(word, ways(field)),
    is: fieldSuggestion(field, lang),
  }));
  const functions = ground.functions.map((each) => ({
    at: rank(word, [each.name.zh, each.name.en, ...each.also]),
    is: functionSuggestion(each, lang),
  }));
  return best([...fields, ...functions]);
}

function far(ground: Ground, own: Field[], link: string, word: string, lang: Language): Suggestion[] {
  const found = own.find((field) => [field.label.zh, field.label.en, field.name].includes(link));
  const other = found && ground.objects.find((each) => each.name === linkTo(found));
  if (!found || !other) return [];
  return best(
    usable(other.fields, false).map((field) => ({
      at: rank(word, [field.label.zh, field.label.en, field.name]),
      is: fieldSuggestion(field, lang, found.label),
    })),
  );
}

const usable = (fields: Field[], links: boolean): Field[] =>
  fields.filter(
    (field) =>
      !HIDDEN.has(field.name) &&
      !UNUSABLE.includes(plainType(field)) &&
      (links || !LINKS.includes(field.type)),
  );

const best = (found: { at: number; is: Suggestion }[]): Suggestion[] =>
  found
    .filter((each) => each.at >= 0)
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map((each) => each.is);
