/**
 * Gates: a record enters a node on what was shown, never on what was said.
 *
 * Shapes are spelt as the API spells them. Pure. Twin: prooftrail/platform/processes/rules/gates.py;
 * shared cases: cases/gates.
 */

import { measureDistance, type Position } from "./distance.ts";
import { fill, isRead, type Slot } from "./slots.ts";

export type EvidenceState = "claimed" | "waiting" | "proven" | "rejected" | "imported";

export type ReasonCode =
  | "too_far" // distance_m, within_m
  | "no_position"
  | "poor_accuracy" // accuracy_m (null: not known), limit_m
  | "no_site" // the customer has no position to compare with
  | "too_old" // days, limit
  | "no_time"
  | "claimed_only" // words, or a check that had failed when it came in
  | "waiting_check" // a check or another person is still to come
  | "rejected"
  | "imported_never_counts"
  | "same_content" // the very thing another piece has shown already
  | "not_from_camera" // the requirement wants the camera, not the gallery
  | "no_slot" // the requirement has slots, and the piece lies in none of them
  | "slot_empty" // slot; nothing lies in it that counts or may come to count
  | "slot_unread" // slot; what the slot is for was not read on the picture
  | "field_blank" // field
  | "formula_false"
  | "formula_blank" // something the formula reads is blank
  | "unconfirmed" // role
  | "not_second_person" // role; the owner or who did the work confirmed it himself
  | "role_needed" // role
  | "withdrawn"; // role

/**
 * One thing a node asks for: `count` pieces of evidence of a `kind`, a filled `field`, a `formula` that is
 * true, the confirmation of a second person who holds `role`, or an approval, which the server alone judges.
 *
 * `within_m` asks for a position that near the customer's, known to `accuracy_m`; without it no position is
 * asked for. `activity_place_ok` lets the activity's position stand in for a piece that has none of its own.
 * `max_age_days` are periods of 24 hours. All limits are inclusive. Where there are `slots` each takes one
 * piece, and no piece lies in two; `count` says nothing then. `ask_server` marks one whose inputs the reader
 * may not know: wherever this is read it stands as waiting.
 */
export interface Requirement {
  readonly key: string;
  readonly type: "evidence" | "field" | "formula" | "confirmation" | "approval";
  readonly kind?: string | null;
  readonly field?: string | null;
  readonly count?: number;
  readonly within_m?: number | null;
  readonly accuracy_m?: number;
  readonly max_age_days?: number | null;
  readonly second_person?: boolean;
  readonly activity_place_ok?: boolean;
  readonly camera_only?: boolean;
  readonly formula?: string | null;
  readonly role?: string | null;
  readonly ask_server?: boolean;
  readonly slots?: readonly Slot[];
}

/**
 * The facts of one piece of evidence; times are RFC 3339.
 *
 * `content` names what was shown, usually a file's digest, so that one photo handed in thrice counts once;
 * null means there are words only. `seconded`: a person other than its author confirmed it. `read`: whether
 * the picture shows what its slot is for, null before anybody looked.
 */
export interface Evidence {
  readonly id: string;
  readonly kind: string;
  readonly state: EvidenceState;
  readonly captured_at: string | null;
  readonly received_at: string;
  readonly content: string | null;
  readonly place?: Position | null;
  readonly activity_place?: Position | null;
  readonly seconded?: boolean;
  readonly source?: string | null;
  readonly slot?: string | null;
  readonly read?: boolean | null;
}

/** Somebody's word for the requirement of that key; `roles` are those he held when he gave it. */
export interface Confirmation {
  readonly requirement: string;
  readonly by: string;
  readonly roles?: readonly string[];
  readonly withdrawn?: boolean;
}

/**
 * What counts beside fields and evidence.
 *
 * `formulas` holds what each formula came to, by the key of its requirement; `involved` are the record's owner
 * and who did the work: none of them is a second person.
 */
export interface Beside {
  readonly formulas?: Readonly<Record<string, boolean | null>>;
  readonly confirmations?: readonly Confirmation[];
  readonly involved?: readonly string[];
}

