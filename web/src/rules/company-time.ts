/**
 * Days as the company counts them: its date, the T+1 lock, what is late.
 *
 * Times are RFC 3339, dates YYYY-MM-DD, zones IANA names. Pure. Twin:
 * prooftrail/platform/processes/rules/company_time.py; shared cases: cases/company-time.
 */

/** Seconds; a phone's clock that is off by no more is believed about when something was captured. */
export const HONEST_SKEW_S = 300;

/**
 * The times of something that was logged.
 *
 * `captured_at` is when the phone made it and `skew_s` how many seconds that phone's clock was off when the
 * server last measured it; both null for entries made online. `imported` came from a file.
 */
export interface Entry {
  readonly occurred_at: string;
  readonly received_at: string;
  readonly captured_at?: string | null;
  readonly skew_s?: number | null;
  readonly imported?: boolean;
}

const DAY_MS = 86_400_000;
/** No zone is further from Greenwich; a company date begins within this of its own midnight in UTC. */
const FURTHEST_MS = 15 * 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date of an instant in the company's zone. */
export function companyDate(instant: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    const options = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
    formats.set(zone, (format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", options)));
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** The first instant of a company date; not always midnight where clocks are changed. */
export function dayStarts(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let [before, reached] = [midnight - FURTHEST_MS, midnight + FURTHEST_MS];
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (companyDate(new Date(middle), zone) >= day) reached = middle;
    else before = middle;
  }
  return new Date(reached);
}

/** A date some days on. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * T: the company date of receipt, or of capture where the phone's clock can be believed.
 *
 * Nothing is captured after it was received, so a date to come never keeps an entry open.
 */
export function entryDate(entry: Entry, zone: string): string {
  const received = companyDate(new Date(entry.received_at), zone);
  const believed = entry.skew_s != null && Math.abs(entry.skew_s) <= HONEST_SKEW_S;
  if (entry.captured_at == null || !believed) return received;
  const captured = companyDate(new Date(entry.captured_at), zone);
  return captured < received ? captured : received;
}

/** The first instant at which an entry can no longer be edited: the end of the day after T. */
export const locksAt = (entry: Entry, zone: string): Date =>
  dayStarts(addDays(entryDate(entry, zone), 2), zone);

/** Whether corrections need a new entry. Imports are history and locked from the start. */
export const isLocked = (entry: Entry, zone: string, now: Date): boolean =>
  entry.imported === true || now >= locksAt(entry, zone);

/** Whether it was told later than the day after it happened. Imports never are. */
export function isLate(entry: Entry, zone: string): boolean {
  if (entry.imported) return false;
  const [occurred, received] = [entry.occurred_at, entry.received_at].map((at) =>
    companyDate(new Date(at), zone),
  );
  return occurred! < addDays(received!, -1);
}
