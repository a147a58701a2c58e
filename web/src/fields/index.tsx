import { useLanguage, useWords } from "@/app/language";
import type { Field, FieldType, Value } from "@/app/shapes";
import { asText, isBlank } from "@/app/values";
import type { FieldKind } from "./kind";
import "./fields.css";

const found = import.meta.glob<FieldKind>("./types/*.tsx", { eager: true, import: "kind" });
const kinds = new Map<FieldType, FieldKind>();
for (const kind of Object.values(found)) {
  for (const type of kind.types) kinds.set(type, kind);
}

/** A type this version does not know is shown as text and left alone. */
export function kindOf(field: Field): FieldKind {
  const kind = kinds.get(field.result ?? field.type) ?? kinds.get("text");
  if (!kind) throw new Error("fields/types/text.tsx is missing");
  return kind;
}

interface ShowProps {
  field: Field;
  value: Value | undefined;
  dense?: boolean;
}

export function ShowValue({ field, value, dense = false }: ShowProps) {
  const words = useWords();
  const language = useLanguage();
  if (isBlank(value)) return <span className="dim">{words.blank}</span>;
  const { Show } = kindOf(field);
  if (Show) return <Show field={field} value={value as Value} dense={dense} />;
  return <>{asText(field, value, language, words)}</>;
}
