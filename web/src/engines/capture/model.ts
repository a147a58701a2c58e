import type { Label } from "@/app/language";
import type { Askable, Asked, Design } from "./shapes";

export const NOTHING: Label = { zh: "", en: "" };
const FIRST = ["name", "company", "phone"];
/** What a lead is called is, to a visitor, who he is. */
const WHO: Label = { zh: "怎么称呼您", en: "Your name" };

/** A form to begin with: who, which company, which number. */
export function blankDesign(fields: readonly Askable[], name: Label): Design {
  const known = new Set(fields.map((each) => each.name));
  return {
    name,
    intro: NOTHING,
    source: "web",
    fields: FIRST.filter((each) => known.has(each)).map((each) => ({
      ...asked(each, each !== "company"),
      label: each === "name" ? WHO : null,
    })),
    defaults: {},
    thanks: NOTHING,
    consent: NOTHING,
    origins: [],
    limits: { body_kb: null, per_address: null, per_form: null },
  };
}

export const asked = (field: string, required = false): Asked => ({
  field,
  label: null,
  help: null,
  required,
  files: null,
});

/** The list with one of it a place further on, or back. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const rest = [...list];
  const [one] = rest.splice(at, 1);
  if (one === undefined || at + by < 0 || at + by >= list.length) return [...list];
  rest.splice(at + by, 0, one);
  return rest;
}

/** A line in both languages, or none where both are blank. */
export const worded = (label: Label): Label | null =>
  label.zh.trim() || label.en.trim() ? { zh: label.zh || label.en, en: label.en || label.zh } : null;

export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；]/)
      .map((each) => each.trim())
      .filter(Boolean),
  ),
];

/** The values that are set without asking, one of them put or taken out. */
export function withDefault(design: Design, name: string, value: unknown): Design {
  const { [name]: _, ...rest } = design.defaults;
  const blank = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  return { ...design, defaults: blank ? rest : { ...rest, [name]: value } };
}

export const originsOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((each) => each.trim())
    .filter(Boolean);

/** What a site puts into a page to show a form. */
export const frameOf = (origin: string, path: string, title: string): string =>
  `<iframe src="${origin}${path}" title="${title.replace(/["<>&]/g, "")}" style="width:100%;border:0;min-height:640px"></iframe>`;

/** What a site puts on every page to note visits. */
export const snippetOf = (origin: string, token: string): string =>
  `<script src="${origin}/t.js" data-form="${token}" async></script>`;