/** Why a piece does not count; `evidence` is null where the reason is about none in particular. */
export interface Reason {
  readonly code: ReasonCode;
  readonly facts: Readonly<Record<string, number | string | null>>;
  readonly evidence: string | null;
}

/** The state a piece gets on receipt, and why it is not proven. */
export interface Verdict {
  readonly state: EvidenceState;
  readonly why: readonly Reason[];
}

/**
 * How one requirement stands: `have` counts, `short_by` are missing still.
 *
 * `waiting` means that enough pieces are there and somebody else has to act on them.
 */
export interface Standing {
  readonly requirement: Requirement;
  readonly have: number;
  readonly short_by: number;
  readonly state: "missing" | "waiting" | "proven";
  readonly why: readonly Reason[];
}

type Facts = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
const ACCURACY_M = 100;

/**
 * How every requirement of a node stands; the gate is open when all are proven.
 *
 * `facts` are the record's values by field name, `site` is where the customer is. A piece counts if its state
 * is proven *and* it meets this requirement at `now`: it may have been proven for another.
 */
export function findGaps(
  requirements: readonly Requirement[],
  facts: Facts,
  trail: readonly Evidence[],
  site: Position | null,
  now: Date,
  beside: Beside = {},
): Standing[] {
  return requirements.map((ask) => {
    if (ask.ask_server || ask.type === "approval")
      return { requirement: ask, have: 0, short_by: 0, state: "waiting", why: [] };
    if (ask.type === "field") return fieldStanding(ask, facts);
    if (ask.type === "formula") return formulaStanding(ask, beside.formulas ?? {});
    if (ask.type === "confirmation") return confirmationStanding(ask, beside);
    return evidenceStanding(ask, trail, site, now);
  });
}

/** Whether nothing is owed any more. */
export const isOpen = (standings: readonly Standing[]): boolean =>
  standings.every((standing) => standing.state === "proven");

/**
 * The state of a piece on receipt, or judged again later, for the requirement it was made for.
 *
 * `ask` is null where no open requirement wants its kind. Rejected and imported stay what they are.
 */
export function judge(item: Evidence, ask: Requirement | null, site: Position | null, now: Date): Verdict {
  if (item.state === "rejected" || item.state === "imported") {
    return { state: item.state, why: byState(item) };
  }
  if (item.content === null) return { state: "claimed", why: [reason("claimed_only", item.id)] };
  const failed = ask ? failedChecks(item, ask, site, now) : [];
  if (failed.some((each) => each.code !== "no_site")) return { state: "claimed", why: failed };
  // Nobody has put the customer on the map: the check is still to come, the piece is not at fault.
  if (failed.length > 0) return { state: "waiting", why: failed };
  const owed = ask ? outstanding(item, ask) : [];
  return { state: owed.length > 0 ? "waiting" : "proven", why: owed };
}

/** Why somebody's word does not confirm a requirement; null if it does. */
export function objectTo(
  ask: Requirement,
  by: string,
  roles: readonly string[],
  involved: readonly string[],
): ReasonCode | null {
  if (involved.includes(by)) return "not_second_person";
  return ask.role == null || roles.includes(ask.role) ? null : "role_needed";
}

function fieldStanding(ask: Requirement, facts: Facts): Standing {
  if (isBlank(facts[ask.field ?? ""])) {
    const why = [reason("field_blank", null, { field: ask.field ?? null })];
    return { requirement: ask, have: 0, short_by: 1, state: "missing", why };
  }
  return { requirement: ask, have: 1, short_by: 0, state: "proven", why: [] };
}

function formulaStanding(ask: Requirement, formulas: Readonly<Record<string, boolean | null>>): Standing {
  const value = Object.hasOwn(formulas, ask.key) ? formulas[ask.key] : null;
  if (value === true) return { requirement: ask, have: 1, short_by: 0, state: "proven", why: [] };
  const why = [reason(value === false ? "formula_false" : "formula_blank", null)];
  return { requirement: ask, have: 0, short_by: 1, state: "missing", why };
}

