import { Link, useParams } from "react-router";
import { useLabel, useLanguage } from "@/app/language";
import { date, shortDay } from "@/app/format";
import type { Gate, RecordRow } from "@/app/shapes";
import { idOf, isPlace, labelOf } from "@/app/values";
import { LinkButton } from "@/ui/button";
import { StageRail, type Station } from "@/ui/stage-rail";
import { Failed, Loading } from "@/ui/states";
import { useDealProcess, useEvidence, useGate, useRecord, useStageChanges, type StageChange } from "../data";
import { EditDoor } from "../forms/door";
import { FormFacts } from "../forms/facts";
import { Distance } from "../parts/distance";
import { useSaying } from "../parts/saying";
import { Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { readPiece, sealOf, type Piece } from "./evidence";
import { Exits } from "./exits";
import { DealTrail } from "./trail";
import "./page.css";

export function Deal() {
  const words = usePocketWords();
  const { id = "" } = useParams();
  const deal = useRecord("deal", id);
  const gate = useGate("deal", id);
  const evidence = useEvidence(id);
  const changes = useStageChanges(id);
  const failure = deal.error ?? gate.error;
  const pieces = (evidence.data ?? []).map(readPiece);
  const dock = (
    <div className="row">
      <LinkButton icon="plus" to={`/log?deal=${id}`}>
        {words.tabs.log}
      </LinkButton>
      {gate.data?.next ? (
        <LinkButton kind="ink" to={`/deals/${id}/gate`}>
          {words.deals.toGate}
        </LinkButton>
      ) : null}
    </div>
  );
  return (
    <Page
      title={deal.data ? String(deal.data["name"]) : words.deals.one}
      up="/deals"
      dock={deal.data ? dock : undefined}
    >
      {failure ? <Failed cause={failure} onRetry={() => void deal.refetch()} /> : null}
      {!failure && !deal.data ? <Loading lines={8} /> : null}
      {deal.data ? (
        <>
          <About deal={deal.data} />
          {gate.data ? <Road gate={gate.data} pieces={pieces} changes={changes.data ?? []} /> : null}
          <Sheet title={words.deals.trail}>
            <DealTrail deal={id} pieces={pieces} changes={changes.data ?? []} />
          </Sheet>
          {gate.data && gate.data.exits.length > 0 ? <Exits deal={id} gate={gate.data} /> : null}
        </>
      ) : null}
    </Page>
  );
}

/** The heading says it. */
const ABOVE = ["customer"];

function About({ deal }: { deal: RecordRow }) {
  const words = usePocketWords();
  const customerId = idOf(deal["customer"]);
  const customer = useRecord("customer", customerId ?? "", customerId !== null);
  const place = customer.data?.["place"];
  return (
    <Sheet
      title={
        customerId ? (
          <Link className="reach" to={`/customers/${customerId}`}>
            {labelOf(deal["customer"])}
          </Link>
        ) : (
          words.deals.noCustomer
        )
      }
      note={isPlace(place) ? <Distance to={place} /> : null}
    >
      <FormFacts object="deal" record={deal} except={ABOVE} />
      <EditDoor object="deal" to={`/deals/${deal.id}/edit`} />
    </Sheet>
  );
}

interface RoadProps {
  gate: Gate;
  pieces: Piece[];
  changes: readonly StageChange[];
}

/** The stages one below the other; the bar is the gate that is still shut. */
function Road({ gate, pieces, changes }: RoadProps) {
  const words = usePocketWords();
  const say = useSaying();
  const label = useLabel();
  const language = useLanguage();
  const process = useDealProcess();
  if (!process) return null;
  const nodes = process.nodes.filter((node) => node.end !== "lost" || node.key === gate.stage);
  const here = nodes.findIndex((node) => node.key === gate.stage);
  const entered = (key: string) => changes.find((change) => change.to === key)?.at ?? null;
  const stations = nodes.map((node, index): Station => {
    const at = node.key === gate.stage ? gate.entered_at : entered(node.key);
    const next = node.key === gate.next;
    return {
      key: node.key,
      label: label(node.label, node.key),
      state: index <= here ? sealOf(node, pieces) : null,
      note: next
        ? gate.open
          ? words.gate.isOpen
          : say.stands(gate.requirements)
        : at && index <= here
          ? at.length === 10
            ? date(at, language)
            : shortDay(at, language)
          : null,
      done: index <= here,
      here: index === here,
      gate: next && !gate.open,
    };
  });
  return (
    <Sheet title={words.deals.road}>
      <StageRail stations={stations} upright label={words.deals.road} />
    </Sheet>
  );
}
