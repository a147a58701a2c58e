import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchPage } from "@/app/queries";
import type { Filter } from "@/app/shapes";
import { act } from "@/app/writes";
import type { Explained, Scoring } from "./shapes";

const MOST = 100;
const LEARNING_MS = 4000;
const OPEN: Filter = [
  "and",
  ["score", "empty", false],
  ["or", ["status", "empty", true], ["status", "in", ["new", "working"]]],
];

/** Open leads, the best first. Under the records' key, so that what the stream says asks them anew. */
export const useRanked = (topOnly: boolean, enabled = true) =>
  useQuery({
    queryKey: ["records", "lead", "ranked", topOnly],
    queryFn: async ({ signal }) => {
      const filter: Filter = topOnly ? ["and", OPEN, ["score_top", "=", true]] : OPEN;
      return (await fetchPage("lead", { filter, sort: "-score", limit: MOST }, undefined, signal)).items;
    },
    placeholderData: (before) => before,
    enabled,
  });

/** Why a lead has its score; `of` is what its row says of it, so that a new score is asked about anew. */
export const useExplained = (lead: string | undefined, of: unknown) =>
  useQuery({
    queryKey: ["records", "lead", "explained", lead, of],
    queryFn: async () => (await act<Explained>("explain_lead_score", {}, lead ?? "")).result,
    enabled: Boolean(lead),
    placeholderData: (before) => before,
  });

export const useScoring = (enabled: boolean) =>
  useQuery({
    queryKey: ["scoring"],
    queryFn: async () => (await act<Scoring>("show_lead_model", {})).result,
    enabled,
    refetchInterval: (query) =>
      query.state.data?.versions.some((each) => each.state === "waiting") ? LEARNING_MS : false,
  });

/** What sales operations do about it; what is shown is asked anew after each. */
export function useScoringDeeds() {
  const client = useQueryClient();
  const anew = () => client.invalidateQueries({ queryKey: ["scoring"] });
  const train = useMutation({ mutationFn: () => act("train_lead_model", {}), onSettled: anew });
  const activate = useMutation({
    mutationFn: (number: number) => act("activate_lead_model", { number }),
    onSettled: anew,
  });
  return { train, activate };
}
