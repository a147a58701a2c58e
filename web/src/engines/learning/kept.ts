import { fetchPage } from "@/app/queries";
import type { Filter } from "@/app/shapes";

const MINUTES = 10 * 60_000;
const MOST = 200;

export const list = (object: string, what: string, filter: Filter | null) => ({
  queryKey: ["records", object, "list", what],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchPage(object, { limit: MOST, ...(filter ? { filter } : {}) }, undefined, signal),
  staleTime: MINUTES,
});

/** Lists the phone keeps like any other, so that it knows the next step and the scripts without network, too. */
export const packsQuery = list("action_pack", "in force", ["state", "=", "in_force"]);
export const departmentsQuery = list("department", "tree", null);
export const scriptsQuery = list("script", "in force", ["state", "=", "in_force"]);
export const objectionsQuery = list("objection", "all", null);
