import { useNavigate, useParams } from "react-router";
import { useLabel } from "@/app/language";
import { Button, LinkButton } from "@/ui/button";
import { Seal } from "@/ui/seal";
import { Empty } from "@/ui/states";
import { bytesOf, inputOf, loggedOf, outbox, useObject, useOutbox, type Operation } from "../data";
import { Failing } from "../parts/failing";
import { useSaying } from "../parts/saying";
import { useHere } from "../deals/use-here";
import { Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { Receipt } from "./receipt";
import { toDraft, keepDraft } from "./draft";
import "./sent.css";
import "@/ui/bar.css";

/** What became of an activity: on its way, waiting for signal, refused with its fix, or proven. */
export function Sent() {
  const words = usePocketWords();
  const { key = "" } = useParams();
  const operation = useOutbox().find((each) => each.key === key);
  if (!operation) {
    return (
      <Page title={words.sent.title} up="/">
        <Empty title={words.sent.gone} action={<LinkButton to="/">{words.tabs.today}</LinkButton>}>
          {words.sent.goneText}
        </Empty>
      </Page>
    );
  }
  const logged = loggedOf(operation);
  if (logged) return <Receipt operation={operation} result={logged} />;
  return <Underway operation={operation} />;
}

export const subjectOf = (operation: Operation): string =>
  operation.about?.label ?? operation.deal?.label ?? operation.customer?.label ?? "";

/** Where a refused activity is mended: the same form, filled with what was said. */
function mendAddress(operation: Operation): string {
  const subject = operation.deal
    ? `deal=${operation.deal.id}`
    : operation.customer
      ? `customer=${operation.customer.id}`
      : "";
  return subject ? `/log?${subject}` : "/log";
}

/** Takes a refused activity out of the outbox and back into the form. */
export function Mend({ operation, wide = false }: { operation: Operation; wide?: boolean }) {
  const words = usePocketWords();
  const navigate = useNavigate();
  const mend = () => {
    const address = mendAddress(operation);
    keepDraft(address.split("?")[1] ?? "", toDraft(operation));
    void navigate(address, { replace: wide });
    void outbox.drop(operation.key);
  };
  return (
    <Button kind="ink" wide={wide} icon="edit" onClick={mend}>
      {words.sent.mend}
    </Button>
  );
}

function Underway({ operation }: { operation: Operation }) {
  const words = usePocketWords();
  const say = useSaying();
  const refused = operation.state === "refused";
  const stuck = operation.state === "queued";
  const dock = refused ? (
    <Mend operation={operation} wide />
  ) : stuck ? (
    <Button kind="ink" wide onClick={() => void outbox.send()}>
      {words.sent.again}
    </Button>
  ) : undefined;
  return (
    <Page
      title={refused ? words.sent.refused : stuck ? words.sent.waits : words.sent.sending}
      up="/"
      dock={dock}
    >
      <Sheet title={subjectOf(operation)} note={say.type(inputOf(operation).type)}>
        {operation.attachments.length > 0 ? <Progress operation={operation} /> : null}
        {stuck ? <p className="mut">{operation.kept ? words.sent.waitsText : words.sent.waitsHere}</p> : null}
        {operation.refusal && refused ? <Refused operation={operation} /> : null}
      </Sheet>
      {operation.deal && !refused ? <Reckoned deal={operation.deal.id} /> : null}
    </Page>
  );
}

/** What the gate will say of it, as far as this phone can tell. */
function Reckoned({ deal }: { deal: string }) {
  const words = usePocketWords();
  const { gate } = useHere(deal);
  const say = useSaying(gate?.process);
  if (!gate?.next) return null;
  return (
    <Sheet title={words.sent.here} note={say.stage(gate.next)}>
      <Line
        to={`/deals/${deal}/gate`}
        title={
          <span className="gap">
            <Seal state={gate.open ? "waiting" : "missing"} />
            {gate.open ? words.gate.readyHere : say.stands(gate.requirements)}
          </span>
        }
        detail={words.gate.judgedHere}
      />
    </Sheet>
  );
}

function Refused({ operation }: { operation: Operation }) {
  const label = useLabel();
  const shape = useObject("activity").data?.fields ?? [];
  const { message, fields: said = {} } = operation.refusal ?? {};
  // A field that only repeats what is said above is not what is missing.
  const fields = Object.keys(said).filter((field) => said[field] !== message);
  const name = (field: string) => label(shape.find((each) => each.name === field)?.label, field);
  return (
    <>
      <Failing cause={operation.refusal} />
      {fields.length > 0 ? (
        <ul className="sent-f">
          {fields.map((field) => (
            <li key={field}>
              <Seal state="missing" />
              {name(field)}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** A real count: how much of how much has left the phone. */
export function Progress({ operation }: { operation: Operation }) {
  const words = usePocketWords();
  const { sent, total } = bytesOf(operation);
  const arrived = operation.attachments.filter((each) => each.handle).length;
  const share = total === 0 ? 0 : Math.round((sent / total) * 100);
  return (
    <div className="sent-p">
      <p className="row between">
        <span>{words.sent.files(arrived, operation.attachments.length)}</span>
        <span className="mut n">{words.sent.bytes(sent, total)}</span>
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label={words.sent.sending}
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i className="ind" style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}
