import type { Filter } from "@/app/shapes";

interface Records {
  object: string;
  filter: Filter;
}

/** One source of leads, or all of them; amounts are null where nothing is recorded. */
export interface Channel {
  source?: string | null;
  leads: number;
  converted: number;
  conversion: string | null;
  cycle: string | null;
  cost: string | null;
  spend: string | null;
  paid: string | null;
  per_lead: string | null;
  per_conversion: string | null;
  margin: string | null;
  left: string | null;
  back: string | null;
  records: Partial<Record<"leads" | "converted" | "cost" | "spend" | "margin", Records>>;
}

export interface Channels {
  since: string;
  until: string;
  currency: string;
  rows: Channel[];
  total: Channel;
}

export const PERIODS = ["month", "quarter", "year", "before"] as const;
export type Period = (typeof PERIODS)[number];

/** From the first to the last day of this month, quarter or year, or of the year before. */
export function spanOf(
  period: Period,
  today: string,
  add: (day: string, days: number) => string,
): { since: string; until: string } {
  const year = Number(today.slice(0, 4)) - (period === "before" ? 1 : 0);
  if (period === "year" || period === "before") return { since: `${year}-01-01`, until: `${year}-12-31` };
  const month = Number(today.slice(5, 7));
  const long = period === "month" ? 1 : 3;
  const first = Math.floor((month - 1) / long) * long + 1;
  const next = first + long;
  const day = (at: number) =>
    `${year + Math.floor((at - 1) / 12)}-${String(((at - 1) % 12) + 1).padStart(2, "0")}-01`;
  return { since: day(first), until: add(day(next), -1) };
}
