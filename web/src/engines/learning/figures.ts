import { number } from "@/app/format";
import type { Unit, Value } from "@/insight/boards/shapes";
import { inShort, size } from "@/insight/boards/said";
import type { Behaviour, Figure, Person } from "./shapes";

type Units = Record<Unit, string>;

/** A mean or median of a behaviour. */
export const meanOf = (value: string | null, unit: Unit, units: Units): string =>
  value === null
    ? "—"
    : unit === "money"
      ? number(value, { maximumFractionDigits: 0 })
      : inShort(value, unit, units);

/** How good a value is beside the mean of the best, which is 1; further is better whichever way it counts. */
export function reach(behaviour: Behaviour, value: Value | undefined): number | null {
  const mine = size(value);
  const best = size(behaviour.best.mean);
  if (mine === null || best === null) return null;
  const [over, under] = behaviour.direction === "more" ? [mine, best] : [best, mine];
  if (under === 0) return over === 0 ? 1 : FAR;
  return Math.min(FAR, Math.max(0, over / under));
}

/** The end of a spoke: what is further out is drawn there. */
export const FAR = 1.5;

export const figureOf = (behaviour: Behaviour, person: string): Figure | undefined =>
  behaviour.rows.find((row) => row.group.owner.id === person);

export const medianOf = (behaviour: Behaviour, person: Person): string | null =>
  behaviour.teams.find((team) => team.id === person.team?.id)?.median ?? null;

/** Five steps of ink, the deepest for the best. */
export function inkOf(behaviour: Behaviour, value: string, all: readonly string[]): number {
  const order = [...all].map(Number).sort((a, b) => a - b);
  if (behaviour.direction === "less") order.reverse();
  const place = order.indexOf(Number(value));
  return order.length < 2 ? 2 : 1 + Math.round((place / (order.length - 1)) * 3);
}
