import { labelIn, useLanguage } from "@/app/language";
import type { Asked, Field, Reason } from "@/app/shapes";
import { useChoices, useDealProcess, useObject } from "../data";
import { usePocketWords } from "../words";

const count = (value: unknown): number => (typeof value === "number" ? value : Number(value ?? 0));

/** Puts what the server says in codes and numbers into words; names come from the blueprint. */
export function useSaying() {
  const words = usePocketWords();
  const language = useLanguage();
  const kinds = useChoices("evidence", "kind");
  const types = useChoices("activity", "type");
  const fields = useObject("deal").data?.fields ?? [];
  const nodes = useDealProcess()?.nodes ?? [];

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
  };

  /** What one requirement still asks for: 1 张现场照片. */
  const owed = (ask: Asked) =>
    ask.type === "field"
      ? words.gate.fillIn(field(ask.field ?? ask.key))
      : words.gate.pieces(kind(ask.kind ?? ask.key), ask.short_by, ask.kind ?? "");

  return {
    kind,
    field,
    owed,
    /** How a gate stands, in one line: what is missing, or else what waits for somebody's check. */
    stands: (asks: readonly Asked[]) => {
      const missing = asks.filter((ask) => ask.state === "missing");
      if (missing.length > 0) return words.gate.owes(missing.map(owed).join(words.and));
      const waiting = asks.filter((ask) => ask.state === "waiting");
      return words.gate.waits(waiting.map((ask) => kind(ask.kind ?? ask.key)).join(words.and));
    },
    type: (key: string) => named(types, key),
    stage: (key: string) => named(nodes, key),
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
