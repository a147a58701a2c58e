import { useState } from "react";
import { useParams } from "react-router";
import { Refusal } from "@/app/api";
import type { About, Asked, Place, RecordRow } from "@/app/shapes";
import { idOf, labelOf } from "@/app/values";
import { Button, LinkButton } from "@/ui/button";
import { Failed } from "@/ui/states";
import { advance, change, isUnsent, useObject, useOutbox, useWho } from "../data";
import { useOnline } from "../device/online";
import { Distance } from "../parts/distance";
import { Failing } from "../parts/failing";
import { Fill } from "../parts/fill";
import { useSaying } from "../parts/saying";
import { Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { Confirm } from "./confirm";
import { emptySlots, fillShelf, type Piece } from "./evidence";
import type { GateHere } from "./here";
import { Objected } from "./objected";
import { ComingTile, EmptyTile, PieceTile } from "./pieces";
import { useHere } from "./use-here";
import "@/ui/refusal.css";
import "./gate.css";

const aboutOf = (deal: RecordRow): About => ({
  object: "deal",
  id: deal.id,
  label: String(deal["name"] ?? ""),
});

/** What stands between a deal and its next stage: the slots, what lies in them, and what is missing. */
export function Gate() {
  const words = usePocketWords();
  const { id = "" } = useParams();
  const { deal, gate, pieces, site, process, failure, again } = useHere(id);
  const say = useSaying(gate?.process);
  const nodes = process?.nodes.filter((node) => node.end !== "lost") ?? [];
  const step = nodes.findIndex((node) => node.key === gate?.next) + 1;
  return (
    <Page
      title={gate?.next ? say.stage(gate.next) : words.gate.title}
      note={step > 0 ? words.gate.step(step, nodes.length) : null}
      up={`/deals/${id}`}
      dock={deal && gate ? <Move deal={deal} gate={gate} /> : undefined}
    >
      {failure ? <Failed cause={failure} onRetry={again} /> : null}
      {!failure && !(deal && gate) ? <Waiting lines={8} /> : null}
      {deal && gate ? (
        <>
          {gate.ahead ? <p className="strip here">{words.gate.judgedHere}</p> : null}
          <Shelves deal={deal} gate={gate} pieces={pieces} site={site} />
        </>
      ) : null}
    </Page>
  );
}

interface ShelvesProps {
  deal: RecordRow;
  gate: GateHere;
  pieces: Piece[];
  site: Place | null;
}

function Shelves({ deal, gate, pieces, site }: ShelvesProps) {
  const words = usePocketWords();
  const asks = gate.requirements;
  const coming = useOutbox().filter((each) => each.deal?.id === deal.id && isUnsent(each));
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
            {coming.flatMap((operation) =>
              operation.attachments
                .filter((each) => each.kind === shelf.ask.kind)
                .map((each) => <ComingTile key={each.key} attachment={each} />),
            )}
            {shelf.ask.slots?.length
              ? emptySlots(shelf.ask).map((key) => (
                  <EmptyTile key={key} kind={shelf.ask.kind ?? ""} slot={key} />
                ))
              : Array.from({ length: Math.min(shelf.empty, 9) }, (_, index) => (
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

/** The heading of the card says it. */
const SAID_ABOVE = new Set(["field_blank", "unconfirmed", "slot_empty"]);

/** 还差「…」: what is missing, why what is there does not count, and the button that gets it. */
function Owed({ ask, deal, shelf, site }: OwedProps) {
  const words = usePocketWords();
  const say = useSaying();
  const field = useObject("deal").data?.fields.find((each) => each.name === ask.field);
  const general = ask.why.filter((reason) => !reason.evidence && !SAID_ABOVE.has(reason.code));
  const noSite = ask.why.some((reason) => reason.code === "no_site");
  const terms = say.terms(ask);
  const missing = say.slotsOwed(ask);
  return (
    <section className="refuse owed">
      <div className="hd">
        <h2 className="song">
          {ask.state !== "waiting"
            ? missing
              ? words.gate.lacksSlots(missing)
              : words.gate.lacks(say.owed(ask))
            : ask.type === "confirmation"
              ? words.gate.toConfirm(say.awaited(ask))
              : words.gate.waits(say.awaited(ask))}
        </h2>
        <p className="mut">
          {ask.ask_server
            ? words.gate.askServer
            : ask.type === "confirmation"
              ? words.gate.confirmText
              : ask.state === "waiting"
                ? words.gate.waitsText
                : words.gate.passes}
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
        {ask.type === "confirmation" ? <Confirm ask={ask} deal={deal} /> : null}
        {ask.type === "field" && field ? (
          <Fill
            field={field}
            action={words.gate.fill}
            onFill={async (value) => {
              await change(aboutOf(deal), { fields: { [field.name]: value } }, deal.version);
            }}
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
function Move({ deal, gate }: { deal: RecordRow; gate: GateHere }) {
  const words = usePocketWords();
  const say = useSaying(gate.process);
  const { view_as } = useWho();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const online = useOnline();
  if (!gate.next) return null;
  // What only the server can judge is asked of it: the step waits in the line, and its check decides.
  const rest = gate.requirements.filter((ask) => ask.state !== "proven");
  const toCheck = !online && rest.length > 0 && rest.every((ask) => ask.ask_server);
  const tap = toCheck || (gate.open && (!gate.ahead || gate.advance === "ask"));
  const coming = gate.ahead && !tap;
  const go = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await advance(aboutOf(deal), undefined, {}, toCheck);
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
      <Button kind="ink" wide disabled={!tap || busy || view_as !== null} onClick={() => void go()}>
        <span className="clip">
          {toCheck
            ? words.gate.toCheck(say.stage(gate.next))
            : !gate.open
              ? say.stands(gate.requirements)
              : coming
                ? words.gate.readyHere
                : words.gate.enter(say.stage(gate.next))}
        </span>
      </Button>
    </>
  );
}
