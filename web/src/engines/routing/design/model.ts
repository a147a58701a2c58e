import type { GivenObject, GivingRule, Layer, LayerAbout, Rules } from "../shapes";

export const blankRules = (about: GivenObject): Rules => ({ about, name: "", rules: [], pool: null });

export function blankRule(rules: Rules, name: { zh: string; en: string }): GivingRule {
  const taken = new Set(rules.rules.map((each) => each.key));
  let at = rules.rules.length + 1;
  while (taken.has(`rule_${at}`)) at += 1;
  return {
    key: `rule_${at}`,
    label: { zh: `${name.zh} ${at}`, en: `${name.en} ${at}` },
    layers: [],
    strategy: "round_robin",
    weights: {},
    wants: {},
    otherwise: "next",
    pool: null,
    working_hours: false,
  };
}

export const blankLayer = (about: LayerAbout): Layer => ({
  about,
  filter: about === "record" || about === "rep" ? ["and"] : null,
  departments: [],
  people: [],
  below: about === "load" ? 5 : null,
});

export const replaced = <T>(list: readonly T[], at: number, next: T): T[] =>
  list.map((each, index) => (index === at ? next : each));

export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);

/** The list with one of it a place further on, or back. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by;
  const one = list[at];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  const rest = without(list, at);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** What the server found wrong below a place, by the rest of it. */
export const faultsBelow = (faults: Record<string, string>, place: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(faults)
      .filter(([where]) => where.startsWith(`${place}.`))
      .map(([where, said]) => [where.slice(place.length + 1), said]),
  );
