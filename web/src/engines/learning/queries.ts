import { useQuery } from "@tanstack/react-query";
import type { RecordRow } from "@/app/shapes";
import { idOf, isReference } from "@/app/values";
import { act } from "@/app/writes";
import { departmentsQuery, list, objectionsQuery, packsQuery, scriptsQuery } from "./kept";
import type { Adoption, Best, Pack, PackStep, Source, Worths } from "./shapes";

/** Figures follow records of many kinds, so that they are asked anew whenever the page is opened. */
export const useBest = (measure: string, months: { since: string; until: string } | null) =>
  useQuery({
    queryKey: ["learning", "best", measure, months],
    queryFn: async () => (await act<Best>("compare_best", { measure, ...(months ?? {}) })).result,
  });

export const useWorths = (enabled = true) =>
  useQuery({
    queryKey: ["learning", "scripts"],
    queryFn: async () => (await act<Worths>("look_at_scripts", {})).result,
    enabled,
  });

export const useAdoption = (pack: string, enabled: boolean) =>
  useQuery({
    queryKey: ["learning", "adoption", pack],
    queryFn: async () => (await act<Adoption>("look_at_adoption", {}, pack)).result,
    enabled,
  });

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function parsed<T>(value: unknown, otherwise: T): T {
  try {
    return (JSON.parse(text(value)) as T | null) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export const packOf = (row: RecordRow): Pack => ({
  id: row.id,
  version: row.version,
  title: text(row["title"]),
  line: text(row["line"]),
  edition: Number(row["edition"] ?? 1),
  state: (text(row["state"]) || "draft") as Pack["state"],
  team: isReference(row["team"]) ? row["team"] : null,
  stages: text(row["stages"]).split(",").filter(Boolean),
  product: isReference(row["product"]) ? row["product"] : null,
  steps: parsed<PackStep[]>(row["steps"], []),
  source: parsed<Source | null>(row["source"], null),
  published: text(row["published_at"]),
});

export const useAllPacks = () =>
  useQuery({ ...list("action_pack", "all", null), select: (page) => page.items.map(packOf) });

export const usePacksInForce = (enabled = true) =>
  useQuery({ ...packsQuery, select: (page) => page.items.map(packOf), enabled });

export const useParents = (enabled = true) =>
  useQuery({
    ...departmentsQuery,
    select: (page) => new Map(page.items.map((row) => [row.id, idOf(row["parent"])])),
    enabled,
  });

export const useScripts = (enabled = true) => useQuery({ ...scriptsQuery, enabled });

export const useObjections = (enabled = true) => useQuery({ ...objectionsQuery, enabled });
