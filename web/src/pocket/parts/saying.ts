import { labelIn, useLanguage, useWords } from "@/app/language";
import type { Asked, Field, Reason } from "@/app/shapes";
import { useChoices, useDealProcesses, useObject, useWho } from "../data";
import { emptySlots } from "../deals/evidence";
import { usePocketWords } from "../words";

const count = (value: unknown): number => (typeof value === "number" ? value : Number(value ?? 0));

/**
 * Puts what the server says in codes and numbers into words; names come from the blueprint. Stages are named
 * as the process of that key names them.
 */
export function useSaying(process?: string) {
  const words = usePocketWords();
  const all = useWords();
  const language = useLanguage();
  const kinds = useChoices("evidence", "kind");
  const types = useChoices("activity", "type");
  const fields = useObject("deal").data?.fields ?? [];
  const me = useWho();
  const processes = useDealProcesses();
  const own = processes.filter((each) => each.key === process);
  const nodes = (own.length > 0 ? own : processes).flatMap((each) => each.nodes);

  const named = (from: { key: string; label: Field["label"] }[], key: string) =>
    labelIn(language, from.find((each) => each.key === key)?.label, key);
  const kind = (key: string) => named(kinds, key);
  const field = (name: string) => labelIn(language, fields.find((each) => each.name === name)?.label, name);

  const reasons: Record<string, (facts: Record<string, unknown>) => string> = {
    too_far: (facts) => words.reasons.tooFar(count(facts["distance_m"]), count(facts["within_m"])),
    no_position: () => words.reasons.noPosition,
    poor_accuracy: (facts) =>
      facts["accuracy_m"] === null
        ? words.reasons.noAccuracy
        : words.reasons.poorAccuracy(Math.round(count(facts["accuracy_m"])), count(facts["limit_m"])),
    no_site: () => words.reasons.noSite,
    too_old: (facts) => words.reasons.tooOld(count(facts["days"]), count(facts["limit"])),
    no_time: () => words.reasons.noTime,
    claimed_only: () => words.reasons.claimedOnly,
    waiting_check: () => words.reasons.waitingCheck,
    rejected: () => words.reasons.rejected,
    imported_never_counts: () => words.reasons.imported,
    same_content: () => words.reasons.sameContent,
    field_blank: (facts) => words.reasons.fieldBlank(field(String(facts["field"] ?? ""))),
    not_from_camera: () => words.reasons.notFromCamera,
    no_slot: () => words.reasons.noSlot,
    slot_empty: (facts) => words.reasons.slotEmpty(slot(String(facts["slot"] ?? ""))),
    slot_unread: (facts) => words.reasons.slotUnread(slot(String(facts["slot"] ?? ""))),
    formula_false: () => words.reasons.formulaFalse,
    formula_blank: () => words.reasons.formulaBlank,
    unconfirmed: () => words.reasons.unconfirmed,
    not_second_person: () => words.reasons.notSecondPerson,
    role_needed: (facts) => words.reasons.roleNeeded(role(String(facts["role"] ?? ""))),
    withdrawn: () => words.reasons.withdrawn,
  };

  /** A slot by its name in any process: a key means the same wherever it is. */
  function slot(key: string): string {
    const slots = nodes.flatMap((node) => node.requires).flatMap((each) => each.slots ?? []);
    return labelIn(language, slots.find((each) => each.key === key)?.label, key);
  }

  /** The names of the slots a requirement still misses, or nothing where it has none. */
  const slotsOwed = (ask: Asked) => emptySlots(ask).map(slot).join(words.and);

  /** A role by its name, as far as this phone knows it. */
  function role(key: string): string {
    const mine = me.roles.find((each) => each.key === key);
    const shared = (all.roles as Record<string, string | undefined>)[key];
    return labelIn(language, mine?.label, shared ?? key);
  }

  /** What one requirement still asks for: 1 张现场照片. */
  const owed = (ask: Asked) => {
    if (ask.type === "formula" || ask.type === "confirmation" || ask.ask_server)
      return labelIn(language, ask.label, ask.key);
    const slots = slotsOwed(ask);
    if (slots) return words.gate.slots(kind(ask.kind ?? ask.key), slots);
    return ask.type === "field"
      ? words.gate.fillIn(field(ask.field ?? ask.key))
      : words.gate.pieces(kind(ask.kind ?? ask.key), ask.short_by, ask.kind ?? "");
  };

  /** What waits for somebody else, by name. */
  const awaited = (ask: Asked) =>
    ask.type === "evidence" ? kind(ask.kind ?? ask.key) : labelIn(language, ask.label, ask.key);

  return {
    kind,
    field,
    role,
    slot,
    slotsOwed,
    owed,
    awaited,
    /** How a gate stands, in one line: what is missing, or else what waits for somebody's check. */
    stands: (asks: readonly Asked[]) => {
      const missing = asks.filter((ask) => ask.state === "missing");
      if (missing.length > 0) return words.gate.owes(missing.map(owed).join(words.and));
      const waiting = asks.filter((ask) => ask.state === "waiting");
      const people = waiting.filter((ask) => ask.type === "confirmation");
      const say =
        people.length === waiting.length && people.length > 0 ? words.gate.toConfirm : words.gate.waits;
      return say(waiting.map(awaited).join(words.and));
    },
    type: (key: string) => named(types, key),
    /** A stage of the process given, else of the one these words are for, else of any. */
    stage: (key: string, of?: string) =>
      named(processes.find((each) => each.key === of)?.nodes ?? nodes, key),
    reason: (why: Reason) => reasons[why.code]?.(why.facts ?? {}) ?? words.reasons.unknown(why.code),
    /** What it asks of each piece: 距客户 200 米以内，30 天以内. */
    terms: (ask: Asked) =>
      [
        ask.within_m == null ? "" : words.gate.within(ask.within_m),
        ask.max_age_days == null ? "" : words.gate.fresh(ask.max_age_days),
      ]
        .filter(Boolean)
        .join(words.comma),
  };
}

export type Saying = ReturnType<typeof useSaying>;
