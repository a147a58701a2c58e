import { useQuery } from "@tanstack/react-query";
import { fetchPage } from "@/app/queries";
import type { Filter, RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";
import type { Offer, Situation } from "./fitting";

const MOST = 300;
const MINUTES = 10;

const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A record of the library as far as it matters for offering it. */
export const offerOf = (row: RecordRow): Offer => ({
  id: row.id,
  title: text(row["title"]),
  keywords: text(row["keywords"]),
  product: idOf(row["product"]),
  industries: list(row["industries"]),
  stages: list(row["stages"]),
});

/** What a customer and a deal say about themselves that contents are made for. */
export const situationOf = (customer: RecordRow | undefined, deal: RecordRow | undefined): Situation => ({
  industry: text(customer?.["industry"]),
  stage: text(deal?.["stage"]),
  product: idOf(deal?.["product"]),
});

const IN_FORCE: Filter = ["and", ["state", "=", "in_force"], ["current", "empty", false]];

/** Everything that may be sent now: kept by the phone like any list, so that it offers without network, too. */
export const useLibrary = (enabled = true) =>
  useQuery({
    queryKey: ["records", "content", "list", "in force"],
    queryFn: ({ signal }) => fetchPage("content", { filter: IN_FORCE, limit: MOST }, undefined, signal),
    staleTime: MINUTES * 60_000,
    select: (page) => page.items.map(offerOf),
    enabled,
  });
