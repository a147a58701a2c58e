import { isPlace, idOf } from "@/app/values";
import type { Place, RecordRow } from "@/app/shapes";
import { isUnsent, useEvidence, useGate, useOutbox, useProcessOf, useRecord, useWho } from "../data";
import { readPiece, type Piece } from "./evidence";
import { gateHere, type GateHere } from "./here";

export interface Here {
  deal: RecordRow | undefined;
  pieces: Piece[];
  site: Place | null;
  gate: GateHere | undefined;
  process: ReturnType<typeof useProcessOf>;
  /** What stood in the way of reading, where nothing is known instead. */
  failure: unknown;
  again: () => void;
}

/** A deal before its gate, by all this phone knows: the server's word, and what is still on its way there. */
export function useHere(id: string, wanted = true): Here {
  const { now } = useWho();
  const deal = useRecord("deal", id, wanted);
  const gate = useGate("deal", id, wanted && id !== "");
  const evidence = useEvidence(id, wanted && id !== "");
  const customerId = idOf(deal.data?.["customer"]) ?? "";
  const place = useRecord("customer", customerId, customerId !== "").data?.["place"];
  const process = useProcessOf(deal.data);
  const unsent = useOutbox().filter(
    (each) => (each.deal?.id === id || each.about?.id === id) && isUnsent(each),
  );
  const site = isPlace(place) ? place : null;
  const pieces = (evidence.data ?? []).map(readPiece);
  return {
    deal: deal.data,
    pieces,
    site,
    process,
    // Without the server's word and before what was handed in is known, anything said would be a guess.
    gate:
      !gate.data && evidence.isLoading
        ? undefined
        : gateHere({
            gate: gate.data,
            process,
            deal: deal.data,
            pieces,
            unsent,
            site,
            now: new Date(now),
          }),
    failure: (deal.data ? null : deal.error) ?? (gate.data || deal.data ? null : gate.error),
    again: () => void Promise.all([deal.refetch(), gate.refetch(), evidence.refetch()]),
  };
}
