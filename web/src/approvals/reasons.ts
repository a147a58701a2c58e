import { useLabel } from "@/app/language";
import { useObject } from "@/app/queries";
import type { Choice } from "@/app/shapes";

/** The reasons one may return or reject for; a designer's list, kept with the object. */
export const useReasonChoices = (): Choice[] =>
  useObject("approval_task").data?.fields.find((field) => field.name === "reason")?.options?.choices ?? [];

export function useReasons(offered: readonly Choice[] = []): (key: string) => string {
  const label = useLabel();
  const known = useReasonChoices();
  const choices = offered.length > 0 ? offered : known;
  return (key) => label(choices.find((each) => each.key === key)?.label, key);
}