/** Never missing: what is owed is owed by somebody else. */
function confirmationStanding(ask: Requirement, beside: Beside): Standing {
  const why: Reason[] = [];
  const about = { role: ask.role ?? null };
  for (const each of beside.confirmations ?? []) {
    if (each.requirement !== ask.key) continue;
    const code = each.withdrawn
      ? "withdrawn"
      : objectTo(ask, each.by, each.roles ?? [], beside.involved ?? []);
    if (code === null) return { requirement: ask, have: 1, short_by: 0, state: "proven", why: [] };
    why.push(reason(code, null, about));
  }
  if (why.length === 0) why.push(reason("unconfirmed", null, about));
  return { requirement: ask, have: 0, short_by: 1, state: "waiting", why };
}

function evidenceStanding(
  ask: Requirement,
  trail: readonly Evidence[],
  site: Position | null,
  now: Date,
): Standing {
  if (ask.slots?.length) return slotsStanding(ask, ask.slots, trail, site, now);
  const why: Reason[] = [];
  const counted = new Set<string>();
  const waiting = new Set<string>();
  for (const item of trail.filter((each) => each.kind === ask.kind)) {
    let reasons = objections(item, ask, site, now);
    const shown = shownBy(item);
    if (reasons.length === 0 && counted.has(shown)) reasons = [reason("same_content", item.id)];
    else if (reasons.length === 0) counted.add(shown);
    else if (reasons.every(isOutstanding)) waiting.add(shown);
    why.push(...reasons);
  }
  const [have, count] = [counted.size, ask.count ?? 1];
  if (have >= count) return { requirement: ask, have, short_by: 0, state: "proven", why: [] };
  if (ask.within_m != null && site === null && !why.some((each) => each.code === "no_site")) {
    why.push(reason("no_site", null));
  }
  const outstanding = [...waiting].filter((shown) => !counted.has(shown)).length;
  const state = have + outstanding >= count ? "waiting" : "missing";
  return { requirement: ask, have, short_by: count - have, state, why };
}

const isOutstanding = ({ code }: Reason): boolean => code === "waiting_check" || code === "slot_unread";

const shownBy = (item: Evidence): string => item.content || item.id;

function slotsStanding(
  ask: Requirement,
  slots: readonly Slot[],
  trail: readonly Evidence[],
  site: Position | null,
  now: Date,
): Standing {
  const why: Reason[] = [];
  const counted: Evidence[] = [];
  const waiting: Evidence[] = [];
  for (const item of trail.filter((each) => each.kind === ask.kind)) {
    const reasons = objections(item, ask, site, now);
    if (reasons.length === 0) counted.push(item);
    else if (reasons.every(isOutstanding)) waiting.push(item);
    why.push(...reasons);
  }
  const lying = (items: readonly Evidence[]) => items.map((each) => [each.slot, shownBy(each)] as const);
  const [filled, coming] = [fill(slots, lying(counted)), fill(slots, lying([...counted, ...waiting]))];
  const used = new Set(filled.values());
  for (const item of counted) {
    if (!filled.has(item.slot ?? "") && used.has(shownBy(item))) why.push(reason("same_content", item.id));
  }
  if (ask.within_m != null && site === null && !why.some((each) => each.code === "no_site")) {
    why.push(reason("no_site", null));
  }
  for (const { key } of slots) if (!coming.has(key)) why.push(reason("slot_empty", null, { slot: key }));
  const [have, needed] = [filled.size, slots.length];
  if (have >= needed) return { requirement: ask, have, short_by: 0, state: "proven", why: [] };
  const state = coming.size >= needed ? "waiting" : "missing";
  return { requirement: ask, have, short_by: needed - have, state, why };
}

/** Why a piece does not count for a requirement now; nothing if it does. */
function objections(item: Evidence, ask: Requirement, site: Position | null, now: Date): readonly Reason[] {
  if (item.state === "rejected" || item.state === "imported") return byState(item);
  const failed = failedChecks(item, ask, site, now);
  if (failed.length > 0) return failed;
  if (item.state === "waiting") {
    const owed = outstanding(item, ask);
    return owed.length > 0 ? owed : byState(item);
  }
  if (item.state !== "proven") return byState(item);
  return ask.second_person && !item.seconded ? [reason("waiting_check", item.id)] : [];
}

