import type { Money, Value } from "@/app/shapes";
import { isMoney } from "@/app/values";

/** Full-width digits and thousands marks come from Chinese keyboards and from pasted tables. */
export const plainNumber = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[,\s，]/g, "")
    .replace("−", "-");

/** What was typed as a number field takes it; a half-written one stays text, and is refused by its field. */
export function numberOf(typed: string, whole: boolean): string | number | null {
  const text = plainNumber(typed);
  if (text === "") return null;
  return whole && /^-?\d+$/.test(text) ? Number(text) : text;
}

/** A money field being edited: a foreign currency stays what it was, a bare amount is in the company's own. */
export function moneyTyped(value: Value | undefined, own: string) {
  const currency = isMoney(value) ? value.currency : own;
  const amount = isMoney(value) ? value.amount : value === null || value === undefined ? "" : String(value);
  const typed = (text: string): Money | null => {
    const plain = plainNumber(text);
    return plain === "" ? null : { amount: plain, currency };
  };
  return { amount, currency, typed };
}
