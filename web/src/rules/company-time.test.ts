import { describe, expect, test } from "vitest";
import { readCases } from "./cases";
import { companyDate, dayStarts, entryDate, isLate, isLocked, locksAt, type Entry } from "./company-time";

interface Entries {
  zone: string;
  entry: Entry;
  cases: {
    name: string;
    zone?: string;
    now?: string;
    entry?: Partial<Entry>;
    date: string;
    locks_at: string;
    locked?: boolean;
    late: boolean;
  }[];
}

test.each(
  readCases<{ name: string; zone: string; instant: string; date: string }[]>("company-time/dates.json"),
)("date: $name", ({ zone, instant, date }) => {
  expect(companyDate(new Date(instant), zone)).toBe(date);
});

test.each(readCases<{ name: string; zone: string; day: string; starts: string }[]>("company-time/days.json"))(
  "day: $name",
  ({ zone, day, starts }) => {
    expect(dayStarts(day, zone).getTime()).toBe(Date.parse(starts));
  },
);

describe("entries", () => {
  const shared = readCases<Entries>("company-time/entries.json");
  test.each(shared.cases)("$name", (each) => {
    const [zone, entry] = [each.zone ?? shared.zone, { ...shared.entry, ...each.entry }];
    expect(entryDate(entry, zone)).toBe(each.date);
    expect(locksAt(entry, zone).getTime()).toBe(Date.parse(each.locks_at));
    expect(isLate(entry, zone)).toBe(each.late);
    if (each.now) expect(isLocked(entry, zone, new Date(each.now))).toBe(each.locked);
  });
});
