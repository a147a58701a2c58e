import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";

/** A day that is not as its weekday is, or that somebody said something of. */
export interface KnownDay {
  day: string;
  working: boolean;
  label: Label;
  /** The workspace itself says so. */
  own: boolean;
}

export interface CalendarYear {
  region: string;
  year: number;
  published: boolean;
  working_days: number;
  /** Per weekday, `mon` to `sun`, and `make_up`: pairs of `HH:MM`. */
  hours: Record<string, [string, string][]>;
  days: KnownDay[];
}

export const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export const calendarKey = ["calendar"] as const;

/** A region's year; the workspace's own region where none is named. */
export const useCalendarYear = (year: string, region = "") =>
  useQuery({
    queryKey: [...calendarKey, year, region],
    queryFn: ({ signal }) =>
      api<CalendarYear>("/calendar", { query: { year, region: region || undefined }, signal }),
    staleTime: 300_000,
    placeholderData: (before) => before,
  });

/** Whether a day is worked, by what is known of it or else by its weekday. */
export function isWorked(year: CalendarYear, known: KnownDay | undefined, day: string): boolean {
  if (known) return known.working;
  const weekday = WEEK[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
  return (year.hours[weekday] ?? []).length > 0;
}
