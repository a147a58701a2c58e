import { openingTap } from "../device/tap";
import type { Draft } from "./draft";

/** Longer is a form that was left lying, and no measure of anything. */
const LEFT_LYING_MS = 1_800_000;

/** By what a log is about: when the tap fell that opened it. It dies with the page, as its clock does. */
const opened = new Map<string, number>();

/** A log that is opened blank begins anew; one that goes on keeps its beginning. */
export function beginLog(subject: string, blank: boolean): void {
  if (blank) opened.set(subject, openingTap());
}

export const endLog = (subject: string): boolean => opened.delete(subject);

/** Milliseconds from the opening tap until now; null where nobody saw it. */
export function tookFor(subject: string): number | null {
  const from = opened.get(subject);
  if (from === undefined) return null;
  const took = Math.round(performance.now() - from);
  return took >= 0 && took < LEFT_LYING_MS ? took : null;
}

export const FILLED = ["contact", "decision_maker", "topic", "objection", "next_step", "next_on"] as const;

export type Filled = (typeof FILLED)[number];

/** Whether a field still holds what was said. */
export const isSpoken = (draft: Draft, field: Filled): boolean =>
  draft[field] !== "" && draft.spoken[field] === draft[field];

/** How many fields hold what was said, and how many what was entered by hand. */
export function countFilled(draft: Draft): { fields_spoken: number; fields_typed: number } {
  const filled = FILLED.filter((field) => draft[field].trim() !== "");
  const spoken = filled.filter((field) => isSpoken(draft, field)).length;
  return { fields_spoken: spoken, fields_typed: filled.length - spoken };
}
