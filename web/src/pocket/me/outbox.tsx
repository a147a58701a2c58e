import { clock } from "@/app/format";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/states";
import { outbox, useOutbox, type Operation } from "../data";
import { Mend, Progress, subjectOf } from "../log/sent";
import { Failing } from "../parts/failing";
import { useSaying } from "../parts/saying";
import { Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import "../shell/queue.css";
import "./outbox.css";

/** 待发: what has not left the phone, each with its state and its fix; then today's receipts. */
export function OutboxPage() {
  const words = usePocketWords();
  const all = useOutbox();
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
                  to={`/sent/${operation.key}`}
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

function What({ operation }: { operation: Operation }) {
  const words = usePocketWords();
  const say = useSaying();
  const files = operation.attachments.length;
  return (
    <>
      {[say.type(operation.input.type), files > 0 ? words.queue.files(files) : ""]
        .filter(Boolean)
        .join(" · ")}
    </>
  );
}

function Waiting({ operation }: { operation: Operation }) {
  const words = usePocketWords();
  const sending = operation.state === "sending";
  return (
    <article className="op">
      <p className="row between">
        <b>{subjectOf(operation)}</b>
        <span className={sending ? "qs sending" : "qs queued"}>
          {sending ? words.sent.sending : words.queue.queued}
        </span>
      </p>
      <p className="sm mut row between">
        <What operation={operation} />
        <span className="n">{clock(operation.made_at)}</span>
      </p>
      {operation.attachments.length > 0 ? <Progress operation={operation} /> : null}
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
      <Failing cause={operation.refusal} />
      <div className="row">
        <Button onClick={() => void outbox.drop(operation.key)}>{words.queue.drop}</Button>
        <Mend operation={operation} />
      </div>
    </article>
  );
}
