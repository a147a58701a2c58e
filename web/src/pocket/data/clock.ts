import { keys } from "@/app/queries";
import type { Me } from "@/app/shapes";
import { client } from "./client";

/** The company's time at a moment of this phone's clock, however wrong that is: the server told it its own. */
export function companyAt(at: number): string {
  const state = client.getQueryState<Me>(keys.me);
  if (!state?.data) return new Date(at).toISOString();
  return new Date(Date.parse(state.data.now) + at - state.dataUpdatedAt).toISOString();
}

/** The company's time now, as far as this phone knows it. */
export const companyNow = (): string => companyAt(Date.now());
