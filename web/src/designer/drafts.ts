import type { Choice } from "@/app/shapes";
import type { DesignField, FieldDraft } from "./api";

const filled = (options: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null && value !== undefined));

/** What is sent for a new field: English stands in for itself, blank options are left out. */
export function cleaned(draft: FieldDraft): FieldDraft {
  return {
    ...draft,
    label: named(draft.label),
    options: filled(withNames(draft.options)),
  };
}

/** A name in both languages; the Chinese one stands in where the English is blank. */
export const named = ({ zh, en }: { zh: string; en: string }) => ({ zh, en: en.trim() || zh });

function withNames(options: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(options.choices)) return options;
  const choices = (options.choices as Choice[]).map((choice) => ({ ...choice, label: named(choice.label) }));
  return { ...options, choices };
}

/** A field as the form has it. */
export function draftOf(field: DesignField): FieldDraft {
  const { name, label, type, required, unique, personal } = field;
  return { name, label, type, required, unique, personal, options: { ...field.options } };
}

/** Only what differs from what is there; an option that was blanked is sent as null. */
export function changesOf(field: DesignField, draft: FieldDraft): Record<string, unknown> {
  const before = draftOf(field);
  const said: Record<string, unknown> = {};
  const differ = (a: unknown, b: unknown) => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
  if (draft.name !== before.name) said.name = draft.name;
  if (differ(draft.label, before.label)) said.label = named(draft.label);
  if (draft.required !== before.required) said.required = draft.required;
  if (draft.unique !== before.unique) said.unique = draft.unique;
  const options = withNames(draft.options);
  const keys = [...new Set([...Object.keys(options), ...Object.keys(before.options)])];
  const moved = keys.filter((key) => differ(options[key], before.options[key]));
  if (moved.length) said.options = Object.fromEntries(moved.map((key) => [key, options[key] ?? null]));
  return said;
}
