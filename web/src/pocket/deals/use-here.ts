import { useEffect, useState } from "react";
import { isPlace, idOf } from "@/app/values";
import type { Me, Place, Process, RecordRow } from "@/app/shapes";
import {
  isUnsent,
  useEvidence,
  useGate,
  useObjects,
  useOutbox,
  useProcessOf,
  useRecord,
  useWho,
  type Operation,
} from "../data";
import { readPiece, type Piece } from "./evidence";
import { gateHere, nextNode, type GateHere } from "./here";

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

interface Read {
  process: Process | undefined;
  deal: RecordRow | undefined;
  customer: RecordRow | undefined;
  unsent: readonly Operation[];
  me: Me;
}

/** What the formulas of a deal's next gate come to; their reader is fetched where there is one. */
function useFormulas({ process, deal, customer, unsent, me }: Read) {
  const shapes = useObjects().data;
  const [reader, setReader] = useState<typeof import("./formulas") | null>(null);
  const asks = nextNode(process, deal?.["stage"])?.requires ?? [];
  const wanted = asks.some((ask) => ask.tree !== undefined);
  useEffect(() => {
    if (wanted && !reader) void import("./formulas").then((found) => setReader(found));
  }, [wanted, reader]);
  if (!wanted || !reader || !deal || !shapes) return {};
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: me.zone }).format(new Date(me.now));
  return reader.readFormulas(asks, {
    object: "deal",
    row: deal,
    far: customer ? { [customer.id]: customer } : {},
    shapes,
    changed: unsent.some((each) => Object.keys(each.shown).length > 0),
    currency: me.currency,
    clock: { today: day, now: me.now, zone: me.zone },
  });
}

/** A deal before its gate, by all this phone knows: the server's word, and what is still on its way there. */
export function useHere(id: string, wanted = true): Here {
  const me = useWho();
  const deal = useRecord("deal", id, wanted);
  const gate = useGate("deal", id, wanted && id !== "");
  const evidence = useEvidence(id, wanted && id !== "");
  const customerId = idOf(deal.data?.["customer"]) ?? "";
  const customer = useRecord("customer", customerId, customerId !== "").data;
  const place = customer?.["place"];
  const process = useProcessOf(deal.data);
  const unsent = useOutbox().filter(
    (each) => (each.deal?.id === id || each.about?.id === id) && isUnsent(each),
  );
  const site = isPlace(place) ? place : null;
  const pieces = (evidence.data ?? []).map(readPiece);
  const formulas = useFormulas({ process, deal: deal.data, customer, unsent, me });
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
            now: new Date(me.now),
            formulas,
          }),
    failure: (deal.data ? null : deal.error) ?? (gate.data || deal.data ? null : gate.error),
    again: () => void Promise.all([deal.refetch(), gate.refetch(), evidence.refetch()]),
  };
}
