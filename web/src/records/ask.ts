import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { ListAsk } from "@/app/queries";
import type { Filter } from "@/app/shapes";

/** One condition `[field, op, value]`, or a nested one a door may have brought along. */
export type Condition = Filter;
export type Simple = [string, string, unknown];

export const isSimple = (condition: Condition): condition is Simple =>
  !["and", "or", "not"].includes(condition[0]);

export function conditionsOf(filter: Filter | null | undefined): Condition[] {
  if (!filter) return [];
  return filter[0] === "and" ? (filter.slice(1) as Condition[]) : [filter];
}

export function filterOf(conditions: Condition[]): Filter | null {
  const [first] = conditions;
  if (!first) return null;
  return conditions.length === 1 ? first : ["and", ...conditions];
}

function parse(text: string | null): Filter | null {
  if (!text) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && typeof value[0] === "string" ? (value as Filter) : null;
  } catch {
    return null;
  }
}

/** An address of a list that shows exactly these records: what a number-door opens. */
export function listAddress(object: string, filter: Filter | null, sort = ""): string {
  const query = new URLSearchParams();
  if (filter) query.set("f", JSON.stringify(filter));
  if (sort) query.set("s", sort);
  const text = query.toString();
  return text ? `/o/${object}?${text}` : `/o/${object}`;
}

export interface ListState {
  ask: ListAsk;
  /** The saved view the list is looked at through. */
  view: string;
  conditions: Condition[];
  setConditions: (next: Condition[]) => void;
  setSearch: (text: string) => void;
  setSort: (sort: string) => void;
}

/** The list's question lives in the address, so that it can be shared, reloaded and gone back to. */
export function useListState(firstSort: string): ListState {
  const [params, setParams] = useSearchParams();
  const f = params.get("f");
  const sort = params.get("s") ?? firstSort;
  const search = params.get("q") ?? "";
  const filter = useMemo(() => parse(f), [f]);
  const put = (name: string, value: string, replace: boolean) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace },
    );
  return {
    view: params.get("v") ?? "",
    ask: { filter, sort, search },
    conditions: conditionsOf(filter),
    setConditions: (next) => put("f", next.length ? JSON.stringify(filterOf(next)) : "", false),
    setSearch: (text) => put("q", text, true),
    setSort: (next) => put("s", next, true),
  };
}

/** Sorted ascending → descending → not at all. */
export function nextSort(sort: string, field: string): string {
  if (sort === field) return `-${field}`;
  return sort === `-${field}` ? "" : field;
}

export function sortedBy(sort: string, field: string): "ascending" | "descending" | "none" {
  if (sort === field) return "ascending";
  return sort === `-${field}` ? "descending" : "none";
}
