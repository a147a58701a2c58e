import { number } from "./format";
import { useLabel, useWords } from "./language";
import type { Asked, Reason, Requirement } from "./shapes";

const fact = (reason: Reason, name: string): number => Math.round(Number(reason.facts?.[name] ?? 0));

export interface GateWords {
  /** What is asked for, by name. */
  title: (asked: Requirement) => string;
  /** How much there is, how much it takes, under which conditions, and why some of it did not count. */
  detail: (asked: Asked) => string;
  reason: (reason: Reason) => string;
}

/** Puts the requirements of a gate into words; both faces say the same. */
export function useGateWords(): GateWords {
  const words = useWords();
  const label = useLabel();
  const title = (asked: Requirement): string => {
    if (asked.type === "field") return words.gate.field(label(asked.label, asked.field));
    return label(asked.label, asked.kind ?? asked.role ?? asked.key);
  };
  const reason = (each: Reason, asked?: Asked): string => {
    const { reasons } = words;
    if (each.code === "slot_empty" || each.code === "slot_unread") {
      const key = String(each.facts?.["slot"] ?? "");
      return reasons[each.code](label(asked?.slots?.find((slot) => slot.key === key)?.label ?? null, key));
    }
    if (each.code === "too_far") return reasons.too_far(fact(each, "distance_m"), fact(each, "within_m"));
    if (each.code === "poor_accuracy")
      return reasons.poor_accuracy(fact(each, "accuracy_m"), fact(each, "limit_m"));
    if (each.code === "too_old") return reasons.too_old(fact(each, "days"), fact(each, "limit"));
    const plain = reasons as Record<string, unknown>;
    const found = plain[each.code];
    return typeof found === "string" ? found : each.code;
  };
  const detail = (asked: Asked): string => {
    if (asked.ask_server) return words.gate.askServer;
    if (asked.type === "field") return "";
    if (asked.type !== "evidence") {
      const names = (asked.confirmed_by ?? []).map((person) => person.label ?? "").filter(Boolean);
      if (names.length > 0) return words.gate.confirmed(names.join(words.gate.and));
      return [...new Set(asked.why.map((each) => reason(each)))].join(words.gate.and);
    }
    const terms = [words.gate.have(asked.have, asked.count ?? 1)];
    if (asked.within_m) terms.push(words.gate.within(asked.within_m));
    if (asked.max_age_days) terms.push(words.gate.fresh(asked.max_age_days));
    const counted = new Map<string, number>();
    for (const each of asked.why) {
      const said = reason(each, asked);
      counted.set(said, (counted.get(said) ?? 0) + 1);
    }
    const why = [...counted].map(([text, n]) => (n > 1 ? `${text} × ${number(n)}` : text));
    return [terms.join(words.gate.and), why.join(words.gate.and)].filter(Boolean).join(words.gate.stop);
  };
  return { title, detail, reason };
}

/** Missing first, waiting next; what has passed is folded into one line. */
export function sortAsked(asked: Asked[]): { owed: Asked[]; passed: Asked[] } {
  const rank = { missing: 0, waiting: 1, proven: 2 };
  const sorted = [...asked].sort((a, b) => rank[a.state] - rank[b.state]);
  return {
    owed: sorted.filter((each) => each.state !== "proven"),
    passed: sorted.filter((each) => each.state === "proven"),
  };
}
