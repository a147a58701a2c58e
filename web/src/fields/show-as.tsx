import { useLanguage, useWords } from "@/app/language";
import type { Field, Value } from "@/app/shapes";
import { asText } from "@/app/values";

/** A value as plain words. */
export function ShowAs({ field, value }: { field: Field; value: Value | undefined }) {
  const words = useWords();
  return <>{asText(field, value, useLanguage(), words)}</>;
}
