import { Refusal } from "@/app/api";
import { useDeskWords } from "@/desk/words";

/** What the server says of single fields; a bare reason code gets our own words. */
export function useFaults(cause: unknown): Record<string, string> {
  const { fault } = useDeskWords();
  if (!(cause instanceof Refusal)) return {};
  const worded = (reason: string): string => {
    if (!/^[a-z_]+$/.test(reason)) return reason;
    if (reason === "required" || reason === "missing") return fault.required;
    return reason === "taken" || reason === "not_unique" ? fault.taken : fault.invalid;
  };
  return Object.fromEntries(
    Object.entries(cause.fields).map(([name, reason]) => [name, worded(String(reason))]),
  );
}
