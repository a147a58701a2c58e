import { lazy, Suspense } from "react";
import { Link, useParams } from "react-router";
import { useLabel, useLanguage } from "@/app/language";
import { date, shortDay } from "@/app/format";
import type { Process, ProcessNode, RecordRow } from "@/app/shapes";
import { idOf, isPlace, labelOf } from "@/app/values";
import { LinkButton } from "@/ui/button";
import { StageRail, type Station } from "@/ui/stage-rail";
import { Failed } from "@/ui/states";
import { useRecord, useStageChanges, type StageChange } from "../data";
import { EditDoor } from "../forms/door";
import { FormFacts } from "../forms/facts";
import { Distance } from "../parts/distance";
import { useSaying } from "../parts/saying";
import { Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { sealOf, type Piece } from "./evidence";
import { Exits } from "./exits";
import type { GateHere } from "./here";
import { DealTrail } from "./trail";
import { useHere } from "./use-here";
import "./page.css";

const PackHere = lazy(async () => ({ default: (await import("./pack")).PackHere }));

const RequestButton = lazy(async () => ({
  default: (await import("@/approvals/request/button")).RequestButton,
}));

const Support = lazy(async () => ({ default: (await import("../support/support")).Support }));

export function Deal() {
  const words = usePocketWords();
  const { id = "" } = useParams();
  const { deal, gate, pieces, process, failure, again } = useHere(id);
  const changes = useStageChanges(id);
  const dock = (
    <div className="row">
      <LinkButton icon="plus" to={`/log?deal=${id}`}>
        {words.tabs.log}
      </LinkButton>
      {gate?.next ? (
        <LinkButton kind="ink" to={`/deals/${id}/gate`}>
          {words.deals.toGate}
        </LinkButton>
      ) : null}
    </div>
  );
  return (
    <Page title={deal ? String(deal["name"]) : words.deals.one} up="/deals" dock={deal ? dock : undefined}>
      {failure ? <Failed cause={failure} onRetry={again} /> : null}
      {!failure && !deal ? <Waiting lines={8} /> : null}
      {deal ? (
        <>
          <About deal={deal} />
          {gate && process ? (
            <Road process={process} gate={gate} pieces={pieces} changes={changes.data ?? []} />
          ) : null}
          <Suspense fallback={null}>
            <PackHere deal={deal} />
          </Suspense>
          <Sheet title={words.deals.trail}>
            <DealTrail deal={id} process={gate?.process} pieces={pieces} changes={changes.data ?? []} />
          </Sheet>
          <Suspense fallback={null}>
            <Support object="deal" record={deal} />
          </Suspense>
          {gate && gate.exits.length > 0 ? (
            <Exits deal={id} name={String(deal["name"] ?? "")} gate={gate} />
          ) : null}
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
      <Suspense fallback={null}>
        <RequestButton small object="deal" record={deal.id} />
      </Suspense>
    </Sheet>
  );
}

interface RoadProps {
  process: Process;
  gate: GateHere;
  pieces: Piece[];
  changes: readonly StageChange[];
}

/** The stages one below the other; the bar is the gate that is still shut. */
function Road({ process, gate, pieces, changes }: RoadProps) {
  const words = usePocketWords();
  const say = useSaying(process.key);
  const label = useLabel();
  const language = useLanguage();
  const nodes = process.nodes.filter((node) => node.end !== "lost" || node.key === gate.stage);
  const here = nodes.findIndex((node) => node.key === gate.stage);
  const entered = (key: string) => changes.find((change) => change.to === key)?.at ?? null;
  const ahead = (node: ProcessNode) =>
    [
      node.limit_days ? words.deals.limit(node.limit_days) : "",
      node.role ? say.role(node.role) : "",
      label(node.output),
    ]
      .filter(Boolean)
      .join(" · ") || null;
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
          : index > here
            ? ahead(node)
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
