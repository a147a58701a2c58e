export interface Person {
  id: string;
  name: string | null;
  title?: string | null;
  decision_role?: string | null;
  attitude?: string | null;
  influence?: string | null;
  reports_to?: string | null;
  left_on?: string | null;
}

export interface Spot {
  person: Person;
  /** Left edge and top edge. */
  x: number;
  y: number;
}

export interface Drawn {
  spots: Spot[];
  /** From a person up to the one he reports to, as ids. */
  lines: { from: Spot; to: Spot }[];
  width: number;
  height: number;
}

export const CARD = { width: 196, height: 78, across: 20, down: 44 };

/** Who weighs more stands further left: deciders first, then by influence and name. */
const ROLES = ["decider", "influencer", "gatekeeper", "buyer", "user"];
const WEIGHTS = ["high", "medium", "low"];

function rank(person: Person): number {
  const role = ROLES.indexOf(person.decision_role ?? "");
  const weight = WEIGHTS.indexOf(person.influence ?? "");
  return (role < 0 ? ROLES.length : role) * 4 + (weight < 0 ? 3 : weight);
}

const before = (a: Person, b: Person): number =>
  rank(a) - rank(b) || String(a.name).localeCompare(String(b.name)) || (a.id < b.id ? -1 : 1);

/**
 * A forest, heads above those who report to them. A head who is not among the people, or a line that leads
 * round, is left out: everybody stands somewhere, once.
 */
export function layOut(people: Person[]): Drawn {
  const known = new Map(people.map((each) => [each.id, each]));
  const below = new Map<string, Person[]>();
  const roots: Person[] = [];
  for (const each of [...people].sort(before)) {
    const head = each.reports_to ?? null;
    if (head !== null && known.has(head) && !leadsRound(each, known)) {
      below.set(head, [...(below.get(head) ?? []), each]);
    } else roots.push(each);
  }
  const spots: Spot[] = [];
  const lines: Drawn["lines"] = [];
  let edge = 0;
  let deepest = 0;
  const place = (person: Person, depth: number): Spot => {
    const mine = (below.get(person.id) ?? []).map((each) => place(each, depth + 1));
    const [first, last] = [mine[0], mine.at(-1)];
    const x = first && last ? (first.x + last.x) / 2 : edge;
    if (!first) edge += CARD.width + CARD.across;
    deepest = Math.max(deepest, depth);
    const spot = { person, x, y: depth * (CARD.height + CARD.down) };
    spots.push(spot);
    lines.push(...mine.map((from) => ({ from, to: spot })));
    return spot;
  };
  for (const each of roots) place(each, 0);
  return {
    spots,
    lines,
    width: Math.max(0, edge - CARD.across),
    height: people.length > 0 ? (deepest + 1) * (CARD.height + CARD.down) - CARD.down : 0,
  };
}

function leadsRound(person: Person, known: Map<string, Person>): boolean {
  const seen = new Set<string>([person.id]);
  let at = person.reports_to ?? null;
  while (at !== null) {
    if (seen.has(at)) return true;
    seen.add(at);
    at = known.get(at)?.reports_to ?? null;
  }
  return false;
}
