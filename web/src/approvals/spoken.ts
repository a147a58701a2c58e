import { number, shortDay, clock } from "@/app/format";
import { useApprovalWords } from "./words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, in the largest unit that says enough. */
export function useSpan(): (ms: number) => string {
  const { span } = useApprovalWords();
  return (ms) => {
    const size = Math.abs(ms);
    if (size < HOUR) return span.minutes(Math.max(1, Math.round(size / MINUTE)));
    if (size < 2 * DAY) return span.hours(Math.floor(size / HOUR));
    return span.days(Math.floor(size / DAY));
  };
}

export interface Due {
  text: string;
  /** Calm, soon, or past: never by colour alone, the words say it, too. */
  look: "" | "wait" | "risk";
}

/** How a limit stands by the company's clock. */
export function useDue(now: string): (due: string | null | undefined) => Due | null {
  const words = useApprovalWords();
  const span = useSpan();
  return (due) => {
    if (!due) return null;
    const left = Date.parse(due) - Date.parse(now);
    if (left < 0) return { text: words.due.late(span(left)), look: "risk" };
    if (left < DAY) return { text: words.due.left(span(left)), look: "wait" };
    return { text: words.due.on(`${shortDay(due)} ${clock(due)}`), look: "" };
  };
}

/** A share as people read it. */
export const share = (part: number, of: number): string =>
  of === 0 ? "—" : `${number((part / of) * 100, { maximumFractionDigits: 1 })}%`;