/** What somebody else has still to find of a piece that has failed no check. */
function outstanding(item: Evidence, ask: Requirement): Reason[] {
  const slot = ask.slots?.find((each) => each.key === item.slot);
  const reads = slot !== undefined && isRead(slot);
  const read = item.read ?? null;
  if (slot && reads && read === false) return [reason("slot_unread", item.id, { slot: slot.key })];
  if ((reads && read === null) || (ask.second_person && !item.seconded)) {
    return [reason("waiting_check", item.id)];
  }
  return [];
}

function byState(item: Evidence): Reason[] {
  const codes: Record<EvidenceState, ReasonCode | null> = {
    claimed: "claimed_only",
    waiting: "waiting_check",
    proven: null,
    rejected: "rejected",
    imported: "imported_never_counts",
  };
  const code = codes[item.state];
  return code ? [reason(code, item.id)] : [];
}

/** What speaks against a piece for this requirement; all of it, so that one return trip mends it. */
function failedChecks(item: Evidence, ask: Requirement, site: Position | null, now: Date): Reason[] {
  return [
    ...(ask.max_age_days != null ? checkAge(item, ask.max_age_days, now) : []),
    ...(ask.within_m != null ? checkPlace(item, ask, ask.within_m, site) : []),
    ...(ask.camera_only && item.source !== "camera" ? [reason("not_from_camera", item.id)] : []),
    ...(ask.slots?.length && !ask.slots.some((each) => each.key === item.slot)
      ? [reason("no_slot", item.id)]
      : []),
  ];
}

function checkAge(item: Evidence, limit: number, now: Date): Reason[] {
  if (item.captured_at === null) return [reason("no_time", item.id)];
  // Nothing is made after it was received: a clock put forward does not keep a photo fresh.
  const days =
    (now.getTime() - Math.min(Date.parse(item.captured_at), Date.parse(item.received_at))) / DAY_MS;
  return days <= limit ? [] : [reason("too_old", item.id, { days: Math.ceil(days), limit })];
}

function checkPlace(item: Evidence, ask: Requirement, within_m: number, site: Position | null): Reason[] {
  const place = item.place ?? (ask.activity_place_ok ? item.activity_place : null);
  if (!place) return [reason("no_position", item.id)];
  const failed: Reason[] = [];
  const [accuracy_m, limit_m] = [place.accuracy_m ?? null, ask.accuracy_m ?? ACCURACY_M];
  if (accuracy_m === null || !(accuracy_m <= limit_m)) {
    failed.push(reason("poor_accuracy", item.id, { accuracy_m, limit_m }));
  }
  if (site === null) return [...failed, reason("no_site", item.id)];
  const distance = measureDistance(place, site);
  if (distance > within_m) {
    failed.push(reason("too_far", item.id, { distance_m: shownDistance(distance, within_m), within_m }));
  }
  return failed;
}

/** Whole metres that still look too far: 200.3 is shown as 201 where 200 are allowed. */
function shownDistance(distance: number, within_m: number): number {
  const nearest = Math.floor(distance + 0.5);
  return nearest > within_m ? nearest : Math.ceil(distance);
}

/** Said out, because Python and the browser mean different things by white space. */
const UNSEEN = /^[\s\u001c-\u001f\u0085\u200b-\u200d\u2060\ufeff]*$/u;

/** Whether nobody would see anything of a text on a page. */
const isUnseen = (text: string): boolean => UNSEEN.test(text);

/** Nothing, white space, an empty list or an empty object. Zero and no are answers. */
function isBlank(value: unknown): boolean {
  if (typeof value === "string") return isUnseen(value);
  if (value === null || value === undefined) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

const reason = (code: ReasonCode, evidence: string | null, facts: Reason["facts"] = {}): Reason => ({
  code,
  facts,
  evidence,
});
