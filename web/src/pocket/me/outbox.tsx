import { clock } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button, LinkButton } from "@/ui/button";
import { Empty } from "@/ui/states";
import { verdictOf } from "../approvals/deciding";
import { usePocketApprovalWords } from "../approvals/words";
import { heldBy, inputOf, isLog, outbox, useObjects, useOutbox, type Operation } from "../data";
import { roomOf } from "../forms/rooms";
import { Mend, Progress, subjectOf } from "../log/sent";
import { Failing } from "../parts/failing";
import { useSaying } from "../parts/saying";
import { Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { Conflict } from "./conflict";
import "../shell/queue.css";
import "./outbox.css";

/** 待发: what has not left the phone, each with its state and its fix; then today's receipts. */
export function OutboxPage() {
  const words = usePocketWords();
  const all = useOutbox();
  const contested = all.filter((each) => each.state === "conflict");
  const refused = all.filter((each) => each.state === "refused");
  const waiting = all.filter((each) => each.state === "queued" || each.state === "sending");
  const done = all.filter((each) => each.state === "done").reverse();
  return (
    <Page title={words.queue.title} up="/me">
      {all.length === 0 ? (
        <Sheet>
          <Empty title={words.queue.empty}>{words.queue.emptyText}</Empty>
        </Sheet>
      ) : null}
      {contested.length > 0 ? (
        <Sheet title={words.queue.look} note={words.queue.pieces(contested.length)}>
          {contested.map((operation) => (
            <Contested key={operation.key} operation={operation} />
          ))}
        </Sheet>
      ) : null}
      {refused.length > 0 ? (
        <Sheet title={words.queue.refused} note={words.queue.pieces(refused.length)}>
          {refused.map((operation) => (
            <Refused key={operation.key} operation={operation} />
          ))}
        </Sheet>
      ) : null}
      {waiting.length > 0 ? (
        <Sheet title={words.queue.waiting} note={words.queue.pieces(waiting.length)}>
          {waiting.map((operation) => (
            <Waiting key={operation.key} operation={operation} />
          ))}
          <Button wide icon="sync" onClick={() => void outbox.send()}>
            {words.sent.again}
          </Button>
        </Sheet>
      ) : null}
      {done.length > 0 ? (
        <Sheet title={words.queue.receipts} note={words.queue.pieces(done.length)}>
          <ul className="rows">
            {done.map((operation) => (
              <li key={operation.key}>
                <Line
                  to={receiptOf(operation)}
                  title={subjectOf(operation)}
                  end={clock(operation.made_at)}
                  detail={<What operation={operation} />}
                  detailEnd={<span className="qs done">{words.queue.done}</span>}
                />
              </li>
            ))}
          </ul>
        </Sheet>
      ) : null}
    </Page>
  );
}

/** Where one sees what became of it. */
function receiptOf({ key, about, call }: Operation): string {
  if (!about) return `/sent/${key}`;
  return call.startsWith("delete_") ? "/outbox" : `${roomOf(about.object)}/${about.id}`;
}

/** What was done, in a few words. */
function useDeed(): (operation: Operation) => string {
  const { queue, comma } = usePocketWords();
  const say = useSaying();
  const label = useLabel();
  const approvals = usePocketApprovalWords();
  const shapes = useObjects().data ?? [];
  return (operation) => {
    if (isLog(operation)) return say.type(inputOf(operation).type);
    const verdict = verdictOf(operation);
    if (verdict) return approvals.deed(approvals.said[verdict]);
    if (operation.call === "advance_stage" || operation.call === "confirm_requirement")
      return queue[operation.call];
    const shape = shapes.find((each) => each.name === operation.about?.object);
    const name = label(shape?.label, operation.about?.object ?? "");
    const verb = operation.call.split("_")[0];
    if (verb === "create") return queue.create(name);
    if (verb === "delete") return queue.delete(name);
    const named = Object.keys(operation.input).map((field) =>
      label(shape?.fields.find((each) => each.name === field)?.label, field),
    );
    return queue.change(named.join(comma));
  };
}

function What({ operation }: { operation: Operation }) {
  const words = usePocketWords();
  const deed = useDeed();
  const files = operation.attachments.length;
  return <>{[deed(operation), files > 0 ? words.queue.files(files) : ""].filter(Boolean).join(" · ")}</>;
}

function Waiting({ operation }: { operation: Operation }) {
  const { queue, sent } = usePocketWords();
  const sending = operation.state === "sending";
  const held = heldBy(operation, useOutbox()) !== undefined;
  const state = sending
    ? sent.sending
    : held
      ? queue.held
      : operation.to_check
        ? queue.toCheck
        : queue.queued;
  return (
    <article className="op">
      <p className="row between">
        <b>{subjectOf(operation)}</b>
        <span className={sending ? "qs sending" : "qs queued"}>{state}</span>
      </p>
      <p className="sm mut row between">
        <What operation={operation} />
        <span className="n">{clock(operation.said_at)}</span>
      </p>
      {operation.attachments.length > 0 ? <Progress operation={operation} /> : null}
      {operation.kept ? null : <p className="sm">{sent.waitsHere}</p>}
    </article>
  );
}

function Contested({ operation }: { operation: Operation }) {
  const { queue } = usePocketWords();
  return (
    <article className="op">
      <p className="row between">
        <b>{subjectOf(operation)}</b>
        <span className="qs fix">{queue.contested}</span>
      </p>
      <p className="sm mut">
        <What operation={operation} />
      </p>
      <Conflict operation={operation} />
    </article>
  );
}

function Refused({ operation }: { operation: Operation }) {
  const words = usePocketWords();
  return (
    <article className="op">
      <p className="row between">
        <b>{subjectOf(operation)}</b>
        <span className="qs refused">{words.queue.lacking}</span>
      </p>
      <p className="sm mut">
        <What operation={operation} />
      </p>
      <Failing cause={operation.refusal} />
      <div className="row">
        <Button onClick={() => void outbox.drop(operation.key)}>{words.queue.drop}</Button>
        <Remedy operation={operation} />
      </div>
    </article>
  );
}

/** Where what was refused is put right: the form it came from, or the gate that is shut. */
function Remedy({ operation }: { operation: Operation }) {
  const { queue, sent } = usePocketWords();
  const { toSheet } = usePocketApprovalWords();
  const { about, call, key } = operation;
  if (isLog(operation) || !about) return <Mend operation={operation} />;
  const room = roomOf(about.object);
  if (call === "advance_stage" || call === "confirm_requirement") {
    return (
      <LinkButton kind="ink" to={`${room}/${about.id}/gate`}>
        {queue.toGate}
      </LinkButton>
    );
  }
  if (verdictOf(operation)) {
    return (
      <LinkButton kind="ink" to={`${room}/${about.id}`}>
        {toSheet}
      </LinkButton>
    );
  }
  if (call.startsWith("delete_")) return null;
  const form = call.startsWith("create_") ? formOf(about.object) : `${room}/${about.id}/edit`;
  return (
    <LinkButton kind="ink" icon="edit" to={form} state={{ mend: key }}>
      {sent.mend}
    </LinkButton>
  );
}

const formOf = (object: string): string => (object === "customer" ? "/customers/new" : `/o/${object}/new`);
