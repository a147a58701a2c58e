/**
 * Which pack a deal is on and how far it has gone: twin of prooftrail/sales/learning/rules/{packs,following}.py;
 * cases/learning holds both to it.
 */

/** What a pack is for; blank suits any. */
export interface Scope {
  id: string;
  team: string | null;
  stages: readonly string[];
  product: string | null;
  published: string;
}

export type Done = readonly [type: string, at: string];

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The closest pack: nearest department, then stage, then product, then the newest. */
export function packFor<T extends Scope>(
  packs: readonly T[],
  units: readonly string[],
  stage: string | null,
  product: string | null,
): T | null {
  const far = (each: T) => (each.team === null ? units.length : units.indexOf(each.team));
  const found = packs.filter(
    (each) =>
      (each.team === null || units.includes(each.team)) &&
      (each.stages.length === 0 || (stage !== null && each.stages.includes(stage))) &&
      (each.product === null || each.product === product),
  );
  found.sort(
    (a, b) =>
      far(a) - far(b) ||
      Number(a.stages.length === 0) - Number(b.stages.length === 0) ||
      Number(a.product === null) - Number(b.product === null) ||
      order(b.published, a.published) ||
      order(b.id, a.id),
  );
  return found[0] ?? null;
}

/** A department and those above it, the nearest first. */
export function chain(unit: string | null, parents: ReadonlyMap<string, string | null>): string[] {
  const found: string[] = [];
  for (let at = unit; at !== null && !found.includes(at); at = parents.get(at) ?? null) found.push(at);
  return found;
}

/** For each step which of the done ones it was: the first of its type after the step taken before it. */
export function followed(steps: readonly string[], done: readonly Done[]): (number | null)[] {
  const ranks = done.map((_, at) => at).sort((a, b) => order(at(done, a), at(done, b)) || a - b);
  let taken = -1;
  return steps.map((type) => {
    const place = ranks.findIndex((each, rank) => rank > taken && done[each]?.[0] === type);
    if (place < 0) return null;
    taken = place;
    return ranks[place] ?? null;
  });
}

const at = (done: readonly Done[], place: number): string => done[place]?.[1] ?? "";

/** The first step not taken after the last one that was; null where the pack is through. */
export function nextStep(found: readonly (number | null)[]): number | null {
  const last = found.reduce<number>((before, each, place) => (each === null ? before : place), -1);
  return last + 1 < found.length ? last + 1 : null;
}
