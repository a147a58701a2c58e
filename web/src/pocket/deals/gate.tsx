import { useState } from "react";
import { useParams } from "react-router";
import { Refusal } from "@/app/api";
import type { Asked, Gate as GateShape, Place, RecordRow } from "@/app/shapes";
import { idOf, isPlace, labelOf } from "@/app/values";
import { Button, LinkButton } from "@/ui/button";
import { Failed, Loading } from "@/ui/states";
import { advance, change, useDealProcess, useEvidence, useGate, useObject, useRecord, useWho } from "../data";
import { Distance } from "../parts/distance";
import { Failing } from "../parts/failing";
import { Fill } from "../parts/fill";
import { useSaying } from "../parts/saying";
import { Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { fillShelf, readPiece, type Piece } from "./evidence";
import { Objected } from "./objected";
import { EmptyTile, PieceTile } from "./pieces";
import "@/ui/refusal.css";
import "./gate.css";

/** What stands between a deal and its next stage: the slots, what lies in them, and what is missing. */
export function Gate() {
  const words = usePocketWords();
  const say = useSaying();
  const { id = "" } = useParams();
  const process = useDealProcess();
  const deal = useRecord("deal", id);
  const gate = useGate("deal", id);
  const evidence = useEvidence(id);
  const customerId = idOf(deal.data?.["customer"]) ?? "";
  const customer = useRecord("customer", customerId, customerId !== "");
  const place = customer.data?.["place"];
  const site = isPlace(place) ? place : null;
  const failure = deal.error ?? gate.error ?? evidence.error;
  const nodes = process?.nodes.filter((node) => node.end !== "lost") ?? [];
  const step = nodes.findIndex((node) => node.key === gate.data?.next) + 1;
  const ready = deal.data && gate.data && evidence.data;
  return (
    <Page
      title={gate.data?.next ? say.stage(gate.data.next) : words.gate.title}
      note={step > 0 ? words.gate.step(step, nodes.length) : null}
      up={`/deals/${id}`}
      dock={ready && gate.data ? <Move deal={id} gate={gate.data} /> : undefined}
    >
      {failure ? <Failed cause={failure} onRetry={() => void gate.refetch()} /> : null}
      {!failure && !ready ? <Loading lines={8} /> : null}
      {ready && gate.data ? (
        <Shelves deal={deal.data} gate={gate.data} pieces={evidence.data.map(readPiece)} site={site} />
      ) : null}
    </Page>
  );
}

interface ShelvesProps {
  deal: RecordRow;
  gate: GateShape;
  pieces: Piece[];
  site: Place | null;
}

function Shelves({ deal, gate, pieces, site }: ShelvesProps) {
  const words = usePocketWords();
  const asks = gate.requirements;
  const shelves = asks.filter((ask) => ask.type === "evidence").map((ask) => fillShelf(ask, pieces));
  return (
    <>
      <Sheet title={String(deal["name"])} note={site ? <Distance to={site} /> : labelOf(deal["customer"])}>
        {asks.length === 0 ? (
          <p className="mut">{gate.next ? words.gate.nothing : words.gate.ended}</p>
        ) : null}
        {shelves.map((shelf) => (
          <div key={shelf.ask.key} className="tiles">
            {shelf.counted.map((piece) => (
              <PieceTile key={piece.id} piece={piece} site={site} />
            ))}
            {Array.from({ length: Math.min(shelf.empty, 9) }, (_, index) => (
              <EmptyTile key={index} kind={shelf.ask.kind ?? ""} />
            ))}
          </div>
        ))}
      </Sheet>
      {asks
        .filter((ask) => ask.state !== "proven")
        .map((ask) => (
          <Owed
            key={ask.key}
            ask={ask}
            deal={deal}
            shelf={shelves.find((each) => each.ask.key === ask.key)}
            site={site}
          />
        ))}
    </>
  );
}

interface OwedProps {
  ask: Asked;
  deal: RecordRow;
  shelf: ReturnType<typeof fillShelf> | undefined;
  site: Place | null;
}

/** 还差「…」: what is missing, why what is there does not count, and the button that gets it. */
function Owed({ ask, deal, shelf, site }: OwedProps) {
  const words = usePocketWords();
  const say = useSaying();
  const field = useObject("deal").data?.fields.find((each) => each.name === ask.field);
  const general = ask.why.filter((reason) => !reason.evidence && reason.code !== "field_blank");
  const noSite = ask.why.some((reason) => reason.code === "no_site");
  const terms = say.terms(ask);
  return (
    <section className="refuse owed">
      <div className="hd">
        <h2 className="song">
          {ask.state === "waiting"
            ? words.gate.waits(say.kind(ask.kind ?? ""))
            : words.gate.lacks(say.owed(ask))}
        </h2>
        <p className="mut">
          {ask.state === "waiting" ? words.gate.waitsText : words.gate.passes}
          {terms ? `${words.stop}${terms}` : ""}
        </p>
      </div>
      <div className="owed-b">
        {shelf?.objected.map(({ piece, why }) => (
          <Objected key={piece.id} piece={piece} why={why} site={site} />
        ))}
        {general.map((reason) => (
          <p key={reason.code}>{say.reason(reason)}</p>
        ))}
        {ask.type === "field" && field ? (
          <Fill
            field={field}
            action={words.gate.fill}
            onFill={(value) => change("deal", deal.id, { [field.name]: value }, deal.version)}
          />
        ) : null}
        {noSite ? (
          <LinkButton wide icon="pin" to={`/customers/${idOf(deal["customer"]) ?? ""}`}>
            {words.gate.setSite}
          </LinkButton>
        ) : null}
        {ask.type === "evidence" ? (
          <LinkButton
            kind="ink"
            wide
            icon={ask.kind === "site_photo" ? "cam" : "doc"}
            to={`/log?deal=${deal.id}&for=${ask.kind ?? ""}`}
          >
            {words.gate.add(say.owed(ask), ask.kind ?? "")}
          </LinkButton>
        ) : null}
      </div>
    </section>
  );
}

/** The dock: goes on when the gate is open; while it is shut the button says what it waits for. */
function Move({ deal, gate }: { deal: string; gate: GateShape }) {
  const words = usePocketWords();
  const say = useSaying();
  const { view_as } = useWho();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  if (!gate.next) return null;
  const go = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await advance(deal);
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  const shut = failure instanceof Refusal && failure.code === "evidence_missing";
  return (
    <>
      {failure && !shut ? <Failing cause={failure} /> : null}
      <Button kind="ink" wide disabled={!gate.open || busy || view_as !== null} onClick={() => void go()}>
        <span className="clip">
          {gate.open ? words.gate.enter(say.stage(gate.next)) : say.stands(gate.requirements)}
        </span>
      </Button>
    </>
  );
}
